"""From a matrix to a notice: what each element of the document says."""

from officekit.notices.annual import tasks_of_year
from officekit.notices.draft import draft
from officekit.notices.exchange_letters import covering_letter, return_letter
from officekit.notices.options import NoticeOptions, notice_options
from officekit.notices.title import break_title

__all__ = [
    "NoticeOptions",
    "break_title",
    "covering_letter",
    "draft",
    "notice_options",
    "return_letter",
    "tasks_of_year",
]
