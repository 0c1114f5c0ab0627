"""officekit as ``install.bat`` leaves it in a Windows, and how tests use it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Any

from tests.windows import windows_python
from tests.windows.wine import DEFAULT_TIMEOUT, Outcome, Wine

UNPACKED = PureWindowsPath("C:\\下载 文件\\责任矩阵 安装包")
"""Where the clerk unpacks the bundle."""

INSTALL_TIMEOUT = 400.0
_ROOT = Path(__file__).resolve().parents[2]
_INSIDE = Path(__file__).parent / "inside"
_DESK = PureWindowsPath("C:\\测试 用")


@dataclass(frozen=True, slots=True)
class Installation:
    """A Windows in which officekit is installed.

    Attributes:
        wine: the Windows.
        bundle: the folder that holds ``install.bat``.
    """

    wine: Wine
    bundle: PureWindowsPath

    @property
    def root(self) -> PureWindowsPath:
        """The folder that the installer makes."""
        return self.wine.local_app_data / "officekit"

    @property
    def interpreter(self) -> PureWindowsPath:
        """The Python that does the work."""
        return self.root / "runtime" / "Scripts" / "python.exe"

    @property
    def documents(self) -> PureWindowsPath:
        """The clerk's documents."""
        return PureWindowsPath("C:\\users") / self.wine.profile.name / "Documents"

    def outside(self, path: PureWindowsPath) -> Path:
        """Where a Windows path lies outside."""
        return self.wine.outside(path)

    def batch(self, path: PureWindowsPath, *arguments: str) -> Outcome:
        """Run a batch file without its pause at the end."""
        return self.wine.run(
            ["cmd.exe", "/C", path, *arguments],
            timeout=INSTALL_TIMEOUT,
            environment={"OFFICEKIT_QUIET": "1"},
        )

    def install(self) -> Outcome:
        """Run ``install.bat``."""
        return self.batch(self.bundle / "install.bat")

    def uninstall(self, *arguments: str) -> Outcome:
        """Run ``uninstall.bat`` where the installer has put it."""
        return self.batch(self.root / "uninstall.bat", *arguments)

    def python(self, *arguments: str, timeout: float = DEFAULT_TIMEOUT) -> Outcome:
        """Run the installed Python."""
        return self.wine.run([self.interpreter, *arguments], timeout=timeout)

    def ask(self, script: str, orders: object) -> Any:
        """Run a script of :mod:`tests.windows.inside`; its answers."""
        desk = self.outside(_DESK)
        desk.mkdir(exist_ok=True)
        shutil.copy(_INSIDE / script, desk)
        answers = desk / "answers.json"
        answers.unlink(missing_ok=True)
        (desk / "orders.json").write_text(json.dumps(orders), encoding="utf-8")
        names = [str(_DESK / name) for name in (script, "orders.json", "answers.json")]
        outcome = self.python(*names)
        assert answers.exists(), outcome.text
        return json.loads(answers.read_text(encoding="utf-8"))


def install_anew(folder: Path, python: Path) -> Outcome:
    """Make a bundle, unpack it in a new Windows and run its ``install.bat``.

    Args:
        folder: gets the bundle and, in ``windows``, the Windows, which is stopped.
        python: the Windows Python that the bundle brings along.

    Returns:
        What ``install.bat`` said.
    """
    folder.mkdir(parents=True)
    bundle = folder / "bundle.zip"
    command = [sys.executable, "-m", "officekit.excel.bundle", "-o", str(bundle)]
    command += ["--python-versions", windows_python.VERSION, "--embed", str(python)]
    subprocess.run(command, cwd=_ROOT, check=True)
    wine = Wine(folder / "windows")
    wine.create()
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(wine.outside(UNPACKED))
    outcome = installation_in(wine).install()
    wine.stop()
    return outcome


def installation_in(wine: Wine) -> Installation:
    """The installation in a Windows; the bundle may have unpacked into a folder of its own."""
    unpacked = wine.outside(UNPACKED)
    inside = next(unpacked.rglob("install.bat")).parent.relative_to(unpacked)
    return Installation(wine, UNPACKED / PureWindowsPath(*inside.parts))
