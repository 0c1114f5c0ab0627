"""The menu's screen and keyboard: lines out, answers and dragged paths in, results opened."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\x00]")
"""Copying a path from a Windows property page puts such a mark before it."""
_QUOTED = re.compile(r'"([^"]*)"|(\S+)')
_CURLY = str.maketrans("“”", '""')
BACK = frozenset({"0", "q"})
"""Answers with which the clerk leaves a question."""
WARNING = "yellow"
"""Style of what needs attention."""
_WIDE = frozenset("WFA")
"""East Asian widths of two columns; ambiguous characters are wide in Chinese console fonts."""


class InputEndedError(Exception):
    """There is no more input: end of file, Ctrl-Z or Ctrl-C at a prompt."""


class Screen:
    """Writes lines and asks questions; works with a terminal and with pipes alike."""

    def say(self, text: str = "", style: str = "") -> None:
        """Write lines.

        Args:
            text: what is written; characters that a console can't show become ``?``.
            style: of rich, such as ``bold``; colours are left out where nobody watches.
        """
        line = _printable(text)
        if not (style and sys.stdout.isatty() and _styled(line, style)):
            print(line, flush=True)

    def ask(self, prompt: str) -> str:
        """The line that the clerk types, without blanks around it.

        Raises:
            InputEndedError: there is none.
        """
        try:
            answer = input(_printable(prompt))
        except (EOFError, KeyboardInterrupt) as error:
            self.say()
            raise InputEndedError from error
        except UnicodeDecodeError:
            answer = "?"
        if not sys.stdin.isatty():
            self.say(answer)
        return answer.strip()


def _styled(line: str, style: str) -> bool:
    """Write a line in colour; false where rich is missing, which 体检 explains."""
    try:
        from rich.console import Console
        from rich.text import Text
    except ImportError:
        return False
    Console(highlight=False).print(Text(line, style=style), soft_wrap=True)
    return True


def display_width(text: str) -> int:
    """Columns that a text takes on a console with a Chinese font."""
    return sum(2 if unicodedata.east_asian_width(c) in _WIDE else 1 for c in text)


def padded(text: str, width: int) -> str:
    """The text with blanks behind it up to a display width."""
    return text + " " * max(width - display_width(text), 0)


def plain_word(answer: str) -> str:
    """An answer as a command word: full-width digits and letters as an input method types them."""
    return unicodedata.normalize("NFKC", answer).strip().lower()


def paths_in(text: str) -> list[Path]:
    """The files that a line names, as typed or as dragged into the window.

    Quotes, PowerShell's ``& ``, ``file://`` and the escapes of a Unix terminal are undone. What
    names an existing file as it stands is never taken apart.
    """
    line = _INVISIBLE.sub("", text).strip()
    if line.startswith("& "):
        line = line[2:].strip()
    if not line:
        return []
    if _exists(line):
        return [_from_url(line)]
    return [_from_url(part) for part in _parts(line) if part]


def _parts(line: str) -> list[str]:
    straight = line.translate(_CURLY)
    if '"' in straight:
        return [quoted or bare for quoted, bare in _QUOTED.findall(straight)]
    if line.startswith("'") and line.endswith("'") and len(line) > 1:
        inner = line[1:-1]
        for whole in (inner, inner.replace("''", "'")):
            if _exists(whole):
                return [whole]
    for several in (line.split(), _shell_words(line)):
        if several and all(_exists(part) for part in several):
            return several
    return [line]


def _shell_words(line: str) -> list[str]:
    with suppress(ValueError):
        return shlex.split(line)
    return []


def _from_url(text: str) -> Path:
    if not text.lower().startswith("file:"):
        return Path(text)
    with suppress(ValueError):
        parts = urlsplit(text)
        host = f"//{parts.netloc}" if parts.netloc not in {"", "localhost"} else ""
        if sys.platform == "win32":
            from urllib.request import url2pathname

            return Path(url2pathname(host + parts.path))
        return Path(host + unquote(parts.path))
    return Path(text)


def _exists(text: str) -> bool:
    """Whether the text names something; ``file://`` addresses are looked up too."""
    try:
        return _from_url(text).exists()
    except (OSError, ValueError):
        return False


def open_file(path: Path) -> bool:
    """Open a file with the program that belongs to it.

    Returns:
        Whether a program could be started.
    """
    if sys.platform == "win32":
        import os

        try:
            os.startfile(path)  # noqa: S606 -- the clerk asked for her own result
        except OSError:
            return False
        return True
    import subprocess

    program = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if program is None:
        return False
    try:
        subprocess.Popen([program, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError:
        return False
    return True


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() or c.isspace() else "?" for c in text)
