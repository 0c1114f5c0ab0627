"""Presses the buttons of a workbook in LibreOffice over UNO and answers in JSON.

Run by the system's Python, which has ``uno``: ``/usr/bin/python3 -m tests.excel.uno_buttons`` in
the folder of the project. Standard input holds the path of the workbook, VBA that replaces some of
its modules, and what is to be called; standard output gets what was seen.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tests.uno_clerk import Clerk, _property

_ALWAYS = 4  # MacroExecutionMode ALWAYS_EXECUTE_NO_WARN
_LIBRARY = "VBAProject"
_LOOKED_AT = 40  # columns and rows
_SCRIPT = "vnd.sun.star.script:{}?language=Basic&location=document"


class Presser(Clerk):
    """A clerk who may run macros."""

    def open(self, path: str) -> None:
        """Open a workbook, with its macros allowed."""
        arguments = (
            _property("Hidden", value=True),
            _property("MacroExecutionMode", value=_ALWAYS),
        )
        self.book = self.desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, arguments)

    def code_names(self) -> list[tuple[str, str]]:
        """Name and code name of each sheet."""
        return [(str(sheet.Name), str(sheet.CodeName)) for sheet in self.book.Sheets]

    def modules(self) -> list[str]:
        """Names of the modules in the Basic library of the workbook."""
        return list(self.book.BasicLibraries.getByName(_LIBRARY).ElementNames)

    def buttons(self, sheet: str) -> list[dict[str, Any]]:
        """Caption, script and place of each form button, in the order in which they were made."""
        page = self.sheet(sheet).DrawPage
        form = page.Forms.getByIndex(0)
        found = []
        for shape in (page.getByIndex(at) for at in range(page.Count)):
            at = next(i for i in range(form.Count) if form.getByIndex(i).Name == shape.Control.Name)
            found.append(
                {
                    "caption": str(shape.Control.Label),
                    "scripts": [str(event.ScriptCode) for event in form.getScriptEvents(at)],
                    "cells": self._cells_below(sheet, shape),
                }
            )
        return found

    def _cells_below(self, sheet: str, shape: Any) -> list[str]:
        """The cells under the corners at the top left and at the bottom right."""
        page = self.sheet(sheet)
        right, bottom = shape.Position.X + shape.Size.Width, shape.Position.Y + shape.Size.Height
        cells = []
        for x, y in ((shape.Position.X, shape.Position.Y), (right, bottom)):
            column = sum(x >= page.Columns.getByIndex(i).Position.X for i in range(1, _LOOKED_AT))
            row = sum(y >= page.Rows.getByIndex(i).Position.Y for i in range(1, _LOOKED_AT))
            cells.append(f"{page.Columns.getByIndex(column).Name}{row + 1}")
        return cells

    def calculated(self, sheet: str, areas: list[str]) -> list[list[list[str]]]:
        """What areas show once all formulas are calculated anew."""
        self.book.calculateAll()
        return [self.do_show(sheet, area) for area in areas]

    def replace(self, name: str, source: str) -> None:
        """Put other source into a module."""
        self.book.BasicLibraries.getByName(_LIBRARY).replaceByName(name, source)

    def run(self, script: str, *, control: bool) -> None:
        """Run a script by its address, with something for a control as a ribbon hands over."""
        arguments = (self.book,) if control else ()
        self.book.getScriptProvider().getScript(script).invoke(arguments, (), ())


def main() -> None:
    """Look, replace, press."""
    task = json.load(sys.stdin)
    clerk = Presser()
    try:
        clerk.open(task["workbook"])
        answer: dict[str, Any] = {
            "sheets": clerk.code_names(),
            "modules": clerk.modules(),
            "buttons": clerk.buttons(task["sheet"]),
            "calculated": clerk.calculated(task["sheet"], task["cells"]),
        }
        for name, source in task["replaced"].items():
            clerk.replace(name, source)
        for button in answer["buttons"]:
            for script in button["scripts"]:
                clerk.run(script, control=False)
        for callback in task["callbacks"]:
            clerk.run(_SCRIPT.format(f"{_LIBRARY}.{callback}"), control=True)
    finally:
        clerk.close()
    json.dump(answer, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
