"""SB522: text that another program would take for a formula."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.answer_places import answers_of, called, place_of, shortened
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity

_SIGNS = "=+-@＝＋－＠"
# A list mark (- 完成招标), a number (+5.2) or a telephone number is no formula.
_FORMULA = re.compile(r"[=＝@＠]\S|[+\-＋－](?=[A-Za-z(\"'=+@$\[]|\d[\d.]*[+*/^(A-Za-z])")


class FormulaLikeText(SubmissionRule):
    """文字以等号、加号、减号或@开头。

    为什么
        这样的文字在有的软件里会变成公式。汇总时一律按文字保存，不会运行。

    不好
        =1+1

    改为
        1+1
    """

    code = "SB522"
    entry = "E22"
    severity = Severity.INFO

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding for every text of this kind."""
        for each in answers_of(subject).free:
            text = each.cell.text
            if text[0] not in _SIGNS or each.cell.formula is not None:
                continue
            if each.cell.number is None and _FORMULA.match(text):
                yield self.found(
                    place_of(subject, each),
                    f"{called(each)}“{shortened(text)}”以“{text[0]}”开头，已按文字保存。",
                    "如果不是有意这样写，请去掉开头的符号。",
                    value=text,
                )
