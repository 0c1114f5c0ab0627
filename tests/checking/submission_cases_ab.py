"""Cases of groups A (file) and B (identity)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from officekit.model.document import SourceKind
from officekit.model.returned import Refusal
from officekit.model.submission import Identity, RemarkKind
from tests.checking.submission_cases import (
    ERROR,
    INFO,
    WARNING,
    Case,
    Told,
    contradicting,
    in_round,
    refused,
    rows_of_nobody,
    rows_of_other_unit,
    unknown,
)
from tests.checking.submission_subjects import (
    COLUMN,
    FILE,
    META,
    OTHER_UNIT,
    SHEET,
    UNIT,
    Return,
    packet,
)


def file_cases() -> Iterator[Case]:
    """Group A."""
    for number, refusal in enumerate(Refusal, start=1):
        code = f"SB10{number}"
        yield Case(code, "refused", refused(refusal), (Told(ERROR, value=FILE),))
        yield Case(code, "clean", Return().subject())
        other = Refusal.DAMAGED if refusal is not Refusal.DAMAGED else Refusal.DTD
        yield Case(code, "other reason", refused(other))
    lying = Return().facts(extension_kind=".xls").subject()
    yield Case("SB102", "named .xls", lying, (Told(WARNING, value=".xls", expected=".xlsx"),))
    far = Return().facts(far_cells=("XFD1048576",)).remark(RemarkKind.FAR, "误贴的话").subject()
    yield Case("SB109", "far cell", far, (Told(WARNING, SHEET, value="XFD1048576"),))
    yield Case("SB109", "clean", Return().subject())
    yield Case("SB110", "strict", Return().facts(strict=True).subject(), (Told(INFO),))
    yield Case("SB110", "transitional", Return().subject())
    wrong = Return().sheet(dimension="A1").subject()
    yield Case("SB111", "A1 of WPS", wrong, (Told(INFO, SHEET, value="A1"),))
    yield Case("SB111", "right", Return().subject())
    yield Case("SB111", "none", Return().sheet(dimension="").subject())
    yield Case("SB112", "macros", Return().facts(macros=True).subject(), (Told(WARNING),))
    yield Case("SB112", "none", Return().subject())
    linked = Return().facts(external=("外部链接 汇总.xlsx", "嵌入对象")).subject()
    yield Case("SB113", "links", linked, (Told(WARNING, value="外部链接 汇总.xlsx"),))
    yield Case("SB113", "none", Return().subject())
    office = Return().saved_by_libreoffice().subject()
    yield Case("SB114", "LibreOffice", office, (Told(INFO, value="LibreOffice/7.5"),))
    yield Case(
        "SB114", ".xls", Return().as_xls().subject(), (Told(INFO, value="xls", expected="xlsx"),)
    )
    yield Case(
        "SB114",
        ".xls since Excel 97",
        Return().as_xls().sheet(protected=True).subject(),
        (Told(INFO, value="xls", expected="xlsx"),),
    )
    page = Return().as_xls().facts(name="报送表.htm", kind=SourceKind.HTML).subject()
    yield Case("SB114", "web page", page, (Told(INFO, value="html", expected="xlsx"),))
    yield Case("SB114", "Excel", Return().subject())
    csv = Return().as_csv().subject()
    yield Case("SB115", "csv", csv, (Told(INFO, value="csv", expected="xlsx"),))
    bad = Return().as_csv().put("K2", "progress", "主体\ufffd固").subject()
    place = Told(WARNING, "青禾区教育局_2023年9月", 5, COLUMN["progress"], "K2", "\ufffd")
    yield Case("SB115", "lost characters", bad, (place,))
    yield Case("SB115", "workbook", Return().subject())
    yield from foreign_cases()
    bidi = Return().facts(name="报送表\u202exslx.exe").subject()
    yield Case("SB117", "bidi", bidi, (Told(WARNING, value="报送表�xslx.exe"),))
    path = Return().facts(name="..\\..\\报送表.xlsx").subject()
    yield Case("SB117", "path", path, (Told(WARNING, value="..\\..\\报送表.xlsx"),))
    reserved = Return().facts(name="AUX.xlsx").subject()
    yield Case("SB117", "reserved", reserved, (Told(WARNING, value="AUX.xlsx"),))
    long = "长" * 90 + ".xlsx"
    yield Case("SB117", "long", Return().facts(name=long).subject(), (Told(WARNING, value=long),))
    yield Case("SB117", "plain", Return().subject())
    yield Case("SB117", "in a folder", Return().facts(name="九月/报送表（改）.xlsx").subject())


def foreign_cases() -> Iterator[Case]:
    whole = (Told(ERROR, value=FILE),)
    yield Case("SB116", "no identity, no table", unknown(), whole)
    yield Case("SB116", "a table of nobody", unknown(sheet=SHEET), whole)
    yield Case("SB116", "another template", unknown(identity=Identity({"template": "x.y"})), whole)
    lost = Identity({"template": "officekit.progress", "packet": "ff", "period": "2023年9月"})
    yield Case("SB116", "not in the register", unknown(identity=lost), whole)
    other_list = Return(packet=packet(matrix_id="m2"))
    yield Case("SB116", "of another list", in_round(other_list, matrix_id="m1"), whole)
    yield Case("SB116", "own", Return().subject())
    yield Case("SB116", "csv", Return().as_csv().subject())
    yield Case("SB116", "refused", refused(Refusal.DAMAGED))


def identity_cases() -> Iterator[Case]:
    """Group B."""
    rows = Told(ERROR, value=OTHER_UNIT, expected=UNIT)
    yield Case("SB201", "rows of another unit", rows_of_other_unit(), (rows,))
    named = Told(WARNING, value=UNIT, expected=OTHER_UNIT)
    folder = Return().facts(name="报送表.xlsx", folder=OTHER_UNIT).subject()
    yield Case("SB201", "folder of another unit", folder, (named,))
    alias = Return().facts(name="区水务局-9月.xlsx").subject()
    yield Case("SB201", "file named for another unit", alias, (named,))
    yield Case("SB201", "own", Return().subject())
    yield Case("SB201", "own alias", Return().facts(name="9月 区教育局.xlsx").subject())
    yield Case("SB201", "any folder", Return().facts(name="报送.xlsx", folder="九月汇总").subject())
    yield Case("SB201", "csv", Return().as_csv().subject())
    august = Return(packet=packet(period="2023年8月"))
    yield Case(
        "SB202",
        "last month",
        august.subject(),
        (Told(ERROR, value="2023年8月", expected="2023年9月"),),
    )
    yield Case(
        "SB202",
        "older version",
        in_round(Return(), version=2),
        (Told(ERROR, value="第1次", expected="第2次"),),
    )
    gone = replace(in_round(Return(), version=2), by_unit={})
    yield Case(
        "SB202", "not asked any more", gone, (Told(WARNING, value="第1次", expected="第2次"),)
    )
    said = Identity({"template": "officekit.progress", "packet": "ff", "period": "2023年7月"})
    yield Case(
        "SB202",
        "unknown packet of July",
        unknown(identity=said),
        (Told(ERROR, value="2023年7月", expected="2023年9月"),),
    )
    yield Case("SB202", "current", Return().subject())
    yield Case("SB202", "csv", Return().as_csv().subject())
    yield Case(
        "SB203",
        "units differ",
        contradicting("unit", OTHER_UNIT).subject(),
        (Told(ERROR, value="单位"),),
    )
    made = Return()
    made.identity["keys"] = "0" * 16
    yield Case("SB203", "keys differ", made.subject(), (Told(ERROR, value="任务"),))
    yield Case("SB203", "rows of nobody", rows_of_nobody(), (Told(ERROR),))
    deleted = Return().without(META).subject()
    yield Case("SB203", "sheet deleted", deleted, (Told(WARNING, expected=META),))
    yield Case("SB203", "whole", Return().subject())
    yield Case("SB203", "csv", Return().as_csv().subject())
    yield Case("SB203", "xls", Return().as_xls().subject())
    yield Case("SB206", "as issued", Return().unfilled().subject(), (Told(WARNING),))
    prefilled = Return().unfilled().issue("K1", "status", "推进中").subject()
    yield Case("SB206", "as issued with answers", prefilled, (Told(WARNING),))
    yield Case("SB206", "one answer", Return().unfilled().put("K3", "status", "滞后").subject())
