"""SB401: locked cells were edited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from officekit.checking.submission_keys import torn_rows
from officekit.checking.submission_labels import heading, quoted, short
from officekit.checking.submission_places import ROLE
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.checking.submission_texts import same_text
from officekit.model.finding import Finding, Severity
from officekit.model.packet import ASSIGNED_COLUMNS, PacketRow
from officekit.model.submission import Answer, SubmissionRow

_MANY = 20
_HINT = "请恢复下发时的内容；认为下发的内容有误的，请在“存在问题”里写明，不要直接改。"


@dataclass(frozen=True, slots=True)
class _Edit:
    row: SubmissionRow
    issued: PacketRow
    key: str
    cell: Answer
    text: str


class LockedCellEdited(SubmissionRule):
    """锁定的下发内容被改动。

    为什么
        任务、措施、时限和责任单位以下发的为准，报送时改动不采用，也不能代替正式的调整。

    不好
        取消保护后把完成时限“2023年10月底”改为“2023年12月底”

    改为
        保持下发内容，在“存在问题”里写“建议完成时限调整到12月底”
    """

    entry = "D01"
    code = "SB401"
    severity = Severity.ERROR

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """An error for each cell, or for each row where there are more than twenty."""
        if subject.packet is None:
            return
        edits = list(_edits(subject))
        if len(edits) <= _MANY:
            yield from (self._of_cell(subject, edit) for edit in edits)
            return
        rows: dict[int, list[_Edit]] = {}
        for edit in edits:
            rows.setdefault(edit.row.row, []).append(edit)
        for several in rows.values():
            yield self._of_row(subject, several)

    def _of_cell(self, subject: SubmissionSubject, edit: _Edit) -> Finding:
        name, found = heading(edit.key), edit.cell.text
        now = f"被改成了“{short(found)}”" if found else "被清空"
        return self.found(
            subject.at_place(edit.cell.row, edit.cell.column, row_key=edit.row.key),
            f"{edit.issued.label}的“{name}”是下发的内容，{now}，改动没有采用。",
            _HINT,
            value=found,
            expected=edit.text,
        )

    def _of_row(self, subject: SubmissionSubject, edits: list[_Edit]) -> Finding:
        """One finding at the first cell of a row, naming all of them."""
        first = edits[0]
        if len(edits) == 1:
            return self._of_cell(subject, first)
        names = quoted(heading(edit.key) for edit in edits)
        return self.found(
            subject.at_place(first.cell.row, first.cell.column, row_key=first.row.key),
            f"{first.issued.label}的{names}是下发的内容，被改动，改动没有采用。",
            _HINT,
            value=first.cell.text,
            expected=first.text,
        )


def _edits(subject: SubmissionSubject) -> Iterator[_Edit]:
    """Edited cells row by row; rows that are torn or come twice belong to other rules."""
    edits = [
        _Edit(row, issued, key, cell, text)
        for row in subject.submission.rows
        if (issued := row.issued) is not None
        for key, text in _locked(issued)
        if (cell := row.cells.get(key)) is not None
        and cell.text != text
        and not cell.merged
        and not same_text(cell.text, text)
        and not (cell.raw and same_text(cell.raw, text))
    ]
    if not edits:
        return
    torn = torn_rows(subject)
    counts = Counter(subject.row_keys)
    for edit in edits:
        if edit.row.row not in torn and counts[edit.row.key] == 1:
            yield edit


def _locked(issued: PacketRow) -> Iterator[tuple[str, str]]:
    """Keys of the locked columns with the texts that were issued."""
    yield ROLE, issued.role.value
    for key in ASSIGNED_COLUMNS:
        yield key, issued.assigned.get(key, "")
