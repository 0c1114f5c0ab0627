"""MX311: spaces between numbers and Chinese characters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from officekit.checking.rule import Rule
from officekit.checking.subject import Passage, Subject
from officekit.checking.text_places import around, spot, where, wordings
from officekit.checking.text_spaces import single_spaced, spaced_numbers, tight_numbers
from officekit.model.finding import Finding, Severity

_FEW = 5


class NumberSpaced(Rule):
    """数字与汉字之间有空格。

    为什么
        公文的数字与汉字之间不空格；个别空格是修改时留下的，换行时会把数字和单位拆开。

    不好
        到2025 年，培育企业30家。

    改为
        到2025年，培育企业30家。
    """

    code = "MX311"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every place, or one for a document that is spaced throughout."""
        passages = list(wordings(subject))
        found = [(p, start, end) for p in passages for start, end in spaced_numbers(p.text)]
        if len(found) > _FEW:
            tight = sum(tight_numbers(passage.text) for passage in passages)
            if len(found) > tight:
                yield self._throughout(found, tight)
                return
        for passage, start, end in found:
            value = single_spaced(around(passage.text, start, end))
            tidy = "".join(passage.text[start:end].split())
            mended = passage.text[:start] + tidy + passage.text[end:]
            yield self.found(
                spot(passage, start, end),
                f"{where(subject, passage)}的数字与汉字之间有空格：{value}。",
                "请删去数字前后的空格。",
                value=value,
                expected=around(mended, start, start + len(tidy)),
            )

    def _throughout(self, found: list[tuple[Passage, int, int]], tight: int) -> Finding:
        """One remark for a document that puts spaces around its numbers."""
        passage, start, end = found[0]
        finding = self.found(
            spot(passage, start, end),
            f"全文的数字与汉字之间大多有空格（{len(found)}处有，{tight}处没有）。",
            "如是转换文件时带出的空格，请用“查找和替换”统一删去。",
            value="数字前后的空格",
        )
        return replace(finding, severity=Severity.INFO)
