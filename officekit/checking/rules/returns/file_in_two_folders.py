"""SB605: one file lies in the folders of two units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from officekit.checking.submission_rule import ReturnSetRule
from officekit.checking.submission_subject import ReturnSet
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.submission import Received


class FileInTwoFolders(ReturnSetRule):
    """同一份表放在两个单位的文件夹里。

    为什么
        多半是放错了，有一个单位的表并没有收到。

    不好
        “区教育局”和“区水务局”两个文件夹里是同一份表

    改为
        各文件夹里放各单位自己的表
    """

    code = "SB605"
    entry = "F05"
    severity = Severity.WARNING

    def check(self, subject: ReturnSet) -> Iterator[Finding]:
        """One finding for every content that lies in the folders of several units."""
        for group in _alike(subject.received):
            folders = list(dict.fromkeys(each.submission.file.folder for each in group))
            if len({_unit(subject, folder) for folder in folders}) > 1:
                names = "、".join(f"“{folder}”" for folder in folders)
                yield self.found(
                    Location(file=group[-1].submission.file.shown_name),
                    f"文件夹{names}里是同一份表，填报单位是{group[0].submission.unit or '不明'}。",
                    "请核对是否放错，并向缺表的单位索取。",
                    value="、".join(folders),
                )


def _alike(several: Sequence[Received]) -> Iterator[list[Received]]:
    """Returns from folders that say the same; contents are hashed only where packets are one."""
    by_packet: dict[str, list[Received]] = {}
    for received in several:
        submission = received.submission
        if submission.file.folder:
            packet = submission.packet.id if submission.packet else submission.file.sha256
            by_packet.setdefault(packet, []).append(received)
    for same in by_packet.values():
        alike: dict[str, list[Received]] = {}
        for received in same if len(same) > 1 else ():
            alike.setdefault(received.submission.content_hash, []).append(received)
        yield from alike.values()


def _unit(subject: ReturnSet, folder: str) -> str:
    """The unit that a folder is named after, else the folder's own name."""
    unit = subject.matrix.registry.resolve(folder).unit
    if unit is not None:
        return unit.name
    named = [packet.unit for packet in subject.round.packets if packet.unit in folder]
    return max(named, key=len, default=folder)
