"""The manual explains every code, button, function, command and check, and no others."""

from __future__ import annotations

import re
import shutil
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path

import docx
import pytest

from officekit.checking.engine import (
    discover_notice_rules,
    discover_return_set_rules,
    discover_submission_rules,
)
from officekit.cli.arguments import parser
from officekit.cli.menu_entries import ENTRIES
from officekit.data.notice_fonts import NOTICE_FONTS
from officekit.errors import OfficekitError
from officekit.excel.buttons import BUTTONS, TAB_LABEL
from officekit.excel.udf_help import ARGUMENTS
from officekit.installation.examine import PROBES
from officekit.model.merging import LEAVE, TAKE, ConflictKind
from officekit.model.notice import ClauseStyle, NoticeKind
from officekit.model.packet import answer_columns
from officekit.model.period import Period
from officekit.model.return_report import ReturnReport
from officekit.model.schema import SheetName
from officekit.model.setting import JOIN_TEXTS, LEAD_DECIDES, NOTICE_SETTINGS, SETTINGS
from officekit.model.submission import ReturnState
from officekit.notices.clauses import clause
from officekit.workflows.register_place import FILE_NAME, VARIABLE
from officekit.writing.notice_document import check_notice_template
from officekit.writing.notice_values import VOCABULARY
from officekit.writing.return_lists import (
    accounts_content,
    findings_list,
    proposals_content,
    remarks_content,
    set_aside_content,
)

REPORT_LISTS = (
    set_aside_content,
    findings_list,
    proposals_content,
    remarks_content,
    accounts_content,
)
ROOT = Path(__file__).resolve().parents[1]
MANUAL = (ROOT / "docs" / "手册.md").read_text(encoding="utf-8")
_RULES = ROOT / "officekit" / "checking" / "rules"
_QUOTED_CODE = re.compile(r'"((?:RD|PS|MX|NT|SB|XX)\d{3})"')
_CODE = re.compile(r'^    code = "(\w+)"', re.MULTILINE)
_ROW = re.compile(
    r"^\| ((?:RD|PS|MX|NT|SB|XX)\d{3}) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE
)
_RANGE = re.compile(r"^\| ((?:NT|SB)\d{3})—((?:NT|SB)\d{3}) \|", re.MULTILINE)


_HEADING = re.compile(r"^(#{2,4}) (.+)$", re.MULTILINE)
_LINK = re.compile(r"\]\(#([^)]+)\)")


def _section(number: int) -> str:
    """The text of a numbered section."""
    text: str
    (text,) = re.findall(rf"^## {number} .*?(?=^## |\Z)", MANUAL, re.MULTILINE | re.DOTALL)
    return text


def _part(number: str) -> str:
    """The text of a numbered part of a section."""
    text: str
    (text,) = re.findall(rf"^### {number} .*?(?=^##|\Z)", MANUAL, re.MULTILINE | re.DOTALL)
    return text


def _commands() -> Mapping[str, ArgumentParser]:
    """The commands of the command line by name."""
    choices = next(each.choices for each in parser()._actions if each.dest == "command")
    assert isinstance(choices, Mapping)
    return choices


def _template(path: Path, text: str) -> Path:
    """A Word document with a paragraph for each line."""
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.save(str(path))
    return path


def _raised() -> set[str]:
    """Codes outside the rules, which have a page of their own."""
    texts = {p: p.read_text(encoding="utf-8") for p in (ROOT / "officekit").rglob("*.py")}
    own = {c for p, text in texts.items() if _RULES in p.parents for c in _CODE.findall(text)}
    return {c for text in texts.values() for c in _QUOTED_CODE.findall(text)} - own


def _explained() -> list[str]:
    return [code for code, *_ in _ROW.findall(MANUAL)]


def test_every_code_that_is_raised_is_explained() -> None:
    assert _raised() - set(_explained()) == set()


def test_every_code_that_is_explained_is_raised() -> None:
    assert set(_explained()) - _raised() == set()


def test_no_code_is_explained_twice() -> None:
    assert len(_explained()) == len(set(_explained()))


def test_every_row_has_a_severity_a_meaning_and_a_remedy() -> None:
    for code, severity, meaning, remedy in _ROW.findall(MANUAL):
        assert severity.strip() in {"错误", "提醒", "提示", "提醒或提示"}, code
        assert meaning.strip(), code
        assert remedy.strip(), code


def test_every_button_has_a_section_of_its_own_with_its_key() -> None:
    told = re.findall(r"^### 4\.\d+ (.+)\n\n键：([A-Z]+)。", _section(4), re.MULTILINE)
    assert told == [(button.label, button.key) for button in BUTTONS]


def test_the_tab_is_named_where_the_buttons_are_introduced() -> None:
    assert f"“{TAB_LABEL}”选项卡" in _section(3)


def test_every_sheet_a_clerk_sees_and_every_setting_is_described() -> None:
    seen = set(SheetName) - {SheetName.META, SheetName.CONFIG}
    assert [name for name in seen if name not in _section(5)] == []
    own = [setting.name for setting in SETTINGS if setting not in NOTICE_SETTINGS]
    assert [name for name in own if name not in _section(5)] == []


def test_every_setting_of_a_notice_has_its_row() -> None:
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \| [^|]+ \|$", _part("13.3"), re.MULTILINE)
    told = [name for row in rows for name in row.split("、")]
    assert [each.name for each in NOTICE_SETTINGS if each.name not in told] == []


def test_every_kind_of_notice_is_explained_and_shown() -> None:
    kinds = re.findall(r"^\| ([^| ]+) \| [^|]+ \| [^|]+ \|$", _part("13.1"), re.MULTILINE)
    assert kinds[1:] == [kind.value for kind in NoticeKind]
    assert [kind for kind in NoticeKind if f"pictures/公文-{kind}.png" not in MANUAL] == []


def test_every_form_of_clause_is_shown_as_it_is_written() -> None:
    rows = re.findall(r"^\| ([^|]+) \| （(.+)） \|$", _part("13.4"), re.MULTILINE)
    assert [style for style, _ in rows] == [style.value for style in ClauseStyle]
    for style, shown in rows:
        written = clause(["区科技局"], ["区财政局", "各镇街"], ClauseStyle(style))
        assert written == f"（{shown}）"


def test_the_fonts_of_a_notice_are_named() -> None:
    assert [font.name for font in NOTICE_FONTS if font.name not in _part("13.6")] == []


def test_every_rule_on_notices_is_in_a_group_of_the_manual() -> None:
    groups = _RANGE.findall(_part("13.7"))
    codes = [rule.code for rule in discover_notice_rules()]
    assert [c for c in codes if not any(a <= c <= b for a, b in groups)] == []
    assert [end for group in groups for end in group if end not in codes] == []


def test_every_rule_on_returns_is_in_a_group_of_the_manual() -> None:
    groups = _RANGE.findall(_part("14.5"))
    codes = [rule.code for rule in discover_submission_rules()]
    codes += [rule.code for rule in discover_return_set_rules()]
    assert [c for c in codes if not any(a <= c <= b for a, b in groups)] == []
    assert [end for group in groups for end in group if end not in codes] == []


def test_every_state_of_a_return_is_explained() -> None:
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \|$", _part("14.5"), re.MULTILINE)
    told = [name for row in rows for name in row.split("、")]
    assert [state for state in ReturnState if state not in told] == []


def test_every_sort_of_conflict_and_every_way_to_settle_it_is_explained() -> None:
    part = _part("14.6")
    assert [kind for kind in ConflictKind if f"| {kind} | " not in part] == []
    assert [way for way in (LEAD_DECIDES, JOIN_TEXTS, TAKE, LEAVE) if way not in part] == []


def test_every_sheet_of_a_report_and_every_column_to_be_filled_in_is_named() -> None:
    report = ReturnReport("青禾区重点工作", Period("2025年9月"), 1)
    sheets = [
        *(SheetName.RECEIPTS, SheetName.CONFLICTS),
        *(make(report).name for make in REPORT_LISTS),
    ]
    assert [name for name in sheets if name not in _part("14.5")] == []
    assert [c.heading for c in answer_columns() if c.heading not in _part("14.3")] == []


def test_the_register_is_called_by_its_name() -> None:
    assert FILE_NAME in _part("14.4")
    assert VARIABLE in _part("14.4")


def test_every_placeholder_of_a_template_is_explained() -> None:
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \|$", _part("13.5"), re.MULTILINE)
    told = [name for row in rows for name in row.split("、")]
    assert [name for name in VOCABULARY.names if name not in told] == []


def test_what_the_manual_says_of_broken_templates_is_what_they_say(tmp_path: Path) -> None:
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \|$", _part("13.5"), re.MULTILINE)
    texts = {
        "不是可以填写的项目": "{{发文号}}",
        "没有用“}}”结束": "{{附注",
        "是全角符号": "{{署名}}｛｛附注｝｝",
        "没有结束": "{%p if 附注 %}\n{{附注}}",
        "文字会丢失": "请看{%p if 附注 %}\n{{附注}}",
        "缺少样式“公文一级”": "{{正文}}",
        "不是公文模板": "关于做好有关工作的通知",
    }
    for told, text in texts.items():
        assert any(told in row for row in rows), told
        with pytest.raises(OfficekitError) as raised:
            check_notice_template(_template(tmp_path / "模板.docx", text))
        assert told in raised.value.message


def test_every_function_stands_in_the_table_of_functions_and_no_other() -> None:
    told = re.findall(r"^\| `(OK_\w+)\(", _section(6), re.MULTILINE)
    assert set(told) >= set(ARGUMENTS)
    assert set(re.findall(r"OK_[A-Z_]+", MANUAL)) == set(ARGUMENTS)


def test_every_entry_of_the_menu_is_explained() -> None:
    assert [entry.label for entry in ENTRIES if entry.label not in _section(8)] == []


def test_every_command_is_shown() -> None:
    assert set(re.findall(r"^officekit (\w+)", _section(9), re.MULTILINE)) == set(_commands())


def test_every_item_of_the_examination_has_its_remedy() -> None:
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \|$", _section(11), re.MULTILINE)
    told = [name for row in rows for name in row.split("、")]
    assert [probe.name for probe in PROBES if probe.name not in told] == []


def test_every_link_within_the_manual_leads_to_a_heading() -> None:
    anchors = {
        re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")
        for _, text in _HEADING.findall(MANUAL)
    }
    assert [target for target in _LINK.findall(MANUAL) if target not in anchors] == []


@pytest.mark.parametrize("page", ["README.md", "docs/手册.md", "docs/developing.md"])
def test_every_picture_and_page_that_a_page_links_to_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text)
    local = [target for target in targets if "://" not in target]
    assert [t for t in local if not ((ROOT / page).parent / t).exists()] == []


@pytest.mark.parametrize("page", ["docs/手册.md", "README.md"])
def test_every_command_that_a_page_shows_is_understood(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    shown = "".join(block for language, block in blocks if not language)
    commands = re.findall(r"^officekit ([^\n#]*)", shown, re.MULTILINE)
    assert commands
    for command in commands:
        words = command.split()
        assert parser().parse_args(words).command == words[0]


def test_the_readme_names_every_option_of_the_commands_for_scripts() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+) ([^`]+)` \| [^|]+ \| [^|]+ \|$", text, re.MULTILINE)
    commands = _commands()
    assert {name for name, _ in rows} == set(commands) - {"menu", "demo"}
    for name, shown in rows:
        options = {option for each in commands[name]._actions for option in each.option_strings}
        told = set(re.findall(r"(?<![\w-])--?[a-z]+(?:-[a-z]+)*", shown))
        assert told == options - {"-h", "--help", "--json", "--overwrite", "--output"}, name


def test_the_example_in_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    run_name = {"__name__": "readme"}
    exec(compile(example, "README.md", "exec"), run_name)  # noqa: S102 -- our own example
    assert (tmp_path / "责任矩阵.xlsx").is_file()
