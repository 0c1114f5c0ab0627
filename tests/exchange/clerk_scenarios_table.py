"""What a clerk does to the table: locked cells, pastes, sorting, rows, columns, merges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tests.clerk import Step
from tests.exchange.clerk_round import (
    BASE,
    BASE_VALUES,
    FARM,
    FORMATS,
    TASKS,
    WATER,
    Cell,
    Expected,
    Scenario,
    do,
)
from tests.exchange.clerk_scenarios import BASE_PROGRESS, BOOKS

UNPROTECTED = "SB402 I"
_OWN = "qinghe"
"""What a department protects its sheet with."""


def unlocked(
    name: str,
    *steps: Step,
    findings: Sequence[str] = (),
    merged: Mapping[Cell, str | None] | None = None,
    formats: Sequence[str] = (".xlsx",),
    **more: Any,
) -> Scenario:
    """She takes the protection away first, which is told of where the format shows it."""
    expected = replace(Expected(tuple(findings), merged or {}), **more)
    told = replace(expected, findings=(*findings, UNPROTECTED))
    return Scenario(name, (do("unprotect"), *steps), told, tuple(formats), {".csv": expected})


def _type(cell: str, text: str) -> Step:
    return do("type", cell=cell, text=text)


def without(*keys: str) -> dict[Cell, str | None]:
    """Nothing of some tasks is merged."""
    return {place: None for place in BASE_VALUES if place[0] in keys}


def _column(column: str) -> dict[Cell, str | None]:
    return {place: None for place in BASE_VALUES if place[1] == column}


PROTECTION = (
    unlocked("取消保护后只填可填的格子", formats=FORMATS),
    Scenario("另设保护密码", (do("protect", password=_OWN),), Expected((UNPROTECTED,)), BOOKS),
    unlocked("改任务名称", _type("C4", "疏浚青禾河"), findings=("SB401 E C4",), formats=FORMATS),
    unlocked("改举措", _type("D4", "清淤八公里。"), findings=("SB401 E D4",)),
    unlocked("改牵头单位", _type("E4", FARM), findings=("SB401 E E4",), formats=FORMATS),
    unlocked(
        "牵头单位改成名录以外的单位",
        _type("E4", "青禾区交通输运局"),
        findings=("SB401 E E4", "SB502 W E4"),
    ),
    unlocked("补上责任单位", _type("F5", FARM), findings=("SB401 E F5",)),
    unlocked("改时限", _type("G4", "2026年3月底"), findings=("SB401 E G4",), formats=FORMATS),
    unlocked("清空时限", _type("G4", ""), findings=("SB401 E G4",), formats=FORMATS),
    unlocked("改序号", do("number", cell="A4", value=11), findings=("SB401 E A4",)),
    unlocked("配合改成牵头", _type("B8", "牵头"), findings=("SB401 E B8",)),
    unlocked(
        "两项任务都改了",
        _type("C4", "疏浚青禾河"),
        _type("G6", "2026年3月底"),
        findings=("SB401 E C4", "SB401 E G6"),
    ),
    unlocked("任务名称里多了空格", _type("C4", "疏浚 青禾河干流"), formats=FORMATS),
    unlocked(
        "改行标识",
        _type("N4", "T999"),
        findings=("SB306 E 4",),
        merged=without("T001"),
        formats=FORMATS,
    ),
    unlocked("删一个行标识", _type("N4", ""), findings=("SB306 W N4",), formats=FORMATS),
    unlocked("删全部行标识", do("clear", cells="N4:N8"), findings=("SB306 W N4",)),
    unlocked(
        "改标题行",
        _type("A1", "水务系统情况一览"),
        findings=("SB312 I A1",),
        remarks=("水务系统情况一览",),
    ),
    unlocked("删下拉选项", do("validation_off", cells="H4:H8"), findings=("SB404 I H4",)),
    unlocked(
        "改下拉选项",
        do("validation_list", cells="H4:H8", entries='"正常";"不正常"'),
        findings=("SB404 I H4",),
    ),
)

_COPIED = {
    ("T002", column): text
    for (key, column), text in BASE_VALUES.items()
    if key == "T001" and column != "status"
}

PASTES = (
    Scenario(
        "从别的表粘贴到三格",
        (do("paste_foreign", to="H4", texts=[["推进中", "0.6", BASE_PROGRESS]]),),
        Expected(("SB403 I H4", "SB508 W I4")),
    ),
    Scenario(
        "从别的表粘贴两行状态",
        (do("paste_foreign", to="H4", texts=[["推进中"], ["滞后"]]),),
        Expected(("SB403 I H4", "SB515 W H5"), {("T002", "status"): "滞后"}),
    ),
    Scenario(
        "粘贴的状态不在列表里",
        (do("paste_foreign", to="H4", texts=[["正常"]]),),
        Expected(("SB403 I H4", "SB515 E H4"), {("T001", "status"): None}, refused=1),
    ),
    Scenario(
        "整片粘贴盖掉全部下拉选项",
        (
            do(
                "paste_foreign",
                to="H4",
                texts=[["推进中"], ["推进中"], ["未启动"], ["已完成"], ["推进中"]],
            ),
        ),
        Expected(("SB404 I H4",), {("T005", "status"): "推进中"}),
    ),
    Scenario(
        "把一格复制到另一格",
        (do("paste", source="J4", to="J5"),),
        Expected(merged={("T002", "progress"): BASE_PROGRESS}),
        FORMATS,
    ),
    Scenario(
        "把一行填报内容复制到下一行",
        (do("paste", source="H4:M4", to="H5"),),
        Expected(merged=_COPIED),
        FORMATS,
    ),
    unlocked(
        "整行复制盖住另一行",
        do("paste", source="A4:N4", to="A5"),
        findings=("SB306 E 4", "SB306 E 5", "SB304 E T002"),
        merged=without("T001", "T002"),
        refused=12,
        formats=FORMATS,
    ),
    unlocked(
        "复制一行到补充行",
        do("paste", source="A4:N4", to="A10"),
        findings=("SB306 E 4", "SB306 E 10"),
        merged=without("T001"),
        refused=12,
    ),
    Scenario(
        "剪切进展到旁边一列",
        (do("clear", cells="K4"), do("cut", source="J4", to_sheet=TASKS, to="K4")),
        Expected(
            ("SB501 E J4",),
            {("T001", "progress"): None, ("T001", "problems"): BASE_PROGRESS},
        ),
        BOOKS[1:],
        {},
    ),
)

_TORN = tuple(f"SB307 E {row}" for row in range(4, 9))

SORTING = (
    unlocked(
        "整表按任务名称排序",
        do("sort", cells="A4:N8", column=2),
        findings=("SB307 W",),
        formats=FORMATS,
    ),
    unlocked(
        "只排序任务文字各列",
        do("sort", cells="C4:G8", column=0),
        findings=_TORN,
        nothing=True,
        refused=len(BASE_VALUES),
        formats=FORMATS,
    ),
    unlocked(
        "排序时漏了隐藏的行标识列",
        do("sort", cells="A4:M8", column=2),
        findings=_TORN,
        nothing=True,
        # T002 had three answers when it was issued, all of which are changed now.
        refused=14,
        formats=FORMATS,
    ),
)

_GATE = "新建排涝闸门"

ROWS = (
    unlocked("任务中间插入空行", do("insert_row", at=5), formats=FORMATS),
    unlocked("表头下面插入空行", do("insert_row", at=3), formats=FORMATS),
    unlocked("表格上面插入空行", do("insert_row", at=0), formats=FORMATS),
    unlocked(
        "任务中间插入新任务",
        do("insert_row", at=4),
        _type("C5", _GATE),
        _type("E5", WATER),
        findings=("SB305 W 5",),
        proposals=(f"{_GATE} {WATER}",),
        formats=FORMATS,
    ),
    unlocked(
        "把一项任务的进展分写成两行",
        do("insert_row", at=4),
        _type("J5", "东岭段护岸已经开工。"),
        findings=("SB310 W 5",),
        formats=FORMATS,
    ),
    Scenario(
        "在补充行里写一项新任务",
        (_type("C10", _GATE), _type("J10", "已完成选址。")),
        Expected(("SB305 I 10",), proposals=(f"{_GATE} 已完成选址。",)),
        FORMATS,
    ),
    Scenario(
        "在补充行里写两项新任务",
        (_type("C10", _GATE), _type("C11", "修缮临河水文站")),
        Expected(("SB305 I 10", "SB305 I 11"), proposals=(_GATE, "修缮临河水文站")),
    ),
    Scenario(
        "新任务隔了几行写",
        (_type("C15", _GATE),),
        Expected(("SB305 I 15",), proposals=(_GATE,)),
    ),
    unlocked(
        "新任务写在补充行以下",
        _type("C25", _GATE),
        findings=("SB305 I 25",),
        proposals=(_GATE,),
        formats=FORMATS,
    ),
    Scenario(
        "新任务的牵头单位不在名录里",
        (_type("C10", _GATE), _type("E10", "青禾区交通输运局")),
        Expected(("SB305 I 10", "SB502 W E10"), proposals=(f"{_GATE} 青禾区交通输运局",)),
    ),
    Scenario(
        "新任务的牵头单位是统称",
        (_type("C10", _GATE), _type("E10", "相关单位")),
        Expected(("SB305 I 10", "SB505 W E10"), proposals=(f"{_GATE} 相关单位",)),
    ),
    Scenario(
        "新任务的时限是两位年份",
        (_type("C10", _GATE), _type("G10", "25.6.30")),
        Expected(("SB305 I 10", "SB510 W G10"), proposals=(f"{_GATE} 25.6.30",)),
    ),
    Scenario("补充行里只写了序号", (_type("A10", "6"),), formats=FORMATS),
    unlocked(
        "删一行",
        do("delete_row", at=5),
        findings=("SB304 E T003",),
        merged=without("T003"),
        formats=FORMATS,
    ),
    unlocked(
        "删两行",
        do("delete_row", at=5),
        do("delete_row", at=3),
        findings=("SB304 E T001", "SB304 E T003"),
        merged=without("T001", "T003"),
    ),
    unlocked(
        "删全部任务行",
        *(do("delete_row", at=3) for _ in range(5)),
        findings=tuple(f"SB304 E T00{n}" for n in range(1, 6)),
        nothing=True,
    ),
    unlocked("删补充行上方的一行", do("delete_row", at=8), formats=FORMATS),
    unlocked("删标题两行", do("delete_row", at=0), do("delete_row", at=0), formats=FORMATS),
    unlocked(
        "清空一行的内容",
        do("clear", cells="A5:M5"),
        findings=(
            *(f"SB401 E {letter}5" for letter in "ABCDEG"),
            *("SB501 E H5", "SB501 E J5"),
        ),
        merged={("T002", "progress"): None, ("T002", "completion"): ""},
        refused=2,
    ),
)

COLUMNS = (
    unlocked("插入空列", do("insert_columns", at=9), formats=FORMATS),
    unlocked(
        "插入自设列",
        do("insert_columns", at=9),
        _type("J3", "本月大事"),
        _type("J4", "开工仪式"),
        findings=("SB303 W J3",),
        remarks=("开工仪式",),
        formats=FORMATS,
    ),
    unlocked(
        "删存在问题列",
        do("delete_column", at=10),
        findings=("SB303 E J3",),
        merged=_column("problems"),
        formats=FORMATS,
    ),
    unlocked("删举措列", do("delete_column", at=3), findings=("SB303 W",), formats=FORMATS),
    unlocked("删序号列", do("delete_column", at=0), findings=("SB303 W",)),
    unlocked("删行标识列", do("delete_column", at=13), findings=("SB303 W",), formats=FORMATS),
    unlocked(
        "把进展情况列移到前面",
        do("move_column", source=9, to=7),
        findings=("SB303 W",),
        formats=FORMATS,
    ),
    unlocked(
        "隐藏进展情况列",
        do("show_columns", first=9, last=9, visible=False),
        findings=("SB303 W J3",),
        formats=BOOKS,
    ),
    unlocked("隐藏举措列", do("show_columns", first=3, last=3, visible=False), formats=FORMATS),
    unlocked("显示行标识列", do("show_columns", first=13, last=13, visible=True), formats=FORMATS),
    unlocked(
        "改写进展情况的表头",
        _type("J3", "本月说明"),
        findings=("SB302 E J3",),
        merged=_column("progress"),
        remarks=tuple(BASE[cell] for cell in ("J4", "J5", "J7", "J8")),
        formats=FORMATS,
    ),
    unlocked(
        "删进展情况的表头",
        _type("J3", ""),
        findings=("SB302 E J3",),
        merged=_column("progress"),
        remarks=tuple(BASE[cell] for cell in ("J4", "J5", "J7", "J8")),
        formats=FORMATS,
    ),
    unlocked("表头里加空格", _type("J3", "进展 情况"), formats=FORMATS),
    unlocked("表头改成别名", _type("H3", "工作状态"), findings=("SB302 W H3",), formats=FORMATS),
    unlocked("改写举措的表头", _type("D3", "做法"), findings=("SB302 W D3",), formats=FORMATS),
    unlocked(
        "两列用了同一个表头",
        _type("K3", "进展情况"),
        findings=("SB302 E K3",),
        merged=_column("problems"),
        remarks=(BASE["K4"],),
        formats=FORMATS,
    ),
    unlocked("合并表头", do("merge", cells="H3:I3"), findings=("SB302 W H3",), formats=BOOKS),
)

MERGES = (
    unlocked(
        "两项任务的进展合并",
        do("clear", cells="J5"),
        do("merge", cells="J4:J5"),
        findings=("SB309 E J5",),
        merged={("T002", "progress"): None},
        refused=1,
        formats=BOOKS,
    ),
    unlocked(
        "合并后下面还盖着文字",
        do("merge", cells="J4:J5"),
        findings=("SB309 E J5", "SB309 W J5"),
        merged={("T002", "progress"): None},
        refused=1,
        remarks=(BASE["J5"],),
        formats=BOOKS,
    ),
    unlocked(
        "进展和问题横向合并",
        do("merge", cells="J4:K4"),
        findings=("SB309 W K4",),
        merged={("T001", "problems"): None},
        remarks=(BASE["K4"],),
        formats=BOOKS,
    ),
    unlocked(
        "牵头单位合并",
        do("clear", cells="E5"),
        do("merge", cells="E4:E5"),
        findings=("SB309 W E5",),
        formats=BOOKS,
    ),
    unlocked(
        "时限三行合并",
        do("clear", cells="G5:G6"),
        do("merge", cells="G4:G6"),
        findings=("SB309 W G5",),
        formats=BOOKS,
    ),
    unlocked("取消标题的合并", do("unmerge", cells="A1:M1"), formats=BOOKS),
)

ALL = (*PROTECTION, *PASTES, *SORTING, *ROWS, *COLUMNS, *MERGES)
