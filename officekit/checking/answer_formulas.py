"""Formulas in cells that a unit fills in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.packet import ANSWER_COLUMNS
from officekit.model.submission import Answer, SubmissionRow

_OTHER_FILE = re.compile(r"\[[^\[\]]+\][^!\[\]]*!|file:|https?:|\\\\", re.IGNORECASE)
_DANGEROUS = re.compile(
    r"(?<![A-Za-z0-9_.])(?:_xlfn\.(?:_xlws\.)?)?(WEBSERVICE|FILTERXML|HYPERLINK|INDIRECT|DDE|RTD|CALL|REGISTER(?:\.ID)?|EXEC"
    r"|IMPORT(?:XML|DATA|HTML|FEED|RANGE)|IMAGE|ENCODEURL|EVALUATE)\s*\(",
    re.IGNORECASE,
)
_DDE = re.compile(r"(?<![\"\w])\w[\w.]{0,60}\s*\|\s*(?:'[^'!]{0,300}'|[^'!\"|]{0,300})\s*!")


def formula_answers(subject: SubmissionSubject) -> Iterator[tuple[SubmissionRow, str, Answer]]:
    """Answer cells with a formula, blank ones included: row, column key and cell."""
    if subject.sheet is not None and not subject.sheet.formulas:
        return
    for row in subject.submission.rows:
        for key in ANSWER_COLUMNS:
            cell = row.cells.get(key)
            if cell is not None and cell.formula is not None:
                yield row, key, cell


def other_file(formula: str) -> bool:
    """Whether a formula reads another workbook or address."""
    return _OTHER_FILE.search(formula) is not None


def dangerous_part(formula: str) -> str:
    """What in a formula reaches out of the workbook: ``WEBSERVICE``, ``DDE``; blank where none."""
    if _DDE.search(formula):
        return "DDE"
    found = _DANGEROUS.search(formula)
    return found[1].upper() if found else ""
