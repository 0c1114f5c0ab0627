"""From a matrix to a Word notice, and the conformity of any notice with GB/T 9704-2012."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from officekit.config import DEFAULT_CONFIG, Config
from officekit.errors import OutputNotWritableError
from officekit.model.finding import Finding
from officekit.model.matrix import Change, Matrix
from officekit.model.notice import Notice, NoticeKind
from officekit.workflows.building import read_matrix
from officekit.workflows.progress import PathLike, Progress, silent

if TYPE_CHECKING:
    from officekit.checking import CheckResult


@dataclass(frozen=True, slots=True)
class Drafted:
    """A notice that was drafted.

    Attributes:
        notice: what it says.
        findings: what is missing, was restated or is to be looked at (codes NT9…).
        path: the document; ``None`` where only a preview was asked for.
    """

    notice: Notice
    findings: tuple[Finding, ...]
    path: Path | None = None


def preview_notice(
    matrix: Matrix,
    *,
    kind: NoticeKind = NoticeKind.ISSUE,
    settings: Mapping[str, str] | None = None,
    year: int | None = None,
) -> Drafted:
    """What a notice would say.

    Args:
        matrix: rows and settings.
        kind: of notice.
        settings: lines of the sheet 设置, going before those of the matrix.
        year: of an annual list that is taken from a plan over several years.

    Raises:
        ContentError: there is no task, or none of that year.
        UsageError: a setting is not known.
    """
    from officekit import notices

    options = notices.notice_options(matrix, kind, settings, year)
    return Drafted(*notices.draft(matrix, options))


def write_notice(
    drafted: Drafted,
    output: PathLike,
    *,
    template: PathLike | None = None,
    overwrite: bool = False,
    config: Config = DEFAULT_CONFIG,
    progress: Progress = silent,
) -> Drafted:
    """Write a drafted notice as a Word document, whole or not at all.

    Args:
        drafted: from :func:`preview_notice`.
        output: document to write, ``.docx``.
        template: a Word document with placeholders; that of the notice's kind by default.
        overwrite: replace an existing file.
        config: settings and limits; pages are tried out where LibreOffice is found.
        progress: told what begins.

    Raises:
        OfficekitError: the template can't be filled, or the document can't be written.
    """
    from officekit import writing
    from officekit.data.libreoffice import find_soffice
    from officekit.notices import break_title
    from officekit.reading.rendered import render_pages

    notice, target = drafted.notice, Path(output)
    _refuse_loss(target, template)
    progress("写入公文，核对版面")
    found = writing.write_notice(
        notice,
        target,
        template=Path(template) if template is not None else None,
        title_lines=break_title(notice.title),
        issued_title_lines=break_title(notice.issued.title) if notice.issued else (),
        overwrite=overwrite,
        draw=render_pages if find_soffice(config.soffice) else None,
        config=config,
    )
    return Drafted(notice, (*drafted.findings, *found), target)


def _refuse_loss(output: Path, template: PathLike | None) -> None:
    """A notice is a Word document and takes the place of neither a matrix nor its template."""
    if output.suffix.lower() != ".docx":
        raise OutputNotWritableError(
            f"公文只能写成 .docx 文件，没有写入“{output.name}”。",
            "请把输出文件名改为以 .docx 结尾。",
        )
    if template is not None and Path(template).resolve() == output.resolve():
        raise OutputNotWritableError(
            f"输出文件“{output.name}”就是模板，没有覆盖。", "请换一个输出文件名。"
        )


def draft_notice(
    matrix: PathLike,
    output: PathLike,
    *,
    kind: NoticeKind = NoticeKind.ISSUE,
    template: PathLike | None = None,
    settings: Mapping[str, str] | None = None,
    year: int | None = None,
    overwrite: bool = False,
    config: Config = DEFAULT_CONFIG,
    progress: Progress = silent,
) -> Drafted:
    """Matrix workbook → Word notice.

    Args:
        matrix: matrix workbook.
        output: document to write, ``.docx``.
        kind: of notice.
        template: a Word document with placeholders; that of the notice's kind by default.
        settings: lines of the sheet 设置, going before those of the matrix.
        year: of an annual list that is taken from a plan over several years.
        overwrite: replace an existing file.
        config: settings and limits.
        progress: told what begins.

    Raises:
        OfficekitError: reading, drafting or writing is not possible.
    """
    progress("读取责任清单")
    read = read_matrix(matrix, config=config)
    progress("拟写公文")
    drafted = preview_notice(read, kind=kind, settings=settings, year=year)
    return write_notice(
        drafted, output, template=template, overwrite=overwrite, config=config, progress=progress
    )


def write_lint_report(findings: Sequence[Finding], source: PathLike, output: PathLike) -> None:
    """Write the findings of a conformity check as a text that opens anywhere.

    Raises:
        OutputNotWritableError: the file can't be written.
    """
    basis = "依据：GB/T 9704—2012《党政机关公文格式》"
    _write_findings(findings, (f"公文检查：{Path(source).name}", basis), Path(output))


def write_points_to_check(findings: Sequence[Finding], notice: PathLike, output: PathLike) -> None:
    """Write what is to be looked at in a drafted notice as a text that opens anywhere.

    Raises:
        OutputNotWritableError: the file can't be written.
    """
    _write_findings(findings, (f"核对事项：{Path(notice).name}",), Path(output))


def _write_findings(findings: Sequence[Finding], head: Sequence[str], output: Path) -> None:
    from officekit.writing.atomic import atomic_output

    lines = [*head, ""]
    for number, finding in enumerate(findings, start=1):
        place = f"（{finding.location}）" if str(finding.location) else ""
        lines.append(f"{number}. 【{finding.severity.label}】{finding.message}{place}")
        lines.append(f"   {finding.hint}")
    with atomic_output(output, overwrite=False) as stream:
        # The mark tells Notepad that this is UTF-8.
        stream.write("\r\n".join([*lines, ""]).encode("utf-8-sig"))


@dataclass(frozen=True, slots=True)
class Linted:
    """What a conformity check has found and written.

    Attributes:
        result: the findings.
        fixed: the copy with its layout set right, if one was asked for.
        changes: what was set in it.
    """

    result: CheckResult
    fixed: Path | None = None
    changes: tuple[Change, ...] = ()


def lint(
    path: PathLike,
    *,
    fix: PathLike | None = None,
    settings: Mapping[str, str] | None = None,
    overwrite: bool = False,
    config: Config = DEFAULT_CONFIG,
    progress: Progress = silent,
) -> Linted:
    """Check a notice against GB/T 9704-2012.

    Args:
        path: .docx, or .doc and .wps where LibreOffice is found.
        fix: copy to write with the layout set right; no word is touched.
        settings: settings of rules, such as ``{"NT603": "关闭"}``.
        overwrite: replace an existing output.
        config: settings and limits; pages are looked at where LibreOffice is found.
        progress: told what begins.

    Raises:
        OfficekitError: reading or writing is not possible.
    """
    from officekit import checking, reading, writing

    progress("读取公文，核对版面")
    document = reading.read_layout(str(path), config)
    progress("对照公文格式检查")
    subject = checking.NoticeSubject.of(document, settings)
    result = checking.check(subject)
    if fix is None:
        return Linted(result)
    progress("修正版面")
    changes = writing.fix_notice(
        Path(path),
        Path(fix),
        document,
        checking.placed_elements(subject),
        full_width=checking.with_full_width_marks,
        letter=subject.structure.letter,
        overwrite=overwrite,
        config=config,
    )
    return Linted(result, Path(fix), changes)
