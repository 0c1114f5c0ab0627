"""The state of returning (报送情况): what became of each unit's return, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from officekit.exchange.acceptance import Accepted
from officekit.exchange.merge_decisions import DecisionBook
from officekit.exchange.merge_returns import Return, Standing, by_packet, count_changed, stand
from officekit.exchange.unread_files import unread_by_unit, unread_note
from officekit.model.finding import Severity
from officekit.model.merging import Aside, Decisions, MergeResult
from officekit.model.packet import ANSWER_COLUMNS, Packet, Round
from officekit.model.schema import SheetName
from officekit.model.submission import Receipt, Received, ReturnState, changed_answers
from officekit.model.unit import UnitRegistry

NOT_RECEIVED = frozenset({ReturnState.MISSING, ReturnState.STALE})
"""States of units of which nothing for this period has come."""


def status(
    round_: Round,
    returns: Sequence[Return],
    decisions: Decisions | None = None,
    *,
    today: date,
    registry: UnitRegistry | None = None,
) -> tuple[Receipt, ...]:
    """One line a unit, in the order of the packets.

    Args:
        round_: what was issued.
        returns: all returns that came so far, in any order, each with what may be merged of it.
        decisions: of the clerk, about units that returned twice.
        today: the day of asking.
        registry: organisations; their aliases tell whose a file is that could not be read.
    """
    book = DecisionBook(decisions or {})
    found = by_packet(round_, returns)
    others = _others(round_, returns)
    unread = unread_by_unit(round_, [received for received, _ in returns], registry)
    return tuple(
        _receipt(
            _Unit(
                round_,
                packet,
                tuple(found[packet.id]),
                others.get(packet.unit, ()),
                today,
                unread.get(packet.unit, ()),
            ),
            stand(round_, packet, found[packet.id], book),
        )
        for packet in round_.packets
    )


def progress(receipts: Sequence[Receipt]) -> dict[ReturnState, int]:
    """How many units are in each state, by the state that counts; for the chart."""
    counts = dict.fromkeys(ReturnState, 0)
    for receipt in receipts:
        counts[receipt.states[0]] += 1
    return counts


def summary(receipts: Sequence[Receipt]) -> str:
    """One line in Chinese, as 应报30个单位，已报27个（其中迟报2个），退回3个，未报3个."""

    def count(state: ReturnState) -> int:
        return sum(state in receipt.states for receipt in receipts)

    missing = sum(receipt.states[0] in NOT_RECEIVED for receipt in receipts)
    late, stale = count(ReturnState.LATE), count(ReturnState.STALE)
    parts = [
        f"应报{len(receipts)}个单位",
        f"已报{len(receipts) - missing}个" + (f"（其中迟报{late}个）" if late else ""),
    ]
    states = (ReturnState.SENT_BACK, ReturnState.TWICE, ReturnState.UNFILLED)
    parts += [f"{state}{count(state)}个" for state in states if count(state)]
    parts.append(f"未报{missing}个" + (f"（其中{stale}个报来过期版本）" if stale else ""))
    return "，".join(parts) + "。"


def account(
    received: Received, accepted: Accepted, result: MergeResult
) -> tuple[int, int, int, int]:
    """How many changed answers of a return were merged, kept aside and refused."""
    accepted_count = 0 if accepted.whole is not None else len(accepted.answers)
    merged = result.taken.get(received.submission.file.sha256, 0)
    refused = count_changed(received.submission) - accepted_count
    if result.aside_files.get(received.submission.file.sha256) is Aside.REPLACED:
        return merged, 0, refused, accepted_count - merged
    return merged, accepted_count - merged, refused, 0


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is known of a unit: its packet, its returns, and those that answer no packet of now.

    ``unread`` are names of files that seem to be its, and of which nothing could be taken.
    """

    round: Round
    packet: Packet
    returns: tuple[Return, ...]
    others: tuple[Return, ...]
    today: date
    unread: tuple[str, ...] = ()

    @property
    def due(self) -> date | None:
        """The last day for returning, where one was set."""
        try:
            return date.fromisoformat(self.packet.due or self.round.due)
        except ValueError:
            return None


def _others(round_: Round, returns: Sequence[Return]) -> Mapping[str, tuple[Return, ...]]:
    """Returns that answer no packet of the round, by unit, in a fixed order."""
    ids = {packet.id for packet in round_.packets}
    found: dict[str, list[Return]] = {}
    for each in returns:
        submission = each[0].submission
        if submission.unit and (submission.packet is None or submission.packet.id not in ids):
            found.setdefault(submission.unit, []).append(each)
    return {unit: tuple(sorted(several, key=_coming)) for unit, several in found.items()}


def _coming(each: Return) -> tuple[int, str, str]:
    received = each[0]
    return received.run, received.received_at, received.submission.file.sha256


def _receipt(unit: _Unit, standing: Standing) -> Receipt:
    """The line of one unit."""
    counting = tuple(version.usable[0][0] for version in standing.versions)
    if not counting:
        counting = _unusable(unit)
    late = _days_late(unit)
    answered = len(_answered(counting)) if standing.versions else 0
    states = _states(unit, standing, counting, late, answered)
    all_returns = [received for received, _ in (*unit.returns, *unit.others)]
    findings = [finding for received in counting for finding in received.findings]
    receipt = Receipt(
        unit=unit.packet.unit,
        states=states,
        tasks=len(unit.packet.rows),
        answered=answered,
        errors=sum(finding.severity is Severity.ERROR for finding in findings),
        warnings=sum(finding.severity is Severity.WARNING for finding in findings),
        files=_files(counting, all_returns)
        or (unit.unread if states == (ReturnState.MISSING,) else ()),
        received_at=min((r.received_at for r in all_returns if r.received_at), default=""),
    )
    return replace(receipt, note=_note(unit, standing, receipt, late))


def _unusable(unit: _Unit) -> tuple[Received, ...]:
    """The last return of a unit that has none that can be used."""
    for several in (unit.returns, unit.others):
        if several:
            return (several[-1][0],)
    return ()


def _states(
    unit: _Unit, standing: Standing, counting: Sequence[Received], late: int, answered: int
) -> tuple[ReturnState, ...]:
    if not unit.returns:
        if any(received.submission.packet is not None for received, _ in unit.others):
            return (ReturnState.STALE,)
        return (ReturnState.SENT_BACK,) if unit.others else (ReturnState.MISSING,)
    states = []
    errors = any(f.severity is Severity.ERROR for r in counting for f in r.findings)
    if errors or not standing.versions:
        states.append(ReturnState.SENT_BACK)
    if standing.open:
        states.append(ReturnState.TWICE)
    if standing.versions and not answered:
        states.append(ReturnState.UNFILLED)
    states.append(ReturnState.LATE if late else ReturnState.RECEIVED)
    return tuple(states)


def _answered(counting: Sequence[Received]) -> frozenset[str]:
    """Keys of the tasks of which something was answered."""
    return frozenset(
        row.key
        for received in counting
        for row in received.submission.rows
        if changed_answers(row, ANSWER_COLUMNS)
    )


def _files(counting: Sequence[Received], all_returns: Sequence[Received]) -> tuple[str, ...]:
    """Names of files, those that count first, each once."""
    names = [r.submission.file.shown_name for r in (*counting, *all_returns)]
    return tuple(dict.fromkeys(names))


def _days_late(unit: _Unit) -> int:
    """Days between the last day for returning and the first return that could be used."""
    usable = [each for each in unit.returns if each[1].whole is None] or unit.returns
    if unit.due is None:
        return 0
    days = [_sent_on(received, unit.round.issued_at) for received, _ in usable]
    first = min((day for day in days if day is not None), default=None)
    return max(0, (first - unit.due).days) if first else 0


def _sent_on(received: Received, issued_at: str) -> date | None:
    """The day on which a return was sent, as the issuer counts days; else when it came."""
    zone = _time(issued_at)
    sent, came = _time(received.submission.file.sent_at), _time(received.received_at)
    days = [_day(time, zone) for time in (sent, came) if time is not None]
    return min(days, default=None)


def _time(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _day(time: datetime, zone: datetime | None) -> date:
    if time.tzinfo is None or zone is None or zone.tzinfo is None:
        return time.date()
    try:
        return time.astimezone(zone.tzinfo).date()
    except OverflowError:  # a clock set to the year 1 or 9999
        return time.date()


def _note(unit: _Unit, standing: Standing, receipt: Receipt, late: int) -> str:
    """What the clerk does next."""
    match receipt.states[0]:
        case ReturnState.MISSING:
            return unread_note(unit.unread) if unit.unread else _reminder(unit)
        case ReturnState.SENT_BACK if not standing.versions:
            return "报来的文件不能采用，请把退回函发给该单位，请其重新报送。"
        case ReturnState.SENT_BACK:
            return f"有{receipt.errors}处错误，请把退回函和标出错误的工作簿发给该单位更正。"
        case ReturnState.TWICE:
            return (
                f"报来{len(standing.versions)}份内容不同的表格，"
                f"请在“{SheetName.CONFLICTS}”选择采用哪一份。"
            )
        case ReturnState.STALE:
            return "报来的是以前下发的表格，请该单位改用本次下发的表格重新报送。"
        case ReturnState.UNFILLED:
            return "报来的表格没有填写，请与该单位核实。"
        case _:
            return _rest(receipt, late)


def _reminder(unit: _Unit) -> str:
    if unit.due is None:
        return "尚未报送，请适时催报。"
    days = (unit.today - unit.due).days
    if days > 0:
        return f"已过截止日期{days}天，请催报。"
    return f"离截止日期还有{-days}天。" if days else "今天是截止日期，请提醒报送。"


def _rest(receipt: Receipt, late: int) -> str:
    """For a return that is in order: what is still open in it."""
    parts = [f"比截止日期晚{late}天"] if late else []
    if receipt.answered < receipt.tasks:
        parts.append(f"还有{receipt.tasks - receipt.answered}项任务没有填写，请与该单位核实")
    return "；".join(parts) + "。" if parts else ""
