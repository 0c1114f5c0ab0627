"""SB202: another period, or an older version of the workbook."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_places import of_severity
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity
from officekit.model.period import Period


class StaleVersion(SubmissionRule):
    """交来的是别的期次的报送表，或者是已经被新版代替的旧版。

    为什么
        上一期的表改个名再报，或者填了旧版，任务和要求都可能已经变化。
        同一期重新下发时任务没有变化的单位，报旧版照样有效，不算错误。

    不好
        把 8 月的报送表改名为 2023年9月 报来

    改为
        在 9 月下发的报送表里填写
    """

    entry = "B02"
    code = "SB202"
    severity = Severity.ERROR

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """An error on the file; a warning where the unit is not asked for in the new version."""
        told = self._told(subject)
        if told is None:
            return
        period, version, unit = told
        wanted, number = subject.round.period, subject.round.version
        if period != wanted:
            yield self.found(
                subject.at_file(),
                f"这是{period}的报送表，现在收集的是{wanted}的。",
                f"请在{wanted}下发的报送表里填写后重新报来。",
                value=period.text,
                expected=wanted.text,
            )
        elif version != number:
            finding = self.found(
                subject.at_file(),
                f"这是{period}第{version}次下发的报送表，现在收集的是第{number}次下发的。",
                f"下发给贵单位的任务已有变化，请在第{number}次下发的报送表里填写后重新报来。",
                value=f"第{version}次",
                expected=f"第{number}次",
            )
            asked = not unit or unit in subject.by_unit
            yield finding if asked else of_severity(finding, Severity.WARNING)

    @staticmethod
    def _told(subject: SubmissionSubject) -> tuple[Period, int, str] | None:
        """Period, version and unit of the return, as far as known."""
        packet = subject.packet
        if packet is not None:
            if packet.matrix_id and packet.matrix_id != subject.round.matrix_id:
                return None
            return packet.period, packet.version, packet.unit
        identity = subject.submission.identity
        if not identity["packet"] or not identity["period"] or subject.facts.refusal is not None:
            return None
        # Without a packet only another period tells: a version unknown to the register is SB116.
        return Period.parse(identity["period"]), subject.round.version, identity["unit"]
