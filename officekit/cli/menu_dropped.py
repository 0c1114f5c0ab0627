"""Dropped files: what each one is, what to do with it, and one key for the most likely thing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from officekit.cli.menu_console import BACK, WARNING, padded, plain_word
from officekit.cli.menu_entries import LABEL_WIDTH, OFFERED, Entry, entry
from officekit.cli.menu_work import Failure, Task, Workbench
from officekit.workflows import FileKind, recognise

_INDENT = " " * 5
_ONE_BY_ONE = "1"
_ALL = "直接回车：全部照此办理；输入 1 逐个选择，0 都不办："
_WRONG = "请直接回车，或者输入 1、0。"
_Known = tuple[tuple[Path, ...], FileKind, tuple[Path, ...]]
"""Files that are worked on together, what they are, and matrix workbooks that came along."""


def work_on_dropped(bench: Workbench, files: Sequence[Path], *, may_end: bool = False) -> bool:
    """Say what the files are, ask what to do, do it, and say what came of it.

    Args:
        bench: screen and state of the menu.
        files: as they were dropped; they need not exist.
        may_end: Enter at the end leaves the program.

    Returns:
        Whether the clerk wants to go on with the menu.
    """
    known, failed = _recognised(bench, files)
    return bench.work(_chosen(bench, _grouped(bench, known)), failed, may_end=may_end)


def _recognised(
    bench: Workbench, files: Sequence[Path]
) -> tuple[list[tuple[Path, FileKind]], list[Failure]]:
    """What each file is; what can't be read is told at once."""
    known: list[tuple[Path, FileKind]] = []
    failed: list[Failure] = []
    bench.screen.say()
    bench.screen.say(f"收到{len(files)}个文件：", "bold")
    for number, path in enumerate(files, start=1):
        bench.screen.say(f"  {number}  {path.name or path}")
        kind, problem = _kind(bench, path)
        if kind is None:
            failed.append(Failure(path, problem))
            continue
        bench.remember(path)
        known.append((path, kind))
        bench.screen.say(f"{_INDENT}{kind.value}，可以{_likely(kind).label}", "cyan")
    return known, failed


def _kind(bench: Workbench, path: Path) -> tuple[FileKind | None, str]:
    kinds: list[FileKind] = []
    problem = bench.attempt(lambda: kinds.append(recognise(path)), indent=_INDENT)
    return (kinds[0] if kinds else None), problem


def _likely(kind: FileKind) -> Entry:
    return entry(OFFERED[kind][0])


def _grouped(bench: Workbench, known: Sequence[tuple[Path, FileKind]]) -> list[_Known]:
    """Returns are taken together, and the matrix that was dropped along is theirs."""
    returns = tuple(path for path, kind in known if kind is FileKind.RETURNS)
    if not returns:
        return [((path,), kind, ()) for path, kind in known]
    matrices = tuple(path for path, kind in known if kind is FileKind.MATRIX)
    others = [each for each in known if each[1] not in {FileKind.RETURNS, FileKind.MATRIX}]
    if len(returns) > 1 or matrices:
        by = f"，责任矩阵：{'、'.join(path.name for path in matrices)}" if matrices else ""
        bench.screen.say(f"{_INDENT}{len(returns)}个报送文件一起收集汇总{by}。", "cyan")
    return [(returns, FileKind.RETURNS, matrices), *(((path,), kind, ()) for path, kind in others)]


def _chosen(bench: Workbench, known: Sequence[_Known]) -> list[Task]:
    """What is done: the most likely thing, or asked one by one."""
    if len(known) > 1:
        while (word := plain_word(bench.screen.ask(_ALL))) != _ONE_BY_ONE:
            if word == "":
                return [_task(each, _likely(each[1])) for each in known]
            if word in BACK:
                return []
            bench.screen.say(_WRONG, WARNING)
    chosen = ((each, _choose(bench, each)) for each in known)
    return [_task(each, what) for each, what in chosen if what is not None]


def _task(known: _Known, what: Entry) -> Task:
    (path, *more), _, matrices = known
    return Task(path, what, tuple(more), matrices)


def _choose(bench: Workbench, known: _Known) -> Entry | None:
    entries = [entry(name) for name in OFFERED[known[1]]]
    bench.screen.say()
    bench.screen.say(f"对“{_task(known, entries[0]).label}”做什么？", "bold")
    for number, each in enumerate(entries, start=1):
        bench.screen.say(f"  {number}  {padded(each.label, LABEL_WIDTH)}{each.tip}")
    while True:
        word = plain_word(bench.screen.ask(f"直接回车：{entries[0].label}；输入数字选择，0 不办："))
        if word == "":
            return entries[0]
        if word in BACK:
            return None
        if word.isdecimal() and 1 <= int(word) <= len(entries):
            return entries[int(word) - 1]
        bench.screen.say(f"请输入 0—{len(entries)}，或者直接回车。", WARNING)
