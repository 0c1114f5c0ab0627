"""MX110: a clause without the ending that nearly all others have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.checking.unit_tasks import tasks_by_row
from officekit.model.finding import Finding, Severity
from officekit.model.matrix import MatrixRow

_VERB = re.compile(r"(?:负责|落实|牵头|配合|实施)[）)〕\]】]?$")
_OPEN_END = re.compile(r"等(?:各?有关|各?相关)?(?:单位|部门)?(?=[按依共分负牵落）)]|$)")
_FEWEST = 5
_NEARLY_ALL = 0.8

_Clause = tuple[MatrixRow, str]


class ClauseFormUncommon(Rule):
    """责任分句缺少全文通行的结尾。

    为什么
        多数任务写“等有关单位按职责分工负责”，个别只列单位名称，
        容易被理解为责任不同；也可能是漏写。

    不好
        多数写“（区科技局、区财政局等有关单位按职责分工负责）”，个别写“（区委宣传部）”

    改为
        （区委宣传部按职责分工负责）
    """

    code = "MX110"
    severity = Severity.INFO

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every clause without the common verb, or without the common 等."""
        tasks = tasks_by_row(subject)
        clauses = [
            (row, "".join(task.clause.split()))
            for row in subject.rows
            if (task := tasks.get(row.key)) is not None and task.clause
        ]
        yield from self._without(subject, clauses, _VERB.search, "动词（如“按职责分工负责”）")
        several = [(row, text) for row, text in clauses if "、" in text and _VERB.search(text)]
        yield from self._without(subject, several, _OPEN_END.search, "“等有关单位”")

    def _without(
        self,
        subject: Subject,
        clauses: Sequence[_Clause],
        has: Callable[[str], object],
        what: str,
    ) -> Iterator[Finding]:
        lacking = [(row, text) for row, text in clauses if not has(text)]
        if len(clauses) < _FEWEST or len(lacking) > (1 - _NEARLY_ALL) * len(clauses):
            return
        usual = len(clauses) - len(lacking)
        for row, text in lacking:
            column = "lead" if row["lead"] else "support"
            yield self.found(
                subject.at(row, column).quoting(text[:60]),
                f"{subject.label(row)}的责任分句没有{what}，其他{usual}处都有。",
                "请核对是否漏写；不是漏写的，可以不改。",
                value=text,
            )
