"""What Excel says when it refuses, in words that a clerk understands."""

from __future__ import annotations

from officekit.errors import OfficekitError


class ExcelBusyError(OfficekitError):
    """A cell is being edited, or a dialog of Excel is open."""


class SheetProtectedError(OfficekitError):
    """A sheet is protected with a password."""


class WrongWorkbookError(OfficekitError):
    """The workbook has not the sheets that the button works on."""


class NotConnectedError(OfficekitError):
    """Excel, or the workbook in it, is not found."""


class CancelledError(OfficekitError):
    """The clerk has cancelled; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("已取消，工作簿没有改动。")


_CALL_REJECTED = -2147418111  # RPC_E_CALL_REJECTED
_RETRY_LATER = -2147417846  # RPC_E_SERVERCALL_RETRYLATER
_IGNORED = -2146777998  # VBA_E_IGNORE: Excel is in edit mode
_NO_SERVER = frozenset({-2147221021, -2147221164, -2147023174, -2147417848})
_GAVE_UP = "ExcelBusyError"  # xlwings' own class, which exists on Windows only
_BUSY_CODE = _CALL_REJECTED
_BUSY = frozenset({_CALL_REJECTED, _RETRY_LATER, _IGNORED})


def hresult_of(error: BaseException) -> int | None:
    """The COM error code of an exception, ``None`` where it is no COM error.

    Known by its attribute and not by its class, which exists on Windows only.
    """
    code = getattr(error, "hresult", None)
    return code if isinstance(code, int) else None


def explained(error: BaseException) -> OfficekitError | None:
    """A COM error as one that a clerk may see; ``None`` where it is something else."""
    if isinstance(error, OfficekitError):
        return error
    code = _BUSY_CODE if type(error).__name__ == _GAVE_UP else hresult_of(error)
    if code is None:
        return None
    if code in _BUSY:
        return ExcelBusyError(
            "Excel 正忙：可能有单元格还在编辑，或者开着一个对话框。",
            "请按回车或 Esc 结束编辑、关闭对话框，再按一次按钮。",
        )
    if code in _NO_SERVER:
        return OfficekitError(
            "与 Excel 的连接断开了。", "请保存工作簿，关闭后重新打开，再按一次按钮。"
        )
    return OfficekitError(
        f"Excel 不能完成这个操作（{said_by_excel(error) or hex(code & 0xFFFFFFFF)}）。",
        "请检查工作簿是否只读、工作表是否受保护，然后再按一次按钮。",
    )


def said_by_excel(error: BaseException) -> str:
    """Excel's own words in a COM error; empty where it says nothing."""
    details = getattr(error, "excepinfo", None)
    if isinstance(details, tuple) and len(details) > 2 and isinstance(details[2], str):  # noqa: PLR2004 -- EXCEPINFO: third is the description
        return details[2].strip().rstrip("。.")
    return ""
