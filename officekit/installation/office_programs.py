"""Excel, WPS and LibreOffice: which are there, who answers for Excel, whether macros may run."""

from __future__ import annotations

import re
import struct
from pathlib import Path

from officekit.installation.machine import Machine
from officekit.installation.verdict import Verdict, fault, not_applicable, ok, warning

_PROGRAM = re.compile(r'^\s*(?:"([^"]+)"|(.+?\.exe)\b|(\S+))', re.IGNORECASE)
_UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall"
_WPS_PROGRAMS = ("et.exe", "wps.exe", "wpsoffice.exe", "ksolaunch.exe")
_CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_FIRST_VERSION = 14
_NAMES = {14: "Excel 2010", 15: "Excel 2013", 16: "Excel 2016 或更新"}
_BITS_OF_MACHINE = {0x014C: 32, 0x8664: 64, 0xAA64: 64}
_PE_OFFSET_AT = 0x3C
_MOST_HEADER = 4096

_DRAG = "请把文件拖到 officekit.bat 上办理，不必打开 Excel。"
_RELEASE = (
    "请打开“WPS 配置工具”→“高级”→“兼容设置”，取消“WPS Office 兼容第三方系统和软件”"
    "及与 Excel 有关的勾选并重启；仍不行，请在“控制面板”里修复 Office。"
)
_TRUST_CENTRE = "“文件”→“选项”→“信任中心”→“信任中心设置”→“宏设置”"


def server(machine: Machine, program_id: str) -> str:
    r"""Path of the program that answers for a COM name; empty where none is registered.

    Args:
        machine: the computer.
        program_id: for example ``Excel.Application``.
    """
    class_id = machine.registry_text(rf"HKCR\{program_id}\CLSID")
    if not class_id:
        return ""
    return _program(machine.registry_text(rf"HKCR\CLSID\{class_id}\LocalServer32"))


def excel_program(machine: Machine) -> str:
    """Path of Excel itself, whoever answers for it; empty where it is not installed."""
    owner = server(machine, "Excel.Application")
    if _file_name(owner) == "excel.exe":
        return owner
    place = machine.registry_text(
        r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
    ).strip('"')
    return place if _file_name(place) == "excel.exe" else ""


def excel_bits(machine: Machine) -> int | None:
    """32 or 64; ``None`` where Excel is missing or does not tell."""
    program = excel_program(machine)
    if not program:
        return None
    try:
        return _bits_of_program(machine.local_path(program))
    except (OSError, ValueError, struct.error):
        platform = machine.registry_text(_CLICK_TO_RUN, "Platform")
        return {"x64": 64, "x86": 32}.get(platform.lower())


def examine_excel(machine: Machine) -> Verdict:
    """Excel's version and bitness."""
    program = excel_program(machine)
    if not program:
        return warning("没有找到 Microsoft Excel，工作簿里的按钮不能用。", _DRAG)
    version = excel_version(machine)
    bits = excel_bits(machine)
    full = machine.registry_text(_CLICK_TO_RUN, "VersionToReport")
    name = _NAMES.get(version, f"Excel {version}.0")
    found = f"{name}{f' {full}' if full else ''}{f'（{bits} 位）' if bits else ''}，位置：{program}"
    if version < _FIRST_VERSION:
        return fault(
            f"{found}。版本太旧，工作簿里的功能区和按钮不能用。",
            f"请升级 Office；在此之前，{_DRAG}",
        )
    return ok(found)


def excel_version(machine: Machine) -> int:
    """Major version of Excel: 16 for 2016 and all later ones, also where it doesn't tell."""
    current = machine.registry_text(r"HKCR\Excel.Application\CurVer")
    number = current.rpartition(".")[2]
    return int(number) if number.isdigit() else 16


def examine_owner(machine: Machine) -> Verdict:
    """Which program answers when somebody asks for Excel: WPS puts itself in its place."""
    owner = server(machine, "Excel.Application")
    if not owner:
        if excel_program(machine):
            return fault(
                "装有 Excel，但系统里没有登记它的程序接口，按钮连不上 Excel。",
                "请在“控制面板”→“程序和功能”里选 Office，点“更改”→“快速修复”；"
                "需要管理员权限的，请信息部门办理。",
            )
        return not_applicable("没有 Excel")
    if _file_name(owner) == "excel.exe":
        return ok(f"由 Excel 负责：{owner}")
    if not is_wps(owner):
        return warning(f"登记为 Excel 的是别的程序：{owner}。", "请在“控制面板”里修复 Office。")
    if excel_program(machine):
        return warning(f"WPS 顶替了 Excel，按按钮可能出错或没有反应：{owner}。", _RELEASE)
    return warning(f"没有 Excel，由 WPS 代替；WPS 个人版不能用按钮：{owner}。", _DRAG)


def examine_opener(machine: Machine) -> Verdict:
    """Which program opens a workbook with buttons on a double click."""
    opener = _opener(machine, ".xlsm")
    if not opener:
        if not excel_program(machine):
            return not_applicable("没有 Excel")
        return warning(
            "没有程序负责打开 .xlsm 工作簿。", "请先打开 Excel，再从“文件”→“打开”里选工作簿。"
        )
    if not is_wps(opener):
        return ok(f"由它打开：{opener}")
    if excel_program(machine):
        return warning(
            f"双击 .xlsm 工作簿会用 WPS 打开，按钮可能不能用：{opener}。",
            "请右键点工作簿，选“打开方式”→“选择其他应用”→“Excel”，并勾选“始终使用此应用”。",
        )
    return warning(f"双击 .xlsm 工作簿会用 WPS 打开，WPS 个人版不能用按钮：{opener}。", _DRAG)


def examine_wps(machine: Machine) -> Verdict:
    """WPS: there or not, and its version."""
    version = _wps_version(machine)
    place = server(machine, "Ket.Application")
    if not version and not place:
        return ok("没有安装")
    found = f"WPS Office{f' {version}' if version else ''}{f'，位置：{place}' if place else ''}"
    if excel_program(machine):
        return ok(found, "带按钮的工作簿请用 Excel 打开。")
    return ok(found, f"WPS 里没有宏（个人版）时，{_DRAG}")


def examine_macros(machine: Machine) -> Verdict:
    """Whether the settings of Excel, or those of the office, let macros run."""
    if not excel_program(machine):
        return not_applicable("没有 Excel")
    office = rf"Microsoft\Office\{excel_version(machine)}.0"
    for hive in ("HKLM", "HKCU"):
        if machine.registry_value(rf"{hive}\Software\Policies\{office}\Common", "VBAOff") == 1:
            return fault(
                "单位策略关闭了 Office 的宏（VBA），按钮不能用。", f"请联系信息部门；{_DRAG}"
            )
    policy_key = rf"HKCU\Software\Policies\{office}\Excel\Security"
    own_key = rf"HKCU\Software\{office}\Excel\Security"
    policy = machine.registry_value(policy_key, "VBAWarnings")
    own = machine.registry_value(own_key, "VBAWarnings")
    setting = own if policy is None else policy
    if setting in {3, 4}:
        kind = "禁用所有宏" if setting == 4 else "只运行有数字签名的宏"  # noqa: PLR2004 - Office's number
        if policy is not None:
            return fault(f"单位策略规定 Excel {kind}，按钮不能用。", f"请联系信息部门；{_DRAG}")
        return fault(
            f"Excel 的宏设置是“{kind}”，按钮不能用。",
            f"请在 Excel 里打开{_TRUST_CENTRE}，选“禁用所有宏，并发出通知”，再重新打开工作簿。",
        )
    for key in (policy_key, own_key):
        if machine.registry_value(key, "blockcontentexecutionfrominternet") == 1:
            return warning(
                "Excel 会阻止来自互联网的文件里的宏。",
                "工作簿如果是下载或邮件收到的，请先右键“属性”→“解除锁定”，再打开。",
            )
    if setting == 1:
        return ok("启用所有宏", "这样对来历不明的文件没有防护，建议改为“禁用所有宏，并发出通知”。")
    return ok("打开工作簿时询问是否启用宏", "出现黄色提示条时，请点“启用内容”。")


def examine_libreoffice(machine: Machine) -> Verdict:
    """LibreOffice, which reads .doc, .wps and .rtf."""
    if machine.soffice is not None:
        return ok(machine.soffice)
    return warning(
        "没有找到 LibreOffice，不能直接读取 .doc、.wps、.rtf 文件。",
        "不影响其他功能；遇到这类文件，请先用 WPS 或 Word 另存为 .docx。",
    )


def is_wps(program: str) -> bool:
    """Whether a path is that of a program of WPS Office."""
    text = program.casefold()
    return _file_name(text) in _WPS_PROGRAMS or "kingsoft" in text or "wps office" in text


def _opener(machine: Machine, extension: str) -> str:
    choice = machine.registry_text(
        r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\FileExts"
        rf"\{extension}\UserChoice",
        "ProgId",
    )
    kind = choice or machine.registry_text(rf"HKCR\{extension}")
    return _program(machine.registry_text(rf"HKCR\{kind}\shell\open\command")) if kind else ""


def _wps_version(machine: Machine) -> str:
    for hive in ("HKCU", "HKLM"):
        for name in machine.registry.keys(rf"{hive}\{_UNINSTALL}"):
            key = rf"{hive}\{_UNINSTALL}\{name}"
            if machine.registry_text(key, "DisplayName").casefold().startswith("wps office"):
                return machine.registry_text(key, "DisplayVersion") or "（版本不明）"
    return machine.registry_text(r"HKCU\Software\Kingsoft\Office\6.0\Common", "Version")


def _program(command: str) -> str:
    r"""The program of a command line such as ``"C:\…\EXCEL.EXE" /automation``."""
    match = _PROGRAM.match(command)
    return next((part for part in match.groups() if part), "") if match else ""


def _file_name(program: str) -> str:
    return program.replace("/", "\\").rpartition("\\")[2].casefold()


def _bits_of_program(path: Path) -> int | None:
    """32 or 64, from the header of a Windows program."""
    with path.open("rb") as stream:
        head = stream.read(_MOST_HEADER)
    (start,) = struct.unpack_from("<I", head, _PE_OFFSET_AT)
    signature, machine = struct.unpack_from("<4sH", head, start)
    if signature != b"PE\0\0":
        raise ValueError(path)
    return _BITS_OF_MACHINE.get(machine)
