"""MX106: the lead is a group, or no organisation at all."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.checking.unit_mentions import Mention, UnitUse, place_of, unit_use
from officekit.checking.unit_wording import not_a_name
from officekit.model.finding import Finding, Severity
from officekit.model.unit import UnitKind, looks_like_unit


class LeadNotAnOrganisation(Rule):
    """牵头单位是一类单位的统称，或者不是单位名称。

    为什么
        “各乡镇街道”“有关部门”牵头等于无人牵头；人名、平台名不能承担责任，也无法统计。

    不好
        （牵头单位：各乡镇街道）

    改为
        （牵头单位：区农业农村局；责任单位：各乡镇街道）
    """

    code = "MX106"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every such name in the column of leads."""
        use = unit_use(subject)
        for mention in use.mentions:
            if mention.column != "lead" or not_a_name(mention.printed):
                continue
            if use.name(mention.printed).kind is UnitKind.GROUP:
                yield self.found(
                    place_of(subject, mention),
                    f"{subject.label(mention.row)}的牵头单位“{mention.printed}”"
                    "是一类单位的统称，不是一个单位。",
                    "请确定一个具体的牵头单位；这一类单位可以列入责任单位。",
                    value=mention.printed,
                )
            elif self._no_organisation(subject, use, mention):
                yield self.found(
                    place_of(subject, mention),
                    f"{subject.label(mention.row)}的牵头单位“{mention.printed}”看不出是单位名称。",
                    "请改为单位名称；确是单位的，请在“单位名录”中登记并在“确认”栏填“是”。",
                    value=mention.printed,
                )

    def _no_organisation(self, subject: Subject, use: UnitUse, mention: Mention) -> bool:
        unit = mention.unit
        if unit and (
            unit.kind is not UnitKind.OTHER or unit.name in subject.matrix.confirmed_units
        ):
            return False
        by_ending = use.name(mention.printed).kind is not UnitKind.OTHER
        return not by_ending and not looks_like_unit(mention.printed, subject.families)
