"""The part vbaProject.bin of a workbook, made from the source of its modules.

Only source is written, no compiled form: the version number FFFF makes Office compile anew.
Source: Microsoft [MS-OVBA], Office VBA File Format Structure; section numbers stand below.
"""

from __future__ import annotations

import re
import struct
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from string import printable
from typing import Final

from officekit.excel.compound_file import write_compound_file
from officekit.excel.vba_compression import compress

_LONGEST_NAME: Final = 31
_LONGEST_LINE: Final = 1023
_IDENTIFIER: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_RESERVED_STREAM: Final = "dir"
_NAME_ATTRIBUTE: Final = "Attribute VB_Name"
_MODULE_ATTRIBUTE: Final = re.compile(r"Attribute VB_\w+ *=")
# Words that can't be names, [MS-VBAL] 3.3.5.2: statements, markers, operators, types, literals.
_KEYWORDS: Final = frozenset(
    {*("call", "case", "close", "const", "debug", "declare", "defbool", "defbyte", "defcur")}
    | {*("defdate", "defdbl", "defint", "deflng", "deflnglng", "deflngptr", "defobj", "defsng")}
    | {*("defstr", "defvar", "dim", "do", "else", "elseif", "end", "endif", "enum", "erase")}
    | {*("event", "exit", "for", "friend", "function", "get", "global", "gosub", "goto", "if")}
    | {*("implements", "input", "let", "lock", "loop", "lset", "next", "on", "open", "option")}
    | {*("print", "private", "public", "put", "raiseevent", "redim", "resume", "return", "rset")}
    | {*("seek", "select", "set", "static", "stop", "sub", "type", "unlock", "wend", "while")}
    | {*("with", "write", "any", "as", "byref", "byval", "each", "in", "new", "optional", "rem")}
    | {*("paramarray", "preserve", "shared", "spc", "tab", "then", "to", "until", "withevents")}
    | {*("addressof", "and", "eqv", "imp", "is", "like", "mod", "not", "or", "typeof", "xor")}
    | {*("boolean", "byte", "currency", "date", "double", "integer", "long", "longlong", "longptr")}
    | {*("single", "string", "variant", "empty", "false", "nothing", "null", "true", "attribute")}
    | {*("me", "abs", "array", "cbool", "cbyte", "ccur", "cdate", "cdbl", "cdec", "cint", "circle")}
    | {*("clng", "clnglng", "clngptr", "csng", "cstr", "cvar", "cverr", "doevents", "fix", "int")}
    | {*("inputb", "lbound", "len", "lenb", "pset", "scale", "sgn", "ubound")}
)

_WIN64: Final = 3
_ENGLISH: Final = 0x0409
_NO_COOKIE: Final = 0xFFFF
_VERSION: Final = (1, 0)
_STDOLE: Final = (
    r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb"
    "#OLE Automation"
)
_NO_COMPILED_FORM: Final = b"\xcc\x61\xff\xff\x00\x00\x00"

_ENCRYPTION_VERSION: Final = 2
_FILLER: Final = 7
_NOT_PROTECTED: Final = bytes(4)
_NO_PASSWORD: Final = b"\x00"
_VISIBLE: Final = b"\xff"
_PROTECTION_SEED: Final = 0x07
_PASSWORD_SEED: Final = 0x0E
_VISIBILITY_SEED: Final = 0x15


class ModuleKind(StrEnum):
    """What a module belongs to."""

    STANDARD = "standard"
    WORKBOOK = "workbook"
    SHEET = "sheet"
    CLASS = "class"


_BASES: Final = {
    ModuleKind.WORKBOOK: "0{00020819-0000-0000-C000-000000000046}",
    ModuleKind.SHEET: "0{00020820-0000-0000-C000-000000000046}",
    ModuleKind.CLASS: "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}",
}
"""Attribute VB_Base: the classes Workbook and Worksheet of Excel, and VBA's own class."""


@dataclass(frozen=True, slots=True)
class VbaModule:
    """A module of a VBA project.

    Attributes:
        name: its name, for a document module the codeName of the workbook or sheet.
        kind: what it belongs to.
        code: its source with any line ends. It may begin with the line ``Attribute VB_Name`` of
            a .bas file; the other attributes of the module come from ``kind``.
    """

    name: str
    kind: ModuleKind
    code: str = ""


def vba_project(
    modules: Sequence[VbaModule], *, name: str = "VBAProject", code_page: int = 1252
) -> bytes:
    """Write vbaProject.bin.

    Args:
        modules: the modules in the order of the project explorer, document modules first.
        name: name of the project.
        code_page: Windows code page the project says it is in; the text itself is ASCII.

    Returns:
        The part, the same bytes for the same arguments: the project's identifier comes from
        its content.

    Raises:
        ValueError: a name is longer than 31 characters, no VBA identifier, or there twice (upper
            and lower case are the same; the project counts too); code is not plain ASCII text,
            has a line longer than 1023 characters or attributes of another module; the code page
            is unknown or writes ASCII otherwise.
    """
    _check_names([name, *(module.name for module in modules)])
    _check_code_page(code_page)
    sources = {module.name: _source(module) for module in modules}
    project_id = _project_id(name, code_page, sources)
    storage = {
        "_VBA_PROJECT": _NO_COMPILED_FORM,
        "dir": compress(_dir_stream(modules, name, code_page)),
        **{module: compress(_ascii(source)) for module, source in sources.items()},
    }
    return write_compound_file(
        {
            "VBA": storage,
            "PROJECT": _ascii(_project_stream(modules, name, project_id)),
            "PROJECTwm": b"".join(_two_spellings(module.name) for module in modules) + bytes(2),
        }
    )


def encrypt_property(data: bytes, project_id: str, seed: int) -> str:
    """Encrypt a value of the PROJECT stream ([MS-OVBA] 2.4.3.2).

    Args:
        data: the value.
        project_id: identifier of the project, with its braces.
        seed: any byte; the same seed gives the same text.

    Returns:
        Hexadecimal digits.
    """
    project_key = sum(_ascii(project_id)) & 0xFF
    encrypted = bytearray((seed, seed ^ _ENCRYPTION_VERSION, seed ^ project_key))
    filler = bytes([_FILLER]) * ((seed & 6) // 2)
    before = project_key
    for byte in filler + struct.pack("<I", len(data)) + data:
        encrypted.append(byte ^ ((encrypted[-2] + before) & 0xFF))
        before = byte
    return encrypted.hex().upper()


def _check_names(names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        lower = name.lower()
        if len(name) > _LONGEST_NAME:
            raise ValueError(f"{name!r} is longer than {_LONGEST_NAME} characters")
        if not _IDENTIFIER.fullmatch(name) or lower in _KEYWORDS:
            raise ValueError(f"{name!r} is no VBA identifier")
        if lower == _RESERVED_STREAM:
            raise ValueError(f"{name!r} is the name of a stream that every project has")
        if lower in seen:
            raise ValueError(f"{name!r} stands twice in the project")
        seen.add(lower)


def _check_code_page(code_page: int) -> None:
    try:
        same = printable.encode(f"cp{code_page}") == printable.encode("ascii")
    except LookupError as error:
        raise ValueError(f"code page {code_page} is unknown") from error
    if not same:
        raise ValueError(f"code page {code_page} does not write ASCII as it is")


def _source(module: VbaModule) -> str:
    """The module's attributes and code, each line ended by CR and LF."""
    name_attribute = f'{_NAME_ATTRIBUTE} = "{module.name}"'
    lines = module.code.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    if lines[0].startswith(_NAME_ATTRIBUTE):
        if lines[0].rstrip() != name_attribute:
            raise ValueError(f"the code of module {module.name!r} begins with {lines[0]!r}")
        lines = lines[1:]
    for number, line in enumerate(lines, start=1):
        _check_line(line, f"line {number} of module {module.name!r}")
    if lines == [""]:
        lines = []
    lines = [name_attribute, *_attributes(module.kind), *lines]
    return "".join(f"{line}\r\n" for line in lines)


def _check_line(line: str, where: str) -> None:
    if not line.isascii() or not line.replace("\t", " ").isprintable():
        raise ValueError(f"{where} holds a character that is not plain ASCII")
    if len(line) > _LONGEST_LINE:
        raise ValueError(f"{where} is longer than {_LONGEST_LINE} characters")
    if _MODULE_ATTRIBUTE.match(line):
        raise ValueError(f"{where} sets an attribute of the module")


def _attributes(kind: ModuleKind) -> list[str]:
    """The attributes that follow VB_Name ([MS-VBAL] 4.2)."""
    if kind is ModuleKind.STANDARD:
        return []
    is_document = kind is not ModuleKind.CLASS
    values: Mapping[str, object] = {
        "Base": f'"{_BASES[kind]}"',
        "GlobalNameSpace": False,
        "Creatable": False,
        "PredeclaredId": is_document,
        "Exposed": is_document,
        "TemplateDerived": False,
        "Customizable": is_document,
    }
    return [f"Attribute VB_{key} = {value}" for key, value in values.items()]


def _project_id(name: str, code_page: int, sources: Mapping[str, str]) -> str:
    content = "\0".join([name, str(code_page), *sources.values()])
    return f"{{{uuid.uuid5(uuid.NAMESPACE_OID, content)}}}".upper()


def _dir_stream(modules: Sequence[VbaModule], name: str, code_page: int) -> bytes:
    """Information about project, references and modules (2.3.4.2), not yet compressed."""
    return b"".join(
        (
            _record(0x0001, struct.pack("<I", _WIN64)),
            _record(0x0002, struct.pack("<I", _ENGLISH)),
            _record(0x0014, struct.pack("<I", _ENGLISH)),
            _record(0x0003, struct.pack("<H", code_page)),
            _record(0x0004, _ascii(name)),
            _text_record(0x0005, 0x0040, ""),  # description
            _record(0x0006, b"") + _record(0x003D, b""),  # help files
            _record(0x0007, bytes(4)),  # help context
            _record(0x0008, bytes(4)),  # library flags
            struct.pack("<HIIH", 0x0009, 4, *_VERSION),
            _text_record(0x000C, 0x003C, ""),  # conditional compilation constants
            _reference("stdole", _STDOLE),
            _record(0x000F, struct.pack("<H", len(modules))),
            _record(0x0013, struct.pack("<H", _NO_COOKIE)),
            *(_module_records(module) for module in modules),
            _record(0x0010, b""),
        )
    )


def _reference(name: str, library: str) -> bytes:
    """A reference to a registered type library (2.3.4.2.2.5)."""
    identifier = _ascii(library)
    size = struct.pack("<I", len(identifier))
    return _text_record(0x0016, 0x003E, name) + _record(0x000D, size + identifier + bytes(6))


def _module_records(module: VbaModule) -> bytes:
    """What the dir stream says of a module (2.3.4.2.3.2)."""
    kind = 0x0021 if module.kind is ModuleKind.STANDARD else 0x0022
    return b"".join(
        (
            _text_record(0x0019, 0x0047, module.name),
            _text_record(0x001A, 0x0032, module.name),  # stream
            _text_record(0x001C, 0x0048, ""),  # description
            _record(0x0031, bytes(4)),  # where source begins in the stream
            _record(0x001E, bytes(4)),  # help context
            _record(0x002C, struct.pack("<H", _NO_COOKIE)),
            _record(kind, b""),
            _record(0x002B, b""),
        )
    )


def _text_record(identifier: int, unicode_identifier: int, text: str) -> bytes:
    return _record(identifier, _ascii(text)) + _record(unicode_identifier, _utf16(text))


def _record(identifier: int, data: bytes) -> bytes:
    return struct.pack("<HI", identifier, len(data)) + data


def _project_stream(modules: Sequence[VbaModule], name: str, project_id: str) -> str:
    """Properties of the project (2.3.1)."""
    protection = encrypt_property(_NOT_PROTECTED, project_id, _PROTECTION_SEED)
    password = encrypt_property(_NO_PASSWORD, project_id, _PASSWORD_SEED)
    visibility = encrypt_property(_VISIBLE, project_id, _VISIBILITY_SEED)
    lines = [
        f'ID="{project_id}"',
        *(_project_item(module) for module in modules),
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{protection}"',
        f'DPB="{password}"',
        f'GC="{visibility}"',
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
    ]
    return "".join(f"{line}\r\n" for line in lines)


def _project_item(module: VbaModule) -> str:
    match module.kind:
        case ModuleKind.STANDARD:
            return f"Module={module.name}"
        case ModuleKind.CLASS:
            return f"Class={module.name}"
        case ModuleKind.WORKBOOK | ModuleKind.SHEET:
            return f"Document={module.name}/&H00000000"


def _two_spellings(name: str) -> bytes:
    """A name in the code page and in Unicode, each ended by zero (2.3.3.1)."""
    return _ascii(name) + bytes(1) + _utf16(name) + bytes(2)


def _ascii(text: str) -> bytes:
    return text.encode("ascii")


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")
