"""Returns are examined by several processes where that is possible, and always to the end."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from officekit.exchange.register_submissions import PackedReturn
from officekit.model.incoming import Incoming
from officekit.model.packet import Round
from officekit.model.period import Period
from officekit.model.returned import Refusal
from officekit.workflows import return_pool
from officekit.workflows.return_pool import Desk, examine_all

DESK = Desk(
    Round(1, "青禾区", Period.parse("2025年9月"), 1, (), "", "2025-09-08T09:00:00+08:00"), {}
)
COUNT = 50


@pytest.fixture
def files(tmp_path: Path) -> list[Incoming]:
    """Files that are no workbooks: each is told of, none is read for long."""
    found = []
    for number in range(COUNT):
        path = tmp_path / f"{number:02}.xlsx"
        path.write_text("not a workbook", encoding="utf-8")
        found.append(Incoming(path, path.name))
    return found


def names(files: list[Incoming], workers: int, told: Callable[[int], None]) -> list[str]:
    """Names of what was examined, in the order of the answers."""
    found = examine_all(DESK, files, told, workers=workers)
    return [each.name for each in found]


@pytest.mark.parametrize("workers", [1, 2])
def test_the_answers_are_in_the_order_of_the_files(files: list[Incoming], workers: int) -> None:
    counts: list[int] = []
    assert names(files, workers, counts.append) == [each.name for each in files]
    assert counts == sorted(counts)
    assert not multiprocessing.active_children()


@pytest.mark.parametrize(
    "error", [OSError("no handles"), ImportError("no semaphores"), PermissionError("forbidden")]
)
def test_where_no_process_can_be_started_this_one_does_the_work(
    files: list[Incoming], monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(multiprocessing.Process, "start", refused)
    assert names(files, 2, lambda _: None) == [each.name for each in files]


def dies(*_: object) -> None:
    """A process that the system ends while it starts."""
    os._exit(1)


def sleeps(*_: object) -> None:
    """A process that something holds while it starts."""
    time.sleep(600)


@pytest.mark.parametrize("starts", [dies, sleeps])
def test_processes_that_do_not_answer_are_ended_and_not_waited_for(
    files: list[Incoming], monkeypatch: pytest.MonkeyPatch, starts: Callable[..., None]
) -> None:
    monkeypatch.setattr(return_pool, "_work", starts)
    monkeypatch.setattr(return_pool, "_PATIENCE", 0.5)
    assert names(files, 2, lambda _: None) == [each.name for each in files]
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("hangs", [False, True])
def test_a_file_over_which_processes_die_or_hang_is_given_up_alone(
    files: list[Incoming], monkeypatch: pytest.MonkeyPatch, hangs: bool
) -> None:
    examine = Desk.packed

    def falls_over(desk: Desk, incoming: Incoming) -> PackedReturn:
        if incoming.name == "20.xlsx":
            sleeps() if hangs else dies()
        return examine(desk, incoming)

    monkeypatch.setattr(Desk, "packed", falls_over)
    monkeypatch.setattr(return_pool, "_LONGEST", 2.0)
    found = examine_all(DESK, files, lambda _: None, workers=2)
    assert [each.name for each in found] == [each.name for each in files]
    refused = [DESK.unpacked(each).submission.file for each in found]
    assert [f.name for f in refused if f.refusal is Refusal.TOO_MUCH] == ["20.xlsx"]
    assert not multiprocessing.active_children()


def test_a_clerk_who_cancels_ends_the_processes(files: list[Incoming]) -> None:
    def cancels(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        names(files, 2, cancels)
    assert not multiprocessing.active_children()


def test_it_works_in_a_statement_as_a_button_hands_it_over(tmp_path: Path) -> None:
    code = f"""
import multiprocessing; multiprocessing.set_start_method('spawn')
from pathlib import Path
from officekit.model.incoming import Incoming
from tests.exchange.test_return_pool import DESK
from officekit.workflows.return_pool import examine_all
path = Path({str(tmp_path / "a.xlsx")!r}); path.write_text('x')
files = [Incoming(path, str(i)) for i in range({COUNT})]
print(len(examine_all(DESK, files, lambda _: None, workers=2)))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=300
    )
    assert done.stdout.split() == [str(COUNT)]
