"""Runs command lines as VBA does: ``WScript.Shell.Run line, 0, True``, one after the other.

Order: a list of command lines. Answer: a list of ``{"code": …, "seconds": …}``.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

if sys.platform == "win32":
    import win32com.client

    shell = win32com.client.Dispatch("WScript.Shell")
    answers = []
    for line in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")):
        start = time.perf_counter()
        code = shell.Run(line, 0, True)
        answers.append({"code": code, "seconds": time.perf_counter() - start})
    Path(sys.argv[2]).write_text(json.dumps(answers), encoding="utf-8")
