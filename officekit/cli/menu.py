"""``officekit menu``: every button's work on closed files, for WPS and for Excel without macros."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from officekit import __version__, workflows
from officekit.cli.menu_console import (
    WARNING,
    InputEndedError,
    Screen,
    open_file,
    padded,
    plain_word,
)
from officekit.cli.menu_dropped import work_on_dropped
from officekit.cli.menu_entries import ENTRIES, LABEL_WIDTH, Entry, chosen
from officekit.cli.menu_work import Task, Workbench
from officekit.data.folders import home_folder
from officekit.errors import ExitCode

COMMAND_LINE = "OFFICEKIT_COMMAND_LINE"
"""Environment variable with cmd's whole command line: the one place where ``&`` survives."""

_GROUP_WIDTH = 6
"""Columns that captions of groups take: before the first entry, so that all fit on 25 lines."""
_END = frozenset({"", "0", "q", "退出"})
_PROMPT = "请输入数字，按回车（直接回车退出）："
_FOOT = (
    "结果放在原文件旁边；原文件不改动，已有的文件不覆盖。",
    "也可以把文件拖到这个窗口里，再按回车。",
)
_UNDO = (
    "菜单每次都另存一份，不改动、不覆盖原来的文件，所以没有要撤销的内容。",
    "原来的文件还在原处；不要的结果可以直接删除，已有同名结果时名称后面加 -2、-3。",
    "要撤销“收集汇总”，请用“报送情况”，按提示输入 u：另存一份没有这次汇总的责任矩阵。",
    "在带按钮的工作簿里做的操作，请打开那个工作簿，用按钮“撤销上次操作”恢复。",
)
_GUIDE = (
    "1. 导入方案：选择方案文件，生成“（方案名）-责任矩阵.xlsx”。",
    "2. 打开责任矩阵，核对责任清单和单位名录，保存后关闭。",
    "3. 校验：生成检查报告（有问题的单元格变色）和一页 Word 汇总。",
    "4. 修正：另存一份，只改有把握的地方，逐条记在“修改记录”中。",
    "5. 责任清单改过以后，用“刷新责任矩阵”；送审前用“与原文比对”。",
    "6. 拆分下发：一单位一个工作簿；收回后用“收集汇总”，再看“报送情况”。",
    "也可以把一个或几个文件拖到 officekit.bat 上，再按回车。",
)


def menu(options: Namespace) -> int:
    """Work through dropped files, or show the menu.

    Args:
        options: ``files`` from the command line; where there are none, those in the environment
            variable ``OFFICEKIT_COMMAND_LINE`` count.

    Returns:
        0; for dropped files 1 where a check found errors, 2 where a file could not be worked on,
        3 after an internal fault.
    """
    bench = Workbench(Screen(), home_folder())
    files = _dropped(options.files)
    code: int | None = None
    try:
        if not files or work_on_dropped(bench, files, may_end=True):
            code = bench.code
            _loop(bench)
    except InputEndedError:
        pass
    bench.screen.say("再见。")
    if not files:
        return ExitCode.DONE
    return bench.code if code is None else code


def _dropped(arguments: Sequence[str]) -> list[Path]:
    """The files to begin with, each once."""
    names = list(arguments)
    line = os.environ.get(COMMAND_LINE, "")
    if not names and line:
        from officekit.cli.dropped import dropped_files

        names = dropped_files(line)
    return list(dict.fromkeys(Path(name).absolute() for name in names if name.strip()))


def _loop(bench: Workbench) -> None:
    """Show the menu and do what is chosen, until the clerk ends it."""
    _show(bench.screen)
    while True:
        answer = bench.screen.ask(_PROMPT)
        word = plain_word(answer)
        if word in _END:
            return
        if entry := chosen(word):
            _do(bench, entry)
        elif files := bench.found(answer):
            work_on_dropped(bench, files)
        else:
            bench.screen.say(f"没有“{answer}”这一项，也没有这个文件。", WARNING)
            bench.screen.say(f"请输入 1—{len(ENTRIES)} 的数字，或者把文件拖进来；输入 0 退出。")
            continue
        _show(bench.screen)


def _show(screen: Screen) -> None:
    screen.say()
    screen.say(f"officekit {__version__} 责任矩阵", "bold")
    group = ""
    for number, entry in enumerate(ENTRIES, start=1):
        caption = entry.group if entry.group != group else ""
        group = entry.group
        label = padded(entry.label, LABEL_WIDTH)
        screen.say(f"  {padded(caption, _GROUP_WIDTH)}{number:>2}  {label}{entry.tip}")
    screen.say(f"  {padded('', _GROUP_WIDTH)} 0  退出")
    for line in _FOOT:
        screen.say(line)


def _do(bench: Workbench, entry: Entry) -> None:
    own = _OWN.get(entry.name)
    if own is not None:
        bench.attempt(lambda: own(bench))
        bench.screen.ask("直接回车返回菜单：")
        return
    files = bench.ask_files(entry.question, bench.likely_matrix if entry.on_matrix else None)
    if files and entry.together:
        bench.work([Task(files[0], entry, tuple(files[1:]))])
    elif files:
        bench.work([Task(path, entry) for path in files])


def _undo(bench: Workbench) -> None:
    bench.screen.say()
    for line in _UNDO:
        bench.screen.say(line)
    if bench.made:
        bench.screen.say("这次打开菜单以后生成的文件：")
    for product in bench.made:
        bench.screen.say(f"  {product.name}：{product.path}")


def _examine(bench: Workbench) -> None:
    from officekit.cli.doctor import doctor

    bench.screen.say()
    doctor(Namespace(files=[], json=False))


def _help(bench: Workbench) -> None:
    manual = workflows.manual()
    bench.screen.say()
    if manual is not None and open_file(manual):
        bench.screen.say(f"正在打开使用手册：{manual}")
        return
    for line in _GUIDE:
        bench.screen.say(line)
    if manual is not None:
        bench.screen.say(f"使用手册在：{manual}")


_OWN: Mapping[str, Callable[[Workbench], None]] = {
    "undo_last": _undo,
    "examine": _examine,
    "show_help": _help,
}
"""Entries that ask for no file."""
