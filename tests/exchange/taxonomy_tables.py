"""Entries C and D of the taxonomy of returned workbooks: the table, and what was locked."""

from __future__ import annotations

from openpyxl.comments import Comment
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.exchange.taxonomy_cases import (
    ERROR,
    INFO,
    OWN,
    WARNING,
    Case,
    Change,
    Made,
    Told,
    at,
    cells,
    on_file,
    on_sheet,
    own,
    saved,
    saved_book,
    valid,
)
from tests.exchange.taxonomy_round import BOOK, SHEET1, replaced, substituted

PROGRESS = "已清淤三公里，堤防加固开工。"
LABELS = {4: "第1项“疏浚青禾河”", 5: "第2项“监测河湖水质”"}


def _second_table(text: str) -> Change:
    """A copy of the sheet, as a person makes it, with another progress."""

    def change(book: Workbook) -> None:
        copy = book.copy_worksheet(book["责任清单"])
        copy.title = "责任清单 (2)"
        copy["J4"] = text

    return saved_book(change)


def _notes_sheet(book: Workbook) -> None:
    book.create_sheet("说明")["A1"] = "本局九月换了联系人。"


def _move_rows(sheet: Worksheet, amount: int) -> None:
    """Rows from the second task on move down, with everything in them."""
    sheet.insert_rows(5, amount)


def _inserted(values: dict[str, str]) -> Change:
    def change(sheet: Worksheet) -> None:
        _move_rows(sheet, 1)
        for reference, value in values.items():
            sheet[reference] = value

    return saved(change)


def _exchange(columns: str) -> Change:
    """The first two tasks change places in some columns."""

    def change(sheet: Worksheet) -> None:
        for column in columns:
            first, second = sheet[f"{column}4"], sheet[f"{column}5"]
            first.value, second.value = second.value, first.value

    return saved(change)


def _merge(area: str) -> Change:
    def change(sheet: Worksheet) -> None:
        sheet.merge_cells(area)

    return saved(change)


def _comment(sheet: Worksheet) -> None:
    sheet["J4"].comment = Comment("东段已经完工。", "周一帆")


def _row(number: int, attribute: str) -> Change:
    return lambda book: replaced(
        book, SHEET1, f'<row r="{number}"', f'<row r="{number}" {attribute}'
    )


def _rules(cell_range: str, new: str) -> Change:
    """The areas of a data validation."""
    return lambda book: replaced(book, SHEET1, f'sqref="{cell_range}"', f'sqref="{new}"')


def _meta(state: str) -> Change:
    """The state of the hidden sheet."""
    return lambda book: replaced(book, BOOK, 'state="veryHidden"', state)


def _heading(text: str) -> Made:
    return cells({"J3": text})


_UNPROTECTED = own(lambda b: substituted(b, SHEET1, "<sheetProtection[^>]*/>", ""))
_STATUS_RULE = r'<dataValidation type="list".*?</dataValidation>'


def _without_rules(pattern: str) -> Change:
    return lambda book: substituted(book, SHEET1, pattern, "")


C_CASES = (
    Case(
        "C01",
        "sheet renamed",
        own(lambda b: replaced(b, BOOK, 'name="责任清单"', 'name="九月"')),
        on_sheet(WARNING, "九月", "九月", "责任清单"),
        own(saved_book(_notes_sheet)),
    ),
    Case(
        "C01",
        "second table with other answers",
        own(_second_table("又清淤一公里。")),
        on_file(ERROR, "责任清单 (2)", "责任清单"),
        valid,
    ),
    Case(
        "C02",
        "heading reworded",
        _heading("本月说明"),
        at(ERROR, "J3", "本月说明", "进展情况"),
        _heading("进展\n情况 "),
    ),
    Case(
        "C02",
        "heading of another column",
        _heading("存在问题"),
        at(ERROR, "J3", "存在问题", "进展情况"),
        valid,
    ),
    Case(
        "C03",
        "column deleted",
        own(saved(lambda sheet: sheet.delete_cols(11))),
        at(ERROR, "J3", None, "存在问题"),  # the heading to the left of it
        own(
            lambda b: substituted(
                b, SHEET1, '<col min="6" max="6"', '<col min="6" max="6" hidden="1"'
            )
        ),
    ),
    Case(
        "C04",
        "row deleted",
        own(lambda b: substituted(b, SHEET1, '<row r="5".*?</row>', "")),
        (Told(ERROR, OWN, row_key="T002", expected=LABELS[5]),),
        cells({f"{column}5": None for column in "HIJKLM"}),
    ),
    Case(
        "C05",
        "task between tasks",
        own(_inserted({"C5": "增设巡河岗亭", "J5": "已建两处。"})),
        at(WARNING, "5", "增设巡河岗亭", row_key=""),
        own(_inserted({})),
    ),
    Case(
        "C05",
        "task below the tasks",
        cells({"C9": "增设巡河岗亭"}),
        at(INFO, "9", "增设巡河岗亭", row_key=""),
        valid,
    ),
    Case(
        "C06",
        "row copied",
        own(_inserted({"A5": "1", "C5": "疏浚青禾河", "J5": "又开工一段。", "N5": "T001"})),
        (*at(ERROR, "4", "T001"), *at(ERROR, "5", "T001", row_key="T001")),
        cells({"N4": " Ｔ００１ "}),
    ),
    Case(
        "C07",
        "sorted without the keys",
        own(_exchange("ABCDEFGHIJKLM")),
        (*at(ERROR, "4", LABELS[5], LABELS[4]), *at(ERROR, "5", LABELS[4], LABELS[5])),
        own(_inserted({})),
    ),
    Case("C07", "sorted as a whole", own(_exchange("ABCDEFGHIJKLMN")), on_sheet(WARNING), valid),
    Case(
        "C08",
        "row hidden",
        own(_row(5, 'hidden="1"')),
        at(WARNING, "5", "1", row_key=""),
        own(_row(5, 'collapsed="0"')),
    ),
    Case(
        "C09",
        "one text for two tasks",
        own(_merge("J4:J5")),
        at(ERROR, "J5", PROGRESS),
        own(_merge("J10:J11")),
    ),
    Case(
        "C10",
        "carried on below",
        own(_inserted({"J5": "西段完成测量。"})),
        at(WARNING, "5", "西段完成测量。", row_key="T001"),
        cells({"J4": f"{PROGRESS}\n西段完成测量。"}),
    ),
    Case(
        "C11",
        "signature",
        cells({"A10": "填表人：周一帆", "H10": "审核人：何青"}),
        at(INFO, "10", "填表人：周一帆 审核人：何青", row_key=""),
        cells({"C10": "填平弃土坑"}),
    ),
    Case(
        "C12",
        "text to the right",
        cells({"Q4": "已报分管领导。"}),
        at(WARNING, "Q4", "已报分管领导。"),
        cells({"M4": "周一帆、何青"}),
    ),
    Case(
        "C13",
        "comment",
        own(saved(_comment)),
        at(WARNING, "J4", "东段已经完工。"),
        own(saved()),
    ),
)

D_CASES = (
    Case(
        "D01",
        "deadline moved",
        cells({"G4": "2026年3月底前"}),
        at(ERROR, "G4", "2026年3月底前", "2025年12月底前"),
        cells({"G4": " ２０２５年12月底前"}),
    ),
    Case(
        "D02",
        "protection removed",
        _UNPROTECTED,
        on_sheet(WARNING),
        own(
            lambda b: replaced(
                b, SHEET1, "<sheetProtection ", '<sheetProtection selectLockedCells="0" '
            )
        ),
    ),
    Case(
        "D03",
        "pasted over",
        own(_rules("H4:H7 H9:H18", "H4 H6:H7 H9:H18")),
        at(WARNING, "H5", "1", row_key=""),
        own(_rules("H4:H7 H9:H18", "H9:H18 H6:H7 H4 H5")),
    ),
    Case(
        "D04",
        "list removed",
        own(_without_rules(_STATUS_RULE)),
        at(WARNING, "H4", row_key=""),
        own(lambda b: replaced(b, SHEET1, "未启动,推进中,", "推进中,未启动,")),
    ),
    Case(
        "D04",
        "list changed",
        own(lambda b: replaced(b, SHEET1, "未启动,推进中,已完成,滞后", "正常,不正常")),
        at(WARNING, "H4", "正常、不正常", "未启动、推进中、已完成、滞后", row_key=""),
        valid,
    ),
    Case(
        "D05",
        "shown",
        own(_meta("")),
        on_sheet(WARNING, "_officekit"),
        own(_meta('state="hidden"')),
    ),
)
