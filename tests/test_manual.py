"""The manual explains every code, button, function, command and check, and no others."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from officekit.cli.arguments import parser
from officekit.cli.menu_entries import ENTRIES
from officekit.excel.buttons import BUTTONS, TAB_LABEL
from officekit.excel.udf_help import ARGUMENTS
from officekit.installation.examine import PROBES
from officekit.model.schema import SETTINGS, SheetName

ROOT = Path(__file__).resolve().parents[1]
MANUAL = (ROOT / "docs" / "手册.md").read_text(encoding="utf-8")
_RULES = ROOT / "officekit" / "checking" / "rules"
_QUOTED_CODE = re.compile(r'"((?:RD|PS|MX|XX)\d{3})"')
_CODE = re.compile(r'^    code = "(\w+)"', re.MULTILINE)
_ROW = re.compile(r"^\| ((?:RD|PS|MX|XX)\d{3}) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


_HEADING = re.compile(r"^(#{2,4}) (.+)$", re.MULTILINE)
_LINK = re.compile(r"\]\(#([^)]+)\)")


def _section(number: int) -> str:
    """The text of a numbered section."""
    text: str
    (text,) = re.findall(rf"^## {number} .*?(?=^## |\Z)", MANUAL, re.MULTILINE | re.DOTALL)
    return text


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
    assert [setting.name for setting in SETTINGS if setting.name not in _section(5)] == []


def test_every_function_stands_in_the_table_of_functions_and_no_other() -> None:
    told = re.findall(r"^\| `(OK_\w+)\(", _section(6), re.MULTILINE)
    assert set(told) >= set(ARGUMENTS)
    assert set(re.findall(r"OK_[A-Z_]+", MANUAL)) == set(ARGUMENTS)


def test_every_entry_of_the_menu_is_explained() -> None:
    assert [entry.label for entry in ENTRIES if entry.label not in _section(8)] == []


def test_every_command_is_shown() -> None:
    choices = next(a.choices for a in parser()._actions if a.dest == "command")
    assert choices is not None
    assert set(re.findall(r"^officekit (\w+)", _section(9), re.MULTILINE)) == set(choices)


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


def test_the_example_in_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    run_name = {"__name__": "readme"}
    exec(compile(example, "README.md", "exec"), run_name)  # noqa: S102 -- our own example
    assert (tmp_path / "责任矩阵.xlsx").is_file()
