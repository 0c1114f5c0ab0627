"""What goes back to a unit: its own workbook with the faulty cells marked, and 退回意见."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from officekit.config import RETURN_LIMITS, Config
from officekit.errors import OfficekitError
from officekit.model.document import SourceKind
from officekit.model.finding import Finding
from officekit.model.returned import ReturnedFile
from officekit.model.submission import Submission
from officekit.writing.atomic import atomic_output
from officekit.writing.marked_copy import converted_copy
from officekit.writing.marked_package import MarkedPackage
from officekit.writing.marked_problems import reply_to

_DANGEROUS = "SB523"
_DANGER_NOTE = (
    "说明：原文件里有会访问别的程序、文件或网络的公式，此文件是另行转换的，"
    "公式都已换成当时显示的值。"
)
_CONVERTED_NOTE = "说明：此文件由报送的文件转换而成，内容没有改动；请直接在此文件里改正后报送。"


def write_marked_return(
    file: ReturnedFile,
    source: Path,
    submission: Submission,
    findings: Sequence[Finding],
    output: Path,
) -> Path:
    """Write what goes back to a unit; an existing file is replaced.

    A workbook (.xlsx, .xlsm) is copied byte for byte but for the fills of the cells that errors
    and warnings name, a sheet 退回意见, on which it opens, and ``reply_to``. Of another format,
    or where the workbook can't or must not be edited (signature, dangerous formulas), a new one
    is made from its cells; of a file that was refused, one that only has the sheet.

    Args:
        file: the return with its sheets.
        source: where its bytes lie.
        submission: the return, understood.
        findings: of the rules on it.
        output: file to write.

    Returns:
        The file that was written: ``.xlsm`` where the workbook has macros.

    Raises:
        OutputNotWritableError: folder missing, no permission, open in Excel, disk full.
    """
    made = _own_copy(file, source, submission, findings)
    if made is None:
        reply = reply_to(file, submission, findings, _note(file, findings))
        made = converted_copy(file, submission, reply), ".xlsx"
    data, suffix = made
    target = output.with_suffix(suffix)
    with atomic_output(target, overwrite=True) as stream:
        stream.write(data)
    return target


def _own_copy(
    file: ReturnedFile, source: Path, submission: Submission, findings: Sequence[Finding]
) -> tuple[bytes, str] | None:
    """The unit's own workbook with marks, and its suffix; ``None`` where that is not possible."""
    if (
        file.facts.kind is not SourceKind.XLSX
        or not file.sheets
        or any(finding.code == _DANGEROUS for finding in findings)
    ):
        return None
    reply = reply_to(file, submission, findings)
    try:
        package = MarkedPackage.open(source, Config(limits=RETURN_LIMITS))
        package.mark(reply)
        identity = submission.packet.identity() if submission.packet else {}
        package.set_reply_to(submission.content_hash, identity, reply)
        return package.to_bytes(), ".xlsm" if package.has_macros else ".xlsx"
    except (OfficekitError, ValueError, LookupError, TypeError):
        return None  # a workbook in a form that is not edited, or whose parts contradict each other


def _note(file: ReturnedFile, findings: Sequence[Finding]) -> str:
    if not file.sheets:
        return ""
    if any(finding.code == _DANGEROUS for finding in findings):
        return _DANGER_NOTE
    return _CONVERTED_NOTE
