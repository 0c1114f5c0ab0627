"""xlwings' own module for Windows, run over the double instead of pywin32.

xlwings reaches Excel through ``xlwings._xlwindows``. That module is loaded here a second time,
under another name and with stand-ins for pywin32, so that the very code of the clerk's machine
runs over the COM objects of the double.
"""

from __future__ import annotations

import atexit
import ctypes
import datetime as dt
import functools
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any
from unittest import mock

import xlwings

from tests.excel.engine.application import Application
from tests.excel.engine.errors import com_error
from tests.excel.engine.session import Alert

if TYPE_CHECKING:
    from tests.excel.engine.host import Excel

_BUTTONS = {0: "ok", 1: "ok_cancel", 3: "yes_no_cancel", 4: "yes_no"}
_MODES = {0x40: "info", 0x30: "critical"}
_RESULTS = {"ok": 1, "cancel": 2, "yes": 6, "no": 7}


class _Current:
    """The double that is active, for the stand-ins."""

    excel: Excel | None = None


def activate(excel: Excel) -> Any:
    """Make a double the Excel that xlwings finds.

    Returns:
        xlwings' module for Windows.
    """
    module = _load()
    _Current.excel = excel
    xlwings.engines["excel"].activate()
    return module


def _applications() -> list[Application]:
    if _Current.excel is None:
        return []
    return [each for each in _Current.excel.applications if each._running]


def _by_handle(handle: int) -> Application:
    return next(each for each in _applications() if each._handle == handle)


def _start(program: str) -> Application:
    if _Current.excel is None or program != "Excel.Application":
        raise com_error(-2147221005, "Invalid class string")
    return _Current.excel.start()


def _message_box(handle: int, prompt: str, title: str, style: int) -> int:
    del handle
    if _Current.excel is None:
        raise AssertionError("a message box without an Excel")
    alert = Alert(prompt, title, _BUTTONS[style & 0xF], _MODES.get(style & 0xF0))
    return _RESULTS[_Current.excel.show_alert(alert)]


@functools.cache
def _load() -> Any:
    spec = importlib.util.find_spec("xlwings._xlwindows")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("xlwings has no module for Windows")
    spec = importlib.util.spec_from_file_location("xlwings._xlwindows_double", spec.origin)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError("xlwings' module for Windows cannot be loaded")
    module: Any = importlib.util.module_from_spec(spec)
    with _stand_ins():
        spec.loader.exec_module(module)
    atexit.unregister(module.cleanup)
    module.get_excel_hwnds = lambda: iter([each._handle for each in _applications()])
    module.get_xl_app_from_hwnd = _by_handle
    module.is_hwnd_xl_app = lambda _: True
    xlwings.engines.add(xlwings.Engine(impl=module.engine))
    return module


@contextmanager
def _stand_ins() -> Iterator[None]:
    """Stand-ins for pywin32 and the parts of ctypes that only Windows has, while loading."""
    modules = _modules()
    before = {name: sys.modules.get(name) for name in modules}
    sys.modules.update(modules)
    anything = mock.MagicMock()
    try:
        with (
            mock.patch.object(ctypes, "oledll", anything, create=True),
            mock.patch.object(ctypes, "windll", anything, create=True),
            mock.patch.object(ctypes, "PyDLL", anything),
        ):
            yield
    finally:
        for name, module in before.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


def _modules() -> dict[str, ModuleType]:
    class Absent:
        """A class of pywin32 of which the double has no object."""

    def module(name: str, **members: Any) -> ModuleType:
        made = ModuleType(name)
        vars(made).update(members)
        return made

    client = module(
        "win32com.client",
        CDispatch=Absent,
        CoClassBaseClass=Absent,
        DispatchBaseClass=Absent,
        Dispatch=_start,
        DispatchEx=_start,
    )
    made = [
        module("pywintypes", com_error=com_error, TimeType=dt.datetime, error=OSError),
        module("win32api", MessageBox=_message_box),
        module(
            "win32con",
            MB_OK=0,
            MB_OKCANCEL=1,
            MB_YESNOCANCEL=3,
            MB_YESNO=4,
            MB_ICONINFORMATION=0x40,
            MB_ICONWARNING=0x30,
        ),
        module("pythoncom", ole_error=com_error, CoInitialize=lambda: None, __file__=""),
        module("win32com", client=client),
        client,
        module("win32gui"),
        module("win32process", GetWindowThreadProcessId=lambda handle: (1, handle)),
        module("win32timezone", TimeZoneInfo=SimpleNamespace(utc=lambda: dt.UTC)),
    ]
    return {each.__name__: each for each in made}
