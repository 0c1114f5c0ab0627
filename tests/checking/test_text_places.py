"""Texts that wording rules read, and the words around a place."""

from __future__ import annotations

from officekit.checking.text_places import around, wordings
from tests.checking.case_files import subject_of

MATRIX = """| 序号 | 重点任务 | 主要举措 | 目标 |
|---|---|---|---|
| 1 | 建设平台 | 新建平台xx家，培育企业3家。 | 新建平台xx家（待填）；引进人才5名 |
"""


def test_targets_that_repeat_the_measures_are_read_once() -> None:
    subject = subject_of(None, MATRIX, {})
    assert [p.text for p in wordings(subject) if p.column == "targets"] == ["引进人才5名"]


def test_words_around_a_place_show_where_they_are_cut() -> None:
    assert around("一二三四五六", 2, 3, 1) == "…二三四…"
    assert around("一二。", 0, 1) == "一二"
