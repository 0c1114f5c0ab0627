"""Names for results: nothing is ever overwritten where nobody has named an output."""

from __future__ import annotations

import hashlib
import re
import secrets
from pathlib import Path

from officekit.workflows.installation import own_folder

COPY_ENDINGS = frozenset({"-修正", "-刷新", "-汇总", "-撤销汇总"})
_COPY_ENDING = re.compile(rf"(?:(?:{'|'.join(sorted(COPY_ENDINGS))})(?:-\d+)?)+$")
"""A copy of a copy is named after the first workbook, so that names do not grow."""
_LONGEST_STEM = 60
"""File systems take 255 bytes of a name: 85 Chinese characters, ending and number included."""
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def free_paths(source: Path, *endings: str) -> list[Path]:
    """Names for the results of a source that no file has yet, all with the same number.

    They stand beside the source, or in :func:`own_folder` where nothing can be written beside
    it (a disc, a colleague's folder).

    Args:
        source: the file worked on.
        endings: what follows its name, such as ``-责任矩阵.xlsx``.
    """
    folder = _folder_for(source)
    stem = source.stem
    if endings[0].rpartition(".")[0] in COPY_ENDINGS:
        stem = _COPY_ENDING.sub("", stem) or stem
    stem = stem[:_LONGEST_STEM].rstrip(" .")
    number = 1
    while True:
        tail = f"-{number}" if number > 1 else ""
        parts = [ending.rpartition(".") for ending in endings]
        paths = [folder / f"{stem}{middle}{tail}.{suffix}" for middle, _, suffix in parts]
        if not any(path.exists() for path in paths):
            return paths
        number += 1


def file_name(text: str, default: str) -> str:
    """A text as the name of a file on Windows: what is not allowed there is left out."""
    return _NOT_IN_NAMES.sub("", text).strip(" .")[:_LONGEST_STEM] or default


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, 64 hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _folder_for(source: Path) -> Path:
    beside = source.absolute().parent
    if _writable(beside):
        return beside
    other = own_folder()
    return other if other is not None and _writable(other, make=True) else beside


def _writable(folder: Path, *, make: bool = False) -> bool:
    """Whether a file can be made in a folder: tried, since permissions on Windows say little."""
    probe = folder / f".officekit-{secrets.token_hex(6)}.tmp"
    try:
        if make:
            folder.mkdir(parents=True, exist_ok=True)
        with probe.open("xb"):
            pass
        probe.unlink()
    except OSError:
        return False
    return True
