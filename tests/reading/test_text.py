from __future__ import annotations

from pathlib import Path

import pytest

from officekit.config import DEFAULT_CONFIG, Config, Limits
from officekit.errors import FileRefusedError, FileUnreadableError
from officekit.model.document import Document, SourceKind
from officekit.reading.text import decode, read_text

TEXT = "云泽市行动计划\n一、总体要求\n"


def read(tmp_path: Path, data: str | bytes, config: Config = DEFAULT_CONFIG) -> Document:
    path = tmp_path / "计划.txt"
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return read_text(str(path), config)


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def codes(document: Document) -> list[str]:
    return [finding.code for finding in document.findings]


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", "utf-16"),
    ],
)
def test_it_finds_the_encoding(codec: str, name: str) -> None:
    assert decode(TEXT.encode(codec)) == (TEXT, name)


@pytest.mark.parametrize("data", [b"\xff\xff\xff\xff", b"\xef\xbb\xbf\xff", b"\x81\x00\xff"])
def test_what_no_encoding_fits_is_unreadable(data: bytes) -> None:
    with pytest.raises(FileUnreadableError, match="编码"):
        decode(data)


def test_a_line_is_a_paragraph(tmp_path: Path) -> None:
    document = read(tmp_path, "　　一、总体要求 \r\n\r\n    （一）指导思想。\n\f二、重点任务\r")
    assert texts(document) == ["一、总体要求", "（一）指导思想。", "二、重点任务"]
    assert [p.location.paragraph for p in document.paragraphs] == [1, 2, 3]
    assert document.source.kind is SourceKind.TXT
    assert document.findings == ()


def test_control_characters_are_removed_and_reported(tmp_path: Path) -> None:
    document = read(tmp_path, "一、总\0体\u200b要求\n")
    assert texts(document) == ["一、总体要求"]
    assert codes(document) == ["RD002"]
    assert "2 个" in document.findings[0].message


def test_decorated_page_numbers_are_left_out(tmp_path: Path) -> None:
    document = read(tmp_path, "一、总体要求\n— 3 —\n第 4 页 共 9 页\n二、重点任务\n2033\n完\n5\n")
    assert texts(document) == ["一、总体要求", "二、重点任务", "2033", "完"]
    assert codes(document) == ["RD004"]


def test_page_furniture_is_left_out_and_reported(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "索 引 号：YZ/2033-0001\n扫一扫在手机打开当前页\n[bookmark: _Hlk1]云泽市行动计划\n"
        "来源于基层的经验要总结推广。\n相关解读：一图读懂\nProduced By 某某网络\n打印 关闭\n",
    )
    assert texts(document) == ["[bookmark: _Hlk1]云泽市行动计划", "来源于基层的经验要总结推广。"]
    assert codes(document) == ["RD005"]
    assert "索 引 号" in document.findings[0].message


def test_hard_wrapped_text_is_rebuilt_and_reported(tmp_path: Path) -> None:
    body = "推进工业园区绿色改造，支持企业开展技术攻关，完善城乡供水管网，" * 8
    text = "（一）建设平台。" + body + "健全台账。"
    lines = [text[n : n + 28] for n in range(0, len(text), 28)]
    document = read(tmp_path, "一、重点任务\n" + "\n\n".join(lines))
    assert texts(document) == ["一、重点任务", text]
    assert codes(document) == ["RD003"]


def test_blank_text_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadableError, match="没有可读的文字"):
        read(tmp_path, " \n\0\n")


def test_too_much_text_is_refused(tmp_path: Path) -> None:
    config = Config(limits=Limits(text_chars=10))
    for data in ("云" * 11, "x" * 41):
        with pytest.raises(FileRefusedError):
            read(tmp_path, data, config)


def test_too_many_paragraphs_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="3 段"):
        read(tmp_path, "一\n二\n三\n", Config(limits=Limits(paragraphs=2)))
