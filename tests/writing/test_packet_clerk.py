"""A unit fills its workbook in with LibreOffice."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from officekit.model.schema import column_for
from officekit.writing import write_packet
from tests.clerk import Step, at_work
from tests.writing.packets import LEAD_KEY, UNIT, packet

pytestmark = pytest.mark.libreoffice

LIST, HELP, META = "责任清单", "填报说明", "_officekit"
KINDS = (".xlsx", ".xls", ".ods", ".csv")
LONG = "完成河道清淤、护岸加固和管理道路建设，" * 40
LOCKED = (
    *(("title", LIST, "D4"), ("key", LIST, "O4"), ("head", LIST, "K3"), ("line", LIST, "A7")),
    ("help text", HELP, "A1"),
)
ANSWER = "已完成前期论证，\n正在办理手续"


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the unit sees, by name; ``folder`` is where its files are saved."""
    folder = tmp_path_factory.mktemp("报送")
    path = folder / "下发.xlsx"
    led, supported = packet().rows
    long = replace(led, key="T003", assigned={**led.assigned, "measures": LONG})
    write_packet(packet(rows=(led, supported, long)), path)

    def on_list(do: str, **more: object) -> Step:
        return {"do": do, "sheet": LIST, **more}

    steps: dict[str, Step] = {
        "names": {"do": "open", "path": str(path)},
        "view": {"do": "view"},
        "facts": on_list("facts"),
        "help": {"do": "facts", "sheet": HELP},
        "heads": on_list("show", cells="A3:O3"),
        "heights": on_list("heights", first=0, last=6),
        "help heights": {"do": "heights", "sheet": HELP, "first": 2, "last": 20},
        "states": on_list("validation", cell="I5"),
        "spare states": on_list("validation", cell="I10"),
        "status": on_list("enter", cell="I5", text="已完成"),
        "completion": on_list("enter", cell="J5", text="75%"),
        "progress": on_list("enter", cell="K5", text=ANSWER),
        "formula": on_list("enter", cell="L5", text="=1+1"),
        "code": on_list("enter", cell="M5", text="007"),
        "person": on_list("enter", cell="N5", text="3/4"),
        "new task": on_list("enter", cell="D8", text="新建泵站"),
        "new number": on_list("enter", cell="A8", text="2-1"),
    }
    for kind in KINDS:
        steps[f"save {kind}"] = {"do": "save", "path": str(folder / f"报送{kind}")}
    for kind in KINDS:
        steps[f"open {kind}"] = {"do": "open", "path": str(folder / f"报送{kind}")}
        steps[f"identity {kind}"] = {"do": "identity"}
        if kind != ".csv":
            steps[f"table {kind}"] = on_list("show", cells="A4:O8")
            steps[f"meta {kind}"] = {"do": "show", "sheet": META, "cells": "A1:B8"}
            steps[f"locked {kind}"] = on_list("enter", cell="D4", text="改写任务")
    for name, sheet, cell in LOCKED:
        steps[f"open for {name}"] = {"do": "open", "path": str(path)}
        steps[name] = {"do": "enter", "sheet": sheet, "cell": cell, "text": "改写"}
    found = dict(zip(steps, at_work(list(steps.values())), strict=True))
    return {**found, "folder": folder}


def test_it_opens_at_the_list_with_frozen_headings(answers: dict[str, Any]) -> None:
    assert answers["names"] == [LIST, HELP, META]
    assert answers["view"]["active"] == LIST
    assert answers["view"]["sheets"][LIST]["frozen"] == [4, 3]
    assert META not in answers["view"]["sheets"]


def test_the_sheets_are_protected_landscape_and_numbered(answers: dict[str, Any]) -> None:
    for name in ("facts", "help"):
        assert answers[name]["protected"]
        assert answers[name]["landscape"]
        assert "页" in answers[name]["footer"]
    assert answers["facts"]["repeats"] == [2, 2]
    assert answers["facts"]["print_areas"] == [[0, 0, 16, 13]]
    assert len(answers["facts"]["conditions"]) == 4


def test_the_headings_to_fill_are_marked(answers: dict[str, Any]) -> None:
    heads = answers["heads"][0]
    assert [head for head in heads if "填" in head] == [
        *("进展状态(填)", "完成率(填)", "进展情况(填)", "存在问题(填)", "下一步措施(填)"),
        "责任人(填)",
    ]


@pytest.mark.parametrize("name", ["heights", "help heights"])
def test_no_row_is_clipped(answers: dict[str, Any], name: str) -> None:
    assert all(given >= needed for given, needed in answers[name])


def test_states_are_offered_for_tasks_and_new_tasks(answers: dict[str, Any]) -> None:
    for name in ("states", "spare states"):
        assert answers[name]["entries"] == ["未启动", "推进中", "已完成", "滞后"]
        assert answers[name]["strict"]


def test_what_was_assigned_can_not_be_changed(answers: dict[str, Any]) -> None:
    assert answers["title"] == "整治山塘水库"
    assert answers["key"] == LEAD_KEY
    assert answers["head"] == "进展情况(填)"
    assert answers["line"] == "如需补充新任务，请写在下面"
    assert answers["help text"] == "填报说明"


def test_answers_are_kept_as_typed(answers: dict[str, Any]) -> None:
    typed = ("status", "completion", "progress", "formula", "code", "person", "new task")
    assert [answers[name] for name in typed] == [
        *("已完成", "75%", ANSWER, "=1+1", "007", "3/4", "新建泵站"),
    ]
    assert answers["new number"] == "2-1"


@pytest.mark.parametrize("kind", [".xlsx", ".xls", ".ods"])
def test_answers_and_keys_survive_each_format(answers: dict[str, Any], kind: str) -> None:
    led, supported, _, _, new = answers[f"table {kind}"]
    assert led[8:] == ["推进中", "60%", "已完成7座。", "", "", "", "T002"]
    assert supported[8:] == ["已完成", "75%", ANSWER, "=1+1", "007", "3/4", "T007"]
    assert new[:4] == ["2-1", "", "", "新建泵站"]


@pytest.mark.parametrize("kind", [".xlsx", ".xls", ".ods"])
def test_the_identity_survives_in_three_places(answers: dict[str, Any], kind: str) -> None:
    keys = packet(rows=(*packet().rows, replace(packet().rows[0], key="T003"))).keys_hash
    expected = {
        "template": "officekit.progress",
        "template_version": "1",
        "packet": "00112233445566aa",
        "unit": UNIT,
        "period": "2023年9月",
        "version": "1",
        "keys": keys,
    }
    said = answers[f"identity {kind}"]
    properties = {f"officekit.{key}": value for key, value in expected.items()}
    assert properties.items() <= said["properties"].items()
    assert said["names"] == {f"officekit_{key}": f'"{v}"' for key, v in expected.items()}
    assert dict(answers[f"meta {kind}"][:7]) == expected
    assert said["sheets"] == {LIST: True, HELP: True, META: False}


@pytest.mark.parametrize("kind", [".xlsx", ".xls", ".ods"])
def test_the_protection_survives(answers: dict[str, Any], kind: str) -> None:
    assert answers[f"locked {kind}"] == "整治山塘水库"


def test_text_of_comma_separated_values_keeps_headings_and_keys(answers: dict[str, Any]) -> None:
    assert answers["identity .csv"]["names"] == {}
    with (answers["folder"] / "报送.csv").open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.reader(stream))
    keys = [column.key if (column := column_for(head)) else "" for head in lines[2]]
    assert keys == [
        *("number", "", "section", "title", "measures", "lead", "support", "deadline"),
        *("status", "completion", "progress", "problems", "next_steps", "person", "row_key"),
    ]
    assert lines[4][8:] == ["已完成", "75%", ANSWER, "=1+1", "007", "3/4", "T007"]


def test_an_edited_workbook_has_its_names_and_properties_for_other_readers(
    answers: dict[str, Any],
) -> None:
    path: Path = answers["folder"] / "报送.xlsx"
    workbook = openpyxl.load_workbook(path)
    assert workbook.defined_names["officekit_packet"].attr_text == '"00112233445566aa"'
    assert workbook[META].sheet_state == "hidden"
    assert workbook[LIST]["K5"].value == ANSWER
    assert workbook[LIST]["J5"].value == 0.75
