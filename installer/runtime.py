"""The runtime: built as ``runtime.new``, put in place by renaming, so that it is whole or old."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

from installer.commands import run
from installer.layout import SCRIPTS, Places, interpreter
from installer.telling import InstallError, Log

_TRIES = 6
_PAUSE = 0.5  # seconds; virus scanners hold new files for a moment

IN_USE = InstallError(
    "officekit 正在使用，没有安装，也没有作任何改动。",
    "请先关闭 Excel（包括后台的 Excel）和 officekit 菜单，再重新运行。",
)


def repair(places: Places) -> bool:
    """Clear away what a half-finished run left; put the earlier runtime back where it is missing.

    Returns:
        Whether there was anything to repair.

    Raises:
        InstallError: a leftover is in use.
        OSError: a leftover can't be removed for another reason.
    """
    repaired = False
    try:
        if places.old_runtime.exists() and not places.runtime.exists():
            rename(places.old_runtime, places.runtime)
            repaired = True
        for leftover in (places.new_runtime, places.old_runtime, places.root / "runtime.gone"):
            if leftover.exists():
                remove(leftover)
                repaired = True
    except PermissionError:
        raise IN_USE from None
    return repaired


def check_free(runtime: Path) -> None:
    """See before the long work that nobody runs the present runtime or has its DLL loaded.

    Raises:
        InstallError: it is in use.
    """
    scripts = interpreter(runtime).parent
    loaded = [*runtime.glob("xlwings*.dll"), *scripts.glob("xlwings*.dll")]
    for path in (*scripts.glob("python*.exe"), *loaded):
        try:
            with path.open("r+b"):
                continue
        except OSError:
            raise IN_USE from None


def bundled_python(bundle: Path) -> Path | None:
    """The folder of the Python in the bundle, where it is the one that runs this."""
    folder = bundle / "python"
    inside = Path(sys.executable).resolve().is_relative_to(folder.resolve())
    return folder if inside else None


def build_from_copy(python: Path, runtime: Path) -> None:
    """Make the runtime a copy of a bundled Python.

    Contents alone are copied: no read-only attribute, no mark of a downloaded file.

    Raises:
        OSError: disk full, no permission.
    """
    home = runtime / SCRIPTS
    shutil.copytree(
        python,
        home,
        copy_function=shutil.copyfile,
        ignore=shutil.ignore_patterns("__pycache__", "*说明*.txt"),
    )
    for path in home.glob("python3*._pth"):
        path.write_text(with_site_packages(path.read_text(encoding="utf-8")), encoding="utf-8")


def with_site_packages(search_path: str) -> str:
    r"""A ``._pth`` file that lets installed packages be found.

    >>> print(with_site_packages("python311.zip\n.\n\n#import site\n"), end="")
    python311.zip
    .
    Lib\site-packages
    import site
    """
    kept = [line.strip() for line in search_path.splitlines()]
    kept = [
        line
        for line in kept
        if line and not line.startswith("#") and line not in {"import site", r"Lib\site-packages"}
    ]
    return "\n".join([*kept, r"Lib\site-packages", "import site", ""])


def build_venv(runtime: Path, *, with_pip: bool, log: Log) -> None:
    """Make the runtime a virtual environment of the Python that runs this.

    Raises:
        InstallError: it can't be made.
    """
    command = [sys.executable, "-m", "venv", *([] if with_pip else ["--without-pip"])]
    outcome = run([*command, str(runtime)], log=log, folder=runtime.parent)
    if outcome.code or not interpreter(runtime).exists():
        raise InstallError(
            "用这台电脑上的 Python 建立运行环境没有成功。",
            "请改用带 Python 的离线安装包，或重新安装 64 位 Python 3.12 后再试。",
        )


def remove_launchers(runtime: Path) -> None:
    """Remove start programs that name the folder's former name; ``python -m`` serves instead."""
    scripts = runtime / SCRIPTS
    for path in (*scripts.glob("*.exe"), *(scripts / SCRIPTS).glob("*.exe")):
        if not path.name.lower().startswith("python"):
            path.unlink(missing_ok=True)


def swap(places: Places) -> None:
    """Put the new runtime in the place of the old one.

    Raises:
        InstallError: the old one is in use; it stays.
        OSError: renaming fails otherwise; the old one is put back.
    """
    had_one = places.runtime.exists()
    if had_one:
        try:
            rename(places.runtime, places.old_runtime)
        except OSError:
            raise IN_USE from None
    try:
        rename(places.new_runtime, places.runtime)
    except OSError:
        if had_one:
            rename(places.old_runtime, places.runtime)
        raise
    if had_one:
        shutil.rmtree(places.old_runtime, ignore_errors=True)  # the next run clears the rest


def rename(source: Path, target: Path) -> None:
    """Rename a folder, with patience for virus scanners.

    Raises:
        OSError: it does not work after several tries.
    """
    for attempt in range(1, _TRIES + 1):
        try:
            source.replace(target)
        except PermissionError:
            if attempt == _TRIES:
                raise
            time.sleep(_PAUSE)
        else:
            return


def remove(folder: Path) -> None:
    """Remove a folder with all it holds.

    Raises:
        OSError: something in it can't be removed.
    """
    for attempt in range(1, _TRIES + 1):
        try:
            shutil.rmtree(folder)
        except PermissionError:
            if attempt == _TRIES:
                raise
            time.sleep(_PAUSE)
        else:
            return
