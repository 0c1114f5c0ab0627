"""SB305: rows were added."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_keys import ordinary_rows, packet_of_rows
from officekit.checking.submission_labels import quoted, short
from officekit.checking.submission_places import of_severity
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity
from officekit.model.submission import ExtraRow

_SAID_FIRST = ("title", "measures", "progress", "targets", "problems", "next_steps")
_NOTHING = frozenset({"number", "role"})


class AddedRows(SubmissionRule):
    """表里新增了任务行。

    为什么
        新增的行没有任务标识，不能直接并入责任清单，作为建议保留，由牵头部门决定是否列入。

    不好
        在两项任务中间插入一行

    改为
        写在表格下面“如需补充新任务，请写在下面”的空行里
    """

    entry = "C05"
    code = "SB305"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """A warning for every row between tasks; below the table it is only worth knowing."""
        if subject.packet is None or packet_of_rows(subject) is not None:
            return
        last = max((row.row for row in subject.submission.rows), default=0)
        for extra in ordinary_rows(subject):
            if extra.key or not _said(extra):
                continue
            said = _said(extra)
            below = extra.row > last
            place = "表格下面补充" if below else "任务中间插入"
            finding = self.found(
                subject.at_place(extra.row),
                f"第{extra.row}行是在{place}的{quoted([short(said)])}，已作为新任务建议保留。",
                "不必重报，是否列入清单另行通知。"
                if below
                else "如是新任务，请移到表格下面的空行；如是上一项的内容，请并入上一项。",
                value=said,
            )
            yield of_severity(finding, Severity.INFO) if below else finding


def _said(extra: ExtraRow) -> str:
    """The text that tells best what the row is about."""
    for key in _SAID_FIRST:
        if extra.texts.get(key):
            return extra.texts[key]
    others = (text for key, text in extra.texts.items() if text and key not in _NOTHING)
    return next(others, "")
