"""Jobs that are timed inside one process: ``python benchmarks/jobs.py JOB FILE REPEAT``.

Prints the median time in seconds, imports and one warm-up run left out.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

Job = Callable[[], object]


def parse(source: str) -> Job:
    """File → Plan."""
    import officekit

    return lambda: officekit.read_plan(source)


def build(source: str) -> Job:
    """Plan → matrix → workbook on disk; reading is left out."""
    import officekit

    plan = officekit.read_plan(source)
    target = Path(tempfile.mkdtemp()) / "matrix.xlsx"

    def run() -> None:
        officekit.write_matrix(officekit.build_matrix(plan), target, overwrite=True)

    return run


def read_officekit(source: str) -> Job:
    """Our reader: paragraphs and tables with places, automatic numbers, findings."""
    from officekit import reading

    return lambda: reading.read(source)


def read_python_docx(source: str) -> Job:
    """Texts of the paragraphs, without automatic numbers and without places."""
    import docx

    return lambda: [paragraph.text for paragraph in docx.Document(source).paragraphs]


def read_docx2python(source: str) -> Job:
    """Nested lists of texts."""
    from docx2python import docx2python

    def run() -> object:
        with docx2python(source) as content:
            return content.text

    return run


def read_markitdown(source: str) -> Job:
    """Markdown."""
    from markitdown import MarkItDown

    converter = MarkItDown(enable_plugins=False)
    return lambda: converter.convert(source).text_content


def write_officekit(source: str) -> Job:
    """The whole workbook of seven sheets, styled, with dropdowns and row heights."""
    import officekit
    from officekit.matrix import cross_table
    from officekit.writing.matrix_workbook import matrix_workbook_bytes

    matrix = officekit.build_matrix(officekit.read_plan(source))
    cross = cross_table(matrix)
    return lambda: matrix_workbook_bytes(matrix, cross)


def _frame(source: str):  # noqa: ANN202 -- pandas is imported where it is used
    import officekit

    return officekit.build_matrix(officekit.read_plan(source)).to_frame()


def write_xlsxwriter(source: str) -> Job:
    """责任清单 alone through XlsxWriter: borders, wrapped text, widths."""
    import xlsxwriter

    frame = _frame(source)
    rows = [list(frame.columns), *frame.to_numpy().tolist()]
    target = Path(tempfile.mkdtemp()) / "sheet.xlsx"

    def run() -> None:
        workbook = xlsxwriter.Workbook(str(target), {"in_memory": True})
        sheet = workbook.add_worksheet("责任清单")
        style = workbook.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        for i, row in enumerate(rows):
            for j, text in enumerate(row):
                sheet.write_string(i, j, text, style)
        workbook.close()

    return run


def write_openpyxl(source: str) -> Job:
    """The same sheet through openpyxl."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Side

    frame = _frame(source)
    rows = [list(frame.columns), *frame.to_numpy().tolist()]
    target = Path(tempfile.mkdtemp()) / "sheet.xlsx"
    side = Side(style="thin")
    border = Border(left=side, right=side, top=side, bottom=side)
    alignment = Alignment(wrap_text=True, vertical="top")

    def run() -> None:
        workbook = Workbook()
        sheet = workbook.create_sheet("责任清单")
        for i, row in enumerate(rows, 1):
            for j, text in enumerate(row, 1):
                cell = sheet.cell(i, j, text)
                cell.border = border
                cell.alignment = alignment
        workbook.save(target)

    return run


def write_pandas(source: str) -> Job:
    """The same texts through ``pandas.to_excel`` (openpyxl below), without styles."""
    frame = _frame(source)
    target = Path(tempfile.mkdtemp()) / "sheet.xlsx"
    return lambda: frame.to_excel(target, sheet_name="责任清单", engine="openpyxl")


JOBS: dict[str, Callable[[str], Job]] = {
    job.__name__: job
    for job in (
        *(parse, build, read_officekit, read_python_docx, read_docx2python, read_markitdown),
        *(write_officekit, write_xlsxwriter, write_openpyxl, write_pandas),
    )
}


def main(name: str, source: str, repeat: int) -> float:
    """Median time of a job in seconds."""
    run = JOBS[name](source)
    run()
    times = []
    for _ in range(repeat):
        start = perf_counter()
        run()
        times.append(perf_counter() - start)
    return median(times)


if __name__ == "__main__":
    print(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
