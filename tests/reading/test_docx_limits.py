"""Word documents beyond the limits, broken or hostile."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from officekit.config import Config, Limits
from officekit.errors import (
    FileRefusedError,
    FileUnreadableError,
    FormatUnsupportedError,
    OfficekitError,
)
from officekit.reading.docx import read_docx
from tests.reading.docx_builder import cell, row, table, write_docx
from tests.watchdog import ends


def refused(path: Path, limits: Limits) -> str:
    with pytest.raises(FileRefusedError) as caught:
        read_docx(str(path), Config(limits=limits))
    assert caught.value.hint
    return caught.value.message


def test_documents_beyond_the_limits_are_refused(tmp_path: Path) -> None:
    long = write_docx(tmp_path / "长.docx", *["段"] * 11)
    assert "11 个段落" in refused(long, Limits(paragraphs=10))
    assert "5 字" in refused(write_docx(tmp_path / "字.docx", "一二三四五六"), Limits(text_chars=5))
    wide = write_docx(tmp_path / "表.docx", table(row(*"甲乙丙丁")))
    assert "表格过大" in refused(wide, Limits(cells=3))


def test_a_huge_document_is_refused(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "巨.docx", *[f"第{n}段" for n in range(200_000)])
    with ends():
        assert "200000 个段落" in refused(path, Limits())


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read from /proc")
@pytest.mark.parametrize("count", [200_000, 60_000])
def test_memory_stays_bounded(count: int, tmp_path: Path) -> None:
    path = write_docx(tmp_path / "大.docx", *["推进园区建设。"] * count)
    script = (
        "import sys; from officekit.reading.docx import read_docx\n"
        "from officekit.errors import FileRefusedError\n"
        "try: read_docx(sys.argv[1])\n"
        "except FileRefusedError: pass\n"
        "print(open('/proc/self/status').read())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    peak = next(line for line in done.stdout.splitlines() if line.startswith("VmHWM"))
    assert int(peak.split()[1]) < 400 * 1024


def test_a_span_of_millions_stays_small(tmp_path: Path) -> None:
    wide = cell("甲", properties='<w:gridSpan w:val="99999999"/>')
    line = row(wide, "乙", properties='<w:gridBefore w:val="99999999"/>')
    document = read_docx(str(write_docx(tmp_path / "a.docx", table(line))))
    assert document.tables[0].width <= 126


def test_a_truncated_package_is_unreadable(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "a.docx", "甲")
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(FileUnreadableError):
        read_docx(str(path))


def test_a_package_without_a_main_part_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("a.txt", "甲")
    with pytest.raises(FileUnreadableError):
        read_docx(str(path))


def test_a_main_part_of_another_kind_is_not_supported(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<workbook/>")
    with pytest.raises(FormatUnsupportedError):
        read_docx(str(path))


def test_a_document_type_declaration_is_refused(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "a.docx", "甲", prolog='<!DOCTYPE a [<!ENTITY b "c">]>')
    with pytest.raises(FileRefusedError):
        read_docx(str(path))


def test_deeply_nested_markup_is_unreadable(tmp_path: Path) -> None:
    deep = "<w:sdt>" * 5000 + "</w:sdt>" * 5000
    with pytest.raises(FileUnreadableError):
        read_docx(str(write_docx(tmp_path / "a.docx", deep)))


TAGS = (
    "p", "r", "t", "pPr", "rPr", "numPr", "numId", "ilvl", "tbl", "tr", "tc", "tcPr", "gridSpan",
    "vMerge", "hMerge", "sdt", "sdtContent", "del", "ins", "fldChar", "instrText", "sym", "br",
    "txbxContent", "footnoteReference", "pStyle", "jc", "vanish", "ruby", "trPr", "gridBefore",
)  # fmt: skip
ELEMENTS = st.recursive(
    st.tuples(
        st.sampled_from(TAGS), st.sampled_from(("", "1", "-1", "restart", "x", "99999999999"))
    ),
    lambda inner: st.tuples(st.sampled_from(TAGS), st.lists(inner, max_size=4)),
    max_leaves=20,
)


def markup(node: tuple[str, object]) -> str:
    tag, inner = node
    if isinstance(inner, list):
        return f"<w:{tag}>{''.join(markup(n) for n in inner)}</w:{tag}>"
    return f'<w:{tag} w:val="{inner}" w:id="{inner}" w:char="{inner}" w:fldCharType="begin"/>'


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(nodes=st.lists(ELEMENTS, max_size=5))
def test_no_markup_ends_in_a_crash(tmp_path: Path, nodes: list[tuple[str, object]]) -> None:
    content = "".join(markup(n) for n in nodes)
    path = write_docx(
        tmp_path / "a.docx",
        f"<w:p>{content}</w:p>{content}",
        numbering=f"<w:abstractNum>{content}<w:lvl>{content}</w:lvl></w:abstractNum>",
        styles=f"<w:style>{content}</w:style>",
        footnotes=content or "<w:footnote/>",
    )
    try:
        document = read_docx(str(path))
    except OfficekitError:
        return
    assert [b.location.paragraph for b in document.blocks] == list(
        range(1, len(document.blocks) + 1)
    )
