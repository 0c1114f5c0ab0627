"""Runs an action of the exchange again and again, each time killed at another point.

A process that has imported everything forks a child for each point, so that a point costs no
start of the interpreter. The child counts what it does (files opened, renamed, made and removed,
statements and commits of the register, lines of the code that writes) and kills itself at a
number of that count: the same number is the same point, whatever the speed of the machine.

A commit is one call into SQLite. It is torn inside by a limit on the length of files, at which
the operating system ends the process in the middle of a write.

Started as ``python -m tests.exchange.crash_harness FOLDER CASE SEED KILLS TORN``; prints what
was found as JSON.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import sys
import tempfile
import traceback
import zipfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from sqlalchemy import Engine, event

from officekit.exchange.register import Register
from officekit.workflows.withdrawing import PLACED
from tests.exchange import crash_round
from tests.exchange.crash_round import Places

_EVENTS = frozenset(
    {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.scandir", "os.listdir"}
    | {"shutil.rmtree", "tempfile.mkdtemp", "sqlite3.connect"}
)
_TRACED = (
    *("workflows/issuing.py", "workflows/collecting.py", "workflows/exchange.py"),
    *("workflows/replies.py", "workflows/workshop.py", "workflows/withdrawing.py"),
    *("writing/atomic.py", "exchange/register_runs.py", "exchange/register_merges.py"),
    *("exchange/register_receipts.py", "exchange/register_issues.py"),
)
_COMMIT = "COMMIT"
_LINE = re.compile(r"\w+\.py:\d+")
_PAGE = 4096

Action = Callable[[Places], None]


@dataclass(frozen=True, slots=True)
class Point:
    """Where a child is killed.

    Attributes:
        number: of the thing it does.
        share: of the register's pages that may still be written from there on; ``None`` where it
            is killed at once.
    """

    number: int
    share: float | None = None


@dataclass(slots=True)
class Outcome:
    """What became of one point.

    Attributes:
        number, share: of the point.
        at: what was done there.
        killed: it ended there.
        torn: a transaction of the register was left half written.
        register, half_files, different, changed_by_one_more, different_when_undone: faults.
    """

    number: int
    share: float | None
    at: str = ""
    killed: bool = False
    torn: bool = False
    register: list[str] = field(default_factory=list)
    half_files: list[str] = field(default_factory=list)
    different: list[str] = field(default_factory=list)
    changed_by_one_more: list[str] = field(default_factory=list)
    different_when_undone: list[str] = field(default_factory=list)


class _Counter:
    """Counts what this process does, and ends it at a point."""

    def __init__(self, point: Point | None, places: Places) -> None:
        self.seen: list[str] = []
        self._point = point
        self._places = places
        self._watched = str(places.folder.absolute()), f"{tempfile.gettempdir()}/officekit-"

    def start(self) -> None:
        sys.addaudithook(self._audit)
        event.listen(Engine, "before_cursor_execute", self._statement)
        event.listen(Engine, "commit", self._commit)
        sys.settrace(self._call)

    def _audit(self, name: str, arguments: tuple[Any, ...]) -> None:
        if name in _EVENTS and isinstance(arguments[0], (str, bytes)):
            path = Path(os.fsdecode(arguments[0])).absolute()
            if str(path).startswith(self._watched):
                self._count(f"{name} {path.name}")

    def _statement(self, *arguments: Any) -> None:
        self._count(f"SQL {arguments[2][:60]}")

    def _commit(self, _connection: Any) -> None:
        self._count(_COMMIT)

    def _call(self, frame: FrameType, _event: str, _argument: Any) -> Any:
        return self._line if _is_traced(frame.f_code) else None

    def _line(self, frame: FrameType, what: str, _argument: Any) -> Any:
        if what == "line":
            self._count(f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}")
        return self._line

    def _count(self, what: str) -> None:
        self.seen.append(what)
        if self._point is None or len(self.seen) != self._point.number:
            return
        if self._point.share is None:
            os.kill(os.getpid(), signal.SIGKILL)
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        pages = self._places.register.stat().st_size // _PAGE
        limit = max(1, int(pages * (self._point.share or 0))) * _PAGE
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


_traced: dict[CodeType, bool] = {}


def _is_traced(code: CodeType) -> bool:
    found = _traced.get(code)
    if found is None:
        found = _traced[code] = code.co_filename.replace(os.sep, "/").endswith(_TRACED)
    return found


def _child(
    action: Action, places: Places, counter: _Counter | None = None, told: Path | None = None
) -> int:
    """Do something in a process of its own; the signal that ended it, 0 where none did."""
    number = os.fork()
    if number == 0:
        try:
            if counter is not None:
                counter.start()
            action(places)
            sys.settrace(None)
            if counter is not None and told is not None:
                told.write_text(json.dumps(counter.seen), encoding="utf-8")
        except BaseException:  # noqa: BLE001 - told to the parent, which is another process
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(number, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        message = "the action failed"
        raise RuntimeError(message)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


@dataclass(frozen=True, slots=True)
class Case:
    """What is killed.

    Attributes:
        before: what was done, one after the other, in the folder that it finds.
        action: that is killed.
        repeatable: doing it once more changes nothing; else it is done again only where it was
            not done to the end.
        undo: takes it back.
    """

    before: tuple[Action, ...]
    action: Action
    repeatable: bool = True
    undo: Action | None = None


_ISSUED = crash_round.write_list, crash_round.issue, crash_round.fill_in
CASES = {
    "split": Case((crash_round.write_list,), crash_round.issue),
    "collect": Case(_ISSUED, crash_round.collect, undo=crash_round.undo),
    "decide": Case(
        (*_ISSUED, crash_round.collect, crash_round.decide),
        crash_round.collect,
        undo=crash_round.undo,
    ),
    "undo": Case((*_ISSUED, crash_round.collect), crash_round.undo, repeatable=False),
}


class Trial:
    """One case, whole and killed.

    Attributes:
        whole: files and register after the action without disturbance.
    """

    def __init__(self, folder: Path, case: Case) -> None:
        self._base, self._folder, self._case = folder / "base", folder / "trial", case
        places = Places(self._base)
        self._base.mkdir(parents=True)
        for action in case.before:
            _child(action, places)
        places = self._copy()
        self._before = _count_runs(places)
        told = folder / "seen.json"
        _child(case.action, places, _Counter(None, places), told)
        self._seen: list[str] = json.loads(told.read_text(encoding="utf-8"))
        self.whole = snapshot(places)
        self._undone = self._take_back(places)

    def points(self, seed: int, kills: int, torn: int) -> list[Point]:
        """Different points, the same for the same seed: two of three at a call, others at a line.

        Lines are so many that the calls between them would hardly ever be met.
        """
        chance = random.Random(seed)  # noqa: S311 - a choice of samples, no secret
        every = range(1, len(self._seen) + 1)
        calls = [number for number in every if not _LINE.match(self._seen[number - 1])]
        lines = [number for number in every if _LINE.match(self._seen[number - 1])]
        found = chance.sample(calls, kills * 2 // 3)
        found += chance.sample(lines, kills - len(found))
        commits = [number for number in every if self._seen[number - 1] == _COMMIT]
        return [Point(number) for number in sorted(found)] + [
            Point(commits[i % len(commits)], (i + 1) / (torn + 1)) for i in range(torn)
        ]

    def run(self, point: Point, *, more: int) -> Outcome:
        """Kill it there, look, and do it again.

        Args:
            point: where.
            more: 0 to do it once more, 1 to take it back, 2 for neither.
        """
        outcome = Outcome(point.number, point.share, self._seen[point.number - 1])
        places, action = self._copy(), self._case.action
        outcome.killed = bool(_child(action, places, _Counter(point, places)))
        outcome.torn = Path(f"{places.register}-journal").exists()
        outcome.half_files = half_files(places)
        outcome.register = register_faults(places)
        done = _is_done(places, self._before)
        if self._case.repeatable or not done:
            _child(action, places)
        outcome.different = differences(self.whole, snapshot(places))
        if more == 0 and self._case.repeatable:
            _child(action, places)
            outcome.changed_by_one_more = differences(self.whole, snapshot(places))
        elif more == 1 and not done:  # else it was done twice, and each is taken back by itself
            outcome.different_when_undone = differences(self._undone, self._take_back(places))
        return outcome

    def _take_back(self, places: Places) -> dict[str, str]:
        if self._case.undo is None:
            return self.whole
        _child(self._case.undo, places)
        return snapshot(places)

    def _copy(self) -> Places:
        """A fresh copy, always in the same place: names of folders stand in the results."""
        shutil.rmtree(self._folder, ignore_errors=True)
        shutil.copytree(self._base, self._folder)
        return Places(self._folder)


def snapshot(places: Places) -> dict[str, str]:
    """What stands there: hash of each file's bytes, and what the register holds.

    Temporary names and numbers of runs are left out; all times of the actions are given.
    """
    found = {
        str(path.relative_to(places.folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in places.folder.rglob("*")
        if path.is_file() and path != places.register and not _is_hidden(path, places)
    }
    if not places.register.exists():
        return found
    with Register.open(places.register, create=False) as book:
        rounds = book.rounds()
        found["rounds"] = repr([(r.id, r.period.text, r.version, r.due) for r in rounds])
        found["outputs"] = repr(
            sorted(name for name in book.outputs() if not name.startswith(PLACED))
        )
        for each in rounds:
            found["packets"] = repr(sorted(book.packet_files(each.id).values()))
            received = book.received(each.id)
            found["received"] = repr([(r.submission, r.findings, r.received_at) for r in received])
            found["seen"] = repr(sorted(book.files_seen(each.id).items()))
            found["names"] = repr(sorted(book.names_seen(each.id).items()))
            found["decisions"] = repr(sorted(book.decisions(each.id).items()))
            history = book.history(each.id)
            found["history"] = repr((sorted(history.first.items()), _sorted(history.written)))
    return found


def _sorted(written: Any) -> list[Any]:
    return sorted((cell, sorted(texts)) for cell, texts in written.items())


def _count_runs(places: Places) -> int:
    if not places.register.exists():
        return 0
    with Register.open(places.register) as book:
        return len(book.runs())


def _is_done(places: Places, before: int) -> bool:
    """Whether the register knows that the results of a killed collecting or undo stand there."""
    if not places.register.exists():
        return False
    with Register.open(places.register) as book:
        runs, outputs = book.runs(), book.outputs()
    return len(runs) > before and f"{PLACED}{runs[-1].number}" in outputs


def _is_hidden(path: Path, places: Places) -> bool:
    return any(part.startswith(".") for part in path.relative_to(places.folder).parts)


def differences(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """Names of what is not the same."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def register_faults(places: Places) -> list[str]:
    """What is wrong with the register after a kill, before anything has mended it."""
    if not places.register.exists():
        return []
    with Register.open(places.register) as book:
        book.runs()
    connection = sqlite3.connect(places.register)
    try:
        told = [str(line) for (line,) in connection.execute("PRAGMA integrity_check")]
        faults = [] if told == ["ok"] else told
        faults += [
            f"foreign key: {line}" for line in connection.execute("PRAGMA foreign_key_check")
        ]
        tables, triggers = (
            {
                str(name)
                for (name,) in connection.execute(
                    "SELECT name FROM sqlite_master WHERE type = ?", (kind,)
                )
            }
            for kind in ("table", "trigger")
        )
    finally:
        connection.close()
    wanted = {f"{table}_no_{what}" for table in tables for what in ("update", "delete")}
    return faults + [f"no trigger {name}" for name in sorted(wanted - triggers)]


def half_files(places: Places) -> list[str]:
    """Workbooks and documents under final names that do not open whole."""
    faults = []
    for path in places.folder.rglob("*"):
        if _is_hidden(path, places) or path.suffix not in {".xlsx", ".docx"}:
            continue
        try:
            with zipfile.ZipFile(path) as archive:
                broken = archive.testzip()
        except (zipfile.BadZipFile, OSError) as error:
            broken = str(error)
        if broken:
            faults.append(f"{path.name}: {broken}")
    return faults


def main(folder: Path, case: str, seed: int, kills: int, torn: int) -> None:
    """Warm up, try every point, and print what was found."""
    _warm_up(Places(folder / "warm"))
    trial = Trial(folder, CASES[case])
    points = trial.points(seed, kills, torn)
    outcomes = [trial.run(point, more=i % 3) for i, point in enumerate(points)]
    json.dump([asdict(outcome) for outcome in outcomes], sys.stdout, ensure_ascii=False)


def _warm_up(places: Places) -> None:
    """Import in this process whatever the actions import, so that no child has to."""
    places.folder.mkdir(parents=True)
    for action in (*_ISSUED, crash_round.collect, crash_round.decide, crash_round.undo):
        action(places)
    gc.collect()
    gc.freeze()  # else each child copies the memory of what it only looks at


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], *(int(text) for text in sys.argv[3:6]))
