"""Render a workbook or document through LibreOffice to PNG pages, to look at it.

Usage: python tools/render.py FILE FOLDER [DPI]
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_SECONDS = 180


def render(source: Path, folder: Path, dpi: int = 60) -> list[Path]:
    """Pages of a file as PNG images in ``folder``, in order.

    Args:
        source: anything that LibreOffice opens.
        folder: for ``NAME.pdf`` and ``NAME-1.png`` …; made where it is missing.
        dpi: resolution.

    Raises:
        FileNotFoundError: ``soffice`` or ``pdftoppm`` is not installed.
        subprocess.CalledProcessError: one of them failed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                _program("soffice"),
                f"-env:UserInstallation={Path(profile).as_uri()}",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                str(folder),
                str(source),
            ],
            check=True,
            capture_output=True,
            timeout=_SECONDS,
        )
    pdf = folder / f"{source.stem}.pdf"
    command = [_program("pdftoppm"), "-r", str(dpi), "-png", str(pdf), str(folder / source.stem)]
    subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
    return sorted(folder.glob(f"{source.stem}-*.png"))


def _program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise FileNotFoundError(f"{name} is not installed")
    return path


if __name__ == "__main__":
    pages = render(Path(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:4]))
    print("\n".join(map(str, pages)))
