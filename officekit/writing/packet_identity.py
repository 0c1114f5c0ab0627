"""What a workbook says of itself, so that it is recognised when it comes back.

It stands in three places, since each program loses another one: custom properties, defined names
and a hidden sheet.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from officekit.model.merging import hash_parts
from officekit.model.packet import (
    ASSIGNED_COLUMNS,
    IDENTITY_KEYS,
    INSTRUCTIONS_SHEET,
    NAME_PREFIX,
    PROPERTY_PREFIX,
    SPARE_LINE,
    TEXT_LINE,
    Packet,
    PacketRow,
    text_hash,
)
from officekit.model.schema import ROW_KEY, SheetName
from officekit.writing.contents import cell_text
from officekit.writing.layout import clean
from officekit.writing.new_workbook import PROPERTY_LENGTH
from officekit.writing.packet_instructions import instruction_texts
from officekit.writing.packet_layout import packet_columns
from officekit.writing.packet_texts import packet_title, subtitle
from officekit.writing.styles import Styles, write_text

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

ROW_LINE: Final = "row"
"""First cell of the hidden sheet's lines on tasks; behind it: row key, fingerprint."""

_HASHES_A_LINE = 1000  # 17,000 characters: half of what a cell holds


def identity_values(packet: Packet) -> dict[str, str]:
    """The identity on one line each and short enough for all three places: name → value."""
    said = packet.identity()
    return {key: " ".join(clean(said[key]).split())[:PROPERTY_LENGTH] for key in IDENTITY_KEYS}


def assigned_fingerprint(row: PacketRow) -> str:
    """Sixteen hexadecimal digits that change with any assigned text of a task, or its role."""
    texts = (clean(row.assigned.get(key, "")) for key in ASSIGNED_COLUMNS)
    return hash_parts(row.role, *texts)


def hash_lines(sheet: str, texts: Iterable[str]) -> list[str]:
    """Hashes of fixed texts, as many to a line as a cell holds; a text that comes twice has two.

    Args:
        sheet: on which they stand.
        texts: of its cells; blank ones are left out.
    """
    hashes = [text_hash(sheet, cell_text(text)) for text in texts if text.strip()]
    starts = range(0, len(hashes), _HASHES_A_LINE)
    return [" ".join(hashes[start : start + _HASHES_A_LINE]) for start in starts]


def _fixed_lines(packet: Packet) -> list[str]:
    """What stands in the workbook beside its tasks."""
    heads = [column.heading for column in packet_columns(packet)]
    listed = (packet_title(packet), subtitle(packet), *heads, ROW_KEY.heading, SPARE_LINE)
    explained = instruction_texts(packet)
    return [
        *hash_lines(SheetName.TASKS, listed),
        *hash_lines(INSTRUCTIONS_SHEET, explained),
    ]


def write_identity(workbook: Workbook, styles: Styles, packet: Packet) -> None:
    """The identity in its three places; adds the hidden sheet behind those that are there."""
    values = identity_values(packet)
    for key, value in values.items():
        workbook.set_custom_property(f"{PROPERTY_PREFIX}{key}", value, "text")
        quoted = value.replace('"', '""')
        workbook.define_name(f"{NAME_PREFIX}{key}", f'="{quoted}"')
    sheet = workbook.add_worksheet(SheetName.META)
    plain = styles.make(num_format="@")
    lines = [
        *((key, value) for key, value in values.items()),
        *((ROW_LINE, row.key, assigned_fingerprint(row)) for row in packet.rows),
        *((TEXT_LINE, line) for line in _fixed_lines(packet)),
    ]
    for i, line in enumerate(lines):
        for j, text in enumerate(line):
            write_text(sheet, i, j, text, plain)
    sheet.very_hidden()
