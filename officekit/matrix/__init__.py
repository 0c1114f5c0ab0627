"""Plan → Matrix, Matrix ↔ Table, and the cross table of tasks and units."""

from officekit.matrix.build import build_matrix
from officekit.matrix.codec import from_tables, to_table
from officekit.matrix.side_sheets import UNKNOWN_CHOICE, decisions_of, unknown_choices
from officekit.matrix.summary import cross_table

__all__ = [
    "UNKNOWN_CHOICE",
    "build_matrix",
    "cross_table",
    "decisions_of",
    "from_tables",
    "to_table",
    "unknown_choices",
]
