"""The containers written by hand follow the examples of [MS-OVBA] 3.2 and its grammar."""

from __future__ import annotations

from hashlib import shake_256

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from officekit.excel.vba_compression import compress
from tests.excel.vba_reader import decompress

NOISE = shake_256(b"noise").digest(3 * 4096)


def test_text_without_repetition_is_stored_as_literals() -> None:
    # [MS-OVBA] 3.2.1
    assert compress(b"abcdefghijklmnopqrstuv.") == bytes.fromhex(
        "01 19B0 00 6162636465666768 00 696A6B6C6D6E6F70 00 7172737475762E"
    )


def test_repeated_text_is_copied_from_the_nearest_place() -> None:
    # [MS-OVBA] 3.2.2, in the later revision that follows its own algorithm
    assert compress(b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa") == bytes.fromhex(
        "01 2FB0 00 2361616162636465 82 66 0070 6167 6869 6A 0138"
        "08 616B6C 0020 6D6E6F70 06 71 0270 0400 7273747576 10 7778797A 002C"
    )


def test_a_run_of_one_byte_is_one_copy() -> None:
    # [MS-OVBA] 3.2.3
    assert compress(b"a" * 73) == bytes.fromhex("01 03B0 02 61 4500")


def test_no_data_is_a_container_without_chunks() -> None:
    assert compress(b"") == b"\x01"


def test_a_copy_reaches_back_over_a_whole_chunk() -> None:
    # Four literals, 4089 zeros copied over one place, three bytes copied over 4093 places.
    chunk = b"\x01\x02\x03" + bytes(4090) + b"\x01\x02\x03"
    assert compress(chunk) == bytes.fromhex("01 08B0 30 01020300 F60F C0FF")


def test_nothing_is_copied_from_another_chunk() -> None:
    chunk = b"abc" + bytes(4093)
    assert compress(chunk + b"abc") == compress(chunk) + b"\x03\xb0\x00abc"


@pytest.mark.parametrize(
    ("before", "offset_bits"),
    [(15, 4), (16, 4), (17, 5), (32, 5), (33, 6), (64, 6), (65, 7), (128, 7), (129, 8)],
)
def test_the_further_on_in_a_chunk_the_more_bits_hold_the_offset(
    before: int, offset_bits: int
) -> None:
    distinct = bytes(range(256))[:before]
    token = int.from_bytes(compress(distinct + distinct[:3])[-2:], "little")
    assert token == (before - 1) << (16 - offset_bits)


def test_a_whole_chunk_that_would_grow_is_stored_raw() -> None:
    noise = NOISE[:4096]
    assert compress(noise) == b"\x01\xff\x3f" + noise


def test_raw_and_compressed_chunks_stand_side_by_side() -> None:
    data = bytes(4096) + NOISE[:4096] + b"abc"
    # One zero as it is, 4095 copied.
    zeros = bytes.fromhex("03B0 02 00 FC0F")
    assert compress(data) == b"\x01" + zeros + b"\xff\x3f" + NOISE[:4096] + b"\x03\xb0\x00abc"


def test_a_short_last_chunk_is_refused_where_it_would_need_more_than_a_chunk() -> None:
    # 3640 literals need 455 bytes of flags: 4095 in all; 3641 need one byte too many.
    assert decompress(compress(_distinct_triples(3640))) == _distinct_triples(3640)
    with pytest.raises(ValueError, match="the last 3641 bytes"):
        compress(_distinct_triples(3641))


@pytest.mark.parametrize("size", [1, 2, 3, 4095, 4096, 4097, 8191, 8192, 8193])
def test_text_of_any_length_is_read_back(size: int) -> None:
    text = b"".join(b"    Call Step%d(%d)\r\n" % (number, number * 7) for number in range(600))
    assert decompress(compress(text[:size])) == text[:size]


@given(st.lists(st.sampled_from([b"Sub ", b"End Sub\r\n", b"x", b" = ", b"1", b"\t"]), max_size=99))
def test_code_is_read_back(words: list[bytes]) -> None:
    code = b"".join(words) * 20
    assert decompress(compress(code)) == code


@given(st.binary(max_size=9000))
@example(NOISE)
@example(NOISE[:4096])
@example(bytes(4096) + b"a")
def test_any_bytes_are_read_back(data: bytes) -> None:
    try:
        container = compress(data)
    except ValueError:
        assert len(data) % 4096 > 3640
    else:
        assert decompress(container) == data


def _distinct_triples(size: int) -> bytes:
    """Bytes of which no three in a row come twice."""
    seen: set[bytes] = set()
    data = bytearray()
    for byte in shake_256(b"triples").digest(2 * size):
        triple = bytes((*data[-2:], byte))
        if triple not in seen:
            seen.add(triple)
            data.append(byte)
    return bytes(data[:size])
