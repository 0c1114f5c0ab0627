"""What stands in the lists of a round's report: findings, proposals, remarks and accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields

from officekit.model.finding import Severity
from officekit.model.location import Location
from officekit.model.merging import Proposal
from officekit.model.return_report import SET_ASIDE_SHEET, ReturnAccount, ReturnReport
from officekit.model.schema import BY_KEY
from officekit.model.sheet_content import SheetContent, SheetValue
from officekit.model.submission import Ledger, Remark
from officekit.writing.contents import cell_text
from officekit.writing.return_contents import (
    ACCOUNT_HEADS,
    FINDING_LIST_HEADS,
    PROPOSAL_HEADS,
    REMARK_HEADS,
    SET_ASIDE_HEADS,
    moment,
    place_of,
    quoted_expected,
    quoted_value,
)

_PROPOSED = ("title", "measures", "targets", "lead", "support", "deadline")
_SEVERAL = "（各单位）"
_UNKNOWN = "（单位不明）"
_CLEARED = "（清空）"
_ORDER = {severity: i for i, severity in enumerate(Severity)}


def findings_list(report: ReturnReport) -> SheetContent:
    """问题明细: worst first, then in the order of the returns."""
    found = sorted(report.findings, key=lambda pair: _ORDER[pair[1].severity])
    counts = [sum(f.severity is severity for _, f in found) for severity in Severity]
    returned = {account.file for account in report.accounts}
    subtitle = f"错误{counts[0]}处（没有汇总，需要改正），提醒{counts[1]}处，提示{counts[2]}处"
    lines: list[tuple[SheetValue, ...]] = [
        (
            cell_text(unit or (_UNKNOWN if finding.location.file in returned else _SEVERAL)),
            cell_text(finding.location.file),
            finding.severity.label,
            finding.code,
            cell_text(place_of(finding)),
            cell_text(
                quoted_value(finding.location.quote if finding.value is None else finding.value)
            ),
            cell_text(quoted_expected(finding)),
            cell_text(finding.message),
            cell_text(finding.hint),
        )
        for unit, finding in found
    ]
    return _content("问题明细", subtitle, FINDING_LIST_HEADS, lines)


def set_aside_content(report: ReturnReport) -> SheetContent:
    """未并入内容: every answer that is not in the matrix, in full, with the reason."""
    subtitle = f"共{len(report.set_aside)}处填报没有并入责任清单，全文和原因列在下面"
    lines: list[tuple[SheetValue, ...]] = [
        (
            cell_text(each.unit or _UNKNOWN),
            cell_text(each.file),
            cell_text(each.cell),
            cell_text(each.task),
            cell_text(each.heading),
            cell_text(each.text) if each.text else _CLEARED,
            cell_text(each.why),
        )
        for each in report.set_aside
    ]
    return _content(SET_ASIDE_SHEET, subtitle, SET_ASIDE_HEADS, lines)


def proposals_content(report: ReturnReport) -> SheetContent:
    """新增任务建议: one line a proposed task, all its texts kept."""
    subtitle = f"共{len(report.proposals)}项，都没有写入责任清单；确需增加的，请在责任清单中添行"
    lines = [_proposal(proposal) for proposal in report.proposals]
    return _content("新增任务建议", subtitle, PROPOSAL_HEADS, lines)


def _proposal(proposal: Proposal) -> tuple[SheetValue, ...]:
    others = "\n".join(
        f"{BY_KEY[key].heading if key in BY_KEY else key}：{text}"
        for key, text in proposal.texts.items()
        if text and key not in _PROPOSED
    )
    origin = proposal.origin
    place = f"{origin.file} {origin.sheet}!{origin.cell}" if origin.cell else origin.file
    return (
        cell_text(proposal.unit or _UNKNOWN),
        *(cell_text(proposal.texts.get(key, "")) for key in _PROPOSED),
        cell_text(others),
        cell_text(place),
    )


def remarks_content(report: ReturnReport) -> SheetContent:
    """其他内容: what units wrote where no column asks for it."""
    subtitle = f"共{len(report.remarks)}处，都没有写入责任清单，请过目"
    lines = [_remark(unit, file, each, report.tasks) for unit, file, each in report.remarks]
    return _content("其他内容", subtitle, REMARK_HEADS, lines)


def _remark(
    unit: str, file: str, remark: Remark, tasks: Mapping[str, str]
) -> tuple[SheetValue, ...]:
    at = Location(row=remark.row or None, column=remark.column or None).cell
    return (
        cell_text(unit or _UNKNOWN),
        cell_text(file),
        remark.kind.value,
        cell_text(f"{remark.sheet}!{at}" if at else remark.sheet),
        cell_text(tasks.get(remark.row_key, "")),
        cell_text(remark.heading),
        cell_text(remark.text),
    )


def accounts_content(report: ReturnReport) -> SheetContent:
    """收支对账: every cell and row that came in, and what became of it; the totals last."""
    accounts = report.accounts
    wrong = sum(not account.ledger.balanced for account in accounts)
    subtitle = f"共{len(accounts)}份，全部平衡：收到的每个单元格都有去向"
    if wrong:
        subtitle = f"共{len(accounts)}份，其中{wrong}份不平衡，请把这些文件交给维护人员核对"
    if not accounts:
        subtitle = "共0份"
    lines = [_account(account) for account in accounts]
    if accounts:
        lines.append(_totals(accounts))
    return _content("收支对账", subtitle, ACCOUNT_HEADS, lines)


def _account(account: ReturnAccount) -> tuple[SheetValue, ...]:
    return (
        cell_text(account.unit or _UNKNOWN),
        cell_text(account.file),
        moment(account.received_at),
        *_numbers(account.ledger),
        "是" if account.ledger.balanced else "否",
        account.merged,
        account.kept,
        account.refused,
        account.replaced,
    )


def _totals(accounts: Sequence[ReturnAccount]) -> tuple[SheetValue, ...]:
    ledgers = [_numbers(account.ledger) for account in accounts]
    return (
        "合计",
        "",
        "",
        *(sum(column) for column in zip(*ledgers, strict=True)),
        "是" if all(account.ledger.balanced for account in accounts) else "否",
        sum(account.merged for account in accounts),
        sum(account.kept for account in accounts),
        sum(account.refused for account in accounts),
        sum(account.replaced for account in accounts),
    )


def _numbers(ledger: Ledger) -> tuple[int, ...]:
    return tuple(getattr(ledger, each.name) for each in fields(ledger))


def _content(
    name: str, subtitle: str, heads: tuple[str, ...], lines: list[tuple[SheetValue, ...]]
) -> SheetContent:
    return SheetContent(name, ((name,), (subtitle,), heads, *lines))
