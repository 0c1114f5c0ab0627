from __future__ import annotations

import struct

import pytest

from officekit.excel.vba_project import ModuleKind, VbaModule, encrypt_property, vba_project
from tests.excel.vba_reader import decompress, open_strictly, read_modules

MODULES = [
    VbaModule("ThisWorkbook", ModuleKind.WORKBOOK),
    VbaModule("Sheet1", ModuleKind.SHEET, "Option Explicit\n"),
    VbaModule("Buttons", ModuleKind.STANDARD, "Public Sub Press()\n\tBeep\nEnd Sub\n\n"),
    VbaModule("Counter", ModuleKind.CLASS, "Public Count As Long"),
]


def test_all_modules_are_read_back_byte_for_byte() -> None:
    assert read_modules(vba_project(MODULES)) == {
        "ThisWorkbook.cls": 'Attribute VB_Name = "ThisWorkbook"\r\n'
        'Attribute VB_Base = "0{00020819-0000-0000-C000-000000000046}"\r\n'
        "Attribute VB_GlobalNameSpace = False\r\n"
        "Attribute VB_Creatable = False\r\n"
        "Attribute VB_PredeclaredId = True\r\n"
        "Attribute VB_Exposed = True\r\n"
        "Attribute VB_TemplateDerived = False\r\n"
        "Attribute VB_Customizable = True\r\n",
        "Sheet1.cls": 'Attribute VB_Name = "Sheet1"\r\n'
        'Attribute VB_Base = "0{00020820-0000-0000-C000-000000000046}"\r\n'
        "Attribute VB_GlobalNameSpace = False\r\n"
        "Attribute VB_Creatable = False\r\n"
        "Attribute VB_PredeclaredId = True\r\n"
        "Attribute VB_Exposed = True\r\n"
        "Attribute VB_TemplateDerived = False\r\n"
        "Attribute VB_Customizable = True\r\n"
        "Option Explicit\r\n",
        "Buttons.bas": 'Attribute VB_Name = "Buttons"\r\n'
        "Public Sub Press()\r\n\tBeep\r\nEnd Sub\r\n\r\n",
        "Counter.cls": 'Attribute VB_Name = "Counter"\r\n'
        'Attribute VB_Base = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"\r\n'
        "Attribute VB_GlobalNameSpace = False\r\n"
        "Attribute VB_Creatable = False\r\n"
        "Attribute VB_PredeclaredId = False\r\n"
        "Attribute VB_Exposed = False\r\n"
        "Attribute VB_TemplateDerived = False\r\n"
        "Attribute VB_Customizable = False\r\n"
        "Public Count As Long\r\n",
    }


def test_the_container_holds_what_the_format_asks_for_and_no_compiled_form() -> None:
    with open_strictly(vba_project(MODULES)) as file:
        assert {"/".join(path) for path in file.listdir()} == {
            *("PROJECT", "PROJECTwm", "VBA/_VBA_PROJECT", "VBA/dir"),
            *("VBA/ThisWorkbook", "VBA/Sheet1", "VBA/Buttons", "VBA/Counter"),
        }
    assert _stream(vba_project(MODULES), "VBA/_VBA_PROJECT") == bytes.fromhex("CC61FFFF000000")


def test_the_project_stream_lists_modules_by_kind() -> None:
    lines = _stream(vba_project(MODULES, name="Matrix"), "PROJECT").decode("ascii").split("\r\n")
    identifier, *rest = lines
    assert identifier.startswith('ID="{')
    assert [line for line in rest if not line.startswith(("CMG=", "DPB=", "GC="))] == [
        "Document=ThisWorkbook/&H00000000",
        "Document=Sheet1/&H00000000",
        "Module=Buttons",
        "Class=Counter",
        'Name="Matrix"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        "ThisWorkbook=0, 0, 0, 0, C",
        "Sheet1=0, 0, 0, 0, C",
        "Buttons=0, 0, 0, 0, C",
        "Counter=0, 0, 0, 0, C",
        "",
    ]


@pytest.mark.parametrize(
    ("data", "seed", "text"),
    [
        (b"\0\0\0\0", 0x07, "0705D8E3D8EDDBF1DBF1DBF1DBF1"),
        (b"\0", 0x0E, "0E0CD1ECDFF4E7F5E7F5E7"),
        (b"\xff", 0x15, "1517CAF1D6F9D7F9D706"),
    ],
    ids=["not protected", "no password", "visible"],
)
def test_properties_are_encrypted_as_in_the_specification(
    data: bytes, seed: int, text: str
) -> None:
    # [MS-OVBA] 3.1.6
    assert encrypt_property(data, "{917DED54-440B-4FD1-A5C1-74ACF261E600}", seed) == text


def test_the_project_is_not_protected_has_no_password_and_is_visible() -> None:
    lines = _stream(vba_project(MODULES), "PROJECT").decode("ascii").split("\r\n")
    values = dict(line.split("=", 1) for line in lines if "=" in line)
    project_id = values["ID"].strip('"')
    key = sum(project_id.encode("ascii")) % 256
    assert _decrypted(values["CMG"], key) == bytes(4)
    assert _decrypted(values["DPB"], key) == b"\0"
    assert _decrypted(values["GC"], key) == b"\xff"


def test_the_names_stand_in_both_spellings() -> None:
    module = VbaModule("Ab", ModuleKind.STANDARD)
    assert _stream(vba_project([module]), "PROJECTwm") == b"Ab\0A\0b\0\0\0\0\0"


def test_the_dir_stream_describes_project_and_modules() -> None:
    module = VbaModule("Ab", ModuleKind.STANDARD)
    records = _records(decompress(_stream(vba_project([module], code_page=936), "VBA/dir")))
    library = (
        b"*\\G{00020430-0000-0000-C000-000000000046}#2.0#0#"
        b"C:\\Windows\\System32\\stdole2.tlb#OLE Automation"
    )
    assert records == [
        (0x01, b"\3\0\0\0"),
        (0x02, b"\x09\x04\0\0"),
        (0x14, b"\x09\x04\0\0"),
        (0x03, b"\xa8\x03"),
        (0x04, b"VBAProject"),
        *((0x05, b""), (0x40, b"")),
        *((0x06, b""), (0x3D, b"")),
        (0x07, bytes(4)),
        (0x08, bytes(4)),
        (0x09, b"\1\0\0\0\0\0"),
        *((0x0C, b""), (0x3C, b"")),
        *((0x16, b"stdole"), (0x3E, "stdole".encode("utf-16-le"))),
        (0x0D, len(library).to_bytes(4, "little") + library + bytes(6)),
        (0x0F, b"\1\0"),
        (0x13, b"\xff\xff"),
        *((0x19, b"Ab"), (0x47, b"A\0b\0")),
        *((0x1A, b"Ab"), (0x32, b"A\0b\0")),
        *((0x1C, b""), (0x48, b"")),
        (0x31, bytes(4)),
        (0x1E, bytes(4)),
        (0x2C, b"\xff\xff"),
        (0x21, b""),
        (0x2B, b""),
        (0x10, b""),
    ]


@pytest.mark.parametrize("kind", [ModuleKind.WORKBOOK, ModuleKind.SHEET, ModuleKind.CLASS])
def test_modules_that_are_not_standard_are_marked_so(kind: ModuleKind) -> None:
    project = vba_project([VbaModule("Ab", kind)])
    identifiers = [
        identifier for identifier, _ in _records(decompress(_stream(project, "VBA/dir")))
    ]
    assert 0x22 in identifiers
    assert 0x21 not in identifiers


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=ascii)
@pytest.mark.parametrize("last", [True, False])
def test_any_line_ends_become_those_of_windows(line_end: str, last: bool) -> None:
    code = line_end.join(["Sub A()", "End Sub"]) + (line_end if last else "")
    modules = read_modules(vba_project([VbaModule("M", ModuleKind.STANDARD, code)]))
    assert modules == {"M.bas": 'Attribute VB_Name = "M"\r\nSub A()\r\nEnd Sub\r\n'}


def test_the_name_line_of_a_bas_file_is_not_doubled() -> None:
    code = 'Attribute VB_Name = "M"\nOption Explicit\n'
    modules = read_modules(vba_project([VbaModule("M", ModuleKind.STANDARD, code)]))
    assert modules == {"M.bas": 'Attribute VB_Name = "M"\r\nOption Explicit\r\n'}


def test_the_attribute_of_a_procedure_is_kept() -> None:
    code = 'Function F()\nAttribute F.VB_Description = "text"\nEnd Function\n'
    modules = read_modules(vba_project([VbaModule("M", ModuleKind.STANDARD, code)]))
    assert modules["M.bas"].splitlines()[1:] == code.splitlines()


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ('MsgBox "完成"', "line 1 of module 'M' holds a character that is not plain ASCII"),
        ("Beep\n'caf\u00e9", "line 2 of module 'M' holds a character"),
        ("Beep\0", "line 1 of module 'M' holds a character"),
        ("Beep\x0cBeep", "line 1 of module 'M' holds a character"),
        ("'" * 1024, "line 1 of module 'M' is longer than 1023"),
        ('Attribute VB_Name = "Other"\n', "module 'M' begins with"),
        ("Attribute VB_Exposed = True\n", "line 1 of module 'M' sets an attribute"),
    ],
    ids=["Chinese", "Latin 1", "zero", "form feed", "line length", "other name", "attribute"],
)
def test_code_that_vba_would_not_read_is_refused(code: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        vba_project([VbaModule("M", ModuleKind.STANDARD, code)])


def test_a_line_of_the_greatest_length_is_accepted() -> None:
    modules = read_modules(vba_project([VbaModule("M", ModuleKind.STANDARD, "'" * 1023)]))
    assert modules["M.bas"].splitlines()[1] == "'" * 1023


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "no VBA identifier"),
        ("1st", "no VBA identifier"),
        ("_a", "no VBA identifier"),
        ("a b", "no VBA identifier"),
        ("a-b", "no VBA identifier"),
        ("a\n", "no VBA identifier"),
        ("模块", "no VBA identifier"),
        ("Select", "no VBA identifier"),
        ("BOOLEAN", "no VBA identifier"),
        ("a" * 32, "longer than 31 characters"),
        ("Dir", "a stream that every project has"),
        ("vbaproject", "stands twice"),
    ],
    ids=ascii,
)
def test_a_name_that_vba_would_not_take_is_refused(name: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        vba_project([VbaModule(name, ModuleKind.STANDARD)])


def test_the_name_of_the_project_is_examined_too() -> None:
    with pytest.raises(ValueError, match="'My Project' is no VBA identifier"):
        vba_project([], name="My Project")


def test_a_name_of_31_characters_is_accepted() -> None:
    name = "A" + "b_2" * 10
    assert list(read_modules(vba_project([VbaModule(name, ModuleKind.STANDARD)]))) == [
        f"{name}.bas"
    ]


def test_names_that_differ_in_case_only_are_refused() -> None:
    with pytest.raises(ValueError, match="'SHEET1' stands twice"):
        vba_project([*MODULES, VbaModule("SHEET1", ModuleKind.STANDARD)])


@pytest.mark.parametrize("code_page", [0, 99999, 37, 500])
def test_a_code_page_that_is_unknown_or_not_like_ascii_is_refused(code_page: int) -> None:
    with pytest.raises(ValueError, match=f"code page {code_page}"):
        vba_project(MODULES, code_page=code_page)


def test_the_same_project_gives_the_same_bytes() -> None:
    assert vba_project(MODULES) == vba_project(list(MODULES))


def test_another_content_gives_another_project_identifier() -> None:
    projects = [
        vba_project(MODULES),
        vba_project(MODULES, name="Other"),
        vba_project(MODULES[:-1]),
        vba_project([*MODULES[:-1], VbaModule("Counter", ModuleKind.CLASS, "Option Explicit")]),
    ]
    identifiers = {_stream(project, "PROJECT").split(b"\r\n")[0] for project in projects}
    assert len(identifiers) == len(projects)


def _stream(project: bytes, name: str) -> bytes:
    with open_strictly(project) as file:
        return bytes(file.openstream(name).read())


def _records(stream: bytes) -> list[tuple[int, bytes]]:
    """Records of a dir stream: identifier, length, data; the version's length is short by two."""
    records = []
    position = 0
    while position < len(stream):
        identifier, length = struct.unpack_from("<HI", stream, position)
        end = position + 6 + length + (2 if identifier == 0x09 else 0)
        records.append((identifier, stream[position + 6 : end]))
        position = end
    return records


def _decrypted(quoted: str, project_key: int) -> bytes:
    """Data decryption, [MS-OVBA] 2.4.3.3."""
    encrypted = bytes.fromhex(quoted.strip('"'))
    seed = encrypted[0]
    assert encrypted[1] ^ seed == 2
    assert encrypted[2] ^ seed == project_key
    plain = [project_key]
    for position in range(3, len(encrypted)):
        mask = (encrypted[position - 2] + plain[-1]) % 256
        plain.append(encrypted[position] ^ mask)
    content = bytes(plain[1 + (seed & 6) // 2 :])
    assert int.from_bytes(content[:4], "little") == len(content) - 4
    return content[4:]
