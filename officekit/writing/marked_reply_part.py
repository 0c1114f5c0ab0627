"""The sheet 退回意见 as a part of a department's own workbook."""

from __future__ import annotations

from lxml import etree

from officekit.model.finding import Severity
from officekit.model.location import column_letters
from officekit.writing.layout import MAX_ROW_HEIGHT, clean, row_height
from officekit.writing.marked_problems import (
    HEAD_LINE,
    LEVEL_COLUMN,
    MARK_AMBER,
    MARK_RED,
    PLACE_COLUMN,
    PROBLEM_CENTRED,
    PROBLEM_HEADS,
    PROBLEM_WIDTHS,
    Problem,
    Reply,
)
from officekit.writing.marked_styles import StyleBook
from officekit.writing.styles import ACCENT, BODY_FONT, BODY_SIZE, HEAD_FONT, RED, TITLE_FONT
from officekit.writing.workbook_package import sibling_tag

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LAST = column_letters(len(PROBLEM_HEADS))
_WIDTH = sum(PROBLEM_WIDTHS)
_FILLS = {Severity.ERROR: MARK_RED, Severity.WARNING: MARK_AMBER}
_RED, _ACCENT = RED.lstrip("#"), ACCENT.lstrip("#")


def fill_reply_sheet(root: etree._Element, styles: StyleBook, reply: Reply) -> None:
    """Write the whole sheet in place of what stood in it.

    Args:
        root: of the part.
        styles: of the workbook.
        reply: what is said.
    """
    for element in list(root):
        root.remove(element)
    properties = _new(root, "sheetPr")
    _new(properties, "tabColor", rgb=f"FF{_RED}")
    _new(properties, "pageSetUpPr", fitToPage="1")
    _new(root, "dimension", ref=f"A1:{_LAST}{HEAD_LINE + 1 + len(reply.problems)}")
    view = _new(_new(root, "sheetViews"), "sheetView", tabSelected="1", workbookViewId="0")
    top = HEAD_LINE + 1
    first = f"A{top + 1}"
    pane = _new(view, "pane", ySplit=str(top), topLeftCell=first, activePane="bottomLeft")
    pane.set("state", "frozen")
    _new(view, "selection", pane="bottomLeft", activeCell=first, sqref=first)
    _new(root, "sheetFormatPr", defaultRowHeight="15")
    columns = _new(root, "cols")
    for i, width in enumerate(PROBLEM_WIDTHS, start=1):
        _new(columns, "col", min=str(i), max=str(i), width=f"{width + 0.71:g}", customWidth="1")
    data = _new(root, "sheetData")
    _write_top(data, styles, reply)
    for i, problem in enumerate(reply.problems, start=1):
        _write_problem(data, styles, HEAD_LINE + 1 + i, i, problem)
    merges = _new(root, "mergeCells", count=str(HEAD_LINE))
    for row in range(1, HEAD_LINE + 1):
        _new(merges, "mergeCell", ref=f"A{row}:{_LAST}{row}")
    _link(root, reply)
    margins = {"left": "0.5", "right": "0.5", "top": "0.6", "bottom": "0.65"}
    _new(root, "pageMargins", **margins, header="0.3", footer="0.3")
    _new(root, "pageSetup", paperSize="9", fitToHeight="0", orientation="landscape")
    _new(_new(root, "headerFooter"), "oddFooter").text = "&C第 &P 页　共 &N 页"


def _write_top(data: etree._Element, styles: StyleBook, reply: Reply) -> None:
    body, head = BODY_FONT, HEAD_FONT
    lines = (
        (
            reply.title,
            styles.cell(font=TITLE_FONT, size=18, framed=False, centred=True),
            34.0,
            18.0,
        ),
        (reply.whose, styles.cell(font=head, size=11, framed=False), 22.0, 11.0),
        (reply.advice, styles.cell(font=body, size=11, colour=_RED, framed=False), 22.0, 11.0),
        (reply.note, styles.cell(font=body, framed=False), 6.0, BODY_SIZE),
    )
    for number, (text, style, least, size) in enumerate(lines, start=1):
        height = row_height([(text, _WIDTH)], size, least=least)
        row = _row(data, number, height)
        for i in range(len(PROBLEM_HEADS)):
            _cell(row, number, i, text if i == 0 else "", style)
    row = _row(data, HEAD_LINE + 1, 26)
    style = styles.cell(font=head, colour="FFFFFF", fill=_ACCENT, centred=True)
    for i, text in enumerate(PROBLEM_HEADS):
        _cell(row, HEAD_LINE + 1, i, text, style)


def _write_problem(
    data: etree._Element, styles: StyleBook, at: int, number: int, problem: Problem
) -> None:
    texts = (str(number), *problem.texts)
    height = row_height(zip(texts, PROBLEM_WIDTHS, strict=True), BODY_SIZE, least=24)
    row = _row(data, at, height)
    for i, text in enumerate(texts):
        linked = i == PLACE_COLUMN and bool(problem.link)
        style = styles.cell(
            font=BODY_FONT,
            fill=_FILLS[problem.severity] if i == LEVEL_COLUMN else "",
            centred=i in PROBLEM_CENTRED,
            colour=_ACCENT if linked else "000000",
            underlined=linked,
        )
        _cell(row, at, i, text, style)


def _link(root: etree._Element, reply: Reply) -> None:
    linked = [(i, each) for i, each in enumerate(reply.problems, start=1) if each.link]
    if not linked:
        return
    group = _new(root, "hyperlinks")
    for i, problem in linked:
        quoted = problem.sheet.replace("'", "''")
        reference = f"{column_letters(PLACE_COLUMN + 1)}{HEAD_LINE + 1 + i}"
        _new(group, "hyperlink", ref=reference, location=f"'{quoted}'!{problem.link}")


def _row(data: etree._Element, number: int, height: float) -> etree._Element:
    shown = f"{min(MAX_ROW_HEIGHT, height):g}"
    return _new(data, "row", r=str(number), ht=shown, customHeight="1")


def _cell(row: etree._Element, at: int, column: int, text: str, style: str) -> None:
    """A cell with a text; it is a text whatever it begins with."""
    cell = _new(row, "c", r=f"{column_letters(column + 1)}{at}", s=style)
    if text:
        cell.set("t", "inlineStr")
        element = _new(_new(cell, "is"), "t")
        element.text = clean(text)
        element.set(_SPACE, "preserve")


def _new(parent: etree._Element, name: str, **values: str) -> etree._Element:
    element = etree.SubElement(parent, sibling_tag(parent, name))
    for key, value in values.items():
        element.set(key, value)
    return element
