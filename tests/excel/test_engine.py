"""The double of Excel behaves as Excel does where officekit could go wrong."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw

from officekit.model.document import Workbook
from officekit.model.table import Table
from officekit.reading import read
from tests.excel import engine
from tests.excel.engine import com_error
from tests.excel.engine_samples import a_file, scode

THIS_YEAR = dt.datetime.now(dt.UTC).year


def moment(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> dt.datetime:
    """A date as cells have it."""
    return dt.datetime(year, month, day, hour, minute)  # noqa: DTZ001 - without a time zone


@pytest.fixture
def excel() -> engine.Excel:
    return engine.Excel()


@pytest.fixture
def book(excel: engine.Excel) -> xw.Book:
    return excel.new()


@pytest.fixture
def sheet(book: xw.Book) -> xw.Sheet:
    return book.sheets[0]


def the_table(path: Path) -> Table:
    """The first table of a workbook as officekit reads it."""
    found = read(path)
    assert isinstance(found, Workbook)
    return found.sheets[0]


# Reading and writing


def test_numbers_are_read_as_floats_and_empty_text_as_none(
    excel: engine.Excel, tmp_path: Path
) -> None:
    sheet = excel.open(a_file(tmp_path)).sheets["责任清单"]
    assert sheet.range("A1:B3").value == [
        ["序号", "重点任务"],
        [1.0, "建设慢行步道"],
        [2.0, "整治河道"],
    ]
    assert isinstance(sheet.range("A2").value, float)
    assert sheet.range("Z9").value is None
    assert sheet.range("A2:B2").api.Value == ((1.0, "建设慢行步道"),)


def test_a_date_comes_with_the_zone_that_pywin32_gives_it(sheet: xw.Sheet) -> None:
    sheet.range("A1").value = moment(2023, 6, 30)
    assert sheet.range("A1").value == moment(2023, 6, 30)
    assert sheet.range("A1").api.Value == moment(2023, 6, 30).replace(tzinfo=dt.UTC)
    assert sheet.range("A1").api.Value2 == 45107.0
    assert sheet.range("A1").number_format == "yyyy/m/d"


def test_a_plain_date_is_no_value_of_com(sheet: xw.Sheet) -> None:
    with pytest.raises(TypeError, match=r"can not be converted to a COM VARIANT"):
        sheet.range("A1").api.Value = dt.date(2023, 6, 30)


@pytest.mark.parametrize(
    ("text", "value", "number_format"),
    [
        ("15", 15.0, "General"),
        (" 15 ", 15.0, "General"),
        ("１５", 15.0, "General"),
        ("-1.5", -1.5, "General"),
        ("(3)", -3.0, "General"),
        ("1,234", 1234.0, "#,##0"),
        ("1e3", 1000.0, "0.00E+00"),
        ("50%", 0.5, "0%"),
        ("12.5%", 0.125, "0.00%"),
        ("1 1/2", 1.5, "# ?/?"),
        ("2023年6月", moment(2023, 6, 1), 'yyyy"年"m"月"'),
        ("2023年6月30日", moment(2023, 6, 30), 'yyyy"年"m"月"d"日"'),
        ("2023-6-30", moment(2023, 6, 30), "yyyy/m/d"),
        ("2023/6/30", moment(2023, 6, 30), "yyyy/m/d"),
        ("2023-6", moment(2023, 6, 1), "mmm-yy"),
        ("6月30日", moment(THIS_YEAR, 6, 30), 'm"月"d"日"'),
        ("1-2", moment(THIS_YEAR, 1, 2), 'm"月"d"日"'),
        ("3/4", moment(THIS_YEAR, 3, 4), 'm"月"d"日"'),
        ("1-31", moment(THIS_YEAR, 1, 31), 'm"月"d"日"'),
        ("1-32", moment(1932, 1, 1), "mmm-yy"),
        ("Mar5", moment(THIS_YEAR, 3, 5), "d-mmm"),
        ("2023-6-30 9:30", moment(2023, 6, 30, 9, 30), "yyyy/m/d h:mm"),
        ("9:30", moment(1899, 12, 30, 9, 30), "h:mm"),
        ("true", True, "General"),
        ("（1）", -1.0, "General"),
        ("1.10", 1.1, "General"),
        ("6/2023", moment(2023, 6, 1), "mmm-yy"),
        ("25:30", moment(1899, 12, 31, 1, 30), "[h]:mm:ss"),
    ],
)
def test_a_text_turns_into_a_value(
    sheet: xw.Sheet, text: str, value: object, number_format: str
) -> None:
    sheet.range("A1").value = text
    assert sheet.range("A1").value == value
    assert type(sheet.range("A1").value) is type(value)
    assert sheet.range("A1").number_format == number_format


@pytest.mark.parametrize(
    "text",
    [
        "第15项",
        "2023.6.30",
        "2023年13月",
        "13/40",
        "2月31日",
        "一、",
        "——",
        "-",
        "+",
        "@",
        "- 县政府办、水利局",
        "15个",
        "=",
    ],
)
def test_other_texts_stay(sheet: xw.Sheet, text: str) -> None:
    sheet.range("A1").value = text
    assert sheet.range("A1").value == text
    assert sheet.range("A1").api.HasFormula is False


@pytest.mark.parametrize("text", ["15", "2023年6月", "=1+1", "3/4", "TRUE", "+B1", "50%"])
def test_a_text_stays_in_a_cell_formatted_as_text(
    sheet: xw.Sheet, text: str, tmp_path: Path
) -> None:
    sheet.range("A1:B1").number_format = "@"
    sheet.range("A1:B1").value = [text, "甲"]
    sheet.range("C1").number_format = "@"
    sheet.range("C1").formula = text
    assert sheet.range("A1:C1").value == [text, "甲", text]
    assert sheet.range("A1").formula == text
    sheet.book.save(tmp_path / "a.xlsx")
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]["A1"].data_type == "s"


def test_a_number_turns_into_text_in_a_cell_formatted_as_text(sheet: xw.Sheet) -> None:
    sheet.range("A1:B1").number_format = "@"
    sheet.range("A1:B1").value = [15, 0.5]
    assert sheet.range("A1:B1").value == ["15", "0.5"]


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("=B1+1", "=B1+1"),
        ("=SUM(B1:B3)", "=SUM(B1:B3)"),
        ("+B1", "=B1"),
        ("-B1", "=-B1"),
        ("@SUM(B1)", "=SUM(B1)"),
        ("=青禾区", "=青禾区"),
        ("- 青禾区", "=- 青禾区"),
    ],
)
def test_a_text_that_looks_like_a_formula_becomes_one(
    sheet: xw.Sheet, text: str, formula: str
) -> None:
    sheet.range("A1").value = text
    assert sheet.range("A1").formula == formula
    assert sheet.range("A1").api.HasFormula is True
    assert sheet.range("A1").value is None


@pytest.mark.parametrize(
    "text",
    ["=1+", "=（一）", "=牵头单位：水利局", '="甲', "=SUM(A1", "=15个", "=()", "=A1,,B1", "=A1)"],
)
def test_a_broken_formula_is_refused_and_nothing_is_written(sheet: xw.Sheet, text: str) -> None:
    with pytest.raises(com_error) as error:
        sheet.range("A1:B1").value = ["甲", text]
    assert scode(error) == -2146827284
    assert sheet.range("A1").value is None


def test_an_apostrophe_marks_text_and_is_not_part_of_it(sheet: xw.Sheet, tmp_path: Path) -> None:
    sheet.range("A1").value = "'=1+1"
    assert sheet.range("A1").value == "=1+1"
    assert sheet.range("A1").formula == "=1+1"
    assert sheet.range("A1").api.PrefixCharacter == "'"
    sheet.book.save(tmp_path / "a.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]["A1"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)
    sheet.range("A1").value = "15"
    assert sheet.range("A1").value == 15.0


def test_a_text_longer_than_a_cell_is_refused(sheet: xw.Sheet) -> None:
    sheet.range("A1").value = "长" * 32767
    with pytest.raises(com_error):
        sheet.range("A1").value = "长" * 32768


def test_a_block_that_is_too_small_leaves_errors(sheet: xw.Sheet) -> None:
    sheet.range("A1:B2").api.Value = (("甲",), ("乙",))
    sheet.range("D1:D3").api.Value = (("甲",), ("乙",))
    assert sheet.range("A1:B2").value == [["甲", "甲"], ["乙", "乙"]]
    assert sheet.range("D1:D3").api.Value == (("甲",), ("乙",), (-2146826246,))


def test_empty_values_clear_a_cell(sheet: xw.Sheet) -> None:
    sheet.range("A1:B1").value = ["甲", "乙"]
    sheet.range("A1:B1").value = ["", None]
    assert sheet.range("A1:B1").value == [None, None]
    assert sheet.range("A1:B1").api.Formula == (("", ""),)


def test_formulas_read_as_text_of_what_the_cells_hold(sheet: xw.Sheet) -> None:
    sheet.range("A1:E1").value = [15, 0.5, moment(2023, 6, 30), True, "甲"]
    sheet.range("A2").formula = "=A1*2"
    assert sheet.range("A1:E2").api.Formula == (
        ("15", "0.5", "45107", "TRUE", "甲"),
        ("=A1*2", "", "", "", ""),
    )
    assert sheet.range("A2").formula == "=A1*2"


def test_one_formula_for_a_block_is_adapted_to_each_cell(sheet: xw.Sheet) -> None:
    sheet.range("B1:B2").formula = "=A1*2"
    assert sheet.range("B1:B2").api.Formula == (("=A1*2",), ("=A2*2",))


def test_a_hyperlink_formula_shows_its_text(sheet: xw.Sheet, tmp_path: Path) -> None:
    sheet.range("A1").formula = '=HYPERLINK("#责任清单!B2","第1项 ""步道""")'
    assert sheet.range("A1").value == '第1项 "步道"'
    sheet.book.save(tmp_path / "a.xlsx")
    table = the_table(tmp_path / "a.xlsx")
    assert table.rows[0][0].value == '第1项 "步道"'


def test_saved_values_of_formulas_are_kept_until_the_cell_is_written(
    excel: engine.Excel, tmp_path: Path
) -> None:
    path = a_file(tmp_path, change=lambda made: made["责任清单"].__setitem__("D1", "=1+1"))
    _set_saved_value(path, "2")
    sheet = excel.open(path).sheets["责任清单"]
    assert sheet.range("D1").value == 2.0
    sheet.range("1:1").insert("down")
    assert (sheet.range("D2").value, sheet.range("D2").formula) == (2.0, "=1+1")
    sheet.book.save()
    assert openpyxl.load_workbook(path, data_only=True)["责任清单"]["D2"].value == 2
    sheet.range("D2").formula = "=1+2"
    assert sheet.range("D2").value is None


def _set_saved_value(path: Path, value: str) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    part = "xl/worksheets/sheet1.xml"
    parts[part] = (
        parts[part]
        .replace(b"</f><v/>", f"</f><v>{value}</v>".encode())
        .replace(b"</f><v></v>", f"</f><v>{value}</v>".encode())
    )
    assert value.encode() in parts[part]
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def test_calls_are_counted_by_kind_and_sheet(excel: engine.Excel, tmp_path: Path) -> None:
    book = excel.open(a_file(tmp_path))
    assert book.sheets["责任清单"].used_range.value[0][0] == "序号"
    book.sheets["设置"].range("A1:B2").value = [["a", "b"], ["c", "d"]]
    _ = book.sheets["设置"].range("A1").formula
    assert excel.count("read", "责任清单") == 1
    assert excel.count("write", "设置") == excel.count("write") == 1
    assert excel.count("formula read") == 1
    assert excel.calls[-2] == engine.Call("write", "设置", "A1:B2")


# Workbooks and files


def test_a_book_that_was_never_saved_has_no_folder(excel: engine.Excel, tmp_path: Path) -> None:
    book = excel.new()
    assert book.fullname == book.name == "工作簿1"
    assert (book.api.Path, book.api.Saved) == ("", True)
    book.sheets[0].range("A1").value = 1
    assert book.api.Saved is False
    book.save(tmp_path / "新.xlsx")
    assert (book.fullname, book.api.Path, book.api.Saved) == (
        str(tmp_path / "新.xlsx"),
        str(tmp_path),
        True,
    )


def test_a_book_in_onedrive_shows_its_address(
    excel: engine.Excel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_file(tmp_path)
    book = excel.open(path, url="https://d.docs.live.net/abc/责任矩阵.xlsx")
    assert book.name == "责任矩阵.xlsx"
    assert book.api.FullName == "https://d.docs.live.net/abc/责任矩阵.xlsx"
    assert book.api.Path == "https://d.docs.live.net/abc"
    monkeypatch.setenv("OneDrive", str(tmp_path))
    assert book.fullname == str(path)


def test_the_caller_is_the_book_that_was_set(excel: engine.Excel, tmp_path: Path) -> None:
    book = excel.open(a_file(tmp_path))
    excel.new()
    book.set_mock_caller()
    assert xw.Book.caller().name == "责任矩阵.xlsx"
    assert excel.app.books["责任矩阵.xlsx"] == book
    assert excel.app.api.ActiveWorkbook.Name == "工作簿1"


def test_a_copy_is_saved_beside_the_book(excel: engine.Excel, tmp_path: Path) -> None:
    book = excel.open(a_file(tmp_path))
    book.sheets["设置"].range("A1").value = "改"
    book.api.SaveCopyAs(str(tmp_path / "副本.xlsx"))
    assert (book.name, book.api.Saved) == ("责任矩阵.xlsx", False)
    assert openpyxl.load_workbook(tmp_path / "副本.xlsx")["设置"]["A1"].value == "改"
    with pytest.raises(com_error):
        book.api.SaveCopyAs(str(tmp_path / "没有" / "副本.xlsx"))
    excel.deny_writing(tmp_path)
    with pytest.raises(com_error):
        book.api.SaveCopyAs(str(tmp_path / "副本2.xlsx"))
    with pytest.raises(com_error):
        book.save()


def test_a_read_only_book_cannot_be_saved(excel: engine.Excel, tmp_path: Path) -> None:
    book = excel.open(a_file(tmp_path), read_only=True)
    assert book.api.ReadOnly is True
    with pytest.raises(com_error):
        book.save()


def test_the_macros_of_a_workbook_are_kept(excel: engine.Excel, tmp_path: Path) -> None:
    path = a_file(tmp_path, "责任矩阵.xlsm")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macros")
    book = excel.open(path)
    assert book.api.HasVBProject is True
    book.save()
    book.api.SaveCopyAs(str(tmp_path / "副本.xlsm"))
    for name in ("责任矩阵.xlsm", "副本.xlsm"):
        with zipfile.ZipFile(tmp_path / name) as archive:
            assert archive.read("xl/vbaProject.bin") == b"macros"


def test_what_is_saved_can_be_read_by_officekit(excel: engine.Excel, tmp_path: Path) -> None:
    book = excel.open(a_file(tmp_path))
    sheet = book.sheets["责任清单"]
    sheet.range("B4").value = "合计"
    sheet.range("A4").formula = "=COUNT(A2:A3)"
    sheet.range("B4:C4").merge()
    sheet.range("A1").add_note("注")
    sheet.range("A1:C3").api.AutoFilter(Field=1, Criteria1="1")
    book.save()
    table = the_table(tmp_path / "责任矩阵.xlsx")
    assert [cell.value for cell in table.rows[1]] == [1, "建设慢行步道", "青禾区住建局"]
    assert table.rows[3][1].value == "合计"
    assert table.hidden_rows == frozenset({3})


def test_a_closed_book_is_gone(excel: engine.Excel, tmp_path: Path) -> None:
    book = excel.open(a_file(tmp_path))
    sheet = book.sheets["责任清单"]
    cell = sheet.range("A1")
    book.close()
    assert len(excel.app.books) == 0
    for use in (lambda: book.name, lambda: sheet.name, lambda: cell.value):
        with pytest.raises(com_error) as error:
            use()
        assert scode(error) == -2146827864


@pytest.mark.parametrize("content", [None, b"no workbook"])
def test_a_file_that_is_missing_or_no_workbook_is_refused(
    excel: engine.Excel, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "坏.xlsx"
    if content:
        path.write_bytes(content)
    with pytest.raises(com_error):
        excel.app.api.Workbooks.Open(str(path))


def test_two_books_of_the_same_name_cannot_be_open(excel: engine.Excel, tmp_path: Path) -> None:
    (tmp_path / "另").mkdir()
    first = excel.open(a_file(tmp_path))
    with pytest.raises(com_error):
        excel.app.api.Workbooks.Open(str(a_file(tmp_path / "另")))
    assert excel.app.books.open(first.fullname) == first


def test_links_are_opened_by_the_book(excel: engine.Excel, book: xw.Book, tmp_path: Path) -> None:
    book.api.FollowHyperlink(Address="https://example.org/")
    book.api.FollowHyperlink(str(tmp_path))
    assert excel.opened_links == ["https://example.org/", str(tmp_path)]
    with pytest.raises(com_error):
        book.api.FollowHyperlink(Address=str(tmp_path / "没有.docx"))


# The application


def test_file_dialogs_give_the_scripted_answers(excel: engine.Excel, tmp_path: Path) -> None:
    excel.dialogs.answer_files([tmp_path / "甲.docx", tmp_path / "乙.docx"])
    excel.dialogs.answer_cancel()
    excel.dialogs.answer_folder(tmp_path)
    dialog = excel.app.api.FileDialog(3)
    dialog.Title = "选择方案"
    dialog.ButtonName = "导入"
    dialog.InitialFileName = "C:\\"
    dialog.AllowMultiSelect = True
    dialog.Filters.Clear()
    dialog.Filters.Add("方案", "*.docx;*.pdf")
    dialog.FilterIndex = 1
    assert dialog.Show() == -1
    assert dialog.SelectedItems.Count == 2
    assert dialog.SelectedItems(1) == dialog.SelectedItems.Item(1) == str(tmp_path / "甲.docx")
    assert excel.dialogs.shown[0].filters == (("方案", "*.docx;*.pdf"),)
    assert (dialog.Show(), dialog.SelectedItems.Count) == (0, 0)
    folder = excel.app.api.FileDialog(4)
    assert (folder.Show(), folder.SelectedItems(1)) == (-1, str(tmp_path))
    with pytest.raises(com_error):
        folder.Filters.Add("方案", "*.docx")
    with pytest.raises(AssertionError, match="without a scripted answer"):
        dialog.Show()


def test_several_files_need_a_dialog_that_allows_them(excel: engine.Excel, tmp_path: Path) -> None:
    excel.dialogs.answer_files([tmp_path / "甲", tmp_path / "乙"])
    dialog = excel.app.api.FileDialog(3)
    dialog.AllowMultiSelect = False
    with pytest.raises(AssertionError, match="allows one"):
        dialog.Show()


def test_message_boxes_are_recorded_and_answered(excel: engine.Excel) -> None:
    assert excel.app.alert("完成", "责任矩阵") == "ok"
    assert excel.app.alert("继续吗", "责任矩阵", "yes_no", "critical") == "yes"
    excel.answer_alert("no")
    assert excel.app.alert("继续吗", "责任矩阵", "yes_no_cancel", "info") == "no"
    assert excel.alerts == [
        ("完成", "责任矩阵", "ok", None),
        ("继续吗", "责任矩阵", "yes_no", "critical"),
        ("继续吗", "责任矩阵", "yes_no_cancel", "info"),
    ]
    excel.answer_alert("yes")
    with pytest.raises(AssertionError, match="no button"):
        excel.app.alert("完成")


def test_settings_of_the_application_have_a_history(excel: engine.Excel) -> None:
    app = excel.app
    with app.properties(screen_updating=False, display_alerts=False):
        app.status_bar = "正在读取"
        assert (app.screen_updating, app.display_alerts, app.api.StatusBar) == (
            False,
            False,
            "正在读取",
        )
    app.api.StatusBar = False
    assert excel.status_bar_history == ["正在读取", False]
    assert excel.screen_updating_history == [False, True]
    app.calculation = "manual"
    assert app.api.Calculation == -4135
    app.enable_events = app.interactive = False
    assert (app.api.EnableEvents, app.api.Interactive) == (False, False)
    assert (app.api.Version, app.api.Name, app.api.Ready, app.api.Hwnd) == (
        "16.0",
        "Microsoft Excel",
        True,
        app.hwnd,
    )


def test_functions_are_described(excel: engine.Excel) -> None:
    excel.app.api.MacroOptions(
        Macro="牵头单位", Description="牵头单位名称", ArgumentDescriptions=["文字"]
    )
    assert excel.macro_options[0]["Macro"] == "牵头单位"
    with pytest.raises(com_error):
        excel.app.api.MacroOptions(Macro="牵头单位", Description="长" * 256)
    with pytest.raises(TypeError):
        excel.app.api.MacroOptions(Makro="牵头单位")


def test_every_call_is_rejected_while_a_cell_is_edited(excel: engine.Excel, tmp_path: Path) -> None:
    book = excel.open(a_file(tmp_path))
    sheet = book.sheets["责任清单"]
    cell, app = sheet.range("A1"), book.app
    excel.edit_mode = True
    for use in (
        lambda: book.name,
        lambda: book.sheets["责任清单"],
        lambda: [each.name for each in book.sheets],
        lambda: cell.value,
        lambda: setattr(cell, "value", 1),
        lambda: sheet.used_range,
        lambda: setattr(app, "screen_updating", False),
        lambda: app.api.FileDialog(3),
        lambda: book.save(),  # noqa: PLW0108 - the method itself is looked up inside
    ):
        with pytest.raises(com_error) as error:
            use()
        assert error.value.args == (-2147418111, "Call was rejected by callee.", None, None)
    excel.edit_mode = False
    assert cell.value == "序号"


def test_a_fault_strikes_the_call_that_was_asked_for_and_once(
    excel: engine.Excel, tmp_path: Path
) -> None:
    book = excel.open(a_file(tmp_path))
    sheet = book.sheets["责任清单"]
    excel.fail_on("write", sheet="责任清单", after=2)
    book.sheets["设置"].range("A1").value = 1
    sheet.range("A1").value = "甲"
    with pytest.raises(com_error) as error:
        sheet.range("A2").value = "乙"
    assert scode(error) == -2146827284
    assert sheet.range("A2").value == 1.0
    sheet.range("A2").value = "乙"
    excel.fail_on("save copy", error=OSError("disk full"))
    with pytest.raises(OSError, match="disk full"):
        book.api.SaveCopyAs(str(tmp_path / "副本.xlsx"))
    assert excel.faults_left == 0


@pytest.mark.parametrize("level", ["app", "book", "sheet", "range"])
def test_unknown_names_are_errors_on_reading_and_on_setting(
    excel: engine.Excel, sheet: xw.Sheet, level: str
) -> None:
    objects = {
        "app": excel.app.api,
        "book": sheet.book.api,
        "sheet": sheet.api,
        "range": sheet.range("A1").api,
    }
    with pytest.raises(AttributeError):
        objects[level].Valu()
    with pytest.raises(AttributeError, match="can not be set"):
        objects[level].Valu = 1
    with pytest.raises(AttributeError, match="can not be set"):
        objects[level].Application = None


def test_a_new_double_starts_empty(excel: engine.Excel, tmp_path: Path) -> None:
    excel.open(a_file(tmp_path))
    other = engine.Excel()
    assert other.app.books.count == 0
    active = xw.apps.active
    assert active is not None
    assert active.hwnd == other.app.hwnd
