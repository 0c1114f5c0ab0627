"""SB523: a formula that reaches out of the workbook."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.answer_formulas import dangerous_part
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location

_MOST = 20
"""Formulas that are told on a sheet beside the table."""


class DangerousFormula(SubmissionRule):
    """单元格里有访问网络、其他程序或其他文件的公式。

    为什么
        WEBSERVICE、HYPERLINK、INDIRECT和DDE之类的公式可能泄露数据或者运行程序，一律不采用。

    不好
        =HYPERLINK("http://某网站","点击查看")

    改为
        直接填写文字
    """

    code = "SB523"
    entry = "E23"
    severity = Severity.ERROR

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """A finding for each such formula in the table, and the first ones of other sheets."""
        for sheet in subject.file.sheets:
            in_table = sheet.name == subject.submission.sheet
            keys = {row.row: row.key for row in subject.submission.rows} if in_table else {}
            found = [
                (place, formula, part)
                for place, formula in sheet.formulas.items()
                if (part := dangerous_part(formula))
            ]
            for (row, column), formula, part in found if in_table else found[:_MOST]:
                location = Location(
                    file=subject.facts.shown_name,
                    sheet=sheet.name,
                    row=row,
                    column=column,
                    row_key=keys.get(row),
                    quote=f"={formula}"[:60],
                )
                yield self.found(
                    location,
                    f"{location.cell}单元格是带有{part}的公式，会访问别的程序、文件或网络，没有采用。",
                    "请直接填写文字或数字，再重新报送。",
                    value=f"={formula}",
                )
