"""Letters that go with the workbooks of an exchange: covering letter and letter of return."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.notice import Notice, NoticeKind, NoticeParagraph, TextLevel, chinese_date
from officekit.model.packet import REPLY_SHEET, Packet, Role, Round
from officekit.model.setting import YES
from officekit.model.submission import Received
from officekit.notices.annual_settings import quoted
from officekit.notices.options import parse_day
from officekit.notices.wording import placeholder

_MOST_LISTED = 12
_SUBJECT = "重点任务进展情况"
"""In titles, which have to be short; the list is named in the text."""


def covering_letter(packet: Packet, file_name: str, settings: Mapping[str, str]) -> Notice:
    """The letter that asks a unit to fill in its workbook (报送函).

    Args:
        packet: what the unit is sent.
        file_name: of its workbook.
        settings: of the sheet 设置: issuer, number, signature, contact.
    """
    held = [row.role for row in packet.rows]
    roles = [f"{role}{held.count(role)}项" for role in Role if role in held]
    what = _matter(packet)
    asked = f"请于{_day(packet.due)}前" if packet.due else "请及时"
    body = [
        (
            f"为掌握{what}的进展情况，现将你单位{packet.period.text}填报工作簿“{file_name}”送上，"
            f"共{len(packet.rows)}项任务（{'，'.join(roles)}）。"
        ),
        (
            f"{asked}在工作簿中填写进展状态、完成率、进展情况、存在问题和下一步措施，"
            "核对后以 Excel 文件（.xlsx）返回。请不要改动任务内容和表格结构，填写方法见“填报说明”。"
        ),
    ]
    if packet.contact:
        body.append(f"联系方式：{packet.contact}。")
    title = f"关于报送{packet.period.text}{_SUBJECT}的函"
    return _letter(title, packet.unit, body, settings, _date_of(packet.issued_at))


def return_letter(
    received: Received, round_: Round, settings: Mapping[str, str], file_name: str
) -> Notice:
    """The letter that asks a unit to mend what it has returned (退回函).

    Args:
        received: the return with its findings.
        round_: that is being collected.
        settings: of the sheet 设置.
        file_name: of the marked copy that goes with it.
    """
    submission = received.submission
    packet = submission.packet or round_.packet_of(submission.unit)
    errors = [f for f in received.findings if f.severity is Severity.ERROR]
    others = [f for f in received.findings if f.severity is Severity.WARNING]
    body = [
        f"你单位报送的{round_.period.text}进展情况（文件“{submission.file.name}”）收悉。"
        f"经核对，有{len(errors)}处需要改正"
        + (f"，另有{len(others)}处请一并核实" if others else "")
        + f"。现予退回，请对照随函所附工作簿“{file_name}”中的标记和“{REPLY_SHEET}”改正，"
        "并尽快重新报送该工作簿。",
        "主要问题如下：",
    ]
    listed = [*errors, *others][:_MOST_LISTED]
    body += [f"{i}.{_said(finding, packet)}" for i, finding in enumerate(listed, start=1)]
    left = len(errors) + len(others) - len(listed)
    if left:
        body.append(f"其余{left}处见工作簿的“{REPLY_SHEET}”。")
    contact = settings.get("报送联系方式", "") or settings.get("联系方式", "")
    if contact:
        body.append(f"联系方式：{contact}。")
    title = f"关于退回{round_.period.text}{_SUBJECT}报送文件的函"
    unit = submission.unit or placeholder("报送单位")
    return _letter(title, unit, body, settings, _date_of(received.received_at))


def _matter(packet: Packet) -> str:
    return quoted(packet.title) if packet.title else "重点工作任务"


def _said(finding: Finding, packet: Packet | None) -> str:
    """Place, problem and remedy in one sentence each."""
    return f"{_place(finding.location, packet)}{finding.message}{finding.hint}"


def _place(location: Location, packet: Packet | None) -> str:
    """The task by number and title, and the cell; blank for the file as a whole."""
    rows = packet.rows if packet else ()
    task = next((row.label for row in rows if row.key == location.row_key), "")
    cell = ""
    if location.row:
        cell = f"{location.cell}单元格" if location.column else f"第{location.row}行"
    if task:
        return f"{task}（{cell}）：" if cell else f"{task}："
    return f"工作表“{location.sheet}”{cell}：" if location.sheet and cell else ""


def _letter(
    title: str, unit: str, body: Sequence[str], settings: Mapping[str, str], day: date | None
) -> Notice:
    issuer = settings.get("发文机关", "").strip()
    return Notice(
        kind=NoticeKind.LETTER,
        issuer=issuer or placeholder("发文机关"),
        number=placeholder("文号"),
        title=f"{issuer}{title}",
        addressees=unit,
        body=tuple(NoticeParagraph(" ".join(text.split()), TextLevel.BODY) for text in body),
        signature=settings.get("署名", "").strip() or issuer or placeholder("署名"),
        signed_on=day,
        sealed=settings.get("加盖印章", YES) == YES,
    )


def _date_of(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date() if text else None
    except ValueError:
        return None


def _day(text: str) -> str:
    return chinese_date(parse_day(text)) or text
