"""Issue: one workbook for each unit, and the record of what was issued."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from officekit.config import DEFAULT_CONFIG, Config
from officekit.errors import ContentError, OutputExistsError, UsageError
from officekit.model.finding import Finding
from officekit.model.matrix import Matrix
from officekit.model.packet import Round
from officekit.model.period import Period
from officekit.model.run import RunKind
from officekit.workflows.building import read_matrix, with_missing_units
from officekit.workflows.issue_changes import changed_units, is_new
from officekit.workflows.outputs import sha256_of
from officekit.workflows.progress import PathLike, Progress, silent
from officekit.workflows.recognition import came_back
from officekit.workflows.register_place import open_register
from officekit.workflows.workshop import put_in_place, workshop

if TYPE_CHECKING:
    from officekit.exchange.register import Register

_LETTER_ENDING = "-报送函.docx"


@dataclass(frozen=True, slots=True)
class Issued:
    """What was issued.

    Attributes:
        round: with its packets.
        folder: where the workbooks are.
        files: workbook of each unit.
        letters: covering letter of each unit, where they were asked for.
        findings: tasks and groups that need a look (codes SB80…).
        again: the same was issued before; only files that were missing were written.
        changed: units that are asked something else than in the version before, or for the first
            time; what the others have returned still counts. Empty for the first version.
    """

    round: Round
    folder: Path
    files: Mapping[str, Path]
    letters: Mapping[str, Path]
    findings: tuple[Finding, ...]
    again: bool = False
    changed: tuple[str, ...] = ()

    @property
    def what_still_counts(self) -> str:
        """Of a new version: who has to report anew, one sentence; else blank."""
        if self.again or self.round.version == 1:
            return ""
        if not self.changed:
            return "各单位的任务没有变化，已报的仍然有效，不用重新填报。"
        if len(self.changed) == len(self.round.packets):
            return "各单位的任务都有变化，都要重新填报。"
        return f"其中{len(self.changed)}个单位的任务有变化，要重新填报；其余已报的仍然有效。"


def split(
    matrix: PathLike,
    folder: PathLike,
    *,
    period: str = "",
    due: str = "",
    letters: bool = False,
    new_version: bool = False,
    register: str | None = None,
    now: datetime | None = None,
    config: Config = DEFAULT_CONFIG,
    progress: Progress = silent,
) -> Issued:
    """Matrix workbook → one workbook a unit, and the record of what was issued.

    Args:
        matrix: matrix workbook.
        folder: where the workbooks go; made where it is missing.
        period: of the reports (2023年9月); by default 期次 of the sheet 设置.
        due: last day for returning; by default 报送截止日期 of the sheet 设置.
        letters: write a covering letter (Word) for each unit as well.
        new_version: issue the period again where the list has changed since.
        register: where the register is; by default as the sheet 设置 says, else beside the matrix.
        now: the time of issue; by default the clock's.
        config: settings and limits.
        progress: told what begins.

    Returns:
        What was issued. Issuing the same again writes the files that are missing, and nothing
        else.

    Raises:
        UsageError: no period, a date that is none, the period was issued with another content
            and ``new_version`` is false, or with the same and it is true.
        ContentError: no task has a unit.
        OfficekitError: reading or writing is not possible.
    """
    progress("读取责任清单")
    if came_back(matrix):
        raise UsageError(
            f"“{Path(matrix).name}”是发给单位填报的工作簿，不是责任矩阵，不能再拆分。",
            "请选择责任矩阵工作簿；要收回填报的内容，请用“收集汇总”。",
        )
    read = read_matrix(matrix, config=config)
    return split_matrix(
        read,
        Path(matrix),
        folder,
        period=period,
        due=due,
        letters=letters,
        new_version=new_version,
        register=register,
        now=now,
        progress=progress,
    )


def split_matrix(
    matrix: Matrix,
    beside: Path,
    folder: PathLike,
    *,
    period: str = "",
    due: str = "",
    letters: bool = False,
    new_version: bool = False,
    register: str | None = None,
    now: datetime | None = None,
    progress: Progress = silent,
) -> Issued:
    """As :func:`split`, of a matrix that is at hand.

    Args:
        matrix: the list.
        beside: its workbook, beside which the register is.
        folder: where the workbooks go.
        period: of the reports.
        due: last day for returning.
        letters: write covering letters as well.
        new_version: issue the period again where the list has changed since.
        register: where the register is.
        now: the time of issue.
        progress: told what begins.

    Raises:
        OfficekitError: as :func:`split`.
    """
    from officekit import exchange

    wanted = _period(period or matrix.settings.get("期次", ""))
    last_day = _day(due or matrix.settings.get("报送截止日期", ""))
    full = with_missing_units(matrix)
    time = (now or datetime.now().astimezone()).isoformat(timespec="seconds")
    progress("按单位拆分")
    with open_register(matrix, beside, register) as book:
        identity = exchange.matrix_identity(matrix)
        before = book.latest_round(identity, wanted.text)
        issue = exchange.Issue(
            wanted,
            book.next_version(identity, wanted.text),
            time,
            last_day,
            matrix.settings.get("发文机关", ""),
            matrix.settings.get("报送联系方式", "") or matrix.settings.get("联系方式", ""),
        )
        made = exchange.split(full, issue, lambda: secrets.token_hex(8))
        if not made.packets:
            raise ContentError(
                "责任清单里没有一项任务写明了单位，没有可以下发的内容。",
                "请先填写“牵头单位”“责任单位”两列。",
            )
        again = before is not None and not is_new(before, made.packets, wanted=new_version)
        if before is not None and again:
            round_ = before
        else:
            round_ = Round(0, identity, wanted, issue.version, made.packets, last_day, time)
        issued = _Issue(round_, Path(folder), letters=letters, again=again)
        round_ = issued.write(book, matrix, time, progress)
    changed = changed_units(before.packets, made.packets) if before is not None else ((), ())
    return Issued(
        round_,
        Path(folder),
        issued.files,
        issued.letters,
        made.findings,
        again=again,
        changed=changed[0],
    )


def _period(text: str) -> Period:
    if not text.strip():
        raise UsageError(
            "没有说明下发哪一期。",
            "请用 --period 写明，例如 --period 2025年9月；或在“设置”的“期次”中填写。",
        )
    return Period.parse(text)


def _day(text: str) -> str:
    from officekit.notices.options import parse_day

    if not text.strip():
        return ""
    day = parse_day(text)
    if day is None:
        raise UsageError(f"报送截止日期“{text}”不是日期。", "请写成 2025年9月25日 或 2025-09-25。")
    return day.isoformat()


class _Issue:
    """The files of one issue on their way out.

    They are written into a folder of their own first, then the register takes the issue down,
    then they are put in place: a file that is sent is always known. What was killed in between
    is mended by issuing again, which writes the files that are missing.
    """

    def __init__(self, round_: Round, folder: Path, *, letters: bool, again: bool) -> None:
        from officekit.writing import packet_file_names

        names = packet_file_names(round_.packets)
        self._round = round_
        self._folder = folder
        self.again = again
        self.files = {p.unit: folder / names[p.id] for p in round_.packets}
        self.letters = {
            unit: path.with_name(path.stem + _LETTER_ENDING)
            for unit, path in self.files.items()
            if letters
        }

    def write(self, book: Register, matrix: Matrix, time: str, progress: Progress) -> Round:
        """Write what is not there yet, and record it."""
        wanted = [*self.files.values(), *self.letters.values()]
        there = [path for path in wanted if path.exists()]
        if there and not self.again:
            raise OutputExistsError(
                f"文件“{there[0]}”已经存在，没有覆盖，也没有下发。",
                "请换一个文件夹，或者先把里面的文件移走。",
            )
        with workshop(self._folder) as shop:
            hashes = self._write_files(shop, matrix, progress)
            progress("登记")
            round_ = self._round
            if not self.again:
                round_ = book.add_round(
                    round_.matrix_id,
                    matrix.title,
                    round_.period,
                    round_.packets,
                    version=round_.version,
                    due=round_.due,
                    issued_at=round_.issued_at,
                    files={p.id: self.files[p.unit].name for p in round_.packets},
                )
            run = book.begin_run(RunKind.ISSUE, round_.id, time)
            book.record_outputs(run, hashes)
            for path in shop.iterdir():
                put_in_place(path, self._folder / path.name)
        return round_

    def _write_files(self, shop: Path, matrix: Matrix, progress: Progress) -> dict[str, str]:
        """Write into the workshop what the folder lacks; SHA-256 by name."""
        from officekit.notices import covering_letter
        from officekit.writing import packet_workbook_bytes, write_notice

        hashes: dict[str, str] = {}
        packets = self._round.packets
        for i, packet in enumerate(packets):
            progress("写入各单位的工作簿", i, len(packets))
            path = self.files[packet.unit]
            if not path.exists():
                (shop / path.name).write_bytes(packet_workbook_bytes(packet))
                hashes[path.name] = sha256_of(shop / path.name)
            letter = self.letters.get(packet.unit)
            if letter is not None and not letter.exists():
                made = shop / letter.name
                write_notice(covering_letter(packet, path.name, matrix.settings), made)
                hashes[letter.name] = sha256_of(made)
        return hashes
