"""Installing: first and second run, leftovers, and every way in which it can fail."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from installer import runtime
from installer.layout import interpreter
from installer.lock import only_one
from installer.telling import DONE, FAILED
from tests.installer.desk import Desk


def test_a_first_run_leaves_a_runtime_documents_and_a_record(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk.install() == DONE
    own = desk.places.own_documents
    put = sorted(path.relative_to(own).as_posix() for path in own.rglob("*") if path.is_file())
    assert put == ["使用手册.html", "公文模板/通知.docx", "示例/示例方案.txt", "责任矩阵.xlsm"]
    in_root = {path.name for path in desk.places.root.iterdir()}
    assert in_root == {
        "install.lock",
        "installed.json",
        "installer",
        "logs",
        "officekit.bat",
        "runtime",
        "uninstall.bat",
    }
    record = json.loads(desk.places.manifest.read_text("utf-8"))
    assert record["version"] == "0.1.0"
    assert record["documents"][str(desk.workbook)] == (
        "a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1b84cd99541461a08e"  # of b"first"
    )
    said = capsys.readouterr().out
    assert "officekit 0.1.0 已经装好。" in said
    assert str(own) in said


def test_pip_is_asked_for_the_wheel_in_the_bundle_and_for_no_network(desk: Desk) -> None:
    desk.install()
    asked = next(line for line in desk.calls.read_text("utf-8").splitlines() if "install" in line)
    assert "--no-index --isolated" in asked
    assert asked.endswith("officekit[excel]==0.1.0")
    assert f"{desk.bundle}/wheelhouse/pip-25.0-py3-none-any.whl/pip install" in asked


def test_doctor_runs_at_the_end(desk: Desk) -> None:
    desk.install()
    assert desk.calls.read_text("utf-8").splitlines()[-1] == "-m officekit doctor"


def test_shortcuts_that_can_not_be_made_are_only_a_warning(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk.install() == DONE
    assert "桌面快捷方式“责任矩阵”没有建成，不影响使用。" in capsys.readouterr().out


def test_a_second_run_changes_nothing_but_the_runtime(desk: Desk) -> None:
    desk.install()
    (desk.places.runtime / "old").touch()
    before = sorted(desk.places.own_documents.rglob("*"))
    assert desk.install() == DONE
    assert sorted(desk.places.own_documents.rglob("*")) == before
    assert not (desk.places.runtime / "old").exists()
    assert not desk.places.old_runtime.exists()


def test_leftovers_of_a_half_finished_run_are_cleared(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.install()
    desk.places.new_runtime.mkdir()
    desk.places.old_runtime.mkdir()
    (desk.places.root / "runtime.gone").mkdir()
    assert desk.install() == DONE
    assert "上次安装没有完成，已经清理" in capsys.readouterr().out
    assert [path.name for path in desk.places.root.glob("runtime*")] == ["runtime"]


def test_a_runtime_that_was_set_aside_is_put_back_before_anything_else(desk: Desk) -> None:
    desk.install()
    desk.places.runtime.rename(desk.places.old_runtime)
    desk.pip_code = 1
    assert desk.install() == FAILED
    assert interpreter(desk.places.runtime).exists()
    assert [path.name for path in desk.places.root.glob("runtime*")] == ["runtime"]


FAILURES = [
    (
        "ERROR: No matching distribution found for lxml>=5.3",
        "离线安装包里缺少适合这个 Python 版本的程序包",
    ),
    ("OSError: [Errno 28] No space left on device", "磁盘空间不足"),
    ("Something else", "安装程序包没有成功"),
]


@pytest.mark.parametrize(("pip_says", "message"), FAILURES)
def test_where_pip_fails_the_earlier_runtime_stays_and_the_reason_is_told(
    desk: Desk, capsys: pytest.CaptureFixture[str], pip_says: str, message: str
) -> None:
    desk.install()
    (desk.places.runtime / "earlier").touch()
    desk.pip_says, desk.pip_code = pip_says, 1
    desk.release("0.2.0", b"second")
    assert desk.install() == FAILED
    assert (desk.places.runtime / "earlier").exists()
    assert not desk.places.new_runtime.exists()
    assert desk.workbook.read_bytes() == b"first"
    said = capsys.readouterr().out
    assert f"出错：{message}" in said
    assert "建议：" in said
    assert "日志：" in said
    assert "Traceback" not in said
    assert pip_says in desk.logged()


def test_without_a_network_the_offline_bundle_is_recommended(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(desk.bundle / "wheelhouse")
    (desk.bundle / "pyproject.toml").touch()
    desk.pip_says, desk.pip_code = "NewConnectionError: Failed to establish a new connection", 1
    assert desk.install() == FAILED
    said = capsys.readouterr().out
    assert "出错：下载程序包没有成功" in said
    assert "请改用离线安装包" in said


def test_a_runtime_that_does_not_start_never_takes_the_place_of_the_earlier_one(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.install()
    (desk.places.runtime / "earlier").touch()
    desk.run_code = 1
    assert desk.install() == FAILED
    assert (desk.places.runtime / "earlier").exists()
    assert "杀毒软件" in capsys.readouterr().out


def test_too_little_room_is_told_before_anything_changes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    usage = shutil.disk_usage("/")._replace(free=100 * 2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    assert desk.install() == FAILED
    assert "只剩 100 MB，安装需要 400 MB。" in capsys.readouterr().out
    assert not desk.places.root.exists()


def test_a_folder_that_can_not_be_written_is_told_before_anything_changes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.places.documents.mkdir(parents=True)

    def refuse(dir: Path) -> object:  # noqa: A002 - the name of tempfile's argument
        if dir == desk.places.documents:
            raise PermissionError(errno.EACCES, "denied")
        return open(os.devnull, "rb")  # noqa: PTH123 - closed by the caller

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    assert desk.install() == FAILED
    assert f"“{desk.places.own_documents}”不能写入。" in capsys.readouterr().out
    assert not desk.places.root.exists()


def test_a_folder_that_is_a_file_is_an_error_in_words(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.places.root.parent.parent.mkdir(parents=True)
    desk.places.root.parent.write_text("a file", encoding="utf-8")
    assert desk.install() == FAILED
    said = capsys.readouterr().out
    assert said.startswith("\n出错：")
    assert "Traceback" not in said


@pytest.mark.skipif(sys.platform != "linux", reason="how Linux guards a running program")
def test_a_running_runtime_is_seen_before_the_long_work(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.install()
    running = interpreter(desk.places.runtime).with_name("python.exe")
    shutil.copy(shutil.which("sleep") or "", running)
    desk.calls.unlink()
    with subprocess.Popen([running, "60"]) as process:
        try:
            assert desk.install() == FAILED
        finally:
            process.kill()
    assert "请先关闭 Excel" in capsys.readouterr().out
    assert not desk.calls.exists()
    assert desk.install() == DONE


def test_a_runtime_that_can_not_be_set_aside_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.install()
    (desk.places.runtime / "earlier").touch()

    def refuse(_source: Path, _target: Path) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(runtime, "rename", refuse)
    assert desk.install() == FAILED
    assert "请先关闭 Excel" in capsys.readouterr().out
    assert (desk.places.runtime / "earlier").exists()
    assert not desk.places.new_runtime.exists()


def test_the_earlier_runtime_is_put_back_where_the_new_one_can_not_take_its_place(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.install()
    (desk.places.runtime / "earlier").touch()
    plain = runtime.rename

    def refuse_new(source: Path, target: Path) -> None:
        if source == desk.places.new_runtime:
            raise PermissionError(errno.EACCES, "in use")
        plain(source, target)

    monkeypatch.setattr(runtime, "rename", refuse_new)
    assert desk.install() == FAILED
    assert (desk.places.runtime / "earlier").exists()


def test_two_runs_at_once_are_kept_apart(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    with only_one(desk.places.lock):
        assert desk.install() == FAILED
        assert desk.uninstall() == FAILED
    assert capsys.readouterr().out.count("另一个安装或卸载窗口正在运行") == 2
    assert desk.install() == DONE


def test_an_unforeseen_fault_goes_to_the_log(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(runtime, "swap", fail)
    assert desk.install() == FAILED
    said = capsys.readouterr().out
    assert "程序内部出错" in said
    assert "Traceback" not in said
    assert "ZeroDivisionError" in desk.logged()


def test_an_incomplete_bundle_is_told(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(desk.bundle / "wheelhouse")
    assert desk.install() == FAILED
    assert "请把压缩包全部解压到一个文件夹" in capsys.readouterr().out
