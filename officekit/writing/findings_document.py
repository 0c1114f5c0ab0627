"""问题汇总: one page of Word with the counts and the worst findings, to be handed round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from officekit.model.finding import Finding, Severity
from officekit.model.matrix import Matrix, MatrixRow
from officekit.writing.atomic import atomic_output
from officekit.writing.layout import clean

if TYPE_CHECKING:
    from docx.document import Document

LISTED = 10
"""Findings that the page lists one by one; the rest is counted."""

_SERIF, _TITLE, _HEAD = "仿宋_GB2312", "方正小标宋简体", "黑体"
_TITLE_PT, _BODY_PT, _TABLE_PT = 22, 14, 10.5
_MARGINS_MM = {"top": 37, "bottom": 35, "left": 28, "right": 26}
_WIDTHS_MM = (12, 34, 55, 55)
_A4_MM = (210, 297)
_LONGEST = 46


def write_findings_document(
    matrix: Matrix, path: str | Path, *, waived: int = 0, overwrite: bool = False
) -> None:
    """Write the summary of ``matrix.findings``.

    Args:
        matrix: what was checked, with its findings, worst first.
        path: output, ``.docx``.
        waived: how many findings the clerk has answered in 处理意见.
        overwrite: replace an existing file.

    Raises:
        OutputExistsError: the file exists and ``overwrite`` is false.
        OutputNotWritableError: folder missing, no permission, open in Word, disk full.
    """
    with atomic_output(Path(path), overwrite=overwrite) as stream:
        stream.write(findings_document_bytes(matrix, waived=waived))


def findings_document_bytes(matrix: Matrix, *, waived: int = 0) -> bytes:
    """The summary as bytes."""
    import docx

    document = docx.Document()
    _page(document)
    _paragraph(document, "问题汇总", _TITLE, _TITLE_PT, centred=True)
    if matrix.title:
        _paragraph(document, clean(matrix.title), _SERIF, _BODY_PT, centred=True)
    _paragraph(document, _opening(matrix, waived), _SERIF, _BODY_PT, indent=True)
    by_code = Counter((f.code, f.severity) for f in matrix.findings)
    if by_code:
        listed = matrix.findings[:LISTED]
        _table(document, listed, {row.key: row for row in matrix.rows})
        left = len(matrix.findings) - len(listed)
        if left:
            _paragraph(
                document, f"另有{left}条没有列出，见“问题清单”。", _SERIF, _BODY_PT, indent=True
            )
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _opening(matrix: Matrix, waived: int) -> str:
    counts = Counter(f.severity for f in matrix.findings)
    told = "、".join(f"{s.label}{counts[s]}条" for s in Severity if counts[s])
    answered = f"另有{waived}条已说明理由，不再列出。" if waived else ""
    if not told:
        return f"检查了{len(matrix.rows)}项任务，没有发现问题。{answered}"
    rows = len({f.location.row_key for f in matrix.findings if f.location.row_key})
    return (
        f"检查了{len(matrix.rows)}项任务，发现{told}，涉及{rows}项任务。{answered}"
        "须优先处理的如下："
    )


def _page(document: Document) -> None:
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(_A4_MM[0]), Mm(_A4_MM[1])
    for side, millimetres in _MARGINS_MM.items():
        setattr(section, f"{side}_margin", Mm(millimetres))


def _font(run: Any, name: str, size: float) -> None:
    """A font for all scripts: Word takes the East Asian one from an attribute of its own."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run.font.size = Pt(size)
    run.font.name = name
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - no public way
    for attribute in ("w:ascii", "w:hAnsi", "w:eastAsia"):
        fonts.set(qn(attribute), name)
    fonts.set(qn("w:hint"), "eastAsia")


def _paragraph(
    document: Document,
    text: str,
    font: str,
    size: float,
    *,
    centred: bool = False,
    indent: bool = False,
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(6)
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(2 * size)
    _font(paragraph.add_run(text), font, size)


def _table(document: Document, findings: Sequence[Finding], rows: Mapping[str, MatrixRow]) -> None:
    from docx.shared import Mm

    table = document.add_table(rows=1, cols=len(_WIDTHS_MM))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS_MM, strict=True):
        column.width = Mm(width)
    lines = [("级别", "任务", "问题", "建议")]
    for finding in findings:
        row = rows.get(finding.location.row_key or "")
        task = f"{row['number']}. {row['title']}" if row else str(finding.location)
        lines.append((finding.severity.label, task, finding.message, finding.hint))
    for _ in findings:
        table.add_row()
    for i, line in enumerate(lines):
        for cell, text, width in zip(table.rows[i].cells, line, _WIDTHS_MM, strict=True):
            cell.width = Mm(width)
            short = clean(text)
            short = f"{short[:_LONGEST]}…" if len(short) > _LONGEST else short
            font = _HEAD if i == 0 else _SERIF
            _font(cell.paragraphs[0].add_run(short), font, _TABLE_PT)
