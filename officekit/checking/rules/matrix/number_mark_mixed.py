"""MX404: the mark behind a number differs from the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from officekit.checking.number_sequences import lines_by_paragraph
from officekit.checking.rule import Rule
from officekit.checking.subject import Passage, Subject
from officekit.model.finding import Finding, Severity
from officekit.model.numbering import Level, OutlineNumber, outline_number

_NAMES = {".": "半角点“.”", "．": "全角点“．”", "、": "顿号“、”"}
_MAJORITY = 3


class NumberMarkMixed(Rule):
    """编号后面的标点前后不一致。

    为什么
        同一级编号应当用同一种标点（一、 1.），混用是拼接、改写留下的痕迹，也影响自动识别。

    不好
        27.建设平台。… 28．培育企业。…

    改为
        27.建设平台。… 28.培育企业。…
    """

    code = "MX404"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every number whose mark is not that of the clear majority."""
        groups: dict[Level, list[tuple[Passage, OutlineNumber, str]]] = defaultdict(list)
        for passage in self._numbered(subject):
            number = outline_number(passage.text)
            mark = number.mark[-1] if number else ""
            if number and number.level in (Level.SECTION, Level.ITEM) and mark in _NAMES:
                groups[number.level].append((passage, number, mark))
        for entries in groups.values():
            counts = Counter(mark for _, _, mark in entries)
            usual, most = counts.most_common(1)[0]
            if most < _MAJORITY * (len(entries) - most) or most < _MAJORITY:
                continue
            for passage, number, mark in entries:
                if mark != usual:
                    yield self.found(
                        replace(passage.location, quote=passage.text[:60]),
                        f"编号“{number.mark}”用的是{_NAMES[mark]}，其他编号用的是{_NAMES[usual]}。",
                        f"请统一改为“{number.mark[:-1]}{usual}”。",
                        value=number.mark,
                        expected=f"{number.mark[:-1]}{usual}",
                    )

    @staticmethod
    def _numbered(subject: Subject) -> Iterator[Passage]:
        """Headings and first lines of tasks; lists inside a task keep their own form."""
        if subject.plan is None:
            yield from (p for p in subject.passages if p.column in ("section", "subsection"))
            return
        plan = subject.plan
        places = [s.location for s in plan.sections]
        places += [p.location for s in plan.sections for p in s.subsections]
        places += [t.location for t in plan.tasks if t.part is None and t.location.row is None]
        lines = lines_by_paragraph(subject)
        for paragraph in dict.fromkeys(place.paragraph for place in places):
            if paragraph in lines:
                yield lines[paragraph]
