"""Functions in cells as Excel calls them: the DLL, the UDF server, ``CallUDF``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PureWindowsPath
from typing import Any

import xlwings

from tests.windows.installation import Installation
from tests.windows.run_python_line import library_candidates, udf_server_command_line

MODULE = "officekit.excel.udfs"


@dataclass(frozen=True, slots=True)
class Calls:
    """What came of several calls.

    Attributes:
        values: results, a range as a list of rows.
        activation: seconds until the server was up.
        seconds: seconds of each call.
    """

    values: list[Any]
    activation: float
    seconds: list[float]


def call_functions(
    installation: Installation,
    calls: Sequence[tuple[str, list[Any]]],
    workbook: PureWindowsPath,
) -> Calls:
    """Call functions of :mod:`officekit.excel.udfs` from cells of a workbook.

    Args:
        installation: where.
        calls: the function's name and its arguments; a range is a list of rows.
        workbook: the workbook's path.
    """
    libraries = library_candidates(installation.interpreter, xlwings.__version__)
    library = next(path for path in libraries if installation.outside(path).exists())
    order = {
        "library": str(library),
        "config": udf_server_command_line(installation.interpreter, workbook),
        "calls": [[MODULE, name, arguments] for name, arguments in calls],
    }
    answer = installation.ask("call_udfs.py", order)
    assert "error" not in answer, answer
    return Calls(
        [call["value"] for call in answer["calls"]],
        answer["activation"],
        [call["seconds"] for call in answer["calls"]],
    )
