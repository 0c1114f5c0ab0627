r"""Where everything is: the bundle, ``%LOCALAPPDATA%\officekit``, 文档, 桌面."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

NAME = "officekit"
WORKBOOK = "责任矩阵.xlsm"
MANUAL = "使用手册.html"
SCRIPTS = "Scripts" if sys.platform == "win32" else "bin"
PYTHON = "python.exe" if sys.platform == "win32" else "python"

_DOCUMENTS = "{FDD39AD0-238F-46AF-ADB4-6C85480369C7}"
_DESKTOP = "{B4BFCC3A-DB2C-424C-B029-7FE99A87C641}"


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one user; none needs to exist.

    Attributes:
        root: officekit's own folder.
        documents: the clerk's documents; a folder ``officekit`` in it gets workbook and templates.
        desktop: where the shortcuts go.
    """

    root: Path
    documents: Path
    desktop: Path

    @classmethod
    def of_this_user(cls) -> Places:
        """The folders of whoever runs this, redirected ones (OneDrive) followed."""
        home = Path(os.environ.get("USERPROFILE") or Path.home())
        local = os.environ.get("LOCALAPPDATA")
        return cls(
            root=(Path(local) if local else home / "AppData" / "Local") / NAME,
            documents=_known_folder(_DOCUMENTS) or home / "Documents",
            desktop=_known_folder(_DESKTOP) or home / "Desktop",
        )

    @property
    def runtime(self) -> Path:
        """The Python that does the work."""
        return self.root / "runtime"

    @property
    def new_runtime(self) -> Path:
        """The runtime while it is built."""
        return self.root / "runtime.new"

    @property
    def old_runtime(self) -> Path:
        """The earlier runtime while the new one takes its place."""
        return self.root / "runtime.old"

    @property
    def manifest(self) -> Path:
        """The record of what was installed."""
        return self.root / "installed.json"

    @property
    def lock(self) -> Path:
        """The file that only one run at a time may hold."""
        return self.root / "install.lock"

    @property
    def logs(self) -> Path:
        """The log files."""
        return self.root / "logs"

    @property
    def own_documents(self) -> Path:
        """The folder ``officekit`` in the clerk's documents."""
        return self.documents / NAME


def interpreter(runtime: Path) -> Path:
    """The interpreter of a runtime folder."""
    return runtime / SCRIPTS / PYTHON


def _known_folder(identifier: str) -> Path | None:
    """A known folder of the Windows shell; None elsewhere or where the shell has none."""
    if sys.platform == "win32":
        import ctypes
        import uuid
        from ctypes import wintypes

        found = ctypes.c_wchar_p()
        guid = (ctypes.c_byte * 16).from_buffer_copy(uuid.UUID(identifier).bytes_le)
        ask = ctypes.windll.shell32.SHGetKnownFolderPath
        ask.argtypes = [
            ctypes.c_void_p,
            wintypes.DWORD,
            wintypes.HANDLE,
            ctypes.POINTER(ctypes.c_wchar_p),
        ]
        ask.restype = ctypes.c_long
        free = ctypes.windll.ole32.CoTaskMemFree
        free.argtypes = [ctypes.c_void_p]
        try:
            failed = ask(ctypes.byref(guid), 0, None, ctypes.byref(found))
            return Path(found.value) if not failed and found.value else None
        finally:
            free(found)
    return None
