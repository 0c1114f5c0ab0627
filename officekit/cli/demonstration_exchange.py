"""The demonstration of the exchange: issued, filled in by pretended departments, collected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from officekit import workflows
from officekit.config import Config
from officekit.errors import OfficekitError
from officekit.model.packet import Packet, PacketRow, Role, answer_columns
from officekit.model.schema import BY_KEY, ROW_KEY, SheetName, Status
from officekit.workflows.progress import silent
from officekit.workflows.register_place import FILE_NAME

PERIOD, DUE = "2025年9月", "2025-09-25"
ISSUED_FOLDER, RETURNED_FOLDER = "下发", "报送"
_BEIJING = timezone(timedelta(hours=8))
_ISSUED_AT = datetime(2025, 9, 8, 9, 0, tzinfo=_BEIJING)
_COLLECTED_AT = datetime(2025, 9, 24, 16, 30, tzinfo=_BEIJING)
_EVERY_THIRD = 3


@dataclass(frozen=True, slots=True)
class Exchanged:
    """The round of the demonstration.

    Attributes:
        issued: what was sent out.
        returned: workbooks that pretended departments have filled in.
        missing: unit that has not answered.
        faulty: unit whose workbook has an error.
        collected: what came of it.
    """

    issued: workflows.Issued
    returned: tuple[Path, ...]
    missing: str
    faulty: str
    collected: workflows.Collected


def demonstrate_exchange(matrix: Path, *, progress: workflows.Progress = silent) -> Exchanged:
    """Split a matrix workbook, fill in what was issued, and collect it.

    Issued, returned and merged files of an earlier demonstration are replaced.

    Args:
        matrix: matrix workbook of the demonstration.
        progress: told what begins.

    Raises:
        OfficekitError: something can't be written.
    """
    folder = matrix.parent
    output = matrix.with_name(f"{matrix.stem}-汇总.xlsx")
    _forget(folder / FILE_NAME)
    _clear(folder / ISSUED_FOLDER, f"*{PERIOD}*.xlsx")
    _clear(folder / RETURNED_FOLDER, f"*{PERIOD}*.xlsx")
    _clear(output.with_name(f"{output.stem}-退回"), "*-退回意见-*")
    _clear(folder, f"{output.stem}-报送情况*.xlsx")
    issued = workflows.split(
        matrix,
        folder / ISSUED_FOLDER,
        period=PERIOD,
        due=DUE,
        new_version=True,
        register=FILE_NAME,
        now=_ISSUED_AT,
        progress=progress,
    )
    progress("扮演各单位填写")
    missing, faulty, disagreeing = _parts(issued.round.packets)
    returned = []
    (folder / RETURNED_FOLDER).mkdir(exist_ok=True)
    for packet in issued.round.packets:
        if packet.unit != missing:
            path = issued.files[packet.unit]
            filled = folder / RETURNED_FOLDER / path.name
            _fill(
                path,
                filled,
                packet,
                faulty=packet.unit == faulty,
                disagreeing=packet.unit == disagreeing,
            )
            returned.append(filled)
    collected = workflows.collect(
        [folder / RETURNED_FOLDER],
        matrix,
        output,
        period=PERIOD,
        overwrite=True,
        register=FILE_NAME,
        now=_COLLECTED_AT,
        config=Config.from_environment(),
        progress=progress,
    )
    return Exchanged(issued, tuple(returned), missing, faulty, collected)


def _forget(register: Path) -> None:
    """Remove the register of an earlier demonstration; one that knows anything else stays."""
    if not register.is_file():
        return
    with suppress(OfficekitError):
        issued = workflows.rounds_in(register)
        if all(round_.issued_at == _ISSUED_AT.isoformat() for round_ in issued):
            with suppress(OSError):
                register.unlink()


def _clear(folder: Path, pattern: str) -> None:
    """Remove files of an earlier demonstration; one that is open stays and is told of later."""
    if folder.is_dir():
        for path in folder.glob(pattern):
            with suppress(OSError):
                path.unlink()


def _parts(packets: tuple[Packet, ...]) -> tuple[str, str, str]:
    """Who does not answer, whose workbook has an error, who contradicts the lead unit."""
    supporting = [p.unit for p in packets if p.rows[0].role is Role.SUPPORT]
    leading = [p.unit for p in packets if all(row.role.answers_for for row in p.rows)]
    return leading[0], leading[-1], supporting[0]


# ------------------------------------------------------------------ a department's clerk


def _fill(issued: Path, returned: Path, packet: Packet, *, faulty: bool, disagreeing: bool) -> None:
    """Type answers into a copy of an issued workbook."""
    from officekit.writing import CellEdit, edit_workbook

    edits = []
    for row, column, key, text in _cells(issued, packet, disagreeing=disagreeing):
        wrong = faulty and key == "completion"
        stored = BY_KEY[key].to_cell("150%" if wrong else text)
        number = stored if isinstance(stored, (int, float)) else None
        after = "150%" if wrong else text
        edits.append(CellEdit(SheetName.TASKS, row, column, None, after, number=number))
    edit_workbook(issued, returned, edits, overwrite=True)


def _cells(
    issued: Path, packet: Packet, *, disagreeing: bool
) -> Iterator[tuple[int, int, str, str]]:
    """Row, column, column key and text of each answer, placed by headings and row keys."""
    table = next(s for s in workflows.read_sheets(issued) if s.name == SheetName.TASKS)
    values = [[str(cell.value or "") for cell in row] for row in table.rows]
    heads = next(i for i, row in enumerate(values) if ROW_KEY.heading in row)
    columns = {heading: i for i, heading in enumerate(values[heads])}
    rows = {row[columns[ROW_KEY.heading]]: i for i, row in enumerate(values) if i > heads}
    for task in packet.rows:
        said = _answers(task)
        if disagreeing and task is packet.rows[0]:
            said = {**said, "status": Status.DELAYED, "problems": "部分点位的用地手续尚未办完。"}
        for column in answer_columns():
            if text := said.get(column.key, ""):
                place = rows[task.key] + 1, columns[column.heading] + 1
                yield *place, column.key, text


def _answers(task: PacketRow) -> Mapping[str, str]:
    """What lead and supporting units agree to say of a task."""
    title = task.text("title") or task.text("measures")[:20]
    number = int("".join(filter(str.isdecimal, task.key)) or 0)
    if number % _EVERY_THIRD == 0:
        return {
            "status": Status.DONE,
            "completion": "100%",
            "progress": f"“{title}”的各项任务已全部完成，并于9月中旬通过验收。",
        }
    return {
        "status": Status.UNDER_WAY,
        "completion": f"{60 + number}%",
        "progress": f"“{title}”正按计划推进，前期手续已办结，主体工作完成过半。",
        "next_steps": "10月底前完成剩余工作，并组织一次现场查看。",
    }
