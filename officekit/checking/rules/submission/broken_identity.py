"""SB203: the identity is missing, contradicts itself or doesn't fit the rows."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_keys import packet_of_rows
from officekit.checking.submission_labels import quoted
from officekit.checking.submission_places import of_severity
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.document import SourceKind
from officekit.model.finding import Finding, Severity
from officekit.model.packet import Packet
from officekit.model.schema import ROW_KEY, SheetName

_PARTS = {"packet": "标识", "unit": "单位", "period": "期次", "version": "版次", "keys": "任务"}
_WORKBOOKS = (SourceKind.XLSX, SourceKind.XLS, SourceKind.ODS)
_HINT = "请把内容填到下发给本单位的报送表里，不要在几个文件之间复制工作表，再重新报来。"


class BrokenIdentity(SubmissionRule):
    """报送表的标识被删除，或者与表里的任务对不上。

    为什么
        报送表靠隐藏的标识认出单位、期次和任务；从别的文件复制来的标识会使内容记错地方。

    不好
        把报送表复制到新工作簿里，隐藏的 _officekit 工作表没有了

    改为
        在下发的工作簿里直接填写、保存
    """

    entry = "B03"
    code = "SB203"
    severity = Severity.ERROR

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """An error where what is told contradicts, a warning where a part is missing."""
        packet = subject.packet
        if packet is None:
            return
        wrong = _contradictions(subject, packet)
        if wrong:
            yield self.found(
                subject.at_file(),
                f"报送表里几处标识互相矛盾（{quoted(wrong)}），可能是从别的文件复制来的。",
                _HINT,
                value="、".join(wrong),
            )
        elif _foreign(subject, packet):
            yield self.found(
                subject.at_file(),
                f"报送表的标识是“{packet.unit}”{packet.period}的，表里的任务却不是当时下发的。",
                _HINT,
            )
        elif subject.facts.kind in _WORKBOOKS and SheetName.META not in subject.submission.sheets:
            by_content = subject.submission.matched_by == "content"
            told = "表头和行标识" if ROW_KEY.key in subject.columns else "表头和任务文字"
            how = told if by_content else "其他标识"
            finding = self.found(
                subject.at_file(),
                f"隐藏的标识工作表“{SheetName.META}”没有了，已凭{how}认出是“{packet.unit}”的报送表。",
                "这一次不必重报；以后请在下发的工作簿里直接填写，不要另建文件。",
                expected=SheetName.META.value,
            )
            yield of_severity(finding, Severity.WARNING)


def _contradictions(subject: SubmissionSubject, packet: Packet) -> list[str]:
    """Names of the parts on which the identity disagrees with itself or with the packet."""
    identity = subject.submission.identity
    wrong = set(identity.contradictions)
    issued = {"unit": packet.unit, "period": packet.period.text}
    if subject.submission.answered_id == packet.id:  # else it is an earlier version's workbook
        issued |= {"packet": packet.id, "version": str(packet.version)}
    if identity["keys"]:
        issued["keys"] = packet.keys_hash
    wrong |= {part for part, text in issued.items() if identity[part] not in ("", text)}
    return [name for part, name in _PARTS.items() if part in wrong]


def _foreign(subject: SubmissionSubject, packet: Packet) -> bool:
    """Whether hardly any row is of the packet, and they are of no other unit's packet either."""
    own = {row.key for row in subject.submission.rows}.intersection(packet.keys)
    strange = {extra.key for extra in subject.submission.extra if extra.key}.difference(packet.keys)
    strange |= {row.key for row in subject.submission.rows}.difference(packet.keys)
    if len(strange) <= len(own) or len(strange) * 2 <= len(packet.rows):
        return False
    return packet_of_rows(subject) is None
