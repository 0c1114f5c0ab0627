"""The rule reference in the documentation is that of the rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from officekit.checking.engine import discover_notice_rules, discover_rules
from officekit.checking.reference import reference
from officekit.checking.rule import RuleBase

RULES: tuple[type[RuleBase[Any]], ...] = (*discover_rules(), *discover_notice_rules())
PAGE = Path(__file__).resolve().parents[2] / "docs" / "规则.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(RULES)


def test_every_rule_has_its_entry_with_level_and_parameters() -> None:
    page = reference(RULES)
    for rule in RULES:
        assert f"#### {rule.code} " in page
        for parameter in rule.parameters:
            assert f"| {rule.code}.{parameter.name} | {parameter.default} |" in page
