"""The state of the installation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from officekit.model.installation import Check
from officekit.workflows.progress import PathLike


def diagnose(workbooks: Sequence[PathLike] = ()) -> tuple[Check, ...]:
    """Examine the installation; workbooks with buttons may be named besides the usual ones."""
    from officekit.data.folders import home_folder
    from officekit.installation import examine

    return examine(home_folder(), workbooks=[Path(path) for path in workbooks])
