"""A private folder for what is taken out of containers, with a bound on it all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from officekit.config import MEBIBYTE, Limits
from officekit.errors import FileRefusedError
from officekit.model.returned import Refusal

MOST_FILES: Final = 20_000
MOST_BYTES: Final = 2_048 * MEBIBYTE

_CONTAINERS: Final = (".zip", ".eml", ".msg")
_CONTAINER_BYTES: Final = 100 * MEBIBYTE

_FEWER: Final = "请把附件或压缩包分几次报送。"


class Store:
    """Bytes out of archives and mails, under neutral names (``00001.bin``).

    Args:
        folder: private folder, removed by its owner.
        limits: ``file_bytes`` bounds each file that is no container itself.
        most_files: most files in all.
        most_bytes: most bytes in all.
    """

    def __init__(
        self,
        folder: Path,
        limits: Limits,
        *,
        most_files: int = MOST_FILES,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self.limits = limits
        self._folder = folder
        self._files_left = most_files
        self._bytes_left = most_bytes
        self._count = 0

    def check_room(self) -> None:
        """Make sure that one more file may be taken.

        Raises:
            FileRefusedError: number or sum of bytes is used up.
        """
        if self._files_left <= 0 or self._bytes_left <= 0:
            raise FileRefusedError(
                "压缩包和邮件里取出的文件太多或太大，其余的没有再取。",
                _FEWER,
                entry=Refusal.BOMB,
            )

    def largest(self, name: str) -> int:
        """How many bytes a file of this name may have: containers hold many files."""
        is_container = name.lower().endswith(_CONTAINERS)
        return max(self.limits.file_bytes, _CONTAINER_BYTES if is_container else 0)

    def save(self, chunks: Iterable[bytes], name: str) -> Path:
        """Write a file.

        Args:
            chunks: its bytes, asked for piece by piece.
            name: what its sender calls it; says how large it may be, and no more.

        Returns:
            Where it lies.

        Raises:
            FileRefusedError: larger than a file may be, or than what is left in all; nothing
                stays behind then.
        """
        self.check_room()
        self._files_left -= 1
        self._count += 1
        path = self._folder / f"{self._count:05}.bin"
        size = 0
        most = min(self.largest(name), self._bytes_left)
        try:
            with path.open("wb") as stream:
                for chunk in chunks:
                    size += len(chunk)
                    if size > most:
                        raise _too_large(most)
                    stream.write(chunk)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        finally:
            self._bytes_left -= size
        return path


def _too_large(most: int) -> FileRefusedError:
    return FileRefusedError(
        f"附件或压缩包里的文件超过 {most / MEBIBYTE:.0f} MB，没有取出。",
        "请删去图片等大对象后重新报送。",
        entry=Refusal.BOMB,
    )
