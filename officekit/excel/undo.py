"""Saved copies: what 撤销上次操作 goes back to.

Before a button changes anything, the whole workbook is saved as a copy in the clerk's folder; the
copy stays there even where it is never needed. A small index says which copy belongs to the last
operation on a workbook and which sheets that operation changed.
"""

from __future__ import annotations

import json
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from officekit.errors import OutputNotWritableError
from officekit.excel.problems import hresult_of

if TYPE_CHECKING:
    import xlwings as xw

_KEPT = 10
_INDEX = "last.json"


@dataclass(frozen=True, slots=True)
class SavedCopy:
    """A copy of a workbook from before an operation.

    Attributes:
        path: of the copy.
        label: of the button.
        time: when, as text.
        sheets: names of the sheets that the operation changed.
        run: number of the operation in the register of the exchange; 0 where it has none.
    """

    path: Path
    label: str
    time: str
    sheets: tuple[str, ...] = ()
    run: int = 0


def save_copy(book: xw.Book, home: Path, label: str) -> SavedCopy:
    """Save the workbook as it is now, beside older copies; the oldest are deleted.

    Raises:
        OutputNotWritableError: there is no folder that can be written to.
    """
    now = datetime.now().astimezone()
    suffix = Path(book.name).suffix or ".xlsx"
    name = f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}-{_safe(Path(book.name).stem)}{suffix}"
    for folder in _folders(home):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            book.api.SaveCopyAs(str(folder / name))
        except OSError:
            continue
        except Exception as error:
            if hresult_of(error) is None:
                raise
            continue
        _forget_oldest(folder, keep=folder / name)
        return SavedCopy(folder / name, label, f"{now:%Y-%m-%d %H:%M}")
    raise OutputNotWritableError(
        "没有地方保存撤销用的副本，所以没有开始，工作簿没有改动。",
        f"请检查磁盘空间，以及文件夹“{home}”能否写入，再按一次按钮。",
    )


def remember(workbook: str, home: Path, copy: SavedCopy) -> None:
    """Note a copy as the one that 撤销上次操作 goes back to.

    Args:
        workbook: its :func:`identity`.
        home: the clerk's own folder.
        copy: from before the operation.
    """
    entry = {
        "path": str(copy.path),
        "label": copy.label,
        "time": copy.time,
        "sheets": list(copy.sheets),
        "run": copy.run,
    }
    for folder in _folders(home):
        index = {**_index(folder), workbook: entry}
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            part = folder / f"{_INDEX}.part"
            part.write_text(json.dumps(index, ensure_ascii=False, indent=1), encoding="utf-8")
            part.replace(folder / _INDEX)
            return


def last_copy(book: xw.Book, home: Path) -> SavedCopy | None:
    """The copy from before the last operation on a workbook; ``None`` where there is none."""
    entries = [_index(folder).get(identity(book)) for folder in _folders(home)]
    found = [entry for entry in entries if isinstance(entry, dict)]
    if not found:
        return None
    # Names begin with the time. There are two where the clerk's folder was full for a while.
    entry = max(found, key=lambda each: Path(str(each.get("path", ""))).name)
    path, label, time = (str(entry.get(key, "")) for key in ("path", "label", "time"))
    sheets = entry.get("sheets")
    if not path or not Path(path).is_file() or not isinstance(sheets, list):
        return None
    run = entry.get("run", 0)
    names = tuple(str(name) for name in sheets)
    return SavedCopy(Path(path), label, time, names, run if isinstance(run, int) else 0)


def _folders(home: Path) -> Iterator[Path]:
    """Where copies are kept; the second one where nothing can be written to the first."""
    yield home / "undo"
    yield Path(tempfile.gettempdir()) / "officekit-undo"


def _index(folder: Path) -> dict[str, object]:
    try:
        index = json.loads((folder / _INDEX).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return index if isinstance(index, dict) else {}


def identity(book: xw.Book) -> str:
    """What tells a workbook from others: where it is saved."""
    # FullName and not fullname: the latter fails for files on OneDrive.
    return str(book.api.FullName).lower()


def _safe(name: str) -> str:
    return "".join(char if char.isalnum() or char in "-_" else "_" for char in name)[:60]


def _forget_oldest(folder: Path, *, keep: Path) -> None:
    copies = sorted(p for p in folder.iterdir() if p.suffix.startswith(".xls") and p != keep)
    for old in copies[: max(0, len(copies) - _KEPT + 1)]:
        with suppress(OSError):
            old.unlink()
