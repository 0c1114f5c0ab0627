"""The words of the notice itself: title and body for each kind."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.model.notice import NoticeKind, chinese_date
from officekit.notices.annual_settings import quoted
from officekit.notices.options import TITLE_ENDINGS, NoticeOptions

DRAFT_MARK = "（征求意见稿）"


def placeholder(name: str) -> str:
    """What stands visibly for a setting that is missing."""
    return f"【{name}】"


def text_title(options: NoticeOptions) -> str:
    """Title of the issued text; a draft for comment says that it is one."""
    title = options.text_title or placeholder("标题")
    if options.kind is NoticeKind.OPINIONS and "征求意见稿" not in title:
        return title + DRAFT_MARK
    return title


def annex_title(options: NoticeOptions) -> str:
    """Title of the list of responsibilities."""
    title = options.text_title or placeholder("标题")
    return title if title.endswith("清单") else f"{title}责任清单"


def notice_title(options: NoticeOptions) -> str:
    """发文机关关于…的通知, unless 通知标题 says otherwise."""
    if options.title.endswith(TITLE_ENDINGS[options.kind]):
        return options.title
    title = options.text_title or placeholder("标题")
    matter = {
        NoticeKind.ISSUE: f"关于印发{title}的通知",
        NoticeKind.LETTER: f"关于印送{title}的函",
        NoticeKind.OPINIONS: f"关于征求{quoted(text_title(options))}意见的函",
        NoticeKind.BREAKDOWN: f"关于分解落实{title}的通知",
        NoticeKind.ANNEX: annex_title(options),
    }[options.kind]
    if options.kind is NoticeKind.ANNEX:
        return matter
    return (options.issuer or placeholder("发文机关")) + matter


def needs_approval(options: NoticeOptions) -> bool:
    """Whether an office issues, which does so with the approval of the body it serves."""
    return options.kind is NoticeKind.ISSUE and options.issuer.endswith(("办公室", "办公厅"))


def body_paragraphs(options: NoticeOptions) -> tuple[str, ...]:
    """The notice's own paragraphs."""
    if options.kind is NoticeKind.ANNEX:
        return ()
    if options.body:
        return options.body
    write = {
        NoticeKind.ISSUE: _issue,
        NoticeKind.LETTER: _letter,
        NoticeKind.OPINIONS: _opinions,
        NoticeKind.BREAKDOWN: _breakdown,
    }[options.kind]
    return tuple(write(options))


def _issue(options: NoticeOptions) -> Iterator[str]:
    name = quoted(text_title(options))
    approved = options.approved_by
    if not approved and needs_approval(options):
        approved = placeholder("批准机关")
    if not approved and not options.basis:
        yield f"现将{name}印发给你们，请认真贯彻落实。"
        return
    begin = f"根据{''.join(options.basis)}，制定了{name}，" if options.basis else name
    consent = f"已经{approved}同意，" if approved else ""
    yield f"{begin}{consent}现印发给你们，请认真贯彻落实。"


def _letter(options: NoticeOptions) -> Iterator[str]:
    yield f"{_by(options)}现将{quoted(text_title(options))}印送给你们，请结合工作职责认真抓好落实。"


def _opinions(options: NoticeOptions) -> Iterator[str]:
    name = quoted(text_title(options))
    until = chinese_date(options.reply_by) if options.reply_by else placeholder("反馈期限")
    yield (
        f"{_by(options)}现将{name}送你们征求意见。请认真研究，提出书面修改意见，于{until}前反馈；"
        "没有意见的也请书面回复。"
    )
    yield f"联系方式：{options.contact or placeholder('联系方式')}。"


def _breakdown(options: NoticeOptions) -> Iterator[str]:
    name = quoted(text_title(options))
    yield f"{_by(options)}为抓好{name}的落实，现将重点任务分解给你们，请按照责任清单认真组织实施。"
    yield "各牵头单位要会同责任单位细化措施，明确进度安排；各责任单位要主动配合，按期完成任务。"


def _by(options: NoticeOptions) -> str:
    return f"根据{''.join(options.basis)}，" if options.basis else ""
