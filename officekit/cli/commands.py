"""The commands: options in, workflows, text out."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from officekit import workflows
from officekit.cli.arguments import settings_of
from officekit.cli.demonstration import demonstrate
from officekit.cli.demonstration_exchange import Exchanged
from officekit.cli.findings_text import counts_text, show_findings
from officekit.cli.json_output import dump, findings_data, plan_json
from officekit.cli.progress import shown_progress
from officekit.config import Config
from officekit.errors import ExitCode
from officekit.model.finding import Finding, Severity
from officekit.model.plan import Plan, TaskKind

_SHOWN_FINDINGS = 20


def parse(options: Namespace) -> int:
    """``officekit parse``: outline and tasks."""
    config = Config.from_environment()
    with shown_progress() as progress:
        units = (
            workflows.read_registry(options.registry, config=config) if options.registry else None
        )
        plan = workflows.read_plan(options.file, registry=units, config=config, progress=progress)
    if options.json:
        print(plan_json(plan))
        return ExitCode.DONE
    print(_outline_text(plan))
    _say(_summary(plan))
    _say_findings(plan.findings)
    return ExitCode.DONE


def build(options: Namespace) -> int:
    """``officekit build``: the matrix workbook."""
    config = Config.from_environment()
    with shown_progress() as progress:
        built = workflows.build(
            options.file,
            options.output,
            registry=options.registry,
            settings=settings_of(options.set),
            overwrite=options.overwrite,
            config=config,
            progress=progress,
        )
    if options.json:
        print(
            dump(
                {
                    "format": 1,
                    "output": str(built.path),
                    "rows": len(built.matrix.rows),
                    "findings": findings_data(built.matrix.findings),
                }
            )
        )
        return ExitCode.DONE
    if built.plan is not None:
        _say(_summary(built.plan))
    _say(f"已生成：{built.path}（责任清单{len(built.matrix.rows)}行）")
    _say_counts(built.matrix.findings)
    return ExitCode.DONE


def check(options: Namespace) -> int:
    """``officekit check``: every problem with its place and its remedy."""
    config = Config.from_environment()
    with shown_progress() as progress:
        checked = workflows.check(
            options.file,
            source=options.source,
            report=options.output,
            summary=options.summary,
            fix=options.fix,
            overwrite=options.overwrite,
            config=config,
            progress=progress,
        )
    findings = checked.result.findings
    if options.json:
        print(dump({"format": 1, "findings": findings_data(findings)}))
    else:
        show_findings(findings, {row.key: row for row in checked.matrix.rows})
    _say(f"检查了{len(checked.matrix.rows)}项任务：{counts_text(findings)}。")
    if checked.result.waived:
        _say(f"另有{len(checked.result.waived)}条已在“处理意见”中说明，不再列出。")
    for path, name in ((checked.report, "检查报告"), (checked.summary, "问题汇总")):
        if path is not None:
            _say(f"{name}：{path}")
    if checked.fixed is not None:
        _say(f"修正了{len(checked.corrections)}处，已记入“修改记录”：{checked.fixed}")
    errors = any(f.severity is Severity.ERROR for f in findings)
    return ExitCode.FINDINGS if errors else ExitCode.DONE


def demo(options: Namespace) -> int:
    """``officekit demo``: the whole round on the bundled samples."""
    with shown_progress() as progress:
        made = demonstrate(options.output, progress=progress)
    _say(f"演示完成，结果在文件夹“{Path(options.output).resolve()}”：")
    for shown in made:
        _say(f"  {shown.sample.name}")
        _say(f"    责任矩阵：{shown.built.path.name}（{len(shown.built.matrix.rows)}行）")
        for path, name in ((shown.checked.report, "检查报告"), (shown.checked.summary, "问题汇总")):
            if path is not None:
                _say(f"    {name}：{path.name}（{counts_text(shown.checked.result.findings)}）")
        _say(f"    印发通知：{shown.drafted.path.name if shown.drafted.path else ''}")
        if shown.exchanged is not None:
            _say_exchanged(shown.exchanged)
    _say("请用 Excel 或 WPS 打开 .xlsx 查看“责任清单”“责任矩阵”“问题清单”，用 Word 打开通知。")
    return ExitCode.DONE


def _say_exchanged(exchanged: Exchanged) -> None:
    issued, collected = exchanged.issued, exchanged.collected
    result = collected.collection.result
    _say(
        f"    拆分下发：{issued.folder.name}（{issued.round.period.text}，"
        f"{len(issued.round.packets)}个单位，{issued.round.due}截止）"
    )
    _say(
        f"    报送：{exchanged.returned[0].parent.name}"
        f"（演示中由程序代填{len(exchanged.returned)}份，"
        f"{exchanged.missing}未报，{exchanged.faulty}填错）"
    )
    _say(f"    收集汇总：{collected.output.name}（改动{len(result.values)}处）")
    _say(
        f"    报送情况：{collected.report_file.name}（{collected.report.summary}"
        f"{len(result.conflicts)}处冲突待定）"
    )
    if collected.replies:
        _say(f"    退回意见：{collected.replies[0].parent.name}（{len(collected.replies)}份）")


def _summary(plan: Plan) -> str:
    kinds = Counter(t.kind for t in plan.tasks)
    leads = {r.unit or r.printed for t in plan.tasks for r in t.responsibilities}
    parts = [f"任务{kinds[TaskKind.TASK]}项"]
    if kinds[TaskKind.PREAMBLE]:
        parts.append(f"总体要求{kinds[TaskKind.PREAMBLE]}项")
    if kinds[TaskKind.SAFEGUARD]:
        parts.append(f"保障措施{kinds[TaskKind.SAFEGUARD]}项")
    title = f"《{plan.title}》" if plan.title else "（原文没有标题）"
    return f"{title}：{len(plan.sections)}个板块，{'，'.join(parts)}，涉及{len(leads)}个单位。"


def _outline_text(plan: Plan) -> str:
    """The plan as an indented list, one line a task."""
    lines: list[str] = []
    section = subsection = None
    for task in plan.tasks:
        if task.section != section:
            section, subsection = task.section, None
            lines.append(section or "")
        if task.subsection != subsection:
            subsection = task.subsection
            if subsection:
                lines.append(f"  {subsection}")
        name = f"{task.number} {task.part or task.title or ''}"
        units = []
        if task.lead:
            units.append("牵头：" + "、".join(r.printed for r in task.lead))
        if task.support:
            units.append("责任：" + "、".join(r.printed for r in task.support))
        lines.append(f"    {name}" + (f"　【{'；'.join(units)}】" if units else ""))
    return "\n".join(lines)


def _say(text: str) -> None:
    """A message for the person at the terminal."""
    print(text, file=sys.stderr)


def _say_counts(findings: Iterable[Finding]) -> None:
    several = list(findings)
    if several:
        _say(f"读取和识别中的问题：{counts_text(several)}，详见工作簿的“问题清单”。")


def _say_findings(findings: tuple[Finding, ...]) -> None:
    for finding in findings[:_SHOWN_FINDINGS]:
        place = f"（{finding.location}）" if str(finding.location) else ""
        _say(f"{finding.severity.label} {finding.code} {finding.message}{place}")
        _say(f"    {finding.hint}")
    if len(findings) > _SHOWN_FINDINGS:
        _say(f"另有{len(findings) - _SHOWN_FINDINGS}条没有列出；加 --json 可得到全部。")
