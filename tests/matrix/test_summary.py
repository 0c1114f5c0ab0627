from __future__ import annotations

from officekit.matrix import cross_table
from officekit.model.matrix import LEAD_MARK, SUPPORT_MARK, CrossTable, Field, Matrix, MatrixRow
from officekit.model.unit import Unit, UnitRegistry

REGISTRY = UnitRegistry(
    (Unit("区财政局"), Unit("区教育局"), Unit("各区、县级市"), Unit("区水务局"))
)


def row(key: str, lead: str, support: str) -> MatrixRow:
    return MatrixRow(key, {"lead": Field(lead), "support": Field(support)})


def cross(*rows: MatrixRow) -> CrossTable:
    return cross_table(Matrix(rows=rows, registry=REGISTRY))


def test_units_stand_in_registry_order_and_unknown_ones_behind() -> None:
    table = cross(row("A", "区教育局", "某公司、区财政局"), row("B", "", "区水务局"))
    assert table.units == ("区财政局", "区教育局", "区水务局", "某公司")
    assert table.registered == (True, True, True, False)
    assert table.roles == (
        (SUPPORT_MARK, LEAD_MARK, "", SUPPORT_MARK),
        ("", "", SUPPORT_MARK, ""),
    )


def test_a_unit_in_both_roles_leads() -> None:
    table = cross(row("A", "区教育局", "区教育局、区财政局"))
    assert table.roles == ((SUPPORT_MARK, LEAD_MARK),)


def test_it_counts_per_unit_and_per_task() -> None:
    table = cross(row("A", "区教育局", "区财政局"), row("B", "区教育局", ""))
    assert table.unit_counts(LEAD_MARK) == (0, 2)
    assert table.unit_counts(SUPPORT_MARK) == (1, 0)
    assert table.task_counts(LEAD_MARK) == (1, 1)
    assert table.task_counts(SUPPORT_MARK) == (1, 0)


def test_a_registered_name_with_a_separator_is_one_unit() -> None:
    assert cross(row("A", "区财政局", "各区、县级市")).units == ("区财政局", "各区、县级市")


def test_tasks_without_units_keep_their_line() -> None:
    table = cross(row("A", "", ""), row("B", "区财政局", ""))
    assert table.row_keys == ("A", "B")
    assert table.roles == (("",), (LEAD_MARK,))


def test_a_matrix_without_any_unit_gives_a_table_without_columns() -> None:
    table = cross(row("A", "", ""))
    assert (table.units, table.roles) == ((), ((),))
