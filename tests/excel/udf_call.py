"""Calls functions in cells as Excel does: xlwings' own ``call_udf`` and converters, no Excel.

Only what lies behind COM is played here: the engine that tells errors, blanks and dates apart,
and ranges, which know their sheet and count the cells that are read from them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest.mock import patch

import xlwings as xw

from officekit.excel.udf_wrapper import UDF_MODULE, declared_functions

MISSING = -2147352572
"""What COM hands over for an optional argument that is left out."""

ERRORS = {"#DIV/0!": -2146826281, "#N/A": -2146826246, "#REF!": -2146826265}
"""What COM hands over for errors in cells."""

_ERROR_TEXTS = {code: text for text, code in ERRORS.items()}


class _Engine:
    """Cleans values as the engine for Excel on Windows does."""

    name = "excel"
    type = "desktop"

    def clean_value_data(self, data: Any, *options: Any) -> list[list[Any]]:
        _dates, empty_as, numbers, err_to_str = options
        assert numbers is None
        return [[self._clean(cell, empty_as, err_to_str) for cell in row] for row in data]

    def prepare_xl_data_element(self, value: Any, _options: Any) -> Any:
        return "" if value is None else value

    @staticmethod
    def _clean(cell: Any, empty_as: Any, err_to_str: bool) -> Any:
        if cell in ("", None):
            return empty_as
        if isinstance(cell, int) and cell in _ERROR_TEXTS:
            return _ERROR_TEXTS[cell] if err_to_str else None
        return cell


_ENGINE = _Engine()


@dataclass
class SheetPart:
    """A range of a sheet, as an argument.

    Attributes:
        rows: the used part of the sheet from A1 on, which counts what is read of it.
        first, last: row and column of its corners, from 1 on.
    """

    rows: Sequence[Sequence[Any]]
    first: tuple[int, int] = (1, 1)
    last: tuple[int, int] = (1_048_576, 3)
    options: Any = None
    read: list[tuple[int, int]] = field(default_factory=list)
    max_cells_per_read = None

    @property
    def shape(self) -> tuple[int, int]:
        return self.last[0] - self.first[0] + 1, self.last[1] - self.first[1] + 1

    @property
    def row(self) -> int:
        return self.first[0]

    @property
    def column(self) -> int:
        return self.first[1]

    @property
    def sheet(self) -> Any:
        return SimpleNamespace(
            range=self._part,
            used_range=self._part((1, 1), (len(self.rows), max(map(len, self.rows)))),
            book=SimpleNamespace(app=SimpleNamespace(engine=_ENGINE, pid=1)),
        )

    @property
    def raw_value(self) -> Any:
        self.read.append(self.shape)
        values = tuple(
            tuple(self._value(r, c) for c in range(self.first[1], self.last[1] + 1))
            for r in range(self.first[0], self.last[0] + 1)
        )
        return values[0][0] if self.shape == (1, 1) else values

    def __call__(self, row: int, column: int) -> SheetPart:
        at = (self.first[0] + row - 1, self.first[1] + column - 1)
        return self._part(at, at)

    def _part(self, first: tuple[int, int], last: tuple[int, int]) -> SheetPart:
        return SheetPart(self.rows, first, last, read=self.read)

    def _value(self, row: int, column: int) -> Any:
        used = row <= len(self.rows) and column <= len(self.rows[row - 1])
        return self.rows[row - 1][column - 1] if used else None


class Cell:
    """Calls functions as a formula does."""

    def __init__(self, generator: ModuleType) -> None:
        self._generator = generator

    def rows(self, function: str, *args: Any) -> list[list[Any]]:
        """What the function hands back, row by row."""
        result: list[list[Any]] = self._generator.call_udf(UDF_MODULE, function, args)
        return result

    def value(self, function: str, *args: Any) -> Any:
        """What the single cell with the formula shows."""
        ((value,),) = self.rows(function, *args)
        return value


@contextmanager
def formula_cell() -> Iterator[Cell]:
    """A cell into which formulas can be written for as long as the context lasts."""
    com_server = ModuleType("xlwings.com_server")
    vars(com_server)["loop"] = None
    windows = SimpleNamespace(
        Range=lambda xl: SimpleNamespace(xl=xl, options=None) if xl is None else xl,
        is_range_instance=lambda value: isinstance(value, SheetPart),
    )
    engines = xw.engines
    with (
        declared_functions() as (generator, functions),
        patch.dict(generator.udf_modules, {UDF_MODULE: {"module": functions, "filetime": None}}),
        patch.dict(engines.engines_by_name, {"excel": xw.Engine(impl=_ENGINE)}),
        patch.object(xw, "_xlwindows", windows, create=True),
    ):
        before = sys.modules.get("xlwings.com_server")
        sys.modules["xlwings.com_server"] = com_server
        try:
            yield Cell(generator)
        finally:
            if before is None:
                del sys.modules["xlwings.com_server"]
            else:
                sys.modules["xlwings.com_server"] = before
