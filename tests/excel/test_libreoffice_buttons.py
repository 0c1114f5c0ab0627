"""The shipped workbook in LibreOffice: its buttons press the Subs, the Subs hand over commands.

The module ``xlwings`` is swapped for a stub that notes what it is to run. What LibreOffice's Basic
has noted is then run here, with the workbook open in the double of Excel.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from officekit.excel import macros
from officekit.excel.buttons import BUTTONS, Button
from officekit.excel.macros import Outcome
from tests.excel.clerk import PLAN, SHIPPED, Clerk
from tests.libreoffice import convert

pytestmark = pytest.mark.libreoffice

ROOT = Path(__file__).resolve().parents[2]
STUB = """Attribute VB_Name = "xlwings"
Option VBASupport 1
Public Function RunPython(PythonCommand As String)
    Dim number As Integer
    number = FreeFile
    Open "{}" For Append As #number
    Print #number, PythonCommand
    Close #number
End Function
"""
STEPS = ["导入方案", "校验", "修正", "刷新责任矩阵", "与原文比对"]
TOOLS = [
    *("导入任务表", "生成通知", "公文检查", "生成附表"),
    *("拆分下发", "收集汇总", "报送情况", "处理冲突"),
    *("单位名录", "设置", "撤销上次操作", "体检", "帮助"),
]
SECONDS = 120


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What LibreOffice shows, and the commands in the order in which they were handed over."""
    folder = tmp_path_factory.mktemp("office")
    book, log = folder / "book.xlsm", folder / "log.txt"
    book.write_bytes(SHIPPED.read_bytes())
    task = {
        "workbook": str(book),
        "sheet": "开始",
        "cells": ["E5:E9", "C15:C17"],
        "replaced": {"xlwings": STUB.format(log)},
        "callbacks": [f"OfficeKitButtons.{button.callback}" for button in BUTTONS],
    }
    done = subprocess.run(
        ["/usr/bin/python3", "-m", "tests.excel.uno_buttons"],
        input=json.dumps(task),
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    answer["log"] = log.read_text(encoding="ascii").splitlines()
    return answer


# ------------------------------------------------------------------ what LibreOffice shows


def test_the_sheets_have_their_code_names(seen: dict[str, Any]) -> None:
    names = ["开始", "责任清单", "责任矩阵", "问题清单", "单位名录", "设置", "修改记录"]
    names += ["报送情况", "报送冲突", "_officekit", "xlwings.conf"]
    assert seen["sheets"] == [[name, f"Sheet{i}"] for i, name in enumerate(names, start=1)]


def test_the_modules_are_loaded(seen: dict[str, Any]) -> None:
    sheets = {f"Sheet{number}" for number in range(1, 12)}
    assert set(seen["modules"]) == {
        *("ThisWorkbook", "OfficeKitButtons", "xlwings", "xlwings_udfs"),
        *sheets,
    }


def test_every_button_stands_on_the_page_with_its_caption(seen: dict[str, Any]) -> None:
    assert [button["caption"] for button in seen["buttons"]] == STEPS + TOOLS


def test_every_button_is_bound_to_its_sub(seen: dict[str, Any]) -> None:
    subs = {button.label: button.sub for button in BUTTONS}
    assert {button["caption"]: button["scripts"] for button in seen["buttons"]} == {
        label: [
            f"vnd.sun.star.script:VBAProject.OfficeKitButtons.{sub}?language=Basic&location=document"
        ]
        for label, sub in subs.items()
    }


def test_every_button_stands_inside_a_cell(seen: dict[str, Any]) -> None:
    cells = {button["caption"]: button["cells"] for button in seen["buttons"]}
    assert {label: cells[label] for label in STEPS} == {
        label: [f"C{row}", f"C{row}"] for row, label in enumerate(STEPS, start=5)
    }
    for label in TOOLS:
        first, last = cells[label]
        assert first == last
        assert first.endswith("12")


def test_the_state_of_a_new_workbook_is_calculated(seen: dict[str, Any]) -> None:
    steps, state = seen["calculated"]
    assert [line[0] for line in steps] == [
        *("还没有任务", "还没有校验", "还没有修改", "还没有单位", "还没有比对")
    ]
    assert [line[0] for line in state] == ["还没有任务", "还没有单位", "还没有校验"]


def test_the_page_is_printed_on_one_sheet_of_paper(tmp_path: Path) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(convert(SHIPPED, "pdf", tmp_path))
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    (page,) = (text for text in pages if "最近一次操作" in text)
    for text in (*STEPS, *TOOLS, "做什么", "相关"):
        assert text in page


# ------------------------------------------------------------------ what is handed over


def test_pressing_a_button_hands_over_its_command(seen: dict[str, Any]) -> None:
    commands = {button.label: button.command for button in BUTTONS}
    pressed = seen["log"][: len(BUTTONS)]
    assert pressed == [commands[label] for label in STEPS + TOOLS]


def test_the_ribbon_hands_over_the_same_commands(seen: dict[str, Any]) -> None:
    assert seen["log"][len(BUTTONS) :] == [button.command for button in BUTTONS]


def handed_over(seen: dict[str, Any], button: Button) -> str:
    """The very line that Basic has noted for a button."""
    place = (STEPS + TOOLS).index(button.label)
    line: str = seen["log"][place]
    return line


@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button.name)
def test_the_command_arrives_in_the_macro(
    seen: dict[str, Any], clerk: Clerk, monkeypatch: pytest.MonkeyPatch, button: Button
) -> None:
    arrived = []
    for each in BUTTONS:

        def record(book: Any, name: str = each.name) -> Outcome:
            arrived.append((name, book.name))
            return Outcome(f"做完了：{name}")

        monkeypatch.setattr(macros, each.name, record)
    clerk.book.set_mock_caller()
    exec(handed_over(seen, button), {})  # noqa: S102 -- what LibreOffice's Basic handed over
    assert arrived == [(button.name, "责任矩阵.xlsm")]
    assert [alert.prompt for alert in clerk.excel.alerts] == [f"做完了：{button.name}"]
    assert clerk.sheet("开始").range("C22").value == f"做完了：{button.name}"


def test_the_first_step_imports_a_plan(seen: dict[str, Any], clerk: Clerk) -> None:
    clerk.excel.dialogs.answer_files([PLAN])
    clerk.book.set_mock_caller()
    exec(handed_over(seen, BUTTONS[0]), {})  # noqa: S102 -- as above
    assert "43项任务" in clerk.excel.alerts[-1].prompt
    assert clerk.sheet("责任清单").range("A46").value is not None
    assert clerk.sheet("责任清单").range("A47").value is None


def test_the_button_of_the_settings_shows_them(seen: dict[str, Any], clerk: Clerk) -> None:
    (settings,) = (button for button in BUTTONS if button.label == "设置")
    clerk.book.set_mock_caller()
    exec(handed_over(seen, settings), {})  # noqa: S102 -- as above
    assert clerk.book.sheets.active.name == "设置"
