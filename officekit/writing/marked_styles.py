"""Cell formats added to a workbook's own: its formats with another fill, and those of a sheet."""

from __future__ import annotations

from copy import deepcopy
from typing import Final

from lxml import etree

from officekit.errors import FormatUnsupportedError
from officekit.writing.workbook_package import WorkbookPackage, child, local_name, sibling_tag

_MOST_FORMATS: Final = 60_000  # Excel stops at 65,490
_TEXT: Final = "49"
_BEHIND_DXFS: Final = frozenset({"tableStyles", "colors", "extLst"})
_SIDES: Final = ("left", "right", "top", "bottom", "diagonal")


class StyleBook:
    """The formats of a workbook, to be extended.

    Args:
        package: the workbook.

    Raises:
        FormatUnsupportedError: it has no formats that can be extended.
    """

    def __init__(self, package: WorkbookPackage) -> None:
        part = package.part_of_type("/styles")
        root = package.root(part) if part else None
        groups = {} if root is None else {local_name(e): e for e in root}
        if not part or root is None or not {"fonts", "fills", "borders", "cellXfs"} <= set(groups):
            raise FormatUnsupportedError("工作簿里没有单元格格式。", "请另存为 .xlsx 后再试。")
        self._root: etree._Element = root
        self._groups: dict[str, etree._Element] = groups
        self._made: dict[tuple[str, ...], str] = {}
        package.touch(part)

    def marked(self, style: str, colour: str) -> str:
        """The number of a format with a solid fill in place of its own, and without lock.

        What is marked has to be mended, in a locked column too.
        """
        key = ("marked", style, colour)
        if key not in self._made:
            formats = [e for e in self._groups["cellXfs"] if local_name(e) == "xf"]
            known = style.isdecimal() and int(style) < len(formats)
            copied = deepcopy(formats[int(style) if known else 0]) if formats else self._plain()
            copied.set("fillId", self._fill(colour))
            copied.set("applyFill", "1")
            copied.set("applyProtection", "1")
            self._unlock(copied)
            self._made[key] = self._add("cellXfs", copied)
        return self._made[key]

    def cell(
        self,
        *,
        font: str,
        size: float = 10.5,
        colour: str = "000000",
        fill: str = "",
        framed: bool = True,
        centred: bool = False,
        underlined: bool = False,
    ) -> str:
        """The number of a format for wrapped text.

        Args:
            font: name of the font.
            size: in points.
            colour: of the text, six hexadecimal digits.
            fill: colour of the fill; none where blank.
            framed: with thin grey rules.
            centred: across; else left.
            underlined: as a link.
        """
        key = ("cell", font, f"{size:g}", colour, fill, *map(str, (framed, centred, underlined)))
        if key not in self._made:
            entry = self._plain()
            entry.set("numFmtId", _TEXT)
            entry.set("fontId", self._font(font, size, colour, underlined=underlined))
            entry.set("fillId", self._fill(fill) if fill else "0")
            entry.set("borderId", self._frame() if framed else "0")
            for name in ("NumberFormat", "Font", "Fill", "Border", "Alignment"):
                entry.set(f"apply{name}", "1")
            alignment = self._new(entry, "alignment", vertical="center", wrapText="1")
            alignment.set("horizontal", "center" if centred else "left")
            self._made[key] = self._add("cellXfs", entry)
        return self._made[key]

    def condition(self, colour: str) -> str:
        """The number of a conditional format's look with a solid fill."""
        key = ("dxf", colour)
        if key not in self._made:
            if "dxfs" not in self._groups:
                group = etree.Element(sibling_tag(self._root, "dxfs"))
                places = [i for i, e in enumerate(self._root) if local_name(e) in _BEHIND_DXFS]
                self._root.insert(min(places, default=len(self._root)), group)
                self._groups["dxfs"] = group
            look = etree.Element(sibling_tag(self._root, "dxf"))
            pattern = self._new(self._new(look, "fill"), "patternFill", patternType="solid")
            self._new(pattern, "fgColor", rgb=f"FF{colour}")
            self._new(pattern, "bgColor", rgb=f"FF{colour}")
            self._made[key] = self._add("dxfs", look)
        return self._made[key]

    def _unlock(self, entry: etree._Element) -> None:
        protection = child(entry, "protection")
        if protection is None:
            protection = etree.Element(sibling_tag(entry, "protection"))
            alignment = child(entry, "alignment")
            entry.insert(0 if alignment is None else entry.index(alignment) + 1, protection)
        protection.set("locked", "0")

    def _plain(self) -> etree._Element:
        entry = etree.Element(sibling_tag(self._root, "xf"))
        for name in ("numFmtId", "fontId", "fillId", "borderId", "xfId"):
            entry.set(name, "0")
        return entry

    def _font(self, name: str, size: float, colour: str, *, underlined: bool) -> str:
        font = etree.Element(sibling_tag(self._root, "font"))
        if underlined:
            self._new(font, "u")
        self._new(font, "sz", val=f"{size:g}")
        self._new(font, "color", rgb=f"FF{colour}")
        self._new(font, "name", val=name)
        return self._add("fonts", font)

    def _fill(self, colour: str) -> str:
        key = ("fill", colour)
        if key not in self._made:
            fill = etree.Element(sibling_tag(self._root, "fill"))
            pattern = self._new(fill, "patternFill", patternType="solid")
            self._new(pattern, "fgColor", rgb=f"FF{colour}")
            self._new(pattern, "bgColor", indexed="64")
            self._made[key] = self._add("fills", fill)
        return self._made[key]

    def _frame(self) -> str:
        key = ("frame",)
        if key not in self._made:
            border = etree.Element(sibling_tag(self._root, "border"))
            for side in _SIDES:
                line = self._new(border, side)
                if side != _SIDES[-1]:
                    line.set("style", "thin")
                    self._new(line, "color", rgb="FFA6A6A6")
            self._made[key] = self._add("borders", border)
        return self._made[key]

    def _new(self, parent: etree._Element, name: str, **values: str) -> etree._Element:
        element = etree.SubElement(parent, sibling_tag(self._root, name))
        for key, value in values.items():
            element.set(key, value)
        return element

    def _add(self, group: str, entry: etree._Element) -> str:
        """Put an entry behind those of its group; answers its number."""
        entries = self._groups[group]
        number = sum(local_name(e) == local_name(entry) for e in entries)
        if number > _MOST_FORMATS:
            raise FormatUnsupportedError("工作簿的单元格格式太多。", "请另存为 .xlsx 后再试。")
        entries.append(entry)
        entries.set("count", str(number + 1))
        return str(number)


def column_style(root: etree._Element, column: int) -> str:
    """Number of the format that blank cells of a column have."""
    columns = child(root, "cols")
    for entry in () if columns is None else columns:
        if int(entry.get("min", "0")) <= column <= int(entry.get("max", "0")):
            return entry.get("style", "0")
    return "0"
