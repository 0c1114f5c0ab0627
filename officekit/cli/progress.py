"""Progress on the terminal; silent where nobody watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def shown_progress() -> Iterator[Callable[[str], None]]:
    """A function that is told what begins now and shows it with a bar and the time gone by."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    description = TextColumn("{task.description}")
    columns = (SpinnerColumn(), description, BarColumn(24), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("开始", total=None)
        yield lambda text: bar.update(task, description=text)
