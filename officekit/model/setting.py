"""The lines of the sheet 设置: what can be set, its default and its meaning."""

from __future__ import annotations

from dataclasses import dataclass

from officekit.model.notice import ClauseStyle


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the sheet 设置.

    Attributes:
        name: 项目.
        default: 内容 where neither the plan nor the clerk says otherwise.
        note: 说明.
        allowed: permitted values; empty where any text is.
        for_import: says how a plan is read, so that it outlives the import of another plan.
        lines: lines that are shown at least, where several are expected.
    """

    name: str
    default: str = ""
    note: str = ""
    allowed: tuple[str, ...] = ()
    for_import: bool = False
    lines: int = 1


YES, NO = "是", "否"
DECIDE_EACH, LEAD_DECIDES, JOIN_TEXTS = "逐项决定", "以牵头单位为准", "合并"
PRINTED_NUMBERS, RUNNING_NUMBERS = "按原文序号", "连续编号"

NOTICE_SETTINGS: tuple[Setting, ...] = (
    Setting("通知标题", note="公文标题；留空时按发文机关、事由和文种拟写。"),
    Setting("批准机关", note="例如：区委、区政府；写作“已经区委、区政府同意”。"),
    Setting(
        "依据文件", note="拟文依据，每行一个，例如：《某某行动计划》（某发〔2025〕3号）。", lines=3
    ),
    Setting("通知正文", note="每行一段；留空时按公文种类拟写。", lines=3),
    Setting("引言", note="印发文本开头的段落，每行一段。", lines=3),
    Setting(
        "板块引言",
        note="各板块标题下的段落，每行一段，行首用【】写明板块或子板块。",
        lines=3,
    ),
    Setting(
        "编号方式",
        PRINTED_NUMBERS,
        "任务和板块的编号：按责任清单里的原文序号，或者重新连续编号。",
        (PRINTED_NUMBERS, RUNNING_NUMBERS),
    ),
    Setting(
        "责任表述",
        note="每项任务后面括号里写明责任单位的方式；留空时按责任清单选定。",
        allowed=tuple(ClauseStyle),
    ),
    Setting("责任称谓", "单位", "括号里写“牵头单位”还是“牵头部门”。", ("单位", "部门")),
    Setting("责任分隔", "；", "括号里牵头单位与责任单位之间的标点。", ("；", "，")),
    Setting("责任清单附表", NO, "填“是”时，通知后面附责任清单。", (YES, NO)),
    Setting("反馈期限", note="征求意见时请对方反馈的日期，例如：2025年3月20日。"),
    Setting("联系方式", note="联系人和电话，写在征求意见函里。"),
    Setting("署名", note="公文末尾的发文机关署名；留空时与发文机关相同。"),
    Setting("成文日期", note="例如：2025年3月1日。"),
    Setting("加盖印章", YES, "决定署名和日期的位置。", (YES, NO)),
    Setting("附注", note="例如：此件公开发布；不写括号。"),
    Setting("抄送", note="抄送机关，不写句号。"),
    Setting("印发机关", note="版记里的印发机关；留空时为发文机关的办公室。"),
    Setting("印发日期", note="版记里的印发日期；留空时与成文日期相同。"),
    Setting("份号", note="涉密公文的份号，六位数字。"),
    Setting("密级", note="例如：秘密★1年。"),
    Setting("紧急程度", note="特急或者加急。", allowed=("特急", "加急")),
    Setting("签发人", note="上行文的签发人。"),
)
"""Settings of a notice that is drafted from the matrix."""

SETTINGS: tuple[Setting, ...] = (
    Setting("标题", note="印在责任清单、责任矩阵上方的标题。"),
    Setting("发文机关", note="印发通知的机关，用于生成通知。"),
    Setting("文号", note="发文字号，例如：某政办发〔2025〕8号。"),
    Setting("主送机关", note="通知的主送机关，用顿号或逗号分隔。"),
    Setting("年度", note="任务所属年度，四位数字。"),
    Setting("期次", note="下发、收集的期次，例如：2025年9月、2025年第3季度。"),
    Setting("报送截止日期", note="各单位报送的最后一天，例如：2025年9月25日。"),
    Setting("报送联系方式", note="各单位有疑问时找谁，例如：张三，电话12345678。"),
    Setting(
        "多单位填报",
        DECIDE_EACH,
        "牵头、配合单位对同一任务填报不同时：逐项决定、以牵头单位为准，或者合并（文字接在一起）。",
        (DECIDE_EACH, LEAD_DECIDES, JOIN_TEXTS),
        for_import=True,
    ),
    Setting(
        "登记册地址",
        note="留空时登记册与本工作簿在同一文件夹；用共用服务器时，由技术人员填写数据库地址。",
        for_import=True,
    ),
    Setting("原文件", note="责任清单所依据的方案文件。"),
    Setting("编制日期", note="责任清单的编制日期，由编制人填写。"),
    Setting(
        "包含总体要求",
        NO,
        "填“是”时，总体要求中的条目（指导思想、目标等）也列入清单。",
        (YES, NO),
        for_import=True,
    ),
    Setting(
        "首位即牵头",
        NO,
        "填“是”时，没有写明牵头单位的任务，以排在第一位的责任单位为牵头单位。",
        (YES, NO),
        for_import=True,
    ),
    *NOTICE_SETTINGS,
)
"""Settings in their usual order."""

DEFAULT_SETTINGS: dict[str, str] = {setting.name: setting.default for setting in SETTINGS}
"""What each setting is where neither the plan nor the clerk says otherwise."""
