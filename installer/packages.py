"""Packages of the runtime: from ``wheelhouse`` without a network, or from an index."""

from __future__ import annotations

import configparser
from dataclasses import dataclass
from pathlib import Path

from installer.commands import Outcome, run
from installer.layout import interpreter
from installer.telling import InstallError, Log, say

_IMPORTS = (
    "lxml.etree, pypdfium2, python_calamine, docx, rich, xlsxwriter, xlwings, officekit.workflows"
)
_NO_ROOM = ("No space left on device", "[WinError 112]", "[Errno 28]", "磁盘空间不足")
_NO_NETWORK = (
    "Failed to establish a new connection",
    "Max retries exceeded",
    "getaddrinfo failed",
    "Name or service not known",
    "Read timed out",
    "ProxyError",
    "SSLError",
    "Could not fetch URL",
    "connection broken",
)
_NOT_FOUND = ("No matching distribution found", "Could not find a version")


@dataclass(frozen=True, slots=True)
class Supply:
    """Where packages come from.

    Attributes:
        requirement: what pip is asked for.
        options: options of pip's ``install``.
        pip: pip's own wheel; None where the runtime must bring pip.
        offline: whether the wheelhouse alone is used.
    """

    requirement: str
    options: tuple[str, ...]
    pip: Path | None
    offline: bool


def supply(bundle: Path) -> Supply:
    """Find out where packages come from.

    An officekit from an index is never asked for by name alone: the bundle brings it as a wheel
    or as a checkout, so that nothing else of that name gets in.

    Raises:
        InstallError: the bundle is incomplete, or ``install.ini`` can't be read.
    """
    wheelhouse = bundle / "wheelhouse"
    wheels = sorted(wheelhouse.glob("officekit-*.whl"))
    pips = sorted(wheelhouse.glob("pip-*.whl"))
    index = index_url(bundle / "install.ini")
    if wheels:
        version = wheels[-1].name.split("-")[1]
        options = ["--find-links", str(wheelhouse)]
        options += ["--index-url", index] if index else ["--no-index", "--isolated"]
        return Supply(
            f"officekit[excel]=={version}", tuple(options), pips[-1] if pips else None, not index
        )
    if (bundle / "pyproject.toml").exists():
        options = ["--index-url", index] if index else []
        options += ["--find-links", str(wheelhouse)] if wheelhouse.is_dir() else []
        requirement = f"officekit[excel] @ {bundle.resolve().as_uri()}"
        return Supply(requirement, tuple(options), pips[-1] if pips else None, offline=False)
    raise InstallError(
        "安装包不完整，没有找到 wheelhouse 文件夹里的 officekit。",
        "请把压缩包全部解压到一个文件夹，再运行其中的 install.bat。",
    )


def index_url(settings: Path) -> str:
    """The index named in ``install.ini``; empty where there is none.

    Raises:
        InstallError: the file can't be understood.
    """
    if not settings.exists():
        return ""
    raw = settings.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", errors="replace")
    reader = configparser.ConfigParser(interpolation=None)
    try:
        reader.read_string(text)
    except configparser.Error:
        raise InstallError(
            "install.ini 的写法不对。", "请照安装包里原来的样子改正，只在 index-url = 后面填写。"
        ) from None
    return reader.get("install", "index-url", fallback="").strip()


def install_packages(runtime: Path, source: Supply, log: Log) -> None:
    """Install officekit and what it needs into a runtime.

    Raises:
        InstallError: pip failed; the message says why as far as its output tells.
    """
    python = str(interpreter(runtime))
    pip = [str(source.pip / "pip")] if source.pip else ["-m", "pip"]
    command = [
        *(python, "-X", "utf8", *pip, "install", "--no-input", "--disable-pip-version-check"),
        *("--no-warn-script-location", "--no-cache-dir", "--retries", "1", "--timeout", "30"),
        *source.options,
        source.requirement,
    ]
    outcome = run(command, log=log, folder=runtime.parent, each_line=_show_progress)
    say("")
    if outcome.code:
        raise _explain(outcome, source)


def _show_progress(line: str) -> None:
    if line.lstrip().startswith(("Collecting", "Processing", "Looking", "Installing")):
        say("·", end="")


def _explain(outcome: Outcome, source: Supply) -> InstallError:
    """Why pip failed, as far as its output tells."""

    def said(phrases: tuple[str, ...]) -> bool:
        return any(phrase in outcome.output for phrase in phrases)

    if said(_NO_ROOM):
        return InstallError("磁盘空间不足，程序包没有装完。", "请清理磁盘后重新运行。")
    if source.offline and said(_NOT_FOUND):
        return InstallError(
            "离线安装包里缺少适合这个 Python 版本的程序包。",
            "请重新解压完整的离线安装包；仍然不行的，请索取适合这台电脑的安装包。",
        )
    if said(_NO_NETWORK) or said(_NOT_FOUND):
        return InstallError(
            "下载程序包没有成功，可能没有联网，或者网络限制了访问。",
            "请改用离线安装包；单位有自己软件源的，把地址写进 install.ini 的 index-url。",
        )
    return InstallError(
        "安装程序包没有成功。", "请重新运行一次；仍然不行的，把日志文件发给维护人员。"
    )


def installed_version(runtime: Path, log: Log) -> str:
    """Try the new runtime and ask for its version, for example ``0.1.0``.

    Raises:
        InstallError: officekit does not run in it.
    """
    python = str(interpreter(runtime))
    asked = run([python, "-m", "officekit", "--version"], log=log, folder=runtime.parent)
    tried = run([python, "-c", f"import {_IMPORTS}"], log=log, folder=runtime.parent)
    words = asked.output.split()
    if asked.code or tried.code or not words:
        raise InstallError(
            "程序包装好了，但是运行不起来，常见原因是被杀毒软件拦截或缺少系统组件。",
            "请在杀毒软件中允许 officekit 文件夹后重新运行；仍然不行的，把日志发给维护人员。",
        )
    return words[-1]
