"""The rule reference in the documentation is that of the rules."""

from __future__ import annotations

import re
from pathlib import Path

from officekit.checking.engine import discover_return_set_rules, discover_submission_rules
from officekit.checking.reference import all_rules, reference

RULES = all_rules()
PAGE = Path(__file__).resolve().parents[2] / "docs" / "规则.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(RULES)


def test_every_rule_has_its_entry_with_level_and_parameters() -> None:
    page = reference(RULES)
    for rule in RULES:
        assert f"#### {rule.code} " in page
        for parameter in rule.parameters:
            assert f"| {rule.code}.{parameter.name} | {parameter.default} |" in page


def test_rules_on_returns_stand_in_their_groups_with_their_entry_of_the_taxonomy() -> None:
    page = reference((*discover_submission_rules(), *discover_return_set_rules()))
    assert re.findall(r"^##[#]? (?!#)(.+)$", page, re.MULTILINE) == [
        *("报送", "文件", "身份和版本", "表格结构"),
        *("保护和改动", "填报内容", "汇总"),
    ]
    assert "\n#### SB401 锁定的下发内容被改动\n\n级别：错误　问题类别：D01\n" in page
    assert "\n#### SB601 " in page
    assert "级别：错误　问题类别：F01　各单位放在一起核对\n" in page
