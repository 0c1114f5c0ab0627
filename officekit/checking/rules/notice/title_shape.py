"""NT210: the title's lines break a word, or form no trapezoid or diamond."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from officekit.checking.notice_looks import look
from officekit.checking.notice_pages import (
    cells,
    first_line,
)
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_structure import bare
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import (
    LaidParagraph,
)

_NEVER_FIRST = "的、，。：；》〉）”"
_NEVER_LAST = "《〈（“、"
_WORDS = (
    *("通知", "意见", "方案", "通报", "报告", "请示", "批复", "决定", "工作", "任务", "关于"),
    *("印发", "政府", "办公", "委员", "年度", "重点", "措施", "实施", "管理", "建设", "发展"),
)
_SHORTEST = 2
_THREE = 3
_STEP = 1.5


class TitleShape(NoticeRule):
    """标题的分行不当：拆开了词语，或者排成了两头长中间短的形状（7.3.1）。

    为什么
        标题回行时，要做到词意完整、排列对称、长短适宜，排成梯形或菱形。

    不好
        关于印发2023年重点工作任
        务的通知

    改为
        关于印发2023年重点
        工作任务的通知
    """

    code = "NT210"
    severity = Severity.WARNING
    clause = "7.3.1"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """At most one finding for each of the two titles."""
        found = subject.structure
        for title in (found.title, found.issued_title):
            lines = _lines(subject, title)
            fault = _fault(lines)
            if fault:
                yield self.found(
                    subject.at(title[0]),
                    f"标题的分行{fault}。",
                    "请重新分行：词语不拆开，各行排成梯形或菱形。",
                    value=" / ".join(lines),
                )


def _lines(subject: NoticeSubject, title: Sequence[LaidParagraph]) -> list[str]:
    """Lines as typed, else as printed; those in smaller type are left out."""
    size = look(title[0]).size if title else None
    same = [line for line in title if look(line).size == size]
    typed = [bare(part) for line in same for part in line.text.split("\n") if part.strip()]
    printed = first_line(subject.pages, title[0]) if subject.pages and title else None
    if len(typed) != 1 or printed is None:
        return typed
    rest, lines = typed[0], []
    for line in printed.page.lines:
        text = bare(line.text)
        if text and line.top >= printed.line.top and rest.startswith(text):
            lines.append(text)
            rest = rest.removeprefix(text)
    return typed if rest else lines


def _fault(lines: Sequence[str]) -> str:
    """What is wrong with the lines; blank where nothing is."""
    for above, below in pairwise(lines):
        if below[0] in _NEVER_FIRST or above[-1] in _NEVER_LAST:
            return f"不当：“{above[-4:]}”与“{below[:4]}”之间不应断开"
        if above[-1] + below[0] in _WORDS:
            return f"把“{above[-1] + below[0]}”拆成了两行"
    widths = [cells(line) for line in lines]
    if len(widths) > 1 and widths[-1] <= _SHORTEST:
        return f"使末行只剩“{lines[-1]}”"
    triples = zip(widths, widths[1:], widths[2:], strict=False)
    if len(widths) >= _THREE and any(b < min(a, c) - _STEP for a, b, c in triples):
        return "两头长、中间短"
    return ""
