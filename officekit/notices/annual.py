"""The list of one year out of a plan over several years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from officekit.errors import ContentError
from officekit.model.finding import Finding
from officekit.model.location import Location
from officekit.model.matrix import Matrix, MatrixRow
from officekit.model.schema import SheetName
from officekit.notices import findings as report
from officekit.notices.annual_settings import annual_settings
from officekit.notices.outline import renumbered, with_texts

_CELL_RANGE = re.compile(r"(20\d\d)\s*年?度?\s*(?:[-—–－~～]{1,2}|至|到)\s*(20\d\d)")
_CELL_YEAR = re.compile(r"20\d\d")
_EVERY_YEAR = re.compile(r"每年|各年|逐年|年年|全程|全部|长期|持续")
_PIECE = re.compile(r"[^。；;\n]*[。；;\n]?")
_GOVERNED = re.compile(
    r"\s*(?:力争|确保|争取|计划|预计|努力|同时|并且?|其中|[，,])*(?:到|至|截至|在)?\s*(?P<year>20\d\d)\s*年"
    r"(?!以来|起|[-—–~～至])"
)
_GOAL_YEAR = re.compile(
    r"(?:(?:到|至|截至|力争|确保|争取|计划|预计|于|在|[，,])\s*|^)(?P<year>20\d\d)\s*年(?!以来|起)"
    r"|(?P<before>20\d\d)\s*年(?:年?[底末]|\d{1,2}月[底末]?)?(?:前|之前|以前)"
)
_QUOTED = re.compile(r"《[^》]*》|（[^）]*）|\([^)]*\)|〔[^〕]*〕")
_ENDS = "；;"
_OF_THE_PLAN = ("引言", "板块引言")
_KEPT_FROM_PLAN = ("文号", "成文日期", "印发日期")


def tasks_of_year(matrix: Matrix, year: int) -> tuple[Matrix, tuple[Finding, ...]]:
    """The tasks and targets of one year, numbered anew.

    The column 年度 decides (2023, 2023、2024, 2023-2025, 每年); a task without a year is kept and
    asked about. Sentences that begin with the date of another year (到2025年，…) are left out with
    their targets; a later deadline becomes the end of the year. Titles and preamble are restated.

    Args:
        matrix: of the longer plan.
        year: of the list.

    Returns:
        The annual matrix, with the same row keys, and findings NT910 to NT916 and NT919.

    Raises:
        ContentError: no task is of that year.
    """
    if matrix.year == year:
        return matrix, ()
    chosen, asked = _chosen(matrix, year)
    if not chosen:
        raise ContentError(
            f"责任清单里没有{year}年的任务。", "请核对“年度”一列，或者选择其他年份。"
        )
    plan = {**matrix.settings, "标题": matrix.settings.get("标题") or matrix.title}
    settings = {**plan, **annual_settings(plan, year)}
    annual = renumbered(
        replace(matrix, rows=tuple(chosen), year=year, settings=settings, title=settings["标题"])
    )
    findings = [*_outside(plan["标题"], year, matrix.source), *asked]
    rows = []
    for row in annual.rows:
        restated = _Restated(row, year)
        rows.append(restated.row())
        findings += restated.findings
    gone = [name for name in _OF_THE_PLAN if plan.get(name) and plan[name] != settings.get(name)]
    if gone:
        findings.append(report.preamble_restated(gone, year, matrix.source))
    kept = [name for name in _KEPT_FROM_PLAN if settings.get(name)]
    if kept:
        findings.append(report.confirm_settings(kept, year, matrix.source))
    return replace(annual, rows=tuple(rows)), tuple(findings)


def _outside(title: str, year: int, file: str) -> Iterator[Finding]:
    """NT919 where the title of the plan names years and this is none of them."""
    match = _CELL_RANGE.search(title)
    if match and not int(match[1]) <= year <= int(match[2]):
        yield report.year_outside(year, int(match[1]), int(match[2]), file)


def _chosen(matrix: Matrix, year: int) -> tuple[list[MatrixRow], list[Finding]]:
    """The rows of a year and those without one; a part follows its task."""
    rows: list[MatrixRow] = []
    unsaid: list[MatrixRow] = []
    above: dict[str, str] = {}
    for row in matrix.rows:
        parent, dash, _ = row["number"].rpartition("-")
        text = row["year"].strip() or (above.get(parent, "") if dash else "")
        above[row["number"]] = text
        says = _names_year(text, year)
        if says is not False:
            rows.append(row)
        if says is None:
            unsaid.append(row)
    findings: list[Finding] = []
    left_out = len(matrix.rows) - len(rows)
    if left_out:
        findings.append(report.other_years_left_out(left_out, year, matrix.source))
    return rows, findings + list(_asked(matrix, unsaid, year))


def _asked(matrix: Matrix, unsaid: list[MatrixRow], year: int) -> Iterator[Finding]:
    """One question where no task has a year, else one for each task without."""
    if unsaid and len(unsaid) == len(matrix.rows):
        place = Location(file=matrix.source, sheet=SheetName.TASKS)
        yield report.year_missing(f"责任清单中{len(unsaid)}项任务都没有写明年度", year, place)
        return
    for row in unsaid:
        what = f"第{row['number']}项没有写明年度"
        yield report.year_missing(what, year, replace(row.at("year"), row_key=row.key))


def _names_year(text: str, year: int) -> bool | None:
    """Whether a cell of 年度 names a year; ``None`` where it names none at all."""
    if _EVERY_YEAR.search(text):
        return True
    ranges = [(int(a), int(b)) for a, b in _CELL_RANGE.findall(text)]
    single = [int(found) for found in _CELL_YEAR.findall(_CELL_RANGE.sub("", text))]
    if not ranges and not single:
        return None
    return year in single or any(first <= year <= last for first, last in ranges)


@dataclass(slots=True)
class _Restated:
    """One row as it reads in the list of a year."""

    source: MatrixRow
    year: int
    findings: list[Finding] = field(default_factory=list)

    def row(self) -> MatrixRow:
        """The row without what belongs to other years."""
        row = self.source
        measures, dropped = self._without_other_years(row["measures"])
        if not measures.strip() and not row["title"].strip():
            measures, dropped = row["measures"], []
        changes = [f"未写入“{_short(words)}”" for words in dropped]
        texts = {"measures": measures, "year": str(self.year)}
        texts["targets"] = self._targets(row, measures, dropped)
        deadline = self._deadline(row["deadline"])
        if deadline != row["deadline"]:
            changes.append(f"完成时限由“{row['deadline']}”改为“{deadline}”")
            texts["deadline"] = deadline
        place = replace(row.at("measures"), row_key=row.key)
        if changes:
            left_out = "".join(dropped)
            self.findings.append(
                report.restated(row["number"], changes, left_out, self.year, place)
            )
        years = [int(found) for found in _CELL_YEAR.findall(deadline)]
        if years and max(years) < self.year:
            passed = report.deadline_passed(row["number"], deadline, self.year, place)
            self.findings.append(passed)
        inside = next(self._other_years(measures), None)
        if inside:
            self.findings.append(report.other_year_inside(row["number"], inside, self.year, place))
        return with_texts(row, texts)

    def _without_other_years(self, text: str) -> tuple[str, list[str]]:
        """The text without pieces that a date of another year governs, and these pieces.

        A date at the beginning of a piece governs it and what follows up to the full stop.
        """
        kept: list[str] = []
        dropped: list[str] = []
        governing: int | None = None
        for piece in _PIECE.findall(text):
            match = _GOVERNED.match(piece)
            if match:
                governing = int(match["year"])
            if governing is None or governing == self.year:
                kept.append(piece)
            else:
                dropped.append(piece)
                if piece.endswith(("。", "\n")) and kept and kept[-1][-1] in _ENDS:
                    kept[-1] = kept[-1][:-1] + piece[-1]
            if piece.endswith(("。", "\n")):
                governing = None
        return "".join(kept).strip(), [piece for piece in dropped if piece.strip()]

    def _targets(self, row: MatrixRow, measures: str, dropped: list[str]) -> str:
        """The targets that the text still says or that do not belong to another year."""
        gone = _plain("".join(dropped))
        said = _plain(row["title"] + measures)
        lines = []
        for line in row["targets"].split("\n"):
            years = {int(found) for found in _CELL_YEAR.findall(line)}
            other = bool(years) and self.year not in years
            words = _plain(line.removesuffix("（待填）"))
            if words in said or not (other or words in gone):
                lines.append(line)
        return "\n".join(lines)

    def _deadline(self, deadline: str) -> str:
        """A deadline after the year becomes its end."""
        years = [int(found) for found in _CELL_YEAR.findall(deadline)]
        if years and min(years) > self.year:
            return f"{self.year}年年底前"
        return deadline

    def _other_years(self, text: str) -> Iterator[str]:
        """Sentences that still name a goal of a later year."""
        for piece in _PIECE.findall(text):
            plain = _QUOTED.sub("", piece)
            years = [int(m["year"] or m["before"]) for m in _GOAL_YEAR.finditer(plain)]
            if any(found > self.year for found in years):
                yield piece.strip()


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _short(words: str) -> str:
    text = words.strip().rstrip("。；;")
    return text if len(text) <= 30 else f"{text[:28]}……"  # noqa: PLR2004 -- enough to find it
