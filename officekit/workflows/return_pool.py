"""Reads, understands and checks returned files, several at once where there are many."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
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
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing.process import BaseProcess

    from officekit.checking.submission_rule import SubmissionRule
    from officekit.exchange.register_submissions import PackedReturn

_FEWEST_FOR_POOL = 40
"""Starting a process takes as long as reading some dozens of files."""
_CHUNK = 16
_MOST_PROCESSES = 32
"""Windows does not wait for more than 61 at once."""
_PATIENCE = 60.0
"""Seconds in which the first process must answer; scanners of viruses are slow."""
_BREATH = 0.5
"""Seconds between two looks at whether the clerk has cancelled."""


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


_desk: list[Desk] = []
"""The desk of a worker process."""


def _open_desk(desk: Desk) -> None:
    _desk[:] = [desk]


def _examine(several: Sequence[Incoming]) -> list[PackedReturn]:
    from officekit.exchange.register_codec import collector_at_rest

    with collector_at_rest():
        return [_desk[0].packed(incoming) for incoming in several]


def _ready() -> bool:
    return True


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
    chunks = [incoming[i : i + _CHUNK] for i in range(0, len(incoming), _CHUNK)]
    done: list[list[PackedReturn] | None] = [None] * len(chunks)
    with _pool(inside, count) as pool:
        if pool is None:
            return list(_one_by_one(desk, incoming, told))
        _wait([pool.submit(_examine, chunk) for chunk in chunks], done, told)
    for i, several in enumerate(done):
        if several is None:  # a process died, over a file of this chunk or of another
            done[i] = _carefully(inside, chunks[i])
            told(min((i + 1) * _CHUNK, len(incoming)))
    return [each for several in done for each in several or ()]


def _one_by_one(
    desk: Desk, incoming: Sequence[Incoming], told: Callable[[int], None]
) -> Iterator[PackedReturn]:
    for i, each in enumerate(incoming):
        told(i)
        yield desk.packed(each)


@contextmanager
def _pool(desk: Desk, count: int) -> Iterator[ProcessPoolExecutor | None]:
    """Processes that answer; ``None`` where the system lets none start.

    What fails inside ends them at once: they are not waited for.
    """
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    others = set(multiprocessing.active_children())
    pool: ProcessPoolExecutor | None = None
    try:
        try:
            pool = ProcessPoolExecutor(count, initializer=_open_desk, initargs=(desk,))
            pool.submit(_ready).result(_PATIENCE)
        except (OSError, ImportError, NotImplementedError, BrokenProcessPool):
            # TimeoutError is an OSError. A process that was started and waits for work would
            # keep this one from ending.
            _end(pool, others)
            pool = None
        yield pool
    except BaseException:
        _end(pool, others)
        raise
    if pool is not None:
        pool.shutdown()


def _end(pool: ProcessPoolExecutor | None, others: AbstractSet[BaseProcess]) -> None:
    """End all processes that were started since."""
    import multiprocessing

    for process in multiprocessing.active_children():
        if process not in others:
            process.terminate()
    if pool is not None:
        pool.shutdown(wait=False, cancel_futures=True)


def _wait(
    futures: Sequence[Future[list[PackedReturn]]],
    done: list[list[PackedReturn] | None],
    told: Callable[[int], None],
) -> None:
    from concurrent.futures import wait
    from concurrent.futures.process import BrokenProcessPool

    count = 0
    for i, future in enumerate(futures):
        while wait([future], _BREATH).not_done:
            told(count)
        try:
            done[i] = future.result()
        except BrokenProcessPool:
            continue
        count += len(done[i] or ())
        told(count)


def _carefully(desk: Desk, several: Sequence[Incoming]) -> list[PackedReturn]:
    """Examine files in a process of their own; where it dies, each in one of its own."""
    from concurrent.futures.process import BrokenProcessPool

    with _pool(desk, 1) as pool:
        if pool is None:
            return [desk.given_up(each) for each in several]
        try:
            return pool.submit(_examine, several).result()
        except BrokenProcessPool:
            if len(several) == 1:
                return [desk.given_up(several[0])]
    return [packed for each in several for packed in _carefully(desk, [each])]
