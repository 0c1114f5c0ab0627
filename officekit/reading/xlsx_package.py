"""The package of an .xlsx file: parts, relations, the workbook part (ECMA-376 parts 1 and 2).

Every part is parsed with expat, in pieces, so that a clock can stop what takes too long.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from time import thread_time
from typing import TypeVar
from xml.parsers import expat

from officekit.config import MEBIBYTE, Limits
from officekit.errors import FileRefusedError, FileUnreadableError
from officekit.reading.guards import read_part

NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
OPEN_AND_SAVE = "请用 Excel 或 WPS 打开后另存一份，或请对方重新发送。"
TRUE = ("1", "true")
_STRICT = NAMESPACES[1]
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_PIECE = 65_536
_LONGEST_TAG = 4 * MEBIBYTE
_MOST_REMEMBERED_BYTES = 65_536

Attributes = dict[str, str]
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a package; equal to every other one with the same bytes.

    Attributes:
        data: its bytes.
        name: its name in the package, for messages.
        file: the file's name, for messages.
        watch: called between pieces; it raises when the file takes too long.
    """

    data: bytes
    name: str = field(compare=False)
    file: str = field(compare=False)
    watch: Callable[[], None] = field(default=lambda: None, compare=False)


def remembered(read: Callable[[Part], Result]) -> Callable[[Part], Result]:
    """Keep what was read of the last small parts: files of one origin share most of them.

    What is read must not depend on more than the bytes, and nobody may change it.
    """
    kept = lru_cache(maxsize=64)(read)

    def again(part: Part) -> Result:
        return kept(part) if len(part.data) <= _MOST_REMEMBERED_BYTES else read(part)

    return again


def unescape(text: str) -> str:
    """Text with ``_xHHHH_`` escapes resolved (ST_Xstring)."""
    if "_x" not in text:
        return text
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def too_much(file: str, what: str) -> FileRefusedError:
    """The error for a file whose content is more than can be read (A08)."""
    return FileRefusedError(
        f"文件“{file}”{what}，已停止读取。", "请把表格拆成几个文件后再试。", entry="A08"
    )


def new_parser(part: Part) -> expat.XMLParserType:
    """A parser with namespaces that refuses a DTD, and with it every entity."""

    def refuse(*_: object) -> None:
        raise FileRefusedError(
            f"文件“{part.file}”内部的“{part.name}”带有文档类型声明，可能有害，已拒绝打开。",
            "请确认文件来源可靠；" + OPEN_AND_SAVE,
            entry="A07",
        )

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def parse(parser: expat.XMLParserType, part: Part, watch: Callable[[], None] | None = None) -> None:
    """Run a parser over a part, in pieces.

    Args:
        parser: with its handlers.
        part: the XML.
        watch: called between pieces in addition to the part's own.

    Raises:
        FileUnreadableError: not well-formed, or an attribute is not what the standard asks for.
        FileRefusedError: a single tag is larger than any program writes.
    """
    data = part.data
    try:
        if len(data) <= _PIECE:
            parser.Parse(data, True)
        else:
            whole = memoryview(data)
            for begin in range(0, len(data), _PIECE):
                parser.Parse(whole[begin : begin + _PIECE], False)
                if begin - parser.CurrentByteIndex > _LONGEST_TAG:
                    raise too_much(part.file, f"内部的“{part.name}”有过长的标记")
                part.watch()
                if watch is not None:
                    watch()
            parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise FileUnreadableError(
            f"文件“{part.file}”内部的“{part.name}”已损坏，读不下去。", OPEN_AND_SAVE
        ) from error
    part.watch()


def parse_elements(
    part: Part,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    texts: list[str] | None = None,
) -> None:
    """Parse a part whose elements are told apart by their local names alone.

    Args:
        part: the XML.
        start: called with the name of each element and its attributes.
        end: called with the name at its end.
        texts: takes all character data; the handlers empty it.
    """
    parser = new_parser(part)
    parser.StartElementHandler = lambda tag, found: start(tag.rpartition(" ")[2], found)
    if end is not None:
        finish = end
        parser.EndElementHandler = lambda tag: finish(tag.rpartition(" ")[2])
    if texts is not None:
        parser.CharacterDataHandler = texts.append
    parse(parser, part)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of a part.

    Attributes:
        id: as the part cites it.
        kind: last word of its type (``worksheet``, ``hyperlink`` …).
        target: as stored.
        external: the target lies outside the package.
    """

    id: str
    kind: str
    target: str
    external: bool

    def part(self, folder: str) -> str:
        """Name of the part that it leads to from a part in ``folder``."""
        target = self.target
        whole = target if target.startswith("/") else posixpath.join("/", folder, target)
        return posixpath.normpath(whole).lstrip("/")


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook lists it: name, id of its relation, ``state`` as stored."""

    name: str
    relation: str
    state: str


@dataclass(frozen=True, slots=True)
class BookPart:
    """What the workbook part says.

    Attributes:
        sheets: of every kind, in order.
        date1904: dates count from 1904.
        strict: Strict Office Open XML.
        names: defined names of the whole workbook → formula.
    """

    sheets: tuple[SheetEntry, ...]
    date1904: bool
    strict: bool
    names: Mapping[str, str]


class Clock:
    """Time of the processor that reading one file may take."""

    def __init__(self, seconds: float, file: str) -> None:
        self._end = thread_time() + seconds if seconds else None
        self._file = file

    def check(self) -> None:
        """Go on as long as there is time.

        Raises:
            FileRefusedError: there is none left.
        """
        if self._end is not None and thread_time() > self._end:
            raise too_much(self._file, "内容过多，读取时间过长")


class XlsxPackage:
    """An open workbook package.

    Args:
        package: opened by :func:`officekit.reading.guards.open_package`.
        path: of the file.
        limits: bounds.
        most_small_bytes: most bytes of all that is read with :meth:`small_part`, relations
            included; without bound of its own by default.
    """

    def __init__(
        self,
        package: zipfile.ZipFile,
        path: str,
        limits: Limits,
        *,
        most_small_bytes: int | None = None,
    ) -> None:
        self._package = package
        self._most_small_bytes = most_small_bytes
        self._small_bytes = 0
        self._relations: dict[str, dict[str, Relation]] = {}
        self.limits = limits
        self._clock = Clock(limits.seconds, Path(path).name)
        self.file = Path(path).name
        self.names = {name.lower(): name for name in package.namelist()}

    def has(self, name: str) -> bool:
        """The package has this part; upper and lower case are the same."""
        return name.lower() in self.names

    def part(self, name: str) -> Part:
        """A part by name.

        Raises:
            FileUnreadableError: missing or broken.
            FileRefusedError: larger than it says, or the time is over.
        """
        data = read_part(self._package, self.names.get(name.lower(), name), self.limits)
        return Part(data, name, self.file, self._clock.check)

    def small_part(self, name: str) -> Part:
        """A part beside the worksheets; each reading counts.

        Raises:
            FileUnreadableError: missing or broken.
            FileRefusedError: larger than it says, too much together, or the time is over.
        """
        part = self.part(name)
        self._small_bytes += len(part.data)
        if self._most_small_bytes is not None and self._small_bytes > self._most_small_bytes:
            raise too_much(self.file, "里表格以外的内容过多")
        return part

    def relations(self, name: str) -> Mapping[str, Relation]:
        """The relations of a part by id; empty where it has none. ``""`` is the package."""
        known = self._relations.get(name)
        if known is None:
            folder, base = posixpath.split(name)
            part = posixpath.join(folder, "_rels", f"{base}.rels")
            found = read_relations(self.small_part(part)) if self.has(part) else ()
            known = self._relations[name] = {relation.id: relation for relation in found}
        return known

    def main_part(self) -> str:
        """Name of the workbook part."""
        return target(self.relations(""), "officeDocument", "") or "xl/workbook.xml"


def target(relations: Mapping[str, Relation], kind: str, folder: str) -> str | None:
    """The part that the first inner relation of a kind leads to."""
    found = (each for each in relations.values() if each.kind == kind and not each.external)
    return next((each.part(folder) for each in found), None)


def missing_sheet(file: str, name: str) -> FileUnreadableError:
    """The error for a sheet that is listed and not there."""
    return FileUnreadableError(f"文件“{file}”缺少工作表“{name}”的内容。", OPEN_AND_SAVE)


@remembered
def read_relations(part: Part) -> tuple[Relation, ...]:
    """The relations that a ``.rels`` part holds."""
    relations: list[Relation] = []

    def start(tag: str, found: Attributes) -> None:
        if tag == "Relationship":
            kind = found["Type"].rpartition("/")[2]
            external = found.get("TargetMode") == "External"
            relations.append(Relation(found["Id"], kind, found["Target"], external))

    parse_elements(part, start)
    return tuple(relations)


@remembered
def read_book(part: Part) -> BookPart:
    """The workbook part.

    Raises:
        FileUnreadableError: broken, or it lists no sheets.
    """
    sheets: list[SheetEntry] = []
    names: dict[str, str] = {}
    texts: list[str] = []
    name: str | None = None
    date1904 = strict = False

    def start(tag: str, found: Attributes) -> None:
        nonlocal date1904, name
        texts.clear()
        if tag == "sheet":
            relation = next((v for k, v in found.items() if k.endswith(" id")), "")
            sheets.append(SheetEntry(unescape(found["name"]), relation, found.get("state", "")))
        elif tag == "workbookPr":
            date1904 = found.get("date1904") in TRUE
        elif tag == "definedName":
            name = None if "localSheetId" in found else unescape(found["name"])

    def end(tag: str) -> None:
        if tag == "definedName" and name is not None:
            names[name] = unescape("".join(texts))

    parser = new_parser(part)

    def root(tag: str, _: Attributes) -> None:
        nonlocal strict
        strict = tag.rpartition(" ")[0] == _STRICT
        parser.StartElementHandler = lambda tag, found: start(tag.rpartition(" ")[2], found)

    parser.StartElementHandler = root
    parser.EndElementHandler = lambda tag: end(tag.rpartition(" ")[2])
    parser.CharacterDataHandler = texts.append
    parse(parser, part)
    if not sheets:
        raise FileUnreadableError(f"文件“{part.file}”里没有工作表。", OPEN_AND_SAVE)
    return BookPart(tuple(sheets), date1904, strict, names)
