"""Files that say the same as a return that counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from officekit.model.incoming import Incoming
from officekit.model.submission import Received


def under_other_name(received: Received, incoming: Incoming) -> Received:
    """A return as another file with the same content came."""
    submission = received.submission
    facts = replace(
        submission.file,
        name=incoming.name,
        origin=incoming.origin,
        folder=incoming.folder,
        sent_at=incoming.sent_at,
        sender=incoming.sender,
    )
    return replace(received, submission=replace(submission, file=facts))


def copies_at_hand(
    current: Sequence[Received], at_hand: Sequence[tuple[str, Incoming]], seen: Mapping[str, str]
) -> list[Received]:
    """Files at hand that say the same as a return that counts, and are another file.

    Another is one with another name, or one of two at hand in different folders: a return that
    was moved since is none. Whether it came in this run or earlier makes no difference, so that
    a run that is done again tells the same.

    Args:
        current: returns that count.
        at_hand: files, each behind its SHA-256.
        seen: SHA-256 → content hash.
    """
    held: dict[str, Received] = {}
    for each in current if at_hand else ():
        submission = each.submission
        held[seen.get(submission.file.sha256) or submission.content_hash] = each
    alike: dict[str, dict[tuple[str, str], Received]] = {}
    for sha, incoming in at_hand:
        like = held.get(seen.get(sha, ""))
        if like is not None:
            copy = under_other_name(like, incoming)
            alike.setdefault(seen[sha], {}).setdefault(_place(copy), copy)
    copies: list[Received] = []
    for content, places in alike.items():
        itself = held[content]
        others = [each for place, each in places.items() if place != _place(itself)]
        if _place(itself) not in places and others:
            name = itself.submission.file.shown_name
            moved = next((o for o in others if o.submission.file.shown_name == name), None)
            others = [each for each in others if each is not moved]
        copies += others
    return copies


def _place(received: Received) -> tuple[str, str]:
    return received.submission.file.shown_name, received.submission.file.folder
