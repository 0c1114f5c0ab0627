"""What stands in 报送情况 and 报送冲突: one source for the report file and for live Excel."""

from __future__ import annotations

from datetime import date, datetime

from officekit.model.finding import Finding
from officekit.model.merging import LEAVE, TAKE, Candidate, Conflict, ConflictKind, Decisions
from officekit.model.notice import chinese_date
from officekit.model.return_report import SET_ASIDE_SHEET, ReturnReport
from officekit.model.schema import BY_KEY, CANDIDATE_KEY, CONFLICT_KEY, SheetName
from officekit.model.sheet_content import SheetContent, SheetValue
from officekit.model.submission import ReturnState
from officekit.writing.contents import cell_text, table_title

RECEIPT_HEADS = (
    *("序号", "单位", "情况", "任务数", "已填任务", "错误", "提醒", "收到时间"),
    *("报送文件", "下一步"),
)
CONFLICT_HEADS = (
    *("序号", "任务", "内容项", "冲突原因", "来源", "填报内容", "处理", "报送文件和单元格"),
    *(CONFLICT_KEY, CANDIDATE_KEY),
)
FINDING_LIST_HEADS = ("单位", "文件", "级别", "编号", "位置", "现有内容", "应为", "问题", "建议")
PROPOSAL_HEADS = (
    *("单位", "重点任务", "主要举措", "量化目标", "牵头单位", "责任单位", "完成时限"),
    *("其他内容", "文件和单元格"),
)
REMARK_HEADS = ("单位", "文件", "写在哪里", "工作表和单元格", "所在任务", "列标题", "内容")
ACCOUNT_HEADS = (
    *("单位", "文件", "收到时间", "单元格总数", "下发内容", "填报内容", "新增行", "其他内容"),
    *("整份未收", "有内容的行", "任务行", "新增任务行", "其他行", "是否平衡"),
    *("已汇总", "未汇总", "未采用", "更正代替"),
)
"""Behind the time: the numbers of a ledger in the order of its fields."""
SET_ASIDE_HEADS = ("单位", "文件", "工作表和单元格", "任务", "内容项", "填报内容", "没有并入的原因")
CHOICES = (TAKE, LEAVE)
_MATRIX = "责任清单现有"
_IN_FULL = f"（全文见报送情况工作簿的“{SET_ASIDE_SHEET}”）"
_QUOTED = 120
_ISSUED, _RETURNED = "…（全文见下发原件）", "…（全文见报送的文件）"
_OF_LOCKED = "SB4"
"""Begins the codes of rules that quote what was issued."""


def return_contents(report: ReturnReport) -> dict[SheetName, SheetContent]:
    """The sheets 报送情况 and 报送冲突 of a round, for a workbook that is open in Excel."""
    return {
        SheetName.RECEIPTS: receipts_content(report),
        SheetName.CONFLICTS: conflicts_content(report),
    }


def receipts_content(report: ReturnReport) -> SheetContent:
    """报送情况: one line a unit."""
    which = f"{report.period.text}（第{report.version}版）" if report.version > 1 else ""
    told = [which or report.period.text, report.summary]
    if report.due:
        told.append(f"截止日期：{_day(report.due)}")
    if report.time:
        told.append(f"截至{moment(report.time)}")
    subtitle = "　".join(text for text in told if text)
    lines: list[tuple[SheetValue, ...]] = [
        (
            number,
            cell_text(receipt.unit),
            "、".join(state.value for state in receipt.states),
            receipt.tasks,
            receipt.answered,
            receipt.errors,
            receipt.warnings,
            moment(receipt.received_at),
            cell_text("\n".join(receipt.files)),
            cell_text(receipt.note),
        )
        for number, receipt in enumerate(report.receipts, start=1)
    ]
    title = table_title(report.title, SheetName.RECEIPTS)
    return _content(SheetName.RECEIPTS, title, subtitle, RECEIPT_HEADS, lines)


def state_counts(report: ReturnReport) -> tuple[tuple[str, int], ...]:
    """How many units are in each state, by the state that counts; none left out."""
    first = [receipt.states[0] for receipt in report.receipts if receipt.states]
    return tuple((state.value, first.count(state)) for state in ReturnState)


def conflicts_content(report: ReturnReport) -> SheetContent:
    """报送冲突: the candidates of each conflict, one a line."""
    count = sum(conflict.key not in report.decisions for conflict in report.conflicts)
    subtitle = (
        f"还有{count}处要由您决定：在要采用的一行的“处理”列选“{TAKE}”，都不采用的选“{LEAVE}”；"
        "文字可以采用几行，按先后接在一起。决定后按“处理冲突”，或再收集一次，即生效。"
    )
    if not report.conflicts:
        subtitle = "没有需要决定的冲突。"
    elif not count:
        subtitle = "都已决定；要改变决定，改“处理”列后再收集一次。"
    lines = [
        _line(number, conflict, candidate, report)
        for number, conflict in enumerate(report.conflicts, start=1)
        for candidate in conflict.candidates
    ]
    title = table_title(report.title, SheetName.CONFLICTS)
    return _content(SheetName.CONFLICTS, title, subtitle, CONFLICT_HEADS, lines)


def _line(
    number: int, conflict: Conflict, candidate: Candidate, report: ReturnReport
) -> tuple[SheetValue, ...]:
    whole = conflict.kind is ConflictKind.FILES
    heading = BY_KEY[conflict.column].heading if conflict.column in BY_KEY else ""
    text = candidate.text or "（空白）"
    if whole and _choice(conflict, candidate, report.decisions) != TAKE:
        text = f"{text}\n{_IN_FULL}"
    origin = candidate.origin
    role = f"（{origin.role.value}）" if origin.role else ""
    place = f"{origin.file} {origin.sheet}!{origin.cell}" if origin.cell else origin.file
    return (
        number,
        cell_text(conflict.label),
        "整份报送" if whole else heading,
        conflict.kind.value,
        cell_text(f"{origin.unit}{role}") if origin.unit else _MATRIX,
        cell_text(text),
        _choice(conflict, candidate, report.decisions),
        cell_text(place),
        conflict.key,
        candidate.key,
    )


def _choice(conflict: Conflict, candidate: Candidate, decisions: Decisions) -> str:
    if conflict.key not in decisions:
        return ""
    return TAKE if candidate.key in decisions[conflict.key] else LEAVE


def place_of(finding: Finding) -> str:
    """Sheet and cell of a finding, for a list."""
    location = finding.location
    if location.sheet and location.cell:
        return f"{location.sheet}!{location.cell}"
    return location.sheet or ""


def quoted_value(text: str) -> str:
    """What stands in a cell of a return, for a list of problems; of a long text the beginning."""
    return _beginning(text, _RETURNED)


def quoted_expected(finding: Finding) -> str:
    """What should stand there; of a long text the beginning."""
    issued = finding.code.startswith(_OF_LOCKED)
    return _beginning(finding.expected or "", _ISSUED if issued else "…")


def _beginning(text: str, more: str) -> str:
    return text if len(text) <= _QUOTED else text[:_QUOTED] + more


def moment(text: str) -> str:
    """An ISO time as a clerk writes it: 2025-09-26 14:30; other text as it is."""
    try:
        return datetime.fromisoformat(text).strftime("%Y-%m-%d %H:%M") if text else ""
    except ValueError:
        return text


def _day(text: str) -> str:
    """An ISO date as a letter writes it; other text as it is."""
    try:
        return chinese_date(date.fromisoformat(text))
    except ValueError:
        return text


def _content(
    name: str,
    title: str,
    subtitle: str,
    heads: tuple[str, ...],
    lines: list[tuple[SheetValue, ...]],
) -> SheetContent:
    return SheetContent(name, ((title,), (cell_text(subtitle),), heads, *lines))
