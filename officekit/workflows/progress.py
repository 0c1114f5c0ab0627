"""What all workflows share: paths, and the report of what begins now."""

from __future__ import annotations

import os
from typing import Protocol

PathLike = str | os.PathLike[str]


class Progress(Protocol):
    """Told in Chinese what begins now; adapters show it. It may raise to cancel the work."""

    def __call__(self, text: str, done: int = 0, total: int = 0, /) -> None:
        """Show it.

        Args:
            text: what begins.
            done: how far it has come.
            total: how far it will go; 0 where that is not known.
        """


def silent(_text: str, _done: int = 0, _total: int = 0, /) -> None:
    """Progress that nobody watches."""
