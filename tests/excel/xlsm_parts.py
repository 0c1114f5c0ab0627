"""Parts of a workbook file: contents, content types, relationships."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
VML = "urn:schemas-microsoft-com:vml"
VML_EXCEL = "urn:schemas-microsoft-com:office:excel"


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship of a part.

    Attributes:
        id: unique in its part.
        kind: the type, a URI.
        target: name of the part it leads to.
        external: whether it leads out of the file.
    """

    id: str
    kind: str
    target: str
    external: bool


def parts_of(workbook: bytes | Path) -> dict[str, bytes]:
    """Contents of all parts by name, in the order of the file."""
    source = BytesIO(workbook) if isinstance(workbook, bytes) else workbook
    with zipfile.ZipFile(source) as file:
        return {name: file.read(name) for name in file.namelist()}


def xml(part: bytes) -> Any:
    """The root element of a part."""
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))


def find(part: bytes, path: str) -> list[Any]:
    """Elements by XPath; the prefixes are ``m`` (workbook), ``v`` and ``x`` (form buttons)."""
    found: list[Any] = xml(part).xpath(path, namespaces={"m": MAIN, "v": VML, "x": VML_EXCEL})
    return found


def different(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Names of the parts that only one file has or that differ."""
    names = dict.fromkeys((*one, *other))
    return [name for name in names if one.get(name) != other.get(name)]


def content_types(parts: dict[str, bytes]) -> dict[str, str]:
    """Content type of each part; a part without one is left out."""
    root = xml(parts["[Content_Types].xml"])
    defaults = {e.get("Extension"): e.get("ContentType") for e in root.iter(f"{{{TYPES}}}Default")}
    overrides = {
        e.get("PartName")[1:]: e.get("ContentType") for e in root.iter(f"{{{TYPES}}}Override")
    }
    found = {name: overrides.get(name, defaults.get(name.rpartition(".")[2])) for name in parts}
    return {name: kind for name, kind in found.items() if kind is not None}


def relationships(parts: dict[str, bytes]) -> dict[str, list[Relationship]]:
    """Relationships by the name of the part they start from; ``""`` is the file itself."""
    result = {}
    for name, content in parts.items():
        folder, _, file = name.rpartition("/")
        if file.endswith(".rels"):
            base = posixpath.dirname(folder)
            result[posixpath.join(base, file.removesuffix(".rels"))] = [
                Relationship(
                    each.get("Id"),
                    each.get("Type"),
                    posixpath.normpath(posixpath.join("/", base, each.get("Target"))).lstrip("/"),
                    each.get("TargetMode") == "External",
                )
                for each in xml(content)
            ]
    return result
