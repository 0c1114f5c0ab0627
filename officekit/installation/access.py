"""Folders that are written to: permission, room, long paths, synchronised folders."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path
from uuid import uuid4

from officekit.config import MEBIBYTE
from officekit.installation.machine import Machine
from officekit.installation.verdict import Verdict, fault, not_applicable, ok, warning

_LEAST_ROOM = 500 * MEBIBYTE
_LONGEST_PATH = 259
"""Characters of a path that Windows programs open without long paths (MAX_PATH less its NUL)."""
_RESERVE = 20
_MOST_FILES = 100_000
_FILE_SYSTEM = r"HKLM\SYSTEM\CurrentControlSet\Control\FileSystem"
_PROTECTED = "如果装有杀毒软件或开启了“受控文件夹访问”，请把 Python 和 Excel 加为允许的程序"


def examine_home(machine: Machine) -> Verdict:
    """A file can be written to officekit's own folder."""
    reason = _write_fault(machine.home)
    if reason is None:
        return ok(f"可以写入：{machine.home}")
    return fault(
        f"不能写入“{machine.home}”（{reason}），设置、日志和撤销用的副本都存不下。",
        f"{_PROTECTED}；否则请联系信息部门检查这个文件夹的权限。",
    )


def examine_documents(machine: Machine) -> Verdict:
    """A file can be written to the documents folder, and nobody else writes there."""
    folder = machine.documents
    if folder is None:
        return not_applicable("没有“文档”文件夹")
    if not folder.is_dir():
        return warning(
            f"“文档”文件夹“{folder}”现在打不开。",
            "它在网络盘或移动硬盘上的，请先接通；工作簿也可以放到 D 盘等本机文件夹。",
        )
    reason = _write_fault(folder)
    if reason is not None:
        return fault(
            f"不能写入“文档”文件夹“{folder}”（{reason}）。",
            f"{_PROTECTED}；也可以把工作簿放到 D 盘等能写入的文件夹。",
        )
    if _is_synchronised(machine, folder):
        return warning(
            f"“文档”文件夹由 OneDrive 同步：{folder}，保存时可能冲突或变慢。",
            "工作簿最好放到不同步的文件夹，例如 D:\\责任矩阵。",
        )
    if str(folder).startswith("\\\\"):
        return warning(
            f"“文档”文件夹在网络上：{folder}，断网时打不开，按钮也会变慢。",
            "工作簿最好放到本机硬盘，例如 D:\\责任矩阵。",
        )
    return ok(f"可以写入：{folder}")


def examine_temporary(machine: Machine) -> Verdict:
    """A file can be written to the folder for temporary files."""
    reason = _write_fault(machine.temporary)
    if reason is None:
        return ok(f"可以写入：{machine.temporary}")
    return fault(
        f"不能写入临时文件夹“{machine.temporary}”（{reason}），按钮和文件转换都不能用。",
        "请检查磁盘是否已满，并清理临时文件；仍不行，请联系信息部门。",
    )


def examine_room(machine: Machine) -> Verdict:
    """Room on the disks that are written to."""
    folders = [machine.home, machine.temporary]
    if machine.documents is not None and machine.documents.is_dir():
        folders.append(machine.documents)
    room, folder = min((machine.free_bytes(_existing(each)), str(each)) for each in folders)
    if room < _LEAST_ROOM:
        return warning(
            f"“{folder}”所在的磁盘只剩 {room / MEBIBYTE:.0f} MB。",
            "请清空回收站、删除不用的文件，留出至少 500 MB。",
        )
    return ok(f"至少还有 {room / MEBIBYTE / 1024:.1f} GB")


def examine_path_length(machine: Machine) -> Verdict:
    """The longest path in officekit's own folder, and whether Windows opens longer ones."""
    lengths = (
        len(top) + 1 + len(name) for top, _, names in os.walk(machine.home) for name in names
    )
    longest = max(islice(lengths, _MOST_FILES), default=len(str(machine.home)))
    allowed = machine.registry_value(_FILE_SYSTEM, "LongPathsEnabled") == 1
    found = f"最长的路径有 {longest} 个字符，系统{'支持' if allowed else '没有开启'}长路径"
    if allowed or longest <= _LONGEST_PATH - _RESERVE:
        return ok(found)
    return warning(
        f"{found}，超过 {_LONGEST_PATH} 个字符的文件打不开。",
        "请信息部门开启“启用 Win32 长路径”，或改用名称较短的用户账户安装。",
    )


def _existing(folder: Path) -> Path:
    """The folder itself or the nearest one above that exists."""
    return next((each for each in (folder, *folder.parents) if each.exists()), folder)


def _write_fault(folder: Path) -> str | None:
    """Write a small file, read it back and delete it; why that failed, or ``None``.

    A missing folder is not made: the nearest one above it is tried.
    """
    path = _existing(folder) / f"officekit-{uuid4().hex}.tmp"
    content = "体检".encode()
    try:
        with path.open("xb") as stream:
            stream.write(content)
        same = path.read_bytes() == content
        path.unlink()
    except PermissionError:
        return "没有权限"
    except OSError as error:
        return error.strerror or type(error).__name__
    return None if same else "写入的内容读不回来"


def _is_synchronised(machine: Machine, folder: Path) -> bool:
    """Whether OneDrive keeps the folder."""
    names = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
    roots = [Path(machine.environment[name]) for name in names if machine.environment.get(name)]
    inside = any(root == folder or root in folder.parents for root in roots)
    return inside or any(part.casefold().startswith("onedrive") for part in folder.parts)
