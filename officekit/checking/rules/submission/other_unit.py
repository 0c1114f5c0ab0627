"""SB201: the workbook of another unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.submission_keys import packet_of_rows
from officekit.checking.submission_places import of_severity
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity

_SEPARATORS = re.compile(r"[\s_\-—－–()（）【】\[\]、，,.．·+&]+")
_SHORTEST = 3


class OtherUnit(SubmissionRule):
    """交来的是别的单位的报送表。

    为什么
        拿了别的单位的表来填，内容会记到别的单位名下。

    不好
        区教育局的文件夹里放着区水务局的报送表

    改为
        各单位填报下发给本单位的那一份
    """

    entry = "B01"
    code = "SB201"
    severity = Severity.ERROR

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """An error where the rows are another unit's, a warning where only names say so."""
        packet = subject.packet
        if packet is None:
            return
        other = packet_of_rows(subject)
        if other is not None:
            yield self.found(
                subject.at_file(),
                f"报送表标明是“{packet.unit}”的，表里却是“{other.unit}”的任务。",
                f"请在下发给“{packet.unit}”的报送表里填写，不要从别的单位的表里整片粘贴。",
                value=other.unit,
                expected=packet.unit,
            )
            return
        named = _named_unit(subject, packet.unit)
        if named:
            finding = self.found(
                subject.at_file(),
                f"报送表是“{packet.unit}”的，文件或文件夹的名称却是“{named}”。",
                "请核对是否拿错了报送表；如是文件放错了地方，请按单位改名后重新报来。",
                value=packet.unit,
                expected=named,
            )
            yield of_severity(finding, Severity.WARNING)


def _named_unit(subject: SubmissionSubject, own: str) -> str:
    """Another unit of the round that the name of the file, folder or container means; or blank."""
    facts = subject.facts
    names = (facts.name, facts.folder, *facts.origin[-1:])
    if any(own in name for name in names):
        return ""
    found = ""
    for name in names:
        for part in (name, *_SEPARATORS.split(name.rsplit(".", 1)[0])):
            if len(part) < _SHORTEST or part.isascii():
                continue
            unit = subject.registry.resolve(part).unit
            if unit is None:
                continue
            if unit.name == own:
                return ""
            found = found or (unit.name if unit.name in subject.by_unit else "")
    return found
