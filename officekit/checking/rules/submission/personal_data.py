"""SB524: identity and telephone numbers in free text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.answer_places import answers_of, called, place_of
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity

_LONG_NUMBER = re.compile(r"\d{11}")
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z.])(\d{6}(?:19|20)\d{2}[01]\d[0-3]\d\d{3}[\dXx])(?![0-9A-Za-z])"
)
_MOBILE = re.compile(r"(?<![0-9A-Za-z.])(1[3-9]\d{9})(?![0-9A-Za-z]|\.\d|[万亿]?元|[万亿])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


class PersonalData(SubmissionRule):
    """文字里有身份证号码或手机号码。

    为什么
        责任清单会分发、公开，个人信息不应写在进展里。“责任人”栏可以写电话。

    不好
        联系群众代表（手机号13900000000）

    改为
        已联系群众代表
    """

    code = "SB524"
    entry = "E24"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding for every number; messages show it only in part."""
        for each in answers_of(subject).matching(_LONG_NUMBER):
            for kind, number in _numbers(each.cell.text, mobile=each.key != "person"):
                shown = f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"
                yield self.found(
                    place_of(subject, each, shown),
                    f"{called(each)}里有{kind}{shown}。",
                    "请删去后重新报送，或者由汇总人员在责任清单中删去。",
                    value=shown,
                )


def _numbers(text: str, *, mobile: bool) -> Iterator[tuple[str, str]]:
    for match in _IDENTITY.finditer(text):
        if _is_identity_number(match[1]):
            yield "身份证号码", match[1]
    for match in _MOBILE.finditer(text) if mobile else ():
        yield "手机号码", match[1]


def _is_identity_number(number: str) -> bool:
    """Whether the check digit is right (GB 11643-1999)."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK_DIGITS[total % 11] == number[-1].upper()
