"""Entries E of the taxonomy of returned workbooks: what stands in the cells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from xml.sax.saxutils import escape

from openpyxl.cell.cell import Cell
from openpyxl.styles import Font

from tests.exchange.taxonomy_cases import (
    ERROR,
    INFO,
    OWN,
    WARNING,
    Case,
    Made,
    at,
    cells,
    own,
    raw,
    saved,
    valid,
)
from tests.exchange.taxonomy_round import (
    BEFORE,
    FARM,
    WATER,
    Bench,
    Files,
    Value,
)

PROGRESS = "已清淤三公里，堤防加固开工。"
LONG = "青禾河东段清淤" * 36 + "又三里"
"""Two hundred and fifty-five characters without an end."""


def _progress(text: Value) -> Made:
    return cells({"J4": text})


def _percent(value: Value) -> Made:
    return cells({"I4": value})


def _lead(text: str) -> Made:
    """A task proposed below the table, with the unit that is to lead it."""
    return cells({"C9": "增设巡河岗亭", "E9": text})


def _styled(change: Callable[[Cell], object]) -> Made:
    """The progress of the first task in another style."""

    def made(bench: Bench) -> Files:
        return own(saved(lambda sheet: change(sheet["J4"])))(bench)

    return made


def _struck(cell: Cell) -> None:
    cell.font = Font(strike=True)


def _bold(cell: Cell) -> None:
    cell.font = Font(bold=True)


def _dated(cell: Cell) -> None:
    cell.value = date(2025, 3, 4)
    cell.number_format = "yyyy-mm-dd"


def _in_runs(runs: str) -> Made:
    return raw({"J4": f' t="inlineStr"><is>{runs}</is></c>'})


def _formula(formula: str, result: str = "") -> Made:
    value = f"<v>{result}</v>" if result else ""
    return raw({"I4": f"><f>{escape(formula)}</f>{value}</c>"})


def _error(text: str) -> Made:
    return raw({"J4": f' t="e"><v>{text}</v></c>'})


def _as_last_month(bench: Bench) -> Files:
    answers = {"T001": ("推进中", 0.6, BEFORE["T001"][2], "弃土场不够。", None, "周一帆")}
    return {**bench.valid(), OWN: bench.filled(WATER, answers)}


E_CASES = (
    Case(
        "E01",
        "no progress",
        _progress(None),
        at(ERROR, "J4", ""),
        cells({"H4": "未启动", "I4": 0, "J4": None}),
    ),
    Case(
        "E01",
        "as above",
        _progress("同上"),
        at(ERROR, "J4", "同上"),
        _progress("与上月同步推进，另清淤一公里。"),
    ),
    Case(
        "E02",
        "no such unit",
        _lead("青禾区巡河大队"),
        at(WARNING, "E9", "青禾区巡河大队", row_key=""),
        _lead(WATER),
    ),
    Case(
        "E03",
        "short name",
        _lead("区水务局"),
        at(WARNING, "E9", "区水务局", WATER, ""),
        _lead(WATER),
    ),
    Case(
        "E04",
        "of the city",
        _lead("市水务局"),
        at(WARNING, "E9", "市水务局", WATER, ""),
        _lead(WATER),
    ),
    Case("E05", "group", _lead("各镇街"), at(WARNING, "E9", "各镇街", row_key=""), _lead(FARM)),
    Case(
        "E06",
        "slash between units",
        _lead(f"{WATER}/{FARM}"),
        at(WARNING, "E9", f"{WATER}/{FARM}", f"{WATER}、{FARM}", ""),
        _lead(f"{WATER}、{FARM}"),
    ),
    Case(
        "E07", "full width", _percent("７５％"), at(WARNING, "I4", "７５％", "75%"), _percent("75%")
    ),
    Case("E07", "about", _percent("约75%"), at(ERROR, "I4", "约75%"), _percent(0.75)),
    Case("E08", "75 as text", _percent("75"), at(WARNING, "I4", "75", "75%"), _percent(0.75)),
    Case("E08", "75 shown as 7500%", _percent(75), at(ERROR, "I4", "7500%", "75%"), _percent(0.75)),
    Case("E08", "7500%", _percent("7500%"), at(ERROR, "I4", "7500%", "75%"), _percent("75%")),
    Case("E09", "more than all", _percent(1.2), at(ERROR, "I4", "120%"), _percent(0.99)),
    Case("E09", "less than last month", _percent(0.3), at(WARNING, "I4", "30%"), _percent(0.4)),
    Case(
        "E10",
        "31 June",
        _progress("已于2025年6月31日开工，清淤一公里。"),
        at(WARNING, "J4", "2025年6月31日"),
        _progress("已于2025年6月30日开工，清淤一公里。"),
    ),
    Case(
        "E11",
        "text turned into a date",
        _styled(_dated),
        at(WARNING, "J4", "2025-03-04"),
        _progress("3/4标段完工，其余清淤。"),
    ),
    Case(
        "E12",
        "digits lost",
        cells({"M4": 123456789012345680.0}),
        at(ERROR, "M4", "123456789012345680"),
        cells({"M4": "123456789012345678"}),
    ),
    Case("E12", "007", cells({"M4": 7}), at(WARNING, "M4", "7"), cells({"M4": "007"})),
    Case(
        "E13",
        "no result",
        _formula("0.5+0.1"),
        at(ERROR, "I4", "=0.5+0.1"),
        _percent(0.6),
    ),
    Case("E13", "result", _formula("0.5+0.1", "0.6"), at(WARNING, "I4", "=0.5+0.1"), valid),
    Case(
        "E14",
        "#REF!",
        _error("#REF!"),
        at(ERROR, "J4", "#REF!"),
        _progress("#12桩位完成浇筑，堤防加固。"),
    ),
    Case(
        "E15",
        "another word",
        cells({"H4": "基本完成"}),
        at(ERROR, "H4", "基本完成"),
        cells({"H4": "推进中"}),
    ),
    Case(
        "E15",
        "done, but 60%",
        cells({"H4": "已完成"}),
        at(WARNING, "H4", "已完成；完成率却是60%"),
        cells({"H4": "已完成", "I4": 1}),
    ),
    Case(
        "E16",
        "as last month",
        _as_last_month,
        at(WARNING, "J4", "清淤一公里，完成招标。"),
        _progress("清淤一公里，完成招标，堤防加固进场。"),
    ),
    Case(
        "E17",
        "255 characters",
        _progress(LONG),
        at(WARNING, "J4", "255"),
        _progress(LONG[:-1] + "。"),
    ),
    Case(
        "E18",
        "zero width",
        _progress("已清淤三公里\u200b，堤防加固开工。"),
        at(WARNING, "J4", "已清淤三公里\u200b，堤防加固开工。", PROGRESS),
        _progress("已清淤三公里，\n堤防加固开工👷。"),
    ),
    Case("E19", "struck", _styled(_struck), at(WARNING, "J4", PROGRESS), _styled(_bold)),
    Case(
        "E20",
        "phonetic guides",
        _in_runs(f'<t>{PROGRESS}</t><rPh sb="0" eb="1"><t>yi</t></rPh>'),
        at(WARNING, "J4", PROGRESS),
        _in_runs(f"<r><t>{PROGRESS[:5]}</t></r><r><rPr><b/></rPr><t>{PROGRESS[5:]}</t></r>"),
    ),
    Case(
        "E21",
        "radical for a character",
        cells({"M4": "周⽔生"}),
        at(WARNING, "M4", "周⽔生", "周水生"),
        cells({"M4": "周水生"}),
    ),
    Case(
        "E22",
        "equals sign",
        _progress("=清淤三公里，加固一处"),
        at(INFO, "J4", "=清淤三公里，加固一处"),
        _progress("-5℃以下停工两天，其余照常。"),
    ),
    Case(
        "E23",
        "hyperlink by formula",
        raw({"J4": ' t="str"><f>HYPERLINK("http://a.invalid","已清淤")</f><v>已清淤</v></c>'}),
        at(ERROR, "J4", '=HYPERLINK("http://a.invalid","已清淤")'),
        _progress('进展见台账HYPERLINK("甲")，已清淤三公里。'),
    ),
    Case(
        "E24",
        "mobile phone",
        _progress("已联系群众代表（13900000000），清淤三公里。"),
        at(WARNING, "J4", "139****0000"),
        _progress("已清淤三公里，累计投资13900000000元。"),
    ),
)
