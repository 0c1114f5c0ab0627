"""What macros share: their outcome, and the matrix in the live sheets."""

from __future__ import annotations

from dataclasses import dataclass

from officekit.errors import ContentError
from officekit.excel.desk import Desk
from officekit.excel.gateway import MATRIX_SHEETS
from officekit.excel.start_page import Link
from officekit.model.matrix import Matrix
from officekit.model.schema import SheetName
from officekit.model.table import Table


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a button has done.

    Attributes:
        message: in Chinese, plain, complete.
        links: shown on the page 开始 below the message.
        show: sheet to bring to the front.
    """

    message: str
    links: tuple[Link, ...] = ()
    show: str | None = None


def tables_of(desk: Desk) -> tuple[Table, ...]:
    """All sheets of the matrix.

    Raises:
        WrongWorkbookError: one is missing.
    """
    desk.gateway.require(*MATRIX_SHEETS)
    return desk.gateway.read()


def live_matrix(desk: Desk) -> Matrix:
    """The matrix in the live sheets.

    Raises:
        WrongWorkbookError: a sheet is missing.
        ContentError: 责任清单 has no headings.
    """
    from officekit import workflows

    return workflows.matrix_of_sheets(tables_of(desk), file=desk.book.name)


def require_tasks(matrix: Matrix) -> None:
    """Make sure that there is something to work on.

    Raises:
        ContentError: the list has no task.
    """
    if not matrix.rows:
        raise ContentError(
            "责任清单里还没有任务，工作簿没有改动。", "请先按“导入方案”或“导入任务表”。"
        )


def sheet_link(name: SheetName) -> Link:
    """A link to a sheet of the workbook."""
    return f"打开“{name}”", f"#'{name}'!A1"
