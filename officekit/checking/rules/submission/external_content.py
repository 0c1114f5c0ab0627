"""SB113: links, connections and embedded objects."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_labels import first_texts
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity


class ExternalContent(SubmissionRule):
    """文件里有外部链接、数据连接或嵌入的对象。

    为什么
        外部链接指向本单位电脑上的文件，别人打开时取不到数，还可能泄露路径；嵌入的文件不会汇总。

    不好
        完成率写成 =[9月台账.xlsx]汇总!B2

    改为
        完成率直接填写 75%
    """

    entry = "A13"
    code = "SB113"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding in all; nothing was followed."""
        external = subject.facts.external
        if external and subject.facts.refusal is None:
            yield self.found(
                subject.at_file(),
                f"文件里有外部内容：{first_texts(external)}，没有打开，也没有读取。",
                "请把链接改成直接填写的值，把嵌入文件里的内容写进单元格，附件另行报送。",
                value=external[0],
            )
