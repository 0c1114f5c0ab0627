"""NT309: outline numbers do not run on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_structure import BodyParagraph
from officekit.checking.notice_subject import (
    NoticeSubject,
    place_name,
)
from officekit.model.finding import Finding, Severity
from officekit.model.notice import TextLevel

_LARGEST = 999


class OutlineSequence(NoticeRule):
    """结构层次序数不连续或者重复（7.3.3）。

    为什么
        序数应当依次标注；缺号可能是漏了内容，重号使引用时分不清。

    不好
        一、… 三、…

    改为
        一、… 二、…
    """

    code = "NT309"
    severity = Severity.WARNING
    clause = "7.3.3"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """One finding for each number that neither follows the one before nor begins anew."""
        for texts in (subject.structure.body, subject.structure.issued):
            for sequence in _sequences(texts):
                yield from self._breaks(subject, sequence)

    def _breaks(
        self, subject: NoticeSubject, sequence: Sequence[BodyParagraph]
    ) -> Iterator[Finding]:
        last = 0
        for text, after in zip_longest(sequence, sequence[1:]):
            number = text.number
            if number is None:
                continue
            if number.value in (1, last + 1):
                last = number.value
                continue
            where = f"第{last}个之后" if last else "开头"
            yield self.found(
                subject.at(text.paragraph),
                f"{place_name(text.paragraph)}的序号不连续：{where}是“{number.mark}”。",
                "请核对是漏了内容还是序号写错，并改正序号。",
                value=number.mark,
                expected=str(last + 1),
            )
            mistyped = after and after.number and after.number.value == last + 2
            last = last + 1 if mistyped else number.value


def _sequences(texts: Sequence[BodyParagraph]) -> Iterator[list[BodyParagraph]]:
    """The numbered paragraphs level by level; （1） begins anew below each 1."""
    for level in (TextLevel.FIRST, TextLevel.SECOND, TextLevel.THIRD):
        yield [text for text in texts if text.level is level and _counts(text)]
    group: list[BodyParagraph] = []
    for text in texts:
        if text.level is TextLevel.THIRD:
            yield group
            group = []
        elif text.level is TextLevel.FOURTH:
            group.append(text)
    yield group


def _counts(text: BodyParagraph) -> bool:
    return text.number is not None and text.number.value <= _LARGEST
