"""Outputs: workbooks and documents, complete or not at all."""

from officekit.writing.contents import sheet_contents
from officekit.writing.findings_document import write_findings_document
from officekit.writing.marked_return import write_marked_return
from officekit.writing.matrix_edit import CellEdit, edit_workbook
from officekit.writing.matrix_workbook import write_matrix_workbook
from officekit.writing.notice_document import write_notice
from officekit.writing.notice_fix import fix_notice
from officekit.writing.packet_names import packet_file_name, packet_file_names
from officekit.writing.packet_workbook import packet_workbook_bytes, write_packet
from officekit.writing.return_contents import return_contents
from officekit.writing.return_report import write_return_report

__all__ = [
    "CellEdit",
    "edit_workbook",
    "fix_notice",
    "packet_file_name",
    "packet_file_names",
    "packet_workbook_bytes",
    "return_contents",
    "sheet_contents",
    "write_findings_document",
    "write_marked_return",
    "write_matrix_workbook",
    "write_notice",
    "write_packet",
    "write_return_report",
]
