"""The macros of the group 公文: the Word notice of the matrix, and the check of any notice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from officekit.errors import OfficekitError
from officekit.excel.desk import Desk, Filter
from officekit.excel.live import label_counts
from officekit.excel.macro_support import Outcome, live_matrix, require_tasks
from officekit.excel.problems import CancelledError, hresult_of
from officekit.model.finding import Finding
from officekit.model.notice import NoticeKind

if TYPE_CHECKING:
    import xlwings as xw

    from officekit.workflows import Drafted

_NOTICES: tuple[Filter, ...] = (
    ("公文（Word、WPS）", "*.docx;*.doc;*.wps"),
    ("所有文件", "*.*"),
)
_KINDS = tuple(kind for kind in NoticeKind if kind is not NoticeKind.ANNEX)
_TOLD = 5
_YEARS = range(2000, 2101)


def make_notice(book: xw.Book) -> Outcome:
    """生成通知: the Word notice, after a look at what goes in."""
    desk = Desk(book)
    matrix = live_matrix(desk)
    require_tasks(matrix)
    kind = _KINDS[desk.choose_number("生成哪种公文？", [kind.value for kind in _KINDS])]
    year = None
    if matrix.year is None:
        asked = "只取某一年的任务编成年度清单时，请填写四位年份；要全部任务时留空。"
        year = desk.ask_whole_number(asked, _YEARS)
    return _make(desk, kind, year)


def make_annex(book: xw.Book) -> Outcome:
    """生成附表: the list as a Word table."""
    desk = Desk(book)
    require_tasks(live_matrix(desk))
    return _make(desk, NoticeKind.ANNEX, None)


def _make(desk: Desk, kind: NoticeKind, year: int | None) -> Outcome:
    from officekit import workflows

    drafted = workflows.preview_notice(live_matrix(desk), kind=kind, year=year)
    desk.confirm(_preview(drafted, kind))
    name = workflows.file_name(drafted.notice.title, kind.value)
    with desk.working():
        (output,) = workflows.free_paths(desk.folder / f"{name}.docx", ".docx")
        written = workflows.write_notice(
            drafted,
            output,
            template=workflows.own_template(kind),
            config=desk.config,
            progress=desk.progress,
        )
    _opened(desk, output)
    message = f"已生成“{output.name}”，在文件夹“{output.parent}”。"
    links = [("打开公文", str(output))]
    if written.findings:
        message += f"\n请核对（{label_counts(written.findings)}）：\n{_told(written.findings)}"
    if len(written.findings) > _TOLD:
        (points,) = workflows.free_paths(output, "-核对事项.txt")
        workflows.write_points_to_check(written.findings, output, points)
        links.append(("打开核对事项", str(points)))
    return Outcome(message, tuple(links))


def _opened(desk: Desk, document: Path) -> None:
    """Show a document that is written; Excel may refuse links or have no program for them."""
    try:
        desk.open(str(document))
    except Exception as error:
        if hresult_of(error) is None:
            raise


def _preview(drafted: Drafted, kind: NoticeKind) -> str:
    """What goes into the notice, and what is missing."""
    notice = drafted.notice
    lines = [f"将生成：{kind.value}"]
    if notice.title:
        lines.append(f"标题：{notice.title}")
    if notice.addressees:
        lines.append(f"主送：{notice.addressees}")
    if notice.issued is not None:
        count = len(notice.issued.paragraphs)
        lines.append(f"印发文本：《{notice.issued.title}》，{count}段")
    lines += [f"附表：{annex.title}，{len(annex.rows)}行" for annex in notice.annexes]
    if drafted.findings:
        lines.append(f"请留意（{label_counts(drafted.findings)}）：")
        lines.append(_told(drafted.findings))
    lines.append("继续生成吗？缺少的内容可以先在“设置”中填写。")
    return "\n".join(lines)


def lint_notice(book: xw.Book) -> Outcome:
    """公文检查: any notice against GB/T 9704-2012, with a report and a copy set right."""
    from officekit import workflows

    desk = Desk(book)
    path = desk.choose_file("选择要检查的公文", "notice", _NOTICES)
    with desk.working():
        linted = workflows.lint(path, config=desk.config, progress=desk.progress)
        findings = linted.result.findings
        if not findings:
            return Outcome(f"“{path.name}”符合 GB/T 9704—2012 的格式要求，没有发现问题。")
        refused = ""
        try:
            copy = _fixed(desk, path, findings)
        except CancelledError:
            raise
        except OfficekitError as error:
            copy, refused = None, f"\n没有修正版面：{error.message}{error.hint or ''}"
        (report,) = workflows.free_paths(path, "-公文检查.txt")
        workflows.write_lint_report(findings, path, report)
        links = [("打开检查报告", str(report))]
    message = f"“{path.name}”有{label_counts(findings)}：\n{_told(findings)}\n全部问题见检查报告。"
    message += refused
    if copy is not None:
        message += f"\n修正了版面的副本：{copy}（文字没有改动）。"
        links.append(("打开修正副本", str(copy)))
    return Outcome(message, tuple(links))


def _fixed(desk: Desk, path: Path, findings: Sequence[Finding]) -> Path | None:
    """A copy with its layout set right, where the clerk wants one."""
    from officekit import workflows

    question = (
        f"发现{label_counts(findings)}。要另存一份修正了版面的副本吗？"
        "（改页边距、字体、缩进、页码等，不改文字；原文件不动）"
    )
    if path.suffix.lower() != ".docx" or not desk.wants(question):
        return None
    (output,) = workflows.free_paths(path, "-版面修正.docx")
    linted = workflows.lint(path, fix=output, config=desk.config, progress=desk.progress)
    if not linted.changes:
        output.unlink(missing_ok=True)
        return None
    return linted.fixed


def _told(findings: Sequence[Finding]) -> str:
    """The first findings in a line each."""
    lines = [f"· {finding.message}" for finding in findings[:_TOLD]]
    if len(findings) > _TOLD:
        lines.append(f"· 另有{len(findings) - _TOLD}条")
    return "\n".join(lines)
