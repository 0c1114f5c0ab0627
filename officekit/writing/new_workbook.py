"""How every workbook begins that is written from nothing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

from officekit.writing.layout import clean

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

PROPERTY_LENGTH = 200
"""Characters of a document property; Excel allows 255."""

_CREATED = datetime(2025, 1, 1)  # noqa: DTZ001 -- fixed: the same content gives the same bytes


def new_workbook(stream: BinaryIO, *, title: str, subject: str, author: str) -> Workbook:
    """An empty workbook in which a text stays a text; it stands in the stream once it is closed.

    Args:
        stream: where it is written.
        title: of the content.
        subject: what kind of workbook it is.
        author: organisation that it comes from; may be blank.
    """
    import xlsxwriter

    workbook = xlsxwriter.Workbook(
        stream,
        {
            "in_memory": True,
            # Column widths count digits of this font: one that has the same measure everywhere.
            "default_format_properties": {"font_name": "Arial", "font_size": 10},
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    workbook.set_properties(
        {
            "title": clean(title)[:PROPERTY_LENGTH],
            "subject": subject,
            "author": clean(author)[:PROPERTY_LENGTH],
            "comments": "由 officekit 生成",
            "created": _CREATED,
        }
    )
    return workbook
