"""A clerk at the shipped workbook: what she presses, and what then stands in the sheets."""

from __future__ import annotations

import contextlib
import io
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import openpyxl
import xlwings as xw

from officekit.cli.main import main
from officekit.excel.buttons import button
from officekit.excel.gateway import EXCHANGE_SHEETS, MATRIX_SHEETS
from tests.excel import engine

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "workbooks" / "责任矩阵.xlsm"
SAMPLES = ROOT / "samples"
PLAN = SAMPLES / "青禾区三年行动计划.txt"

ALL_SHEETS = (*MATRIX_SHEETS, *EXCHANGE_SHEETS)
"""All sheets that buttons write to, but for the page 开始."""
Cells = dict[tuple[int, int], tuple[str, Any]]
"""Kind (text, number, formula …) and content of each cell that holds something."""
Sheets = dict[str, Cells]


class Clerk:
    """The workbook open in the double of Excel, and who works with it.

    Args:
        folder: where the workbook and other files lie.
        home: the clerk's own folder.
        source: workbook to work with; the shipped one by default.
    """

    def __init__(self, folder: Path, home: Path, source: Path = SHIPPED) -> None:
        self.folder, self.home = folder, home
        self.path = folder / "责任矩阵.xlsm"
        shutil.copy(source, self.path)
        self.excel = engine.Excel()
        self.book = self.excel.open(self.path)

    def press(self, name: str, *files: Path) -> str:
        """Press a button as the workbook's VBA does, choosing these files in its dialogs.

        Returns:
            What the last message says.
        """
        self.excel.calls.clear()
        for path in files:
            self.excel.dialogs.answer_files([path])
        self.book.set_mock_caller()
        exec(button(name).command, {})  # noqa: S102 -- the very statement that VBA hands over
        return self.message.prompt

    @property
    def message(self) -> engine.Alert:
        """The last message box."""
        return self.excel.alerts[-1]

    def sheet(self, name: str) -> xw.Sheet:
        """A sheet of the workbook."""
        return self.book.sheets[name]

    def cells(self, names: Iterable[str] = MATRIX_SHEETS) -> Sheets:
        """What stands in the sheets now."""
        return {str(name): cells_of(self.sheet(name).api._xml) for name in names}

    def saved(self, name: str = "另存.xlsm") -> Path:
        """The workbook as it is now, saved as a copy."""
        path = self.folder / name
        self.book.api.SaveCopyAs(str(path))
        return path

    def writes(self) -> dict[str, int]:
        """How many blocks the last button has written to each sheet."""
        return {
            str(name): count for name in MATRIX_SHEETS if (count := self.excel.count("write", name))
        }


def cells_of(sheet: Any) -> Cells:
    """What stands in a sheet of openpyxl; blank cells are left out."""
    kinds = {"s": "text", "inlineStr": "text", "n": "number", "f": "formula", "b": "truth"}
    return {
        at: (kinds.get(cell.data_type, cell.data_type), cell.value)
        for at, cell in sheet._cells.items()
        if cell.value not in (None, "")
    }


def sheets_of(path: Path, names: Iterable[str] = MATRIX_SHEETS) -> Sheets:
    """What stands in the sheets of a file."""
    book = openpyxl.load_workbook(path)
    return {str(name): cells_of(book[name]) for name in names}


def command(*arguments: str | Path) -> int:
    """Run the command line, whose output is not the matter here."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return main([str(argument) for argument in arguments])


def task_table(path: Path, count: int, *, units: bool = True) -> Path:
    """A task table with so many tasks, three in a section."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["序号", "板块", "重点任务", "主要举措", "牵头单位", "责任单位", "完成时限"])
    for i in range(1, count + 1):
        lead, support = f"青禾区第{i % 5 + 1}水利站", "青禾区住建局、青禾区教育局"
        sheet.append(
            [
                i,
                f"第{(i - 1) // 3 + 1}板块",
                f"建设第{i}处示范点",
                f"新建{i}处站点，完成率达到50%。",
                lead if units else None,
                support if units else None,
                "2025年12月",
            ]
        )
    book.save(path)
    return path


def small_plan(folder: Path) -> Path:
    """A plan with three tasks."""
    path = folder / "方案.txt"
    path.write_text(
        "青禾区2025年重点工作方案\n一、建设水利工程\n"
        "1.修建河堤。新建河堤3千米。（牵头单位：区水利局；责任单位：区财政局）\n"
        "2.清理河道。清理河道5千米。（牵头单位：区水利局）\n"
        "二、建设道路\n3.修建步道。新建步道2千米。（牵头单位：区住建局；责任单位：区财政局）\n",
        encoding="utf-8",
    )
    return path


def column_of(sheet: xw.Sheet, heading: str, head: int = 3) -> int:
    """Number of the column with a heading."""
    headings = sheet.range((head, 1), (head, 40)).value
    return list(headings).index(heading) + 1


def row_of(sheet: xw.Sheet, column: int, text: str) -> int:
    """Number of the first row with a text in a column."""
    values = sheet.range((1, column), (600, column)).value
    return list(values).index(text) + 1


def looks(clerk: Clerk) -> dict[str, object]:
    """All that a button may change of the sheets: contents, merges, protection."""
    return {
        str(name): (
            cells,
            sorted(str(area) for area in clerk.sheet(name).api._xml.merged_cells.ranges),
            clerk.sheet(name).api.ProtectContents,
        )
        for name, cells in clerk.cells(ALL_SHEETS).items()
    }
