"""Texts of cells in the merge: when two mean the same, and how they are joined and shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from officekit.model.schema import UNIT_SEPARATOR

_SHOWN = 20
_BLANK = "（空）"


def canonical(column: str, text: str) -> str:
    """The form in which texts of a column are compared: ``75.0%``, ``75％``, ``0.75`` are one."""
    plain = text.strip()
    if column != "completion" or not plain:
        return plain
    share = plain.replace("％", "%")
    digits = share.removesuffix("%").strip()
    if not (digits.isascii() and digits.replace(".", "", 1).isdigit()):
        return plain
    percent = float(digits)
    if not share.endswith("%"):
        if percent > 1:
            return plain
        percent *= 100
    return f"{round(percent, 6):g}%"


def same(column: str, one: str, other: str) -> bool:
    """Whether two texts of a column mean the same."""
    if column != "completion":
        return one.strip() == other.strip()
    return canonical(column, one) == canonical(column, other)


def join_texts(parts: Sequence[tuple[Sequence[str], str]]) -> str:
    """Texts of units below each other; blank ones are left out.

    Args:
        parts: the units that gave a text (none for the matrix itself), and the text. The units
            stand before their text where not all texts come from the same.
    """
    filled = [(tuple(units), text) for units, text in parts if text.strip()]
    if len({units for units, _ in filled}) <= 1:
        return "\n".join(text for _, text in filled)
    return "\n".join(
        f"{UNIT_SEPARATOR.join(units)}：{text}" if units else text for units, text in filled
    )


def shorten(text: str) -> str:
    """The beginning of a text on one line, for messages."""
    line = " ".join(text[: 10 * _SHOWN].split())
    if not line:
        return _BLANK
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def quoted(text: str) -> str:
    """The beginning of a text in quotation marks, for messages; a blank one is said to be."""
    shown = shorten(text)
    return shown if shown == _BLANK else f"“{shown}”"


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts in order, each once."""
    return tuple(dict.fromkeys(texts))
