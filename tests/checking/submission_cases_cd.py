"""Cases of groups C (structure) and D (tampering)."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.model.returned import DataRule, ReturnedSheet, SheetState
from officekit.model.submission import Heading, RemarkKind
from tests.checking.submission_cases import (
    ERROR,
    INFO,
    WARNING,
    Case,
    Told,
    at,
    holes,
    many_edits,
    shifted,
    table_sheet,
    torn,
    with_sheet,
)
from tests.checking.submission_subjects import (
    COLUMN,
    META,
    SHEET,
    UNIT,
    Return,
)


def sheet_cases() -> Iterator[Case]:
    """C01: sheets."""
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


def heading_cases() -> Iterator[Case]:
    """C02 and C03: headings and columns."""
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
    nearly = Return()
    for key in nearly.packet.keys:
        nearly.put(key, "row_key", "")
    all_of_them = (at(4, "row_key", WARNING, value="4"),)
    yield Case("SB306", "all erased", nearly.subject(), all_of_them)
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
    first_column = Return().extra_row(12, {"number": "填表人：周一帆"}, label=True).subject()
    named = (Told(INFO, SHEET, 12, value="填表人：周一帆"),)
    yield Case("SB311", "signature in the first column", first_column, named)
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
    back = Return()
    back.identity["reply_to"] = "ab" * 8
    back.remark(RemarkKind.OTHER_SHEET, "请补填第2项", sheet="退回意见", row=3, column=2)
    yield Case("SB312", "our own sheet in a copy that went back", back.subject())
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
    everywhere = tuple((r, 9, r, 14) for r in (4, 5, 7))
    pasted = Return().sheet(rules=(DataRule("any", everywhere),)).subject()
    yield Case("SB403", "a whole row pasted", pasted, (hole,))
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
