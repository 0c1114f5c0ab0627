"""From a file that came back to a submission: whose it is, what it answers, what else it says."""

from __future__ import annotations

from collections.abc import Mapping

from officekit.exchange.submission_headings import complete_by_place, find_table
from officekit.exchange.submission_identity import read_identity
from officekit.exchange.submission_packet import PacketIndex, find_packet
from officekit.exchange.submission_remarks import (
    collect_above,
    collect_far,
    collect_objects,
    collect_sheets,
    count,
)
from officekit.exchange.submission_rows import Collected, RowReader
from officekit.model.document import SourceKind
from officekit.model.packet import Packet, Round
from officekit.model.returned import ReturnedFile
from officekit.model.submission import Submission


def understand(file: ReturnedFile, packets: Mapping[str, Packet], current: Round) -> Submission:
    """Understand a return: nothing is judged, nothing is lost.

    Args:
        file: as it was read.
        packets: all packets that were ever issued, by id.
        current: the round that is being collected; a return without identity is matched with
            its packets.

    Returns:
        The submission, with a ledger that balances. Of a file that was refused only its facts.
    """
    if file.facts.refusal is not None:
        return Submission(file=file.facts)
    identity = read_identity(file)
    head = find_table(file.sheets)
    packet, matched_by = find_packet(file, identity, head, packets, current)
    collected = Collected()
    if head is not None:
        if packet is not None:
            head = complete_by_place(head, packet)
        collect_above(head, packet, collected)
        told = file.facts.kind is not SourceKind.XLS or head.sheet.protected is not None
        RowReader(head, PacketIndex(packet), collected, formats_told=told).read()
    collect_sheets(file.sheets, head.sheet if head else None, collected)
    collect_objects(file.sheets, head, collected)
    collect_far(file.facts.far_cells, collected)
    return Submission(
        file=file.facts,
        identity=identity,
        packet=packet,
        matched_by=matched_by,
        sheet=head.sheet.name if head else "",
        sheets=tuple(sheet.name for sheet in file.sheets),
        header_row=head.last_row if head else 0,
        headings=head.headings if head else (),
        rows=tuple(collected.rows),
        extra=tuple(collected.extra),
        remarks=tuple(collected.remarks),
        ledger=count(file, head, collected),
    )
