"""Why a file is refused: from an error to an entry of the taxonomy of returned workbooks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from officekit.errors import (
    FileEncryptedError,
    FileRefusedError,
    FormatUnsupportedError,
    OfficekitError,
)
from officekit.model.incoming import Incoming
from officekit.model.returned import Refusal


def refusal_of(error: OfficekitError) -> Refusal:
    """The entry that an error of a reader stands for."""
    match error:
        case FileEncryptedError():
            return Refusal.ENCRYPTED
        case FormatUnsupportedError():
            return Refusal.OTHER_CONTENT
        case FileRefusedError(entry=entry):
            return Refusal(entry) if entry else Refusal.BOMB
        case _:
            return Refusal.DAMAGED


def refused(incoming: Incoming, error: OfficekitError) -> Incoming:
    """A file on its way in that goes no further, and why."""
    return replace(
        incoming,
        refusal=refusal_of(error),
        reason=named(error.message, incoming),
        remedy=named(error.hint, incoming),
    )


def named(text: str, incoming: Incoming) -> str:
    """A reader's message with the sender's name of the file, not that of its copy."""
    return text.replace(str(incoming.path), incoming.name).replace(
        Path(incoming.path).name, incoming.name
    )
