"""A round that LibreOffice answers: issue once, let the clerk work, take each return back.

The list is small and invented. Each return is collected in a register of its own, a copy of the
one that the issue has made.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial
from multiprocessing import get_context
from pathlib import Path
from subprocess import TimeoutExpired

from officekit import workflows
from officekit.model.finding import Finding
from officekit.model.matrix import Field, Matrix, MatrixRow
from officekit.model.unit import Unit, UnitRegistry
from tests.clerk import Step, at_work

WATER, FARM, ROADS, EDU = "青禾区水务局", "青禾区农业农村局", "青禾区交通运输局", "青禾区教育局"
NOW = datetime.fromisoformat("2025-09-20T10:00:00+08:00")
TASKS = "责任清单"
FORMATS = (".xlsx", ".xls", ".ods", ".csv")
PERIOD, DUE = "2025年9月", "2025-09-25"
_BATCH = 25
_OFFICES = 2

Cell = tuple[str, str]
"""Row key and column key."""
Played = tuple[str, str]
"""Name of a scenario and ending of the file."""

_LIST: tuple[tuple[str, str, str, str, str], ...] = (
    ("T001", "疏浚青禾河干流", "清淤十二公里，加固险工险段。", WATER, FARM),
    ("T002", "新建临河泵站", "建成泵房两座，安装机组六台。", WATER, ""),
    ("T003", "划定水源保护区", "竖立界桩，设置警示标志。", WATER, ROADS),
    ("T004", "改造城南水厂", "更换滤池，扩容到日供水五万吨。", WATER, ""),
    ("T005", "整治灌区渠道", "衬砌支渠二十条。", FARM, WATER),
    ("T006", "改造临河县道", "铺设沥青路面九公里。", ROADS, ""),
    ("T007", "建设农村校舍", "新建教学楼三栋。", EDU, FARM),
    ("T008", "推广节水喷灌", "安装喷灌设备三千亩。", FARM, ""),
)
"""Key, title, measures, lead, support."""
DEADLINE = "2025年12月底"
ISSUED_ANSWERS = {
    "status": "推进中",
    "completion": "30%",
    "progress": "已完成一期围墙基础。",
}
"""What T002 says when it is issued; the other tasks have no answers."""

COLUMNS = dict(
    zip(
        ("status", "completion", "progress", "problems", "next_steps", "person"),
        "HIJKLM",
        strict=True,
    )
)
"""Column of the issued sheet by column key; A number, B role, C title, D measures, E lead,
F support, G deadline, N row key. Tasks stand in rows 4 to 8, spare rows are 10 to 19."""
LAST_TASK = 8

BASE: Mapping[str, str] = {
    "H4": "推进中",
    "I4": "60%",
    "J4": "已完成清淤三公里，累计投资八百万元。",
    "K4": "临时用地手续尚未办结。",
    "L4": "十月底前办结用地手续。",
    "M4": "周一帆",
    "I5": "55%",
    "J5": "二期泵房已经封顶，机组正在安装。",
    "H6": "未启动",
    "H7": "已完成",
    "I7": "100%",
    "J7": "滤池更换完毕，通过验收并投入运行。",
    "J8": "配合完成支渠测量，移交图纸一套。",
}
"""What the clerk of 水务局 types before she does anything else: all that is required."""
BASE_VALUES: Mapping[Cell, str] = {
    ("T001", "status"): "推进中",
    ("T001", "completion"): "60%",
    ("T001", "progress"): "已完成清淤三公里，累计投资八百万元。",
    ("T001", "problems"): "临时用地手续尚未办结。",
    ("T001", "next_steps"): "十月底前办结用地手续。",
    ("T001", "person"): "周一帆",
    ("T002", "completion"): "55%",
    ("T002", "progress"): "二期泵房已经封顶，机组正在安装。",
    ("T003", "status"): "未启动",
    ("T004", "status"): "已完成",
    ("T004", "completion"): "100%",
    ("T004", "progress"): "滤池更换完毕，通过验收并投入运行。",
    ("T005", "progress"): "配合完成支渠测量，移交图纸一套。",
}
"""What is merged of it."""

FORMAT_CODES = {".xlsx": "SB114 I", ".xls": "SB114 I", ".ods": "SB114 I", ".csv": "SB115 I"}
"""What is always told of a return that LibreOffice has saved."""
_NOT_COMPARED = frozenset({"SB207"})
"""That the other units have not returned yet."""


@dataclass(frozen=True)
class Expected:
    """What has to come out.

    Attributes:
        findings: ``CODE SEVERITY PLACE`` (``SB501 E H4``), as often as each is told; the place is
            a cell, a row, a row key or blank. That of the format is left out.
        merged: values that differ from ``BASE_VALUES``; ``None`` where one is not merged.
        nothing: no value of the base is merged.
        refused: how many answers are refused.
        kept: how many answers are kept aside.
        proposals: what each proposed task says, in the order of the columns, by blanks.
        remarks: texts that are kept as such; ``None`` where they are a whole table.
    """

    findings: tuple[str, ...] = ()
    merged: Mapping[Cell, str | None] = field(default_factory=dict)
    nothing: bool = False
    refused: int = 0
    kept: int = 0
    proposals: tuple[str, ...] = ()
    remarks: tuple[str, ...] | None = ()

    @property
    def values(self) -> dict[Cell, str]:
        """All values that are merged."""
        base = {} if self.nothing else dict(BASE_VALUES)
        together: dict[Cell, str | None] = {**base, **self.merged}
        return {place: text for place, text in together.items() if text is not None}


@dataclass(frozen=True)
class Scenario:
    """One thing that a clerk does.

    Attributes:
        name: what she does, in a few words.
        steps: of the clerk, behind the base and before saving.
        expected: what comes out.
        formats: in which she saves.
        by_format: what comes out where the format changes it.
        base: she has filled in everything that is required before.
        file: name of the file that she sends, without its ending.
        unit: whose workbook it is.
        opened: workbook that she opens; by default the one that was issued to the unit.
    """

    name: str
    steps: tuple[Step, ...]
    expected: Expected = field(default_factory=Expected)
    formats: tuple[str, ...] = (".xlsx",)
    by_format: Mapping[str, Expected] = field(default_factory=dict)
    base: bool = True
    file: str = f"{WATER}_2025年9月"
    unit: str = WATER
    opened: Path | None = None

    def expects(self, ending: str) -> Expected:
        """What comes out of the file with an ending."""
        return self.by_format.get(ending, self.expected)


@dataclass(frozen=True)
class Outcome:
    """What has come out of a return."""

    findings: tuple[str, ...]
    values: Mapping[Cell, str]
    refused: int
    kept: int
    proposals: tuple[str, ...]
    remarks: tuple[str, ...]
    balanced: bool
    told: str


def do(name: str, /, **arguments: object) -> Step:
    """A step on the sheet with the tasks, unless another one is named."""
    named = {"sheet": TASKS} | arguments if name not in _OF_THE_BOOK else arguments
    return {"do": name, **named}


_OF_THE_BOOK = frozenset({"add_sheet"})


class _Silent:
    outputs: Mapping[str, str] = {}

    def __init__(self, collection: workflows.Collection) -> None:
        self.collection = collection

    def place(self) -> Mapping[str, str]:
        return {}


class ClerkRound:
    """A round that was issued, and the office that answers it.

    Args:
        folder: where everything goes.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.matrix = _matrix()
        self._beside = folder / "责任矩阵.xlsx"
        self.files = self.issue(PERIOD, DUE)

    def issue(self, period: str, due: str) -> Mapping[str, Path]:
        """Issue a period; the workbooks by unit."""
        folder = self._folder / f"下发{period}"
        return workflows.split_matrix(
            self.matrix, self._beside, folder, period=period, due=due, now=NOW
        ).files

    @cached_property
    def picture(self) -> Path:
        """A picture of a few bytes."""
        path = self._folder / "照片.bmp"
        pixels = bytes(4 * 2 * 2)
        head = b"BM" + (54 + len(pixels)).to_bytes(4, "little") + bytes(4)
        info = (40).to_bytes(4, "little") + (2).to_bytes(4, "little") * 2
        depth = (1).to_bytes(2, "little") + (32).to_bytes(2, "little")
        path.write_bytes(head + (54).to_bytes(4, "little") + info + depth + bytes(24) + pixels)
        return path

    def play(self, scenarios: Sequence[Scenario]) -> dict[Played, Outcome]:
        """Let the clerk do all scenarios and take every file back.

        A batch in which LibreOffice dies is done again, each of its scenarios by itself.

        Returns:
            What came out of each file; one that LibreOffice did not save is missing.
        """
        at_work([])
        folders = {each.name: self._folder / f"报送{i}" for i, each in enumerate(scenarios)}
        parts = [scenarios[i : i + _BATCH] for i in range(0, len(scenarios), _BATCH)]
        found: dict[Played, Outcome] = {}
        with ProcessPoolExecutor(_OFFICES, get_context("spawn")) as offices:
            for outcomes in offices.map(partial(self._play, folders), parts):
                found |= outcomes
        return found

    def perform(self, scenarios: Sequence[Scenario]) -> list[Path]:
        """Let the clerk do a few scenarios; their files, all formats of the first one first."""
        folders = {each.name: self._folder / each.name for each in scenarios}
        self._batch(scenarios, folders)
        return [
            folders[each.name] / f"{each.file}{ending}"
            for each in scenarios
            for ending in each.formats
        ]

    def send_back(self, paths: Sequence[Path]) -> tuple[Path, ...]:
        """Collect files in the register of the round; the marked copies that go back."""
        workflows.write_matrix(self.matrix, self._beside)
        output = self._folder / "汇总.xlsx"
        return workflows.collect(
            paths, self._beside, output, letters=False, now=NOW, workers=1
        ).replies

    def _play(
        self, folders: Mapping[str, Path], scenarios: Sequence[Scenario]
    ) -> dict[Played, Outcome]:
        self._batch(scenarios, folders)
        files = {
            (each.name, ending): folders[each.name] / f"{each.file}{ending}"
            for each in scenarios
            for ending in each.formats
        }
        return {played: self.take_back(path) for played, path in files.items() if path.is_file()}

    def _batch(self, scenarios: Sequence[Scenario], folders: Mapping[str, Path]) -> None:
        try:
            at_work([s for each in scenarios for s in self._steps(each, folders[each.name])])
        except (AssertionError, TimeoutExpired):
            if len(scenarios) == 1:
                return  # no file was saved, which the test of the scenario tells
            for each in scenarios:
                self._batch([each], folders)

    def _steps(self, scenario: Scenario, folder: Path) -> list[Step]:
        folder.mkdir(exist_ok=True)
        path = shutil.copy(scenario.opened or self.files[scenario.unit], folder / "打开.xlsx")
        base = [do("fill", cells=dict(BASE))] if scenario.base else []
        saves = [
            {"do": "save", "path": str(folder / f"{scenario.file}{ending}")}
            for ending in scenario.formats
        ]
        told = [
            step | {"path": str(self.picture)} if step["do"] == "picture" else step
            for step in scenario.steps
        ]
        return [{"do": "open", "path": str(path)}, *base, *map(dict, told), *saves]

    def collect(self, paths: Iterable[Path], folder: Path) -> workflows.Collection:
        """Take files back in a register of its own."""
        folder.mkdir()
        beside = folder / self._beside.name
        for each in self._folder.glob("报送登记册.db*"):
            shutil.copy(each, folder)
        return workflows.collect_returns(
            list(paths), self.matrix, beside, _Silent, now=NOW, workers=1
        )

    def take_back(self, path: Path) -> Outcome:
        """Collect one file."""
        collection = self.collect([path], path.parent / f"登记{path.suffix[1:]}")
        return outcome_of(collection)


def outcome_of(collection: workflows.Collection) -> Outcome:
    """What has come out of a collection, as the scenarios write it."""
    result = collection.result
    told = [each for each in collection.all_findings if each.code not in _NOT_COMPARED]
    return Outcome(
        findings=tuple(sorted(map(_line, told))),
        values={(each.row_key, each.column): each.after for each in result.values},
        refused=result.refused,
        kept=result.kept,
        proposals=tuple(" ".join(filter(None, each.texts.values())) for each in result.proposals),
        remarks=tuple(
            remark.text for each in collection.received for remark in each.submission.remarks
        ),
        balanced=all(each.submission.ledger.balanced for each in collection.received),
        told="\n".join(f"{_line(each)}: {each.message}{each.hint}" for each in told),
    )


def _line(finding: Finding) -> str:
    place = finding.location
    where = (place.cell if place.row else "") or place.row_key or ""
    return f"{finding.code} {finding.severity.name[0]} {where}".strip()


def _matrix() -> Matrix:
    rows = []
    for number, (key, title, measures, lead, support) in enumerate(_LIST, 1):
        texts = {"number": str(number), "title": title, "measures": measures, "lead": lead}
        texts |= {"support": support, "deadline": DEADLINE}
        texts |= ISSUED_ANSWERS if key == "T002" else {}
        rows.append(MatrixRow(key, {column: Field(text) for column, text in texts.items() if text}))
    registry = UnitRegistry(tuple(Unit(name) for name in (WATER, FARM, ROADS, EDU)))
    return Matrix("青禾区重点工作责任清单", tuple(rows), registry=registry, id="clerk")
