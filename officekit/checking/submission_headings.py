"""The headings of a return beside those that were issued."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from officekit.checking.submission_labels import heading
from officekit.checking.submission_places import issued_columns
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.schema import normalize_heading
from officekit.model.submission import Heading

_BRACKETED = re.compile(r"[（(][^（）()]*[)）]$")


@dataclass(frozen=True, slots=True)
class HeadingChanges:
    """What differs.

    Attributes:
        reworded: known headings in other words.
        replaced: headings that are unknown (or blank) and stand where a column is missing, with
            its key.
        repeated: headings that stand there a second time.
        inserted: other headings that were not issued.
        missing: keys of issued columns without a heading, and the sheet column before them.
        moved: the columns stand in another order.
    """

    reworded: tuple[Heading, ...] = ()
    replaced: tuple[tuple[Heading, str], ...] = ()
    repeated: tuple[Heading, ...] = ()
    inserted: tuple[Heading, ...] = ()
    missing: tuple[tuple[str, int], ...] = ()
    moved: bool = False


def heading_changes(subject: SubmissionSubject) -> HeadingChanges:
    """What differs from the issued headings; nothing where packet or headings are unknown."""
    packet, headings = subject.packet, subject.submission.headings
    if packet is None or not headings or not subject.submission.header_row:
        return HeadingChanges()
    issued = issued_columns(packet)
    if [h.text for h in headings] == [heading(key) for key in issued]:
        return HeadingChanges()
    columns = subject.columns
    known = [h for h in headings if h.key in issued and columns[h.key] == h.column]
    unknown = [h for h in headings if h not in known]
    replaced, missing = _paired(issued, columns, unknown)
    others = [h for h in unknown if h not in [pair[0] for pair in replaced] and h.text.strip()]
    there = {normalize_heading(h.text) for h in known}
    there |= {normalize_heading(heading(h.key)) for h in known}
    order = [issued.index(h.key) for h in sorted(known, key=lambda h: h.column)]
    return HeadingChanges(
        reworded=tuple(h for h in known if not _says(h.text, heading(h.key))),
        replaced=replaced,
        repeated=tuple(h for h in others if _repeats(h, issued, there)),
        inserted=tuple(h for h in others if not _repeats(h, issued, there)),
        missing=missing,
        moved=order != sorted(order),
    )


def _says(text: str, issued: str) -> bool:
    """Whether a heading is the issued one; a remark in brackets behind it makes no difference.

    A text file keeps the mark ``（填）`` that the issued headings only show.
    """
    wanted = normalize_heading(issued)
    return wanted in (normalize_heading(text), normalize_heading(_BRACKETED.sub("", text.strip())))


def _repeats(found: Heading, issued: Sequence[str], there: set[str]) -> bool:
    """Whether a heading that is left over says again what another one says."""
    return found.key in issued or normalize_heading(found.text) in there


def _paired(
    issued: Sequence[str], columns: Mapping[str, int], unknown: Sequence[Heading]
) -> tuple[tuple[tuple[Heading, str], ...], tuple[tuple[str, int], ...]]:
    """Unknown headings between the neighbours of a missing column, and columns without one."""
    replaced: list[tuple[Heading, str]] = []
    missing: list[tuple[str, int]] = []
    free = sorted(unknown, key=lambda h: h.column)
    before = 0
    for number, key in enumerate(issued):
        if key in columns:
            before = columns[key]
            continue
        after = next((columns[k] for k in issued[number + 1 :] if k in columns), before + 2)
        stand_in = next((h for h in free if before < h.column < after), None)
        if stand_in is not None:
            free.remove(stand_in)
        elif before + 1 < after and any(k in columns for k in issued[number + 1 :]):
            stand_in = Heading("", before + 1)  # the column is there, its heading is not
        if stand_in is None:
            missing.append((key, before))
        else:
            replaced.append((stand_in, key))
            before = stand_in.column
    return tuple(replaced), tuple(missing)
