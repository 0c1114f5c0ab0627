"""What all workflows share: paths, and the report of what begins now."""

from __future__ import annotations

import os
from collections.abc import Callable

Progress = Callable[[str], None]
"""Told in Chinese what begins now; adapters show it. It may raise to cancel the work."""

PathLike = str | os.PathLike[str]


def silent(_: str) -> None:
    """Progress that nobody watches."""
