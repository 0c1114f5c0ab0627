"""Calls functions as a cell does: the DLL starts the UDF server, which takes the calls.

Order: ``library``, ``config`` (the result of ``XLPyCommand``) and ``calls``, a list of
``[module, function, [arguments]]``; a range is a list of rows, each a list.
Answer: ``activation`` (seconds), ``again`` (seconds of a second activation) and ``calls``, a list
of ``{"value": …, "seconds": …}``; or ``error``, what the DLL says.
"""

from __future__ import annotations

import ctypes
import json
import sys
import time
from pathlib import Path
from typing import Any

START = 1
END = -1
VT_BSTR = 8
VT_DISPATCH = 9
VALUE = 8
"""Where the value lies in a VARIANT of 24 bytes."""


def tuples(value: Any) -> Any:
    """Lists of JSON as the tuples that COM makes into arrays."""
    return tuple(map(tuples, value)) if isinstance(value, list) else value


if sys.platform == "win32":
    import pythoncom
    import win32com.client

    class Library:
        """The DLL of xlwings, called as the VBA declares it."""

        def __init__(self, path: str, config: str) -> None:
            self._library = ctypes.WinDLL(path)
            self._config = config.encode("mbcs")

        def activate(self, mode: int) -> tuple[int, Any]:
            """``XLPyDLLActivateAuto``: type and value of the VARIANT that comes back."""
            variant = (ctypes.c_byte * 24)()
            config = ctypes.c_char_p(self._config)
            self._library.XLPyDLLActivateAuto(ctypes.byref(variant), config, mode)
            kind = ctypes.c_ushort.from_buffer(variant, 0).value
            return kind, ctypes.c_void_p.from_buffer(variant, VALUE).value

    def serve(order: Any) -> dict[str, Any]:
        """Start the server, make the calls."""
        library = Library(order["library"], order["config"])
        start = time.perf_counter()
        kind, value = library.activate(START)
        activation = time.perf_counter() - start
        if kind != VT_DISPATCH:
            return {"error": ctypes.wstring_at(value) if kind == VT_BSTR else f"VARIANT {kind}"}
        try:
            server = win32com.client.Dispatch(
                pythoncom.ObjectFromAddress(value, pythoncom.IID_IDispatch)
            )
            calls = []
            for module, function, arguments in order["calls"]:
                start = time.perf_counter()
                result = server.CallUDF(module, function, tuples(arguments), None, None)
                seconds = time.perf_counter() - start
                calls.append({"value": result, "seconds": seconds})
            start = time.perf_counter()
            library.activate(START)
            again = time.perf_counter() - start
        finally:
            library.activate(END)
        return {"activation": activation, "again": again, "calls": calls}

    pythoncom.CoInitialize()
    order = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    Path(sys.argv[2]).write_text(json.dumps(serve(order)), encoding="utf-8")
