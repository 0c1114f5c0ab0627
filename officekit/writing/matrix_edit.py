"""Sets single cells in a clerk's own workbook and leaves everything else as it is.

Only the parts that hold the cells are rewritten; all others are copied byte for byte. So own
columns, formats, notes, filters, pictures, pivot tables, slicers, extensions, macros and the
stored results of formulas survive, which a library that loads and saves the workbook would lose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from officekit.errors import UsageError
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location, column_letters
from officekit.model.matrix import Change
from officekit.writing.atomic import atomic_output
from officekit.writing.workbook_package import WorkbookPackage
from officekit.writing.workbook_records import append_changes
from officekit.writing.workbook_sheet import SharedStrings, SheetPart

_MACRO = ".xlsm"


@dataclass(frozen=True, slots=True)
class CellEdit:
    """A cell to be set.

    Attributes:
        sheet: name of the worksheet.
        row, column: 1-based, as in the :class:`Location` of the field.
        before: text that must stand there, else the cell is left alone; ``None`` where it was
            looked at just now and need not be asked again.
        after: text to set.
        changes: lines of 修改记录 to write if the cell is set.
        number: stored instead of ``after`` where the cell holds a number (a percentage).
    """

    sheet: str
    row: int
    column: int
    before: str | None
    after: str
    changes: tuple[Change, ...] = ()
    number: float | None = None


def edit_workbook(
    source: Path,
    output: Path,
    edits: Sequence[CellEdit],
    changes: Sequence[Change] = (),
    *,
    overwrite: bool = False,
) -> tuple[Finding, ...]:
    """Set cells and log them in 修改记录, which is made where it is missing.

    A cell inside a merge is set in the merge's first cell; a different text for another row of it
    is reported. A cell with a formula, or with another text than ``before``, is left alone and
    reported; the changes of its edit are not logged.

    Args:
        source: workbook, .xlsx or .xlsm.
        output: file to write, whole or not at all; may be the source with ``overwrite``.
        edits: cells.
        changes: further lines of 修改记录, written behind those of the edits.
        overwrite: replace an existing file.

    Returns:
        ``MX391`` for a formula and ``MX392`` for a cell that could not be set.

    Raises:
        UsageError: macros would end up in a file that is not .xlsm, or the other way round.
        FormatUnsupportedError: .xls, .ods and the like, or a workbook with a digital signature.
        FileEncryptedError: the workbook asks for a password.
        FileUnreadableError, FileRefusedError: broken or hostile.
        OutputExistsError, OutputNotWritableError: the output can't be written.
    """
    package = WorkbookPackage.open(source)
    if package.has_macros != (output.suffix.lower() == _MACRO):
        right = _MACRO if package.has_macros else ".xlsx"
        raise UsageError(
            f"“{source.name}”{'带有' if package.has_macros else '不带'}宏，"
            f"不能保存为“{output.name}”。",
            f"请把输出文件的扩展名改为 {right}。",
        )
    strings = SharedStrings(package)
    findings: list[Finding] = []
    log: list[Change] = []
    for name in dict.fromkeys(edit.sheet for edit in edits):
        wanted = [edit for edit in edits if edit.sheet == name]
        done, found = _edit_sheet(package, strings, name, wanted, str(source))
        log += [change for edit in done for change in edit.changes]
        findings += found
    log += changes
    if log:
        append_changes(package, strings, log)
        package.recalculate_on_opening()
    with atomic_output(output, overwrite=overwrite) as stream:
        stream.write(package.to_bytes())
    return tuple(findings)


def _edit_sheet(
    package: WorkbookPackage,
    strings: SharedStrings,
    name: str,
    edits: Sequence[CellEdit],
    file: str,
) -> tuple[list[CellEdit], list[Finding]]:
    """The edits made in one sheet, and findings for the others."""
    part = package.sheet_part(name)
    if part is None:
        return [], [_not_set(edit, file, "这张工作表已经不在") for edit in edits]
    sheet = SheetPart(package.root(part), strings)
    done: list[CellEdit] = []
    given: dict[tuple[int, int], str] = {}
    refused: dict[tuple[int, int], Finding] = {}
    for edit in edits:
        row, column = cell = sheet.anchor(edit.row, edit.column)
        text = sheet.text(row, column)
        if cell in refused:
            continue
        if sheet.has_formula(row, column):
            refused[cell] = _formula(edit, file)
        elif edit.before is None and given.get(cell, edit.after) != edit.after:
            refused[cell] = _not_set(edit, file, "它与别的行合并成一格，那里已写入另一行的内容")
        elif _may_set(sheet, row, column, text, edit.before):
            _set(sheet, row, column, edit)
            given[cell] = edit.after
            done.append(edit)
        elif text == edit.after:
            done.append(edit)  # another row of the same merge has set it
        else:
            refused[cell] = _not_set(edit, file, "单元格里的内容与读取时不同")
    if any(edit.before != edit.after for edit in done):
        package.touch(part)
    return done, list(refused.values())


def _may_set(sheet: SheetPart, row: int, column: int, text: str, before: str | None) -> bool:
    if before is None:
        return sheet.ensure_cell(row, column)
    return text.strip() == before.strip() and sheet.has_cell(row, column)


def _set(sheet: SheetPart, row: int, column: int, edit: CellEdit) -> None:
    if edit.number is None:
        sheet.set_text(row, column, edit.after)
    else:
        sheet.set_number(row, column, edit.number)


def _place(edit: CellEdit, file: str) -> Location:
    return Location(
        file=file,
        sheet=edit.sheet,
        row=edit.row,
        column=edit.column,
        quote=(edit.before or "")[:60],
    )


def _formula(edit: CellEdit, file: str) -> Finding:
    cell = f"{column_letters(edit.column)}{edit.row}"
    return Finding(
        "MX391",
        Severity.INFO,
        f"“{edit.sheet}”的{cell}是公式，没有自动改正。",
        "请在公式所引用的单元格里修改。",
        _place(edit, file),
        edit.before,
        edit.after,
    )


def _not_set(edit: CellEdit, file: str, why: str) -> Finding:
    cell = f"{column_letters(edit.column)}{edit.row}"
    return Finding(
        "MX392",
        Severity.WARNING,
        f"“{edit.sheet}”的{cell}没有自动改正：{why}。",
        "请打开工作簿，对照检查结果手工修改。",
        _place(edit, file),
        edit.before,
        edit.after,
    )
