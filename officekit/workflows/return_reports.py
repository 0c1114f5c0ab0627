"""What a clerk is told of a round, and the cells that a merge sets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import TYPE_CHECKING

from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.matrix import Change, MatrixRow
from officekit.model.merging import Aside, MergedValue
from officekit.model.return_report import ReturnAccount, ReturnReport
from officekit.model.schema import BY_KEY, SheetName
from officekit.model.sheet_content import SheetContent
from officekit.model.submission import Received, Remark, RemarkKind
from officekit.workflows.clerk_edits import MERGED, task_label
from officekit.workflows.round_state import Collection

if TYPE_CHECKING:
    from officekit.exchange.acceptance import Accepted
    from officekit.writing import CellEdit


def report_of(collection: Collection) -> ReturnReport:
    """What a clerk is told of a round."""
    from officekit import exchange

    round_, matrix = collection.round, collection.matrix
    current = {id(each) for each in collection.current}
    pairs = list(zip(collection.received, collection.accepted, strict=True))
    accounts = tuple(
        ReturnAccount(
            r.submission.unit,
            r.submission.file.shown_name,
            r.received_at,
            r.submission.ledger.refused_whole() if accepted.whole else r.submission.ledger,
            *exchange.account(r, accepted, collection.result),
        )
        for r, accepted in pairs
    )
    unit_of = _units_named(collection)
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
            + [(unit_of(finding), finding) for finding in collection.findings]
        ),
        proposals=collection.result.proposals,
        remarks=tuple(
            (r.submission.unit, r.submission.file.shown_name, remark)
            for r, accepted in pairs
            for remark in (*r.submission.remarks, *_unused_rows(r, accepted, current))
        ),
        accounts=accounts,
        set_aside=tuple(
            each
            for (r, accepted), account in zip(pairs, accounts, strict=True)
            if account.kept or account.refused or account.replaced
            for each in exchange.not_merged(r, accepted, collection.result)
        ),
        tasks={row.key: task_label(row) for row in matrix.rows},
    )


def _units_named(collection: Collection) -> Callable[[Finding], str]:
    """Tells the unit that a finding of the set is about; blank where it is about several."""
    sent: dict[str, set[str]] = {}
    for each in collection.received:
        sent.setdefault(each.submission.file.shown_name, set()).add(each.submission.unit)
    issued = {packet.unit for packet in collection.round.packets}

    def unit_of(finding: Finding) -> str:
        senders = sent.get(finding.location.file, set())
        if len(senders) == 1:
            return next(iter(senders))
        return finding.value if finding.value in issued else ""

    return unit_of


def _unused_rows(
    received: Received, accepted: Accepted, current: AbstractSet[int]
) -> Iterator[Remark]:
    """Extra rows of a return that proposes nothing: refused as a whole, or replaced by another."""
    if accepted.whole is None and id(received) in current:
        return
    for row in received.submission.extra:
        text = "｜".join(text for text in row.texts.values() if text)
        if text:
            sheet = received.submission.sheet
            yield Remark(RemarkKind.UNUSED_ROW, text, sheet, row.row, 0)


def return_contents(report: ReturnReport) -> dict[SheetName, SheetContent]:
    """What stands in 报送冲突 and 报送情况, for a live workbook."""
    from officekit import writing

    return writing.return_contents(report)


def cell_edits(collection: Collection) -> tuple[CellEdit, ...]:
    """The cells of the matrix workbook that a merge sets, each with its line of 修改记录."""
    from officekit.writing import CellEdit

    rows = {row.key: row for row in collection.matrix.rows}
    edits = []
    for value in collection.result.values:
        row = rows[value.row_key]
        place = row.at(value.column)
        column = BY_KEY[value.column]
        stored = column.to_cell(value.after)
        edits.append(
            CellEdit(
                place.sheet or SheetName.TASKS,
                place.row or 0,
                place.column or 0,
                None,
                value.after,
                (_change(collection, value, row, place),),
                number=stored if isinstance(stored, (int, float)) else None,
            )
        )
    return tuple(edits)


def without_unset(collection: Collection, left: Sequence[Finding]) -> Collection:
    """The collection without values that can't be set: formulas, cells of another merged row.

    Args:
        collection: with its values.
        left: what setting them has told, each at the cell of the matrix workbook (MX391, MX392).
    """
    if not left:
        return collection
    places = {(finding.location.row, finding.location.column) for finding in left}
    rows = {row.key: row for row in collection.matrix.rows}
    values, findings = [], []
    taken, aside = dict(collection.result.taken), dict(collection.result.aside)
    count = 0
    for value in collection.result.values:
        row = rows[value.row_key]
        place = row.at(value.column)
        if (place.row, place.column) not in places:
            values.append(value)
            continue
        findings.append(_unset(value, row, place))
        count += len(value.origins)
        for origin in value.origins:
            taken[origin.sha256] = taken.get(origin.sha256, 0) - 1
            cell = (value.row_key, value.column)
            aside[origin.sha256] = {**aside.get(origin.sha256, {}), cell: Aside.UNSET}
    result = replace(
        collection.result,
        values=tuple(values),
        merged=collection.result.merged - count,
        kept=collection.result.kept + count,
        taken=taken,
        aside=aside,
    )
    return replace(collection, result=result, findings=(*collection.findings, *findings))


def _unset(value: MergedValue, row: MatrixRow, place: Location) -> Finding:
    heading = BY_KEY[value.column].heading
    units = "、".join(origin.unit for origin in value.origins)
    return Finding(
        "SB708",
        Severity.WARNING,
        f"{task_label(row)}的“{heading}”没有写入责任清单：{place.cell}是公式，或与别的任务合并了"
        f"单元格；{units}填报的内容另存待定。",
        "请在责任清单里取消合并或改为文字，再收集一次；也可以照填报的内容手工填写。",
        place,
        value.after,
    )


def _change(collection: Collection, value: MergedValue, row: MatrixRow, place: Location) -> Change:
    """One line of 修改记录: from whom, from which cell of which file, when it came."""
    heading = BY_KEY[value.column].heading
    sources = "；".join(
        f"{o.unit}报送“{o.file}”{o.sheet}!{o.cell}（{o.received_at[:16].replace('T', ' ')}收到，"
        f"文件校验码{o.sha256[:8]}）"
        for o in value.origins
    )
    why = sources or "撤销汇总，恢复原来的内容"
    note = f"{collection.round.period.text}{MERGED}{why}"
    if value.decided:
        note += "，按处理意见采用"
    return Change(
        collection.time[:16].replace("T", " "),
        f"{place.cell} {task_label(row)} {heading}",
        value.before,
        value.after,
        note,
    )
