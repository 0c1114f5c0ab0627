"""Spreadsheets: the reader for each format."""

from __future__ import annotations

from officekit.config import DEFAULT_CONFIG, Config
from officekit.errors import FormatUnsupportedError
from officekit.model.document import SourceKind, Workbook


def read_workbook(path: str, kind: SourceKind, config: Config = DEFAULT_CONFIG) -> Workbook:
    """Read a spreadsheet file of known format.

    Args:
        path: the file.
        kind: its format, by content; a binary workbook (.xlsb) counts as ``XLSX``, .et as
            ``XLS``.
        config: limits.

    Returns:
        One table a worksheet, with the findings.

    Raises:
        FormatUnsupportedError: the kind is no spreadsheet.
        OfficekitError: the file can't be read; see the readers.
    """
    match kind:
        case SourceKind.XLSX:
            if _is_binary(path, config):
                from officekit.reading.legacy_sheets import read_legacy

                return read_legacy(path, kind, config)
            from officekit.reading.xlsx import read_xlsx

            return read_xlsx(path, config)
        case SourceKind.XLS | SourceKind.ODS:
            from officekit.reading.legacy_sheets import read_legacy

            return read_legacy(path, kind, config)
        case SourceKind.CSV:
            return read_csv(path, config)
        case _:
            raise FormatUnsupportedError(
                f"“{path}”不是表格文件。", "请选择 .xlsx、.xls、.et、.ods 或 .csv 文件。"
            )


def read_csv(path: str, config: Config = DEFAULT_CONFIG) -> Workbook:
    """Read delimited text; see :func:`officekit.reading.delimited.read_delimited`."""
    from officekit.reading.delimited import read_delimited

    return read_delimited(path, config)


def _is_binary(path: str, config: Config) -> bool:
    from officekit.reading.guards import open_package
    from officekit.reading.sniff import is_binary_workbook

    with open_package(path, config.limits) as package:
        return is_binary_workbook(package)
