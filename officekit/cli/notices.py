"""The commands ``notice`` and ``lint``."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from officekit import workflows
from officekit.cli.arguments import settings_of
from officekit.cli.findings_text import counts_text, show_findings
from officekit.cli.json_output import dump, findings_data
from officekit.cli.progress import shown_progress
from officekit.config import Config
from officekit.errors import ExitCode
from officekit.model.finding import Finding, Severity
from officekit.model.notice import NoticeKind


def notice(options: Namespace) -> int:
    """``officekit notice``: the Word notice of a matrix."""
    with shown_progress() as progress:
        drafted = workflows.draft_notice(
            options.file,
            options.output,
            kind=NoticeKind(options.kind),
            template=options.template,
            settings=settings_of(options.set),
            year=options.year,
            overwrite=options.overwrite,
            config=Config.from_environment(),
            progress=progress,
        )
    if options.json:
        data = {
            "format": 1,
            "output": str(drafted.path),
            "title": drafted.notice.title,
            "findings": findings_data(drafted.findings),
        }
        print(dump(data))
        return ExitCode.DONE
    _say(f"已生成：{drafted.path}（{options.kind}）")
    if drafted.notice.title:
        _say(f"标题：{drafted.notice.title}")
    _say_findings(drafted.findings)
    return ExitCode.DONE


def lint(options: Namespace) -> int:
    """``officekit lint``: conformity with GB/T 9704-2012."""
    with shown_progress() as progress:
        linted = workflows.lint(
            options.file,
            fix=options.fix,
            settings=settings_of(options.set),
            overwrite=options.overwrite,
            config=Config.from_environment(),
            progress=progress,
        )
    findings = linted.result.findings
    if options.json:
        print(dump({"format": 1, "findings": findings_data(findings)}))
    else:
        show_findings(findings, {})
    _say(f"“{Path(options.file).name}”对照 GB/T 9704—2012 检查：{counts_text(findings)}。")
    if linted.fixed is not None:
        _say(f"修正了{len(linted.changes)}处版面，文字没有改动：{linted.fixed}")
    errors = any(finding.severity is Severity.ERROR for finding in findings)
    return ExitCode.FINDINGS if errors else ExitCode.DONE


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _say_findings(findings: Sequence[Finding]) -> None:
    if not findings:
        return
    _say(f"请核对：{counts_text(findings)}。")
    for finding in findings:
        place = f"（{finding.location}）" if str(finding.location) else ""
        _say(f"{finding.severity.label} {finding.code} {finding.message}{place}")
        _say(f"    {finding.hint}")
