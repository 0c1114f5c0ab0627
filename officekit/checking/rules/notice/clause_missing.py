"""NT603: a task of the issued text has no clause of responsibility."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from officekit.checking.notice_marks import clause_ends
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_structure import BodyParagraph
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity
from officekit.model.notice import TextLevel

_ENOUGH = 5
_MAJORITY = 0.8


class ClauseMissing(NoticeRule):
    """个别任务后面没有写责任单位，其他任务都有。

    为什么
        各项任务都以“（牵头单位：…）”结尾时，没有的一项多半是漏写了。

    不好
        3.培育企业。新增企业10家。

    改为
        3.培育企业。新增企业10家。（牵头单位：区工信局）
    """

    code = "NT603"
    severity = Severity.INFO
    clause = "任务分工的一般写法"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """The tasks without one, where four fifths have one; sections without any are left."""
        sections = [_tasks(texts) for texts in _sections(subject.structure.issued)]
        tasks = [task for section in sections for task in section]
        missing = [
            task[0].paragraph
            for section in sections
            if any(map(_has_clause, section))
            for task in section
            if not _has_clause(task)
        ]
        if len(tasks) < _ENOUGH or len(missing) > (1 - _MAJORITY) * len(tasks):
            return
        yield from self.each(
            subject,
            missing,
            "的任务没有写责任单位，其他任务都有",
            "请核对是否漏写了责任单位。",
        )


def _sections(texts: Sequence[BodyParagraph]) -> Iterator[list[BodyParagraph]]:
    """The text between headings 一、."""
    section: list[BodyParagraph] = []
    for text in texts:
        if text.level is TextLevel.FIRST:
            yield section
            section = []
        section.append(text)
    yield section


def _tasks(texts: Sequence[BodyParagraph]) -> list[list[BodyParagraph]]:
    """Each task 1. with the paragraphs that belong to it."""
    tasks: list[list[BodyParagraph]] = []
    inside = False
    for text in texts:
        if text.level is TextLevel.THIRD:
            tasks.append([text])
            inside = True
        elif text.level in (TextLevel.FIRST, TextLevel.SECOND):
            inside = False
        elif inside:
            tasks[-1].append(text)
    return tasks


def _has_clause(task: Sequence[BodyParagraph]) -> bool:
    return any(clause_ends(text.text) for text in task)
