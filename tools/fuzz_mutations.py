"""Ways to damage a returned file, drawn from a seeded generator."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from tools.fuzz_samples import parts_of, zipped

_NUMBERS: Final = (
    *("0", "-1", "1", "2", "255", "256", "32767", "65536", "1048576", "1048577", "16384"),
    *("2147483647", "2147483648", "4294967295", "99999999999999999999", "1e308", "1e999"),
    *("-1e-400", "NaN", "nan", "INF", "-Infinity", "1.5", "", " ", "0x10", "٣", "１２", "1_000"),
)
_TEXTS: Final = (
    *(
        "",
        " ",
        "\t\n",
        "=1+1",
        "@SUM(A1)",
        "_x000D_",
        "&#1;",
        "&#55296;",
        "&amp;lt;",
        "&undefined;",
    ),
    *(
        "已完成",
        "75",
        "750%",
        "７５％",
        "百分之七十五",
        "1.2万",
        "2025-13-45",
        "45838",
        "同上",
        "无",
    ),
    *("合计", "填表人：周一帆", "行标识", "进展情况", "T001", "T002", "T999", "A1", "XFD1048576"),
    *("A1:XFD1048576", "A0", "ZZZZ1", "1A", "$A$1", "甲", "\u202e", "\ufeff", "\U0001f600" * 3),
    *("true", "s", "e", "d", "b", "str", "n", "inlineStr", "xl/../../x", "http://a.invalid/"),
    *("2025-09-20T10:00:00+99:00", "0001-01-01T00:00:00Z", "第3期", "2025年13月", "officekit.x"),
    "长" * 40_000,
)
_BYTES: Final = (b"\x00", b"\xff", b"\x7f", b"\x80", b"<", b">", b"&", b'"', b"\r\n", b"PK\x03\x04")
_TAG = re.compile(r"<[^<>]+>")
_ATTRIBUTE = re.compile(r'="[^"]*"')
_TEXT = re.compile(r">[^<>]+<")
_ELEMENT = re.compile(r"<(?P<name>[\w:]+)(?:\s[^<>]*)?(?:/>|>[^<>]*</(?P=name)>)")
_DIGITS = re.compile(r"-?\d+(?:\.\d+)?")
_REFERENCE = re.compile(r'r="[A-Z]+\d+"|ref="[^"]*"|sqref="[^"]*"')
_ZIPPED = (".xlsx", ".ods", ".zip")
_TEXTUAL = (".csv", ".html")
_PROMISES = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv", ".txt", ".html", ".eml", ".zip", "")


def mutate(name: str, data: bytes, random: Random) -> tuple[str, bytes]:
    """A damaged copy of a file, and the name under which it comes.

    Args:
        name: of the valid file.
        data: its bytes.
        random: what happens is drawn from it.
    """
    inside = name.endswith(_ZIPPED) and random.random() < 0.85  # noqa: PLR2004 - a share
    if inside:
        changed = _in_package(data, random)
    elif name.endswith(_TEXTUAL) and random.random() < 0.7:  # noqa: PLR2004 - a share
        changed = _change_text(data, random)
    else:
        changed = damage(data, random)
    if random.random() < 0.04:  # noqa: PLR2004 - a share
        stem = name.rsplit(".", 1)[0]
        name = stem + random.choice(_PROMISES)
    return name, changed


def damage(data: bytes, random: Random) -> bytes:
    """Flip bits, splice, cut, repeat or replace bytes, one to four times."""
    changed = bytearray(data)
    for _ in range(random.randint(1, 4)):
        random.choice(_DAMAGES)(changed, random)
    return bytes(changed)


def _change_text(data: bytes, random: Random) -> bytes:
    """Change characters, so that the text stays readable in its encoding."""
    encoding = "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        encoding = "gb18030"
        text = data.decode(encoding)
    for _ in range(random.randint(1, 4)):
        first = random.randrange(len(text) + 1)
        last = min(len(text), first + random.choice((0, 0, 1, 4, 30, 200)))
        new = random.choice(
            (*_TEXTS, *_NUMBERS, '"', ",", "\n", "\r", ";", "\t", text[first:last] * 2)
        )
        text = text[:first] + new + text[last:]
    return text.encode(encoding, errors="replace")


def _flip(data: bytearray, random: Random) -> None:
    for _ in range(random.randint(1, 16)):
        if data:
            data[random.randrange(len(data))] ^= 1 << random.randrange(8)


def _splice(data: bytearray, random: Random) -> None:
    first, last = _span(data, random)
    at = random.randrange(len(data) + 1)
    data[at : at + random.choice((0, last - first))] = data[first:last]


def _cut(data: bytearray, random: Random) -> None:
    first, last = _span(data, random)
    del data[first:last]


def _truncate(data: bytearray, random: Random) -> None:
    del data[random.randrange(len(data) + 1) :]


def _insert(data: bytearray, random: Random) -> None:
    at = random.randrange(len(data) + 1)
    piece = random.choice((random.randbytes(random.randint(1, 40)), random.choice(_BYTES)))
    data[at : at + random.choice((0, len(piece)))] = piece


def _span(data: bytearray, random: Random) -> tuple[int, int]:
    first = random.randrange(len(data) + 1)
    return first, min(len(data), first + random.randint(1, 600))


_DAMAGES: Final = (_flip, _splice, _cut, _insert, _truncate, _flip, _insert)


def _in_package(data: bytes, random: Random) -> bytes:
    """Change what is inside, and pack it again with right checksums."""
    parts = dict(parts_of(data))
    names = sorted(parts)
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        name = _likely(names, random)
        if random.random() < 0.06:  # noqa: PLR2004 - a share
            return _odd_package(parts, name, random)
        if name.endswith(".xlsx"):
            parts[name] = _in_package(parts[name], random)
        elif name.endswith((".xml", ".rels")):
            parts[name] = change_xml(parts[name], random)
        else:
            parts[name] = damage(parts[name], random)
    return zipped(parts)


def _likely(names: list[str], random: Random) -> str:
    """A part; most often the sheet with the table or its texts."""
    big = [n for n in names if n.endswith(("sheet1.xml", "sharedStrings.xml", "content.xml"))]
    return random.choice(big) if big and random.random() < 0.6 else random.choice(names)  # noqa: PLR2004 - a share


def _odd_package(parts: Mapping[str, bytes], name: str, random: Random) -> bytes:
    """Drop, rename, exchange or repeat a part."""
    other = random.choice(sorted(parts))
    content = dict(parts)
    match random.randrange(4):
        case 0:
            del content[name]
        case 1:
            content[random.choice((name.upper(), f"../{name}", f"/{name}", "x"))] = content.pop(
                name
            )
        case 2:
            content[name], content[other] = content[other], content[name]
        case _:
            stream = io.BytesIO(zipped(content))
            with zipfile.ZipFile(stream, "a") as package:
                package.writestr(f"{name}.bak", content[other])
            return stream.getvalue()
    return zipped(content)


def change_xml(data: bytes, random: Random) -> bytes:
    """Change an XML part so that it mostly stays readable, one to five times."""
    if random.random() < 0.05:  # noqa: PLR2004 - a share
        return damage(data, random)
    text = data.decode(errors="surrogateescape")
    for _ in range(random.choice((1, 1, 1, 2, 2, 3, 8))):
        text = random.choice(_CHANGES)(text, random)
    return text.encode(errors="surrogateescape")


def _replace(pattern: re.Pattern[str], new: Callable[[str, Random], str]) -> _Change:
    def change(text: str, random: Random) -> str:
        root = text.find(">", text.find("?>") + 2) + 1
        found = pattern.search(text, random.randint(root, len(text))) or pattern.search(text, root)
        if found is None:
            return text
        return text[: found.start()] + new(found[0], random) + text[found.end() :]

    return change


def _swap(text: str, random: Random) -> str:
    """Two elements change places."""
    found = sorted(
        {m.span() for _ in "ab" if (m := _ELEMENT.search(text, random.randrange(len(text) + 1)))}
    )
    if len(found) != 2 or found[0][1] > found[1][0]:  # noqa: PLR2004 - two of them
        return text
    (a, b), (c, d) = found
    return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]


_Change = Callable[[str, Random], str]
_CHANGES: Final[tuple[_Change, ...]] = (
    _replace(_DIGITS, lambda _, r: r.choice(_NUMBERS)),
    _replace(_DIGITS, lambda _, r: r.choice(_NUMBERS)),
    _replace(_ATTRIBUTE, lambda _, r: f'="{r.choice(_TEXTS)}"'),
    _replace(_ATTRIBUTE, lambda _, r: f'="{r.choice(_NUMBERS)}"'),
    _replace(_TEXT, lambda _, r: f">{r.choice(_TEXTS)}<"),
    _replace(_TEXT, lambda _, r: f">{r.choice(_TEXTS)}<"),
    _replace(_TEXT, lambda old, r: f"{old[:-1]}{r.choice(_TEXTS)}<"),
    _replace(_REFERENCE, lambda old, r: f'{old.split("=")[0]}="{r.choice(_TEXTS)}"'),
    _replace(_ELEMENT, lambda _, __: ""),
    _replace(_ELEMENT, lambda old, r: old * r.choice((2, 2, 3, 500))),
    _replace(_TAG, lambda old, r: old * r.choice((0, 2))),
    _replace(re.compile(r' t="\w+"'), lambda _, r: f' t="{r.choice(_TEXTS)}"'),
    _swap,
)
