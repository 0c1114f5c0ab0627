"""From the outline tree to sections and tasks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.numbering import Level
from officekit.model.plan import Clause, Section, Subsection, Task, TaskKind
from officekit.model.unit import UnitFamilies
from officekit.parsing.clauses import find_clauses, merge_clauses
from officekit.parsing.lines import Line
from officekit.parsing.outline import Node, heading_kind, is_heading, rank

_COLON_TITLE = re.compile(r"^([^，。；：:]{2,30})[：:](?=.)")
_SPACE_TITLE = re.compile(r"^([^，。；：:\s]{2,30})(?:\u3000+|\s{2,})(?=\S)")
_LIST_MARK = re.compile(r"^[—▲△●◆■★☆·]+\s*")
_LONG_SENTENCE = 40
_CLOSERS = {"“": "”", "《": "》", "（": "）", "(": ")", "〈": "〉", "‘": "’"}


@dataclass(slots=True)
class Outline:
    """What the tree yields.

    Attributes:
        preamble: lines before the first heading.
        sections: headings of the first level.
        tasks: entries in order of print.
        clauses: the clause of every entry, by position in ``tasks``.
        findings: what could not be placed.
    """

    preamble: list[Line] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    clauses: list[Clause | None] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class _Piece:
    """A stretch of a task: text without its clauses."""

    text: str
    clauses: list[Clause]
    location: Location
    mark: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the outline an entry stands."""

    section: str | None = None
    subsection: str | None = None
    kind: TaskKind = TaskKind.TASK


def read_outline(root: Node, level: int, families: UnitFamilies) -> Outline:
    """Sections and tasks of a tree whose tasks stand on the given level."""
    reader = _OutlineReader(level, families)
    reader.read_root(root)
    return reader.outline


def split_title(text: str) -> tuple[str, str]:
    """Lead sentence of a text, without its 。, and the rest.

    A sentence end inside brackets or quotes does not count. A short lead with a colon or a wide
    space is a title too, where the first sentence is long.
    """
    closing: list[str] = []
    end = len(text)
    for offset, char in enumerate(text):
        if closing and char == closing[-1]:
            closing.pop()
        elif char in _CLOSERS:
            closing.append(_CLOSERS[char])
        elif char == "。" and not closing:
            end = offset
            break
    else:
        plain = text.find("。") if closing else -1
        end = plain if plain >= 0 else len(text)
    if end > _LONG_SENTENCE:
        match = _COLON_TITLE.match(text) or _SPACE_TITLE.match(text)
        if match:
            return match[1], text[match.end() :].strip()
    return text[:end].strip(" \u3000"), text[end + 1 :].strip(" \u3000")


class _OutlineReader:
    """Walks the tree once."""

    def __init__(self, level: int, families: UnitFamilies) -> None:
        self.level = level
        self.families = families
        self.outline = Outline()

    def read_root(self, root: Node) -> None:
        """Lines before the first number, then every top node."""
        loose: list[Line] = []
        for part in root.parts:
            if isinstance(part, Node):
                self._read_top(part)
            else:
                loose.append(part)
        if root.nodes:
            self.outline.preamble = loose
        else:
            self._read_unnumbered(loose)

    def _read_unnumbered(self, lines: list[Line]) -> None:
        """A text without any number: every paragraph with a clause is an entry."""
        for line in lines:
            piece = self._piece(line, line.text)
            if piece.clauses:
                title, body = split_title(piece.text)
                self._add(Task("", title or None, body, location=piece.location), piece.clauses)
            else:
                self.outline.preamble.append(line)

    def _read_top(self, node: Node) -> None:
        if node.level >= self.level and not self._heads_paragraphs(node):
            self._read_task(node, _Place(kind=heading_kind(node.text)))
            return
        heading, clauses = self._heading(node)
        kind = heading_kind(node.text)
        place = _Place(section=heading, kind=kind)
        position = len(self.outline.sections)
        text: list[str] = []
        subsections: list[Subsection] = []
        if not any(n.level >= self.level for n in node.descendants()) and self._is_block(node):
            self._read_task(node, place)
        else:
            text, more = self._lead_in(node)
            clauses += more
            for child in node.nodes:
                self._read_child(child, place, subsections)
        number = node.number
        self.outline.sections.insert(
            position,
            Section(
                number=number.printed if number else "",
                title=split_title(node.text)[0],
                heading=heading,
                kind=kind,
                subsections=tuple(subsections),
                text="\n".join(text),
                clause=merge_clauses(clauses),
                location=node.line.location if node.line else Location(),
            ),
        )

    def _read_child(self, node: Node, place: _Place, subsections: list[Subsection]) -> None:
        """A node below a section: a task, or a heading above tasks."""
        if node.level >= self.level or (
            place.kind is not TaskKind.PREAMBLE
            and not any(n.level >= self.level for n in node.descendants())
            and self._has_text(node)
        ):
            self._read_task(node, place)
            return
        heading, clauses = self._heading(node)
        text, more = self._lead_in(node)
        location = node.line.location if node.line else Location()
        if not is_heading(node.text) and node.line is not None:
            own = self._piece(node.line, node.text)
            text.insert(0, own.text)
            clauses = own.clauses
        clauses += more
        self.outline.findings += [unassigned_clause(heading, c, location) for c in clauses]
        subsections.append(
            Subsection(
                number=node.number.printed if node.number else "",
                title=split_title(node.text)[0],
                heading=heading,
                text="\n".join([*text, *(c.text for c in clauses)]),
                location=location,
            )
        )
        whole = heading if place.subsection is None else f"{place.subsection} {heading}"
        for child in node.nodes:
            self._read_child(child, replace(place, subsection=whole), subsections)

    def _heading(self, node: Node) -> tuple[str, list[Clause]]:
        """The heading as printed, without a clause that stands in its line."""
        line = node.line.text if node.line else ""
        if not is_heading(node.text):
            mark = line[: len(line) - len(node.text)] if node.text else line
            line = mark + split_title(node.text)[0]
        clauses: list[Clause] = []
        for span in reversed(find_clauses(line, self.families)):
            clauses.insert(0, span.clause)
            line = line[: span.start] + line[span.end :]
        return line.rstrip("。：: "), clauses

    def _lead_in(self, node: Node) -> tuple[list[str], list[Clause]]:
        """Text and clauses of the lines under a heading, before its first numbered line."""
        texts: list[str] = []
        clauses: list[Clause] = []
        if not is_heading(node.text):
            rest = split_title(node.text)[1]
            texts += [rest] if rest and node.level < rank(Level.SUBSECTION) else []
        for part in node.parts:
            if isinstance(part, Line):
                piece = self._piece(part, part.text)
                texts += [piece.text] if piece.text else []
                clauses += piece.clauses
        return texts, clauses

    def _has_text(self, node: Node) -> bool:
        return not is_heading(node.text) or any(isinstance(p, Line) for p in node.parts)

    def _is_block(self, node: Node) -> bool:
        """A heading without numbered lines whose paragraphs carry clauses."""
        return (
            any(find_clauses(p.text, self.families) for p in node.parts if isinstance(p, Line))
            and heading_kind(node.text) is not TaskKind.PREAMBLE
        )

    def _heads_paragraphs(self, node: Node) -> bool:
        """A heading above several paragraphs that each have a text and a clause."""
        if node.nodes or not is_heading(node.text) or not self._is_block(node):
            return False
        pieces = [self._piece(p, p.text) for p in node.parts if isinstance(p, Line)]
        return sum(bool(p.clauses and p.text.strip("。；;，, ")) for p in pieces) > 1

    def _piece(self, line: Line, text: str, mark: str = "") -> _Piece:
        """A line as text and clauses."""
        clauses: list[Clause] = []
        for span in reversed(find_clauses(text, self.families)):
            clauses.insert(0, span.clause)
            text = text[: span.start] + text[span.end :]
        return _Piece(text.strip(" \u3000"), clauses, line.location, mark)

    def _pieces_below(self, node: Node) -> list[_Piece]:
        """Everything below a task, flattened in order."""
        pieces: list[_Piece] = []
        for part in node.parts:
            if isinstance(part, Line):
                pieces.append(self._piece(part, part.text))
            elif part.line is not None:
                mark = part.line.text[: len(part.line.text) - len(part.text)]
                pieces.append(self._piece(part.line, part.text, mark))
                pieces += self._pieces_below(part)
        return pieces

    def _read_task(self, node: Node, place: _Place) -> None:
        """A task and its sub-items: paragraphs below it that carry a clause of their own."""
        if node.line is None or node.number is None:
            return
        own = self._piece(node.line, node.text)
        below = self._pieces_below(node)
        bearing = [p for p in below if p.clauses and p.text.strip("。；;，, ")]
        title, body = split_title(own.text)
        texts = [body] if body else []
        clauses = list(own.clauses)
        parts: list[tuple[_Piece, list[str], list[Clause]]] = []
        separate = bool(own.clauses) or len(bearing) > 1
        for piece in below:
            if separate and piece in bearing:
                name, rest = split_title(_LIST_MARK.sub("", piece.text))
                parts.append((replace_text(piece, name), [rest] if rest else [], piece.clauses))
                continue
            text_list, clause_list = (parts[-1][1], parts[-1][2]) if parts else (texts, clauses)
            if piece.text.strip("。；;，, "):
                text_list.append(piece.mark + piece.text)
            clause_list += piece.clauses
        base = Task(
            number=node.number.printed,
            title=title.rstrip("：:；; ") or None,
            body="\n".join(texts),
            kind=place.kind,
            section=place.section,
            subsection=place.subsection,
            location=node.line.location,
        )
        self._add(base, clauses)
        for piece, part_texts, part_clauses in parts:
            self._add(
                replace(
                    base,
                    title=piece.text,
                    part=piece.text,
                    body="\n".join(part_texts),
                    location=piece.location,
                ),
                part_clauses,
            )

    def _add(self, task: Task, clauses: list[Clause]) -> None:
        """Take an entry with its clauses."""
        if _name_a_role_twice(clauses):
            self.outline.findings.append(
                Finding(
                    "PS005",
                    Severity.INFO,
                    f"第{task.number}项有{len(clauses)}处责任分句，已合并到同一项任务。",
                    "请核对合并后的牵头单位和责任单位；如应分列，请在责任清单中拆成几行。",
                    task.location,
                )
            )
        self.outline.tasks.append(task)
        self.outline.clauses.append(merge_clauses(clauses))


def unassigned_clause(heading: str, clause: Clause, location: Location) -> Finding:
    """The report on a clause in the lead-in of a heading, which no task has taken."""
    return Finding(
        "PS007",
        Severity.INFO,
        f"“{heading}”一节在引言中写有责任分句：{clause.text}",
        "它没有加到本节各项任务上；如应适用，请在责任清单中补填。",
        location,
        value=clause.text,
    )


def _name_a_role_twice(clauses: list[Clause]) -> bool:
    """Whether several clauses name units in one role: not 牵头单位 and 责任单位 on two lines."""
    roles = [role for c in clauses for role in {r.role for r in c.responsibilities}]
    return len(roles) > len(set(roles))


def replace_text(piece: _Piece, text: str) -> _Piece:
    """The piece with another text."""
    return replace(piece, text=text)
