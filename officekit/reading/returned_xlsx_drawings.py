"""What lies over and behind the cells of a returned .xlsx file: notes, shapes, pictures, tables."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from officekit.errors import FileUnreadableError
from officekit.model.returned import Note, Place
from officekit.reading.returned_xlsx_parts import read_comments, read_threads
from officekit.reading.xlsx_package import Attributes, Part, XlsxPackage, parse_elements

FILTER_CRITERIA = frozenset(
    {"filters", "customFilters", "top10", "dynamicFilter", "colorFilter", "iconFilter"}
)
_VML_SHAPES = frozenset({"shape", "rect", "roundrect", "oval"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What other parts of the package say of a worksheet.

    Attributes:
        notes: comments.
        shapes: texts of text boxes and shapes.
        pictures: how many stand on it.
        filtered: a table on it has filter criteria.
    """

    notes: tuple[Note, ...] = ()
    shapes: tuple[str, ...] = ()
    pictures: int = 0
    filtered: bool = False


def read_surroundings(package: XlsxPackage, sheet: str, persons: Mapping[str, str]) -> Surroundings:
    """Follow the relations of a worksheet inside the package.

    Args:
        package: the workbook.
        sheet: name of the worksheet's part.
        persons: people of threaded comments, id → name.

    Raises:
        FileUnreadableError: a part is broken.
        FileRefusedError: a DTD, or too much.
    """
    relations = package.relations(sheet)
    if not relations:
        return Surroundings()
    notes: dict[Place, Note] = {}
    threads: dict[Place, Note] = {}
    shapes: list[str] = []
    pictures, filtered = 0, False
    for relation in relations.values():
        name = relation.part(posixpath.dirname(sheet))
        if relation.external or not package.has(name):
            continue
        if relation.kind == "comments":
            notes |= read_comments(package.small_part(name))
        elif relation.kind == "threadedComment":
            threads |= read_threads(package.small_part(name), persons)
        elif relation.kind == "vmlDrawing":
            with suppress(FileUnreadableError):
                read_vml(package.small_part(name), shapes.append)
        elif relation.kind == "table":
            filtered |= read_table_filter(package.small_part(name))
        elif relation.kind == "drawing":
            texts, number = read_drawing(package.small_part(name))
            shapes += texts + _diagram_texts(package, name)
            pictures += number
    told = sorted((notes | threads).items())
    return Surroundings(tuple(note for _, note in told), tuple(shapes), pictures, filtered)


def _diagram_texts(package: XlsxPackage, drawing: str) -> list[str]:
    texts: list[str] = []
    for relation in package.relations(drawing).values():
        name = relation.part(posixpath.dirname(drawing))
        if relation.kind == "diagramData" and not relation.external and package.has(name):
            texts += read_drawing(package.small_part(name))[0]
    return texts


def read_table_filter(part: Part) -> bool:
    """Whether a table on a sheet has filter criteria."""
    tags: set[str] = set()
    parse_elements(part, lambda tag, _: tags.add(tag))
    return not tags.isdisjoint(FILTER_CRITERIA)


def read_drawing(part: Part) -> tuple[list[str], int]:
    """Texts of the shapes of a drawing, or of the points of a diagram, and how many pictures.

    Fallbacks for older programs repeat what stands before them and are left out.
    """
    shapes: list[str] = []
    paragraphs: list[str] = []
    texts: list[str] = []
    pictures = fallbacks = 0

    def start(tag: str, _: Attributes) -> None:
        nonlocal pictures, fallbacks
        if tag == "Fallback":
            fallbacks += 1
        elif tag in {"sp", "pt"}:
            paragraphs.clear()
        elif tag == "p":
            paragraphs.append("")
        elif tag == "t":
            texts.clear()
        elif tag == "br" and paragraphs:
            paragraphs[-1] += "\n"
        elif tag == "pic" and not fallbacks:
            pictures += 1

    def end(tag: str) -> None:
        nonlocal fallbacks
        if tag == "Fallback":
            fallbacks -= 1
        elif tag == "t" and paragraphs:
            paragraphs[-1] += "".join(texts)
        elif tag in {"sp", "pt"} and not fallbacks:
            _add_shape(shapes, "\n".join(paragraphs))
            paragraphs.clear()

    parse_elements(part, start, end, texts)
    return shapes, pictures


def read_vml(part: Part, keep: Callable[[str], None]) -> None:
    """Texts of text boxes and buttons in an old-style drawing; the shadows of comments are none.

    Args:
        part: the drawing; excel leaves ``<br>`` open in it.
        keep: takes each text, those before a fault in the XML included.
    """
    texts: list[str] = []
    inside = False
    box: str | None = None

    def start(tag: str, found: Attributes) -> None:
        nonlocal inside, box
        if tag == "textbox":
            inside = True
            texts.clear()
        elif tag == "br":
            texts.append("\n")
        elif tag == "ClientData" and found.get("ObjectType") == "Note":
            box = None

    def end(tag: str) -> None:
        nonlocal inside, box
        if tag == "textbox":
            inside, box = False, "".join(texts)
        elif tag == "div" and inside:
            texts.append("\n")
        elif tag in _VML_SHAPES and box is not None:
            lines = (" ".join(line.split()) for line in box.splitlines())
            text = "\n".join(line for line in lines if line)
            if text:
                keep(text)
            box = None

    data = part.data.replace(b"<br>", b"<br/>").replace(b"<BR>", b"<br/>")
    parse_elements(Part(data, part.name, part.file, part.watch), start, end, texts)


def _add_shape(shapes: list[str], text: str) -> None:
    if text.strip():
        shapes.append(text.strip())
