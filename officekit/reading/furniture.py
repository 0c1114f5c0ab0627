"""Reports on residue that a reader has left out."""

from __future__ import annotations

from collections.abc import Sequence

from officekit.model.finding import Finding, Severity
from officekit.model.location import Location

_QUOTE = 20
_SHOWN = 5


def page_number_finding(dropped: Sequence[str], path: str) -> tuple[Finding, ...]:
    """RD004 for page numbers, headers and footers that were left out; empty for none."""
    if not dropped:
        return ()
    return (
        Finding(
            "RD004",
            Severity.INFO,
            f"略去了 {len(dropped)} 处页码或页眉页脚：{_quotes(dropped)}。",
            "如果其中有正文内容，请对照原文件补上。",
            Location(file=path),
        ),
    )


def page_furniture_finding(dropped: Sequence[str], path: str) -> tuple[Finding, ...]:
    """RD005 for parts of the web page that were left out, whole in its value; empty for none."""
    if not dropped:
        return ()
    return (
        Finding(
            "RD005",
            Severity.INFO,
            f"略去了 {len(dropped)} 处不属于文件的网页内容：{_quotes(dropped)}。",
            "如果其中有正文内容，请对照原网页补上。",
            Location(file=path),
            value="\n".join(dropped),
        ),
    )


def _quotes(dropped: Sequence[str]) -> str:
    distinct = list(dict.fromkeys(" ".join(text.split()) for text in dropped))
    shown = "、".join(
        f"“{text[:_QUOTE]}…”" if len(text) > _QUOTE else f"“{text}”" for text in distinct[:_SHOWN]
    )
    return f"{shown} 等" if len(distinct) > _SHOWN else shown
