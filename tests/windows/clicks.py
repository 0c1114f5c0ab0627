"""Clicks as Excel makes them: the command line of ``xlwings.bas``, run in an installation."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Any

from tests.windows.installation import Installation
from tests.windows.run_python_line import run_python_command_line

WORKBOOK = PureWindowsPath("C:\\方案 起草\\责任矩阵.xlsm")
_STAND_IN = PureWindowsPath("C:\\替身 记录")
_LOGS = PureWindowsPath("C:\\日志 目录")


@dataclass(frozen=True, slots=True)
class Click:
    """What came of a click.

    Attributes:
        code: exit code.
        seconds: from start to end.
        log: what ``xlwings.bas`` would show when the code is not 0; bytes in the code page.
        record: what the stand-in for ``click`` wrote down; empty where there was none.
    """

    code: int
    seconds: float
    log: bytes
    record: dict[str, Any]


def click(
    installation: Installation,
    commands: Sequence[tuple[str, PureWindowsPath]],
    *,
    stand_in: bool = False,
) -> list[Click]:
    """Run commands, each from a workbook.

    Args:
        installation: where.
        commands: the Python statement and the workbook's path, which is made as an empty file.
        stand_in: write down how the call arrives in place of doing what the button does.
    """
    records = _lay_stand_in(installation)
    logs = installation.outside(_LOGS)
    shutil.rmtree(logs, ignore_errors=True)
    logs.mkdir()
    lines = []
    for number, (command, workbook) in enumerate(commands):
        place = installation.outside(workbook)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()
        line = run_python_command_line(
            installation.interpreter,
            command,
            workbook,
            _LOGS / f"{number}.log",
            hwnd=65792,
            python_path=str(_STAND_IN) if stand_in else "",
        )
        lines.append(line)
    answers = installation.ask("run_lines.py", lines)
    found = [json.loads(line) for line in records.read_text(encoding="utf-8").splitlines()]
    return [
        Click(
            answer["code"],
            answer["seconds"],
            (logs / f"{number}.log").read_bytes(),
            found[number] if number < len(found) else {},
        )
        for number, answer in enumerate(answers)
    ]


def _lay_stand_in(installation: Installation) -> Path:
    """Lay out the stand-in; the file that it writes to, empty."""
    folder = installation.outside(_STAND_IN)
    (folder / "officekit").mkdir(parents=True, exist_ok=True)
    source = Path(__file__).parent / "inside" / "stand_in.py"
    shutil.copy(source, folder / "officekit" / "__init__.py")
    records = folder / "clicks.jsonl"
    records.write_bytes(b"")
    return records
