"""From a file that came back to a submission: whose it is, what it answers, what else it says."""

from __future__ import annotations

from collections.abc import Mapping

from officekit.exchange.submission_headings import complete_by_place, find_table
from officekit.exchange.submission_identity import read_identity
from officekit.exchange.submission_own import OwnTexts
from officekit.exchange.submission_packet import PacketIndex, asked_now, find_packet
from officekit.exchange.submission_remarks import (
    collect_above,
    collect_far,
    collect_mail,
    collect_objects,
    collect_sheets,
    collect_unknown,
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
        The submission, a return to an earlier version that asked the same as an answer to the
        current packet, with a ledger that balances. Of a file that was refused only its facts,
        and the text of the mail it came with; of one that answers no packet all rows as remarks.
    """
    mail = collect_mail(file.facts)
    if file.facts.refusal is not None:
        return Submission(file=file.facts, remarks=mail)
    identity = read_identity(file)
    head = find_table(file.sheets)
    packet, matched_by = find_packet(identity, head, packets, current)
    own, collected = OwnTexts(file.sheets), Collected()
    if packet is None:
        collect_unknown(file, head, own, collected)
    else:
        if head is not None:
            head = complete_by_place(head, packet)
            collect_above(head, packet, own, collected)
            told = file.facts.kind is not SourceKind.XLS or head.sheet.protected is not None
            RowReader(head, PacketIndex(packet), collected, formats_told=told).read()
        collect_sheets(file.sheets, head.sheet if head else None, own, collected)
        collect_far(file.facts.far_cells, collected)
    collect_objects(file.sheets, head, collected)
    return Submission(
        file=file.facts,
        identity=identity,
        packet=asked_now(packet, current) if packet is not None else None,
        matched_by=matched_by,
        sheet=head.sheet.name if head else "",
        sheets=tuple(sheet.name for sheet in file.sheets),
        header_row=head.last_row if head else 0,
        headings=head.headings if head else (),
        rows=tuple(collected.rows),
        extra=tuple(collected.extra),
        remarks=(*mail, *collected.remarks),
        ledger=count(file, head, collected),
    )
