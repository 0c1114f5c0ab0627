"""How long a click and a function in a cell take under Wine: ``python -m tests.windows.measure``.

The figures are for comparison between versions; a real Windows is slower at starting programs
(its virus scanner reads them) and quicker at calling them.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from officekit.excel.buttons import BUTTONS
from tests.windows import windows_python
from tests.windows.clicks import WORKBOOK, click
from tests.windows.functions import call_functions
from tests.windows.installation import Installation, install_anew, installation_in
from tests.windows.wine import Wine

_REPEATED = 5
_TEXT = "推进背街小巷改造。（牵头单位：区住建局；配合单位：区财政局、区城管局）"


def measure(installation: Installation) -> dict[str, float]:
    """Milliseconds of clicks and calls.

    Returns:
        ``python`` (bare start), ``click`` (RunPython up to the macro, median), ``activation`` (the
        UDF server's start), ``first call`` and ``next call`` (median).
    """
    bare = [installation.python("-B", "-c", "pass").seconds for _ in range(_REPEATED)]
    clicks = click(installation, [(BUTTONS[0].command, WORKBOOK)] * _REPEATED, stand_in=True)
    calls = call_functions(installation, [("OK_LEAD", [_TEXT])] * (_REPEATED + 1), WORKBOOK)
    seconds = {
        "python": statistics.median(bare),
        "click": statistics.median(each.seconds for each in clicks),
        "activation": calls.activation,
        "first call": calls.seconds[0],
        "next call": statistics.median(calls.seconds[1:]),
    }
    return {name: round(value * 1000, 1) for name, value in seconds.items()}


def main() -> None:
    """Install into a new Windows, measure, print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        windows_python.build(folder / "python")
        outcome = install_anew(folder / "new", folder / "python")
        installation = installation_in(Wine(folder / "new" / "windows"))
        try:
            figures = measure(installation)
        finally:
            installation.wine.stop()
    lines = [f"install.bat: {outcome.seconds:.1f} s"]
    lines += [f"{label}: {milliseconds} ms" for label, milliseconds in figures.items()]
    sys.stdout.write("\n".join([*lines, ""]))


if __name__ == "__main__":
    main()
