"""Sets the layout of somebody's notice to GB/T 9704-2012 in a copy, without touching its words.

Only what is wrong is set, as direct formatting, so that styles and everything else stay as they
are; parts that need no change keep their bytes. What needs judgement (line breaks of the title,
places of signature and 版记) is left to a person.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from officekit.config import DEFAULT_CONFIG, Config
from officekit.data.notice_measures import BOTTOM, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, TOP
from officekit.errors import ContentError, UsageError
from officekit.model.laid_document import LaidDocument, LaidSection
from officekit.model.matrix import Change
from officekit.model.notice_element import PlacedElement
from officekit.writing.atomic import atomic_output
from officekit.writing.notice_fix_footers import number_pages
from officekit.writing.notice_fix_log import FixLog
from officekit.writing.notice_fix_text import fix_paragraph
from officekit.writing.word_package import WordPackage
from officekit.writing.word_xml import W, el

_MILLIMETRE = 1.05
_TWIPS_A_MM = 1440 / 25.4
_A4, _A3 = (210.0, 297.0), (297.0, 420.0)
_AFTER_SIZE = frozenset(
    f"{W}{name}"
    for name in (
        *("pgMar", "paperSrc", "pgBorders", "lnNumType", "pgNumType", "cols", "formProt"),
        *("vAlign", "noEndnote", "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid"),
        *("printerSettings", "sectPrChange"),
    )
)


def fix_notice(
    source: Path,
    output: Path,
    document: LaidDocument,
    elements: Sequence[PlacedElement],
    *,
    full_width: Callable[[str], str] | None = None,
    letter: bool = False,
    time: str = "",
    overwrite: bool = False,
    config: Config = DEFAULT_CONFIG,
) -> tuple[Change, ...]:
    """Write a copy with margins, fonts, sizes, indents, line pitch and page numbers set right.

    Args:
        source: the notice, .docx.
        output: the copy, whole or not at all.
        document: the source as it is laid out.
        elements: what its paragraphs are.
        full_width: a text with its half-width punctuation made full-width, as long as before;
            punctuation is left alone without it.
        letter: the notice is a letter (信函格式), whose pages have margins of their own.
        time: for the changes.
        overwrite: replace an existing file.
        config: limits.

    Returns:
        What was set, one entry for each kind of change; nothing where all was right.

    Raises:
        UsageError: source and output are the same file.
        ContentError: tracked changes are left in the source.
        FormatUnsupportedError, FileEncryptedError, FileUnreadableError, FileRefusedError: the
            source can't be edited.
        OutputExistsError, OutputNotWritableError: the output can't be written.
    """
    if source.resolve() == output.resolve():
        raise UsageError("修正后的文件不能覆盖原文件。", "请另取一个文件名保存修正后的文件。")
    if document.revisions:
        raise ContentError(
            f"“{source.name}”里还有{document.revisions}处修订，没有自动修正。",
            "请先在“审阅”中接受或拒绝全部修订，再试一次。",
        )
    package = WordPackage.open(source, config)
    log = FixLog(time)
    root = package.root(package.main)
    body = root.find(f"{W}body")
    if body is not None:
        _fix_sections(body, document, log, letter=letter)
        number_pages(package, _sections(body), document, log)
        paragraphs = list(body.iter(f"{W}p"))
        laid = {paragraph.number: paragraph for paragraph in document.paragraphs}
        for placed in elements:
            if placed.number <= len(paragraphs) and placed.number in laid:
                paragraph = paragraphs[placed.number - 1]
                fix_paragraph(paragraph, laid[placed.number], placed, log, full_width)
    if log:
        package.touch(package.main)
    with atomic_output(output, overwrite=overwrite) as stream:
        stream.write(package.to_bytes() if log else source.read_bytes())
    return log.changes()


def _sections(body: Any) -> list[Any]:
    """The properties of all sections in order; those of the last one are made where missing."""
    found = [p.find(f"{W}sectPr") for p in body.iter(f"{W}pPr")]
    last = body.find(f"{W}sectPr")
    if last is None:
        last = el("sectPr")
        body.append(last)
    return [*(section for section in found if section is not None), last]


def _fix_sections(body: Any, document: LaidDocument, log: FixLog, *, letter: bool) -> None:
    sections = zip(_sections(body), document.sections, strict=False)
    for index, (properties, laid) in enumerate(sections):
        paper = _fix_paper(properties, laid, index, log)
        if not laid.landscape and not letter:
            _fix_margins(properties, laid, index, log, anew=paper)


def _fix_paper(properties: Any, laid: LaidSection, index: int, log: FixLog) -> bool:
    """Set A4 where the paper is something else; annexes may be on A3."""
    size = (min(laid.width, laid.height), max(laid.width, laid.height))
    papers = (_A4, _A3) if index else (_A4,)
    if any(abs(size[0] - a) <= 1 and abs(size[1] - b) <= 1 for a, b in papers):
        return False
    width, height = (PAGE_HEIGHT, PAGE_WIDTH) if laid.landscape else (PAGE_WIDTH, PAGE_HEIGHT)
    _attributes(properties, "pgSz", w=width, h=height)
    log.add(f"第{index + 1}节", "纸张", f"{size[0]:.0f}×{size[1]:.0f}毫米", "A4", "5.1")
    return True


def _fix_margins(
    properties: Any, laid: LaidSection, index: int, log: FixLog, *, anew: bool
) -> None:
    """Set all four margins where one of them, or the type area, is wrong."""
    right = laid.right if not anew else -1.0
    measured = (laid.top, laid.bottom, laid.left, right)
    expected = (TOP, BOTTOM, LEFT, RIGHT)
    wrong = any(
        abs(a - b / _TWIPS_A_MM) > _MILLIMETRE for a, b in zip(measured, expected, strict=True)
    )
    if not wrong:
        return
    _attributes(properties, "pgMar", top=TOP, right=RIGHT, bottom=BOTTOM, left=LEFT, gutter=0)
    before = f"上{laid.top:.1f}、下{laid.bottom:.1f}、左{laid.left:.1f}、右{laid.right:.1f}毫米"
    log.add(f"第{index + 1}节", "页边距", before, "上37、下35、左28、右26毫米", "5.2.1")


def _attributes(properties: Any, name: str, **values: int) -> None:
    """Set attributes of a child of ``w:sectPr``, which is made at its place where missing."""
    child = properties.find(f"{W}{name}")
    if child is None:
        child = el(name)
        later = (e for e in properties if e.tag in _AFTER_SIZE and e.tag != f"{W}{name}")
        following = next(later, None)
        if following is None:
            properties.append(child)
        else:
            following.addprevious(child)
        if name == "pgMar":
            values = {"header": 851, "footer": 992, **values}
    for key, value in values.items():
        child.set(f"{W}{key}", str(value))
