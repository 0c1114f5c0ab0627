"""The fonts of official documents (GB/T 9704-2012, 5.2) and of the workbook."""

from __future__ import annotations

import re
from dataclasses import dataclass

from officekit.installation.machine import Machine
from officekit.installation.verdict import Verdict, ok, warning

_KEY = r"Software\Microsoft\Windows NT\CurrentVersion\Fonts"
_KIND = re.compile(r"(?:\s*(?:\((?:TrueType|OpenType)\)|常规|Regular))+\s*$", re.IGNORECASE)
_SEVERAL = re.compile(r"\s*[&,]\s*")


@dataclass(frozen=True, slots=True)
class _Font:
    """A font that is asked for.

    Attributes:
        name: as in Word's list.
        instead: fonts that may be used in its place, the nearest first.
    """

    name: str
    instead: tuple[str, ...]


_FONTS = (
    _Font("方正小标宋简体", ("方正小标宋_GBK", "华文中宋", "宋体")),
    _Font("仿宋_GB2312", ("仿宋", "华文仿宋")),
    _Font("仿宋", ("仿宋_GB2312", "华文仿宋")),
    _Font("楷体_GB2312", ("楷体", "华文楷体")),
    _Font("楷体", ("楷体_GB2312", "华文楷体")),
    _Font("黑体", ("微软雅黑", "华文细黑")),
    _Font("宋体", ("新宋体", "华文宋体")),
    _Font("等线", ("微软雅黑", "宋体")),
)

_OTHER_NAMES = {
    "方正小标宋简体": "FZXiaoBiaoSong-B05S",
    "方正小标宋_GBK": "FZXiaoBiaoSong-B05",
    "仿宋_GB2312": "FangSong_GB2312",
    "仿宋": "FangSong",
    "楷体_GB2312": "KaiTi_GB2312",
    "楷体": "KaiTi",
    "黑体": "SimHei",
    "宋体": "SimSun",
    "新宋体": "NSimSun",
    "等线": "DengXian",
    "微软雅黑": "Microsoft YaHei",
    "华文中宋": "STZhongsong",
    "华文仿宋": "STFangsong",
    "华文楷体": "STKaiti",
    "华文细黑": "STXihei",
    "华文宋体": "STSong",
}
"""English names, under which the registry and some systems list the fonts."""


def examine_fonts(machine: Machine) -> Verdict:
    """The fonts that officekit's documents name; Word shows another one where one is missing."""
    installed = _registered(machine) if machine.on_windows else _listed(machine)
    if installed is None:
        return warning(
            "这个系统不能列出字体。",
            "请在 Word 或 WPS 的字体列表里看有没有“方正小标宋简体”“仿宋_GB2312”。",
        )
    missing = [font for font in _FONTS if not _has(installed, font.name)]
    if not missing:
        return ok(f"{'、'.join(font.name for font in _FONTS)}都有")
    usable = (
        f"{font.name}可用“{name}”"
        for font in missing
        if (name := next((n for n in font.instead if _has(installed, n)), None))
    )
    instead = "，".join(usable)
    return warning(
        f"缺少{'、'.join(font.name for font in missing)}，公文在本机显示和打印会换成别的字体。",
        f"请信息部门安装{f'；在此之前{instead}' if instead else ''}。",
    )


def _has(installed: frozenset[str], name: str) -> bool:
    return name.casefold() in installed or _OTHER_NAMES[name].casefold() in installed


def _registered(machine: Machine) -> frozenset[str]:
    """Names of the fonts of all users and of this one, without their kind, in lower case."""
    names = [
        name for hive in ("HKLM", "HKCU") for name in machine.registry.values(rf"{hive}\{_KEY}")
    ]
    return frozenset(
        part.casefold() for name in names for part in _SEVERAL.split(_KIND.sub("", name))
    )


def _listed(machine: Machine) -> frozenset[str] | None:
    text = machine.list_fonts()
    if text is None:
        return None
    return frozenset(
        part.strip().casefold() for line in text.splitlines() for part in line.split(",")
    )
