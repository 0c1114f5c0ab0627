# ruff: noqa: N802, N803 - the public names are Excel's
"""File dialogs behind a COM reference."""

from __future__ import annotations

from collections.abc import Iterator

from tests.excel.engine.dispatch import ComObject, Setting
from tests.excel.engine.errors import bad_index, refused
from tests.excel.engine.session import DialogRecord, Session

OPEN, SAVE_AS, FILE_PICKER, FOLDER_PICKER = 1, 2, 3, 4


class FileDialogFilters(ComObject):
    """The file types of a dialog."""

    def __init__(self, session: Session, kind: int) -> None:
        super().__init__(session)
        self._kind = kind
        self._entries: list[tuple[str, str]] = []

    @property
    def Count(self) -> int:
        return len(self._entries)

    def Clear(self) -> None:
        self._check()
        self._entries.clear()

    def Add(self, Description: str, Extensions: str, Position: int | None = None) -> None:
        """Add a file type; extensions like ``*.docx;*.pdf``."""
        self._check()
        for part in Extensions.split(";"):
            if not part.strip().startswith("*."):
                raise refused(f"Invalid extension: {part}")
        at = len(self._entries) if Position is None else Position - 1
        self._entries.insert(at, (Description, Extensions))

    def _check(self) -> None:
        if self._kind in (SAVE_AS, FOLDER_PICKER):
            raise refused("This kind of dialog has no filters.")


class SelectedItems(ComObject):
    """The chosen paths, from 1."""

    def __init__(self, session: Session, paths: list[str]) -> None:
        super().__init__(session)
        self._paths = paths

    @property
    def Count(self) -> int:
        return len(self._paths)

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __call__(self, Index: int) -> str:
        return self.Item(Index)

    def Item(self, Index: int) -> str:
        if not 1 <= Index <= len(self._paths):
            raise bad_index()
        return self._paths[Index - 1]


class FileDialog(ComObject):
    """A dialog that chooses files or a folder."""

    Title = Setting("")
    ButtonName = Setting("")
    InitialFileName = Setting("")
    InitialView = Setting(2)
    AllowMultiSelect = Setting(True)
    FilterIndex = Setting(1)

    def __init__(self, session: Session, kind: int) -> None:
        super().__init__(session)
        if kind not in (OPEN, SAVE_AS, FILE_PICKER, FOLDER_PICKER):
            raise refused("Method 'FileDialog' of object '_Application' failed")
        self._kind = kind
        self._filters = FileDialogFilters(session, kind)
        self._chosen: list[str] = []

    @property
    def DialogType(self) -> int:
        return self._kind

    @property
    def Filters(self) -> FileDialogFilters:
        return self._filters

    @property
    def SelectedItems(self) -> SelectedItems:
        return SelectedItems(self._session, self._chosen)

    def Show(self) -> int:
        """-1 where something was chosen, 0 where the dialog was cancelled."""
        self._session.note("dialog")
        multiple = self.AllowMultiSelect and self._kind in (OPEN, FILE_PICKER)
        self._chosen = self._session.dialogs.show(
            DialogRecord(
                self._kind,
                self.Title,
                self.ButtonName,
                self.InitialFileName,
                multiple,
                tuple(self._filters._entries),
            )
        )
        return -1 if self._chosen else 0
