"""The manual explains every code that officekit can raise, and no other."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from officekit.cli.arguments import parser

ROOT = Path(__file__).resolve().parents[1]
MANUAL = (ROOT / "docs" / "手册.md").read_text(encoding="utf-8")
_RULES = ROOT / "officekit" / "checking" / "rules"
_QUOTED_CODE = re.compile(r'"((?:RD|PS|MX|XX)\d{3})"')
_CODE = re.compile(r'^    code = "(\w+)"', re.MULTILINE)
_ROW = re.compile(r"^\| ((?:RD|PS|MX|XX)\d{3}) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


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


@pytest.mark.parametrize("page", ["README.md", "docs/手册.md", "docs/developing.md"])
def test_every_picture_and_page_that_a_page_links_to_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text)
    local = [target for target in targets if "://" not in target]
    assert [t for t in local if not ((ROOT / page).parent / t).exists()] == []


@pytest.mark.parametrize("page", ["docs/手册.md", "README.md"])
def test_every_command_that_a_page_shows_is_understood(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    commands = re.findall(r"^officekit ([^\n#]*)", "".join(blocks), re.MULTILINE)
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
