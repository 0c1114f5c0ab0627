"""Stands before the real package ``officekit`` and writes down how a click arrived.

Laid as ``officekit/__init__.py`` into a folder that the setting PYTHONPATH of the workbook names.
It hands over to the real package, in which only ``click`` itself is replaced.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent

sys.path = [entry for entry in sys.path if Path(entry).resolve() != HERE]
del sys.modules["officekit"]
click = importlib.import_module("officekit.excel.click")


def record(name: str) -> None:
    """Take the place of ``click``."""
    facts = {
        "name": name,
        "folder": str(Path.cwd()),
        "arguments": sys.argv,
        "statement": sys.orig_argv[-5],
        "module": click.__file__,
    }
    with (HERE / "clicks.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(facts) + "\n")


vars(click)["click"] = record
