"""``install.bat`` and ``uninstall.bat`` with a bundled Python, for the user 王 小明."""

from __future__ import annotations

import json
import shutil
from pathlib import PureWindowsPath
from typing import Any

import pytest
import xlwings

from tests.windows.installation import Installation
from tests.windows.run_python_line import library_candidates
from tests.windows.wine import Outcome

pytestmark = pytest.mark.wine


def manifest_of(installation: Installation) -> dict[str, Any]:
    text = installation.outside(installation.root / "installed.json").read_text(encoding="utf-8")
    content = json.loads(text)
    assert isinstance(content, dict)
    return content


def test_the_first_run_installs_from_the_bundle_alone(
    first_outcome: Outcome, installation: Installation
) -> None:
    assert first_outcome.code == 0, first_outcome.text
    assert "已经装好" in first_outcome.stdout
    assert "Traceback" not in first_outcome.text
    logs = installation.outside(installation.root / "logs").glob("install-*.log")
    log = next(logs).read_text(encoding="utf-8")
    assert "--no-index" in log
    assert str(installation.bundle / "wheelhouse") in log


def test_everything_is_where_the_workbook_looks_for_it(installation: Installation) -> None:
    python = installation.interpreter
    assert python == PureWindowsPath(
        "C:\\users\\王 小明\\AppData\\Local\\officekit\\runtime\\Scripts\\python.exe"
    )
    assert installation.outside(python).exists()
    libraries = library_candidates(python, xlwings.__version__)
    assert any(installation.outside(path).exists() for path in libraries)


def test_the_clerk_gets_her_files_and_shortcuts(installation: Installation) -> None:
    manifest = manifest_of(installation)
    own = installation.documents / "officekit"
    names = {PureWindowsPath(name) for name in manifest["documents"]}
    assert own / "责任矩阵.xlsm" in names
    assert own / "使用手册.html" in names
    assert any(name.is_relative_to(own / "示例") for name in names)
    links = [PureWindowsPath(name) for name in manifest["shortcuts"]]
    assert {link.name for link in links} == {"责任矩阵.lnk", "officekit 菜单.lnk"}
    assert all(installation.outside(path).exists() for path in [*names, *links])


def test_the_click_path_is_not_slowed_by_data_frames(installation: Installation) -> None:
    check = "import importlib.util as u; print([n for n in ('numpy', 'pandas') if u.find_spec(n)])"
    assert installation.python("-c", check).stdout.strip() == "[]"


def test_a_second_run_repairs_and_keeps_the_clerk_s_work_and_uninstalling_too(
    own_installation: Installation,
) -> None:
    installation = own_installation
    root = installation.outside(installation.root)
    own = installation.outside(installation.documents / "officekit")
    changed = own / "责任矩阵.xlsm"
    changed.write_bytes(b"the clerk's work")
    (own / "我的笔记.txt").write_text("自己的文件", encoding="utf-8")
    (root / "settings.json").write_text("{}", encoding="utf-8")
    (root / "runtime.new").mkdir()  # a run that was broken off
    shutil.rmtree(root / "runtime" / "Scripts" / "Lib" / "site-packages" / "officekit")

    again = installation.install()

    assert again.code == 0, again.text
    assert "正在更新" in again.stdout
    assert "已经清理" in again.stdout
    assert installation.python("-m", "officekit", "--version").code == 0
    assert not (root / "runtime.new").exists()
    assert not (root / "runtime.old").exists()
    assert changed.read_bytes() == b"the clerk's work"

    removed = installation.uninstall()

    assert removed.code == 0, removed.text
    assert "已经卸载" in removed.stdout
    assert {path.name for path in root.iterdir()} == {"settings.json"}
    kept = {path.name for path in own.rglob("*") if path.is_file()}
    assert kept == {"责任矩阵.xlsm", "我的笔记.txt"}
    desktop = installation.wine.profile / "Desktop"
    assert list(desktop.iterdir()) == []


def test_uninstalling_where_nothing_is_installed_says_so(own_installation: Installation) -> None:
    installation = own_installation
    shutil.rmtree(installation.outside(installation.root))

    outcome = installation.batch(installation.bundle / "uninstall.bat")

    assert outcome.code == 0, outcome.text
    assert "没有安装" in outcome.stdout


def test_without_any_python_it_says_what_to_do(own_installation: Installation) -> None:
    installation = own_installation
    shutil.rmtree(installation.outside(installation.bundle / "python"))

    outcome = installation.install()

    assert outcome.code == 2, outcome.text
    assert "Python" in outcome.stdout
    assert "请" in outcome.stdout
    assert installation.outside(installation.interpreter).exists()


def test_half_an_unpacked_bundle_says_what_to_do(own_installation: Installation) -> None:
    installation = own_installation
    shutil.rmtree(installation.outside(installation.bundle / "installer"))

    outcome = installation.install()

    assert outcome.code == 2, outcome.text
    assert "unzip" in outcome.stdout
