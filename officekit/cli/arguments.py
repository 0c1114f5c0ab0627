"""The command line in Chinese: commands, options, messages for wrong usage."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

from officekit import __version__
from officekit.errors import UsageError
from officekit.model.notice import NoticeKind

_TRANSLATIONS = (
    (re.compile(r"the following arguments are required: (.*)"), r"缺少参数：\1"),
    (re.compile(r"unrecognized arguments: (.*)"), r"不认识的参数：\1"),
    (re.compile(r"argument (.*?): expected one argument"), r"选项 \1 后面要写一个值"),
    (
        re.compile(r"argument (--\S+): invalid choice: (.*?) \(choose from (.*)\)"),
        r"选项 \1 不能写 \2；可以写：\3",
    ),
    (re.compile(r"argument (--\S+): invalid int value: (.*)"), r"选项 \1 要写数字，不能写 \2"),
    (
        re.compile(r"argument (?:.*?): invalid choice: (.*?) \(choose from (.*)\)"),
        r"没有命令 \1；可用命令：\2",
    ),
    (re.compile(r"argument (.*?): (?:ignored|expected).*"), r"选项 \1 写法不对"),
)


class ChineseParser(argparse.ArgumentParser):
    """An argument parser whose help and errors are in Chinese."""

    def __init__(self, **options: object) -> None:
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(add_help=False, allow_abbrev=False, **options)  # type: ignore[arg-type]  # passed on unchanged
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        """Say in Chinese what is wrong with the command line.

        Raises:
            UsageError: always.
        """
        for pattern, chinese in _TRANSLATIONS:
            if pattern.match(message):
                message = pattern.sub(chinese, message)
                break
        raise UsageError(f"命令写法不对：{message}。", f"运行“{self.prog} --help”查看用法。")

    def format_usage(self) -> str:
        """The usage line."""
        return super().format_usage().replace("usage: ", "用法：")

    def format_help(self) -> str:
        """The whole help text."""
        return super().format_help().replace("usage: ", "用法：")


def parser() -> ChineseParser:
    """The command line of officekit."""
    main = ChineseParser(prog="officekit", description="把行动计划、重点工作任务变成责任矩阵。")
    main.add_argument(
        "--version", action="version", version=f"officekit {__version__}", help="显示版本"
    )
    commands = main.add_subparsers(
        dest="command", metavar="命令", title="命令", parser_class=ChineseParser
    )
    parse = commands.add_parser("parse", help="识别方案的结构、任务和责任单位")
    parse.add_argument("file", metavar="方案文件")
    parse.add_argument("--json", action="store_true", help="输出机器可读的结果")
    _add_registry(parse)
    build = commands.add_parser("build", help="由方案生成责任矩阵工作簿")
    build.add_argument("file", metavar="方案文件")
    build.add_argument("-o", "--output", required=True, metavar="输出.xlsx", help="要生成的工作簿")
    build.add_argument("--json", action="store_true", help="输出机器可读的结果")
    build.add_argument("--overwrite", action="store_true", help="输出文件已存在时覆盖它")
    build.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="项目=内容",
        help="“设置”表中的一项，例如 包含总体要求=是；可以写多次",
    )
    _add_registry(build)
    check = commands.add_parser("check", help="检查责任矩阵或方案，逐条列出问题和改法")
    check.add_argument("file", metavar="责任矩阵或方案")
    check.add_argument("--json", action="store_true", help="输出机器可读的结果")
    check.add_argument("-o", "--output", metavar="报告.xlsx", help="写出检查报告，问题处有标记")
    check.add_argument("--summary", metavar="汇总.docx", help="写出一页问题汇总")
    check.add_argument("--fix", metavar="修正.xlsx", help="写出修正后的副本，只改不会错的地方")
    check.add_argument("--source", metavar="方案文件", help="与原方案比对任务、单位、目标的改动")
    check.add_argument("--overwrite", action="store_true", help="输出文件已存在时覆盖它")
    _add_notice(commands.add_parser("notice", help="由责任矩阵生成 Word 公文"))
    lint = commands.add_parser("lint", help="对照 GB/T 9704—2012 检查公文的格式")
    lint.add_argument("file", metavar="公文.docx")
    lint.add_argument("--json", action="store_true", help="输出机器可读的结果")
    lint.add_argument("--fix", metavar="修正.docx", help="写出修正了版面的副本，不改文字")
    lint.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="编号=级别",
        help="规则的级别或参数，例如 NT603=关闭；可以写多次",
    )
    lint.add_argument("--overwrite", action="store_true", help="输出文件已存在时覆盖它")
    _add_exchange(commands)
    doctor = commands.add_parser("doctor", help="检查安装是否正常，并说明每个问题怎样解决")
    doctor.add_argument("files", nargs="*", metavar="工作簿.xlsm", help="另外要核对版本的工作簿")
    doctor.add_argument("--json", action="store_true", help="输出机器可读的结果")
    menu = commands.add_parser("menu", help="打开中文菜单，也可以直接处理拖来的文件")
    menu.add_argument("files", nargs="*", metavar="文件", help="要处理的文件；不写时显示菜单")
    demo = commands.add_parser("demo", help="用自带示例演示全过程")
    demo.add_argument(
        "-o", "--output", default="演示", metavar="文件夹", help="放结果的文件夹，默认“演示”"
    )
    return main


def _add_notice(notice: argparse.ArgumentParser) -> None:
    kinds = [kind.value for kind in NoticeKind]
    notice.add_argument("file", metavar="责任矩阵.xlsx")
    notice.add_argument("-o", "--output", required=True, metavar="输出.docx", help="要生成的公文")
    notice.add_argument(
        "--kind", choices=kinds, default=kinds[0], metavar="种类", help=f"{'、'.join(kinds)}之一"
    )
    notice.add_argument("--template", metavar="模板.docx", help="使用这个 Word 模板")
    notice.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="项目=内容",
        help="“设置”表中的一项，例如 文号=青政办发〔2025〕8号；可以写多次",
    )
    notice.add_argument("--year", type=int, metavar="年度", help="只取这一年的任务，编成年度清单")
    notice.add_argument("--json", action="store_true", help="输出机器可读的结果")
    notice.add_argument("--overwrite", action="store_true", help="输出文件已存在时覆盖它")


def _add_exchange(commands: argparse._SubParsersAction[ChineseParser]) -> None:
    split = commands.add_parser("split", help="按单位拆分成一单位一个工作簿，用于下发填报")
    split.add_argument("file", metavar="责任矩阵.xlsx")
    split.add_argument("-o", "--output", required=True, metavar="文件夹", help="放各单位的工作簿")
    split.add_argument("--due", metavar="日期", help="报送截止日期，例如 2025年9月25日")
    split.add_argument("--letters", action="store_true", help="同时为每个单位写一份报送函")
    split.add_argument(
        "--new-version", action="store_true", help="这一期已经下发过时，按现在的内容再发一版"
    )
    collect = commands.add_parser("collect", help="收回各单位的工作簿，逐项核对，合并进责任矩阵")
    collect.add_argument(
        "paths", nargs="+", metavar="文件或文件夹", help="报送文件、文件夹、压缩包、邮件"
    )
    collect.add_argument("-o", "--output", required=True, metavar="输出.xlsx", help="汇总后的副本")
    collect.add_argument(
        "--decisions", metavar="报送情况.xlsx", help="您已处理过冲突的那一份，默认是输出旁边的"
    )
    collect.add_argument("--no-letters", action="store_true", help="不写 Word 退回函")
    status = commands.add_parser("status", help="看谁报了、谁迟报、谁没报、谁被退回")
    status.add_argument("-o", "--output", metavar="报送情况.xlsx", help="写出报送情况")
    undo = commands.add_parser("undo", help="撤销一次汇总，写出撤销后的副本")
    undo.add_argument("-o", "--output", required=True, metavar="输出.xlsx", help="撤销后的副本")
    undo.add_argument("--run", type=int, metavar="次数", help="撤销第几次，默认最近一次")
    for command in (collect, status, undo):
        command.add_argument(
            "--matrix", required=True, metavar="责任矩阵.xlsx", help="下发时所用的责任矩阵"
        )
        command.add_argument("--overwrite", action="store_true", help="输出文件已存在时覆盖它")
    for command in (split, collect, status):
        command.add_argument("--period", metavar="期次", help="例如 2025年9月、2025年第3季度")
    for command in (split, collect, status, undo):
        command.add_argument(
            "--register", metavar="登记册", help="登记册的文件名或数据库地址，默认在责任矩阵旁边"
        )
        command.add_argument("--json", action="store_true", help="输出机器可读的结果")


def _add_registry(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--registry", metavar="工作簿.xlsx", help="使用这个工作簿里的“单位名录”识别单位"
    )


def settings_of(pairs: list[str]) -> dict[str, str]:
    """``--set`` options as a mapping.

    Raises:
        UsageError: a pair has no ``=``.
    """
    settings: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise UsageError(
                f"--set 的写法不对：{pair}。", "请写成 项目=内容，例如 包含总体要求=是。"
            )
        settings[name.strip()] = value.strip()
    return settings
