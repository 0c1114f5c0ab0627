from __future__ import annotations

import errno
from pathlib import Path
from typing import BinaryIO

import pytest

from officekit.errors import OutputExistsError, OutputNotWritableError
from officekit.writing.atomic import atomic_output


def test_the_output_stands_only_when_the_block_has_ended(tmp_path: Path) -> None:
    path = tmp_path / "出.xlsx"
    with atomic_output(path) as stream:
        stream.write(b"abc")
        assert not path.exists()
    assert path.read_bytes() == b"abc"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_the_former_output_and_no_rubbish(tmp_path: Path) -> None:
    path = tmp_path / "出.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(ValueError, match="half"), atomic_output(path, overwrite=True) as stream:
        _write_half(stream)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def _write_half(stream: BinaryIO) -> None:
    stream.write(b"half")
    raise ValueError("half")


def test_an_existing_file_is_not_overwritten_unasked(tmp_path: Path) -> None:
    path = tmp_path / "出.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(OutputExistsError, match="已经存在"), atomic_output(path):
        pass
    with atomic_output(path, overwrite=True) as stream:
        stream.write(b"new")
    assert path.read_bytes() == b"new"


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "出.xlsx"
    with pytest.raises(OutputExistsError), atomic_output(path):
        path.write_bytes(b"other")
    assert path.read_bytes() == b"other"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    path = tmp_path / "没有" / "出.xlsx"
    with pytest.raises(OutputNotWritableError, match="不存在"), atomic_output(path):
        pass


def test_a_folder_is_no_output(tmp_path: Path) -> None:
    with pytest.raises(OutputNotWritableError, match="文件夹"), atomic_output(tmp_path):
        pass


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(errno.EACCES, "denied"), "正在 Excel"),
        (OSError(errno.ENOSPC, "full"), "磁盘空间不足"),
        (OSError(errno.EROFS, "read-only"), "只读"),
        (OSError(errno.EIO, "I/O"), "无法写入"),
    ],
)
def test_faults_while_renaming_are_explained(
    error: OSError, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(Path, "replace", fail)
    path = tmp_path / "出.xlsx"
    with pytest.raises(OutputNotWritableError, match=words) as caught, atomic_output(path) as out:
        out.write(b"abc")
    assert caught.value.hint
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_too_long_is_explained(tmp_path: Path) -> None:
    path = tmp_path / ("长" * 200 + ".xlsx")
    with pytest.raises(OutputNotWritableError, match="太长"), atomic_output(path):
        pass
