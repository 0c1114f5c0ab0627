"""Take back: returned files → understood, checked, recorded, merged; what is told of each."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from officekit.config import DEFAULT_CONFIG, RETURN_LIMITS, Config
from officekit.errors import ContentError
from officekit.model.finding import Finding, Severity
from officekit.model.incoming import Incoming
from officekit.model.matrix import Matrix
from officekit.model.merging import Decisions, MergeResult
from officekit.model.packet import Round
from officekit.model.period import Period
from officekit.model.run import RunKind
from officekit.model.setting import DECIDE_EACH
from officekit.model.submission import Receipt, Received
from officekit.workflows.outputs import sha256_of
from officekit.workflows.progress import PathLike, Progress, silent
from officekit.workflows.register_place import FILE_NAME, open_register
from officekit.workflows.return_pool import Desk, examine_all

if TYPE_CHECKING:
    from officekit.exchange.acceptance import Accepted
    from officekit.exchange.register import Register


@dataclass(frozen=True, slots=True)
class Collection:
    """What a collecting run has found, before anything is written.

    Attributes:
        matrix: as it was read.
        round: that was collected.
        run: number in the register.
        time: of the run, ISO.
        taken: returns that are new.
        known: how many files were taken in by an earlier run.
        own: how many files are our own, unchanged (issued workbooks, results).
        received: all returns of the round that count, new ones included.
        accepted: what of each may be merged, in the order of ``received``.
        sources: file of each return that is at hand, by SHA-256.
        answered: content hashes of returns that were sent back by an earlier run.
        decisions: what the clerk has decided in this round.
        result: of the merge.
        receipts: one line a unit.
        findings: of the set and of the merge.
        outputs: SHA-256 of all files that we have ever written for this register.
    """

    matrix: Matrix
    round: Round
    run: int
    time: str
    taken: tuple[Received, ...]
    known: int
    own: int
    received: tuple[Received, ...]
    accepted: tuple[Accepted, ...]
    sources: Mapping[str, Incoming]
    answered: frozenset[str]
    decisions: Decisions
    result: MergeResult
    receipts: tuple[Receipt, ...]
    findings: tuple[Finding, ...]
    outputs: frozenset[str]

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """Those of each return that counts, then those of the set."""
        of_returns = (finding for each in self.received for finding in each.findings)
        return (*of_returns, *self.findings)

    @property
    def has_errors(self) -> bool:
        """Whether a finding is an error."""
        return any(finding.severity is Severity.ERROR for finding in self.all_findings)


Outputs = Mapping[str, str]
"""What a run has written: name in the register → SHA-256 of the file."""


class Prepared(Protocol):
    """Results that are ready to be put in place.

    The register takes the run down before they are: what was killed in between is made good by
    running again, and a result is known as ours from the moment it stands there.
    """

    @property
    def outputs(self) -> Outputs:
        """Files that will be put in place."""

    def place(self) -> Outputs:
        """Put everything in place; further files that were written."""


Prepare = Callable[[Collection], Prepared]
"""Makes the results of a run ready."""
REPLY = "reply:"
"""Begins the register's name of a copy that goes back; the content hash follows."""


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
    from officekit.reading.intake import gather

    moment = now or datetime.now().astimezone()
    time = moment.isoformat(timespec="seconds")
    guarded = replace(config, limits=RETURN_LIMITS)
    with open_register(matrix, beside, register, create=False) as book:
        round_ = _round(book, matrix, period)
        progress("查找文件")
        with gather(paths, guarded) as found:
            left_out = {*map(_resolved, (beside, beside.absolute().parent / FILE_NAME, *skipped))}
            incoming = [each for each in found if _resolved(each.path) not in left_out]
            desk = _desk(book, matrix, round_, moment.date(), guarded)
            run = book.begin_run(RunKind.COLLECT, round_.id, time)
            sources, own, known = _sorted_out(book, round_, incoming)
            fresh = [each for sha, each in sources.items() if sha not in known]
            refused = [each for each in incoming if each.refusal is not None]
            examined = examine_all(
                desk,
                [*fresh, *refused],
                lambda done: progress("读取、核对报送文件", done, len(fresh) + len(refused)),
                workers=workers,
            )
            progress("登记")
            taken = book.add_received(
                run, round_.id, [replace(each, received_at=time, run=run) for each in examined]
            )
            book.add_decisions(run, round_.id, matrix.decisions if decisions is None else decisions)
            progress("汇总")
            merged = _merged(book, matrix, round_, moment.date())
            collection = replace(
                merged,
                run=run,
                time=time,
                taken=taken,
                known=len([sha for sha in sources if sha in known]),
                own=own,
                sources=sources,
            )
            _finish(book, collection, prepare(collection))
    return collection


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
        round_ = _round(book, matrix, period)
        day = today or datetime.now().astimezone().date()
        return _merged(book, matrix, round_, day)


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
        number: of the run; by default the last one that still counts.
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
        runs = [
            run
            for run in book.runs(exchange.matrix_identity(matrix))
            if run.kind is RunKind.COLLECT and not run.undone_by
        ]
        chosen = next((run for run in reversed(runs) if number in (None, run.number)), None)
        if chosen is None:
            raise ContentError(
                "没有可以撤销的汇总。" if number is None else f"没有第{number}次汇总，或已撤销。",
                "请用“报送情况”查看做过的汇总。",
            )
        round_ = next(each for each in book.rounds() if each.id == chosen.round_id)
        run = book.begin_run(RunKind.UNDO, round_.id, time)
        book.withdraw(run, chosen.number)
        collection = replace(_merged(book, matrix, round_, moment.date()), run=run, time=time)
        _finish(book, collection, prepare(collection))
    return collection


def _finish(book: Register, collection: Collection, prepared: Prepared) -> None:
    run, round_id = collection.run, collection.round.id
    values = collection.result.values
    book.finish_run(run, round_id, values, prepared.outputs, collection.time)
    further = prepared.place()
    if further:
        book.record_outputs(run, further)


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except OSError:
        return path.absolute()


def _round(book: Register, matrix: Matrix, period: str) -> Round:
    from officekit import exchange

    text = Period.parse(period).text if period.strip() else ""
    round_ = book.latest_round(exchange.matrix_identity(matrix), text)
    if round_ is None:
        which = f"{text}的" if text else ""
        raise ContentError(
            f"登记册里没有这个责任矩阵{which}下发记录，无法核对报送文件。",
            "请先“拆分下发”；如果下发时用的是别的文件夹，请把责任矩阵和登记册放在一起。",
        )
    return round_


def _desk(book: Register, matrix: Matrix, round_: Round, today: date, config: Config) -> Desk:
    packets = {key: packet for key, (_, packet) in book.packets(round_.matrix_id).items()}
    previous, _ = book.previous_answers(round_.matrix_id, round_.period)
    return Desk(round_, packets, previous, matrix.registry, matrix.settings, today, config)


def _sorted_out(
    book: Register, round_: Round, incoming: Sequence[Incoming]
) -> tuple[dict[str, Incoming], int, frozenset[str]]:
    """Readable files by SHA-256, how many are our own, and which are known."""
    ours = book.output_hashes()
    sources: dict[str, Incoming] = {}
    own = 0
    for each in incoming:
        if each.refusal is not None:
            continue
        sha = _sha256(each.path)
        if sha in ours:
            own += 1
        else:
            sources.setdefault(sha, each)
    return sources, own, frozenset(book.files_seen(round_.id))


def _sha256(path: Path) -> str:
    """SHA-256 of a file; of its path where it can't be read (the reader says why)."""
    try:
        return sha256_of(path)
    except OSError:
        return hashlib.sha256(str(path).encode(errors="replace")).hexdigest()


def _merged(book: Register, matrix: Matrix, round_: Round, today: date) -> Collection:
    """The merge of all returns that the register holds for a round."""
    from officekit import exchange
    from officekit.checking import check
    from officekit.checking.submission_subject import ReturnSet

    received = book.received(round_.id)
    accepted = tuple(exchange.accepted(each.submission, each.findings) for each in received)
    decisions = book.decisions(round_.id)
    result = exchange.merge(
        matrix,
        round_,
        list(zip(received, accepted, strict=True)),
        book.history(round_.id),
        decisions,
        policy=matrix.settings.get("多单位填报", "") or DECIDE_EACH,
    )
    previous, _ = book.previous_answers(round_.matrix_id, round_.period)
    past = book.past_periods(round_.matrix_id, round_.period)
    together = check(ReturnSet(round_, received, matrix, past, previous, today))
    outputs = book.outputs()
    return Collection(
        matrix,
        round_,
        run=0,
        time="",
        taken=(),
        known=0,
        own=0,
        received=received,
        accepted=accepted,
        sources={},
        answered=frozenset(name.removeprefix(REPLY) for name in outputs if name.startswith(REPLY)),
        decisions=decisions,
        result=result,
        receipts=exchange.status(round_, received, accepted, today=today),
        findings=(*together.findings, *result.findings),
        outputs=frozenset(outputs.values()),
    )
