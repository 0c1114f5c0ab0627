"""Computers written down for tests: a Windows office computer on which all is well."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

from officekit.installation.machine import Interpreter, Machine, NoRegistry, RegistryValue

GIBIBYTE = 1024**3
XLWINGS = "0.37.8"
EXCEL = r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE"
ET = r"C:\Users\wang\AppData\Local\Kingsoft\WPS Office\12.1.0\office6\et.exe"
EXCEL_CLASS = "{00024500-0000-0000-C000-000000000046}"
KET_CLASS = "{45540001-5750-5300-4B49-4E47534F4654}"
FONTS = r"HKLM\Software\Microsoft\Windows NT\CurrentVersion\Fonts"
APP_PATH = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
USER_CHOICE = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\FileExts\.xlsm\UserChoice"
EXCEL_SERVER = rf"HKCR\CLSID\{EXCEL_CLASS}\LocalServer32"

Keys = dict[str, dict[str, RegistryValue]]


class WrittenRegistry:
    """A registry from a dictionary; a key set to an empty dictionary is missing."""

    def __init__(self, content: Keys) -> None:
        self._content = {key.casefold(): (key, values) for key, values in content.items()}

    def values(self, key: str) -> Mapping[str, RegistryValue]:
        return self._content.get(key.casefold(), ("", {}))[1]

    def keys(self, key: str) -> tuple[str, ...]:
        start = key.casefold() + "\\"
        below = [full for name, (full, _) in self._content.items() if name.startswith(start)]
        return tuple(dict.fromkeys(full[len(start) :].split("\\")[0] for full in below))


EXCEL_KEYS: Keys = {
    r"HKCR\Excel.Application\CLSID": {"": EXCEL_CLASS},
    r"HKCR\Excel.Application\CurVer": {"": "Excel.Application.16"},
    EXCEL_SERVER: {"": f"{EXCEL} /automation"},
    APP_PATH: {"": EXCEL},
    r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration": {
        "Platform": "x64",
        "VersionToReport": "16.0.17328.20588",
    },
    USER_CHOICE: {"ProgId": "Excel.SheetMacroEnabled.12"},
    r"HKCR\Excel.SheetMacroEnabled.12\shell\open\command": {"": f'"{EXCEL}" "%1"'},
}
WPS_KEYS: Keys = {
    r"HKCR\Ket.Application\CLSID": {"": KET_CLASS},
    rf"HKCR\CLSID\{KET_CLASS}\LocalServer32": {"": f'"{ET}" /Automation'},
    r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Kingsoft Office": {
        "DisplayName": "WPS Office (12.1.0.16929)",
        "DisplayVersion": "12.1.0.16929",
    },
    r"HKCR\ET.Xlsm.6\shell\open\command": {"": f'"{ET}" "%1"'},
}
FONT_KEYS: Keys = {
    FONTS: {
        "SimSun & NSimSun (TrueType)": "simsun.ttc",
        "黑体 (TrueType)": "simhei.ttf",
        "FangSong (TrueType)": "simfang.ttf",
        "楷体 (TrueType)": "simkai.ttf",
        "等线 (TrueType)": "Deng.ttf",
        "仿宋_GB2312 (TrueType)": "SIMFANG_GB.TTF",
        "楷体_GB2312 常规 (TrueType)": "SIMKAI_GB.TTF",
    },
    r"HKCU\Software\Microsoft\Windows NT\CurrentVersion\Fonts": {
        "方正小标宋简体 (TrueType)": "FZXBSJW.TTF"
    },
}
REQUIREMENTS = ("lxml>=5.3", "rich>=13.9", f'xlwings=={XLWINGS}; extra == "excel"')
VERSIONS = {"lxml": "6.0.1", "rich": "14.0.0", "xlwings": XLWINGS, "pywin32": "311"}


def windows(folder: Path, keys: Keys | None = None, **changes: object) -> Machine:
    """A computer with Excel on which officekit is installed without fault.

    Args:
        folder: stands for the disk.
        keys: keys of the registry added to the usual ones or put in their place.
        changes: attributes of the machine that are different.
    """
    home = folder / "officekit"
    scripts = home / "runtime" / "Scripts"
    documents = folder / "文档"
    for each in (scripts, documents / "officekit", folder / "temp"):
        each.mkdir(parents=True, exist_ok=True)
    (scripts / "python.exe").touch()
    (home / "runtime" / f"xlwings64-{XLWINGS}.dll").touch()
    (home / "installed.json").write_text('{"format": 1}', encoding="utf-8")
    workbook(documents / "officekit" / "责任矩阵.xlsm")
    values: dict[str, object] = {
        "platform": "win32",
        "home": home,
        "documents": documents,
        "temporary": folder / "temp",
        "interpreter": python(scripts / "python.exe"),
        "environment": {"USERPROFILE": str(folder)},
        "registry": WrittenRegistry({**EXCEL_KEYS, **FONT_KEYS, **(keys or {})}),
        "requirements": REQUIREMENTS,
        "package_version": VERSIONS.get,
        "soffice": r"C:\Program Files\LibreOffice\program\soffice.exe",
        "list_fonts": lambda: None,
        "free_bytes": lambda _: 50 * GIBIBYTE,
    }
    return Machine(**{**values, **changes})  # type: ignore[arg-type]  # a dictionary has one type


def linux(folder: Path, **changes: object) -> Machine:
    """A computer without Windows."""
    values: dict[str, object] = {
        "platform": "linux",
        "home": folder / "officekit",
        "documents": None,
        "temporary": folder,
        "interpreter": python(folder / "bin" / "python", page=None, text="UTF-8"),
        "environment": {},
        "registry": NoRegistry(),
        "requirements": REQUIREMENTS,
        "package_version": VERSIONS.get,
        "soffice": "/usr/bin/soffice",
        "list_fonts": lambda: "方正小标宋简体,FZXiaoBiaoSong-B05S\n",
        "free_bytes": lambda _: 50 * GIBIBYTE,
    }
    return Machine(**{**values, **changes})  # type: ignore[arg-type]  # a dictionary has one type


def python(
    executable: Path,
    *,
    version: tuple[int, int, int] = (3, 12, 4),
    bits: int = 64,
    utf8_mode: bool = False,
    page: int | None = 936,
    text: str = "cp936",
    output: str = "utf-8",
) -> Interpreter:
    """An interpreter as it is on a Chinese Windows."""
    return Interpreter(executable, version, bits, utf8_mode, text, output, page)


_CUSTOM = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{}</Properties>'
)
_PROPERTY = (
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{}" name="{}">'
    "<vt:lpwstr>{}</vt:lpwstr></property>"
)


def workbook(path: Path, xlwings: str | None = XLWINGS, custom: str | None = None) -> Path:
    """A file with the custom properties of a workbook, and nothing else of one.

    Args:
        path: where.
        xlwings: the version it was built with; ``None`` leaves all properties out.
        custom: text of the part instead.
    """
    properties = (("xlwings版本", xlwings), ("officekit版本", "0.1.0"))
    inner = "".join(_PROPERTY.format(n, *pair) for n, pair in enumerate(properties, start=2))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        if xlwings is not None or custom is not None:
            package.writestr("docProps/custom.xml", custom or _CUSTOM.format(inner))
    return path


def program(path: Path, machine: int) -> Path:
    """The head of a Windows program.

    Args:
        path: where.
        machine: 0x8664 for 64 bit, 0x14C for 32 bit.
    """
    head = b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x80)
    path.write_bytes(head.ljust(0x80, b"\0") + b"PE\0\0" + struct.pack("<H", machine))
    return path
