"""Numbers the pages by 7.5: a dash on each side, odd pages at the right, even ones at the left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from lxml import etree

from officekit.data.notice_fonts import PAGE_NUMBER
from officekit.data.notice_measures import SMALL_CELL, twips
from officekit.model.laid_document import Alignment, Footer, LaidDocument, LaidSection
from officekit.writing.notice_fix_log import FixLog
from officekit.writing.word_package import WordPackage
from officekit.writing.word_xml import NAMESPACE, W, el

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ID = f"{{{_OFFICE}}}id"
_SIZE = 14.0
_FROM_EDGE = twips(25.5)
_FORM = re.compile("[—－–―─一]#[—－–―─一]")
_NUMBER_ONLY = re.compile(r"[\s—－–―─\-·~第页共/#\d一]*")
_SETTINGS = """
    writeProtection view zoom removePersonalInformation removeDateAndTime
    doNotDisplayPageBoundaries displayBackgroundShape printPostScriptOverText
    printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts
    saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader
    bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors
    activeWritingStyle proofState formsDesign attachedTemplate linkStyles stylePaneFormatFilter
    stylePaneSortMethod documentType mailMerge revisionView trackRevisions doNotTrackMoves
    doNotTrackFormatting documentProtection autoFormatOverride styleLockTheme styleLockQFSet
    defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps
    showEnvelope summaryLength clickAndTypeStyle defaultTableStyle
"""
_BEFORE_PARITY = frozenset(_SETTINGS.split())


def number_pages(
    package: WordPackage, sections: Sequence[Any], document: LaidDocument, log: FixLog
) -> None:
    """Put page numbers of the standard in the place of others, or where there are none.

    A footer that says anything but the page number is left alone, and so is a section without
    page numbers among others that have them (a blank page before the 版记).

    Args:
        package: the document.
        sections: its ``w:sectPr`` in order.
        document: how it is laid out.
        log: takes what was set.
    """
    pairs = list(zip(sections, document.sections, strict=False))
    numbered = [pair for pair in pairs if _has_number(pair[1])]
    chosen = numbered or [pair for pair in pairs[:1] if not pair[1].landscape]
    footers = [footer for _, laid in pairs for footer in (laid.odd_footer, laid.even_footer)]
    free = all(footer is None or _NUMBER_ONLY.fullmatch(footer.text) for footer in footers)
    right = numbered and document.odd_and_even and all(_is_right(laid) for _, laid in numbered)
    if not chosen or right or not free:
        return
    odd, even = (package.add("footer", f"footer{side}", _footer(side)) for side in ("Odd", "Even"))
    for properties, _ in chosen:
        _refer(properties, "footerReference", "default", odd)
        _refer(properties, "footerReference", "even", even)
        margin = properties.find(f"{W}pgMar")
        if margin is not None:
            margin.set(f"{W}footer", str(_FROM_EDGE))
    if not document.odd_and_even:
        _tell_pages_apart(package)
        for properties in sections:
            _keep_header(properties)
    before = next((f.text for f in footers if f is not None and f.has_page_field), "无")
    log.add("页脚", "页码", before.replace("#", "1"), "— 1 —，单页居右、双页居左", "7.5")


def _has_number(laid: LaidSection) -> bool:
    return any(f is not None and f.has_page_field for f in (laid.odd_footer, laid.even_footer))


def _is_right(laid: LaidSection) -> bool:
    wanted = ((laid.odd_footer, Alignment.RIGHT), (laid.even_footer, Alignment.LEFT))
    return all(footer is not None and _is_form(footer, side) for footer, side in wanted)


def _is_form(footer: Footer, side: Alignment) -> bool:
    aligned = footer.alignment is side or (
        side is Alignment.LEFT and footer.alignment is Alignment.BOTH
    )
    written = _FORM.fullmatch(re.sub(r"\s", "", footer.text)) is not None
    font = footer.font is None or "宋" in footer.font or footer.font in PAGE_NUMBER.names
    sized = footer.size is None or abs(footer.size - _SIZE) <= 0.5  # noqa: PLR2004 - half a point
    return footer.has_page_field and aligned and written and font and sized


def _footer(side: str) -> Any:
    """A footer part: the number between dashes, one character from the edge."""
    place, jc = ("right", "right") if side == "Odd" else ("left", "left")
    font = PAGE_NUMBER.name
    look = (
        f'<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="{font}" w:hAnsi="{font}" '
        f'w:eastAsia="{font}" w:cs="{font}"/><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>'
    )

    def run(content: str) -> str:
        return f"<w:r>{look}{content}</w:r>"

    def text(shown: str) -> str:
        return run(f'<w:t xml:space="preserve">{shown}</w:t>')

    return etree.fromstring(
        f'<w:ftr xmlns:w="{NAMESPACE}"><w:p><w:pPr>'
        '<w:spacing w:before="0" w:after="0" w:line="280" w:lineRule="exact"/>'
        f'<w:ind w:{place}="{SMALL_CELL}" w:{place}Chars="100" w:firstLine="0" '
        f'w:firstLineChars="0"/><w:jc w:val="{jc}"/></w:pPr>'
        + text("— ")
        + run('<w:fldChar w:fldCharType="begin"/>')
        + run('<w:instrText xml:space="preserve"> PAGE </w:instrText>')
        + run('<w:fldChar w:fldCharType="separate"/>')
        + text("1")
        + run('<w:fldChar w:fldCharType="end"/>')
        + text(" —")
        + "</w:p></w:ftr>"
    )


def _refer(properties: Any, name: str, kind: str, identity: str) -> None:
    """Point a section to a footer or header of a kind."""
    for reference in properties.findall(f"{W}{name}"):
        if (reference.get(f"{W}type") or "default") == kind:
            properties.remove(reference)
    element = el(name, type=kind)
    element.set(_ID, identity)
    properties.insert(0, element)


def _keep_header(properties: Any) -> None:
    """Have even pages go on with the header that all pages had."""
    references = {
        reference.get(f"{W}type") or "default": reference.get(_ID)
        for reference in properties.findall(f"{W}headerReference")
    }
    if references.get("default") and "even" not in references:
        _refer(properties, "headerReference", "even", str(references["default"]))


def _tell_pages_apart(package: WordPackage) -> None:
    """Set that odd and even pages differ."""
    part = package.related("settings")
    if part is None:
        root = el("settings")
        root.append(el("evenAndOddHeaders"))
        package.add("settings", "settings", root)
        return
    root = package.root(part)
    old = root.find(f"{W}evenAndOddHeaders")
    if old is not None:
        root.remove(old)
    places = [i for i, e in enumerate(root) if _local(e) in _BEFORE_PARITY]
    root.insert(max(places, default=-1) + 1, el("evenAndOddHeaders"))
    package.touch(part)


def _local(element: Any) -> str:
    return "" if callable(element.tag) else str(etree.QName(element).localname)
