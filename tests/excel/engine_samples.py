"""Small workbooks and helpers for the tests of the double."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.excel.engine import com_error


def a_file(folder: Path, name: str = "责任矩阵.xlsx", change: Any = None) -> Path:
    """A workbook with the sheets 责任清单 and 设置."""
    made = openpyxl.Workbook()
    first = made.worksheets[0]
    first.title = "责任清单"
    for row in (
        ["序号", "重点任务", "牵头单位"],
        [1, "建设慢行步道", "青禾区住建局"],
        [2, "整治河道", "云泽市水利局"],
    ):
        first.append(row)
    made.create_sheet("设置")["A1"] = "标题"
    if change:
        change(made)
    path = folder / name
    made.save(path)
    return path


def scode(error: pytest.ExceptionInfo[com_error]) -> int | None:
    info = error.value.excepinfo
    return info[5] if info else None
