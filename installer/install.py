"""The order of the installation's steps.

Nothing that is installed already changes before the new runtime is built and tried.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from installer import documents, packages, runtime, shortcuts
from installer.commands import clean_environment
from installer.layout import Places, interpreter
from installer.lock import only_one
from installer.manifest import Manifest, read_manifest, write_manifest
from installer.telling import DONE, InstallError, Log, say

NEEDED = 400 * 1024 * 1024  # bytes: a new runtime beside the old one
_PROGRAM_FILES = ("uninstall.bat", "officekit.bat")


def install(bundle: Path, places: Places, log: Log) -> int:
    """Install from a bundle or a checkout for one user, or upgrade in place.

    Args:
        bundle: the folder of ``install.bat``.
        places: the user's folders.
        log: gets every step and the whole output of pip.

    Returns:
        The exit code 0.

    Raises:
        InstallError: nothing was installed; the earlier installation still works.
        OSError: the same, where the system says no.
    """
    check_room(places)
    check_writable(places.root)
    check_writable(places.own_documents)
    with only_one(places.lock):
        _install(bundle, places, log)
    return DONE


def _install(bundle: Path, places: Places, log: Log) -> None:
    """The steps, once the run has the lock."""
    log.write(f"{platform.platform()}\nPython {sys.version}\n{sys.executable}\n{bundle}")
    earlier = read_manifest(places.manifest)
    say(f"正在{'更新' if places.runtime.exists() else '安装'} officekit，请不要关闭这个窗口。\n")
    if runtime.repair(places):
        say("　　上次安装没有完成，已经清理。")
    runtime.check_free(places.runtime)
    source = packages.supply(bundle)
    try:
        say("（1/5）准备运行环境……")
        _build(bundle, places, source, log)
        say("（2/5）安装程序包，大约需要 1—3 分钟……")
        packages.install_packages(places.new_runtime, source, log)
        runtime.remove_launchers(places.new_runtime)
        say("（3/5）试运行……")
        version = packages.installed_version(places.new_runtime, log)
        runtime.swap(places)
    finally:
        if places.new_runtime.exists():
            shutil.rmtree(places.new_runtime, ignore_errors=True)
    manifest = Manifest(version, dict(earlier.documents), list(earlier.shortcuts))
    _put_files(bundle, places, manifest, log)
    say("（5/5）体检……\n")
    _examine(places)
    say(f"\nofficekit {version} 已经装好。")
    say(f"工作簿、模板、示例和使用手册在：{places.own_documents}")
    say("请双击桌面上的“责任矩阵”开始；打开时 Excel 提示宏的，选“启用内容”。")


def _build(bundle: Path, places: Places, source: packages.Supply, log: Log) -> None:
    python = runtime.bundled_python(bundle)
    if python is None:
        runtime.build_venv(places.new_runtime, with_pip=source.pip is None, log=log)
        return
    if source.pip is None:
        raise InstallError(
            "安装包不完整，wheelhouse 文件夹里没有 pip。",
            "请重新解压完整的离线安装包，再运行一次。",
        )
    runtime.build_from_copy(python, places.new_runtime)


def _put_files(bundle: Path, places: Places, manifest: Manifest, log: Log) -> None:
    """Program files, documents and shortcuts; the manifest is written whatever happens."""
    say("（4/5）放好工作簿、模板、使用手册和快捷方式……")
    program = interpreter(places.runtime)
    try:
        _put_program_files(bundle, places.root)
        told = documents.put_documents(
            documents.sources(bundle), places.own_documents, manifest, manifest.version
        )
        for line in told:
            log.write(line)
            say(f"　　{line}")
        for each in shortcuts.shortcuts(places):
            if shortcuts.make(each, places, bundle / "installer" / "shortcut_script.py", log):
                manifest.shortcuts = sorted({*manifest.shortcuts, str(each.link)})
            else:
                say(f"　　桌面快捷方式“{each.link.stem}”没有建成，不影响使用。")
    finally:
        write_manifest(places.manifest, manifest, program)


def _put_program_files(bundle: Path, root: Path) -> None:
    """What uninstalling and dropping files need, as contents without their marks."""
    files = [bundle / name for name in _PROGRAM_FILES]
    files += [*(bundle / "installer").glob("*.py"), *(bundle / "installer").rglob("*.txt")]
    for path in files:
        target = root / path.relative_to(bundle)
        target.parent.mkdir(parents=True, exist_ok=True)
        if target != path:
            target.write_bytes(path.read_bytes())


def _examine(places: Places) -> None:
    """Run doctor; what it finds does not undo the installation."""
    command = [str(interpreter(places.runtime)), "-m", "officekit", "doctor"]
    environment = clean_environment(os.environ)
    try:
        subprocess.run(command, cwd=places.root, env=environment, check=False)
    except OSError as error:
        say(f"体检没有运行：{error}")


def check_room(places: Places) -> None:
    """See that the disk has room for a new runtime beside the old one.

    Raises:
        InstallError: it has not.
    """
    free = shutil.disk_usage(_nearest(places.root)).free
    if free < NEEDED:
        raise InstallError(
            f"{places.root.anchor or '磁盘'} 只剩 {free // 2**20} MB，"
            f"安装需要 {NEEDED // 2**20} MB。",
            "请清理磁盘后重新运行；电脑上没有作任何改动。",
        )


def check_writable(folder: Path) -> None:
    """See that a folder can be written, without leaving anything in it.

    Raises:
        InstallError: it can't.
    """
    try:
        with tempfile.TemporaryFile(dir=_nearest(folder)):
            return
    except OSError:
        raise InstallError(
            f"“{folder}”不能写入。",
            "请检查这个文件夹的权限；安全软件（受控文件夹访问）拦截的，请允许后重新运行。",
        ) from None


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    return folder
