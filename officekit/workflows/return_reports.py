"""What a clerk is told of a round, and the cells that a merge sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officekit.model.location import Location
from officekit.model.matrix import Change, Matrix
from officekit.model.merging import MergedValue
from officekit.model.return_report import ReturnAccount, ReturnReport
from officekit.model.schema import BY_KEY, SheetName
from officekit.model.sheet_content import SheetContent
from officekit.workflows.round_state import Collection

if TYPE_CHECKING:
    from officekit.writing import CellEdit


def report_of(collection: Collection) -> ReturnReport:
    """What a clerk is told of a round."""
    from officekit import exchange

    round_, matrix = collection.round, collection.matrix
    pairs = list(zip(collection.received, collection.accepted, strict=True))
    return ReturnReport(
        title=matrix.title,
        period=round_.period,
        version=round_.version,
        due=round_.due,
        time=collection.time,
        summary=exchange.summary(collection.receipts),
        receipts=collection.receipts,
        conflicts=(*collection.result.conflicts, *collection.result.settled),
        decisions=collection.decisions,
        findings=tuple(
            [(r.submission.unit, f) for r in collection.current for f in r.findings]
            + [("", finding) for finding in collection.findings]
        ),
        proposals=collection.result.proposals,
        remarks=tuple(
            (r.submission.unit, r.submission.file.shown_name, remark)
            for r in collection.received
            for remark in r.submission.remarks
        ),
        accounts=tuple(
            ReturnAccount(
                r.submission.unit,
                r.submission.file.shown_name,
                r.received_at,
                r.submission.ledger,
                *exchange.account(r, accepted, collection.result),
            )
            for r, accepted in pairs
        ),
        tasks={row.key: task_label(matrix, row.key) for row in matrix.rows},
    )


def return_contents(report: ReturnReport) -> dict[SheetName, SheetContent]:
    """What stands in 报送冲突 and 报送情况, for a live workbook."""
    from officekit import writing

    return writing.return_contents(report)


def task_label(matrix: Matrix, key: str) -> str:
    """How a person calls a task: its number and the beginning of its title."""
    row = matrix.row(key)
    if row is None:
        return key
    title = (row["title"] or row["measures"])[:24]
    return f"{row['number']} {title}".strip()


def cell_edits(collection: Collection) -> tuple[CellEdit, ...]:
    """The cells of the matrix workbook that a merge sets, each with its line of 修改记录."""
    from officekit.writing import CellEdit

    rows = {row.key: row for row in collection.matrix.rows}
    edits = []
    for value in collection.result.values:
        place = rows[value.row_key].at(value.column)
        column = BY_KEY[value.column]
        stored = column.to_cell(value.after)
        edits.append(
            CellEdit(
                place.sheet or SheetName.TASKS,
                place.row or 0,
                place.column or 0,
                None,
                value.after,
                (_change(collection, value, place),),
                number=stored if isinstance(stored, (int, float)) else None,
            )
        )
    return tuple(edits)


def _change(collection: Collection, value: MergedValue, place: Location) -> Change:
    """One line of 修改记录: from whom, from which cell of which file, when it came."""
    label = task_label(collection.matrix, value.row_key)
    heading = BY_KEY[value.column].heading
    sources = "；".join(
        f"{o.unit}报送“{o.file}”{o.sheet}!{o.cell}（{o.received_at[:16].replace('T', ' ')}收到，"
        f"文件校验码{o.sha256[:8]}）"
        for o in value.origins
    )
    why = sources or "撤销汇总，恢复原来的内容"
    note = f"{collection.round.period.text}报送汇总：{why}"
    if value.decided:
        note += "，按处理意见采用"
    return Change(
        collection.time[:16].replace("T", " "),
        f"{place.cell} {label} {heading}",
        value.before,
        value.after,
        note,
    )
