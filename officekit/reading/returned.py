"""A file that came back, whatever it is: read, or refused with the reason; never an exception."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Final

from officekit.config import DEFAULT_CONFIG, Config
from officekit.errors import (
    FileRefusedError,
    FileUnreadableError,
    FormatUnsupportedError,
    OfficekitError,
)
from officekit.model.document import SourceKind
from officekit.model.incoming import Incoming
from officekit.model.returned import FileFacts, Refusal, ReturnedFile
from officekit.reading.guards import check_file
from officekit.reading.refusals import FILL_IN_THE_TABLE, named, refusal_of, remedy_of

_PROMISES: Final = {
    ".xlsx": {SourceKind.XLSX},
    ".xlsm": {SourceKind.XLSX},
    ".xltx": {SourceKind.XLSX},
    ".xltm": {SourceKind.XLSX},
    ".xlsb": {SourceKind.XLSX},
    ".xls": {SourceKind.XLS},
    ".xlt": {SourceKind.XLS},
    ".et": {SourceKind.XLS},
    ".ett": {SourceKind.XLS},
    ".ods": {SourceKind.ODS},
    ".ots": {SourceKind.ODS},
    ".csv": {SourceKind.CSV, SourceKind.TXT},
    ".tsv": {SourceKind.CSV, SourceKind.TXT},
    ".txt": {SourceKind.CSV, SourceKind.TXT},
    ".html": {SourceKind.HTML},
    ".htm": {SourceKind.HTML},
}
_NO_TABLES: Final = {
    SourceKind.DOCX: "Word 文档",
    SourceKind.DOC: "Word 或 WPS 文字文档",
    SourceKind.PDF: "PDF 文件",
}
_SAVE_AS_XLSX: Final = "请用 Excel 或 WPS 打开，另存为 .xlsx 后重新报送。"
_CHUNK: Final = 1 << 20
_HEAD: Final = 4_096


def read_returned(incoming: Incoming, config: Config = DEFAULT_CONFIG) -> ReturnedFile:
    """Read a file that came back.

    Args:
        incoming: where its bytes lie, and what is known of its way here.
        config: limits; :data:`officekit.config.RETURN_LIMITS` are meant for this.

    Returns:
        Its sheets; or none, and why in ``facts.refusal``, ``reason`` and ``remedy``. What its
        container told (name, origin, folder, time, sender) is in the facts in either case.
    """
    facts = FileFacts(
        incoming.name,
        incoming.origin,
        sent_at=incoming.sent_at,
        sender=incoming.sender,
        folder=incoming.folder,
        body=incoming.body,
    )
    if incoming.refusal is not None:
        facts = replace(
            facts, refusal=incoming.refusal, reason=incoming.reason, remedy=incoming.remedy
        )
        return ReturnedFile(facts)
    path = str(incoming.path)
    try:
        check_file(path, config.limits)
        facts = replace(facts, size=incoming.path.stat().st_size, sha256=_sha256(incoming.path))
        return _with_facts(_read(incoming, config), facts)
    except OfficekitError as error:
        return _refused(incoming, facts, error)
    except MemoryError:
        problem = FileRefusedError(
            f"读取“{incoming.name}”时内存不够。",
            "请删去表格以外的图片等大对象后重新报送。",
            entry=Refusal.TOO_MUCH,
        )
        return _refused(incoming, facts, problem)
    except Exception as cause:  # noqa: BLE001 - one hostile file must not end the run
        broken = FileUnreadableError(
            f"文件“{incoming.name}”的内容有错误，读不下去。", _SAVE_AS_XLSX
        )
        broken.__cause__ = cause
        return _refused(incoming, facts, broken)


def _read(incoming: Incoming, config: Config) -> ReturnedFile:
    from officekit.reading.sniff import is_package, sniff

    path = str(incoming.path)
    if is_package(path):
        return _read_package(incoming, config)
    try:
        kind = sniff(path, config.limits)
    except FormatUnsupportedError:
        if not _is_web_archive(incoming.path):
            raise
        from officekit.reading.returned_pages import read_returned_page

        return read_returned_page(path, config, archive=True)
    match kind:
        case SourceKind.XLS:
            from officekit.reading.returned_tables import read_returned_legacy

            return read_returned_legacy(path, kind, config)
        case SourceKind.CSV | SourceKind.TXT:
            from officekit.reading.returned_tables import read_returned_text

            return read_returned_text(path, incoming.name, config)
        case SourceKind.HTML:
            from officekit.reading.returned_pages import read_returned_page

            return read_returned_page(path, config)
        case _:
            raise _no_table(incoming, kind)


def _read_package(incoming: Incoming, config: Config) -> ReturnedFile:
    """Read a zip package; a workbook is opened once: nearly all returns are one."""
    from officekit.reading.guards import open_package
    from officekit.reading.sniff import is_binary_workbook, kind_of_package

    path = str(incoming.path)
    with open_package(path, config.limits) as package:
        kind = kind_of_package(package, config.limits)
        if kind is SourceKind.XLSX and not is_binary_workbook(package):
            from officekit.reading.returned_xlsx import read_opened_xlsx

            file = read_opened_xlsx(package, path, config)
            return replace(file, facts=replace(file.facts, kind=kind))
    if kind is SourceKind.XLSX:
        from officekit.reading.returned_tables import read_returned_legacy

        return read_returned_legacy(path, kind, config)
    if kind is SourceKind.ODS:
        from officekit.reading.returned_ods import read_returned_ods

        return read_returned_ods(path, config)
    raise _no_table(incoming, kind)


def _no_table(incoming: Incoming, kind: SourceKind) -> FormatUnsupportedError:
    return FormatUnsupportedError(
        f"“{incoming.name}”是{_NO_TABLES[kind]}，不是表格。", FILL_IN_THE_TABLE
    )


def _is_web_archive(path: Path) -> bool:
    with path.open("rb") as stream:
        return b"multipart/related" in stream.read(_HEAD).lower()


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _with_facts(file: ReturnedFile, facts: FileFacts) -> ReturnedFile:
    """The file with what the reader can't know: its name, its way here, its bytes."""
    whole = replace(
        file.facts,
        name=facts.name,
        origin=facts.origin,
        size=facts.size,
        sha256=facts.sha256,
        sent_at=facts.sent_at,
        sender=facts.sender,
        folder=facts.folder,
        body=facts.body,
        extension_kind=_lying_extension(facts.name, file.facts.kind),
    )
    return replace(file, facts=whole)


def _refused(incoming: Incoming, facts: FileFacts, error: OfficekitError) -> ReturnedFile:
    refusal = refusal_of(error)
    if refusal is Refusal.BOMB and incoming.name.startswith(("~$", ".~")):
        refusal = Refusal.LOCK_FILE
    return ReturnedFile(
        replace(
            facts,
            refusal=refusal,
            reason=named(error.message, incoming),
            remedy=remedy_of(error, incoming),
            extension_kind=_lying_extension(facts.name, None)
            if refusal is Refusal.OTHER_CONTENT
            else "",
        )
    )


def _lying_extension(name: str, kind: SourceKind | None) -> str:
    """The extension where it promises another format than the content has; else blank."""
    extension = PurePath(name).suffix.lower()
    promised = _PROMISES.get(extension)
    return "" if promised is None or kind in promised else extension
