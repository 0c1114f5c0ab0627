"""The report of 体检: a text file that can be sent to whoever helps, and a short summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from officekit import __version__
from officekit.errors import OutputNotWritableError
from officekit.model.installation import Check, CheckState

_TOLD = 4


def write_report(checks: Sequence[Check], home: Path) -> tuple[Path, str]:
    """Write all checks to a file and put the worst into words.

    Returns:
        The file and the summary.

    Raises:
        OutputNotWritableError: the clerk's folder can't be written to.
    """
    now = datetime.now().astimezone()
    lines = [f"officekit {__version__} 体检报告　{now:%Y-%m-%d %H:%M}", ""]
    for check in checks:
        lines.append(f"【{check.state.label}】{check.name}：{check.found}")
        if check.advice:
            lines.append(f"        {check.advice}")
    path = home / "logs" / "体检报告.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # The mark tells Notepad that this is UTF-8.
        path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    except OSError as error:
        raise OutputNotWritableError(
            f"体检报告写不进文件夹“{path.parent}”。", "请检查磁盘空间和文件夹权限。"
        ) from error
    counts = Counter(check.state for check in checks)
    faults, warnings = counts[CheckState.FAULT], counts[CheckState.WARNING]
    if not faults and not warnings:
        return path, f"体检完成：{counts[CheckState.OK]}项正常，没有发现问题。"
    told = [c for c in checks if c.state is CheckState.FAULT]
    told += [c for c in checks if c.state is CheckState.WARNING]
    listed = "\n".join(f"· {c.name}：{c.found}\n  → {c.advice}" for c in told[:_TOLD])
    more = f"\n另有{len(told) - _TOLD}项，见体检报告。" if len(told) > _TOLD else ""
    return path, f"体检完成：{faults}项故障，{warnings}项要注意。\n{listed}{more}"
