"""What the tests of the rules on answers share: running one rule, returns with one answer changed."""

from typing import Any

from officekit.checking import engine
from officekit.checking.rule import RuleBase
from officekit.checking.submission_subject import SubmissionSubject
from officekit.data import unit_families
from officekit.model.finding import Severity
from officekit.model.unit import Unit, UnitRegistry
from tests.checking.submission_subjects import Return

W, E, I = Severity.WARNING, Severity.ERROR, Severity.INFO  # noqa: E741 - as the taxonomy has it

RULES: dict[str, type[RuleBase[SubmissionSubject]]] = {
    rule.code: rule for rule in engine.discover_submission_rules() if rule.entry[0] == "E"
}
Found = tuple[Severity, int | None, int | None, str | None, str | None]


def found(code: str, subject: SubmissionSubject) -> list[Found]:
    """Severity, row, column, value and expected of every finding of one rule."""
    findings = list(RULES[code](subject.settings).check(subject))
    for finding in findings:
        assert finding.code == code
        assert finding.message.endswith("。")
        assert finding.hint.endswith("。")
    return [(f.severity, f.location.row, f.location.column, f.value, f.expected) for f in findings]


def answer(key: str, column: str, text: str, **how: Any) -> Return:
    """A proper return with one answer changed."""
    return Return().put(key, column, text, **how)


def everything(subject: SubmissionSubject) -> list[tuple[str, str]]:
    """Code and message of every finding of all rules of the group."""
    return [(f.code, f.message) for rule in RULES.values() for f in rule().check(subject)]


def families() -> UnitRegistry:
    """Four registered units of one district."""
    units = (
        Unit("区水务局", ("区水利局",), "区"),
        Unit("区教育局", (), "区"),
        Unit("区交通运输局", (), "区"),
        Unit("区财政局", (), "区"),
    )
    return UnitRegistry(units, unit_families())
