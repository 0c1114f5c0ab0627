"""MX108: words of a clause that are neither unit nor role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.checking.unit_mentions import place_of, unit_use
from officekit.checking.unit_wording import not_a_name
from officekit.model.finding import Finding, Severity

_PARSER_CODE = "PS006"


class ClauseNotUnderstood(Rule):
    """责任分句或单位栏中有既不是单位、也不是角色的文字。

    为什么
        不能识别的文字没有计入责任单位；其中可能有漏掉的单位。

    不好
        单位栏写作“牵头单位：区科技局”或“区科技局按职责分工负责”

    改为
        “牵头单位”一栏只写“区科技局”
    """

    code = "MX108"
    severity = Severity.WARNING
    replaces = (_PARSER_CODE,)

    def check(self, subject: Subject) -> Iterator[Finding]:
        """What the parser has left over, and clause words in the cells of units."""
        for finding in subject.matrix.findings:
            if finding.code != _PARSER_CODE:
                continue
            row = subject.matrix.row(finding.location.row_key or "")
            words = finding.value or ""
            place = subject.at(row, "lead") if row else finding.location
            label = subject.label(row) if row else "有一项任务"
            yield self.found(
                replace(place, quote=words[:60]),
                f"{label}的责任分句中有未能识别的文字“{words[:40]}”。",
                "请对照原文核对这一项的牵头单位和责任单位。",
                value=words,
            )
        for mention in unit_use(subject).mentions:
            words = mention.printed
            if not_a_name(words) and subject.registry.resolve(words).unit is None:
                yield self.found(
                    place_of(subject, mention),
                    f"{subject.label(mention.row)}的{mention.heading}一栏"
                    f"有不属于单位名称的文字“{mention.printed[:40]}”。",
                    "请只留单位名称，用“、”隔开；角色由所在的栏目表示。",
                    value=mention.printed,
                )
