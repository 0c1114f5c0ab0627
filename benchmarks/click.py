"""From click to result: ``python benchmarks/click.py [ROUNDS]`` prints Markdown tables.

A click starts a fresh Python, so what counts is import plus work. Excel is not here: the sheets
come from a file in place of the bulk read, and the result is what would be written in bulk. The
second table shows what xlwings itself costs where pandas and numpy are installed, and where not;
they are hidden from it by an empty entry in ``sys.modules``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import generate
from run import PYTHON, USUAL, cost, interleaved, run_process, table

from officekit import workflows

_TARGET_SECONDS = 0.25
_HIDE = "import sys; [sys.modules.setdefault(n, None) for n in ('pandas', 'numpy', 'polars')]; "
_CHECK = """
import officekit.excel.macros, officekit.excel.live as live
from officekit import workflows
from dataclasses import replace
tables = workflows.read_sheets({path!r})
matrix = workflows.matrix_of_sheets(tables)
result = workflows.check_matrix(matrix)
workflows.sheet_contents(replace(matrix, findings=result.findings), live.places_of(matrix, tables))
"""


def main(rounds: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plan = folder / "plan.txt"
        generate.write_txt(generate.plan(USUAL), plan)
        matrix = folder / "matrix.xlsx"
        workflows.build(plan, matrix)
        check = _CHECK.format(path=str(matrix))
        programs = {
            "`python -c pass`": "pass",
            "import of the macro module": "import officekit.excel.macros",
            "校验, click to result": check,
            "校验 with pandas imported": f"import pandas\n{check}",
            "xlwings alone, without pandas": f"{_HIDE}import xlwings",
            "xlwings alone, with pandas": "import xlwings",
        }
        runs = {
            title: lambda program=program: run_process([PYTHON, "-c", program], folder)
            for title, program in programs.items()
        }
        costs = {title: cost(found) for title, found in interleaved(runs, rounds).items()}
    bare = costs["`python -c pass`"].seconds
    table(
        f"Click to result, {USUAL} tasks (target: import < {_TARGET_SECONDS} s)",
        ("process", "ms", "ratio to bare Python", "MiB"),
        [
            (title, f"{c.seconds * 1000:.0f}", f"{c.seconds / bare:.1f}", f"{c.mebibytes:.0f}")
            for title, c in costs.items()
        ],
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
