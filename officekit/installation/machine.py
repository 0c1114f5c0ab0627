"""What the probes look at: a computer as plain values, so that any computer can be described."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

RegistryValue = str | int

_VARIABLES = (
    r"HKCU\Environment",
    r"HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Environment",
)


class Registry(Protocol):
    r"""The registry of Windows, read only.

    A key is written with its hive: ``HKCU\Software\Kingsoft``. Names do not depend on case.
    """

    def values(self, key: str) -> Mapping[str, RegistryValue]:
        """Values of a key by name, the default one under ``""``; empty where the key is missing."""

    def keys(self, key: str) -> tuple[str, ...]:
        """Names of the keys below a key; empty where the key is missing."""


class NoRegistry:
    """The registry of a system that has none."""

    def values(self, key: str) -> Mapping[str, RegistryValue]:  # noqa: ARG002 - the protocol's
        """Nothing."""
        return {}

    def keys(self, key: str) -> tuple[str, ...]:  # noqa: ARG002 - the protocol's
        """Nothing."""
        return ()


@dataclass(frozen=True, slots=True)
class Interpreter:
    """The Python that runs now.

    Attributes:
        executable: the program.
        version: major, minor, micro.
        bits: 32 or 64.
        utf8_mode: whether Python takes every text for UTF-8 (``PYTHONUTF8=1``).
        text_encoding: what it takes a text file for unless told otherwise.
        output_encoding: what it writes to standard output.
        ansi_code_page: Windows' code page for programs without Unicode; ``None`` elsewhere.
    """

    executable: Path
    version: tuple[int, int, int]
    bits: int
    utf8_mode: bool
    text_encoding: str
    output_encoding: str
    ansi_code_page: int | None = None


@dataclass(frozen=True, slots=True)
class Machine:
    """A computer with officekit on it.

    Attributes:
        platform: as ``sys.platform``.
        home: officekit's own folder, which need not exist.
        documents: the user's folder for documents, where it is known.
        temporary: the folder for temporary files.
        interpreter: the Python that runs now.
        environment: environment variables.
        registry: the registry of Windows.
        requirements: the packages that officekit asks for, as in its metadata
            (``lxml>=5.3``, ``xlwings==0.37.8; extra == "excel"``).
        package_version: version of an installed package, ``None`` where it is not importable.
        soffice: path of LibreOffice.
        list_fonts: names of fonts as ``fc-list : family`` prints them; ``None`` where they can't
            be listed. Not used on Windows, where the registry tells.
        free_bytes: room on the disk of an existing folder.
        local_path: the path that a text of the registry means.
        workbooks: workbooks that are examined besides those in the documents folder.
    """

    platform: str
    home: Path
    documents: Path | None
    temporary: Path
    interpreter: Interpreter
    environment: Mapping[str, str]
    registry: Registry
    requirements: tuple[str, ...]
    package_version: Callable[[str], str | None]
    soffice: str | None
    list_fonts: Callable[[], str | None]
    free_bytes: Callable[[Path], int]
    local_path: Callable[[str], Path] = Path
    workbooks: tuple[Path, ...] = ()

    @property
    def on_windows(self) -> bool:
        """Whether this is Windows."""
        return self.platform == "win32"

    @property
    def runtime(self) -> Path:
        """Folder of the Python that the buttons of the workbook start."""
        return self.home / "runtime"

    def variable(self, name: str) -> str:
        """An environment variable of this process or, on Windows, of those that Excel starts.

        The two may differ: officekit.bat takes away what would lead Python astray.
        """
        own = self.environment.get(name, "")
        return own or next(
            (text for key in _VARIABLES if (text := self.registry_text(key, name))), ""
        )

    def registry_value(self, key: str, name: str = "") -> RegistryValue | None:
        """One value of the registry; names do not depend on case."""
        values = self.registry.values(key)
        return next((v for n, v in values.items() if n.casefold() == name.casefold()), None)

    def registry_text(self, key: str, name: str = "") -> str:
        """One text of the registry; empty where it is missing or a number."""
        value = self.registry_value(key, name)
        return value if isinstance(value, str) else ""
