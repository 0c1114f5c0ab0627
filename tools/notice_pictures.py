"""Pictures of notices: pages of each kind side by side, as LibreOffice draws them.

The matrix is that of a bundled sample; the fonts are those that the tests of the layout use.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

import pypdfium2
import pypdfium2.raw as pdfium

from officekit import workflows
from officekit.model.notice import NoticeKind
from tests.notices.fonts import NoticeFonts
from tests.notices.fonts import _provided as provided_fonts
from tools.render import render

SETTINGS = {
    "反馈期限": "2024年3月15日",
    "联系方式": "王小青，电话1234567",
    "抄送": "市委办公室，市人大常委会办公室，市政协办公室",
}
"""What the sample leaves blank."""
SHOWN: dict[NoticeKind, tuple[int, ...]] = {
    NoticeKind.ISSUE: (1, 2, 3, -1),
    NoticeKind.LETTER: (1, 2, 3, -1),
    NoticeKind.OPINIONS: (1, 2, 3, -1),
    NoticeKind.BREAKDOWN: (1, 2, 3, -1),
    NoticeKind.ANNEX: (1, 2),
}
"""Pages that are shown, from 1; -1 is the last."""
GAP = 14.0  # points between pages
GREY = 0x8C

_FAULTS = {
    "云政办发〔2024〕8号": "云政办发〔2024〕第08号",
    "各直属单位：": "各直属单位:",
    "2024年2月26日": "2024年02月26日",
    "（此件公开发布）": "此件公开发布",
    "抄送：市委办公室，": "抄送：市委办公室、",
}
"""What a clerk might write, by what should stand there."""


def notice_sheets(matrix: Path, work: Path) -> dict[str, Path]:
    """For each kind of notice, a PDF of one page that shows its pages side by side.

    Args:
        matrix: workbook.
        work: folder for what is made on the way.

    Returns:
        The sheets by the name of the kind.
    """
    fonts = provided_fonts()
    return {
        kind.value: _side_by_side(_drawn(matrix, kind, work, fonts), pages, work)
        for kind, pages in SHOWN.items()
    }


def lint_lines(work: Path) -> list[str]:
    """What ``lint`` says about a notice of :func:`notice_sheets` with faults put into it."""
    import docx
    from docx.oxml.ns import qn

    faulty = work / "通知.docx"
    document = docx.Document(str(work / f"{NoticeKind.ISSUE.value}.docx"))
    for text in document.element.body.iter(qn("w:t")):
        text.text = _spoilt(text.text or "")
    document.save(str(faulty))
    done = subprocess.run(
        [sys.executable, "-m", "officekit", "lint", faulty.name],
        capture_output=True,
        check=False,
        cwd=work,
        encoding="utf-8",
        env={**os.environ, "OFFICEKIT_SOFFICE": str(provided_fonts().config.soffice)},
    )
    return [f"> officekit lint {faulty.name}", *f"{done.stdout}{done.stderr}".splitlines()]


def _spoilt(text: str) -> str:
    for right, wrong in _FAULTS.items():
        text = text.replace(right, wrong)
    return text


def _drawn(matrix: Path, kind: NoticeKind, work: Path, fonts: NoticeFonts) -> Path:
    """A notice as PDF."""
    path = work / f"{kind.value}.docx"
    workflows.draft_notice(matrix, path, kind=kind, settings=SETTINGS, config=fonts.config)
    with patch.dict(os.environ, fonts.environment):
        render(path, work, dpi=20)
    return path.with_suffix(".pdf")


def _side_by_side(pdf: Path, pages: Sequence[int], work: Path) -> Path:
    """A page of another PDF with these pages next to each other on grey."""
    source = pypdfium2.PdfDocument(pdf)
    sheet = pypdfium2.PdfDocument.new()
    indices = [page - 1 if page > 0 else len(source) + page for page in pages]
    sizes = [source[index].get_size() for index in indices]
    width = sum(across for across, _ in sizes) + GAP * (len(sizes) + 1)
    height = max(high for _, high in sizes) + 2 * GAP
    target = sheet.new_page(width, height)
    _fill(target, (0.0, 0.0, width, height), GREY)
    left = GAP
    for index, (across, high) in zip(indices, sizes, strict=True):
        bottom = height - GAP - high
        _fill(target, (left, bottom, across, high), 0xFF)
        shown = source.page_as_xobject(index, sheet).as_pageobject()
        shown.set_matrix(pypdfium2.PdfMatrix().translate(left, bottom))
        target.insert_obj(shown)
        left += across + GAP
    target.gen_content()
    path = work / f"sheet-{pdf.stem}.pdf"
    sheet.save(path)
    return path


def _fill(page: pypdfium2.PdfPage, box: tuple[float, float, float, float], grey: int) -> None:
    """A filled rectangle: left, bottom, width, height in points."""
    rectangle = pdfium.FPDFPageObj_CreateNewRect(*map(ctypes.c_float, box))
    pdfium.FPDFPageObj_SetFillColor(rectangle, grey, grey, grey, 0xFF)
    pdfium.FPDFPath_SetDrawMode(rectangle, pdfium.FPDF_FILLMODE_WINDING, False)
    pdfium.FPDFPage_InsertObject(page, rectangle)
