"""Take back: returned files → understood, checked, recorded, merged; what is told of each."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from officekit.config import DEFAULT_CONFIG, RETURN_LIMITS, Config
from officekit.errors import ContentError
from officekit.model.finding import Finding, Severity
from officekit.model.incoming import Incoming
from officekit.model.matrix import Matrix
from officekit.model.merging import ConflictKind, Decisions, MergeResult
from officekit.model.packet import Round
from officekit.model.period import Period
from officekit.model.run import Run, RunKind
from officekit.model.setting import DECIDE_EACH
from officekit.model.submission import Receipt, Received
from officekit.workflows.outputs import sha256_of
from officekit.workflows.progress import PathLike, Progress, silent
from officekit.workflows.register_place import FILE_NAME, open_register
from officekit.workflows.return_copies import copies_at_hand, under_other_name
from officekit.workflows.return_pool import Desk, examine_all
from officekit.workflows.withdrawing import PLACED, broken_off_before, to_withdraw

if TYPE_CHECKING:
    from officekit.exchange.acceptance import Accepted
    from officekit.exchange.register import Register
    from officekit.exchange.register_submissions import PackedReturn


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
        received: all returns of the round, new ones included.
        current: those that no correction and no decision has replaced.
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
    current: tuple[Received, ...]
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
        of_returns = (finding for each in self.current for finding in each.findings)
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
    from officekit.exchange import collector_at_rest
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
            desk = replace(_desk(book, matrix, round_, moment.date(), guarded), time=time)
            run = book.begin_run(RunKind.COLLECT, round_.id, time)
            files = _sorted_out(book, round_, incoming)
            examined = _examined(desk, files, progress, workers)
            progress("登记")
            book.add_packed(run, round_.id, examined)
            book.add_decisions(run, round_.id, matrix.decisions if decisions is None else decisions)
            progress("汇总")
            with collector_at_rest():
                merged = _merged(book, matrix, round_, desk, files.at_hand)
            collection = replace(
                merged,
                run=run,
                time=time,
                taken=tuple(each for each in merged.received if each.run == run),
                known=files.known,
                own=files.own,
                sources=files.sources,
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
        return _merged(book, matrix, round_, _desk(book, matrix, round_, day))


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
                "请用“报送情况”查看做过的汇总。",
            )
        round_ = next(each for each in book.rounds() if each.id == chosen.round_id)
        run = book.begin_run(RunKind.UNDO, round_.id, time)
        for each in (chosen, *broken_off_before(runs, chosen, done)):
            if not each.undone_by:
                book.withdraw(run, each.number)
        desk = _desk(book, matrix, round_, moment.date())
        collection = replace(_merged(book, matrix, round_, desk), run=run, time=time)
        _finish(book, collection, prepare(collection))
    return collection


def _finish(book: Register, collection: Collection, prepared: Prepared) -> None:
    from officekit.exchange import collector_at_rest

    run, round_id = collection.run, collection.round.id
    values = collection.result.values
    with collector_at_rest():
        book.finish_run(run, round_id, values, prepared.outputs, collection.time)
    further = prepared.place()
    first = next(iter(prepared.outputs.values()), "0" * 64)
    book.record_outputs(run, {**further, f"{PLACED}{run}": first})


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


def _desk(
    book: Register, matrix: Matrix, round_: Round, today: date, config: Config = DEFAULT_CONFIG
) -> Desk:
    packets = {key: packet for key, (_, packet) in book.packets(round_.matrix_id).items()}
    previous, _ = book.previous_answers(round_.matrix_id, round_.period)
    return Desk(round_, packets, previous, matrix.registry, matrix.settings, today, config)


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of a run, sorted out.

    Attributes:
        sources: files that can be read and are not our own, by SHA-256.
        fresh: those that no earlier run has taken in.
        again: further files with the same bytes as a fresh one.
        refused: what could not be taken out of its container, lock files.
        at_hand: all that are not our own, equal ones too, each behind its SHA-256.
        known: how many were taken in by an earlier run.
        own: how many are our own, unchanged.
    """

    sources: Mapping[str, Incoming]
    at_hand: tuple[tuple[str, Incoming], ...]
    fresh: tuple[str, ...]
    again: tuple[tuple[str, Incoming], ...]
    refused: tuple[Incoming, ...]
    known: int
    own: int


def _sorted_out(book: Register, round_: Round, incoming: Sequence[Incoming]) -> _Files:
    ours, seen = book.output_hashes(), book.files_seen(round_.id)
    hashed = [(_sha256(each.path), each) for each in incoming if each.refusal is None]
    sources: dict[str, Incoming] = {}
    again: list[tuple[str, Incoming]] = []
    for sha, each in hashed:
        if sha in ours:
            continue
        if sha in sources:
            again.append((sha, each))
        else:
            sources[sha] = each
    return _Files(
        sources,
        at_hand=tuple(pair for pair in hashed if pair[0] not in ours),
        fresh=tuple(sha for sha in sources if sha not in seen),
        again=tuple(pair for pair in again if pair[0] not in seen),
        refused=tuple(each for each in incoming if each.refusal is not None),
        known=sum(sha in seen for sha in sources),
        own=sum(sha in ours for sha, _ in hashed),
    )


def _examined(
    desk: Desk, files: _Files, progress: Progress, workers: int | None
) -> list[PackedReturn]:
    """What fresh and refused files say; a file with the bytes of another is not read again."""
    wanted = [*(files.sources[sha] for sha in files.fresh), *files.refused]
    found = examine_all(
        desk,
        wanted,
        lambda done: progress("读取、核对报送文件", done, len(wanted)),
        workers=workers,
    )
    by_sha = dict(zip(files.fresh, found, strict=False))
    renamed = (
        desk.ready(under_other_name(desk.unpacked(by_sha[sha]), each)) for sha, each in files.again
    )
    return [*found, *renamed]


def _sha256(path: Path) -> str:
    """SHA-256 of a file; of its path where it can't be read (the reader says why)."""
    try:
        return sha256_of(path)
    except OSError:
        return hashlib.sha256(str(path).encode(errors="replace")).hexdigest()


def _not_told_yet(result: MergeResult) -> Iterator[Finding]:
    """Findings of the merge without the disputes that rules on the set tell (SB205, SB208)."""
    kinds = (conflict.kind for conflict in result.conflicts)
    for finding in result.findings:
        if finding.code != "SB701" or next(kinds) is ConflictKind.MASTER:
            yield finding


def _merged(
    book: Register,
    matrix: Matrix,
    round_: Round,
    desk: Desk,
    at_hand: Sequence[tuple[str, Incoming]] = (),
) -> Collection:
    """The merge of all returns that the register holds for a round.

    What is at hand and says the same as a return under another name is told too.
    """
    from officekit import exchange
    from officekit.checking import check
    from officekit.checking.submission_subject import ReturnSet

    received = book.received(round_.id)
    accepted = tuple(exchange.accepted(each.submission, each.findings) for each in received)
    decisions = book.decisions(round_.id)
    returns = list(zip(received, accepted, strict=True))
    result = exchange.merge(
        matrix,
        round_,
        returns,
        book.history(round_.id),
        decisions,
        policy=matrix.settings.get("多单位填报", "") or DECIDE_EACH,
    )
    current = exchange.current_returns(round_, returns, decisions)
    copies = copies_at_hand(current, at_hand, book.files_seen(round_.id))
    past = book.past_periods(round_.matrix_id, round_.period)
    disputed = frozenset((each.row_key, each.column) for each in result.conflicts)
    together = check(
        ReturnSet(
            round_,
            (*current, *copies),
            matrix,
            past,
            desk.previous,
            desk.today,
            disputed=disputed,
        )
    )
    return Collection(
        matrix,
        round_,
        run=0,
        time="",
        taken=(),
        known=0,
        own=0,
        received=received,
        current=current,
        accepted=accepted,
        sources={},
        answered=frozenset(
            name.removeprefix(REPLY) for name in book.outputs() if name.startswith(REPLY)
        ),
        decisions=decisions,
        result=result,
        receipts=exchange.status(round_, returns, decisions, today=desk.today),
        findings=(*together.findings, *_not_told_yet(result)),
        outputs=book.output_hashes(),
    )
