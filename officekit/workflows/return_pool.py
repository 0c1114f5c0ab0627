"""Reads, understands and checks returned files, several at once where there are many."""

from __future__ import annotations

import gc
import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from officekit.config import DEFAULT_CONFIG, Config
from officekit.model.incoming import Incoming
from officekit.model.packet import Packet, Round
from officekit.model.returned import FileFacts, Refusal, ReturnedFile
from officekit.model.submission import Received, Submission
from officekit.model.unit import UnitRegistry

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from officekit.checking.submission_rule import SubmissionRule
    from officekit.exchange.register_submissions import PackedReturn

_FEWEST_FOR_POOL = 40
"""Starting a process takes as long as reading some dozens of files."""
_CHUNK = 16
_MOST_PROCESSES = 32
"""Windows does not wait for more than 63 at once."""
_PATIENCE = 60.0
"""Seconds in which a process must have started; scanners of viruses are slow."""
_LONGEST = 300.0
"""Seconds for the files of a chunk; the reader gives up on a single one much sooner."""
_BREATH = 0.5
"""Seconds between two looks at whether the clerk has cancelled."""
_ORPHAN = 5.0
"""Seconds between two looks of an idle process at whether its parent is still there."""


@dataclass(frozen=True)
class Desk:
    """What is needed to look at a return.

    Attributes:
        round: that is being collected.
        packets: all that were ever issued, by id.
        previous: answers of the period before.
        registry: organisations.
        settings: of rules.
        today: day of collecting.
        config: limits.
        time: ISO time of the run.
    """

    round: Round
    packets: Mapping[str, Packet]
    previous: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    registry: UnitRegistry = field(default_factory=UnitRegistry)
    settings: Mapping[str, str] = field(default_factory=dict)
    today: date = date.max
    config: Config = DEFAULT_CONFIG
    time: str = ""

    @cached_property
    def rules(self) -> tuple[type[SubmissionRule], ...]:
        """Rules on one return, found once."""
        from officekit.checking.engine import discover_submission_rules

        return discover_submission_rules()

    def prepare(self) -> None:
        """Find rules and packets before processes are forked, so that all of them share these."""
        _ = self.rules, self.by_unit

    @cached_property
    def by_unit(self) -> Mapping[str, Packet]:
        """Packets of the round by unit."""
        return {packet.unit: packet for packet in self.round.packets}

    def examine(self, incoming: Incoming) -> Received:
        """Read, understand and check one file; never fails because of the file."""
        from officekit.checking import check
        from officekit.checking.submission_subject import SubmissionSubject
        from officekit.exchange import understand
        from officekit.reading.returned import read_returned

        file = read_returned(incoming, self.config)
        subject = SubmissionSubject(
            understand(file, self.packets, self.round),
            file,
            self.round,
            self.by_unit,
            self.previous,
            self.registry,
            self.settings,
            self.today,
        )
        return Received(subject.submission, check(subject, rules=self.rules).findings)

    def packed(self, incoming: Incoming) -> PackedReturn:
        """As :meth:`examine`, made ready for the register: little to hand to another process."""
        return self.ready(self.examine(incoming))

    def ready(self, received: Received) -> PackedReturn:
        """A return made ready for the register."""
        from officekit.exchange.register_submissions import packed

        packet = received.submission.packet
        registered = self.packets.get(packet.id) if packet else None
        return packed(replace(received, received_at=self.time), registered)

    def unpacked(self, packed: PackedReturn) -> Received:
        """The return that :meth:`ready` was given."""
        from officekit.exchange.register_submissions import unpack_received

        packet = self.packets.get(packed.packet_id)
        return unpack_received(packed.payload, packet, received_at=packed.received_at, run=0)

    def given_up(self, incoming: Incoming) -> PackedReturn:
        """A file that ended the process that read it."""
        from officekit.checking import check
        from officekit.checking.submission_subject import SubmissionSubject

        facts = FileFacts(
            incoming.name,
            incoming.origin,
            folder=incoming.folder,
            refusal=Refusal.TOO_MUCH,
            reason=f"读取“{incoming.name}”时程序被迫停止，文件可能有害或已损坏。",
            remedy="请核实文件来源；请该单位用 Excel 或 WPS 打开原下发文件重新填写后再报。",
        )
        subject = SubmissionSubject(Submission(facts), ReturnedFile(facts), self.round)
        return self.ready(Received(subject.submission, check(subject, rules=self.rules).findings))


class _Worker:
    """A process that examines what it is handed.

    Not a ProcessPoolExecutor: its threads can't be ended where a process hangs, and would keep
    Excel waiting.

    Args:
        desk: what is needed for it.

    Raises:
        OSError: the system starts none.
    """

    def __init__(self, desk: Desk) -> None:
        from multiprocessing import Pipe, Process, get_start_method

        self.connection, its_end = Pipe()
        # A forked process has the desk; any other must be seen to read before it is sent one.
        self.forked = get_start_method() == "fork"
        arguments = its_end, os.getpid(), desk if self.forked else None
        try:
            self.process = Process(target=_work, args=arguments, daemon=True)
            self.process.start()
        except BaseException:
            self.connection.close()
            raise
        finally:
            its_end.close()  # so that the end of the process is seen

    def end(self) -> None:
        """End the process, whatever it does: what it has found was taken from it before."""
        self.connection.close()
        self.process.terminate()
        self.process.join(_BREATH)


def _work(connection: Connection, parent: int, desk: Desk | None) -> None:
    """What a process does: says that it is there, takes the desk, examines chunk after chunk."""
    from officekit.exchange.register_codec import collector_at_rest

    try:
        connection.send(True)
        desk = desk or connection.recv()
        gc.freeze()  # looking through what was forked would copy it
        while True:
            # Where processes are forked, siblings hold the pipe open when the parent is killed.
            while not connection.poll(_ORPHAN):
                if os.getppid() != parent:
                    return
            several: Sequence[Incoming] = connection.recv()
            with collector_at_rest():
                connection.send([desk.packed(incoming) for incoming in several])
    except (EOFError, OSError):
        return  # the parent has closed its end


def examine_all(
    desk: Desk,
    incoming: Sequence[Incoming],
    told: Callable[[int], None],
    *,
    workers: int | None = None,
) -> list[PackedReturn]:
    """Examine files; the answers are in the order of the files.

    Where no process can be started, this one does all the work.

    Args:
        desk: what is needed for it.
        incoming: the files.
        told: called with the number of files done, at least twice a second in the meantime where
            there are several processes; it may raise, which ends them.
        workers: processes; by default one a core where there are many files, else none.
    """
    count = min(workers if workers is not None else (os.cpu_count() or 1), _MOST_PROCESSES)
    if count <= 1 or len(incoming) < _FEWEST_FOR_POOL:
        return list(_one_by_one(desk, incoming, told))
    # In a process of its own nobody presses Esc.
    inside = replace(desk, config=replace(desk.config, heartbeat=None))
    inside.prepare()
    chunks = [incoming[i : i + _CHUNK] for i in range(0, len(incoming), _CHUNK)]
    with _crew(inside, count, told) as crew:
        if not crew:
            return list(_one_by_one(desk, incoming, told))
        done = _handed_out(crew, chunks, told)
    for i, several in enumerate(done):
        if several is None:  # a process died over a file of this chunk, or there was none left
            done[i] = _carefully(inside, chunks[i], told)
    return [each for several in done for each in several or ()]


def _one_by_one(
    desk: Desk, incoming: Sequence[Incoming], told: Callable[[int], None]
) -> Iterator[PackedReturn]:
    from officekit.exchange.register_codec import collector_at_rest

    for first in range(0, len(incoming), _CHUNK):
        with collector_at_rest():
            for i, each in enumerate(incoming[first : first + _CHUNK], first):
                told(i)
                yield desk.packed(each)


@contextmanager
def _crew(desk: Desk, count: int, told: Callable[[int], None]) -> Iterator[list[_Worker]]:
    """Processes that answer, none where the system lets none start; ended whatever happens."""
    started: list[_Worker] = []
    try:
        with suppress(OSError, ImportError, NotImplementedError):
            while len(started) < count:
                started.append(_Worker(desk))
        yield [worker for worker in started if _takes(worker, desk, told)]
    finally:
        for worker in started:
            worker.end()


def _takes(worker: _Worker, desk: Desk, told: Callable[[int], None]) -> bool:
    """Whether a process is there and takes the desk; one that reads can be written to."""
    last = time.monotonic() + _PATIENCE
    while not worker.connection.poll(_BREATH):
        told(0)
        if time.monotonic() > last:
            return False
    try:
        worker.connection.recv()
        if not worker.forked:
            worker.connection.send(desk)
    except (EOFError, OSError):
        return False
    return True


def _handed_out(
    crew: Sequence[_Worker], chunks: Sequence[Sequence[Incoming]], told: Callable[[int], None]
) -> list[list[PackedReturn] | None]:
    """What processes say of chunks; ``None`` for those over which one died or took too long."""
    from multiprocessing.connection import wait

    done: list[list[PackedReturn] | None] = [None] * len(chunks)
    left, idle = deque(range(len(chunks))), list(crew)
    busy: dict[object, tuple[_Worker, int, float]] = {}
    count = 0
    while busy or (left and idle):
        while left and idle:
            worker, i = idle.pop(), left.popleft()
            with suppress(OSError):  # it has died: the chunk stays undone
                worker.connection.send(chunks[i])
                busy[worker.connection] = worker, i, time.monotonic() + _LONGEST
        for connection in wait([worker.connection for worker, _, _ in busy.values()], _BREATH):
            worker, i, _ = busy.pop(connection)
            with suppress(EOFError, OSError):
                done[i] = worker.connection.recv()
                count += len(chunks[i])
                idle.append(worker)
        for worker, _, last in busy.values():
            if time.monotonic() > last:
                worker.process.terminate()  # seen as the end of its pipe
        told(count)
    return done


def _carefully(
    desk: Desk, several: Sequence[Incoming], told: Callable[[int], None]
) -> list[PackedReturn]:
    """Examine files in a process of their own; where it dies, each in one of its own."""
    with _crew(desk, 1, told) as crew:
        (found,) = _handed_out(crew, [several], told)
    if found is not None:
        return found
    if len(several) == 1 or not crew:
        return [desk.given_up(each) for each in several]
    return [packed for each in several for packed in _carefully(desk, [each], told)]
