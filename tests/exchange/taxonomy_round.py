"""Rounds that were really issued, and their returns: workbooks of our own writer, filled in.

The columns of an issued workbook of these rounds: A 序号, B 本单位职责, C 重点任务, D 主要举措,
E 牵头单位, F 责任单位, G 完成时限, H 进展状态, I 完成率, J 进展情况, K 存在问题, L 下一步措施,
M 责任人, N 行标识. Tasks begin in row 4.
"""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

from officekit import workflows
from officekit.data import unit_families
from officekit.model.matrix import Field, Matrix, MatrixRow
from officekit.model.unit import Unit, UnitRegistry
from officekit.model.unit_families import UnitKind
from officekit.workflows.collecting import collect_returns
from officekit.workflows.round_state import Collection, Outputs

WATER, FARM, CULTURE = "青禾区水务局", "青禾区农业农村局", "青禾区文化和旅游局"
AUGUST, SEPTEMBER = "2025年8月", "2025年9月"
SHEET1, BOOK, STYLES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"
MEETING = datetime.fromisoformat("2025-09-20T10:00:00+08:00")
"""Time of collecting, five days before the last day."""

Value = str | float | None
Answers = tuple[Value, Value, Value, Value, Value, Value]
Parts = dict[str, bytes]
Files = Mapping[str, bytes]
"""Path below the folder that is collected → bytes."""

BLANK: Answers = (None,) * 6
ANSWERS: dict[str, Answers] = {
    "T001": (
        "推进中",
        0.6,
        "已清淤三公里，堤防加固开工。",
        "弃土场不够。",
        "十月底前清完。",
        "周一帆",
    ),
    "T002": ("已完成", 1.0, "八月底建成水质监测站四处，全部联网。", None, None, "何青"),
    "T003": ("滞后", 0.2, "完成初步设计，正在报批。", "用地手续没有办结。", "十月报批。", "何青"),
    "T004": ("推进中", 0.5, "村级粮仓主体封顶三座。", None, "十一月完工。", "林禾"),
    "T005": ("推进中", 0.45, "改造村文化站两处，另三处进场。", None, None, "陈云"),
}
"""Valid answers of the lead unit of each task."""
BEFORE: dict[str, Answers] = {
    "T001": ("推进中", 0.4, "清淤一公里，完成招标。", None, None, None),
    "T002": ("推进中", 0.7, "建成水质监测站三处。", None, None, None),
    "T003": ("推进中", 0.1, "编制设计任务书。", None, None, None),
    "T004": ("推进中", 0.2, "粮仓基础完工。", None, None, None),
    "T005": ("推进中", 0.1, "确定了改造的村文化站名单。", None, None, None),
}
"""Valid answers of the month before."""
TASKS = {
    "T001": ("疏浚青禾河", "清淤五公里，加固堤防两处", WATER, FARM),
    "T002": ("监测河湖水质", "新建水质监测站四处并联网", WATER, ""),
    "T003": ("整治临河水库", "完成除险加固，配齐观测设施", WATER, ""),
    "T004": ("修建村级粮仓", "新建粮仓六座，年内投用", FARM, WATER),
    "T005": ("提升村文化站", "改造村文化站五处", CULTURE, FARM),
}
REGISTRY = (
    Unit(WATER, ("区水务局",), "区", UnitKind.DEPARTMENT),
    Unit(FARM, (), "区", UnitKind.DEPARTMENT),
    Unit(CULTURE, (), "区", UnitKind.DEPARTMENT),
)


def matrix_of(tasks: Mapping[str, tuple[str, str, str, str]]) -> Matrix:
    """A list with one row a task, to be done by the end of the year."""
    rows = tuple(
        MatrixRow(
            key,
            {
                "number": Field(str(number)),
                "title": Field(title),
                "measures": Field(measures),
                "lead": Field(lead),
                "support": Field(support),
                "deadline": Field("2025年12月底前"),
            },
        )
        for number, (key, (title, measures, lead, support)) in enumerate(tasks.items(), 1)
    )
    registry = UnitRegistry(REGISTRY, unit_families())
    return Matrix("青禾区重点任务责任清单", rows, registry=registry)


class Nothing:
    """Results of a run that writes nothing."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection

    @property
    def outputs(self) -> Outputs:
        """Nothing was written."""
        return {}

    def place(self) -> Outputs:
        """Nothing to put in place."""
        return {}


@dataclass(frozen=True)
class Bench:
    """A round that was issued, and what the units were sent.

    Attributes:
        folder: with the matrix workbook and the register.
        matrix: as it was read.
        issued: workbook of each unit, in September.
        august: workbook of each unit, in August.
    """

    folder: Path
    matrix: Matrix
    issued: Mapping[str, bytes]
    august: Mapping[str, bytes]

    def valid(self) -> dict[str, bytes]:
        """Valid returns of all units, each under the name that it was issued with."""
        return {name_of(unit): self.filled(unit) for unit in self.issued}

    def filled(self, unit: str, changes: Mapping[str, Answers] | None = None) -> bytes:
        """The workbook of a unit, with answers to the tasks that it leads.

        Args:
            unit: of the round.
            changes: other answers, also to tasks that it supports.
        """
        return fill(self.issued[unit], self.answers(unit, ANSWERS, changes or {}))

    def answers(
        self, unit: str, usual: Mapping[str, Answers], changes: Mapping[str, Answers]
    ) -> list[Answers]:
        """Answers in the order of a unit's rows; those that it supports stay blank."""
        led = {row.key for row in self.matrix.rows if unit in row.units("lead")}
        rows = [r.key for r in self.matrix.rows if r.key in led or unit in r.units("support")]
        return [changes.get(key, usual.get(key, BLANK) if key in led else BLANK) for key in rows]

    def collect(
        self,
        files: Files,
        into: Path,
        *,
        now: datetime = MEETING,
        change: Callable[[Matrix], Matrix] = lambda matrix: matrix,
    ) -> Collection:
        """Collect files with a copy of the register, so that the round can be used again."""
        place = into / "矩阵"
        shutil.copytree(self.folder, place)
        back = into / "报送"
        back.mkdir()
        for name, data in files.items():
            (back / name).parent.mkdir(parents=True, exist_ok=True)
            (back / name).write_bytes(data)
        matrix, beside = change(self.matrix), place / "矩阵.xlsx"
        return collect_returns([back], matrix, beside, Nothing, now=now, workers=1)


def make_bench(
    folder: Path,
    tasks: Mapping[str, tuple[str, str, str, str]] = TASKS,
    *,
    missing_in_august: str = "",
) -> Bench:
    """Issue August, take its returns back, and issue September."""
    home = folder / "家"
    home.mkdir(parents=True)
    path = home / "矩阵.xlsx"
    workflows.write_matrix(matrix_of(tasks), path)
    matrix = workflows.read_matrix(path)
    august = _issue(path, folder / "八月", AUGUST, "2025-08-25", "2025-08-01T09:00:00+08:00")
    bench = Bench(home, matrix, august, august)
    back = folder / "八月报送"
    back.mkdir()
    for unit, book in august.items():
        if unit != missing_in_august:
            (back / name_of(unit)).write_bytes(fill(book, bench.answers(unit, BEFORE, {})))
    collect_returns(
        [back],
        matrix,
        path,
        Nothing,
        now=datetime.fromisoformat("2025-08-20T10:00:00+08:00"),
        workers=1,
    )
    issued = _issue(path, folder / "九月", SEPTEMBER, "2025-09-25", "2025-09-01T09:00:00+08:00")
    return Bench(home, matrix, issued, august)


def _issue(matrix: Path, folder: Path, period: str, due: str, time: str) -> dict[str, bytes]:
    now = datetime.fromisoformat(time)
    issued = workflows.split(matrix, folder, period=period, due=due, letters=False, now=now)
    assert not issued.findings
    return {unit: path.read_bytes() for unit, path in issued.files.items()}


def name_of(unit: str) -> str:
    """Name of the file of a unit."""
    return f"{unit}-{SEPTEMBER}重点工作任务进展.xlsx"


# ------------------------------------------------------------------ changes of a workbook


def unpack(book: bytes) -> Parts:
    """Parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        return {name: package.read(name) for name in package.namelist()}


def pack(parts: Mapping[str, bytes]) -> bytes:
    """A package."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return stream.getvalue()


def fill(book: bytes, answers: list[Answers]) -> bytes:
    """Answers in columns H to M, from row 4 on; blank ones are left as they are."""
    cells: dict[str, Value] = {
        f"{column}{row}": value
        for row, values in enumerate(answers, 4)
        for column, value in zip("HIJKLM", values, strict=True)
        if value is not None
    }
    return put(book, cells)


def put(book: bytes, cells: Mapping[str, Value]) -> bytes:
    """Values in cells of the first sheet, formats kept; ``None`` makes a cell blank."""
    texts = {reference: _content(value) for reference, value in cells.items()}
    return put_raw(book, texts)


def put_raw(book: bytes, cells: Mapping[str, str]) -> bytes:
    """Cells of the first sheet as XML behind ``<c r=… s=…``; they may be new in their rows."""
    parts = unpack(book)
    xml = parts[SHEET1].decode()
    for reference, content in cells.items():
        pattern = rf'<c r="{reference}"((?: s="\d+")?)(?:/>|(?: t="\w+")?>.*?</c>)'
        new = f'<c r="{reference}"\\1{content}'.replace("\\1", "{}")
        found = re.search(pattern, xml, re.DOTALL)
        if found:
            xml = xml[: found.start()] + new.format(found[1]) + xml[found.end() :]
            continue
        row = re.sub(r"\D", "", reference)
        end = re.search(rf'<row r="{row}"(?:[^>/]|/(?!>))*(/>|>.*?</row>)', xml, re.DOTALL)
        cell = new.format("")
        if end is None:
            xml = xml.replace("</sheetData>", f'<row r="{row}">{cell}</row></sheetData>')
        else:
            assert end[1].endswith("</row>")
            at = end.end() - len("</row>")
            xml = xml[:at] + cell + xml[at:]
    parts[SHEET1] = xml.encode()
    return pack(parts)


def _content(value: Value) -> str:
    if value is None:
        return "/>"
    if isinstance(value, str):
        text = escape(value).replace("{", "{{").replace("}", "}}").replace("\r", "&#13;")
        return f' t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    return f"><v>{value!r}</v></c>"


def replaced(book: bytes, part: str, old: str, new: str) -> bytes:
    """A workbook with a text of a part replaced; it must be there."""
    parts = unpack(book)
    xml = parts[part].decode()
    assert old in xml, old
    parts[part] = xml.replace(old, new).encode()
    return pack(parts)


def substituted(book: bytes, part: str, pattern: str, new: str) -> bytes:
    """A workbook with what a pattern finds in a part replaced; it must be there."""
    parts = unpack(book)
    xml, count = re.subn(pattern, new, parts[part].decode(), flags=re.DOTALL)
    assert count, pattern
    parts[part] = xml.encode()
    return pack(parts)


def added(book: bytes, more: Mapping[str, bytes]) -> bytes:
    """A workbook with further parts."""
    return pack({**unpack(book), **more})
