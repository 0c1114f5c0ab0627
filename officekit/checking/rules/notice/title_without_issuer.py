"""NT212: the title does not name the issuer."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity


class TitleWithoutIssuer(NoticeRule):
    """公文标题没有写发文机关名称。

    为什么
        标题由发文机关名称、事由和文种组成，缺少机关名称的标题单独引用时看不出是谁发的。

    不好
        关于印发2023年重点工作任务的通知

    改为
        青禾区人民政府办公室关于印发2023年重点工作任务的通知
    """

    code = "NT212"
    severity = Severity.INFO
    clause = "《党政机关公文处理工作条例》第九条"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """Only for a notice with a number."""
        found = subject.structure
        if found.number and found.title_text.startswith("关于"):
            yield self.found(
                subject.at(found.title[0]),
                f"标题“{found.title_text[:24]}”没有写发文机关名称。",
                "请在“关于”之前写上发文机关名称；本机关惯例不写的，可以不改。",
                value=found.title_text,
            )
