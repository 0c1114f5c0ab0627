"""How the rules on returns word things: rows, headings, the first of many texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from officekit.model.packet import ROLE_HEADING
from officekit.model.schema import BY_KEY

_MOST_ROWS = 8
_MOST_TEXTS = 3
_LONGEST = 30


def heading(key: str) -> str:
    """Heading of a column as issued; of ``role`` too."""
    return ROLE_HEADING if key == "role" else BY_KEY[key].heading


def quoted(names: Iterable[str]) -> str:
    """``“进展状态”、“完成率”``."""
    return "、".join(f"“{name}”" for name in names)


def short(text: str, longest: int = _LONGEST) -> str:
    """A text on one line, cut with … where it is longer."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[:longest] + "…"


def first_texts(texts: Sequence[str]) -> str:
    """The first few of many texts, quoted: ``“甲”、“乙”、“丙”等5处``."""
    shown = quoted(short(text) for text in texts[:_MOST_TEXTS])
    return f"{shown}等{len(texts)}处" if len(texts) > _MOST_TEXTS else shown


def row_numbers(rows: Iterable[int]) -> str:
    """Rows of a sheet for a sentence: ``第4、5、9行``, the rest counted."""
    ordered = sorted(set(rows))
    shown = "、".join(str(row) for row in ordered[:_MOST_ROWS])
    return f"第{shown}行等{len(ordered)}行" if len(ordered) > _MOST_ROWS else f"第{shown}行"


def sentence(text: str, otherwise: str) -> str:
    """A reader's words as one sentence; other words where it has said nothing."""
    said = text.strip() or otherwise
    return said if said.endswith(("。", "！", "？")) else said + "。"
