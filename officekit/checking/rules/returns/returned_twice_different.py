"""SB205: a unit has sent returns that differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from officekit.checking.answer_merged import heading, label_of, quoted
from officekit.checking.submission_rule import ReturnSetRule
from officekit.checking.submission_subject import ReturnSet
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.packet import ANSWER_COLUMNS
from officekit.model.submission import Received, Submission

_SHOWN = 3


class ReturnedTwiceDifferent(ReturnSetRule):
    """同一单位报了几份不一样的表。

    为什么
        不知道以哪一份为准，程序不能替人选。

    不好
        一份写“推进中”，另一份写“已完成”

    改为
        由汇总人员在“报送冲突”里选定一份
    """

    code = "SB205"
    entry = "B05"
    severity = Severity.WARNING

    def check(self, subject: ReturnSet) -> Iterator[Finding]:
        """One finding for every return of a unit that differs from its first one."""
        for unit, several in subject.by_unit.items():
            first_of: dict[str, Received] = {}
            seen: set[str] = set()
            for received in several if len(several) > 1 else ():
                submission = received.submission
                packet = submission.packet
                first = first_of.setdefault(packet.id if packet else "", received)
                if first is received or submission.content_hash in seen:
                    continue
                seen.add(submission.content_hash)
                if submission.content_hash != first.submission.content_hash:
                    yield self._finding(subject, unit, first.submission, submission)

    def _finding(
        self, subject: ReturnSet, unit: str, first: Submission, second: Submission
    ) -> Finding:
        differing = tuple(_differences(first, second))
        shown = [
            f"{label_of(subject, key)}的{heading(column)}（{quoted(one)}与{quoted(other)}）"
            for key, column, one, other in differing[:_SHOWN]
        ]
        more = f"等{len(differing)}处" if len(differing) > _SHOWN else ""
        where = f"不同之处：{'，'.join(shown)}{more}" if shown else "填报栏相同，其他文字不同"
        return self.found(
            Location(file=second.file.shown_name),
            f"{unit}报了两份不同的表“{first.file.shown_name}”和“{second.file.shown_name}”，{where}。",
            "请问清以哪一份为准，在“报送冲突”里选定。",
            value="、".join(f"{key} {heading(column)}" for key, column, *_ in differing),
        )


def _differences(first: Submission, second: Submission) -> Iterator[tuple[str, str, str, str]]:
    """Row key, column key and both texts of every answer that differs, in the order of the rows."""
    one, other = _answers(first), _answers(second)
    for key in dict.fromkeys((*one, *other)):
        for column in ANSWER_COLUMNS:
            texts = one.get(key, {}).get(column, ""), other.get(key, {}).get(column, "")
            if texts[0] != texts[1]:
                yield key, column, *texts


def _answers(submission: Submission) -> Mapping[str, Mapping[str, str]]:
    return {row.key: {key: row.text(key) for key in ANSWER_COLUMNS} for row in submission.rows}
