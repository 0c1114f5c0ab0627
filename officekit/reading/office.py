"""LibreOffice as a converter for formats that officekit does not read itself (.doc, .wps, .rtf)."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from officekit.config import Config
from officekit.data.libreoffice import find_soffice
from officekit.errors import ToolFailedError, ToolMissingError
from officekit.model.document import Document, Source, SourceKind
from officekit.reading.docx import read_package
from officekit.reading.guards import check_file

_SAVE_AS = "请用 WPS 或 Word 打开该文件，另存为 .docx 后再试。"
_BEAT = 0.25  # seconds
_SECONDS_TO_END = 10


def convert(path: str, to: str, config: Config, into: Path) -> Path:
    """Convert a file with LibreOffice.

    Every call has a profile of its own, so that calls may run at the same time and the user's
    own LibreOffice may stay open. The original file is copied first: nothing is written beside it.

    Args:
        path: the file to convert.
        to: LibreOffice's target, an extension with an optional filter (``docx``,
            ``txt:Text``).
        config: ``soffice`` and ``limits.tool_seconds``.
        into: existing folder for the result.

    Returns:
        The result in ``into``, named after the original.

    Raises:
        FileUnreadableError: the file is missing, empty or not readable.
        FileRefusedError: the file is larger than the limit.
        ToolMissingError: LibreOffice is not installed.
        ToolFailedError: LibreOffice failed or ran out of time.
    """
    check_file(path, config.limits)
    name = Path(path).name
    soffice = find_soffice(config.soffice)
    if soffice is None:
        raise ToolMissingError(f"读取“{name}”需要 LibreOffice，本机没有找到。", _SAVE_AS)
    with tempfile.TemporaryDirectory(
        prefix="officekit-", ignore_cleanup_errors=True
    ) as folder_name:
        folder = Path(folder_name)
        # A plain name: file systems and command lines differ in what they make of Chinese ones.
        plain = folder / f"input{_extension(path)}"
        shutil.copyfile(path, plain)
        output = folder / "output"
        command = [
            soffice,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--convert-to",
            to,
            "--outdir",
            str(output),
            str(plain),
        ]
        _run(command, name, config)
        results = sorted(output.glob("input.*")) if output.is_dir() else []
        if not results:
            raise ToolFailedError(
                f"LibreOffice 无法转换“{name}”，文件可能已损坏或设有密码。", _SAVE_AS
            )
        target = into / f"{Path(path).stem}{results[0].suffix}"
        shutil.move(results[0], target)
    return target


def _extension(path: str) -> str:
    """Extension by content for what Word and WPS write, else the file's own.

    LibreOffice takes ``.wps`` for Microsoft Works, whereas WPS Office writes Word's format.
    """
    with Path(path).open("rb") as stream:
        head = stream.read(8)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return ".doc"
    return ".rtf" if head.startswith(b"{\\rtf") else Path(path).suffix.lower()


def _run(command: list[str], name: str, config: Config) -> None:
    seconds = config.limits.tool_seconds
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise ToolFailedError("LibreOffice 无法启动。", _SAVE_AS) from error
    try:
        deadline = time.monotonic() + seconds
        while not _ended(process, min(_BEAT, seconds)):
            if time.monotonic() > deadline:
                raise ToolFailedError(
                    f"LibreOffice 转换“{name}”超过 {seconds} 秒，已停止。", _SAVE_AS
                )
            if config.heartbeat is not None:
                config.heartbeat()
    finally:
        _end(process)


def _ended(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Wait a moment for the end of a process."""
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and its children; soffice is a script that starts the real program."""
    if sys.platform == "win32":
        if process.poll() is None:
            taskkill = shutil.which("taskkill") or "taskkill"
            subprocess.run(
                [taskkill, "/F", "/T", "/PID", str(process.pid)], check=False, capture_output=True
            )
    else:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
    process.wait(timeout=_SECONDS_TO_END)


def read_doc(path: str, config: Config) -> Document:
    """Read .doc, .wps or .rtf by way of LibreOffice.

    Args:
        path: the file.
        config: ``soffice`` and limits.

    Returns:
        The document; its source and locations name the original file.

    Raises:
        OfficekitError: as :func:`convert` and :func:`officekit.reading.docx.read_docx`.
    """
    with tempfile.TemporaryDirectory(prefix="officekit-") as folder:
        converted = convert(path, "docx", config, Path(folder))
        return read_package(str(converted), Source(path, SourceKind.DOC), config)
