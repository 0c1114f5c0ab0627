from __future__ import annotations

import struct
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officekit.excel.compound_file import write_compound_file
from tests.excel.vba_reader import open_strictly

BOUNDARIES = [0, 1, 63, 64, 65, 511, 512, 513, 4095, 4096, 4097, 8192, 70_000]
# 109 sectors of 128 numbers, less those for the table itself and one for the directory.
LARGEST = (109 * 128 - 109 - 1) * 512

NAMES = st.text(
    st.characters(min_codepoint=32, max_codepoint=126, exclude_characters="/\\:!"),
    min_size=1,
    max_size=31,
)


def _unique_names(content: st.SearchStrategy[bytes]) -> st.SearchStrategy[dict[str, bytes]]:
    return st.dictionaries(NAMES, content, max_size=24).filter(
        lambda streams: len({name.upper() for name in streams}) == len(streams)
    )


CONTENT = st.one_of(
    st.binary(max_size=200),
    st.builds(lambda byte, size: bytes([byte]) * size, st.integers(0, 255), st.integers(0, 9000)),
)


@pytest.mark.parametrize("size", BOUNDARIES)
def test_a_stream_of_a_boundary_size_is_read_back(size: int) -> None:
    content = _content(size)
    assert _read(write_compound_file({"Stream": content})) == {"Stream": content}


def test_streams_of_all_boundary_sizes_are_read_back_together() -> None:
    inner = {f"Stream{size}": _content(size) for size in BOUNDARIES}
    tree: dict[str, bytes | Mapping[str, bytes]] = {"Storage": inner, **inner}
    assert _read(write_compound_file(tree)) == {
        **{f"Storage/{name}": inner[name] for name in inner},
        **inner,
    }


@given(_unique_names(CONTENT), st.lists(_unique_names(st.binary(max_size=99)), max_size=3))
def test_whatever_is_written_is_read_back(
    streams: dict[str, bytes], storages: list[dict[str, bytes]]
) -> None:
    # A name with a control character is none of those drawn above.
    tree: dict[str, bytes | Mapping[str, bytes]] = dict(streams)
    expected = dict(streams)
    for number, inner in enumerate(storages):
        tree[f"\x01{number}"] = inner
        expected |= {f"\x01{number}/{name}": content for name, content in inner.items()}
    assert _read(write_compound_file(tree)) == expected


def test_the_same_content_gives_the_same_bytes() -> None:
    first = write_compound_file({"A": {"B": b"x" * 5000, "C": b"y"}, "D": b"z"})
    assert write_compound_file({"A": {"B": b"x" * 5000, "C": b"y"}, "D": b"z"}) == first


def test_the_file_begins_with_the_header_of_version_3() -> None:
    header = write_compound_file({"A": b"x" * 70})[:512]
    assert header[:8] == bytes.fromhex("D0CF11E0A1B11AE1")
    assert header[24:34] == bytes.fromhex("3E00 0300 FEFF 0900 0600")
    # Sector 0: mini stream, 1: its table, 2: directory, 3: the table of sectors.
    names = ("directory sectors", "tables", "directory", "transaction", "cutoff")
    assert dict(zip(names, struct.unpack_from("<5I", header, 40), strict=True)) == {
        "directory sectors": 0,
        "tables": 1,
        "directory": 2,
        "transaction": 0,
        "cutoff": 4096,
    }
    assert struct.unpack_from("<4I", header, 60) == (1, 1, 0xFFFFFFFE, 0)
    assert struct.unpack_from("<2I", header, 76) == (3, 0xFFFFFFFF)


def test_an_empty_file_has_a_root_and_nothing_else() -> None:
    data = write_compound_file({})
    assert _read(data) == {}
    assert len(data) == 512 + 512 + 512


@pytest.mark.parametrize("count", [*range(1, 20), 31, 32, 63, 64])
def test_siblings_form_a_red_black_tree(count: int) -> None:
    names = [f"{'aBcDeFg'[number % 7] * (1 + number % 5)}{number}" for number in range(count)]
    entries = _entries(write_compound_file(dict.fromkeys(names, b"")), count + 1)
    ordered, _ = _walk(entries, entries[0].child, parent_is_red=True)
    assert ordered == sorted(names, key=lambda name: (len(name), name.upper()))


def test_the_largest_content_is_read_back_and_one_byte_more_is_refused() -> None:
    data = write_compound_file({"Stream": bytes(LARGEST)})
    with open_strictly(data) as file:
        assert file.get_size("Stream") == LARGEST
    with pytest.raises(ValueError, match="13844 sectors of content"):
        write_compound_file({"Stream": bytes(LARGEST + 1)})


@pytest.mark.parametrize(
    "name", ["", "n" * 32, "a/b", "a\\b", "a:b", "a!b", "a\0b", "模块"], ids=ascii
)
def test_a_name_that_the_format_does_not_allow_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"must have|can't have"):
        write_compound_file({name: b""})
    with pytest.raises(ValueError, match=r"must have|can't have"):
        write_compound_file({"Storage": {name: b""}})


def test_names_that_differ_in_case_only_are_refused() -> None:
    with pytest.raises(ValueError, match="'dir' stands twice"):
        write_compound_file({"VBA": {"DIR": b"", "dir": b""}})


def test_a_name_may_stand_in_two_storages() -> None:
    data = write_compound_file({"A": {"Same": b"1"}, "B": {"Same": b"2"}, "Same": b"3"})
    assert _read(data) == {"A/Same": b"1", "B/Same": b"2", "Same": b"3"}


def _content(size: int) -> bytes:
    return bytes(number * 7 % 251 for number in range(size))


def _read(data: bytes) -> dict[str, bytes]:
    with open_strictly(data) as file:
        assert file.parsing_issues == []
        return {"/".join(path): file.openstream(path).read() for path in file.listdir()}


class _Entry:
    """A directory entry as the bytes have it."""

    def __init__(self, packed: bytes) -> None:
        length, _, self.color = struct.unpack_from("<HBB", packed, 64)
        self.name = packed[: max(length - 2, 0)].decode("utf-16-le")
        self.left, self.right, self.child = struct.unpack_from("<3I", packed, 68)


def _entries(data: bytes, count: int) -> list[_Entry]:
    """The first entries; no other sectors interrupt the directory."""
    (start,) = struct.unpack_from("<I", data, 48)
    first = 512 * (start + 1)
    return [_Entry(data[first + 128 * n : first + 128 * (n + 1)]) for n in range(count)]


def _walk(entries: list[_Entry], number: int, *, parent_is_red: bool) -> tuple[list[str], int]:
    """Names in order and number of black entries on each way down."""
    if number == 0xFFFFFFFF:
        return [], 1
    entry = entries[number]
    is_red = entry.color == 0
    assert not (is_red and parent_is_red)
    before, left_height = _walk(entries, entry.left, parent_is_red=is_red)
    after, right_height = _walk(entries, entry.right, parent_is_red=is_red)
    assert left_height == right_height
    return [*before, entry.name, *after], left_height + (0 if is_red else 1)
