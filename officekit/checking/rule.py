"""What a rule is: one class in one file, found by its presence.

The docstring is the documentation that a clerk reads, so it is in Chinese: a first line that
names the fault, then the sections 为什么, 不好 and 改为.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from officekit.checking.subject import Subject
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location

SubjectT_contra = TypeVar("SubjectT_contra", contravariant=True)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value of a rule that can be set in the sheet 设置 under ``CODE.name``.

    Attributes:
        name: Chinese name.
        default: value where the sheet says nothing.
        note: what it does.
    """

    name: str
    default: str
    note: str


class RuleBase(ABC, Generic[SubjectT_contra]):
    """Base of all rules; a subclass sets the attributes and implements :meth:`check`.

    Attributes:
        package: package whose modules hold the rules of one kind.
        code: two letters and three digits; never renumbered or reused.
        severity: how much a finding matters.
        new: a rule on trial, whose errors are shown as warnings.
        parameters: values that 设置 can change.
        replaces: codes of the parser's findings that the rule says better; they are left out.
    """

    package: ClassVar[str]
    code: ClassVar[str]
    severity: ClassVar[Severity]
    new: ClassVar[bool] = False
    parameters: ClassVar[tuple[Parameter, ...]] = ()
    replaces: ClassVar[tuple[str, ...]] = ()

    def __init__(self, settings: Mapping[str, str] | None = None) -> None:
        self._settings = settings or {}

    @abstractmethod
    def check(self, subject: SubjectT_contra) -> Iterable[Finding]:
        """All findings of the rule, in any order."""

    def parameter(self, name: str) -> str:
        """The value of a parameter: from 设置, else its default."""
        default = next(p.default for p in self.parameters if p.name == name)
        return self._settings.get(f"{self.code}.{name}", "").strip() or default

    def found(
        self,
        location: Location,
        message: str,
        hint: str,
        *,
        value: str | None = None,
        expected: str | None = None,
    ) -> Finding:
        """A finding of this rule.

        Args:
            location: where.
            message: what is there, one Chinese sentence.
            hint: what to do, one Chinese sentence.
            value: the text found.
            expected: what should stand there, where that is known.
        """
        severity = self.severity
        if self.new and severity is Severity.ERROR:
            severity = Severity.WARNING
        return Finding(self.code, severity, message, hint, location, value, expected)


class Rule(RuleBase[Subject]):
    """Base of the rules on plans and matrices."""

    package = "officekit.checking.rules.matrix"
