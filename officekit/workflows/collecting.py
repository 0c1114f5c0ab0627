"""Take back: returned files → understood, checked, recorded, merged; what is told of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from officekit.config import DEFAULT_CONFIG, RETURN_LIMITS, Config
from officekit.errors import ContentError
from officekit.model.matrix import Matrix
from officekit.model.merging import Decisions
from officekit.model.run import Run, RunKind
from officekit.workflows.progress import PathLike, Progress, silent
from officekit.workflows.register_place import open_register, register_files
from officekit.workflows.return_files import examined, sorted_out, without
from officekit.workflows.round_state import (
    Collection,
    Prepare,
    Prepared,
    desk_of,
    round_of,
    state_of,
)
from officekit.workflows.round_versions import earlier_versions
from officekit.workflows.withdrawing import PLACED, broken_off_before, to_withdraw

if TYPE_CHECKING:
    from officekit.exchange.register import Register


def collect_returns(
    paths: Sequence[PathLike],
    matrix: Matrix,
    beside: Path,
    prepare: Prepare,
    *,
    period: str = "",
    decisions: Decisions | None = None,
    register: str | None = None,
    skipped: Sequence[Path] = (),
    now: datetime | None = None,
    workers: int | None = None,
    config: Config = DEFAULT_CONFIG,
    progress: Progress = silent,
) -> Collection:
    """Take returned files in, and merge all returns of the round.

    What comes of it is the same whatever the order of files and runs; a run that was killed is
    made good by running it again.

    Args:
        paths: files, folders, zip archives, e-mails.
        matrix: the list as it stands; it is not changed.
        beside: its workbook, beside which the register is.
        prepare: makes the results ready; called once.
        period: that is collected; by default the one issued last.
        decisions: what the clerk has decided; by default that of the matrix workbook.
        register: where the register is.
        skipped: files that are no returns though they lie among them (the matrix).
        now: the time; by default the clock's.
        workers: processes that read; by default one a core where there are many files.
        config: settings; limits are those of returned files.
        progress: told what begins.

    Raises:
        ContentError: nothing was issued.
        OfficekitError: reading or writing is not possible.
    """
    from officekit.exchange import collector_at_rest
    from officekit.reading.intake import gather

    moment = now or datetime.now().astimezone()
    time = moment.isoformat(timespec="seconds")
    guarded = replace(config, limits=RETURN_LIMITS)
    with open_register(matrix, beside, register, create=False) as book:
        round_ = round_of(book, matrix, period)
        progress("查找文件")
        with gather(paths, guarded) as found:
            own = register_files(matrix, beside, register)
            incoming = without(found, (beside, *own, *skipped))
            desk = replace(desk_of(book, matrix, round_, moment.date(), guarded), time=time)
            run = book.begin_run(RunKind.COLLECT, round_.id, time)
            earlier = earlier_versions(book, round_)
            files = sorted_out(book, round_, incoming, earlier.files)
            said = examined(desk, files, progress, workers)
            progress("登记")
            book.add_packed(run, round_.id, said)
            book.add_decisions(run, round_.id, matrix.decisions if decisions is None else decisions)
            progress("汇总")
            with collector_at_rest():
                merged = state_of(book, matrix, round_, desk, files.at_hand, earlier=earlier)
            collection = replace(
                merged,
                run=run,
                time=time,
                taken=tuple(each for each in merged.received if each.run == run),
                known=files.known,
                own=files.own,
                sources=files.sources,
            )
            return _finish(book, collection, prepare(collection))


def look_at_returns(
    matrix: Matrix,
    beside: Path,
    *,
    period: str = "",
    register: str | None = None,
    today: date | None = None,
) -> Collection:
    """The state of a round as the register knows it; nothing is read or written.

    Raises:
        ContentError: nothing was issued.
        OfficekitError: the register can't be read.
    """
    with open_register(matrix, beside, register, create=False) as book:
        round_ = round_of(book, matrix, period)
        day = today or datetime.now().astimezone().date()
        return state_of(book, matrix, round_, desk_of(book, matrix, round_, day))


def runs_of(matrix: Matrix, beside: Path, *, register: str | None = None) -> tuple[Run, ...]:
    """What was issued, collected and taken back of a matrix, oldest first.

    Raises:
        OfficekitError: there is no register, or it can't be read.
    """
    from officekit import exchange

    with open_register(matrix, beside, register, create=False) as book:
        return book.runs(exchange.matrix_identity(matrix))


def withdraw_run(
    matrix: Matrix,
    beside: Path,
    prepare: Prepare,
    *,
    number: int | None = None,
    register: str | None = None,
    now: datetime | None = None,
) -> Collection:
    """Take a collecting run back: its returns and decisions no longer count.

    Args:
        matrix: the list as it stands, with what was merged.
        beside: its workbook.
        prepare: makes the results ready.
        number: of the run; by default the last one that still counts, or the one whose taking
            back was broken off.
        register: where the register is.
        now: the time; by default the clock's.

    Raises:
        ContentError: there is no such run, or it was taken back before.
        OfficekitError: reading or writing is not possible.
    """
    from officekit import exchange

    moment = now or datetime.now().astimezone()
    time = moment.isoformat(timespec="seconds")
    with open_register(matrix, beside, register, create=False) as book:
        runs = book.runs(exchange.matrix_identity(matrix))
        done = book.outputs()
        chosen = to_withdraw(runs, number, done)
        if chosen is None:
            raise ContentError(
                "没有可以撤销的汇总。" if number is None else f"没有第{number}次汇总，或已撤销。",
                "可能还没有收集过，或者都已撤销；按“报送情况”可以看到现在的状态。",
            )
        round_ = next(each for each in book.rounds() if each.id == chosen.round_id)
        run = book.begin_run(RunKind.UNDO, round_.id, time)
        for each in (chosen, *broken_off_before(runs, chosen, done)):
            if not each.undone_by:
                book.withdraw(run, each.number)
        desk = desk_of(book, matrix, round_, moment.date())
        collection = replace(state_of(book, matrix, round_, desk), run=run, time=time)
        return _finish(book, collection, prepare(collection))


def _finish(book: Register, collection: Collection, prepared: Prepared) -> Collection:
    """Record the run, then put its results in place."""
    from officekit.exchange import collector_at_rest

    run, round_id = collection.run, collection.round.id
    values = prepared.collection.result.values
    with collector_at_rest():
        book.finish_run(run, round_id, values, prepared.outputs, collection.time)
    further = prepared.place()
    first = next(iter(prepared.outputs.values()), "0" * 64)
    book.record_outputs(run, {**further, f"{PLACED}{run}": first})
    return prepared.collection
