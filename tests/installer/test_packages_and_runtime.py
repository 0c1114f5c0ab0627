"""Where packages come from, and how the runtime is made and put in place."""

from __future__ import annotations

import errno
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from installer import install, packages, runtime
from installer.layout import Places, interpreter
from installer.telling import DONE, FAILED, InstallError, Log, guarded, of_system_error
from tests.installer.desk import Desk

ROOT = Path(__file__).resolve().parents[2]


def test_renaming_has_patience_with_virus_scanners(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runtime, "_PAUSE", 0.0)
    source = tmp_path / "a"
    source.mkdir()
    refusals = [1, 2]
    plain = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if refusals:
            refusals.pop()
            raise PermissionError(errno.EACCES, "scanned")
        return plain(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    runtime.rename(source, tmp_path / "b")
    assert (tmp_path / "b").is_dir()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_mirror_is_read_whatever_notepad_saved(tmp_path: Path, encoding: str) -> None:
    settings = tmp_path / "install.ini"
    settings.write_text(
        "; 单位的软件源\n[install]\nindex-url = https://mirror.example/simple%20x\n",
        encoding=encoding,
    )
    assert packages.index_url(settings) == "https://mirror.example/simple%20x"


def test_no_mirror_is_named_in_the_settings_that_are_shipped() -> None:
    assert packages.index_url(ROOT / "install.ini") == ""
    assert b"http" not in (ROOT / "install.ini").read_bytes()


def test_settings_that_can_not_be_understood_are_told(tmp_path: Path) -> None:
    settings = tmp_path / "install.ini"
    settings.write_text("index-url = x\n", encoding="utf-8")
    with pytest.raises(InstallError, match=r"install\.ini 的写法不对"):
        packages.index_url(settings)


def test_a_mirror_helps_out_where_the_wheelhouse_lacks_a_wheel(desk: Desk) -> None:
    (desk.bundle / "install.ini").write_text(
        "[install]\nindex-url = https://mirror.example/simple\n", encoding="utf-8"
    )
    source = packages.supply(desk.bundle)
    assert source.options == (
        "--find-links",
        str(desk.bundle / "wheelhouse"),
        "--index-url",
        "https://mirror.example/simple",
    )


def test_a_checkout_without_wheels_installs_itself(desk: Desk) -> None:
    shutil.rmtree(desk.bundle / "wheelhouse")
    (desk.bundle / "pyproject.toml").touch()
    source = packages.supply(desk.bundle)
    assert source.requirement == f"officekit[excel] @ {desk.bundle.as_uri()}"
    assert source.options == ()


def test_an_embeddable_python_is_copied_and_learns_to_find_packages(tmp_path: Path) -> None:
    python = tmp_path / "python"
    (python / "Lib" / "__pycache__").mkdir(parents=True)
    (python / "python.exe").write_bytes(b"MZ")
    (python / "说明.txt").touch()
    (python / "python311._pth").write_text("python311.zip\n.\n\n#import site\n", "utf-8")
    made = tmp_path / "runtime.new"
    runtime.build_from_copy(python, made)
    home = interpreter(made).parent
    assert sorted(path.name for path in home.iterdir()) == ["Lib", "python.exe", "python311._pth"]
    assert (home / "python311._pth").read_text("utf-8") == (
        "python311.zip\n.\nLib\\site-packages\nimport site\n"
    )
    assert list((home / "Lib").iterdir()) == []


def test_rewriting_the_search_path_twice_changes_nothing() -> None:
    once = runtime.with_site_packages("python312.zip\n.\n#import site\n")
    assert runtime.with_site_packages(once) == once


def test_the_bundled_python_is_copied_only_where_it_runs(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert runtime.bundled_python(desk.bundle) is None
    monkeypatch.setattr(sys, "executable", str(desk.bundle / "python" / "python.exe"))
    assert runtime.bundled_python(desk.bundle) == desk.bundle / "python"


def test_a_bundled_python_needs_the_wheel_of_pip(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "executable", str(desk.bundle / "python" / "python.exe"))
    (desk.bundle / "wheelhouse/pip-25.0-py3-none-any.whl").unlink()
    assert desk.install() == FAILED
    assert "wheelhouse 文件夹里没有 pip" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (OSError(errno.ENOSPC, "full", "x"), "磁盘空间不足"),
        (PermissionError(errno.EACCES, "no", "x"), "没有权限写入“x”"),
        (OSError(errno.EIO, "broken", "x"), "读写“x”时出错"),
    ],
)
def test_faults_of_the_system_are_told_in_words(error: OSError, message: str) -> None:
    assert message in of_system_error(error).message


def test_a_real_virtual_environment_is_made_and_moved_into_place(tmp_path: Path) -> None:
    """With the real ``venv``, the real pip and a wheel that stands in for officekit."""
    bundle = tmp_path / "安装包"
    (bundle / "wheelhouse").mkdir(parents=True)
    (bundle / "uninstall.bat").touch()
    (bundle / "officekit.bat").touch()
    _write_wheel(bundle / "wheelhouse" / "officekit-0.1.0-py3-none-any.whl")
    user = tmp_path / "用户 名"
    places = Places(user / "officekit", user / "文档", user / "桌面")
    log = Log(places.logs, "install")
    assert guarded(lambda: install.install(bundle, places, log), log) == DONE
    command = [str(interpreter(places.runtime)), "-m", "officekit", "--version"]
    outcome = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert outcome.stdout == "officekit 0.1.0\n"
    assert "Successfully installed officekit-0.1.0" in log.path.read_text("utf-8")


def _write_wheel(path: Path) -> None:
    """A wheel with stand-ins for officekit and all that the trial run imports."""
    about = "officekit-0.1.0.dist-info"
    modules = ("lxml/etree", "pypdfium2", "python_calamine", "docx", "rich", "xlsxwriter")
    with zipfile.ZipFile(path, "w") as wheel:
        for name in (*modules, "xlwings", "officekit/workflows", "officekit/__init__"):
            wheel.writestr(f"{name}.py", "")
        wheel.writestr("officekit/__main__.py", 'print("officekit 0.1.0")\n')
        wheel.writestr(
            f"{about}/METADATA",
            "Metadata-Version: 2.1\nName: officekit\nVersion: 0.1.0\nProvides-Extra: excel\n",
        )
        wheel.writestr(
            f"{about}/WHEEL",
            "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
        wheel.writestr(f"{about}/RECORD", "")
