"""The manual as one HTML file with its pictures inside, for a double click without a network."""

from __future__ import annotations

import base64
import html
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".svg": "image/svg+xml"}
_STYLE = """
body{margin:0;color:#222;background:#fff;line-height:1.75;
 font-family:"Microsoft YaHei","PingFang SC","Noto Sans CJK SC",sans-serif}
nav{position:fixed;top:0;bottom:0;left:0;width:15rem;overflow:auto;background:#f5f6f8;
 border-right:1px solid #ddd;padding:1rem;box-sizing:border-box;font-size:.9rem}
nav a{display:block;color:#333;text-decoration:none;padding:.1rem .3rem}
nav a:hover{background:#e3e8f0}nav a.h3{padding-left:1.4rem;color:#666}
main{margin-left:15rem;max-width:52rem;padding:1rem 2.5rem 4rem}
h1{border-bottom:3px solid #b03a2e;padding-bottom:.3rem}
h2{margin-top:2.4rem;border-bottom:1px solid #ddd}a{color:#1f5fa8}
img{max-width:100%;border:1px solid #ddd}
table{border-collapse:collapse;margin:1rem 0;width:100%}
th,td{border:1px solid #ccc;padding:.35rem .6rem;text-align:left;vertical-align:top}
th{background:#f0f2f5}code{background:#f3f3f3;padding:.1rem .25rem;border-radius:3px}
pre{background:#f3f3f3;padding:.8rem;overflow:auto}pre code{padding:0}
@media(max-width:50rem){nav{position:static;width:auto}main{margin:0;padding:1rem}}
@media print{nav{display:none}main{margin:0;max-width:none}}
"""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the table of contents."""

    level: int
    anchor: str
    text: str


def manual_html(manual: Path, appendices: Sequence[Path] = ()) -> str:
    """Turn Markdown into one self-contained page.

    Args:
        manual: Markdown file; pictures are looked up beside it.
        appendices: Markdown files that stand behind it; links to them stay inside the page.

    Returns:
        HTML without any reference outside the page but links that a reader clicks.

    Raises:
        FileNotFoundError: a file or a picture is missing.
    """
    inside = {path.name: path.stem for path in (manual, *appendices)}
    entries: list[_Entry] = []
    bodies = [_body(path, inside, entries) for path in (manual, *appendices)]
    contents = "\n".join(
        f'<a class="h{entry.level}" href="#{entry.anchor}">{html.escape(entry.text)}</a>'
        for entry in entries
    )
    title = html.escape(entries[0].text if entries else manual.stem)
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<nav>\n{contents}\n</nav>\n"
        f"<main>\n{''.join(bodies)}</main>\n</body>\n</html>\n"
    )


def _body(path: Path, inside: dict[str, str], entries: list[_Entry]) -> str:
    """One document; its headings are added to the entries."""
    markdown = MarkdownIt("commonmark").enable("table")
    tokens = markdown.parse(path.read_text(encoding="utf-8"))
    tokens = [each for each in tokens if each.type != "html_block"]  # comments for the tests
    _mark_headings(tokens, path.stem, entries)
    for token in tokens:
        for child in token.children or ():
            if child.type == "image":
                child.attrSet("src", _data_uri(path.parent / unquote(str(child.attrGet("src")))))
            elif child.type == "link_open":
                target = unquote(str(child.attrGet("href")))
                child.attrSet("href", _link(target, path, inside))
    return str(markdown.renderer.render(tokens, markdown.options, {}))


def _mark_headings(tokens: list[Token], stem: str, entries: list[_Entry]) -> None:
    """Give each heading an anchor; the first three levels go to the table of contents."""
    used: set[str] = set()
    for opening, inline in itertools.pairwise(tokens):
        if opening.type != "heading_open":
            continue
        level = int(opening.tag[1])
        text = "".join(child.content for child in inline.children or ())
        slug = plain = _slug(text)
        number = 0
        while slug in used:
            number += 1
            slug = f"{plain}-{number}"
        used.add(slug)
        anchor = stem if level == 1 else f"{stem}-{slug}"
        opening.attrSet("id", anchor)
        if level <= 3:  # noqa: PLR2004 - the level of a heading
            entries.append(_Entry(level, anchor, text))


def _slug(text: str) -> str:
    """The anchor that Markdown viewers give a heading: ``2.1 能读`` is ``21-能读``."""
    return re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")


def _link(target: str, path: Path, inside: dict[str, str]) -> str:
    """Where a link leads within the page; other places are left as they are."""
    name, _, anchor = target.partition("#")
    if re.match(r"\w+:", target) or (name and name not in inside):
        return target
    stem = inside[name] if name else path.stem
    return f"#{stem}-{anchor}" if anchor else f"#{stem}"


def _data_uri(picture: Path) -> str:
    content = base64.b64encode(picture.read_bytes()).decode("ascii")
    return f"data:{_TYPES[picture.suffix.lower()]};base64,{content}"
