"""Rules on one return, groups A (file), B (identity), C (structure) and D (tampering)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from officekit.checking.engine import check, discover_submission_rules
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_texts import same_text
from officekit.model.document import SourceKind
from officekit.model.finding import Finding
from officekit.model.packet import Round
from officekit.model.period import Period
from officekit.model.returned import Refusal
from officekit.model.unit import UnitRegistry
from tests.checking.submission_cases import (
    ERROR,
    INFO,
    WARNING,
    Case,
    Told,
    refused,
    rows_of_other_unit,
    unknown,
)
from tests.checking.submission_cases_ab import file_cases, identity_cases
from tests.checking.submission_cases_cd import (
    heading_cases,
    row_cases,
    sheet_cases,
    tampering_cases,
    text_cases,
)
from tests.checking.submission_subjects import (
    INSTRUCTIONS,
    META,
    SHEET,
    SPARE_LINE,
    Return,
)

RULES = {
    rule.code: rule for rule in discover_submission_rules() if rule.entry.startswith(tuple("ABCD"))
}
CASES = [
    *file_cases(),
    *identity_cases(),
    *sheet_cases(),
    *heading_cases(),
    *row_cases(),
    *text_cases(),
    *tampering_cases(),
]


def told(finding: Finding) -> Told:
    place = finding.location
    return Told(
        finding.severity,
        place.sheet,
        place.row,
        place.column,
        place.row_key,
        finding.value,
        finding.expected,
    )


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.code} {c.name}")
def test_a_rule_finds_what_its_case_says(case: Case) -> None:
    found = check(case.subject, rules=[RULES[case.code]]).findings
    assert tuple(told(finding) for finding in found) == case.told, found
    for finding in found:
        assert finding.code == case.code
        assert finding.location.file == case.subject.facts.shown_name
        assert finding.message.endswith("。")
        assert finding.hint.endswith("。")


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda r: r.code)
def test_every_rule_has_a_passing_and_a_failing_case(rule: type[SubmissionRule]) -> None:
    own = [case for case in CASES if case.code == rule.code]
    assert any(case.told for case in own)
    assert any(not case.told for case in own)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda r: r.code)
def test_every_rule_is_documented_and_coded_by_its_entry(rule: type[SubmissionRule]) -> None:
    document = rule.__doc__ or ""
    assert all(f"\n    {part}\n" in document for part in ("为什么", "不好", "改为")), document
    assert re.fullmatch(r"[A-D]\d\d", rule.entry)
    assert rule.code == f"SB{'ABCD'.index(rule.entry[0]) + 1}{rule.entry[1:]}"


def test_all_entries_of_the_groups_are_rules() -> None:
    on_the_set = {"B04", "B05", "B07", "B08"}
    entries = {
        f"{group}{n:02}"
        for group, last in zip("ABCD", (17, 8, 13, 5), strict=True)
        for n in range(1, last + 1)
    }
    assert {rule.entry for rule in RULES.values()} == entries - on_the_set


@pytest.mark.parametrize(
    ("made", "codes"),
    [
        (Return(), set()),
        (Return().saved_by_libreoffice(), {"SB114"}),
        (Return().as_xls(), {"SB114"}),
        (Return().as_csv(), {"SB115"}),
        (Return().facts(application="WPS 表格"), {"SB114"}),
        (Return().unfilled(), {"SB206"}),
    ],
    ids=["Excel", "LibreOffice", "xls", "csv", "WPS", "unfilled"],
)
def test_a_proper_return_has_no_errors_and_no_false_warnings(made: Return, codes: set[str]) -> None:
    found = check(made.subject(), rules=list(RULES.values())).findings
    assert {finding.code for finding in found} == codes
    assert {finding.severity for finding in found} <= {WARNING if "SB206" in codes else INFO}


@pytest.mark.parametrize(
    "facts",
    [
        {"application": "LibreOffice/7.5"},
        {"kind": SourceKind.XLS},
        {"kind": SourceKind.ODS},
        {"kind": SourceKind.HTML, "extension_kind": ".xls"},
        {"kind": SourceKind.CSV, "encoding": "gb18030"},
        {"strict": True},
    ],
)
def test_nobody_is_told_that_a_foreign_document_need_not_be_sent_again(
    facts: dict[str, Any],
) -> None:
    foreign = unknown()
    submission = replace(foreign.submission, file=replace(foreign.facts, **facts))
    found = check(
        replace(
            foreign,
            submission=submission,
            file=replace(foreign.file, facts=submission.file),
        ),
        rules=list(RULES.values()),
    ).findings
    assert [finding.code for finding in found] == ["SB116"]


@pytest.mark.parametrize("refusal", Refusal)
def test_a_refused_file_has_one_finding(refusal: Refusal) -> None:
    found = check(refused(refusal), rules=list(RULES.values())).findings
    assert [finding.code for finding in found] == [f"SB1{refusal.value[1:]}"]
    assert found[0].message == "读不出来。"


def test_rows_of_another_unit_are_told_of_once() -> None:
    found = check(rows_of_other_unit(), rules=list(RULES.values())).findings
    assert [finding.code for finding in found if finding.severity is ERROR] == ["SB201"]


def test_a_return_without_registry_and_packets_is_checked() -> None:
    alone = Round(1, "m1", Period.parse("2023年9月"), 1, ())
    subject = Return().subject(round=alone, by_unit={}, registry=UnitRegistry())
    assert check(subject, rules=list(RULES.values())).findings == ()


@pytest.mark.parametrize(
    ("found", "issued"),
    [
        ("1.0", "1"),
        ("2023-06-30", "2023年6月30日"),
        ("2023.6.30", "2023年6月30日"),
        ("2023-06-01", "2023年6月"),
        ("牵头单位：甲", "牵头单位: 甲"),
        ("新建\u200b三所_x000D_\n小学", "新建三所小学"),
        ("长" * 32_767, "长" * 40_000),
        ("长" * 32_000 + "\n……（单元格放不下，后面还有8000字没有列出）", "长" * 40_000),
    ],
)
def test_what_a_program_changes_is_the_same_text(found: str, issued: str) -> None:
    assert same_text(found, issued)


@pytest.mark.parametrize(
    ("found", "issued"),
    [
        ("2", "1"),
        ("2023-06-30", "2023-06-29"),
        ("", "1"),
        ("1", ""),
        ("新建2所", "新建3所"),
        ("长" * 100, "长" * 40_000),
        ("0.5", "50"),
    ],
)
def test_what_a_person_changes_is_another_text(found: str, issued: str) -> None:
    assert not same_text(found, issued)


def test_the_sheets_of_a_return_are_named_as_issued() -> None:
    subject = Return().subject()
    assert subject.submission.sheets == (SHEET, INSTRUCTIONS, META)
    assert subject.file.sheets[0].rows[8] == {1: SPARE_LINE}
    assert subject.facts.kind is SourceKind.XLSX
    assert subject.submission.ledger.balanced
