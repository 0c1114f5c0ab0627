"""What a unit reads in its workbook: one source for headings' hints and the sheet 填报说明."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from officekit.model.packet import FILLING_LINE, SPARE_LINE, Packet, Role
from officekit.model.schema import BY_KEY, Status
from officekit.writing.contents import table_title
from officekit.writing.layout import clean

_SUFFIX = "任务进展填报表"
_NO_TITLE = "重点工作"


class AnswerHelp(NamedTuple):
    """How a column is filled in.

    Attributes:
        hint: what to write, one sentence.
        example: a made-up answer.
    """

    hint: str
    example: str


ANSWER_HELP: Final = {
    "status": AnswerHelp("从下拉列表中选一项。", Status.UNDER_WAY),
    "completion": AnswerHelp("填0%到100%之间的数，没有量化进度的可以不填。", "60%"),
    "progress": AnswerHelp(
        "写截至本期末做成了什么、到了哪一步，尽量写明数量和时间。",
        "已完成选址和前期论证，9月12日开工，主体工程完成六成。",
    ),
    "problems": AnswerHelp("写需要协调解决的困难，没有的可以不填。", "临时用地手续尚未办结。"),
    "next_steps": AnswerHelp("写下一步做什么、什么时候完成。", "10月底前办结用地手续并完成封顶。"),
    "person": AnswerHelp("写负责填报的同志姓名。", "张三"),
}
"""By column key."""


def packet_title(packet: Packet) -> str:
    """Title line above the table."""
    return clean(table_title(packet.title or _NO_TITLE, _SUFFIX))


def day_text(day: str) -> str:
    """An ISO date as it is written in a letter; anything else as it is."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return clean(day).strip()
    return f"{found.year}年{found.month}月{found.day}日"


def facts_line(packet: Packet) -> str:
    """Unit, period and due date on one line."""
    facts = [f"填报单位：{packet.unit}"]
    if packet.period.text:
        facts.append(f"期次：{packet.period}")
    if packet.version > 1:
        facts.append(f"第{packet.version}版")
    if packet.due:
        facts.append(f"报送截止：{day_text(packet.due)}")
    return clean("　　".join(facts))


def subtitle(packet: Packet) -> str:
    """The line below the title: whose table it is, and how it is filled in."""
    roles = [row.role for row in packet.rows]
    counts = "、".join(f"{role}{roles.count(role)}项" for role in Role if role in roles)
    told = f"　　任务：{counts}" if counts else ""
    return f"{facts_line(packet)}{told}\n{FILLING_LINE}"


def _answered_for(packet: Packet) -> str:
    """Which tasks have to be answered; 责任 is explained to units that have such tasks."""
    led = f"本单位牵头的任务（本单位职责为“{Role.LEAD}”）"
    if all(row.role is not Role.RESPONSIBLE for row in packet.rows):
        return led
    return f"{led}，和没有写明牵头单位、由责任单位负责的任务（本单位职责为“{Role.RESPONSIBLE}”）"


def instructions(packet: Packet) -> tuple[str, ...]:
    """The numbered points of 填报说明, without their numbers."""
    status, progress = BY_KEY["status"].heading, BY_KEY["progress"].heading
    issuer = f"给{packet.issuer}" if packet.issuer else ""
    due = f"请于{day_text(packet.due)}前报送{issuer}（含当日）。" if packet.due else ""
    contact = clean(packet.contact).strip().rstrip("。")
    points = [
        "只在“责任清单”表里填写表头带“填”字的六列；其余各列是下发的任务，已经锁定，请不要改动。",
        (
            f"{_answered_for(packet)}，“{status}”和“{progress}”必须填写；"
            "还没有填的格子显示为浅橙色，填好后自动变白。"
        ),
        (
            f"本单位配合的任务（本单位职责为“{Role.SUPPORT}”），只填写本单位承担部分的进展；"
            "本期没有承担工作的，可以不填。"
        ),
        f"如需补充新任务，请写在表格下方“{SPARE_LINE}”后面的空行里，一项任务一行。",
        "对下发的任务有不同意见的，请写在“存在问题”一列，不要直接改任务文字。",
        (
            "请不要改工作表名称和表头，不要排序，不要增加、删除、合并或者隐藏行和列，"
            "也不要把内容复制到新的表格里报送。"
        ),
        "格子里的文字显示不全时，可以把这一行拉高；在格子里换行请按 Alt+Enter。",
        "填好后直接保存，格式仍为 Excel 工作簿（.xlsx），不要加密码，不要转成 PDF 或者图片。",
        due,
        f"填报中有疑问，请联系：{contact}。" if contact else "",
    ]
    return tuple(clean(point) for point in points if point)
