"""The rule reference in the documentation is that of the rules."""

from __future__ import annotations

from pathlib import Path

from officekit.checking.engine import discover_rules
from officekit.checking.reference import reference

PAGE = Path(__file__).resolve().parents[2] / "docs" / "规则.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(discover_rules())


def test_every_rule_has_its_entry_with_level_and_parameters() -> None:
    page = reference(discover_rules())
    for rule in discover_rules():
        assert f"### {rule.code} " in page
        for parameter in rule.parameters:
            assert f"| {rule.code}.{parameter.name} | {parameter.default} |" in page
