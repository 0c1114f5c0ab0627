"""SB302: headings were reworded, removed, repeated or merged."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_headings import heading_changes
from officekit.checking.submission_labels import heading, quoted, short
from officekit.checking.submission_places import at_heading, of_severity
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity
from officekit.model.packet import ANSWER_COLUMNS
from officekit.model.submission import Heading


class HeadingsChanged(SubmissionRule):
    """表头被改写、删除、重复或者合并。

    为什么
        填报内容按表头对应到各列；表头变了，整列内容可能对不上。

    不好
        把“进展情况”改成“本月说明”

    改为
        表头保持下发时的“进展情况”
    """

    entry = "C02"
    code = "SB302"
    severity = Severity.ERROR

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """An error at a heading whose column can't be told any more, else warnings."""
        changes = heading_changes(subject)
        for each in changes.reworded:
            wanted = heading(each.key)
            finding = self.found(
                at_heading(subject, each.column),
                f"表头“{wanted}”被{_now(each)}，这一列已按“{wanted}”读取。",
                f"不必重报；请把表头改回“{wanted}”。",
                value=each.text,
                expected=wanted,
            )
            yield of_severity(finding, Severity.WARNING)
        for each, key in changes.replaced:
            wanted = heading(key)
            answers = key in ANSWER_COLUMNS
            kept = "没有汇总，已另存备查" if answers else "没有读取"
            finding = self.found(
                at_heading(subject, each.column),
                f"表头“{wanted}”被{_now(each)}，这一列{kept}。",
                f"请把表头改回“{wanted}”后重新报来。",
                value=each.text,
                expected=wanted,
            )
            yield finding if answers else of_severity(finding, Severity.WARNING)
        for each in changes.repeated:
            yield self.found(
                at_heading(subject, each.column),
                f"表头“{short(each.text)}”出现了两次，右边这一列没有汇总，已另存备查。",
                "请把内容并入左边的一列，删除多余的列后重新报来。",
                value=each.text,
            )
        yield from self._merged(subject)

    def _merged(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """Merged cells in the row of the headings."""
        sheet, row = subject.sheet, subject.submission.header_row
        if sheet is None or not row or subject.packet is None:
            return
        for top, left, bottom, right in sheet.merges:
            if top <= row <= bottom and (bottom > top or right > left):
                names = [h.text for h in subject.submission.headings if left <= h.column <= right]
                finding = self.found(
                    at_heading(subject, left),
                    f"表头{quoted(short(name) for name in names)}处有合并的单元格。",
                    "请取消表头的合并，一列一个表头，与下发时一致。",
                    value="、".join(names),
                )
                yield of_severity(finding, Severity.WARNING)


def _now(found: Heading) -> str:
    """What became of a heading."""
    return f"改成了“{short(found.text)}”" if found.text.strip() else "删除"
