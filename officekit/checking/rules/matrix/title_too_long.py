"""MX318: a task without a short lead title."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.rule import Parameter, Rule
from officekit.checking.subject import Subject
from officekit.model.finding import Finding, Severity


class TitleTooLong(Rule):
    """任务没有简短的标题。

    为什么
        标题过长，台账和汇报材料里放不下，也不便称呼这项任务。

    不好
        7.围绕云泽湖周边村庄大力推进污水管网建设，配套建设处理站，实现全部村庄污水集中收集处理。

    改为
        7.推进环湖村庄污水治理。建设管网和处理站，实现全部村庄污水集中收集处理。
    """

    code = "MX318"
    severity = Severity.INFO
    parameters = (Parameter("最长字数", "40", "标题超过多少个字时提示"),)

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every title over the limit."""
        limit = int(self.parameter("最长字数"))
        for row in subject.rows:
            title = row["title"]
            if len(title) > limit:
                yield self.found(
                    subject.at(row, "title"),
                    f"{subject.label(row)}的标题有{len(title)}个字，没有简短的标题。",
                    f"请提炼一个{limit}字以内的标题，其余放入主要举措。",
                    value=title[:60],
                )
