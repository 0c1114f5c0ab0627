"""The demonstration: the whole round that exists so far, on the bundled samples."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from officekit import workflows
from officekit.cli.demonstration_exchange import Exchanged, demonstrate_exchange
from officekit.config import Config
from officekit.data.bundled import bundled
from officekit.errors import OutputNotWritableError
from officekit.workflows.progress import silent


@dataclass(frozen=True, slots=True)
class Shown:
    """One sample of the demonstration: what was built, found, drafted and, for one, exchanged."""

    sample: Path
    built: workflows.Built
    checked: workflows.Checked
    drafted: workflows.Drafted
    exchanged: Exchanged | None = None


def demonstrate(folder: str | Path, *, progress: workflows.Progress = silent) -> list[Shown]:
    """Make everything that exists so far from the bundled samples.

    The samples are copied into the folder beside their workbooks, reports and summaries; files
    of an earlier demonstration are replaced.
    """
    target = Path(folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputNotWritableError(
            f"不能建立文件夹“{target}”。", "请换一个有写入权限的文件夹，用 -o 指定。"
        ) from error
    shown = []
    for sample in sorted(p for p in bundled("samples").iterdir() if p.suffix in _DEMO_KINDS):
        progress(f"示例：{sample.name}")
        try:
            copy = Path(shutil.copy(sample, target / sample.name))
        except OSError as error:
            raise OutputNotWritableError(
                f"不能写入文件夹“{target}”。", "请关闭其中已打开的文件，或用 -o 换一个文件夹。"
            ) from error
        output = target / f"{sample.stem}_责任矩阵.xlsx"
        built = workflows.build(copy, output, overwrite=True, progress=progress)
        checked = workflows.check(
            output,
            source=copy,
            report=target / f"{sample.stem}_检查报告.xlsx",
            summary=target / f"{sample.stem}_问题汇总.docx",
            overwrite=True,
            progress=progress,
        )
        drafted = workflows.draft_notice(
            output,
            target / f"{sample.stem}_印发通知.docx",
            settings={n: text for n, text in _ADDRESS.items() if not built.matrix.settings[n]},
            overwrite=True,
            config=Config.from_environment(),
            progress=progress,
        )
        exchanged = (
            demonstrate_exchange(output, progress=progress) if sample.suffix == _EXCHANGED else None
        )
        shown.append(Shown(copy, built, checked, drafted, exchanged))
    return shown


_ADDRESS = {
    "发文机关": "青禾区人民政府办公室",
    "文号": "青政办发〔2025〕8号",
    "主送机关": "各镇人民政府，区政府各部门、各直属单位",
    "批准机关": "区政府",
    "署名": "青禾区人民政府办公室",
    "成文日期": "2025年3月5日",
}
"""What the samples do not say and a notice needs."""
_EXCHANGED = ".xlsx"
"""Kind of the sample that is split, filled in and collected: the shortest of them."""
_DEMO_KINDS = frozenset({".docx", ".txt", ".xlsx"})
