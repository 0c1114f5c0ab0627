"""Issue: one workbook for each unit, and the record of what was issued."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from officekit.config import DEFAULT_CONFIG, Config
from officekit.errors import AlreadyIssuedError, ContentError, OutputExistsError, UsageError
from officekit.model.finding import Finding
from officekit.model.matrix import Matrix
from officekit.model.packet import Packet, Round
from officekit.model.period import Period
from officekit.model.run import RunKind
from officekit.workflows.building import read_matrix, with_missing_units
from officekit.workflows.outputs import sha256_of
from officekit.workflows.progress import PathLike, Progress, silent
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
    """

    round: Round
    folder: Path
    files: Mapping[str, Path]
    letters: Mapping[str, Path]
    findings: tuple[Finding, ...]
    again: bool = False


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
        UsageError: no period, a date that is none, or the period was issued with another content
            and ``new_version`` is false.
        ContentError: no task has a unit.
        OfficekitError: reading or writing is not possible.
    """
    progress("读取责任清单")
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
        if before is not None and not new_version and _same(before.packets, made.packets):
            issued = _Issue(before, Path(folder), letters=letters, again=True)
        elif before is not None and not new_version:
            raise AlreadyIssuedError(
                f"{wanted.text}已在{before.issued_at[:10]}下发过（第{before.version}版），"
                "责任清单后来有改动。",
                "要按现在的内容重新下发第"
                f"{issue.version}版，请加 --new-version；原来的文件不会被覆盖。",
            )
        else:
            round_ = Round(0, identity, wanted, issue.version, made.packets, last_day, time)
            issued = _Issue(round_, Path(folder), letters=letters, again=False)
        round_ = issued.write(book, matrix, time, progress)
    return Issued(
        round_, Path(folder), issued.files, issued.letters, made.findings, again=issued.again
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


def _same(first: Sequence[Packet], second: Sequence[Packet]) -> bool:
    """Whether two issues ask the same of every unit; answers that came since make no difference."""

    def said(packets: Sequence[Packet]) -> list[Packet]:
        return [
            replace(
                packet,
                id="",
                issued_at="",
                version=0,
                rows=tuple(replace(row, answers={}) for row in packet.rows),
            )
            for packet in packets
        ]

    return said(first) == said(second)


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
