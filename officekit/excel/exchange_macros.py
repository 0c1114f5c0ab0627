"""The macros of the group 部门: issue, take back, state of returns, conflicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from officekit.errors import AlreadyIssuedError, OfficekitError
from officekit.excel.buttons import button
from officekit.excel.desk import Desk
from officekit.excel.live import label_counts
from officekit.excel.macro_support import (
    Outcome,
    live_matrix,
    require_tasks,
    sheet_link,
)
from officekit.model.matrix import Matrix
from officekit.model.return_report import ReturnReport
from officekit.model.schema import CONFLICT_KEY, SheetName

if TYPE_CHECKING:
    import xlwings as xw

    from officekit.workflows import Collection, Issued
    from officekit.workflows.replies import Replies

_WRITTEN = (SheetName.TASKS, SheetName.CHANGES, SheetName.CONFLICTS, SheetName.RECEIPTS)
_LISTED = 5


def split_packets(book: xw.Book) -> Outcome:
    """拆分下发: one workbook for each unit, and the record of what was issued."""
    from officekit import workflows

    desk = Desk(book)
    matrix = live_matrix(desk)
    require_tasks(matrix)
    period = desk.ask_text(
        "下发哪一期？例如：2025年9月、2025年第3季度。", matrix.settings.get("期次", "")
    )
    folder = desk.folder / workflows.file_name(f"{period}下发", "下发")

    def issue(*, new_version: bool = False) -> Issued:
        return workflows.split_matrix(
            matrix,
            _beside(desk),
            folder,
            period=period,
            new_version=new_version,
            progress=desk.progress,
        )

    with desk.working():
        try:
            issued = issue()
        except AlreadyIssuedError as error:
            desk.confirm(f"{error.message}要按现在的内容再下发一版吗？原来的文件不会改动。")
            issued = issue(new_version=True)
    round_ = issued.round
    which = f"{round_.period.text}第{round_.version}版"
    message = f"已拆分{which}：{len(round_.packets)}个单位各一个工作簿，在文件夹“{folder}”。"
    if issued.again:
        message = (
            f"{which}在{round_.issued_at[:10]}下发过，内容没有变化；"
            f"缺少的文件已补齐，在文件夹“{folder}”。"
        )
    if issued.findings:
        message += f"请留意：{label_counts(issued.findings)}。"
        message += "".join(finding.message for finding in issued.findings[:_LISTED])
    message += "请发给各单位；收回后放进一个文件夹，按“收集汇总”。"
    return Outcome(message, (("打开文件夹", str(folder)),))


def collect_returns(book: xw.Book) -> Outcome:
    """收集汇总: returned workbooks are checked and merged into the list."""
    desk = Desk(book)
    matrix = _exchange_matrix(desk)
    folder = desk.choose_folder("选择放报送文件的文件夹", "returns")
    return _collect(desk, matrix, [folder], "collect_returns")


def resolve_conflicts(book: xw.Book) -> Outcome:
    """处理冲突: what the clerk has decided in 报送冲突 is put into the list."""
    desk = Desk(book)
    matrix = _exchange_matrix(desk)
    if not matrix.decisions:
        return Outcome(
            "请在“报送冲突”中，在要采用的一行的“处理”列选“采用”，再按一次本按钮；"
            "没有列出冲突时，请先按“收集汇总”。",
            show=SheetName.CONFLICTS,
        )
    return _collect(desk, matrix, [], "resolve_conflicts")


def show_receipts(book: xw.Book) -> Outcome:
    """报送情况: who has returned, late, stale, twice, not at all."""
    from officekit import workflows

    desk = Desk(book)
    matrix = _exchange_matrix(desk)
    with desk.working():
        desk.progress("查看登记册")
        found = workflows.look_at_returns(matrix, _beside(desk))
        report = workflows.report_of(found)
        contents = workflows.return_contents(report)
        with desk.action(button("show_receipts").label, (SheetName.RECEIPTS,)):
            desk.gateway.write(contents[SheetName.RECEIPTS])
    return Outcome(
        f"{report.period.text}第{report.version}版：{report.summary}", show=SheetName.RECEIPTS
    )


def withdrawn(desk: Desk, label: str) -> str:
    """Take back in the register what 撤销上次操作 has taken back in the sheets.

    Args:
        desk: of the workbook.
        label: of the button whose changes were undone.

    Returns:
        What is told to the clerk; blank where the button has nothing to do with the register.
    """
    from officekit import workflows

    collecting = (button("collect_returns").label, button("resolve_conflicts").label)
    if label not in collecting:
        return ""
    try:
        workflows.withdraw_run(live_matrix(desk), _beside(desk), lambda _: _NoResults())
    except OfficekitError as error:
        return f"登记册没有改动：{error.message}"
    return "登记册里的这一次收集也已撤销；再收集同样的文件，会重新并入。"


class _NoResults:
    """Nothing to be put in place: the sheets are as they are."""

    outputs: Mapping[str, str] = MappingProxyType({})

    def place(self) -> Mapping[str, str]:
        """Put nothing in place."""
        return {}


# ------------------------------------------------------------------ what they share


def _beside(desk: Desk) -> Path:
    """The workbook as a file, beside which the register is."""
    return desk.folder / desk.book.name


def _exchange_matrix(desk: Desk) -> Matrix:
    """The live matrix of a workbook that has the sheets of the exchange."""
    desk.gateway.require(SheetName.CONFLICTS, SheetName.RECEIPTS)
    matrix = live_matrix(desk)
    require_tasks(matrix)
    return matrix


def _collect(desk: Desk, matrix: Matrix, paths: Sequence[Path], name: str) -> Outcome:
    from officekit import workflows

    with desk.working():
        live = _LiveResults(desk, matrix, button(name).label)
        collection = workflows.collect_returns(
            paths, matrix, _beside(desk), live.prepare, config=desk.config, progress=desk.progress
        )
    return live.outcome(collection)


class _LiveResults:
    """The results of a run in the live sheets."""

    def __init__(self, desk: Desk, matrix: Matrix, label: str) -> None:
        self._desk = desk
        self._matrix = matrix
        self._label = label
        self._left = 0
        self.outputs: Mapping[str, str] = {}

    def prepare(self, collection: Collection) -> _LiveResults:
        """Keep what was found; nothing is written yet."""
        from officekit import workflows

        self._collection = collection
        self._report: ReturnReport = workflows.report_of(collection)
        return self

    def place(self) -> Mapping[str, str]:
        """Write the sheets in one action, then what goes back to departments."""
        from officekit import workflows

        desk, collection = self._desk, self._collection
        edits = workflows.cell_edits(collection)
        contents = workflows.return_contents(self._report)
        with desk.action(self._label, _WRITTEN):
            if edits:
                texts, log, self._left = desk.gateway.possible_edits(edits)
                changed = replace(self._matrix, changes=(*self._matrix.changes, *log))
                desk.gateway.write_cells(edits[0].sheet, texts)
                desk.gateway.write(workflows.sheet_contents(changed)[SheetName.CHANGES])
            desk.gateway.write(contents[SheetName.CONFLICTS], keep=CONFLICT_KEY)
            desk.gateway.write(contents[SheetName.RECEIPTS])
        folder = workflows.file_name(f"{collection.round.period.text}退回", "退回")
        self._replies: Replies = workflows.write_replies(
            collection,
            desk.folder / folder,
            letters=True,
            config=desk.config,
            progress=desk.progress,
        )
        return self._replies.outputs

    def outcome(self, collection: Collection) -> Outcome:
        """What is told to the clerk."""
        result = collection.result
        message = (
            f"新收{len(collection.taken)}份，以前收过{collection.known}份。{self._report.summary}"
            f"填报内容并入{result.merged}处，退回{result.refused}处，另存待定{result.kept}处；"
            f"责任清单改动{len(result.values)}处，都记在“修改记录”。"
        )
        if self._left:
            message += f"有{self._left}个单元格是公式，没有改。"
        links = [sheet_link(SheetName.RECEIPTS)]
        if result.conflicts:
            message += f"有{len(result.conflicts)}处冲突，请在“报送冲突”中决定后按“处理冲突”。"
            links.append(sheet_link(SheetName.CONFLICTS))
        if self._replies.copies:
            folder = self._replies.copies[0].parent
            message += f"有{len(self._replies.copies)}份要退回，退回意见在文件夹“{folder}”。"
            links.append(("打开退回意见", str(folder)))
        show = SheetName.CONFLICTS if result.conflicts else SheetName.RECEIPTS
        return Outcome(message, tuple(links), show)


__all__ = ["collect_returns", "resolve_conflicts", "show_receipts", "split_packets"]
