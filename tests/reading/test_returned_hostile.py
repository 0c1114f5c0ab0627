"""Hostile returned files: each is refused or read right, in a process that stays small."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.reading.hostile_files import FILES, Corpus
from tests.watchdog import ends

MOST_MEBIBYTES = 300
GOOD = {"A1": "序号", "B1": "任务", "A2": 1, "B2": "推进青禾区改造"}
PROGRAM = """
import json, resource, sys, time
from officekit.config import RETURN_LIMITS, Config
from officekit.model.location import column_letters
from officekit.reading.intake import gather
from officekit.reading.returned import read_returned

config = Config(limits=RETURN_LIMITS)
begin = time.perf_counter()
files = []
with gather([sys.argv[1]], config) as incoming:
    for one in incoming:
        file = read_returned(one, config)
        if len(files) < 3000:
            cells = file.sheets[0].rows if file.sheets else {}
            files.append({
                "refusal": file.facts.refusal,
                "reason": file.facts.reason,
                "remedy": file.facts.remedy,
                "far": file.facts.far_cells,
                "cells": {
                    f"{column_letters(column)}{row}": value
                    for row, line in list(cells.items())[:9]
                    for column, value in list(line.items())[:9]
                },
            })
seconds = time.perf_counter() - begin
# ru_maxrss of a process counts what its parent held when it was forked; VmHWM does not
with open("/proc/self/status") as status:
    own = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
peak = max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
print(json.dumps({"files": files, "seconds": seconds, "mebibytes": peak / 1024}))
"""

# What becomes of each file: the entry of the taxonomy that refuses it, or its cells.
EXPECTED: dict[str, str | dict[str, Any]] = {
    "good.xlsx": GOOD,
    "entity_bomb.xlsx": "A07",
    "entity_quadratic.xlsx": "A07",
    "xxe.xlsx": "A07",
    "zip_bomb.xlsx": "A05",
    "cell_bomb.xlsx": "A08",
    "far_cell.xlsx": GOOD,
    "traversal.xlsx": "A06",
    "duplicate_part.xlsx": "A06",
    "absolute_part.xlsx": "A06",
    "backslash_part.xlsx": "A06",
    "dde.xlsx": {**GOOD, "A3": "x"},
    "page.xls": {"A1": "序号", "B1": "任务"},
    "text.xlsx": {"A1": "序号", "B1": "任务", "A2": "1", "B2": "甲", "A3": "2", "B3": "乙"},
    "empty.xlsx": "A03",
    "truncated.xlsx": "A03",
    "random.xlsx": "A03",
    "~$locked.xlsx": "A01",
    "password.xlsx": "A04",
    "macro.xlsm": GOOD,
    "dimension.xlsx": GOOD,
    "prefixed.xlsx": GOOD,
    "strict.xlsx": GOOD,
    "no_references.xlsx": GOOD,
    "lying_size.xlsx": "A05",  # more bytes than declared
    "long_string.xlsx": "A05",
    "many_strings.xlsx": "A08",
    "many_merges.xlsx": "A08",
    "many_validations.xlsx": "A08",
    "many_styles.xlsx": GOOD,
    "deep.xlsx": GOOD,
    "huge_attribute.xlsx": "A05",
    "wide_columns.xlsx": GOOD,
    "broken_utf8.xlsx": "A03",
    "utf16_part.xlsx": GOOD,
    "no_book.xlsx": "A03",
    "circular.xlsx": "A03",
    "unc_link.xlsx": GOOD,
    "threads.xlsx": GOOD,
    "negative_row.xlsx": "A03",
    "bad_column.xlsx": "A03",
    "bomb.ods": "A08",
    "blank.ods": {"A1": "甲"},
    "doctype.ods": "A07",
    "far_cell.xls": "A03",
    "garbage.xls": "A03",
    "gzip.xlsx": "A02",
    "quine.zip": "A05",
    "members.zip": "A05",
    "deep.eml": "A05",
    "forwarded.eml": "A05",
}


def outcome(path: Path) -> dict[str, Any]:
    """Read in a process of its own; its peak of memory is that of this file."""
    with ends():
        child = subprocess.run(
            [sys.executable, "-I", "-c", PROGRAM, str(path)],
            capture_output=True,
            text=True,
            check=False,
        )
    assert child.returncode == 0, child.stderr[-2000:]
    result: dict[str, Any] = json.loads(child.stdout)
    print(f"{path.name}: {result['seconds']:.2f} s, {result['mebibytes']:.0f} MB")  # noqa: T201 - shown with -s
    assert result["mebibytes"] < MOST_MEBIBYTES
    return result


pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells a process's own peak of memory"
)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_hostile_file_is_refused_or_read_right(tmp_path: Path, name: str) -> None:
    result = outcome(Corpus(tmp_path).write(name))
    (file,) = result["files"]
    expected = EXPECTED[name]
    if isinstance(expected, str):
        assert file["refusal"] == expected, file
        assert file["cells"] == {}
        for text in (file["reason"], file["remedy"]):
            assert any("\u4e00" <= char <= "\u9fff" for char in text)
    else:
        assert file["refusal"] is None, file
        assert file["cells"] == expected


def test_a_far_cell_is_told_and_stays_outside(tmp_path: Path) -> None:
    (file,) = outcome(Corpus(tmp_path).write("far_cell.xlsx"))["files"]
    assert file["far"] == ["XFD1048576=1"]


def test_a_bomb_in_an_archive_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    files = outcome(Corpus(tmp_path).write("bomb.zip"))["files"]
    assert [file["refusal"] for file in files] == ["A05", None]
    assert files[1]["cells"] == GOOD


def test_a_mail_of_ten_thousand_parts_is_cut_off(tmp_path: Path) -> None:
    files = outcome(Corpus(tmp_path).write("parts.eml"))["files"]
    assert [file["refusal"] for file in files].count("A05") == 1
    assert len(files) <= 2_001


def test_a_mail_whose_directory_runs_in_circles_ends(tmp_path: Path) -> None:
    files = outcome(Corpus(tmp_path).write("loop.msg"))["files"]
    assert files


def test_every_hostile_file_is_expected_to_become_something() -> None:
    assert set(EXPECTED) | {"bomb.zip", "parts.eml", "loop.msg"} == set(FILES)
