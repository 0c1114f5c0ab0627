"""Encodings, environment variables and the user's own settings of xlwings."""

from __future__ import annotations

import re

from officekit.installation.machine import Machine
from officekit.installation.verdict import Verdict, fault, ok, warning

_CHINESE_PAGE = 936
_UTF8_PAGE = 65001
_LARGEST_FILE = 64 * 1024
_QUOTED = re.compile(r'"[^"]*"')
_REMOVE_VARIABLE = (
    "请按 Win 键，输入“环境变量”，打开“编辑账户的环境变量”，删去它，再重新打开 Excel；"
    "它在“系统变量”里的，请信息部门删除。"
)


def examine_encodings(machine: Machine) -> Verdict:
    """Code page of Windows, UTF-8 mode of Python, and whether the output shows Chinese."""
    python = machine.interpreter
    page = python.ansi_code_page
    found = f"输出 {python.output_encoding}，文本文件 {python.text_encoding}"
    if machine.on_windows:
        found = f"代码页 {page}，{found}"
        if python.utf8_mode or machine.variable("PYTHONUTF8") == "1":
            return warning(
                f"{found}。设置了 PYTHONUTF8，按按钮出错时的提示会成为乱码。", _REMOVE_VARIABLE
            )
        if page == _UTF8_PAGE:
            return warning(
                f"{found}。系统开启了“使用 Unicode UTF-8 提供全球语言支持”，部分提示会成为乱码。",
                "请在“区域”→“管理”→“更改系统区域设置”里取消这一项，并重启。",
            )
        if page != _CHINESE_PAGE:
            return warning(
                f"{found}。系统的非 Unicode 语言不是简体中文，部分提示会成为乱码。",
                "请信息部门在“区域”→“管理”里把系统区域设为“中文（简体，中国）”。",
            )
    if not _shows_chinese(python.output_encoding):
        return warning(
            f"{found}。这个窗口显示不了中文。", "请换一个命令行窗口，或用 --json 把结果存成文件。"
        )
    return ok(found)


def examine_variables(machine: Machine) -> Verdict:
    """Variables that lead every Python astray, ours too."""
    names = [name for name in ("PYTHONHOME", "PYTHONPATH") if machine.variable(name)]
    if not names:
        return ok("没有设置 PYTHONHOME、PYTHONPATH")
    told = "、".join(f"{name}={machine.variable(name)}" for name in names)
    advice = _REMOVE_VARIABLE if machine.on_windows else "请在启动 officekit 之前取消它。"
    return warning(f"设置了 {told}，officekit 可能用错程序包。", advice)


def examine_xlwings_settings(machine: Machine) -> Verdict:
    """The user's own ``xlwings.conf``, read at every click; the workbook's settings go first."""
    path = machine.local_path(machine.environment.get("USERPROFILE", "")) / ".xlwings/xlwings.conf"
    if not path.is_file():
        return ok("没有个人的 xlwings.conf")
    with path.open("rb") as stream:
        data = stream.read(_LARGEST_FILE)
    advice = f"请把“{path}”改名为“xlwings.conf.旧”，再试一次。"
    try:
        text = data.decode(machine.interpreter.text_encoding)
    except UnicodeDecodeError:
        return fault("个人的 xlwings.conf 含有读不出的字符，按按钮会出错。", advice)
    rows = [_QUOTED.findall(line) for line in text.splitlines()]
    if any(len(row) == 1 for row in rows):
        return fault("个人的 xlwings.conf 有只写了名称没有值的行，按按钮会出错。", advice)
    names = "、".join(row[0].strip('"') for row in rows if row)
    if not _is_utf8(data):
        return warning("个人的 xlwings.conf 不是 UTF-8 编码，换一种设置就可能读不出。", advice)
    return ok(f"个人的 xlwings.conf 有设置：{names or '无'}；工作簿里的设置优先")


def _shows_chinese(encoding: str) -> bool:
    try:
        "体检正常".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
