"""When two texts of a locked cell count as the same: what programs change by themselves."""

from __future__ import annotations

import re
import unicodedata

CELL_LIMIT = 32_767
"""Characters that a cell of a workbook can hold; longer texts are cut by the program."""

_CUT_MARK = "……（单元格放不下"  # what the issued workbook says where a text fits no cell
_DATE = re.compile(r"(\d{4})[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?(?:[T ]?00:00(?::00)?)?")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?")
_INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp"}


def same_text(found: str, issued: str) -> bool:
    """Whether nobody has changed the text: spaces, width of characters and formats don't count.

    1 and 1.0, 2023-06-30 and 2023年6月30日 are the same; so is a text that was cut at the limit
    of a cell.
    """
    if found == issued:
        return True
    if _CUT_MARK in found and _CUT_MARK not in issued:
        found = found[: found.index(_CUT_MARK)]
        return len(found) > CELL_LIMIT // 2 and plain_text(issued).startswith(plain_text(found))
    plain, wanted = plain_text(found), plain_text(issued)
    if plain == wanted:
        return True
    if len(issued) > CELL_LIMIT and len(found) >= CELL_LIMIT - 2:
        return wanted.startswith(plain)
    if not plain or not wanted or len(plain) > CELL_LIMIT:
        return False
    if _NUMBER.fullmatch(plain) and _NUMBER.fullmatch(wanted):
        return float(plain) == float(wanted)
    return _date(plain) is not None and _date(plain) == _date(wanted)


def plain_text(text: str) -> str:
    """Half width where there is one, without spaces, line breaks and invisible characters."""
    wide = unicodedata.normalize("NFKC", text.replace("_x000D_", ""))
    if wide.isascii() and wide.isprintable() and " " not in wide:
        return wide
    return "".join(c for c in wide if unicodedata.category(c) not in _INVISIBLE)


def _date(plain: str) -> tuple[int, int, int] | None:
    """Year, month and day of a text that is a date and nothing else.

    A month counts as its first day: that is what spreadsheet programs make of it.
    """
    match = _DATE.fullmatch(plain)
    return (int(match[1]), int(match[2]), int(match[3] or 1)) if match else None
