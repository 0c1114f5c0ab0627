"""Where LibreOffice is."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

_PROGRAMS = ("soffice", "libreoffice")


def find_soffice(chosen: str | None = None) -> str | None:
    """Path of LibreOffice's ``soffice``, ``None`` where it is not installed.

    Args:
        chosen: the program from the settings; where it is given, nothing else is looked at. Else
            the search path and the usual places on Windows, macOS and Linux are tried.
    """
    if chosen is not None:
        return shutil.which(chosen)
    for program in _PROGRAMS:
        if found := shutil.which(program):
            return found
    return next((str(place) for place in _usual_places() if place.is_file()), None)


def _usual_places() -> Iterator[Path]:
    if sys.platform == "win32":
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            if folder := os.environ.get(variable):
                yield Path(folder) / "LibreOffice" / "program" / "soffice.exe"
    elif sys.platform == "darwin":
        yield Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
        yield Path.home() / "Applications/LibreOffice.app/Contents/MacOS/soffice"
    else:
        for folder in ("/usr/lib/libreoffice", "/usr/lib64/libreoffice", "/opt/libreoffice"):
            yield Path(folder) / "program" / "soffice"
        yield from sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)
        yield Path("/snap/bin/libreoffice")
