"""The outline of a plan: a tree of numbered lines, and the level on which its tasks stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from officekit.model.numbering import Level, OutlineNumber, outline_number
from officekit.model.plan import TaskKind
from officekit.model.unit import UnitFamilies
from officekit.parsing.clauses import find_clauses
from officekit.parsing.lines import Line

_PREAMBLE = re.compile(
    r"^(?:指导思想|总体(?:要求|思路|目标|部署|安排|考虑)|工作(?:目标|思路|原则)|基本(?:原则|思路|要求)"
    r"|(?:主要|发展|目标)(?:目标|思路|定位|任务目标)|发展(?:基础|环境|形势|背景)|形势(?:与|和)?要求|现状)"
)
_SAFEGUARD = re.compile(
    r"^(?:切实|强化|加强|完善|健全|全力|狠抓|抓好|落实|做好|全面|进一步|着力)*"
    r"(?:保障措施|保障机制|保障体系|组织实施|组织保障|组织领导|实施保障|工作保障|工作要求|组织推进|推进保障"
    r"|保障落实|推进落实|贯彻落实|措施保障|支撑保障)"
)
_MARK_INSIDE = re.compile(
    r"(?<=[。）)；;：:])\s*(?=(?:\d{1,3}[.．、](?!\d)|[（(][一二三四五六七八九十]{1,3}[）)]))"
)
_HEADING_LIMIT = 45
_RANKS = (
    Level.CHAPTER,
    Level.SECTION,
    Level.ARTICLE,
    Level.SUBSECTION,
    Level.ITEM,
    Level.SUBITEM,
    Level.CIRCLED,
)
_WIDE = (Level.SECTION, Level.ARTICLE, Level.SUBSECTION)


def rank(level: Level) -> int:
    """Width of a level within a plan, 0 the widest: 第一条 stands below 一、 and above （一）."""
    return _RANKS.index(level)


@dataclass(slots=True)
class Node:
    """A numbered line with what stands below it.

    Attributes:
        number: its outline number; ``None`` for the root.
        text: the line without the number.
        line: the line.
        parts: lines without number and nodes, in order.
    """

    number: OutlineNumber | None
    text: str
    line: Line | None
    parts: list[Line | Node] = field(default_factory=list)

    @property
    def level(self) -> int:
        """Rank of the number's level, -1 for the root."""
        return rank(self.number.level) if self.number else -1

    @property
    def nodes(self) -> list[Node]:
        """The numbered lines directly below."""
        return [p for p in self.parts if isinstance(p, Node)]

    def descendants(self) -> list[Node]:
        """All numbered lines below, in order."""
        found: list[Node] = []
        stack = list(reversed(self.nodes))
        while stack:
            node = stack.pop()
            found.append(node)
            stack.extend(reversed(node.nodes))
        return found


def heading_kind(title: str) -> TaskKind:
    """What the items under a heading are: preamble, safeguard or tasks."""
    if _PREAMBLE.match(title):
        return TaskKind.PREAMBLE
    if _SAFEGUARD.match(title):
        return TaskKind.SAFEGUARD
    return TaskKind.TASK


def is_heading(text: str) -> bool:
    """A line that only names what follows: short, no sentence."""
    stripped = text.rstrip("。：: ")
    return len(stripped) <= _HEADING_LIMIT and not re.search(r"[。；;！!？?]", stripped)


def split_run_on(line: Line, families: UnitFamilies) -> list[Line]:
    """Lines of a paragraph in which several numbered items run on.

    Only behind a responsibility clause, and only where the numbers go on in order.
    """
    marks = list(_MARK_INSIDE.finditer(line.text))
    if not marks:
        return [line]
    clauses = find_clauses(line.text, families)
    if not clauses:
        return [line]
    first = outline_number(line.text)
    last = {first.level: first.value} if first else {}
    cuts = [0]
    for mark in marks:
        number = outline_number(line.text[mark.end() :])
        if number is None or mark.end() < clauses[0].end:
            continue
        if number.value == last.get(number.level, 0) + 1:
            last[number.level] = number.value
            cuts.append(mark.end())
    return [
        Line(line.text[a:b].strip(), line.location.quoting(line.text[a:b].strip()[:60]))
        for a, b in zip(cuts, [*cuts[1:], len(line.text)], strict=True)
    ]


def build_tree(lines: list[Line]) -> Node:
    """The tree of the numbered lines; lines without number hang below the one before them."""
    root = Node(None, "", None)
    path = [root]
    demoted: OutlineNumber | None = None
    for line in lines:
        number = outline_number(line.text)
        if number is None:
            path[-1].parts.append(line)
            continue
        if _is_list_entry(line.text, number, demoted, inside=len(path) > 1):
            demoted = number
            path[-1].parts.append(line)
            continue
        demoted = None
        parent_depth = _parent_depth(path, number)
        del path[parent_depth + 1 :]
        node = Node(number, line.text[number.end :].strip(), line)
        path[-1].parts.append(node)
        path.append(node)
    return root


def _is_list_entry(
    text: str, number: OutlineNumber, demoted: OutlineNumber | None, *, inside: bool
) -> bool:
    """An enumeration inside a task: its entries end in ； and the last follows them."""
    if not inside or number.level not in (Level.SUBSECTION, Level.SUBITEM, Level.CIRCLED):
        return False
    if text.endswith(("；", ";")):
        return True
    return (
        demoted is not None
        and demoted.level is number.level
        and number.value == demoted.value + 1
        and (text.endswith("。") or not is_heading(text))
    )


def _parent_depth(path: list[Node], number: OutlineNumber) -> int:
    """Depth of the node below which a numbered line belongs.

    A list 1. 2. 3. inside item 12. starts again at 1 without a heading between: its entries
    hang below the item, until the item's own sequence goes on.
    """
    depth = len(path) - 1
    level = rank(number.level)
    same = [i for i, node in enumerate(path) if node.level == level]
    if not same or number.level is not Level.ITEM:
        while depth and path[depth].level >= level:
            depth -= 1
        return depth
    for i in same:
        sibling = path[i].number
        if sibling is not None and number.value == sibling.value + 1:
            return i - 1
    innermost = path[same[-1]].number
    if number.value == 1 and innermost is not None and innermost.value != 1:
        return same[-1]
    return same[0] - 1


def task_level(root: Node, families: UnitFamilies) -> int:
    """The level whose numbered lines are the tasks.

    The narrowest of 1. /（一）/ 第一条 / 一、 that is used, unless the lines of a wider level are
    items themselves: with a text or a clause, not headings only. Given as a rank.
    """
    outside = [
        node
        for top in root.nodes
        if heading_kind(top.text) is TaskKind.TASK
        for node in (top, *top.descendants())
    ]
    by_level = {
        level: [n for n in outside if n.level == rank(level)] for level in (*_WIDE, Level.ITEM)
    }
    for level in _WIDE:
        group = by_level[level]
        items = [n for n in group if _is_item(n, families)]
        if group and len(items) * 2 > len(group) and not _head_tasks(group, families):
            return rank(level)
    for level in (Level.ITEM, *reversed(_WIDE)):
        if by_level[level]:
            return rank(level)
    return min((n.level for n in root.descendants()), default=rank(Level.ITEM))


def _head_tasks(group: list[Node], families: UnitFamilies) -> bool:
    """Whether numbered lines with a text are headings all the same.

    They are where the numbers below them go on from one to the next (1. 2. under （一）, 3. 4.
    under （二）), unless most of them carry a clause.
    """
    if sum(bool(find_clauses(n.text, families)) for n in group) * 2 > len(group):
        return False
    for level in (Level.SUBSECTION, Level.ITEM):
        below = [[d for d in n.descendants() if d.level == rank(level)] for n in group]
        numbers = [d.number.value for nodes in below for d in nodes if d.number]
        on = all(b == a + 1 for a, b in pairwise(numbers))
        if on and sum(map(bool, below)) > 1:
            return True
    return False


def _is_item(node: Node, families: UnitFamilies) -> bool:
    """A numbered line with a text or a clause of its own."""
    return not is_heading(node.text) or bool(find_clauses(node.text, families))
