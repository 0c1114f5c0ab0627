"""The text that a notice issues: preamble, headings, and every task with measures and clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from officekit.model.finding import Finding
from officekit.model.matrix import Matrix, MatrixRow
from officekit.model.notice import ClauseStyle, NoticeParagraph, TextLevel
from officekit.model.numbering import outline_number
from officekit.model.schema import BY_KEY
from officekit.notices import findings as report
from officekit.notices.clauses import FIRST_LEADS_RULE, clause_text
from officekit.notices.options import NoticeOptions
from officekit.notices.outline import Entry, entries, join_mark, text_level
from officekit.notices.unsaid import unsaid_details, unsaid_targets

_OPEN_END = re.compile(r"等(?:有关|相关|各有关|各相关)?(?:单位|部门)?$")
_TITLE_ENDS = "。！？：；!?:;"
_SENTENCE_ENDS = "。！？；：!?;:…”）"
_OWN_CLAUSE = re.compile(
    r"（[^（）]{0,6}(?:牵头|责任|配合)(?:单位|部门)：[^（）]*(?:（[^（）]*）[^（）]*)*）[。；]?$"
)
_RULE_SAID = re.compile(r"(?:排|列)[^。]{0,8}(?:第一|首)[^。]{0,10}为牵头")


def issued_paragraphs(
    matrix: Matrix, options: NoticeOptions
) -> tuple[tuple[NoticeParagraph, ...], tuple[Finding, ...]]:
    """The paragraphs of the issued text, without its title.

    Every row of the matrix has its place: a task as ``1.标题。举措（责任分句）``, a sub-item as a
    paragraph without number, further lines of the measures as paragraphs of their own. Targets,
    persons and deadlines that the text does not say follow the measures or stand in the clause.

    Args:
        matrix: rows in order.
        options: preamble, lead-ins, numbering and form of the clauses.

    Returns:
        The paragraphs, and findings NT903 to NT909, NT917, NT918 and NT920.
    """
    placed, findings = entries(matrix, renumber=options.renumber)
    writer = _Writer(matrix, options, placed)
    paragraphs = [NoticeParagraph(text) for text in options.preamble]
    paragraphs += writer.paragraphs()
    left_out = _columns_left_out(matrix)
    if left_out:
        findings = (*findings, report.columns_left_out(left_out, matrix.source))
    return tuple(paragraphs), (*findings, *writer.findings)


class _Writer:
    """Writes the entries one after the other."""

    def __init__(self, matrix: Matrix, options: NoticeOptions, placed: Sequence[Entry]) -> None:
        self.matrix = matrix
        self.options = options
        self.entries = placed
        self.findings: list[Finding] = []
        self.lead_ins = list(options.lead_ins)
        first_leads = options.clause_form.style is ClauseStyle.FIRST_LEADS
        declared = any(_RULE_SAID.search(text) for text in options.preamble)
        self.rule = FIRST_LEADS_RULE if first_leads and not declared else ""

    def paragraphs(self) -> Iterator[NoticeParagraph]:
        """Headings where they change, lead-ins under them, then the task."""
        above: tuple[str, ...] = ()
        for i, entry in enumerate(self.entries):
            yield from self._headings(entry, above)
            above = entry.raw
            followed = i + 1 < len(self.entries) and self.entries[i + 1].sub_item
            yield from self._task(entry, before_part=followed)
        self._report_beginning()
        for heading in dict.fromkeys(heading for heading, _ in self.lead_ins):
            self.findings.append(report.lead_in_unused(heading, self.matrix.source))

    def _report_beginning(self) -> None:
        """Report a text whose first heading, or task without heading, is not the first."""
        first = self.entries[0]
        begin = first.headings[0] if first.headings else first.mark
        number = outline_number(f"{begin}甲")
        if number is not None and number.value != 1:
            self.findings.append(report.begins_late(begin, first.row.at("section")))

    def _headings(self, entry: Entry, above: tuple[str, ...]) -> Iterator[NoticeParagraph]:
        for depth, raw in enumerate(entry.raw):
            if entry.raw[: depth + 1] == above[: depth + 1]:
                continue
            printed = entry.headings[depth]
            yield NoticeParagraph(printed, text_level(printed))
            own = [text for heading, text in self.lead_ins if heading == raw]
            self.lead_ins = [pair for pair in self.lead_ins if pair[0] != raw]
            yield from map(NoticeParagraph, own)

    def _task(self, entry: Entry, *, before_part: bool) -> Iterator[NoticeParagraph]:
        """The paragraphs of one row; a row without any text has none."""
        row = entry.row
        head = _head(entry)
        lines = [line.strip() for line in row["measures"].split("\n") if line.strip()]
        lines = _with_targets(lines, unsaid_targets(row))
        details = unsaid_details(row, self.matrix.year)
        clause = self._clause(row, entry.number, details)
        if not (lines or clause or details or row["title"].strip()):
            place = replace(row.at("number"), row_key=row.key)
            self.findings.append(report.row_without_text(entry.number, place))
            return
        if clause and lines:
            lines[-1], clause = self._without_double(entry, lines[-1], clause)
        texts = [head + lines[0] if lines else head, *lines[1:]]
        # A paragraph with a clause of its own would be read as a further sub-item.
        texts[0 if entry.sub_item or before_part else -1] += clause
        self._report_numbers(entry, texts[1:])
        yield self._first(entry, texts[0], head)
        yield from (NoticeParagraph(text, _inner_level(text)) for text in texts[1:])
        if details and not clause:
            yield NoticeParagraph("；".join(details) + "。")

    def _first(self, entry: Entry, text: str, head: str) -> NoticeParagraph:
        """The paragraph with the number; its heading runs in."""
        if entry.sub_item:
            return NoticeParagraph(text)
        return NoticeParagraph(
            text, text_level(entry.mark + "甲"), 0 if text == head else len(head)
        )

    def _clause(self, row: MatrixRow, number: str, details: Sequence[str]) -> str:
        lead, lead_open = _units(row, "lead")
        support, support_open = _units(row, "support")
        if not lead and not support:
            return ""
        style = self.options.clause_form.style
        if lead and support and lead_open:
            if style is ClauseStyle.FIRST_LEADS:
                support_open = True  # one list: its end is open
            else:
                lead[-1] += "等"
        if style is ClauseStyle.FIRST_LEADS and not lead:
            self.findings.append(report.lead_not_named(number, support[0], row.at("lead")))
        rule, self.rule = self.rule, ""
        return clause_text(
            self.options.clause_form,
            lead,
            support,
            open_ended=support_open if support else lead_open,
            details=details,
            rule=rule,
        )

    def _without_double(self, entry: Entry, text: str, clause: str) -> tuple[str, str]:
        """The last line and the clause; a clause that the line itself ends in is kept once."""
        own = _OWN_CLAUSE.search(text)
        if own is None:
            return text, clause
        if own[0].rstrip("。；") == clause:
            return text, ""
        place = entry.row.at("measures")
        self.findings.append(report.clause_twice(entry.number, own[0], place))
        return text, clause

    def _report_numbers(self, entry: Entry, lines: Sequence[str]) -> None:
        """Report lines that are numbered like tasks."""
        own = outline_number(entry.mark + "甲")
        for line in lines:
            inner = outline_number(line)
            if own and inner and inner.level <= own.level:
                place = entry.row.at("measures")
                self.findings.append(report.same_number_inside(entry.number, line, place))


def _head(entry: Entry) -> str:
    """Number and title with its full stop."""
    title = _one_line(entry.row["title"])
    own = outline_number(title)
    if own is not None and own.mark == entry.mark:
        title = title[own.end :]  # a clerk has typed the number into both cells
    if title and title[-1] not in _TITLE_ENDS:
        title += "。"
    if title:
        return join_mark(entry.mark, title)
    first = entry.row["measures"].lstrip()[:1]
    return join_mark(entry.mark, first).removesuffix(first)


def _with_targets(lines: list[str], targets: Sequence[str]) -> list[str]:
    """The lines with a sentence for targets that they do not say."""
    if not targets:
        return lines
    sentence = f"量化目标：{'；'.join(target.rstrip('。；;') for target in targets)}。"
    if not lines:
        return [sentence]
    end = "" if lines[-1][-1] in _SENTENCE_ENDS else "。"
    return [*lines[:-1], f"{lines[-1]}{end}{sentence}"]


def _inner_level(text: str) -> TextLevel:
    """Level of a further paragraph of a task: never that of a heading."""
    return TextLevel.FOURTH if text_level(text) is TextLevel.FOURTH else TextLevel.BODY


def _units(row: MatrixRow, key: str) -> tuple[list[str], bool]:
    """The units of a column and whether their list ends in 等."""
    names = [_one_line(name) for name in row.units(key)]
    text = row[key].strip()
    if text and not names:
        return [_one_line(text)], False
    return names, bool(names) and _OPEN_END.search(text) is not None


def _one_line(text: str) -> str:
    return "".join(line.strip() for line in text.split("\n"))


def _columns_left_out(matrix: Matrix) -> list[str]:
    """Headings of filled columns that a text has no place for."""
    own = [h for h in matrix.own_columns if any(row.own_field(h).text for row in matrix.rows)]
    remarks = [BY_KEY["remarks"].heading] if any(row["remarks"] for row in matrix.rows) else []
    years = {row["year"] for row in matrix.rows if row["year"]}
    said = {str(matrix.year)} if matrix.year else set()
    return [*own, *remarks, *([BY_KEY["year"].heading] if years - said else [])]
