"""MX312: a space between the characters of a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.checking.text_places import around, spot, where, wordings
from officekit.checking.text_spaces import stray_spaces
from officekit.model.finding import Finding, Severity

_MANY = 20


class SpaceInText(Rule):
    """句子中间有空格。

    为什么
        句子里的空格多是粘贴或换行留下的，也可能是漏了标点。

    不好
        提升调节能力。 推进项目 建设，完善管网。

    改为
        提升调节能力。推进项目建设，完善管网。
    """

    code = "MX312"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every space, or one for a document full of them."""
        found = [
            (passage, start, end)
            for passage in wordings(subject)
            for start, end in stray_spaces(passage.text)
        ]
        if len(found) > _MANY:
            passage, start, end = found[0]
            yield self.found(
                spot(passage, start, end),
                f"全文句子中间有{len(found)}处空格。",
                "如是转换文件时带出的空格，请用“查找和替换”统一删去。",
                value="句中空格",
            )
            return
        for passage, start, end in found:
            value = around(passage.text, start, end)
            yield self.found(
                spot(passage, start, end),
                f"{where(subject, passage)}的句子中间有空格：{value}。",
                "请删去空格；如是漏了标点，请补上。",
                value=value,
            )
