"""Rules on one return, groups A (file), B (identity), C (structure) and D (tampering)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from officekit.checking.engine import check, discover_submission_rules
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.checking.submission_texts import same_text
from officekit.model.document import SourceKind
from officekit.model.finding import Finding, Severity
from officekit.model.packet import PacketRow, Role, Round
from officekit.model.period import Period
from officekit.model.returned import DataRule, Refusal, ReturnedSheet, SheetState
from officekit.model.submission import Heading, Identity, RemarkKind, Submission, SubmissionRow
from officekit.model.unit import UnitRegistry
from tests.checking.submission_subjects import (
    COLUMN,
    FILE,
    INSTRUCTIONS,
    META,
    OTHER_UNIT,
    SHEET,
    SPARE_LINE,
    UNIT,
    Return,
    packet,
)

RULES = {
    rule.code: rule for rule in discover_submission_rules() if rule.entry.startswith(tuple("ABCD"))
}
ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


@dataclass(frozen=True)
class Told:
    """What a finding must say."""

    severity: Severity
    sheet: str | None = None
    row: int | None = None
    column: int | None = None
    row_key: str | None = None
    value: str | None = None
    expected: str | None = None


@dataclass(frozen=True)
class Case:
    """A return and what one rule must say of it; no findings make it a passing case."""

    code: str
    name: str
    subject: SubmissionSubject
    told: tuple[Told, ...] = ()


def refused(refusal: Refusal, **how: Any) -> SubmissionSubject:
    made = Return().facts(refusal=refusal, reason="读不出来", remedy="请重新报来。", **how)
    subject = made.subject()
    return replace(subject, submission=Submission(subject.facts))


def unknown(**how: Any) -> SubmissionSubject:
    """A return whose packet can't be told."""
    subject = Return().subject()
    values: dict[str, Any] = {"packet": None, "rows": (), "sheet": "", "headings": ()}
    values |= {"identity": Identity(), "header_row": 0}
    return replace(subject, submission=replace(subject.submission, **(values | how)))


def in_round(made: Return, **how: Any) -> SubmissionSubject:
    subject = made.subject()
    return replace(subject, round=replace(subject.round, **how))


def table_sheet(name: str, progress: str, **how: Any) -> ReturnedSheet:
    """A second table with one task, as a copied sheet has it."""
    built = Return().subject().file.sheets[0]
    rows = {3: built.rows[3], 4: {**built.rows[4], COLUMN["progress"]: progress}}
    return replace(built, name=name, rows=rows, **how)


def with_sheet(made: Return, sheet: ReturnedSheet) -> Return:
    made.sheets.append(sheet)
    return made


def contradicting(part: str, text: str) -> Return:
    made = Return()
    said = {key: {"property": value, "sheet": value} for key, value in made.identity.items()}
    said[part]["sheet"] = text
    return made.submission(identity=Identity(made.identity, said))


def torn() -> Return:
    """Rows 4 and 5 have changed places in all columns but the key."""
    made = Return()
    first, second = made.lines[0].cells, made.lines[1].cells
    for column in COLUMN:
        if column not in ("row_key", "role"):
            one, two = first[column], second[column]
            first[column], second[column] = (
                replace(two, row=one.row),
                replace(one, row=two.row),
            )
    return made


def rows_of_other_unit() -> SubmissionSubject:
    """The identity is the unit's own, the rows were pasted from another unit's workbook."""
    subject = Return().subject()
    rows = tuple(
        SubmissionRow(f"K{11 + n}", row.row, row.cells)
        for n, row in enumerate(subject.submission.rows)
    )
    return replace(subject, submission=replace(subject.submission, rows=rows))


def rows_of_nobody() -> SubmissionSubject:
    made = Return()
    for n, line in enumerate(made.lines):
        texts = {"title": f"别处的任务{n}", "measures": "另一件事"}
        made.extra_row(line.cells["title"].row, texts, key=f"X{n}")
    made.lines = []
    return made.subject()


def many_edits() -> Return:
    """Two locked cells of each of eleven rows are edited: twenty-two cells."""
    rows = tuple(
        PacketRow(f"K{n}", Role.LEAD, {"number": str(n), "title": f"任务{n}", "lead": UNIT})
        for n in range(1, 12)
    )
    made = Return(packet=replace(packet(), rows=rows))
    for row in rows:
        made.put(row.key, "title", "改写的任务").put(row.key, "lead", "青禾区财政局")
    return made


def holes(column: str, *spans: tuple[int, int]) -> Return:
    """Validation of a column covers only some rows; that of the others is whole."""
    number = COLUMN[column]
    rules = [
        DataRule("any", ((4, c, 7, c),)) for key, c in COLUMN.items() if key != column and c > 8
    ]
    rules.append(DataRule("list", tuple((top, number, end, number) for top, end in spans)))
    return Return().sheet(rules=tuple(rules))


def shifted(column: str) -> Return:
    """A column is deleted, and those to the right move up."""
    made = Return().drop_column(column)
    for key, found in made.headings.items():
        if found.column > COLUMN[column]:
            made.headings[key] = replace(found, column=found.column - 1)
    for line in made.lines:
        for key, cell in line.cells.items():
            if cell.column > COLUMN[column]:
                line.cells[key] = replace(cell, column=cell.column - 1)
    return made


def at(row: int, column: str, severity: Severity = ERROR, **how: Any) -> Told:
    return Told(severity, SHEET, row, COLUMN[column], **how)


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


def sheet_cases() -> Iterator[Case]:
    """C01–C03: sheets, headings, columns."""
    made = Return()
    made.name = "Sheet1"
    renamed = Told(WARNING, "Sheet1", value="Sheet1", expected=SHEET)
    yield Case("SB301", "renamed", made.subject(), (renamed,))
    gone = Return().submission(sheet="", rows=(), headings=(), header_row=0).subject()
    yield Case("SB301", "gone", gone, (Told(ERROR, expected=SHEET),))
    copy = with_sheet(Return(), table_sheet("责任清单 (2)", "")).subject()
    same = Told(WARNING, "责任清单 (2)", value="责任清单 (2)")
    yield Case("SB301", "untouched copy", copy, (same,))
    filled = with_sheet(Return(), table_sheet("责任清单 (2)", "另写的进展。")).subject()
    two = Told(ERROR, value="责任清单 (2)", expected=SHEET)
    yield Case("SB301", "two filled tables", filled, (two,))
    yield Case("SB301", "own", Return().subject())
    yield Case("SB301", "csv", Return().as_csv().subject())
    notes = ReturnedSheet("说明", rows={1: {1: "本月无重大事项"}})
    yield Case("SB301", "another sheet", with_sheet(Return(), notes).subject())

    reworded = Return().heading("progress", "工作进展").subject()
    yield Case(
        "SB302",
        "alias",
        reworded,
        (at(3, "progress", WARNING, value="工作进展", expected="进展情况"),),
    )
    lost = Return().drop_column("progress")
    lost.headings["own"] = Heading("本月说明", COLUMN["progress"])
    yield Case(
        "SB302",
        "unknown words",
        lost.subject(),
        (at(3, "progress", value="本月说明", expected="进展情况"),),
    )
    blank = Return().drop_column("progress").subject()
    yield Case("SB302", "deleted", blank, (at(3, "progress", value="", expected="进展情况"),))
    unnamed = Return().heading("title", "").subject()
    yield Case(
        "SB302",
        "deleted, told by place",
        unnamed,
        (at(3, "title", WARNING, value="", expected="重点任务"),),
    )
    again = Return()
    again.headings["own"] = Heading("工作进展", 16, "progress")
    yield Case(
        "SB302", "alias twice", again.subject(), (Told(ERROR, SHEET, 3, 16, value="工作进展"),)
    )
    yield Case("SB303", "alias twice", again.subject())
    twice = Return()
    twice.headings["own"] = Heading("进展情况", 16)
    yield Case("SB302", "twice", twice.subject(), (Told(ERROR, SHEET, 3, 16, value="进展情况"),))
    merged = Return().sheet(merges=((1, 1, 1, 14), (2, 9, 3, 10))).subject()
    yield Case("SB302", "merged", merged, (at(3, "status", WARNING, value="进展状态、完成率"),))
    yield Case("SB302", "as issued", Return().subject())
    marked = Return().as_csv().heading("progress", "进展情况(填)").subject()
    yield Case("SB302", "csv with the mark of the issued headings", marked)
    yield Case("SB302", "spaces", Return().heading("progress", "进展\n情况 ").subject())

    yield Case(
        "SB303",
        "answers deleted",
        shifted("problems").subject(),
        (at(3, "progress", expected="存在问题"),),
    )
    yield Case(
        "SB303",
        "locked deleted",
        shifted("support").subject(),
        (Told(WARNING, SHEET, expected="责任单位"),),
    )
    moved = (
        Return().heading("status", "进展状态", column=10).heading("completion", "完成率", column=9)
    )
    yield Case("SB303", "moved", moved.subject(), (Told(WARNING, SHEET),))
    added = Return().remark(RemarkKind.OWN_COLUMN, "同意", row=4, column=16, heading="分管领导意见")
    added.headings["own"] = Heading("分管领导意见", 16)
    yield Case(
        "SB303", "inserted", added.subject(), (Told(WARNING, SHEET, 3, 16, value="分管领导意见"),)
    )
    hidden = Return().heading("progress", "进展情况", hidden=True).subject()
    yield Case("SB303", "hidden with answers", hidden, (at(3, "progress", WARNING, value="4"),))
    yield Case("SB303", "as issued", Return().subject())
    empty = Return().heading("problems", "存在问题", hidden=True).subject()
    yield Case("SB303", "hidden without answers", empty)
    yield Case("SB303", "csv", Return().as_csv().subject())


def row_cases() -> Iterator[Case]:
    """C04–C08: rows."""
    deleted = Return().order("K1", "K2", "K4").subject()
    label = "第3项“开展教师培训”"
    yield Case("SB304", "one row", deleted, (Told(ERROR, row_key="K3", expected=label),))
    yield Case("SB304", "none", Return().subject())
    yield Case("SB304", "another order", Return().order("K4", "K2", "K3", "K1").subject())

    task = {"title": "新建一所幼儿园", "status": "未启动"}
    below = Return().extra_row(10, task).subject()
    yield Case("SB305", "below the table", below, (Told(INFO, SHEET, 10, value="新建一所幼儿园"),))
    between = Return().order("K1", "K2", "K3").extra_row(5, task).subject()
    yield Case(
        "SB305", "between tasks", between, (Told(WARNING, SHEET, 5, value="新建一所幼儿园"),)
    )
    yield Case("SB305", "only a number", Return().extra_row(9, {"number": "5"}).subject())
    yield Case("SB305", "none", Return().subject())
    signature = Return().extra_row(10, {"title": "填表人：周一帆"}, label=True).subject()
    yield Case("SB305", "a signature", signature)

    copied = Return().order("K1", "K2", "K2", "K3", "K4").subject()
    several = tuple(Told(ERROR, SHEET, row, row_key="K2", value="K2") for row in (5, 6))
    yield Case("SB306", "copied row", copied, several)
    texts = {"title": "开展教师培训", "measures": "组织两期骨干教师培训", "progress": "已办完"}
    altered = Return().order("K1", "K2", "K4").extra_row(7, texts, key="K3x").subject()
    changed = Told(ERROR, SHEET, 7, row_key="K3", value="K3x", expected="K3")
    yield Case("SB306", "altered key", altered, (changed,))
    yield Case("SB304", "altered key", altered)
    yield Case("SB305", "altered key", altered)
    removed = Return().order("K1", "K2", "K4").extra_row(7, texts).subject()
    cleared = Told(ERROR, SHEET, 7, row_key="K3", value="", expected="K3")
    yield Case("SB306", "removed key", removed, (cleared,))
    foreign = Return().extra_row(8, {"title": "疏浚河道"}, key="K12").subject()
    yield Case("SB306", "key of another unit", foreign, (Told(WARNING, SHEET, 8, value="K12"),))
    erased = Return().put("K3", "row_key", "").subject()
    yield Case("SB306", "erased", erased, (at(6, "row_key", WARNING, row_key="K3", expected="K3"),))
    yield Case("SB306", "none", Return().subject())

    one, two = "第1项“建设社区托幼点”", "第2项“改造老旧校舍”"
    yield Case(
        "SB307",
        "torn",
        torn().subject(),
        (
            Told(ERROR, SHEET, 4, row_key="K1", value=two, expected=one),
            Told(ERROR, SHEET, 5, row_key="K2", value=one, expected=two),
        ),
    )
    yield Case("SB401", "torn", torn().subject())
    sorted_rows = Return().order("K4", "K2", "K3", "K1").subject()
    yield Case("SB307", "another order", sorted_rows, (Told(WARNING, SHEET),))
    yield Case("SB307", "as issued", Return().subject())
    yield Case("SB307", "a row missing", Return().order("K1", "K3", "K4").subject())

    hidden = Return().sheet(hidden_rows=frozenset({5, 6})).subject()
    yield Case("SB308", "hidden", hidden, (Told(WARNING, SHEET, 5, value="2"),))
    grouped = Return().sheet(grouped_rows=frozenset({5, 6})).subject()
    yield Case("SB308", "grouped", grouped, (Told(INFO, SHEET),))
    yield Case("SB308", "none", Return().subject())
    yield Case("SB308", "spare rows", Return().sheet(hidden_rows=frozenset({40})).subject())


def text_cases() -> Iterator[Case]:
    """C09–C13: merged and split cells, what stands around the table."""
    joined = (
        Return().sheet(merges=((4, 11, 5, 11),)).put("K2", "progress", "一并写在这里", merged=True)
    )
    covered = at(5, "progress", row_key="K2", value="一并写在这里")
    yield Case("SB309", "answers", joined.subject(), (covered,))
    locked = (
        Return().sheet(merges=((4, 3, 5, 3),)).put("K2", "section", "一、民生实事", merged=True)
    )
    yield Case(
        "SB309",
        "locked",
        locked.subject(),
        (at(5, "section", WARNING, row_key="K2", value="一、民生实事"),),
    )
    under = Return().sheet(merges=((4, 11, 5, 11),))
    under.remark(RemarkKind.COVERED, "盖住的话", row=5, column=11, row_key="K2")
    yield Case(
        "SB309",
        "covered",
        under.subject(),
        (at(5, "progress", WARNING, row_key="K2", value="盖住的话"),),
    )
    yield Case("SB309", "none", Return().subject())

    split = Return().extra_row(8, {"progress": "西桥点完成选址"}, continues="K4").subject()
    yield Case(
        "SB310", "split", split, (Told(WARNING, SHEET, 8, row_key="K4", value="西桥点完成选址"),)
    )
    yield Case("SB305", "split", split)
    yield Case("SB310", "none", Return().subject())
    lines = Return().put("K1", "progress", "1.东岭点开工\n2.西桥点选址").subject()
    yield Case("SB310", "lines in a cell", lines)

    signature = Return().extra_row(10, {"title": "填表人：周一帆"}, label=True).subject()
    yield Case("SB311", "signature", signature, (Told(INFO, SHEET, 10, value="填表人：周一帆"),))
    phone = Return().remark(RemarkKind.BELOW, "联系电话另附", row=12, column=1).subject()
    yield Case("SB311", "below", phone, (Told(INFO, SHEET, 12, value="联系电话另附"),))
    yield Case("SB311", "numbered", Return().extra_row(9, {"number": "5"}, label=True).subject())
    yield Case("SB311", "none", Return().subject())

    beside = Return().remark(RemarkKind.BESIDE, "已完成选址", row=5, column=18, row_key="K2")
    yield Case(
        "SB312",
        "beside",
        beside.subject(),
        (Told(WARNING, SHEET, 5, 18, "K2", "已完成选址"),),
    )
    above = Return().remark(RemarkKind.ABOVE, "9月报送", row=2, column=12).subject()
    yield Case("SB312", "above", above, (Told(INFO, SHEET, 2, 12, value="9月报送"),))
    elsewhere = Return().remark(RemarkKind.OTHER_SHEET, "补充说明", sheet="Sheet2", row=1, column=1)
    yield Case(
        "SB312",
        "other sheet",
        elsewhere.subject(),
        (Told(WARNING, "Sheet2", 1, 1, value="补充说明"),),
    )
    yield Case("SB312", "none", Return().subject())

    note = Return().remark(RemarkKind.NOTE, "已经开工", row=4, column=11, row_key="K1").subject()
    yield Case(
        "SB313", "comment", note, (at(4, "progress", WARNING, row_key="K1", value="已经开工"),)
    )
    box = Return().remark(RemarkKind.SHAPE, "见附图").subject()
    yield Case("SB313", "text box", box, (Told(WARNING, SHEET, value="见附图"),))
    picture = Return().sheet(pictures=2).subject()
    yield Case("SB313", "pictures", picture, (Told(WARNING, SHEET, value="2"),))
    yield Case("SB313", "none", Return().subject())


def tampering_cases() -> Iterator[Case]:
    """Group D."""
    edited = Return().put("K2", "deadline", "2023年12月底").subject()
    wanted = at(5, "deadline", row_key="K2", value="2023年12月底", expected="2023年10月底")
    yield Case("SB401", "edited", edited, (wanted,))
    blank = Return().put("K1", "lead", "").subject()
    yield Case("SB401", "cleared", blank, (at(4, "lead", row_key="K1", value="", expected=UNIT),))
    role = Return().put("K1", "role", "配合").subject()
    changed = at(4, "role", row_key="K1", value="配合", expected="牵头")
    yield Case("SB401", "role", role, (changed,))
    by_row = tuple(
        at(3 + n, "title", row_key=f"K{n}", value="改写的任务", expected=f"任务{n}")
        for n in range(1, 12)
    )
    yield Case("SB401", "many", many_edits().subject(), by_row)
    yield Case("SB401", "as issued", Return().subject())
    yield Case("SB401", "csv", Return().as_csv().subject())
    spaced = Return().put("K1", "measures", "新建３个社区\n托幼点 ").subject()
    yield Case("SB401", "width and spaces", spaced)
    yield Case("SB401", "number", Return().put("K1", "number", "1.0").subject())

    bare = Return().sheet(protected=False)
    yield Case("SB402", "unprotected", bare.subject(), (Told(WARNING, SHEET),))
    office = Return().sheet(protected=False).saved_by_libreoffice().subject()
    yield Case("SB402", "unprotected by LibreOffice", office, (Told(INFO, SHEET),))
    password = Return().sheet(protection_hash="CC1A").subject()
    yield Case("SB402", "password", password, (Told(WARNING, SHEET),))
    yield Case("SB402", "as issued", Return().subject())
    yield Case("SB402", "xls", Return().as_xls().subject())

    hole = at(6, "status", WARNING, value="1")
    yield Case("SB403", "hole", holes("status", (4, 5), (7, 7)).subject(), (hole,))
    yield Case("SB404", "hole", holes("status", (4, 5), (7, 7)).subject())
    yield Case("SB403", "as issued", Return().subject())
    yield Case("SB403", "in pieces", holes("status", (4, 5), (6, 7)).subject())
    yield Case("SB403", "xls", Return().as_xls().subject())

    removed = Return().sheet(rules=()).subject()
    both = (at(4, "status", WARNING), at(4, "completion", WARNING))
    yield Case("SB404", "removed", removed, both)
    yield Case("SB403", "removed", removed)
    area = (4, COLUMN["status"], 7, COLUMN["completion"])
    listed = Return().sheet(rules=(DataRule("list", (area,), '"正常,不正常"'),)).subject()
    other = at(4, "status", WARNING, value="正常、不正常", expected="未启动、推进中、已完成、滞后")
    yield Case("SB404", "another list", listed, (other,))
    yield Case("SB404", "as issued", Return().subject())
    yield Case("SB404", "csv", Return().as_csv().subject())

    shown = Return().other_sheet(META, state=SheetState.VISIBLE).subject()
    yield Case("SB405", "visible", shown, (Told(WARNING, META),))
    yield Case("SB405", "hidden by LibreOffice", Return().saved_by_libreoffice().subject())
    yield Case("SB405", "as issued", Return().subject())


CASES = [
    *file_cases(),
    *identity_cases(),
    *sheet_cases(),
    *row_cases(),
    *text_cases(),
    *tampering_cases(),
]


def told(finding: Finding) -> Told:
    place = finding.location
    return Told(
        finding.severity,
        place.sheet,
        place.row,
        place.column,
        place.row_key,
        finding.value,
        finding.expected,
    )


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.code} {c.name}")
def test_a_rule_finds_what_its_case_says(case: Case) -> None:
    found = check(case.subject, rules=[RULES[case.code]]).findings
    assert tuple(told(finding) for finding in found) == case.told, found
    for finding in found:
        assert finding.code == case.code
        assert finding.location.file == case.subject.facts.shown_name
        assert finding.message.endswith("。")
        assert finding.hint.endswith("。")


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda r: r.code)
def test_every_rule_has_a_passing_and_a_failing_case(rule: type[SubmissionRule]) -> None:
    own = [case for case in CASES if case.code == rule.code]
    assert any(case.told for case in own)
    assert any(not case.told for case in own)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda r: r.code)
def test_every_rule_is_documented_and_coded_by_its_entry(rule: type[SubmissionRule]) -> None:
    document = rule.__doc__ or ""
    assert all(f"\n    {part}\n" in document for part in ("为什么", "不好", "改为")), document
    assert re.fullmatch(r"[A-D]\d\d", rule.entry)
    assert rule.code == f"SB{'ABCD'.index(rule.entry[0]) + 1}{rule.entry[1:]}"


def test_all_entries_of_the_groups_are_rules() -> None:
    on_the_set = {"B04", "B05", "B07", "B08"}
    entries = {
        f"{group}{n:02}"
        for group, last in zip("ABCD", (17, 8, 13, 5), strict=True)
        for n in range(1, last + 1)
    }
    assert {rule.entry for rule in RULES.values()} == entries - on_the_set


@pytest.mark.parametrize(
    ("made", "codes"),
    [
        (Return(), set()),
        (Return().saved_by_libreoffice(), {"SB114"}),
        (Return().as_xls(), {"SB114"}),
        (Return().as_csv(), {"SB115"}),
        (Return().facts(application="WPS 表格"), {"SB114"}),
        (Return().unfilled(), {"SB206"}),
    ],
    ids=["Excel", "LibreOffice", "xls", "csv", "WPS", "unfilled"],
)
def test_a_proper_return_has_no_errors_and_no_false_warnings(made: Return, codes: set[str]) -> None:
    found = check(made.subject(), rules=list(RULES.values())).findings
    assert {finding.code for finding in found} == codes
    assert {finding.severity for finding in found} <= {WARNING if "SB206" in codes else INFO}


@pytest.mark.parametrize("refusal", Refusal)
def test_a_refused_file_has_one_finding(refusal: Refusal) -> None:
    found = check(refused(refusal), rules=list(RULES.values())).findings
    assert [finding.code for finding in found] == [f"SB1{refusal.value[1:]}"]
    assert found[0].message == "读不出来。"


def test_rows_of_another_unit_are_told_of_once() -> None:
    found = check(rows_of_other_unit(), rules=list(RULES.values())).findings
    assert [finding.code for finding in found if finding.severity is ERROR] == ["SB201"]


def test_a_return_without_registry_and_packets_is_checked() -> None:
    alone = Round(1, "m1", Period.parse("2023年9月"), 1, ())
    subject = Return().subject(round=alone, by_unit={}, registry=UnitRegistry())
    assert check(subject, rules=list(RULES.values())).findings == ()


@pytest.mark.parametrize(
    ("found", "issued"),
    [
        ("1.0", "1"),
        ("2023-06-30", "2023年6月30日"),
        ("2023.6.30", "2023年6月30日"),
        ("2023-06-01", "2023年6月"),
        ("牵头单位：甲", "牵头单位: 甲"),
        ("新建\u200b三所_x000D_\n小学", "新建三所小学"),
        ("长" * 32_767, "长" * 40_000),
        ("长" * 32_000 + "\n……（单元格放不下，后面还有8000字没有列出）", "长" * 40_000),
    ],
)
def test_what_a_program_changes_is_the_same_text(found: str, issued: str) -> None:
    assert same_text(found, issued)


@pytest.mark.parametrize(
    ("found", "issued"),
    [
        ("2", "1"),
        ("2023-06-30", "2023-06-29"),
        ("", "1"),
        ("1", ""),
        ("新建2所", "新建3所"),
        ("长" * 100, "长" * 40_000),
        ("0.5", "50"),
    ],
)
def test_what_a_person_changes_is_another_text(found: str, issued: str) -> None:
    assert not same_text(found, issued)


def test_the_sheets_of_a_return_are_named_as_issued() -> None:
    subject = Return().subject()
    assert subject.submission.sheets == (SHEET, INSTRUCTIONS, META)
    assert subject.file.sheets[0].rows[8] == {1: SPARE_LINE}
    assert subject.facts.kind is SourceKind.XLSX
    assert subject.submission.ledger.balanced
