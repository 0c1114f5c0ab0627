"""Rows of 责任清单 that are no task: a title or remark over the whole width."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from officekit.model.finding import Finding, Severity
from officekit.model.schema import BY_KEY, Column
from officekit.model.table import Cell

_NUMBER = re.compile(r"\d+(?:[-.]\d+)*[.、]?")


def is_title_row(line: Sequence[Cell], meanings: Sequence[Column | None]) -> bool:
    """Whether a row has one text only: merged over most columns, or no number under 序号.

    Not every format tells what is merged, so a row without merges counts by its place.
    """
    filled = [i for i, cell in enumerate(line) if cell.text and not cell.merged]
    if len(filled) != 1:
        return False
    (place,) = filled
    cell = line[place]
    if meanings[place] is BY_KEY["number"]:
        return _NUMBER.fullmatch(cell.text) is None
    covered = sum(other.merged and other.text == cell.text for other in line)
    return place == 0 and 2 * (covered + 1) > len(line)


def title_row_finding(line: Sequence[Cell]) -> Finding:
    """``MX014`` with the row's text."""
    cell = next(cell for cell in line if cell.text and not cell.merged)
    return Finding(
        "MX014",
        Severity.INFO,
        f"责任清单第{cell.location.row}行“{cell.text}”是单独的一行文字，没有作为任务。",
        "如果它是板块名称，请填到下面各行的“板块”列；如果是任务，请填到“重点任务”列。",
        replace(cell.location, column=None, quote=cell.text),
        value=cell.text,
    )
