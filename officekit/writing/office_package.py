"""The parts of an Office file: read, some changed or added, the others copied byte for byte."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, ClassVar, Final, Self

from lxml import etree

from officekit.config import DEFAULT_CONFIG, Config
from officekit.errors import (
    FileEncryptedError,
    FileRefusedError,
    FileUnreadableError,
    FormatUnsupportedError,
)

CONTENT_TYPES: Final = "[Content_Types].xml"
PACKAGE_NAMESPACE: Final = "http://schemas.openxmlformats.org/package/2006"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError),
    *(RuntimeError, ValueError, KeyError, OverflowError),
)


@dataclass(frozen=True, slots=True)
class Wording:
    """How a kind of file is spoken of to a clerk.

    Attributes:
        program: that opens it (Excel).
        kind: what it is (.xlsx 工作簿).
        old_kind: what came before it (.xls 文件).
        deed: what is done with it (改正).
        save_as: hint for a file of another kind.
    """

    program: str
    kind: str
    old_kind: str
    deed: str
    save_as: str


class OfficePackage:
    """An Office file held in memory; base of workbook and Word document.

    Args:
        name: file name, for messages.
        data: the file.
        config: limits.
    """

    wording: ClassVar[Wording]

    def __init__(self, name: str, data: bytes, config: Config = DEFAULT_CONFIG) -> None:
        self._name = name
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _ZIP_FAULTS as error:
            raise self._broken() from error
        self._infos = self._zip.infolist()
        self._names = {info.filename.lower(): info.filename for info in self._infos}
        self._roots: dict[str, Any] = {}
        self._touched: set[str] = set()
        self._added: list[str] = []
        self._behind: dict[str, list[tuple[bytes, Sequence[bytes]]]] = {}
        self._check(config)

    @classmethod
    def open(cls, path: Path, config: Config = DEFAULT_CONFIG) -> Self:
        """Read a file.

        Raises:
            FormatUnsupportedError: of another kind, signed, or in a form that is not edited.
            FileEncryptedError: it asks for a password.
            FileUnreadableError: missing or broken.
            FileRefusedError: hostile or larger than the limits.
        """
        words, limit = cls.wording, config.limits.file_bytes
        try:
            with path.open("rb") as stream:
                data = stream.read(limit + 1)
        except (OSError, ValueError) as error:
            raise FileUnreadableError(
                f"无法打开文件“{path}”。",
                "请检查文件名是否正确；如果它正在别的程序里打开，请先关闭。",
            ) from error
        if len(data) > limit:
            raise FileRefusedError(f"文件“{path.name}”太大。", "请删去其中的图片等大对象后再试。")
        if data.startswith(_OLE):
            if "EncryptedPackage".encode("utf-16-le") in data:
                raise _encrypted(path.name)
            raise FormatUnsupportedError(
                f"“{path.name}”是旧版 {words.old_kind}，不能直接{words.deed}。", words.save_as
            )
        if not data.startswith(b"PK"):
            raise FormatUnsupportedError(
                f"“{path.name}”不是 {words.kind}，不能直接{words.deed}。", words.save_as
            )
        return cls(path.name, data, config)

    def _broken(self) -> FileUnreadableError:
        return FileUnreadableError(
            f"文件“{self._name}”已损坏，打不开。",
            f"请用 {self.wording.program} 或 WPS 打开后另存一份，再试一次。",
        )

    def _unsupported(self) -> FormatUnsupportedError:
        words = self.wording
        return FormatUnsupportedError(
            f"“{self._name}”不是 {words.kind}，不能直接{words.deed}。", words.save_as
        )

    def _check(self, config: Config) -> None:
        """Refuse what can't be edited, before any part is unpacked."""
        limits = config.limits
        unpacked = sum(info.file_size for info in self._infos)
        if unpacked > limits.unpacked_bytes or len(self._infos) > limits.parts:
            raise FileRefusedError(
                f"文件“{self._name}”解压后大得不正常。", "请确认文件来源可靠，另存一份再试。"
            )
        if len(self._names) != len(self._infos):
            raise FileRefusedError(
                f"文件“{self._name}”内部有重名的部件。", "请确认文件来源可靠，另存一份再试。"
            )
        if any(info.flag_bits & 1 for info in self._infos):
            raise _encrypted(self._name)
        if CONTENT_TYPES.lower() not in self._names:
            raise self._unsupported()
        if any(name.startswith("_xmlsignatures/") for name in self._names):
            raise FormatUnsupportedError(
                f"“{self._name}”带有数字签名，改动后签名会失效。",
                f"请在 {self.wording.program} 中删去签名并另存一份，再试一次。",
            )

    def root(self, part: str) -> Any:
        """Root element of a part; the same object each time."""
        part = self._names.get(part.lower(), part)
        if part not in self._roots:
            try:
                data = self._zip.read(part)
            except _ZIP_FAULTS as error:
                raise self._broken() from error
            self._roots[part] = self._parsed(data)
        return self._roots[part]

    def _parsed(self, data: bytes) -> Any:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError, LookupError) as error:
            raise self._broken() from error
        if b"<!DOCTYPE" in data or root.getroottree().docinfo.internalDTD is not None:
            raise FileRefusedError(
                f"文件“{self._name}”内部带有文档类型声明，可能有害，已拒绝打开。",
                "请确认文件来源可靠。",
            )
        return root

    def touch(self, part: str) -> None:
        """Say that a part's root was changed and has to be written anew."""
        self._touched.add(self._names.get(part.lower(), part))

    def append_serialised(self, part: str, parent: Any, xml: Sequence[bytes]) -> None:
        """Have elements stand behind the children of an element when its part is written.

        Ten thousands of them take a tenth of the time and memory that they take in the tree, where
        nobody sees them.

        Args:
            part: that is written anew.
            parent: element of its tree.
            xml: the elements in UTF-8, well-formed in the place where they will stand.
        """
        behind = self._behind.setdefault(part, [])
        mark = etree.ProcessingInstruction("officekit-behind", str(len(behind)))
        parent.append(mark)
        behind.append((bytes(etree.tostring(mark)), xml))
        self.touch(part)

    def _add_part(self, part: str, root: Any, content_type: str = "") -> None:
        """Add a part, and its content type where it has one of its own."""
        self._names[part.lower()] = part
        self._roots[part] = root
        self._added.append(part)
        if content_type:
            override = f"{{{PACKAGE_NAMESPACE}/content-types}}Override"
            types = self.root(CONTENT_TYPES)
            etree.SubElement(types, override, PartName=f"/{part}", ContentType=content_type)
            self.touch(CONTENT_TYPES)

    def to_bytes(self) -> bytes:
        """The package; parts that nobody touched have the bytes they had."""
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
            for info in self._infos:
                if info.filename in self._touched:
                    self._write(target, info)
                else:
                    target.writestr(info, self._copied(info))
            for part in self._added:
                info = zipfile.ZipInfo(part)
                info.compress_type = zipfile.ZIP_DEFLATED
                self._write(target, info)
        return buffer.getvalue()

    def _write(self, target: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
        with target.open(info, "w") as stream:
            for piece in self._written(info.filename):
                stream.write(piece)

    def _written(self, part: str) -> Iterator[bytes]:
        tree = self._roots[part].getroottree()
        data = bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))
        for mark, xml in self._behind.get(part, ()):
            before, _, data = data.partition(mark)
            yield before
            yield from xml
        yield data

    def _copied(self, info: zipfile.ZipInfo) -> bytes:
        try:
            return self._zip.read(info)
        except _ZIP_FAULTS as error:
            raise self._broken() from error


def _encrypted(name: str) -> FileEncryptedError:
    return FileEncryptedError(f"文件“{name}”设有密码。", "请打开后取消密码，另存一份再试。")
