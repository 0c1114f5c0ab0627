"""The rule reference (docs/规则.md), generated from the rules themselves."""

from __future__ import annotations

import inspect
from collections.abc import Iterable

from officekit.checking.rule import Rule

_GROUPS = {
    "1": "责任",
    "2": "单位名称",
    "3": "文字",
    "4": "编号",
    "5": "目标和时限",
    "6": "整个方案",
}
_HEAD = """# 规则

`officekit check` 用下列规则检查方案和责任矩阵。本页由程序根据规则本身生成
（`python -m officekit.checking.reference > docs/规则.md`），请不要手工修改。

在“设置”表中可以调整规则：项目写规则编号，内容写“错误”“提醒”“提示”或“关闭”；
有参数的规则，项目写“编号.参数名”。确认无须修改的问题，在“问题清单”的“处理意见”中写明理由，
以后检查时不再列出。
"""


def reference(rules: Iterable[type[Rule]]) -> str:
    """The reference as Markdown: rules by group, each with its documentation and parameters."""
    parts = [_HEAD]
    group = ""
    for rule in sorted(rules, key=lambda r: r.code):
        name = _GROUPS.get(rule.code[2], "其他")
        if name != group:
            group = name
            parts.append(f"## {group}\n")
        parts.append(_entry(rule))
    return "\n".join(parts)


def _entry(rule: type[Rule]) -> str:
    title, _, rest = inspect.cleandoc(rule.__doc__ or "").partition("\n")
    level = rule.severity.label + ("（试用，暂按提醒）" if rule.new else "")
    lines = [f"### {rule.code} {title.rstrip('。')}", "", f"级别：{level}", ""]
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


def _indented(block: list[str]) -> list[str]:
    text = [line for line in block if line]
    return [*(f"> {line}  " for line in text), ""] if text else []


if __name__ == "__main__":
    import sys

    from officekit.checking.engine import discover_rules

    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a text stream when run
    sys.stdout.write(reference(discover_rules()))
