"""Lets the clerk of :mod:`tests.uno_clerk` work: steps in, answers out."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

PYTHON = "/usr/bin/python3"
SCRIPT = Path(__file__).parent / "uno_clerk.py"
SECONDS = 120
Step = dict[str, Any]


def at_work(steps: Sequence[Step]) -> list[Any]:
    """Let the clerk do the steps in one LibreOffice; answers in the same order.

    Skips the test where the system's Python can't speak to LibreOffice.
    """
    probe = [PYTHON, "-c", "import uno"]
    if (
        not Path(PYTHON).exists()
        or subprocess.run(probe, check=False, capture_output=True).returncode
    ):
        pytest.skip("the system's Python has no uno")
    done = subprocess.run(
        [PYTHON, str(SCRIPT)],
        input=json.dumps(list(steps)),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers: list[Any] = json.loads(done.stdout)
    return answers
