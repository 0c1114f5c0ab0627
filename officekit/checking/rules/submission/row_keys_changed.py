"""SB306: row keys come twice, were changed or belong to others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from officekit.checking.submission_keys import altered_keys, ordinary_rows, packet_of_rows
from officekit.checking.submission_labels import row_numbers
from officekit.checking.submission_places import of_severity
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity
from officekit.model.schema import ROW_KEY

_MANY = 3


class RowKeysChanged(SubmissionRule):
    """行标识重复，或者被改动、删除。

    为什么
        隐藏的行标识说明每一行是哪一项任务；复制整行会使标识重复，说不清以哪一行为准。

    不好
        复制第5行，插入到第6行，再改写进展情况

    改为
        一项任务只填一行；新任务写在表格下面的空行里
    """

    entry = "C06"
    code = "SB306"
    severity = Severity.ERROR

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """An error at each row of a key that comes twice and at each row whose key was changed."""
        packet = subject.packet
        if packet is None:
            return
        yield from self._repeated(subject)
        yield from self._blank(subject)
        if not subject.submission.extra or packet_of_rows(subject) is not None:
            return
        altered = altered_keys(subject)
        labels = {row.key: row.label for row in packet.rows}
        keys = {extra.row: extra.key for extra in subject.submission.extra}
        for row, key in altered.items():
            yield self.found(
                subject.at_place(row, row_key=key),
                f"第{row}行是{labels[key]}，它的行标识被{'改动' if keys[row] else '删除'}。",
                "请在下发的报送表里重新填写这一项，不要改动隐藏的行标识列。",
                value=keys[row],
                expected=key,
            )
        for extra in ordinary_rows(subject):
            if extra.key and any(extra.texts.values()):
                finding = self.found(
                    subject.at_place(extra.row),
                    f"第{extra.row}行的行标识“{extra.key}”不是下发给“{packet.unit}”的任务，"
                    "没有汇总，已另存备查。",
                    "如是从别的表复制来的，请删除；如是新任务，请写在表格下面的空行里。",
                    value=extra.key,
                )
                yield of_severity(finding, Severity.WARNING)

    def _blank(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """Tasks that were recognised by their texts, since the key is gone from the row."""
        sheet, column = subject.sheet, subject.columns.get(ROW_KEY.key)
        if sheet is None or column is None:
            return
        blank = [
            row
            for row in subject.submission.rows
            if row.issued is not None and sheet.value(row.row, column) is None
        ]
        if len(blank) > _MANY:
            where = row_numbers(row.row for row in blank)
            finding = self.found(
                subject.at_place(blank[0].row, column),
                f"{where}的行标识被删除，已按任务文字认出是哪一项。",
                "不必重报；请不要改动隐藏的行标识列。",
                value=str(len(blank)),
            )
            yield of_severity(finding, Severity.WARNING)
            return
        for row in blank:
            label = row.issued.label if row.issued else ""
            finding = self.found(
                subject.at_place(row.row, column, row_key=row.key),
                f"第{row.row}行的行标识被删除，已按任务文字认出是{label}。",
                "不必重报；请不要改动隐藏的行标识列。",
                expected=row.key,
            )
            yield of_severity(finding, Severity.WARNING)

    def _repeated(self, subject: SubmissionSubject) -> Iterator[Finding]:
        rows = subject.submission.rows
        counts = Counter(subject.row_keys)
        if len(counts) == len(rows):
            return
        for row in rows:
            if counts[row.key] > 1:
                several = row_numbers(other.row for other in rows if other.key == row.key)
                label = row.issued.label if row.issued else f"“{row.key}”"
                yield self.found(
                    subject.at_place(row.row, row_key=row.key),
                    f"{label}在{several}出现了{counts[row.key]}次，说不清以哪一行为准。",
                    "请只保留一行，把内容写全；如是新任务，请写在表格下面的空行里。",
                    value=row.key,
                )
