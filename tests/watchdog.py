"""A guard against tests that never end: not a measure of speed."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

HANG_SECONDS = 120


class HangError(Exception):
    """The guarded block did not come to an end."""


@contextmanager
def ends() -> Iterator[None]:
    """Fail a block that runs for minutes, as quadratic or endless work does."""
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: object) -> None:
        raise HangError(f"no end after {HANG_SECONDS} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(HANG_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
