"""Text whose lines were broken at a fixed width (硬换行), rebuilt into paragraphs.

Such text comes from PDF converters and mail programs. Widths are display columns: a CJK or
full-width character takes two, an ASCII character one. Where lines were broken at a number of
characters instead, every character takes two.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce

from officekit.model.numbering import outline_number
from officekit.model.residue import is_bare_number, is_page_number

_NARROWEST = 36
_WIDEST = 130
_WINDOW = 8
_INDENT = 4
_DEEP_INDENT = 3
_TOLERANCE = 2
_FEWEST_LINES = 5
_FULL_SHARE = 0.6
_LONG_SHARE = 0.2
_OPEN_SHARE = 0.5
_LONGER_SHARE = 0.02

_SENTENCE_END = re.compile(r"[。！？；：!?;:][”’」』）)》]*$|[）)]$")
_SENTENCE_MARK = re.compile(r"[。！？；]")
_BRACKETED_SENTENCE = re.compile(r"[。；][（(][^（()）]*[）)](.?)")
_FEWEST_BRACKETED = 3
_CLOSING = "，。、；：！？”’」』）)》〉】,.;:!?%％"
_TOKEN = re.compile(
    # Word processors part a curly quotation mark neither from the text before nor behind it.
    rf"[“‘「『（(《〈【]*(?:[!-'*-~]+|.)[{_CLOSING}]*(?:[“‘].[{_CLOSING}]*)?"
)


@dataclass(frozen=True, slots=True)
class WrappedParagraph:
    """A paragraph joined from lines.

    Attributes:
        text: the joined text.
        line: 1-based number of its first line.
    """

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """Outcome of rebuilding.

    Attributes:
        paragraphs: in order.
        page_numbers: the page-number lines that were left out, as printed.
    """

    paragraphs: tuple[WrappedParagraph, ...]
    page_numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank: stripped text, its columns, its 1-based number."""

    text: str
    indent: int
    width: int
    number: int
    after_blank: bool

    @property
    def right(self) -> int:
        return self.indent + self.width


def display_width(text: str) -> int:
    """Columns that a text takes: 2 for a CJK or full-width character, else 1."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def first_word_width(text: str) -> int:
    """Columns of the first piece of a line that could not have been broken off."""
    return display_width(_first_word(text))


def _first_word(text: str) -> str:
    token = _TOKEN.match(text)
    return token[0] if token else text[:1]


def _character_width(text: str) -> int:
    return 2 * len(text)


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence, a clause in brackets or an enumeration does."""
    return _SENTENCE_END.search(text) is not None


def join(left: str, right: str) -> str:
    """Two pieces of one paragraph: a space only between Latin words, never beside CJK."""
    left, right = left.rstrip(), right.lstrip()
    if not left or not right:
        return left + right
    before, after = left[-1], right[0]
    latin = before.isascii() and after.isascii() and (after.isalnum() or after in "([")
    inside_number = before.isdigit() and after.isdigit()
    spaced = latin and not inside_number and (before.isalnum() or before in ",.;:)]")
    return f"{left} {right}" if spaced else left + right


def is_hard_wrapped(lines: Sequence[str]) -> bool:
    """Whether the lines of a text were broken at a fixed width.

    They were, if most characters stand in lines of about the same width, hardly any line is
    longer, and most of those lines stop in the middle of a sentence.
    """
    found = _lines_of(lines, _measure(lines))
    full = _full_width(found)
    if full is None:
        return False
    total = sum(line.width for line in found)
    near = [n for n, line in enumerate(found) if full - _WINDOW <= line.width <= full + _WINDOW]
    long = sum(line.width for line in found if line.width > full + _WINDOW)
    if len(near) < _FEWEST_LINES or long > _LONG_SHARE * total:
        return False
    if sum(found[n].width for n in near) < _FULL_SHARE * total:
        return False
    unfinished = sum(not ends_sentence(found[n].text) for n in near)
    return unfinished >= _OPEN_SHARE * len(near)


def rebuild(lines: Sequence[str]) -> Rebuilt:
    """Join hard-wrapped lines into paragraphs.

    Args:
        lines: the lines of the text, blank ones included.

    Returns:
        The paragraphs, and the page numbers that stood between them or inside them. Apart from
        white space and page numbers no character is lost or added.
    """
    measure = _measure(lines)
    found = _lines_of(lines, measure)
    full = _full_width(found) or max((line.width for line in found), default=0)
    found, page_numbers = _without_page_numbers(found, full)
    layout = _Layout(found, full, measure)
    groups: list[list[_Line]] = []
    for line in found:
        if groups and not layout.starts_paragraph(line, groups[-1]):
            groups[-1].append(line)
        else:
            groups.append([line])
    paragraphs = []
    for group in groups:
        text = reduce(join, (line.text for line in group))
        paragraphs.append(WrappedParagraph(text, group[0].number))
    return Rebuilt(tuple(paragraphs), page_numbers)


class _Layout:
    """What the whole text tells about its lines: full width, left edge, role of blank lines."""

    def __init__(self, lines: Sequence[_Line], full: int, measure: Callable[[str], int]) -> None:
        self._measure = measure
        wide = [line for line in lines if line.width >= full - _WINDOW]
        self.full = full
        self.left = Counter(line.indent for line in wide).most_common(1)[0][0] if wide else 0
        blanks = sum(line.after_blank for line in wide)
        self.blank_separates = blanks * 2 < len(wide)
        behind = [m[1] for line in lines for m in _BRACKETED_SENTENCE.finditer(line.text)]
        self.bracket_ends = len(behind) >= _FEWEST_BRACKETED and not any(behind)

    def starts_paragraph(self, line: _Line, paragraph: Sequence[_Line]) -> bool:
        """Whether a line begins a new paragraph behind the lines of the current one."""
        previous = paragraph[-1]
        finished = ends_sentence(previous.text)
        if line.indent >= self.left + _DEEP_INDENT or self._is_short(previous, line, paragraph):
            return True
        if previous.width > self.full + _WINDOW and finished:
            return True
        if self.blank_separates and line.after_blank and finished:
            return True
        if self.bracket_ends and _ends_bracketed(paragraph):
            return True
        return outline_number(line.text) is not None and (finished or _is_heading(paragraph))

    def _is_short(self, previous: _Line, line: _Line, paragraph: Sequence[_Line]) -> bool:
        """Whether the next line's first word would have found room at the previous line's end."""
        right = previous.right - self.left
        if len(paragraph) == 1 and previous.indent < self.left + _DEEP_INDENT:
            right += _INDENT
        return self.full - right >= self._measure(_first_word(line.text)) + _TOLERANCE


def _ends_bracketed(paragraph: Sequence[_Line]) -> bool:
    """Whether lines end with a sentence in brackets, as tasks end with their units."""
    text = "".join(line.text for line in paragraph)
    start = max(text.rfind("（"), text.rfind("("))
    match = _BRACKETED_SENTENCE.match(text, start - 1) if start > 0 else None
    return match is not None and match.end() == len(text)


def _is_heading(paragraph: Sequence[_Line]) -> bool:
    first = outline_number(paragraph[0].text)
    return first is not None and not any(_SENTENCE_MARK.search(line.text) for line in paragraph)


def _measure(lines: Sequence[str]) -> Callable[[str], int]:
    """How the lines were measured when they were broken.

    By characters, if hardly any line has more than the commonest number of them, and fewer lines
    are alike in display width.
    """
    texts = [text for line in lines if (text := line.strip())]
    if not texts:
        return display_width
    characters = Counter(map(len, texts))
    commonest, alike = characters.most_common(1)[0]
    alike_on_display = Counter(map(display_width, texts)).most_common(1)[0][1]
    longer = sum(count for length, count in characters.items() if length > commonest)
    if longer <= _LONGER_SHARE * len(texts) and alike > alike_on_display:
        return _character_width
    return display_width


def _lines_of(lines: Sequence[str], measure: Callable[[str], int]) -> list[_Line]:
    found: list[_Line] = []
    after_blank = False
    for number, raw in enumerate(lines, 1):
        text = raw.strip()
        if not text:
            after_blank = True
            continue
        lead = raw[: len(raw) - len(raw.lstrip())].expandtabs(4)
        found.append(_Line(text, display_width(lead), measure(text), number, after_blank))
        after_blank = False
    return found


def _full_width(lines: Sequence[_Line]) -> int | None:
    """The width at which lines were broken: the commonest in the range that holds most text."""
    weights: Counter[int] = Counter()
    for line in lines:
        if _NARROWEST <= line.width <= _WIDEST:
            weights[line.width] += line.width
    if not weights:
        return None
    best = max(weights, key=lambda w: sum(weights[w - d] for d in range(_WINDOW + 1)))
    window = {w: weights[w] for w in range(best - _WINDOW, best + 1)}
    return max(window, key=lambda w: window[w])


def _without_page_numbers(lines: Sequence[_Line], full: int) -> tuple[list[_Line], tuple[str, ...]]:
    below_text = {
        n: int(line.text)
        for n, line in enumerate(lines)
        if n > 0 and is_bare_number(line.text) and lines[n - 1].width * 2 >= full
    }
    last = len(lines) - 1
    certain = {
        value for n, value in below_text.items() if n == last or lines[n + 1].width * 2 >= full
    }
    bare = {
        n
        for n, value in below_text.items()
        if value in certain or value - 1 in certain or value + 1 in certain
    }
    dropped = [n for n, line in enumerate(lines) if n in bare or is_page_number(line.text)]
    numbers = set(dropped)
    kept = [line for n, line in enumerate(lines) if n not in numbers]
    return kept, tuple(lines[n].text for n in dropped)
