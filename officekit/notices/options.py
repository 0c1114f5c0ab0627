"""What a notice is to say beside its tasks: from the sheet 设置 and the command line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from officekit.errors import UsageError
from officekit.model.finding import Finding
from officekit.model.matrix import Matrix
from officekit.model.notice import ClauseStyle, NoticeKind
from officekit.model.numbering import numeral_value
from officekit.model.setting import DEFAULT_SETTINGS, NO, RUNNING_NUMBERS, YES
from officekit.notices.annual_settings import annual_settings
from officekit.notices.clauses import ClauseForm, default_style
from officekit.notices.findings import not_understood

TITLE_ENDINGS = {
    NoticeKind.ISSUE: ("通知", "决定", "意见", "通报"),
    NoticeKind.LETTER: ("函",),
    NoticeKind.OPINIONS: ("意见的函",),
    NoticeKind.BREAKDOWN: ("通知",),
    NoticeKind.ANNEX: ("表", "清单", "台账"),
}
"""How the title of each kind ends; 通知标题 with another ending belongs to another notice."""

_DATE = re.compile(
    r"([\d〇零○一二三四五六七八九]{4})\s*[年./-]\s*([\d一二三四五六七八九十]{1,3})\s*[月./-]\s*"
    r"([\d一二三四五六七八九十]{1,3})\s*日?"
)
_DATE_WANTED = "“2025年3月1日”这样的日期"
_LEAD_IN = re.compile(r"【([^】]+)】\s*(.+)")
_NUMBER = re.compile(
    r"([\u4e00-\u9fff]{2,20})\s*[〔\[［（(【﹝](\d{4})[〕\]］）)】﹞]\s*第?0*([1-9]\d*)\s*号"
)
_APPROVAL = re.compile(r"^(?:已?经)|(?:审核|研究|审议|批准)?同意$")
_BASIS = re.compile(r"^(?:根据|依据|按照)(?=《)|[，。；]$")
_ISSUING = re.compile(r"关于(?:印发|转发|下发)(.+)的(?:通知|函)")
_SPACE = "\u3000"
_COPY_NUMBER = 6
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class NoticeOptions:
    """What a notice says beside its tasks; blank where nothing is known.

    Attributes:
        kind: of notice.
        year: of an annual list that is to be taken from a longer plan; ``None`` for the whole.
        issuer, number, addressees: 发文机关, 文号, 主送机关.
        title: 通知标题.
        text_title: title of the text that is issued.
        approved_by: 批准机关.
        basis: 依据文件.
        body: 通知正文, paragraphs.
        preamble: 引言, paragraphs.
        lead_ins: heading and paragraph, in order.
        renumber: tasks and headings are numbered anew.
        clause_form: of the clauses.
        with_annex: 责任清单 is attached.
        reply_by, contact: 反馈期限, 联系方式.
        signature, signed_on, sealed, note: 署名, 成文日期, 加盖印章, 附注.
        copies_to, printing_office, printed_on: 抄送, 印发机关, 印发日期.
        copy_number, secrecy, urgency, signer: 份号, 密级, 紧急程度, 签发人.
        file: the workbook, for messages.
        findings: settings that could not be used (NT902).
    """

    kind: NoticeKind
    year: int | None
    issuer: str
    number: str
    addressees: str
    title: str
    text_title: str
    approved_by: str
    basis: tuple[str, ...]
    body: tuple[str, ...]
    preamble: tuple[str, ...]
    lead_ins: tuple[tuple[str, str], ...]
    renumber: bool
    clause_form: ClauseForm
    with_annex: bool
    reply_by: date | None
    contact: str
    signature: str
    signed_on: date | None
    sealed: bool
    note: str
    copies_to: str
    printing_office: str
    printed_on: date | None
    copy_number: str
    secrecy: str
    urgency: str
    signer: str
    file: str = ""
    findings: tuple[Finding, ...] = ()


def notice_options(
    matrix: Matrix,
    kind: NoticeKind = NoticeKind.ISSUE,
    overrides: Mapping[str, str] | None = None,
    year: int | None = None,
) -> NoticeOptions:
    """The options of a notice.

    Args:
        matrix: its settings count, and its title where 标题 is blank.
        kind: of notice.
        overrides: settings that go before those of the matrix (``--set``).
        year: of an annual list; title and preamble are restated for it, unless the matrix is
            already that year's.

    Raises:
        UsageError: an override names no setting.
    """
    given = dict(overrides or {})
    _check_names(given, matrix)
    settings = {**DEFAULT_SETTINGS, **matrix.settings}
    settings["标题"] = settings["标题"] or matrix.title
    if year is not None and year != matrix.year:
        settings |= annual_settings(settings, year)
    return _Reader({**settings, **given}, matrix).options(kind, year)


def _check_names(overrides: Mapping[str, str], matrix: Matrix) -> None:
    for name in overrides:
        if name in DEFAULT_SETTINGS or name in matrix.settings:
            continue
        near = get_close_matches(name, DEFAULT_SETTINGS, n=1, cutoff=0.5)
        asked = f"是不是“{near[0]}”？" if near else ""
        raise UsageError(
            f"“设置”表里没有“{name}”这一项。", f"{asked}请按“设置”表“项目”一列的名称填写。"
        )


@dataclass(slots=True)
class _Reader:
    """Reads typed values out of texts and notes what can't be used."""

    settings: Mapping[str, str]
    matrix: Matrix
    findings: list[Finding] = field(default_factory=list)

    def options(self, kind: NoticeKind, year: int | None) -> NoticeOptions:
        text = self.text
        style = self.choice("责任表述", ClauseStyle) or default_style(self.matrix)
        signed_on = self.day("成文日期")
        issuer = _SPACE.join(self.lines("发文机关")).removesuffix("文件")
        self.check_title(text("通知标题"))
        return NoticeOptions(
            kind=kind,
            year=year,
            issuer=issuer,
            number=_number_form(text("文号")),
            addressees=_listed(self.lines("主送机关")).rstrip("：:"),
            title=text("通知标题"),
            text_title=_title_of_text(text("标题"), issuer),
            approved_by=_APPROVAL.sub("", text("批准机关")),
            basis=tuple(_BASIS.sub("", line) for line in self.lines("依据文件")),
            body=self.lines("通知正文"),
            preamble=self.lines("引言"),
            lead_ins=self.lead_ins(),
            renumber=text("编号方式") == RUNNING_NUMBERS,
            clause_form=ClauseForm(
                style, self.one_of("责任称谓", "单位", "部门"), self.one_of("责任分隔", "；", "，")
            ),
            with_annex=self.yes("责任清单附表"),
            reply_by=self.day("反馈期限"),
            contact=text("联系方式").rstrip("。"),
            signature=_SPACE.join(self.lines("署名")) or issuer,
            signed_on=signed_on,
            sealed=self.yes("加盖印章"),
            note=text("附注").strip("（）() "),
            copies_to=_listed(self.lines("抄送")).removeprefix("抄送：").rstrip("。"),
            printing_office=text("印发机关") or _office_of(issuer),
            printed_on=self.day("印发日期") or signed_on,
            copy_number=self.copy_number(),
            secrecy=text("密级"),
            urgency=self.one_of("紧急程度", "特急", "加急"),
            signer=text("签发人").removeprefix("签发人："),
            file=self.matrix.source,
            findings=tuple(self.findings),
        )

    def text(self, name: str) -> str:
        """The content in one line."""
        return "".join(self.lines(name))

    def lines(self, name: str) -> tuple[str, ...]:
        """The lines of the content that are not blank."""
        lines = (line.strip() for line in self.settings.get(name, "").splitlines())
        return tuple(line for line in lines if line)

    def day(self, name: str) -> date | None:
        """A date, in figures or Chinese numerals, also as a cell holds it."""
        text = self.text(name)
        if not text:
            return None
        day = parse_day(text)
        if day is None:
            self._refuse(name, text, _DATE_WANTED)
        return day

    def yes(self, name: str) -> bool:
        """是 or 否."""
        return self.one_of(name, YES, NO) == YES

    def one_of(self, name: str, *allowed: str) -> str:
        """A permitted value, else the default."""
        text = self.text(name)
        if text in allowed:
            return text
        if text:
            self._refuse(name, text, "或".join(f"“{value}”" for value in allowed))
        return DEFAULT_SETTINGS[name]

    def choice(self, name: str, kind: type[_Choice]) -> _Choice | None:
        """A member of an enumeration, ``None`` where the content is blank or unknown."""
        text = self.text(name)
        if text and text not in set(kind):
            self._refuse(name, text, "、".join(f"“{value}”" for value in kind) + "之一")
            return None
        return kind(text) if text else None

    def lead_ins(self) -> tuple[tuple[str, str], ...]:
        """Heading and paragraph of each line; a line without 【】 goes on with the last one."""
        found: list[tuple[str, str]] = []
        for line in self.lines("板块引言"):
            match = _LEAD_IN.fullmatch(line)
            if match:
                found.append((match[1].strip(), match[2].strip()))
            elif found:
                found.append((found[-1][0], line))
            else:
                self._refuse("板块引言", line, "“【板块标题】段落文字”，每行一段")
        return tuple(found)

    def check_title(self, title: str) -> None:
        """Refuse 通知标题 where it is the title of no kind of notice."""
        endings = tuple(end for ends in TITLE_ENDINGS.values() for end in ends)
        if title and not title.endswith(endings):
            self._refuse("通知标题", title, "以“通知”“函”等文种结尾的标题")

    def copy_number(self) -> str:
        """Six digits, filled with zeros in front."""
        text = self.text("份号")
        if text and not re.fullmatch(rf"[0-9]{{1,{_COPY_NUMBER}}}", text):
            self._refuse("份号", text, "六位以内的数字")
            return ""
        return text.zfill(_COPY_NUMBER) if text else ""

    def _refuse(self, name: str, value: str, wanted: str) -> None:
        self.findings.append(not_understood(name, value, wanted, self.matrix.source))


def parse_day(text: str) -> date | None:
    """A date: 2025年3月1日, 2025-03-01, 二〇二五年三月一日; ``None`` if it is none."""
    match = _DATE.match(text.strip())
    if match is None:
        return None
    values = [numeral_value(group.replace("○", "〇")) or 0 for group in match.groups()]
    try:
        return date(values[0], values[1], values[2])
    except ValueError:
        return None


def _number_form(text: str) -> str:
    """文号 with the brackets of the standard and without 第 or zeros in front (7.2.5)."""
    match = _NUMBER.fullmatch(text)
    return f"{match[1]}〔{match[2]}〕{match[3]}号" if match else text


def _listed(lines: Sequence[str]) -> str:
    """Units written line by line become a list."""
    text = ""
    for line in lines:
        text += line if not text or text[-1] in "，、；：" else f"，{line}"
    return text


def _title_of_text(title: str, issuer: str) -> str:
    """标题 as the text's own title: without 《》 around it and without 关于印发…的通知."""
    match = _ISSUING.fullmatch(title.removeprefix(issuer))
    title = match[1] if match else title
    inner = title[1:-1]
    whole = title.startswith("《") and title.endswith("》") and not re.search("[《》]", inner)
    return inner if whole else title


def _office_of(issuer: str) -> str:
    """The office that prints for an issuer; blank where that is not certain."""
    if issuer.endswith(("办公室", "办公厅")):
        return issuer
    return f"{issuer}办公室" if issuer.endswith("人民政府") else ""
