"""LibreOffice as an oracle and as a maker of files for tests; a private profile for each run."""

from __future__ import annotations

from pathlib import Path

from officekit.config import DEFAULT_CONFIG
from officekit.reading.office import convert as convert_with_office


def convert(path: Path, to: str, into: Path) -> Path:
    """Convert ``path`` (``to`` as in ``soffice --convert-to``) into the folder ``into``."""
    into.mkdir(parents=True, exist_ok=True)
    return convert_with_office(str(path), to, DEFAULT_CONFIG, into)


def export_text(path: Path, into: Path) -> list[str]:
    """The paragraphs of a Word document as LibreOffice exports them, numbers included."""
    text = convert(path, "txt:Text (encoded):UTF8", into).read_text(encoding="utf-8-sig")
    return text.removesuffix("\n").split("\n")
