"""SB208: units say different things of one task."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from officekit.checking.answer_merged import by_task, heading, label_of, quoted
from officekit.checking.submission_rule import ReturnSetRule
from officekit.checking.submission_subject import ReturnSet
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.merging import JOINABLE
from officekit.model.packet import ANSWER_COLUMNS, Role
from officekit.model.setting import JOIN_TEXTS, LEAD_DECIDES


class UnitsDisagree(ReturnSetRule):
    """牵头单位和配合单位对同一任务填得不一样。

    为什么
        同一任务只能有一个状态、一个完成率；以谁为准要由人决定。

    不好
        青禾区教育局填“已完成”，青禾区财政局填“推进中”

    改为
        在“报送冲突”里选定；只有一个牵头单位的，也可以在“设置”的“多单位填报”选“以牵头单位为准”
    """

    code = "SB208"
    entry = "B08"
    severity = Severity.WARNING

    def check(self, subject: ReturnSet) -> Iterator[Finding]:
        """One finding for every task and column on which units differ and nobody has decided."""
        disputed = None if subject.disputed is None else {key for key, _ in subject.disputed}
        leads = _lead_counts(subject)
        for key, said in by_task(subject, disputed):
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
                    _hint(leads[key], column),
                    value=f"{heading(column)}：{told}",
                )


def _lead_counts(subject: ReturnSet) -> Counter[str]:
    """How many units lead each task, by row key."""
    return Counter(
        row.key for packet in subject.round.packets for row in packet.rows if row.role is Role.LEAD
    )


def _hint(leads: int, column: str) -> str:
    """What helps: the setting only where it would decide."""
    choice = LEAD_DECIDES if leads == 1 else JOIN_TEXTS if column in JOINABLE else ""
    if not choice:
        return "请在“报送冲突”里选定。"
    return f"请在“报送冲突”里选定，或者在“设置”的“多单位填报”选“{choice}”。"
