"""The workbook in the hands of a clerk who works with LibreOffice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from officekit.matrix import build_matrix
from officekit.model.finding import Severity
from officekit.model.matrix import Field, Matrix, MatrixRow, finding_key
from officekit.model.unit import Unit, UnitKind, UnitRegistry
from officekit.workflows import read_matrix, write_matrix
from tests.clerk import Step, at_work
from tests.matrix.sample_plan import sample_plan

pytestmark = pytest.mark.libreoffice

LIST, CROSS, FINDINGS, UNITS, SETTINGS, CHANGES, META = (
    *("责任清单", "责任矩阵", "问题清单", "单位名录", "设置", "修改记录", "_officekit"),
)
A3, A4 = [420, 297], [297, 210]
LONG_NAME = "青禾区现代农业产业示范区建设发展服务中心"  # 20 characters


@pytest.fixture(scope="module")
def sample() -> Matrix:
    matrix = build_matrix(sample_plan())
    long_unit = Unit(LONG_NAME, (), "区", UnitKind.INSTITUTION)
    first = matrix.rows[0]
    fields = {**first.fields, "support": Field(LONG_NAME)}
    return replace(
        matrix,
        rows=(MatrixRow(first.key, fields), *matrix.rows[1:]),
        registry=UnitRegistry((*matrix.registry.units, long_unit)),
    )


@pytest.fixture(scope="module")
def path(sample: Matrix, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("办公") / "责任矩阵.xlsx"
    write_matrix(sample, path)
    return path


# ------------------------------------------------------------------ looking at it


@pytest.fixture(scope="module")
def seen(path: Path, sample: Matrix) -> dict[str, Any]:
    """What the clerk sees, by name."""
    last = 2 + len(sample.rows)
    steps: dict[str, Step] = {
        "names": {"do": "open", "path": str(path)},
        "view": {"do": "view"},
        "rows": {"do": "show", "sheet": LIST, "cells": f"A3:T{last + 1}"},
        "cross": {"do": "show", "sheet": CROSS, "cells": "A3:AZ60"},
        "status": {"do": "validation", "sheet": LIST, "cell": "M4"},
        "status below": {"do": "validation", "sheet": LIST, "cell": f"M{last + 20}"},
        "lead": {"do": "validation", "sheet": LIST, "cell": "G4"},
        "completion": {"do": "validation", "sheet": LIST, "cell": "N4"},
        "confirmed": {"do": "validation", "sheet": UNITS, "cell": "G4"},
        "rule": {"do": "validation", "sheet": SETTINGS, "cell": "B16"},
        "typed in cross": {"do": "may_type", "sheet": CROSS, "cell": "B4"},
        "typed in changes": {"do": "may_type", "sheet": CHANGES, "cell": "A4"},
        "typed in findings": {"do": "may_type", "sheet": FINDINGS, "cell": "E4"},
        "opinion": {"do": "may_type", "sheet": FINDINGS, "cell": "J4"},
        "typed in list": {"do": "may_type", "sheet": LIST, "cell": "R4"},
    }
    for name in (LIST, CROSS, FINDINGS, UNITS, SETTINGS, CHANGES, META):
        steps[f"facts {name}"] = {"do": "facts", "sheet": name}
    steps["heights list"] = {"do": "heights", "sheet": LIST, "first": 2, "last": last}
    steps["heights cross"] = {"do": "heights", "sheet": CROSS, "first": 2, "last": last}
    return dict(zip(steps, at_work(list(steps.values())), strict=True))


def test_libreoffice_shows_the_texts_of_the_list(seen: dict[str, Any], sample: Matrix) -> None:
    head, *rows = seen["rows"]
    assert head == [*sample.column_order, "行标识"]
    for shown, row in zip(rows, sample.rows, strict=True):
        texts = dict(zip(head, shown, strict=True))
        assert texts["行标识"] == row.key
        assert (texts["序号"], texts["重点任务"]) == (row["number"], row["title"])
        assert (texts["主要举措"], texts["责任单位"]) == (row["measures"], row["support"])


def test_the_cross_table_shows_marks_and_totals(seen: dict[str, Any], sample: Matrix) -> None:
    head, first, *_ = seen["cross"]
    marks = dict(zip(head, first, strict=True))
    assert marks[sample.rows[0]["lead"]] == "★"
    assert marks[LONG_NAME] == "●"
    assert (marks["牵头数"], marks["配合数"], marks["合计"]) == ("1", "1", "2")


def test_the_dropdowns_offer_their_entries(seen: dict[str, Any], sample: Matrix) -> None:
    assert seen["status"]["entries"] == ["未启动", "推进中", "已完成", "滞后"]
    assert seen["status below"]["entries"] == seen["status"]["entries"]
    assert seen["lead"]["entries"] == [unit.name for unit in sample.registry.units]
    assert not seen["lead"]["strict"]
    assert seen["confirmed"]["entries"] == ["是", "否"]
    assert seen["rule"]["entries"] == ["是", "否"]
    assert seen["completion"]["kind"] == "DECIMAL"


def test_only_what_is_made_by_the_program_is_protected(seen: dict[str, Any]) -> None:
    protected = {n for n in (LIST, CROSS, FINDINGS, UNITS, SETTINGS, CHANGES)
                 if seen[f"facts {n}"]["protected"]}  # fmt: skip
    assert protected == {CROSS, FINDINGS, CHANGES}
    assert seen["typed in list"]
    assert seen["opinion"]
    assert not seen["typed in cross"]
    assert not seen["typed in changes"]
    assert not seen["typed in findings"]


def test_pages_are_landscape_with_repeated_heads_and_numbers(
    seen: dict[str, Any], sample: Matrix
) -> None:
    facts = {name: seen[f"facts {name}"] for name in (LIST, CROSS, FINDINGS, UNITS, SETTINGS)}
    assert all(fact["landscape"] and fact["repeats"] == [2, 2] for fact in facts.values())
    assert [fact["size_mm"] for fact in facts.values()] == [A3, A3, A4, A4, A4]
    assert all("页" in fact["footer"] for fact in facts.values())
    # Rows are 0-based; the columns of work on screen are not printed.
    assert facts[LIST]["print_areas"] == [[0, 0, 2 + len(sample.rows), 11]]


def test_the_hidden_sheet_is_hidden_and_the_first_is_active(seen: dict[str, Any]) -> None:
    assert seen["names"] == [LIST, CROSS, FINDINGS, UNITS, SETTINGS, CHANGES, META]
    assert not seen[f"facts {META}"]["visible"]
    view = seen["view"]
    assert view["active"] == LIST
    assert view["sheets"][LIST]["frozen"] == [4, 3]
    assert view["sheets"][CROSS]["frozen"][1] == 3
    assert all(sheet["zoom"] >= 80 for sheet in view["sheets"].values())


def test_highlights_are_there(seen: dict[str, Any]) -> None:
    assert len(seen[f"facts {LIST}"]["conditions"]) == 4


@pytest.mark.parametrize("name", ["list", "cross"])
def test_no_row_is_clipped_and_few_are_much_too_high(seen: dict[str, Any], name: str) -> None:
    heights = seen[f"heights {name}"]
    assert all(given >= needed for given, needed in heights)
    assert sum(given for given, _ in heights) < 1.25 * sum(needed for _, needed in heights)


# ------------------------------------------------------------------ working in it


@pytest.fixture(scope="module")
def worked(path: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The workbook after a clerk's day, in three formats."""
    folder = tmp_path_factory.mktemp("报回")
    saved = {kind: folder / f"报回{kind}" for kind in (".xlsx", ".xls", ".ods")}

    def in_list(do: str, **more: object) -> Step:
        return {"do": do, "sheet": LIST, **more}

    steps: list[Step] = [
        {"do": "open", "path": str(path)},
        in_list("type", cell="O6", text="已完成“前期”论证，\n正在办理手续"),
        in_list("type", cell="M6", text="推进中"),
        in_list("type", cell="N6", text="60%"),
        in_list("type", cell="K6", text="2025年9月底前"),
        in_list("type", cell="D7", text="改写后的任务"),
        in_list("insert_columns", at=8),
        in_list("type", cell="I3", text="资金来源"),
        in_list("type", cell="I7", text="区级财政"),
        in_list("move_column", source=18, to=3),  # 备注 before 重点任务
        in_list("type", cell="D5", text="领导批示件"),
        in_list("delete_row", at=12),  # T010
        in_list("insert_row", at=20),
        in_list("type", cell="E21", text="新增的任务"),
        in_list("type", cell="H21", text="青禾区民政局"),
        in_list("sort", cells="A4:U47", column=7),  # 牵头单位
        in_list("insert_row", at=30),
        in_list("type", cell="A31", text="（以下为民生类任务）"),
        in_list("merge", cells="A31:M31"),
        {"do": "type", "sheet": UNITS, "cell": "B4", "text": "区发改局"},
        {"do": "type", "sheet": UNITS, "cell": "G4", "text": "是"},
        {"do": "type", "sheet": SETTINGS, "cell": "B9", "text": "2025年第3期"},
        {"do": "type", "sheet": FINDINGS, "cell": "J4", "text": "已核对，由牵头单位补填"},
        *({"do": "save", "path": str(target)} for target in saved.values()),
    ]
    at_work(steps)
    return saved


@pytest.mark.parametrize("kind", [".xlsx", ".xls", ".ods"])
def test_nothing_that_the_clerk_did_is_lost(
    worked: dict[str, Path], sample: Matrix, kind: str, tmp_path: Path
) -> None:
    matrix = read_matrix(worked[kind])
    rows = {row.key: row for row in matrix.rows}
    new = "T043"
    assert rows.keys() == {row.key for row in sample.rows} - {"T010"} | {new}
    t003 = rows["T003"]
    assert t003["progress"] == "已完成“前期”论证，\n正在办理手续"
    assert (t003["status"], t003["completion"]) == ("推进中", "60%")
    assert t003["deadline"] == "2025年9月底前"
    assert rows["T004"]["title"] == "改写后的任务"
    assert rows["T004"].own_field("资金来源").text == "区级财政"
    assert rows["T002"]["remarks"] == "领导批示件"
    assert (rows[new]["title"], rows[new]["lead"]) == ("新增的任务", "青禾区民政局")
    changed = {"T003", "T004", "T002", new}
    for row in sample.rows:
        if row.key in rows and row.key not in changed:
            assert rows[row.key].texts() == row.texts()
    order = [heading for heading in matrix.column_order if heading != "资金来源"]
    expected = [heading for heading in sample.column_order if heading != "备注"]
    assert order == [*expected[:3], "备注", *expected[3:]]
    assert matrix.settings["期次"] == "2025年第3期"
    first = sample.registry.units[0].name
    assert matrix.confirmed_units == {first}
    assert matrix.registry.units[0].aliases == ("区发改局",)
    leads = [row["lead"] for row in matrix.rows if row["lead"]]
    assert leads != [row["lead"] for row in sample.rows if row["lead"]]
    titles = [finding.value for finding in matrix.findings if finding.code == "MX014"]
    assert titles == ["（以下为民生类任务）"]
    assert [f.code for f in matrix.findings if f.severity is not Severity.INFO] == []
    again = tmp_path / "再次.xlsx"
    write_matrix(replace(matrix, findings=sample.findings), again)
    worst = next(f for f in sample.findings if f.severity is Severity.ERROR)
    kept = read_matrix(again)
    assert kept.opinions == {finding_key(worst): "已核对，由牵头单位补填"}
    assert [row.texts() for row in kept.rows] == [row.texts() for row in matrix.rows]
