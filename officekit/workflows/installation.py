"""The state of the installation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from officekit.model.installation import Check
from officekit.model.notice import NoticeKind
from officekit.workflows.progress import PathLike

MANUAL = "使用手册.html"


def own_folder() -> Path | None:
    """The folder ``officekit`` among the user's documents: workbook, templates and manual."""
    from officekit.installation.this_machine import documents_folder

    documents = documents_folder()
    return documents / "officekit" if documents is not None else None


def manual() -> Path | None:
    """The manual where the installer has put it; ``None`` where it is missing."""
    folder = own_folder()
    path = folder / MANUAL if folder is not None else None
    return path if path is not None and path.is_file() else None


def own_template(kind: NoticeKind) -> Path | None:
    """The clerk's own template of a kind of notice; ``None`` where she has none."""
    folder = own_folder()
    path = folder / "公文模板" / f"{kind.value}.docx" if folder is not None else None
    return path if path is not None and path.is_file() else None


def diagnose(workbooks: Sequence[PathLike] = ()) -> tuple[Check, ...]:
    """Examine the installation; workbooks with buttons may be named besides the usual ones."""
    from officekit.data.folders import home_folder
    from officekit.installation import examine

    return examine(home_folder(), workbooks=[Path(path) for path in workbooks])
