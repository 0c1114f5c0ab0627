from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officekit.data import unit_families
from officekit.exchange.groups import members
from officekit.exchange.split import Issue, split
from officekit.model.matrix import Field, Matrix, MatrixRow
from officekit.model.packet import Packet, Role
from officekit.model.period import Period
from officekit.model.unit import Unit, UnitKind, UnitRegistry

UNITS = (
    Unit("区发展和改革局", ("区发改局",), "区", UnitKind.DEPARTMENT),
    Unit("区教育局", (), "区", UnitKind.DEPARTMENT),
    Unit("青禾经济开发区管委会", (), "", UnitKind.MANAGEMENT),
    Unit("沙河镇人民政府", (), "镇", UnitKind.GOVERNMENT),
    Unit("柳林乡人民政府", (), "乡", UnitKind.GOVERNMENT),
    Unit("云台街道办事处", (), "街道", UnitKind.GOVERNMENT),
)
REGISTRY = UnitRegistry(UNITS, unit_families())


def matrix(*rows: tuple[str, str], registry: UnitRegistry = REGISTRY) -> Matrix:
    made = [
        MatrixRow(
            f"T{i:03d}",
            {
                "number": Field(str(i)),
                "title": Field(f"任务{i}"),
                "lead": Field(lead),
                "support": Field(support),
                "status": Field("推进中"),
                "remarks": Field("内部备注"),
            },
        )
        for i, (lead, support) in enumerate(rows, start=1)
    ]
    return Matrix("青禾区2025年重点工作任务", tuple(made), registry=registry, id="m1")


def packets(of: Matrix) -> dict[str, Packet]:
    numbers = count(1)
    made = split(of, Issue(Period.parse("2025年9月")), lambda: f"{next(numbers):016x}")
    return {packet.unit: packet for packet in made.packets}


def test_a_unit_gets_the_tasks_that_it_leads_and_supports() -> None:
    got = packets(matrix(("区发展和改革局", "区教育局"), ("区教育局", ""), ("区教育局", "")))
    assert [(r.key, r.role) for r in got["区发展和改革局"].rows] == [("T001", Role.LEAD)]
    assert [(r.key, r.role) for r in got["区教育局"].rows] == [
        ("T001", Role.SUPPORT),
        ("T002", Role.LEAD),
        ("T003", Role.LEAD),
    ]


def test_where_no_unit_leads_those_named_as_responsible_answer_for_the_task() -> None:
    got = packets(
        matrix(("", "区教育局、区发展和改革局"), ("区教育局", "区发展和改革局"), ("", "各镇"))
    )
    assert [r.role for r in got["区教育局"].rows] == [Role.RESPONSIBLE, Role.LEAD]
    assert [r.role for r in got["区发展和改革局"].rows] == [Role.RESPONSIBLE, Role.SUPPORT]
    assert [r.role for r in got["沙河镇人民政府"].rows] == [Role.RESPONSIBLE]


def test_a_leading_group_leads() -> None:
    got = packets(matrix(("各镇", "区教育局")))
    assert [r.role for r in got["沙河镇人民政府"].rows] == [Role.LEAD]
    assert [r.role for r in got["区教育局"].rows] == [Role.SUPPORT]


def test_an_alias_belongs_to_its_unit_and_a_leader_is_no_supporter_too() -> None:
    got = packets(matrix(("区发改局", "区发展和改革局、区教育局")))
    assert list(got) == ["区发展和改革局", "区教育局"]
    assert [r.role for r in got["区发展和改革局"].rows] == [Role.LEAD]


def test_a_packet_says_what_was_issued_and_keeps_other_columns_back() -> None:
    row = packets(matrix(("区教育局", "")))["区教育局"].rows[0]
    assert row.assigned == {"number": "1", "title": "任务1", "lead": "区教育局"}
    assert row.answers == {"status": "推进中"}


def test_groups_are_expanded_by_the_nature_of_the_units() -> None:
    got = packets(matrix(("区教育局", "各镇街"), ("区教育局", "各乡镇、各园区")))
    assert [(u, [r.key for r in p.rows]) for u, p in got.items()] == [
        ("区教育局", ["T001", "T002"]),
        ("青禾经济开发区管委会", ["T002"]),
        ("沙河镇人民政府", ["T001", "T002"]),
        ("柳林乡人民政府", ["T002"]),
        ("云台街道办事处", ["T001"]),
    ]


def test_what_the_registry_says_of_a_group_goes_before_its_words() -> None:
    units = (*UNITS, Unit("红星农场", groups=("各镇（街道）",)))
    registry = UnitRegistry(units, unit_families())
    assert [unit.name for unit in members("各镇街道", registry)] == ["红星农场"]


@pytest.mark.parametrize("name", ["各有关部门", "相关单位", "区直各部门", "各责任单位"])
def test_a_group_that_nobody_can_tell_gets_its_own_packet_and_a_warning(name: str) -> None:
    made = split(matrix(("区教育局", name)), Issue(Period.parse("2025年9月")), lambda: "0" * 16)
    assert [packet.unit for packet in made.packets] == ["区教育局", name]
    assert [(f.code, f.value) for f in made.findings] == [("SB802", name)]


def test_a_task_without_any_unit_is_told() -> None:
    made = split(matrix(("", "")), Issue(Period.parse("2025年9月")), lambda: "0" * 16)
    assert made.packets == ()
    assert [finding.code for finding in made.findings] == ["SB801"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", *(u.name for u in UNITS)]),
            st.lists(st.sampled_from([u.name for u in UNITS]), max_size=4).map("、".join),
        ),
        max_size=8,
    )
)
def test_every_unit_of_every_task_gets_it_exactly_once(rows: list[tuple[str, str]]) -> None:
    of = matrix(*rows)
    expected = {
        (name, f"T{i:03d}")
        for i, (lead, support) in enumerate(rows, start=1)
        for name in (*lead.split("、"), *support.split("、"))
        if name
    }
    given_out = [(unit, row.key) for unit, packet in packets(of).items() for row in packet.rows]
    assert len(given_out) == len(set(given_out))
    assert set(given_out) == expected
