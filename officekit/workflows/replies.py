"""What goes back to departments: marked copies of their workbooks, and letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from officekit.config import DEFAULT_CONFIG, RETURN_LIMITS, Config
from officekit.errors import OfficekitError
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.submission import Received
from officekit.workflows.collecting import REPLY, Collection
from officekit.workflows.outputs import file_name, sha256_of
from officekit.workflows.progress import Progress, silent

_HASH_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Replies:
    """What goes back to departments.

    Attributes:
        copies: their own workbooks with the faulty cells marked and a sheet 退回意见.
        letters: Word letters.
        findings: copies that could not be made.
        outputs: for the register.
    """

    copies: tuple[Path, ...]
    letters: tuple[Path, ...]
    findings: tuple[Finding, ...]
    outputs: Mapping[str, str]


def write_replies(
    collection: Collection,
    folder: Path,
    *,
    letters: bool,
    config: Config = DEFAULT_CONFIG,
    progress: Progress = silent,
) -> Replies:
    """A marked copy, and a letter, for each return with errors that has not been sent back yet.

    Args:
        collection: with the files at hand.
        folder: where they go; made where it is needed.
        letters: write letters as well.
        config: settings.
        progress: told what begins.
    """
    from officekit.notices import return_letter
    from officekit.writing import write_notice

    wanted = [each for each in collection.received if _goes_back(each, collection)]
    copies: list[Path] = []
    written: list[Path] = []
    findings: list[Finding] = []
    outputs: dict[str, str] = {}
    for i, received in enumerate(wanted):
        progress("写入退回意见", i, len(wanted))
        submission = received.submission
        stem = file_name(submission.unit or Path(submission.file.name).stem, "未知单位")
        stem += f"-退回意见-{submission.content_hash[:_HASH_SHOWN]}"
        folder.mkdir(parents=True, exist_ok=True)
        try:
            copy = _write_copy(collection, received, folder / f"{stem}.xlsx", config)
            copies.append(copy)
            outputs[f"{REPLY}{submission.content_hash}"] = sha256_of(copy)
            if letters:
                letter = folder / f"{stem}.docx"
                notice = return_letter(
                    received, collection.round, collection.matrix.settings, copy.name
                )
                write_notice(notice, letter, overwrite=letter.exists())
                written.append(letter)
                outputs[letter.name] = sha256_of(letter)
        except OfficekitError as error:
            findings.append(_no_copy(received, error))
    return Replies(tuple(copies), tuple(written), tuple(findings), outputs)


def _goes_back(received: Received, collection: Collection) -> bool:
    submission = received.submission
    return (
        submission.file.sha256 in collection.sources
        and submission.content_hash not in collection.answered
        and any(finding.severity is Severity.ERROR for finding in received.findings)
    )


def _write_copy(collection: Collection, received: Received, output: Path, config: Config) -> Path:
    """The department's own workbook with marks; of another format, one made from its cells."""
    from officekit.reading.returned import read_returned
    from officekit.writing import write_marked_return

    incoming = collection.sources[received.submission.file.sha256]
    file = read_returned(incoming, replace(config, limits=RETURN_LIMITS))
    return write_marked_return(file, incoming.path, received.submission, received.findings, output)


def _no_copy(received: Received, error: OfficekitError) -> Finding:
    name = received.submission.file.shown_name
    return Finding(
        "SB811",
        Severity.WARNING,
        f"“{name}”的退回意见没有写成：{error.message}",
        error.hint or "请把报送情况中的问题另行告知该单位。",
        Location(file=name),
    )
