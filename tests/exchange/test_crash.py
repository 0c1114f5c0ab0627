"""Killed at any point and done again, the end is the same; the register is never harmed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from officekit.reading.intake import gather
from officekit.workflows.workshop import workshop

ROOT = Path(__file__).resolve().parents[2]
SEED = 20250925
"""A failure tells the point by what was done there; the same seed gives the same points."""
DAY = 24 * 3600
LEFT_BEHIND = ".officekit-0123456789ab.tmp"

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked processes")


@pytest.mark.parametrize(
    ("case", "kills", "torn"),
    [("collect", 22, 4), ("decide", 20, 4), ("split", 12, 3), ("undo", 12, 3)],
)
def test_killed_at_any_point_and_done_again_the_end_is_the_same(
    case: str, kills: int, torn: int, tmp_path: Path
) -> None:
    outcomes = _killed(case, kills, torn, tmp_path)
    assert len({(each["number"], each["share"]) for each in outcomes}) == kills + torn
    assert [each["at"] for each in outcomes if not each["killed"]] == []
    assert sum(each["torn"] for each in outcomes) >= torn
    for fault in (
        *("register", "half_files", "different"),
        *("changed_by_one_more", "different_when_undone"),
    ):
        assert {each["at"]: each[fault] for each in outcomes if each[fault]} == {}, (fault, SEED)


def _killed(case: str, kills: int, torn: int, folder: Path) -> list[dict[str, Any]]:
    temporary = folder / "临时"
    temporary.mkdir()
    command = [sys.executable, "-m", "tests.exchange.crash_harness", str(folder / case)]
    done = subprocess.run(
        [*command, case, str(SEED), str(kills), str(torn)],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(temporary)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_what_a_killed_run_left_behind_is_not_taken_for_returns(tmp_path: Path) -> None:
    (tmp_path / LEFT_BEHIND).mkdir()
    (tmp_path / LEFT_BEHIND / "青禾区水务局.xlsx").write_bytes(b"half")
    (tmp_path / "下发").mkdir()
    (tmp_path / "下发" / LEFT_BEHIND).write_bytes(b"half")
    (tmp_path / "下发" / "青禾区财政局.xlsx").write_bytes(b"a return")
    with gather([tmp_path]) as found:
        assert [each.name for each in found] == ["青禾区财政局.xlsx"]


def test_what_a_killed_run_left_behind_is_removed_a_day_later(tmp_path: Path) -> None:
    old, young = tmp_path / LEFT_BEHIND, tmp_path / ".officekit-ba9876543210.tmp"
    half, hers = tmp_path / ".officekit-aaaaaaaaaaaa.tmp", tmp_path / ".officekit-我的.tmp"
    for folder in (old, young):
        folder.mkdir()
        (folder / "青禾区水务局.xlsx").write_bytes(b"half")
    for file in (half, hers):
        file.write_bytes(b"half")
    with workshop(tmp_path) as shop:
        now = shop.stat().st_mtime
    for path in (old, half, hers):
        os.utime(path, (now - DAY - 60, now - DAY - 60))

    with workshop(tmp_path) as shop:
        assert not old.exists()
        assert not half.exists()
        assert {path.name for path in tmp_path.iterdir()} == {shop.name, young.name, hers.name}


def test_a_link_of_that_name_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "别处"
    target.mkdir()
    (target / "文件.xlsx").write_bytes(b"hers")
    folder = tmp_path / "汇总"
    folder.mkdir()
    (folder / LEFT_BEHIND).symlink_to(target, target_is_directory=True)
    os.utime(target, (0, 0))
    with workshop(folder):
        assert (target / "文件.xlsx").exists()
