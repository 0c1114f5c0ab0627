"""Documents with a grid of characters (指定行和字符网格), as LibreOffice can draw them.

LibreOffice 7.4 sets about half as many characters on a line where a section has a grid of lines
and characters with a negative pitch, which is what Word writes for 28 characters of 3号. For
drawing, such a section gets a grid of lines only, and all text the spacing that the grid gives.
"""

from __future__ import annotations

import math
import zipfile
from pathlib import Path

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"
_GRIDS = frozenset({"linesAndChars", "snapToChars"})
_BEHIND_SPACING = frozenset(f"{_W}{name}" for name in ("w", "kern", "position", "sz", "szCs"))
_UNITS_A_POINT, _TWIPS_A_POINT = 4096, 20


def drawable(path: str, folder: Path) -> str:
    """A copy of a document without a grid of characters; the document itself if it has none.

    Args:
        path: a document that was read before, so that its size is known to be harmless.
        folder: for the copy, which keeps the document's name.
    """
    if not zipfile.is_zipfile(path):
        return path
    with zipfile.ZipFile(path) as package:
        names = set(package.namelist())
        if not {_DOCUMENT, _STYLES} <= names:
            return path
        document = _parsed(package.read(_DOCUMENT))
        grids = [g for g in document.iter(f"{_W}docGrid") if g.get(f"{_W}type") in _GRIDS]
        if not grids:
            return path
        styles = _parsed(package.read(_STYLES))
        _set_spacing(styles, grids[0].get(f"{_W}charSpace", "0"))
        for grid in grids:
            grid.set(f"{_W}type", "lines")
            if f"{_W}charSpace" in grid.attrib:
                del grid.attrib[f"{_W}charSpace"]
        changed = {_DOCUMENT: document, _STYLES: styles}
        copy = folder / Path(path).name
        with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as target:
            for part in package.infolist():
                root = changed.get(part.filename)
                content = package.read(part) if root is None else etree.tostring(root)
                target.writestr(part.filename, content)
    return str(copy)


def _parsed(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(content, parser)


def _set_spacing(styles: etree._Element, char_space: str) -> None:
    """Give all text the spacing of the grid, unless the defaults have one."""
    try:
        twips = math.floor(int(char_space) / _UNITS_A_POINT * _TWIPS_A_POINT)
    except ValueError:
        return
    defaults = _child(styles, "docDefaults", 0)
    run = _child(_child(defaults, "rPrDefault", 0), "rPr", 0)
    if twips == 0 or run.find(f"{_W}spacing") is not None:
        return
    place = next((i for i, e in enumerate(run) if e.tag in _BEHIND_SPACING), len(run))
    spacing = etree.Element(f"{_W}spacing")
    spacing.set(f"{_W}val", str(twips))
    run.insert(place, spacing)


def _child(parent: etree._Element, name: str, place: int) -> etree._Element:
    """A child by name, made where it is missing."""
    found = parent.find(f"{_W}{name}")
    if found is None:
        found = etree.Element(f"{_W}{name}")
        parent.insert(place, found)
    return found
