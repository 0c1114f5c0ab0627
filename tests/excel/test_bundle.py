"""The offline bundle, with a stand-in for the wheels that come from the index."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from officekit.errors import (
    ExitCode,
    FileUnreadableError,
    OutputExistsError,
    ToolFailedError,
    ToolMissingError,
    UsageError,
)
from officekit.excel import bundle, wheelhouse
from officekit.excel.bundle import make_bundle, python_versions
from officekit.excel.manual_html import manual_html

ROOT = Path(__file__).resolve().parents[2]
PIXEL = bytes.fromhex("89504e470d0a1a0a")


def fill(_root: Path, folder: Path, versions: Sequence[str]) -> None:
    """Stands in for ``fill_wheelhouse``."""
    (folder / "officekit-0.1.0-py3-none-any.whl").write_bytes(b"wheel")
    for version in versions:
        (folder / f"lxml-6.0-cp{version.replace('.', '')}-win_amd64.whl").write_bytes(b"w")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    root = tmp_path / "checkout"
    for name, content in {
        "officekit/__init__.py": '__version__ = "0.1.0"\n',
        "install.bat": "i",
        "uninstall.bat": "u",
        "officekit.bat": "o",
        "install.ini": "[install]",
        "installer/setup.py": "s",
        "installer/messages/locked.txt": "m",
        "workbooks/责任矩阵.xlsm": "workbook",
        "workbooks/README.md": "not for the clerk",
        "word_templates/通知.docx": "t",
        "word_templates/~$通知.docx": "left by Word",
        "samples/示例.txt": "x",
        "docs/手册.md": "# officekit 手册\n\n## 1 安装\n\n![图](pictures/图.png)\n",
        "docs/规则.md": "# 规则\n",
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    (root / "docs/pictures").mkdir()
    (root / "docs/pictures/图.png").write_bytes(PIXEL)
    return root


def test_the_bundle_holds_all_that_the_installer_needs(checkout: Path, tmp_path: Path) -> None:
    path = make_bundle(checkout, tmp_path / "b.zip", versions=["3.11", "3.12"], fill=fill)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
    assert names == sorted(names)
    assert {name.removeprefix("officekit-0.1.0/") for name in names} == {
        "install.bat",
        "uninstall.bat",
        "officekit.bat",
        "install.ini",
        "installer/setup.py",
        "installer/messages/locked.txt",
        "python/说明.txt",
        "samples/示例.txt",
        "wheelhouse/lxml-6.0-cp311-win_amd64.whl",
        "wheelhouse/lxml-6.0-cp312-win_amd64.whl",
        "wheelhouse/officekit-0.1.0-py3-none-any.whl",
        "word_templates/通知.docx",
        "workbooks/责任矩阵.xlsm",
        "使用手册.html",
        "先读我.txt",
    }


def test_the_name_says_version_and_purpose(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert make_bundle(checkout, fill=fill) == Path("officekit-0.1.0-离线安装包.zip")


def test_two_runs_give_the_same_bytes(checkout: Path, tmp_path: Path) -> None:
    digests = {
        hashlib.sha256(make_bundle(checkout, tmp_path / name, fill=fill).read_bytes()).digest()
        for name in ("a.zip", "b.zip")
    }
    assert len(digests) == 1


def test_texts_open_in_notepad(checkout: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(make_bundle(checkout, tmp_path / "b.zip", fill=fill)) as archive:
        for name in ("先读我.txt", "python/说明.txt"):
            content = archive.read(f"officekit-0.1.0/{name}")
            assert content.startswith(b"\xef\xbb\xbf")
            assert content.count(b"\n") == content.count(b"\r\n")
        note = archive.read("officekit-0.1.0/python/说明.txt").decode("utf-8-sig")
    assert "3.11、3.12、3.13" in note
    assert "现在是空的" in note


def test_an_embeddable_python_is_brought_along(checkout: Path, tmp_path: Path) -> None:
    embed = _embeddable(tmp_path, "python312.dll")
    path = make_bundle(checkout, tmp_path / "b.zip", embed=embed, fill=fill)
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        note = archive.read("officekit-0.1.0/python/说明.txt").decode("utf-8-sig")
    assert "officekit-0.1.0/python/python.exe" in names
    assert "officekit-0.1.0/python/python312.dll" in names
    assert "已经放好" in note


def test_a_python_without_wheels_in_the_bundle_is_refused(checkout: Path, tmp_path: Path) -> None:
    embed = _embeddable(tmp_path, "python312.dll")
    with pytest.raises(UsageError, match=r"里是 Python 3\.12"):
        make_bundle(checkout, tmp_path / "b.zip", versions=["3.11"], embed=embed, fill=fill)


def test_a_folder_without_a_python_is_refused(checkout: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="里没有 Windows 的 Python"):
        make_bundle(checkout, tmp_path / "b.zip", embed=checkout, fill=fill)


def test_an_existing_bundle_is_replaced_only_when_asked(checkout: Path, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(b"mine")
    with pytest.raises(OutputExistsError):
        make_bundle(checkout, path, fill=fill)
    assert path.read_bytes() == b"mine"
    make_bundle(checkout, path, overwrite=True, fill=fill)
    assert zipfile.is_zipfile(path)


def test_a_failure_leaves_no_half_a_bundle(checkout: Path, tmp_path: Path) -> None:
    def fail(*_: object) -> None:
        raise ToolFailedError("没有网络。", "请检查网络。")

    with pytest.raises(ToolFailedError):
        make_bundle(checkout, tmp_path / "b.zip", fill=fail)
    assert list(tmp_path.glob("*.zip*")) == []


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        ("workbooks/责任矩阵.xlsm", "还没有生成工作簿"),
        ("install.bat", "缺少 install.bat"),
        ("docs/手册.md", "缺少 手册.md"),
    ],
)
def test_a_missing_part_is_named(
    checkout: Path, tmp_path: Path, missing: str, message: str
) -> None:
    (checkout / missing).unlink()
    with pytest.raises(FileUnreadableError, match=message):
        make_bundle(checkout, tmp_path / "b.zip", fill=fill)


def test_versions_are_read_from_a_list() -> None:
    assert python_versions("3.11, 3.13") == ("3.11", "3.13")


@pytest.mark.parametrize("text", ["3.10", "3.14", "3.11;3.12", "", ","])
def test_other_versions_are_refused(text: str) -> None:
    with pytest.raises(UsageError):
        python_versions(text)


def test_wrong_usage_ends_with_a_message_and_its_exit_code(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert bundle.main(["--python-versions", "3.9"]) == ExitCode.BAD_INPUT
    assert "错误：不支持 Python 3.9。" in capsys.readouterr().err


def test_the_tools_that_are_missing_are_named(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    with pytest.raises(ToolMissingError, match="uv 没有安装"):
        wheelhouse.fill_wheelhouse(checkout, tmp_path, ["3.11"])


def test_a_failed_download_tells_the_last_lines_of_the_program(tmp_path: Path) -> None:
    code = "import sys; print('no route', file=sys.stderr); sys.exit(1)"
    with pytest.raises(ToolFailedError) as failure:
        wheelhouse._run([sys.executable, "-c", code], tmp_path, "没有下载成功")
    assert failure.value.message == "没有下载成功。"
    assert failure.value.hint.endswith("\nno route")


def test_wheels_are_resolved_for_windows_and_fetched_for_each_version(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[str] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        commands.append(" ".join(command[1:]))
        return subprocess.CompletedProcess(command, 0, "lxml==6.0\n", "")

    monkeypatch.setattr(subprocess, "run", run)
    wheelhouse.fill_wheelhouse(checkout, tmp_path, ["3.11", "3.13"])
    assert commands[0].startswith("-m hatchling build -t wheel")
    resolved = [command for command in commands if command.startswith("pip compile")]
    assert len(resolved) == 2
    assert all("--extra excel" in each for each in resolved)
    assert "--python-platform windows --python-version 3.13" in resolved[1]
    fetched = [command for command in commands if command.startswith("-m pip download")]
    assert len(fetched) == 3
    assert all("--no-deps" in each and "--platform win_amd64" in each for each in fetched)
    assert fetched[-1].endswith(" pip")
    assert list(tmp_path.glob("*.txt")) == []


def test_the_manual_is_one_page_with_its_pictures_inside(checkout: Path) -> None:
    page = manual_html(checkout / "docs/手册.md")
    assert "<title>officekit 手册</title>" in page
    assert 'src="data:image/png;base64,iVBORw0KGgo="' in page
    assert '<h2 id="手册-1-安装">1 安装</h2>' in page
    assert '<a class="h2" href="#手册-1-安装">1 安装</a>' in page


def test_every_link_inside_the_real_manual_leads_somewhere() -> None:
    docs = ROOT / "docs"
    page = manual_html(docs / "手册.md", [docs / "规则.md"])
    anchors = set(re.findall(r'id="([^"]+)"', page))
    links = re.findall(r'href="([^"]+)"', page)
    assert links
    assert {link for link in links if link.startswith("#") and link[1:] not in anchors} == set()
    assert [link for link in links if not link.startswith(("#", "https:"))] == []


def test_the_real_manual_needs_no_other_file_and_tells_nothing_of_this_machine() -> None:
    docs = ROOT / "docs"
    page = manual_html(docs / "手册.md", [docs / "规则.md"])
    assert all(source.startswith("data:") for source in re.findall(r'src="([^"]+)"', page))
    assert "<!--" not in page
    assert str(ROOT) not in page


def _embeddable(folder: Path, library: str) -> Path:
    embed = folder / "embed"
    (embed / "__pycache__").mkdir(parents=True)
    (embed / "python.exe").write_bytes(b"MZ")
    (embed / library).write_bytes(b"MZ")
    (embed / "__pycache__" / "x.pyc").touch()
    return embed
