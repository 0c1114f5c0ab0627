"""A file on its way in: where its bytes lie, and what its sender called it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from officekit.model.returned import Refusal


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that is to be read as a return.

    Attributes:
        path: where its bytes lie: the clerk's own file, or a copy under a neutral name that was
            taken out of a container.
        name: as the sender named it; text, never part of a path.
        origin: containers around it from outside in (名称.zip, 邮件.eml).
        folder: name of the folder it lay in; blank for a file that was named itself.
        sent_at: ISO time of the mail it came with; blank where unknown.
        sender: address of the mail it came with; blank where unknown.
        refusal: why it could not be taken out of its container; its bytes are nowhere then.
        reason, remedy: message and hint in Chinese where it was refused.
        body: text of the mail it came with; only one file of a mail carries it.
    """

    path: Path
    name: str
    origin: tuple[str, ...] = ()
    folder: str = ""
    sent_at: str = ""
    sender: str = ""
    refusal: Refusal | None = None
    reason: str = ""
    remedy: str = ""
    body: str = ""
