"""The answers of a return that are not in the matrix after the merge, each with the reason."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.exchange.acceptance import Accepted
from officekit.model.location import column_letters
from officekit.model.merging import Aside, MergeResult
from officekit.model.packet import ANSWER_COLUMNS
from officekit.model.return_report import SetAside
from officekit.model.submission import Received, SubmissionRow, changed_answers, heading_of

_NO_PACKET = "认不出是哪一份下发的表格"
_TWICE = "同一任务在表中出现两次，没有采用这一行"


def not_merged(received: Received, accepted: Accepted, result: MergeResult) -> Iterator[SetAside]:
    """Every changed answer of a return that the merge has not taken, row by row.

    There are as many as the return has answers that were kept aside, refused or replaced.

    Args:
        received: the return.
        accepted: what of it may be merged.
        result: of the merge.
    """
    submission = received.submission
    seen: set[tuple[str, str]] = set()
    for row in submission.rows:
        for column in changed_answers(row, ANSWER_COLUMNS):
            place, cell = (row.key, column), row.cells[column]
            taken = None if accepted.whole else accepted.answers.get(place)
            if taken is None or place in seen or taken.row != cell.row:
                why = _refusal(row, column, accepted)
            else:
                seen.add(place)
                reason = _reason(submission.file.sha256, place, result)
                if reason is None:
                    continue
                why = reason.value
            yield SetAside(
                submission.unit,
                submission.file.shown_name,
                f"{submission.sheet}!{column_letters(cell.column)}{cell.row}",
                row.issued.label if row.issued else row.key,
                heading_of(column),
                cell.text,
                why,
            )


def _refusal(row: SubmissionRow, column: str, accepted: Accepted) -> str:
    finding = accepted.whole or accepted.refused.get((row.key, column))
    if finding is not None:
        return finding.message
    return _TWICE if row.issued else _NO_PACKET


def _reason(sha256: str, place: tuple[str, str], result: MergeResult) -> Aside | None:
    whole = result.aside_files.get(sha256)
    return whole if whole is not None else result.aside.get(sha256, {}).get(place)
