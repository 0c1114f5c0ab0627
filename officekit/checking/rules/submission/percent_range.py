"""SB509: a percentage that can't be, or that has become less."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.answer_percent import PercentKind, percent_of_text, value_of
from officekit.checking.answer_places import answers_of, as_error, called, place_of
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity


class PercentRange(SubmissionRule):
    """完成率大于100%、小于0，或者比上期低。

    为什么
        完成率在0到100%之间；超额完成也填100%，超出多少写在进展情况里。
        比上期低的，多半有一期填错了。

    不好
        120%；上期60%，本期45%

    改为
        100%；进展情况：超额完成，实际建成12处。
    """

    code = "SB509"
    entry = "E09"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """An error out of range, a warning where it is lower than in the period before."""
        for each, reading in answers_of(subject).completions:
            text = each.cell.text
            if reading.kind is PercentKind.OUT_OF_RANGE:
                message = f"{called(each)}“{text}”不在0到100%之间。"
                hint = "请改为0到100%之间的数；超额完成的填100%，超出部分写在“进展情况”里。"
                yield as_error(self.found(place_of(subject, each), message, hint, value=text))
                continue
            before = subject.previous.get(each.row.key, {}).get("completion", "")
            earlier = value_of(percent_of_text(before)) if before else None
            now = value_of(reading.percent) if reading.certain else None
            if earlier is not None and now is not None and now < earlier:
                yield self.found(
                    place_of(subject, each),
                    f"{called(each)}是{reading.percent}，比上期的{before}低。",
                    "请核对；确实降低的，请在“进展情况”里说明原因。",
                    value=reading.percent,
                )
