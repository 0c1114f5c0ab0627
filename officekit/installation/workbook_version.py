"""Workbooks with buttons against the installed xlwings, without Excel."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from officekit.installation.machine import Machine
from officekit.installation.office_programs import excel_bits
from officekit.installation.verdict import Verdict, fault, not_applicable, ok, warning

XLWINGS_PROPERTY = "xlwings版本"
OFFICEKIT_PROPERTY = "officekit版本"

_PART = "docProps/custom.xml"
_LARGEST_PART = 64 * 1024
_LARGEST_ZONE = 4 * 1024
_MOST_WORKBOOKS = 50
_PROPERTIES = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
_OUTSIDE_ZONES = ("3", "4")
"""Zones of Windows from which Office blocks macros: the internet and restricted sites."""


class WorkbookUnreadableError(Exception):
    """The workbook's properties can't be read; the reason is the message, in Chinese."""


@dataclass(frozen=True, slots=True)
class WorkbookVersions:
    """What a workbook with buttons was built with; ``None`` where it doesn't say.

    Attributes:
        xlwings: version of the VBA module in it.
        officekit: version of officekit that built it.
    """

    xlwings: str | None
    officekit: str | None


def workbooks(machine: Machine) -> tuple[Path, ...]:
    r"""The given workbooks, and those with macros in ``Documents\officekit``."""
    found = dict.fromkeys(machine.workbooks)
    if machine.documents is not None:
        folder = machine.documents / "officekit"
        several = sorted(folder.glob("*.xlsm")) if folder.is_dir() else []
        found.update(dict.fromkeys(path for path in several if not path.name.startswith("~$")))
    return tuple(found)[:_MOST_WORKBOOKS]


def workbook_versions(path: Path) -> WorkbookVersions:
    """Read the versions from the custom properties of a workbook.

    Raises:
        WorkbookUnreadableError: missing, no workbook, or damaged.
    """
    from lxml import etree

    try:
        with zipfile.ZipFile(path) as package:
            if _PART not in package.namelist():
                return WorkbookVersions(None, None)
            with package.open(_PART) as part:
                data = part.read(_LARGEST_PART + 1)
    except FileNotFoundError as error:
        raise WorkbookUnreadableError("找不到文件") from error
    except PermissionError as error:
        raise WorkbookUnreadableError("没有权限打开") from error
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, ValueError) as error:
        raise WorkbookUnreadableError("不是工作簿或已损坏") from error
    if len(data) > _LARGEST_PART:
        raise WorkbookUnreadableError("属性多得不正常")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise WorkbookUnreadableError("属性已损坏") from error
    values = {
        each.get("name"): "".join(str(text) for text in each.itertext()).strip()
        for each in root.iter(f"{_PROPERTIES}property")
    }
    return WorkbookVersions(
        values.get(XLWINGS_PROPERTY) or None, values.get(OFFICEKIT_PROPERTY) or None
    )


def examine_workbooks(machine: Machine) -> Verdict:
    """The version of xlwings in the workbooks is the installed one."""
    several = workbooks(machine)
    if not several:
        if not machine.on_windows:
            return not_applicable("没有要核对的工作簿")
        return warning(
            "“文档\\officekit”文件夹里没有带按钮的工作簿（.xlsm）。",
            "请重新运行 install.bat；工作簿已经移到别处的可以不管。",
        )
    installed = machine.package_version("xlwings")
    fine, other, silent, broken = [], [], [], []
    for path in several:
        try:
            versions = workbook_versions(path)
        except WorkbookUnreadableError as error:
            broken.append(f"“{path.name}”{error}")
            continue
        if versions.xlwings is None:
            silent.append(f"“{path.name}”")
        elif versions.xlwings != installed:
            other.append(f"“{path.name}”要求 xlwings {versions.xlwings}")
        else:
            fine.append(f"“{path.name}”")
    if other:
        told = f"{'、'.join(other)}，现装的是 {installed or '（没有安装）'}，函数和按钮可能不能用。"
        if fine:
            return warning(told, f"请改用{'、'.join(fine)}，用“导入任务表”把旧工作簿的内容带过来。")
        return fault(told, "请重新运行 install.bat，改用新的工作簿，用“导入任务表”带入旧的内容。")
    if broken:
        return warning(
            f"{'、'.join(broken)}。", "请检查这个文件；打不开的，用备份或安装包里的替换。"
        )
    if silent:
        return warning(
            f"{'、'.join(silent)}没有注明所需的 xlwings 版本。",
            "不是责任矩阵工作簿的可以不管；是的话，请改用“文档\\officekit”里的，用“导入任务表”带入内容。",
        )
    return ok(f"{'、'.join(fine)}与 xlwings {installed} 一致")


def examine_library(machine: Machine) -> Verdict:
    """The library by which functions in cells start Python stands beside it or one folder up."""
    version = machine.package_version("xlwings")
    if version is None:
        return fault("没有安装 xlwings，Excel 里的按钮和函数不能用。", "请重新运行 install.bat。")
    bits = excel_bits(machine) or 64
    name = f"xlwings{bits}-{version}.dll"
    own = machine.runtime / "Scripts" / "python.exe"
    program = own if own.is_file() else machine.interpreter.executable
    for folder in (program.parent, program.parent.parent):
        if (folder / name).is_file():
            return ok(f"{folder / name}")
    return fault(
        f"缺少 {name}（{bits} 位 Excel 使用），单元格里的函数不能用，按钮不受影响。",
        "请重新运行 install.bat；仍然缺少的，请看杀毒软件是否隔离了这个文件。",
    )


def examine_mark_of_the_web(machine: Machine) -> Verdict:
    """Windows has marked the workbook as coming from outside: Office blocks its macros."""
    several = workbooks(machine)
    if not several:
        return not_applicable("没有要核对的工作簿")
    marked = [f"“{path.name}”" for path in several if _is_marked(path)]
    if marked:
        return fault(
            f"{'、'.join(marked)}带有“来自其他计算机”的标记，Excel 会禁用其中的按钮。",
            "请关闭工作簿，右键点它选“属性”，在“常规”页下方勾选“解除锁定”，再点“确定”。",
        )
    return ok("没有“来自其他计算机”的标记")


def _is_marked(path: Path) -> bool:
    """Whether the stream of the file system in which Windows notes the origin names the outside."""
    try:
        with Path(f"{path}:Zone.Identifier").open("rb") as stream:
            text = stream.read(_LARGEST_ZONE).decode("ascii", "replace")
    except OSError:
        return False
    lines = (line.replace(" ", "").strip() for line in text.splitlines())
    return any(line in {f"ZoneId={zone}" for zone in _OUTSIDE_ZONES} for line in lines)
