"""Names of dropped files in the command line of cmd."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officekit.cli import dropped
from officekit.cli.dropped import dropped_files

START = 'C:\\WINDOWS\\system32\\cmd.exe /c ""C:\\Users\\张 三\\officekit\\officekit.bat" '


@pytest.mark.parametrize(
    ("names", "files"),
    [
        (r'C:\方案.docx"', [r"C:\方案.docx"]),
        (r'"C:\方案 (1).docx"" ', [r"C:\方案 (1).docx"]),
        (
            r'C:\甲&乙.docx "C:\丙 丁.docx" C:\戊.txt"',
            [r"C:\甲&乙.docx", r"C:\丙 丁.docx", r"C:\戊.txt"],
        ),
        (r'C:\^a!b%TEMP%(c).docx"', [r"C:\^a!b%TEMP%(c).docx"]),
        (r'C:\a=b;c,d.docx"', [r"C:\a=b;c,d.docx"]),
        ('C:\\全角\u3000空格.docx"', ["C:\\全角\u3000空格.docx"]),
        (r'\\server\共享\方案.docx"', [r"\\server\共享\方案.docx"]),
        (r'C:\officekit.bat"', [r"C:\officekit.bat"]),
        (r'"D:\各单位 报送" D:\责任矩阵.xlsx"', [r"D:\各单位 报送", r"D:\责任矩阵.xlsx"]),
        ('"', []),
        (" ", []),
    ],
)
def test_names_are_taken_as_explorer_gave_them(names: str, files: list[str]) -> None:
    assert dropped_files(START + names) == files


def test_a_folder_whose_name_begins_like_the_launcher_is_no_launcher() -> None:
    line = 'cmd /c ""C:\\officekit.bat 备份\\officekit.bat" C:\\a.docx"'
    assert dropped_files(line.replace(".bat 备份", ".bat-备份")) == ["C:\\a.docx"]


def test_a_launcher_without_quotes_is_found() -> None:
    assert dropped_files(r"cmd /c OfficeKit.BAT C:\a.docx") == [r"C:\a.docx"]


@pytest.mark.parametrize("line", ["", "cmd.exe", r"cmd /c other.bat C:\a.docx"])
def test_another_command_line_has_no_files(line: str) -> None:
    assert dropped_files(line) == []


@given(
    st.lists(
        st.text(
            st.characters(exclude_categories=["Cc", "Cs"], exclude_characters='"\\/:*?<>|'),
            min_size=1,
        ).map(lambda name: f"C:\\{name.strip(' ')}x.docx")
    )
)
def test_what_explorer_writes_is_read_back(names: list[str]) -> None:
    line = " ".join(f'"{name}"' if " " in name else name for name in names)
    assert dropped_files(f'{START}{line}"') == names


def test_the_example_in_the_docstring_holds() -> None:
    assert doctest.testmod(dropped).failed == 0
