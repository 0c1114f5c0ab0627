"""SB313: comments, text boxes and pictures."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_labels import first_texts
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.submission import Remark, RemarkKind

_HINT = "如是填报内容，请写到对应任务的单元格里重新报来。"


class NotesAndPictures(SubmissionRule):
    """用批注、文本框或者图片填报。

    为什么
        批注和文本框里的文字不属于任何一列，图片里的文字读不出来，都不能汇总。

    不好
        在“进展情况”上加批注“已经开工”，或者贴一张现场照片

    改为
        在“进展情况”里写“已经开工”，照片作为附件另行报送
    """

    entry = "C13"
    code = "SB313"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding each for comments, for text boxes and for pictures."""
        if subject.packet is None:
            return
        remarks = subject.submission.remarks
        for kind in (RemarkKind.NOTE, RemarkKind.SHAPE):
            several = [remark for remark in remarks if remark.kind is kind]
            if several:
                yield self._told(subject, kind.value, several)
        for sheet in subject.file.sheets:
            if sheet.pictures:
                yield self.found(
                    subject.at_sheet(sheet.name),
                    f"工作表“{sheet.name}”里有{sheet.pictures}张图片，图片里的内容读不出来。",
                    "请把图片里的填报内容写进单元格，图片作为附件另行报送。",
                    value=str(sheet.pictures),
                )

    def _told(self, subject: SubmissionSubject, kind: str, several: list[Remark]) -> Finding:
        first = several[0]
        return self.found(
            Location(
                file=subject.facts.shown_name,
                sheet=first.sheet,
                row=first.row or None,
                column=first.column or None,
                row_key=first.row_key or None,
            ),
            f"{kind}里有{len(several)}处文字：{first_texts([r.text for r in several])}，"
            "没有汇总，已另存备查。",
            _HINT,
            value=first.text,
        )
