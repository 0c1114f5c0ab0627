"""What goes back to departments: marked copies of their workbooks, and letters."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from officekit.config import DEFAULT_CONFIG, RETURN_LIMITS, Config
from officekit.errors import OfficekitError
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.submission import Received
from officekit.workflows.outputs import file_name, sha256_of
from officekit.workflows.progress import Progress, silent
from officekit.workflows.round_state import REPLY, Collection
from officekit.workflows.workshop import put_in_place

_HASH_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Replies:
    """What goes back to departments.

    Attributes:
        copies: their own workbooks with the faulty cells marked and a sheet 退回意见.
        letters: Word letters.
        findings: copies that could not be made.
        outputs: what was written, for the register: name of each file → SHA-256.
        answered: what went back, for the register, once it stands in place.
    """

    copies: tuple[Path, ...]
    letters: tuple[Path, ...]
    findings: tuple[Finding, ...]
    outputs: Mapping[str, str]
    answered: Mapping[str, str]


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
        folder: where they are written; made where it is needed.
        letters: write letters as well.
        config: settings.
        progress: told what begins.
    """
    from officekit.notices import return_letter
    from officekit.writing import write_notice

    wanted = [each for each in collection.current if _goes_back(each, collection)]
    copies: list[Path] = []
    written: list[Path] = []
    findings: list[Finding] = []
    outputs: dict[str, str] = {}
    answered: dict[str, str] = {}
    for i, received in enumerate(wanted):
        progress("写入退回意见", i, len(wanted))
        submission = received.submission
        stem = file_name(submission.unit or Path(submission.file.name).stem, "未知单位")
        stem += f"-退回意见-{submission.content_hash[:_HASH_SHOWN]}"
        folder.mkdir(parents=True, exist_ok=True)
        try:
            copy = _write_copy(collection, received, folder / f"{stem}.xlsx", config)
            copies.append(copy)
            outputs[copy.name] = answered[f"{REPLY}{submission.content_hash}"] = sha256_of(copy)
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
    return Replies(tuple(copies), tuple(written), tuple(findings), outputs, answered)


def place_replies(replies: Replies, folder: Path, ours: Container[str]) -> Replies:
    """Put replies that were made elsewhere in place.

    One of the same name that somebody has changed stays as it is. One that can't be put there
    is told of, and made again by the next run.

    Args:
        replies: as :func:`write_replies` made them, on the same disk.
        folder: where they go; made where it is needed.
        ours: SHA-256 of all files that we have ever written.

    Returns:
        The replies where they stand now.
    """
    findings: list[Finding] = []

    def placed(made: Path) -> Path | None:
        target = folder / made.name
        try:
            if not target.exists() or sha256_of(target) in ours:
                folder.mkdir(parents=True, exist_ok=True)
                put_in_place(made, target)
        except (OSError, OfficekitError) as error:
            told = error if isinstance(error, OfficekitError) else OfficekitError(f"{error}")
            findings.append(_not_placed(target, told))
            return None
        return target

    copies = {path.name: placed(path) for path in replies.copies}
    letters = tuple(filter(None, map(placed, replies.letters)))
    standing = {replies.outputs[name] for name, path in copies.items() if path is not None}
    return Replies(
        tuple(filter(None, copies.values())),
        letters,
        (*replies.findings, *findings),
        replies.outputs,
        {name: sha for name, sha in replies.answered.items() if sha in standing},
    )


def _goes_back(received: Received, collection: Collection) -> bool:
    """Whether a return has errors and a unit to go back to: no reply to a stray file."""
    submission = received.submission
    return (
        bool(submission.unit)
        and submission.file.sha256 in collection.sources
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


def _not_placed(target: Path, error: OfficekitError) -> Finding:
    return Finding(
        "SB811",
        Severity.WARNING,
        f"退回意见“{target.name}”没有放好：{error.message}",
        "请关闭这个文件，或清理磁盘，再收集一次。",
        Location(file=target.name),
    )
