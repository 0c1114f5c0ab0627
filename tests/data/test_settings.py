"""Remembered choices survive damage, odd names and folders that can't be written to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officekit.data.settings import FILE_NAME, load_settings, save_setting


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    home = tmp_path / "还没有" / "officekit"
    save_setting(home, "menu_folder", "D:\\青禾区 方案")
    save_setting(home, "other", "甲")
    save_setting(home, "menu_folder", "E:\\")
    assert load_settings(home) == {"menu_folder": "E:\\", "other": "甲"}
    assert [path.name for path in home.iterdir()] == [FILE_NAME]


def test_chinese_can_be_read_in_the_file(tmp_path: Path) -> None:
    save_setting(tmp_path, "menu_folder", "青禾区")
    assert "青禾区" in (tmp_path / FILE_NAME).read_text(encoding="utf-8")


def test_there_is_nothing_where_there_is_no_file(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "没有") == {}
    assert load_settings(tmp_path) == {}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[1]", b"\xff\xfe\x00", "甲".encode("gbk"), b"[" * 200_000, b"null"]
)
def test_a_damaged_file_counts_as_empty_and_is_kept(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    assert load_settings(tmp_path) == {}
    assert (tmp_path / "settings.json.bad").read_bytes() == content
    save_setting(tmp_path, "a", "b")
    assert load_settings(tmp_path) == {"a": "b"}
    assert (tmp_path / "settings.json.bad").read_bytes() == content


def test_values_of_other_kinds_are_not_shown_but_kept(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes('\ufeff{"count": 3, "a": "b"}'.encode())
    assert load_settings(tmp_path) == {"a": "b"}
    save_setting(tmp_path, "c", "d")
    data = json.loads((tmp_path / FILE_NAME).read_text(encoding="utf-8"))
    assert data == {"count": 3, "a": "b", "c": "d"}


def test_a_home_that_is_a_file_is_borne(tmp_path: Path) -> None:
    home = tmp_path / "文件"
    home.write_text("x", encoding="utf-8")
    save_setting(home, "a", "b")
    assert load_settings(home) == {}
    assert home.read_text(encoding="utf-8") == "x"


def test_a_read_only_home_is_borne(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_setting(tmp_path, "a", "b")

    def refuse(*_: object) -> int:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    save_setting(tmp_path, "a", "c")
    assert load_settings(tmp_path) == {"a": "b"}
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_a_file_that_is_open_elsewhere_leaves_no_rubbish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_setting(tmp_path, "a", "b")

    def refuse(*_: object) -> Path:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", refuse)
    save_setting(tmp_path, "a", "c")
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


@given(st.dictionaries(st.text(), st.text(st.characters()), max_size=4))
def test_any_text_survives(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, str]
) -> None:
    home = tmp_path_factory.mktemp("home")
    for key, value in values.items():
        save_setting(home, key, value)
    assert load_settings(home) == values
