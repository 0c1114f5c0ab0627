from __future__ import annotations

from dataclasses import replace
from datetime import date

from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.notice import NoticeKind
from officekit.model.packet import Role, Round
from officekit.model.returned import FileFacts
from officekit.model.submission import Received, Submission
from officekit.notices.exchange_letters import covering_letter, return_letter
from tests.writing.packets import LEAD_KEY, UNIT, packet

SETTINGS = {"发文机关": "临河县人民政府办公室", "报送联系方式": "督查室周敏"}
HALF = Finding(
    *("SB521", Severity.ERROR, "完成率写成60，像是少了百分号。", "请写成60%。"),
    Location("水务局.xlsx", sheet="责任清单", row=4, column=10, row_key=LEAD_KEY),
)
SHORT = replace(HALF, severity=Severity.WARNING, message="进展情况太简单。", hint="请写明数量。")
TASK = replace(HALF, location=Location("水务局.xlsx", sheet="责任清单", row_key=LEAD_KEY))
WHOLE = replace(HALF, message="文件设有密码。", location=Location("水务局.xlsx"))
ROW = replace(HALF, location=Location("水务局.xlsx", sheet="责任清单", row=9))


def received(*findings: Finding) -> Received:
    submission = Submission(FileFacts("水务局.xlsx"), packet=packet())
    return Received(submission, findings, "2023-09-26T09:00:00+08:00")


def round_() -> Round:
    sent = packet()
    return Round(1, "m1", sent.period, 1, (sent,))


def returned(*findings: Finding) -> list[str]:
    notice = return_letter(received(*findings), round_(), SETTINGS, "退回.xlsx")
    return [paragraph.text for paragraph in notice.body]


def test_a_covering_letter_says_what_is_sent_and_until_when_it_is_asked_for() -> None:
    notice = covering_letter(packet(), "临河县水务局.xlsx", SETTINGS)
    assert notice.kind is NoticeKind.LETTER
    assert notice.addressees == UNIT
    assert notice.title == "临河县人民政府办公室关于报送2023年9月重点任务进展情况的函"
    assert notice.signed_on == date(2023, 9, 1)
    first, second, last = [paragraph.text for paragraph in notice.body]
    assert "《临河县2023年重点工作责任清单》" in first
    assert "“临河县水务局.xlsx”" in first
    assert "共2项任务（牵头1项，配合1项）" in first
    assert second.startswith("请于2023年9月25日前在工作簿中填写")
    assert last == "联系方式：督查室周敏，电话0000-7654321。"


def test_a_covering_letter_counts_tasks_that_no_unit_leads() -> None:
    led, supported = packet().rows
    answered_for = replace(supported, key="T008", role=Role.RESPONSIBLE)
    asked = packet(rows=(led, answered_for, supported))
    first = covering_letter(asked, "下发.xlsx", SETTINGS).body[0].text
    assert "共3项任务（牵头1项，责任1项，配合1项）" in first


def test_without_a_last_day_and_a_contact_a_covering_letter_names_none() -> None:
    notice = covering_letter(packet(due="", contact=""), "下发.xlsx", SETTINGS)
    texts = [paragraph.text for paragraph in notice.body]
    assert len(texts) == 2
    assert texts[1].startswith("请及时在工作簿中填写")


def test_a_letter_of_return_counts_and_lists_errors_before_warnings() -> None:
    first, head, *listed, contact = returned(SHORT, HALF)
    assert "有1处需要改正，另有1处请一并核实" in first
    assert "“退回.xlsx”" in first
    assert head == "主要问题如下："
    assert listed == [
        "1.第2项“整治山塘水库”（J4单元格）：完成率写成60，像是少了百分号。请写成60%。",
        "2.第2项“整治山塘水库”（J4单元格）：进展情况太简单。请写明数量。",
    ]
    assert contact == "联系方式：督查室周敏。"


def test_a_problem_is_placed_as_well_as_is_known() -> None:
    _, _, *listed, _ = returned(TASK, ROW, WHOLE)
    assert listed == [
        "1.第2项“整治山塘水库”：完成率写成60，像是少了百分号。请写成60%。",
        "2.工作表“责任清单”第9行：完成率写成60，像是少了百分号。请写成60%。",
        "3.文件设有密码。请写成60%。",
    ]


def test_of_many_problems_twelve_are_listed_and_the_others_counted() -> None:
    _, _, *listed, rest, _ = returned(*(HALF,) * 15)
    assert len(listed) == 12
    assert rest == "其余3处见工作簿的“退回意见”。"


def test_a_return_of_an_unknown_unit_leaves_its_name_to_be_filled_in() -> None:
    unknown = Received(Submission(FileFacts("未命名.xlsx")), (WHOLE,))
    notice = return_letter(unknown, round_(), {}, "退回.xlsx")
    assert "报送单位" in notice.addressees
    assert notice.addressees != UNIT
    assert notice.signed_on is None
