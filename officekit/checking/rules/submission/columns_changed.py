"""SB303: columns were moved, inserted, deleted, or hidden with answers in them."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_headings import heading_changes
from officekit.checking.submission_labels import first_texts, heading, quoted, short
from officekit.checking.submission_places import at_heading, of_severity
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity
from officekit.model.packet import ANSWER_COLUMNS
from officekit.model.submission import RemarkKind


class ColumnsChanged(SubmissionRule):
    """列被删除、插入、移动，或者隐藏的列里有内容。

    为什么
        删掉的列没有内容可以汇总；自己加的列不知道并到哪里。

    不好
        删除“存在问题”列，另加一列“分管领导意见”

    改为
        保留下发的各列；其他意见写在“进展情况”或“存在问题”里
    """

    entry = "C03"
    code = "SB303"
    severity = Severity.ERROR

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """An error at the place of a deleted answer column, else warnings."""
        changes = heading_changes(subject)
        for key, before in changes.missing:
            if key in ANSWER_COLUMNS:
                yield self.found(
                    at_heading(subject, max(before, 1)),
                    f"“{heading(key)}”列被删除，这一列没有内容可以汇总。",
                    f"请在下发的报送表里填写“{heading(key)}”列后重新报来。",
                    expected=heading(key),
                )
        locked = [heading(key) for key, _ in changes.missing if key not in ANSWER_COLUMNS]
        if locked:
            finding = self.found(
                subject.at_sheet(),
                f"下发的{quoted(locked)}列被删除，填报的各列照常读取。",
                "不必重报；以后请保留下发的各列。",
                expected="、".join(locked),
            )
            yield of_severity(finding, Severity.WARNING)
        if changes.moved:
            finding = self.found(
                subject.at_sheet(),
                "各列的顺序与下发时不同，已按表头对应到原来的列。",
                "不必重报；请核对各列内容没有错位。",
            )
            yield of_severity(finding, Severity.WARNING)
        own = [r for r in subject.submission.remarks if r.kind is RemarkKind.OWN_COLUMN]
        for each in changes.inserted:
            texts = [r.text for r in own if r.column == each.column and r.row]
            said = f"，里面有{first_texts(texts)}" if texts else ""
            finding = self.found(
                at_heading(subject, each.column),
                f"表里多了一列“{short(each.text)}”{said}，没有汇总，已另存备查。",
                "如是填报内容，请写到下发的各列里重新报来。",
                value=each.text,
            )
            yield of_severity(finding, Severity.WARNING)
        yield from self._hidden(subject)

    def _hidden(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """Hidden columns with answers."""
        hidden = {h.key: h for h in subject.submission.headings if h.hidden}
        for key in ANSWER_COLUMNS:
            if key not in hidden or subject.packet is None:
                continue
            rows = [row for row in subject.submission.rows if row.text(key)]
            if rows:
                finding = self.found(
                    at_heading(subject, hidden[key].column),
                    f"“{heading(key)}”列被隐藏，里面有{len(rows)}行内容，已照常读取。",
                    "请取消隐藏，核对这一列的内容。",
                    value=str(len(rows)),
                )
                yield of_severity(finding, Severity.WARNING)
