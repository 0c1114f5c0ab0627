"""SB516: a progress that tells nothing new."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.answer_places import called, is_error, place_of, shortened
from officekit.checking.answer_words import is_placeholder, status_of
from officekit.checking.rule import Parameter
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import Filled, SubmissionSubject
from officekit.model.finding import Finding, Severity
from officekit.model.schema import Status
from officekit.model.submission import SubmissionRow

_NO_WORD = re.compile(r"[\W_]+")
_ENDS = "。；;，,. \n\t　"
_LEAST_COPY = 8
_SPARE = 4


class ProgressSaysLittle(SubmissionRule):
    """进展情况照抄上期、照抄任务、几项雷同或者过短。

    为什么
        看不出本期做了什么，汇总材料没有内容可用。已完成的任务可以与上期相同。

    不好
        正常推进

    改为
        完成招标，7月15日开工，累计完成投资1.2亿元。
    """

    code = "SB516"
    entry = "E16"
    severity = Severity.WARNING
    parameters = (
        Parameter("雷同项数", "3", "几项任务的进展情况一字不差时提醒"),
        Parameter("最少字数", "5", "进展情况少于几个字时提醒，标点不算"),
    )

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """At most one finding an answer, and one for every text that comes in several rows."""
        if not subject.filled:
            return
        many, least = _number(self.parameter("雷同项数")), _number(self.parameter("最少字数"))
        same: dict[str, list[Filled]] = {}
        for row in subject.submission.rows:
            text = row.text("progress")
            if not text or row.issued is None:
                continue
            each = Filled(row, "progress", row.cells["progress"], row.issued)
            if is_error(subject, each.cell):
                continue
            finding = self._as_before(subject, each) or self._copied(subject, each)
            if finding is None and len(text) < least + _SPARE + len(_ENDS):
                finding = self._short(subject, each, least)
            if finding is not None:
                yield finding
            elif row.changed("progress"):
                same.setdefault(text, []).append(each)
        if len(same) < sum(map(len, same.values())):
            yield from self._alike(subject, same, many, least)

    def _as_before(self, subject: SubmissionSubject, each: Filled) -> Finding | None:
        before = subject.previous.get(each.row.key, {}).get("progress", "")
        if not before or not _same(before, each.cell.text) or _settled(each.row):
            return None
        if is_placeholder(each.cell.text):
            return None
        message = f"{called(each)}与上期完全相同。"
        hint = "请写本期的新进展；确无进展的，请写明原因。"
        return self.found(place_of(subject, each), message, hint, value=each.cell.text)

    def _copied(self, subject: SubmissionSubject, each: Filled) -> Finding | None:
        text = each.cell.text.strip(_ENDS)
        for key in ("title", "measures", "targets"):
            task = each.issued.assigned.get(key, "")
            if len(text) >= _LEAST_COPY and task and _copies(text, task):
                message = f"{called(each)}照抄了任务的文字“{shortened(text)}”。"
                hint = "请写做了什么、到了哪一步，不必重复任务内容。"
                return self.found(place_of(subject, each), message, hint, value=each.cell.text)
        return None

    def _short(self, subject: SubmissionSubject, each: Filled, least: int) -> Finding | None:
        text = each.cell.text
        if not each.issued.role.answers_for or _settled(each.row) or is_placeholder(text):
            return None
        if not each.row.changed("progress") or len(_NO_WORD.sub("", text)) >= least:
            return None
        message = f"{called(each)}只写了“{text}”。"
        hint = "请写明本期做了什么、到了哪一步。"
        return self.found(place_of(subject, each), message, hint, value=text)

    def _alike(
        self, subject: SubmissionSubject, same: dict[str, list[Filled]], many: int, least: int
    ) -> Iterator[Finding]:
        for text, rows in same.items():
            if len(rows) < many or len(_NO_WORD.sub("", text)) < least or is_placeholder(text):
                continue
            numbers = "、".join(each.issued.assigned.get("number") or each.row.key for each in rows)
            yield self.found(
                place_of(subject, rows[0]),
                f"第{numbers}项的进展情况一字不差，都是“{shortened(text)}”。",
                "请分项写明各自的进展。",
                value=text,
            )


def _settled(row: SubmissionRow) -> bool:
    """Whether nothing new is expected of a task: it is done, or has not begun."""
    return status_of(row.text("status")) in (Status.DONE, Status.NOT_STARTED)


def _same(first: str, second: str) -> bool:
    if first == second:
        return True
    if (
        first[:2] != second[:2]
        or abs(len(first) - len(second)) > max(len(first), len(second)) // 4 + _SPARE
    ):
        return False
    return _NO_WORD.sub("", first) == _NO_WORD.sub("", second)


def _copies(text: str, task: str) -> bool:
    """Whether the text is a part of the task, or the whole task with a few characters more."""
    if text in task:
        return True
    whole = task.strip(_ENDS)
    return len(whole) >= _LEAST_COPY and len(text) <= len(whole) + _SPARE and whole in text


def _number(text: str) -> int:
    """A parameter that counts; what is no number counts as one."""
    return int(text) if text.isdecimal() else 1
