"""A round as it stands: all returns that the register holds, merged and told of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from officekit.config import DEFAULT_CONFIG, Config
from officekit.errors import ContentError
from officekit.model.finding import Finding, Severity
from officekit.model.incoming import Incoming
from officekit.model.matrix import Matrix
from officekit.model.merging import ConflictKind, Decisions, MergeResult
from officekit.model.packet import Round
from officekit.model.period import Period
from officekit.model.setting import DECIDE_EACH
from officekit.model.submission import Receipt, Received
from officekit.workflows.building import with_missing_units
from officekit.workflows.clerk_edits import edited_since_merge
from officekit.workflows.return_copies import copies_at_hand
from officekit.workflows.return_pool import Desk
from officekit.workflows.round_versions import EarlierVersions, earlier_versions

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
    def collection(self) -> Collection:
        """What was found, without values that can't be set in the matrix."""

    @property
    def outputs(self) -> Outputs:
        """Files that will be put in place."""

    def place(self) -> Outputs:
        """Put everything in place; further files that were written."""


Prepare = Callable[[Collection], Prepared]
"""Makes the results of a run ready."""
REPLY = "reply:"
"""Begins the register's name of a copy that goes back; the content hash follows."""


def round_of(book: Register, matrix: Matrix, period: str) -> Round:
    """The round of a period; by default the one issued last.

    Raises:
        ContentError: nothing was issued.
    """
    from officekit import exchange

    text = Period.parse(period).text if period.strip() else ""
    identity = exchange.matrix_identity(matrix)
    round_ = book.latest_round(identity, text)
    if round_ is None:
        known = dict.fromkeys(each.period.text for each in book.rounds(identity)) if text else {}
        which = f"“{text}”的" if text else ""
        raise ContentError(
            f"登记册里没有这个责任矩阵{which}下发记录，无法核对报送文件。",
            f"已下发的期次有：{'、'.join(known)}，请写其中一个；不写的，按最近下发的一期。"
            if known
            else "请先“拆分下发”；如果下发时用的是别的文件夹，请把责任矩阵和登记册放在一起。",
        )
    return round_


def desk_of(
    book: Register, matrix: Matrix, round_: Round, today: date, config: Config = DEFAULT_CONFIG
) -> Desk:
    """What is needed to look at the returns of a round; units are known as when it was issued."""
    registry = with_missing_units(matrix).registry
    packets = {key: packet for key, (_, packet) in book.packets(round_.matrix_id).items()}
    previous, _ = book.previous_answers(round_.matrix_id, round_.period)
    return Desk(round_, packets, previous, registry, matrix.settings, today, config)


def _not_told_yet(result: MergeResult) -> Iterator[Finding]:
    """Findings of the merge without the disputes that rules on the set tell (SB205, SB208)."""
    kinds = (conflict.kind for conflict in result.conflicts)
    for finding in result.findings:
        if finding.code != "SB701" or next(kinds) is ConflictKind.MASTER:
            yield finding


def state_of(
    book: Register,
    matrix: Matrix,
    round_: Round,
    desk: Desk,
    at_hand: Sequence[tuple[str, Incoming]] = (),
    *,
    earlier: EarlierVersions | None = None,
) -> Collection:
    """The merge of all returns that the register holds for a round.

    What is at hand and says the same as a return under another name is told too. Returns to an
    earlier version of the period count where the unit is asked the same now.

    Args:
        book: the register.
        matrix: as it stands.
        round_: that is collected.
        desk: of the round.
        at_hand: files of the run, each behind its SHA-256.
        earlier: what is known of earlier versions; by default it is read.
    """
    from officekit import exchange
    from officekit.checking import check
    from officekit.checking.submission_subject import ReturnSet
    from officekit.matrix import UNKNOWN_CHOICE

    earlier = earlier or earlier_versions(book, round_)
    # Disputes are known by the first version, so that what was decided then stays decided.
    named = replace(round_, id=earlier.first)
    received = earlier.with_later(book.received(round_.id))
    accepted = tuple(exchange.accepted(each.submission, each.findings) for each in received)
    decisions = {**earlier.decisions, **book.decisions(round_.id)}
    returns = list(zip(received, accepted, strict=True))
    history = replace(
        book.history(round_.id),
        earlier=earlier.merged,
        edited=edited_since_merge(matrix, round_.period),
    )
    result = exchange.merge(
        matrix,
        named,
        returns,
        history,
        decisions,
        policy=matrix.settings.get("多单位填报", "") or DECIDE_EACH,
    )
    current = exchange.current_returns(named, returns, decisions)
    copies = copies_at_hand(current, at_hand, {**earlier.files, **book.files_seen(round_.id)})
    past = book.past_periods(round_.matrix_id, round_.period)
    disputed = frozenset((each.row_key, each.column) for each in result.conflicts)
    together = check(
        ReturnSet(
            round_,
            (*current, *copies),
            replace(matrix, registry=desk.registry),
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
        receipts=exchange.status(
            named, returns, decisions, today=desk.today, registry=matrix.registry
        ),
        findings=(
            *together.findings,
            *_not_told_yet(result),
            *(each for each in matrix.findings if each.code == UNKNOWN_CHOICE),
        ),
        outputs=book.output_hashes(),
    )
