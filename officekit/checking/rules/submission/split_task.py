"""SB310: one task over several rows."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_labels import first_texts
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity


class SplitTask(SubmissionRule):
    """一项任务的填报内容分写在几行里。

    为什么
        下面几行没有任务标识，只有第一行的内容会汇总到这项任务。

    不好
        第4行写“东岭点已经开工”，第5行接着写“西桥点完成选址”，第5行没有序号和任务

    改为
        写在同一个单元格里，用 Alt+Enter 换行
    """

    entry = "C10"
    code = "SB310"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding for every row that carries on a task; its text is kept."""
        packet = subject.packet
        if packet is None:
            return
        for extra in subject.submission.extra:
            if not extra.continues or extra.label:
                continue
            issued = next((row for row in packet.rows if row.key == extra.continues), None)
            label = issued.label if issued else "上一项任务"
            texts = [text for text in extra.texts.values() if text]
            yield self.found(
                subject.at_place(extra.row, row_key=extra.continues),
                f"第{extra.row}行像是接着写{label}的：{first_texts(texts)}，没有汇总，已另存备查。",
                "请把这一行的内容并入上面的单元格（用 Alt+Enter 换行），删除这一行后重新报来。",
                value="\n".join(texts),
            )
