"""What a file is, so that the right thing can be offered for it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from officekit.config import DEFAULT_CONFIG, Config
from officekit.model.document import SourceKind
from officekit.workflows.building import is_matrix_workbook
from officekit.workflows.progress import PathLike

_WITH_SHEETS = frozenset({SourceKind.XLSX, SourceKind.XLS, SourceKind.ODS})


class FileKind(StrEnum):
    """What a file is; the value is what a clerk reads."""

    PLAN = "方案或任务"
    TABLE = "任务表"
    MATRIX = "责任矩阵"


def recognise(path: PathLike, *, config: Config = DEFAULT_CONFIG) -> FileKind:
    """What a file is, by its content.

    Raises:
        OfficekitError: nothing can be read from it.
    """
    from officekit import reading
    from officekit.reading.guards import check_file
    from officekit.reading.sniff import sniff

    check_file(str(path), config.limits)
    kind = sniff(str(path), config.limits)
    if kind is SourceKind.CSV:
        return FileKind.TABLE
    if kind not in _WITH_SHEETS:
        return FileKind.PLAN
    return FileKind.MATRIX if is_matrix_workbook(reading.read(Path(path))) else FileKind.TABLE
