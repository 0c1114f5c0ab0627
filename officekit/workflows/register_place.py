"""Where the register of a matrix is."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from officekit.errors import UsageError
from officekit.model.matrix import Matrix
from officekit.model.packet import Round

if TYPE_CHECKING:
    from officekit.exchange.register import Register

FILE_NAME = "报送登记册.db"
"""The SQLite file beside the matrix workbook."""
_IN_MEMORY = re.compile(r"sqlite(?:\+\w+)?:///?(?::memory:)?")
_JOURNALS = ("-journal", "-wal", "-shm")
VARIABLE = "OFFICEKIT_REGISTER"
"""Environment variable that names a shared register for all matrices of this machine."""


def register_location(matrix: Matrix, beside: Path, named: str | None = None) -> str | Path:
    """A path, or the address of a database (text with ``://``).

    What is named goes first, then the sheet 设置, then the environment, then the file beside the
    matrix workbook.

    Args:
        matrix: with its settings.
        beside: the matrix workbook.
        named: what the user says.
    """
    setting = matrix.settings.get("登记册地址", "").strip()
    text = (named or "").strip() or setting or os.environ.get(VARIABLE, "").strip()
    if not text:
        return beside.absolute().parent / FILE_NAME
    return text if "://" in text else beside.absolute().parent / text


def register_files(matrix: Matrix, beside: Path, named: str | None = None) -> tuple[Path, ...]:
    """The files of a register that is a file, journals of SQLite included; none of a database."""
    place = register_location(matrix, beside, named)
    if isinstance(place, str):
        return ()
    return (place, *(place.with_name(place.name + end) for end in _JOURNALS))


def open_register(
    matrix: Matrix, beside: Path, named: str | None = None, *, create: bool = True
) -> Register:
    """Open the register of a matrix.

    Raises:
        OfficekitError: it can't be opened, or there is none and ``create`` is false.
    """
    from officekit.exchange.register import Register

    place = register_location(matrix, beside, named)
    if isinstance(place, str) and _IN_MEMORY.fullmatch(place):
        raise UsageError(
            f"登记册地址“{place}”没有写明文件，下发的记录存不下来。",
            "请写成 sqlite:///文件名 或服务器的地址；留空时，登记册放在责任矩阵旁边。",
        )
    return Register.open(place, create=create)


def rounds_in(register: Path) -> tuple[Round, ...]:
    """Everything that was issued according to a register file, oldest first.

    Raises:
        OfficekitError: it is no register, or it can't be read.
    """
    from officekit.exchange.register import Register

    with Register.open(register, create=False) as book:
        return book.rounds()
