"""The rows below the headings: tasks, copies of headings, labels and proposals."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from officekit.exchange.submission_cells import (
    answer_at,
    clean,
    cover_of,
    covered_rows,
    filled,
    plain,
)
from officekit.exchange.submission_headings import ROLE_KEY, TableHead, key_in
from officekit.exchange.submission_packet import PacketIndex, task_text
from officekit.model.packet import ANSWER_COLUMNS, SPARE_LINE, PacketRow
from officekit.model.returned import Area
from officekit.model.schema import ROW_KEY
from officekit.model.submission import (
    Answer,
    ExtraRow,
    Remark,
    RemarkKind,
    SubmissionRow,
)
from officekit.model.table import CellValue

_ENDS = ".。:：;；"
_LABEL = re.compile(
    r"(?:合计|小计|总计|共计|累计"
    r"|(?:填表|填报|制表|报送|经办|联系|审核|审批|审定|复核|签发)(?:人|人员|单位|部门|领导)?"
    r"|(?:单位|部门)?(?:主要|分管)?(?:负责人|领导)(?:签字|签名|审签|审核)?|单位|单位公章|盖章|公章|签字"
    r"|(?:联系|办公)?电话|联系方式|手机|传真|(?:填报|填表|报送|上报)?(?:日期|时间)|备注|注|说明)"
    r"(?:[（(](?:签字|签名|签章|盖章|公章|单位公章|加盖公章)[)）])?"
    r"\s*(?P<rest>[:：].*|[-\d.,，%％/\s]*)",
    re.DOTALL,
)
_NEEDS_COLON = frozenset({"单位", "备注", "注", "说明", "时间"})
_LEAST_REPEATED = 3
_MERGED_ACROSS = 3


@dataclass(slots=True)
class Collected:
    """What was taken out of a return so far; the counts are those of the ledger."""

    rows: list[SubmissionRow] = field(default_factory=list)
    extra: list[ExtraRow] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    assigned_cells: int = 0
    answer_cells: int = 0
    extra_cells: int = 0
    remark_cells: int = 0
    refused_cells: int = 0
    issued_rows: int = 0
    remark_rows: int = 0

    def remark(self, remark: Remark) -> None:
        """Keep the text of a cell."""
        self.remarks.append(remark)
        self.remark_cells += 1


class RowReader:
    """Takes the rows of one table.

    Args:
        head: the table.
        index: rows of its packet.
        collected: where everything goes.
        formats_told: the file tells number formats.
    """

    def __init__(
        self,
        head: TableHead,
        index: PacketIndex,
        collected: Collected,
        *,
        formats_told: bool = True,
    ) -> None:
        self._formats_told = formats_told
        self._head = head
        self._sheet = head.sheet
        self._index = index
        self._collected = collected
        self._places = tuple(
            (key, column, key in ANSWER_COLUMNS)
            for key, column in head.columns.items()
            if key != ROW_KEY.key
        )
        self._key_column = head.columns.get(ROW_KEY.key, 0)
        self._known = frozenset(head.columns.values())
        self._covered = covered_rows(self._sheet.merges, head.body, head.last_row)
        self._above = ("", 0)

    def read(self) -> None:
        """Take all rows."""
        matched = [(row, *self._match(row)) for row in self._head.body]
        last_task = max((row for row, key, _ in matched if key), default=0)
        for row, key, issued in matched:
            if key:
                self._task(row, key, issued)
                self._above = (key, row)
            else:
                self._other(row, last_task)

    def _answer(self, row: int, column: int, key: str, value: CellValue) -> Answer:
        return answer_at(self._sheet, row, column, key, value, formats_told=self._formats_told)

    def _match(self, row: int) -> tuple[str, PacketRow | None]:
        """Key and issued row of a task; a blank key for any other row."""
        key = key_in(self._head, row)
        if key and key != ROW_KEY.heading:
            issued = self._index.by_key.get(key)
            return (key if issued or self._index.packet is None else ""), issued
        found = None if key else self._index.by_text(task_text(self._head, row))
        return (found.key, found) if found else ("", None)

    def _task(self, row: int, key: str, issued: PacketRow | None) -> None:
        """Take a row of a task: all its cells under headings, and what stands beside them."""
        collected, cells = self._collected, self._sheet.rows[row]
        taken: dict[str, Answer] = {}
        answered = assigned = 0
        for column_key, column, is_answer in self._places:
            answer = self._answer(row, column, column_key, cells.get(column))
            taken[column_key] = answer
            if answer.text:
                answered += is_answer
                assigned += not is_answer
        assigned += filled(cells.get(self._key_column))
        collected.assigned_cells += assigned
        collected.answer_cells += answered
        if row in self._covered:
            self._uncover(row, key, issued, taken)
        collected.rows.append(SubmissionRow(key, row, taken, issued))
        if len(cells) > assigned + answered:
            self._beside(row, key, RemarkKind.BESIDE)

    def _uncover(
        self, row: int, key: str, issued: PacketRow | None, taken: dict[str, Answer]
    ) -> None:
        """Give covered cells the value of their merge; keep a text that stands under it.

        An answer holds for all rows that it was merged over. An assigned text can't change
        through a merge: it is taken only where it is the one that was issued.
        """
        for column_key, column, is_answer in self._places:
            area = cover_of(self._covered[row], row, column)
            if area is None:
                continue
            own = taken[column_key]
            shown = self._shown(area, row, column, column_key)
            if is_answer:
                if own.text and own.text != shown.text:
                    self._collected.answer_cells -= 1
                    self._remark(row, column, own.text, key, RemarkKind.COVERED)
                taken[column_key] = shown
            elif not own.text and issued and shown.text == issued.assigned.get(column_key):
                taken[column_key] = shown

    def _shown(self, area: Area, row: int, column: int, key: str) -> Answer:
        """What a covered cell shows: the value above it, nothing of a cell to the left."""
        first, left, _, _ = area
        if column != left:
            return Answer("", row, column)
        top = self._answer(first, left, key, self._sheet.value(first, left))
        return replace(top, row=row, formula=None, merged=True)

    def _other(self, row: int, last_task: int) -> None:
        """Take a row without a known key."""
        collected, cells = self._collected, self._sheet.rows[row]
        texts = {
            key: text
            for key, column, _ in self._places
            if column in cells and (text := self._answer(row, column, key, cells[column]).text)
        }
        key = key_in(self._head, row)
        outside = RemarkKind.BELOW if row > last_task else RemarkKind.BESIDE
        if self._is_issued(texts):
            collected.issued_rows += 1
            collected.assigned_cells += len(texts) + bool(key)
            self._above = ("", 0)
            self._beside(row, "", outside)
            return
        if not texts and not key:
            if any(filled(value) for value in cells.values()):
                collected.remark_rows += 1
                self._beside(row, "", outside)
            return
        collected.extra_cells += len(texts) + bool(key)
        collected.extra.append(self._extra(row, key, texts))
        self._beside(row, "", RemarkKind.BESIDE)

    def _is_issued(self, texts: Mapping[str, str]) -> bool:
        """Whether a row repeats the headings, or is the line above the spare rows."""
        if len(texts) == 1:
            return plain(next(iter(texts.values()))).rstrip(_ENDS) == plain(SPARE_LINE)
        repeated = [
            plain(text) == plain(self._head.texts.get(self._head.columns[key], ""))
            for key, text in texts.items()
        ]
        return len(repeated) >= _LEAST_REPEATED and all(repeated)

    def _extra(self, row: int, key: str, texts: Mapping[str, str]) -> ExtraRow:
        task, task_row = self._above
        if not key and self._is_label(row, texts):
            self._above = ("", 0)
            return ExtraRow(row, texts, label=True)
        if not key and task and row == task_row + 1 and texts.keys() <= set(ANSWER_COLUMNS):
            self._above = (task, row)
            return ExtraRow(row, texts, continues=task)
        self._above = ("", 0)
        return ExtraRow(row, texts, key)

    def _is_label(self, row: int, texts: Mapping[str, str]) -> bool:
        """Whether a row is a total, a signature, a remark over the width, or only a number."""
        if texts.keys() <= {"number", ROLE_KEY}:
            return True
        column = min(column for key, column, _ in self._places if key in texts)
        if len(texts) == 1 and self._across(row, column):
            return True
        return is_label(clean(self._sheet.value(row, column)))

    def _across(self, row: int, column: int) -> bool:
        return any(
            (first, left) == (row, column) and right - left >= _MERGED_ACROSS - 1
            for first, left, _, right in self._covered.get(row, ())
        )

    def _beside(self, row: int, key: str, kind: RemarkKind) -> None:
        """Keep what stands outside of the known columns."""
        for column, value in self._sheet.rows[row].items():
            if column not in self._known and (text := clean(value)):
                own = RemarkKind.OWN_COLUMN if column in self._head.texts else kind
                covered = cover_of(self._covered.get(row, ()), row, column)
                self._remark(row, column, text, key, RemarkKind.COVERED if covered else own)

    def _remark(self, row: int, column: int, text: str, key: str, kind: RemarkKind) -> None:
        heading = self._head.texts.get(column, "")
        self._collected.remark(
            Remark(kind, text, self._sheet.name, row, column, row_key=key, heading=heading)
        )


def is_label(text: str) -> bool:
    """Whether a text reads like the label of a total, a signature or a contact.

    Args:
        text: of the first cell of a row (``填表人：张三``, ``合计``, ``单位（盖章）：``).
    """
    match = _LABEL.fullmatch(text)
    if match is None:
        return False
    word = text[: match.start("rest")].strip()
    return word not in _NEEDS_COLON or match["rest"][:1] in {":", "："}
