"""Characters in answers that nobody sees or meant to type."""

from __future__ import annotations

import re
import unicodedata

# Joiners between emoji and selectors behind them belong to what is seen, so they stay.
UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\xa0\xad\u061c\u1680\u180e"
    "\u2000-\u200c\u200e\u200f\u2028-\u202f\u205f-\u206f\ufeff\ufff0-\ufffb\ufffe\uffff"
    "\ud800-\udfff]"
    "|(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d|_x00[01][0-9A-Fa-f]_"
)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f]")
_DOUBLES = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
_FOREIGN = re.compile(r"[\u0370-\u03ff\u0400-\u04ff]")
_FOR_STROKE = re.compile(
    r"(?<=[\u4e00-\u9fff])[0oOｏＯ〇○](?![\w-])|(?<![\w-])[0oOｏＯ○](?=[\u4e00-\u9fff])"
    r"|(?<=[\u4e00-\u9fff])[1lI|](?![\w-])"
)
_HAN_SAY = "曰"
_LOWEST = 0x20

NAMES = {
    "\xa0": "不间断空格",
    "\t": "制表符",
    "\xad": "可选连字符",
    "\u200b": "零宽空格",
    "\ufeff": "零宽空格",
}
"""What a clerk calls the commonest of them."""


def cleaned(text: str) -> str:
    """The text without what nobody sees; what separates words or lines becomes a space or break.

    Ends are stripped, as in every merged text.
    """
    text = _ESCAPE.sub(_unescaped, text)
    text = _SPACES.sub(" ", _BREAKS.sub("\n", text))
    return UNSEEN.sub("", text).strip()


def _unescaped(match: re.Match[str]) -> str:
    """``_x000D_`` is the control character that it was written for; other escapes stay as typed."""
    number = int(match[1], 16)
    return "" if number == ord("\r") else chr(number) if number < _LOWEST else match[0]


def may_be_unseen(texts: str) -> bool:
    """Whether unseen characters may occur at all; far quicker than a search."""
    return "_x" in texts or not texts.replace("\n", "").isprintable()


def unseen_names(text: str) -> str:
    """The unseen characters of a text for a message: 零宽空格、控制字符."""
    return "、".join(dict.fromkeys(_name(found[0]) for found in UNSEEN.finditer(text)))


def _name(found: str) -> str:
    if found in NAMES:
        return NAMES[found]
    category = "Cc" if found.startswith("_x") else unicodedata.category(found)
    names = {"Zs": "特殊空格", "Cf": "看不见的格式符"}
    return names.get(category, "控制字符")


def confusable_in_name(text: str) -> str:
    """The first character of a name that is taken for another one; blank where there is none."""
    for pattern in (_DOUBLES, _FOREIGN, _FOR_STROKE):
        found = pattern.search(text)
        if found:
            return found[0]
    return _HAN_SAY if _HAN_SAY in text else ""


def usual_name(text: str) -> str:
    """A name with the usual code for every character that has two."""
    return _DOUBLES.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
