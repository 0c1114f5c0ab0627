"""The one-page summary for Word."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import pytest

from officekit.errors import OutputExistsError
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.matrix import Field, Matrix, MatrixRow
from officekit.writing.findings_document import (
    LISTED,
    findings_document_bytes,
    write_findings_document,
)
from tests.libreoffice import convert


def matrix_with(count: int) -> Matrix:
    row = MatrixRow("T001", {"number": Field("1"), "title": Field("完善平台体系")})
    findings = tuple(
        Finding(
            "MX301",
            Severity.ERROR if i < 2 else Severity.WARNING,
            f"第1项“完善平台体系”的主要举措中有占位符“***”（第{i}处），尚未填写具体数值。",
            "请向牵头单位核实后填写具体数值，再报送审定。",
            Location(row_key="T001"),
        )
        for i in range(count)
    )
    return Matrix("青禾区三年行动计划（2024—2026年）", (row,), findings=findings)


def test_it_counts_and_lists_the_findings() -> None:
    document = docx.Document(BytesIO(findings_document_bytes(matrix_with(20), waived=3)))
    text = "\n".join(p.text for p in document.paragraphs)
    assert "错误2条、提醒18条" in text
    assert "另有3条已说明理由" in text
    assert f"另有{20 - LISTED}条没有列出" in text
    table = document.tables[0]
    assert len(table.rows) == 1 + LISTED
    assert [c.text for c in table.rows[1].cells][:2] == ["错误", "1. 完善平台体系"]


def test_it_says_so_when_there_is_nothing_to_tell() -> None:
    document = docx.Document(BytesIO(findings_document_bytes(matrix_with(0))))
    assert "没有发现问题" in document.paragraphs[2].text
    assert document.tables == []


def test_it_overwrites_nothing_unasked(tmp_path: Path) -> None:
    path = tmp_path / "汇总.docx"
    path.write_text("我的", encoding="utf-8")
    with pytest.raises(OutputExistsError):
        write_findings_document(matrix_with(1), path)
    assert path.read_text(encoding="utf-8") == "我的"


@pytest.mark.libreoffice
def test_it_fits_one_page(tmp_path: Path) -> None:
    path = tmp_path / "汇总.docx"
    write_findings_document(matrix_with(40), path)
    pdf = pypdfium2.PdfDocument(convert(path, "pdf", tmp_path))
    assert len(pdf) == 1
