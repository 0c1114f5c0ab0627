"""The bundled samples as a careful reader finds them, and one plan in every format."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import officekit
from officekit.data.bundled import bundled
from officekit.model.document import SourceKind
from officekit.model.finding import Severity
from officekit.model.plan import Comparator, Plan, Section, Target, Task, TaskKind
from tests.libreoffice import convert
from tools import make_samples


@pytest.fixture(scope="module")
def plan() -> Plan:
    return officekit.read_plan(bundled("samples") / "青禾区三年行动计划.txt")


@pytest.fixture(scope="module")
def notice() -> Plan:
    return officekit.read_plan(bundled("samples") / "云泽市2024年重点工作任务.docx")


@pytest.fixture(scope="module")
def annex() -> Plan:
    return officekit.read_plan(bundled("samples") / "青禾区任务分工表.xlsx")


def task(plan: Plan, number: int, part: str | None = None) -> Task:
    (found,) = (t for t in plan.tasks if t.number == str(number) and t.part == part)
    return found


def units(entry: Task) -> tuple[list[str], list[str]]:
    return [r.printed for r in entry.lead], [r.printed for r in entry.support]


def figures(entry: Task) -> list[tuple[str, Comparator, float | None, str]]:
    return [(t.metric, t.comparator, t.value, t.unit) for t in entry.targets]


class TestPlan:
    def test_it_has_its_title_mark_and_period(self, plan: Plan) -> None:
        assert plan.title == "云泽市青禾区推动绿色低碳高质量发展三年行动计划（2024—2026年）"
        assert (plan.draft_mark, plan.period, plan.notice) == ("征求意见稿", (2024, 2026), None)
        assert plan.preamble.startswith("为加快发展方式绿色转型")

    def test_it_has_seven_sections_and_twelve_headings_below(self, plan: Plan) -> None:
        assert [s.number for s in plan.sections] == list("一二三四五六七")
        assert [len(s.subsections) for s in plan.sections] == [0, 2, 2, 3, 2, 2, 0]
        assert plan.sections[6].heading == "七、保障措施"

    def test_it_numbers_its_tasks_from_1_to_43_with_three_parts_below_12(self, plan: Plan) -> None:
        expected = [*range(1, 13), 12, 12, 12, *range(13, 44)]
        assert [int(t.number) for t in plan.tasks] == expected
        assert [t.part for t in plan.tasks if t.part] == [
            "新材料产业",
            "智能装备产业",
            "绿色食品产业",
        ]
        kinds = Counter(t.kind for t in plan.tasks)
        assert kinds == {TaskKind.PREAMBLE: 3, TaskKind.TASK: 39, TaskKind.SAFEGUARD: 4}

    def test_it_reads_the_first_task(self, plan: Plan) -> None:
        first = plan.tasks[3]
        assert (first.number, first.title) == ("4", "建设产业创新平台")
        assert first.section == "二、强化科技创新引领，加快培育新质生产力"
        assert first.subsection == "（一）建设高能级创新平台"
        assert units(first) == (
            ["区科技局"],
            ["区发展和改革局", "区工业和信息化局", "青禾经济开发区管委会"],
        )
        assert figures(first) == [
            ("新增省级以上创新平台", Comparator.AT_LEAST, 3, "家"),
            ("区级重点实验室", Comparator.ABOUT, 25, "家"),
            ("规模以上工业企业研发活动覆盖率", Comparator.EQUAL, 70, "%"),
        ]

    def test_it_reads_clauses_of_every_form(self, plan: Plan) -> None:
        patents = (["区市场监管局（区知识产权局）"], ["区法院", "区检察院", "区司法局"])
        assert units(task(plan, 9)) == patents
        assert units(task(plan, 33)) == (
            ["市生态环境局青禾分局"],
            ["区行政审批服务局", "区信访局"],
        )
        assert units(task(plan, 41)) == (
            ["区财政局", "区委金融办"],
            ["人民银行青禾营业管理部"],
        )
        assert units(task(plan, 40)) == (["区发展和改革局"], ["各有关单位", "各镇街"])
        assert task(plan, 12, "绿色食品产业").lead[0].printed == "区农业农村局"
        assert [t.number for t in plan.tasks if t.open_ended] == ["8", "36"]
        without = [t.number for t in plan.tasks if t.clause is None]
        assert without == ["1", "2", "3", "30"]

    def test_it_keeps_the_clause_of_a_section_apart(self, plan: Plan) -> None:
        section = plan.sections[4]
        assert [r.printed for r in section.lead] == ["市生态环境局青禾分局"]
        assert [r.printed for r in section.support] == ["区政府有关部门", "各镇街"]
        assert section.text == "坚持精准治污、科学治污、依法治污，推动生态环境质量持续改善。"

    def test_it_puts_two_spellings_of_a_unit_together(self, plan: Plan) -> None:
        assert task(plan, 22).lead[0].unit == "区住房和城乡建设局"
        assert task(plan, 19).lead[0].unit == "区发展和改革局"
        assert [f.code for f in plan.findings].count("PS009") == 2
        assert all(r.unit for t in plan.tasks for r in t.responsibilities)

    def test_it_reads_targets_of_every_shape(self, plan: Plan) -> None:
        assert figures(task(plan, 7))[:2] == [
            ("高新技术企业", Comparator.AT_LEAST, 160, "家"),
            ("科技型中小企业", Comparator.AT_LEAST, 320, "家"),
        ]
        assert figures(task(plan, 24))[0] == ("全区用水总量", Comparator.AT_MOST, 1.28, "亿立方米")
        assert figures(task(plan, 19))[1][1:] == (Comparator.DECREASE, 5, "%")
        assert figures(task(plan, 33))[0][1:] == (Comparator.AT_MOST, 7, "个工作日")
        growing = task(plan, 12, "新材料产业").targets[1]
        assert (growing.value, growing.value_high) == (8, 10)
        missing = [t.number for t in plan.tasks if any(x.placeholder for x in t.targets)]
        assert missing == ["15", "23"]

    @pytest.mark.parametrize(
        ("number", "text", "day"),
        [
            (4, "2026年", date(2026, 12, 31)),
            (9, "年内", None),
            (11, "2024年12月底前", date(2024, 12, 31)),
            (14, "2025年年底", date(2025, 12, 31)),
            (17, "2026年年底前", date(2026, 12, 31)),
            (35, "2024年9月底前", date(2024, 9, 30)),
            (40, "公开后30天内", None),
        ],
    )
    def test_it_reads_deadlines(self, plan: Plan, number: int, text: str, day: date | None) -> None:
        deadline = task(plan, number).deadline
        assert deadline is not None
        assert (deadline.text, deadline.date) == (text, day)

    def test_it_keeps_the_title_that_is_printed_twice(self, plan: Plan) -> None:
        entry = task(plan, 18)
        assert entry.title == "加快清洁能源开发利用"
        assert entry.body.startswith("加快清洁能源开发利用。因地制宜")


class TestNotice:
    def test_it_knows_what_stands_around_the_list(self, notice: Plan) -> None:
        front = notice.notice
        assert front is not None
        assert (front.issuer, front.number) == ("云泽市人民政府办公室", "云政办发〔2024〕8号")
        assert front.addressees == (
            "各县（市、区）人民政府",
            "云泽高新技术产业开发区管委会",
            "市政府各部门、各直属单位",
        )
        assert (front.signed_by, front.signed_on) == ("云泽市人民政府办公室", date(2024, 2, 26))
        assert front.note == "此件公开发布"
        assert notice.title == "云泽市推动绿色低碳高质量发展2024年重点工作任务"
        assert notice.year == 2024

    def test_it_has_25_tasks_in_six_sections(self, notice: Plan) -> None:
        assert [int(t.number) for t in notice.tasks] == list(range(1, 26))
        counts = Counter(t.section for t in notice.tasks)
        assert list(counts.values()) == [4, 5, 4, 4, 4, 4]
        assert all(t.clause and t.title for t in notice.tasks)

    def test_it_takes_the_role_from_the_verb(self, notice: Plan) -> None:
        assert units(task(notice, 1)) == (["市科技局"], [])
        assert units(task(notice, 2)) == ([], ["市科技局", "市财政局"])
        assert units(task(notice, 4)) == (["市科技局"], ["市工业和信息化局", "市商务局"])
        assert units(task(notice, 21)) == (
            [],
            ["市农业农村局", "市生态环境局", "各县（市、区）人民政府"],
        )
        assert units(task(notice, 25)) == ([], ["市委督查室", "市政府督查室"])

    def test_it_gives_a_month_the_year_of_the_list(self, notice: Plan) -> None:
        deadline = task(notice, 20).deadline
        assert deadline is not None
        assert (deadline.text, deadline.date) == ("2024年5月底前", date(2024, 5, 31))


class TestAnnex:
    def test_it_has_18_rows_under_five_merged_categories(self, annex: Plan) -> None:
        assert annex.title == "青禾区绿色低碳高质量发展任务分工表"
        counts = Counter(t.section for t in annex.tasks)
        assert counts == {
            "产业发展": 5,
            "科技创新": 3,
            "绿色低碳": 5,
            "民生保障": 3,
            "组织实施": 2,
        }

    def test_it_reads_several_units_of_a_cell(self, annex: Plan) -> None:
        assert units(task(annex, 1)) == (
            ["区工业和信息化局"],
            ["区发展和改革局", "区商务局", "青禾经济开发区管委会"],
        )
        assert units(task(annex, 12)) == (["区水利局", "市生态环境局青禾分局"], ["各镇街"])

    def test_it_reads_deadlines_and_remarks_but_no_empty_marks(self, annex: Plan) -> None:
        deadlines = {t.number: t.deadline for t in annex.tasks}
        quarterly, first = deadlines["17"], deadlines["1"]
        assert quarterly is not None
        assert (quarterly.text, quarterly.date) == ("每季度", None)
        assert first is not None
        assert first.date == date(2024, 6, 30)
        remarks = [value for t in annex.tasks for _, value in t.extra]
        assert remarks == ["奖补政策另行制定", "纳入河湖长制考核"]


def test_no_sample_has_an_error(plan: Plan, notice: Plan, annex: Plan) -> None:
    for read in (plan, notice, annex):
        assert [f for f in read.findings if f.severity is Severity.ERROR] == []


@pytest.mark.parametrize(
    ("sample", "make", "parts"),
    [
        (make_samples.NOTICE, make_samples.make_notice, ["word/document.xml"]),
        (
            make_samples.ANNEX,
            make_samples.make_annex,
            ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"],
        ),
    ],
)
def test_a_sample_is_what_its_text_makes(
    sample: Path, make: Callable[[Path], None], parts: list[str], tmp_path: Path
) -> None:
    made = tmp_path / sample.name
    make(made)
    with zipfile.ZipFile(made) as new, zipfile.ZipFile(sample) as bundled_one:
        for part in parts:
            assert new.read(part) == bundled_one.read(part), part


Write = Callable[[Path], None]

WRITTEN: dict[str, tuple[Write, SourceKind]] = {
    "utf8.txt": (lambda p: make_samples.write_text(p, "utf-8-sig"), SourceKind.TXT),
    "gb18030.txt": (lambda p: make_samples.write_text(p, "gb18030"), SourceKind.TXT),
    "page.html": (make_samples.write_html, SourceKind.HTML),
    "typed.docx": (lambda p: make_samples.write_word(p, numbered=False), SourceKind.DOCX),
    "automatic.docx": (lambda p: make_samples.write_word(p, numbered=True), SourceKind.DOCX),
}


def squeezed(text: str | None) -> str:
    return "".join((text or "").split())


def content(entry: Task, *, in_table: bool = False) -> dict[str, object]:
    """Every field of an entry that does not depend on the layout."""
    fields: dict[str, object] = {
        "number": entry.number,
        "title": squeezed(entry.title),
        "body": squeezed(entry.body),
        "kind": entry.kind,
        "section": squeezed(entry.section),
        "subsection": squeezed(entry.subsection),
        "lead": [(r.printed, r.unit) for r in entry.lead],
        "support": [(r.printed, r.unit) for r in entry.support],
        "targets": [squeezed_target(t) for t in entry.targets],
        "deadline": entry.deadline,
    }
    if not in_table:
        fields["part"] = entry.part
        fields["clause"] = squeezed(entry.clause)
        fields["open_ended"] = entry.open_ended
    return fields


def squeezed_target(target: Target) -> tuple[object, ...]:
    span = (target.value, target.value_high, target.unit, target.by, target.placeholder)
    return (squeezed(target.text), squeezed(target.metric), target.comparator, *span)


def assert_same_plan(read: Plan, master: Plan) -> None:
    assert squeezed(read.title) == squeezed(master.title)
    assert (read.draft_mark, read.period, read.notice) == ("征求意见稿", (2024, 2026), None)
    assert squeezed(read.preamble) == squeezed(master.preamble)
    assert [outline(s) for s in read.sections] == [outline(s) for s in master.sections]
    for found, expected in zip(read.tasks, master.tasks, strict=True):
        assert content(found) == content(expected), expected.number
    assert read.closing == ()


def outline(section: Section) -> tuple[object, ...]:
    below = [(s.number, squeezed(s.title)) for s in section.subsections]
    clause = squeezed(section.clause.text) if section.clause else None
    return (section.number, squeezed(section.heading), squeezed(section.text), clause, below)


@pytest.mark.parametrize("name", WRITTEN)
def test_a_plan_reads_the_same_from_every_format(name: str, plan: Plan, tmp_path: Path) -> None:
    write, kind = WRITTEN[name]
    path = tmp_path / name
    write(path)
    read = officekit.read_plan(path)
    assert read.source.kind is kind
    assert_same_plan(read, plan)


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", [SourceKind.PDF, SourceKind.DOC])
def test_a_plan_reads_the_same_from_pdf_and_doc(
    kind: SourceKind, plan: Plan, tmp_path: Path
) -> None:
    typed = tmp_path / "plan.docx"
    make_samples.write_word(typed, numbered=False)
    read = officekit.read_plan(convert(typed, kind.value, tmp_path / "made"))
    assert read.source.kind is kind
    assert_same_plan(read, plan)


def test_a_task_table_carries_the_plan(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "任务清单.xlsx"
    make_samples.write_task_table(plan, path)
    read = officekit.read_plan(path)
    assert read.source.kind is SourceKind.XLSX
    assert (read.title, read.draft_mark, read.period) == (
        plan.title,
        plan.draft_mark,
        plan.period,
    )
    assert [s.heading for s in read.sections] == [s.heading for s in plan.sections]
    for found, expected in zip(read.tasks, plan.tasks, strict=True):
        assert content(found, in_table=True) == content(expected, in_table=True), expected.number
