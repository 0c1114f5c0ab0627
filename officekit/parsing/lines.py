"""From a document to the lines that the parser reads, without residue of web pages and editors."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from officekit.model.document import Document, Paragraph, ParagraphKind
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.numbering import outline_number

_BOOKMARK = re.compile(r"\[bookmark:[^\]]*\]")
_INLINE = re.compile(r"\[bookmark:[^\]]*\]|[\u200b\ufeff\u00ad]")
_PAGE_NUMBER = re.compile(
    r"[-—–－―─·\s]*\d{1,4}[-—–－―─·\s]*|第\s*\d+\s*页(?:[，,/\s]*共\s*\d+\s*页)?"
)
_FURNITURE = re.compile(
    r"索\s*引\s*号|文件类别|规范性文件登记号|发布日期\s*[:：]|发布时间\s*[:：]|发布机构|信息来源\s*[:：]"
    r"|来源\s*[:：]|浏览次数|浏览量|阅读次数|点击数|字体\s*[:：【\[]|扫一扫|分享到|打印本页|关闭窗口"
    r"|当前位置|您所在的位置|相关解读|图文解读|政策解读\s*[:：]|相关文档|相关附件|【?原文下载|【?图解】"
    r"|Produced\s+By|主办单位\s*[:：].*(?:备|ICP)|上一篇|下一篇|版权所有"
)
_NOTE_MARK = re.compile(r"\[\^\w+\]")
_BOLD = re.compile(r"^(?P<number>[^*]{0,8}?)\*\*(?P<bold>[^*\n]{2,60}?)\*\*")
_CLAUSE_OPEN = re.compile(r"[（(〔【]\s*(?:牵头|责任|配合|参与|协同|牵|责)[^）)〕】。]{0,200}$")
_CLAUSE_CLOSE = re.compile(r"^[^（(〔【。]{0,200}[）)〕】]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text with the paragraph that it came from.

    Attributes:
        text: stripped text.
        location: its paragraph, quoting the text.
        centered: the source centres it; ``None`` where unknown.
    """

    text: str
    location: Location
    centered: bool | None = None


def lines_of(document: Document) -> tuple[list[Line], list[Finding]]:
    """The document's lines in order; footnotes last, residue left out and reported."""
    lines: list[Line] = []
    residue: list[Line] = []
    marks: list[Line] = []
    for paragraph in document.paragraphs:
        if paragraph.kind is ParagraphKind.FOOTNOTE:
            continue
        if _BOOKMARK.search(paragraph.text):
            marks.append(Line(paragraph.text.strip(), paragraph.location))
        for line in _split(paragraph):
            (residue if _is_residue(line.text) else lines).append(line)
    findings = [
        Finding(
            "PS002",
            Severity.INFO,
            f"已去掉网页或排版残留：{line.text[:40]}",
            "请确认这一行不属于正文；如属于正文，请在原文中改写后重新导入。",
            line.location.quoting(line.text),
        )
        for line in residue
    ]
    if marks:
        findings.append(
            Finding(
                "PS002",
                Severity.INFO,
                f"已去掉{len(marks)}段中的书签标记（[bookmark: …]）。",
                "这是文字处理软件留下的标记，不影响内容，无需处理。",
                marks[0].location.quoting(marks[0].text[:60]),
            )
        )
    return _join_broken_clauses(lines), findings


def _split(paragraph: Paragraph) -> list[Line]:
    """The paragraph's lines, cleaned; blank ones are dropped."""
    lines = []
    for raw in paragraph.text.split("\n"):
        text = _INLINE.sub("", raw).replace("\u00a0", " ").strip(" \t\r\u3000")
        text = _BOLD.sub(r"\g<number>\g<bold>", _NOTE_MARK.sub("", text))
        if text:
            location = paragraph.location.quoting(text[:60])
            lines.append(Line(text, location, paragraph.centered))
    return lines


def _is_residue(text: str) -> bool:
    """A page number, or a line of a web page that is not part of the document."""
    if _PAGE_NUMBER.fullmatch(text):
        return True
    match = _FURNITURE.search(text)
    return match is not None and match.start() <= 2 and not outline_number(text)  # noqa: PLR2004 - a bracket or two may stand before it


def _join_broken_clauses(lines: list[Line]) -> list[Line]:
    """Put a clause together that a page break has torn apart."""
    joined: list[Line] = []
    for line in lines:
        previous = joined[-1] if joined else None
        if (
            previous is not None
            and _CLAUSE_OPEN.search(previous.text)
            and _CLAUSE_CLOSE.match(line.text)
            and not outline_number(line.text)
        ):
            joined[-1] = replace(previous, text=previous.text + line.text)
        else:
            joined.append(line)
    return joined
