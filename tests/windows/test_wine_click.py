"""A click on code page 936: the exact command line of ``xlwings.bas`` for every button."""

from __future__ import annotations

import ast
import re
from pathlib import PureWindowsPath

import pytest

from officekit.excel.buttons import BUTTONS
from tests.windows.clicks import WORKBOOK, click
from tests.windows.installation import Installation
from tests.windows.run_python_line import EXCEL

pytestmark = pytest.mark.wine

HARD_PATHS = (
    PureWindowsPath("C:\\工作 簿\\责任矩阵.xlsm"),
    PureWindowsPath("C:\\住建 & 交通\\责任矩阵 & 附件.xlsm"),
    PureWindowsPath("C:\\o'neil 的文件\\it's 责任矩阵.xlsm"),
    PureWindowsPath("C:\\完成率100%（终稿）\\责任矩阵(1)新.xlsm"),
)


def path_handed_over(statement: str) -> str:
    """The workbook's path, as the argument of ``prepare_sys_path`` names it."""
    call = re.search(r"prepare_sys_path\((.*?)\); ", statement)
    assert call, statement
    switch, path, same = str(ast.literal_eval(call[1])).split(";")[:3]
    assert switch == "False"
    assert path == same
    return path


def test_every_button_arrives_at_click_with_its_name(installation: Installation) -> None:
    clicks = click(installation, [(each.command, WORKBOOK) for each in BUTTONS], stand_in=True)

    assert [each.code for each in clicks] == [0] * len(BUTTONS), clicks
    assert [each.record["name"] for each in clicks] == [each.name for each in BUTTONS]
    assert {each.log for each in clicks} == {b""}
    for each in clicks:
        assert PureWindowsPath(each.record["folder"]) == installation.interpreter.parent
        assert PureWindowsPath(each.record["module"]).is_relative_to(installation.root)
        assert each.record["arguments"] == [
            "-c",
            "--wb=责任矩阵.xlsm",
            "--from_xl=1",
            f"--app={EXCEL}",
            "--hwnd=65792",
        ]


def test_hard_paths_of_the_workbook_arrive_whole(installation: Installation) -> None:
    command = BUTTONS[0].command

    clicks = click(installation, [(command, path) for path in HARD_PATHS], stand_in=True)

    assert [each.code for each in clicks] == [0] * len(HARD_PATHS), clicks
    found = [path_handed_over(each.record["statement"]) for each in clicks]
    assert found == [str(path) for path in HARD_PATHS]
    names = [each.record["arguments"][1] for each in clicks]
    assert names == [f"--wb={path.name}" for path in HARD_PATHS]


def test_without_excel_every_button_tells_it_in_chinese_and_names_a_log(
    own_installation: Installation,
) -> None:
    installation = own_installation

    clicks = click(installation, [(each.command, WORKBOOK) for each in BUTTONS])

    for each in clicks:
        text = each.log.decode("cp936")
        assert each.code == 1, text
        assert "请" in text
        assert "Traceback" not in text
        named = re.search(r"C:\\[^\n]*\.log", text)
        assert named, text
        path = PureWindowsPath(named[0])
        assert path.parent == installation.root / "logs"
        assert "xlwings" in installation.outside(path).read_text(encoding="utf-8")
