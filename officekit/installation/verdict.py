"""What a probe answers."""

from __future__ import annotations

from dataclasses import dataclass

from officekit.model.installation import CheckState


@dataclass(frozen=True, slots=True)
class Verdict:
    """A check without its name.

    Attributes:
        state: how the item stands.
        found: what is there, in Chinese.
        advice: what to do, in Chinese.
    """

    state: CheckState
    found: str
    advice: str = ""


def ok(found: str, advice: str = "") -> Verdict:
    """All is well."""
    return Verdict(CheckState.OK, found, advice)


def warning(found: str, advice: str) -> Verdict:
    """Something is limited."""
    return Verdict(CheckState.WARNING, found, advice)


def fault(found: str, advice: str) -> Verdict:
    """The buttons or the commands can't work."""
    return Verdict(CheckState.FAULT, found, advice)


def not_applicable(found: str) -> Verdict:
    """There is nothing to look at here."""
    return Verdict(CheckState.NOT_APPLICABLE, found)
