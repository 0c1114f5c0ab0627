"""MX109: one thing said in two ways in the clauses of one document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.checking.unit_tasks import tasks_by_row
from officekit.model.finding import Finding, Severity
from officekit.model.matrix import MatrixRow

_PHRASES = (
    re.compile(r"(?:按照?|依据?|根据)(?:各自)?(?:职责|责任|职能|任务)(?:和)?分工(?=[负落])"),
    re.compile(r"等(?:各?有关|各?相关)(?:责任)?(?:单位|部门)"),
    re.compile(r"牵头(?:责任)?(?:单位|部门)(?=[:：])"),
)
_CLEAR_MAJORITY = 2


class ClauseWordingDrift(Rule):
    """责任分句的固定用语前后不一致。

    为什么
        同一文件中“按职责分工负责”与“按责任分工负责”、“等有关单位”与“等相关单位”混用，
        读者会以为含义不同。

    不好
        多数写“等有关单位按职责分工负责”，个别写“等相关单位按责任分工负责”

    改为
        （区科技局、区财政局等有关单位按职责分工负责）
    """

    code = "MX109"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every clause that departs from the common wording."""
        clauses = list(_clauses(subject))
        for pattern in _PHRASES:
            printed = [
                (row, column, match[0])
                for row, column, clause in clauses
                if (match := pattern.search(clause))
            ]
            counts = Counter(phrase for _, _, phrase in printed)
            if len(counts) < 2:  # noqa: PLR2004 - two wordings
                continue
            usual, most = counts.most_common(1)[0]
            for row, column, phrase in printed:
                if counts[phrase] * _CLEAR_MAJORITY <= most:
                    yield self.found(
                        subject.at(row, column).quoting(phrase),
                        f"{subject.label(row)}的责任分句写作“{phrase}”，"
                        f"其他{most}处写作“{usual}”。",
                        f"请统一用语，一般改为“{usual}”。",
                        value=phrase,
                        expected=usual,
                    )


def _clauses(subject: Subject) -> Iterator[tuple[MatrixRow, str, str]]:
    """Row, column and words: the clauses of the plan, or the cells of units."""
    tasks = tasks_by_row(subject)
    for row in subject.rows:
        task = tasks.get(row.key)
        if task is not None:
            yield row, "lead" if row["lead"] else "support", "".join((task.clause or "").split())
        elif not tasks:
            for column in ("lead", "support"):
                yield row, column, row[column]
