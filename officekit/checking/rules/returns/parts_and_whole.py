"""SB603: the parts of a task don't add up to the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from officekit.checking.answer_merged import label_of, merged_answers
from officekit.checking.answer_percent import percent_of_text, value_of
from officekit.checking.answer_words import status_of
from officekit.checking.submission_rule import ReturnSetRule
from officekit.checking.submission_subject import ReturnSet
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.matrix import MatrixRow
from officekit.model.schema import Status

_PART = re.compile(r"(.+)-\d+")
_COLUMNS = ("status", "completion")


class PartsAndWhole(ReturnSetRule):
    """子任务与总任务的状态或完成率对不上。

    为什么
        子任务全部完成，总任务就完成了；总任务的完成率在各子任务之间。

    不好
        三个子任务都是60%，总任务填95%

    改为
        总任务填60%
    """

    code = "SB603"
    entry = "F03"
    severity = Severity.WARNING

    def check(self, subject: ReturnSet) -> Iterator[Finding]:
        """At most one finding on the status and one on the percentage of a task with parts."""
        parts: dict[str, list[str]] = {}
        for row in subject.matrix.rows:
            match = _PART.fullmatch(row.key)
            if match:
                parts.setdefault(match[1], []).append(row.key)
        for key in subject.by_row:
            match = _PART.fullmatch(key)
            if match and key not in parts.get(match[1], ()):
                parts.setdefault(match[1], []).append(key)
        rows = {row.key: row for row in subject.matrix.rows} if parts else {}
        for whole, keys in parts.items():
            if any(key in subject.by_row for key in (whole, *keys)):
                said = _texts(subject, rows, whole)
                of_parts = [_texts(subject, rows, key) for key in keys]
                yield from self._status(subject, whole, said, of_parts)
                yield from self._completion(subject, whole, said, of_parts)

    def _status(
        self,
        subject: ReturnSet,
        whole: str,
        said: Mapping[str, str],
        parts: Sequence[Mapping[str, str]],
    ) -> Iterator[Finding]:
        status = status_of(said["status"])
        of_parts = [status_of(part["status"]) for part in parts]
        if status is None or None in of_parts:
            return
        done = of_parts.count(Status.DONE)
        if (status is Status.DONE) == (done == len(of_parts)):
            return
        yield self.found(
            Location(row_key=whole),
            f"{label_of(subject, whole)}是“{status}”，{len(of_parts)}个子任务中{done}个已完成。",
            "请核对总任务和子任务的进展状态。",
            value=status.value,
            expected=Status.DONE.value if done == len(of_parts) else None,
        )

    def _completion(
        self,
        subject: ReturnSet,
        whole: str,
        said: Mapping[str, str],
        parts: Sequence[Mapping[str, str]],
    ) -> Iterator[Finding]:
        share = _percent(said["completion"])
        of_parts = [_percent(part["completion"]) for part in parts]
        known = [value for value in of_parts if value is not None]
        if share is None or len(known) < len(of_parts) or min(known) <= share <= max(known):
            return
        span = f"{min(known):g}%" + (f"到{max(known):g}%" if max(known) > min(known) else "")
        yield self.found(
            Location(row_key=whole),
            f"{label_of(subject, whole)}的完成率是{share:g}%，各子任务是{span}。",
            "请核对总任务和子任务的完成率。",
            value=f"{share:g}%",
        )


def _texts(subject: ReturnSet, rows: Mapping[str, MatrixRow], key: str) -> Mapping[str, str]:
    """Status and percentage of a task: as answered, else as they stand in the matrix."""
    row = rows.get(key)
    texts = {column: row[column] if row else "" for column in _COLUMNS}
    for received, answered in subject.by_row.get(key, ()):
        answers = merged_answers(received, answered)
        texts |= {column: answers[column] for column in _COLUMNS if column in answers}
    return texts


def _percent(text: str) -> float | None:
    return value_of(percent_of_text(text)) if text else None
