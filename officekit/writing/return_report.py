"""The report of a round: who has returned, what has to be decided, and what became of it all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from officekit.model.finding import Severity
from officekit.model.return_report import ReturnReport
from officekit.model.sheet_content import SheetContent, SheetValue
from officekit.writing.atomic import atomic_output
from officekit.writing.new_workbook import new_workbook
from officekit.writing.return_contents import ACCOUNT_HEADS, conflicts_content, receipts_content
from officekit.writing.return_lists import (
    accounts_content,
    findings_list,
    proposals_content,
    remarks_content,
    set_aside_content,
)
from officekit.writing.return_report_layout import (
    FIRST_ROW,
    ReportColumn,
    finish_list,
    line_formats,
    say_nothing,
    start_sheet,
    write_line,
)
from officekit.writing.return_report_sheets import write_conflicts_sheet, write_receipts_sheet
from officekit.writing.styles import (
    AMBER,
    HEAD_FONT,
    PALE_AMBER,
    PALE_RED,
    QUIET,
    RED,
    Styles,
)

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

_BALANCED = ACCOUNT_HEADS.index("是否平衡")
_LEVEL = 2
_COLOURS = {
    Severity.ERROR.label: {"font_color": RED, "bg_color": PALE_RED},
    Severity.WARNING.label: {"font_color": AMBER, "bg_color": PALE_AMBER},
    Severity.INFO.label: {"font_color": QUIET},
}
_FINDING_LAYOUT = (
    *(ReportColumn(18), ReportColumn(22), ReportColumn(7, centred=True)),
    *(ReportColumn(8, centred=True), ReportColumn(13, centred=True), ReportColumn(34)),
    *(ReportColumn(34), ReportColumn(38), ReportColumn(34)),
)
_SET_ASIDE_LAYOUT = (
    *(ReportColumn(18), ReportColumn(22), ReportColumn(13, centred=True), ReportColumn(24)),
    *(ReportColumn(11, centred=True), ReportColumn(76), ReportColumn(36)),
)
_PROPOSAL_LAYOUT = (
    *(ReportColumn(17), ReportColumn(24), ReportColumn(36), ReportColumn(18), ReportColumn(14)),
    *(ReportColumn(16), ReportColumn(12, centred=True), ReportColumn(24), ReportColumn(22)),
)
_REMARK_LAYOUT = (
    *(ReportColumn(18), ReportColumn(26), ReportColumn(12, centred=True), ReportColumn(16)),
    *(ReportColumn(26), ReportColumn(13), ReportColumn(60)),
)
_ACCOUNT_LAYOUT = (
    *(ReportColumn(18), ReportColumn(26), ReportColumn(16.5, centred=True)),
    *(ReportColumn(8.5, centred=True),) * (len(ACCOUNT_HEADS) - 3),
)
_Formats = Callable[[Styles, Sequence[ReportColumn], Sequence[SheetValue]], "list[Format]"]


@dataclass(frozen=True, slots=True)
class _List:
    """A sheet that is a plain list.

    Attributes:
        content_of: what stands in it.
        layout: of its columns.
        nothing: what is said where it has no line.
        formats_of: formats of a line.
    """

    content_of: Callable[[ReturnReport], SheetContent]
    layout: Sequence[ReportColumn]
    nothing: str
    formats_of: _Formats = line_formats


def write_return_report(report: ReturnReport, path: Path, *, overwrite: bool = False) -> None:
    """Write the report of a round; the same report gives the same bytes.

    Sheets: 报送情况, 报送冲突 (to be decided in the column 处理), 未并入内容, 问题明细,
    新增任务建议, 其他内容, 收支对账. Whatever came from a unit is stored as text, never as a
    formula.

    Args:
        report: the round as it stands.
        path: output, ``.xlsx``.
        overwrite: replace an existing file.

    Raises:
        OutputExistsError: the file exists and ``overwrite`` is false.
        OutputNotWritableError: folder missing, no permission, open in Excel, disk full.
    """
    with atomic_output(path, overwrite=overwrite) as stream:
        stream.write(_report_bytes(report))


def _report_bytes(report: ReturnReport) -> bytes:
    buffer = BytesIO()
    workbook = new_workbook(buffer, title=report.title, subject="报送情况", author="")
    styles = Styles(workbook)
    write_receipts_sheet(workbook, styles, receipts_content(report), report)
    write_conflicts_sheet(workbook, styles, conflicts_content(report))
    for each in _LISTS:
        _write_list(workbook, styles, each, report)
    workbook.close()
    return buffer.getvalue()


def _write_list(workbook: Workbook, styles: Styles, each: _List, report: ReturnReport) -> None:
    content, layout = each.content_of(report), each.layout
    sheet = start_sheet(workbook, styles, content, layout)
    for i, line in enumerate(content.lines):
        write_line(sheet, FIRST_ROW + i, line, layout, each.formats_of(styles, layout, line))
    if not content.lines:
        say_nothing(sheet, styles, each.nothing, len(layout))
    finish_list(sheet, len(content.lines), len(layout))


def _top_formats(
    styles: Styles, layout: Sequence[ReportColumn], line: Sequence[SheetValue]
) -> list[Format]:
    """Texts begin at the top, so that of one longer than the highest row the beginning shows."""
    return line_formats(styles, layout, line, valign="top")


def _finding_formats(
    styles: Styles, layout: Sequence[ReportColumn], line: Sequence[SheetValue]
) -> list[Format]:
    formats = line_formats(styles, layout, line)
    colour = _COLOURS[str(line[_LEVEL])]
    formats[_LEVEL] = styles.body(align="center", valign="vcenter", **colour)
    return formats


def _account_formats(
    styles: Styles, layout: Sequence[ReportColumn], line: Sequence[SheetValue]
) -> list[Format]:
    if not line[1]:  # the totals
        return line_formats(styles, layout, line, font_name=HEAD_FONT, bg_color="#F2F2F2")
    formats = line_formats(styles, layout, line)
    if line[_BALANCED] != "是":
        formats[_BALANCED] = styles.body(
            align="center", valign="vcenter", font_color=RED, bg_color=PALE_RED
        )
    return formats


_LISTS = (
    _List(set_aside_content, _SET_ASIDE_LAYOUT, "收到的填报内容都已并入责任清单。", _top_formats),
    _List(findings_list, _FINDING_LAYOUT, "没有发现问题。", _finding_formats),
    _List(proposals_content, _PROPOSAL_LAYOUT, "没有单位提出新增任务。"),
    _List(remarks_content, _REMARK_LAYOUT, "各单位没有在表格以外另写内容。"),
    _List(accounts_content, _ACCOUNT_LAYOUT, "还没有收到报送文件。", _account_formats),
)
