"""VBA projects read with oletools: an oracle apart from our own writer."""

from __future__ import annotations

import warnings

import olefile

with warnings.catch_warnings():
    # oletools calls pyparsing by names that are deprecated now.
    warnings.filterwarnings("ignore", category=DeprecationWarning, module=r"oletools\.olevba")
    from oletools import olevba


def decompress(container: bytes) -> bytes:
    return bytes(olevba.decompress_stream(container))


def open_strictly(data: bytes) -> olefile.OleFileIO:
    """Open a compound file; any defect raises an exception, as does what is only suspicious."""
    return olefile.OleFileIO(data, raise_defects=olefile.DEFECT_UNSURE)


def read_modules(project: bytes) -> dict[str, str]:
    """Source of each module by its file name (Name.bas, Name.cls), attributes included."""
    parser = olevba.VBA_Parser("vbaProject.bin", data=project)
    try:
        return {file: code for _, _, file, code in parser.extract_all_macros()}
    finally:
        parser.close()
