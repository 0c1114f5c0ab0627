"""A round's report for tests about invented places."""

from __future__ import annotations

from dataclasses import replace

from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.merging import (
    Candidate,
    Conflict,
    ConflictKind,
    Origin,
    Proposal,
    hash_parts,
)
from officekit.model.packet import Role
from officekit.model.period import Period
from officekit.model.return_report import ReturnAccount, ReturnReport, SetAside
from officekit.model.submission import Ledger, Receipt, Remark, RemarkKind, ReturnState

UNITS = tuple(
    f"临河县{name}"
    for name in (
        *("水务局", "教育局", "财政局", "民政局", "交通运输局", "农业农村局", "商务局", "统计局"),
        *("审计局", "医疗保障局", "应急管理局", "市场监督管理局", "文化和旅游局", "林业局"),
        *("自然资源局", "生态环境局", "住房和城乡建设局", "人力资源和社会保障局", "司法局"),
        *("公安局", "科学技术局", "工业和信息化局", "退役军人事务局", "卫生健康局", "信访局"),
        *("城关镇人民政府", "青石镇人民政府", "柳湾乡人民政府", "桃源乡人民政府", "数据局"),
    )
)
_STATES = (
    *((ReturnState.RECEIVED,),) * 3,
    *((ReturnState.SENT_BACK, ReturnState.LATE), (ReturnState.MISSING,)),
    *((ReturnState.LATE,), (ReturnState.RECEIVED,), (ReturnState.UNFILLED,)),
    *((ReturnState.STALE,), (ReturnState.TWICE,)),
)
_NOTES = {
    ReturnState.SENT_BACK: "有2处错误，已退回，请督促改正后重新报送。",
    ReturnState.MISSING: "还没有报送，请电话催报。",
    ReturnState.UNFILLED: "没有填写任何内容，请核实。",
    ReturnState.STALE: "报送的是第1版，请改用第2版。",
    ReturnState.TWICE: "报了两份不同的内容，请在“报送冲突”中选择。",
}


def receipt(number: int, unit: str) -> Receipt:
    states = _STATES[number % len(_STATES)]
    missing = states[0] is ReturnState.MISSING
    return Receipt(
        unit,
        states,
        tasks=6 + number % 5,
        answered=0 if missing or states[0] is ReturnState.UNFILLED else 6,
        errors=2 if states[0] is ReturnState.SENT_BACK else 0,
        warnings=number % 3,
        files=() if missing else (f"{unit}2023年9月进展.xlsx",),
        received_at="" if missing else "2023-09-24T15:20:00+08:00",
        note=_NOTES.get(states[0], ""),
    )


def conflict(number: int) -> Conflict:
    """Two units disagree about a task of this number."""
    mark = hash_parts(str(number))
    lead = Origin(
        *(
            UNITS[number],
            Role.LEAD,
            f"{UNITS[number]}.xlsx",
            "a" * 64,
            "责任清单",
            f"J{number + 4}",
        ),
        "2023-09-24T15:20:00+08:00",
    )
    other = replace(lead, unit=UNITS[number + 9], role=Role.SUPPORT, file="配合单位.xlsx")
    return Conflict(
        mark,
        ConflictKind.UNITS,
        f"T{number:03}",
        "progress",
        f"{number} 整治山塘水库",
        (
            Candidate("已完成7座。", Origin(), hash_parts(mark, "0", length=8)),
            Candidate("已完成9座，在建3座。", lead, hash_parts(mark, "1", length=8)),
            Candidate("=1+1", other, hash_parts(mark, "2", length=8)),
        ),
        joinable=True,
    )


FINDINGS = (
    (
        UNITS[3],
        Finding(
            *("SB501", Severity.WARNING, "完成率写成60，像是少了百分号。", "请写成60%。"),
            Location("民政局.xlsx", sheet="责任清单", row=5, column=10),
            *("60", "60%"),
        ),
    ),
    (
        UNITS[3],
        Finding(
            *("SB523", Severity.ERROR, "J4单元格是公式，没有采用。", "请直接填写文字。"),
            Location("民政局.xlsx", sheet="责任清单", row=4, column=10),
            '=HYPERLINK("x")',
        ),
    ),
    ("", Finding("SB601", Severity.INFO, "有6个单位没有报送。", "请催报。")),
)


def report() -> ReturnReport:
    """Thirty units in all states, five conflicts of which one is decided, findings and the rest."""
    conflicts = tuple(conflict(number) for number in range(1, 6))
    decided = conflicts[1]
    ledger = Ledger(60, 40, 12, 4, 4, 0, 9, 6, 1, 2)
    return ReturnReport(
        title="临河县2023年重点工作责任清单",
        period=Period.parse("2023年9月"),
        version=2,
        due="2023-09-25",
        time="2023-09-26T09:00:00+08:00",
        summary="应报30个，已报12个",
        receipts=tuple(receipt(i, unit) for i, unit in enumerate(UNITS)),
        conflicts=conflicts,
        decisions={decided.key: (decided.candidates[1].key,)},
        findings=FINDINGS,
        proposals=(
            Proposal(
                UNITS[0],
                {"title": "新建泵站", "deadline": "2023年12月", "person": "李青"},
                Origin(UNITS[0], Role.LEAD, "水务局.xlsx", "b" * 64, "责任清单", "A9"),
            ),
        ),
        remarks=(
            (
                *(UNITS[0], "水务局.xlsx"),
                Remark(RemarkKind.BESIDE, "=cmd|'/c calc'!A1", "责任清单", 4, 20, "T001"),
            ),
            (UNITS[1], "教育局.xlsx", Remark(RemarkKind.SHAPE, "详见附件", "责任清单")),
        ),
        accounts=(
            ReturnAccount(
                UNITS[0], "水务局.xlsx", "2023-09-24T15:20:00+08:00", ledger, 10, 1, 1, 2
            ),
            ReturnAccount(
                *(UNITS[1], "教育局.xlsx", "2023-09-24T15:20:00+08:00"),
                replace(ledger, cells=61),
                *(12, 0, 0),
            ),
        ),
        set_aside=(
            SetAside(
                *(UNITS[1], "教育局.xlsx", "责任清单!J5", "第2项“整治山塘水库”", "进展情况"),
                *("已完成7座。" * 100, "待决定，见“报送冲突”"),
            ),
            SetAside("", "民政局.xlsx", "责任清单!M4", "T002", "责任人", "", "打不开。"),
        ),
        tasks={"T001": "1 整治山塘水库"},
    )
