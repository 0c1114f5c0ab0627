"""Wine as a Chinese Windows: code page 936, a user whose name has Chinese letters and a space."""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

USER = "王 小明"
"""Name of the Windows user, so that every path below the profile is a hard one."""

DEFAULT_TIMEOUT = 120.0
_BOOT_TIMEOUT = 180.0
_STOP_TIMEOUT = 30.0
_LOCALE = "zh_CN.UTF-8"
_START_DESKTOP = "rundll32.exe user32.dll,GetDesktopWindow"


class WineError(Exception):
    """Wine itself failed, or a program did not end in time."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a program did.

    Attributes:
        code: exit code; Wine passes on the lowest eight bits.
        stdout: standard output as text.
        stderr: standard error as text.
        seconds: time from start to end.
    """

    code: int
    stdout: str
    stderr: str
    seconds: float

    @property
    def text(self) -> str:
        """Both outputs, for messages of failed assertions."""
        return f"code {self.code}\n{self.stdout}\n{self.stderr}"


class Wine:
    """A Windows of its own in a folder (a private prefix).

    Every program gets pipes as its three standard streams: with files or the null device the
    Windows Python finds invalid handles.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._prefix = folder / "prefix"
        self._keeper: subprocess.Popen[bytes] | None = None

    def create(self) -> None:
        """Make the prefix: a new Windows with an empty profile.

        Raises:
            WineError: it could not be made.
        """
        (self.folder / "home").mkdir(parents=True)
        locales = self.folder / "locales"
        locales.mkdir()
        subprocess.run(
            [_program("localedef"), "-i", "zh_CN", "-f", "UTF-8", str(locales / _LOCALE)],
            check=True,
            capture_output=True,
        )
        outcome = self._run([_program("wineboot"), "-i"], _BOOT_TIMEOUT, {})
        if not self.profile.is_dir():
            raise WineError(f"no profile was made: {outcome.text}")
        self.stop()
        for link in self.profile.iterdir():
            # Wine links 文档, 桌面 and the like to the Unix home; Windows has folders.
            if link.is_symlink():
                link.unlink()
                link.mkdir()

    def clone(self, folder: Path) -> Wine:
        """A copy of this Windows, which must be stopped, with everything installed in it.

        Windows' own files, which no test changes, are shared as hard links.
        """
        other = Wine(folder)
        system = self._prefix / "drive_c" / "windows"
        shutil.copytree(
            self.folder,
            folder,
            symlinks=True,
            ignore=lambda at, names: set(names) if Path(at) == system else set(),
        )
        shutil.copytree(
            system,
            other._prefix / "drive_c" / "windows",
            symlinks=True,
            copy_function=_link,
            dirs_exist_ok=True,
        )
        return other

    @property
    def profile(self) -> Path:
        """The user's folder, seen from outside."""
        return self._prefix / "drive_c" / "users" / USER

    @property
    def local_app_data(self) -> PureWindowsPath:
        """``%LOCALAPPDATA%``."""
        return PureWindowsPath("C:\\users") / USER / "AppData" / "Local"

    def outside(self, path: PureWindowsPath) -> Path:
        """Where a path on drive C lies outside."""
        return self._prefix.joinpath("drive_c", *path.parts[1:])

    def keep_running(self) -> None:
        """Keep Windows up between programs: a start then takes 0.1 s in place of 2.7 s.

        Raises:
            WineError: Windows did not come up.
        """
        if self._keeper is not None:
            return
        keeper = subprocess.Popen(
            [_program("wine"), "cmd.exe", "/C", f"{_START_DESKTOP}& echo up& set /p ANSWER="],
            env=self._environment({}),
            cwd=self.folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        # The first program that needs services or desktop starts them, and they inherit its
        # pipes. It must be this one: the pipes of any other would never be closed.
        self._keeper = keeper
        if keeper.stdout and not select.select([keeper.stdout], [], [], _BOOT_TIMEOUT)[0]:
            os.killpg(keeper.pid, signal.SIGKILL)
            self.stop()
            raise WineError("Windows did not come up")

    def stop(self) -> None:
        """End Windows and everything that runs in this prefix."""
        for what in ("-k", "-w"):
            subprocess.run(
                [_program("wineserver"), what],
                env=self._environment({}),
                check=False,
                timeout=_STOP_TIMEOUT,
            )
        if self._keeper is not None:
            self._keeper.communicate(timeout=_STOP_TIMEOUT)
            self._keeper = None

    def run(
        self,
        command: Sequence[str | PureWindowsPath],
        *,
        timeout: float = DEFAULT_TIMEOUT,
        environment: Mapping[str, str] | None = None,
    ) -> Outcome:
        """Run a Windows program to its end.

        Args:
            command: program and arguments, with Windows paths.
            timeout: seconds after which the program is ended.
            environment: further environment variables.

        Raises:
            WineError: the program did not end in time.
        """
        self.keep_running()
        return self._run([_program("wine"), *map(str, command)], timeout, environment or {})

    def _run(
        self, command: Sequence[str], timeout: float, environment: Mapping[str, str]
    ) -> Outcome:
        start = time.monotonic()
        process = subprocess.Popen(
            command,
            env=self._environment(environment),
            cwd=self.folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        try:
            out, err = process.communicate(b"", timeout=timeout)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            self.stop()
            out, err = process.communicate()
            said = f"{_decoded(out)}\n{_decoded(err)}"
            raise WineError(f"no end after {timeout:.0f} s: {command}\n{said}") from None
        seconds = time.monotonic() - start
        return Outcome(process.returncode, _decoded(out), _decoded(err), seconds)

    def _environment(self, more: Mapping[str, str]) -> dict[str, str]:
        """The Unix environment: only what is named here, so that every run is alike."""
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder / "home"),
            "USER": USER,
            "LOGNAME": USER,
            "LANG": _LOCALE,
            "LC_ALL": _LOCALE,
            "LOCPATH": str(self.folder / "locales"),
            "WINEPREFIX": str(self._prefix),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml,winemenubuilder.exe=",
            **more,
        }


def _program(name: str) -> str:
    """The full path of a program.

    Raises:
        WineError: it is not installed.
    """
    found = shutil.which(name)
    if found is None:
        raise WineError(f"{name} is not installed")
    return found


def _link(source: str, target: str) -> None:
    """Link a file, or copy it where the file system cannot."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _decoded(data: bytes) -> str:
    """Text of a program: UTF-8 where Python was told so, else the Chinese code page."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    return text.replace("\r\n", "\n")
