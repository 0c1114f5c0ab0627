"""The command ``officekit doctor``: the installation, and what to do about each fault."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence

from officekit import workflows
from officekit.cli.json_output import FORMAT, dump
from officekit.cli.progress import shown_progress
from officekit.errors import ExitCode
from officekit.model.installation import Check, CheckState

_SHOWN = (CheckState.FAULT, CheckState.WARNING, CheckState.OK)
_COLOURS = {CheckState.FAULT: "red", CheckState.WARNING: "yellow", CheckState.OK: "green"}
_ADVICE = {CheckState.FAULT: "办法", CheckState.WARNING: "办法", CheckState.OK: "提示"}


def doctor(options: Namespace) -> int:
    """``officekit doctor``: exit code 1 if there is a fault."""
    with shown_progress() as progress:
        progress("检查安装")
        checks = workflows.diagnose(options.files)
    if options.json:
        print(dump({"format": FORMAT, "checks": [_data(check) for check in checks]}))
    else:
        _show(checks)
    print(_summary(checks), file=sys.stderr)
    fault = any(check.state is CheckState.FAULT for check in checks)
    return ExitCode.FINDINGS if fault else ExitCode.DONE


def _data(check: Check) -> dict[str, str]:
    return {
        "name": check.name,
        "state": check.state.value,
        "found": check.found,
        "advice": check.advice,
    }


def _show(checks: Sequence[Check]) -> None:
    """Worst first; what does not apply in one line."""
    for state in _SHOWN:
        several = [check for check in checks if check.state is state]
        if several and not (sys.stdout.isatty() and _table(state, several)):
            _lines(state, several)
    skipped = [check.name for check in checks if check.state is CheckState.NOT_APPLICABLE]
    if skipped:
        print(f"{CheckState.NOT_APPLICABLE.label}（{len(skipped)}项）：{'、'.join(skipped)}")


def _lines(state: CheckState, checks: Sequence[Check]) -> None:
    print(f"{state.label}（{len(checks)}项）")
    for check in checks:
        print(f"  {check.name}：{check.found}")
        if check.advice:
            print(f"      {_ADVICE[state]}：{check.advice}")


def _table(state: CheckState, checks: Sequence[Check]) -> bool:
    """Draw a table; false where rich is missing, which is one of the faults told here."""
    try:
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text
    except ImportError:
        return False
    title = Text(f"{state.label}（{len(checks)}项）", style=f"bold {_COLOURS[state]}")
    table = Table(title=title, title_justify="left", show_lines=state is not CheckState.OK)
    table.add_column("检查项", no_wrap=True)
    table.add_column("情况", ratio=1, overflow="fold")
    if any(check.advice for check in checks):
        table.add_column(_ADVICE[state], ratio=1, overflow="fold")
    for check in checks:
        cells = (check.name, check.found, check.advice)[: len(table.columns)]
        table.add_row(*(Text(cell) for cell in cells))
    Console().print(table)
    return True


def _summary(checks: Sequence[Check]) -> str:
    counts = [(state, sum(check.state is state for check in checks)) for state in CheckState]
    told = "，".join(f"{state.label}{count}项" for state, count in counts if count)
    states = {check.state for check in checks}
    if CheckState.FAULT in states:
        return f"体检完成：{told}。请先解决“故障”，再体检一次。"
    if CheckState.WARNING in states:
        return f"体检完成：{told}。可以使用，“注意”的各项请看办法。"
    return f"体检完成：{told}。一切正常。"
