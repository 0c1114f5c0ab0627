"""SB523: a formula that reaches out of the workbook."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.answer_formulas import dangerous_part
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity


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
        """One finding for every such formula on the sheet with the table."""
        formulas = dict(subject.sheet.formulas) if subject.sheet else {}
        keys = {row.row: row.key for row in subject.submission.rows}
        for row in subject.submission.rows if not formulas else ():
            for cell in row.cells.values():
                if cell.formula is not None:
                    formulas[cell.row, cell.column] = cell.formula
        for (row_number, column), formula in formulas.items():
            part = dangerous_part(formula)
            if part:
                place = subject.at_place(row_number, column, row_key=keys.get(row_number, ""))
                yield self.found(
                    place.quoting(f"={formula}"[:60]),
                    f"{place.cell}单元格是带有{part}的公式，会访问别的程序、文件或网络，没有采用。",
                    "请直接填写文字或数字，再重新报送。",
                    value=f"={formula}",
                )
