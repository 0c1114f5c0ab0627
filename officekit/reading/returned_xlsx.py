"""Returned .xlsx and .xlsm files in one guarded pass: everything that the checks ask for.

No macro is run, no link is followed. What a file may take of time and memory is bounded.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace

from officekit.config import MEBIBYTE, Config
from officekit.model.returned import FileFacts, ReturnedFile, ReturnedSheet
from officekit.reading.guards import check_file, open_package
from officekit.reading.returned_xlsx_drawings import read_surroundings
from officekit.reading.returned_xlsx_parts import (
    declares_macros,
    external_content,
    has_macros,
    read_application,
    read_modified,
    read_persons,
    read_properties,
)
from officekit.reading.returned_xlsx_sheet import ReturnedSheetReader
from officekit.reading.xlsx_package import (
    BookPart,
    Part,
    XlsxPackage,
    missing_sheet,
    read_book,
    target,
)
from officekit.reading.xlsx_parts import read_book_data

_MOST_CHARS = 20_000_000
_MOST_SMALL_BYTES = 8 * MEBIBYTE
_MOST_FAR_CELLS = 200
_CONTENT_TYPES = "[Content_Types].xml"


def read_returned_xlsx(path: str, config: Config) -> ReturnedFile:
    """Read a returned workbook: cells, formats, notes, shapes, properties, odd content.

    Args:
        path: the file.
        config: limits; :data:`officekit.config.RETURN_LIMITS` are meant for this.

    Returns:
        Its worksheets, and of the facts what the package itself tells: ``sent_at`` (last
        saving), ``application``, ``macros``, ``external``, ``strict``, ``date1904``,
        ``properties``, ``names``, ``far_cells``.

    Raises:
        FileUnreadableError: not a workbook, broken, parts missing, or no sheets.
        FileRefusedError: bombs, odd parts, a DTD, too much content; ``entry`` tells which.
        FileEncryptedError: a part of the package is encrypted.
    """
    check_file(path, config.limits)
    with open_package(path, config.limits) as opened:
        return read_opened_xlsx(opened, path, config)


def read_opened_xlsx(opened: zipfile.ZipFile, path: str, config: Config) -> ReturnedFile:
    """As :func:`read_returned_xlsx`, of a package that is open.

    Args:
        opened: by :func:`officekit.reading.guards.open_package`.
        path: of the file.
        config: limits.
    """
    package = XlsxPackage(opened, path, config.limits, most_small_bytes=_MOST_SMALL_BYTES)
    main = package.main_part()
    book = read_book(package.small_part(main))
    facts = _facts(package, book)
    sheets, far = _sheets(package, main, book)
    return ReturnedFile(replace(facts, far_cells=far), sheets)


def _facts(package: XlsxPackage, book: BookPart) -> FileFacts:
    relations = [
        (posixpath.dirname(owner), relation)
        for owner in _owners(package.names.values())
        for relation in package.relations(owner).values()
    ]
    declared = package.has(_CONTENT_TYPES) and declares_macros(package.small_part(_CONTENT_TYPES))
    custom = _property_part(package, "customproperties")
    application = _property_part(package, "extendedproperties")
    core = _property_part(package, "coreproperties")
    return FileFacts(
        package.file,
        sent_at="" if core is None else read_modified(core),
        application="" if application is None else read_application(application),
        macros=declared or has_macros(package.names, (each for _, each in relations)),
        external=external_content(package.names.values(), relations),
        strict=book.strict,
        date1904=book.date1904,
        properties={} if custom is None else read_properties(custom),
        names=book.names,
    )


def _owners(names: Iterable[str]) -> Iterator[str]:
    """The parts that have relations, by the names of all parts; ``""`` is the package."""
    for name in names:
        folder, base = posixpath.split(name)
        if base.endswith(".rels") and posixpath.basename(folder) == "_rels":
            yield posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))


def _property_part(package: XlsxPackage, kind: str) -> Part | None:
    """A part with properties; transitional files write ``core-properties``, strict ones don't."""
    for relation in package.relations("").values():
        if relation.kind.replace("-", "").lower() == kind and not relation.external:
            name = relation.part("")
            return package.small_part(name) if package.has(name) else None
    return None


def _sheets(
    package: XlsxPackage, main: str, book: BookPart
) -> tuple[tuple[ReturnedSheet, ...], tuple[str, ...]]:
    """The worksheets, and their cells far away; the limits hold for all of them together."""
    folder, relations = posixpath.dirname(main), package.relations(main)
    left = read_book_data(package, main, date1904=book.date1904, most_chars=_MOST_CHARS)
    people = target(relations, "person", folder)
    persons = {} if people is None else read_persons(package.small_part(people))
    sheets: list[ReturnedSheet] = []
    far: list[str] = []
    for entry in book.sheets:
        relation = relations.get(entry.relation)
        if relation is None or relation.external:
            raise missing_sheet(package.file, entry.name)
        if relation.kind != "worksheet":
            continue
        name = relation.part(folder)
        reader = ReturnedSheetReader(package.part(name), entry, left)
        reader.read()
        left = replace(
            left,
            most_cells=left.most_cells - reader.count - len(reader.sheet.merges),
            most_blanks=left.most_blanks - reader.blanks,
            most_chars=left.most_chars - reader.chars,
        )
        far += reader.take_far()
        sheets.append(reader.found(read_surroundings(package, name, persons)))
    return tuple(sheets), tuple(far[:_MOST_FAR_CELLS])
