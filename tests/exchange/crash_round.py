"""A small round for the tests of crash safety: matrix, issued workbooks, and what came back."""

from __future__ import annotations

import csv
import secrets
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from unittest.mock import patch

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from officekit import workflows
from officekit.model.matrix import Field, Matrix, MatrixRow

CHINA = timezone(timedelta(hours=8))
ISSUED_AT = datetime(2025, 9, 1, 9, tzinfo=CHINA)
COLLECTED_AT = datetime(2025, 9, 20, 10, tzinfo=CHINA)
UNDONE_AT = datetime(2025, 9, 21, 10, tzinfo=CHINA)
PERIOD, DUE = "2025年9月", "2025-09-25"
HEADER_ROW = 3

UNITS = (
    *("青禾区水务局", "青禾区财政局", "青禾区教育局", "青禾区民政局", "青禾区司法局"),
    *("青禾区审计局", "青禾区统计局", "青禾区商务局", "青禾区信访局", "青禾区档案馆"),
)
WRONG = frozenset({3, 4})
"""Numbers of the units whose 完成率 is wrong."""
PACKET_BYTES = 8


@dataclass(frozen=True, slots=True)
class Places:
    """Where the files of a round stand, below a folder that is copied as a whole."""

    folder: Path

    @property
    def matrix(self) -> Path:
        return self.folder / "青禾区责任清单.xlsx"

    @property
    def register(self) -> Path:
        return self.folder / "报送登记册.db"

    @property
    def issued(self) -> Path:
        return self.folder / "下发"

    @property
    def returns(self) -> Path:
        return self.folder / "报回"

    @property
    def merged(self) -> Path:
        """Among the returns: whatever is left behind there must not be taken for one."""
        return self.returns / "青禾区责任清单-汇总.xlsx"

    @property
    def report(self) -> Path:
        return self.returns / "青禾区责任清单-汇总-报送情况.xlsx"

    @property
    def undone(self) -> Path:
        return self.returns / "青禾区责任清单-撤销汇总.xlsx"


def write_list(places: Places) -> None:
    """The matrix workbook: a task for each unit, and one that two of them lead."""
    leads = [*UNITS, "、".join(UNITS[:2])]
    rows = tuple(
        MatrixRow(
            f"T{number:03}",
            {
                "number": Field(str(number)),
                "title": Field(f"第{number}项便民工程"),
                "measures": Field(f"年底前建成便民站点{number}处。"),
                "lead": Field(lead),
                "status": Field("未启动"),
            },
        )
        for number, lead in enumerate(leads, 1)
    )
    workflows.write_matrix(Matrix(title="青禾区2025年便民工程责任清单", rows=rows), places.matrix)


def issue(places: Places) -> None:
    """One workbook a unit, with letters; their numbers are no secrets here, but the same again."""
    numbers = iter(range(1, len(UNITS) + 1))

    def token(size: int | None = None) -> str:
        return f"{next(numbers):016x}" if size == PACKET_BYTES else _token_hex(size)

    with patch("secrets.token_hex", token):
        workflows.split(
            places.matrix, places.issued, period=PERIOD, due=DUE, letters=True, now=ISSUED_AT
        )


_token_hex = secrets.token_hex


def collect(places: Places) -> None:
    """All returns into the merged copy; run again, it replaces what it has written."""
    workflows.collect([places.returns], places.matrix, places.merged, now=COLLECTED_AT, workers=1)


def decide(places: Places) -> None:
    """The clerk decides every conflict in the report, and a late return comes."""
    book = openpyxl.load_workbook(places.report)
    sheet = book["报送冲突"]
    columns = _columns(sheet)
    decided = set()
    for row in range(HEADER_ROW + 1, sheet.max_row + 1):
        conflict = sheet.cell(row, columns["冲突标识"]).value
        if conflict and conflict not in decided:
            decided.add(conflict)
            sheet.cell(row, columns["处理"]).value = "采用"
    book.save(places.report)
    late = _workbook_of(places, UNITS[-1])
    _answer(late, places.returns / late.name, {"进展状态": "已完成", "完成率": 1})


def undo(places: Places) -> None:
    """The last collecting taken back."""
    workflows.undo_collect(places.matrix, places.undone, now=UNDONE_AT)


def fill_in(places: Places) -> None:
    """What nine of ten units send back: workbooks, one of them twice, a zip archive, a .csv."""
    places.returns.mkdir()
    for number, unit in enumerate(UNITS[:-1], 1):
        answers: dict[str, str | float] = {
            "进展状态": "推进中",
            "完成率": number / 10,
            "进展情况": f"已建成{number}处。",
        }
        if number in WRONG:
            answers["完成率"] = -number
        issued = _workbook_of(places, unit)
        _answer(issued, places.returns / issued.name, answers)
    school, justice, audit, statistics = (
        places.returns / _workbook_of(places, UNITS[i]).name for i in (2, 4, 5, 6)
    )
    shutil.copyfile(school, places.returns / "教育局再报一次.xlsx")
    with zipfile.ZipFile(places.returns / "两家单位.zip", "w") as archive:
        for path in (justice, audit):
            archive.write(path, path.name)
            path.unlink()
    _as_csv(statistics)


def _workbook_of(places: Places, unit: str) -> Path:
    return next(path for path in places.issued.glob("*.xlsx") if unit in path.name)


def _columns(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): cell.column or 0 for cell in sheet[HEADER_ROW]}


def _answer(source: Path, target: Path, answers: Mapping[str, str | float]) -> None:
    book = openpyxl.load_workbook(source)
    sheet = book.worksheets[0]
    columns = _columns(sheet)
    for row in range(HEADER_ROW + 1, sheet.max_row + 1):
        if not str(sheet.cell(row, columns["行标识"]).value or "").startswith("T"):
            continue
        for heading, value in answers.items():
            sheet.cell(row, columns[heading]).value = value
    book.save(target)


def _as_csv(path: Path) -> None:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    with path.with_suffix(".csv").open("w", encoding="gbk", newline="") as stream:
        csv.writer(stream).writerows(sheet.iter_rows(values_only=True))
    path.unlink()
