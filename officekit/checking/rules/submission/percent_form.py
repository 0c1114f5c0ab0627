"""SB507: a percentage that is not written as a number."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.answer_percent import PercentKind
from officekit.checking.answer_places import answers_of, as_error, called, place_of
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity

_KINDS = (PercentKind.FORM, PercentKind.NOT_APPLICABLE, PercentKind.WORDS)


class PercentForm(SubmissionRule):
    """完成率写成了全角、文字或估计数。

    为什么
        “７５％”“百分之七十五”能读懂，会改成75%再汇总；“约75%”“七成”不是一个数，不能汇总。

    不好
        约75%

    改为
        75%
    """

    code = "SB507"
    entry = "E07"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """A warning with the percentage where it is certain, an error where it is not."""
        for each, reading in answers_of(subject).completions:
            if reading.kind not in _KINDS:
                continue
            text, place = each.cell.text, place_of(subject, each)
            if reading.kind is PercentKind.FORM:
                yield self.found(
                    place,
                    f"{called(each)}写作“{text}”。",
                    f"已按{reading.percent}处理，以后请直接填数字。",
                    value=text,
                    expected=reading.percent,
                )
            elif reading.kind is PercentKind.NOT_APPLICABLE:
                yield self.found(
                    place,
                    f"{called(each)}填了“{text}”，不是百分比，已按空白处理。",
                    "没有可以填的数字时，请留空。",
                    value=text,
                    expected="",
                )
            else:
                example = reading.percent or "75%"
                hint = f"请填一个确定的数字，例如{example}；说明请写在“进展情况”里。"
                message = f"{called(each)}“{text[:30]}”不是一个确定的百分比。"
                yield as_error(self.found(place, message, hint, value=text))
