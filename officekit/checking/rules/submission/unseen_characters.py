"""SB518: characters that nobody sees."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.answer_characters import (
    UNSEEN,
    cleaned,
    may_be_unseen,
    unseen_names,
)
from officekit.checking.answer_places import Answers, answers_of, called, place_of
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity


class UnseenCharacters(SubmissionRule):
    """文字里夹着看不见的字符。

    为什么
        从网页、聊天窗口粘贴来的零宽空格、控制字符看不见，查找、筛选时却对不上，打印时可能变成方框。

    不好
        已完成_x000D_验收

    改为
        已完成验收
    """

    code = "SB518"
    entry = "E18"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding an answer, with the text as it is merged."""
        answers = answers_of(subject)
        if may_be_unseen(answers.joined):
            yield from self._findings(subject, answers)

    def _findings(self, subject: SubmissionSubject, answers: Answers) -> Iterator[Finding]:
        for each in answers.matching(UNSEEN):
            text = each.cell.text
            clean = cleaned(text)
            if clean != text:
                yield self.found(
                    place_of(subject, each, clean[:60]),
                    f"{called(each)}里有看不见的字符（{unseen_names(text)}）。",
                    "已去掉后汇总，不必重报；以后请粘贴为纯文本。",
                    value=text,
                    expected=clean,
                )
