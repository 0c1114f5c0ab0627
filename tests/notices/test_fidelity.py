"""The five real documents: every task comes back; the two real notices are drafted as printed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from officekit import reading
from officekit.matrix import build_matrix
from officekit.model.document import Document
from officekit.model.matrix import Matrix, MatrixRow
from officekit.model.plan import Plan
from officekit.model.residue import is_bare_number, is_page_furniture, is_page_number
from officekit.notices import draft, notice_options, tasks_of_year
from officekit.parsing import parse_plan
from tests.notices.matrices import compared, lines_of, similarity

pytestmark = pytest.mark.seeds

_COLUMNS = ("number", "section", "subsection", "title", "measures", "targets", "lead", "support")
_NOTICES = (1, 4)
_LEAST_SIMILARITY = 0.995


def _plan(seeds: Path, seed: int) -> Plan:
    document = reading.read(next(seeds.glob(f"{seed:03d}_*.txt")))
    assert isinstance(document, Document)
    return parse_plan(document)


def _texts(source: Matrix) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in _COLUMNS) for row in source.rows]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("preamble", ["否", "是"])
def test_every_task_comes_back_from_the_notice(
    seeds: Path, seed: int, preamble: str, tmp_path: Path
) -> None:
    chosen = {"包含总体要求": preamble}
    source = build_matrix(_plan(seeds, seed), chosen)
    notice, findings = draft(source, notice_options(source))
    assert {f.code for f in findings} <= {"NT901", "NT917"}
    back = build_matrix(read_plan_of(lines_of(notice), tmp_path), chosen)
    assert _texts(back) == _texts(source)
    for name in ("引言", "板块引言"):
        assert back.settings[name] == source.settings[name]


def read_plan_of(lines: list[str], folder: Path) -> Plan:
    path = folder / "印发文本.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    document = reading.read(path)
    assert isinstance(document, Document)
    return parse_plan(document)


@pytest.mark.parametrize("seed", _NOTICES)
def test_a_real_notice_is_drafted_as_it_was_printed(seeds: Path, seed: int) -> None:
    path = next(seeds.glob(f"{seed:03d}_*.txt"))
    plan = _plan(seeds, seed)
    source = build_matrix(plan)
    notice, findings = draft(source, notice_options(source))
    assert findings == ()
    drafted = compared("".join(lines_of(notice)[1:]))
    text = path.read_text(encoding="utf-8-sig")
    printed = _without_residue(text[text.index(plan.preamble[:20]) :])
    ratio, differences = similarity(compared(printed), drafted)
    assert ratio >= _LEAST_SIMILARITY, differences


@pytest.mark.parametrize("seed", _NOTICES)
def test_the_elements_of_a_real_notice_are_those_of_the_source(seeds: Path, seed: int) -> None:
    plan = _plan(seeds, seed)
    source = build_matrix(plan)
    notice, _ = draft(source, notice_options(source))
    front = plan.notice
    assert front is not None
    assert (notice.title, notice.number, notice.signature) == (
        front.title,
        front.number,
        front.signed_by,
    )
    assert notice.addressees == "，".join(front.addressees)
    assert notice.signed_on == front.signed_on
    assert notice.note == (front.note or "")
    # The closing words differ between offices (现印发给你们 / 现印发你们, 落实 / 贯彻落实).
    ratio, _ = similarity(compared(front.body), compared(notice.body[0].text))
    assert ratio >= 0.95


def _without_residue(text: str) -> str:
    """The printed text up to the imprint, without what the web page put around it."""
    kept = [
        line
        for line in text.split("\n")
        if not (is_page_furniture(line) or is_page_number(line) or is_bare_number(line))
    ]
    return "".join(line for line in kept if not line.rstrip().endswith("印发"))


def test_no_paragraph_of_a_plan_is_missing(seeds: Path) -> None:
    for seed in range(5):
        plan = _plan(seeds, seed)
        source = build_matrix(plan, {"包含总体要求": "是"})
        notice, _ = draft(source, notice_options(source))
        drafted = compared("".join(lines_of(notice)))
        for task in plan.tasks:
            for line in [*(task.body.split("\n")), task.title or "", task.section or ""]:
                assert compared(line) in drafted, (seed, task.number, line[:40])
        for section in plan.sections:
            assert compared(section.text.replace("\n", "")) in drafted, (seed, section.number)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_no_task_of_a_plan_is_dropped_from_an_annual_list_unasked(
    seeds: Path, seed: int, year: int
) -> None:
    source = replace(build_matrix(_plan(seeds, seed)), year=None)
    source = replace(source, rows=tuple(_without_year(row) for row in source.rows))
    taken, findings = tasks_of_year(source, year)
    assert [row["title"] for row in taken.rows] == [row["title"] for row in source.rows]
    assert "NT911" in {finding.code for finding in findings}


def _without_year(row: MatrixRow) -> MatrixRow:
    return replace(row, fields={name: f for name, f in row.fields.items() if name != "year"})
