"""Files of the exchange: the merged copy of the matrix, the report, and what goes back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from officekit.config import DEFAULT_CONFIG, Config
from officekit.errors import OfficekitError, UsageError
from officekit.model.finding import Finding
from officekit.model.matrix import Matrix
from officekit.model.merging import Decisions
from officekit.model.return_report import ReturnReport
from officekit.model.run import RunKind
from officekit.workflows.building import read_matrix, read_sheets
from officekit.workflows.collecting import (
    collect_returns,
    look_at_returns,
    runs_of,
    withdraw_run,
)
from officekit.workflows.outputs import sha256_of
from officekit.workflows.progress import PathLike, Progress, silent
from officekit.workflows.replies import Replies, place_replies, write_replies
from officekit.workflows.return_reports import cell_edits, report_of, without_unset
from officekit.workflows.round_state import Collection
from officekit.workflows.workshop import put_in_place, refuse_existing, workshop

REPORT_ENDING, REPLIES_ENDING = "-报送情况.xlsx", "-退回"


@dataclass(frozen=True, slots=True)
class Collected:
    """What a collecting run has found and written.

    Attributes:
        collection: what was found.
        report: what the clerk is told.
        output: merged copy of the matrix workbook.
        report_file: workbook with the report.
        replies: copies of returns that go back, with their marks.
        letters: Word letters that go with them.
        findings: values that could not be set, copies that could not be made.
    """

    collection: Collection
    report: ReturnReport
    output: Path
    report_file: Path
    replies: tuple[Path, ...] = ()
    letters: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()


def collect(
    paths: Sequence[PathLike],
    matrix: PathLike,
    output: PathLike,
    *,
    period: str = "",
    decisions: PathLike | None = None,
    letters: bool = True,
    overwrite: bool = False,
    register: str | None = None,
    now: datetime | None = None,
    workers: int | None = None,
    config: Config = DEFAULT_CONFIG,
    progress: Progress = silent,
) -> Collected:
    """Returned workbooks → a merged copy of the matrix workbook, a report, and what goes back.

    Args:
        paths: files, folders, zip archives, e-mails.
        matrix: matrix workbook; it is not changed.
        output: merged copy to write.
        period: that is collected; by default the one issued last.
        decisions: report of an earlier run in which the clerk has decided conflicts; by default
            those beside the output.
        letters: write a Word letter for each return that goes back.
        overwrite: replace an existing output that was changed since it was written.
        register: where the register is.
        now: the time; by default the clock's.
        workers: processes that read.
        config: settings and limits.
        progress: told what begins.

    Raises:
        ContentError: nothing was issued.
        OfficekitError: reading or writing is not possible.
    """
    progress("读取责任清单")
    source, target = Path(matrix), Path(output)
    read = read_matrix(source, config=config)
    _refuse_matrix(source, target)
    told = _reports(target) if decisions is None else [Path(decisions)]
    with workshop(target.absolute().parent) as shop:
        files = _Files(
            shop,
            source,
            target,
            letters=letters,
            overwrite=overwrite,
            config=config,
            progress=progress,
        )
        decided_so_far, odd = _decisions(read, source, told, register)
        collect_returns(
            paths,
            replace(read, findings=(*read.findings, *odd)),
            source,
            files.prepare,
            period=period,
            decisions=decided_so_far,
            register=register,
            skipped=(target, *told),
            now=now,
            workers=workers,
            config=config,
            progress=progress,
        )
        return files.collected()


def undo_collect(
    matrix: PathLike,
    output: PathLike,
    *,
    number: int | None = None,
    overwrite: bool = False,
    register: str | None = None,
    now: datetime | None = None,
    config: Config = DEFAULT_CONFIG,
    progress: Progress = silent,
) -> Collected:
    """Take a collecting run back: a copy of the matrix workbook as if it had not been.

    Args:
        matrix: matrix workbook with what was merged; it is not changed.
        output: copy to write.
        number: of the run; by default the last one that still counts.
        overwrite: replace an existing output.
        register: where the register is.
        now: the time; by default the clock's.
        config: settings and limits.
        progress: told what begins.

    Raises:
        ContentError: there is no such run.
        OfficekitError: reading or writing is not possible.
    """
    progress("读取责任清单")
    source, target = Path(matrix), Path(output)
    _refuse_matrix(source, target)
    read = read_matrix(source, config=config)
    with workshop(target.absolute().parent) as shop:
        files = _Files(
            shop,
            source,
            target,
            letters=False,
            overwrite=overwrite,
            config=config,
            progress=progress,
        )
        withdraw_run(read, source, files.prepare, number=number, register=register, now=now)
        return files.collected()


def return_status(
    matrix: PathLike,
    *,
    period: str = "",
    report: PathLike | None = None,
    overwrite: bool = False,
    register: str | None = None,
    config: Config = DEFAULT_CONFIG,
) -> ReturnReport:
    """Who has returned, late, stale, twice, not at all.

    Args:
        matrix: matrix workbook.
        period: by default the one issued last.
        report: workbook to write with the report.
        overwrite: replace an existing one.
        register: where the register is.
        config: settings and limits.

    Raises:
        ContentError: nothing was issued.
        OfficekitError: reading or writing is not possible.
    """
    from officekit.writing import write_return_report

    read = read_matrix(matrix, config=config)
    collection = look_at_returns(read, Path(matrix), period=period, register=register)
    made = report_of(collection)
    if report is not None:
        write_return_report(made, Path(report), overwrite=overwrite)
    return made


def decided(report: PathLike) -> Decisions:
    """What the clerk has decided in the sheet 报送冲突 of a report workbook.

    Raises:
        OfficekitError: the workbook can't be read.
    """
    from officekit.matrix import decisions_of

    return decisions_of(read_sheets(report))


def _decisions(
    matrix: Matrix, source: Path, reports: Sequence[Path], register: str | None
) -> tuple[Decisions, tuple[Finding, ...]]:
    """What the clerk has decided in the matrix workbook and in reports; what was saved last counts.

    What was saved before a run was taken back was taken back with it. Words in the reports that
    decide nothing are told.
    """
    from officekit.matrix import decisions_of, unknown_choices

    odd: list[Finding] = []
    undone = 0.0
    with suppress(OfficekitError, ValueError):
        runs = runs_of(matrix, source, register=register)
        times = [datetime.fromisoformat(run.at) for run in runs if run.kind is RunKind.UNDO]
        undone = max((time.timestamp() for time in times), default=0.0)
    said = [(source.stat().st_mtime, matrix.decisions)]
    for report in reports:
        sheets = read_sheets(report)  # says so where it can't be read
        taken: Decisions = decisions_of(sheets)
        odd += unknown_choices(sheets)
        said.append((report.stat().st_mtime, taken))
    decisions: dict[str, tuple[str, ...]] = {}
    for saved, taken in sorted(said, key=lambda each: each[0]):
        if saved > undone:
            decisions |= taken
    return decisions, tuple(odd)


def _reports(output: Path) -> list[Path]:
    """Reports beside a merged copy, the one saved last at the end.

    One in which the clerk has written is kept, and the next run writes its own under a number.
    """
    first = report_path(output)
    name = re.compile(rf"{re.escape(first.stem)}(?:-\d+)?{re.escape(first.suffix)}")
    folder = output.absolute().parent
    there = folder.iterdir() if folder.is_dir() else ()
    found = [path for path in there if name.fullmatch(path.name) and path.is_file()]
    return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name))


# ------------------------------------------------------------------ writing


class _Files:
    """The results of a run as files: made in a workshop, then put in place."""

    def __init__(
        self,
        shop: Path,
        source: Path,
        output: Path,
        *,
        letters: bool,
        overwrite: bool,
        config: Config,
        progress: Progress,
    ) -> None:
        self._shop = shop
        self._source = source
        self._output = output
        self._report_file = report_path(output)
        self._replies_folder = output.with_name(output.stem + REPLIES_ENDING)
        self._letters = letters
        self._overwrite = overwrite
        self._config = config
        self._progress = progress
        self._replies = Replies((), (), (), {}, {})
        self.outputs: dict[str, str] = {}

    def prepare(self, collection: Collection) -> _Files:
        """Make the copy of the matrix, the report and what goes back ready."""
        from officekit.writing import edit_workbook, write_return_report

        if not self._overwrite and not _is_ours(self._output, collection.outputs):
            refuse_existing(self._output)
        self._report_file = report_name(self._report_file, collection.outputs)
        self._progress("写入汇总后的责任矩阵")
        merged = self._shop / self._output.name
        left = edit_workbook(self._source, merged, cell_edits(collection))
        self.collection = collection = without_unset(collection, left)
        self._report = report_of(collection)
        self._progress("写入报送情况")
        report = self._shop / self._report_file.name
        write_return_report(self._report, report)
        self._replies = write_replies(
            collection,
            self._shop / self._replies_folder.name,
            letters=self._letters,
            config=self._config,
            progress=self._progress,
        )
        written = {path.name: sha256_of(path) for path in (merged, report)}
        self.outputs = {**written, **self._replies.outputs}
        return self

    def place(self) -> Mapping[str, str]:
        """Put them in place; which returns have gone back."""
        for target in (self._output, self._report_file):
            put_in_place(self._shop / target.name, target)
        self._replies = place_replies(self._replies, self._replies_folder, self.collection.outputs)
        return self._replies.answered

    def collected(self) -> Collected:
        """What was found and written."""
        return Collected(
            self.collection,
            self._report,
            self._output,
            self._report_file,
            self._replies.copies,
            self._replies.letters,
            self._replies.findings,
        )


def write_report(report: ReturnReport, path: Path) -> None:
    """Write the report of a round as a workbook of its own.

    Raises:
        OutputExistsError, OutputNotWritableError: it can't be written.
    """
    from officekit.writing import write_return_report

    write_return_report(report, path)


def _refuse_matrix(source: Path, output: Path) -> None:
    """The clerk's own matrix workbook is never replaced by a merged copy of it."""
    if source.resolve() == output.resolve():
        raise UsageError(
            f"输出文件“{output.name}”就是责任矩阵本身，没有覆盖。", "请换一个输出文件名。"
        )


def report_path(output: Path) -> Path:
    """Where the report beside a merged copy is."""
    return output.with_name(output.stem + REPORT_ENDING)


def _is_ours(path: Path, outputs: frozenset[str]) -> bool:
    """Whether a file is a result of ours that nobody has changed since."""
    try:
        return path.is_file() and sha256_of(path) in outputs
    except OSError:
        return False


def report_name(path: Path, outputs: frozenset[str]) -> Path:
    """The first of the names of a report under which there is none that the clerk has changed."""
    number, other = 1, path
    while other.exists() and not _is_ours(other, outputs):
        number += 1
        other = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return other
