"""Excel workbooks (.xlsx, .xlsm, transitional and strict) in one pass: zip and expat.

General libraries lose what a returned workbook must not lose (error values, formulas, hidden
rows, the cells behind a wrong ``dimension``) or fill the memory on a single far cell.
"""

from __future__ import annotations

import posixpath

from officekit.config import DEFAULT_CONFIG, Config
from officekit.model.document import Source, SourceKind, Workbook
from officekit.model.finding import Finding
from officekit.model.table import Table
from officekit.reading.grid import build_table, skipped_finding
from officekit.reading.guards import open_package
from officekit.reading.xlsx_package import XlsxPackage, missing_sheet, read_book
from officekit.reading.xlsx_parts import read_book_data, read_sheet


def read_xlsx(path: str, config: Config = DEFAULT_CONFIG) -> Workbook:
    """Read a workbook: values, formulas, merges, hidden rows and columns of all its sheets.

    Dates become dates by number format; percentages and elapsed times stay numbers; an error
    value becomes its text (``#REF!``) with a finding.

    Args:
        path: the file.
        config: limits.

    Returns:
        One table a worksheet, hidden ones included, with the findings RD020 to RD025.

    Raises:
        FileUnreadableError: not a workbook, broken, parts missing, or no sheets.
        FileRefusedError: bombs, a DTD, too many cells.
        FileEncryptedError: a part of the package is encrypted.
    """
    with open_package(path, config.limits) as opened:
        package = XlsxPackage(opened, path, config.limits)
        main = package.main_part()
        folder = posixpath.dirname(main)
        relations = package.relations(main)
        book = read_book(package.part(main))
        data = read_book_data(package, main, date1904=book.date1904)
        tables: list[Table] = []
        findings: list[Finding] = []
        for entry in book.sheets:
            relation = relations.get(entry.relation)
            if relation is None or relation.external:
                raise missing_sheet(package.file, entry.name)
            if relation.kind != "worksheet":
                findings.append(skipped_finding(entry.name, path))
                continue
            sheet = read_sheet(package.part(relation.part(folder)), entry.name, data)
            table, found = build_table(sheet, path, config.limits.cells)
            tables.append(table)
            findings += found
        return Workbook(Source(path, SourceKind.XLSX), tuple(tables), tuple(findings))
