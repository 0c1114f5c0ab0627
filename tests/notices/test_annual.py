from __future__ import annotations

from dataclasses import replace

import pytest

from officekit.errors import ContentError
from officekit.model.matrix import Matrix, MatrixRow
from officekit.notices import draft, notice_options, tasks_of_year
from officekit.notices.annual_settings import annual_title
from tests.notices.matrices import lines_of, matrix, row

PLAN = "青禾区绿色发展三年行动计划（2024—2026年）"


def plan(*rows: MatrixRow, **settings: str) -> Matrix:
    return replace(matrix(*rows, **settings), title=PLAN, year=None)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (PLAN, "青禾区绿色发展2025年重点工作任务"),
        ("青禾区绿色发展三年行动计划(2024-2026年)", "青禾区绿色发展2025年重点工作任务"),
        ("青禾区2024—2026年绿色发展实施方案", "青禾区绿色发展2025年重点工作任务"),
        ("青禾区高质量发展规划", "青禾区高质量发展2025年重点工作任务"),
        ("青禾区高质量发展任务分工表", "青禾区高质量发展2025年重点工作任务"),
        ("青禾区绿色发展2024年重点工作任务", "青禾区绿色发展2025年重点工作任务"),
        ("三年行动计划", "2025年重点工作任务"),
    ],
)
def test_the_title_names_the_year(title: str, expected: str) -> None:
    assert annual_title(title, 2025) == expected


@pytest.mark.parametrize(
    ("cell", "taken"),
    [
        ("2025", True),
        ("2025年", True),
        ("2024、2025", True),
        ("2024-2026", True),
        ("2024—2026年", True),
        ("2024年至2026年", True),
        ("每年", True),
        ("长期", True),
        ("2024", False),
        ("2024、2026", False),
        ("2022-2024", False),
    ],
)
def test_the_column_of_years_decides(cell: str, taken: bool) -> None:
    source = plan(
        row("T001", number="1", title="甲", year="2025"),
        row("T002", number="2", title="乙", year=cell),
    )
    annual, findings = tasks_of_year(source, 2025)
    assert [r["title"] for r in annual.rows] == (["甲", "乙"] if taken else ["甲"])
    assert ("NT910" in [f.code for f in findings]) is not taken


def test_tasks_without_a_year_are_kept_and_asked_about_one_by_one() -> None:
    source = plan(
        row("T001", number="1", title="甲", year="2025"),
        row("T002", number="2", title="乙"),
        row("T003", number="3", title="丙", year="待定"),
    )
    annual, findings = tasks_of_year(source, 2025)
    assert [r["title"] for r in annual.rows] == ["甲", "乙", "丙"]
    asked = [(f.code, f.location.row_key) for f in findings]
    assert asked == [("NT911", "T002"), ("NT911", "T003")]


def test_where_no_task_has_a_year_there_is_one_question() -> None:
    source = plan(row("T001", number="1", title="甲"), row("T002", number="2", title="乙"))
    annual, findings = tasks_of_year(source, 2025)
    assert len(annual.rows) == 2
    assert [f.code for f in findings] == ["NT911"]
    assert "2项任务都没有写明年度" in findings[0].message


def test_a_part_has_the_year_of_its_task() -> None:
    source = plan(
        row("T001", number="1", title="甲", year="2024"),
        row("T001-1", number="1-1", title="甲一"),
        row("T002", number="2", title="乙", year="2025"),
        row("T002-1", number="2-1", title="乙一"),
    )
    annual, findings = tasks_of_year(source, 2025)
    assert [(r.key, r["number"]) for r in annual.rows] == [("T002", "1"), ("T002-1", "1-1")]
    assert [f.code for f in findings] == ["NT910"]


def test_tasks_and_headings_are_numbered_without_gaps() -> None:
    source = plan(
        row("T001", number="1", section="一、兴业", title="甲", year="2024"),
        row(
            "T002", number="2", section="二、惠民", subsection="（一）教育", title="乙", year="2024"
        ),
        row(
            "T003", number="3", section="二、惠民", subsection="（二）医疗", title="丙", year="2025"
        ),
        row("T004", number="4", section="三、安全", title="丁", year="2025"),
    )
    annual, _ = tasks_of_year(source, 2025)
    assert [(r["number"], r["section"], r["subsection"], r["year"]) for r in annual.rows] == [
        ("1", "一、惠民", "（一）医疗", "2025"),
        ("2", "二、安全", "", "2025"),
    ]
    assert annual.year == 2025
    assert annual.title == "青禾区绿色发展2025年重点工作任务"


def test_targets_of_other_years_are_left_out_and_quoted() -> None:
    source = plan(
        row(
            number="1",
            title="育企业",
            measures="完善政策。2024年培育企业3家；达标5家。2025年培育企业6家。到2026年，培育企业20家。",
            targets="培育企业3家\n达标5家\n培育企业6家\n培育企业20家",
            deadline="2026年",
            year="2024-2026",
        )
    )
    annual, findings = tasks_of_year(source, 2025)
    assert annual.rows[0]["measures"] == "完善政策。2025年培育企业6家。"
    assert annual.rows[0]["targets"] == "培育企业6家"
    assert annual.rows[0]["deadline"] == "2025年年底前"
    assert [f.code for f in findings] == ["NT912"]
    assert findings[0].value == "2024年培育企业3家；达标5家。到2026年，培育企业20家。"


def test_a_sentence_keeps_its_end_where_its_last_part_is_left_out() -> None:
    source = plan(row(number="1", measures="建平台；到2026年，建成5个。", year="2025"))
    annual, _ = tasks_of_year(source, 2025)
    assert annual.rows[0]["measures"] == "建平台。"


def test_a_task_that_would_have_no_text_left_keeps_it() -> None:
    source = plan(row(number="1", measures="到2026年，建成平台5个。", year="2025"))
    annual, findings = tasks_of_year(source, 2025)
    assert annual.rows[0]["measures"] == "到2026年，建成平台5个。"
    assert [f.code for f in findings] == ["NT913"]


@pytest.mark.parametrize(
    "measures",
    [
        "较2020年减少6%。",
        "落实《云泽市规划（2024—2026年）》。",
        "2020年以来的项目全部完工。",
        "2024—2026年每年新增5家。",
        "2025年6月底前建成。",
    ],
)
def test_other_years_that_set_no_goal_stay(measures: str) -> None:
    annual, findings = tasks_of_year(plan(row(number="1", measures=measures, year="2025")), 2025)
    assert annual.rows[0]["measures"] == measures
    assert findings == ()


def test_a_goal_of_a_later_year_inside_a_sentence_is_asked_about_and_not_cut() -> None:
    text = "完善体系，到2026年，建成平台5个。"
    annual, findings = tasks_of_year(plan(row(number="1", measures=text, year="2025")), 2025)
    assert annual.rows[0]["measures"] == text
    assert [(f.code, f.value) for f in findings] == [("NT913", text)]


def test_a_deadline_before_the_year_is_asked_about() -> None:
    source = plan(row(number="1", title="甲", deadline="2024年6月底前", year="2024-2026"))
    annual, findings = tasks_of_year(source, 2025)
    assert annual.rows[0]["deadline"] == "2024年6月底前"
    assert [(f.code, f.value) for f in findings] == [("NT916", "2024年6月底前")]


def test_what_the_plan_says_of_itself_is_not_taken_over_silently() -> None:
    source = plan(
        row(number="1", section="一、兴业", title="甲", year="2025"),
        引言="为发展，制定本行动计划。",
        板块引言="【一、兴业】到2026年，产值翻番。",
        文号="青政发〔2024〕1号",
    )
    annual, findings = tasks_of_year(source, 2025)
    assert annual.settings["板块引言"] == ""
    assert annual.settings["引言"] == f"为推动《{PLAN}》各项任务落地落实，确定2025年重点工作任务。"
    assert annual.settings["文号"] == "青政发〔2024〕1号"
    assert [f.code for f in findings] == ["NT915", "NT914"]


def test_a_preamble_written_for_the_year_stays() -> None:
    own = "为做好2025年绿色发展工作，确定如下任务。"
    annual, findings = tasks_of_year(plan(row(number="1", title="甲", year="2025"), 引言=own), 2025)
    assert annual.settings["引言"] == own
    assert findings == ()


def test_a_list_of_that_year_is_taken_as_it_is() -> None:
    source = matrix(row(number="3", title="甲"))
    assert tasks_of_year(source, 2025) == (source, ())


def test_a_year_without_tasks_is_refused() -> None:
    with pytest.raises(ContentError, match="2030年"):
        tasks_of_year(plan(row(number="1", title="甲", year="2025")), 2030)


def test_a_draft_of_a_year_and_a_draft_of_its_list_are_the_same() -> None:
    source = plan(
        row("T001", number="1", section="一、兴业", title="甲", lead="区科技局", year="2024"),
        row("T002", number="2", section="一、兴业", title="乙", lead="区财政局", year="2025"),
        发文机关="青禾区人民政府",
        文号="青政发〔2025〕1号",
        主送机关="各镇人民政府",
        成文日期="2025年1月6日",
    )
    annual, asked = tasks_of_year(source, 2025)
    first, findings = draft(source, notice_options(source, year=2025))
    second, _ = draft(annual, notice_options(annual))
    assert first == second
    assert findings == asked
    assert first.title == "青禾区人民政府关于印发青禾区绿色发展2025年重点工作任务的通知"
    assert lines_of(first)[2:] == ["一、兴业", "1.乙。（牵头单位：区财政局）"]


def test_a_date_with_spaces_governs_its_sentence_too() -> None:
    source = plan(row(number="1", measures="建平台。 到 2026 年，建成5个。", year="2025"))
    annual, findings = tasks_of_year(source, 2025)
    assert annual.rows[0]["measures"] == "建平台。"
    assert [f.code for f in findings] == ["NT912"]


def test_a_year_outside_the_plan_is_told() -> None:
    _, findings = tasks_of_year(plan(row(number="1", title="甲", year="每年")), 2023)
    assert [(f.code, f.value, f.expected) for f in findings] == [("NT919", "2023", "2024—2026")]


def test_many_restated_tasks_are_told_in_four_findings() -> None:
    rows = [
        row(
            f"T{n:03d}",
            number=str(n),
            title="甲",
            measures=f"做。到2026年，建成{n}个。",
            year="2025",
        )
        for n in range(1, 41)
    ]
    source = plan(*rows)
    _, findings = draft(source, notice_options(source, year=2025))
    told = [f for f in findings if f.code == "NT912"]
    assert len(told) == 4
    assert told[-1].message.startswith("同样的情况还有37处，在第4、5、6、")
    assert told[-1].value is not None
    assert "建成40个" in told[-1].value
