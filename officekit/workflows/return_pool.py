"""Reads, understands and checks returned files, several at once where there are many."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
    from concurrent.futures import Future

    from officekit.checking.submission_rule import SubmissionRule

_FEWEST_FOR_POOL = 40
"""Starting a process takes as long as reading some dozens of files."""
_CHUNK = 16


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
    """

    round: Round
    packets: Mapping[str, Packet]
    previous: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    registry: UnitRegistry = field(default_factory=UnitRegistry)
    settings: Mapping[str, str] = field(default_factory=dict)
    today: date = date.max
    config: Config = DEFAULT_CONFIG

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

    def given_up(self, incoming: Incoming) -> Received:
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
        return Received(subject.submission, check(subject, rules=self.rules).findings)


_desk: list[Desk] = []
"""The desk of a worker process."""


def _open_desk(desk: Desk) -> None:
    _desk[:] = [desk]


def _examine(several: Sequence[Incoming]) -> list[Received]:
    return [_desk[0].examine(incoming) for incoming in several]


def examine_all(
    desk: Desk,
    incoming: Sequence[Incoming],
    told: Callable[[int], None],
    *,
    workers: int | None = None,
) -> list[Received]:
    """Examine files; the answers are in the order of the files.

    Args:
        desk: what is needed for it.
        incoming: the files.
        told: called with the number of files done.
        workers: processes; by default one a core where there are many files, else none.
    """
    from concurrent.futures import ProcessPoolExecutor

    count = workers if workers is not None else (os.cpu_count() or 1)
    if count <= 1 or len(incoming) < _FEWEST_FOR_POOL:
        return list(_one_by_one(desk, incoming, told))
    chunks = [incoming[i : i + _CHUNK] for i in range(0, len(incoming), _CHUNK)]
    done: list[list[Received] | None] = [None] * len(chunks)
    with ProcessPoolExecutor(count, initializer=_open_desk, initargs=(desk,)) as pool:
        futures = [pool.submit(_examine, chunk) for chunk in chunks]
        _wait(futures, done, told)
    for i, received in enumerate(done):
        if received is None:  # the process died over a file of this chunk
            done[i] = [_alone(desk, each) for each in chunks[i]]
            told(min((i + 1) * _CHUNK, len(incoming)))
    return [received for several in done for received in several or ()]


def _one_by_one(
    desk: Desk, incoming: Sequence[Incoming], told: Callable[[int], None]
) -> Iterator[Received]:
    for i, each in enumerate(incoming):
        told(i)
        yield desk.examine(each)


def _wait(
    futures: Sequence[Future[list[Received]]],
    done: list[list[Received] | None],
    told: Callable[[int], None],
) -> None:
    from concurrent.futures.process import BrokenProcessPool

    count = 0
    try:
        for i, future in enumerate(futures):
            try:
                done[i] = future.result()
            except BrokenProcessPool:
                continue
            count += len(done[i] or ())
            told(count)
    except BaseException:
        for future in futures:
            future.cancel()
        raise


def _alone(desk: Desk, incoming: Incoming) -> Received:
    """Examine one file in a process of its own, which may die."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    with ProcessPoolExecutor(1, initializer=_open_desk, initargs=(desk,)) as pool:
        try:
            return pool.submit(_examine, [incoming]).result()[0]
        except BrokenProcessPool:
            return desk.given_up(incoming)
