"""Outputs: workbooks and documents, complete or not at all."""

from officekit.writing.matrix_workbook import write_matrix_workbook

__all__ = ["write_matrix_workbook"]
