"""Every published form of a responsibility clause, and the traps around it."""

from __future__ import annotations

import pytest

from officekit.data import unit_families
from officekit.model.plan import Clause, Role
from officekit.parsing.clauses import find_clauses, merge_clauses, with_first_listed_lead

# text | lead | support | 等 where the list is open (& parts names that hold a 、)
CASES = """
建成平台。（牵头单位：区科技局、区财政局） | 区科技局、区财政局 | |
建成平台。(牵头部门:区科技局) | 区科技局 | |
建成平台。（牵头单位：区科技局，配合单位：区财政局、区商务局） | 区科技局 | 区财政局、区商务局 |
建成平台。（牵头单位：区科技局；责任单位：区财政局、区商务局） | 区科技局 | 区财政局、区商务局 |
建成平台。（牵头单位：区科技局；参与单位：区财政局；协同单位：区商务局） | 区科技局 | 区财政局、区商务局 |
建成平台。（牵头责任单位：区科技局；协同责任单位：区财政局） | 区科技局 | 区财政局 |
建成平台。（牵头：区科技局；配合：区财政局） | 区科技局 | 区财政局 |
建成平台。（责任单位：市科技局、市财政局、各区政府） | | 市科技局、市财政局、各区政府 |
建成平台。(责任单位:市科技局牵头负责) | 市科技局 | |
建成平台。(责任单位:市科技局、市财政局按职责分工负责) | | 市科技局、市财政局 |
建成平台。(责任单位:市科技局、市通信发展办牵头负责) | 市科技局、市通信发展办 | |
建成平台。（责任部门：市科技局、市财政局） | | 市科技局、市财政局 |
建成平台。（市科技局、市财政局等有关单位按职责分工负责） | | 市科技局、市财政局 | 等
建成平台。（市科技局、市财政局等相关单位按责任分工负责） | | 市科技局、市财政局 | 等
建成平台。（科技部牵头，财政部、商务部等国务院相关部门及各地区按职责分工负责） | 科技部 | 财政部、商务部、各地区 | 等
建成平台。（市科技局牵头） | 市科技局 | |
建成平台。（市科技局牵头，市财政局按职责分工负责） | 市科技局 | 市财政局 |
建成平台。（市科技局、市财政局牵头） | 市科技局、市财政局 | |
建成平台。（市科技局、市财政局负责） | | 市科技局、市财政局 |
建成平台。（区委宣传部） | | 区委宣传部 |
建成平台。（科技部会同有关部门负责） | | 科技部 | 等
建成平台。（科技部等和各有关省级人民政府负责） | | 科技部、各有关省级人民政府 | 等
建成平台。（各县区政府结合实际落实） | | 各县区政府 |
建成平台。责任单位：市科技局、市财政局。 | | 市科技局、市财政局 |
建成平台。〔牵头单位：市交通委（市道运局），责任单位：市市场监管局（市知识产权局）〕 | 市交通委（市道运局） | 市市场监管局（市知识产权局） |
建成平台。（责任单位：市交通委（市道运局）、市市场监管局(市知识产权局)） | | 市交通委（市道运局）、市市场监管局(市知识产权局) |
建成平台。【牵头单位：区科技局】 | 区科技局 | |
建成平台。（责任单位：市科技局，各区、县级市） | | 市科技局&各区、县级市 |
建成平台。（责任单位：云阳新区等相关区政府） | | 云阳新区等相关区政府 |
建成平台。（牵头单位：市“两新”组织党工委、市委组织部） | 市“两新”组织党工委、市委组织部 | |
建成平台。（责任单位：市科技局等；各区政府） | | 市科技局、各区政府 | 等
建成平台。（牵头单位：区“4+2”现代产业责任部门） | 区“4+2”现代产业责任部门 | |
建成平台。（牵头单位：区科技局和区财政局） | 区科技局、区财政局 | |
建成平台。（牵头单位：区发展和改革局、区工业和信息化局） | 区发展和改革局、区工业和信息化局 | |
建成平台（责任单位：区科技局）。 | | 区科技局 |
建成平台。（牵头单位：区科技局） 。 | 区科技局 | |
建成平台。（牵头部 门：区科技局） | 区科技局 | |
建成平台。（牵头单位：区科技局、区财政局 | 区科技局、区财政局 | |
建成平台。（牵头单位：国网临河供电公司、人民银行云泽分行，责任单位：青禾城投集团） | 国网临河供电公司、人民银行云泽分行 | 青禾城投集团 |
建成平台。（区科技局牵头，各乡镇街道配合） | 区科技局 | 各乡镇街道 |
建成平台。（牵头单位：区科技局，区财政局配合） | 区科技局 | 区财政局 |
建成平台。（由区科技局牵头，区财政局、区审计局参与） | 区科技局 | 区财政局、区审计局 |
建成平台。（责任单位：区科技局（牵头）、区财政局、区审计局） | 区科技局 | 区财政局、区审计局 |
建成平台。（区科技局（牵头）、区财政局） | 区科技局 | 区财政局 |
建成平台。（牵头单位：区科技局 配合单位：区财政局 区审计局） | 区科技局 | 区财政局、区审计局 |
建成平台。（牵头单位：区科技局；责任单位：无） | 区科技局 | |
建成平台。（牵头单位：区科技局；指导单位：市科技局） | 区科技局 | 市科技局 |
建成平台，建设两家（区科技局、区财政局、国网临河供电公司）。 | | 区科技局、区财政局、国网临河供电公司 |
建成平台。（责任单位：各镇人民政府、街道办事处，区直有关部门） | | 各镇人民政府、街道办事处&区直有关部门 |
"""


def rows() -> list[tuple[str, list[str], list[str], bool]]:
    parsed = []
    for line in CASES.strip().splitlines():
        text, lead, support, open_ended = (*(part.strip() for part in line.split("|")), "", "")[:4]
        parsed.append((text, named(lead), named(support), open_ended == "等"))
    return parsed


def named(cell: str) -> list[str]:
    return [name for name in cell.split("&" if "&" in cell else "、") if name]


def only_clause(text: str) -> Clause:
    spans = find_clauses(text, unit_families())
    assert len(spans) == 1, text
    return spans[0].clause


def names(clause: Clause, role: Role) -> list[str]:
    return [r.printed for r in clause.responsibilities if r.role is role]


@pytest.mark.parametrize(("text", "lead", "support", "open_ended"), rows())
def test_it_reads_the_published_forms(
    text: str, lead: list[str], support: list[str], open_ended: bool
) -> None:
    clause = only_clause(text)
    assert names(clause, Role.LEAD) == lead
    assert names(clause, Role.SUPPORT) == support
    assert clause.open_ended is open_ended


@pytest.mark.parametrize(
    "text",
    [
        "开展研学活动。（活动地点：青禾纪念馆）",
        "取得认证（GMP）",
        "满五年的（含）",
        "推行一门受理（即综合窗口）。",
        "执行新版目录（2023版）。",
        "清理历史遗留问题（仅限城区）。",
        "由市科委牵头，建立会商机制。",
        "由一家牵头部门统一受理、配合部门分头办理。",
        "与重点企业签订责任书，负责到底。",
        "支持龙头企业牵头组建联合体。",
        "建设创新平台（示范基地）。",
        "落实“双随机、一公开”（含部门联合抽查）。",
        "设立办公室（设在区发改局）。",
        "报主管部门备案（区发改局）。",
        "比照先行地区（青禾区、临河县）。推进改革。",
    ],
)
def test_it_takes_nothing_else_for_a_clause(text: str) -> None:
    assert find_clauses(text, unit_families()) == ()


def test_it_keeps_the_span_so_that_the_text_around_stays() -> None:
    text = "建成平台（责任单位：区科技局）。具体措施："
    (span,) = find_clauses(text, unit_families())
    assert text[: span.start] + text[span.end :] == "建成平台。具体措施："


@pytest.mark.parametrize(
    "rule",
    [
        "排在第一位的部门为牵头部门，下同",
        "列第一位者为牵头单位，下同",
        "排名第一的为牵头单位",
        "列首位的单位为牵头单位",
    ],
)
def test_it_sees_the_rule_that_the_first_listed_unit_leads(rule: str) -> None:
    clause = only_clause(f"建成平台。（市科技局、市财政局负责，{rule}）")
    assert clause.first_listed_leads
    assert names(clause, Role.SUPPORT) == ["市科技局", "市财政局"]
    led = with_first_listed_lead(clause)
    assert names(led, Role.LEAD) == ["市科技局"]
    assert names(led, Role.SUPPORT) == ["市财政局"]


def test_the_first_listed_rule_leaves_a_named_lead_alone() -> None:
    clause = only_clause("建成平台。（市财政局负责，市科技局牵头）")
    assert with_first_listed_lead(clause) is clause


def test_it_keeps_a_blanket_rule_as_not_understood() -> None:
    clause = only_clause(
        "建成平台。（市发展改革委指导，试点城市政府负责落实。以下均需试点城市政府落实，不再列出）"
    )
    assert names(clause, Role.SUPPORT) == ["市发展改革委", "试点城市政府"]
    assert "不再列出" in clause.remainder


def test_it_reads_leaders_and_a_deadline_in_the_clause() -> None:
    clause = only_clause("建成平台。（牵头领导：李明；牵头单位：区科技局；完成时限：2024年6月底）")
    assert clause.leaders == ("李明",)
    assert clause.deadline == "2024年6月底"
    assert names(clause, Role.LEAD) == ["区科技局"]


def test_it_takes_a_date_among_the_units_for_the_deadline() -> None:
    text = "建成平台。（区科技局牵头，区财政局配合，2025年10月底前完成）"
    clause = find_clauses(text, unit_families())[0].clause
    assert [r.printed for r in clause.responsibilities] == ["区科技局", "区财政局"]
    assert clause.deadline == "2025年10月底前"


def test_it_reads_a_clause_on_lines_of_its_own() -> None:
    clause = only_clause("牵头单位:区科技局\n责任单位:区财政局,各街道")
    assert names(clause, Role.LEAD) == ["区科技局"]
    assert names(clause, Role.SUPPORT) == ["区财政局", "各街道"]


def test_an_unclosed_bracket_earlier_hides_no_clause() -> None:
    clause = only_clause("落实三年计划（2024-2026年》要求。（牵头单位：区科技局）")
    assert names(clause, Role.LEAD) == ["区科技局"]


def test_merging_keeps_every_unit_once_in_a_role() -> None:
    first = only_clause("（牵头单位：区科技局；责任单位：区财政局）")
    second = only_clause("（牵头单位：区商务局；责任单位：区财政局）")
    merged = merge_clauses([first, second])
    assert merged is not None
    assert names(merged, Role.LEAD) == ["区科技局", "区商务局"]
    assert names(merged, Role.SUPPORT) == ["区财政局"]
    assert merged.text == first.text + second.text
