"""NT413: the note below the date is not in brackets or not indented."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_places import (
    is_indented,
    leading_spaces,
)
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_structure import bare
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity


class NoteForm(NoticeRule):
    """附注没有加圆括号或者没有左空二字（7.3.6）。

    为什么
        如有附注，居左空二字加圆括号编排在成文日期下一行。

    不好
        此件公开发布

    改为
        （此件公开发布）
    """

    code = "NT413"
    severity = Severity.WARNING
    clause = "7.3.6"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """At most one finding."""
        paragraph = subject.structure.note
        if paragraph is None:
            return
        text = bare(paragraph.text)
        faults = []
        if not (text.startswith("（") and text.endswith("）")):
            faults.append("没有加全角圆括号")
        if not is_indented(paragraph) and not leading_spaces(paragraph):
            faults.append("没有左空二字")
        if faults:
            yield self.found(
                subject.at(paragraph),
                f"附注“{text}”{'，'.join(faults)}。",
                f"请写成“（{text.strip('（）()')}）”，左空二字。",
                value=text,
                expected=f"（{text.strip('（）()')}）",
            )
