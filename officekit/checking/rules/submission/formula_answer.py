"""SB513: a formula where a value is due."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.answer_formulas import dangerous_part, formula_answers, other_file
from officekit.checking.answer_places import as_error
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity
from officekit.model.schema import BY_KEY


class FormulaAnswer(SubmissionRule):
    """填报栏里是公式，不是数值或文字。

    为什么
        公式离开贵单位的电脑就可能算不出来，引用别的文件的更是如此。有结果的按结果汇总，
        没有结果的、引用别的文件的不能汇总。

    不好
        ='[台账.xlsx]汇总'!B3

    改为
        75%
    """

    code = "SB513"
    entry = "E13"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """An error where there is no result or another file is read, else a warning."""
        sheet = subject.sheet
        uncached = sheet.uncached if sheet else frozenset()
        errors = sheet.errors if sheet else frozenset()
        for row, key, cell in formula_answers(subject):
            place = (cell.row, cell.column)
            formula = cell.formula or ""
            if place in errors or dangerous_part(formula):
                continue
            label = row.issued.label if row.issued else f"第{row.row}行"
            where, shown = f"{label}的{BY_KEY[key].heading}", f"={formula}"[:60]
            location = subject.submission.at(row, key)
            if other_file(formula):
                message = f"{where}是引用别的文件的公式“{shown}”。"
                hint = "请复制后用“选择性粘贴—数值”换成结果，再重新报送。"
                yield as_error(self.found(location, message, hint, value=f"={formula}"))
            elif place in uncached or not cell.text:
                message = f"{where}是公式“{shown}”，文件里没有它的结果。"
                hint = "请用软件打开、保存一次，或者直接填写结果，再重新报送。"
                yield as_error(self.found(location, message, hint, value=f"={formula}"))
            else:
                message = f"{where}是公式“{shown}”，已按结果“{cell.text[:30]}”处理。"
                hint = "请核对结果，以后请直接填写。"
                yield self.found(location, message, hint, value=f"={formula}")
