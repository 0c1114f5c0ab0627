"""What a unit has written stays text in every workbook that we write, never a formula."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

import officekit
from officekit import workflows
from officekit.model.matrix import Field, Matrix, MatrixRow
from officekit.model.unit import UnitRegistry
from tests.exchange.taxonomy_round import (
    ANSWERS,
    MEETING,
    REGISTRY,
    WATER,
    Answers,
    fill,
    put,
)
from tests.libreoffice import convert

MARK = "注入"
"""Stands in every text that looks like a formula, so that it is found again."""
SIGNS = ("=", "+", "-", "@", "\t=", "\r=", "＝", "＋", "－", "＠", "\t", "\r")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TEXT_TYPES = {"s", "inlineStr"}


def hostile(sign: str, place: str) -> str:
    return f'{sign}HYPERLINK("http://a.invalid","{MARK}{place}")'


def hostile_matrix() -> Matrix:
    rows = tuple(
        MatrixRow(
            f"T{number:03}",
            {
                "number": Field(str(number)),
                "title": Field(hostile(sign, "任务")),
                "measures": Field(hostile(sign, "举措")),
                "lead": Field(WATER),
                "deadline": Field(hostile(sign, "时限")),
            },
        )
        for number, sign in enumerate(SIGNS, 1)
    )
    return Matrix("=青禾区清单", rows, registry=UnitRegistry(REGISTRY))


def hostile_answers() -> list[Answers]:
    """One row a sign; the status of the first is refused, so that a copy goes back."""
    done = ANSWERS["T001"]
    return [
        (
            hostile(sign, "状态") if number == 0 else "推进中",
            0.5,
            hostile(sign, f"进展{number}"),
            hostile(sign, "问题"),
            hostile(sign, "措施"),
            hostile(sign, "姓名") if number else done[5],
        )
        for number, sign in enumerate(SIGNS)
    ]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every workbook that a round writes: issued, merged, report, sent back."""
    folder = tmp_path_factory.mktemp("注入")
    matrix = folder / "矩阵.xlsx"
    workflows.write_matrix(hostile_matrix(), matrix)
    sent = workflows.split(
        matrix, folder / "下发", period="2025年9月", due="2025-09-25", letters=False, now=MEETING
    )
    issued = sent.files[WATER]
    last = 4 + len(SIGNS)
    # The unit's columns: no 责任单位 here, so that the answers stand in G to L.
    filled = _one_to_the_left(fill(issued.read_bytes(), []), hostile_answers())
    filled = put(
        filled, {f"C{last + 1}": hostile("@", "建议"), "P4": hostile("=", "旁边"), "A40": "=注入"}
    )
    back = folder / "=注入.xlsx"
    back.write_bytes(filled)
    second = folder / "第二份.xlsx"
    second.write_bytes(put(filled, {"I5": hostile("=", "另一份")}))
    made = workflows.collect(
        [back, second], matrix, folder / "汇总.xlsx", letters=False, now=MEETING, workers=1
    )
    assert made.replies
    return {
        "matrix": matrix,
        "issued": issued,
        "merged": made.output,
        "report": made.report_file,
        "reply": made.replies[0],
    }


def _one_to_the_left(book: bytes, answers: list[Answers]) -> bytes:
    cells = {
        f"{column}{row}": value
        for row, values in enumerate(answers, 4)
        for column, value in zip("GHIJKL", values, strict=True)
    }
    return put(book, cells)


def marked_cells(path: Path) -> Iterator[tuple[str, str, str]]:
    """Place, type and text of every cell that shows one of the texts; formulas as type ``f``."""
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        shared = [
            "".join(t.text or "" for t in item.iter(f"{MAIN}t"))
            for item in (
                etree.fromstring(package.read("xl/sharedStrings.xml")).iter(f"{MAIN}si")
                if "xl/sharedStrings.xml" in names
                else ()
            )
        ]
        for name in names:
            if not re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
                continue
            for cell in etree.parse(io.BytesIO(package.read(name))).iter(f"{MAIN}c"):
                formula = cell.findtext(f"{MAIN}f")
                kind = str(cell.get("t", "n"))
                text = cell.findtext(f"{MAIN}v") or ""
                if kind == "s":
                    text = shared[int(text)]
                elif kind == "inlineStr":
                    text = "".join(t.text or "" for t in cell.iter(f"{MAIN}t"))
                place = f"{name}!{cell.get('r')}"
                if formula is not None and MARK in formula:
                    yield place, "f", formula
                elif MARK in text:
                    yield place, "f" if formula is not None else kind, text


WORKBOOKS = ("matrix", "issued", "merged", "report", "reply")


@pytest.mark.parametrize("which", WORKBOOKS)
def test_it_stays_text_in_every_workbook_that_we_write(
    which: str, written: dict[str, Path]
) -> None:
    found = list(marked_cells(written[which]))

    assert len(found) >= len(SIGNS)
    assert not [cell for cell in found if cell[1] not in _TEXT_TYPES]


@pytest.mark.libreoffice
@pytest.mark.parametrize("which", WORKBOOKS)
def test_it_stays_text_when_libreoffice_saves_it_again(
    which: str, written: dict[str, Path], tmp_path: Path
) -> None:
    source = tmp_path / f"{which}.xlsx"
    shutil.copyfile(written[which], source)

    found = list(marked_cells(convert(source, "xlsx", tmp_path / "again")))

    assert len(found) >= len(SIGNS)
    assert not [cell for cell in found if cell[1] not in _TEXT_TYPES]


def test_no_link_or_program_is_among_the_parts(written: dict[str, Path]) -> None:
    for path in written.values():
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                assert not re.search("externalLink|connections|vbaProject|embeddings", name), name
                if name.endswith(".rels"):
                    assert b"a.invalid" not in package.read(name), name


def test_nothing_writes_delimited_text() -> None:
    """A file of delimited text has no types: whoever writes one has to quote such texts."""
    writers = re.compile(
        r"csv\.(?:writer|DictWriter)|\.to_csv\(|read_text.*\.csv|\.csv[\"'].*write"
    )
    folder = Path(officekit.__file__).parent

    assert not [
        path.name
        for path in folder.rglob("*.py")
        if writers.search(path.read_text(encoding="utf-8"))
    ]
