"""Finds the elements of a notice by text, position and look, whatever the styles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from officekit.checking.notice_looks import Look, is_red, look
from officekit.checking.notice_structure import (
    Annex,
    BodyParagraph,
    Imprint,
    NoticeStructure,
    bare,
    is_moved,
)
from officekit.model.laid_document import Alignment, LaidDocument, LaidParagraph, LaidTable
from officekit.model.numbering import outline_number

_TYPES = (
    "决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要"
    "|方案|办法|规定|细则|规划|计划|要点|任务|清单|措施|名单"
)
_WHOLE_TITLE = re.compile(rf"[^。；：:〔]{{0,60}}关于[^。；：]+的?(?:{_TYPES})(?:（.{{1,12}}）)?")
_OFFICE = re.compile(
    r"[^。；：，:]{2,24}(?:府|办公室|办公厅|办|厅|局|委|部|会|院|社|处|所|署|队|校|大学|公司|集团"
    r"|中心|组)"
)
_COPY_NUMBER = re.compile(r"(?:No\.?|№)?\d{1,8}")
_SECRECY = re.compile(r"(?:绝密|机密|秘密)(?:[★☆*＊].{0,8})?")
_URGENCY = re.compile(r"特急|加急|特提|平急|紧急|急件")
_DOCUMENT_NUMBER = re.compile(
    r"[\u4e00-\u9fff（）()]{2,20}[〔\[［（(【〈﹝]\d{2,4}[〕\]］）)】〉﹞]第?[\dXx×＊*]{0,6}号"
    r"|【文号】"  # what our own drafts show where it is missing
)
_SIGNER = re.compile(r"签发人[：:]?")
_TITLE = re.compile(rf"关于.+的(?:{_TYPES})(?:（.*）)?")
_PRINTED = re.compile(r".{0,60}日印发。?")
_COPIES = re.compile(r"(?:抄送|抄报|分送)[：:]")
_RECEIVERS = re.compile(r"(?:主送|发送|报送)[：:]")
_DATE = re.compile(
    r"(?:\d{4}|[〇○ＯOo０零一二三四五六七八九]{4})年(?:\d{0,2}|[一二三四五六七八九十]{1,3})月"
    r"(?:\d{0,2}|[一二三四五六七八九十]{1,3})日"
)
_ANNEX = re.compile(r"附件(\d{1,2}|[一二三四五六七八九十]{1,2})?[：:]?")
_ATTACHED = re.compile(r"附件?[：:].*|附件\d{0,2}[：:].+")
_NOTE = re.compile(r"[（(].{2,60}[）)]|此件.{2,20}|[（(]?联系人[：:].*")
_RECIPIENTS = re.compile(
    r"[^。；]{0,120}(?:单位|部门|机构|政府|办事处|企业|委员会|局|委办|团体|管委会)"
)
_LEAD_IN = re.compile(r"(?:如下|以下.{0,6}|通知|任务|措施|要求)[：:]$")
_HEAD_PARAGRAPHS = 20
_COPY_NUMBER_LAST = 3
_LARGE = 20.0
_LONGEST_SIGNATURE = 40
_SIGNATURES = 6
_LONGEST_TITLE = 120
_TITLE_LINES = 4
_IMPRINT_LINES = 8


def recognise(document: LaidDocument) -> NoticeStructure:
    """The elements of a notice.

    Args:
        document: any Word document.
    """
    return _Recognition(document).structure()


class _Recognition:
    """Walks once through the paragraphs; ``_flow`` are the visible ones outside the 版记."""

    def __init__(self, document: LaidDocument) -> None:
        self._document = document
        visible = [p for p in document.paragraphs if p.text.strip()]
        self._imprint = _imprint(visible, document.tables)
        theirs = {p.number for p in self._imprint.paragraphs} if self._imprint else set()
        self._flow = [p for p in visible if p.number not in theirs]
        self._head: dict[str, LaidParagraph] = {}

    def structure(self) -> NoticeStructure:
        title_at, title = self._read_head()
        at = title_at + len(title)
        at = self._skip_below_title(at)
        addressees = self._addressees(at) if title else None
        at += addressees is not None
        date_at = self._date(at)
        annex_at = self._first_annex(at if date_at is None else date_at)
        end = annex_at if date_at is None else date_at
        sign_at = self._signature(at, date_at)
        list_at = next(
            (i for i in range(at, sign_at if date_at is not None else end) if self._lists(i, end)),
            None,
        )
        body_end = min(x for x in (list_at, sign_at, end) if x is not None)
        note_at = annex_at if date_at is None else date_at + 1
        note = self._note(note_at) if date_at is not None else None
        rest = note_at + (note is not None)
        issued_title = self._title_lines(rest, annex_at) if date_at is not None else ()
        issued = self._flow[rest + len(issued_title) : annex_at] if issued_title else []
        number = self._head.get("number")
        match = _DOCUMENT_NUMBER.match(bare(number.text)) if number else None
        return NoticeStructure(
            **self._head,
            number_text=match[0] if match else "",
            title=title,
            addressees=addressees,
            body=_body(self._flow[at:body_end]),
            attachment_list=tuple(self._flow[list_at:sign_at]) if list_at is not None else (),
            signature=tuple(self._flow[sign_at:date_at]) if date_at is not None else (),
            date=self._flow[date_at] if date_at is not None else None,
            note=note,
            issued_title=issued_title,
            issued=_body(issued, issued=True),
            annexes=tuple(self._annexes(annex_at)),
            imprint=self._imprint,
        )

    # ------------------------------------------------------------------ head and title

    def _read_head(self) -> tuple[int, tuple[LaidParagraph, ...]]:
        """Place and lines of the title; what stands above it goes to ``_head``."""
        for index, paragraph in enumerate(self._flow[:_HEAD_PARAGRAPHS]):
            if self._is_head(index, paragraph):
                continue
            title = self._title_lines(index, len(self._flow))
            return (index, title) if title else self._plain_title(index)
        return min(len(self._flow), _HEAD_PARAGRAPHS), ()

    def _plain_title(self, start: int) -> tuple[int, tuple[LaidParagraph, ...]]:
        """A title known by its words alone, in text that has lost its form."""
        end = min(start + _HEAD_PARAGRAPHS, len(self._flow))
        for count in range(1, _TITLE_LINES + 1):
            for index in range(start, end):
                lines = self._flow[index : index + count]
                whole = "".join(bare(line.text) for line in lines)
                if len(whole) <= _LONGEST_TITLE and _WHOLE_TITLE.fullmatch(whole):
                    named = index > start and _OFFICE.fullmatch(bare(self._flow[index - 1].text))
                    first = index - 1 if named else index
                    for above in range(start, first):
                        self._is_head(above, self._flow[above])
                    return first, tuple(self._flow[first : index + count])
        return start, ()

    def _is_head(self, index: int, paragraph: LaidParagraph) -> bool:
        """Whether a paragraph above the title is an element of the head; it is kept, then."""
        text = bare(paragraph.text)
        seen = look(paragraph)
        name = ""
        if _COPY_NUMBER.fullmatch(text) and index < _COPY_NUMBER_LAST:
            name = "copy_number"
        elif _SECRECY.fullmatch(text):
            name = "secrecy"
        elif _URGENCY.fullmatch(text):
            name = "urgency"
        elif _DOCUMENT_NUMBER.match(text):
            name = "number"
            if _SIGNER.search(text):
                self._head.setdefault("signer", paragraph)
        elif _SIGNER.match(text):
            name = "signer"
        elif "number" not in self._head and _is_mark(text, seen):
            name = "mark"
        if name:
            self._head.setdefault(name, paragraph)
        return bool(name)

    def _title_lines(self, start: int, end: int) -> tuple[LaidParagraph, ...]:
        """Lines of a title that begins here: large or centred paragraphs without blanks between."""
        lines: list[LaidParagraph] = []
        for paragraph in self._flow[start:end]:
            text = bare(paragraph.text)
            joined = not lines or paragraph.number == lines[-1].number + 1
            if paragraph.in_table or not joined or not _is_title(paragraph, text):
                break
            if _DOCUMENT_NUMBER.match(text) or _DATE.fullmatch(text):
                break
            lines.append(paragraph)
        whole = "".join(bare(line.text) for line in lines)
        return tuple(lines) if 0 < len(whole) <= _LONGEST_TITLE else ()

    def _skip_below_title(self, at: int) -> int:
        """Past a number or remark that stands centred between title and text, as web copies do."""
        while at < len(self._flow):
            paragraph = self._flow[at]
            text = bare(paragraph.text)
            if _DOCUMENT_NUMBER.fullmatch(text):
                self._head.setdefault("number", paragraph)
            elif paragraph.alignment is not Alignment.CENTER or len(text) > _LONGEST_SIGNATURE:
                break
            at += 1
        return at

    def _addressees(self, at: int) -> LaidParagraph | None:
        if at >= len(self._flow) or self._flow[at].in_table:
            return None
        paragraph = self._flow[at]
        text = bare(paragraph.text)
        if text.startswith("附件") or outline_number(text) or _LEAD_IN.search(text):
            return None
        if text.endswith(("：", ":")) and "。" not in text:
            return paragraph
        flush = not paragraph.first_line and not paragraph.text.startswith((" ", "\u3000"))
        return paragraph if flush and _RECIPIENTS.fullmatch(text) else None

    # ------------------------------------------------------------------ end of the notice

    def _date(self, start: int) -> int | None:
        """Place of the 成文日期: the first paragraph that is a date and nothing else."""
        for index in range(start, len(self._flow)):
            paragraph = self._flow[index]
            if not paragraph.in_table and _DATE.fullmatch(bare(paragraph.text)):
                return index
        return None

    def _signature(self, start: int, date_at: int | None) -> int:
        """Place of the first line of the signature; that of the date where there is none."""
        if date_at is None:
            return len(self._flow)
        first = date_at
        if first > start and _OFFICE.fullmatch(bare(self._flow[first - 1].text)):
            first -= 1
        while first > max(start, date_at - _SIGNATURES) and _is_signature(self._flow[first - 1]):
            first -= 1
        return first

    def _lists(self, index: int, end: int) -> bool:
        """Whether the 附件说明 begins here."""
        paragraph = self._flow[index]
        text = bare(paragraph.text)
        if paragraph.in_table or not _ATTACHED.fullmatch(text) or "。" in text[:-1]:
            return False
        return not _ANNEX.fullmatch(text) or end > index + 1

    def _note(self, at: int) -> LaidParagraph | None:
        if at >= len(self._flow) or self._flow[at].in_table:
            return None
        return self._flow[at] if _NOTE.fullmatch(bare(self._flow[at].text)) else None

    def _first_annex(self, start: int) -> int:
        for index in range(start, len(self._flow)):
            if self._is_annex(index):
                return index
        return len(self._flow)

    def _is_annex(self, index: int) -> bool:
        paragraph = self._flow[index]
        return not paragraph.in_table and bool(_ANNEX.fullmatch(bare(paragraph.text)))

    def _annexes(self, start: int) -> Iterator[Annex]:
        marks = [i for i in range(start, len(self._flow)) if self._is_annex(i)]
        for at, end in pairwise([*marks, len(self._flow)]):
            mark = self._flow[at]
            title = self._title_lines(at + 1, end)
            match = _ANNEX.fullmatch(bare(mark.text))
            number = (match[1] if match else None) or ""
            blanks = title[0].number - mark.number - 1 if title else 0
            yield Annex(mark, number, title, blanks)


def _is_mark(text: str, seen: Look) -> bool:
    """A line that ends in 文件, or a large red one."""
    return text.endswith("文件") or (is_red(seen.colour) and (seen.size or 0) >= _LARGE)


def _is_title(paragraph: LaidParagraph, text: str) -> bool:
    if text.endswith(("：", ":", "。", "；")) and not _TITLE.fullmatch(text.rstrip("。")):
        return False
    if paragraph.alignment in (Alignment.CENTER, Alignment.DISTRIBUTE):
        return True
    large = (look(paragraph).size or 0) >= _LARGE
    return large or _TITLE.fullmatch(text.rstrip("。")) is not None


def _is_signature(paragraph: LaidParagraph) -> bool:
    """A short line that is moved to the right."""
    text = bare(paragraph.text)
    moved = is_moved(paragraph) or paragraph.alignment is Alignment.CENTER
    closed = text.endswith(("。", "；", "：", "，", ":"))
    return moved and len(text) <= _LONGEST_SIGNATURE and not closed and not paragraph.in_table


def _body(
    paragraphs: Sequence[LaidParagraph], *, issued: bool = False
) -> tuple[BodyParagraph, ...]:
    """Paragraphs of running text: tables and centred lines are left out."""
    return tuple(
        BodyParagraph(p, outline_number(p.text.strip()), issued)
        for p in paragraphs
        if not p.in_table and p.alignment not in (Alignment.CENTER, Alignment.RIGHT)
    )


def _imprint(visible: Sequence[LaidParagraph], tables: Sequence[LaidTable]) -> Imprint | None:
    """The last lines of 抄送 and 印发, with the table that they stand in."""
    last = next((p for p in reversed(visible) if _is_imprint(p)), None)
    if last is None:
        return None
    table = next((t for t in tables if t.first <= last.number <= t.last), None)
    if table is not None:
        paragraphs = [p for p in visible if table.first <= p.number <= table.last]
    else:
        until = visible.index(last)
        before = reversed(visible[max(0, until - _IMPRINT_LINES) : until])
        above = list(takewhile(lambda p: _is_above(p, last), before))
        paragraphs = [*reversed(above), last]
    copies = next((p for p in paragraphs if _COPIES.match(bare(p.text))), None)
    named = (p for p in paragraphs if _COPIES.match(bare(p.text)) or _RECEIVERS.match(bare(p.text)))
    others = {p.number for p in named}
    printed = [p for p in paragraphs if p.number not in others]
    return Imprint(tuple(paragraphs), copies, tuple(printed), table)


def _is_imprint(paragraph: LaidParagraph) -> bool:
    text = bare(paragraph.text)
    return bool(_COPIES.match(text) or _PRINTED.fullmatch(text))


def _is_above(paragraph: LaidParagraph, last: LaidParagraph) -> bool:
    """Whether a line above the last one belongs to the 版记, too."""
    named = _RECEIVERS.match(bare(paragraph.text)) is not None
    return named or _is_imprint(paragraph) or _is_office(paragraph, last)


def _is_office(paragraph: LaidParagraph, last: LaidParagraph) -> bool:
    """A printing office on the line above its date."""
    text = bare(paragraph.text)
    short = len(text) <= _LONGEST_SIGNATURE and not re.search("[。；：，年]", text)
    return short and paragraph.number == last.number - 1 and last.text.lstrip()[:1].isdecimal()
