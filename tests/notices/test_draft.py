from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from officekit.errors import ContentError
from officekit.model.matrix import Matrix
from officekit.model.notice import NoticeKind
from officekit.notices import draft, notice_options
from tests.notices.matrices import lines_of, matrix, row

COMPLETE = {
    "发文机关": "青禾区人民政府办公室",
    "文号": "青政办发〔2025〕8号",
    "主送机关": "各镇人民政府，区政府各部门",
    "批准机关": "区委、区政府",
    "成文日期": "2025年3月1日",
}


def complete(**more: str) -> Matrix:
    return matrix(
        row(number="1", section="一、兴业", title="建平台", lead="区科技局"), **COMPLETE, **more
    )


def test_a_complete_matrix_gives_a_notice_without_findings() -> None:
    notice, findings = draft(complete(), notice_options(complete()))
    assert findings == ()
    assert notice.title == "青禾区人民政府办公室关于印发青禾区2025年重点工作任务的通知"
    assert [p.text for p in notice.body] == [
        "《青禾区2025年重点工作任务》已经区委、区政府同意，现印发给你们，请认真贯彻落实。"
    ]
    assert notice.number == "青政办发〔2025〕8号"
    assert notice.addressees == "各镇人民政府，区政府各部门"
    assert notice.signature == notice.printing_office == "青禾区人民政府办公室"
    assert notice.signed_on == notice.printed_on == date(2025, 3, 1)
    assert lines_of(notice) == [
        "青禾区2025年重点工作任务",
        "一、兴业",
        "1.建平台。（牵头单位：区科技局）",
    ]
    assert notice.attachments == ()


def test_what_is_missing_stands_visibly_in_its_place_and_is_reported() -> None:
    bare = replace(matrix(row(number="1", title="建平台")), title="")
    notice, findings = draft(bare, notice_options(bare))
    assert notice.number == "【文号】"
    assert notice.addressees == "【主送机关】"
    assert notice.title == "【发文机关】关于印发【标题】的通知"
    assert notice.signature == "【署名】"
    said = [f.message.split("“")[2].split("”")[0] for f in findings if f.code == "NT901"]
    assert said == ["标题", "发文机关", "文号", "主送机关", "成文日期"]
    assert all("设置" in f.hint for f in findings)


def test_an_office_needs_the_approval_that_it_issues_under() -> None:
    office = matrix(row(number="1", title="建平台"), **{**COMPLETE, "批准机关": ""})
    notice, findings = draft(office, notice_options(office))
    assert "已经【批准机关】同意" in notice.body[0].text
    assert [f.code for f in findings] == ["NT901"]


def test_a_government_issues_in_its_own_name() -> None:
    settings = {**COMPLETE, "发文机关": "青禾区人民政府", "批准机关": ""}
    own = matrix(row(number="1", title="建平台"), **settings)
    notice, findings = draft(own, notice_options(own))
    assert notice.body[0].text == "现将《青禾区2025年重点工作任务》印发给你们，请认真贯彻落实。"
    assert findings == ()


def test_basis_documents_open_the_body() -> None:
    based = complete(依据文件="《云泽市行动计划》（云发〔2024〕3号）\n《青禾区规划纲要》")
    notice, _ = draft(based, notice_options(based))
    assert notice.body[0].text == (
        "根据《云泽市行动计划》（云发〔2024〕3号）《青禾区规划纲要》，制定了"
        "《青禾区2025年重点工作任务》，已经区委、区政府同意，现印发给你们，请认真贯彻落实。"
    )


def test_a_body_of_the_clerk_is_taken_as_it_is() -> None:
    own = complete(通知正文="现印发给你们。\n请抓好落实。")
    notice, _ = draft(own, notice_options(own))
    assert [p.text for p in notice.body] == ["现印发给你们。", "请抓好落实。"]


def test_book_marks_inside_book_marks_become_single() -> None:
    named = complete(标题="贯彻《云泽市规划》任务清单")
    notice, _ = draft(named, notice_options(named))
    assert notice.body[0].text.startswith("《贯彻〈云泽市规划〉任务清单》已经")


def test_a_letter_has_its_own_title_and_words() -> None:
    source = complete(通知标题="青禾区人民政府办公室关于印发某某的通知")
    notice, findings = draft(source, notice_options(source, NoticeKind.LETTER))
    assert notice.title == "青禾区人民政府办公室关于印送青禾区2025年重点工作任务的函"
    assert "印送给你们" in notice.body[0].text
    assert notice.issued is not None
    assert findings == ()


def test_a_letter_for_opinions_asks_by_when_and_says_whom_to_call() -> None:
    source = complete(反馈期限="2025年2月20日", 联系方式="王某，0000-1234567。")
    notice, findings = draft(source, notice_options(source, NoticeKind.OPINIONS))
    assert notice.title == (
        "青禾区人民政府办公室关于征求《青禾区2025年重点工作任务（征求意见稿）》意见的函"
    )
    text = "".join(p.text for p in notice.body)
    assert "于2025年2月20日前反馈" in text
    assert "王某，0000-1234567。" in text
    assert notice.issued is not None
    assert notice.issued.title == "青禾区2025年重点工作任务（征求意见稿）"
    assert findings == ()


def test_a_letter_for_opinions_without_date_and_contact_shows_both() -> None:
    notice, findings = draft(complete(), notice_options(complete(), NoticeKind.OPINIONS))
    text = "".join(p.text for p in notice.body)
    assert "【反馈期限】" in text
    assert "【联系方式】" in text
    assert [f.code for f in findings] == ["NT901", "NT901"]


def test_a_breakdown_carries_the_list_as_its_annex() -> None:
    notice, findings = draft(complete(), notice_options(complete(), NoticeKind.BREAKDOWN))
    assert notice.title == "青禾区人民政府办公室关于分解落实青禾区2025年重点工作任务的通知"
    assert notice.issued is None
    assert notice.attachments == ("青禾区2025年重点工作任务责任清单",)
    assert notice.annexes[0].title == notice.attachments[0]
    assert findings == ()


def test_the_annex_alone_has_nothing_around_it() -> None:
    bare = matrix(row(number="1", title="建平台"))
    notice, findings = draft(bare, notice_options(bare, NoticeKind.ANNEX))
    assert notice.title == notice.annexes[0].title == "青禾区2025年重点工作任务责任清单"
    assert (notice.issuer, notice.body, notice.issued) == ("", (), None)
    assert findings == ()


def test_the_list_can_follow_an_issued_text() -> None:
    with_list = complete(责任清单附表="是")
    notice, _ = draft(with_list, notice_options(with_list))
    assert notice.issued is not None
    assert notice.attachments == ("青禾区2025年重点工作任务责任清单",)


def test_a_secret_notice_needs_its_copy_number() -> None:
    secret = complete(密级="秘密★1年")
    _, findings = draft(secret, notice_options(secret))
    assert [f.code for f in findings] == ["NT901"]
    assert "份号" in findings[0].message


def test_a_refused_date_is_reported_once() -> None:
    wrong = matrix(row(number="1", title="建平台"), **{**COMPLETE, "成文日期": "三月初"})
    _, findings = draft(wrong, notice_options(wrong))
    assert [f.code for f in findings] == ["NT902"]


def test_an_empty_matrix_is_refused() -> None:
    with pytest.raises(ContentError, match="没有任务"):
        draft(matrix(), notice_options(matrix()))


def test_many_findings_of_one_kind_become_few() -> None:
    rows = [row(f"T{n:03d}", title=f"第{n}件事") for n in range(1, 301)]
    notice, findings = draft(matrix(*rows), notice_options(matrix(*rows)))
    assert notice.issued is not None
    assert len(notice.issued.paragraphs) == 300
    found = [f for f in findings if f.code == "NT906"]
    assert len(found) == 4
    assert "还有297处" in found[-1].message
    assert found[-1].value is not None
    assert found[-1].value.count("没有序号") == 297
    assert found[-1].hint == found[0].hint
