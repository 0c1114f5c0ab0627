"""What stands around a plan: the notice that issues it, titles, draft marks, annex and imprint."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from officekit.model.finding import Finding, Severity
from officekit.model.numbering import Level, numeral_value, outline_number
from officekit.model.plan import FrontMatter
from officekit.parsing.brackets import split_outside
from officekit.parsing.lines import Line

_MARKS = (
    r"(?:公开)?征求意见稿|(?:二次|第[一二三四五六七八九十\d]次)征求意见稿|送审稿|代拟稿"
    r"|审议稿|讨论稿|报批稿|修改稿|草案|草稿|初稿|[Vv]\d+(?:\.\d+)*"
)
DRAFT_MARK = re.compile(
    rf"[（(]\s*(?P<bracketed>(?:{_MARKS})[^（()）]{{0,6}})\s*[）)]|(?P<bare>{_MARKS})$"
)
_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,10}?(?:字|发|办|函|政|规|通|呈|报|委|综合?)\s*"
    r"[〔\[【(（]\s*\d{4}\s*[〕\]】)）]\s*第?\s*\d{1,4}\s*号"
)
_NUMBER_LINE = re.compile(
    r"[\u4e00-\u9fff]{2,14}\s*[〔\[【]\s*\d{4}\s*[〕\]】]\s*第?\s*\d{1,4}\s*号"
)
_JOINT_ISSUER = re.compile(
    r"^[^，。；：:、（(《]{2,40}等[一二三四五六七八九十\d]{1,2}个?(?:部门|单位)$"
)
_ISSUING = re.compile(
    r"现印发|现予(?:以)?印发|印发给你们|现转发"
    r"|现将.{0,60}(?:印发|下发|分解)|请.{0,20}(?:贯彻|落实|执行)"
)
_ADDRESSEE = re.compile(r"^[^。]{2,300}[：:]$")
_NOTE = re.compile(r"^[（(]\s*(此件.{1,20}|(?:主动|依申请|不予)公开.{0,10}|本文有删减)\s*[）)]$")
_DATE = re.compile(
    r"^(?:(\d{4})|([〇零○一二三四五六七八九]{4}))\s*年\s*"
    r"(\d{1,2}|[一二三四五六七八九十]{1,3})\s*月\s*"
    r"(\d{1,2}|[一二三四五六七八九十]{1,3})\s*日$"
)
_DATE_AT_END = re.compile(
    r"\s*((?:\d{4}|[〇零○一二三四五六七八九]{4})\s*年\s*\S{1,3}\s*月\s*\S{1,3}\s*日)$"
)
_SIGNER = re.compile(
    r"^[^，。；：:、（(《]{2,40}?(?:政府|办公室|办公厅|委员会|局|厅|部|委|领导小组|指挥部|管委会|中心|公司|集团)$"
)
_IMPRINT = re.compile(
    r"(?:\d|日)\s*(?:印发|印)$|^抄\s*送\s*[：:]|^主\s*送\s*[：:]|^[（(]?联系(?:人|电话)\s*[：:]"
)
_ANNEX = re.compile(
    r"^附\s*(?:件|表|录)\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s*(?:[：:].*|$)"
)
_ANNEX_MARK = re.compile(r"^附\s*件\s*(?:\d{1,2}|[一二三四五六七八九十])?\s*[：:]?$")
_TITLE_END = re.compile(
    r"(?:计划|方案|任务|通知|意见|措施|要点|清单|规划|安排|办法|分工|台账|纲要|决定|细则)$"
)
_CLAUSE = re.compile(r"(?:牵头|责任|配合)(?:责任)?(?:单位|部门)\s*[：:]|(?:负责|牵头)[）)]")
_YEARS_ONLY = re.compile(r"^[（(]\s*\d{4}\s*[-—–－~～至]{1,2}\s*\d{4}\s*年?\s*[）)]$")
_TITLE_LIMIT = 80


@dataclass(slots=True)
class Frame:
    """A document without its frame.

    Attributes:
        title: title of the plan without draft mark.
        draft_mark: as printed without brackets.
        notice: the notice around the plan.
        body: lines of the plan from the preamble to the last task.
        closing: lines behind it.
        findings: titles printed twice.
    """

    title: str | None = None
    draft_mark: str | None = None
    notice: FrontMatter | None = None
    body: list[Line] = field(default_factory=list)
    closing: list[Line] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_frame(lines: list[Line]) -> Frame:
    """Part the plan from the notice before it and from what stands behind it."""
    start = _outline_start(lines)
    frame = Frame()
    head, tail = lines[:start], lines[start:]
    head = _read_notice(head, frame)
    head = _read_titles(head, frame)
    frame.body = [*head, *tail]
    _cut_closing(frame, len(head))
    return frame


def parse_date(text: str) -> date | None:
    """A date as signed (2023年9月22日, 二〇二三年九月二十二日); ``None`` if it is none."""
    match = _DATE.match(text.strip())
    if match is None:
        return None
    values = [numeral_value(g.replace("○", "〇")) for g in match.groups() if g]
    try:
        return date(*(v or 0 for v in values))
    except ValueError:
        return None


def _outline_start(lines: list[Line]) -> int:
    """Index of the first numbered line; entries of a notice's list of annexes do not count."""
    listing = False
    for index, line in enumerate(lines):
        listing = _ANNEX.match(line.text) is not None or (listing and _is_annex_entry(line.text))
        if not listing and _begins_outline(line):
            return index
    return len(lines)


def _is_annex_entry(text: str) -> bool:
    """2.…方案 in the list of a notice's annexes: a numbered title, no sentence."""
    number = outline_number(text)
    return (
        number is not None
        and number.level is Level.ITEM
        and "。" not in text
        and _ends_as_title(text)
    )


def _ends_as_title(text: str) -> bool:
    """Whether a line ends like the title of a document, a bracket behind it left aside."""
    return _TITLE_END.search(re.sub(r"[（(][^（()）]*[）)]$", "", text)) is not None


def _begins_outline(line: Line) -> bool:
    number = outline_number(line.text)
    return (
        number is not None
        and number.level
        in (
            Level.CHAPTER,
            Level.SECTION,
            Level.SUBSECTION,
            Level.ITEM,
            Level.ARTICLE,
        )
        and number.value == 1
    )


@dataclass(slots=True)
class _NoticeText:
    """The text of a notice from behind its addressees to its signature and note."""

    body: list[str]
    signed_by: str | None = None
    signed_on: date | None = None
    note: str | None = None

    def take(self, text: str) -> bool:
        """Take one more line; ``False`` where the notice has ended before it."""
        with_date = _DATE_AT_END.search(text)
        if _NOTE.match(text):
            self.note = text.strip("（）() ")
        elif (day := parse_date(text)) is not None:
            self.signed_on = day
        elif with_date and _SIGNER.match(text[: with_date.start()].strip()):
            self.signed_by = text[: with_date.start()].strip()
            self.signed_on = parse_date(with_date[1])
        elif self.signed_on is None and _SIGNER.match(text):
            self.signed_by = f"{self.signed_by}、{text}" if self.signed_by else text
        elif self.signed_on is None and self._goes_on(text):
            self.body.append(text)
        else:
            return False
        return True

    def _goes_on(self, text: str) -> bool:
        """A further sentence, or an entry of the list of annexes."""
        if _ANNEX.match(text):
            return True
        if _is_annex_entry(text):
            return any(_ANNEX.match(line) for line in self.body)
        return text.endswith("。") and not outline_number(text)


def _read_notice(head: list[Line], frame: Frame) -> list[Line]:
    """Take the notice from the lines before the outline; the rest is the plan's own head."""
    issuing = next(
        (i for i, line in enumerate(head) if _ISSUING.search(line.text) and "》" in line.text), None
    )
    number = next((m[0] for line in head if (m := _match_number(line.text))), None)
    if issuing is None:
        return _read_bare_notice(head, number, frame)
    before = [line.text for line in head[:issuing]]
    to = next((i for i in reversed(range(issuing)) if _ADDRESSEE.match(before[i])), None)
    opening = [] if to is None else before[to + 1 :]
    notice = _NoticeText([*opening, head[issuing].text])
    end = issuing + 1
    while end < len(head) and notice.take(head[end].text):
        end += 1
    above = head[: issuing if to is None else to]
    titles = [line.text for line in above if not _only_number(line.text)]
    title, used = _notice_title(titles)
    issuer = _issuer(title, titles, notice.signed_by)
    unused = set(titles) - used - {issuer, f"{issuer}文件"}
    _report_unused([line for line in above if line.text in unused], frame)
    frame.notice = FrontMatter(
        issuer=issuer,
        number=number,
        title=title,
        addressees=() if to is None else _addressees(before[to]),
        body="\n".join(notice.body),
        signed_by=notice.signed_by,
        signed_on=notice.signed_on,
        note=notice.note,
    )
    return head[end:]


def _read_bare_notice(head: list[Line], number: str | None, frame: Frame) -> list[Line]:
    """A notice that lists the tasks itself: number and addressees, the title stays."""
    at = next((i for i, line in enumerate(head) if _is_addressee(line.text)), None)
    if number is None and at is None:
        return head
    titles = [line.text for line in head[:at] if not _only_number(line.text)]
    title, _ = _notice_title(titles)
    frame.notice = FrontMatter(
        issuer=_issuer(title, titles, None),
        number=number,
        title=title,
        addressees=() if at is None else _addressees(head[at].text),
    )
    return [line for i, line in enumerate(head) if i != at and not _only_number(line.text)]


def _is_addressee(text: str) -> bool:
    return _ADDRESSEE.match(text) is not None and re.match(r"^(?:各|省|市|区|县)", text) is not None


def _addressees(text: str) -> tuple[str, ...]:
    return tuple(split_outside(text.rstrip("：: "), ("，", ",", "；")))


def _match_number(text: str) -> re.Match[str] | None:
    """The document number, where the line is short enough to be one or begins with it."""
    match = _NUMBER_LINE.fullmatch(text.strip()) or _NUMBER.search(text)
    if match and "《" not in text[: match.end()] and "根据" not in text[: match.start()]:
        return match
    return None


def _only_number(text: str) -> bool:
    return (_NUMBER_LINE.fullmatch(text.strip()) or _NUMBER.fullmatch(text.strip())) is not None


def _notice_title(titles: list[str]) -> tuple[str | None, set[str]]:
    """关于印发…的通知, put together from its lines; the lines."""
    begin = next((i for i, t in enumerate(titles) if "关于" in t or "印发" in t), None)
    if begin is None:
        return None, set()
    issuer = titles[begin - 1] if begin and titles[begin].startswith("关于") else ""
    if _SIGNER.match(issuer) or _JOINT_ISSUER.match(issuer):
        begin -= 1
    joined = ""
    used: set[str] = set()
    for text in titles[begin:]:
        used.add(text)
        match = _match_number(text)
        joined += (text[match.end() :] if match and match.start() == 0 else text).strip()
        if joined.endswith(("通知", "的函")):
            break
    return joined, used


def _report_unused(lines: list[Line], frame: Frame) -> None:
    """Report lines before the plan that no field holds: 秘密, 特急, years alone."""
    frame.findings += [
        Finding(
            "PS011",
            Severity.INFO,
            f"正文前的这一行没有用到：{line.text[:40]}",
            "如它属于正文，请在原文中改写后重新导入。",
            line.location.quoting(line.text),
        )
        for line in lines
    ]


def _issuer(title: str | None, titles: list[str], signed_by: str | None) -> str | None:
    """发文机关: before 关于 in the title, else the signature."""
    if title and (at := title.find("关于")) > 0:
        return title[:at]
    named = (t.removesuffix("文件") for t in titles)
    return next((t for t in named if _SIGNER.match(t)), signed_by)


def _read_titles(head: list[Line], frame: Frame) -> list[Line]:
    """Take title lines and draft marks; the preamble's paragraphs stay."""
    head = [line for line in head if not _ANNEX_MARK.match(line.text)]
    count = 0
    for line in head:
        if not _is_title_line(line.text):
            break
        count += 1
    titles: list[str] = []
    current = ""
    for line in head[:count]:
        text = line.text
        mark = DRAFT_MARK.search(text)
        if mark:
            frame.draft_mark = mark["bracketed"] or mark["bare"]
            text = (text[: mark.start()] + text[mark.end() :]).strip()
            if not text:
                continue
        if _YEARS_ONLY.match(text) and not current and titles:
            titles[-1] += text
        else:
            current += text
        if _ends_as_title(current):
            titles.append(current)
            current = ""
    if current:
        titles.append(current)
    _report_unused(
        [line for line in head[:count] if line.text in titles and _YEARS_ONLY.match(line.text)],
        frame,
    )
    titles = [t for t in titles if not _YEARS_ONLY.match(t)]
    if titles:
        frame.title = titles[-1]
        for extra in titles[:-1]:
            frame.findings.append(
                Finding(
                    "PS011",
                    Severity.INFO,
                    f"标题前还有一行标题，未作为正文：{extra[:40]}",
                    "如这一行不是重复的标题，请在原文中改写后重新导入。",
                    head[0].location.quoting(extra),
                )
            )
    return head[count:]


def _is_title_line(text: str) -> bool:
    return (
        len(text) <= _TITLE_LIMIT
        and not re.search(r"[。；;]$", text)
        and not text.endswith(("：", ":"))
        and not _ISSUING.search(text)
        and outline_number(text) is None
    )


def _cut_closing(frame: Frame, head: int) -> None:
    """Part off what stands behind the last task: annexes, signature, imprint.

    Lines behind which a clause follows are no end: an annex may hold further tasks.
    """
    body = frame.body
    cut = len(body)
    for i in range(len(body) - 1, head - 1, -1):
        text = body[i].text
        if (
            _ANNEX.match(text)
            or _IMPRINT.search(text)
            or _NOTE.match(text)
            or parse_date(text)
            or (_SIGNER.match(text) and i + 1 < len(body) and parse_date(body[i + 1].text))
        ):
            cut = i
    last = max((i for i in range(head, cut) if _CLAUSE.search(body[i].text)), default=head - 1)
    cut = next((i for i in range(last + 1, cut) if _ANNEX.match(body[i].text)), cut)
    frame.closing = body[cut:]
    frame.body = body[:cut]
    if frame.notice and frame.notice.signed_on is None:
        _sign_from_closing(frame, frame.notice)


def _sign_from_closing(frame: Frame, notice: FrontMatter) -> None:
    """Signature, date and note of a notice that ends with them."""
    for line in frame.closing:
        text = line.text
        with_date = _DATE_AT_END.search(text)
        if _NOTE.match(text):
            notice = replace(notice, note=text.strip("（）() "))
        elif (day := parse_date(text)) is not None:
            notice = replace(notice, signed_on=day)
        elif with_date and _SIGNER.match(text[: with_date.start()].strip()):
            notice = replace(
                notice,
                signed_by=text[: with_date.start()].strip(),
                signed_on=parse_date(with_date[1]),
            )
        elif notice.signed_on is None and _SIGNER.match(text):
            notice = replace(notice, signed_by=text)
    frame.notice = notice
