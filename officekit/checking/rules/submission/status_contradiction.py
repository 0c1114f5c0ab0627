"""SB515: a status that is not in the list, or that other answers contradict."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from officekit.checking.answer_dates import last_day
from officekit.checking.answer_percent import value_of
from officekit.checking.answer_places import answers_of, as_error, called, place_of, shortened
from officekit.checking.answer_words import is_placeholder, status_of
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import Filled, SubmissionSubject
from officekit.model.finding import Finding, Severity
from officekit.model.schema import Status
from officekit.model.submission import SubmissionRow

_BEGUN = re.compile(r"已(?:经)?(?:完成|启动|开工|建成|投入|印发|召开|开展|签订)|正在|累计")
_NOT_BEGUN = re.compile(r"(?:尚|暂|还)?未(?:能)?(?:启动|开展|开工|开始|实施)|没有启动|待.{0,20}后")
_MONTHS = 12
_WHOLE = 100


class StatusContradiction(SubmissionRule):
    """进展状态不在列表里，或者与完成率、进展情况、时限对不上。

    为什么
        状态用来统计和催办，只能用列表里的四个词；“已完成”却只有60%，统计就自相矛盾。

    不好
        进展状态：基本完成；进展状态：已完成，完成率：60%

    改为
        进展状态：推进中，完成率：60%
    """

    code = "SB515"
    entry = "E15"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """An error for an unknown word; a warning for a spelling and for a contradiction."""
        reference = _reference_day(subject)
        answers = answers_of(subject)
        percents = {
            each.row.row: value_of(r.percent) for each, r in answers.completions if r.certain
        }
        for each in answers.by_column["status"]:
            text = each.cell.text
            status = status_of(text)
            if status is None:
                if not each.issued.role.answers_for or not is_placeholder(text):
                    yield self._unknown(subject, each)
                continue
            if text != status.value:
                yield self.found(
                    place_of(subject, each),
                    f"{called(each)}写作“{text}”。",
                    f"已按“{status}”处理，以后请从下拉列表中选择。",
                    value=text,
                    expected=status.value,
                )
            percent = percents.get(each.row.row)
            yield from self._contradictions(subject, each, status, percent, reference)

    def _unknown(self, subject: SubmissionSubject, each: Filled) -> Finding:
        return as_error(
            self.found(
                place_of(subject, each),
                f"{called(each)}“{each.cell.text[:30]}”不在列表里。",
                f"请从下拉列表中选择：{'、'.join(Status)}；没有可填的请留空。",
                value=each.cell.text,
            )
        )

    def _contradictions(
        self,
        subject: SubmissionSubject,
        each: Filled,
        status: Status,
        percent: float | None,
        reference: date | None,
    ) -> Iterator[Finding]:
        for said, hint in _disagreements(each.row, status, percent):
            message = f"{each.issued.label}的进展状态是“{status}”，{said}。"
            yield self.found(place_of(subject, each), message, hint, value=f"{status}；{said}")
        deadline = each.issued.assigned.get("deadline", "")
        if reference is None or not deadline or status in (Status.DONE, Status.DELAYED):
            return
        due = last_day(deadline, subject.round.period.year)
        if due is not None and due < reference:
            said = f"完成时限“{deadline}”已过"
            message = f"{each.issued.label}的进展状态是“{status}”，{said}。"
            hint = "没有完成的请改为“滞后”并写明原因，已经完成的请改为“已完成”。"
            yield self.found(place_of(subject, each), message, hint, value=f"{status}；{said}")


def _disagreements(
    row: SubmissionRow, status: Status, percent: float | None
) -> Iterator[tuple[str, str]]:
    """What in a row contradicts its status, and what to do."""
    check = "请核对进展状态和完成率。"
    if percent is not None:
        if status is Status.DONE and percent < _WHOLE:
            yield f"完成率却是{percent:g}%", check
        elif status is not Status.DONE and percent == _WHOLE:
            yield "完成率却是100%", check
        elif status is Status.NOT_STARTED and percent > 0:
            yield f"完成率却是{percent:g}%", check
    progress = row.text("progress")
    if status is Status.NOT_STARTED and _BEGUN.search(progress):
        if not _NOT_BEGUN.search(progress):
            yield f"进展情况却写着“{shortened(progress)}”", "请核对进展状态和进展情况。"
    elif status is Status.DELAYED and is_placeholder(row.text("problems")):
        yield "却没有写存在问题", "请在“存在问题”里写明滞后的原因。"


def _reference_day(subject: SubmissionSubject) -> date | None:
    """The first day behind the period of the report, or the day of collecting if that is sooner.

    A task whose deadline ends with the period is not late in its report.
    """
    last = subject.round.period.last
    today = None if subject.today == date.max else subject.today
    if last is None:
        return today
    year, month = divmod(last + 1, _MONTHS)
    last_of_period = date(year, month + 1, 1) - timedelta(days=1)
    return last_of_period if today is None else min(last_of_period, today)
