"""Hand-made rounds and returns of invented places for the tests of the register."""

from __future__ import annotations

from officekit.exchange.register import Register
from officekit.model.finding import Finding
from officekit.model.merging import MergedValue, Origin
from officekit.model.packet import Packet, PacketRow, Role, Round
from officekit.model.period import Period
from officekit.model.returned import FileFacts
from officekit.model.submission import Answer, Received, Submission, SubmissionRow

SEPTEMBER = Period.parse("2023年9月")
AT = "2023-09-20T09:00:00+08:00"
MATRIX = "m-1"


def packet(
    number: int, unit: str, period: Period = SEPTEMBER, role: Role = Role.LEAD, key: str = "T001"
) -> Packet:
    rows = (PacketRow(key, role, {"number": "1", "title": "修缮老街"}, {"status": "推进中"}),)
    return Packet(f"{number:016x}", unit, period, 1, "青禾区任务清单", rows, MATRIX)


def issue(
    register: Register,
    *packets: Packet,
    period: Period = SEPTEMBER,
    version: int = 1,
    matrix_id: str = MATRIX,
) -> Round:
    return register.add_round(
        matrix_id,
        "青禾区任务清单",
        period,
        packets,
        version=version,
        due="2023-09-25",
        issued_at="2023-09-01T08:00:00+08:00",
        files={each.id: f"{each.unit}.xlsx" for each in packets},
    )


def returned(
    to: Packet | None,
    progress: str,
    *,
    name: str = "回执.xlsx",
    sha: str = "a",
    at: str = AT,
    findings: tuple[Finding, ...] = (),
) -> Received:
    rows: tuple[SubmissionRow, ...] = ()
    if to is not None:
        cells = {
            "title": Answer("修缮老街", 4, 2),
            "status": Answer("推进中", 4, 3),
            "progress": Answer(progress, 4, 4),
            "problems": Answer("", 4, 5),
        }
        rows = (SubmissionRow(to.rows[0].key, 4, cells, to.rows[0]),)
    file = FileFacts(name, sha256=sha * 64)
    return Received(Submission(file, packet=to, sheet="责任清单", rows=rows), findings, at)


def merged(before: str, after: str, key: str = "T001", column: str = "progress") -> MergedValue:
    origin = Origin("文旅局", Role.LEAD, "回执.xlsx", "a" * 64, "责任清单", "D4", AT)
    return MergedValue(key, column, before, after, (origin,))
