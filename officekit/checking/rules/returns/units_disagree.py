"""SB208: units say different things of one task."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.answer_merged import by_task, heading, label_of, quoted
from officekit.checking.submission_rule import ReturnSetRule
from officekit.checking.submission_subject import ReturnSet
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.packet import ANSWER_COLUMNS


class UnitsDisagree(ReturnSetRule):
    """牵头单位和配合单位对同一任务填得不一样。

    为什么
        同一任务只能有一个状态、一个完成率；以谁为准要由人决定。

    不好
        青禾区教育局填“已完成”，青禾区财政局填“推进中”

    改为
        在“报送冲突”里选定，或者在“设置”里填“以牵头单位为准”
    """

    code = "SB208"
    entry = "B08"
    severity = Severity.WARNING

    def check(self, subject: ReturnSet) -> Iterator[Finding]:
        """One finding for every task and column on which units differ and nobody has decided."""
        for key, said in by_task(subject):
            for column in ANSWER_COLUMNS:
                if subject.disputed is not None and (key, column) not in subject.disputed:
                    continue  # decided by the clerk, or by the setting 多单位填报
                values = {unit: texts[column] for unit, texts in said if column in texts}
                if len(set(values.values())) < 2:  # noqa: PLR2004 - two values differ
                    continue
                told = "，".join(f"{unit}填{quoted(text)}" for unit, text in values.items())
                yield self.found(
                    Location(row_key=key),
                    f"{label_of(subject, key)}的{heading(column)}几个单位填得不一样：{told}。",
                    "请在“报送冲突”里选定，或者在“设置”里规定以牵头单位为准。",
                    value=f"{heading(column)}：{told}",
                )
