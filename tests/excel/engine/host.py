"""The double as tests use it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlwings

from tests.excel.engine import xlwings_windows
from tests.excel.engine.application import Application
from tests.excel.engine.session import Session


class Excel(Session):
    """A running Excel without workbooks, which becomes the one that xlwings finds.

    Attributes:
        applications: the running instances; the first is the active one.
    """

    def __init__(self) -> None:
        super().__init__()
        self.applications: list[Application] = []
        self._xlwings: Any = xlwings_windows.activate(self)
        self.start()

    def start(self) -> Application:
        """Start another instance."""
        application = Application(self)
        self.applications.insert(0, application)
        return application

    @property
    def app(self) -> xlwings.App:
        """The active instance."""
        return xlwings.App(impl=self._xlwings.App(xl=self.applications[0]))

    def open(self, path: Path, *, url: str | None = None, read_only: bool = False) -> xlwings.Book:
        """Open a workbook.

        Args:
            path: the file.
            url: the address under which a synchronised folder shows it to Excel.
            read_only: whether it is opened so that it cannot be saved.
        """
        workbooks = self.applications[0].Workbooks
        book = workbooks._open(path, url=url, read_only=read_only)
        return xlwings.Book(impl=self._xlwings.Book(xl=book))

    def new(self) -> xlwings.Book:
        """A new workbook, never saved."""
        return xlwings.Book(impl=self._xlwings.Book(xl=self.applications[0].Workbooks.Add()))

    def deny_writing(self, folder: Path) -> None:
        """Let nothing be written into a folder and those below it."""
        self.denied_folders.append(folder)
