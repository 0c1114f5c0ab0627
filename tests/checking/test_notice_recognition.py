"""Elements of a notice are found whatever the styles, and not where there are none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from officekit.checking.notice_recognition import recognise
from officekit.checking.notice_structure import NoticeStructure
from officekit.model.document import Source, SourceKind
from officekit.model.laid_document import Alignment, LaidDocument, LaidParagraph, LaidTable
from tests.checking.notice_cases import TITLE, centred, paragraph, plain, run

SENT = "请各单位抓好落实。"


def found(*paragraphs: LaidParagraph, table: tuple[int, int] | None = None) -> NoticeStructure:
    numbered = tuple(replace(p, number=n) for n, p in enumerate(paragraphs, start=1))
    tables = (LaidTable(*table),) if table else ()
    return recognise(LaidDocument(Source("a.docx", SourceKind.DOCX), numbered, (), tables))


def right(text: str) -> LaidParagraph:
    return plain(text, alignment=Alignment.RIGHT)


def text_of(paragraphs: tuple[LaidParagraph, ...]) -> list[str]:
    return [p.text for p in paragraphs]


def test_text_that_has_lost_its_form_is_known_by_its_words() -> None:
    lines = (
        *("青政办发〔2023〕8号", "青禾区人民政府办公室", "关于印发2023年重点", "工作任务的通知"),
        *("各镇人民政府：", f"现印发给你们，{SENT}", "青禾区人民政府办公室", "2023年9月22日"),
    )
    notice = found(*map(plain, lines))
    assert notice.number_text == "青政办发〔2023〕8号"
    assert notice.title_text == "青禾区人民政府办公室关于印发2023年重点工作任务的通知"
    assert notice.addressees is not None
    assert text_of(notice.signature) == ["青禾区人民政府办公室"]
    assert [p.text for p in notice.body] == [f"现印发给你们，{SENT}"]


def test_what_a_web_page_puts_above_the_title_is_passed_over() -> None:
    notice = found(
        plain("索引号：12345"),
        plain("青禾区人民政府办公室关于做好防汛工作的通知"),
        plain("各镇人民政府："),
        paragraph(SENT),
    )
    assert notice.title_text == "青禾区人民政府办公室关于做好防汛工作的通知"
    assert len(notice.body) == 1


def test_number_and_signer_share_a_line() -> None:
    notice = found(
        plain("青政发〔2023〕8号　　　　签发人：李明"),
        centred("青禾区人民政府关于报送情况的报告"),
        plain("云泽市人民政府："),
    )
    assert notice.number_text == "青政发〔2023〕8号"
    assert notice.signer is notice.number


def test_a_large_red_line_is_the_mark_and_a_letter_has_its_number_at_the_right() -> None:
    red = centred("青禾区人民政府", run("青禾区人民政府", TITLE, 40, "FF0000"))
    title = centred("青禾区人民政府关于商请支持的函")
    letter = found(red, right("青政函〔2023〕8号"), title, plain("云泽市人民政府："))
    assert letter.mark is not None
    assert letter.letter
    notice = found(red, centred("青政发〔2023〕8号"), title, plain("云泽市人民政府："))
    assert not notice.letter


def test_several_issuers_sign_one_below_the_other() -> None:
    notice = found(
        centred("关于做好工作的通知"),
        paragraph(SENT),
        right("青禾区财政局"),
        right("青禾区教育局"),
        right("2023年9月22日"),
    )
    assert text_of(notice.signature) == ["青禾区财政局", "青禾区教育局"]


def test_the_last_sentence_is_no_signature() -> None:
    notice = found(
        centred("关于做好工作的通知"), right("各有关部门要抓好落实。"), right("2023年9月22日")
    )
    assert notice.signature == ()


@pytest.mark.parametrize("office", ["青禾区政府办", "青禾区公安局交警大队", "青禾区公路管理处"])
def test_a_signature_at_the_left_is_known_by_its_office(office: str) -> None:
    notice = found(
        centred("关于做好工作的通知"), paragraph(SENT), plain(office), right("2023年9月22日")
    )
    assert [line.text for line in notice.signature] == [office]


def test_a_list_of_annexes_below_its_own_line_is_no_annex() -> None:
    notice = found(
        centred("关于做好工作的通知"),
        paragraph(SENT),
        paragraph("附件："),
        paragraph("1.责任清单"),
        paragraph("2.联系方式"),
        right("青禾区财政局"),
        right("2023年9月22日"),
        plain("附件1"),
        centred("责任清单"),
        paragraph(SENT),
    )
    assert text_of(notice.attachment_list) == ["附件：", "1.责任清单", "2.联系方式"]
    assert [annex.number for annex in notice.annexes] == ["1"]
    assert text_of(notice.annexes[0].title) == ["责任清单"]


def test_a_lead_in_is_no_addressee() -> None:
    notice = found(centred("关于做好工作的通知"), paragraph("现将有关事项通知如下："))
    assert notice.addressees is None
    assert len(notice.body) == 1


@pytest.mark.parametrize("text", ["2023年9月22日印发", "青禾区财政局　2023年9月22日印发"])
def test_the_line_of_printing_is_the_imprint(text: str) -> None:
    notice = found(centred("关于做好工作的通知"), paragraph(SENT), plain(text))
    assert notice.imprint is not None
    assert text_of(notice.imprint.printed) == [text]


def test_an_imprint_in_a_table_is_all_of_the_table() -> None:
    cells = (plain("青禾区财政局", in_table=True), plain("2023年9月22日印发", in_table=True))
    notice = found(paragraph(SENT), plain("抄送：区委。", in_table=True), *cells, table=(2, 4))
    assert notice.imprint is not None
    assert notice.imprint.copies is not None
    assert text_of(notice.imprint.printed) == ["青禾区财政局", "2023年9月22日印发"]


def test_a_paragraph_on_reporting_is_no_imprint() -> None:
    notice = found(
        centred("关于做好工作的通知"), paragraph("报送：每月5日前。"), paragraph("主送：区财政局。")
    )
    assert notice.imprint is None


def test_long_hostile_text_is_read_in_time() -> None:
    for text in ("（" * 20_000, "关于" * 10_000, "牵头（" * 7_000, "1." * 10_000, "附件：" * 9_000):
        assert found(plain(text), paragraph(text)).date is None
