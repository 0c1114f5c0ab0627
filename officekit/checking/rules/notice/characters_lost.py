"""NT113: characters of the document are not on the pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from officekit.checking.notice_rule import PageRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import (
    RenderedPage,
)

_COMPARED = re.compile("[\u4e00-\u9fff，。、；：（）《》“”！？〔〕]")
_MOST_SHOWN = 5
_ALIKE = 0.97


class CharactersLost(PageRule):
    """打印页面上缺少文档里的字或标点。

    为什么
        个别排版软件会把行末的标点丢掉（没有设置“允许标点溢出边界”时），打印出来的公文就缺了标点。

    不好
        文档中有20个“，”，页面上只有19个

    改为
        在段落“中文版式”中勾选“允许标点溢出边界”
    """

    code = "NT113"
    severity = Severity.WARNING
    clause = "排版核对"

    def check_pages(
        self, subject: NoticeSubject, pages: Sequence[RenderedPage]
    ) -> Iterator[Finding]:
        """One finding with the characters that are lost; nothing where the pages are others."""
        written = _counts(p.text for p in subject.document.paragraphs)
        printed = _counts(line.text for page in pages for line in page.lines)
        lost = written - printed
        if not lost or lost.total() > (1 - _ALIKE) * written.total():
            return
        shown = "、".join(f"“{c}”{n}个" for c, n in lost.most_common(_MOST_SHOWN))
        yield self.found(
            subject.file,
            f"排版后的页面上比文档少了{lost.total()}个字符：{shown}。",
            "请在段落设置的“中文版式”中勾选“允许标点溢出边界”，打印后再核对一遍。",
            value=shown,
        )


def _counts(texts: Iterable[str]) -> Counter[str]:
    return Counter(char for text in texts for char in _COMPARED.findall(text))
