"""Compression of VBA streams.

Source: Microsoft [MS-OVBA] 2.4.1, Compression and Decompression.
"""

from __future__ import annotations

import struct
from typing import Final

_CONTAINER_SIGNATURE: Final = b"\x01"
_CHUNK: Final = 4096
_RAW_CHUNK: Final = 0x3000
_COMPRESSED_CHUNK: Final = 0xB000
_CHUNK_HEADER: Final = 2
_CHUNK_SIZE_BIAS: Final = 3
_TOKENS_PER_FLAG_BYTE: Final = 8
_FEWEST_OFFSET_BITS: Final = 4
_SHORTEST_COPY: Final = 3


def compress(data: bytes) -> bytes:
    """Compress a stream.

    Args:
        data: the stream; chunks of 4096 bytes are compressed each for itself.

    Returns:
        The compressed container, the same bytes for the same data.

    Raises:
        ValueError: the last chunk is shorter than 4096 bytes and grows beyond 4096 bytes when
            compressed. Only a whole chunk may be stored raw: the format would add zero bytes
            to the data. The source text of a module never comes near this.
    """
    container = bytearray(_CONTAINER_SIGNATURE)
    for start in range(0, len(data), _CHUNK):
        container += _compress_chunk(data[start : start + _CHUNK])
    return bytes(container)


def _compress_chunk(data: bytes) -> bytes:
    tokens = _tokens(data)
    if len(tokens) <= _CHUNK:
        return _chunk_header(_COMPRESSED_CHUNK, tokens) + tokens
    if len(data) < _CHUNK:
        raise ValueError(f"the last {len(data)} bytes can't be compressed without adding to them")
    return _chunk_header(_RAW_CHUNK, data) + data


def _chunk_header(flags: int, body: bytes) -> bytes:
    return struct.pack("<H", flags | (_CHUNK_HEADER + len(body) - _CHUNK_SIZE_BIAS))


def _tokens(data: bytes) -> bytes:
    """Literal and copy tokens of a chunk, a byte of flags before each eight."""
    tokens = bytearray()
    position = 0
    while position < len(data):
        flags_at = len(tokens)
        tokens.append(0)
        for bit in range(_TOKENS_PER_FLAG_BYTE):
            if position == len(data):
                break
            offset_bits = max((position - 1).bit_length(), _FEWEST_OFFSET_BITS)
            length_bits = 16 - offset_bits
            longest = (1 << length_bits) - 1 + _SHORTEST_COPY
            source, length = _longest_match(data, position, longest)
            if length < _SHORTEST_COPY:
                tokens.append(data[position])
                position += 1
                continue
            offset = position - source - 1
            tokens += struct.pack("<H", offset << length_bits | (length - _SHORTEST_COPY))
            tokens[flags_at] |= 1 << bit
            position += length
    return bytes(tokens)


def _longest_match(data: bytes, position: int, longest: int) -> tuple[int, int]:
    """The longest earlier run equal to what stands at a position, the nearest of equals.

    A run may reach into what it is copied to.

    Returns:
        Start and length; a length below three where there is none worth a copy.
    """
    longest = min(longest, len(data) - position)
    source, length = position, _SHORTEST_COPY - 1
    while length < longest:
        wanted = data[position : position + length + 1]
        found = data.rfind(wanted, 0, position + length)
        if found < 0:
            break
        source, length = found, length + 1
        while length < longest and data[source + length] == data[position + length]:
            length += 1
    return source, length
