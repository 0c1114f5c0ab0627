"""The VBA module of the functions in cells, and what Excel is told of them."""

from __future__ import annotations

import inspect
import logging
import re
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlwings as xw

from officekit.excel import udfs
from officekit.excel.buttons import BUTTONS
from officekit.excel.udf_help import ARGUMENTS, LONGEST_HELP, describe, description
from officekit.excel.udf_wrapper import MODULE_NAME, UDF_MODULE, declared_functions, wrapper_source

STAND_INS = ("pythoncom", "pywintypes", "win32com", "win32com.client", "xlwings.udfs")
NAMES = {
    "OK_LEAD": ["text"],
    "OK_SUPPORT": ["text"],
    "OK_UNIT": ["name", "registry"],
    "OK_UNIT_LIKE": ["name", "registry", "count"],
    "OK_TARGETS": ["text"],
    "OK_DEADLINE": ["text", "year"],
    "OK_CHECK": ["row", "headings", "registry"],
}


class _Project:
    """The VBA project of a workbook, into which xlwings imports a file."""

    def __init__(self) -> None:
        self.imported = ""

    @property
    def VBComponents(self) -> Any:  # noqa: N802 - the name in Excel
        return self

    def __call__(self, name: str) -> str:
        return name

    def Remove(self, name: str) -> None:  # noqa: N802 - the name in Excel
        assert name == MODULE_NAME

    def Import(self, path: str) -> None:  # noqa: N802 - the name in Excel
        self.imported = Path(path).read_text(encoding="ascii")


def test_it_is_what_import_functions_would_write() -> None:
    project, told = _Project(), []
    application = SimpleNamespace(
        Version="16.0", MacroOptions=lambda name, **options: told.append((name, options))
    )
    book = SimpleNamespace(Name="officekit.xlsm", VBProject=project, Application=application)
    with declared_functions() as (generator, functions):
        generator.udf_modules[UDF_MODULE] = {"module": functions, "filetime": None}
        generator.logger.addHandler(logging.NullHandler())
        generator.import_udfs(UDF_MODULE, book)
    written = [line.rstrip() for line in project.imported.splitlines() if line.strip()]
    assert written == [line for line in wrapper_source().splitlines() if line]
    assert {name for name, _ in told} == {f"'officekit.xlsm'!{name}" for name in NAMES}


def test_every_function_stands_in_it_with_its_arguments() -> None:
    source = wrapper_source()
    found = {
        match["name"]: re.sub(r"Optional ", "", match["arguments"]).split(", ")
        for match in re.finditer(
            r"^Function (?P<name>\w+)\((?P<arguments>.*)\)$", source, re.MULTILINE
        )
    }
    assert found == NAMES
    for name in NAMES:
        assert f'XLPy.CallUDF("{UDF_MODULE}", "{name}", Array(' in source
    assert source.count("End Function") == len(NAMES)


def test_only_what_may_be_left_out_is_optional() -> None:
    optional = set(re.findall(r"Optional (\w+)", wrapper_source()))
    assert optional == {"count", "year", "headings", "registry"}
    assert "Function OK_UNIT(name, registry)" in wrapper_source()


def test_it_is_ascii_with_line_feeds_that_any_writer_can_turn_into_crlf() -> None:
    source = wrapper_source()
    assert source.isascii()
    assert "\r" not in source
    assert "\t" not in source
    assert source.splitlines() == source.replace("\n", "\r\n").splitlines()
    assert source.endswith("End Function\n")
    assert max(map(len, source.splitlines())) < 1024


def test_it_names_its_module_and_is_the_same_every_time() -> None:
    assert wrapper_source().startswith(f'Attribute VB_Name = "{MODULE_NAME}"\n')
    assert wrapper_source() == wrapper_source()


def test_no_function_has_the_name_of_a_button() -> None:
    subs = {name.lower() for button in BUTTONS for name in (button.sub, button.callback)}
    assert subs.isdisjoint(name.lower() for name in NAMES)


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows the real modules stay")
def test_nothing_stays_behind() -> None:
    before = {name: sys.modules.get(name) for name in STAND_INS}
    decorators = (xw.func, xw.arg, xw.ret)
    wrapper_source()
    assert {name: sys.modules.get(name) for name in STAND_INS} == before
    assert (xw.func, xw.arg, xw.ret) == decorators
    assert not hasattr(xw, "udfs")
    assert not hasattr(udfs.OK_LEAD, "__xlfunc__")
    assert sys.modules[UDF_MODULE] is udfs


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows the real modules stay")
def test_nothing_stays_behind_when_something_breaks() -> None:
    before = {name: sys.modules.get(name) for name in STAND_INS}
    with pytest.raises(ZeroDivisionError), declared_functions():
        _ = 1 // 0
    assert {name: sys.modules.get(name) for name in STAND_INS} == before
    assert not hasattr(xw, "udfs")


# ------------------------------------------------------------------ help


def test_every_argument_has_its_help_in_order() -> None:
    assert {name: list(arguments) for name, arguments in ARGUMENTS.items()} == NAMES
    for name, arguments in NAMES.items():
        assert list(inspect.signature(getattr(udfs, name)).parameters) == arguments


def test_all_help_is_chinese_and_fits_the_wizard() -> None:
    texts = [text for arguments in ARGUMENTS.values() for text in arguments.values()]
    texts += [description(name) for name in NAMES]
    for text in texts:
        assert 0 < len(text) <= LONGEST_HELP
        assert re.search(r"[\u4e00-\u9fff]", text)
        assert text.endswith("。")
        assert "\n" not in text


class _Excel:
    """An Excel that notes what it is told, and refuses some of it."""

    def __init__(self, *refused: str) -> None:
        self.told: dict[str, dict[str, Any]] = {}
        self.refused = refused

    @property
    def api(self) -> Any:
        return self

    def MacroOptions(self, **options: Any) -> None:  # noqa: N802 - the name in Excel
        if options["Macro"] in self.refused:
            raise AttributeError("Excel is busy")
        self.told[options["Macro"]] = options


def test_excel_is_told_the_help_of_every_function() -> None:
    excel: Any = _Excel()
    describe(excel)
    assert set(excel.told) == set(NAMES)
    told = excel.told["OK_DEADLINE"]
    assert told["Category"] == "officekit"
    assert told["Description"].startswith("算出文字里的完成时限是哪一天")
    assert len(told["ArgumentDescriptions"]) == 2
    assert "年度" in told["ArgumentDescriptions"][1]


def test_the_workbook_can_be_named() -> None:
    excel: Any = _Excel()
    describe(excel, "矩阵'1'.xlsm")
    assert "'矩阵''1''.xlsm'!OK_LEAD" in excel.told


def test_what_excel_refuses_does_not_stop_the_rest() -> None:
    excel: Any = _Excel("OK_LEAD")
    describe(excel)
    assert set(excel.told) == set(NAMES) - {"OK_LEAD"}


def test_other_faults_are_not_hidden() -> None:
    broken: Any = SimpleNamespace(api=SimpleNamespace(MacroOptions=lambda: None))
    with pytest.raises(TypeError):
        describe(broken)
