"""Document or task table → Plan."""

from officekit.parsing.plan import parse_plan
from officekit.parsing.task_tables import parse_workbook

__all__ = ["parse_plan", "parse_workbook"]
