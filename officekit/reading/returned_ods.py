"""Returned OpenDocument spreadsheets (.ods): one pass over content.xml with expat.

Source: OASIS OpenDocument 1.3, part 3. calamine would tell the values only, and expands repeated
cells until the memory is full; here a repeated blank cell costs nothing and a repeated value is
counted before it is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from officekit.config import Config
from officekit.errors import FileEncryptedError, FileUnreadableError
from officekit.model.document import SourceKind
from officekit.model.returned import FileFacts, ReturnedFile
from officekit.reading.far_cells import take_far
from officekit.reading.guards import open_package
from officekit.reading.returned_ods_content import ContentReader
from officekit.reading.xlsx_package import OPEN_AND_SAVE, Part, XlsxPackage, new_parser, parse

_CONTENT: Final = "content.xml"
_META: Final = "meta.xml"
_MANIFEST: Final = "META-INF/manifest.xml"


def read_returned_ods(path: str, config: Config) -> ReturnedFile:
    """Read a returned .ods with its formulas, comments, protection and hidden rows.

    Args:
        path: the file.
        config: limits; ``seconds`` bounds the whole.

    Raises:
        FileEncryptedError: it has a password.
        FileUnreadableError: broken, or without sheets.
        FileRefusedError: bombs, a DTD, too many cells, or time is up.
    """
    file = Path(path).name
    with open_package(path, config.limits) as package:
        names = set(package.namelist())
        parts = XlsxPackage(package, path, config.limits)
        if parts.has(_MANIFEST) and b"encryption-data" in parts.part(_MANIFEST).data:
            raise FileEncryptedError(
                f"文件“{file}”设有密码。", "请向发送人要密码，打开后取消密码另存一份再试。"
            )
        meta = _Meta()
        if parts.has(_META):
            _parse(parts.part(_META), meta)
        content = ContentReader(file, config.limits.cells)
        _parse(parts.part(_CONTENT), content)
    if not content.sheets:
        raise FileUnreadableError(f"文件“{file}”里没有工作表。", OPEN_AND_SAVE)
    sheets, far = take_far(content.finished())
    return ReturnedFile(
        FileFacts(
            file,
            kind=SourceKind.ODS,
            application=meta.generator,
            macros=any(name.startswith(("Basic/", "Scripts/")) for name in names),
            external=(*content.external, *_embedded(names)),
            date1904=content.date1904,
            properties=meta.properties,
            names=content.names,
            far_cells=far,
        ),
        sheets,
    )


def _embedded(names: set[str]) -> tuple[str, ...]:
    objects = {name.partition("/")[0] for name in names if name.startswith("Object ")}
    return (f"嵌入对象 {len(objects)} 个",) if objects else ()


def _parse(part: Part, handlers: ContentReader | _Meta) -> None:
    """Run the handlers over a part."""
    parser = new_parser(part)
    parser.StartElementHandler = handlers.start
    parser.EndElementHandler = handlers.end
    parser.CharacterDataHandler = handlers.text
    parse(parser, part)


@dataclass(slots=True)
class _Meta:
    """Handlers for meta.xml: who saved it, and the custom properties."""

    generator: str = ""
    _name: str | None = None
    _pieces: list[str] = field(default_factory=list)
    _found: dict[str, str] = field(default_factory=dict)

    @property
    def properties(self) -> Mapping[str, str]:
        return self._found

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._pieces.clear()
        if tag.endswith(" user-defined"):
            self._name = next((v for k, v in attributes.items() if k.endswith(" name")), None)

    def end(self, tag: str) -> None:
        text = "".join(self._pieces)
        if tag.endswith(" generator"):
            self.generator = text
        elif self._name is not None and tag.endswith(" user-defined"):
            self._found[self._name] = text
            self._name = None

    def text(self, data: str) -> None:
        self._pieces.append(data)
