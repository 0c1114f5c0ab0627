"""NT105: tracked changes or comments are left in the document."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity


class RevisionsLeft(NoticeRule):
    """文档里留有修订或者批注。

    为什么
        修订和批注会随文件发出，也可能被打印出来，修改过程不应当外传。

    不好
        正文中有3处未接受的修订

    改为
        接受或拒绝全部修订，删除全部批注
    """

    code = "NT105"
    severity = Severity.ERROR
    clause = "公文定稿要求"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """One finding in all."""
        document = subject.document
        left = [
            f"{count}处{what}"
            for count, what in ((document.revisions, "修订"), (document.comments, "批注"))
            if count
        ]
        if left:
            yield self.found(
                subject.file,
                f"文档里还有{'、'.join(left)}。",
                "请在“审阅”中接受或拒绝修订、删除批注后再发出。",
                value="、".join(left),
            )
