"""SB510: a date that can't be, or that is no date for a reader."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.answer_dates import date_of_serial, has_doubtful_date, impossible_dates
from officekit.checking.answer_places import answers_of, called, numbers_in_text, place_of
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity

_SHORT_YEAR = re.compile(
    r"(?<!\d)\d{2}([-./年])(?:1[0-2]|0?[1-9])(?:\1|月)(?:3[01]|[12]\d|0?[1-9])日?"
)
_SERIAL = re.compile(r"[3-7]\d{4}")


class DateAsText(SubmissionRule):
    """日期不存在，或者写成了看不懂的样子。

    为什么
        6月没有31日；45838这样的数是日期格式丢失后留下的；25.6.30看不出是哪一年。

    不好
        已于2025年6月31日开工

    改为
        已于2025年6月30日开工
    """

    code = "SB510"
    entry = "E10"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """Impossible dates and serial numbers in answers; deadlines of proposed tasks."""
        answers = answers_of(subject)
        for each in answers.free if has_doubtful_date(answers.joined) else ():
            for printed in dict.fromkeys(impossible_dates(each.cell.text)):
                yield self.found(
                    place_of(subject, each),
                    f"{called(each)}里的日期“{printed}”不存在。",
                    "请核对并改正日期。",
                    value=printed,
                )
        for each, number in numbers_in_text(subject):
            day = date_of_serial(number, since_1904=subject.facts.date1904)
            if day is not None and each.key != "person":
                yield self.found(
                    place_of(subject, each),
                    f"{called(each)}是数字{each.cell.text}，可能是日期{day.isoformat()}。",
                    "请核对，是日期的请写成年月日。",
                    value=each.cell.text,
                    expected=day.isoformat(),
                )
        yield from self._proposed(subject)

    def _proposed(self, subject: SubmissionSubject) -> Iterator[Finding]:
        for extra in subject.submission.extra:
            text = extra.texts.get("deadline", "")
            if extra.label or not text:
                continue
            place = subject.at_place(extra.row, subject.columns.get("deadline")).quoting(text[:60])
            where = f"第{extra.row}行新增任务的完成时限"
            for printed in impossible_dates(text):
                message = f"{where}“{printed}”不存在。"
                yield self.found(place, message, "请核对并改正日期。", value=printed)
            since_1904 = subject.facts.date1904
            day = (
                date_of_serial(int(text), since_1904=since_1904)
                if _SERIAL.fullmatch(text)
                else None
            )
            if day is not None:
                message = f"{where}是数字{text}，可能是日期{day.isoformat()}。"
                hint = "请核对，是日期的请写成年月日。"
                yield self.found(place, message, hint, value=text, expected=day.isoformat())
            elif _SHORT_YEAR.fullmatch(text):
                message = f"{where}“{text}”的年份只有两位。"
                yield self.found(place, message, "请写四位年份。", value=text)
