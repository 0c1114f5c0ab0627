"""Every rule against its cases; every rule has cases, documentation and a code of its own."""

from __future__ import annotations

import re

import pytest

from officekit.checking.engine import RULES_PACKAGE, check, discover_rules
from officekit.checking.rule import Rule
from tests.checking.case_files import Case, cases

ALL = {rule.code: rule for rule in discover_rules()}
CASES = list(cases())


def module_name(rule: type[Rule]) -> str:
    return rule.__module__.rsplit(".", 1)[1]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_a_rule_finds_what_its_cases_say(case: Case) -> None:
    rule = ALL[case.code]
    found = [f for f in check(case.subject, rules=[rule]).findings if f.code == case.code]
    told = [" ".join([f.message, f.value or "", f.location.quote]) for f in found]
    assert len(found) == len(case.expected), told
    for expected, text in zip(case.expected, told, strict=True):
        assert expected in text, told


@pytest.mark.parametrize("rule", ALL.values(), ids=lambda r: r.code)
def test_every_rule_has_passing_and_failing_cases(rule: type[Rule]) -> None:
    own = [case for case in CASES if case.rule == module_name(rule)]
    assert {case.code for case in own} == {rule.code}
    assert any(case.expected for case in own)
    assert any(not case.expected for case in own)


@pytest.mark.parametrize("rule", ALL.values(), ids=lambda r: r.code)
def test_every_rule_is_documented_with_examples(rule: type[Rule]) -> None:
    document = rule.__doc__ or ""
    assert all(f"\n    {part}\n" in document for part in ("为什么", "不好", "改为")), document
    assert re.fullmatch(r"MX[1-9]\d\d", rule.code)


def test_every_case_file_belongs_to_a_rule() -> None:
    assert {case.rule for case in CASES} == {module_name(rule) for rule in ALL.values()}
    assert RULES_PACKAGE.endswith("matrix")


@pytest.mark.parametrize("case", [c for c in CASES if c.expected], ids=lambda c: c.name)
def test_every_finding_tells_what_to_do(case: Case) -> None:
    for finding in check(case.subject, rules=[ALL[case.code]]).findings:
        if finding.code == case.code:
            assert finding.message.endswith("。")
            assert finding.hint.endswith("。")
