"""The report on an internal fault: a file that can be sent to whoever maintains officekit."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from pathlib import Path

from officekit import __version__


def report(error: BaseException) -> str:
    """Write the report file; the message for the clerk names it."""
    lines = [
        f"officekit {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"argv: {sys.argv[1:]!r}",
        "",
        *traceback.format_exception(error),
    ]
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="officekit-", suffix=".log", delete=False
        ) as file:
            file.write("\n".join(lines))
            path = Path(file.name)
    except OSError:
        return "错误：程序内部出错，且无法写出错误报告。\n建议：请把命令和输入文件发给维护人员。"
    return f"错误：程序内部出错，原文件没有改动。\n建议：请把错误报告发给维护人员：{path}"
