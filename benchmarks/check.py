"""Checking a matrix of 10,000 rows: all rules, each rule's share, and pandera as the peer.

``python benchmarks/check.py [ROWS]`` prints a Markdown report. The peer does as many column checks
on the same data as there are rules; it knows nothing of units, clauses or plans.
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import generate

from officekit import build_matrix, read_plan
from officekit.checking import Subject, check
from officekit.checking.engine import discover_rules
from officekit.model.matrix import Matrix

ROUNDS = 3
LARGEST_SHARE = 0.25


def matrix_of(rows: int) -> Matrix:
    """The matrix of a generated plan."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.txt"
        generate.write_txt(generate.plan(rows), path)
        return build_matrix(read_plan(path))


def seconds(job: Callable[[], object]) -> float:
    """Median time of a few runs."""
    times = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        job()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def pandera_job(matrix: Matrix, checks: int) -> Callable[[], object]:
    """As many column checks as there are rules, over the matrix's frame."""
    import pandera.pandas as pandera

    frame = matrix.to_frame()
    texts = ["重点任务", "主要举措", "牵头单位", "责任单位"]
    patterns = [pandera.Check.str_matches(r"^[\s\S]*$"), pandera.Check.str_length(0, 5000)]
    each, rest = divmod(checks, len(texts))
    schema = pandera.DataFrameSchema(
        {
            name: pandera.Column(str, [patterns[i % 2] for i in range(each + (place < rest))])
            for place, name in enumerate(texts)
        }
    )
    return lambda: schema.validate(frame, lazy=True)


def main() -> None:
    """Print the report."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    matrix = matrix_of(rows)
    tenth = matrix_of(rows // 10)
    rules = discover_rules()
    whole = seconds(lambda: check(Subject(matrix)))
    part = seconds(lambda: check(Subject(tenth)))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    base = seconds(lambda: Subject(matrix).passages)
    shares = sorted(
        (
            (seconds(lambda r=rule: list(r(matrix.settings).check(Subject(matrix)))) - base, rule)
            for rule in rules
        ),
        key=lambda pair: -pair[0],
    )
    peer = seconds(pandera_job(matrix, len(rules)))
    print(f"| {rows:,} rows, {len(rules)} rules | |\n|---|---|")
    print(f"| all rules | {whole:.2f} s |")
    print(f"| time per row against {rows // 10:,} rows | {whole / part / 10:.2f} x |")
    print(f"| dearest rule | {shares[0][1].code}, {shares[0][0] / whole:.0%} of the whole |")
    print(f"| peak memory before the peer | {memory:.0f} MiB |")
    print(f"| pandera, {len(rules)} column checks | {peer:.2f} s, {peer / whole:.2f} x |")
    if shares[0][0] / whole > LARGEST_SHARE:
        print("\nThe dearest rule takes more than a quarter.")


if __name__ == "__main__":
    main()
