"""What a file is, so that the right thing can be offered for it."""

from __future__ import annotations

import os
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from officekit.config import DEFAULT_CONFIG, RETURN_LIMITS, Config
from officekit.errors import FileUnreadableError, FormatUnsupportedError
from officekit.model.document import SourceKind
from officekit.model.packet import ROLE_HEADING, TEMPLATE_ID
from officekit.model.schema import ROW_KEY, SheetName
from officekit.workflows.building import is_matrix_workbook
from officekit.workflows.progress import PathLike

if TYPE_CHECKING:
    from officekit.model.returned import ReturnedFile

_WITH_SHEETS = frozenset({SourceKind.XLSX, SourceKind.XLS, SourceKind.ODS})
_HEADING_ROWS = 10
"""Headings of a table that was issued stand in one of the first rows."""


class FileKind(StrEnum):
    """What a file is; the value is what a clerk reads."""

    PLAN = "方案或任务"
    TABLE = "任务表"
    MATRIX = "责任矩阵"
    RETURNS = "报送文件"
    REPORT = "报送情况"


def recognise(path: PathLike, *, config: Config = DEFAULT_CONFIG) -> FileKind:
    """What a file or folder is, by its content.

    A folder, an archive and a mail are taken for returns: what is in them is found out when they
    are collected.

    Raises:
        OfficekitError: nothing can be read from it.
    """
    from officekit import reading
    from officekit.reading.guards import check_file
    from officekit.reading.sniff import sniff

    if _is_folder(path):
        return FileKind.RETURNS
    check_file(str(path), config.limits)
    if _is_mail(path):
        return FileKind.RETURNS
    try:
        kind = sniff(str(path), config.limits)
    except FormatUnsupportedError:
        if _is_container(path):
            return FileKind.RETURNS
        raise
    if kind is not SourceKind.CSV and kind not in _WITH_SHEETS:
        return FileKind.PLAN
    if came_back(path):
        return FileKind.RETURNS
    if kind is SourceKind.CSV:
        return FileKind.TABLE
    content = reading.read(Path(path))
    if is_matrix_workbook(content):
        return FileKind.MATRIX
    sheets = {sheet.name for sheet in getattr(content, "sheets", ())}
    return FileKind.REPORT if SheetName.CONFLICTS in sheets else FileKind.TABLE


def _is_folder(path: PathLike) -> bool:
    """Whether it is a folder with a file somewhere in it.

    Raises:
        FileUnreadableError: it is a folder without any.
    """
    if not Path(path).is_dir():
        return False
    if not any(names for _, _, names in os.walk(path)):
        raise FileUnreadableError(
            f"文件夹“{Path(path).name}”里没有文件。",
            "请把各单位报送的文件放进去，再拖一次；要处理方案的，请直接拖方案文件。",
        )
    return True


def _is_mail(path: PathLike) -> bool:
    return Path(path).suffix.lower() == ".eml"


def _is_container(path: PathLike) -> bool:
    """Whether it is an archive or an Outlook mail, which only a collecting looks into."""
    from officekit.reading import intake_outlook, intake_zip

    file = Path(path)
    try:
        return intake_outlook.is_outlook(file, file.name) or intake_zip.is_archive(file)
    except OSError:
        return False


def came_back(path: PathLike) -> bool:
    """Whether a workbook or delimited text was issued to a unit for filling in."""
    from officekit import exchange
    from officekit.model.incoming import Incoming
    from officekit.reading.returned import read_returned

    file = read_returned(Incoming(Path(path), Path(path).name), Config(limits=RETURN_LIMITS))
    return exchange.read_identity(file)["template"] == TEMPLATE_ID or _has_its_headings(file)


def _has_its_headings(file: ReturnedFile) -> bool:
    """Whether the headings that only an issued table has stand at the top of a sheet."""
    wanted = {ROLE_HEADING, ROW_KEY.heading}
    return any(
        wanted <= {str(value).strip() for value in sheet.rows[row].values()}
        for sheet in file.sheets
        for row in islice(sorted(sheet.rows), _HEADING_ROWS)
    )
