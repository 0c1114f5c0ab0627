"""What the merge has to say: SB701 to SB706."""

from __future__ import annotations

from dataclasses import replace

from officekit.exchange.merge_cells import Entry, Value
from officekit.exchange.merge_values import quoted
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.matrix import MatrixRow
from officekit.model.merging import TAKE, Candidate, Conflict, ConflictKind
from officekit.model.packet import Packet
from officekit.model.schema import UNIT_SEPARATOR, SheetName
from officekit.model.setting import DECIDE_EACH, JOIN_TEXTS, LEAD_DECIDES
from officekit.model.submission import heading_of

_SHOWN = 3
_DECIDE = f"请在“{SheetName.CONFLICTS}”的“处理”列，给应当采用的一行选择“{TAKE}”，然后再收集一次。"


def place(row: MatrixRow | None, column: str = "") -> Location:
    """A cell of the matrix, or nowhere."""
    if row is None:
        return Location()
    return replace(row.at(column), row_key=row.key)


def open_conflict(conflict: Conflict, row: MatrixRow | None) -> Finding:
    """SB701: something has to be decided."""
    return Finding(
        "SB701", Severity.WARNING, _dispute(conflict), _DECIDE, place(row, conflict.column)
    )


def _dispute(conflict: Conflict) -> str:
    said = [_said(candidate) for candidate in conflict.candidates]
    if conflict.kind is ConflictKind.FILES:
        files = UNIT_SEPARATOR.join(f"“{c.origin.file}”" for c in conflict.candidates[:_SHOWN])
        return f"{conflict.label}报来{len(said)}份内容不同的表格（{files}），不知以哪一份为准。"
    more = f"等{len(said)}种" if len(said) > _SHOWN else ""
    shown = "，".join(said[:_SHOWN]) + more
    what = f"{conflict.label}的“{heading_of(conflict.column)}”"
    if conflict.kind is ConflictKind.MASTER:
        return f"{what}在责任清单里已另行修改，与单位填报的不同：{shown}。"
    return f"{what}几个单位填报不同：{shown}。"


def _said(candidate: Candidate) -> str:
    return f"{candidate.origin.unit or '责任清单'}为{quoted(candidate.text)}"


def row_gone(packet: Packet, row_key: str, entry: Entry) -> Finding:
    """SB702: a task was answered that the matrix no longer has."""
    source, answer = entry
    label = next((row.label for row in packet.rows if row.key == row_key), row_key)
    location = Location(
        file=source.file,
        sheet=source.sheet or None,
        row=answer.row,
        row_key=row_key,
    )
    return Finding(
        "SB702",
        Severity.WARNING,
        f"{source.unit}填报了{label}，但责任清单里已经没有这一项，填报内容另行保存，没有合并。",
        "如果不该删除，请在责任清单里恢复这一行（连同隐藏的行标识），然后再收集一次。",
        location,
    )


def column_gone(column: str, count: int) -> Finding:
    """SB703: the matrix has no such column."""
    heading = heading_of(column)
    return Finding(
        "SB703",
        Severity.WARNING,
        f"责任清单里没有“{heading}”这一列，{count}条填报另行保存，没有合并。",
        f"如果需要，请在责任清单里增加“{heading}”一列，然后再收集一次。",
    )


def outdated_decision(conflict: Conflict, row: MatrixRow | None) -> Finding:
    """SB704: the clerk decided among other candidates."""
    heading = f"的“{heading_of(conflict.column)}”" if conflict.column else "报来的表格"
    return Finding(
        "SB704",
        Severity.WARNING,
        f"{conflict.label}{heading}以前作过处理，但此后填报内容有变化，原来的处理不再适用。",
        f"请在“{SheetName.CONFLICTS}”的“处理”列重新选择，然后再收集一次。",
        place(row, conflict.column),
    )


def set_aside(
    label: str, row: MatrixRow, column: str, lead: str, values: tuple[Value, ...]
) -> Finding:
    """SB705: the lead unit's value counts, others are kept."""
    others = "，".join(
        f"{UNIT_SEPARATOR.join(value.units)}为{quoted(value.text)}" for value in values[:_SHOWN]
    )
    return Finding(
        "SB705",
        Severity.INFO,
        f"{label}的“{heading_of(column)}”以牵头单位{lead}填报的为准，另行保存：{others}。",
        "如果应当采用其他单位填报的，请在责任清单里直接修改。",
        place(row, column),
    )


def unknown_policy(policy: str) -> Finding:
    """SB706: the setting 多单位填报 holds none of its words."""
    return Finding(
        "SB706",
        Severity.INFO,
        f"“{SheetName.SETTINGS}”的“多单位填报”写的是{quoted(policy)}，"
        f"不是规定的三种，已按“{DECIDE_EACH}”办理。",
        f"请改为“{DECIDE_EACH}”、“{LEAD_DECIDES}”或“{JOIN_TEXTS}”，然后再收集一次。",
    )
