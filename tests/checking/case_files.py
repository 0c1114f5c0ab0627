"""Rule cases: one Markdown file a rule, with matrices and plans that pass and that fail.

A file ``cases/NAME.md`` belongs to ``officekit/checking/rules/matrix/NAME.py``. Under 对 stand
matrices (Markdown tables) and plans (```text blocks) without a finding of the rule; under 错
each is followed by a line 问题：, which lists, separated by ``｜``, one text for each expected
finding that must occur in its message, value or quotation. A line ``设置：项目=内容`` before a
block sets lines of the sheet 设置; ``设置：单位名录=甲、乙`` gives a matrix that sheet instead.

A table under a line ``原文件：`` is the source that the table behind it is compared with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from officekit.checking import Subject
from officekit.data import unit_families
from officekit.matrix import build_matrix, from_tables
from officekit.model.table import Table
from officekit.parsing import parse_plan
from officekit.workflows import subject_of_plan
from tests.parsing.plans import document_of

CASES = Path(__file__).parent / "cases"
_BLOCK = re.compile(
    r"(?P<settings>(?:^设置：[^\n]*\n+)*)"
    r"(?:^原文件：\n+(?P<source>(?:^\|[^\n]*\n)+)\n+)?"
    r"(?:^```text\n(?P<text>.*?)^```\n|(?P<table>(?:^\|[^\n]*\n)+))"
    r"(?:\n*^问题：(?P<expected>[^\n]*)$)?",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Case:
    """One matrix or plan.

    Attributes:
        rule: file name of the rule without suffix.
        code: its code.
        subject: what is checked.
        expected: a text for each expected finding; empty for a passing case.
        name: for the test report.
    """

    rule: str
    code: str
    subject: Subject
    expected: tuple[str, ...]
    name: str


def cases() -> Iterator[Case]:
    """All cases of all files."""
    for path in sorted(CASES.glob("*.md")):
        yield from _cases_of(path)


def _cases_of(path: Path) -> Iterator[Case]:
    content = path.read_text(encoding="utf-8") + "\n"
    code = content.split("\n", 1)[0].removeprefix("# ").strip()
    good, _, bad = content.partition("## 错")
    for part, failing in ((good, False), (bad, True)):
        for number, block in enumerate(_BLOCK.finditer(part), start=1):
            settings = dict(
                line.removeprefix("设置：").split("=", 1)
                for line in block["settings"].split("\n")
                if line
            )
            told = tuple(t.strip() for t in (block["expected"] or "").split("｜") if t.strip())
            if failing != bool(told):
                raise ValueError(f"{path.name}: block {number} stands in the wrong part")
            subject = subject_of(block["text"], block["table"], settings)
            if block["source"]:
                subject = replace(subject, source=subject_of(None, block["source"], {}).matrix)
            yield Case(
                path.stem,
                code,
                subject,
                told,
                f"{path.stem}-{'错' if failing else '对'}{number}",
            )


def subject_of(text: str | None, table: str | None, settings: dict[str, str]) -> Subject:
    """What is checked: a plan's text, or a matrix written as a Markdown table."""
    if text is not None:
        document = document_of(text)
        return subject_of_plan(document, parse_plan(document), settings)
    rows = [
        [cell.strip().replace("<br>", "\n") for cell in line.strip().strip("|").split("|")]
        for line in (table or "").strip().splitlines()
    ]
    sheet = Table.from_values([rows[0], *rows[2:]], name="责任清单", file="矩阵.xlsx")
    units = settings.pop("单位名录", "")
    lines = [[name, content] for name, content in settings.items()]
    sheets = [sheet]
    if units:
        names = [[name, ""] for name in units.split("、")]
        sheets.append(
            Table.from_values([["单位名称", "别名"], *names], name="单位名录", file="矩阵.xlsx")
        )
    if lines:
        sheets.append(Table.from_values([["项目", "内容"], *lines], name="设置", file="矩阵.xlsx"))
    matrix = from_tables(sheets, file="矩阵.xlsx", families=unit_families())
    return Subject(matrix)


__all__ = ["Case", "build_matrix", "cases", "subject_of"]
