"""The menu's jobs of the group 公文: notice, annex, check of any notice."""

from __future__ import annotations

from pathlib import Path

from officekit import workflows
from officekit.cli.findings_text import counts_text
from officekit.cli.menu_jobs import Outcome, Product
from officekit.config import Config
from officekit.errors import OfficekitError
from officekit.model.finding import Finding, Severity
from officekit.model.notice import NoticeKind
from officekit.workflows import Progress

KINDS = tuple(kind for kind in NoticeKind if kind is not NoticeKind.ANNEX)
"""Kinds of notices in the order of the menu."""

_SHOWN = 5


def notice_file(
    path: Path, progress: Progress, *, kind: NoticeKind = NoticeKind.ISSUE, year: int | None = None
) -> Outcome:
    """生成通知: the Word notice of a matrix workbook."""
    (output,) = workflows.free_paths(path, f"-{kind.value}.docx")
    drafted = workflows.draft_notice(
        path,
        output,
        kind=kind,
        template=workflows.own_template(kind),
        year=year,
        config=Config.from_environment(),
        progress=progress,
    )
    lines = [f"标题：{drafted.notice.title}"] if drafted.notice.title else []
    made = [Product(output, kind.value)]
    if drafted.findings:
        lines.append(f"请核对（{counts_text(drafted.findings)}）：")
        lines += _told(drafted.findings)
    if len(drafted.findings) > _SHOWN:
        (points,) = workflows.free_paths(output, "-核对事项.txt")
        workflows.write_points_to_check(drafted.findings, output, points)
        made.append(Product(points, "核对事项"))
    return Outcome(tuple(lines), tuple(made))


def annex_file(path: Path, progress: Progress) -> Outcome:
    """生成附表: the list of a matrix workbook as a Word table."""
    return notice_file(path, progress, kind=NoticeKind.ANNEX)


def lint_file(path: Path, progress: Progress) -> Outcome:
    """公文检查: a report on the form of a notice, and a copy with its layout set right."""
    config = Config.from_environment()
    linted = workflows.lint(path, config=config, progress=progress)
    findings = linted.result.findings
    if not findings:
        return Outcome(("符合 GB/T 9704—2012 的格式要求，没有发现问题。",))
    (report,) = workflows.free_paths(path, "-公文检查.txt")
    workflows.write_lint_report(findings, path, report)
    made = [Product(report, "检查报告")]
    refused: tuple[str, ...] = ()
    if path.suffix.lower() == ".docx":
        (copy,) = workflows.free_paths(path, "-版面修正.docx")
        try:
            fixed = workflows.lint(path, fix=copy, config=config, progress=progress)
        except OfficekitError as error:
            refused = (f"没有修正版面：{error.message}{error.hint or ''}",)
        else:
            if fixed.changes:
                made.append(Product(copy, "修正了版面的副本（文字没有改动）"))
            else:
                copy.unlink(missing_ok=True)
    errors = any(finding.severity is Severity.ERROR for finding in findings)
    lines = (f"发现{counts_text(findings)}：", *_told(findings), *refused)
    return Outcome(lines, tuple(made), errors=errors)


def _told(findings: tuple[Finding, ...]) -> list[str]:
    """The first findings in a line each."""
    lines = [f"· {finding.message}" for finding in findings[:_SHOWN]]
    if len(findings) > _SHOWN:
        lines.append(f"· 另有{len(findings) - _SHOWN}条")
    return lines
