"""Excel workbooks (.xlsx, .xlsm, transitional and strict) in one pass: zip and expat.

General libraries lose what a returned workbook must not lose (error values, formulas, hidden
rows, the cells behind a wrong ``dimension``) or fill the memory on a single far cell.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from officekit.config import DEFAULT_CONFIG, Config, Limits
from officekit.errors import FileUnreadableError
from officekit.model.document import Source, SourceKind, Workbook
from officekit.model.finding import Finding
from officekit.model.table import Table
from officekit.reading.grid import build_table, skipped_finding
from officekit.reading.guards import open_package, read_part
from officekit.reading.number_formats import FormatKind, format_kind
from officekit.reading.xlsx_parts import (
    BookData,
    new_parser,
    parse,
    read_sheet,
    read_strings,
    unescape,
)

_OPEN_AND_SAVE = "请用 Excel 或 WPS 打开后另存一份，或请对方重新发送。"

_Attributes = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Relation:
    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class _SheetEntry:
    name: str
    relation: str


def read_xlsx(path: str, config: Config = DEFAULT_CONFIG) -> Workbook:
    """Read a workbook: values, formulas, merges, hidden rows and columns of all its sheets.

    Dates become dates by number format; percentages and elapsed times stay numbers; an error
    value becomes its text (``#REF!``) with a finding.

    Args:
        path: the file.
        config: limits.

    Returns:
        One table a worksheet, hidden ones included, with the findings RD020 to RD025.

    Raises:
        FileUnreadableError: not a workbook, broken, parts missing, or no sheets.
        FileRefusedError: bombs, a DTD, too many cells.
        FileEncryptedError: a part of the package is encrypted.
    """
    with open_package(path, config.limits) as package:
        return _Package(package, path, config.limits).read()


class _Package:
    """An open workbook package."""

    def __init__(self, package: zipfile.ZipFile, path: str, limits: Limits) -> None:
        self._package = package
        self._path = path
        self._file = Path(path).name
        self._limits = limits
        self._names = {name.lower(): name for name in package.namelist()}

    def read(self) -> Workbook:
        main = self._main_part()
        relations = self._relations(main)
        entries, date1904 = self._workbook(main)
        if not entries:
            raise FileUnreadableError(f"文件“{self._file}”里没有工作表。", _OPEN_AND_SAVE)
        book = BookData(
            self._file,
            self._shared_strings(_target(relations, "sharedStrings")),
            self._format_kinds(_target(relations, "styles")),
            date1904,
            self._limits.cells,
        )
        tables: list[Table] = []
        findings: list[Finding] = []
        for entry in entries:
            relation = relations.get(entry.relation)
            if relation is None or relation.external:
                raise FileUnreadableError(
                    f"文件“{self._file}”缺少工作表“{entry.name}”的内容。", _OPEN_AND_SAVE
                )
            if relation.kind != "worksheet":
                findings.append(skipped_finding(entry.name, self._path))
                continue
            data = self._read(relation.target)
            sheet = read_sheet(data, relation.target, entry.name, book)
            table, found = build_table(sheet, self._path, self._limits.cells)
            tables.append(table)
            findings += found
        return Workbook(Source(self._path, SourceKind.XLSX), tuple(tables), tuple(findings))

    def _read(self, part: str) -> bytes:
        return read_part(self._package, self._names.get(part.lower(), part), self._limits)

    def _parse(
        self,
        part: str,
        start: Callable[[str, _Attributes], None],
        end: Callable[[str], None] | None = None,
    ) -> None:
        parser = new_parser(self._file, part)
        parser.StartElementHandler = lambda tag, found: start(tag.rpartition(" ")[2], found)
        if end is not None:
            finish = end
            parser.EndElementHandler = lambda tag: finish(tag.rpartition(" ")[2])
        parse(parser, self._read(part), self._file, part)

    def _relations(self, part: str) -> dict[str, _Relation]:
        folder, name = posixpath.split(part)
        relations_part = posixpath.join(folder, "_rels", f"{name}.rels")
        relations: dict[str, _Relation] = {}

        def start(tag: str, found: _Attributes) -> None:
            if tag == "Relationship":
                target = found["Target"]
                whole = target if target.startswith("/") else posixpath.join("/", folder, target)
                relations[found["Id"]] = _Relation(
                    found["Type"].rpartition("/")[2],
                    posixpath.normpath(whole).lstrip("/"),
                    found.get("TargetMode") == "External",
                )

        if relations_part.lower() in self._names:
            self._parse(relations_part, start)
        return relations

    def _main_part(self) -> str:
        return _target(self._relations(""), "officeDocument") or "xl/workbook.xml"

    def _workbook(self, part: str) -> tuple[list[_SheetEntry], bool]:
        entries: list[_SheetEntry] = []
        date1904 = False

        def start(tag: str, found: _Attributes) -> None:
            nonlocal date1904
            if tag == "sheet":
                relation = next((v for k, v in found.items() if k.endswith(" id")), "")
                entries.append(_SheetEntry(unescape(found["name"]), relation))
            elif tag == "workbookPr":
                date1904 = found.get("date1904") in ("1", "true")

        self._parse(part, start)
        return entries, date1904

    def _shared_strings(self, part: str | None) -> tuple[str, ...]:
        return () if part is None else read_strings(self._read(part), part, self._file)

    def _format_kinds(self, part: str | None) -> tuple[FormatKind, ...]:
        """What each cell style (cellXfs) shows."""
        codes: dict[int, str] = {}
        numbers: list[int] = []
        inside = False

        def start(tag: str, found: _Attributes) -> None:
            nonlocal inside
            if tag == "numFmt":
                codes.setdefault(int(found["numFmtId"]), found["formatCode"])
            elif tag == "cellXfs":
                inside = True
            elif tag == "xf" and inside:
                numbers.append(int(found.get("numFmtId", 0)))

        def end(tag: str) -> None:
            nonlocal inside
            if tag == "cellXfs":
                inside = False

        if part is not None:
            self._parse(part, start, end)
        return tuple(format_kind(number, codes.get(number)) for number in numbers)


def _target(relations: dict[str, _Relation], kind: str) -> str | None:
    return next((r.target for r in relations.values() if r.kind == kind and not r.external), None)
