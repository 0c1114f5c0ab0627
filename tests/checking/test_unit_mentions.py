"""The units of a matrix, taken apart for the rules; and what the rules on units share."""

from __future__ import annotations

import gc

from officekit.checking import Subject, check, unit_mentions
from officekit.checking.unit_likeness import confusable_pairs
from officekit.checking.unit_mentions import numbered, unit_use
from officekit.checking.unit_tasks import tasks_by_row
from officekit.checking.unit_text import NamesInText
from officekit.checking.unit_wording import not_a_name
from officekit.data import unit_families
from officekit.model.finding import Severity
from officekit.model.matrix import Field, Matrix, MatrixRow
from officekit.model.unit import Unit, UnitRegistry
from officekit.model.unit_names import analyse
from officekit.parsing import parse_plan
from officekit.workflows import subject_of_plan
from tests.parsing.plans import document_of


def subject_with(*cells: tuple[str, str], registry: UnitRegistry | None = None) -> Subject:
    rows = tuple(
        MatrixRow(
            f"T{i:03d}",
            {"number": Field(str(i)), "lead": Field(lead), "support": Field(support)},
        )
        for i, (lead, support) in enumerate(cells, start=1)
    )
    return Subject(Matrix(rows=rows, registry=registry or UnitRegistry()))


def test_names_without_a_registry_get_one_of_their_own() -> None:
    use = unit_use(subject_with(("区科学技术局", ""), ("区科技局", "")))
    assert [m.unit.name for m in use.mentions if m.unit] == ["区科学技术局", "区科学技术局"]


def test_a_level_left_out_comes_from_the_name_before() -> None:
    use = unit_use(subject_with(("省科技厅、财政厅", "教育厅")))
    assert [m.full for m in use.mentions] == ["省科技厅", "省财政厅", "教育厅"]
    assert [m.elided for m in use.mentions] == [False, True, False]


def test_a_registered_name_with_a_separator_stays_whole() -> None:
    registry = UnitRegistry((Unit("青禾、临河联合指挥部"),), unit_families())
    use = unit_use(subject_with(("青禾、临河联合指挥部", ""), registry=registry))
    assert [m.printed for m in use.mentions] == ["青禾、临河联合指挥部"]


def test_the_level_needs_a_clear_majority() -> None:
    clear = subject_with(("区财政局、区科技局、区教育局", "区商务局、区民政局、区司法局"))
    mixed = subject_with(("区财政局、区科技局、市教育局", "市商务局、市民政局、区司法局"))
    assert unit_use(clear).level == "区"
    assert unit_use(mixed).level == ""


def test_the_units_are_taken_apart_once_and_forgotten_with_the_subject() -> None:
    subject = subject_with(("区科技局", ""))
    assert unit_use(subject) is unit_use(subject)
    key = id(subject)
    del subject
    gc.collect()
    assert key not in unit_mentions._known


def test_long_lists_of_rows_are_cut_and_say_how_many_there_are() -> None:
    rows = subject_with(*[("区科技局", "")] * 4).rows
    assert numbered([*rows[:2], rows[1]]) == "第1、2项"
    assert numbered(rows, most=2) == "第1、2等4项"


def test_a_name_inside_a_longer_known_name_is_not_found() -> None:
    names = NamesInText(["区水务局"], ["新区水务局"])
    assert names.found("由新区水务局负责") == ()
    assert names.found("由区水务局会同新区水务局、区水务局负责") == ("区水务局",)
    assert NamesInText([], []).found("区水务局") == ()


def test_words_of_a_clause_are_no_name() -> None:
    assert not_a_name("牵头单位：区科技局")
    assert not_a_name("区科技局按照职责分工")
    assert not_a_name("区科技局共同牵头")
    assert not_a_name("区" * 31)
    assert not not_a_name("区重点项目推进中心")


def test_directions_and_other_levels_are_not_confusable() -> None:
    families = unit_families()

    def pairs(*names: str) -> list[tuple[str, str]]:
        return list(confusable_pairs({n: analyse(n, families) for n in names}, families))

    assert pairs("区水利局", "区水务局") == [("区水利局", "区水务局")]
    assert pairs("市水利局", "区水务局") == []
    assert pairs("区商务局", "区税务局", "区财政局", "区民政局") == []
    assert pairs("区东片产业服务中心", "区西片产业服务中心") == []


def test_rows_know_their_task_with_and_without_the_general_requirements() -> None:
    document = document_of(
        "一、总体要求\n（一）指导思想。坚持绿色发展。\n二、主要任务\n"
        "（一）建设平台。新建平台3家。（牵头单位：区科技局）"
    )
    plan = parse_plan(document)
    for chosen in ("是", "否"):
        subject = subject_of_plan(document, plan, {"包含总体要求": chosen})
        titles = {key: task.title for key, task in tasks_by_row(subject).items()}
        assert titles == {row.key: row["title"] for row in subject.rows}
        assert "建设平台" in titles.values()


def test_an_unknown_unit_of_a_plan_is_told_once_with_proposals() -> None:
    names = ("区交通运输局", "区财政局", "区科技局")
    registry = UnitRegistry(tuple(Unit(n, level="区") for n in names), unit_families())
    document = document_of("一、建设道路\n1.修建道路。新建道路3公里。（牵头单位：区交通输运局）")
    found = check(subject_of_plan(document, parse_plan(document, registry))).findings
    told = [f for f in found if f.value == "区交通输运局" and f.code in ("MX201", "PS013")]
    assert [f.code for f in told] == ["MX201"]
    assert "“区交通运输局”" in told[0].hint
    assert told[0].location.row_key == "T001"


def test_forbidden_joint_leads_are_warnings() -> None:
    allowed = subject_with(("区科技局、区财政局", ""))
    matrix = Matrix(rows=allowed.rows, settings={"MX102.多个牵头": "不允许"})
    for subject, severity in ((allowed, Severity.INFO), (Subject(matrix), Severity.WARNING)):
        assert [f.severity for f in check(subject).findings if f.code == "MX102"] == [severity]


def test_many_joint_leads_are_one_finding() -> None:
    subject = subject_with(*[("区科技局、区财政局", "")] * 11)
    found = [f for f in check(subject).findings if f.code == "MX102"]
    assert len(found) == 1
    assert "有11项任务" in found[0].message
