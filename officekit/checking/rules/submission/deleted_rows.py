"""SB304: rows were deleted."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_keys import altered_keys, missing_keys, packet_of_rows
from officekit.checking.submission_places import at_task
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity


class DeletedRows(SubmissionRule):
    """下发的任务行被删除。

    为什么
        删掉的任务没有进展可以汇总，也说不清是不再承担，还是误删。

    不好
        下发5项任务，交回4项

    改为
        保留全部任务行；认为不属于本单位的，在进展情况里写明理由
    """

    entry = "C04"
    code = "SB304"
    severity = Severity.ERROR

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding for every task that has no row; the other rows are taken."""
        packet = subject.packet
        missing = missing_keys(subject)
        if packet is None or not missing or packet_of_rows(subject) is not None:
            return
        elsewhere = set(altered_keys(subject).values())
        rows = {row.key: row for row in packet.rows}
        for key in missing:
            if key in elsewhere:
                continue
            yield self.found(
                at_task(subject, key),
                f"{rows[key].label}的整行被删除，其余各行照常采用。",
                "请在下发的报送表里补填这一项；如不属于本单位，请保留该行并在进展情况里写明。",
                expected=rows[key].label,
            )
