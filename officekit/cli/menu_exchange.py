"""The menu's work of the group 部门: issue, take back, state of returns, conflicts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from officekit import workflows
from officekit.cli.exchange import counted_answers
from officekit.cli.exchange import show_receipts as show_table
from officekit.cli.findings_text import counts_text
from officekit.cli.menu_console import BACK, WARNING, plain_word
from officekit.cli.menu_jobs import Outcome, Product
from officekit.config import Config
from officekit.errors import AlreadyIssuedError, OfficekitError
from officekit.model.finding import Severity
from officekit.model.run import Run, RunKind
from officekit.workflows import Collected, FileKind, Issued, Progress
from officekit.workflows.register_place import FILE_NAME

if TYPE_CHECKING:
    from officekit.cli.menu_work import Task, Workbench

_MACROS, _WORKBOOK = ".xlsm", ".xlsx"
_COLLECTED, _UNDONE = "-汇总", "-撤销汇总"
_CHECKED = re.compile(r"-(?:检查|比对)报告(?:-\d+)?$")
_MOST_LOOKED_AT = 40
"""Workbooks of a folder, newest first, that are looked at in search of the matrix."""
_SHOWN = 5
_UNDO_WORD = "u"
_WHICH_MATRIX = "是哪个责任矩阵的报送文件？（下发时所用的工作簿，或上次汇总后的副本）"
_WHICH_REPORT = "您在哪个报送情况工作簿的“报送冲突”表中选了“采用”？"


def split_packets(bench: Workbench, task: Task) -> Outcome | None:
    """拆分下发: one workbook for each unit, in a folder beside the matrix workbook."""
    path = task.path
    period = _period(bench, workflows.read_matrix(path).settings.get("期次", "").strip())
    if not period:
        return None
    folder = path.parent / workflows.file_name(f"{period}下发", "下发")
    job = partial(_split, path, folder, period)
    try:
        issued = bench.run(job)
    except AlreadyIssuedError as error:
        bench.screen.say(f"  {error.message}", WARNING)
        if not bench.agrees("要按现在的内容再下发一版吗？原来的文件不会改动。"):
            return None
        issued = bench.run(partial(job, new_version=True))
    bench.remember_matrix(path)
    return Outcome(_issued_lines(issued), (Product(folder, "各单位的工作簿"),), matrix=path)


def collect_returns(bench: Workbench, task: Task) -> Outcome | None:
    """收集汇总: all returns in one run, into a copy of the matrix workbook."""
    matrix = _matrix_for(bench, task)
    if matrix is None:
        return None
    bench.screen.say(f"  责任矩阵：{matrix}")
    returns = [path for path in task.paths if path != matrix]
    return _collect(bench, returns, matrix, _decided_report(matrix))


def show_receipts(bench: Workbench, task: Task) -> Outcome | None:
    """报送情况: a table on the screen, a report workbook, and the way back."""
    path = task.path
    (output,) = workflows.free_paths(path, "-报送一览.xlsx")
    report = workflows.return_status(path, report=output, config=Config.from_environment())
    show_table(report.receipts)
    bench.remember_matrix(path)
    shown = Outcome(
        (f"{report.period.text}第{report.version}版：{report.summary}",),
        (Product(output, "报送情况"),),
        matrix=path,
    )
    last = _last_collecting(path)
    if last is None or not _wants_undo(bench, last):
        return shown
    (copy,) = workflows.free_paths(path, _UNDONE + _ending(path))
    undone = bench.run(lambda progress: workflows.undo_collect(path, copy, progress=progress))
    bench.remember_matrix(copy)
    return Outcome(
        (*shown.lines, f"已撤销第{last.number}次汇总：责任清单恢复{_changed(undone)}处。"),
        (
            Product(undone.output, "撤销后的责任矩阵"),
            Product(undone.report_file, "撤销后的报送情况"),
            *shown.made,
        ),
        beside=path,
        matrix=undone.output,
    )


def resolve_conflicts(bench: Workbench, task: Task) -> Outcome | None:
    """处理冲突: what the clerk has decided in a report workbook is put into the matrix."""
    report, matrix = None, task.path
    if workflows.recognise(matrix) is FileKind.REPORT:  # the report itself was dropped
        report = matrix
        found = _matrix_for(bench, task)
        if found is None:
            return None
        matrix = found
    else:
        likely = next(_reports(matrix), None)
        chosen = bench.ask_files(_WHICH_REPORT, _decided_report(matrix) or likely)
        if not chosen:
            return None
        report = chosen[0]
    if not workflows.decided(report):
        return Outcome(
            (
                f"“{report.name}”的“报送冲突”中还没有选“采用”或“不采用”，所以没有改动。",
                "请在要采用的一行的“处理”列选“采用”，保存并关闭工作簿，再用“处理冲突”。",
            ),
            shown=(Product(report, "报送情况"),),
            matrix=matrix,
        )
    return _collect(bench, [], matrix, report)


# ------------------------------------------------------------------ issuing


def _period(bench: Workbench, setting: str) -> str:
    """The period that is issued; blank if the clerk goes back."""
    today = datetime.now().astimezone().date()
    default = setting or f"{today.year}年{today.month}月"
    bench.screen.say("下发哪一期？例如：2025年9月、2025年第3季度。")
    word = bench.screen.ask(f"直接回车：{default}；也可以输入别的期次，0 不办：")
    return "" if plain_word(word) in BACK else word or default


def _split(
    matrix: Path, folder: Path, period: str, progress: Progress, *, new_version: bool = False
) -> Issued:
    return workflows.split(
        matrix,
        folder,
        period=period,
        new_version=new_version,
        config=Config.from_environment(),
        progress=progress,
    )


def _issued_lines(issued: Issued) -> tuple[str, ...]:
    round_ = issued.round
    which = f"{round_.period.text}第{round_.version}版"
    if issued.again:
        lines = [f"{which}在{round_.issued_at[:10]}下发过，内容没有变化；缺少的文件已补齐。"]
    else:
        lines = [f"已拆分{which}：{len(round_.packets)}个单位各一个工作簿。"]
        lines += [issued.what_still_counts] if issued.what_still_counts else []
    lines.append(f"报送截止日期：{round_.due or '没有设定，可在“设置”表中填写“报送截止日期”'}。")
    if issued.findings:
        lines.append(f"请留意（{counts_text(issued.findings)}）：")
        lines += [f"  {finding.message}" for finding in issued.findings[:_SHOWN]]
    lines.append("请发给各单位；收回后放进一个文件夹，用“收集汇总”，或把文件夹拖进来。")
    return tuple(lines)


# ------------------------------------------------------------------ collecting


def _collect(
    bench: Workbench, paths: Sequence[Path], matrix: Path, decisions: Path | None
) -> Outcome:
    (output,) = workflows.free_paths(matrix, _COLLECTED + _ending(matrix))
    collected = bench.run(
        lambda progress: workflows.collect(
            paths,
            matrix,
            output,
            decisions=decisions,
            config=Config.from_environment(),
            progress=progress,
        )
    )
    bench.remember_matrix(collected.output)
    made = [
        Product(collected.output, "汇总后的责任矩阵"),
        Product(collected.report_file, "报送情况"),
    ]
    if collected.replies:
        made.append(Product(collected.replies[0].parent, f"退回意见{len(collected.replies)}份"))
    return Outcome(
        _collected_lines(collected),
        tuple(made),
        errors=collected.collection.has_errors,
        beside=matrix,
        matrix=collected.output,
    )


def _collected_lines(collected: Collected) -> tuple[str, ...]:
    collection, report = collected.collection, collected.report
    result = collection.result
    findings = (*collection.all_findings, *collected.findings)
    errors = [f"{unit}：{f.message}" for unit, f in report.findings if f.severity is Severity.ERROR]
    lines = [
        f"第{collection.run}次：新收{len(collection.taken)}份，以前收过{collection.known}份。",
        f"{report.period.text}第{report.version}版：{report.summary}",
        f"填报内容：{counted_answers(result)}。",
        f"责任清单改动{_changed(collected)}处，都记在“修改记录”。",
        f"问题：{counts_text(findings)}。",
        *(f"  {error.removeprefix('：')}" for error in errors[:_SHOWN]),
    ]
    if len(errors) > _SHOWN:
        lines.append(f"  还有{len(errors) - _SHOWN}条错误，见报送情况。")
    if result.conflicts:
        lines += [
            f"有{len(result.conflicts)}处冲突要由您决定：打开报送情况，在“报送冲突”的“处理”列",
            "选“采用”，保存后用“处理冲突”。",
        ]
    lines.append("要撤销这次汇总，请用“报送情况”。")
    return tuple(lines)


def _changed(collected: Collected) -> int:
    return len(collected.collection.result.values)


def _ending(matrix: Path) -> str:
    return _MACROS if matrix.suffix.lower() == _MACROS else _WORKBOOK


def _reports(matrix: Path) -> Iterator[Path]:
    """Reports of earlier runs beside a matrix workbook, newest first."""
    (first,) = workflows.free_paths(matrix, f"{_COLLECTED}{_WORKBOOK}")
    stem = re.escape(re.sub(r"-\d+$", "", first.stem))
    name = re.compile(rf"{stem}(?:-\d+)?-报送情况(?:-\d+)?\.xlsx", re.IGNORECASE)
    yield from _newest(first.parent, name.fullmatch)


def _decided_report(matrix: Path) -> Path | None:
    """The newest report in which the clerk has decided something."""
    for report in _reports(matrix):
        with suppress(OfficekitError):
            if workflows.decided(report):
                return report
    return None


# ------------------------------------------------------------------ taking back


def _last_collecting(matrix: Path) -> Run | None:
    """The last collecting that counts."""
    runs = workflows.runs_of(workflows.read_matrix(matrix), matrix)
    counting = [run for run in runs if run.kind is RunKind.COLLECT and run.undone_by is None]
    return counting[-1] if counting else None


def _wants_undo(bench: Workbench, run: Run) -> bool:
    bench.screen.say(
        f"最近一次汇总：第{run.number}次，{run.at[:16].replace('T', ' ')}，"
        f"新收{run.received}份，改动{run.merged}处。"
    )
    word = bench.screen.ask(f"直接回车继续；要撤销这次汇总，输入 {_UNDO_WORD}：")
    return plain_word(word) == _UNDO_WORD


# ------------------------------------------------------------------ which matrix


def _matrix_for(bench: Workbench, task: Task) -> Path | None:
    """The matrix that returns belong to: dropped along, found near them, or asked for."""
    dropped = [*task.matrices, *(path for path in task.paths if _is_matrix(path))]
    found = dropped or _near(bench, task.paths)
    if not found:
        named = bench.ask_files(_WHICH_MATRIX, bench.likely_matrix)
        return named[0] if named else None
    if len(found) == 1:
        return found[0]
    bench.screen.say("按哪个责任矩阵汇总？")
    for number, path in enumerate(found, start=1):
        bench.screen.say(f"  {number}  {path}")
    asked = f"直接回车：{found[0].name}；输入数字选择，0 不办："
    number = bench.number(asked, range(len(found) + 1), default=1)
    return found[number - 1] if number else None


def _near(bench: Workbench, paths: Sequence[Path]) -> list[Path]:
    """Matrix workbooks with something issued that stand beside a register near the returns.

    Those near the returns go before those near the one worked on last; that one comes first, then
    the newest.
    """
    folders: list[Path] = []
    for path in paths:
        folder = path if path.is_dir() else path.parent
        folders += [folder, folder.parent]
    likely = bench.likely_matrix
    found = _issued_in(folders)
    if not found and likely is not None:
        found = _issued_in([likely.parent])
    return sorted(found, key=lambda path: path != likely)


def _issued_in(folders: Sequence[Path]) -> list[Path]:
    found: dict[Path, None] = {}
    for folder in dict.fromkeys(folders):
        if (folder / FILE_NAME).is_file():
            found.update(dict.fromkeys(filter(_was_issued, _newest(folder, _may_be_matrix))))
    return list(found)


def _newest(folder: Path, wanted: Callable[[str], object]) -> list[Path]:
    """Files of a folder whose name is wanted, newest first, not more than are looked at."""
    dated = []
    with suppress(OSError):
        for path in folder.iterdir():
            with suppress(OSError):
                if wanted(path.name) and path.is_file():
                    dated.append((path.stat().st_mtime_ns, path))
    return [path for _, path in sorted(dated, reverse=True)[:_MOST_LOOKED_AT]]


def _may_be_matrix(name: str) -> bool:
    path = Path(name)
    return (
        path.suffix.lower() in {_WORKBOOK, _MACROS}
        and not name.startswith("~$")
        and not _CHECKED.search(path.stem)
    )


def _is_matrix(path: Path) -> bool:
    try:
        return workflows.recognise(path) is FileKind.MATRIX
    except OfficekitError:
        return False


def _was_issued(path: Path) -> bool:
    """Whether a file is a matrix workbook from which something was issued."""
    try:
        return _is_matrix(path) and bool(workflows.runs_of(workflows.read_matrix(path), path))
    except OfficekitError:
        return False


Asking = Callable[["Workbench", "Task"], Outcome | None]
"""Work that asks the clerk on its way; nothing comes of it where she goes back."""
WORK: dict[str, Asking] = {
    "split_packets": split_packets,
    "collect_returns": collect_returns,
    "show_receipts": show_receipts,
    "resolve_conflicts": resolve_conflicts,
}
"""By name of the entry."""
