"""What install.bat has left: a half-finished installation, the list of what was installed."""

from __future__ import annotations

import json
from pathlib import Path

from officekit.installation.machine import Machine
from officekit.installation.verdict import Verdict, ok, warning

MANIFEST = "installed.json"
_UNFINISHED = ("runtime.new", "runtime.old")


def examine_leftovers(machine: Machine) -> Verdict:
    """The installation was finished, and its list can be read."""
    home = machine.home
    left = [name for name in _UNFINISHED if (home / name).exists()]
    if left:
        return warning(
            f"“{home}”里有上次没有装完留下的 {'、'.join(left)}。",
            "请关闭 Excel，重新运行 install.bat，它会接着装完并清理。",
        )
    if not machine.runtime.is_dir():
        return ok("不是用 install.bat 安装的")
    if not (home / MANIFEST).is_file():
        return warning(
            f"缺少安装清单 {MANIFEST}，卸载时会删不干净。", "请重新运行 install.bat，设置会保留。"
        )
    if not _is_readable(home / MANIFEST):
        return warning(
            f"安装清单 {MANIFEST} 已损坏，卸载时会删不干净。",
            "请重新运行 install.bat，设置会保留。",
        )
    return ok(f"安装完整：{home}")


def _is_readable(manifest: Path) -> bool:
    try:
        content = json.loads(manifest.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(content, dict)
