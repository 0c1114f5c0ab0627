"""The columns, sheets and settings of a matrix workbook: the one place that knows their names.

Headings and aliases are those published in annexes of plans (任务分工表, 责任清单, 工作台账).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from officekit.model.table import CellValue, text_of

FORMAT_VERSION = 1
"""Version of the workbook format, kept in the hidden sheet."""

PLACEHOLDER_MARK = "（待填）"
"""Stands behind a target whose value the drafter has left open."""

UNIT_SEPARATOR = "、"
"""Stands between two units in a cell."""

CONFLICT_KEY, CANDIDATE_KEY = "冲突标识", "候选标识"
"""Headings of the hidden columns of 报送冲突 by which 处理 finds its conflict again."""

FINDING_KEY = "问题标识"
FINDING_MARK = "标记位置"
"""Heading of the hidden column of 问题清单 by which 处理意见 finds its finding again."""

CONTINUATION = "（续"
"""Begins the suffix of a column that carries on a text too long for one cell."""


class SheetName(StrEnum):
    """Sheets of a matrix workbook."""

    TASKS = "责任清单"
    CROSS = "责任矩阵"
    FINDINGS = "问题清单"
    UNITS = "单位名录"
    SETTINGS = "设置"
    CHANGES = "修改记录"
    CONFLICTS = "报送冲突"
    RECEIPTS = "报送情况"
    META = "_officekit"
    START = "开始"
    CONFIG = "xlwings.conf"


class Status(StrEnum):
    """Progress of a task (进展状态)."""

    NOT_STARTED = "未启动"
    UNDER_WAY = "推进中"
    DONE = "已完成"
    DELAYED = "滞后"


class Align(StrEnum):
    """Horizontal alignment of a column's cells."""

    LEFT = "left"
    CENTER = "center"


class ValueKind(StrEnum):
    """What a column's cells hold."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of 责任清单.

    Attributes:
        key: name in code.
        heading: name that a clerk sees.
        aliases: other headings that mean the same column.
        allowed: permitted values; empty where any text is.
        width: usual width in digits of the standard font.
        align: alignment of the cells.
        kind: text, whole number or percentage.
        printed: part of the printed list; the others are for work on screen.
        hidden: not shown at all.
    """

    key: str
    heading: str
    aliases: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    width: float = 14
    align: Align = Align.LEFT
    kind: ValueKind = ValueKind.TEXT
    printed: bool = False
    hidden: bool = False

    def to_cell(self, text: str) -> CellValue:
        """The value that a cell of this column stores for a text: ``15`` is the number 15."""
        if self.kind is ValueKind.NUMBER and re.fullmatch(r"0|[1-9][0-9]{0,8}", text):
            return int(text)
        if self.kind is ValueKind.PERCENT:
            match = re.fullmatch(r"(0|[1-9][0-9]?|100)%", text)
            return int(match[1]) / 100 if match else text
        return text

    def to_text(self, value: CellValue) -> str:
        """The text for a cell value: 0.5 in a percentage column is ``50%``."""
        if (
            self.kind is ValueKind.PERCENT
            and isinstance(value, (int, float))
            and not isinstance(value, bool)
            and 0 <= value <= 1
        ):
            return f"{round(value * 100, 6):g}%"
        return text_of(value).replace("\r\n", "\n").replace("\r", "\n")


def _of_regions(template: str) -> tuple[str, ...]:
    return tuple(template.format(level) for level in ("省", "市", "区", "县", "旗", "镇"))


COLUMNS: tuple[Column, ...] = (
    Column(
        "number",
        "序号",
        ("编号", "任务编号", "任务序号", "序"),
        width=5.5,
        align=Align.CENTER,
        kind=ValueKind.NUMBER,
        printed=True,
    ),
    Column(
        "section",
        "板块",
        ("类别", "任务类别", "工作类别", "一级任务", "领域", "工作领域", "重点领域", "专项行动"),
        width=13,
        printed=True,
    ),
    Column(
        "subsection",
        "子板块",
        ("子类别", "二级任务", "任务方向", "工作方向", "重点方向"),
        width=13,
        printed=True,
    ),
    Column(
        "title",
        "重点任务",
        (
            *("任务内容", "任务名称", "工作任务", "具体任务", "主要任务", "目标任务", "任务"),
            *("重点工作", "重点工作任务", "工作内容", "工作事项", "重点事项", "事项", "任务事项"),
            *("工作目标及任务要求", "三级任务", "任务分解", "工作要点"),
        ),
        width=20.5,
        printed=True,
    ),
    Column(
        "measures",
        "主要举措",
        (
            *("具体举措", "重点举措", "工作措施", "主要措施", "具体措施", "工作举措", "举措"),
            *("措施", "推进措施", "任务要求", "工作要求", "主要内容", "具体内容", "工作安排"),
        ),
        width=60.5,
        printed=True,
    ),
    Column(
        "targets",
        "量化目标",
        (
            *("工作目标", "目标", "主要目标", "年度目标", "量化指标", "目标要求", "预期目标"),
            *("具体目标", "目标值", "工作目标值", "指标", "主要指标", "预期成果"),
        ),
        width=24.5,
        printed=True,
    ),
    Column(
        "lead",
        "牵头单位",
        (
            *("牵头", "牵头部门", "牵头责任单位", "主要责任单位", "牵头责任部门", "主责单位"),
            *("主责部门", "主办单位", "第一责任单位", "牵头单位及部门"),
        ),
        width=15,
        printed=True,
    ),
    Column(
        "support",
        "责任单位",
        (
            *("配合", "配合单位", "配合部门", "参与单位", "参与部门", "协同责任单位", "协同单位"),
            *("其他责任单位", "责任部门", "协办单位", "配合责任单位", "配合责任部门", "协助单位"),
            *("参加单位", "协作单位", "承办单位", "落实单位", "实施单位"),
        ),
        width=22.5,
        printed=True,
    ),
    Column(
        "leader",
        "责任领导",
        (
            *("牵头领导", "分管领导", "包抓领导", "包保领导", "挂帅领导", "领导", "牵头负责人"),
            *_of_regions("牵头{}领导"),
            *_of_regions("责任{}领导"),
            *_of_regions("分管{}领导"),
        ),
        width=9,
        align=Align.CENTER,
        printed=True,
    ),
    Column(
        "person",
        "责任人",
        ("具体责任人", "负责人", "责任人员", "经办人", "直接责任人"),
        width=8.5,
        align=Align.CENTER,
        printed=True,
    ),
    Column(
        "deadline",
        "完成时限",
        (
            *("时间", "完成时间", "时限", "时间节点", "时限要求", "完成期限", "办结时限", "期限"),
            *("计划完成时间", "时间要求", "完成时间节点", "推进时限"),
        ),
        width=11.5,
        align=Align.CENTER,
        printed=True,
    ),
    Column(
        "year",
        "年度",
        ("年份", "所属年度"),
        width=6.5,
        align=Align.CENTER,
        kind=ValueKind.NUMBER,
        printed=True,
    ),
    Column(
        "status",
        "进展状态",
        ("状态", "完成状态", "工作状态", "推进状态"),
        allowed=tuple(Status),
        width=10,
        align=Align.CENTER,
    ),
    Column(
        "completion",
        "完成率",
        ("完成比例", "完成百分比", "完成进度", "进度百分比"),
        width=8.5,
        align=Align.CENTER,
        kind=ValueKind.PERCENT,
    ),
    Column(
        "progress",
        "进展情况",
        (
            *("工作进度", "工作进展", "工作进展情况", "工作动态", "落实情况", "完成情况", "进展"),
            *("推进情况", "目前进展", "目前进展情况", "任务进展情况", "工作落实情况"),
        ),
        width=36,
    ),
    Column(
        "problems",
        "存在问题",
        ("存在的问题", "问题", "存在问题及困难", "困难问题", "主要问题", "存在困难", "困难和问题"),
        width=26,
    ),
    Column(
        "next_steps",
        "下一步措施",
        ("下步措施", "下一步工作", "下一步工作措施", "下步打算", "下一步打算", "下一步工作打算"),
        width=26,
    ),
    Column("remarks", "备注", ("附注",), width=16),
    Column("source", "来源", ("出处", "原文位置"), width=14, align=Align.CENTER),
)
"""Columns of 责任清单 in their usual order."""

ROW_KEY = Column("row_key", "行标识", width=10, align=Align.CENTER, hidden=True)
"""The hidden last column, which keeps a row's identity through sorting and editing."""

BY_KEY: dict[str, Column] = {column.key: column for column in (*COLUMNS, ROW_KEY)}
"""Columns by key."""

_BRACKETED = re.compile(r"[(\[{<【〔《「][^()\[\]{}<>【】〔〕《》「」]*[)\]}>】〕》」]$")
_NOISE = re.compile(r"[\W_]+")


def normalize_heading(heading: str) -> str:
    """A heading without spaces, line breaks, brackets and punctuation, in half width."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", heading))


_BY_NAME: dict[str, Column] = {
    normalize_heading(name): column
    for column in (*COLUMNS, ROW_KEY)
    for name in (*column.aliases, column.heading)
}


def column_for(heading: str) -> Column | None:
    """The column that a heading means, ``None`` where it is not known.

    Spaces, line breaks, brackets, punctuation and full-width forms make no difference; a remark
    in brackets at the end (``完成时限（年月）``) is ignored if the whole is not known.
    """
    whole = unicodedata.normalize("NFKC", heading)
    found = _BY_NAME.get(normalize_heading(whole))
    if found is None:
        found = _BY_NAME.get(normalize_heading(_BRACKETED.sub("", "".join(whole.split()))))
    return found


def columns_for(headings: Sequence[str]) -> tuple[Column | None, ...]:
    """The column of each heading, none twice.

    An exact heading goes before an alias, an alias further left before one further right. Where
    two headings name the task (类别 / 重点任务 / 具体任务), the second one is the measures, if
    nothing else is. ``None`` marks headings that are unknown or left over.
    """
    candidates = [column_for(heading) for heading in headings]
    chosen: list[Column | None] = [None] * len(headings)
    taken: set[str] = set()
    for exact in (True, False):
        for i, column in enumerate(candidates):
            if column is None or column.key in taken:
                continue
            if exact and normalize_heading(headings[i]) != column.heading:
                continue
            chosen[i] = column
            taken.add(column.key)
    title, measures = BY_KEY["title"], BY_KEY["measures"]
    for i, column in enumerate(candidates):
        if column is title and chosen[i] is None and measures.key not in taken:
            chosen[i] = measures
            taken.add(measures.key)
    return tuple(chosen)
