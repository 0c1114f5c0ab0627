"""The rule reference (docs/规则.md), generated from the rules themselves."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from typing import Any

from officekit.checking.rule import RuleBase

_GROUPS = {
    "MX1": "责任",
    "MX2": "单位名称",
    "MX3": "文字",
    "MX4": "编号",
    "MX5": "目标和时限",
    "MX6": "整个方案",
    "NT1": "页面和版心",
    "NT2": "版头和标题",
    "NT3": "正文",
    "NT4": "附件、署名和日期",
    "NT5": "版记和页码",
    "NT6": "标点和任务",
    "SB1": "文件",
    "SB2": "身份和版本",
    "SB3": "表格结构",
    "SB4": "保护和改动",
    "SB5": "填报内容",
    "SB6": "汇总",
}
_HEAD = """# 规则

`officekit check` 用编号以 MX 开头的规则检查方案和责任矩阵，
`officekit lint` 用编号以 NT 开头的规则检查公文格式，
`officekit collect` 用编号以 SB 开头的规则核对各单位报送的工作簿。本页由程序根据规则本身生成
（`python -m officekit.checking.reference > docs/规则.md`），请不要手工修改。

在“设置”表中可以调整规则：项目写规则编号，内容写“错误”“提醒”“提示”或“关闭”；
有参数的规则，项目写“编号.参数名”。确认无须修改的问题，在“问题清单”的“处理意见”中写明理由，
以后检查时不再列出。
"""
_PARTS = {
    "MX": "方案和责任矩阵",
    "NT": "公文格式",
    "SB": "报送",
}
_NOTES = {
    "NT": """依据 GB/T 9704—2012《党政机关公文格式》等。文档不必用 officekit 的模板和样式：
版头、标题、主送机关、署名、版记等按文字、位置和外观辨认。注明“按打印页面检查”的规则要有
LibreOffice 才运行。
""",
    "SB": """核对的依据是登记册里下发时的记录，不是工作表的保护。错误只退回它指明的地方：
一个格子、一项任务或者整份文件；提醒、提示不退回任何内容，级别写着“错误”的规则，轻的情形也只作提醒
或提示。“问题类别”是编号的另一种写法：A 文件，B 身份和版本，C 表格结构，D 保护和改动，E 填报内容，
F 汇总；A01 就是 SB101。
""",
}


def all_rules() -> tuple[type[RuleBase[Any]], ...]:
    """Every rule that is found: on matrices, notices, returns and sets of returns."""
    from officekit.checking import engine

    return (
        *engine.discover_rules(),
        *engine.discover_notice_rules(),
        *engine.discover_submission_rules(),
        *engine.discover_return_set_rules(),
    )


def reference(rules: Iterable[type[RuleBase[Any]]]) -> str:
    """The reference as Markdown: rules by kind and group, with documentation and parameters."""
    parts = [_HEAD]
    kind = group = ""
    for rule in sorted(rules, key=lambda r: r.code):
        if rule.code[:2] != kind:
            kind = rule.code[:2]
            parts.append(f"## {_PARTS.get(kind, kind)}\n")
            parts += [_NOTES[kind]] if kind in _NOTES else []
        name = _GROUPS.get(rule.code[:3], "其他")
        if name != group:
            group = name
            parts.append(f"### {group}\n")
        parts.append(_entry(rule))
    return "\n".join(parts)


def _entry(rule: type[RuleBase[Any]]) -> str:
    title, _, rest = inspect.cleandoc(rule.__doc__ or "").partition("\n")
    level = rule.severity.label + ("（试用，暂按提醒）" if rule.new else "")
    facts = f"级别：{level}{_authority(rule)}{_taxonomy_entry(rule)}"
    lines = [f"#### {rule.code} {title.rstrip('。')}", "", facts, ""]
    block: list[str] = []
    for line in rest.strip().split("\n"):
        if line and not line.startswith(" "):
            lines += [*_indented(block), f"**{line}**", ""]
            block = []
        else:
            block.append(line.strip())
    lines += _indented(block)
    if rule.parameters:
        lines += ["| 参数 | 默认 | 说明 |", "|---|---|---|"]
        lines += [f"| {rule.code}.{p.name} | {p.default} | {p.note} |" for p in rule.parameters]
        lines.append("")
    return "\n".join(lines)


def _authority(rule: type[RuleBase[Any]]) -> str:
    """What a rule on notices goes by, and whether it needs pages."""
    from officekit.checking.notice_rule import NoticeRule, PageRule

    if not issubclass(rule, NoticeRule):
        return ""
    pages = "　按打印页面检查" if issubclass(rule, PageRule) else ""
    return f"　依据：{rule.authority()}{pages}"


def _taxonomy_entry(rule: type[RuleBase[Any]]) -> str:
    """The entry of the taxonomy of returned workbooks that a rule on returns covers."""
    from officekit.checking.submission_rule import ReturnSetRule, SubmissionRule

    if not issubclass(rule, (SubmissionRule, ReturnSetRule)):
        return ""
    whole = "　各单位放在一起核对" if issubclass(rule, ReturnSetRule) else ""
    return f"　问题类别：{rule.entry}{whole}"


def _indented(block: list[str]) -> list[str]:
    text = [line for line in block if line]
    return [*(f"> {line}  " for line in text), ""] if text else []


if __name__ == "__main__":
    import sys

    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a text stream when run
    sys.stdout.write(reference(all_rules()))
