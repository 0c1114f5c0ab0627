"""MX307: a bracket or quotation mark without its other half."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from officekit.checking.rule import Rule
from officekit.checking.subject import Passage, Subject
from officekit.checking.text_brackets import Alone, is_balanced, match_marks
from officekit.checking.text_places import around, spot, where, wordings
from officekit.model.finding import Finding, Severity

_Checked = tuple[Passage, list[Alone]]


class BracketUnbalanced(Rule):
    """括号、引号或书名号不成对。

    为什么
        缺一半的括号会让人分不清起止，责任分句也可能读错。

    不好
        《青禾区三年行动计划（2023—2025年》

    改为
        《青禾区三年行动计划（2023—2025年）》
    """

    code = "MX307"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every passage with a mark that stands alone."""
        open_passages = _torn_mended(list(_with_marks(subject)))
        for passage, alone in open_passages:
            first = alone[0]
            value = around(passage.text, first.offset, first.offset + 1, 15)
            more = f"（共{len(alone)}处）" if len(alone) > 1 else ""
            place = where(subject, passage)
            yield self.found(
                spot(passage, first.offset, first.offset + 1),
                f"{place}的“{first.mark}”没有相配的“{first.missing}”{more}：{value}。",
                f"请补上“{first.missing}”，或删去多余的“{first.mark}”。",
                value=value,
            )


def _with_marks(subject: Subject) -> Iterator[_Checked]:
    for passage in wordings(subject):
        yield passage, [] if is_balanced(passage.text) else match_marks(passage.text)[1]


def _torn_mended(checked: list[_Checked]) -> list[_Checked]:
    """Leave out a pair whose halves stand in neighbouring passages: a line torn in two."""
    for (_, alone), (_, following) in pairwise(checked):
        last = alone[-1] if alone else None
        if last and last.opens and following:
            first = following[0]
            if not first.opens and first.kind == last.kind:
                del alone[-1], following[0]
    return [(passage, alone) for passage, alone in checked if alone]
