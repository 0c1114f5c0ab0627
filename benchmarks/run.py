"""Speed and memory of officekit as Markdown tables: ``python benchmarks/run.py [ROUNDS]``.

Runs are interleaved (A B A B …) and medians are taken, so that a busy machine slows all rows
alike; ratios matter more than seconds. Needs the dependency group ``bench``. This process stays
small on purpose: the peak memory that the system reports for a child includes its parent's.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import TypeVar

HERE = Path(__file__).resolve().parent
PYTHON = sys.executable
FEW, MANY, USUAL = 130, 5000, 134
PEERS = {"python-docx": "docx", "docx2python": "docx2python", "markitdown": "markitdown"}
T = TypeVar("T")
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Cost:
    """Cost of a process: wall-clock seconds and peak memory in MiB."""

    seconds: float
    mebibytes: float


def run_process(command: Sequence[str], folder: Path) -> Cost:
    """Run a command to its end.

    Raises:
        RuntimeError: it failed.
    """
    start = time.perf_counter()
    child = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"exit code {child.returncode}: {' '.join(command)}")
    return Cost(seconds, usage.ru_maxrss * _RSS_UNIT / 2**20)


def run_job(name: str, source: Path, repeat: int) -> float:
    """Median seconds of a job of ``jobs.py`` in a process of its own."""
    command = [PYTHON, str(HERE / "jobs.py"), name, str(source), str(repeat)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def interleaved(runs: dict[str, Callable[[], T]], rounds: int) -> dict[str, list[T]]:
    """Results of every run, taken in turns."""
    results: dict[str, list[T]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            results[name].append(run())
    return results


def cost(costs: Iterable[Cost]) -> Cost:
    """Medians."""
    costs = list(costs)
    return Cost(median(c.seconds for c in costs), median(c.mebibytes for c in costs))


def table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a Markdown table."""
    print(f"\n## {title}\n\n| {' | '.join(head)} |\n|{'---|' * len(head)}")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    sys.stdout.flush()


def cold_start(folder: Path, rounds: int) -> None:
    """Start of the command line against bare Python."""
    commands = {
        "`python -c pass`": [PYTHON, "-c", "pass"],
        "`import officekit`": [PYTHON, "-c", "import officekit"],
        "`officekit --version`": [PYTHON, "-m", "officekit", "--version"],
    }
    results = interleaved(
        {name: lambda c=c: run_process(c, folder) for name, c in commands.items()}, rounds * 3
    )
    medians = {name: cost(costs) for name, costs in results.items()}
    bare = next(iter(medians.values())).seconds
    table(
        "Cold start (target: `--version` ≤ 10 × bare Python)",
        ("process", "ms", "ratio", "MiB"),
        [
            (name, f"{c.seconds * 1000:.0f}", f"{c.seconds / bare:.1f}", f"{c.mebibytes:.0f}")
            for name, c in medians.items()
        ],
    )


def whole_process(paths: dict[str, Path], folder: Path, rounds: int) -> None:
    """``parse`` and ``build`` of the usual plan in each format."""
    office = [PYTHON, "-m", "officekit"]
    commands: dict[str, list[str]] = {}
    for kind, path in paths.items():
        output = str(folder / f"{kind}.out.xlsx")
        commands[f"parse .{kind}"] = [*office, "parse", str(path), "--json"]
        commands[f"build .{kind}"] = [*office, "build", str(path), "-o", output, "--overwrite"]
    results = interleaved(
        {name: lambda c=c: run_process(c, folder) for name, c in commands.items()}, rounds
    )
    medians = {name: cost(costs) for name, costs in results.items()}
    table(
        f"Whole process, {USUAL} tasks (targets: build < 1.5 s, < 150 MB)",
        ("format", "parse s", "parse MiB", "build s", "build MiB"),
        [
            (
                f".{kind}",
                f"{medians[f'parse .{kind}'].seconds:.2f}",
                f"{medians[f'parse .{kind}'].mebibytes:.0f}",
                f"{medians[f'build .{kind}'].seconds:.2f}",
                f"{medians[f'build .{kind}'].mebibytes:.0f}",
            )
            for kind in paths
        ],
    )


def growth(few: dict[str, Path], many: dict[str, Path], rounds: int) -> None:
    """Time per task of a small and a large plan, in process."""
    rows = []
    for job, kinds in (("parse", ("txt", "docx", "html", "xlsx")), ("build", ("txt",))):
        for kind in kinds:
            results = interleaved(
                {
                    "few": lambda j=job, k=kind: run_job(j, few[k], 5) / FEW,
                    "many": lambda j=job, k=kind: run_job(j, many[k], 1) / MANY,
                },
                rounds,
            )
            small, large = (median(results[name]) * 1000 for name in ("few", "many"))
            name = f"parse .{kind}" if job == "parse" else "build and write"
            rows.append((name, f"{small:.2f}", f"{large:.2f}", f"{large / small:.2f}"))
    table(
        f"Growth, in process: {FEW} and {MANY} tasks (target: ratio ≤ 1.5)",
        ("job", f"ms a task at {FEW}", f"ms a task at {MANY}", "ratio"),
        rows,
    )


def peers(title: str, jobs: dict[str, str], source: Path, rounds: int) -> None:
    """The same work by other libraries, in process; the first row is 1.0."""
    results = interleaved(
        {name: lambda j=job: run_job(j, source, 5) for name, job in jobs.items()}, rounds
    )
    medians = {name: median(times) for name, times in results.items()}
    first = next(iter(medians.values()))
    table(
        title,
        ("by", "ms", "ratio"),
        [(name, f"{s * 1000:.0f}", f"{s / first:.2f}") for name, s in medians.items()],
    )


def main(rounds: int) -> None:
    """All tables."""
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {platform.system()} "
        f"{platform.machine()}, Python {platform.python_version()}, {rounds} rounds."
    )
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        made = {}
        for tasks in (FEW, USUAL, MANY):
            # In a process of its own, which keeps this one small.
            command = [PYTHON, str(HERE / "generate.py"), str(tasks), str(folder)]
            command += ["--no-pdf"] if tasks != USUAL else []
            output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            made[tasks] = {Path(line).suffix[1:]: Path(line) for line in output.splitlines()}
        cold_start(folder, rounds)
        whole_process(made[USUAL], folder, rounds)
        growth(made[FEW], made[MANY], rounds)
        readers = {"officekit": "read_officekit"} | {
            name: f"read_{name.replace('-', '_')}"
            for name, module in PEERS.items()
            if importlib.util.find_spec(module) is not None
        }
        peers(f"Reading a .docx of {USUAL} tasks", readers, made[USUAL]["docx"], rounds)
        writers = {
            "XlsxWriter, one plain sheet": "write_xlsxwriter",
            "openpyxl, the same sheet": "write_openpyxl",
            "pandas.to_excel, the same sheet without styles": "write_pandas",
            "officekit, whole workbook of 7 sheets": "write_officekit",
        }
        peers(f"Writing the list of {USUAL} tasks", writers, made[USUAL]["txt"], rounds)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
