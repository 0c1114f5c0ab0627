"""Whatever is issued and whatever is filled in: what is merged is what was filled in."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from officekit import workflows
from officekit.data import unit_families
from officekit.model.finding import Severity
from officekit.model.matrix import Field, Matrix, MatrixRow
from officekit.model.schema import Status
from officekit.model.unit import Unit, UnitRegistry
from officekit.model.unit_families import UnitKind
from officekit.workflows.collecting import collect_returns
from officekit.workflows.return_reports import cell_edits
from officekit.workflows.round_state import Collection
from officekit.writing import edit_workbook
from tests.exchange.taxonomy_round import Nothing, put_raw

ISSUED = datetime.fromisoformat("2025-09-01T09:00:00+08:00")
MEETING = datetime.fromisoformat("2025-09-20T10:00:00+08:00")
WATER, FARM, EAST, WEST = "青禾区水务局", "青禾区农业农村局", "东岭镇", "西桥街道"
UNITS = (
    Unit(WATER, ("区水务局",), "区", UnitKind.DEPARTMENT),
    Unit(FARM, (), "区", UnitKind.DEPARTMENT),
    Unit(EAST, (), "镇", groups=("各镇街",)),
    Unit(WEST, (), "街道", groups=("各镇街",)),
    Unit("各镇街", (), "", UnitKind.GROUP),
)
NAMES = (WATER, "区水务局", FARM, EAST, WEST, "各镇街", f"{WATER}、{FARM}")
FREE = ("progress", "problems", "next_steps", "person")
COLUMNS = dict(zip(("status", "completion", *FREE), "HIJKLM", strict=True))
LONGEST = 32_767
MAY_REFUSE = {"SB501"}
"""A lead's progress that says nothing is refused; no text is refused for its characters."""

SLOW = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # an example takes a second: no shrinking
)
_SEEN = st.characters(categories=("Lo", "Lu", "Nd", "Po", "Sm", "So", "Sc"), exclude_characters="_")
_ODD = st.sampled_from("=+-@＝＋－＠０１２３４５６７８９％ \n\u3000\"'&<>{}\\😀👷🏽\u00e9")
_UNSEEN = st.sampled_from("\t\r\x00\x01\x08\x0b\x0c\x1f\x7f\xa0\xad\u2003\u200b\u200e\u2028\ufeff")
_PIECES = st.sampled_from(
    (
        "\r\n",
        "_x000D_",
        "_x0041_",
        "_x",
        "=1+1",
        '=HYPERLINK("a")',
        "@SUM(A1)",
        "＝1",
        "👨\u200d🌾",
        "无",
    )
)
_TEXT = st.lists(st.one_of(_SEEN, _SEEN, _ODD, _UNSEEN, _PIECES), max_size=12).map("".join)
LONG = {
    "长文": "长" * LONGEST,
    "长公式": "=" + "长" * 4_999,
    "长表情": "😀" * (LONGEST // 2),
}
"""Texts that a failing example names in place of printing them."""
_ASSIGNED = st.lists(st.one_of(_SEEN, _ODD), max_size=8).map(lambda parts: "任务" + "".join(parts))


@dataclass(frozen=True)
class Filled:
    """What is filled in one task."""

    status: str
    percent: int
    texts: Mapping[str, str]


@dataclass(frozen=True)
class Plan:
    """A list, and what comes back; each task is answered by one of its units."""

    rows: tuple[tuple[str, str, str, str], ...]
    answers: tuple[tuple[int, Filled] | None, ...]


FILLED = st.builds(
    Filled,
    st.sampled_from([status.value for status in Status]),
    st.integers(0, 100),
    st.fixed_dictionaries(
        {key: st.one_of(_TEXT, _TEXT, _TEXT, st.sampled_from(sorted(LONG))) for key in FREE}
    ),
)
ROW = st.tuples(_ASSIGNED, _ASSIGNED, st.sampled_from(NAMES), st.sampled_from(NAMES))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    rows = draw(st.lists(ROW, min_size=1, max_size=4))
    one = st.one_of(st.none(), st.tuples(st.integers(0, 9), FILLED), st.tuples(st.just(0), FILLED))
    answers = draw(st.lists(one, min_size=len(rows), max_size=len(rows)))
    return Plan(tuple(rows), tuple(answers))


def merged_text(text: str) -> str:
    """What a text is merged as: without its ends, line breaks as one sign, nothing unseen."""
    text = re.sub("_x000D_", "", text)
    text = re.sub("\r\n|[\r\x0b\x0c\u2028]", "\n", text)
    text = re.sub("[\t\xa0\u2003]", " ", text)
    return re.sub("[\x00-\x08\x0e-\x1f\x7f\xad\u200b\u200e\ufeff]", "", text).strip()


def stored(text: str) -> str:
    """A text cell as XML, as Excel escapes it."""
    text = re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
    text = re.sub("[\x00-\x08\x0b-\x1f]", lambda m: f"_x{ord(m[0]):04X}_", text)
    safe = escape(text).replace("{", "{{").replace("}", "}}")
    return f' t="inlineStr"><is><t xml:space="preserve">{safe}</t></is></c>'


def matrix_of(plan: Plan) -> Matrix:
    rows = tuple(
        MatrixRow(
            f"T{number:03}",
            {
                "number": Field(str(number)),
                "title": Field(title),
                "measures": Field(measures),
                "lead": Field(lead),
                "support": Field(support),
                "deadline": Field("2025年12月底前"),
            },
        )
        for number, (title, measures, lead, support) in enumerate(plan.rows, 1)
    )
    return Matrix("青禾区任务清单", rows, registry=UnitRegistry(UNITS, unit_families()))


@dataclass(frozen=True)
class Round:
    """A round that was issued and filled in.

    Attributes:
        home: folder with matrix and register.
        returns: files that came back.
        said: what was filled in, as it is to be merged: row key and column → text.
        changed: how many answers were given.
    """

    home: Path
    returns: tuple[Path, ...]
    said: Mapping[tuple[str, str], str]
    changed: int

    @property
    def matrix(self) -> Matrix:
        return workflows.read_matrix(self.home / "矩阵.xlsx")

    def collect(self, paths: tuple[Path, ...]) -> Collection:
        matrix, beside = self.matrix, self.home / "矩阵.xlsx"
        return collect_returns(paths, matrix, beside, Nothing, now=MEETING, workers=1)

    def copied(self) -> Round:
        """The same round with a register of its own."""
        home = self.home.with_name("另一处")
        shutil.copytree(self.home, home)
        return Round(home, self.returns, self.said, self.changed)


@contextmanager
def issued(plan: Plan) -> Iterator[Round]:
    """Issue a list, and fill the workbooks in."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        home, back = folder / "家", folder / "报送"
        home.mkdir()
        back.mkdir()
        workflows.write_matrix(matrix_of(plan), home / "矩阵.xlsx")
        sent = workflows.split(
            home / "矩阵.xlsx", folder / "下发", period="2025年9月", letters=False, now=ISSUED
        )
        answers = dict(zip((f"T{n:03}" for n in range(1, 9)), plan.answers, strict=False))
        cells: dict[str, dict[str, str]] = {unit: {} for unit in sent.files}
        said: dict[tuple[str, str], str] = {}
        for key, given_ in answers.items():
            holders = [p for p in sent.round.packets if key in p.keys]
            if given_ is None:
                continue
            packet = holders[given_[0] % len(holders)]
            row = 4 + packet.keys.index(key)
            filled = given_[1]
            texts = {column: LONG.get(text, text) for column, text in filled.texts.items()}
            put = {
                "status": stored(filled.status),
                "completion": f"><v>{filled.percent / 100!r}</v></c>",
            }
            put |= {column: stored(text) for column, text in texts.items() if text}
            cells[packet.unit] |= {f"{COLUMNS[column]}{row}": xml for column, xml in put.items()}
            said[key, "status"], said[key, "completion"] = filled.status, f"{filled.percent}%"
            said |= {(key, column): merged_text(text) for column, text in texts.items()}
        files = []
        for unit, path in sent.files.items():
            files.append(back / path.name)
            files[-1].write_bytes(put_raw(path.read_bytes(), cells[unit]))
        told = {place: text for place, text in said.items() if text}
        yield Round(home, tuple(files), told, len(told))


HARD = Plan(
    (("任务=1+1", "任务", "各镇街", WATER),),
    ((1, Filled("推进中", 100, dict.fromkeys(FREE, "=1+1\r\n_x000D_@＝\x01０９ "))),),
)
UNSEEN_ONLY = Plan(
    (("任务", "任务", WATER, FARM),),
    (
        (
            0,
            Filled(
                "推进中",
                7,
                {
                    "progress": "清淤\x00三公里",
                    "problems": "\ufeff",
                    "next_steps": "编号_x0041_\u200b",
                    "person": "\u200e",
                },
            ),
        ),
    ),
)
LARGE = Plan(
    (("任务", "任务", WATER, FARM),), ((0, Filled("推进中", 7, dict.fromkeys(FREE, "长文"))),)
)


@settings(SLOW, max_examples=60)
@given(plans())
@example(HARD)
@example(LARGE)
@example(UNSEEN_ONLY)
def test_what_is_merged_is_what_was_filled_in(plan: Plan) -> None:
    with issued(plan) as round_:
        collection = round_.collect(round_.returns)

        refused = {place for each in collection.accepted for place in each.refused}
        errors = {f.code for f in collection.all_findings if f.severity is Severity.ERROR}
        assert errors <= MAY_REFUSE
        assert not [f for f in collection.all_findings if f.code.startswith(("SB4", "SB3", "XX"))]
        expected = {place: text for place, text in round_.said.items() if place not in refused}
        values = {(v.row_key, v.column): v.after for v in collection.result.values}
        assert values == expected
        assert not collection.result.conflicts


@settings(SLOW, max_examples=25)
@given(plans())
@example(HARD)
def test_every_answer_and_every_cell_is_accounted_for(plan: Plan) -> None:
    with issued(plan) as round_:
        collection = round_.collect(round_.returns)

        result = collection.result
        assert all(each.submission.ledger.balanced for each in collection.received)
        changed = sum(len(each.answers) + len(each.refused) for each in collection.accepted)
        assert result.merged + result.kept + result.refused + result.replaced == changed
        assert changed >= round_.changed


@settings(SLOW, max_examples=25)
@given(plans())
@example(HARD)
def test_nothing_else_in_the_matrix_changes(plan: Plan) -> None:
    with issued(plan) as round_:
        before = round_.matrix
        collection = round_.collect(round_.returns)
        output = round_.home / "汇总.xlsx"

        assert not edit_workbook(round_.home / "矩阵.xlsx", output, cell_edits(collection))

        after = workflows.read_matrix(output)
        values = {(v.row_key, v.column): v.after for v in collection.result.values}
        texts = {
            row.key: {**dict(row.texts()), **{c: t for (k, c), t in values.items() if k == row.key}}
            for row in before.rows
        }
        assert {row.key: dict(row.texts()) for row in after.rows} == texts
        assert (after.title, after.column_order) == (before.title, before.column_order)


@settings(SLOW, max_examples=25)
@given(plans())
def test_neither_the_order_nor_a_second_run_makes_a_difference(plan: Plan) -> None:
    with issued(plan) as round_:
        other = round_.copied()
        at_once = round_.collect(round_.returns)
        again = round_.collect(round_.returns)
        for path in reversed(other.returns):
            one_by_one = other.collect((path,))

        assert at_once.result.values == again.result.values == one_by_one.result.values
        assert at_once.receipts == again.receipts
        assert not again.taken
        assert one_by_one.result.merged == at_once.result.merged
