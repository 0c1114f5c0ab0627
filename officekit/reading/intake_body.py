"""The text of a mail: what a department writes beside its attachments, or in place of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from officekit.config import MEBIBYTE
from officekit.errors import FileUnreadableError, FormatUnsupportedError
from officekit.model.incoming import Incoming
from officekit.reading.refusals import refused

MOST_CHARACTERS: Final = 20_000
MOST_BYTES: Final = 8 * MEBIBYTE
"""What is looked into of one text."""

MailText = tuple[str, str]
"""Subject and text of a mail."""

_SPACES: Final = re.compile(r"[ \t\r\n\f\xa0]+")
_SOURCE_BREAK: Final = re.compile(r"(?<=[^\x00-\xff])[ \t]*[\r\n]\s*(?=[^\x00-\xff])")
"""A line break of the source between two Chinese characters, which a page does not show."""
_LINE: Final = "\0"
_LINE_ENDS: Final = re.compile(r"\r\n?")
_LINES: Final = frozenset(
    {"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr"}
)
_NOT_SHOWN: Final = frozenset({"script", "style", "title"})
_CELLS: Final = frozenset({"td", "th"})


def mail_text(mails: Sequence[MailText], *, subject_alone: bool = False) -> str:
    """The text of a mail and of those attached to it, each behind its subject.

    Args:
        mails: the mail, and the mails attached to it.
        subject_alone: a subject counts also where there is no text below it.
    """
    said = []
    for subject, text in mails:
        below = _LINE_ENDS.sub("\n", text.replace("\0", "")).strip()
        title = f"主题：{subject.strip()}" if subject.strip() else ""
        if below or subject_alone:
            said.append("\n".join(part for part in (title, below) if part))
    return joined(*said)


def joined(*texts: str) -> str:
    """Texts one below the other, no longer than a mail's text may be; the rest is told."""
    text = "\n\n".join(text for text in texts if text)
    if len(text) <= MOST_CHARACTERS:
        return text
    told = f"\n（正文共{len(text)}字，以下没有列出，请看原邮件。）"
    return text[: MOST_CHARACTERS - len(told)] + told


def html_text(page: str) -> str:
    """The text of a page, with a line for each of its paragraphs."""
    from lxml import etree

    from officekit.reading.html_blocks import parse_html, tag_of

    try:
        root = parse_html(page.replace("\0", ""))
    except FileUnreadableError:
        return ""
    pieces: list[str] = []
    # Not by recursion: a page may be nested deeper than the stack is.
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = tag_of(element)
        if event == "start":
            pieces.append(_before(tag))
            if tag not in _NOT_SHOWN:
                pieces.append(element.text or "")
        else:
            pieces += (_LINE if tag in _LINES and tag != "br" else "", element.tail or "")
    shown = (
        _SPACES.sub(" ", _SOURCE_BREAK.sub("", line)).strip()
        for line in "".join(pieces).split(_LINE)
    )
    return "\n".join(line for line in shown if line)


def _before(tag: str) -> str:
    if tag in _CELLS:
        return " "
    return _LINE if tag in _LINES else ""


def without_attachment(mail: Incoming) -> Iterator[Incoming]:
    """A mail that has nothing but its text, refused; nothing where it has no text either."""
    if mail.body:
        problem = FormatUnsupportedError(
            f"邮件“{mail.name}”里没有附件，正文已列在“其他内容”。",
            "请填写下发的表格，作为附件重新报送。",
        )
        yield refused(mail, problem)
