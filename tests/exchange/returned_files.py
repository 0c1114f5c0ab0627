"""Returned files as a reader would give them, built by hand in the issued layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from officekit.model.document import SourceKind
from officekit.model.packet import Packet, PacketRow, Role, Round, answer_columns
from officekit.model.period import Period
from officekit.model.returned import FileFacts, ReturnedFile, ReturnedSheet, SheetState
from officekit.model.table import CellValue

HEADINGS = (
    *("序号", "本单位职责", "重点任务", "牵头单位", "完成时限"),
    *(column.heading for column in answer_columns()),
    "行标识",
)
"""Headings of a packet of this module: columns 1 to 12."""

HEADER_ROW, FIRST_ROW = 3, 4
STATUS, COMPLETION, PROGRESS, PROBLEMS, NEXT_STEPS, PERSON, KEY = 6, 7, 8, 9, 10, 11, 12
SPARE_LINE = "如需补充新任务，请写在下面"
HOW = "请只填写表头带“填”字的浅橙色各列，其余各列已锁定；填法见“填报说明”。"

TITLES = ("建设口袋公园", "改造老旧管网", "开办社区食堂", "修缮临河步道", "更新公交站牌")


def packet_of(
    unit: str = "青禾区教育局",
    tasks: Sequence[int] = (1, 2, 3),
    *,
    packet_id: str = "00000000000000a1",
    answers: Mapping[str, str] | None = None,
) -> Packet:
    """A packet with the tasks of these numbers; their keys are T001, T002, …"""
    rows = tuple(
        PacketRow(
            f"T{number:03}",
            Role.LEAD,
            {
                "number": str(number),
                "title": TITLES[number - 1],
                "lead": unit,
                "deadline": "2023年12月",
            },
            dict(answers or {}),
        )
        for number in tasks
    )
    return Packet(packet_id, unit, Period.parse("2023年9月"), 1, "青禾区重点任务责任清单", rows)


def round_of(*packets: Packet) -> Round:
    """The round in which packets went out."""
    return Round(1, "m", Period.parse("2023年9月"), 1, packets)


Grid = list[list[CellValue]]


def issued_grid(packet: Packet) -> Grid:
    """Title, line, headings, rows, spare line: the sheet 责任清单 as issued."""
    grid: Grid = [
        [packet.title],
        [
            f"填报单位：{packet.unit}　　期次：{packet.period}　　任务：牵头{len(packet.rows)}项\n{HOW}"
        ],
        list(HEADINGS),
    ]
    for row in packet.rows:
        line: list[CellValue] = [
            int(row.assigned["number"]),
            row.role.value,
            *(row.assigned[key] for key in ("title", "lead", "deadline")),
            *(row.answers.get(column.key) or None for column in answer_columns()),
            row.key,
        ]
        grid.append(line)
    grid.append([SPARE_LINE])
    return grid


def cells(grid: Sequence[Sequence[CellValue]]) -> dict[int, dict[int, CellValue]]:
    """Sparse rows of a grid; cells that are ``None`` are left out."""
    found: dict[int, dict[int, CellValue]] = {}
    for r, line in enumerate(grid, 1):
        kept: dict[int, CellValue] = {
            c: value for c, value in enumerate(line, 1) if value is not None
        }
        if kept:
            found[r] = kept
    return found


@dataclass
class FileBuilder:
    """A return that is changed step by step.

    Attributes:
        packet: that it answers.
        grid: the sheet 责任清单.
        facts: more fields of the file.
        table: more fields of the sheet.
        name: of the sheet.
        others: sheets behind it.
        identified: the identity stands in properties, hidden sheet and names.
    """

    packet: Packet
    grid: Grid
    facts: dict[str, Any] = field(default_factory=dict)
    table: dict[str, Any] = field(default_factory=dict)
    name: str = "责任清单"
    others: list[ReturnedSheet] = field(default_factory=list)
    identified: bool = True

    @classmethod
    def of(cls, packet: Packet) -> FileBuilder:
        """The workbook as issued."""
        return cls(packet, issued_grid(packet))

    def put(self, row: int, column: int, value: CellValue) -> FileBuilder:
        """Type into a cell; rows and columns count from 1."""
        while len(self.grid) < row:
            self.grid.append([])
        line = self.grid[row - 1]
        line.extend([None] * (column - len(line)))
        line[column - 1] = value
        return self

    def line(self, row: int, **values: CellValue) -> FileBuilder:
        """Type into the cells of a row by heading, as ``进展情况="已开工"``."""
        for heading, value in values.items():
            self.put(row, HEADINGS.index(heading) + 1, value)
        return self

    def build(self) -> ReturnedFile:
        """The file."""
        facts = FileFacts("青禾区教育局.xlsx", kind=SourceKind.XLSX, sha256="0" * 64)
        sheets = [ReturnedSheet(self.name, rows=cells(self.grid), **self.table), *self.others]
        if self.identified:
            said = self.packet.identity()
            facts = replace(
                facts,
                properties={f"officekit.{key}": value for key, value in said.items()},
                names={f"officekit_{key}": f'="{value}"' for key, value in said.items()},
            )
            lines: Grid = [[key, value] for key, value in said.items()]
            lines += [["row", row.key, "0" * 16] for row in self.packet.rows]
            sheets.append(
                ReturnedSheet("_officekit", state=SheetState.VERY_HIDDEN, rows=cells(lines))
            )
        return ReturnedFile(replace(facts, **self.facts), tuple(sheets))
