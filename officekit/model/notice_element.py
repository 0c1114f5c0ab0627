"""What the paragraphs of a Word document are in a notice: who has recognised them tells others."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from officekit.model.notice import TextLevel


class NoticeElement(StrEnum):
    """Elements of a notice (公文格式要素); the value is the name that a clerk reads."""

    SECRECY = "密级"
    URGENCY = "紧急程度"
    NUMBER = "发文字号"
    TITLE = "标题"
    ADDRESSEES = "主送机关"
    TEXT = "正文"
    ATTACHMENTS = "附件说明"
    SIGNATURE = "署名"
    DATE = "成文日期"
    NOTE = "附注"
    ANNEX_MARK = "附件标记"
    COPIES = "抄送机关"
    PRINTED = "印发机关和日期"


@dataclass(frozen=True, slots=True)
class PlacedElement:
    """A paragraph that is an element, or part of one.

    Attributes:
        number: of the paragraph, as in ``LaidParagraph``.
        element: what it is.
        level: of a paragraph of text.
        heading: characters of the text of its runs that are the heading of the level, spaces in
            front included; 0 where it has none.
        begins: begins with the element; ``False`` for text that goes on with the paragraph
            before it, and for further lines of the 附件说明.
        issued: belongs to the text that is issued, not to the notice itself.
    """

    number: int
    element: NoticeElement
    level: TextLevel = TextLevel.BODY
    heading: int = 0
    begins: bool = True
    issued: bool = False
