"""SB117: a file name with path parts, invisible characters, reserved names, or too long."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity

_LONGEST = 255
_PATH = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\..*)?", re.IGNORECASE)
_FORBIDDEN = frozenset('<>:"|?*')


class UnsafeFileName(SubmissionRule):
    r"""文件名里有路径、看不见的字符、系统保留名，或者太长。

    为什么
        这样的文件名有的系统存不下，也常用来伪装文件类型或写到别的文件夹；本程序只把它当文字，从不用作路径。

    不好
        ..\..\报送表.xlsx

    改为
        区教育局-2023年9月重点工作任务进展.xlsx
    """

    entry = "A17"
    code = "SB117"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding with everything that is wrong with the name; the content is read."""
        name = subject.facts.name
        faults = _faults(name)
        if faults:
            shown = "".join(c if c.isprintable() else "�" for c in name)
            yield self.found(
                subject.at_file(),
                f"文件名{'、'.join(faults)}，只作文字保存，没有当作路径使用。",
                "请把文件改名为“单位_期次.xlsx”，并确认文件来源可靠。",
                value=shown[:_LONGEST],
            )


def _faults(name: str) -> list[str]:
    faults = []
    if _PATH.search(name):
        faults.append("里有路径")
    if not name.isprintable() and any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in name):
        faults.append("里有看不见的控制字符")
    last = re.split(r"[/\\]", name)[-1]
    if _RESERVED.fullmatch(last.strip(" .")):
        faults.append("是系统保留名")
    if not _FORBIDDEN.isdisjoint(last):
        faults.append("里有系统不允许的符号")
    if len(name.encode(errors="replace")) > _LONGEST:
        faults.append("太长")
    return faults
