"""The menu's entries: the one table from which the menu is made.

To add an entry: add a row here and, where it works on a file, a function to
:mod:`officekit.cli.menu_jobs`. What asks for more than files is in
:mod:`officekit.cli.menu_exchange`. Name, group and label are those of the button in the workbook;
a test compares them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from officekit.cli import menu_jobs, menu_notices
from officekit.cli.menu_jobs import Job
from officekit.workflows import FileKind


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu.

    Attributes:
        name: the button's name.
        group: caption of its group, in Chinese.
        label: caption in Chinese.
        tip: what it does, at most 50 columns wide.
        job: what is done with a file; ``None`` where the menu does it itself.
        question: what is asked when the entry is chosen without a file.
        on_matrix: it works on a matrix workbook, so the last one made is offered.
        together: it works on several files at once, not on one after the other.
    """

    name: str
    group: str
    label: str
    tip: str
    job: Job | None = None
    question: str = ""
    on_matrix: bool = True
    together: bool = False


LABEL_WIDTH = 14
"""Columns that labels take in the menu."""
COMPARE, NOTICE = "compare_with_source", "make_notice"
"""Entries that ask for more than a file."""
SPLIT, COLLECT, RECEIPTS = "split_packets", "collect_returns", "show_receipts"
RESOLVE = "resolve_conflicts"
_WHICH_MATRIX = "用哪个责任矩阵工作簿？"

ENTRIES = (
    Entry(
        "import_plan",
        "方案",
        "导入方案",
        "由方案（Word、PDF、网页、文本）生成责任矩阵",
        menu_jobs.import_file,
        "导入哪个方案？",
        on_matrix=False,
    ),
    Entry(
        "import_table",
        "方案",
        "导入任务表",
        "由 Excel、WPS、Word 里的任务表生成责任矩阵",
        menu_jobs.import_file,
        "导入哪个任务表？",
        on_matrix=False,
    ),
    Entry(
        "check_matrix",
        "矩阵",
        "校验",
        "检查有没有问题，写出检查报告和一页汇总",
        menu_jobs.check_file,
        "校验哪个责任矩阵工作簿？（方案、任务表也可以）",
    ),
    Entry(
        "correct_matrix",
        "矩阵",
        "修正",
        "改正有把握的问题，另存一份",
        menu_jobs.correct_file,
        _WHICH_MATRIX,
    ),
    Entry(
        "refresh_cross_table",
        "矩阵",
        "刷新责任矩阵",
        "按改过的责任清单重新汇总，另存一份",
        menu_jobs.refresh_file,
        _WHICH_MATRIX,
    ),
    Entry(
        "compare_with_source",
        "矩阵",
        "与原文比对",
        "对照原方案，找出遗漏和改动",
        None,
        _WHICH_MATRIX,
    ),
    Entry(SPLIT, "部门", "拆分下发", "一单位一个工作簿，用于填报", None, _WHICH_MATRIX),
    Entry(
        COLLECT,
        "部门",
        "收集汇总",
        "收回、核对、合并各单位的工作簿",
        None,
        "报送文件在哪里？（文件夹、压缩包、邮件，或几个工作簿）",
        on_matrix=False,
        together=True,
    ),
    Entry(RECEIPTS, "部门", "报送情况", "谁报了、迟报、未报、被退回", None, _WHICH_MATRIX),
    Entry(RESOLVE, "部门", "处理冲突", "按您的决定处理填报冲突", None, _WHICH_MATRIX),
    Entry(
        NOTICE,
        "公文",
        "生成通知",
        "由责任矩阵生成 Word 公文，可选种类和年度",
        None,
        _WHICH_MATRIX,
    ),
    Entry(
        "lint_notice",
        "公文",
        "公文检查",
        "对照国家标准检查 Word 公文的格式",
        menu_notices.lint_file,
        "检查哪份公文？",
        on_matrix=False,
    ),
    Entry(
        "make_annex",
        "公文",
        "生成附表",
        "把责任清单生成 Word 附表",
        menu_notices.annex_file,
        _WHICH_MATRIX,
    ),
    Entry(
        "show_units",
        "系统",
        "单位名录",
        "看登记了多少单位，打开工作簿核对",
        menu_jobs.units_of,
        _WHICH_MATRIX,
    ),
    Entry(
        "show_settings",
        "系统",
        "设置",
        "看标题、发文机关等，打开工作簿填写",
        menu_jobs.settings_of,
        _WHICH_MATRIX,
    ),
    Entry("undo_last", "系统", "撤销上次操作", "原来的文件在哪里，怎样撤销汇总"),
    Entry("examine", "系统", "体检", "检查安装是否正常"),
    Entry("show_help", "系统", "帮助", "打开使用手册"),
)
"""All entries in the order of the menu."""

OFFERED: Mapping[FileKind, tuple[str, ...]] = {
    FileKind.PLAN: ("import_plan", "check_matrix", "lint_notice"),
    FileKind.TABLE: ("import_table", "check_matrix"),
    FileKind.MATRIX: (
        *("check_matrix", "correct_matrix", "refresh_cross_table", COMPARE, NOTICE),
        *(SPLIT, RECEIPTS),
    ),
    FileKind.RETURNS: (COLLECT,),
    FileKind.REPORT: (RESOLVE,),
}
"""Names of the entries for a dropped file; the first is what Enter does."""


def entry(name: str) -> Entry:
    """The entry with a name.

    Raises:
        KeyError: there is none.
    """
    for each in ENTRIES:
        if each.name == name:
            return each
    raise KeyError(name)


def chosen(word: str) -> Entry | None:
    """The entry whose number or label a clerk has typed."""
    if word.isdecimal():
        number = int(word) if len(word) <= len(str(len(ENTRIES))) else 0
        return ENTRIES[number - 1] if 1 <= number <= len(ENTRIES) else None
    return next((each for each in ENTRIES if each.label == word), None)
