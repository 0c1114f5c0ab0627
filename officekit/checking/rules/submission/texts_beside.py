"""SB312: texts beside and above the table, and on other sheets."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_copies import table_copies
from officekit.checking.submission_headings import heading_changes
from officekit.checking.submission_labels import first_texts
from officekit.checking.submission_places import of_severity
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.packet import REPLY_KEY, REPLY_SHEET
from officekit.model.submission import Remark, RemarkKind

_KINDS = (RemarkKind.BESIDE, RemarkKind.ABOVE, RemarkKind.OTHER_SHEET)


class TextsBeside(SubmissionRule):
    """表格旁边、上方或者其他工作表里有文字。

    为什么
        写在表头各列以外的内容不知道属于哪一列，不汇总，只另存备查。

    不好
        在最后一列右边写“已完成选址”

    改为
        写进本行的“进展情况”
    """

    entry = "C12"
    code = "SB312"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding for each kind and sheet; texts above the table are only worth knowing."""
        if subject.packet is None or not subject.submission.remarks:
            return
        groups: dict[tuple[RemarkKind, str], list[Remark]] = {}
        # Texts under a heading that was deleted are told of with that heading.
        headless = {each.column for each, _ in heading_changes(subject).replaced}
        for remark in subject.submission.remarks:
            if remark.kind is RemarkKind.BESIDE and remark.column in headless:
                continue
            if remark.kind in _KINDS:
                groups.setdefault((remark.kind, remark.sheet), []).append(remark)
        if not groups:
            return
        copies = {copy.sheet for copy in table_copies(subject)}
        for (kind, sheet), remarks in groups.items():
            if kind is RemarkKind.OTHER_SHEET and (sheet in copies or _is_ours(subject, sheet)):
                continue  # the rule on second tables says it better
            first = remarks[0]
            where = f"工作表“{sheet}”里" if kind is RemarkKind.OTHER_SHEET else kind.value
            finding = self.found(
                Location(
                    file=subject.facts.shown_name,
                    sheet=sheet,
                    row=first.row or None,
                    column=first.column or None,
                    row_key=first.row_key or None,
                ),
                f"{where}有{len(remarks)}处文字：{first_texts([r.text for r in remarks])}，"
                "没有汇总，已另存备查。",
                "如是填报内容，请写到对应任务的单元格里重新报来。",
                value=first.text,
            )
            above = kind is RemarkKind.ABOVE
            yield of_severity(finding, Severity.INFO) if above else finding


def _is_ours(subject: SubmissionSubject, sheet: str) -> bool:
    """Whether it is the sheet that we added to the copy that went back to the unit."""
    return sheet == REPLY_SHEET and bool(subject.submission.identity[REPLY_KEY])
