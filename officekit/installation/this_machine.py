"""The computer that officekit runs on, as a :class:`Machine`."""

from __future__ import annotations

import importlib.util
import locale
import os
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path

from officekit.config import Config
from officekit.data.libreoffice import find_soffice
from officekit.installation.machine import (
    Interpreter,
    Machine,
    NoRegistry,
    Registry,
    RegistryValue,
)

_MODULES = {"python-docx": "docx", "python-calamine": "python_calamine", "pywin32": "pythoncom"}
"""Modules of packages that are not called like their module."""

_FONT_SECONDS = 20


def this_machine(home: Path, workbooks: Sequence[Path] = ()) -> Machine:
    """Describe the computer that officekit runs on.

    Args:
        home: officekit's own folder.
        workbooks: workbooks to examine besides those in the documents folder.
    """
    return Machine(
        platform=sys.platform,
        home=home,
        documents=documents_folder(),
        temporary=Path(tempfile.gettempdir()),
        interpreter=_interpreter(),
        environment=dict(os.environ),
        registry=_registry(),
        requirements=_requirements(),
        package_version=package_version,
        soffice=find_soffice(Config.from_environment().soffice),
        list_fonts=_list_fonts,
        free_bytes=lambda folder: shutil.disk_usage(folder).free,
        workbooks=tuple(workbooks),
    )


def package_version(name: str) -> str | None:
    """Version of an installed package; ``None`` where it or its module is missing.

    The module is looked for, not imported.
    """
    try:
        if importlib.util.find_spec(_MODULES.get(name, name)) is None:
            return None
        return metadata.version(name)
    except (metadata.PackageNotFoundError, ImportError, ValueError):
        return None


def _interpreter() -> Interpreter:
    return Interpreter(
        executable=Path(sys.executable),
        version=sys.version_info[:3],
        bits=struct.calcsize("P") * 8,
        utf8_mode=bool(sys.flags.utf8_mode),
        text_encoding=locale.getpreferredencoding(do_setlocale=False),
        output_encoding=getattr(sys.stdout, "encoding", None) or "ascii",
        ansi_code_page=_ansi_code_page(),
    )


def _requirements() -> tuple[str, ...]:
    try:
        return tuple(metadata.requires("officekit") or ())
    except metadata.PackageNotFoundError:
        return ()


def _list_fonts() -> str | None:
    program = shutil.which("fc-list")
    if program is None:
        return None
    done = subprocess.run(
        [program, ":", "family"], capture_output=True, check=True, timeout=_FONT_SECONDS
    )
    return done.stdout.decode("utf-8", "replace")


if sys.platform == "win32":
    import ctypes
    import uuid
    import winreg

    _HIVES = {
        "HKCR": winreg.HKEY_CLASSES_ROOT,
        "HKCU": winreg.HKEY_CURRENT_USER,
        "HKLM": winreg.HKEY_LOCAL_MACHINE,
    }
    _VIEWS = (winreg.KEY_WOW64_32KEY, winreg.KEY_WOW64_64KEY)
    _DOCUMENTS = uuid.UUID("fdd39ad0-238f-46af-adb4-6c85480369c7")

    class _WindowsRegistry:
        """Both views of the registry as one; what 64-bit programs see goes first."""

        def values(self, key: str) -> Mapping[str, RegistryValue]:
            found: dict[str, RegistryValue] = {}
            for view in _VIEWS:
                found.update(self._values(key, view))
            return found

        def keys(self, key: str) -> tuple[str, ...]:
            found: dict[str, None] = {}
            for view in _VIEWS:
                found.update(dict.fromkeys(self._keys(key, view)))
            return tuple(found)

        def _values(self, key: str, view: int) -> dict[str, RegistryValue]:
            hive, _, rest = key.partition("\\")
            try:
                with winreg.OpenKey(_HIVES[hive], rest, 0, winreg.KEY_READ | view) as opened:
                    count = winreg.QueryInfoKey(opened)[1]
                    rows = [winreg.EnumValue(opened, index) for index in range(count)]
            except OSError:
                return {}
            return {
                name: winreg.ExpandEnvironmentStrings(str(value))
                if kind == winreg.REG_EXPAND_SZ
                else value
                for name, value, kind in rows
                if isinstance(value, str | int)
            }

        def _keys(self, key: str, view: int) -> list[str]:
            hive, _, rest = key.partition("\\")
            try:
                with winreg.OpenKey(_HIVES[hive], rest, 0, winreg.KEY_READ | view) as opened:
                    count = winreg.QueryInfoKey(opened)[0]
                    return [winreg.EnumKey(opened, index) for index in range(count)]
            except OSError:
                return []

    def _registry() -> Registry:
        return _WindowsRegistry()

    def _ansi_code_page() -> int | None:
        return int(ctypes.windll.kernel32.GetACP())

    def documents_folder() -> Path | None:
        """The user's folder for documents, where Windows says it is: it may have been moved."""
        found = ctypes.c_wchar_p()
        identifier = (ctypes.c_byte * 16).from_buffer_copy(_DOCUMENTS.bytes_le)
        get = ctypes.windll.shell32.SHGetKnownFolderPath
        failed = get(ctypes.byref(identifier), 0, None, ctypes.byref(found))
        path = Path(found.value) if not failed and found.value else None
        ctypes.windll.ole32.CoTaskMemFree(found)
        return path

else:

    def _registry() -> Registry:
        return NoRegistry()

    def _ansi_code_page() -> int | None:
        return None

    def documents_folder() -> Path | None:
        """The user's folder for documents."""
        folders = (Path.home() / "Documents", Path.home() / "文档")
        return next((folder for folder in folders if folder.is_dir()), None)
