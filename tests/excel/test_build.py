"""The built workbook, part by part; the shipped one is what the build gives."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from vbalidator import precheck

from officekit import __version__
from officekit.excel.build import main, workbook_bytes
from officekit.excel.udf_wrapper import wrapper_source
from officekit.excel.vba_modules import workbook_modules
from officekit.excel.vba_project import ModuleKind
from tests.excel.vba_reader import open_strictly, read_modules
from tests.excel.xlsm_parts import (
    OFFICE,
    content_types,
    different,
    find,
    parts_of,
    relationships,
    xml,
)

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "workbooks" / "责任矩阵.xlsm"
STALE = "workbooks/责任矩阵.xlsm is not what the source gives: run python -m officekit.excel.build"
SHEETS = ["开始", "责任清单", "责任矩阵", "问题清单", "单位名录", "设置", "修改记录"]
SHEETS += ["报送情况", "报送冲突"]
HIDDEN = ["_officekit", "xlwings.conf"]
CODE_NAMES = [f"Sheet{number}" for number in range(1, 12)]
VBA_PART = "xl/vbaProject.bin"
RUN_TIME = """Attribute VB_Name = "xlwings"
Option Explicit

Public Function RunPython(PythonCommand As String)
    Debug.Print PythonCommand
End Function

Public Function XLPy() As Object
    Set XLPy = Nothing
End Function
"""


@pytest.fixture(scope="module")
def built() -> bytes:
    return workbook_bytes()


@pytest.fixture(scope="module")
def parts(built: bytes) -> dict[str, bytes]:
    return parts_of(built)


@pytest.fixture(scope="module")
def modules(parts: dict[str, bytes]) -> dict[str, str]:
    return read_modules(parts[VBA_PART])


# ------------------------------------------------------------------ the same every time


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC", "USER": "clerk"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "zh_CN.UTF-8", "TZ": "Asia/Shanghai", "USER": "文书"},
    ],
    ids=["C", "zh_CN"],
)
def test_another_process_gives_the_same_bytes(
    tmp_path: Path, built: bytes, surroundings: dict[str, str]
) -> None:
    path = tmp_path / "工作簿.xlsm"
    command = [sys.executable, "-m", "officekit.excel.build", str(path)]
    environment = {**os.environ, **surroundings, "PYTHONUTF8": "1"}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == ""
    assert path.name in done.stderr
    assert different(parts_of(path), parts_of(built)) == []
    assert path.read_bytes() == built


def test_the_shipped_workbook_is_the_built_one(parts: dict[str, bytes]) -> None:
    assert different(parts_of(SHIPPED), parts) == [], STALE


def test_parts_that_differ_are_named() -> None:
    one, other = {"a": b"1", "b": b"2", "c": b"3"}, {"a": b"1", "b": b"0", "d": b"4"}
    assert different(one, other) == ["b", "c", "d"]


def test_an_existing_workbook_is_built_over(tmp_path: Path, built: bytes) -> None:
    path = tmp_path / "旧.xlsm"
    path.write_bytes(b"old")
    assert main([str(path)]) == 0
    assert path.read_bytes() == built


def test_the_zip_holds_nothing_of_the_machine(built: bytes) -> None:
    with zipfile.ZipFile(BytesIO(built)) as file:
        entries = file.infolist()
        assert file.testzip() is None
    assert entries[0].filename == "[Content_Types].xml"
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.external_attr for entry in entries} == {0o600 << 16}
    assert all(not entry.extra and not entry.comment for entry in entries)
    names = [entry.filename for entry in entries]
    assert len(names) == len({name.lower() for name in names})


# ------------------------------------------------------------------ the package


def test_every_part_has_its_content_type(parts: dict[str, bytes]) -> None:
    types = content_types(parts)
    assert set(types) == set(parts)
    assert types["xl/workbook.xml"] == "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    assert types[VBA_PART] == "application/vnd.ms-office.vbaProject"
    assert types["customUI/customUI14.xml"] == "application/xml"
    named = {each.get("PartName") for each in xml(parts["[Content_Types].xml"])} - {None}
    assert {name.lstrip("/") for name in named} <= set(parts)


def test_every_relationship_leads_to_a_part(parts: dict[str, bytes]) -> None:
    reached = set()
    for source, leading in relationships(parts).items():
        assert source == "" or source in parts
        assert len({each.id for each in leading}) == len(leading)
        for each in leading:
            assert not each.external
            assert each.target in parts
            reached.add(each.target)
    rest = {name for name in parts if not name.endswith(".rels")}
    assert rest - reached == {"[Content_Types].xml"}


def test_the_workbook_has_one_vba_project(parts: dict[str, bytes]) -> None:
    kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    leading = relationships(parts)["xl/workbook.xml"]
    assert [each.target for each in leading if each.kind == kind] == [VBA_PART]
    documents = [e.target for e in relationships(parts)[""] if e.kind == f"{OFFICE}/officeDocument"]
    assert documents == ["xl/workbook.xml"]


def test_nothing_is_left_over(parts: dict[str, bytes]) -> None:
    names = " ".join(parts)
    for leftover in ("calcChain", "externalLink", "printerSettings", "comments", "connections"):
        assert leftover not in names


def test_nobody_and_no_folder_is_named(parts: dict[str, bytes]) -> None:
    for name, content in parts.items():
        if name != VBA_PART:
            text = content.decode("utf-8")
            assert not re.search(r"absPath|[A-Za-z]:\\|file:|/home/|/root|/Users/|/tmp/", text), (
                name
            )
    core = xml(parts["docProps/core.xml"])
    people = [each.text for each in core if each.tag.endswith(("creator", "lastModifiedBy"))]
    assert people == [None, None]


def test_the_only_date_is_the_fixed_one(parts: dict[str, bytes]) -> None:
    dates = re.findall(rb"\d{4}-\d\d-\d\dT[\d:]+Z?", b"".join(parts.values()))
    assert set(dates) == {b"2025-01-01T00:00:00Z"}


def test_the_versions_stand_in_the_custom_properties(parts: dict[str, bytes]) -> None:
    properties = {each.get("name"): each[0].text for each in xml(parts["docProps/custom.xml"])}
    assert properties == {"officekit版本": __version__, "xlwings版本": "0.37.8"}


# ------------------------------------------------------------------ the sheets


def test_the_sheets_stand_in_their_order(parts: dict[str, bytes], built: bytes) -> None:
    book = openpyxl.load_workbook(BytesIO(built))
    assert book.sheetnames == SHEETS + HIDDEN
    assert [sheet.sheet_state for sheet in book] == ["visible"] * 9 + ["veryHidden"] * 2
    assert book.active is book["开始"]
    selected = [
        name
        for name, content in parts.items()
        if name.startswith("xl/worksheets/sheet")
        and find(content, "//m:sheetView[@tabSelected='1']")
    ]
    assert selected == ["xl/worksheets/sheet1.xml"]


def test_the_code_names_are_those_of_the_document_modules(
    parts: dict[str, bytes], modules: dict[str, str]
) -> None:
    (workbook,) = find(parts["xl/workbook.xml"], "/m:workbook/m:workbookPr/@codeName")
    names = [
        find(parts[f"xl/worksheets/sheet{number}.xml"], "/m:worksheet/m:sheetPr/@codeName")
        for number in range(1, 12)
    ]
    assert [workbook, *names] == ["ThisWorkbook", *([name] for name in CODE_NAMES)]
    assert [file for file in modules if file.endswith(".cls")] == [
        "ThisWorkbook.cls",
        *(f"{name}.cls" for name in CODE_NAMES),
    ]


def test_xlwings_is_told_where_python_is(built: bytes) -> None:
    sheet = openpyxl.load_workbook(BytesIO(built))["xlwings.conf"]
    assert list(sheet.iter_rows(values_only=True)) == [
        ("INTERPRETER_WIN", r"%LOCALAPPDATA%\officekit\runtime\Scripts\python.exe"),
        ("ADD_WORKBOOK_TO_PYTHONPATH", "False"),
        ("USE UDF SERVER", "False"),
        ("SHOW CONSOLE", "False"),
    ]


def test_xlwings_looks_for_these_settings(modules: dict[str, str]) -> None:
    asked = set(re.findall(r'GetConfig\("([^"]+)"', modules["xlwings.bas"]))
    assert {"ADD_WORKBOOK_TO_PYTHONPATH", "USE UDF SERVER", "SHOW CONSOLE"} <= asked
    assert "INTERPRETER_WIN" in modules["xlwings.bas"]
    assert 'Const PROJECT_NAME As String = "xlwings"' in modules["xlwings.bas"]
    assert 'Sheets(PROJECT_NAME & ".conf")' in modules["xlwings.bas"]


def test_a_head_of_the_cross_table_shows_a_long_name(built: bytes) -> None:
    sheet = openpyxl.load_workbook(BytesIO(built))["责任矩阵"]
    assert sheet["C3"].alignment.textRotation == 255  # upright
    assert sheet.row_dimensions[3].height >= 11 * 10.5 * 1.45  # 青禾区住房和城乡建设局


# ------------------------------------------------------------------ the VBA


def test_the_container_is_strict(parts: dict[str, bytes]) -> None:
    with open_strictly(parts[VBA_PART]) as container:
        streams = {"/".join(path) for path in container.listdir()}
    modules = {"ThisWorkbook", *CODE_NAMES, "OfficeKitButtons", "xlwings", "xlwings_udfs"}
    assert streams == {
        "PROJECT",
        "PROJECTwm",
        "VBA/_VBA_PROJECT",
        "VBA/dir",
        *(f"VBA/{name}" for name in modules),
    }


def test_every_module_is_read_back(modules: dict[str, str]) -> None:
    expected = workbook_modules(CODE_NAMES, wrapper_source())
    assert list(modules) == [
        module.name + (".bas" if module.kind is ModuleKind.STANDARD else ".cls")
        for module in expected
    ]
    for module in expected:
        if module.kind is ModuleKind.STANDARD:
            assert modules[f"{module.name}.bas"] == module.code.replace("\n", "\r\n")
        else:
            lines = modules[f"{module.name}.cls"].splitlines()
            assert lines[0] == f'Attribute VB_Name = "{module.name}"'
            assert all(line.startswith("Attribute VB_") for line in lines)


def test_all_vba_is_ascii_with_crlf_and_short_lines(modules: dict[str, str]) -> None:
    for name, source in modules.items():
        assert source.isascii(), name
        lines = source.split("\r\n")
        assert not any("\r" in line or "\n" in line for line in lines), name
        assert lines[-1] == "", name
        assert max(map(len, lines)) <= 1023, name


def test_vbalidator_finds_nothing_in_our_modules(tmp_path: Path, modules: dict[str, str]) -> None:
    (tmp_path / "xlwings.bas").write_text(RUN_TIME, encoding="ascii")
    for name in ("OfficeKitButtons.bas", "xlwings_udfs.bas"):
        (tmp_path / name).write_text(modules[name], encoding="ascii", newline="")
    result = precheck(tmp_path, host="excel")
    assert result.files_scanned == 3
    # The generator of xlwings writes no Option Explicit.
    found = [(issue["file"], issue["line"], issue["rule_id"]) for issue in result.issues]
    assert found == [("xlwings_udfs.bas", 1, "VBA320")]
