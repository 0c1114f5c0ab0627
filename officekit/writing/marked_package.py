"""A department's own workbook with marks: everything else stays byte for byte."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import Any, Final

from lxml import etree

from officekit.model.finding import Severity
from officekit.model.location import column_letters
from officekit.model.packet import PROPERTY_PREFIX, REPLY_KEY, REPLY_SHEET, REPLY_TEXT_LINE
from officekit.model.returned import Place
from officekit.model.schema import SheetName
from officekit.writing.marked_problems import MARK_AMBER, MARK_RED, Reply, reply_texts
from officekit.writing.marked_reply_part import fill_reply_sheet
from officekit.writing.marked_styles import StyleBook, column_style
from officekit.writing.office_package import PACKAGE_NAMESPACE
from officekit.writing.packet_identity import hash_lines
from officekit.writing.workbook_package import WorkbookPackage, child, local_name, sibling_tag
from officekit.writing.workbook_sheet import SharedStrings, SheetPart

FILLS: Final = {Severity.ERROR: MARK_RED, Severity.WARNING: MARK_AMBER}
_PROPERTIES: Final = "docProps/custom.xml"
_PROPERTIES_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_CUSTOM: Final = f"{_OFFICE}/custom-properties"
_VALUE: Final = f"{_OFFICE}/docPropsVTypes"
_FORMAT_ID: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_COLUMN = re.compile(r"([A-Z]{1,3})\d+")
_BEFORE_VIEWS = frozenset(
    {"fileVersion", "fileSharing", "workbookPr", "workbookProtection", "AlternateContent"}
    | {"absPath", "revisionPtr"}
)


class MarkedPackage(WorkbookPackage):
    """A workbook that gets marks, the sheet 退回意见 and the identity of a reply."""

    def mark(self, reply: Reply) -> None:
        """Fill cells, and put 退回意见 in front of the reader."""
        styles = StyleBook(self)
        strings = SharedStrings(self)
        for name, marks in reply.marks.items():
            part = self._exact_sheet_part(name)
            if part is not None:
                _mark_sheet(self.root(part), strings, styles, marks)
                self.touch(part)
        self._put_reply(reply, styles)

    def _entries(self) -> list[Any]:
        sheets = child(self.workbook, "sheets")
        return [] if sheets is None else [e for e in sheets if local_name(e) == "sheet"]

    def _exact_sheet_part(self, name: str) -> str | None:
        return (
            self.sheet_part(name) if any(e.get("name") == name for e in self._entries()) else None
        )

    def _put_reply(self, reply: Reply, styles: StyleBook) -> None:
        names = [entry.get("name", "") for entry in self._entries()]
        if REPLY_SHEET not in names:
            self.add_sheet(REPLY_SHEET, etree.Element(sibling_tag(self.workbook, "worksheet")))
            names.append(REPLY_SHEET)
        part = self._exact_sheet_part(REPLY_SHEET)
        if part is None:
            raise self._unsupported()  # a chart has this name
        self._forget_relations(part)
        fill_reply_sheet(self.root(part), styles, reply)
        self.touch(part)
        self._entries()[names.index(REPLY_SHEET)].set("state", "visible")
        self._open_at(names.index(REPLY_SHEET), part)

    def _forget_relations(self, part: str) -> None:
        folder, name = posixpath.split(part)
        relations = f"{folder}/_rels/{name}.rels"
        if relations.lower() in self._names:
            root = self.root(relations)
            for element in list(root):
                root.remove(element)
            self.touch(relations)

    def _open_at(self, number: int, part: str) -> None:
        """Open at a sheet; no other one stays selected, or typing would go into both."""
        main = self._main
        views = child(self.workbook, "bookViews")
        if views is None or not len(views):
            if views is None:
                views = etree.Element(sibling_tag(self.workbook, "bookViews"))
                places = [i for i, e in enumerate(self.workbook) if local_name(e) in _BEFORE_VIEWS]
                self.workbook.insert(max(places, default=-1) + 1, views)
            etree.SubElement(views, sibling_tag(views, "workbookView"))
        for view in views:
            view.set("activeTab", str(number))
            view.set("firstSheet", "0")
        self.touch(main)
        for kind, other in self._relations().values():
            if other == part or other.lower() not in self._names or not kind.endswith("sheet"):
                continue
            selected = [
                view
                for group in self.root(other)
                if local_name(group) == "sheetViews"
                for view in group
                if view.get("tabSelected") not in (None, "0", "false")
            ]
            for view in selected:
                del view.attrib["tabSelected"]
                self.touch(other)

    # ---------------------------------------------------------------- identity

    def set_reply_to(self, value: str, identity: Mapping[str, str], reply: Reply) -> None:
        """Say which return the next one replaces, and which texts of 退回意见 are ours.

        Args:
            value: content hash of the return.
            identity: parts of the identity, written where the workbook has none left.
            reply: what stands on 退回意见.
        """
        hashes = hash_lines(REPLY_SHEET, reply_texts(reply))
        kept = self._exact_sheet_part(SheetName.META) is not None
        if not kept:
            self._add_hidden_sheet(identity)
        self._set_in_sheet(value, hashes)
        part = self._properties_part()
        if part is None and not kept:
            part = self._new_properties()
            for name, text in identity.items():
                self._set_property(part, name, text)
        if part is not None:
            self._set_property(part, REPLY_KEY, value)

    def _add_hidden_sheet(self, identity: Mapping[str, str]) -> None:
        root = etree.Element(sibling_tag(self.workbook, "worksheet"))
        etree.SubElement(root, sibling_tag(root, "sheetData"))
        self.add_sheet(SheetName.META, root)
        self._entries()[-1].set("state", "veryHidden")
        sheet = SheetPart(root, SharedStrings(self))
        for name, text in identity.items():
            sheet.add_row({1: name, 2: text}, {}, 15)

    def _set_in_sheet(self, value: str, hashes: list[str]) -> None:
        part = self._exact_sheet_part(SheetName.META)
        if part is None:
            raise self._unsupported()  # a chart has this name
        sheet = SheetPart(self.root(part), SharedStrings(self))
        for row in range(1, sheet.last_row + 1):
            if sheet.text(row, 1).strip() == REPLY_KEY and sheet.ensure_cell(row, 2):
                sheet.set_text(row, 2, value)
                break
        else:
            sheet.add_row({1: REPLY_KEY, 2: value}, {}, 15)
        for row in range(1, sheet.last_row + 1):
            if sheet.text(row, 1).strip() == REPLY_TEXT_LINE:  # of an earlier copy
                sheet.set_text(row, 1, "")
        for line in hashes:
            sheet.add_row({1: REPLY_TEXT_LINE, 2: line}, {}, 15)
        self.touch(part)

    def _properties_part(self) -> str | None:
        for relation in self.root("_rels/.rels"):
            if relation.get("Type", "").lower().endswith("/custom-properties"):
                part = relation.get("Target", "").lstrip("/")
                return part if part.lower() in self._names else None
        return None

    def _new_properties(self) -> str:
        root = etree.Element(f"{{{_CUSTOM}}}Properties", nsmap={"p": _CUSTOM, "vt": _VALUE})
        self._add_part(_PROPERTIES, root, _PROPERTIES_TYPE)
        relations = self.root("_rels/.rels")
        etree.SubElement(
            relations,
            f"{{{PACKAGE_NAMESPACE}/relationships}}Relationship",
            Id="rIdOfficekitProperties",
            Type=f"{_OFFICE}/relationships/custom-properties",
            Target=_PROPERTIES,
        )
        self.touch("_rels/.rels")
        return _PROPERTIES

    def _set_property(self, part: str, name: str, value: str) -> None:
        root = self.root(part)
        named = f"{PROPERTY_PREFIX}{name}"
        for element in list(root):
            if element.get("name", "").casefold() == named.casefold():
                root.remove(element)
        ids = [int(e.get("pid", "1")) for e in root if e.get("pid", "").isdecimal()]
        element = etree.SubElement(root, sibling_tag(root, "property"), fmtid=_FORMAT_ID)
        element.set("pid", str(max(ids, default=1) + 1))
        element.set("name", named)
        strict = "purl.oclc.org" in str(root.tag)
        space = "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes" if strict else _VALUE
        etree.SubElement(element, f"{{{space}}}lpwstr").text = value
        self.touch(part)


def _mark_sheet(
    root: etree._Element,
    strings: SharedStrings,
    styles: StyleBook,
    marks: Mapping[Place, Severity],
) -> None:
    """Fill cells; in a sheet with conditional formats by one more of them, which shows on top."""
    sheet = SheetPart(root, strings)
    filled: dict[Place, Severity] = {}
    for (row, column), severity in marks.items():
        filled.setdefault(sheet.anchor(row, column), severity)
    for (row, column), severity in filled.items():
        line = sheet.rows.get(row)
        if line is None:
            continue
        cell = _cell(root, line, row, column)
        cell.set("s", styles.marked(cell.get("s", "0"), FILLS[severity]))
    _cover_conditions(root, styles, filled)


def _cell(root: etree._Element, line: etree._Element, row: int, column: int) -> etree._Element:
    """A cell of a row; made where the row does not have it, in the format of row or column."""
    place, before = 0, 0
    for i, cell in enumerate(line):
        if local_name(cell) != "c":
            continue
        at = _COLUMN.fullmatch(cell.get("r", ""))
        before = _number(at[1]) if at else before + 1
        if before == column:
            return cell
        if before > column:
            break
        place = i + 1
    cell = etree.Element(sibling_tag(line, "c"), r=f"{column_letters(column)}{row}")
    own = line.get("s") if line.get("customFormat") in ("1", "true") else None
    cell.set("s", own or column_style(root, column))
    line.insert(place, cell)
    return cell


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _cover_conditions(
    root: etree._Element, styles: StyleBook, filled: Mapping[Place, Severity]
) -> None:
    first = child(root, "conditionalFormatting")
    if first is None or not filled:
        return
    severities = [s for s in FILLS if s in filled.values()]
    for rule in root.iter():
        if local_name(rule) == "cfRule" and rule.get("priority", "").isdecimal():
            rule.set("priority", str(int(rule.get("priority", "1")) + len(severities)))
    at = root.index(first)
    for i, severity in enumerate(severities):
        cells = [f"{column_letters(c)}{r}" for (r, c), each in filled.items() if each is severity]
        group = etree.Element(sibling_tag(root, "conditionalFormatting"), sqref=" ".join(cells))
        rule = etree.SubElement(group, sibling_tag(root, "cfRule"), type="expression")
        rule.set("dxfId", styles.condition(FILLS[severity]))
        rule.set("priority", str(i + 1))
        etree.SubElement(rule, sibling_tag(root, "formula")).text = "TRUE"
        root.insert(at + i, group)
