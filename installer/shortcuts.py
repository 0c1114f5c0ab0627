"""The two shortcuts on the desktop: the workbook and the menu."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from installer.commands import run
from installer.layout import WORKBOOK, Places, interpreter
from installer.telling import Log


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut.

    Attributes:
        link: the .lnk file.
        target: what it opens.
        arguments: of the target, as one command line.
        folder: the working folder.
        description: shown under the pointer.
    """

    link: Path
    target: Path
    arguments: str
    folder: Path
    description: str


def shortcuts(places: Places) -> list[Shortcut]:
    """What belongs on the desktop; the workbook's only where there is a workbook."""
    workbook = places.own_documents / WORKBOOK
    menu = Shortcut(
        places.desktop / "officekit 菜单.lnk",
        interpreter(places.runtime),
        "-m officekit menu",
        places.own_documents,
        "officekit 菜单：不打开 Excel 也能用",
    )
    if not workbook.exists():
        return [menu]
    link = places.desktop / "责任矩阵.lnk"
    return [Shortcut(link, workbook, "", places.own_documents, "责任矩阵工作簿"), menu]


def make(shortcut: Shortcut, places: Places, script: Path, log: Log) -> bool:
    """Make a shortcut; whether it worked."""
    words = (
        *(shortcut.link, shortcut.target, shortcut.arguments),
        *(shortcut.folder, shortcut.description),
    )
    command = [str(interpreter(places.runtime)), str(script), *map(str, words)]
    try:
        outcome = run(command, log=log, folder=places.root)
    except OSError as error:
        log.write(str(error))
        return False
    return not outcome.code and shortcut.link.exists()


def remove(links: list[str]) -> list[str]:
    """Remove shortcuts; what could not be removed."""
    left = []
    for name in links:
        try:
            Path(name).unlink(missing_ok=True)
        except OSError:
            left.append(name)
    return left
