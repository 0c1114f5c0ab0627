"""Matrix → packets: one a unit, with the tasks that it leads, answers for and supports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from officekit.exchange.groups import members
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.matrix import Matrix, MatrixRow
from officekit.model.merging import hash_parts
from officekit.model.packet import ANSWER_COLUMNS, ASSIGNED_COLUMNS, Packet, PacketRow, Role
from officekit.model.period import Period
from officekit.model.unit import Unit, UnitKind

_LONGEST_CELL = 32_767
"""UTF-16 units that a cell of a workbook holds."""


@dataclass(frozen=True, slots=True)
class Issue:
    """What is common to the packets of one issue.

    Attributes:
        period: of the reports.
        version: 1, 2, …: how often the period has been issued.
        issued_at: ISO time with offset.
        due: last day for returning (ISO date); blank where none is set.
        issuer: who asks; may be blank.
        contact: whom to ask; may be blank.
    """

    period: Period
    version: int = 1
    issued_at: str = ""
    due: str = ""
    issuer: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Split:
    """The packets of an issue.

    Attributes:
        packets: one a unit, in the order of the registry, units that it lacks behind.
        findings: SB801 a task without any unit, SB802 a group whose members are not known,
            SB803 a group that was expanded.
    """

    packets: tuple[Packet, ...]
    findings: tuple[Finding, ...]


def matrix_identity(matrix: Matrix) -> str:
    """What names a matrix in the register: its own id, else one drawn from its title."""
    return matrix.id or f"title-{hash_parts(matrix.title)}"


def split(matrix: Matrix, issue: Issue, new_id: Callable[[], str]) -> Split:
    """One packet a unit.

    Args:
        matrix: the list, with its registry.
        issue: period, version, dates.
        new_id: gives each packet an id that nobody else has.

    Returns:
        The packets. A unit that leads and supports a task leads it; where no unit leads, those
        named as 责任单位 answer for it. Groups are expanded to the
        units that the registry names; a group that it can't tell gets a packet of its own.
    """
    parts: dict[str, list[PacketRow]] = {}
    findings: list[Finding] = []
    groups: dict[str, tuple[Unit, ...]] = {}
    for row in matrix.rows:
        roles = _roles(matrix, row, groups)
        if not roles:
            findings.append(_no_unit(row))
        assigned = {key: row[key] for key in ASSIGNED_COLUMNS if row[key]}
        answers = {key: row[key] for key in ANSWER_COLUMNS if row[key] and _fits(row[key])}
        for unit, role in roles.items():
            parts.setdefault(unit, []).append(PacketRow(row.key, role, assigned, answers))
    findings += (_group_finding(name, found, matrix.source) for name, found in groups.items())
    order = {unit.name: i for i, unit in enumerate(matrix.registry.units)}
    packets = tuple(
        Packet(
            id=new_id(),
            unit=unit,
            period=issue.period,
            version=issue.version,
            title=matrix.title,
            rows=tuple(parts[unit]),
            matrix_id=matrix_identity(matrix),
            issuer=issue.issuer,
            due=issue.due,
            issued_at=issue.issued_at,
            contact=issue.contact,
        )
        for unit in sorted(parts, key=lambda name: order.get(name, len(order)))
    )
    return Split(packets, tuple(findings))


def _roles(matrix: Matrix, row: MatrixRow, groups: dict[str, tuple[Unit, ...]]) -> dict[str, Role]:
    """Registered name → role of each unit of a task; groups met are noted with their members."""
    roles: dict[str, Role] = {}
    led = bool(matrix.resolved_units(row, "lead"))
    for key, role in (("lead", Role.LEAD), ("support", Role.SUPPORT if led else Role.RESPONSIBLE)):
        for printed, unit in matrix.resolved_units(row, key):
            if unit is None or unit.kind is not UnitKind.GROUP:
                roles.setdefault(unit.name if unit else printed, role)
                continue
            if unit.name not in groups:
                groups[unit.name] = members(unit.name, matrix.registry)
            for name in [member.name for member in groups[unit.name]] or [unit.name]:
                roles.setdefault(name, role)
    return roles


def _fits(answer: str) -> bool:
    """Whether a cell can hold an answer; a longer one stays in the matrix and is not issued."""
    return len(answer.encode("utf-16-le", "surrogatepass")) <= 2 * _LONGEST_CELL


def _no_unit(row: MatrixRow) -> Finding:
    label = row["title"] or row["measures"][:20]
    return Finding(
        "SB801",
        Severity.WARNING,
        f"任务“{label}”没有牵头单位和责任单位，没有下发给任何单位。",
        "请在责任清单中填写单位后重新拆分下发。",
        row.at("lead"),
    )


def _group_finding(name: str, found: tuple[Unit, ...], file: str) -> Finding:
    if found:
        listed = "、".join(unit.name for unit in found[:8])
        more = f" 等{len(found)}个单位" if len(found) > 8 else ""  # noqa: PLR2004 - a short list
        return Finding(
            "SB803",
            Severity.INFO,
            f"“{name}”按单位名录分给了{listed}{more}。",
            "如有多余或遗漏，请在“单位名录”的“所属集体”一列写明后重新拆分下发。",
            Location(file=file),
            value=name,
        )
    return Finding(
        "SB802",
        Severity.WARNING,
        f"单位名录没有说明“{name}”包括哪些单位，只生成了一份“{name}”的工作簿。",
        f"请在“单位名录”登记这些单位，在“所属集体”一列写上“{name}”，再重新拆分下发。",
        Location(file=file),
        value=name,
    )
