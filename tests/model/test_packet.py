from __future__ import annotations

from dataclasses import replace

import pytest

from officekit.model.packet import Packet, PacketRow, Role, asks_the_same
from officekit.model.period import Period

DIKE = PacketRow("T001", Role.LEAD, {"number": "1", "title": "新建河堤"}, {"status": "推进中"})
SCHOOL = PacketRow("T002", Role.SUPPORT, {"number": "2", "title": "扩建学校"})
PACKET = Packet("1" * 16, "区水务局", Period.parse("2025年9月"), 1, "青禾区任务", (DIKE, SCHOOL))


@pytest.mark.parametrize(("role", "answers"), [("牵头", True), ("责任", True), ("配合", False)])
def test_who_leads_or_is_responsible_answers_for_a_task(role: str, answers: bool) -> None:
    assert Role(role).answers_for is answers


def test_numbers_order_answers_and_dates_ask_nothing_else() -> None:
    moved = replace(SCHOOL, assigned={"number": "3", "title": "扩建学校"})
    answered = replace(DIKE, answers={"status": "已完成", "progress": "全线贯通。"})
    later = replace(PACKET, id="2" * 16, version=2, due="2025-09-28", rows=(moved, answered))
    assert asks_the_same(PACKET, later)


@pytest.mark.parametrize(
    "rows",
    [
        (DIKE,),
        (DIKE, SCHOOL, replace(SCHOOL, key="T003")),
        (DIKE, replace(SCHOOL, role=Role.RESPONSIBLE)),
        (DIKE, replace(SCHOOL, assigned={"number": "2", "title": "扩建两所学校"})),
        (DIKE, replace(SCHOOL, assigned={"title": "扩建学校", "deadline": "年底前"})),
    ],
)
def test_another_task_role_or_text_asks_something_else(rows: tuple[PacketRow, ...]) -> None:
    assert not asks_the_same(PACKET, replace(PACKET, rows=rows))


def test_another_unit_is_asked_something_else() -> None:
    assert not asks_the_same(PACKET, replace(PACKET, unit="区教育局"))
