"""Small helpers over WordprocessingML elements."""

from __future__ import annotations

from typing import Any

from lxml import etree

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ORDER = """
    pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr
    shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE
    autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents
    suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr
    sectPr pPrChange
"""
_PARAGRAPH_ORDER = {f"{W}{name}": position for position, name in enumerate(_ORDER.split())}
_LAST = len(_PARAGRAPH_ORDER)


def el(tag: str, **attributes: object) -> Any:
    """An element of the main namespace with attributes of it."""
    element = etree.Element(f"{W}{tag}")
    for name, value in attributes.items():
        element.set(f"{W}{name}", str(value))
    return element


def own_text(paragraph: Any) -> str:
    """Text of a paragraph without that of text boxes in it."""
    texts = (
        text
        for text in paragraph.iter(f"{W}t")
        if next(text.iterancestors(f"{W}p"), None) is paragraph
    )
    return "".join(text.text or "" for text in texts)


def style_of(paragraph: Any) -> str:
    """Identifier of a paragraph's style, blank for the default one."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else str(style.get(f"{W}val"))


def paragraph_of(style: str) -> Any:
    """An empty paragraph of a style."""
    paragraph = el("p")
    properties = el("pPr")
    properties.append(el("pStyle", val=style))
    paragraph.append(properties)
    return paragraph


def run_of(text: str, properties: Any = None) -> Any:
    """A run; a tab in the text becomes ``w:tab``, a line feed ``w:br``."""
    run = el("r")
    if properties is not None:
        run.append(properties)
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(el("br"))
        for position, piece in enumerate(line.split("\t")):
            if position:
                run.append(el("tab"))
            if piece:
                child = el("t")
                child.text = piece
                child.set(_SPACE, "preserve")
                run.append(child)
    return run


def set_text(paragraph: Any, text: str) -> None:
    """Put text into a paragraph in the look of its first run."""
    first = paragraph.find(f"{W}r")
    look = None if first is None else first.find(f"{W}rPr")
    for child in list(paragraph):
        if child.tag != f"{W}pPr":
            paragraph.remove(child)
    if text:
        paragraph.append(run_of(text, look))


def set_property(paragraph: Any, element: Any) -> None:
    """Set a property of a paragraph, in the order that Word asks for."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = el("pPr")
        paragraph.insert(0, properties)
    old = properties.find(element.tag)
    if old is not None:
        properties.remove(old)
    rank = _PARAGRAPH_ORDER.get(element.tag, _LAST)
    later = (each for each in properties if _PARAGRAPH_ORDER.get(each.tag, _LAST) > rank)
    following = next(later, None)
    if following is None:
        properties.append(element)
    else:
        following.addprevious(element)
