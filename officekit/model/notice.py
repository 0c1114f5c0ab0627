"""A notice (公文) before it is drawn: what each element of GB/T 9704-2012 says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum


class NoticeKind(StrEnum):
    """What is drafted; the value names its template in ``word_templates/``."""

    ISSUE = "印发通知"
    LETTER = "信函"
    OPINIONS = "征求意见函"
    BREAKDOWN = "任务分解通知"
    ANNEX = "责任清单附表"


class TextLevel(Enum):
    """Level of a paragraph of text (7.3.3): its number's form and its font follow from it."""

    BODY = 0
    FIRST = 1
    """一、 in 黑体."""
    SECOND = 2
    """（一） in 楷体."""
    THIRD = 3
    """1. in 仿宋."""
    FOURTH = 4
    """（1） in 仿宋."""


@dataclass(frozen=True, slots=True)
class NoticeParagraph:
    """One paragraph of body text.

    Attributes:
        text: with its number; never a line break inside.
        level: of the paragraph.
        head: characters at the beginning that stand in the level's font; 0 means all of it.
            A run-in heading (（一）…。 followed by text) has only its heading in that font.
    """

    text: str
    level: TextLevel = TextLevel.BODY
    head: int = 0


@dataclass(frozen=True, slots=True)
class IssuedText:
    """A text that the notice issues: on a new page, without the word 附件.

    Attributes:
        title: of the text.
        paragraphs: preamble, headings, tasks.
    """

    title: str
    paragraphs: tuple[NoticeParagraph, ...]


@dataclass(frozen=True, slots=True)
class AnnexTable:
    """A table as annex (责任清单), landscape.

    Attributes:
        title: above the table.
        headings: of the columns.
        rows: cells top to bottom, each row as long as ``headings``; ``None`` continues the cell
            above (a merged 板块 cell).
        widths: of the columns in millimetres.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice; blank elements are left out of the document.

    Attributes:
        kind: of notice.
        issuer: 发文机关, as printed in the red head (发文机关标志) without 文件.
        number: 发文字号, 某政办发〔2025〕8号.
        title: without line breaks.
        addressees: 主送机关 in print, separators included, without the colon.
        body: paragraphs of the notice itself.
        signature: 发文机关署名.
        signed_on: 成文日期.
        copy_number: 份号, six digits.
        secrecy: 密级 and term.
        urgency: 特急 or 加急.
        signer: 签发人 of an upward document (上行文); sets the number to the left.
        sealed: whether a seal is put on; decides where signature and date stand.
        note: 附注 without brackets (此件公开发布).
        issued: the text that is issued with the notice.
        attachments: names of annexes in the 附件说明.
        annexes: tables behind the text, in the order of ``attachments``.
        copies_to: 抄送, without the full stop.
        printing_office: 印发机关.
        printed_on: 印发日期.
    """

    kind: NoticeKind
    issuer: str = ""
    number: str = ""
    title: str = ""
    addressees: str = ""
    body: tuple[NoticeParagraph, ...] = ()
    signature: str = ""
    signed_on: date | None = None
    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""
    signer: str = ""
    sealed: bool = False
    note: str = ""
    issued: IssuedText | None = None
    attachments: tuple[str, ...] = ()
    annexes: tuple[AnnexTable, ...] = ()
    copies_to: str = ""
    printing_office: str = ""
    printed_on: date | None = None

    @property
    def date_text(self) -> str:
        """成文日期 in print: a visible gap where a signed notice has none."""
        if self.signed_on is None:
            return "【成文日期】" if self.signature else ""
        return chinese_date(self.signed_on)


def chinese_date(day: date | None) -> str:
    """2024年3月5日: Arabic figures without leading zeros (7.3.5); blank for no date."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


class ClauseStyle(StrEnum):
    """Form of the clause behind each task; the value is what the sheet 设置 says."""

    LEAD_AND_RESPONSIBLE = "牵头单位、责任单位"
    """（牵头单位：A；责任单位：B、C）"""
    LEAD_AND_SUPPORTING = "牵头单位、配合单位"
    """（牵头单位：A；配合单位：B、C）"""
    RESPONSIBLE_WITH_VERB = "责任单位＋分工"
    """（责任单位：A牵头负责） （责任单位：A、B按职责分工负责）"""
    VERB_ONLY = "A牵头，B按职责分工负责"
    """（A牵头，B、C按职责分工负责）"""
    FIRST_LEADS = "责任单位（首位牵头）"
    """（责任单位：A、B、C）, the first one leads."""
