"""The errors of COM, shaped as pywin32 raises them."""

from __future__ import annotations

DISP_E_EXCEPTION = -2147352567
"""The outer code of every error that Excel itself reports; the cause stands in ``excepinfo``."""
RPC_E_CALL_REJECTED = -2147418111
"""Excel is busy: a cell is being edited or a dialog is open."""
DISP_E_BADINDEX = -2147352565
"""A collection has no such member."""
APPLICATION_ERROR = -2146827284
"""0x800A03EC, error 1004: whatever Excel refuses to do."""
OBJECT_REQUIRED = -2146827864
"""0x800A01A8, error 424: the object is gone, for example its workbook was closed."""

ExcepInfo = tuple[int, str | None, str | None, str | None, int, int]


class com_error(Exception):  # noqa: N801, N818 - pywintypes.com_error is written so
    """An error of a COM call.

    Attributes:
        hresult: the outer code.
        strerror: the outer text.
        excepinfo: code, source, text, help file, help context and scode; None where COM itself
            failed.
        argerror: number of the offending argument, or None.
    """

    def __init__(
        self,
        hresult: int,
        strerror: str,
        excepinfo: ExcepInfo | None = None,
        argerror: int | None = None,
    ) -> None:
        super().__init__(hresult, strerror, excepinfo, argerror)
        self.hresult = hresult
        self.strerror = strerror
        self.excepinfo = excepinfo
        self.argerror = argerror


def rejected() -> com_error:
    """Excel does not take calls at present."""
    return com_error(RPC_E_CALL_REJECTED, "Call was rejected by callee.")


def refused(text: str) -> com_error:
    """Excel's error 1004 with a text."""
    info = (0, "Microsoft Excel", text, "xlmain11.chm", 0, APPLICATION_ERROR)
    return com_error(DISP_E_EXCEPTION, "Exception occurred.", info)


def bad_index() -> com_error:
    """A collection has no member of that name or number."""
    info = (0, None, None, None, 0, DISP_E_BADINDEX)
    return com_error(DISP_E_EXCEPTION, "Exception occurred.", info)


def object_required() -> com_error:
    """The object behind a reference is gone."""
    info = (0, None, None, None, 0, OBJECT_REQUIRED)
    return com_error(DISP_E_EXCEPTION, "Exception occurred.", info)
