"""From a document to the lines that the parser reads, without residue of web pages and editors."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from officekit.model.document import Document, Paragraph, ParagraphKind
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.numbering import outline_number
from officekit.model.residue import (
    is_bare_number,
    is_page_furniture,
    is_page_number,
    without_bookmarks,
)

_INVISIBLE = re.compile(r"[\u200b\ufeff\u00ad]")
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
        if without_bookmarks(paragraph.text) != paragraph.text:
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
        text = (
            _INVISIBLE.sub("", without_bookmarks(raw)).replace("\u00a0", " ").strip(" \t\r\u3000")
        )
        text = _BOLD.sub(r"\g<number>\g<bold>", _NOTE_MARK.sub("", text))
        if text:
            location = paragraph.location.quoting(text[:60])
            lines.append(Line(text, location, paragraph.centered))
    return lines


def _is_residue(text: str) -> bool:
    """A page number, or a line of a web page that is not part of the document."""
    return is_page_number(text) or is_bare_number(text) or is_page_furniture(text)


def _join_broken_clauses(lines: list[Line]) -> list[Line]:
    """Put a clause together that a page break has torn apart, or a list that ends in 、."""
    joined: list[Line] = []
    for line in lines:
        previous = joined[-1] if joined else None
        if (
            previous is not None
            and not outline_number(line.text)
            and (
                previous.text.endswith("、")
                or (_CLAUSE_OPEN.search(previous.text) and _CLAUSE_CLOSE.match(line.text))
            )
        ):
            joined[-1] = replace(previous, text=previous.text + line.text)
        else:
            joined.append(line)
    return joined
