"""What the placeholders of a Word template stand for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from officekit.model.notice import (
    Notice,
    NoticeKind,
    NoticeParagraph,
    TextLevel,
    chinese_date,
)
from officekit.writing.layout import clean
from officekit.writing.notice_faults import Vocabulary

LEVEL_STYLES = {
    TextLevel.FIRST: "公文一级",
    TextLevel.SECOND: "公文二级",
    TextLevel.THIRD: "公文三级",
    TextLevel.FOURTH: "公文四级",
}
"""Paragraph style of each level; body text takes the style of its placeholder."""

PLAIN_TEXT = "公文正文文字"
"""Character style of what follows a run-in heading."""

ATTACHMENT_STYLES = ("公文附件说明", "公文附件说明首项", "公文附件说明各项")
"""One attachment, the first of several, the others."""

SEALED_SIGNATURE, SEALED_DATE = "公文署名盖章", "公文成文日期盖章"

HEAD_CELL, TEXT_CELL = "表头", "单元格"
"""Fields of an annex whose cells are models for all cells of the table."""

_LEVEL_NAMES = {
    TextLevel.BODY: "正文",
    TextLevel.FIRST: "一级",
    TextLevel.SECOND: "二级",
    TextLevel.THIRD: "三级",
    TextLevel.FOURTH: "四级",
}
_PARAGRAPH_FIELDS = {"文字": "这一段的文字", "层次": "正文、一级、二级、三级或者四级"}
_TEXT_STYLES = (*LEVEL_STYLES.values(), PLAIN_TEXT)
_START, _END = "\ue000", "\ue001"

VOCABULARY = Vocabulary(
    names={
        "份号": "六位份号",
        "密级": "密级和保密期限",
        "紧急程度": "特急或者加急",
        "版头首项": "份号、密级、紧急程度中有的第一项（信函用）",
        "版头次项": "份号、密级、紧急程度中有的第二项（信函用）",
        "版头末项": "份号、密级、紧急程度中有的第三项（信函用）",
        "发文机关标志": "红头，通知为发文机关加“文件”，信函为发文机关",
        "发文机关": "发文机关",
        "发文字号": "发文字号",
        "签发人": "上行文的签发人",
        "标题": "标题，已经分好行",
        "主送机关": "主送机关，不带冒号",
        "正文": "正文各段，要单独成段",
        "附件说明": "附件说明，要单独成段",
        "署名": "发文机关署名",
        "成文日期": "成文日期",
        "附注": "附注，不带括号",
        "印发标题": "印发文件的标题，另起一页",
        "印发正文": "印发文件的各段，要单独成段",
        "附表清单": "各个附表，用“{%p for 附表 in 附表清单 %}”逐个写出",
        "版记主送": "主送机关移到版记时的主送机关",
        "抄送": "抄送机关，不带句号",
        "印发机关": "印发机关",
        "印发日期": "印发日期",
    },
    fields={
        "正文": _PARAGRAPH_FIELDS,
        "印发正文": _PARAGRAPH_FIELDS,
        "附表清单": {
            "序号": "第几个附件",
            "标记": "“附件”或者“附件1”",
            "标题": "附表的标题",
            HEAD_CELL: "表头的样子，放在表格第一行",
            TEXT_CELL: "单元格的样子，放在表格第二行",
        },
    },
    styles={
        "正文": _TEXT_STYLES,
        "印发正文": _TEXT_STYLES,
        "附件说明": ATTACHMENT_STYLES,
        "署名": ("公文署名", SEALED_SIGNATURE),
        "成文日期": ("公文成文日期", SEALED_DATE),
        **dict.fromkeys(("版记主送", "抄送", "印发机关"), ("公文版记", "公文分隔")),
    },
    paragraphs=frozenset({"正文", "附件说明", "印发正文"}),
)
"""All placeholders of a template."""


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs that stand for one placeholder; printed, it is a mark that is replaced later.

    Attributes:
        name: of the placeholder.
        items: what a loop in a template goes through.
    """

    name: str
    items: tuple[Mapping[str, str], ...]

    def __bool__(self) -> bool:
        return bool(self.items)

    def __iter__(self) -> Iterator[Mapping[str, str]]:
        return iter(self.items)

    def __str__(self) -> str:
        return f"{_START}{self.name}{_END}"


def block_name(text: str) -> str | None:
    """The placeholder whose mark this is, ``None`` where there is none in the text.

    The result is blank where the mark does not stand by itself.
    """
    if _START not in text:
        return None
    whole = text.strip()
    alone = whole.startswith(_START) and whole.endswith(_END) and whole.count(_START) == 1
    return whole[1:-1] if alone else ""


def values_of(
    notice: Notice,
    title_lines: Sequence[str] = (),
    issued_title_lines: Sequence[str] = (),
    *,
    addressees_below: bool = False,
) -> dict[str, object]:
    """Values of all placeholders.

    Args:
        notice: what is written.
        title_lines: the title as it is broken into lines; blank for one line.
        issued_title_lines: the same for the title of the issued text.
        addressees_below: 主送机关 stand in the 版记 (7.3.2), because page 1 has no room.
    """
    lines = [each for each in (notice.copy_number, notice.secrecy, notice.urgency) if each]
    lines += [""] * (3 - len(lines))
    letter = notice.kind in {NoticeKind.LETTER, NoticeKind.OPINIONS}
    issued = notice.issued
    plain = {
        "份号": notice.copy_number,
        "密级": notice.secrecy,
        "紧急程度": notice.urgency,
        "版头首项": lines[0],
        "版头次项": lines[1],
        "版头末项": lines[2],
        "发文机关标志": notice.issuer if letter or not notice.issuer else f"{notice.issuer}文件",
        "发文机关": notice.issuer,
        "发文字号": notice.number,
        "签发人": notice.signer,
        "标题": "\n".join(title_lines) or notice.title,
        "主送机关": "" if addressees_below else notice.addressees,
        "署名": notice.signature,
        "成文日期": notice.date_text,
        "附注": notice.note,
        "印发标题": ("\n".join(issued_title_lines) or issued.title) if issued else "",
        "版记主送": notice.addressees if addressees_below else "",
        "抄送": notice.copies_to,
        "印发机关": notice.printing_office,
        "印发日期": chinese_date(notice.printed_on),
    }
    return {
        **{name: _plain(value) for name, value in plain.items()},
        "正文": Block("正文", _items(notice.body)),
        "附件说明": Block("附件说明", tuple({"文字": clean(name)} for name in notice.attachments)),
        "印发正文": Block("印发正文", _items(issued.paragraphs if issued else ())),
        "附表清单": _annexes(notice),
    }


def _plain(text: str) -> str:
    """One line of text, or lines of a title; a tab would look like a placeholder's own."""
    return clean(text).replace("\t", " ").strip()


def _items(paragraphs: Sequence[NoticeParagraph]) -> tuple[Mapping[str, str], ...]:
    return tuple(
        {"文字": clean(each.text), "层次": _LEVEL_NAMES[each.level]} for each in paragraphs
    )


def _annexes(notice: Notice) -> list[dict[str, str]]:
    several = max(len(notice.annexes), len(notice.attachments)) > 1
    marked = notice.kind is not NoticeKind.ANNEX or bool(notice.attachments)
    return [
        {
            "序号": str(number),
            "标记": f"附件{number if several else ''}" if marked else "",
            "标题": _plain(annex.title),
            HEAD_CELL: HEAD_CELL,
            TEXT_CELL: TEXT_CELL,
        }
        for number, annex in enumerate(notice.annexes, 1)
    ]
