"""What a clerk types or drags into the menu's window."""

from __future__ import annotations

from pathlib import Path

import pytest

from officekit.cli.menu_console import display_width, padded, paths_in, plain_word


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with files of awkward names; it is the current one."""
    for name in ("方案.docx", "甲 乙.docx", "it's.docx", "a&b ^c!%TEMP%(1).docx"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("方案.docx", ["方案.docx"]),
        ("  方案.docx  ", ["方案.docx"]),
        ('"方案.docx"', ["方案.docx"]),
        ("“甲 乙.docx”", ["甲 乙.docx"]),
        ("甲 乙.docx", ["甲 乙.docx"]),
        ("\u202a方案.docx", ["方案.docx"]),
        ("\ufeff方案.docx", ["方案.docx"]),
        ("& '甲 乙.docx'", ["甲 乙.docx"]),
        ("& 'it''s.docx'", ["it's.docx"]),
        ("'甲 乙.docx' ", ["甲 乙.docx"]),
        ("'it'\\''s.docx'", ["it's.docx"]),
        ("甲\\ 乙.docx", ["甲 乙.docx"]),
        ("it's.docx", ["it's.docx"]),
        ("a&b ^c!%TEMP%(1).docx", ["a&b ^c!%TEMP%(1).docx"]),
        ('"a&b ^c!%TEMP%(1).docx"', ["a&b ^c!%TEMP%(1).docx"]),
        ('"甲 乙.docx" 方案.docx', ["甲 乙.docx", "方案.docx"]),
        ('"甲 乙.docx" "方案.docx"', ["甲 乙.docx", "方案.docx"]),
        ("'甲 乙.docx' 'it'\\''s.docx'", ["甲 乙.docx", "it's.docx"]),
        ("方案.docx it's.docx", ["方案.docx", "it's.docx"]),
        ("没有 这个.docx", ["没有 这个.docx"]),
        ("", []),
        ("   ", []),
        ('""', []),
        ("\x00", []),
    ],
)
def test_paths_are_found_in_a_line(folder: Path, typed: str, names: list[str]) -> None:
    assert folder.is_dir()
    assert paths_in(typed) == [Path(name) for name in names]


def test_a_file_address_becomes_a_path(folder: Path) -> None:
    path = folder / "甲 乙.docx"
    assert paths_in(path.as_uri()) == [path]
    assert paths_in(f"'{path.as_uri()}'") == [path]
    assert paths_in(f"{path.as_uri()} {path.as_uri()}") == [path, path]


def test_text_that_is_no_path_at_all_is_borne() -> None:
    for typed in ("x" * 5000, "'", '"', "& ", "file://[", "\ud800"):
        assert len(paths_in(typed)) <= 1


def test_full_width_digits_are_digits() -> None:
    assert plain_word(" １０　") == "10"
    assert plain_word("Ｑ") == "q"


def test_labels_are_padded_by_what_they_take_on_the_screen() -> None:
    assert display_width("校验ab“”") == 10
    assert padded("校验", 6) == "校验  "
    assert padded("刷新责任矩阵", 6) == "刷新责任矩阵"
