"""Where the files that travel with officekit are: samples, workbooks, Word templates."""

from __future__ import annotations

from pathlib import Path


def bundled(name: str) -> Path:
    """A folder that travels with officekit.

    Args:
        name: ``samples``, ``workbooks`` or ``word_templates``.

    Returns:
        The folder inside the installed package, or in a checkout the folder beside it.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "bundled" / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(name)
