"""NT206: the document number is not in the form of the standard."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity

_PARTS = re.compile(r"(.+?)([〔\[［（(【〈﹝])(\d{2,4})([〕\]］）)】〉﹞])(第?)([\dXx×＊*]*)号")
_YEAR_DIGITS = 4
_MISSING = "【文号】"  # stands in our own drafts


class NumberForm(NoticeRule):
    """发文字号的写法不对（7.2.5）。

    为什么
        年份标全称，用六角括号“〔〕”括入；发文顺序号不加“第”字，不编虚位，在后面加“号”字。

    不好
        青政办发[2023]第08号

    改为
        青政办发〔2023〕8号
    """

    code = "NT206"
    severity = Severity.WARNING
    clause = "7.2.5"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """At most one finding, with the number as it should be."""
        printed = subject.structure.number_text
        paragraph = subject.structure.number
        match = _PARTS.fullmatch(printed)
        if paragraph is not None and printed == _MISSING:
            yield self.found(
                subject.at(paragraph),
                f"发文字号还没有填写，只有“{_MISSING}”。",
                "请填写机关代字、年份和顺序号，例如“青政办发〔2023〕8号”。",
                value=printed,
            )
        if match is None or paragraph is None:
            return
        name, opening, year, closing, ordinal, number = match.groups()
        faults = []
        if opening + closing != "〔〕":
            faults.append(f"年份用的是“{opening}{closing}”而不是六角括号")
        if len(year) != _YEAR_DIGITS:
            faults.append("年份没有写全")
        if ordinal:
            faults.append("顺序号前加了“第”")
        if number.startswith("0"):
            faults.append("顺序号编了虚位")
        if not faults:
            return
        full_year = year if len(year) == _YEAR_DIGITS else f"20{year[-2:]}"
        yield self.found(
            subject.at(paragraph),
            f"发文字号“{printed}”{'，'.join(faults)}。",
            f"请写成“{name}〔{full_year}〕{number.lstrip('0')}号”。",
            value=printed,
            expected=f"{name}〔{full_year}〕{number.lstrip('0')}号",
        )
