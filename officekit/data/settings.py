"""Remembered choices of this user: a small file of text values in the clerk's own folder."""

from __future__ import annotations

import json
import secrets
from contextlib import suppress
from pathlib import Path

FILE_NAME = "settings.json"
_DAMAGED = "settings.json.bad"
_BOM = "\ufeff"
_ODD_NAMES = "surrogatepass"
"""Windows allows file names that are no valid Unicode; they are kept as they are."""


def load_settings(home: Path) -> dict[str, str]:
    """All remembered choices; empty where there are none.

    A file that can't be understood counts as empty and is kept beside as ``settings.json.bad``.

    Args:
        home: the clerk's folder, from :func:`officekit.data.folders.home_folder`.
    """
    return {key: value for key, value in _read(home).items() if isinstance(value, str)}


def save_setting(home: Path, key: str, value: str) -> None:
    """Remember a choice; the file is replaced whole or not at all.

    Where the folder can't be written to, nothing is remembered and nothing is raised: a choice is
    never worth stopping the work.
    """
    data = {**_read(home), key: value}
    text = json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    temporary = home / f".settings-{secrets.token_hex(6)}.tmp"
    try:
        home.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(text.encode("utf-8", _ODD_NAMES))
        temporary.replace(home / FILE_NAME)
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _read(home: Path) -> dict[str, object]:
    """The file as it is, values of other kinds included; ``{}`` where it is missing or damaged."""
    path = home / FILE_NAME
    try:
        content = path.read_bytes()
    except OSError:
        return {}
    try:
        data = json.loads(content.decode("utf-8", _ODD_NAMES).removeprefix(_BOM))
    except (ValueError, RecursionError):
        data = None
    if isinstance(data, dict):
        return data
    with suppress(OSError):
        path.replace(home / _DAMAGED)
    return {}
