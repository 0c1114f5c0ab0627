"""Row keys of a workbook that was read: which serve, and new ones where they do not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.schema import BY_KEY, ROW_KEY, Column, SheetName
from officekit.model.table import Cell

_KEY = re.compile(r"T(\d{1,9})(?:-\d+)?")
_NUMBER = re.compile(r"(\d{1,6})(-\d{1,4})?")


def key_text(line: Sequence[Cell], meanings: Sequence[Column | None]) -> str:
    """The key that stands in a row, blank where there is none."""
    for cell, column in zip(line, meanings, strict=True):
        if column is ROW_KEY:
            return "" if cell.merged else cell.text
    return ""


def assign_keys(
    rows: Sequence[tuple[Sequence[Cell], str]],
    meanings: Sequence[Column | None],
    known_keys: AbstractSet[str],
    file: str,
) -> tuple[list[str], list[Finding]]:
    """A unique key for each row.

    Args:
        rows: cells of a row and the key that stands in it.
        meanings: column of each cell.
        known_keys: keys that were written; empty where the workbook does not say.
        file: the workbook, for messages.

    Returns:
        The keys, and ``MX010`` or ``MX011`` for each row that got a new one.
    """
    if ROW_KEY not in meanings:
        numbers = [_number_text(line, meanings) for line, _ in rows]
        return _fresh_keys(numbers, set()), [_no_key_column(file, len(rows))] if rows else []
    used: set[str] = set()
    keys: list[str] = []
    findings: list[Finding] = []
    for line, key in rows:
        known = bool(key) and (not known_keys or key in known_keys)
        if known and key not in used:
            used.add(key)
            keys.append(key)
            continue
        keys.append("")
        findings.append(_twice(line[0], key) if known else _unknown(line[0], key))
    missing = [i for i, key in enumerate(keys) if not key]
    numbers = [_number_text(rows[i][0], meanings) for i in missing]
    fresh = _fresh_keys(numbers, used | known_keys)
    for i, key in zip(missing, fresh, strict=True):
        keys[i] = key
    placed = iter(fresh)
    findings = [
        replace(finding, location=replace(finding.location, row_key=next(placed)))
        for finding in findings
    ]
    return keys, findings


def _number_text(line: Sequence[Cell], meanings: Sequence[Column | None]) -> str:
    column = BY_KEY["number"]
    return next(
        (column.to_text(c.value) for c, m in zip(line, meanings, strict=True) if m is column), ""
    )


def _fresh_keys(numbers: Sequence[str], taken: AbstractSet[str]) -> list[str]:
    """Keys by printed number where it is free, else behind the highest number in use."""
    used = set(taken)
    keys: list[str] = []
    for number in numbers:
        match = _NUMBER.fullmatch(number)
        key = f"T{int(match[1]):03d}{match[2] or ''}" if match else ""
        keys.append("" if key in used else key)
        used.add(key)
    highest = max((int(match[1]) for key in used if (match := _KEY.fullmatch(key))), default=0)
    for i, key in enumerate(keys):
        if not key:
            highest += 1
            keys[i] = f"T{highest:03d}"
    return keys


def _no_key_column(file: str, count: int) -> Finding:
    return Finding(
        "MX010",
        Severity.INFO,
        f"责任清单里没有“{ROW_KEY.heading}”列，{count}行任务已按序号编定行标识。",
        "如果这张表不是由本工具生成的，无需处理；否则请改用原来下发的文件。",
        Location(file=file, sheet=SheetName.TASKS),
    )


def _unknown(cell: Cell, key: str) -> Finding:
    what = f"行标识“{key}”不是本文件原有的" if key else "没有行标识，可能是新插入的一行"
    return Finding(
        "MX010",
        Severity.INFO,
        f"责任清单第{cell.location.row}行{what}，已作为新任务保留。",
        "如果这一行不是新增任务，请从原文件中把对应行整行复制过来。",
        replace(cell.location, column=None),
        value=key or None,
    )


def _twice(cell: Cell, key: str) -> Finding:
    return Finding(
        "MX011",
        Severity.WARNING,
        f"责任清单第{cell.location.row}行的行标识“{key}”与上面一行重复，已作为新任务保留。",
        "请核对是否为误复制的行；如是，请删除其中一行。",
        replace(cell.location, column=None),
        value=key,
    )
