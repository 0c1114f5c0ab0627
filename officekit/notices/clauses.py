"""The clause behind a task that names its units: （牵头单位：A；责任单位：B、C）.

The forms are those of published plans; which one a document uses is a setting (责任表述).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from officekit.model.matrix import Matrix
from officekit.model.notice import ClauseStyle
from officekit.model.schema import UNIT_SEPARATOR

_OPEN_END = "等"
_OPEN_END_WITH_VERB = "等有关单位"
FIRST_LEADS_RULE = "排在第一位的单位为牵头单位，下同"
"""Says once for all clauses that the first unit leads."""


@dataclass(frozen=True, slots=True)
class ClauseForm:
    """How clauses are worded.

    Attributes:
        style: the form.
        noun: 单位 or 部门, as in 牵头单位.
        separator: mark between the groups of a clause, ； or ，.
    """

    style: ClauseStyle
    noun: str = "单位"
    separator: str = "；"


def default_style(matrix: Matrix) -> ClauseStyle:
    """The form that suits a matrix.

    One that names a lead for some tasks and only supporting units for others, but never both,
    tells the roles apart by the verb; so does one that names no lead at all.
    """
    rows = [(row.units("lead"), row.units("support")) for row in matrix.rows]
    both = any(lead and support for lead, support in rows)
    unled = any(support and not lead for lead, support in rows)
    return (
        ClauseStyle.RESPONSIBLE_WITH_VERB
        if unled and not both
        else ClauseStyle.LEAD_AND_RESPONSIBLE
    )


def clause(
    lead: Sequence[str],
    support: Sequence[str],
    style: ClauseStyle,
    open_ended: bool = False,
) -> str:
    """The clause in full-width brackets.

    Args:
        lead: names of the lead units in order; may be empty.
        support: names of the other units in order; may be empty.
        style: the form.
        open_ended: the last list ends in 等.

    Returns:
        The clause; blank where there are no units.
    """
    return clause_text(ClauseForm(style), lead, support, open_ended=open_ended)


def clause_text(
    form: ClauseForm,
    lead: Sequence[str],
    support: Sequence[str],
    *,
    open_ended: bool = False,
    details: Sequence[str] = (),
    rule: str = "",
) -> str:
    """The clause with what else belongs into it.

    Args:
        form: style, noun and separator.
        lead: names of the lead units in order; may be empty.
        support: names of the other units in order; may be empty.
        open_ended: the last list ends in 等.
        details: labelled words behind the units (责任领导：…, 完成时限：…).
        rule: a rule for all clauses, behind the units of the first one.

    Returns:
        The clause in full-width brackets; blank where there are no units.
    """
    if not lead and not support:
        return ""
    groups = _groups(form, lead, support, open_ended=open_ended)
    words = form.separator.join(groups) if _labelled(form.style) else "".join(groups)
    words += f"，{rule}" if rule else ""
    return f"（{'；'.join([words, *details])}）"


def _labelled(style: ClauseStyle) -> bool:
    return style in (ClauseStyle.LEAD_AND_RESPONSIBLE, ClauseStyle.LEAD_AND_SUPPORTING)


def _groups(
    form: ClauseForm, lead: Sequence[str], support: Sequence[str], *, open_ended: bool
) -> list[str]:
    """The parts of a clause: one for each label, or one in all."""
    if _labelled(form.style):
        second = "配合" if form.style is ClauseStyle.LEAD_AND_SUPPORTING and lead else "责任"
        end = _OPEN_END if open_ended else ""
        leads = _joined(lead) + ("" if support else end)
        groups = [f"牵头{form.noun}：{leads}"] if lead else []
        return [*groups, f"{second}{form.noun}：{_joined(support)}{end}"] if support else groups
    label = "" if form.style is ClauseStyle.VERB_ONLY else f"责任{form.noun}："
    if form.style is ClauseStyle.FIRST_LEADS and len(lead) < 2:  # noqa: PLR2004 -- one leads
        names = list(dict.fromkeys([*lead, *support]))
        return [f"{label}{_joined(names)}{_OPEN_END if open_ended else ''}"]
    return [label + _with_verbs(form.style, lead, support, open_ended=open_ended)]


def _with_verbs(
    style: ClauseStyle, lead: Sequence[str], support: Sequence[str], *, open_ended: bool
) -> str:
    """A牵头，B、C按职责分工负责; alone A牵头负责 or B、C按职责分工负责."""
    end = _OPEN_END_WITH_VERB if open_ended else ""
    several = len(support) > 1 or open_ended or bool(lead)
    supporting = f"{_joined(support)}{end}{'按职责分工' if several else ''}负责" if support else ""
    if not lead:
        return supporting
    if not support:
        verb = "牵头" if style is ClauseStyle.VERB_ONLY else "牵头负责"
        return f"{_joined(lead)}{end}{verb}"
    return f"{_joined(lead)}牵头，{supporting}"


def _joined(names: Sequence[str]) -> str:
    return UNIT_SEPARATOR.join(names)
