"""Progress on the terminal; silent where nobody watches."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from officekit.workflows.progress import Progress, silent


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """A function that is told what begins now and shows it with a bar and the time gone by."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    description = TextColumn("{task.description}")
    columns = (SpinnerColumn(), description, BarColumn(24), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("开始", total=None)

        def show(text: str, done: int = 0, total: int = 0, /) -> None:
            counted = f"{text} {done}/{total}" if total else text
            bar.update(task, description=counted, completed=done, total=total or None)

        yield show
