"""MX602: a unit that leads far more tasks than the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from statistics import median

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location

_LEAST_UNITS = 5
_LEAST_TASKS = 10
_SPREADS = 5.0


class UnitOverloaded(Rule):
    """个别单位牵头的任务远多于其他单位。

    为什么
        任务过于集中时，往往有几项应由其他单位牵头，也不易按期落实。

    不好
        全部40项任务，区发展改革局牵头25项，其他单位各1—2项。

    改为
        按职责分工调整牵头单位；确属其职责的，可以不改。
    """

    code = "MX602"
    severity = Severity.INFO

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every unit beyond the median by five median deviations."""
        names = {n for row in subject.rows for n in row.units("lead")}
        known = {n: subject.registry.resolve(n).unit for n in names}
        counts: Counter[str] = Counter()
        for row in subject.rows:
            units = (known[name] for name in row.units("lead"))
            printed = row.units("lead")
            counts.update({u.name if u else n for u, n in zip(units, printed, strict=True)})
        if len(counts) < _LEAST_UNITS:
            return
        middle = median(counts.values())
        spread = median(abs(count - middle) for count in counts.values())
        limit = max(_LEAST_TASKS, 3 * middle, middle + _SPREADS * spread)
        for unit, count in counts.most_common():
            if count > limit:
                yield self.found(
                    Location(file=subject.matrix.source),
                    f"“{unit}”牵头{count}项任务，其他单位一般牵头{middle:g}项。",
                    "请核对是否有任务应由其他单位牵头；确属其职责的，可以不改。",
                    value=unit,
                )
