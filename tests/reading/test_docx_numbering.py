"""Automatic numbering: formats, levels, restarts, styles; LibreOffice as the oracle."""

from __future__ import annotations

from pathlib import Path

import pytest

from officekit.reading.docx import read_docx
from officekit.reading.docx_number_formats import format_number
from tests.libreoffice import export_text
from tests.reading.docx_builder import abstract, level, num, paragraph, restart, run, write_docx

OUTLINE = abstract(
    1,
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimal", "（%4）"),
    level(4, "decimalEnclosedCircleChinese", "%5"),
)


def texts(path: Path) -> list[str]:
    return [p.text for p in read_docx(str(path)).paragraphs]


@pytest.mark.parametrize(
    ("number_format", "value", "expected"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("decimalZero", 12, "12"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalFullWidth2", 3, "３"),
        ("decimalEnclosedCircle", 1, "①"),
        ("decimalEnclosedCircleChinese", 20, "⑳"),
        ("decimalEnclosedCircleChinese", 21, "21"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("decimalEnclosedFullstop", 9, "⒐"),
        ("chineseCounting", 1, "一"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 11, "十一"),
        ("japaneseCounting", 20, "二十"),
        ("taiwaneseCounting", 99, "九十九"),
        ("taiwaneseCountingThousand", 35, "三十五"),
        ("chineseCountingThousand", 101, "一百零一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 134, "一百三十四"),
        ("chineseCountingThousand", 1001, "一千零一"),
        ("chineseCountingThousand", 10010, "一万零一十"),
        ("chineseLegalSimplified", 10, "壹拾"),
        ("chineseLegalSimplified", 23, "贰拾叁"),
        ("ideographLegalTraditional", 6, "陸"),
        ("ideographDigital", 10, "一〇"),
        ("taiwaneseDigital", 25, "二五"),
        ("ideographTraditional", 10, "癸"),
        ("ideographTraditional", 11, "11"),
        ("ideographZodiac", 12, "亥"),
        ("ideographZodiacTraditional", 11, "甲戌"),
        ("ideographEnclosedCircle", 3, "㊂"),
        ("upperLetter", 26, "Z"),
        ("upperLetter", 28, "BB"),
        ("lowerLetter", 3, "c"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerRoman", 4, "iv"),
        ("none", 5, ""),
        ("chineseCounting", 0, "0"),
        ("upperLetter", 2_000_000_000, "2000000000"),
    ],
)
def test_it_prints_a_number_in_a_format(number_format: str, value: int, expected: str) -> None:
    assert format_number(value, number_format) == expected


def test_an_unknown_format_has_no_print() -> None:
    assert format_number(3, "hebrew1") is None


def test_levels_count_below_their_parent(tmp_path: Path) -> None:
    numbers = [0, 1, 2, 2, 3, 4, 1, 2, 0, 1]
    path = write_docx(
        tmp_path / "a.docx",
        *(paragraph("事", num_id=1, ilvl=n) for n in numbers),
        numbering=OUTLINE + num(1, 1),
    )
    printed = ["一、", "（一）", "1.", "2.", "（1）", "①", "（二）", "1.", "二、", "（一）"]
    assert texts(path) == [f"{number}事" for number in printed]


def test_two_lists_share_the_counters_of_their_definition(tmp_path: Path) -> None:
    path = write_docx(
        tmp_path / "a.docx",
        *(paragraph("条", num_id=n, ilvl=0) for n in (1, 1, 2, 1)),
        numbering=OUTLINE + num(1, 1) + num(2, 1),
    )
    assert texts(path) == ["一、条", "二、条", "三、条", "四、条"]


def test_a_start_override_restarts_its_level_once(tmp_path: Path) -> None:
    path = write_docx(
        tmp_path / "a.docx",
        *(paragraph("条", num_id=n, ilvl=0) for n in (1, 1, 2, 2, 1)),
        numbering=OUTLINE + num(1, 1) + num(2, 1, restart(0, 5)),
    )
    assert texts(path) == ["一、条", "二、条", "五、条", "六、条", "七、条"]


def test_a_level_override_changes_the_print(tmp_path: Path) -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "第%1项")}</w:lvlOverride>'
    path = write_docx(
        tmp_path / "a.docx",
        paragraph("条", num_id=1, ilvl=0),
        paragraph("条", num_id=2, ilvl=0),
        numbering=OUTLINE + num(1, 1) + num(2, 1, override),
    )
    assert texts(path) == ["一、条", "第2项条"]


def test_compound_numbers_become_decimal_on_a_legal_level(tmp_path: Path) -> None:
    numbering = abstract(
        1,
        level(0, "chineseCounting", "第%1章", suffix="space"),
        level(1, "decimal", "%1.%2", suffix="tab", extra="<w:isLgl/>"),
        level(2, "decimal", "%1-%2", suffix="tab"),
    )
    path = write_docx(
        tmp_path / "a.docx",
        *(paragraph("总则", num_id=1, ilvl=n) for n in (0, 1, 2)),
        numbering=numbering + num(1, 1),
    )
    assert texts(path) == ["第一章 总则", "1.1 总则", "一-1 总则"]


def test_a_skipped_level_counts_as_begun(tmp_path: Path) -> None:
    numbering = abstract(
        1, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2", suffix="space")
    )
    path = write_docx(
        tmp_path / "a.docx",
        *(paragraph("甲", num_id=1, ilvl=n) for n in (1, 1, 0)),
        numbering=numbering + num(1, 1),
    )
    assert texts(path) == ["1.1 甲", "1.2 甲", "2.甲"]


def test_level_restart_says_after_which_level_to_restart(tmp_path: Path) -> None:
    numbering = abstract(
        1,
        level(0, "decimal", "%1."),
        level(1, "lowerLetter", "%2)", extra='<w:lvlRestart w:val="0"/>'),
        level(2, "decimal", "[%3]", extra='<w:lvlRestart w:val="1"/>'),
    )
    path = write_docx(
        tmp_path / "a.docx",
        *(paragraph("", num_id=1, ilvl=n) for n in (0, 1, 2, 1, 2, 0, 1, 2)),
        numbering=numbering + num(1, 1),
    )
    assert texts(path) == ["1.", "a)", "[1]", "b)", "[2]", "2.", "c)", "[1]"]


def test_the_start_value_counts_and_is_zero_where_missing(tmp_path: Path) -> None:
    bare = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    path = write_docx(
        tmp_path / "a.docx",
        paragraph("甲", num_id=1, ilvl=0),
        paragraph("乙", num_id=2, ilvl=0),
        numbering=abstract(1, level(0, "decimal", "%1.", start=8))
        + abstract(2, bare)
        + num(1, 1)
        + num(2, 2),
    )
    assert texts(path) == ["8.甲", "0.乙"]


@pytest.mark.parametrize(
    ("suffix", "text", "expected"),
    [
        ("nothing", "第%1条", "第1条甲"),
        ("space", "%1、", "1、 甲"),
        ("tab", "%1、", "1、甲"),
        ("tab", "%1．", "1．甲"),
        ("tab", "%1.", "1.甲"),
        ("tab", "（%1）", "（1）甲"),
        ("tab", "%1)", "1)甲"),
        ("tab", "第%1条", "第1条 甲"),
        ("tab", "第%1条　", "第1条　甲"),
        ("tab", "", "甲"),
    ],
)
def test_the_suffix_joins_number_and_text(
    suffix: str, text: str, expected: str, tmp_path: Path
) -> None:
    path = write_docx(
        tmp_path / "a.docx",
        paragraph("甲", num_id=1, ilvl=0),
        numbering=abstract(1, level(0, "decimal", text, suffix=suffix)) + num(1, 1),
    )
    assert texts(path) == [expected]


def test_a_bullet_is_a_dot(tmp_path: Path) -> None:
    path = write_docx(
        tmp_path / "a.docx",
        paragraph("要点", num_id=1, ilvl=0),
        numbering=abstract(1, level(0, "bullet", "\uf0b7", suffix="tab")) + num(1, 1),
    )
    assert texts(path) == ["• 要点"]


def test_an_unknown_format_is_decimal_and_reported(tmp_path: Path) -> None:
    path = write_docx(
        tmp_path / "a.docx",
        paragraph("甲", num_id=1, ilvl=0),
        numbering=abstract(1, level(0, "hebrew1", "%1、")) + num(1, 1),
    )
    document = read_docx(str(path))
    assert document.paragraphs[0].text == "1、甲"
    assert [(f.code, f.severity.value) for f in document.findings] == [("RD013", "warning")]
    assert "hebrew1" in document.findings[0].message


def test_a_custom_format_keeps_its_zeros(tmp_path: Path) -> None:
    bare = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback>'
        '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
        '<w:lvlText w:val="%1."/></w:lvl>'
    )
    path = write_docx(
        tmp_path / "a.docx",
        paragraph("甲", num_id=1, ilvl=0),
        numbering=abstract(1, bare) + num(1, 1),
    )
    assert texts(path) == ["001.甲"]


def list_style(name: str, base: str, numbered: str = "") -> str:
    """A paragraph style; ``numbered`` is the inside of its ``w:numPr``."""
    settings = f"<w:pPr><w:numPr>{numbered}</w:numPr></w:pPr>" if numbered else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{base}"/>{settings}</w:style>'
    )


STYLES = (
    list_style("H1", "None", '<w:numId w:val="1"/>')
    + list_style("H2", "H1", '<w:ilvl w:val="1"/><w:numId w:val="1"/>')
    + list_style("Own", "H1")
    + list_style("Off", "H1", '<w:numId w:val="0"/>')
)
STYLED = abstract(
    1,
    level(0, "chineseCounting", "%1、", extra='<w:pStyle w:val="H1"/>'),
    level(1, "chineseCounting", "（%2）", extra='<w:pStyle w:val="H2"/>'),
) + num(1, 1)


def test_a_style_gives_list_and_level_through_its_base(tmp_path: Path) -> None:
    path = write_docx(
        tmp_path / "a.docx",
        paragraph("甲", style="H1"),
        paragraph("乙", style="H2"),
        paragraph("丙", style="Own"),
        paragraph("丁", style="H1", ilvl=1),
        numbering=STYLED,
        styles=STYLES,
    )
    assert texts(path) == ["一、甲", "（一）乙", "二、丙", "（一）丁"]


def test_a_level_is_found_by_the_style_that_it_names(tmp_path: Path) -> None:
    path = write_docx(
        tmp_path / "a.docx",
        paragraph("甲", style="H1"),
        paragraph("乙", style="H2"),
        numbering=STYLED,
        styles=list_style("H1", "None", '<w:numId w:val="1"/>') + list_style("H2", "H1"),
    )
    assert texts(path) == ["一、甲", "（一）乙"]


def test_list_zero_switches_numbering_off(tmp_path: Path) -> None:
    path = write_docx(
        tmp_path / "a.docx",
        paragraph("甲", style="Off"),
        paragraph("乙", style="H1", num_id=0),
        paragraph("丙", style="H1"),
        numbering=STYLED,
        styles=STYLES,
    )
    assert texts(path) == ["甲", "乙", "一、丙"]


def test_a_list_style_lends_its_levels(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="Plan"><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    numbering = (
        abstract(1, level(0, "chineseCounting", "%1、"), extra='<w:styleLink w:val="Plan"/>')
        + abstract(2, extra='<w:numStyleLink w:val="Plan"/>')
        + num(1, 1)
        + num(2, 2)
    )
    path = write_docx(
        tmp_path / "a.docx",
        paragraph("甲", num_id=2, ilvl=0),
        paragraph("乙", num_id=1, ilvl=0),
        numbering=numbering,
        styles=styles,
    )
    assert texts(path) == ["一、甲", "二、乙"]


def test_circular_and_missing_definitions_give_no_number(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="Loop"><w:basedOn w:val="Loop"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = abstract(1, extra='<w:numStyleLink w:val="Loop"/>') + num(1, 1) + num(2, 77)
    path = write_docx(
        tmp_path / "a.docx",
        *(paragraph("甲", num_id=n, ilvl=0) for n in (1, 2, 3)),
        paragraph("乙", style="Loop"),
        numbering=numbering,
        styles=styles,
    )
    assert texts(path) == ["甲", "甲", "甲", "乙"]


@pytest.mark.libreoffice
def test_libreoffice_prints_the_same_numbers(tmp_path: Path) -> None:
    formats = (
        "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
        "taiwaneseCountingThousand", "chineseLegalSimplified", "ideographLegalTraditional",
        "ideographTraditional", "ideographZodiac", "decimalEnclosedCircle", "decimalZero",
        "decimalEnclosedCircleChinese", "upperLetter", "lowerLetter", "upperRoman", "lowerRoman",
    )  # fmt: skip
    definitions, blocks = [], []
    for n, number_format in enumerate(formats):
        for start in (1, 10, 12, 20, 101, 110):
            key = 1000 + n * 200 + start
            definition = level(0, number_format, "%1、", start=start, suffix="tab")
            definitions.append((abstract(key, definition), num(key, key)))
            blocks.append(paragraph(f"{number_format} {start}", num_id=key, ilvl=0))
    decimal = abstract(
        2, level(0, "decimal", "%1.", start=3), level(1, "decimal", "%1.%2.", start=5)
    )
    lists = num(1, 1) + num(2, 1, restart(2, 1)) + num(3, 2) + num(4, 2, restart(0, 7))
    order = [
        (1, 0), (1, 1), (1, 2), (1, 2), (1, 3), (1, 4), (1, 1), (1, 2), (2, 2), (2, 2), (1, 2),
        (1, 0), (1, 1), (2, 2), (2, 1), (2, 2), (3, 1), (3, 0), (3, 1), (4, 0), (4, 1), (3, 0),
    ]  # fmt: skip
    blocks += [paragraph(f"表{n}层{i}", num_id=n, ilvl=i) for n, i in order]
    path = write_docx(
        tmp_path / "编号 样例.docx",
        *blocks,
        numbering="".join([a for a, _ in definitions] + [OUTLINE, decimal])
        + "".join([n for _, n in definitions] + [lists]),
    )
    assert without_spaces(texts(path)) == without_spaces(export_text(path, tmp_path / "out"))


@pytest.mark.libreoffice
def test_libreoffice_prints_the_same_numbers_from_styles(tmp_path: Path) -> None:
    path = write_docx(
        tmp_path / "a.docx",
        *(paragraph("甲", style=s) for s in ("H1", "H2", "Own", "Off", "H1", "H2", "H2")),
        numbering=STYLED,
        styles=STYLES,
    )
    assert without_spaces(texts(path)) == without_spaces(export_text(path, tmp_path / "out"))


@pytest.mark.libreoffice
def test_libreoffice_reads_the_same_plan(tmp_path: Path) -> None:
    inner = paragraph("加快园区建设", num_id=1, ilvl=1)
    control = f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    symbol = '<w:r><w:sym w:font="宋体" w:char="2605"/></w:r>'
    path = write_docx(
        tmp_path / "a.docx",
        "云泽市重点工作任务",
        paragraph("做强产业", num_id=1, ilvl=0),
        control,
        paragraph("完善厂房。", num_id=1, ilvl=2),
        paragraph(f"<w:hyperlink>{run('引进企业。')}</w:hyperlink>", num_id=1, ilvl=2),
        "",
        paragraph(run("（牵头单位：市工信局）", "<w:b/>") + symbol),
        paragraph("改善民生", num_id=2, ilvl=0),
        paragraph("新建学校。", num_id=2, ilvl=2),
        paragraph("附则", num_id=0, style="H1"),
        numbering=OUTLINE + num(1, 1) + num(2, 1, restart(2, 1)),
        styles=STYLES,
    )
    assert without_spaces(texts(path)) == without_spaces(export_text(path, tmp_path / "out"))


def without_spaces(lines: list[str]) -> list[str]:
    """LibreOffice indents numbered lines and puts one space after every number."""
    return [line.replace(" ", "") for line in lines]
