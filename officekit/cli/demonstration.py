"""The demonstration: the whole round that exists so far, on the bundled samples."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from officekit import workflows
from officekit.data.bundled import bundled
from officekit.errors import OutputNotWritableError


@dataclass(frozen=True, slots=True)
class Shown:
    """One sample of the demonstration: what was built and what the check found in it."""

    sample: Path
    built: workflows.Built
    checked: workflows.Checked


def demonstrate(
    folder: str | Path, *, progress: workflows.Progress = lambda _: None
) -> list[Shown]:
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
        shown.append(Shown(copy, built, checked))
    return shown


_DEMO_KINDS = frozenset({".docx", ".txt", ".xlsx"})
