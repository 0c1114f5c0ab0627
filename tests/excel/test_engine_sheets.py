"""The double of Excel: merged cells, protection, filters, selection, copying, formats."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw
from openpyxl.formatting.rule import Rule
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation

from tests.excel import engine
from tests.excel.engine import com_error
from tests.excel.engine_samples import a_file, scode

PASSWORD = "秘密"  # noqa: S105 - of a sheet made here


@pytest.fixture
def excel() -> engine.Excel:
    return engine.Excel()


@pytest.fixture
def book(excel: engine.Excel) -> xw.Book:
    return excel.new()


@pytest.fixture
def sheet(book: xw.Book) -> xw.Sheet:
    return book.sheets[0]


# Merged cells


def test_merged_cells_are_true_false_or_mixed(sheet: xw.Sheet) -> None:
    sheet.range("A1:A3").value = [["甲"], ["乙"], ["丙"]]
    sheet.range("A1:A2").merge()
    assert sheet.range("A1:A2").merge_cells is True
    assert sheet.range("B1:B2").merge_cells is False
    assert sheet.range("A1:A3").merge_cells is None
    assert sheet.range("A2").merge_area.address == "$A$1:$A$2"
    assert sheet.range("A1:A3").value == ["甲", None, "丙"]
    sheet.range("A1:A3").value = [["一"], ["二"], ["三"]]
    assert sheet.range("A1:A3").value == ["一", None, "三"]
    sheet.range("A1").unmerge()
    assert sheet.range("A1:A3").merge_cells is False


def test_part_of_a_merged_area_cannot_be_emptied(sheet: xw.Sheet) -> None:
    sheet.range("A1:A2").merge()
    with pytest.raises(com_error):
        sheet.range("A1").clear_contents()
    sheet.range("A1:A2").clear_contents()


# Protection


@pytest.fixture
def protected(excel: engine.Excel, tmp_path: Path) -> xw.Sheet:
    def protect(made: Any) -> None:
        made["责任清单"]["C2"].protection = openpyxl.styles.Protection(locked=False)
        made["责任清单"].protection.set_password(PASSWORD)
        made["责任清单"].protection.objects = True

    return excel.open(a_file(tmp_path, change=protect)).sheets["责任清单"]


@pytest.mark.parametrize(
    "change",
    [
        lambda sheet: setattr(sheet.range("A2"), "value", "甲"),
        lambda sheet: setattr(sheet.range("B2:C2"), "value", ["甲", "乙"]),
        lambda sheet: sheet.range("A2").clear_contents(),
        lambda sheet: setattr(sheet.range("C2"), "color", (255, 0, 0)),
        lambda sheet: setattr(sheet.range("C2"), "number_format", "@"),
        lambda sheet: setattr(sheet.range("C2"), "row_height", 30),
        lambda sheet: setattr(sheet.range("C2"), "column_width", 30),
        lambda sheet: sheet.range("2:2").delete(),
        lambda sheet: sheet.range("2:2").insert("down"),
        lambda sheet: sheet.range("C2:C3").merge(),
        lambda sheet: sheet.range("A1:C3").api.AutoFilter(Field=1, Criteria1="1"),
        lambda sheet: sheet.range("C2").add_note("注"),
    ],
)
def test_a_protected_sheet_refuses_changes(
    protected: xw.Sheet, change: Callable[[xw.Sheet], object]
) -> None:
    with pytest.raises(com_error) as error:
        change(protected)
    assert error.value.hresult == -2147352567
    assert scode(error) == -2146827284


def test_an_unlocked_cell_can_be_written(protected: xw.Sheet) -> None:
    protected.range("C2").value = "临河县水利局"
    assert protected.range("C2").value == "临河县水利局"


@pytest.mark.parametrize("password", [None, "错"])
def test_the_password_is_needed(protected: xw.Sheet, password: str | None) -> None:
    with pytest.raises(com_error):
        protected.api.Unprotect(password)
    assert protected.api.ProtectContents is True


def test_protection_is_taken_off_and_put_back_with_its_options(
    protected: xw.Sheet, tmp_path: Path
) -> None:
    protected.api.Unprotect(Password=PASSWORD)
    assert protected.api.ProtectContents is False
    protected.range("A2").value = 5
    protected.api.Protect(
        Password=PASSWORD, DrawingObjects=False, AllowFormattingColumns=True, AllowFiltering=True
    )
    assert protected.api.Protection.AllowFormattingColumns is True
    assert protected.api.Protection.AllowFormattingRows is False
    assert protected.api.ProtectDrawingObjects is False
    protected.range("A1").column_width = 20
    protected.book.save(tmp_path / "b.xlsx")
    stored = openpyxl.load_workbook(tmp_path / "b.xlsx")["责任清单"].protection
    assert (stored.sheet, stored.formatColumns, stored.formatRows, stored.autoFilter) == (
        True,
        False,
        True,
        False,
    )


def test_protection_for_the_user_alone_lets_programs_write(sheet: xw.Sheet) -> None:
    sheet.api.Protect(UserInterfaceOnly=True)
    sheet.range("A1").value = "甲"
    assert sheet.api.ProtectionMode is True
    with pytest.raises(TypeError):
        sheet.api.Protect(AllowEverything=True)


def test_a_protected_structure_keeps_its_sheets(excel: engine.Excel, tmp_path: Path) -> None:
    def protect(made: Any) -> None:
        made.security = WorkbookProtection(lockStructure=True)

    book = excel.open(a_file(tmp_path, change=protect))
    assert book.api.ProtectStructure is True
    for change in (
        lambda: book.sheets.add("问题清单", after=book.sheets["设置"]),
        book.sheets["设置"].delete,
        lambda: setattr(book.sheets["设置"], "name", "参数"),
        lambda: setattr(book.sheets["设置"], "visible", False),
    ):
        with pytest.raises(com_error):
            change()
    book.api.Unprotect()
    book.sheets.add("问题清单", after=book.sheets["设置"])
    assert [each.name for each in book.sheets] == ["责任清单", "设置", "问题清单"]


# Filters


@pytest.fixture
def filtered(excel: engine.Excel, tmp_path: Path) -> xw.Sheet:
    sheet = excel.open(a_file(tmp_path)).sheets["责任清单"]
    sheet.range("A1:C3").api.AutoFilter(Field=3, Criteria1="青禾区住建局")
    return sheet


def test_a_filter_hides_rows_and_can_be_asked(filtered: xw.Sheet) -> None:
    assert filtered.api.AutoFilterMode is True
    assert filtered.api.FilterMode is True
    assert filtered.api.AutoFilter.Range.Address == "$A$1:$C$3"
    assert filtered.api.AutoFilter.Filters.Count == 3
    assert filtered.api.AutoFilter.Filters(1).On is False
    third = filtered.api.AutoFilter.Filters(3)
    assert (third.On, third.Criteria1, third.Operator) == (True, "=青禾区住建局", 0)
    assert [filtered.range(f"A{row}").api.EntireRow.Hidden for row in (1, 2, 3)] == [
        False,
        False,
        True,
    ]
    with pytest.raises(com_error):
        _ = filtered.api.AutoFilter.Filters(1).Criteria1
    with pytest.raises(com_error):
        _ = third.Criteria2


def test_all_rows_show_again(filtered: xw.Sheet) -> None:
    filtered.api.ShowAllData()
    assert (filtered.api.FilterMode, filtered.api.AutoFilterMode) == (False, True)
    assert filtered.range("A3").api.EntireRow.Hidden is False
    with pytest.raises(com_error):
        filtered.api.ShowAllData()
    filtered.api.AutoFilterMode = False
    assert filtered.api.AutoFilter is None


@pytest.mark.parametrize(
    ("given", "criteria", "hidden"),
    [
        ({"Criteria1": "1"}, ("=1", 0, None), [False, True]),
        ({"Criteria1": "<>1"}, ("<>1", 0, None), [True, False]),
        ({"Criteria1": ">=2"}, (">=2", 0, None), [True, False]),
        ({"Criteria1": ">=1", "Operator": 1, "Criteria2": "<2"}, (">=1", 1, "<2"), [False, True]),
        ({"Criteria1": ["1", "2"], "Operator": 7}, ("=1", 2, "=2"), [False, False]),
        (
            {"Criteria1": ["1", "2", "3"], "Operator": 7},
            (("=1", "=2", "=3"), 7, None),
            [False, False],
        ),
        ({"Criteria1": "="}, ("=", 0, None), [True, True]),
        ({"Criteria1": "<>"}, ("<>", 0, None), [False, False]),
    ],
)
def test_criteria_read_back_as_excel_gives_them_also_from_a_file(
    excel: engine.Excel,
    tmp_path: Path,
    given: dict[str, Any],
    criteria: tuple[Any, ...],
    hidden: list[bool],
) -> None:
    book = excel.open(a_file(tmp_path))
    book.sheets["责任清单"].range("A1:C3").api.AutoFilter(Field=1, **given)
    book.save()
    book.close()
    sheet = excel.open(tmp_path / "责任矩阵.xlsx").sheets["责任清单"]
    found = sheet.api.AutoFilter.Filters(1)
    assert (found.Criteria1, found.Operator) == criteria[:2]
    if criteria[2] is not None:
        assert found.Criteria2 == criteria[2]
    assert [sheet.range(f"A{row}").api.EntireRow.Hidden for row in (2, 3)] == hidden


@pytest.mark.parametrize(
    "change",
    [
        lambda sheet: setattr(sheet.range("A1:B3"), "value", [["a", "b"]] * 3),
        lambda sheet: setattr(sheet.range("A1:B3"), "formula", "=1"),
        lambda sheet: sheet.range("A2:B3").clear_contents(),
        lambda sheet: sheet.range("A2:B3").copy(sheet.range("F1")),
        lambda sheet: sheet.range("2:3").delete(),
    ],
)
def test_work_on_a_filtered_block_fails_the_test(
    filtered: xw.Sheet, change: Callable[[xw.Sheet], object]
) -> None:
    with pytest.raises(AssertionError, match="filtered range"):
        change(filtered)


def test_visible_rows_and_other_columns_of_a_filtered_sheet_can_be_written(
    filtered: xw.Sheet,
) -> None:
    filtered.range("A1:B2").value = [["序号", "任务"], [7, "绿化"]]
    filtered.range("F1:F3").value = [["甲"], ["乙"], ["丙"]]
    assert filtered.range("A2").value == 7.0


# Sheets, ranges, selection


def test_a_missing_sheet_is_com_s_bad_index(book: xw.Book) -> None:
    with pytest.raises(com_error) as error:
        _ = book.sheets["没有"]
    assert scode(error) == -2147352565
    assert "没有" not in [each.name for each in book.sheets]


def test_ranges_are_found_by_address_numbers_and_names(excel: engine.Excel, tmp_path: Path) -> None:
    def name(made: Any) -> None:
        made.defined_names["牵头"] = openpyxl.workbook.defined_name.DefinedName(
            "牵头", attr_text="责任清单!$C$2:$C$3"
        )

    book = excel.open(a_file(tmp_path, change=name))
    sheet = book.sheets["责任清单"]
    assert sheet.used_range.address == "$A$1:$C$3"
    assert sheet.range((1, 2), (3, 3)).address == "$B$1:$C$3"
    assert sheet.range("牵头").value == ["青禾区住建局", "云泽市水利局"]
    assert sheet["A1"].expand().address == "$A$1:$C$3"
    assert sheet.range("A1").end("down").row == 3
    assert sheet.range("A1").current_region.shape == (3, 3)
    assert sheet.cells(2, 2).value == "建设慢行步道"
    assert [each.name for each in book.names] == ["牵头"]
    assert book.names["牵头"].refers_to == "=责任清单!$C$2:$C$3"
    assert book.names["牵头"].refers_to_range.address == "$C$2:$C$3"
    sheet.range("A2").name = "首行"
    assert "首行" in book.names
    book.names["首行"].delete()
    assert len(book.names) == 1
    assert len(sheet.names) == 0
    with pytest.raises(com_error):
        sheet.range("没有这个名称")


def test_looking_leaves_the_used_range_as_it_is(sheet: xw.Sheet) -> None:
    assert sheet.used_range.address == "$A$1"
    _ = sheet.range("Z99").value, sheet.range("Z99").color, sheet.range("Z99").number_format
    _ = (
        sheet.range("Z99").row_height,
        sheet.range("Z99").column_width,
        sheet.range("Z99").api.EntireRow.Hidden,
    )
    assert sheet.used_range.address == "$A$1"


def test_hidden_sheets_cannot_be_activated(book: xw.Book) -> None:
    second = book.sheets.add("设置", after=book.sheets[0])
    second.api.Visible = 2
    assert (second.visible, second.api.Visible) == (2, 2)
    assert book.sheets.active == book.sheets[0]
    with pytest.raises(com_error):
        second.activate()
    with pytest.raises(com_error):
        book.sheets[0].visible = False


def test_only_cells_of_the_active_sheet_can_be_selected(excel: engine.Excel, book: xw.Book) -> None:
    first = book.sheets[0]
    second = book.sheets.add("设置", after=first)
    with pytest.raises(com_error):
        first.range("B2").select()
    second.range("B2:C3").select()
    selection = excel.app.selection
    assert selection is not None
    assert (selection.address, selection.sheet) == ("$B$2:$C$3", second)
    excel.app.api.Goto(Reference=first.range("A50").api, Scroll=True)
    assert book.sheets.active == first
    assert excel.app.api.ActiveWindow.ScrollRow == 50
    second.activate()
    assert excel.app.api.Selection.Address == "$B$2:$C$3"
    excel.app.api.ActiveWindow.ScrollRow = 7
    assert (excel.app.api.ActiveWindow.ScrollRow, excel.app.api.ActiveWindow.ScrollColumn) == (7, 1)
    excel.shape_selected = True
    assert excel.app.selection is None


# Copying, inserting, deleting, formats


def test_a_copy_takes_values_formulas_formats_and_merges(
    excel: engine.Excel, book: xw.Book
) -> None:
    sheet, other = book.sheets[0], excel.new().sheets[0]
    sheet.range("A1").value = [["甲", 1], [None, "=B1+1"]]
    sheet.range("A1:A2").merge()
    sheet.range("A1").color = (255, 199, 206)
    sheet.range("B1").number_format = "0.0"
    sheet.range("A1:B2").copy(other.range("C3"))
    assert other.range("C3:D4").api.Formula == (("甲", "1"), ("", "=D3+1"))
    assert other.range("C4").merge_area.address == "$C$3:$C$4"
    assert other.range("C3").color == (255, 199, 206)
    assert other.range("D3").number_format == "0.0"


def test_a_copy_fills_a_multiple_of_itself(sheet: xw.Sheet) -> None:
    sheet.range("A1:B1").value = ["甲", 1]
    sheet.range("A1:B1").copy(sheet.range("A2:B4"))
    assert sheet.range("A4:B4").value == ["甲", 1.0]
    sheet.range("A1:B1").copy(sheet.range("D1:F2"))
    assert sheet.range("D1:F2").value == [["甲", 1.0, None], [None, None, None]]


def test_pasted_formats_leave_values(excel: engine.Excel, sheet: xw.Sheet) -> None:
    sheet.range("A1").value = "甲"
    sheet.range("A1").font.bold = True
    sheet.range("A2:A3").value = [["乙"], ["丙"]]
    sheet.range("A1").copy()
    sheet.range("A2:A3").paste(paste="formats")
    assert sheet.range("A1:A3").value == ["甲", "乙", "丙"]
    assert sheet.range("A3").font.bold is True
    assert excel.app.cut_copy_mode == "copy"
    excel.app.cut_copy_mode = False
    with pytest.raises(com_error):
        sheet.range("A2").paste(paste="formats")


def test_a_write_ends_the_copying(excel: engine.Excel, sheet: xw.Sheet) -> None:
    sheet.range("A1").copy()
    sheet.range("B1").value = 1
    assert excel.app.cut_copy_mode is None


def test_pasted_values_drop_formulas(sheet: xw.Sheet) -> None:
    sheet.range("A1").formula = '=HYPERLINK("#A1","甲")'
    sheet.range("A1").copy()
    sheet.range("B1").paste(paste="values")
    assert sheet.range("B1").formula == "甲"


def test_deleted_rows_take_heights_formats_and_merges_along(sheet: xw.Sheet) -> None:
    sheet.range("A1").value = [["甲"], ["乙"], ["丙"], ["丁"]]
    sheet.range("C1").value = [["=A4"], ["=SUM(A1:A4)"], [None], ["=A2"]]
    sheet.range("A3").row_height = 40
    sheet.range("A3").color = (1, 2, 3)
    sheet.range("B3:B4").merge()
    sheet.range("2:2").delete(shift="up")
    assert sheet.range("A1:A4").value == ["甲", "丙", "丁", None]
    assert (sheet.range("A2").row_height, sheet.range("A3").row_height) == (40, 15)
    assert sheet.range("A2").color == (1, 2, 3)
    assert sheet.range("B3").merge_area.address == "$B$2:$B$3"
    assert sheet.range("C1:C3").api.Formula == (("=A3",), ("",), ("=#REF!",))


def test_inserted_rows_push_the_others_down(sheet: xw.Sheet) -> None:
    sheet.range("A1").value = [["甲", "=A2"], ["乙", "=SUM(A$1:A2)"]]
    sheet.range("A1:B1").api.Font.Bold = True
    sheet.range("2:3").insert("down")
    assert sheet.range("A1:A4").value == ["甲", None, None, "乙"]
    assert sheet.range("B1").formula == "=A4"
    assert sheet.range("B4").formula == "=SUM(A$1:A4)"
    assert sheet.range("A2").font.bold is True


def test_a_cell_deletion_moves_its_columns_only(sheet: xw.Sheet) -> None:
    sheet.range("A1").value = [["甲", 1], ["乙", 2], ["丙", 3]]
    sheet.range("A1").delete(shift="up")
    assert sheet.range("A1:B3").value == [["乙", 1.0], ["丙", 2.0], [None, 3.0]]


def test_clearing_contents_leaves_formats_and_the_other_way_round(sheet: xw.Sheet) -> None:
    sheet.range("A1").value = "甲"
    sheet.range("A1").color = "#ff0000"
    sheet.range("A1").clear_contents()
    assert (sheet.range("A1").value, sheet.range("A1").color) == (None, (255, 0, 0))
    sheet.range("A1").value = "甲"
    sheet.range("A1").clear_formats()
    assert (sheet.range("A1").value, sheet.range("A1").color) == ("甲", None)
    sheet.range("A1").clear()
    assert sheet.used_range.address == "$A$1"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("number_format", "@"),
        ("color", (198, 239, 206)),
        ("row_height", 33),
        ("column_width", 22),
        ("wrap_text", True),
        ("horizontal_alignment", "center"),
        ("vertical_alignment", "top"),
    ],
)
def test_formats_are_kept_in_the_file(
    excel: engine.Excel, tmp_path: Path, name: str, value: object
) -> None:
    book = excel.open(a_file(tmp_path))
    setattr(book.sheets["责任清单"].range("A2:B2"), name, value)
    book.save()
    book.close()
    sheet = excel.open(tmp_path / "责任矩阵.xlsx").sheets["责任清单"]
    assert getattr(sheet.range("A2:B2"), name) == value
    assert getattr(sheet.range("A2"), name) == value
    assert getattr(sheet.range("D9"), name) != value


def test_fonts_of_cells_that_differ_read_as_none(sheet: xw.Sheet) -> None:
    sheet.range("A1").font.bold = True
    sheet.range("A1:B1").font.size = 16
    sheet.range("A1").font.name = "仿宋"
    sheet.range("A1").font.color = (192, 0, 0)
    assert (sheet.range("A1").font.bold, sheet.range("A1:B1").font.bold) == (True, None)
    assert (sheet.range("A1:B1").font.size, sheet.range("A1").font.name) == (16, "仿宋")
    assert sheet.range("A1").font.color == (192, 0, 0)


def test_rows_are_fitted_to_wrapped_text(excel: engine.Excel, sheet: xw.Sheet) -> None:
    sheet.range("A1").column_width = 10
    sheet.range("A1").wrap_text = True
    sheet.range("A1").value = "青禾区云泽市临河县一二三四五六"
    sheet.range("A1:B2").rows.autofit()
    assert sheet.range("A1").row_height == 45
    assert excel.count("autofit") == 1


def test_a_column_format_holds_for_cells_that_are_not_there_yet(sheet: xw.Sheet) -> None:
    sheet.range("B:B").number_format = "@"
    sheet.range("B7").value = "15"
    assert (sheet.range("B7").value, sheet.range("A7").number_format) == ("15", "General")


def test_entire_rows_and_columns_are_hidden(sheet: xw.Sheet) -> None:
    sheet.range("A2:A3").rows.hidden = True
    sheet.range("B1").api.EntireColumn.Hidden = True
    assert sheet.range("A2").api.EntireRow.Hidden is True
    assert sheet.range("A1:A3").api.EntireRow.Hidden is None
    assert (sheet.api.Rows("2:3").Hidden, sheet.api.Columns("B").Hidden) == (True, True)
    with pytest.raises(com_error):
        sheet.range("A2").api.Hidden = True


def test_links_and_notes_of_cells(sheet: xw.Sheet) -> None:
    sheet.range("A1").add_hyperlink("https://example.org/", "主页", "打开")
    assert (sheet.range("A1").hyperlink, sheet.range("A1").value) == (
        "https://example.org/",
        "主页",
    )
    note = sheet.range("B1").add_note("请核对")
    assert (note.text, sheet.range("C1").note) == ("请核对", None)
    note.text = "已核对"
    sheet.range("1:1").insert("down")
    assert sheet.range("B2").api.Comment.Text() == "已核对"
    assert [each.text for each in sheet.notes] == ["已核对"]
    sheet.notes[0].delete()
    assert sheet.range("B2").note is None


def test_a_sheet_is_copied_to_another_workbook(excel: engine.Excel, tmp_path: Path) -> None:
    source, target = excel.open(a_file(tmp_path)), excel.new()
    source.sheets["责任清单"].range("A1").column_width = 31
    source.sheets["责任清单"].copy(after=target.sheets[0], name="备份")
    assert [each.name for each in target.sheets] == ["Sheet1", "备份"]
    assert target.sheets["备份"].range("C3").value == "云泽市水利局"
    assert target.sheets["备份"].range("A1").column_width == 31
    target.sheets["备份"].delete()
    assert len(target.sheets) == 1


def test_the_printed_area_grows_with_inserted_rows(sheet: xw.Sheet) -> None:
    assert sheet.page_setup.print_area is None
    sheet.page_setup.print_area = "A1:C3"
    sheet.api.PageSetup.PrintTitleRows = "$1:$1"
    sheet.range("2:2").insert("down")
    assert sheet.page_setup.print_area == "$A$1:$C$4"
    assert sheet.api.PageSetup.PrintTitleRows == "$1:$1"


def test_validations_conditional_formats_and_names_move_with_their_rows(
    excel: engine.Excel, tmp_path: Path
) -> None:
    def decorate(made: Any) -> None:
        sheet = made["责任清单"]
        validation = DataValidation(type="list", formula1='"是,否"', sqref="C2:C3")
        sheet.add_data_validation(validation)
        rule = Rule(type="expression", formula=["TRUE"])
        sheet.conditional_formatting.add("A2:C3", rule)
        made.defined_names["单位"] = openpyxl.workbook.defined_name.DefinedName(
            "单位", attr_text="责任清单!$C$2:$C$3"
        )

    book = excel.open(a_file(tmp_path, change=decorate))
    book.sheets["责任清单"].range("3:4").insert("down")
    assert book.names["单位"].refers_to == "=责任清单!$C$2:$C$5"
    book.save()
    stored = openpyxl.load_workbook(tmp_path / "责任矩阵.xlsx")["责任清单"]
    assert str(stored.data_validations.dataValidation[0].sqref) == "C2:C5"
    assert [str(each.sqref) for each in stored.conditional_formatting] == ["A2:C5"]


def test_a_formula_put_in_again_keeps_its_saved_value(excel: engine.Excel, tmp_path: Path) -> None:
    sheet = excel.new().sheets[0]
    sheet.range("A1").formula = '=HYPERLINK("#A1","甲")'
    sheet.book.save(tmp_path / "a.xlsx")
    sheet.book.close()
    sheet = excel.open(tmp_path / "a.xlsx").sheets[0]
    sheet.range("A1:B1").formula = sheet.range("A1:B1").formula
    assert sheet.range("A1").value == "甲"
