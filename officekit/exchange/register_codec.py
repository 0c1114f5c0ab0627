"""Records of the register as packed JSON: one shape a dataclass, versioned, small.

A shape writes the fields that differ from their defaults, by name, and ignores names that it does
not know, so that a field may be added without a new version. Any text survives: half surrogate
pairs and control characters too.
"""

from __future__ import annotations

import gc
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import MISSING, fields
from typing import Any, Generic, TypeVar

from officekit.errors import OfficekitError
from officekit.model.document import SourceKind
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.packet import Packet, PacketRow, Role
from officekit.model.period import Period
from officekit.model.returned import FileFacts, Refusal

FORMAT = 1
"""Version of the records, kept in each of them."""

_LEVEL = 1
"""A tenth more bytes than usual, in a third of the time."""

T = TypeVar("T")


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Without garbage collection: records hold no cycles, and looking for some doubles the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def pack(record: Mapping[str, Any]) -> bytes:
    """A record as bytes."""
    text = json.dumps(
        {"format": FORMAT, **record}, ensure_ascii=False, separators=(",", ":"), default=dict
    )
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)


def unpack(payload: bytes) -> dict[str, Any]:
    """The record of which :func:`pack` made bytes.

    Raises:
        OfficekitError: the bytes are damaged or a newer version wrote them.
    """
    try:
        record = json.loads(zlib.decompress(payload).decode("utf-8", "surrogatepass"))
    except (zlib.error, ValueError) as error:
        raise _damaged() from error
    if not isinstance(record, dict):
        raise _damaged()
    if record.get("format", 0) > FORMAT:
        raise OfficekitError(
            "登记册里有较新版本写入的记录，本程序不认识。",
            "请先把 officekit 更新到最新版本再试；登记册没有改动。",
        )
    return record


def _damaged() -> OfficekitError:
    return OfficekitError(
        "登记册里有一条记录已损坏，读不出来。",
        "请用备份的副本替换登记册后再试；各单位报回的文件不受影响，可以重新收集。",
    )


class Shape(Generic[T]):
    """How a dataclass stands in JSON.

    Args:
        make: the dataclass.
        convert: for each field that JSON does not keep as it is: a shape, or a function that
            makes its value from JSON. ``tuple`` and enumerations are such functions.
    """

    def __init__(self, make: type[T], **convert: Shape[Any] | Callable[[Any], Any]) -> None:
        self._make = make
        self._shapes = {n: c for n, c in convert.items() if isinstance(c, Shape)}
        self._decoders: dict[str, Callable[[Any], Any]] = {
            n: c.decode if isinstance(c, Shape) else c for n, c in convert.items()
        }
        described: Any = make
        self._defaults = {
            each.name: each.default_factory()
            if each.default_factory is not MISSING
            else each.default
            for each in fields(described)
        }

    def encode(self, value: T) -> dict[str, Any]:
        """The fields that differ from their defaults."""
        data: dict[str, Any] = {}
        for name, default in self._defaults.items():
            part = getattr(value, name)
            if default is MISSING or part != default:
                shape = self._shapes.get(name)
                data[name] = shape.encode(part) if shape else part
        return data

    def decode(self, data: Mapping[str, Any]) -> T:
        """The dataclass; names that it has no field for are ignored."""
        decoders = self._decoders
        return self._make(
            **{
                name: decoders[name](part) if name in decoders else part
                for name, part in data.items()
                if name in self._defaults
            }
        )

    def decode_all(self, data: list[Any]) -> tuple[T, ...]:
        """Several, in order."""
        return tuple(self.decode(each) for each in data)


def _kind(value: str | None) -> SourceKind | None:
    return None if value is None else SourceKind(value)


def _refusal(value: str | None) -> Refusal | None:
    return None if value is None else Refusal(value)


FILE = Shape(FileFacts, origin=tuple, kind=_kind, refusal=_refusal, external=tuple, far_cells=tuple)
LOCATION = Shape(Location)
FINDING = Shape(Finding, severity=Severity, location=LOCATION)
PERIOD = Shape(Period)
PACKET_ROW = Shape(PacketRow, role=Role)
_PACKET = Shape(Packet, period=PERIOD, rows=PACKET_ROW.decode_all)


def encode_packet(packet: Packet) -> dict[str, Any]:
    """A packet with its rows."""
    return {**_PACKET.encode(packet), "rows": [PACKET_ROW.encode(row) for row in packet.rows]}


def decode_packet(data: Mapping[str, Any]) -> Packet:
    """The packet of which :func:`encode_packet` made JSON."""
    return _PACKET.decode(data)
