"""Typed settings, read once at the edge from the environment."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that keep hostile or broken input from taking the machine.

    Attributes:
        file_bytes: largest file that is opened at all.
        unpacked_bytes: largest sum of a zip's parts, unpacked.
        part_ratio: largest unpacked/packed ratio of a part over 1 MiB.
        parts: most parts in a zip.
        text_chars: most characters in a text document.
        paragraphs: most paragraphs or table rows in a document.
        cells: most non-blank cells in a sheet; of a returned workbook, in all its sheets.
        blank_cells: most rows and blank cells that a sheet spells out; as for ``cells``.
        seconds: longest time of the processor for reading one workbook; 0 is without bound.
        tool_seconds: longest run of a program that is called (LibreOffice).
        child_bytes, child_seconds: memory and time of a child process that reads legacy formats.
    """

    file_bytes: int = 200 * MEBIBYTE
    unpacked_bytes: int = 300 * MEBIBYTE
    part_ratio: int = 200
    parts: int = 2_000
    text_chars: int = 10_000_000
    paragraphs: int = 100_000
    cells: int = 2_000_000
    blank_cells: int = 5_000_000
    seconds: float = 0
    tool_seconds: int = 120
    child_bytes: int = 1024 * MEBIBYTE
    child_seconds: int = 60


RETURN_LIMITS = Limits(
    file_bytes=20 * MEBIBYTE,
    unpacked_bytes=60 * MEBIBYTE,
    parts=500,
    cells=200_000,
    blank_cells=1_000_000,
    seconds=4,
    child_bytes=280 * MEBIBYTE,
    child_seconds=4,
)
"""Bounds for files that departments return: thousands of them, none of them large."""


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of this run.

    Attributes:
        soffice: path of LibreOffice's ``soffice`` if it is not where it is usually found.
        limits: bounds for reading.
        heartbeat: called a few times a second while another program works; it may raise, which
            ends that program.
    """

    soffice: str | None = None
    limits: Limits = Limits()
    heartbeat: Callable[[], None] | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Config:
        """Settings from ``OFFICEKIT_SOFFICE``."""
        values = os.environ if environment is None else environment
        return cls(soffice=values.get("OFFICEKIT_SOFFICE") or None)


DEFAULT_CONFIG = Config()
