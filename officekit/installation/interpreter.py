"""Python and its packages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from officekit.installation.machine import Machine
from officekit.installation.verdict import Verdict, fault, ok, warning

_FIRST, _LAST = (3, 11), (3, 13)
_BITS = 64
_INSTALL_AGAIN = "请重新运行 install.bat。"
_SLOW = ("pandas", "numpy")
_REQUIREMENT = re.compile(r"([\w.-]+)(?:\[[^\]]*\])?\s*(?:(>=|==)\s*([\d.]+))?[^;]*(?:;(.*))?")
_EXTRA = re.compile(r"extra\s*==\s*[\"']([^\"']+)")


@dataclass(frozen=True, slots=True)
class _Requirement:
    """A package that officekit needs: ``relation`` is ``>=``, ``==`` or empty."""

    name: str
    relation: str
    version: str

    def __str__(self) -> str:
        return " ".join(part for part in (self.name, self.relation, self.version) if part)

    def met_by(self, installed: str) -> bool:
        if self.relation == "==":
            return installed == self.version
        return _numbers(installed) >= _numbers(self.version)


def examine_interpreter(machine: Machine) -> Verdict:
    """The Python that runs: version, 64 bit, and whether it is the one the buttons start."""
    python = machine.interpreter
    version = ".".join(str(number) for number in python.version)
    found = f"Python {version}（{python.bits} 位），位置：{python.executable}"
    if not _FIRST <= python.version[:2] <= _LAST:
        return fault(f"{found}。officekit 需要 Python 3.11 至 3.13。", _INSTALL_AGAIN)
    if not machine.on_windows:
        return ok(found)
    if python.bits != _BITS:
        return fault(f"{found}。officekit 需要 64 位的 Python。", _INSTALL_AGAIN)
    if in_runtime(machine):
        return ok(found)
    own = machine.runtime / "Scripts" / "python.exe"
    if own.is_file():
        return warning(
            f"{found}。这次检查用的不是工作簿按钮所用的 Python。",
            f"请双击 officekit.bat 重新体检；按钮用的是 {own}。",
        )
    return warning(
        f"{found}。工作簿按钮所用的 Python（{own}）不存在。",
        "要使用工作簿里的按钮，请运行 install.bat；只用命令行可以不管。",
    )


def examine_packages(machine: Machine) -> Verdict:
    """The packages that officekit asks for: there, and new enough."""
    needed = _needed(machine)
    if not needed:
        return warning("没有找到 officekit 的安装信息，不能核对程序包。", _INSTALL_AGAIN)
    installed = {each.name: machine.package_version(each.name) for each in needed}
    missing = [str(each) for each in needed if installed[each.name] is None]
    wrong = [
        f"{each}（现有 {version}）"
        for each in needed
        if (version := installed[each.name]) is not None and not each.met_by(version)
    ]
    if missing or wrong:
        parts = []
        if missing:
            parts.append(f"缺少 {'、'.join(missing)}")
        if wrong:
            parts.append(f"版本不对：{'、'.join(wrong)}")
        return fault(f"{'；'.join(parts)}。", _INSTALL_AGAIN)
    found = "、".join(f"{name} {version}" for name, version in installed.items())
    slow = [name for name in _SLOW if machine.package_version(name) is not None]
    if slow and machine.on_windows and in_runtime(machine):
        return warning(
            f"{found}；另装有 {'、'.join(slow)}，每次按按钮都要多等半秒以上。",
            "如果不是特意安装的，请运行 uninstall.bat 后再运行 install.bat；设置会保留。",
        )
    return ok(found)


def in_runtime(machine: Machine) -> bool:
    """Whether the Python that runs is the one that the buttons of the workbook start."""
    # Resolved, because Windows gives some folders under a short name (WANGXI~1).
    return machine.runtime.resolve() in machine.interpreter.executable.parent.resolve().parents


def _needed(machine: Machine) -> list[_Requirement]:
    """What is asked for on this platform; the packages for Excel only on Windows."""
    needed = []
    for text in machine.requirements:
        match = _REQUIREMENT.match(text)
        if match is None:
            continue
        name, relation, version, marker = match.groups()
        extra = _EXTRA.search(marker or "")
        if extra and not (extra[1] == "excel" and machine.on_windows):
            continue
        if re.search("win32|Windows", marker or "") and not machine.on_windows:
            continue
        needed.append(_Requirement(name, relation or "", version or ""))
    if machine.on_windows and needed and all(each.name != "pywin32" for each in needed):
        needed.append(_Requirement("pywin32", "", ""))
    return needed


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version)[:3])
