"""A return as a record of the register.

The cells of a return are many and most say what was issued: a row names a layout (keys and
columns of its cells), and a cell is one value of
``0`` (blank), ``1`` (the text that was issued), a text, or a list
``[text, raw, number, formula, merged, row]`` where it is anything else.
A packet that the register holds is not written again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from officekit.exchange.register_codec import (
    FILE,
    FINDING,
    PACKET_ROW,
    Shape,
    decode_packet,
    encode_packet,
    pack,
    unpack,
)
from officekit.model.finding import Severity
from officekit.model.packet import ANSWER_COLUMNS, Packet, PacketRow
from officekit.model.submission import (
    Answer,
    ExtraRow,
    Heading,
    Identity,
    Ledger,
    Received,
    Remark,
    RemarkKind,
    Submission,
    SubmissionRow,
)

_BLANK, _AS_ISSUED = 0, 1

_IDENTITY = Shape(Identity)
_HEADING = Shape(Heading)
_EXTRA = Shape(ExtraRow)
_REMARK = Shape(Remark, kind=RemarkKind)
_LEDGER = Shape(Ledger)
_Layout = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PackedReturn:
    """A return as the register stores it; a small thing to hand from process to process.

    Attributes:
        content_hash: of the submission.
        sha256: of the file.
        name: shown name of the file.
        packet_id: of the packet that it answers, blank where that can't be told.
        unit: that it comes from, as far as known.
        period: of the packet, else as the return says.
        payload: as :func:`pack_received` makes it.
        received_at: ISO time of its coming.
    """

    content_hash: str
    sha256: str
    name: str
    packet_id: str
    unit: str
    period: str
    payload: bytes
    received_at: str = ""


def packed(received: Received, registered: Packet | None) -> PackedReturn:
    """A return made ready for the register.

    Args:
        received: the return.
        registered: the packet that the register holds under the id of the one it answers.
    """
    submission = received.submission
    packet, file = submission.packet, submission.file
    return PackedReturn(
        content_hash=submission.content_hash,
        sha256=file.sha256,
        name=file.shown_name,
        packet_id=packet.id if packet else "",
        unit=submission.unit,
        period=packet.period.text if packet else submission.identity["period"],
        payload=pack_received(received, registered),
        received_at=received.received_at,
    )


def pack_received(received: Received, registered: Packet | None) -> bytes:
    """A return as bytes.

    Args:
        received: the return; the time of its coming and its run stand in columns.
        registered: the packet that the register holds under the id of the one it answers.
    """
    submission = received.submission
    by_key = _rows_by_key(submission.packet)
    layouts: dict[_Layout, int] = {}
    record: dict[str, Any] = {
        "file": FILE.encode(submission.file),
        "identity": _IDENTITY.encode(submission.identity),
        "matched_by": submission.matched_by,
        "sheet": submission.sheet,
        "sheets": submission.sheets,
        "header_row": submission.header_row,
        "headings": [_HEADING.encode(each) for each in submission.headings],
        "rows": [_encode_row(row, by_key.get(row.key), layouts) for row in submission.rows],
        "layouts": list(layouts),
        "extra": [_EXTRA.encode(each) for each in submission.extra],
        "remarks": [_REMARK.encode(each) for each in submission.remarks],
        "ledger": _LEDGER.encode(submission.ledger),
        "findings": [FINDING.encode(each) for each in received.findings],
    }
    packet = submission.packet
    if packet is not None and packet is not registered and packet != registered:
        record["packet"] = encode_packet(packet)
    elif packet is None:
        record["packet"] = None
    return pack(record)


def _rows_by_key(packet: Packet | None) -> dict[str, PacketRow]:
    return {row.key: row for row in reversed(packet.rows)} if packet else {}


def _encode_row(
    row: SubmissionRow, registered: PacketRow | None, layouts: dict[_Layout, int]
) -> list[Any]:
    issued: Any = None
    if row.issued is not None:
        same = row.issued is registered or row.issued == registered
        issued = _AS_ISSUED if same else PACKET_ROW.encode(row.issued)
    layout = tuple((key, cell.column) for key, cell in row.cells.items())
    number = layouts.setdefault(layout, len(layouts))
    cells = [_encode_cell(key, cell, row) for key, cell in row.cells.items()]
    return [row.key, row.row, number, issued, cells]


def _encode_cell(key: str, cell: Answer, row: SubmissionRow) -> Any:
    plain = cell.number is None and cell.formula is None and not (cell.raw or cell.merged)
    if not plain or cell.row != row.row:
        return [cell.text, cell.raw, cell.number, cell.formula, cell.merged, cell.row]
    if not cell.text:
        return _BLANK
    issued = row.issued.text(key) if row.issued else ""
    return _AS_ISSUED if cell.text == issued else cell.text


def unpack_received(
    payload: bytes, registered: Packet | None, *, received_at: str, run: int
) -> Received:
    """The return of which :func:`pack_received` made bytes.

    Args:
        payload: the bytes.
        registered: the packet that the register holds under the id of the one it answers.
        received_at: ISO time of its coming.
        run: number of the run that took it in.
    """
    record = unpack(payload)
    packet = _packet_of(record, registered)
    submission = Submission(
        file=FILE.decode(record["file"]),
        identity=_IDENTITY.decode(record["identity"]),
        packet=packet,
        matched_by=record["matched_by"],
        sheet=record["sheet"],
        sheets=tuple(record["sheets"]),
        header_row=record["header_row"],
        headings=_HEADING.decode_all(record["headings"]),
        rows=tuple(_decode_rows(record, packet)),
        extra=_EXTRA.decode_all(record["extra"]),
        remarks=_REMARK.decode_all(record["remarks"]),
        ledger=_LEDGER.decode(record["ledger"]),
    )
    return Received(submission, FINDING.decode_all(record["findings"]), received_at, run)


def _packet_of(record: Mapping[str, Any], registered: Packet | None) -> Packet | None:
    if "packet" not in record:
        return registered
    return decode_packet(record["packet"]) if record["packet"] is not None else None


def _decode_rows(record: Mapping[str, Any], packet: Packet | None) -> Iterator[SubmissionRow]:
    by_key = _rows_by_key(packet)
    for key, place, layout, told, values in record["rows"]:
        issued = _issued_row(told, by_key.get(key))
        cells: dict[str, Answer] = {}
        for (name, column), value in zip(record["layouts"][layout], values, strict=True):
            if value == _BLANK:
                cells[name] = _blank(place, column)
            elif value == _AS_ISSUED:
                cells[name] = Answer(issued.text(name) if issued else "", place, column)
            elif isinstance(value, str):
                cells[name] = Answer(value, place, column)
            else:
                text, raw, number, formula, merged, row = value
                cells[name] = Answer(text, row, column, raw, number, formula, merged)
        yield SubmissionRow(key, place, cells, issued)


@lru_cache(maxsize=65_536)
def _blank(row: int, column: int) -> Answer:
    """A blank cell: most cells are, and thousands of returns have them in the same places."""
    return Answer("", row, column)


def _issued_row(told: Any, registered: PacketRow | None) -> PacketRow | None:
    if told is None:
        return None
    return registered if told == _AS_ISSUED else PACKET_ROW.decode(told)


def accepted_answers(payload: bytes, registered: Packet | None) -> dict[str, dict[str, str]]:
    """The answers of a return that no error refuses: row key → column key → text, none blank.

    Much faster than :func:`unpack_received`. Args as there.
    """
    record = unpack(payload)
    refused = [
        (where.get("row"), where.get("column"))
        for each in record["findings"]
        if each["severity"] == Severity.ERROR
        for where in (each.get("location", {}),)
    ]
    if (None, None) in refused:
        return {}
    by_key = _rows_by_key(_packet_of(record, registered))
    found: dict[str, dict[str, str]] = {}
    for key, place, layout, told, values in record["rows"]:
        if (place, None) in refused:
            continue
        issued = _issued_row(told, by_key.get(key))
        for (name, column), value in zip(record["layouts"][layout], values, strict=True):
            if value == _BLANK or name not in ANSWER_COLUMNS:
                continue
            full = isinstance(value, list)
            text = value[0] if full else value
            if value == _AS_ISSUED:
                text = issued.text(name) if issued else ""
            if text and (value[5] if full else place, column) not in refused:
                found.setdefault(key, {})[name] = text
    return found
