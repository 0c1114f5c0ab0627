"""The gateway writes a sheet at once, keeps it in shape, and texts stay texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from officekit.excel.buttons import BUTTONS
from officekit.excel.gateway import MATRIX_SHEETS, Gateway
from officekit.excel.problems import WrongWorkbookError
from officekit.model.schema import SheetName
from officekit.model.sheet_content import SheetContent
from tests.excel import engine
from tests.excel.clerk import PLAN, SHIPPED, Clerk, task_table

TASKS, CROSS, FINDINGS = SheetName.TASKS, SheetName.CROSS, SheetName.FINDINGS
UNITS, CHANGES = SheetName.UNITS, SheetName.CHANGES

READS = {"correct_matrix": {TASKS: 2, CHANGES: 2}}
"""修正 reads again what it has changed, to check it."""
WRITES: dict[str, dict[SheetName, int]] = {
    "import_plan": dict.fromkeys(MATRIX_SHEETS, 1),
    "import_table": dict.fromkeys(MATRIX_SHEETS, 1),
    "check_matrix": {FINDINGS: 1},
    # Single cells, so that the colours of words in others stay: one block for adjacent ones.
    "correct_matrix": {TASKS: 2, CHANGES: 1, FINDINGS: 1},
    "refresh_cross_table": {CROSS: 1, UNITS: 1, TASKS: 1, SheetName.META: 1},
    "compare_with_source": {FINDINGS: 1},
    "show_units": {UNITS: 1},
    "show_settings": {},
    "examine": {},
}


@pytest.mark.parametrize("name", WRITES)
def test_a_button_reads_and_writes_each_sheet_at_once(busy_clerk: Clerk, name: str) -> None:
    tasks = busy_clerk.sheet(TASKS)
    tasks.range("G5").value = "泽水河管理处"
    tasks.range("E6").value = "建设站点，年底前投用。。"
    files = {
        "import_plan": [PLAN],
        "import_table": [task_table(busy_clerk.folder / "表.xlsx", 12)],
        "compare_with_source": [PLAN],
    }.get(name, [])
    busy_clerk.press(name, *files)
    for sheet in MATRIX_SHEETS:
        assert busy_clerk.excel.count("read", sheet) <= READS.get(name, {}).get(sheet, 1)
        assert busy_clerk.excel.count("write", sheet) == WRITES[name].get(sheet, 0)


def test_every_button_that_writes_is_in_the_table() -> None:
    assert {each.name for each in BUTTONS} - set(WRITES) == {
        *("undo_last", "show_help"),
        *("make_notice", "lint_notice", "make_annex"),  # they make files
        # test_exchange_macros
        *("split_packets", "collect_returns", "show_receipts", "resolve_conflicts"),
    }


# ------------------------------------------------------------------ growing and shrinking


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook after a long list has been imported over a short one."""
    folder = tmp_path_factory.mktemp("grown")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OFFICEKIT_HOME", str(folder / "own"))
        clerk = Clerk(folder, folder / "own")
        clerk.press("import_table", task_table(folder / "short.xlsx", 2))
        clerk.press("import_table", task_table(folder / "long.xlsx", 420))
    return clerk.saved("grown.xlsm")


def test_the_shape_of_the_sheets_follows_a_list_that_grows_and_shrinks(
    grown: Path, tmp_path: Path, home: Path
) -> None:
    blank = openpyxl.load_workbook(SHIPPED)
    clerk = Clerk(tmp_path, home, grown)
    clerk.press("import_table", task_table(tmp_path / "seven.xlsx", 7))
    for count, path in ((420, grown), (7, clerk.saved())):
        book = openpyxl.load_workbook(path)
        tasks, cross, units = book[TASKS], book[CROSS], book[UNITS]
        last, unit_count = 3 + count, 7
        assert tasks.max_row == last
        assert tasks.print_area == f"'责任清单'!$A$1:$L${last}"
        assert tasks.auto_filter.ref == f"A3:T{last}"
        assert cross.print_area == f"'责任矩阵'!$A$1:$L${last + 3}"
        assert cross.auto_filter.ref == f"A3:L{last}"
        assert units.auto_filter.ref == f"A3:H{3 + unit_count}"
        assert {str(each.sqref) for each in tasks.conditional_formatting} == {
            f"M4:M{last}",
            f"G4:G{last}",
            f"F4:F{last}",
            f"A4:S{last}",
        }
        assert {str(each.sqref) for each in cross.conditional_formatting} == {
            f"C4:I{last}",
            "C3:I3",
        }
        dropdowns = {str(each.sqref) for each in tasks.data_validations.dataValidation}
        assert dropdowns == {f"{column}4:{column}{last + 200}" for column in "MNLG"}
        for name in MATRIX_SHEETS:
            assert book[name].protection.sheet == blank[name].protection.sheet
            for option in ("formatColumns", "autoFilter", "sort", "formatCells", "insertRows"):
                was = getattr(blank[name].protection, option)
                assert getattr(book[name].protection, option) == was
            assert book[name].freeze_panes == blank[name].freeze_panes
        for column in "ABDEGHT":
            now, was = tasks.column_dimensions[column], blank[TASKS].column_dimensions[column]
            assert (now.width, now.hidden) == (was.width, was.hidden)
        assert cross.column_dimensions["C"].width == blank[CROSS].column_dimensions["C"].width


def test_new_rows_and_columns_look_like_those_that_were_there(grown: Path) -> None:
    book: Any = openpyxl.load_workbook(grown)
    for name in (TASKS, UNITS):
        sheet = book[name]
        for row in (5, sheet.max_row - 1, sheet.max_row):
            for column in range(1, sheet.max_column + 1):
                assert sheet.cell(row, column)._style == sheet.cell(4, column)._style
    cross = book[CROSS]
    for row in (5, 200, 423):
        for column in range(3, 10):
            assert cross.cell(row, column)._style == cross.cell(4, 3)._style
    assert [cross.cell(row, 1).value for row in (424, 425, 426)] == ["牵头数", "配合数", "合计"]
    assert cross.cell(424, 1).fill.fgColor.rgb == cross.cell(426, 1).fill.fgColor.rgb
    assert {"A424:B424", "A425:B425", "A426:B426"} <= {str(a) for a in cross.merged_cells.ranges}


def test_numbers_are_numbers_and_links_are_formulas(busy_clerk: Clerk) -> None:
    busy_clerk.press("check_matrix")
    book = openpyxl.load_workbook(busy_clerk.saved())
    assert (book[TASKS]["A4"].data_type, book[TASKS]["A4"].value) == ("n", 4)
    assert (book[UNITS]["E4"].data_type, book[CROSS]["A4"].data_type) == ("n", "n")
    assert book[FINDINGS]["C4"].value == (
        '=IFERROR(HYPERLINK("#\'责任清单\'!E"&MATCH("T015",\'责任清单\'!$T:$T,0),"第15项"),'
        '"已删除")'
    )
    assert book[TASKS]["K4"].data_type == "s"


ODD = (
    *("2023年6月", "1-2", "007", "=1+1", "@x", "TRUE", "50%", "3/4", "+5", "-5", "'引号", "#N/A"),
    *("1e5", "9:30", "￥100", "＝1＋1", "ＴＲＵＥ", " 1 ", "一、", "15个", "12345678901234567890"),
)
"""Texts that Excel takes for something else."""


@pytest.fixture(scope="module")
def sheet_of_list() -> Iterator[xw.Sheet]:
    """A sheet with a heading in row 3, whose first column has the number format of texts."""
    book = engine.Excel().new()
    sheet = book.sheets[0]
    sheet.name = str(UNITS)
    sheet.range("A3:B3").value = ["单位名称", "备注"]
    sheet.range("A4:A5").number_format = "@"
    sheet.range("B4:B5").color = (255, 255, 255)
    yield sheet
    book.close()


def written(sheet: xw.Sheet, texts: list[str]) -> list[list[object]]:
    """What is read after texts have been written into both columns."""
    lines = tuple((text, text) for text in texts)
    content = SheetContent(UNITS, (("单位名录",), ("",), ("单位名称", "备注"), *lines))
    Gateway(sheet.book).write(content)
    table = Gateway(sheet.book).read_sheet(UNITS)
    return [[cell.value for cell in row] for row in table.rows[3:]]


def test_texts_that_look_like_something_else_stay_texts(sheet_of_list: xw.Sheet) -> None:
    assert written(sheet_of_list, list(ODD)) == [[text, text] for text in ODD]


@given(
    st.lists(
        st.one_of(
            st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1),
            st.from_regex(r"[-+=@'#]?[0-9 ,.年月日%/:eE()（）-]{1,9}", fullmatch=True),
        ),
        min_size=1,
        max_size=8,
    )
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_is_written_is_read_back(sheet_of_list: xw.Sheet, texts: list[str]) -> None:
    assert written(sheet_of_list, texts) == [[text, text] for text in texts]


def test_line_breaks_and_the_longest_text_are_read_back(sheet_of_list: xw.Sheet) -> None:
    texts = ["甲\n乙", "长" * 32_767, "末"]
    assert written(sheet_of_list, texts) == [[text, text] for text in texts]


def test_a_sheet_formatted_to_its_end_is_read_and_written(busy_clerk: Clerk) -> None:
    sheet = busy_clerk.sheet(SheetName.SETTINGS)
    sheet.range("A60000").color = (255, 0, 0)
    gateway = Gateway(busy_clerk.book)
    assert len(gateway.read_sheet(SheetName.SETTINGS).rows) < 100


def test_a_missing_sheet_is_named(busy_clerk: Clerk) -> None:
    busy_clerk.sheet(UNITS).name = "单位"
    with pytest.raises(WrongWorkbookError, match="里没有工作表“单位名录”。"):
        Gateway(busy_clerk.book).require(TASKS, UNITS)


def test_a_heading_row_that_has_moved_is_named(busy_clerk: Clerk) -> None:
    busy_clerk.sheet(UNITS).range("1:1").delete("up")
    before = busy_clerk.cells()
    message = busy_clerk.press("import_plan", PLAN)
    assert message.startswith("工作表“单位名录”第3行不是表头，不能写入，工作簿没有改动。")
    assert busy_clerk.cells() == before


def test_paths_of_the_workbook_do_not_matter(tmp_path: Path, home: Path, begun: Path) -> None:
    folder = tmp_path / "王 & 李'的 100%文件"
    folder.mkdir()
    clerk = Clerk(folder, home, begun)
    assert clerk.press("refresh_cross_table") == "责任矩阵已更新：43项任务，58个单位。"
