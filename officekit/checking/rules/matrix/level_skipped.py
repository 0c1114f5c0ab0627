"""MX405: a section goes straight to its tasks where the others have subsections."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.model.finding import Finding, Severity
from officekit.model.matrix import MatrixRow

_APART = re.compile(
    r"总体|指导思想|目标|保障(?:措施|机制)|组织保障|组织(?:实施|领导|推进)|工作要求|附则"
)
_MAJORITY = 3


class LevelSkipped(Rule):
    """跳级：多数板块设有二级标题，个别板块的任务直接列在一级标题之下。

    为什么
        层级不一致可能是漏了二级标题，责任清单的“子板块”也会空缺。

    不好
        一、… （一）… 1.… 二、… 3.…

    改为
        一、… （一）… 1.… 二、… （一）… 3.…
    """

    code = "MX405"
    severity = Severity.INFO

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every section without subsections, where three times as many have."""
        sections: dict[str, list[MatrixRow]] = defaultdict(list)
        for row in subject.rows:
            if row["section"] and not _APART.search(row["section"]):
                sections[row["section"]].append(row)
        whole = [rows for rows in sections.values() if all(r["subsection"] for r in rows)]
        bare = [[r for r in rows if not r["subsection"]] for rows in sections.values()]
        bare = [rows for rows in bare if rows]
        if len(whole) < _MAJORITY * max(len(bare), 1):
            return
        for rows in bare:
            yield self.found(
                subject.at(rows[0], "subsection").quoting(rows[0]["section"]),
                f"“{rows[0]['section'][:20]}”中有{len(rows)}项任务没有二级标题，其他板块都有。",
                "请核对是否漏了二级标题；确实不设的，可以不改。",
                value=rows[0]["section"],
            )
