"""Layers of a Word document's formatting put together: defaults, styles, lists, the text itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from officekit.model.laid_document import Alignment, LaidRun
from officekit.reading.docx_layout_looks import (
    FONT_SLOTS,
    MM_PER_POINT,
    Look,
    merge,
    millimetres,
    paragraph_look,
    run_look,
    twips,
)
from officekit.reading.docx_layout_parts import LayoutParts
from officekit.reading.docx_numbering import Numbering
from officekit.reading.docx_parts import VAL, w
from officekit.reading.docx_styles import paragraph_properties

_DEEPEST_CHAIN = 20
_WORD_SIZE = "20"  # half-points, where nothing names a size
_GRID_LINE = 240.0  # twips of a line where the section has no grid
_SCRIPTS = {"zh-tw": "Hant", "zh-hk": "Hant", "zh-mo": "Hant", "ja-jp": "Jpan", "ko-kr": "Hang"}
_ALIGNMENTS = {
    "center": Alignment.CENTER, "right": Alignment.RIGHT, "end": Alignment.RIGHT,
    "both": Alignment.BOTH, "distribute": Alignment.DISTRIBUTE,
    "thaiDistribute": Alignment.DISTRIBUTE,
}  # fmt: skip
# Marks that Chinese and Latin fonts share: Word takes the Latin one unless the run says otherwise.
_SHARED = re.compile("([“”‘’—…·]+)")
_LATIN = re.compile(r"[!-~\u00a1-\u024f]")
_CHINESE = re.compile(r"[^\s!-~\u00a1-\u024f“”‘’—…·]")


@dataclass(frozen=True, slots=True)
class TextLook:
    """The form of text, resolved.

    Attributes:
        chinese, latin, shared: font of Chinese characters, of Latin letters and figures, and of
            marks that both scripts use.
        chinese_theme, latin_theme, shared_theme: the font is the theme's.
        size: in points.
        bold: set in bold.
        colour: ``RRGGBB`` or ``auto``.
    """

    chinese: str | None
    latin: str | None
    shared: str | None
    chinese_theme: bool
    latin_theme: bool
    shared_theme: bool
    size: float
    bold: bool
    colour: str


@dataclass(frozen=True, slots=True)
class Indents:
    """Indents in millimetres, the first line's also in characters where it is given so."""

    left: float
    right: float
    first_line: float
    first_line_chars: float | None


@dataclass(slots=True)
class _Style:
    name: str
    base: str | None
    paragraph: Look
    run: Look
    table: etree._Element | None
    numbered: bool


class LayoutStyles:
    """Styles, theme and document defaults: ask for the form of a paragraph or of a run.

    Args:
        parts: the document.
        numbering: its lists, whose levels indent paragraphs.
    """

    def __init__(self, parts: LayoutParts, numbering: Numbering) -> None:
        self._numbering = numbering
        self._theme = _theme_fonts(parts)
        self._styles: dict[str, _Style] = {}
        self._default: str | None = None
        self._paragraph_defaults: Look = {}
        self._run_defaults: Look = {}
        self._run_looks: dict[tuple[str | None, str | None], Look] = {}
        root = parts.word.styles
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        defaults = root.find(w("docDefaults"))
        if defaults is not None:
            p_pr = defaults.find(f"{w('pPrDefault')}/{w('pPr')}")
            r_pr = defaults.find(f"{w('rPrDefault')}/{w('rPr')}")
            self._paragraph_defaults, self._run_defaults = paragraph_look(p_pr), run_look(r_pr)
        for element in root.iterchildren(w("style")):
            identity = element.get(w("styleId"))
            if identity is None:
                continue
            p_pr = element.find(w("pPr"))
            self._styles[identity] = _Style(
                _value(element, "name") or identity,
                _value(element, "basedOn"),
                paragraph_look(p_pr),
                run_look(element.find(w("rPr"))),
                element.find(w("tblPr")),
                paragraph_properties(p_pr).num_id is not None,
            )
            by_default = element.get(w("default")) in {"1", "true", "on"}
            if by_default and element.get(w("type")) == "paragraph":
                self._default = identity

    def name(self, style: str | None) -> str:
        """Name of a paragraph style as Word shows it; of the default one for ``None``."""
        chain = self._paragraph_chain(style)
        return self._styles[chain[0]].name if chain else ""

    def table_properties(self, style: str | None) -> Iterator[etree._Element]:
        """``w:tblPr`` of a table style and those it is based on, nearest first."""
        for identity in self._chain(style):
            element = self._styles[identity].table
            if element is not None:
                yield element

    def paragraph(self, p_pr: etree._Element | None, table_style: str | None) -> Look:
        """All that a paragraph's layers say: the defaults, styles, list, and the paragraph."""
        said = paragraph_properties(p_pr)
        level = self._numbering.paragraph_properties(said.num_id, said.level, said.style)
        indents = paragraph_look(level)
        look = dict(self._paragraph_defaults)
        for identity in reversed(self._chain(table_style)):
            merge(look, self._styles[identity].paragraph)
        # A list indents from where the paragraph or a style joins it: what is nearer goes before.
        chain = self._paragraph_chain(said.style)
        joining = next((i for i in chain if self._styles[i].numbered), None)
        for identity in reversed(chain):
            if said.num_id is None and identity == joining:
                merge(look, indents)
            merge(look, self._styles[identity].paragraph)
        if said.num_id is not None:
            merge(look, indents)
        merge(look, paragraph_look(p_pr))
        return look

    def run(
        self, r_pr: etree._Element | None, style: str | None, table_style: str | None
    ) -> TextLook:
        """The form of a run in a paragraph of the given style."""
        key = (style, table_style)
        if key not in self._run_looks:
            look = {"size": _WORD_SIZE, **self._run_defaults}
            chains = (*reversed(self._chain(table_style)), *reversed(self._paragraph_chain(style)))
            for identity in chains:
                look.update(self._styles[identity].run)
            self._run_looks[key] = look
        look = dict(self._run_looks[key])
        own = run_look(r_pr)
        for identity in reversed(self._chain(own.get("style"))):
            look.update(self._styles[identity].run)
        look.update(own)
        return self._text_look(look)

    def _text_look(self, look: Look) -> TextLook:
        fonts = [self._font(look.get(f"font.{slot}")) for slot in FONT_SLOTS]
        (chinese, chinese_theme), (latin, latin_theme), shared = fonts
        if look.get("hint") == "eastAsia" or shared[0] is None:
            shared = fonts[0]
        return TextLook(
            chinese,
            latin,
            shared[0],
            chinese_theme,
            latin_theme,
            shared[1],
            size=_half_points(look.get("size")),
            bold=bool(look.get("bold")),
            colour=_colour(look.get("colour")),
        )

    def _font(self, text: str | None) -> tuple[str | None, bool]:
        if text and text.startswith("+"):
            return self._theme.get(text[1:]), True
        return text or None, False

    def _paragraph_chain(self, style: str | None) -> list[str]:
        return self._chain(style if style in self._styles else self._default)

    def _chain(self, style: str | None) -> list[str]:
        chain: list[str] = []
        while style in self._styles and style not in chain and len(chain) < _DEEPEST_CHAIN:
            chain.append(style)
            style = self._styles[style].base
        return chain


def alignment(look: Look) -> Alignment:
    """Horizontal alignment."""
    return _ALIGNMENTS.get(look.get("jc", ""), Alignment.LEFT)


def indents(look: Look, size: float) -> Indents:
    """Indents; those in characters go before those in twips.

    Args:
        look: all that the paragraph's layers say.
        size: of the paragraph's text in points, the width of a character.
    """
    character = size * MM_PER_POINT

    def length(name: str) -> tuple[float, float | None]:
        hundredths = twips(look.get(f"ind.{name}Chars"))
        if hundredths:
            return hundredths / 100 * character, hundredths / 100
        return millimetres(look.get(f"ind.{name}")), None

    first, first_chars = length("firstLine")
    hanging, hanging_chars = length("hanging")
    if hanging:
        first, first_chars = -hanging, None if hanging_chars is None else -hanging_chars
    return Indents(length("left")[0], length("right")[0], first, first_chars)


def line_pitch(look: Look) -> float | None:
    """Exact or least line spacing in points; ``None`` for a multiple."""
    if look.get("spacing.lineRule") not in ("exact", "atLeast"):
        return None
    value = twips(look.get("spacing.line"))
    return None if value is None else value / 20


def space(look: Look, side: str, grid_line: float | None) -> float:
    """Space ``before`` or ``after`` a paragraph in points; a number of lines goes before twips.

    Args:
        look: all that the paragraph's layers say.
        side: ``before`` or ``after``.
        grid_line: line pitch of the section's grid in points, if it has one.
    """
    lines = twips(look.get(f"spacing.{side}Lines"))
    if lines:
        return lines / 100 * (grid_line or _GRID_LINE / 20)
    return (twips(look.get(f"spacing.{side}")) or 0.0) / 20


def laid_runs(pieces: Iterable[tuple[str, TextLook]]) -> tuple[LaidRun, ...]:
    """Text in pieces of one look; marks shown in the Latin font become pieces of their own."""
    runs: list[LaidRun] = []
    parts: list[str] = []

    def close() -> None:
        if parts:
            runs[-1] = _with_text(runs[-1], "".join(parts))
            parts.clear()

    for text, look in pieces:
        for part in _SHARED.split(text) if look.shared != look.chinese else (text,):
            if not part:
                continue
            run = _laid_run(part, look)
            if runs and run == runs[-1]:
                parts.append(part)
            else:
                close()
                runs.append(run)
                parts.append(part)
    close()
    return tuple(runs)


def _laid_run(text: str, look: TextLook) -> LaidRun:
    """The form of a text, still without the text."""
    shared = look.shared != look.chinese and _SHARED.fullmatch(text) is not None
    chinese_theme = look.chinese_theme and _CHINESE.search(text) is not None
    latin_theme = look.latin_theme and _LATIN.search(text) is not None
    shared_theme = look.shared_theme and _SHARED.search(text) is not None
    return LaidRun(
        "",
        font=look.shared if shared else look.chinese,
        latin_font=look.latin,
        size=look.size,
        bold=look.bold,
        colour=look.colour,
        theme_font=chinese_theme or latin_theme or shared_theme,
    )


def _with_text(run: LaidRun, text: str) -> LaidRun:
    return LaidRun(text, run.font, run.latin_font, run.size, run.bold, run.colour, run.theme_font)


def _value(element: etree._Element, name: str) -> str | None:
    child = element.find(w(name))
    return None if child is None else child.get(VAL)


def _half_points(text: str | None) -> float:
    value = twips(text)
    return float(_WORD_SIZE) / 2 if value is None else value / 2


def _colour(text: str | None) -> str:
    return text.upper() if text and text != "auto" else "auto"


def _theme_fonts(parts: LayoutParts) -> dict[str, str]:
    """Names of the theme's fonts by what ``w:rFonts`` calls them (``minorEastAsia``)."""
    if parts.theme is None:
        return {}
    fonts: dict[str, str] = {}
    script = _theme_script(parts)
    for group in parts.theme.iter("{*}majorFont", "{*}minorFont"):
        kind = etree.QName(group).localname.removesuffix("Font")
        faces: dict[str, str] = {}
        for face in group.iterchildren("{*}latin", "{*}ea", "{*}font"):
            name = etree.QName(face).localname
            faces.setdefault(face.get("script") or name, face.get("typeface") or "")
        latin, chinese = faces.get("latin"), faces.get("ea") or faces.get(script)
        if latin:
            fonts.setdefault(f"{kind}HAnsi", latin)
            fonts.setdefault(f"{kind}Ascii", latin)
        if chinese:
            fonts.setdefault(f"{kind}EastAsia", chinese)
    return fonts


def _theme_script(parts: LayoutParts) -> str:
    element = None if parts.settings is None else parts.settings.find(w("themeFontLang"))
    language = "" if element is None else element.get(w("eastAsia")) or ""
    return _SCRIPTS.get(language.lower(), "Hans")
