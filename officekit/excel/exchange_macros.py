"""The macros of the group 部门: issue, take back, state of returns, conflicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from officekit.config import Config
from officekit.errors import AlreadyIssuedError, ContentError, OfficekitError
from officekit.excel.buttons import button
from officekit.excel.desk import Desk
from officekit.excel.gateway import EXCHANGE_SHEETS
from officekit.excel.live import label_counts, missing_keys
from officekit.excel.macro_support import (
    Outcome,
    live_matrix,
    require_tasks,
    sheet_link,
    tables_of,
)
from officekit.excel.placing import anchor
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.matrix import Matrix
from officekit.model.return_report import ReturnReport
from officekit.model.schema import CANDIDATE_KEY, SheetName

if TYPE_CHECKING:
    import xlwings as xw

    from officekit.excel.undo import SavedCopy
    from officekit.workflows import Collection, Issued, Replies

_WRITTEN = (SheetName.TASKS, SheetName.CHANGES, SheetName.CONFLICTS, SheetName.RECEIPTS)
_LISTED = 5
_UNSET = "SB708"
"""Finding about a value that can't be set in the list."""


def split_packets(book: xw.Book) -> Outcome:
    """拆分下发: one workbook for each unit, and the record of what was issued."""
    from officekit import workflows

    desk = Desk(book)
    matrix = _exchange_matrix(desk)
    period = desk.ask_text(
        "下发哪一期？例如：2025年9月、2025年第3季度。", matrix.settings.get("期次", "")
    )
    folder = desk.folder / workflows.file_name(f"{period}下发", "下发")
    with suppress(OSError):  # where it can't be made, the register says so
        desk.folder.mkdir(parents=True, exist_ok=True)

    def issue(*, new_version: bool = False) -> Issued:
        return workflows.split_matrix(
            _keyed(desk),
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
    return _told_of_issue(issued, folder)


def _told_of_issue(issued: Issued, folder: Path) -> Outcome:
    round_ = issued.round
    which = f"{round_.period.text}第{round_.version}版"
    message = f"已拆分{which}：{len(round_.packets)}个单位各一个工作簿，在文件夹“{folder}”。"
    message += issued.what_still_counts
    if issued.again:
        message = (
            f"{which}在{round_.issued_at[:10]}下发过，内容没有变化；"
            f"缺少的文件已补齐，在文件夹“{folder}”。"
        )
    if issued.findings:
        message += f"请留意：{label_counts(issued.findings)}。"
        message += "".join(finding.message for finding in issued.findings[:_LISTED])
    message += "请保存本工作簿，把文件发给各单位；收回后放进一个文件夹，按“收集汇总”。"
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


def withdrawn(desk: Desk, copy: SavedCopy) -> str:
    """Take back in the register what 撤销上次操作 has taken back in the sheets.

    Args:
        desk: of the workbook.
        copy: what was gone back to.

    Returns:
        What is told to the clerk; blank where the operation has nothing to do with the register.
    """
    from officekit import workflows

    if copy.label == button("split_packets").label:
        return "已经下发的文件和下发记录没有改动。"
    collecting = (button("collect_returns").label, button("resolve_conflicts").label)
    if copy.label not in collecting:
        if not copy.run:
            return ""
        return "登记册里的这一次收集仍是撤销了的；要恢复，请再收集同样的文件。"
    try:
        workflows.withdraw_run(live_matrix(desk), _beside(desk), _NoResults, number=copy.run)
    except OfficekitError as error:
        return f"登记册没有改动：{error.message}"
    return "登记册里的这一次收集也已撤销；再收集同样的文件，会重新并入。"


class _NoResults:
    """Nothing to be put in place: the sheets are as they are."""

    outputs: Mapping[str, str] = MappingProxyType({})

    def __init__(self, collection: Collection) -> None:
        self.collection = collection

    def place(self) -> Mapping[str, str]:
        """Put nothing in place."""
        return {}


# ------------------------------------------------------------------ what they share


def _beside(desk: Desk) -> Path:
    """The workbook as a file, beside which the register is."""
    return desk.folder / desk.book.name


def _exchange_matrix(desk: Desk) -> Matrix:
    """The live matrix of a saved workbook that has the sheets of the exchange.

    Raises:
        WrongWorkbookError: a sheet is missing.
        ContentError: there is no task, or the workbook was never saved.
    """
    desk.gateway.require(*EXCHANGE_SHEETS)
    matrix = live_matrix(desk)
    require_tasks(matrix)
    if not str(desk.book.api.Path):
        raise ContentError(
            "这个工作簿还没有保存过，不知道登记册和下发的文件放在哪里。",
            "请先把工作簿保存到一个文件夹，再按一次按钮。",
        )
    return matrix


def _keyed(desk: Desk) -> Matrix:
    """The live matrix, whose id and whose rows' keys now stand in the sheets as well.

    Otherwise a row inserted later could take over the key of one that was issued.
    """
    from officekit import workflows

    tables = tables_of(desk)
    matrix = workflows.matrix_of_sheets(tables, file=desk.book.name)
    keys = missing_keys(matrix, tables)
    if matrix.id and not keys:
        return matrix
    meta = workflows.sheet_contents(matrix)[SheetName.META]
    with desk.action(button("split_packets").label, (SheetName.TASKS, SheetName.META)):
        desk.gateway.write_cells(SheetName.TASKS, keys)
        desk.gateway.write(meta)
        return live_matrix(desk)


def _collect(desk: Desk, matrix: Matrix, paths: Sequence[Path], name: str) -> Outcome:
    from officekit import workflows

    desk.gateway.require_writable(*_WRITTEN)
    # The folder may be known to us by another path than to Excel (a synchronised one).
    own = desk.book.name
    skipped = [folder / each for folder in (*paths, desk.folder) for each in (own, f"~${own}")]
    with desk.working(), workflows.workshop(desk.folder) as shop:
        live = _LiveResults(desk, matrix, button(name).label, shop)
        collection = workflows.collect_returns(
            paths,
            matrix,
            _beside(desk),
            live.prepare,
            skipped=skipped,
            config=desk.config,
            progress=desk.progress,
        )
    return live.outcome(collection)


class _LiveResults:
    """The results of a run in the live sheets.

    Args:
        desk: of the workbook.
        matrix: as it was read.
        label: of the button.
        shop: folder where files are made before they are put in place.
    """

    def __init__(self, desk: Desk, matrix: Matrix, label: str, shop: Path) -> None:
        self._desk = desk
        self._matrix = matrix
        self._label = label
        self._shop = shop
        self._collecting = label == button("collect_returns").label
        self.outputs: Mapping[str, str] = {}

    def prepare(self, collection: Collection) -> _LiveResults:
        """Make ready what goes back; nothing is written to the sheets yet."""
        from officekit import workflows

        self._edits = workflows.cell_edits(collection)
        self.collection = collection = workflows.without_unset(collection, self._left_alone())
        self._report: ReturnReport = workflows.report_of(collection)
        self._replies: Replies = workflows.write_replies(
            collection,
            self._shop / "退回",
            letters=True,
            config=Config.from_environment(),
            progress=self._desk.progress,
        )
        name = workflows.file_name(f"{collection.round.period.text}报送情况", "报送情况")
        target = self._desk.folder / f"{name}.xlsx"
        self._report_file = workflows.report_name(target, collection.outputs)
        made = self._shop / self._report_file.name
        workflows.write_report(self._report, made)
        written = {made.name: workflows.sha256_of(made)}
        self.outputs = {**written, **self._replies.outputs}
        return self

    def _left_alone(self) -> list[Finding]:
        """A finding at each cell that can't be set."""
        if not self._edits:
            return []
        sheet = self._edits[0].sheet
        table = self._desk.gateway.read_sheet(sheet)
        texts, _, left = self._desk.gateway.possible_edits(self._edits)
        if not left:
            return []
        places = ((edit.row, edit.column) for edit in self._edits)
        return [
            Finding("MX391", Severity.INFO, "", "", Location(sheet=sheet, row=row, column=column))
            for row, column in places
            if anchor(table, row, column) not in texts
        ]

    def place(self) -> Mapping[str, str]:
        """Write the sheets in one action, then put in place what goes back."""
        from officekit import workflows

        desk, collection, edits = self._desk, self.collection, self._edits
        contents = workflows.return_contents(self._report)
        with desk.action(self._label, _WRITTEN, run=collection.run):
            if edits:
                texts, log, _ = desk.gateway.possible_edits(edits)
                changed = replace(self._matrix, changes=(*self._matrix.changes, *log))
                desk.gateway.write_cells(edits[0].sheet, texts)
                desk.gateway.write(workflows.sheet_contents(changed)[SheetName.CHANGES])
            desk.gateway.write(contents[SheetName.CONFLICTS], keep=CANDIDATE_KEY)
            desk.gateway.write(contents[SheetName.RECEIPTS])
        workflows.put_in_place(self._shop / self._report_file.name, self._report_file)
        folder = workflows.file_name(f"{collection.round.period.text}退回", "退回")
        ours = collection.outputs | set(self._replies.outputs.values())
        self._replies = workflows.place_replies(self._replies, desk.folder / folder, ours)
        return self._replies.answered

    def outcome(self, collection: Collection) -> Outcome:
        """What is told to the clerk."""
        result = collection.result
        message = "已按您的决定处理。"
        if self._collecting:
            message = f"新收{len(collection.taken)}份，以前收过{collection.known}份。"
        changed = len(result.values)
        message += (
            f"{self._report.summary}"
            f"填报内容并入{result.merged}处，退回{result.refused}处，另存待定{result.kept}处"
        )
        message += f"，被更正代替{result.replaced}处；" if result.replaced else "；"
        message += (
            f"责任清单改动{changed}处，都记在“修改记录”。" if changed else "责任清单没有改动。"
        )
        left = sum(finding.code == _UNSET for finding in collection.findings)
        if left:
            message += f"有{left}个单元格是公式，没有改。"
        links = [
            sheet_link(SheetName.RECEIPTS),
            ("打开报送情况工作簿", str(self._report_file)),
        ]
        message += "问题明细、未并入内容、新任务建议和表外的文字，都在报送情况工作簿里。"
        conflicts = len(result.conflicts)
        if conflicts:
            message += f"有{conflicts}处冲突，请在“报送冲突”中决定后按“处理冲突”。"
            links.append(sheet_link(SheetName.CONFLICTS))
        if self._replies.copies:
            folder = self._replies.copies[0].parent
            message += f"有{len(self._replies.copies)}份要退回，退回意见在文件夹“{folder}”。"
            links.append(("打开退回意见", str(folder)))
        message += "".join(
            f"{each.message}{each.hint}" for each in self._replies.findings[:_LISTED]
        )
        show = SheetName.CONFLICTS if conflicts else SheetName.RECEIPTS
        return Outcome(message, tuple(links), show)


__all__ = ["collect_returns", "resolve_conflicts", "show_receipts", "split_packets", "withdrawn"]
