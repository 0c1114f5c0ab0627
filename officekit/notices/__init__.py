"""From a matrix to a notice: what each element of the document says."""

from officekit.notices.annual import tasks_of_year
from officekit.notices.draft import draft
from officekit.notices.options import NoticeOptions, notice_options
from officekit.notices.title import break_title

__all__ = ["NoticeOptions", "break_title", "draft", "notice_options", "tasks_of_year"]
