"""The clerk's own folder: remembered choices, saved copies, logs."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

_NAME = "officekit"


def home_folder(environment: Mapping[str, str] | None = None) -> Path:
    r"""Where officekit keeps what belongs to this user; it is not created here.

    ``OFFICEKIT_HOME`` goes before everything. Else ``%LOCALAPPDATA%\officekit`` on Windows,
    ``~/Library/Application Support/officekit`` on macOS, ``$XDG_DATA_HOME/officekit`` or
    ``~/.local/share/officekit`` elsewhere.
    """
    values = os.environ if environment is None else environment
    if chosen := values.get("OFFICEKIT_HOME"):
        return Path(chosen)
    if sys.platform == "win32":
        local = values.get("LOCALAPPDATA")
        return Path(local) / _NAME if local else Path.home() / "AppData" / "Local" / _NAME
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / _NAME
    shared = values.get("XDG_DATA_HOME")
    return (Path(shared) if shared else Path.home() / ".local" / "share") / _NAME
