"""The examination: every probe once, each on its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from officekit.installation.access import (
    examine_documents,
    examine_home,
    examine_path_length,
    examine_room,
    examine_temporary,
)
from officekit.installation.antivirus import examine_defender
from officekit.installation.fonts import examine_fonts
from officekit.installation.interpreter import examine_interpreter, examine_packages
from officekit.installation.leftovers import examine_leftovers
from officekit.installation.machine import Machine
from officekit.installation.office_programs import (
    examine_excel,
    examine_libreoffice,
    examine_macros,
    examine_opener,
    examine_owner,
    examine_wps,
)
from officekit.installation.text_settings import (
    examine_encodings,
    examine_variables,
    examine_xlwings_settings,
)
from officekit.installation.this_machine import this_machine
from officekit.installation.verdict import Verdict, not_applicable, warning
from officekit.installation.workbook_version import (
    examine_library,
    examine_mark_of_the_web,
    examine_workbooks,
)
from officekit.model.installation import Check


@dataclass(frozen=True, slots=True)
class Probe:
    """One item of the examination.

    Attributes:
        name: what the clerk reads, in Chinese, unique.
        look: looks at a machine and answers; it may raise.
        windows_only: whether there is nothing to look at elsewhere.
    """

    name: str
    look: Callable[[Machine], Verdict]
    windows_only: bool = False

    def check(self, machine: Machine) -> Check:
        """Look; a probe that fails becomes a warning that names it, and the others go on."""
        if self.windows_only and not machine.on_windows:
            verdict = not_applicable("只在 Windows 上检查")
        else:
            try:
                verdict = self.look(machine)
            except Exception as error:  # noqa: BLE001 - one broken probe must not hide the others
                verdict = warning(
                    f"“{self.name}”没有查成（{type(error).__name__}：{error}）。",
                    "其他各项不受影响；请把这一行告诉维护人员。",
                )
        return Check(self.name, verdict.state, verdict.found, verdict.advice)


PROBES = (
    Probe("安装", examine_leftovers, windows_only=True),
    Probe("Python", examine_interpreter),
    Probe("程序包", examine_packages),
    Probe("工作簿版本", examine_workbooks),
    Probe("工作簿来源标记", examine_mark_of_the_web, windows_only=True),
    Probe("xlwings 动态库", examine_library, windows_only=True),
    Probe("xlwings 个人设置", examine_xlwings_settings, windows_only=True),
    Probe("Excel", examine_excel, windows_only=True),
    Probe("Excel 接口", examine_owner, windows_only=True),
    Probe("Excel 宏设置", examine_macros, windows_only=True),
    Probe("打开方式", examine_opener, windows_only=True),
    Probe("WPS", examine_wps, windows_only=True),
    Probe("LibreOffice", examine_libreoffice),
    Probe("字体", examine_fonts),
    Probe("安装文件夹", examine_home),
    Probe("“文档”文件夹", examine_documents),
    Probe("临时文件夹", examine_temporary),
    Probe("磁盘空间", examine_room),
    Probe("路径长度", examine_path_length, windows_only=True),
    Probe("文字编码", examine_encodings),
    Probe("环境变量", examine_variables),
    Probe("Defender 规则", examine_defender, windows_only=True),
)
"""All items in the order in which they are shown."""


def examine(
    home: Path, *, workbooks: Sequence[Path] = (), machine: Machine | None = None
) -> tuple[Check, ...]:
    r"""Examine the installation; nothing is changed, nothing is raised.

    Args:
        home: officekit's own folder.
        workbooks: workbooks with buttons to look at besides those in ``Documents\officekit``.
        machine: the computer; by default this one, and then ``home`` and ``workbooks`` are its.

    Returns:
        A check for each of :data:`PROBES`, in their order.
    """
    computer = this_machine(home, workbooks) if machine is None else machine
    return tuple(probe.check(computer) for probe in PROBES)
