"""MX317: traces of web pages and word processors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.checking.text_places import around, spot, where
from officekit.model.finding import Finding, Severity
from officekit.model.residue import is_bare_number, is_page_furniture, is_page_number

_SIGNS = (*"[&<\ufffd", "扫一扫", "错误", "HYPERLINK", "INCLUDEPICTURE", "MERGEFORMAT", "PAGEREF")
_INSIDE = re.compile(
    r"\[bookmark:[^\]]{0,80}\]|&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|mdash|middot|#\d{1,6});?"
    r"|</?(?:p|br|div|span|strong|b|table|tr|td|a|img|font)\b[^<>]{0,200}>"
    r"|(?:HYPERLINK|INCLUDEPICTURE)\s+\"|MERGEFORMAT|PAGEREF|错误[!！]\s*未(?:找到引用源|定义书签)"
    r"|扫一扫(?:在)?(?:手机|微信|关注|打开|分享)[^，。；]{0,12}|\ufffd+",
    re.IGNORECASE,
)


class ResidueInText(Rule):
    """文中留有网页或文字处理软件的残留。

    为什么
        书签标记、域代码、“扫一扫”等不是文件的内容，印出来就是差错。

    不好
        [bookmark: _Toc12]关于印发行动计划的通知&nbsp;

    改为
        关于印发行动计划的通知
    """

    code = "MX317"
    severity = Severity.WARNING
    replaces = ("PS002",)

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every trace inside a text and every line that is one."""
        for passage in subject.passages:
            text = passage.text.strip()
            if passage.column is None and _is_residue(text):
                yield self.found(
                    spot(passage, 0, len(text)),
                    f"{where(subject, passage)}的一行不是文件内容：{text[:40]}。",
                    "请确认后删去这一行。",
                    value=text[:40],
                )
                continue
            if not any(sign in passage.text for sign in _SIGNS):
                continue
            for match in _INSIDE.finditer(passage.text):
                yield self.found(
                    spot(passage, *match.span()),
                    f"{where(subject, passage)}留有软件或网页的残留“{match[0]}”。",
                    "请删去这些字符。",
                    value=around(passage.text, *match.span()),
                )


def _is_residue(text: str) -> bool:
    return is_page_number(text) or is_bare_number(text) or is_page_furniture(text)
