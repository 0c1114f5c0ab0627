"""What the answers of a set of returns come to: refused ones left out, readable ones put right."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from officekit.checking.submission_subject import ReturnSet
from officekit.model.finding import Severity
from officekit.model.packet import ANSWER_COLUMNS
from officekit.model.schema import BY_KEY
from officekit.model.submission import PUT_RIGHT, Received, SubmissionRow, changed_answers

LONGEST_SHOWN = 20


def merged_answers(received: Received, row: SubmissionRow) -> Mapping[str, str]:
    """The answers of a row that a unit has given or changed, as they are merged, by column key."""
    texts = {key: text for key in changed_answers(row, ANSWER_COLUMNS) if (text := row.text(key))}
    for finding in received.findings if texts else ():
        place = finding.location
        of_row = place.row_key == row.key and place.row in (None, row.row)
        if finding.severity is Severity.ERROR and of_row and place.column is None:
            return {}
        if finding.severity is Severity.ERROR and place.row is None and place.row_key is None:
            return {}
        for key in tuple(texts) if of_row and place.column is not None else ():
            if row.cells[key].column != place.column:
                continue
            if finding.severity is Severity.ERROR:
                del texts[key]
            elif finding.code in PUT_RIGHT and finding.expected is not None:
                texts[key] = finding.expected
    return texts


def by_task(
    subject: ReturnSet, keys: Container[str] | None = None
) -> Iterator[tuple[str, tuple[tuple[str, Mapping[str, str]], ...]]]:
    """Each task that several units have answered: row key, then unit and answers.

    Args:
        subject: the returns.
        keys: of the tasks that are asked for; by default all.
    """
    for key, several in subject.by_row.items():
        if keys is not None and key not in keys:
            continue
        said: dict[str, Mapping[str, str]] = {}
        for received, row in several if len(several) > 1 else ():
            unit = received.submission.unit
            answers = merged_answers(received, row) if unit else {}
            if answers:
                said[unit] = answers
        if len(said) > 1:
            yield key, tuple(said.items())


def label_of(subject: ReturnSet, key: str) -> str:
    """How a message names a task: 第3项“改造旧校舍”."""
    issued = next((row.issued for _, row in subject.by_row.get(key, ()) if row.issued), None)
    if issued is not None:
        return issued.label
    row = subject.matrix.row(key)
    title = (row["title"] or row["measures"])[:LONGEST_SHOWN] if row else ""
    number = row["number"] if row else ""
    return f"第{number}项“{title}”" if number else f"任务“{title or key}”"


def heading(column: str) -> str:
    """Heading of a column key."""
    return BY_KEY[column].heading


def quoted(text: str) -> str:
    """A value for a message: its beginning in quotation marks, 空白 where there is none."""
    line = " ".join(text.split())
    shown = line if len(line) <= LONGEST_SHOWN else f"{line[:LONGEST_SHOWN]}…"
    return f"“{shown}”" if shown else "空白"
