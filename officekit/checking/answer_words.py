"""Words that stand for nothing in an answer, and the spellings of 进展状态."""

from __future__ import annotations

import re
import unicodedata

from officekit.model.schema import Status

_NOTHING = frozenset(
    {
        *("无", "暂无", "没有", "略", "同上", "同前", "同左", "见上", "如上", "同上期", "同上月"),
        *("无变化", "暂无变化", "无进展", "无新进展", "暂无进展", "无内容", "不适用", "不涉及"),
        *("待定", "待填", "未填", "已填", "空", "见附件", "na", "n/a", "none", "null", "nil"),
    }
)
_SIGNS_ONLY = re.compile(r"[\W_]*")
_FOLDED = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad。.，,；;！!：:]+")
_BRACKETS = re.compile(r"[\[\]()（）【】〔〕“”\"'‘’「」《》<>]+")
_LONGEST = 24

_SPELLINGS = {
    Status.DONE: "完成 全部完成 已全部完成 已经完成 完成了 已办结 办结 已结束 已落实 完毕 已完毕",
    Status.UNDER_WAY: (
        "正在推进 推进 进行中 正在进行 正在进行中 实施中 正在实施 办理中 正在办理 推进当中 在推进"
        " 持续推进 持续推进中 有序推进 有序推进中 正常推进 正常推进中 正在推进中 稳步推进 开展中"
        " 正在开展 按计划推进 按序时推进 已启动"
    ),
    Status.NOT_STARTED: "未开始 尚未启动 尚未开始 没有启动 还未启动 未开展 尚未开展 未动工 待启动",
    Status.DELAYED: (
        "延期 滞后于进度 进度滞后 进展滞后 推进滞后 已滞后 延后 滞后中 严重滞后 超期 逾期"
    ),
}
_STATUS = {spelling: status for status in Status for spelling in _SPELLINGS[status].split()} | {
    status.value: status for status in Status
}


def is_placeholder(text: str) -> bool:
    """Whether an answer says nothing: blank, 无, /, -, N/A, 同上, 略, 暂无, 无变化."""
    if len(text) > _LONGEST:
        return False
    if _SIGNS_ONLY.fullmatch(text):
        return True
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _BRACKETS.sub("", _FOLDED.sub("", plain)) in _NOTHING


def status_of(text: str) -> Status | None:
    """The status that an answer means: 已完成 of 完成; ``None`` where it is none."""
    exact = _STATUS.get(text)
    if exact is not None or len(text) > _LONGEST:
        return exact
    plain = unicodedata.normalize("NFKC", text)
    return _STATUS.get(_BRACKETS.sub("", _FOLDED.sub("", plain)))
