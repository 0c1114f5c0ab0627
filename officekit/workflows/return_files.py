"""The files of a collecting run: which are returns, which are new, what they say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from officekit.model.incoming import Incoming
from officekit.model.packet import Round
from officekit.model.returned import Refusal
from officekit.workflows.outputs import sha256_of
from officekit.workflows.progress import Progress
from officekit.workflows.return_copies import under_other_name
from officekit.workflows.return_pool import Desk, examine_all

if TYPE_CHECKING:
    from officekit.exchange.register import Register
    from officekit.exchange.register_submissions import PackedReturn


@dataclass(frozen=True, slots=True)
class ReturnFiles:
    """The files of a run, sorted out.

    Attributes:
        sources: files that can be read and are not our own, by SHA-256.
        fresh: those that no earlier run has taken in.
        again: further files with the same bytes as a fresh one.
        refused: what could not be taken out of its container, lock files, and our own files that
            came with a mail's text, which is kept.
        at_hand: all that are not our own, equal ones too, each behind its SHA-256.
        known: how many were taken in by an earlier run.
        own: how many are our own, unchanged.
    """

    sources: Mapping[str, Incoming]
    at_hand: tuple[tuple[str, Incoming], ...]
    fresh: tuple[str, ...]
    again: tuple[tuple[str, Incoming], ...]
    refused: tuple[Incoming, ...]
    known: int
    own: int


def sorted_out(
    book: Register, round_: Round, incoming: Sequence[Incoming], earlier: Mapping[str, str]
) -> ReturnFiles:
    """Sort the files of a run out by what the register knows of them.

    Args:
        book: the register.
        round_: that is collected.
        incoming: the files.
        earlier: hash of the bytes → content hash of files that an earlier version of the round has
            taken in and that answer it too.
    """
    ours, seen = book.output_hashes(), {**earlier, **book.files_seen(round_.id)}
    hashed = [(_sha256(each.path), each) for each in incoming if each.refusal is None]
    sources: dict[str, Incoming] = {}
    again: list[tuple[str, Incoming]] = []
    for sha, each in hashed:
        if sha in ours:
            continue
        if sha in sources:
            again.append((sha, each))
        else:
            sources[sha] = each
    return ReturnFiles(
        sources,
        at_hand=tuple(pair for pair in hashed if pair[0] not in ours),
        fresh=tuple(sha for sha in sources if sha not in seen),
        again=tuple(pair for pair in again if pair[0] not in seen),
        refused=(
            *(each for each in incoming if each.refusal is not None),
            *(_unfilled(each) for sha, each in hashed if sha in ours and each.body),
        ),
        known=sum(sha in seen for sha in sources),
        own=sum(sha in ours for sha, _ in hashed),
    )


def _unfilled(incoming: Incoming) -> Incoming:
    """A file of ours that came back as it went, in a mail that says something."""
    return replace(
        incoming,
        refusal=Refusal.OTHER_CONTENT,
        reason=f"“{incoming.name}”与下发时完全相同，没有填写；邮件正文已列在“其他内容”。",
        remedy="请填写下发的表格后重新报送。",
    )


def examined(
    desk: Desk, files: ReturnFiles, progress: Progress, workers: int | None
) -> list[PackedReturn]:
    """What fresh and refused files say; a file with the bytes of another is not read again."""
    wanted = [*(files.sources[sha] for sha in files.fresh), *files.refused]
    found = examine_all(
        desk,
        wanted,
        lambda done: progress("读取、核对报送文件", done, len(wanted)),
        workers=workers,
    )
    by_sha = dict(zip(files.fresh, found, strict=False))
    renamed = (
        desk.ready(under_other_name(desk.unpacked(by_sha[sha]), each)) for sha, each in files.again
    )
    return [*found, *renamed]


def _sha256(path: Path) -> str:
    """SHA-256 of a file; of its path where it can't be read (the reader says why)."""
    try:
        return sha256_of(path)
    except OSError:
        return hashlib.sha256(str(path).encode(errors="replace")).hexdigest()


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except OSError:
        return path.absolute()


def without(incoming: Sequence[Incoming], left_out: Iterable[Path]) -> list[Incoming]:
    """Files that are not among some that are no returns, though they lie in the same folder.

    A copy with the same bytes (of the matrix workbook) is none either.
    """
    gone = {_resolved(path) for path in left_out}
    sizes = {path.stat().st_size for path in gone if path.is_file()}
    hashes = {_sha256(path) for path in gone if path.is_file()}

    def is_copy(path: Path) -> bool:
        return path.stat().st_size in sizes and _sha256(path) in hashes

    there = [each for each in incoming if _resolved(each.path) not in gone]
    return [each for each in there if each.refusal is not None or not is_copy(each.path)]
