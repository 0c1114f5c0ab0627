"""Shared strings of an .xlsx file (ECMA-376 part 1, 18.4)."""

from __future__ import annotations

from dataclasses import dataclass

from officekit.reading.xlsx_package import (
    NAMESPACES,
    TRUE,
    Part,
    new_parser,
    parse,
    too_much,
    unescape,
)
from officekit.reading.xlsx_plain import plain_strings

MOST_CHARS = 100_000_000
LONGEST_TEXT = 1_000_000


@dataclass(frozen=True, slots=True)
class SharedStrings:
    """The shared strings.

    Attributes:
        texts: rich text joined, phonetic guides (``rPh``) left out.
        struck: numbers of those with a part struck through.
        phonetic: numbers of those with phonetic guides.
    """

    texts: tuple[str, ...] = ()
    struck: frozenset[int] = frozenset()
    phonetic: frozenset[int] = frozenset()


def read_strings(part: Part, *, most: int, most_chars: int = MOST_CHARS) -> SharedStrings:
    """The shared strings.

    Args:
        part: the XML.
        most: most strings.
        most_chars: most characters in all of them.

    Raises:
        FileRefusedError: a DTD, or more than the limits.
        FileUnreadableError: broken.
    """
    reader = _StringReader(part, most, most_chars)
    plain = plain_strings(part.data)
    if plain is None:
        return reader.read()
    reader.strings += [unescape(text) for text in plain]
    reader.watch([])
    return SharedStrings(tuple(reader.strings))


class _StringReader:
    """Handlers of one pass."""

    def __init__(self, part: Part, most: int, most_chars: int) -> None:
        self.part = part
        self.most, self.most_chars = most, most_chars
        self.chars = 0
        self.strings: list[str] = []
        self.struck: set[int] = set()
        self.guided: set[int] = set()

    def read(self) -> SharedStrings:
        items, texts, guides, strikes = (
            frozenset(f"{namespace} {name}" for namespace in NAMESPACES)
            for name in ("si", "t", "rPh", "strike")
        )
        strings, pieces = self.strings, list[str]()
        runs = list[str]()
        phonetic = 0

        def start(tag: str, found: dict[str, str]) -> None:
            nonlocal phonetic
            if tag in texts:
                pieces.clear()
            elif tag in items:
                runs.clear()
                pieces.clear()
            elif tag in guides:
                phonetic += 1
                self.guided.add(len(strings))
            elif tag in strikes and found.get("val", "1") in TRUE:
                self.struck.add(len(strings))

        def end(tag: str) -> None:
            nonlocal phonetic
            if tag in texts:
                if not phonetic:
                    text = "".join(pieces)
                    self.chars += len(text)
                    runs.append(text)
            elif tag in items:
                text = runs[0] if len(runs) == 1 else "".join(runs)
                strings.append(unescape(text) if "_x" in text else text)
            elif tag in guides:
                phonetic -= 1

        parser = new_parser(self.part)
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = pieces.append
        parse(parser, self.part, lambda: self.watch(pieces))
        self.watch(pieces)
        return SharedStrings(tuple(strings), frozenset(self.struck), frozenset(self.guided))

    def watch(self, pieces: list[str]) -> None:
        if len(self.strings) > self.most:
            raise too_much(self.part.file, f"里不同的文字超过 {self.most} 段")
        if self.chars > self.most_chars or sum(map(len, pieces)) > LONGEST_TEXT:
            raise too_much(self.part.file, "里的文字过多")
