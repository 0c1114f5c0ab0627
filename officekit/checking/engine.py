"""The engine: finds the rules, runs each on its own, orders and waives the findings."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from officekit.checking.rule import Rule, RuleBase
from officekit.model.finding import Finding, Severity
from officekit.model.matrix import finding_key

if TYPE_CHECKING:
    from officekit.checking.notice_rule import NoticeRule
    from officekit.checking.submission_rule import ReturnSetRule, SubmissionRule

RULES_PACKAGE = Rule.package
ENTRY_POINTS = "officekit.rules"
_SEVERITIES = {"错误": Severity.ERROR, "提醒": Severity.WARNING, "提示": Severity.INFO}
_OFF = "关闭"
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check has found.

    Attributes:
        findings: open findings: worst first, then in the order of the rows.
        waived: findings that the clerk has answered in 处理意见, with her words.
    """

    findings: tuple[Finding, ...]
    waived: tuple[tuple[Finding, str], ...] = ()


class Checkable(Protocol):
    """What the engine asks of anything that is checked, whatever its rules look at."""

    def rule_kind(self) -> type[RuleBase[Any]]:
        """Base of the rules that look at it."""

    @property
    def settings(self) -> Mapping[str, str]:
        """Lines of the sheet 设置 that change rules."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What reading and parsing have found."""

    @property
    def row_keys(self) -> Sequence[str]:
        """Keys of the rows in their order; findings are listed by it."""


CheckableT = TypeVar("CheckableT", bound=Checkable)


def discover_rules() -> tuple[type[Rule], ...]:
    """All rules on plans and matrices: the files of their package, and the site's entry points.

    Raises:
        ValueError: two rules have the same code.
    """
    return _discovered(Rule)


def discover_notice_rules() -> tuple[type[NoticeRule], ...]:
    """All rules on notices, in the same way.

    Raises:
        ValueError: two rules have the same code.
    """
    from officekit.checking.notice_rule import NoticeRule

    return _discovered(NoticeRule)


def discover_submission_rules() -> tuple[type[SubmissionRule], ...]:
    """All rules on one return, in the same way.

    Raises:
        ValueError: two rules have the same code.
    """
    from officekit.checking.submission_rule import SubmissionRule

    return _discovered(SubmissionRule)


def discover_return_set_rules() -> tuple[type[ReturnSetRule], ...]:
    """All rules on the returns of a round together, in the same way.

    Raises:
        ValueError: two rules have the same code.
    """
    from officekit.checking.submission_rule import ReturnSetRule

    return _discovered(ReturnSetRule)


def _discovered(kind: type) -> tuple[type[Any], ...]:
    """Rules of a kind in the order of their codes."""
    found: dict[str, type[Any]] = {}
    for rule in (*_own_rules(kind), *_site_rules(kind)):
        other = found.setdefault(rule.code, rule)
        if other is not rule:
            raise ValueError(f"{rule.__name__} and {other.__name__} both have code {rule.code}")
    return tuple(found[code] for code in sorted(found))


def _own_rules(kind: Any) -> Iterator[type[Any]]:
    package = import_module(kind.package)
    for module_info in pkgutil.iter_modules(package.__path__):
        module = import_module(f"{kind.package}.{module_info.name}")
        yield from (
            value
            for value in vars(module).values()
            if isinstance(value, type)
            and issubclass(value, kind)
            and value.__module__ == module.__name__
        )


def _site_rules(kind: type) -> Iterator[type[Any]]:
    for entry in entry_points(group=ENTRY_POINTS):
        rule = entry.load()
        if isinstance(rule, type) and issubclass(rule, kind):
            yield rule


def check(
    subject: CheckableT,
    *,
    rules: Sequence[type[RuleBase[CheckableT]]] | None = None,
    waivers: Mapping[str, str] | None = None,
) -> CheckResult:
    """Run all rules.

    Args:
        subject: what is checked: a matrix, a plan or a notice.
        rules: rules to run; by default all that are found for what is checked.
        waivers: the clerk's words in 处理意见 by ``finding_key``.

    Returns:
        Findings in a stable order. A rule that crashes is a finding (``XX001``) that names it;
        an answer whose finding is gone is one too (``MX900``).
    """
    chosen = _discovered(subject.rule_kind()) if rules is None else tuple(rules)
    settings = subject.settings
    active = [rule for rule in chosen if settings.get(rule.code, "").strip() != _OFF]
    replaced = {code for rule in active for code in rule.replaces}
    findings = [f for f in subject.findings if f.code not in replaced]
    for rule in active:
        findings.extend(_run(rule, subject))
    ordered = in_order(dict.fromkeys(findings), subject)
    return _waive(ordered, waivers or {})


def _run(rule: type[RuleBase[CheckableT]], subject: CheckableT) -> list[Finding]:
    """The findings of one rule, with the severity that 设置 asks for."""
    settings = subject.settings
    try:
        findings = list(rule(settings).check(subject))
    except Exception as error:  # noqa: BLE001 - one broken rule must not stop the others
        return [_crash(rule, error)]
    severity = _SEVERITIES.get(settings.get(rule.code, "").strip())
    return [replace(f, severity=severity) for f in findings] if severity else findings


def _crash(rule: type[RuleBase[Any]], error: Exception) -> Finding:
    return Finding(
        "XX001",
        Severity.WARNING,
        f"规则 {rule.code} 运行出错，没有得出结果（{type(error).__name__}：{error}）。",
        "其他规则不受影响；请把这一条和所检查的文件发给维护人员。",
        value=rule.code,
    )


def in_order(findings: Iterable[Finding], subject: Checkable) -> list[Finding]:
    """Worst first, then by row, place, code and value; the same findings in the same order."""
    rows = {key: index for index, key in enumerate(subject.row_keys)}

    def rank(finding: Finding) -> tuple[int | str | bool, ...]:
        place = finding.location
        row = rows.get(place.row_key or "", -1)
        return (
            _RANK[finding.severity],
            row,
            place.paragraph or place.row or 0,
            place.column or 0,
            finding.code,
            finding.value is None,
            finding.value or "",
            finding.message,
            str(place),
            place.row_key or "",
        )

    return sorted(findings, key=rank)


def _waive(findings: Sequence[Finding], waivers: Mapping[str, str]) -> CheckResult:
    open_findings, waived = [], []
    answers = {key: reason.strip() for key, reason in waivers.items() if reason.strip()}
    used: set[str] = set()
    for finding in findings:
        key = finding_key(finding)
        if key in answers:
            waived.append((finding, answers[key]))
            used.add(key)
        else:
            open_findings.append(finding)
    unused = [
        Finding(
            "MX900",
            Severity.INFO,
            f"处理意见“{reason[:40]}”所对应的问题已经不存在。",
            "可以不再保留这条处理意见。",
            value=reason,
        )
        for key, reason in answers.items()
        if key not in used
    ]
    return CheckResult((*open_findings, *unused), tuple(waived))
