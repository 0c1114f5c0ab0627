"""The workbook that a unit is sent: its tasks, open cells for its answers, and how to fill them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from officekit.model.packet import Packet
from officekit.writing.atomic import atomic_output
from officekit.writing.new_workbook import new_workbook
from officekit.writing.packet_identity import write_identity
from officekit.writing.packet_instructions import write_instructions_sheet
from officekit.writing.packet_sheet import write_packet_sheet
from officekit.writing.packet_texts import packet_title
from officekit.writing.styles import Styles


def write_packet(packet: Packet, path: str | Path, *, overwrite: bool = False) -> None:
    """Write the workbook of a unit; the same packet gives the same bytes.

    Args:
        packet: what the unit is sent.
        path: output, ``.xlsx``.
        overwrite: replace an existing file.

    Raises:
        OutputExistsError: the file exists and ``overwrite`` is false.
        OutputNotWritableError: folder missing, no permission, open in Excel, disk full.
    """
    with atomic_output(Path(path), overwrite=overwrite) as stream:
        stream.write(packet_workbook_bytes(packet))


def packet_workbook_bytes(packet: Packet) -> bytes:
    """The workbook as bytes.

    Every text is stored as text, never as a formula. An assigned text too long for a cell ends
    with how much is missing; an answer too long for a cell is left out, and its cell says so.
    """
    buffer = BytesIO()
    workbook = new_workbook(
        buffer, title=packet_title(packet), subject="任务进展填报", author=packet.issuer
    )
    styles = Styles(workbook)
    write_packet_sheet(workbook, styles, packet)
    write_instructions_sheet(workbook, styles, packet)
    write_identity(workbook, styles, packet)
    workbook.close()
    return buffer.getvalue()
