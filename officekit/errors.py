"""What stops the work: each error carries a Chinese message, a hint and an exit code.

Problems *in* a clerk's data are not errors but :class:`officekit.model.finding.Finding` values.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of every command."""

    DONE = 0
    FINDINGS = 1
    BAD_INPUT = 2
    INTERNAL = 3


class OfficekitError(Exception):
    """Base of all errors that a clerk may see.

    Args:
        message: what happened and where, in Chinese, one sentence.
        hint: what to do next, in Chinese, one sentence.
    """

    exit_code = ExitCode.BAD_INPUT

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}" if self.hint else self.message


class UsageError(OfficekitError):
    """The command line or the settings say something that is not possible."""


class AlreadyIssuedError(UsageError):
    """The period was issued before with another content, and nobody asked for a new version."""


class FileUnreadableError(OfficekitError):
    """Missing, empty, truncated, no permission: nothing can be read from the file."""


class FormatUnsupportedError(OfficekitError):
    """The content is of a kind that officekit does not read."""


class FileEncryptedError(OfficekitError):
    """The file asks for a password."""


class FileRefusedError(OfficekitError):
    """Reading the file would do harm or never end (bombs, limits).

    Args:
        message: what happened and where, in Chinese, one sentence.
        hint: what to do next, in Chinese, one sentence.
        entry: of the taxonomy of returned workbooks (A05 bomb, A06 parts, A07 DTD, A08 too much);
            blank where none applies.
    """

    def __init__(self, message: str, hint: str = "", *, entry: str = "") -> None:
        super().__init__(message, hint)
        self.entry = entry


class ToolMissingError(OfficekitError):
    """The work needs a program that is not installed (LibreOffice)."""


class ToolFailedError(OfficekitError):
    """A program that was called (LibreOffice) failed or ran out of time."""


class OutputExistsError(OfficekitError):
    """The output exists already and nobody asked to overwrite it."""


class OutputNotWritableError(OfficekitError):
    """The output can't be written: folder missing, no permission, open in Excel, disk full."""


class ContentError(OfficekitError):
    """The file could be read, but it does not hold what the command needs."""
