"""What a clerk does around the table: sheets, notes, letters, lines below, texts beside, views."""

from __future__ import annotations

from tests.exchange.clerk_round import (
    BASE_VALUES,
    EDU,
    FARM,
    FORMATS,
    TASKS,
    Expected,
    Scenario,
    do,
)
from tests.exchange.clerk_scenarios import BOOKS
from tests.exchange.clerk_scenarios_table import UNPROTECTED, unlocked

META, HELP, PLACE = "_officekit", "填报说明", "Sheet1"


def _type(cell: str, text: str) -> dict[str, object]:
    return do("type", cell=cell, text=text)


SHEETS = (
    Scenario("工作表改名", (do("rename_sheet", name="9月进展"),), Expected(("SB301 W",)), BOOKS),
    Scenario("工作表名后多一个空格", (do("rename_sheet", name="责任清单 "),), formats=BOOKS),
    Scenario(
        "复制工作表",
        (do("copy_sheet", name="责任清单 (2)"),),
        Expected(("SB301 W",), remarks=None),
        BOOKS,
    ),
    Scenario(
        "复制工作表并改副本",
        (
            do("copy_sheet", name="责任清单 (2)"),
            do("type", sheet="责任清单 (2)", cell="J4", text="副本里写的另一种进展。"),
        ),
        Expected(("SB301 E",), nothing=True, refused=len(BASE_VALUES), remarks=None),
        BOOKS,
    ),
    Scenario(
        "把表移到新工作表",
        (
            do("unprotect"),
            do("add_sheet", name=PLACE),
            do("cut", source="A1:N19", to_sheet=PLACE, to="A1"),
        ),
        Expected(("SB301 W", UNPROTECTED)),
        BOOKS,
    ),
    Scenario("删填报说明", (do("delete_sheet", sheet=HELP),), formats=BOOKS),
    Scenario("删标识工作表", (do("delete_sheet", sheet=META),), Expected(("SB203 W",)), BOOKS),
    Scenario(
        "显示标识工作表",
        (do("show_sheet", sheet=META, visible=True),),
        Expected(("SB405 I",)),
        BOOKS,
    ),
    Scenario("把责任清单移到后面", (do("move_sheet", to=2),), formats=BOOKS),
    Scenario("加一张空表", (do("add_sheet", name=PLACE),), formats=BOOKS),
    Scenario(
        "加一张有文字的表",
        (
            do("add_sheet", name=PLACE),
            do("type", sheet=PLACE, cell="A1", text="周一帆，内线8001"),
        ),
        Expected(("SB312 W A1",), remarks=("周一帆，内线8001",)),
        BOOKS,
    ),
    Scenario(
        "在填报说明右边写字",
        (do("type", sheet=HELP, cell="H3", text="这一条请再解释"),),
        Expected(("SB312 W H3",), remarks=("这一条请再解释",)),
        BOOKS,
    ),
    Scenario(
        "删责任清单工作表",
        (do("delete_sheet", sheet=TASKS),),
        Expected(("SB301 E",), nothing=True),
        BOOKS,
    ),
    Scenario(
        "文件名是别的单位",
        (),
        Expected(("SB201 W",)),
        FORMATS,
        file=f"{EDU}_2025年9月",
    ),
    Scenario(
        "别的单位的表改成本单位的名称",
        (
            do("fill", cells={"H5": "推进中", "J5": "支渠衬砌八条，放水试验合格。"}),
            do("fill", cells={"H7": "推进中", "J7": "喷灌设备到货，安装一千亩。"}),
        ),
        Expected(
            ("SB201 W",),
            {
                ("T005", "status"): "推进中",
                ("T005", "progress"): "支渠衬砌八条，放水试验合格。",
                ("T008", "status"): "推进中",
                ("T008", "progress"): "喷灌设备到货，安装一千亩。",
            },
            nothing=True,
        ),
        FORMATS,
        base=False,
        unit=FARM,
    ),
    Scenario("文件名是自己起的", (), formats=FORMATS, file="九月份的表（最终版）"),
)

MARKS = (
    Scenario(
        "加批注",
        (do("note", cell="J4", text="请领导审阅"),),
        Expected(("SB313 W J4",), remarks=("请领导审阅",)),
        BOOKS,
    ),
    unlocked(
        "在任务名称上加批注",
        do("note", cell="C5", text="建议并入第一项"),
        findings=("SB313 W C5",),
        remarks=("建议并入第一项",),
        formats=BOOKS,
    ),
    Scenario(
        "加文本框",
        (do("text_box", text="现场已经开工"),),
        Expected(("SB313 W",), remarks=("现场已经开工",)),
        BOOKS,
    ),
    Scenario("贴图片", (do("picture"),), Expected(("SB313 W",)), BOOKS),
    Scenario(
        "进展加删除线",
        (do("font", cells="J4", name="CharStrikeout", value=1),),
        Expected(("SB519 W J4",)),
        BOOKS,
    ),
    Scenario(
        "进展是白字",
        (do("font", cells="J4", name="CharColor", value=0xFFFFFF),),
        Expected(("SB519 W J4",)),
        BOOKS,
    ),
    Scenario(
        "进展的字极小",
        (do("font", cells="J4", name="CharHeight", value=1),),
        Expected(("SB519 W J4",)),
        BOOKS,
    ),
    Scenario(
        "进展是红字", (do("font", cells="J4", name="CharColor", value=0xFF0000),), formats=BOOKS
    ),
    Scenario("进展是粗体", (do("font", cells="J4", name="CharWeight", value=150),), formats=BOOKS),
)

VIEWS = (
    unlocked("隐藏两行", do("hide_rows", first=4, last=5), findings=("SB308 W 5",), formats=BOOKS),
    unlocked("隐藏两行后存成文本文件", do("hide_rows", first=4, last=5), formats=(".csv",)),
    unlocked(
        "筛选推进中",
        do("filter", cells="A3:N8", column=7, text="推进中"),
        findings=("SB308 W 6",),
        formats=BOOKS,
    ),
    unlocked("分组两行", do("group_rows", cells="A5:A6"), findings=("SB308 I",), formats=BOOKS),
    unlocked("加筛选按钮", do("autofilter", cells="A3:M8"), formats=BOOKS),
    Scenario(
        "改打印和窗口设置",
        (do("page", landscape=False, area="A1:M8", zoom=60, frozen=5),),
        formats=BOOKS,
    ),
)

LINES = (
    Scenario(
        "表格下面写合计",
        (_type("A10", "合计"), _type("I10", "60%")),
        Expected(("SB311 I 10",)),
        FORMATS,
    ),
    Scenario(
        "表格下面写填表人和电话",
        (_type("A12", "填表人：周一帆"), _type("D12", "联系电话：8001234")),
        Expected(("SB311 I 12",)),
        FORMATS,
    ),
    Scenario(
        "表格下面写审核人",
        (_type("C11", "审核人：何青"),),
        Expected(("SB311 I 11",)),
        FORMATS,
    ),
    unlocked(
        "补充行以下写单位盖章",
        _type("C22", "单位（盖章）："),
        findings=("SB311 I 22",),
        formats=FORMATS,
    ),
    Scenario(
        "表格下面写备注",
        (_type("C10", "备注：数据截至九月二十日"),),
        Expected(("SB311 I 10",)),
        FORMATS,
    ),
    unlocked(
        "在任务右边写字",
        _type("P4", "另附材料一份"),
        findings=("SB312 W P4",),
        remarks=("另附材料一份",),
        formats=FORMATS,
    ),
    unlocked(
        "在任务右边写数字",
        do("number", cell="P5", value=800),
        findings=("SB312 W P5",),
        remarks=("800",),
        formats=FORMATS,
    ),
    unlocked(
        "旁边另有一张小表",
        _type("Q5", "资金"),
        _type("R5", "金额"),
        _type("Q6", "区级"),
        _type("R6", "三百万元"),
        findings=("SB312 W Q5",),
        remarks=("资金", "金额", "区级", "三百万元"),
        formats=FORMATS,
    ),
    unlocked(
        "下面另有一张小表",
        _type("P30", "资金"),
        _type("Q30", "金额"),
        findings=("SB311 I 30",),
        remarks=("资金", "金额"),
        formats=FORMATS,
    ),
    unlocked(
        "在标题旁边写字",
        _type("P1", "请于二十五日前报送"),
        findings=("SB312 I P1",),
        remarks=("请于二十五日前报送",),
        formats=FORMATS,
    ),
    unlocked(
        "很远的格子里有字",
        _type("XFD1000", "误粘贴的一句话"),
        findings=("SB109 W",),
        remarks=("XFD1000：误粘贴的一句话",),
        formats=(".xlsx", ".ods"),
    ),
)

ALL = (*SHEETS, *MARKS, *VIEWS, *LINES)
