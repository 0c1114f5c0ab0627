"""Row keys of a return beside those that were issued: missing, foreign, altered, torn."""

from __future__ import annotations

from collections.abc import Mapping

from officekit.checking.submission_subject import SubmissionSubject
from officekit.checking.submission_texts import plain_text
from officekit.model.packet import Packet
from officekit.model.submission import ExtraRow, SubmissionRow

_TELLING = ("title", "measures", "targets")
"""Assigned columns whose texts tell tasks apart."""


def missing_keys(subject: SubmissionSubject) -> tuple[str, ...]:
    """Keys that were issued and stand in no row, in the order of the packet."""
    packet = subject.packet
    if packet is None or not subject.submission.sheet:
        return ()
    found = set(subject.row_keys)
    return tuple(key for key in packet.keys if key not in found)


def packet_of_rows(subject: SubmissionSubject) -> Packet | None:
    """The packet of another unit to which most of the rows belong; ``None`` for own rows."""
    packet = subject.packet
    if packet is None:
        return None
    keys = {row.key for row in subject.submission.rows}
    keys |= {row.key for row in subject.submission.extra if row.key}
    own = len(keys.intersection(packet.keys))
    if own == len(keys):
        return None
    others = (other for other in subject.by_unit.values() if other.id != packet.id)
    best = max(others, key=lambda other: len(keys.intersection(other.keys)), default=None)
    if best is None or best.unit == packet.unit:
        return None
    theirs = len(keys.intersection(best.keys))
    return best if theirs > own and theirs * 2 > len(keys) else None


def altered_keys(subject: SubmissionSubject) -> Mapping[int, str]:
    """Rows (by their number) that carry an issued task under a key that was changed or removed.

    The task is recognised by its texts; it must have no row of its own.
    """
    missing = missing_keys(subject)
    packet = subject.packet
    if not missing or packet is None or not subject.submission.extra:
        return {}
    texts = {row.key: _told(row.assigned) for row in packet.rows}
    free = {texts[key]: key for key in missing if texts[key]}
    found: dict[int, str] = {}
    for extra in subject.submission.extra:
        key = "" if extra.label else free.pop(_told(extra.texts), "")
        if key:
            found[extra.row] = key
    return found


def torn_rows(subject: SubmissionSubject) -> Mapping[int, str]:
    """Rows (by their number) whose texts are all those of another task → key of that task."""
    suspects = [row for row in subject.submission.rows if _differs(row)]
    if not suspects or subject.packet is None:
        return {}
    texts: dict[tuple[str, ...], str] = {}
    for issued in subject.packet.rows:
        texts.setdefault(_told(issued.assigned), issued.key)
    found: dict[int, str] = {}
    for row in suspects:
        told = _told({key: cell.text for key, cell in row.cells.items() if key in _TELLING})
        own = _told(row.issued.assigned) if row.issued else ()
        if told and told in texts and not any(mine and mine in told for mine in own):
            found[row.row] = texts[told]
    return found


def ordinary_rows(subject: SubmissionSubject) -> tuple[ExtraRow, ...]:
    """Extra rows that are no label, carry no other row on, and are no issued task."""
    altered = altered_keys(subject)
    return tuple(
        extra
        for extra in subject.submission.extra
        if not extra.label and not extra.continues and extra.row not in altered
    )


def _told(texts: Mapping[str, str]) -> tuple[str, ...]:
    """The telling texts, plain; empty where there are none."""
    told = tuple(plain_text(texts.get(key, "")) for key in _TELLING)
    return told if any(told) else ()


def _differs(row: SubmissionRow) -> bool:
    """Whether none of the telling texts is the issued one, letter by letter."""
    issued = row.issued
    if issued is None:
        return False
    telling = [key for key in _TELLING if key in row.cells and issued.assigned.get(key)]
    return bool(telling) and all(row.cells[key].text != issued.assigned[key] for key in telling)
