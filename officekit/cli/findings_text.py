"""Findings on the terminal: grouped by severity, with counts, place and remedy."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from officekit.model.finding import Finding, Severity
from officekit.model.matrix import MatrixRow

LONGEST_LIST = 200
"""More findings than this of one severity are cut, and the cut is said."""


def counts_text(findings: Iterable[Finding]) -> str:
    """How many there are of each severity: 错误3条，提醒12条，提示2条。."""
    severities = [f.severity for f in findings]
    told = [f"{s.label}{severities.count(s)}条" for s in Severity if s in severities]
    return "，".join(told) if told else "没有发现问题"


def show_findings(findings: Sequence[Finding], rows: Mapping[str, MatrixRow]) -> None:
    """Write the findings to standard output: a table on a terminal, plain lines elsewhere.

    Args:
        findings: worst first.
        rows: matrix rows by key, to name the task that a finding speaks of.
    """
    for severity, group in groupby(findings, key=lambda f: f.severity):
        several = list(group)
        shown = several[:LONGEST_LIST]
        if sys.stdout.isatty():
            _table(severity, len(several), shown, rows)
        else:
            _lines(severity, len(several), shown, rows)
        if len(several) > len(shown):
            print(
                f"另有{len(several) - len(shown)}条{severity.label}没有列出；加 --json 可得到全部。"
            )


def place_text(finding: Finding, rows: Mapping[str, MatrixRow]) -> str:
    """Where a finding is: the task, and the cell or paragraph."""
    row = rows.get(finding.location.row_key or "")
    task = f"第{row['number']}项" if row else ""
    return " ".join(part for part in (task, str(finding.location)) if part)


def _lines(
    severity: Severity, count: int, shown: Sequence[Finding], rows: Mapping[str, MatrixRow]
) -> None:
    print(f"{severity.label}（{count}条）")
    for finding in shown:
        print(f"  {finding.code} {place_text(finding, rows)}")
        print(f"      {finding.message}")
        print(f"      建议：{finding.hint}")


def _table(
    severity: Severity, count: int, shown: Sequence[Finding], rows: Mapping[str, MatrixRow]
) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    colour = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}[severity]
    table = Table(
        title=Text(f"{severity.label}（{count}条）", style=f"bold {colour}"), title_justify="left"
    )
    table.add_column("编号", no_wrap=True)
    table.add_column("位置", ratio=2)
    table.add_column("问题", ratio=4)
    table.add_column("建议", ratio=4)
    for finding in shown:
        place = place_text(finding, rows)
        table.add_row(*(Text(t) for t in (finding.code, place, finding.message, finding.hint)))
    Console().print(table)
