"""A return that was filled in properly, as a value; tests change one thing in it at a time.

The layout is that of the issued workbook: row 1 the title, row 2 a line about the unit, row 3 the
headings, tasks from row 4, the line of the spare rows below them. Columns: number A, role B,
section C, title D, measures E, lead F, support G, deadline H, status I, completion J, progress K,
problems L, next_steps M, person N, row_key O (hidden). Tasks K1 (row 4) … K4 (row 7).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self

from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.document import SourceKind
from officekit.model.packet import (
    ANSWER_COLUMNS,
    IDENTITY_KEYS,
    NAME_PREFIX,
    PROPERTY_PREFIX,
    ROLE_HEADING,
    Packet,
    PacketRow,
    Role,
    Round,
)
from officekit.model.period import Period
from officekit.model.returned import DataRule, FileFacts, ReturnedFile, ReturnedSheet, SheetState
from officekit.model.schema import BY_KEY
from officekit.model.submission import (
    Answer,
    ExtraRow,
    Heading,
    Identity,
    Ledger,
    Remark,
    RemarkKind,
    Submission,
    SubmissionRow,
)
from officekit.model.table import CellValue
from officekit.model.unit import Unit, UnitRegistry

UNIT, OTHER_UNIT = "青禾区教育局", "青禾区水务局"
FILE = "青禾区教育局_2023年9月.xlsx"
SHEET, INSTRUCTIONS, META = "责任清单", "填报说明", "_officekit"
LAYOUT = (
    *("number", "role", "section", "title", "measures", "lead", "support", "deadline"),
    *(*ANSWER_COLUMNS, "row_key"),
)
COLUMN = {key: number for number, key in enumerate(LAYOUT, start=1)}
"""Column of the sheet by column key."""
FIRST_ROW = 4
SPARE_LINE = "如需补充新任务，请写在下面"
TASKS = (
    ("建设社区托幼点", "新建3个社区托幼点", "2023年12月底"),
    ("改造老旧校舍", "完成北坡小学校舍改造", "2023年10月底"),
    ("开展教师培训", "组织两期骨干教师培训", "2023年11月底"),
    ("配备校园饮水设备", "为12所学校更换直饮水设备", "长期坚持"),
)
PROGRESS = (
    "东岭、西桥两个托幼点已经开工，南湾点完成选址。",
    "主体加固已经完成，正在铺设操场。",
    "第一期培训结束，共有六十名教师参加。",
    "已为七所学校换好设备，其余正在采购。",
)


def packet(unit: str = UNIT, *, first: int = 1, period: str = "2023年9月", **how: Any) -> Packet:
    """A packet of four tasks; ``first`` numbers them, so that another unit has other keys."""
    rows = tuple(
        PacketRow(
            f"K{first + n}",
            Role.SUPPORT if n == 3 else Role.LEAD,
            {
                "number": str(first + n),
                "section": "一、民生实事",
                "title": title,
                "measures": measures,
                "lead": OTHER_UNIT if n == 3 else unit,
                "support": "青禾区财政局",
                "deadline": deadline,
            },
        )
        for n, (title, measures, deadline) in enumerate(TASKS)
    )
    values: dict[str, Any] = {
        "id": f"{first:016x}",
        "version": 1,
        "title": "青禾区民生实事责任清单",
        "rows": rows,
        "matrix_id": "m1",
        "due": "2023-10-08",
        "issued_at": "2023-09-25T09:00:00+08:00",
    }
    return Packet(unit=unit, period=Period.parse(period), **(values | how))


@dataclass
class Line:
    """A row of the table: its key, and what stands in its cells by column key."""

    key: str
    cells: dict[str, Answer]


@dataclass
class Return:
    """A return in the making; every method that changes it gives it back.

    ``Return().put("K2", "status", "").subject()`` is a return whose second task has no status.
    ``Return().sheet(protected=False)``, ``.facts(macros=True)``, ``.submission(matched_by="content")``
    and ``.subject(today=…)`` replace attributes of what is built.
    """

    packet: Packet = field(default_factory=packet)
    lines: list[Line] = field(default_factory=list)
    headings: dict[str, Heading] = field(default_factory=dict)
    extra: list[ExtraRow] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    sheets: list[ReturnedSheet] = field(default_factory=list)
    name: str = SHEET
    identity: dict[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ("property", "sheet", "name")
    _sheet: dict[str, Any] = field(default_factory=dict)
    _facts: dict[str, Any] = field(default_factory=dict)
    _submission: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.identity = self.packet.identity()
        for number, issued in enumerate(self.packet.rows):
            texts = {**issued.assigned, "role": issued.role.value, "row_key": issued.key}
            texts |= {"status": "推进中", "completion": "40%", "person": "周一帆"}
            texts |= {"progress": PROGRESS[number % len(PROGRESS)], "problems": ""}
            texts |= {"next_steps": "", **dict.fromkeys(self._missing(texts), "")}
            cells = {
                key: _answer(texts[key], FIRST_ROW + number, COLUMN[key], key) for key in LAYOUT
            }
            self.lines.append(Line(issued.key, cells))
        for key, number in COLUMN.items():
            text = ROLE_HEADING if key == "role" else BY_KEY[key].heading
            self.headings[key] = Heading(text, number, key, hidden=key == "row_key")
        values = self.packet.identity()
        meta: dict[int, dict[int, CellValue]] = {
            n: {1: key, 2: values[key]} for n, key in enumerate(IDENTITY_KEYS, start=1)
        }
        for n, key in enumerate(self.packet.keys, start=len(meta) + 1):
            meta[n] = {1: "row", 2: key, 3: "0" * 16}
        self.sheets = [
            ReturnedSheet(INSTRUCTIONS, rows={1: {1: "填报说明"}}, protected=True),
            ReturnedSheet(META, SheetState.VERY_HIDDEN, meta, protected=False),
        ]

    @staticmethod
    def _missing(texts: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(key for key in LAYOUT if key not in texts)

    # What the unit has done -------------------------------------------------------------------

    def put(self, key: str, column: str, text: str, **how: Any) -> Self:
        """What stands in a cell of the first row with a key (``raw``, ``number``, ``formula`` …)."""
        line = next(line for line in self.lines if line.key == key)
        cell = _answer(text, line.cells[column].row, line.cells[column].column, column)
        line.cells[column] = replace(cell, **how)
        return self

    def unfilled(self) -> Self:
        """As it was issued: the answers are those of the packet."""
        for line in self.lines:
            issued = next(row for row in self.packet.rows if row.key == line.key)
            for column in ANSWER_COLUMNS:
                self.put(line.key, column, issued.answers.get(column, ""))
        return self

    def order(self, *keys: str) -> Self:
        """The rows in this order, top to bottom; a key may be missing or come twice."""
        by_key = {line.key: line for line in self.lines}
        self.lines = [Line(key, dict(by_key[key].cells)) for key in keys]
        for number, line in enumerate(self.lines):
            for column, cell in line.cells.items():
                line.cells[column] = replace(cell, row=FIRST_ROW + number)
        return self

    def drop_column(self, column: str) -> Self:
        """A column is deleted; those to the right keep their numbers."""
        self.headings.pop(column)
        for line in self.lines:
            line.cells.pop(column)
        return self

    def heading(self, key: str, text: str, /, **how: Any) -> Self:
        """A heading has another text, place (``column=``) or is ``hidden=True``."""
        self.headings[key] = replace(self.headings[key], text=text, **how)
        return self

    def remark(self, kind: RemarkKind, text: str, **how: Any) -> Self:
        """A text that no column asks for."""
        self.remarks.append(Remark(kind, text, how.pop("sheet", self.name), **how))
        return self

    def extra_row(self, row: int, texts: Mapping[str, str], **how: Any) -> Self:
        """A row without a known key."""
        self.extra.append(ExtraRow(row, texts, **how))
        return self

    def issue(self, key: str, column: str, text: str) -> Self:
        """What was issued in a column; an answer that was issued stays in the return too."""
        part = "answers" if column in ANSWER_COLUMNS else "assigned"
        rows = list(self.packet.rows)
        number = self.packet.keys.index(key)
        values: dict[str, Any] = {part: {**getattr(rows[number], part), column: text}}
        rows[number] = replace(rows[number], **values)
        self.packet = replace(self.packet, rows=tuple(rows))
        return self.put(key, column, text)

    # Attributes of what is built --------------------------------------------------------------

    def sheet(self, **changes: Any) -> Self:
        """Attributes of the sheet with the table."""
        self._sheet |= changes
        return self

    def facts(self, **changes: Any) -> Self:
        """Attributes of the file."""
        self._facts |= changes
        return self

    def submission(self, **changes: Any) -> Self:
        """Attributes of the submission."""
        self._submission |= changes
        return self

    def other_sheet(self, name: str, **changes: Any) -> Self:
        """Attributes of 填报说明 or _officekit."""
        self.sheets = [replace(s, **changes) if s.name == name else s for s in self.sheets]
        return self

    def without(self, name: str) -> Self:
        """A sheet is deleted."""
        self.sheets = [sheet for sheet in self.sheets if sheet.name != name]
        if name == META:
            self.sources = tuple(source for source in self.sources if source != "sheet")
        return self

    def saved_by_libreoffice(self) -> Self:
        """The hidden sheet is only hidden, the program is another one."""
        self.other_sheet(META, state=SheetState.HIDDEN)
        return self.facts(application="LibreOffice/7.5")

    def as_xls(self) -> Self:
        """Saved as .xls: nothing is told of protection and data validation."""
        self.facts(name="青禾区教育局_2023年9月.xls", kind=SourceKind.XLS, application="")
        self.sheets = [replace(s, protected=None, state=SheetState.HIDDEN) for s in self.sheets]
        self.other_sheet(INSTRUCTIONS, state=SheetState.VISIBLE)
        self.sources = ("sheet",)
        return self.sheet(
            protected=None, rules=(), percent=frozenset(), text_format=frozenset(), dimension=""
        )

    def as_csv(self) -> Self:
        """Saved as .csv: one sheet without a name of its own, no identity, no formats."""
        self.facts(name="青禾区教育局_2023年9月.csv", kind=SourceKind.CSV, application="")
        self.facts(encoding="GB18030", delimiter=",")
        self.sheets, self.sources, self.name = [], (), "青禾区教育局_2023年9月"
        self.submission(matched_by="content", identity=Identity())
        return self.sheet(
            protected=None, rules=(), percent=frozenset(), text_format=frozenset(), dimension=""
        )

    # Building ---------------------------------------------------------------------------------

    def subject(self, **changes: Any) -> SubmissionSubject:
        """The subject; ``changes`` are attributes of it."""
        facts = self._built_facts()
        table = self._built_sheet()
        sheets = (table, *self.sheets)
        issued = {row.key: row for row in self.packet.rows}
        said = {key: dict.fromkeys(self.sources, text) for key, text in self.identity.items()}
        values: dict[str, Any] = {
            "file": facts,
            "identity": Identity(self.identity if self.sources else {}, said),
            "packet": self.packet,
            "matched_by": "identity",
            "sheet": self.name,
            "sheets": tuple(sheet.name for sheet in sheets),
            "header_row": FIRST_ROW - 1,
            "headings": tuple(sorted(self.headings.values(), key=lambda h: h.column)),
            "rows": tuple(
                SubmissionRow(line.key, line.cells["title"].row, line.cells, issued.get(line.key))
                if "title" in line.cells
                else SubmissionRow(
                    line.key,
                    next(iter(line.cells.values())).row,
                    line.cells,
                    issued.get(line.key),
                )
                for line in self.lines
            ),
            "extra": tuple(self.extra),
            "remarks": tuple(self.remarks),
            "ledger": self._ledger(),
        }
        others = packet(OTHER_UNIT, first=11)
        whole = Round(
            1,
            self.packet.matrix_id,
            Period.parse("2023年9月"),
            1,
            (self.packet, others),
            self.packet.due,
            self.packet.issued_at,
        )
        parts: dict[str, Any] = {
            "round": whole,
            "by_unit": {self.packet.unit: self.packet, OTHER_UNIT: others},
            "registry": UnitRegistry(
                (Unit(UNIT, ("区教育局",)), Unit(OTHER_UNIT, ("区水务局",)), Unit("青禾区财政局"))
            ),
            "today": date(2023, 10, 7),
        }
        parts |= changes
        submission = Submission(**(values | self._submission))
        return SubmissionSubject(
            submission, ReturnedFile(facts, () if facts.refusal else sheets), **parts
        )

    def _built_facts(self) -> FileFacts:
        identity = self.identity if "property" in self.sources else {}
        names = self.identity if "name" in self.sources else {}
        values: dict[str, Any] = {
            "name": FILE,
            "size": 18_000,
            "sha256": "ab" * 32,
            "kind": SourceKind.XLSX,
            "application": "Microsoft Excel",
            "properties": {PROPERTY_PREFIX + key: text for key, text in identity.items()},
            "names": {NAME_PREFIX + key: f'"{text}"' for key, text in names.items()},
        }
        return FileFacts(**(values | self._facts))

    def _built_sheet(self) -> ReturnedSheet:
        rows: dict[int, dict[int, CellValue]] = {
            1: {1: f"{self.packet.title}（{self.packet.period}）"},
            2: {1: f"填报单位：{self.packet.unit}　请于{self.packet.due}前报回。"},
            3: {heading.column: heading.text for heading in self.headings.values()},
        }
        percent = set()
        for line in self.lines:
            for key, cell in line.cells.items():
                if cell.text and not cell.merged:
                    rows.setdefault(cell.row, {})[cell.column] = (
                        cell.text if cell.number is None else cell.number
                    )
                if key == "completion":
                    percent.add((cell.row, cell.column))
        last = FIRST_ROW + max(len(self.packet.rows), len(self.lines)) - 1
        rows[last + 1] = {1: SPARE_LINE}
        for extra in self.extra:
            rows[extra.row] = {COLUMN[key]: text for key, text in extra.texts.items()}
        for remark in self.remarks:
            if remark.row and remark.sheet == self.name and remark.kind != RemarkKind.NOTE:
                rows.setdefault(remark.row, {})[remark.column] = remark.text
        free = [COLUMN[key] for key in ("progress", "problems", "next_steps", "person")]
        values: dict[str, Any] = {
            "name": self.name,
            "rows": rows,
            "merges": ((1, 1, 1, len(LAYOUT) - 1), (2, 1, 2, len(LAYOUT) - 1)),
            "hidden_columns": ((COLUMN["row_key"], COLUMN["row_key"]),),
            "protected": True,
            "rules": (
                _rule("list", last, COLUMN["status"], formula='"未启动,推进中,已完成,滞后"'),
                _rule("decimal", last, COLUMN["completion"], formula="0"),
                DataRule("textLength", tuple((FIRST_ROW, c, last, c) for c in free), "5000"),
            ),
            "percent": frozenset(percent),
            "text_format": frozenset((r, c) for r in range(FIRST_ROW, last + 1) for c in free),
            "dimension": f"A1:O{last + 11}",
        }
        return ReturnedSheet(**(values | self._sheet))

    def _ledger(self) -> Ledger:
        filled = [(k, c) for line in self.lines for k, c in line.cells.items() if c.text]
        answers = sum(key in ANSWER_COLUMNS for key, _ in filled)
        assigned = len(filled) - answers + len(self.headings)
        extra = sum(len(row.texts) for row in self.extra)
        return Ledger(
            cells=assigned + answers + extra + len(self.remarks),
            assigned=assigned,
            answers=answers,
            extra=extra,
            remarks=len(self.remarks),
            rows=len(self.lines) + len(self.extra),
            task_rows=len(self.lines),
            extra_rows=len(self.extra),
        )


def _rule(kind: str, last: int, column: int, *, formula: str) -> DataRule:
    return DataRule(kind, ((FIRST_ROW, column, last, column),), formula)


def _answer(text: str, row: int, column: int, key: str) -> Answer:
    """A cell; a percentage is stored as a number, as the issued workbook asks for."""
    if key == "completion" and text.endswith("%") and text[:-1].isdigit():
        number = int(text[:-1]) / 100
        return Answer(text, row, column, raw=str(number), number=number)
    return Answer(text, row, column)
