"""The register: what was issued, received, decided and merged. Append-only.

It is an SQLite file beside the matrix, or a database on a shared server. Nothing in it is ever
changed or removed; taking back is one more record.

Each method is one transaction, so that a program that is killed leaves what the methods before
had recorded. The order of a collecting is::

    run = register.begin_run(RunKind.COLLECT, round_id, at)
    new = register.add_received(run, round_id, received)
    register.add_decisions(run, round_id, decisions)
    …                     # merge all of received(round_id), write outputs under temporary names
    register.finish_run(run, round_id, values, outputs, at)
    …                     # give the outputs their names

Killed anywhere and done again, the end is the same: returns that are held are not taken twice, a
run that was not finished has merged nothing, and a merge that was recorded but whose outputs got
no names merges the same values again, since the matrix still holds what stood there before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from officekit.exchange import (
    register_issues,
    register_merges,
    register_past,
    register_receipts,
    register_runs,
)
from officekit.exchange.register_engine import explained, make_engine, missing, writing
from officekit.exchange.register_issues import PacketCache
from officekit.exchange.register_migrations import bring_up_to_date, version_of
from officekit.exchange.register_submissions import PackedReturn
from officekit.model.merging import Decisions, MergedValue, MergeHistory
from officekit.model.packet import Packet, Round
from officekit.model.period import Period
from officekit.model.run import Run, RunKind
from officekit.model.submission import Received


class Register:
    """The record of one matrix or of several; made by :meth:`open`.

    Any method raises an :class:`~officekit.errors.OfficekitError` with a message for a clerk where
    the database is used by somebody else, damaged, read-only or not reached. All times are ISO
    texts with offset, given by the caller.
    """

    def __init__(self, engine: Engine, place: str) -> None:
        self._engine = engine
        self._place = place
        self._packets: PacketCache = {}

    @classmethod
    def open(cls, location: str | Path, *, create: bool = True) -> Self:
        """Open a register and bring it up to date.

        Args:
            location: path of an SQLite file, or an SQLAlchemy URL (text with ``://``).
            create: make it where there is none.

        Raises:
            FileUnreadableError: it is missing and ``create`` is false, or it is damaged.
            ContentError: it is a database of something else.
            OutputNotWritableError: it can't be made there.
            UsageError: the URL is wrong or its driver is not installed.
            OfficekitError: a newer version has made it, somebody else uses it, no connection.
        """
        is_file = not (isinstance(location, str) and "://" in location)
        if is_file and not create and not Path(location).exists():
            raise missing(str(location))
        engine, place = make_engine(location)
        register = cls(engine, place)
        try:
            with explained(place):
                if not create:
                    register._refuse_empty()
                bring_up_to_date(engine)
        except BaseException:
            register.close()
            raise
        return register

    def _refuse_empty(self) -> None:
        with self._engine.connect() as connection:
            if version_of(connection) == 0:
                raise missing(self._place)

    def close(self) -> None:
        """Close it; the file may then be moved."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with explained(self._place), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with explained(self._place), writing(self._engine) as connection:
            yield connection

    def next_version(self, matrix_id: str, period: str) -> int:
        """The version that the next issue of a period gets: 1, 2, …."""
        with self._reading() as connection:
            return register_issues.next_version(connection, matrix_id, period)

    def add_round(
        self,
        matrix_id: str,
        title: str,
        period: Period,
        packets: Sequence[Packet],
        *,
        version: int,
        due: str,
        issued_at: str,
        files: Mapping[str, str],
    ) -> Round:
        """Record an issue, and the run that made it.

        Args:
            matrix_id: of the matrix.
            title: of the list.
            period: of the reports.
            packets: one a unit, in the order of the registry.
            version: as :meth:`next_version` gave it.
            due: last day (ISO date), blank where none.
            issued_at: ISO time with offset.
            files: names of the files by packet id.

        Returns:
            The round with its number.

        Raises:
            OfficekitError: somebody has issued that version in the meantime.
        """
        new = Round(0, matrix_id, period, version, tuple(packets), due, issued_at)
        with self._writing() as connection:
            return register_issues.add_round(connection, new, title=title, files=files)

    def rounds(self, matrix_id: str | None = None) -> tuple[Round, ...]:
        """The issues of a matrix or of all, oldest first."""
        with self._reading() as connection:
            return register_issues.rounds(connection, self._packets, matrix_id)

    def latest_round(self, matrix_id: str, period: str = "") -> Round | None:
        """The newest issue of a matrix, or of one of its periods."""
        with self._reading() as connection:
            return register_issues.latest_round(connection, self._packets, matrix_id, period)

    def packets(self, matrix_id: str | None = None) -> dict[str, tuple[int, Packet]]:
        """All packets of a matrix or of all, by id: number of the round, and packet."""
        with self._reading() as connection:
            return register_issues.packets(connection, self._packets, matrix_id)

    def packet_files(self, round_id: int) -> dict[str, str]:
        """Names of the files that were issued in a round, by packet id."""
        with self._reading() as connection:
            return register_issues.packet_files(connection, round_id)

    def begin_run(self, kind: RunKind, round_id: int, at: str, note: str = "") -> int:
        """Record that a run begins; one that is never finished does no harm.

        Returns:
            Its number. For ``ISSUE`` the number of the run that :meth:`add_round` has recorded.

        Raises:
            OfficekitError: there is no such round.
        """
        with self._writing() as connection:
            return register_runs.begin_run(connection, kind, round_id, at, note)

    def add_received(
        self, run: int, round_id: int, received: Sequence[Received]
    ) -> tuple[Received, ...]:
        """Record returns; what says the same as one that is held is not taken twice.

        A return that was taken back and comes again is taken again.

        Returns:
            Those that are new, ordered by content hash and hash of the bytes, with their run.
        """
        with self._writing() as connection:
            return register_receipts.add_received(
                connection, self._packets, run, round_id, received
            )

    def add_packed(
        self, run: int, round_id: int, returns: Sequence[PackedReturn]
    ) -> tuple[PackedReturn, ...]:
        """As :meth:`add_received`, of returns that were made ready elsewhere."""
        with self._writing() as connection:
            return register_receipts.add_packed(connection, run, round_id, returns)

    def received(self, round_id: int) -> tuple[Received, ...]:
        """The returns of a round that count, ordered by content hash and hash of the bytes."""
        with self._reading() as connection:
            return register_receipts.received(connection, self._packets, round_id)

    def files_seen(self, round_id: int) -> dict[str, str]:
        """Hash of the bytes → content hash of each file that need not be read again."""
        with self._reading() as connection:
            return register_receipts.files_seen(connection, round_id)

    def names_seen(self, round_id: int) -> dict[str, tuple[str, ...]]:
        """Content hash → shown names of all files that said so, oldest first."""
        with self._reading() as connection:
            return register_receipts.names_seen(connection, round_id)

    def add_decisions(self, run: int, round_id: int, decisions: Decisions) -> None:
        """Record what the clerk has decided; those that hold already are not written again."""
        with self._writing() as connection:
            register_receipts.add_decisions(connection, run, round_id, decisions)

    def decisions(self, round_id: int) -> Decisions:
        """The decisions of a round that count: the last one on each conflict."""
        with self._reading() as connection:
            return register_receipts.decisions(connection, round_id)

    def record_merge(self, run: int, round_id: int, values: Sequence[MergedValue], at: str) -> None:
        """Record what a run has merged; once a run.

        Raises:
            OfficekitError: the run has recorded a merge before.
        """
        with self._writing() as connection:
            register_merges.record_merge(connection, run, round_id, values, at)

    def record_outputs(self, run: int, outputs: Mapping[str, str]) -> None:
        """Record files that a run has written: shown path → SHA-256 of the bytes."""
        with self._writing() as connection:
            register_merges.record_outputs(connection, run, outputs)

    def finish_run(
        self,
        run: int,
        round_id: int,
        values: Sequence[MergedValue],
        outputs: Mapping[str, str],
        at: str,
    ) -> None:
        """Record what a run has merged and written, all in one transaction.

        Raises:
            OfficekitError: the run has recorded a merge before.
        """
        with self._writing() as connection:
            register_merges.record_merge(connection, run, round_id, values, at)
            register_merges.record_outputs(connection, run, outputs)

    def output_hashes(self) -> frozenset[str]:
        """SHA-256 of every file that was ever recorded as written."""
        with self._reading() as connection:
            return register_merges.output_hashes(connection)

    def outputs(self) -> dict[str, str]:
        """Every file that was ever recorded as written: shown path → its SHA-256, the last one."""
        with self._reading() as connection:
            return register_merges.outputs(connection)

    def history(self, round_id: int) -> MergeHistory:
        """What the merges of a round have put into the matrix, those taken back included."""
        with self._reading() as connection:
            return register_merges.history(connection, round_id)

    def merged_values(self, run: int) -> tuple[tuple[MergedValue, ...], str]:
        """What a run merged, and when (ISO time); nothing and blank where it merged nothing."""
        with self._reading() as connection:
            return register_merges.merged_values(connection, run)

    def withdraw(self, run: int, undone: int) -> None:
        """Take a collecting back: what it was the first to receive or decide no longer counts.

        Args:
            run: number of the run that takes it back.
            undone: number of the run that is taken back.

        Raises:
            UsageError: there is no such run, it was no collecting, or it was taken back before.
        """
        with self._writing() as connection:
            register_runs.withdraw(connection, run, undone)

    def runs(self, matrix_id: str | None = None) -> tuple[Run, ...]:
        """The runs of a matrix or of all, oldest first."""
        with self._reading() as connection:
            return register_runs.runs(connection, matrix_id)

    def previous_answers(
        self, matrix_id: str, before: Period
    ) -> tuple[dict[str, dict[str, str]], str]:
        """Answers of the latest earlier period (row key → column key → text), and its name.

        What was merged last counts; where nothing was merged, what was received last and not
        refused, the lead unit's before that of the supporting ones. Empty where there is none.
        """
        with self._reading() as connection:
            return register_past.previous_answers(connection, self._packets, matrix_id, before)

    def past_periods(
        self, matrix_id: str, before: Period
    ) -> tuple[tuple[str, frozenset[str]], ...]:
        """Earlier periods that were issued, oldest first, each with the units that returned it."""
        with self._reading() as connection:
            return register_past.past_periods(connection, matrix_id, before)
