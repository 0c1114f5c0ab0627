"""The parts of an .xlsx package: read, some changed, the others copied byte for byte."""

from __future__ import annotations

import posixpath
from typing import Final

from lxml import etree

from officekit.config import DEFAULT_CONFIG, Config
from officekit.model.schema import normalize_heading
from officekit.writing.office_package import (
    CONTENT_TYPES,
    PACKAGE_NAMESPACE,
    OfficePackage,
    Wording,
)

_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BEFORE_CALC = frozenset(
    {"fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets"}
    | {"functionGroups", "externalReferences", "definedNames", "AlternateContent", "absPath"}
    | {"revisionPtr"}
)


def local_name(element: etree._Element) -> str:
    """Name of an element without namespace; blank for comments."""
    return "" if callable(element.tag) else etree.QName(element).localname


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child of a local name."""
    return next((e for e in element if local_name(e) == name), None)


def sibling_tag(element: etree._Element, name: str) -> str:
    """A tag in the namespace of an element (transitional or strict)."""
    namespace = etree.QName(element).namespace
    return f"{{{namespace}}}{name}" if namespace else name


class WorkbookPackage(OfficePackage):
    """A workbook held in memory.

    Args:
        name: file name, for messages.
        data: the file.
        config: limits.
    """

    wording = Wording(
        "Excel",
        ".xlsx 工作簿",
        ".xls 文件",
        "改正",
        "请用 Excel 或 WPS 打开，另存为 .xlsx 后再试。",
    )

    def __init__(self, name: str, data: bytes, config: Config = DEFAULT_CONFIG) -> None:
        super().__init__(name, data, config)
        if "xl/workbook.bin" in self._names:
            raise self._unsupported()
        self._main = self._main_part()
        self.workbook: etree._Element = self.root(self._main)

    def part_of_type(self, ending: str) -> str | None:
        """The part that the workbook relates to under a type with this ending."""
        return next((t for kind, t in self._relations().values() if kind.endswith(ending)), None)

    # -------------------------------------------------------------- the workbook

    @property
    def has_macros(self) -> bool:
        """Whether the workbook is an .xlsm by its content type."""
        types = self.root(CONTENT_TYPES)
        main = f"/{self._main}".lower()
        kinds = (
            element.get("ContentType", "")
            for element in types
            if element.get("PartName", "").lower() == main
        )
        return any("macroEnabled" in kind for kind in kinds)

    def _main_part(self) -> str:
        if "_rels/.rels" not in self._names:
            raise self._broken()
        for relation in self.root("_rels/.rels"):
            if relation.get("Type", "").endswith("/officeDocument"):
                part = relation.get("Target", "").lstrip("/")
                if part.lower().startswith("xl/"):
                    return str(self._names.get(part.lower(), part))
        raise self._unsupported()

    def _relations_part(self) -> str:
        folder, name = posixpath.split(self._main)
        return f"{folder}/_rels/{name}.rels"

    def _relations(self) -> dict[str, tuple[str, str]]:
        """Type and part by id."""
        folder = posixpath.dirname(self._main)
        return {
            relation.get("Id", ""): (
                relation.get("Type", ""),
                posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))[1:],
            )
            for relation in self.root(self._relations_part())
            if relation.get("TargetMode") != "External"
        }

    def sheet_part(self, name: str) -> str | None:
        """The part of a worksheet: by its name, else by its name without spaces and marks."""
        sheets = child(self.workbook, "sheets")
        entries = list(sheets) if sheets is not None else []
        for same in (str, normalize_heading):
            for entry in entries:
                if same(entry.get("name", "")) == same(name):
                    kind, part = self._relations().get(_relation_id(entry), ("", ""))
                    return part if kind.endswith("/worksheet") else None
        return None

    def add_sheet(self, name: str, root: etree._Element) -> None:
        """Add a worksheet behind the others."""
        number = 1
        while f"xl/worksheets/sheet{number}.xml" in self._names:
            number += 1
        part = f"xl/worksheets/sheet{number}.xml"
        self._add_part(part, root, _SHEET_TYPE)
        sheets = child(self.workbook, "sheets")
        if sheets is None or len(sheets) == 0:
            raise self._broken()
        relation = f"rIdOfficekit{number}"
        relations = self.root(self._relations_part())
        kind = next(k for k, _ in self._relations().values() if k.endswith("/worksheet"))
        etree.SubElement(
            relations,
            f"{{{PACKAGE_NAMESPACE}/relationships}}Relationship",
            Id=relation,
            Type=kind,
            Target=f"/{part}",
        )
        self.touch(self._relations_part())
        entry = etree.SubElement(sheets, sibling_tag(sheets, "sheet"), name=name)
        entry.set("sheetId", str(1 + max(int(e.get("sheetId", "0")) for e in sheets)))
        entry.set(_relation_attribute(sheets[0]), relation)
        self.touch(self._main)

    def recalculate_on_opening(self) -> None:
        """Have Excel compute all formulas when it opens the file: some may look at new texts."""
        settings = child(self.workbook, "calcPr")
        if settings is None:
            settings = etree.Element(sibling_tag(self.workbook, "calcPr"))
            places = [i for i, e in enumerate(self.workbook) if local_name(e) in _BEFORE_CALC]
            self.workbook.insert(max(places, default=-1) + 1, settings)
        settings.set("fullCalcOnLoad", "1")
        self.touch(self._main)


def _relation_attribute(entry: etree._Element) -> str:
    return next(
        (
            str(name)
            for name in entry.attrib
            if str(name).endswith("}id") and "relationships" in str(name)
        ),
        "id",
    )


def _relation_id(entry: etree._Element) -> str:
    return entry.get(_relation_attribute(entry), "")
