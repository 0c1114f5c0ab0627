"""What a unit is told of its return: numbered problems, and the lines above them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from officekit.model.finding import Finding, Severity
from officekit.model.packet import REPLY_SHEET
from officekit.model.returned import Place, ReturnedFile, ReturnedSheet
from officekit.model.submission import Submission
from officekit.model.table import text_of
from officekit.writing.contents import cell_text
from officekit.writing.return_contents import moment, quoted_expected, quoted_value

PROBLEM_HEADS = ("序号", "级别", "位置", "任务", "现有内容", "应填内容", "问题", "怎样改")
PROBLEM_WIDTHS = (6.0, 7.0, 16.0, 26.0, 32.0, 32.0, 38.0, 38.0)
PROBLEM_CENTRED = frozenset({0, 1, 2})
LEVEL_COLUMN, PLACE_COLUMN = 1, 2
HEAD_LINE = 4
"""Row of the headings, from 0: title, whose it is, what to do, a note, headings."""

MARK_RED, MARK_AMBER = "FFC7CE", "FFEB9C"
"""Fills of cells with errors and with warnings."""

_SEVERITIES = (Severity.ERROR, Severity.WARNING)
_WHOLE_FILE, _WHOLE_TASK = "整个文件", "整项任务"


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of 退回意见.

    Attributes:
        severity: error or warning.
        texts: one for each heading behind 序号.
        sheet: that it names; blank where it names none.
        link: the cell to jump to, as ``J5``; blank where there is none.
    """

    severity: Severity
    texts: tuple[str, ...]
    sheet: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a copy that goes back says.

    Attributes:
        title: of the sheet.
        whose: which unit, period and file, and how many problems.
        advice: what to do.
        note: about the copy itself; may be blank.
        problems: errors first, each in the order of the places.
        marks: sheet → cell → severity; cells to be filled.
    """

    title: str
    whose: str
    advice: str
    note: str
    problems: tuple[Problem, ...]
    marks: Mapping[str, Mapping[Place, Severity]]


def reply_to(
    file: ReturnedFile, submission: Submission, findings: Sequence[Finding], note: str = ""
) -> Reply:
    """What is told of a return.

    Args:
        file: the return with its sheets.
        submission: the return, understood.
        findings: of the rules on it; only errors and warnings are told.
        note: about the copy.
    """
    told = sorted(
        (finding for finding in findings if finding.severity in _SEVERITIES),
        key=lambda finding: _order(finding, submission),
    )
    return Reply(
        title=REPLY_SHEET,
        whose=_whose(submission, told),
        advice=_advice(file),
        note=note,
        problems=tuple(_problem(finding, file, submission) for finding in told),
        marks=_marks(told, file, submission),
    )


def reply_texts(reply: Reply) -> list[str]:
    """The texts of all cells of 退回意见, blank ones included."""
    texts = [reply.title, reply.whose, reply.advice, reply.note, *PROBLEM_HEADS]
    for number, problem in enumerate(reply.problems, start=1):
        texts += (str(number), *problem.texts)
    return texts


def _order(finding: Finding, submission: Submission) -> tuple[int, bool, str, int, int]:
    """Errors first; what holds for the whole file before single cells; the table before others."""
    place = finding.location
    sheet = _sheet_of(finding, submission)
    severity = _SEVERITIES.index(finding.severity)
    beside = bool(place.row) and sheet != submission.sheet
    return severity, beside, sheet if beside else "", place.row or 0, place.column or 0


def _sheet_of(finding: Finding, submission: Submission) -> str:
    place = finding.location
    if place.sheet:
        return place.sheet
    return submission.sheet if place.row or place.column else ""


def _whose(submission: Submission, told: Sequence[Finding]) -> str:
    errors = sum(finding.severity is Severity.ERROR for finding in told)
    warnings = len(told) - errors
    packet = submission.packet
    period = f"{packet.period.text}进展情况" if packet else submission.identity["period"]
    name = submission.file.shown_name
    sent = moment(submission.file.sent_at)
    counted = f"错误{errors}处，必须改正" + (f"；提醒{warnings}处，请核实" if warnings else "")
    parts = (
        submission.unit or "报送单位不明",
        period,
        f"报送文件“{name}”" + (f"（{sent}）" if sent else ""),
        counted,
    )
    return cell_text("　".join(part for part in parts if part))


def _advice(file: ReturnedFile) -> str:
    if not file.sheets:
        return "怎样办：这份文件没有可以收取的内容，请按“怎样改”重新填写下发的工作簿后报送。"
    return (
        "怎样办：点“位置”转到单元格，红色的必须改正，黄色的请核实；"
        "改好后保存，重新报送此文件（是 Excel 文件，不要转成别的格式）。"
    )


def _problem(finding: Finding, file: ReturnedFile, submission: Submission) -> Problem:
    place = finding.location
    sheet = _sheet_of(finding, submission)
    link = f"{place.cell}" if place.row and place.column else ""
    if place.row and not place.column:
        link = f"A{place.row}"
    known = any(each.name == sheet for each in file.sheets)
    texts = (
        finding.severity.label,
        _place(finding, sheet, submission),
        _task(finding, submission),
        quoted_value(_present(finding, sheet, file, submission)),
        quoted_expected(finding),
        finding.message,
        finding.hint,
    )
    shown = sheet if known else ""
    return Problem(finding.severity, tuple(map(cell_text, texts)), shown, link if shown else "")


def _place(finding: Finding, sheet: str, submission: Submission) -> str:
    place = finding.location
    if place.cell:
        where = place.cell if place.column else f"第{place.row}行"
        return where if sheet == submission.sheet else f"{sheet} {where}"
    if place.row_key:
        return _WHOLE_TASK
    return f"工作表“{sheet}”" if sheet else _WHOLE_FILE


def _task(finding: Finding, submission: Submission) -> str:
    key = finding.location.row_key
    rows = submission.packet.rows if submission.packet else ()
    issued = next((row for row in rows if row.key == key), None) if key else None
    return issued.label if issued else ""


def percent_cells(sheet: ReturnedSheet, submission: Submission) -> frozenset[Place]:
    """Cells of a sheet that show a percentage; some formats tell it by the column only."""
    if sheet.name != submission.sheet:
        return sheet.percent
    answers = (cell for row in submission.rows for cell in row.cells.values())
    told = ((c.row, c.column) for c in answers if c.number is not None and c.text.endswith("%"))
    return sheet.percent.union(told)


def _present(finding: Finding, sheet: str, file: ReturnedFile, submission: Submission) -> str:
    if finding.value is not None:
        return finding.value
    place = finding.location
    if not place.row or not place.column:
        return place.quote
    found = next((each for each in file.sheets if each.name == sheet), None)
    if found is None:
        return place.quote
    value = found.value(place.row, place.column)
    if isinstance(value, (int, float)) and (place.row, place.column) in percent_cells(
        found, submission
    ):
        return f"{round(value * 100, 6):g}%"
    return text_of(value)


def _marks(
    told: Sequence[Finding], file: ReturnedFile, submission: Submission
) -> dict[str, dict[Place, Severity]]:
    """Cells to be filled; errors come first and stay."""
    names = {sheet.name for sheet in file.sheets}
    marks: dict[str, dict[Place, Severity]] = {}
    for finding in told:
        place, sheet = finding.location, _sheet_of(finding, submission)
        if not place.row or sheet not in names:
            continue
        columns = [place.column] if place.column else []
        if not columns and sheet == submission.sheet:
            columns = [heading.column for heading in submission.headings if not heading.hidden]
        for column in columns:
            marks.setdefault(sheet, {}).setdefault((place.row, column), finding.severity)
    return marks
