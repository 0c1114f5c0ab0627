"""Matrix → Notice: the elements of the document and the text that it issues."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.errors import ContentError
from officekit.model.finding import Finding
from officekit.model.matrix import Matrix
from officekit.model.notice import AnnexTable, IssuedText, Notice, NoticeKind, NoticeParagraph
from officekit.notices import findings as report
from officekit.notices.annex import responsibility_annex
from officekit.notices.annual import tasks_of_year
from officekit.notices.issued import issued_paragraphs
from officekit.notices.options import NoticeOptions
from officekit.notices.wording import (
    annex_title,
    body_paragraphs,
    needs_approval,
    notice_title,
    placeholder,
    text_title,
)

_WITH_TEXT = (NoticeKind.ISSUE, NoticeKind.LETTER, NoticeKind.OPINIONS)
_ANNEX_ONLY = (NoticeKind.BREAKDOWN, NoticeKind.ANNEX)


def draft(matrix: Matrix, options: NoticeOptions) -> tuple[Notice, tuple[Finding, ...]]:
    """The notice of a matrix.

    Args:
        matrix: rows in order.
        options: from :func:`officekit.notices.notice_options`; a year in them takes the tasks
            of that year, unless the matrix is that year's already.

    Returns:
        The notice, with 【…】 where an element is missing, and findings: NT901 and NT902 on
        settings, NT903 to NT909, NT917, NT918 and NT920 on the text, NT910 to NT916 and NT919 on
        an annual list; many of one code are told as one.

    Raises:
        ContentError: the matrix holds no task, or none of that year.
    """
    if not matrix.rows:
        raise ContentError(
            "责任清单里没有任务，不能生成通知。", "请先导入方案，或者在责任清单中填写任务。"
        )
    findings = [*options.findings]
    if options.year is not None and options.year != matrix.year:
        matrix, asked = tasks_of_year(matrix, options.year)
        findings += asked
    findings += _missing(options)
    issued: IssuedText | None = None
    if options.kind in _WITH_TEXT:
        paragraphs, about_text = issued_paragraphs(matrix, options)
        issued = IssuedText(text_title(options), paragraphs)
        findings += about_text
    return _notice(matrix, options, issued), report.grouped(findings)


def _notice(matrix: Matrix, options: NoticeOptions, issued: IssuedText | None) -> Notice:
    annexes: tuple[AnnexTable, ...] = ()
    if options.with_annex or options.kind in _ANNEX_ONLY:
        annexes = (responsibility_annex(matrix, annex_title(options), renumber=options.renumber),)
    if options.kind is NoticeKind.ANNEX:
        return Notice(kind=options.kind, title=notice_title(options), annexes=annexes)
    return Notice(
        kind=options.kind,
        issuer=options.issuer or placeholder("发文机关"),
        number=options.number or placeholder("文号"),
        title=notice_title(options),
        addressees=options.addressees or placeholder("主送机关"),
        body=tuple(NoticeParagraph(text) for text in body_paragraphs(options)),
        signature=options.signature or placeholder("署名"),
        signed_on=options.signed_on,
        copy_number=options.copy_number,
        secrecy=options.secrecy,
        urgency=options.urgency,
        signer=options.signer,
        sealed=options.sealed,
        note=options.note,
        issued=issued,
        attachments=tuple(annex.title for annex in annexes),
        annexes=annexes,
        copies_to=options.copies_to,
        printing_office=options.printing_office,
        printed_on=options.printed_on,
    )


def _missing(options: NoticeOptions) -> Iterator[Finding]:
    """NT901 for each setting that this kind of notice needs and that is blank."""
    needed = {"标题": bool(options.text_title)}
    why: dict[str, str] = {}
    if options.kind is not NoticeKind.ANNEX:
        needed |= {
            "发文机关": bool(options.issuer),
            "文号": bool(options.number),
            "主送机关": bool(options.addressees),
            "成文日期": options.signed_on is not None,
        }
    if needs_approval(options) and not options.body:
        needed["批准机关"] = bool(options.approved_by)
    if options.kind is NoticeKind.OPINIONS and not options.body:
        needed |= {"反馈期限": options.reply_by is not None, "联系方式": bool(options.contact)}
    if options.kind in (NoticeKind.ISSUE, NoticeKind.BREAKDOWN) and options.issuer:
        needed["印发机关"] = bool(options.printing_office)
        why["印发机关"] = "通知的版记里没有印发机关"
    if options.secrecy:
        needed["份号"] = bool(options.copy_number)
        why["份号"] = "涉密公文应当标注份号"
    for name, filled in needed.items():
        if not filled and not _refused(name, options):
            yield report.missing(name, options.file, why.get(name, ""))


def _refused(name: str, options: NoticeOptions) -> bool:
    """Whether a setting is blank because its value could not be used."""
    return any(f"“{name}”的内容" in finding.message for finding in options.findings)
