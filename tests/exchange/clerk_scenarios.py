"""What a clerk types: every column that she may fill in, and the locked ones that refuse her.

What is expected follows from the rules' own descriptions and from the entries of the taxonomy,
and was written down before LibreOffice was started.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.clerk import Step
from tests.exchange.clerk_round import FORMATS, Cell, Expected, Scenario, do

BOOKS = (".xlsx", ".xls", ".ods")
"""Formats that keep protection, notes, marks on letters and number formats."""

Values = Mapping[Cell, str | None]

_T1 = "T001"
BASE_PROGRESS = "已完成清淤三公里，累计投资八百万元。"


def typed(
    name: str,
    cells: Mapping[str, str],
    *findings: str,
    merged: Values | None = None,
    refused: int = 0,
    formats: Sequence[str] = (".xlsx",),
) -> Scenario:
    """She types into cells."""
    steps = tuple(do("type", cell=cell, text=text) for cell, text in cells.items())
    return Scenario(name, steps, _expected(findings, merged, refused), tuple(formats))


def pasted(
    name: str,
    cell: str,
    text: str,
    *findings: str,
    merged: Values | None = None,
    refused: int = 0,
    formats: Sequence[str] = (".xlsx",),
) -> Scenario:
    """She pastes plain text into a cell, which no input line interprets."""
    steps = (do("text", cell=cell, text=text),)
    return Scenario(name, steps, _expected(findings, merged, refused), tuple(formats))


def _expected(findings: Sequence[str], merged: Values | None, refused: int) -> Expected:
    return Expected(tuple(findings), merged or {}, refused=refused)


def _progress(text: str | None) -> Values:
    return {(_T1, "progress"): text}


def _completion(text: str | None) -> Values:
    return {(_T1, "completion"): text}


def _status(text: str | None) -> Values:
    return {(_T1, "status"): text}


STATUSES = (
    Scenario("填好必填各项", (), formats=FORMATS),
    Scenario("原样交回", (), Expected(("SB206 W",), nothing=True), FORMATS, base=False),
    Scenario(
        "只填了配合的一项",
        (do("type", cell="J8", text="配合完成支渠测量，移交图纸一套。"),),
        Expected(
            tuple(f"SB501 E {cell}" for cell in ("H4", "J4", "H6", "J6", "H7", "J7")),
            {("T005", "progress"): "配合完成支渠测量，移交图纸一套。"},
            nothing=True,
        ),
        FORMATS,
        base=False,
    ),
    typed(
        "状态改为已完成",
        {"H4": "已完成", "I4": "100%"},
        merged={**_status("已完成"), **_completion("100%")},
        formats=FORMATS,
    ),
    typed("状态滞后并写了问题", {"H4": "滞后"}, merged=_status("滞后"), formats=FORMATS),
    typed(
        "状态滞后没有写问题",
        {"H4": "滞后", "K4": ""},
        "SB515 W H4",
        merged={**_status("滞后"), (_T1, "problems"): None},
    ),
    typed("状态写作尚未启动", {"H6": "尚未启动"}, "SB515 W H6", formats=FORMATS),
    typed("状态写作正在推进", {"H4": "正在推进"}, "SB515 W H4"),
    typed("状态带空格", {"H4": " 推进中 "}),
    typed(
        "状态不在列表里",
        {"H4": "基本完成"},
        "SB515 E H4",
        merged=_status(None),
        refused=1,
        formats=FORMATS,
    ),
    typed("已完成却只有六成", {"H4": "已完成"}, "SB515 W H4", merged=_status("已完成")),
    typed("推进中却是百分之百", {"I4": "100%"}, "SB515 W H4", merged=_completion("100%")),
    typed(
        "未启动却写了进展",
        {"J6": "已完成界桩采购，正在安装警示标志。"},
        "SB515 W H6",
        merged={("T003", "progress"): "已完成界桩采购，正在安装警示标志。"},
    ),
    typed("状态没有填", {"H4": ""}, "SB501 E H4", merged=_status(None), formats=FORMATS),
    typed("下发时的状态被清空", {"H5": ""}, "SB501 E H5", refused=1),
    typed("状态填了同上", {"H4": "同上"}, "SB501 E H4", merged=_status(None), refused=1),
)

PERCENTS = (
    typed("完成率填0.6", {"I4": "0.6"}, formats=BOOKS),
    typed("完成率填0", {"I4": "0"}, merged=_completion("0%"), formats=FORMATS),
    typed("完成率填1", {"I4": "1"}, "SB515 W H4", merged=_completion("100%")),
    typed("完成率填62.5%", {"I4": "62.5%"}, merged=_completion("62.5%"), formats=BOOKS),
    Scenario(
        "完成率单元格里是60",
        (do("number", cell="I4", value=60),),
        Expected(("SB508 E I4",), _completion(None), refused=1),
        FORMATS,
    ),
    typed(
        "完成率是全角数字",
        {"I4": "７５％"},
        "SB507 W I4",
        merged=_completion("75%"),
        formats=FORMATS,
    ),
    typed(
        "完成率写百分之七十五",
        {"I4": "百分之七十五"},
        "SB507 W I4",
        merged=_completion("75%"),
        formats=FORMATS,
    ),
    typed("完成率写约七成", {"I4": "约七成"}, "SB507 E I4", merged=_completion(None), refused=1),
    typed(
        "完成率写约75%",
        {"I4": "约75%"},
        "SB507 E I4",
        merged=_completion(None),
        refused=1,
        formats=FORMATS,
    ),
    typed(
        "完成率超过百分之百",
        {"I4": "120%"},
        "SB509 E I4",
        merged=_completion(None),
        refused=1,
        formats=FORMATS,
    ),
    typed(
        "完成率小于零",
        {"I4": "-5%"},
        "SB509 E I4",
        merged=_completion(None),
        refused=1,
        formats=FORMATS,
    ),
    # A warning refuses nothing: what she typed stands in the list until she mends it.
    typed("完成率填斜杠", {"I4": "/"}, "SB507 W I4", merged=_completion(None)),
    typed("完成率比下发时低", {"I5": "20%"}, merged={("T002", "completion"): "20%"}),
    Scenario(
        "完成率是没有百分号的75",
        (do("format", cells="I4", code="General"), do("number", cell="I4", value=75)),
        Expected(("SB508 W I4",), _completion("75%")),
        FORMATS,
    ),
    Scenario(
        "完成率是没有百分号的0.75",
        (do("format", cells="I4", code="General"), do("number", cell="I4", value=0.75)),
        Expected(("SB508 W I4",), _completion("75%")),
        FORMATS,
    ),
    Scenario(
        "完成率是看不出大小的1",
        (do("format", cells="I4", code="General"), do("number", cell="I4", value=1)),
        Expected(("SB508 E I4",), _completion(None), refused=1),
        FORMATS,
    ),
    Scenario(
        "完成率是文本格式的60%",
        (do("format", cells="I4", code="@"), do("text", cell="I4", text="60%")),
        Expected(),
        FORMATS,
    ),
)

_LINES = "东岭段清淤两公里。\n西桥段护岸一公里。\n累计投资八百万元。"
_LONG = "完成清淤和护岸，逐段验收，资料归档。" * 60
_TOO_LONG = "完成清淤和护岸，逐段验收，资料归档。" * 300
_CUT = ("本月完成清淤护岸并逐段验收资料归档" * 20)[:255]
_EMOJI = "已完成清淤三公里🎉，群众满意👍🏽。"
_FULL_WIDTH = "投资８００万元，完成清淤３公里（占２５％）。"
_FORMULA_TEXT = "=SUM合计完成投资八百万元"
_AT = "@各村居已部署清淤任务，分工到人。"

TEXTS = (
    pasted("进展分几行写", "J4", _LINES, merged=_progress(_LINES), formats=FORMATS),
    pasted("进展写得长", "J4", _LONG, merged=_progress(_LONG), formats=FORMATS),
    pasted(
        "进展超过五千字",
        "J4",
        _TOO_LONG,
        "SB517 W J4",
        merged=_progress(_TOO_LONG),
        formats=FORMATS,
    ),
    pasted("进展正好在255个字处断开", "J4", _CUT, "SB517 W J4", merged=_progress(_CUT)),
    pasted("进展里有表情", "J4", _EMOJI, merged=_progress(_EMOJI), formats=FORMATS),
    pasted("进展里有全角数字", "J4", _FULL_WIDTH, merged=_progress(_FULL_WIDTH), formats=FORMATS),
    pasted("进展两头有空格", "J4", f"　 {BASE_PROGRESS} 　", formats=FORMATS),
    pasted(
        "进展里有零宽空格",
        "J4",
        f"已完成\u200b{BASE_PROGRESS[3:]}",
        "SB518 W J4",
        formats=FORMATS,
    ),
    pasted(
        "进展里有不间断空格",
        "J4",
        "已完成\u00a0三公里清淤和护岸。",
        "SB518 W J4",
        merged=_progress("已完成 三公里清淤和护岸。"),
        formats=FORMATS,
    ),
    pasted("进展里有控制字符", "J4", f"已完成\x07{BASE_PROGRESS[3:]}", "SB518 W J4"),
    pasted(
        "进展以等号开头",
        "J4",
        _FORMULA_TEXT,
        "SB522 I J4",
        merged=_progress(_FORMULA_TEXT),
        formats=FORMATS,
    ),
    Scenario(
        "在文本格子里输入等号",
        (do("enter", cell="J4", text="=1+1"),),
        Expected(("SB516 W J4", "SB522 I J4"), _progress("=1+1")),
        FORMATS,
    ),
    pasted("进展以@开头", "J4", _AT, "SB522 I J4", merged=_progress(_AT), formats=FORMATS),
    pasted(
        "进展以减号开头列举",
        "J4",
        "-完成清淤三公里；\n-完成护岸两公里。",
        merged=_progress("-完成清淤三公里；\n-完成护岸两公里。"),
        formats=FORMATS,
    ),
    pasted(
        "进展里有引号和逗号",
        "J4",
        '印发"清淤方案",分三段实施;已完成两段。',
        merged=_progress('印发"清淤方案",分三段实施;已完成两段。'),
        formats=FORMATS,
    ),
    typed("进展只写了正常推进", {"J4": "正常推进"}, "SB516 W J4", merged=_progress("正常推进")),
    Scenario(
        "进展写成3/4",
        (do("enter", cell="J4", text="3/4"),),
        Expected(("SB516 W J4",), _progress("3/4")),
        FORMATS,
    ),
    typed(
        "进展照抄任务",
        {"J4": "清淤十二公里，加固险工险段。"},
        "SB516 W J4",
        merged=_progress("清淤十二公里，加固险工险段。"),
    ),
    typed(
        "三项进展一字不差",
        dict.fromkeys(("J4", "J5", "J8"), "按计划实施，已完成年度目标的一半。"),
        "SB516 W J4",
        merged={
            (key, "progress"): "按计划实施，已完成年度目标的一半。"
            for key in ("T001", "T002", "T005")
        },
    ),
    typed(
        "进展填了同上",
        {"J4": "同上"},
        "SB501 E J4",
        merged=_progress(None),
        refused=1,
        formats=FORMATS,
    ),
    typed("进展填了无", {"J4": "无"}, "SB501 E J4", merged=_progress(None), refused=1),
    typed("进展填了斜杠", {"J4": "/"}, "SB501 E J4", merged=_progress(None), refused=1),
    typed("进展只有空格", {"J4": "   "}, "SB501 E J4", merged=_progress(None), formats=FORMATS),
    typed("进展没有填", {"J4": ""}, "SB501 E J4", merged=_progress(None), formats=FORMATS),
    typed(
        "下发时的进展被清空",
        {"J5": ""},
        "SB501 E J5",
        merged={("T002", "progress"): None},
        refused=1,
    ),
    pasted(
        "进展里有不存在的日期",
        "J4",
        "已于2025年6月31日完成清淤三公里。",
        "SB510 W J4",
        merged=_progress("已于2025年6月31日完成清淤三公里。"),
        formats=FORMATS,
    ),
    pasted(
        "进展里有手机号码",
        "J4",
        "已联系群众代表13900000000，达成一致意见。",
        "SB524 W J4",
        merged=_progress("已联系群众代表13900000000，达成一致意见。"),
        formats=FORMATS,
    ),
    Scenario(
        "进展变成了日期",
        (
            do("format", cells="J4", code="YYYY-MM-DD"),
            do("number", cell="J4", value=45910),
        ),
        Expected(("SB511 W J4",), _progress("2025-09-10")),
        BOOKS,
        {".csv": Expected((), _progress("2025-09-10"))},
    ),
    Scenario(
        "问题里的长号码丢了末尾",
        (
            do("format", cells="K4", code="0"),
            do("number", cell="K4", value=110101199003070000),
        ),
        Expected(("SB512 E K4",), {(_T1, "problems"): None}, refused=1),
        BOOKS,
    ),
    Scenario(
        "责任人写007",
        (do("enter", cell="M4", text="007"),),
        Expected(merged={(_T1, "person"): "007"}),
        FORMATS,
    ),
    Scenario(
        "责任人的前导零丢了",
        (do("format", cells="M4", code="General"), do("number", cell="M4", value=7)),
        Expected(("SB512 W M4",), {(_T1, "person"): "7"}),
        BOOKS,
    ),
    typed(
        "责任人里有字母O",
        {"M4": "王O"},
        "SB521 W M4",
        merged={(_T1, "person"): "王O"},
        formats=FORMATS,
    ),
    typed(
        "责任人带手机号码",
        {"M4": "周一帆 13900000000"},
        merged={(_T1, "person"): "周一帆 13900000000"},
        formats=FORMATS,
    ),
    typed(
        "下一步措施和问题都改了",
        {"K5": "机组到货推迟。", "L5": "十月完成调试。", "M5": "何青"},
        merged={
            ("T002", "problems"): "机组到货推迟。",
            ("T002", "next_steps"): "十月完成调试。",
            ("T002", "person"): "何青",
        },
        formats=FORMATS,
    ),
)

_LOCKED = {
    "任务": "C4",
    "举措": "D4",
    "牵头单位": "E4",
    "责任单位": "F5",
    "时限": "G4",
    "序号": "A4",
    "职责": "B8",
    "行标识": "N4",
    "表头": "J3",
    "标题": "A1",
    "说明行": "A2",
    "补充行上方": "A9",
}

REFUSED_TYPING: tuple[Scenario, ...] = (
    *(
        Scenario(f"在锁定的{what}里输入", (do("enter", cell=cell, text="已改动"),))
        for what, cell in _LOCKED.items()
    ),
    Scenario(
        "在可填的格子里输入",
        (do("enter", cell="J4", text="清淤完成四公里，护岸完成一公里。"),),
        Expected(merged=_progress("清淤完成四公里，护岸完成一公里。")),
        FORMATS,
    ),
    Scenario(
        "在补充行里输入",
        (do("enter", cell="C10", text="新建排涝闸门"),),
        Expected(("SB305 I 10",), proposals=("新建排涝闸门",)),
        FORMATS,
    ),
)


def _formula(cell: str, formula: str) -> tuple[Step, ...]:
    return do("format", cells=cell, code="General"), do("type", cell=cell, text=formula)


FORMULAS = (
    Scenario(
        "完成率是公式",
        (do("type", cell="I4", text="=3/5"),),
        Expected(("SB513 W I4",)),
        BOOKS,
    ),
    Scenario("完成率的公式存成文本文件", (do("type", cell="I4", text="=3/5"),), formats=(".csv",)),
    Scenario(
        "完成率的公式算不出来",
        (do("type", cell="I4", text="=1/0"),),
        Expected(("SB514 E I4",), _completion(None), refused=1),
        FORMATS,
    ),
    Scenario(
        "进展是错误值",
        _formula("J4", "=NA()"),
        Expected(("SB514 E J4",), _progress(None), refused=1),
        FORMATS,
    ),
    Scenario(
        "进展是连接文字的公式",
        _formula("J4", '=CONCATENATE("已完成清淤三公里，";"累计投资八百万元。")'),
        Expected(("SB513 W J4",)),
        BOOKS,
    ),
    Scenario(
        "进展是带网址的公式",
        _formula("J4", '=HYPERLINK("http://example.invalid/";"查看进展材料")'),
        Expected(("SB523 E J4",), _progress(None), refused=1),
        BOOKS,
    ),
    Scenario(
        "进展引用另一格",
        _formula("J5", "=J4"),
        Expected(("SB513 W J5",), {("T002", "progress"): BASE_PROGRESS}),
        BOOKS,
    ),
)

ALL = (*STATUSES, *PERCENTS, *TEXTS, *REFUSED_TYPING, *FORMULAS)
