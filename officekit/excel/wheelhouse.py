"""Wheels for Windows, fetched on any system.

pip evaluates environment markers for the system it runs on, so uv resolves for Windows first and
pip fetches exactly that list.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from officekit.errors import ToolFailedError, ToolMissingError

_LAST_LINES = 6


def fill_wheelhouse(root: Path, folder: Path, versions: Sequence[str]) -> None:
    """Put officekit's wheel, all it needs on Windows, and pip's own wheel into a folder.

    Args:
        root: the checkout.
        folder: gets the wheels.
        versions: versions of Python, for example ``3.11``.

    Raises:
        ToolMissingError: uv, pip or hatchling is missing.
        ToolFailedError: a wheel can't be built or fetched.
    """
    uv = _uv()
    for module in ("pip", "hatchling"):
        if importlib.util.find_spec(module) is None:
            raise ToolMissingError(
                f"制作安装包要用的 {module} 没有安装。", "请先运行 python3 bootstrap.py test。"
            )
    _tell("正在生成 officekit 自己的程序包……")
    _run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        root,
        "officekit 自己的程序包没有做成",
    )
    for version in versions:
        _tell(f"正在下载 Python {version} 的 Windows 程序包……")
        wanted = folder / f"{version}.txt"
        wanted.write_text(_resolve(uv, root, version), encoding="utf-8")
        _fetch(root, folder, version, ["-r", str(wanted)])
        wanted.unlink()
    _fetch(root, folder, versions[0], ["pip"])


def _resolve(uv: str, root: Path, version: str) -> str:
    """The pinned list for Windows, one requirement a line."""
    command = [uv, "pip", "compile", "pyproject.toml", "--extra", "excel", "--quiet"]
    command += ["--python-platform", "windows", "--python-version", version]
    command += ["--only-binary", ":all:", "--no-header", "--no-annotate", "--upgrade"]
    return _run(command, root, f"没有查到 Python {version} 的 Windows 程序包")


def _fetch(root: Path, folder: Path, version: str, wanted: list[str]) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-input"]
    command += ["--only-binary=:all:", "--platform", "win_amd64", "--implementation", "cp"]
    command += ["--python-version", version, "--dest", str(folder), *wanted]
    _run(command, root, f"Python {version} 的 Windows 程序包没有下载成功")


def _uv() -> str:
    """The program uv, from this environment or the path."""
    beside = shutil.which("uv", path=str(Path(sys.executable).parent))
    found = beside or shutil.which("uv")
    if found is None:
        raise ToolMissingError(
            "制作安装包要用的 uv 没有安装。", "请先运行 python3 bootstrap.py test，它会装好 uv。"
        )
    return found


def _run(command: list[str], folder: Path, failure: str) -> str:
    """Run a program; its standard output."""
    outcome = subprocess.run(
        command,
        cwd=folder,
        check=False,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        stdin=subprocess.DEVNULL,
    )
    if outcome.returncode:
        said = (outcome.stderr or outcome.stdout).strip().splitlines()[-_LAST_LINES:]
        raise ToolFailedError(
            f"{failure}。", "请检查网络后重试。程序的最后几行：\n" + "\n".join(said)
        )
    return outcome.stdout


def _tell(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
