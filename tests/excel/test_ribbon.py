"""The ribbon tab: valid, unique, bound to the VBA, with pictures that Office has."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from officekit.excel.build import workbook_bytes
from officekit.excel.buttons import BUTTONS, GROUPS, Button, Group
from officekit.excel.ribbon import ribbon_xml
from tests.excel.vba_reader import read_modules
from tests.excel.xlsm_parts import parts_of, relationships

UI = "{http://schemas.microsoft.com/office/2009/07/customui}"
SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).with_name("customui14.xsd")))
PART = "customUI/customUI14.xml"
PICTURES = {
    *("DistributionListSelectMembers", "FileDocumentInspect", "FileOpen", "FileSaveAsWordDocx"),
    *("Help", "ImportExcel", "PropertySheet", "RefreshAll", "ReviewAcceptChange"),
    *("ProjectStatusReports", "ResolveConflict", "ReviewCombineRevisions", "ReviewCompareAndMerge"),
    *("ReviewSendForReview", "ReviewShowMarkupMenu", "SpellingAndGrammar"),
    *("TableInsertDialogWord", "Undo"),
}
"""Names that Office has built in, among those that a click gallery of imageMso names, which asks
Office for each picture, lists for Office 2010 and 2013 (christianjunk/ImageMso on GitHub); older ones read no customUI14."""
TAB_KEYS_OF_EXCEL = {"F", "H", "N", "JI", "P", "M", "A", "R", "W", "L", "X", "Y2", "Q"}
LABELS = {
    "方案": ["导入方案", "导入任务表"],
    "矩阵": ["校验", "修正", "刷新责任矩阵", "与原文比对"],
    "部门": ["拆分下发", "收集汇总", "报送情况", "处理冲突"],
    "公文": ["生成通知", "公文检查", "生成附表"],
    "系统": ["单位名录", "设置", "撤销上次操作", "体检", "帮助"],
}


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    return parts_of(workbook_bytes())


@pytest.fixture
def ribbon(parts: dict[str, bytes]) -> Any:
    return etree.fromstring(parts[PART])


def first(ribbon: Any, name: str) -> Any:
    return next(ribbon.iter(f"{UI}{name}"))


# ------------------------------------------------------------------ schema


def test_it_is_valid(ribbon: Any) -> None:
    assert SCHEMA.validate(ribbon), SCHEMA.error_log


MUTATIONS: dict[str, Callable[[Any], object]] = {
    "unknown attribute": lambda r: first(r, "button").set("tooltip", "导入"),
    "a tab has no screen tip": lambda r: first(r, "tab").set("screentip", "责任矩阵"),
    "wrong size": lambda r: first(r, "button").set("size", "huge"),
    "same id twice": lambda r: first(r, "button").set("id", first(r, "group").get("id")),
    "id begins with a digit": lambda r: first(r, "button").set("id", "1st"),
    "id with a blank": lambda r: first(r, "button").set("id", "ok button"),
    "no id": lambda r: first(r, "button").attrib.pop("id"),
    "long key tip": lambda r: first(r, "button").set("keytip", "PLAN"),
    "blank in a key tip": lambda r: first(r, "button").set("keytip", "P L"),
    "long label": lambda r: first(r, "button").set("label", "长" * 1025),
    "empty label": lambda r: first(r, "button").set("label", ""),
    "long super tip": lambda r: first(r, "button").set("supertip", "长" * 1025),
    "picture with a file name": lambda r: first(r, "button").set("imageMso", "打开 文件"),
    "button outside a group": lambda r: first(r, "tab").append(first(r, "button")),
    "empty group": lambda r: first(r, "group").clear(),
    "no boolean": lambda r: first(r, "ribbon").set("startFromScratch", "no"),
    "markup of 2006": lambda r: setattr(
        r, "tag", "{http://schemas.microsoft.com/office/2006/01/customui}customUI"
    ),
}


@pytest.mark.parametrize("mutate", MUTATIONS.values(), ids=MUTATIONS)
def test_the_schema_sees_a_mistake(ribbon: Any, mutate: Callable[[Any], object]) -> None:
    mutate(ribbon)
    assert not SCHEMA.validate(ribbon)


def test_the_longest_texts_are_allowed(ribbon: Any) -> None:
    first(ribbon, "button").set("supertip", "长" * 1024)
    first(ribbon, "button").set("keytip", "PLA")
    assert SCHEMA.validate(ribbon), SCHEMA.error_log


def test_special_characters_are_escaped() -> None:
    odd = replace(BUTTONS[0], label="A&B", tip='"<>"', help="'&amp;'")
    (button,) = etree.fromstring(ribbon_xml([odd])).iter(f"{UI}button")
    assert button.get("label") == "A&B"
    assert button.get("screentip") == '"<>"'
    assert button.get("supertip") == "'&amp;'"


# ------------------------------------------------------------------ the part in the file


def test_the_file_leads_to_the_part(parts: dict[str, bytes]) -> None:
    kind = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
    found = [each for each in relationships(parts)[""] if each.kind == kind]
    assert [(each.target, each.external) for each in found] == [(PART, False)]
    assert [name for name in parts if name.startswith("customUI/")] == [PART]


def test_the_standard_ribbon_stays(ribbon: Any) -> None:
    assert first(ribbon, "ribbon").get("startFromScratch") == "false"
    assert first(ribbon, "tab").get("insertAfterMso") == "TabHome"


# ------------------------------------------------------------------ texts and keys


def test_the_labels_are_those_of_the_buttons_she_knows(ribbon: Any) -> None:
    (tab,) = ribbon.iter(f"{UI}tab")
    assert tab.get("label") == "责任矩阵"
    found = {group.get("label"): [button.get("label") for button in group] for group in tab}
    assert found == LABELS


def test_every_button_explains_itself(ribbon: Any) -> None:
    for button in ribbon.iter(f"{UI}button"):
        assert button.get("screentip")
        assert button.get("supertip").endswith("。")
        assert button.get("screentip") != button.get("label")


def test_no_key_tip_is_the_beginning_of_another(ribbon: Any) -> None:
    keys = [button.get("keytip") for button in ribbon.iter(f"{UI}button")]
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]{0,2}", key) for key in keys)
    assert not [pair for pair in permutations(keys, 2) if pair[0].startswith(pair[1])]


def test_the_tab_takes_no_key_of_excel(ribbon: Any) -> None:
    key = first(ribbon, "tab").get("keytip")
    assert not [
        other for other in TAB_KEYS_OF_EXCEL if key.startswith(other) or other.startswith(key)
    ]


def test_every_picture_is_built_into_office(ribbon: Any) -> None:
    used = [button.get("imageMso") for button in ribbon.iter(f"{UI}button")]
    assert set(used) <= PICTURES
    assert len(set(used)) == len(used)


# ------------------------------------------------------------------ callbacks


def test_every_action_is_a_sub_that_takes_the_control(ribbon: Any, parts: dict[str, bytes]) -> None:
    source = read_modules(parts["xl/vbaProject.bin"])["OfficeKitButtons.bas"]
    subs = re.findall(r"^Public Sub (\w+)\(control As Object\)\r$", source, re.MULTILINE)
    actions = [button.get("onAction") for button in ribbon.iter(f"{UI}button")]
    assert actions == subs
    assert len(set(actions)) == len(BUTTONS)


def test_nothing_is_asked_of_vba_while_the_ribbon_is_drawn(ribbon: Any) -> None:
    asking = [name for each in ribbon.iter() for name in each.attrib if name.startswith("get")]
    assert asking == []
    assert not ribbon.attrib


# ------------------------------------------------------------------ groups


def test_a_group_without_buttons_is_left_out() -> None:
    groups = (*GROUPS[:2], Group("mail", "邮件"), *GROUPS[2:])
    tree = etree.fromstring(ribbon_xml(groups=groups))
    labels = [group.get("label") for group in tree.iter(f"{UI}group")]
    assert labels == ["方案", "矩阵", "部门", "公文", "系统"]


def test_a_new_button_makes_its_group_appear_in_its_place() -> None:
    groups = (*GROUPS[:2], Group("mail", "邮件"), *GROUPS[2:])
    send = Button("send", "mail", "发送", "FileOpen", "发给部门", "每个单位一封。", "F")
    tree = etree.fromstring(ribbon_xml((*BUTTONS, send), groups))
    labels = [group.get("label") for group in tree.iter(f"{UI}group")]
    assert labels == ["方案", "矩阵", "邮件", "部门", "公文", "系统"]
    assert SCHEMA.validate(tree), SCHEMA.error_log


def test_every_button_belongs_to_a_group() -> None:
    assert {button.group for button in BUTTONS} == {group.name for group in GROUPS}
