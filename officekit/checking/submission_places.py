"""Where findings on returns stand, and which columns were issued.

A location with row and column names a cell, one with a row key and without a column a task, one
with neither row nor row key the file (or a sheet); see ``submission_rule`` for what an error does.
"""

from __future__ import annotations

from dataclasses import replace

from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.document import SourceKind
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.packet import ANSWER_COLUMNS, ASSIGNED_COLUMNS, Packet
from officekit.model.returned import FileFacts
from officekit.model.schema import ROW_KEY

ROLE = "role"


def at_task(subject: SubmissionSubject, key: str) -> Location:
    """A task that has no row in the return."""
    return Location(file=subject.facts.shown_name, row_key=key)


def at_heading(subject: SubmissionSubject, column: int) -> Location:
    """The cell of a heading."""
    return subject.at_place(max(subject.submission.header_row, 1), column)


def issued_columns(packet: Packet) -> tuple[str, ...]:
    """Keys of the columns of the issued table, left to right, role and row key included."""
    used = {key for row in packet.rows for key in row.assigned}
    used.add("number")
    assigned = [key for key in ASSIGNED_COLUMNS if key in used]
    return ("number", ROLE, *assigned[1:], *ANSWER_COLUMNS, ROW_KEY.key)


def of_severity(finding: Finding, severity: Severity) -> Finding:
    """The finding with another severity."""
    return replace(finding, severity=severity)


def saved_by_excel(facts: FileFacts) -> bool:
    """Whether it is a workbook as Excel saves it, so that its protection can be relied on."""
    return facts.kind is SourceKind.XLSX and (
        not facts.application or "Microsoft" in facts.application
    )


def at_most_information(finding: Finding, facts: FileFacts) -> Finding:
    """A finding on protection: only worth knowing where another program has saved the file."""
    return finding if saved_by_excel(facts) else of_severity(finding, Severity.INFO)
