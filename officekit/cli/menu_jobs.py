"""The menu's jobs on closed files: one function a job, each calling one workflow.

Nothing is ever overwritten: results stand beside the source under a name of their own, with a
number where that name is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from officekit import workflows
from officekit.cli.findings_text import counts_text
from officekit.model.finding import Finding, Severity
from officekit.model.schema import SheetName
from officekit.workflows import Checked, Progress

_MACROS = ".xlsm"
_WORKBOOK = ".xlsx"
_CORRECTED, _REFRESHED = "-修正", "-刷新"
_SHOWN_FINDINGS = 5
_FROM_SOURCE = frozenset({"MX611", "MX612", "MX613", "MX614"})
_NOT_SET = frozenset({"MX391", "MX392"})
_SOURCE_SETTING = "原文件"


@dataclass(frozen=True, slots=True)
class Product:
    """A file that a job has made.

    Attributes:
        path: the file.
        name: what it is, in Chinese.
    """

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a job has done.

    Attributes:
        lines: what was found and done, in Chinese.
        made: new files, the most important first.
        shown: files that were there before and may be opened now.
        errors: findings of severity error exist.
        matrix: matrix workbook to go on with, made or looked at.
        beside: file beside which the new files belong, where that is not the one worked on.
    """

    lines: tuple[str, ...]
    made: tuple[Product, ...] = ()
    shown: tuple[Product, ...] = ()
    errors: bool = False
    matrix: Path | None = None
    beside: Path | None = None


Job = Callable[[Path, Progress], Outcome]


def import_file(path: Path, progress: Progress) -> Outcome:
    """导入方案, 导入任务表: a matrix workbook from a plan or a task table."""
    if workflows.recognise(path) is workflows.FileKind.MATRIX:
        return refresh_file(path, progress)
    (output,) = workflows.free_paths(path, f"-责任矩阵{_WORKBOOK}")
    built = workflows.build(path, output, progress=progress)
    title = f"《{built.matrix.title}》：" if built.matrix.title else ""
    lines = [f"{title}责任清单{len(built.matrix.rows)}行。"]
    if built.matrix.findings:
        lines.append(
            f"读取和识别中的问题：{counts_text(built.matrix.findings)}，见工作簿的“问题清单”。"
        )
    lines.append("下一步：核对责任清单和单位名录，再用“校验”。")
    return Outcome(tuple(lines), (Product(output, "责任矩阵"),), matrix=output)


def check_file(path: Path, progress: Progress) -> Outcome:
    """校验: a report workbook with marked cells, and a summary on one page of Word."""
    report, summary = workflows.free_paths(path, f"-检查报告{_WORKBOOK}", "-问题汇总.docx")
    checked = workflows.check(path, report=report, summary=summary, progress=progress)
    made = (Product(report, "检查报告"), Product(summary, "问题汇总"))
    return Outcome(_check_lines(checked), made, errors=_has_errors(checked))


def compare_files(path: Path, progress: Progress, *, source: Path) -> Outcome:
    """与原文比对: the check with the original plan beside it."""
    report, summary = workflows.free_paths(path, f"-比对报告{_WORKBOOK}", "-比对汇总.docx")
    checked = workflows.check(
        path, source=source, report=report, summary=summary, progress=progress
    )
    made = (Product(report, "比对报告"), Product(summary, "比对汇总"))
    different = [f for f in checked.result.findings if f.code in _FROM_SOURCE]
    lines = [f"与原文相比有{len(different)}处不同。" if different else "与原文一致。"]
    lines += _finding_lines(different)
    lines.append(f"连同其他检查：{counts_text(checked.result.findings)}。")
    return Outcome(tuple(lines), made, errors=_has_errors(checked))


def correct_file(path: Path, progress: Progress) -> Outcome:
    """修正: a copy of the clerk's workbook with the safe corrections."""
    ending = _MACROS if path.suffix.lower() == _MACROS else _WORKBOOK
    (output,) = workflows.free_paths(path, f"{_CORRECTED}{ending}")
    checked = workflows.check(path, fix=output, progress=progress)
    if not checked.corrections:
        output.unlink()
        return Outcome(("没有可以自动修正的地方，没有生成副本。其他问题请用“校验”查看。",))
    lines = [f"修正了{len(checked.corrections)}处，逐条记在副本的“修改记录”中；原文件没有改动。"]
    left = sum(f.code in _NOT_SET for f in checked.result.findings)
    if left:
        lines.append(f"另有{left}个单元格是公式等，没有自动修正，请手工修改。")
    return Outcome(tuple(lines), (Product(output, "修正后的副本"),), matrix=output)


def refresh_file(path: Path, progress: Progress) -> Outcome:
    """刷新责任矩阵: a copy whose cross table and counts follow the list."""
    (output,) = workflows.free_paths(path, f"{_REFRESHED}{_WORKBOOK}")
    built = workflows.build(path, output, progress=progress)
    lines = [f"按责任清单的{len(built.matrix.rows)}行重新汇总；您的改动和自设的列都已保留。"]
    if path.suffix.lower() == _MACROS:
        lines.append("副本是普通工作簿，没有按钮；要用按钮的，请继续使用原工作簿。")
    return Outcome(tuple(lines), (Product(output, "刷新后的责任矩阵"),), matrix=output)


def units_of(path: Path, progress: Progress) -> Outcome:
    """单位名录: what is registered in a matrix workbook, and where to edit it."""
    progress("读取文件")
    matrix = workflows.read_matrix(path)
    confirmed = len(matrix.confirmed_units)
    return Outcome(
        (
            f"名录登记了{len(matrix.registry.units)}个单位，其中{confirmed}个已确认。",
            f"请打开工作簿，在“{SheetName.UNITS}”表中核对名称和别名，核对过的在“确认”列选“是”。",
            "改好保存后，用“刷新责任矩阵”重新汇总。",
        ),
        shown=(Product(path, "工作簿"),),
        matrix=path,
    )


def settings_of(path: Path, progress: Progress) -> Outcome:
    """设置: the settings of a matrix workbook, and where to edit them."""
    progress("读取文件")
    matrix = workflows.read_matrix(path)
    filled = [f"  {name}：{value}" for name, value in matrix.settings.items() if value]
    empty = "、".join(name for name, value in matrix.settings.items() if not value)
    return Outcome(
        (
            *(filled or ["各项都还没有填写。"]),
            *([f"  还没有填写：{empty}"] if empty else []),
            f"请打开工作簿，在“{SheetName.SETTINGS}”表中填写；改好保存后，用“刷新责任矩阵”。",
        ),
        shown=(Product(path, "工作簿"),),
        matrix=path,
    )


def source_beside(path: Path) -> Path | None:
    """The plan that a matrix workbook says it was made from, if it lies in the same folder.

    Raises:
        OfficekitError: the workbook can't be read.
    """
    name = workflows.read_matrix(path).settings.get(_SOURCE_SETTING, "").strip()
    if not name:
        return None
    source = path.parent / Path(name).name
    try:
        return source if source.is_file() else None
    except OSError:
        return None


def _has_errors(checked: Checked) -> bool:
    return any(f.severity is Severity.ERROR for f in checked.result.findings)


def _check_lines(checked: Checked) -> tuple[str, ...]:
    """Counts, then the errors one by one: the rest stands in the report."""
    findings = checked.result.findings
    lines = [f"检查了{len(checked.matrix.rows)}项任务：{counts_text(findings)}。"]
    if checked.result.waived:
        lines.append(f"另有{len(checked.result.waived)}条已在“处理意见”中说明，不再列出。")
    lines += _finding_lines([f for f in findings if f.severity is Severity.ERROR])
    return tuple(lines)


def _finding_lines(findings: Sequence[Finding]) -> list[str]:
    lines = []
    for finding in findings[:_SHOWN_FINDINGS]:
        place = str(replace(finding.location, file=""))
        lines.append(f"  {finding.severity.label} {finding.code} {place}".rstrip())
        lines.append(f"    {finding.message}")
    if len(findings) > _SHOWN_FINDINGS:
        lines.append(f"  还有{len(findings) - _SHOWN_FINDINGS}条，见报告的“问题清单”。")
    return lines
