"""The offline bundle for Windows: ``python -m officekit.excel.bundle``, in a checkout.

A zip with the wheels for every supported Python, the workbook, templates, samples, the manual
and the installer. Everything but the wheels is byte for byte the same from run to run.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from officekit.errors import (
    ExitCode,
    FileUnreadableError,
    OfficekitError,
    OutputExistsError,
    OutputNotWritableError,
    UsageError,
)
from officekit.excel.manual_html import manual_html
from officekit.excel.wheelhouse import fill_wheelhouse

VERSIONS = ("3.11", "3.12", "3.13")
WORKBOOK = "责任矩阵.xlsm"
_TOP_FILES = ("install.bat", "uninstall.bat", "officekit.bat", "install.ini")
_DATE = (1980, 1, 1, 0, 0, 0)

READ_ME = """officekit {version} 离线安装包

1. 请先把压缩包“全部解压”到一个文件夹（不要在压缩包里直接双击）。
2. 双击 install.bat。不用联网，不用管理员权限，大约需要 1—3 分钟。
   Windows 提示“已保护你的电脑”的，点“更多信息”，再点“仍要运行”。
3. 装好后，双击桌面上的“责任矩阵”开始使用；说明见“使用手册.html”。

升级：解压新的安装包，再运行其中的 install.bat，您改过的文件和设置都会保留。
卸载：双击 uninstall.bat，您改过的文件和设置会保留。
没有 Excel 或 Excel 不能启动程序的：把方案文件拖到 officekit.bat 上。
"""
PYTHON_NOTE = """这个文件夹放 Windows 的嵌入式 Python；{state}

电脑上已经有 64 位 Python {versions} 的，这里可以空着。
要让没有 Python 的电脑也能安装：取 Python 官方的“Windows embeddable package (64-bit)”，
版本为 {versions} 之一，解压后把全部文件放在这里，使 python.exe 就在这个文件夹里。
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the bundle; the exit code is that of the contract."""
    parser = argparse.ArgumentParser(
        prog="python -m officekit.excel.bundle", description="制作 Windows 离线安装包。"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="输出.zip", help="要生成的压缩包")
    parser.add_argument(
        "--python-versions", default=",".join(VERSIONS), metavar="版本", help="以逗号分隔"
    )
    parser.add_argument("--embed", type=Path, metavar="文件夹", help="要带上的嵌入式 Python")
    parser.add_argument("--overwrite", action="store_true", help="输出文件已存在时覆盖它")
    options = parser.parse_args(arguments)
    try:
        path = make_bundle(
            checkout(),
            options.output,
            versions=python_versions(options.python_versions),
            embed=options.embed,
            overwrite=options.overwrite,
        )
    except OfficekitError as error:
        sys.stderr.write(f"错误：{error.message}\n建议：{error.hint}\n")
        return error.exit_code
    sys.stdout.write(f"{path}\n")
    return ExitCode.DONE


def checkout() -> Path:
    """The folder of the source.

    Raises:
        UsageError: officekit runs as an installed package.
    """
    root = Path(__file__).resolve().parents[2]
    if not (root / "pyproject.toml").exists() or not (root / "install.bat").exists():
        raise UsageError(
            "离线安装包要在 officekit 的源码文件夹里制作。", "请在源码文件夹中重新运行这条命令。"
        )
    return root


def python_versions(text: str) -> tuple[str, ...]:
    """The versions in a list such as ``3.11,3.12``.

    Raises:
        UsageError: one of them is not supported.
    """
    chosen = tuple(part.strip() for part in text.split(",") if part.strip())
    for version in chosen:
        if version not in VERSIONS:
            raise UsageError(
                f"不支持 Python {version}。", f"可用的版本：{'、'.join(VERSIONS)}，以逗号分隔。"
            )
    if not chosen:
        raise UsageError("没有写明 Python 版本。", f"可用的版本：{'、'.join(VERSIONS)}。")
    return chosen


def make_bundle(
    root: Path,
    output: Path | None = None,
    *,
    versions: Sequence[str] = VERSIONS,
    embed: Path | None = None,
    overwrite: bool = False,
    fill: Callable[[Path, Path, Sequence[str]], None] = fill_wheelhouse,
) -> Path:
    """Make the bundle.

    Args:
        root: the checkout.
        output: the zip; by default ``officekit-VERSION-离线安装包.zip`` in the working folder.
        versions: versions of Python the wheels are for.
        embed: folder with an embeddable Python that the bundle brings along.
        overwrite: whether an existing zip may be replaced.
        fill: puts the wheels into a folder: ``fill(root, folder, versions)``.

    Returns:
        The zip.

    Raises:
        UsageError: ``embed`` is no embeddable Python of one of the versions.
        FileUnreadableError: the checkout lacks a part.
        OutputExistsError: the zip is there and must not be replaced.
        OutputNotWritableError: the zip can't be written.
        ToolMissingError: uv, pip or hatchling is missing.
        ToolFailedError: a wheel can't be had: no network, no wheel for Windows.
    """
    version = _version(root)
    path = output or Path(f"officekit-{version}-离线安装包.zip")
    if path.exists() and not overwrite:
        raise OutputExistsError(
            f"“{path}”已经存在，没有覆盖。", "请换一个文件名，或加 --overwrite。"
        )
    if embed is not None:
        _check_embeddable(embed, versions)
    top = f"officekit-{version}"
    contents = _texts(root, version, versions, brought=embed is not None)
    with tempfile.TemporaryDirectory() as name:
        wheels = Path(name)
        fill(root, wheels, versions)
        files = dict(_files(root))
        files |= {f"wheelhouse/{each.name}": each for each in wheels.glob("*.whl")}
        if embed is not None:
            files |= {
                f"python/{each.relative_to(embed).as_posix()}": each
                for each in embed.rglob("*")
                if each.is_file() and "__pycache__" not in each.parts
            }
        try:
            _write(path, top, contents, files)
        except OSError as error:
            raise OutputNotWritableError(
                f"“{path}”写不出来：{error.strerror or error}。",
                "请换一个文件夹，或清理磁盘后重试。",
            ) from error
    return path


def _version(root: Path) -> str:
    text = (root / "officekit" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', text, re.MULTILINE)
    if not found:
        raise FileUnreadableError(
            "officekit/__init__.py 里没有版本号。", "请检查源码文件夹是否完整。"
        )
    return found[1]


def _check_embeddable(folder: Path, versions: Sequence[str]) -> None:
    """See that a folder holds a Python for which the bundle has wheels."""
    libraries = [path.stem for path in folder.glob("python3??.dll")]
    found = {f"{name[6]}.{name[7:]}" for name in libraries}
    if not (folder / "python.exe").exists() or not found:
        raise UsageError(
            f"“{folder}”里没有 Windows 的 Python。", "请指定解压后的嵌入式 Python 文件夹。"
        )
    if not found <= set(versions):
        raise UsageError(
            f"“{folder}”里是 Python {'、'.join(sorted(found))}，安装包里没有它的程序包。",
            f"请换用 Python {'、'.join(versions)}，或用 --python-versions 加上这个版本。",
        )


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    """What is taken from the checkout as it is: name in the bundle and file."""
    for name in _TOP_FILES:
        yield name, _needed(root / name)
    workbook = root / "workbooks" / WORKBOOK
    if not workbook.exists():
        raise FileUnreadableError(
            f"还没有生成工作簿“workbooks/{WORKBOOK}”。",
            "请先运行 python -m officekit.excel.build。",
        )
    yield f"workbooks/{WORKBOOK}", workbook
    for folder, pattern in (
        ("installer", "*.py"),
        ("installer/messages", "*.txt"),
        ("word_templates", "*.docx"),
        ("samples", "*.*"),
    ):
        for path in (root / folder).glob(pattern):
            if path.is_file() and path.name[0] not in ".~":
                yield f"{folder}/{path.name}", path


def _needed(path: Path) -> Path:
    if not path.exists():
        raise FileUnreadableError(f"源码文件夹里缺少 {path.name}。", "请检查源码文件夹是否完整。")
    return path


def _texts(root: Path, version: str, versions: Sequence[str], *, brought: bool) -> dict[str, bytes]:
    """What is written for the bundle: name in the bundle and content."""
    docs = root / "docs"
    manual = manual_html(
        _needed(docs / "手册.md"), [path for path in (docs / "规则.md",) if path.exists()]
    )
    note = PYTHON_NOTE.format(
        versions="、".join(versions), state="已经放好。" if brought else "现在是空的。"
    )
    return {
        "使用手册.html": manual.encode("utf-8"),
        "先读我.txt": _for_notepad(READ_ME.format(version=version)),
        "python/说明.txt": _for_notepad(note),
    }


def _for_notepad(text: str) -> bytes:
    """UTF-8 with a byte order mark and CRLF: every version of Notepad shows it."""
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def _write(path: Path, top: str, texts: dict[str, bytes], files: dict[str, Path]) -> None:
    """Write the zip in one step; names sorted, dates and attributes fixed."""
    part = path.with_name(f"{path.name}.part")
    try:
        with zipfile.ZipFile(part, "w") as archive:
            for name in sorted({*texts, *files}):
                entry = zipfile.ZipInfo(f"{top}/{name}", _DATE)
                entry.create_system = 3  # the same on every system
                entry.external_attr = 0o644 << 16
                packed = name.endswith((".whl", ".docx", ".xlsx", ".xlsm"))
                entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
                if name in texts:
                    archive.writestr(entry, texts[name])
                    continue
                entry.file_size = files[name].stat().st_size
                with files[name].open("rb") as source, archive.open(entry, "w") as target:
                    shutil.copyfileobj(source, target)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
