"""MX606: the date of signature contradicts the document number or the date of printing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location

_PRINTED_ON = re.compile(r"(20\d{2}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日 ?印发\s*$")
_YEAR = re.compile(r"[〔\[【（(](20\d{2})[〕\]】）)]")


class SignatureDate(Rule):
    """成文日期与发文字号的年份或者印发日期矛盾。

    为什么
        发文字号的年份应当是成文的年份，印发日期不会早于成文日期。

    不好
        云政办字〔2022〕8号 … 2023年9月22日

    改为
        云政办字〔2023〕8号 … 2023年9月22日
    """

    code = "MX606"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """The year in the number, then the line 印发."""
        notice = subject.plan.notice if subject.plan else None
        if notice is None or notice.signed_on is None:
            return
        signed = notice.signed_on
        shown = f"{signed.year}年{signed.month}月{signed.day}日"
        place = self._place(subject, signed)
        year = _YEAR.search(notice.number or "")
        if year and int(year[1]) != signed.year:
            yield self.found(
                place,
                f"发文字号“{notice.number}”的年份与成文日期{shown}不一致。",
                "请核对发文字号和成文日期。",
                value=notice.number,
            )
        for line in subject.lines:
            match = _PRINTED_ON.search(line.text)
            if match and tuple(map(int, match.groups())) < (signed.year, signed.month, signed.day):
                yield self.found(
                    line.location,
                    f"印发日期“{match[0]}”早于成文日期{shown}。",
                    "请核对两个日期。",
                    value=match[0],
                )

    @staticmethod
    def _place(subject: Subject, signed: date) -> Location:
        """The line of the date, else the file."""
        form = re.compile(rf"{signed.year} ?年 ?0?{signed.month} ?月 ?0?{signed.day} ?日\s*$")
        for line in subject.lines:
            if form.search(line.text):
                return line.location
        return Location(file=subject.matrix.source)
