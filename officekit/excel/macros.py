"""The macros: one function a button, each taking the workbook it was pressed in.

A macro reads the sheets, calls the workflows, and writes the sheets in one action that succeeds
as a whole or leaves everything as it was. It returns what is told to the clerk.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from officekit.errors import ContentError
from officekit.excel import undo
from officekit.excel.buttons import button
from officekit.excel.desk import Desk, Filter
from officekit.excel.exchange_macros import (
    collect_returns,
    resolve_conflicts,
    show_receipts,
    split_packets,
    withdrawn,
)
from officekit.excel.live import (
    column_order_of,
    label_counts,
    missing_keys,
    places_of,
    row_of_names,
    units_of,
)
from officekit.excel.macro_support import (
    Outcome,
    live_matrix,
    require_tasks,
    sheet_link,
    tables_of,
)
from officekit.excel.notice_macros import lint_notice, make_annex, make_notice
from officekit.model.finding import Finding, Severity
from officekit.model.matrix import Matrix
from officekit.model.schema import FINDING_KEY, SheetName
from officekit.model.setting import SETTINGS
from officekit.model.sheet_content import SheetContent, SheetValue

if TYPE_CHECKING:
    import xlwings as xw

_PLAN_FILES: tuple[Filter, ...] = (
    ("方案（Word、WPS、PDF、网页、文本）", "*.docx;*.doc;*.wps;*.pdf;*.txt;*.html;*.htm"),
    ("所有文件", "*.*"),
)
_TABLE_FILES: tuple[Filter, ...] = (
    ("任务表（Excel、WPS、Word）", "*.xlsx;*.xlsm;*.xls;*.et;*.ods;*.csv;*.docx;*.doc;*.wps"),
    ("所有文件", "*.*"),
)
_SUBTITLE = re.compile(r"共\d+项任务，涉及\d+个单位")
_LISTED = 8
_KEPT = {SheetName.UNITS: "单位名称", SheetName.SETTINGS: "项目"}
"""Headings by which the clerk's own columns find their lines again after an import."""


# ------------------------------------------------------------------ 方案


def import_plan(book: xw.Book) -> Outcome:
    """导入方案: a plan becomes the list, the matrix and the registry."""
    return _import(book, "import_plan", "选择方案文件", _PLAN_FILES)


def import_table(book: xw.Book) -> Outcome:
    """导入任务表: a task table or an older matrix workbook becomes the list."""
    return _import(book, "import_table", "选择任务表或以前的责任矩阵", _TABLE_FILES)


def _import(book: xw.Book, name: str, title: str, filters: Sequence[Filter]) -> Outcome:
    from officekit import workflows

    desk = Desk(book)
    live = live_matrix(desk)
    there = f"责任清单里已有{len(live.rows)}项任务" if live.rows else ""
    if not live.rows and live.registry.units and not live.confirmed_units:
        there = f"单位名录里已有{len(live.registry.units)}个单位，都没有确认"
    if there:
        desk.confirm(f"{there}，导入后全部替换（可用“撤销上次操作”恢复）。继续吗？")
    path = desk.choose_file(title, "plan", filters)
    with desk.working():
        matrix, plan = workflows.import_matrix(
            path,
            known=live if live.confirmed_units else None,
            settings=_own_settings(live),
            config=desk.config,
            progress=desk.progress,
        )
        if not matrix.rows:
            raise ContentError(
                f"“{path.name}”里没有任务，工作簿没有改动。",
                "请确认选对了文件；如果它正开着、刚改过，请先保存。",
            )
        matrix = column_order_of(matrix, live)
        contents = workflows.sheet_contents(matrix)
        with desk.action(button(name).label, tuple(contents)):
            for sheet, content in contents.items():
                desk.progress(f"写入“{sheet}”")
                desk.gateway.write(content, keep=_KEPT.get(sheet))
    named = f"《{plan.title}》" if plan is not None and plan.title else f"“{path.name}”"
    message = f"已导入{named}：{len(matrix.rows)}项任务，{len(units_of(matrix))}个单位。"
    if matrix.findings:
        message += f"读取和识别中有{label_counts(matrix.findings)}，列在“问题清单”。"
    message += "接下来请核对责任清单，再按“校验”。"
    return Outcome(
        message, (sheet_link(SheetName.TASKS), sheet_link(SheetName.FINDINGS)), SheetName.TASKS
    )


def _own_settings(live: Matrix) -> dict[str, str]:
    """What the clerk has set for every plan: how it is read, and the settings of rules."""
    of_one_plan = {setting.name for setting in SETTINGS if not setting.for_import}
    return {n: text for n, text in live.settings.items() if text and n not in of_one_plan}


# ------------------------------------------------------------------ 矩阵


def check_matrix(book: xw.Book) -> Outcome:
    """校验: every problem with its place and its remedy, in 问题清单."""
    return _check(Desk(book), "check_matrix")


def compare_with_source(book: xw.Book) -> Outcome:
    """与原文比对: as 校验, and what differs from the plan."""
    desk = Desk(book)
    require_tasks(live_matrix(desk))
    path = desk.choose_file("选择原方案文件", "plan", _PLAN_FILES)
    return _check(desk, "compare_with_source", source=path)


def _check(desk: Desk, name: str, source: Path | None = None) -> Outcome:
    with desk.working():
        desk.progress("读取责任清单")
        checked = _checked(desk, source)
        with desk.action(button(name).label, checked.sheets):
            checked.write(desk)
    findings, waived = checked.findings, checked.waived
    done = "检查完成" if source is None else f"已与“{source.name}”比对并检查"
    message = f"{done}：{label_counts(findings)}。"
    if not findings:
        message = f"{done}：没有发现问题。"
    if waived:
        message += f"另有{waived}条已在“处理意见”中说明。"
    if any(finding.severity is not Severity.INFO for finding in findings):
        message += "每条的位置和改法列在“问题清单”，有问题的单元格已变色。"
    return Outcome(message, (sheet_link(SheetName.FINDINGS),), SheetName.FINDINGS)


@dataclass(frozen=True, slots=True)
class _Checked:
    """What a check has found and writes.

    Attributes:
        content: of 问题清单.
        findings: the open ones.
        waived: how many are answered.
        keys: of rows that have been inserted in 责任清单; links and colours go by them.
        meta: the hidden sheet, which knows all keys.
    """

    content: SheetContent
    findings: tuple[Finding, ...]
    waived: int
    keys: Mapping[tuple[int, int], SheetValue]
    meta: SheetContent

    @property
    def sheets(self) -> tuple[SheetName, ...]:
        keyed = (SheetName.TASKS, SheetName.META) if self.keys else ()
        return (SheetName.FINDINGS, *keyed)

    def write(self, desk: Desk) -> None:
        desk.gateway.write(self.content, keep=FINDING_KEY)
        if self.keys:
            desk.gateway.write_cells(SheetName.TASKS, self.keys)
            desk.gateway.write(self.meta)


def _checked(desk: Desk, source: Path | None = None) -> _Checked:
    from officekit import workflows

    tables = tables_of(desk)
    matrix = workflows.matrix_of_sheets(tables, file=desk.book.name)
    require_tasks(matrix)
    result = workflows.check_matrix(
        matrix, source=source, config=desk.config, progress=desk.progress
    )
    answered = tuple(finding for finding, _ in result.waived)
    reported = replace(matrix, findings=(*result.findings, *answered))
    contents = workflows.sheet_contents(reported, places_of(matrix, tables))
    return _Checked(
        contents[SheetName.FINDINGS],
        result.findings,
        len(answered),
        missing_keys(matrix, tables),
        contents[SheetName.META],
    )


def correct_matrix(book: xw.Book) -> Outcome:
    """修正: the safe corrections, each logged in 修改记录; then the check again."""
    from officekit import workflows

    desk = Desk(book)
    with desk.working():
        desk.progress("读取责任清单")
        tables = tables_of(desk)
        matrix = workflows.matrix_of_sheets(tables, file=book.name)
        require_tasks(matrix)
        desk.progress("查找可以修正的地方")
        edits = workflows.correct_matrix(matrix)
        if not edits:
            return Outcome("没有可以自动修正的地方。其余问题请按“校验”查看，由您决定怎样改。")
        texts, log, left = desk.gateway.possible_edits(edits)
        changed = replace(matrix, changes=(*matrix.changes, *log))
        changes = workflows.sheet_contents(changed)[SheetName.CHANGES]
        sheets = (edits[0].sheet, SheetName.CHANGES, SheetName.FINDINGS, SheetName.META)
        with desk.action(button("correct_matrix").label, sheets):
            desk.gateway.write_cells(edits[0].sheet, texts)
            desk.gateway.write(changes)
            checked = _checked(desk)
            checked.write(desk)
    message = f"修正了{len(log)}处，都记在“修改记录”，可用“撤销上次操作”恢复。"
    if left:
        message += f"有{left}个单元格是公式或正在变动，没有改。"
    if checked.findings:
        message += f"修正后还有{label_counts(checked.findings)}，需要您来决定，见“问题清单”。"
    links = (sheet_link(SheetName.CHANGES), sheet_link(SheetName.FINDINGS))
    return Outcome(message, links, SheetName.CHANGES)


def refresh_cross_table(book: xw.Book) -> Outcome:
    """刷新责任矩阵: the cross table and the counts follow the list."""
    from officekit import workflows

    desk = Desk(book)
    with desk.working():
        desk.progress("读取责任清单")
        tables = {table.name: table for table in tables_of(desk)}
        matrix = workflows.matrix_of_sheets(tuple(tables.values()), file=book.name)
        require_tasks(matrix)
        contents = workflows.sheet_contents(matrix)
        counts = row_of_names(tables[SheetName.UNITS], contents[SheetName.UNITS])
        cells = missing_keys(matrix, tuple(tables.values()))
        above = tables[SheetName.TASKS].rows[1][0].text
        if _SUBTITLE.fullmatch(above):
            cells[2, 1] = contents[SheetName.TASKS].rows[1][0]
        sheets = (SheetName.CROSS, SheetName.UNITS, SheetName.TASKS, SheetName.META)
        with desk.action(button("refresh_cross_table").label, sheets):
            desk.progress("写入“责任矩阵”")
            desk.gateway.write(contents[SheetName.CROSS])
            desk.gateway.write_cells(SheetName.UNITS, counts)
            desk.gateway.write_cells(SheetName.TASKS, cells)
            desk.gateway.write(contents[SheetName.META])
    units = units_of(matrix)
    missing = units - {unit.name for unit in matrix.registry.units}
    message = f"责任矩阵已更新：{len(matrix.rows)}项任务，{len(units)}个单位。"
    if missing:
        listed = "、".join(sorted(missing)[:_LISTED])
        message += f"有{len(missing)}个单位不在单位名录中（{listed}），请按“单位名录”补上并核对。"
    return Outcome(message, (sheet_link(SheetName.CROSS),), SheetName.CROSS)


# ------------------------------------------------------------------ 系统


def show_units(book: xw.Book) -> Outcome:
    """单位名录: units that the list names are added; the sheet is shown."""
    from officekit import workflows

    desk = Desk(book)
    with desk.working():
        desk.progress("读取责任清单")
        live = live_matrix(desk)
        full = workflows.with_missing_units(live)
        added = full.registry.units[len(live.registry.units) :]
        if added:
            content = workflows.sheet_contents(full)[SheetName.UNITS]
            with desk.action(button("show_units").label, (SheetName.UNITS,)):
                desk.gateway.append(content, len(added))
    open_units = len(full.registry.units) - len(full.confirmed_units)
    message = f"单位名录有{len(full.registry.units)}个单位，{open_units}个还没有确认。"
    if added:
        listed = "、".join(unit.name for unit in added[:_LISTED])
        message += f"刚补上责任清单里的{len(added)}个单位：{listed}。"
    message += "一个单位一行，别名一行一个，核对后在“确认”列选“是”。"
    return Outcome(message, show=SheetName.UNITS)


def show_settings(book: xw.Book) -> Outcome:
    """设置: the sheet is shown."""
    desk = Desk(book)
    desk.gateway.require(SheetName.SETTINGS)
    return Outcome(
        "请在“内容”列填写；包含总体要求、首位即牵头在下一次导入时起作用。", show=SheetName.SETTINGS
    )


def undo_last(book: xw.Book) -> Outcome:
    """撤销上次操作: the sheets that the last button changed, as they were before.

    The state until now is saved as a copy as well, so that a second press takes the undo back.
    """
    desk = Desk(book)
    copy = undo.last_copy(book, desk.home)
    if copy is None:
        return Outcome("没有可以撤销的操作：这个工作簿还没有用按钮改过，或副本已被清理。")
    listed = "、".join(f"“{name}”" for name in copy.sheets if name != SheetName.META)
    desk.gateway.require(*copy.sheets)
    desk.confirm(
        f"撤销{copy.time}的“{copy.label}”：{listed}恢复到那之前，那以后手工改的内容也一起恢复"
        "（现在的样子会另存一份，再按一次可以改回来）。继续吗？"
    )
    with desk.working():
        # Read first: saving the state until now may push the oldest copy out.
        before = desk.saved_sheets(copy)
        with desk.action(_undo_label(copy.label), copy.sheets, run=copy.run):
            desk.progress("恢复工作表")
            desk.put_back(before)
        told = withdrawn(desk, copy)
    label = _undo_label(copy.label)
    again = copy.label == f"撤销“{label}”"
    done = f"已恢复“{label}”的结果" if again else f"已撤销“{copy.label}”"
    return Outcome(f"{done}：{listed}恢复到{copy.time}之前。再按一次可以改回来。{told}")


def _undo_label(label: str) -> str:
    """撤销“校验” for 校验; taking that back is 校验 again."""
    taken_back = label.removeprefix("撤销“").removesuffix("”")
    return taken_back if taken_back != label else f"撤销“{label}”"


def examine(book: xw.Book) -> Outcome:
    """体检: the state of the installation, with what to do about each fault."""
    from officekit import workflows
    from officekit.excel.examination import write_report

    desk = Desk(book)
    with desk.working():
        desk.progress("体检")
        checks = workflows.diagnose()
        report, summary = write_report(checks, desk.home)
    return Outcome(summary, (("打开体检报告", str(report)),))


def show_help(book: xw.Book) -> Outcome:
    """帮助: the manual is opened."""
    from officekit import workflows

    desk = Desk(book)
    path = workflows.manual()
    if path is None:
        return Outcome("没有找到使用手册。请重新运行安装包里的 install.bat。")
    desk.open(str(path))
    return Outcome(f"使用手册已打开：{path}", (("打开使用手册", str(path)),))


__all__ = [
    "Outcome",
    "check_matrix",
    "collect_returns",
    "compare_with_source",
    "correct_matrix",
    "examine",
    "import_plan",
    "import_table",
    "lint_notice",
    "make_annex",
    "make_notice",
    "refresh_cross_table",
    "resolve_conflicts",
    "show_help",
    "show_receipts",
    "show_settings",
    "show_units",
    "split_packets",
    "undo_last",
]
