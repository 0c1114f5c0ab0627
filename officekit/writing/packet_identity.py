"""What a workbook says of itself, so that it is recognised when it comes back.

It stands in three places, since each program loses another one: custom properties, defined names
and a hidden sheet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from officekit.model.merging import hash_parts
from officekit.model.packet import (
    ASSIGNED_COLUMNS,
    IDENTITY_KEYS,
    NAME_PREFIX,
    PROPERTY_PREFIX,
    Packet,
    PacketRow,
)
from officekit.model.schema import SheetName
from officekit.writing.layout import clean
from officekit.writing.new_workbook import PROPERTY_LENGTH
from officekit.writing.styles import Styles, write_text

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

ROW_LINE: Final = "row"
"""First cell of the hidden sheet's lines on tasks; behind it: row key, fingerprint."""


def identity_values(packet: Packet) -> dict[str, str]:
    """The identity on one line each and short enough for all three places: name → value."""
    said = packet.identity()
    return {key: " ".join(clean(said[key]).split())[:PROPERTY_LENGTH] for key in IDENTITY_KEYS}


def assigned_fingerprint(row: PacketRow) -> str:
    """Sixteen hexadecimal digits that change with any assigned text of a task, or its role."""
    texts = (clean(row.assigned.get(key, "")) for key in ASSIGNED_COLUMNS)
    return hash_parts(row.role, *texts)


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
    ]
    for i, line in enumerate(lines):
        for j, text in enumerate(line):
            write_text(sheet, i, j, text, plain)
    sheet.very_hidden()
