"""Annex tables: the model of the template, filled (landscape, repeated heads, merged cells)."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from officekit.data.notice_measures import TEXT_HEIGHT, twips
from officekit.model.notice import AnnexTable
from officekit.writing.layout import clean, display_width
from officekit.writing.notice_values import HEAD_CELL
from officekit.writing.word_xml import W, el, own_text, set_text

_SHORT = 16  # half-width units; columns of short codes are centred
_CENTRED = "公文附表居中"
_LETTER = 120  # twips of a half-width unit in the table's text
_PADDING = 170
_TALLEST = 14  # lines of a row that is kept on one page


def fill_tables(body: Any, annexes: Sequence[AnnexTable], centred_style: str | None) -> None:
    """Fill the model tables of a document in order.

    Args:
        body: of the document; the first row of a model is the head, the second a row of text.
        annexes: one for each model.
        centred_style: identifier of the style for short codes, ``None`` where there is none.
    """
    models = [table for table in body.iter(f"{W}tbl") if _is_model(table)]
    for table, annex in zip(models, annexes, strict=False):
        _fill(table, annex, centred_style)


def _is_model(table: Any) -> bool:
    rows = table.findall(f"{W}tr")
    return len(rows) > 1 and any(own_text(each) == HEAD_CELL for each in rows[0].iter(f"{W}p"))


def _fill(table: Any, annex: AnnexTable, centred_style: str | None) -> None:
    head, text = table.findall(f"{W}tr")[:2]
    widths = _widths(annex.widths)
    columns = range(len(annex.headings))
    centred = [
        all(display_width(row[i] or "") <= _SHORT for row in annex.rows) and centred_style
        for i in columns
    ]
    heads = [_model(head, widths[i], None) for i in columns]
    texts = [_model(text, widths[i], centred[i] or None) for i in columns]
    grid = table.find(f"{W}tblGrid")
    grid[:] = [el("gridCol", w=width) for width in widths]
    table.find(f"{W}tblPr/{W}tblW").set(f"{W}w", str(sum(widths)))
    head_row, text_row = _emptied(head), _emptied(text)
    rows = [_row(head_row, heads, annex.headings, ())]
    for number, values in enumerate(annex.rows):
        below = annex.rows[number + 1] if number + 1 < len(annex.rows) else ()
        row = _row(text_row, texts, values, below)
        if _height(values, widths) <= _TALLEST:
            _properties(row).insert(0, el("cantSplit"))
        rows.append(row)
    for old in (head, text):
        table.remove(old)
    table.extend(rows)


def _widths(millimetres: Sequence[float]) -> list[int]:
    """Column widths in twips; together the long side of the type area at most."""
    widths = [twips(width) for width in millimetres]
    share = min(1.0, TEXT_HEIGHT / max(sum(widths), 1))
    return [int(width * share) for width in widths]


def _model(row: Any, width: int, style: str | None) -> Any:
    cell = copy.deepcopy(row.find(f"{W}tc"))
    cell.find(f"{W}tcPr/{W}tcW").set(f"{W}w", str(width))
    if style:
        cell.find(f"{W}p/{W}pPr/{W}pStyle").set(f"{W}val", style)
    return cell


def _emptied(row: Any) -> Any:
    empty = copy.deepcopy(row)
    for cell in empty.findall(f"{W}tc"):
        empty.remove(cell)
    return empty


def _row(
    row: Any, models: Sequence[Any], values: Sequence[str | None], below: Sequence[str | None]
) -> Any:
    """A row of cells; ``None`` in it or below it makes its cell part of a merged one."""
    made = copy.deepcopy(row)
    for column, (model, value) in enumerate(zip(models, values, strict=True)):
        cell = copy.deepcopy(model)
        if value is None:
            _merge(cell, None)
        elif below and below[column] is None:
            _merge(cell, "restart")
        set_text(cell.find(f"{W}p"), clean(value or ""))
        made.append(cell)
    return made


def _merge(cell: Any, kind: str | None) -> None:
    mark = el("vMerge", val=kind) if kind else el("vMerge")
    cell.find(f"{W}tcPr/{W}tcW").addnext(mark)


def _properties(row: Any) -> Any:
    found = row.find(f"{W}trPr")
    if found is None:
        found = el("trPr")
        row.insert(0, found)
    return found


def _height(values: Sequence[str | None], widths: Sequence[int]) -> int:
    """Lines of a row, estimated."""
    return max(
        (
            sum(
                -(-display_width(line) // max(1, (width - _PADDING) // _LETTER)) or 1
                for line in (value or "").split("\n")
            )
            for value, width in zip(values, widths, strict=True)
        ),
        default=1,
    )
