"""The layout of Word documents: sections and their footers."""

from __future__ import annotations

from pathlib import Path

import pytest

from officekit.model.laid_document import Alignment, Footer, LaidDocument
from officekit.reading import read_layout
from tests.reading.docx_builder import (
    paragraph,
    run,
)
from tests.reading.layout_package import (
    COMPLEX_PAGE,
    MM,
    SIMPLE_PAGE,
    footer_reference,
    layout,
    section,
    write_package,
)


def test_a_sections_page_and_margins(tmp_path: Path) -> None:
    lying = section(
        size='w:w="16838" w:h="11906" w:orient="landscape"',
        margins='w:top="-1440" w:right="720" w:bottom="720" w:left="720" w:gutter="284" w:footer="851"',
    )
    first, second = layout(tmp_path, paragraph("甲", properties=section()), "乙", lying).sections
    assert [first.width, first.height] == pytest.approx([210, 297], abs=0.1)
    assert [first.top, first.bottom, first.left, first.right] == pytest.approx(
        [37, 35, 28, 26], abs=0.1
    )
    assert (first.landscape, first.line_pitch) == (False, None)
    assert second.landscape
    assert second.top == pytest.approx(25.4)
    assert second.left == pytest.approx(1004 * MM)
    assert second.footer == pytest.approx(851 * MM)


def footed(folder: Path, content: str, *, settings: str = "", extra: str = "") -> LaidDocument:
    references = footer_reference("r91") + extra
    return read_layout(
        write_package(
            folder / "通知.docx",
            "甲",
            section(extra=references),
            footers={"r91": content},
            settings=settings,
        ),
        render=False,
    )


def odd(folder: Path, content: str) -> Footer:
    footer = footed(folder, content).sections[0].odd_footer
    assert footer is not None
    return footer


def test_a_page_number_in_a_simple_field(tmp_path: Path) -> None:
    content = paragraph(run("— ") + SIMPLE_PAGE + run(" —"), properties='<w:jc w:val="right"/>')
    footer = odd(tmp_path, content)
    assert (footer.text, footer.has_page_field) == ("— # —", True)
    assert footer.alignment is Alignment.RIGHT


def test_a_page_number_in_a_complex_field_with_its_own_font(tmp_path: Path) -> None:
    ind = '<w:ind w:right="320"/>'
    footer = odd(tmp_path, paragraph(run("— ") + COMPLEX_PAGE + run(" —"), properties=ind))
    assert (footer.text, footer.has_page_field) == ("— # —", True)
    assert (footer.font, footer.size) == ("宋体", 14.0)
    assert footer.right == pytest.approx(320 * MM)


def test_a_field_without_a_result_is_a_page_number_too(tmp_path: Path) -> None:
    begin, end = ('<w:r><w:fldChar w:fldCharType="%s"/></w:r>' % kind for kind in ("begin", "end"))  # noqa: UP031 - braces would hide the markup
    content = begin + "<w:r><w:instrText>page</w:instrText></w:r>" + end
    assert odd(tmp_path, paragraph(content)).text == "#"


@pytest.mark.parametrize("instruction", ["NUMPAGES", "PAGEREF _Toc1", "DATE"])
def test_other_fields_are_no_page_numbers(tmp_path: Path, instruction: str) -> None:
    footer = odd(tmp_path, paragraph(SIMPLE_PAGE.replace(" PAGE ", instruction)))
    assert (footer.text, footer.has_page_field) == ("7", False)


def test_an_empty_footer_is_one_without_text(tmp_path: Path) -> None:
    assert odd(tmp_path, paragraph("")).text == ""
    assert layout(tmp_path, "甲", section()).sections[0].odd_footer is None


def test_a_number_in_the_middle_of_words_own_footer(tmp_path: Path) -> None:
    assert (
        odd(tmp_path, paragraph("<w:r><w:tab/></w:r>" + SIMPLE_PAGE)).alignment is Alignment.CENTER
    )
    tabs = "<w:r><w:tab/><w:tab/></w:r>"
    assert odd(tmp_path, paragraph(tabs + SIMPLE_PAGE)).alignment is Alignment.RIGHT


FRAME = '<w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="{}"/>'
DRAWN = (
    "<w:r><w:drawing><wp:anchor><wp:positionH relativeFrom='margin'><wp:align>{}</wp:align>"
    "</wp:positionH><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></wp:anchor>"
    "</w:drawing></w:r>"
)
VML = (
    "<w:r><w:pict><v:shape style='position:absolute;margin-left:0;mso-position-horizontal:{};"
    "mso-position-horizontal-relative:margin'><v:textbox><w:txbxContent>{}</w:txbxContent>"
    "</v:textbox></v:shape></w:pict></w:r>"
)


def placed(kind: str, position: str) -> str:
    number = run("— ") + SIMPLE_PAGE + run(" —")
    if kind == "frame":
        return paragraph(number, properties=FRAME.format(position)) + paragraph("")
    return paragraph((DRAWN if kind == "drawing" else VML).format(position, paragraph(number)))


@pytest.mark.parametrize("kind", ["frame", "drawing", "vml"])
def test_a_frame_or_text_box_decides_where_the_number_stands(tmp_path: Path, kind: str) -> None:
    for position, expected in (
        ("left", Alignment.LEFT), ("center", Alignment.CENTER), ("right", Alignment.RIGHT),
    ):  # fmt: skip
        footer = odd(tmp_path, placed(kind, position))
        assert (footer.text, footer.alignment) == ("— # —", expected)


@pytest.mark.parametrize("kind", ["frame", "drawing", "vml"])
def test_a_number_on_the_outside_makes_two_footers(tmp_path: Path, kind: str) -> None:
    document = footed(tmp_path, placed(kind, "outside"))
    assert document.odd_and_even
    first = document.sections[0]
    assert first.odd_footer is not None
    assert first.even_footer is not None
    assert first.odd_footer.alignment is Alignment.RIGHT
    assert first.even_footer.alignment is Alignment.LEFT


def test_a_text_box_at_a_distance_indents(tmp_path: Path) -> None:
    box = DRAWN.replace("<wp:align>{}</wp:align>", "<wp:posOffset>{}</wp:posOffset>")
    footer = odd(tmp_path, paragraph(box.format(360_000, paragraph(SIMPLE_PAGE))))
    assert footer.left == pytest.approx(10.0)


def test_odd_even_and_first_footers(tmp_path: Path) -> None:
    def save(settings: str) -> LaidDocument:
        kinds = {"r1": "default", "r2": "even", "r3": "first"}
        references = "".join(footer_reference(f"r9{k[1]}", kinds[k]) for k in kinds)
        start = section(extra=references).replace("</w:sectPr>", "<w:titlePg/></w:sectPr>")
        return read_layout(
            write_package(
                tmp_path / "a.docx",
                paragraph("甲", properties=start),
                "乙",
                section(),
                footers={
                    "r91": paragraph(SIMPLE_PAGE, properties='<w:jc w:val="right"/>'),
                    "r92": paragraph(SIMPLE_PAGE),
                    "r93": paragraph("首页"),
                },
                settings=settings,
            ),
            render=False,
        )

    document = save("<w:evenAndOddHeaders/>")
    assert document.odd_and_even
    first, second = document.sections
    assert first.first_page_differs
    assert first.first_footer == Footer("首页", size=10.0)
    for one in (first, second):  # the second section says nothing and takes the first one's
        assert one.odd_footer == Footer("#", True, Alignment.RIGHT, size=10.0)
        assert one.even_footer == Footer("#", True, Alignment.LEFT, size=10.0)
    assert (second.first_page_differs, second.first_footer) == (False, None)
    plain = save('<w:evenAndOddHeaders w:val="0"/>')
    assert not plain.odd_and_even
    assert plain.sections[0].even_footer is None
