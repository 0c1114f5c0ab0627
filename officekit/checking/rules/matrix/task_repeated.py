"""MX601: a task that is there twice, or nearly so."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.plan_similarity import same_texts, same_titles
from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.model.finding import Finding, Severity


class TaskRepeated(Rule):
    """任务重复：标题相同、相近，或者举措大部分相同。

    为什么
        同一件事列两次，会分给不同单位、重复报送、重复考核。

    不好
        5.加快建设数字政府。… 62.加快建设数字政府。…

    改为
        合并为一项，或者改写标题以示区别。
    """

    code = "MX601"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for the later row of every pair; parts of one task are no pair."""
        rows = subject.rows
        titles, texts = same_titles(rows), same_texts(rows)
        told: set[int] = set()
        for a, b in sorted({**titles, **texts}, key=lambda pair: (pair[1], pair[0])):
            number = rows[b]["number"].partition("-")
            if b in told or (number[1] and number[0] == rows[a]["number"].partition("-")[0]):
                continue
            told.add(b)
            share = texts.get((a, b))
            what = f"举措有{share:.0%}相同" if share else f"标题{titles[a, b]}"
            yield self.found(
                subject.at(rows[b], "title"),
                f"{subject.label(rows[b])}与{subject.label(rows[a])}{what}。",
                "请核对是否为同一项任务；是的，请合并，不是的，请改写标题以示区别。",
                value=rows[b]["title"],
            )
