"""The parts of a .docx package: read, some changed or added, the others copied byte for byte."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from lxml import etree

from officekit.config import DEFAULT_CONFIG, Config
from officekit.errors import (
    FileEncryptedError,
    FileRefusedError,
    FileUnreadableError,
    FormatUnsupportedError,
)
from officekit.writing.word_xml import NAMESPACE

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CONTENT_TYPES: Final = "[Content_Types].xml"
_ROOT_RELATIONS: Final = "_rels/.rels"
_EMPTY_RELATIONS: Final = f'<Relationships xmlns="{_PACKAGE}/relationships"/>'.encode()
_ZIP_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError),
    *(RuntimeError, ValueError, KeyError, OverflowError),
)
_SAVE_AS: Final = "请用 Word 或 WPS 打开，另存为“Word 文档（.docx）”后再试。"


class WordPackage:
    """A Word document held in memory.

    Args:
        name: file name, for messages.
        data: the file.
        config: limits.
    """

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
        self._check(config)
        self.main = self._main_part()
        if etree.QName(self.root(self.main)).namespace != NAMESPACE:
            raise FormatUnsupportedError(
                f"“{name}”是“Strict Open XML”格式，不能直接修正。", _SAVE_AS
            )

    @classmethod
    def open(cls, path: Path, config: Config = DEFAULT_CONFIG) -> WordPackage:
        """Read a Word file.

        Raises:
            FormatUnsupportedError: not .docx, signed, or in a form that is not edited.
            FileEncryptedError: it asks for a password.
            FileUnreadableError: missing or broken.
            FileRefusedError: hostile or larger than the limits.
        """
        limit = config.limits.file_bytes
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
                raise FileEncryptedError(
                    f"文件“{path.name}”设有密码。", "请打开后取消密码，另存一份再试。"
                )
            raise FormatUnsupportedError(f"“{path.name}”是旧版 .doc 文件，不能直接修正。", _SAVE_AS)
        if not data.startswith(b"PK"):
            raise FormatUnsupportedError(f"“{path.name}”不是 .docx 文档，不能直接修正。", _SAVE_AS)
        return cls(path.name, data, config)

    def _broken(self) -> FileUnreadableError:
        return FileUnreadableError(
            f"文件“{self._name}”已损坏，打不开。", "请用 Word 或 WPS 打开后另存一份，再试一次。"
        )

    def _check(self, config: Config) -> None:
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
            raise FileEncryptedError(
                f"文件“{self._name}”设有密码。", "请打开后取消密码，另存一份再试。"
            )
        if any(name.startswith("_xmlsignatures/") for name in self._names):
            raise FormatUnsupportedError(
                f"“{self._name}”带有数字签名，改动后签名会失效。",
                "请在 Word 中删去签名并另存一份，再试一次。",
            )
        if _CONTENT_TYPES.lower() not in self._names or _ROOT_RELATIONS not in self._names:
            raise FormatUnsupportedError(f"“{self._name}”不是 Word 文档。", _SAVE_AS)

    def _main_part(self) -> str:
        for relation in self.root(_ROOT_RELATIONS):
            if relation.get("Type", "").endswith("/officeDocument"):
                part = relation.get("Target", "").lstrip("/")
                if part.lower() in self._names:
                    return self._names[part.lower()]
        raise FormatUnsupportedError(f"“{self._name}”不是 Word 文档。", _SAVE_AS)

    # -------------------------------------------------------------- parts

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
        if root.getroottree().docinfo.internalDTD is not None:
            raise FileRefusedError(
                f"文件“{self._name}”内部带有文档类型声明，可能有害，已拒绝打开。",
                "请确认文件来源可靠。",
            )
        return root

    def touch(self, part: str) -> None:
        """Say that a part's root was changed and has to be written anew."""
        self._touched.add(self._names.get(part.lower(), part))

    def related(self, kind: str) -> str | None:
        """The part that the document relates to under a type with this ending."""
        relations = self._relations_part()
        if relations.lower() not in self._names:
            return None
        folder = posixpath.dirname(self.main)
        for relation in self.root(relations):
            inside = relation.get("TargetMode") != "External"
            if inside and relation.get("Type", "").endswith(f"/{kind}"):
                target = posixpath.join("/", folder, relation.get("Target", ""))
                return posixpath.normpath(target).lstrip("/")
        return None

    def add(self, kind: str, name: str, root: Any) -> str:
        """Add a part that the document relates to.

        Args:
            kind: of the relation and the content type (``footer``, ``settings``).
            name: of the part's file beside the document's; a number is added where it is taken.
            root: its content.

        Returns:
            The relation's identity.
        """
        folder = posixpath.dirname(self.main)
        part, count = posixpath.join(folder, f"{name}.xml"), 1
        while part.lower() in self._names:
            count += 1
            part = posixpath.join(folder, f"{name}{count}.xml")
        self._names[part.lower()] = part
        self._roots[part] = root
        self._added.append(part)
        types = self.root(_CONTENT_TYPES)
        override = etree.SubElement(types, f"{{{_PACKAGE}/content-types}}Override")
        override.set("PartName", f"/{part}")
        override.set("ContentType", f"{_TYPE}.{kind}+xml")
        self.touch(_CONTENT_TYPES)
        return self._relate(kind, posixpath.basename(part))

    def _relate(self, kind: str, target: str) -> str:
        part = self._relations_part()
        if part.lower() not in self._names:
            self._names[part.lower()] = part
            self._roots[part] = etree.fromstring(_EMPTY_RELATIONS)
            self._added.append(part)
        relations = self.root(part)
        taken = {relation.get("Id") for relation in relations}
        number = 1
        while f"rIdOfficekit{number}" in taken:
            number += 1
        relation = etree.SubElement(relations, f"{{{_PACKAGE}/relationships}}Relationship")
        relation.set("Id", f"rIdOfficekit{number}")
        relation.set("Type", f"{_OFFICE}/{kind}")
        relation.set("Target", target)
        self.touch(part)
        return f"rIdOfficekit{number}"

    def _relations_part(self) -> str:
        folder, name = posixpath.split(self.main)
        return posixpath.join(folder, "_rels", f"{name}.rels")

    def to_bytes(self) -> bytes:
        """The package; parts that nobody touched have the bytes they had."""
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
            for info in self._infos:
                touched = info.filename in self._touched
                target.writestr(info, self._written(info.filename) if touched else self._raw(info))
            for part in self._added:
                info = zipfile.ZipInfo(part)
                info.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(info, self._written(part))
        return buffer.getvalue()

    def _written(self, part: str) -> bytes:
        tree = self._roots[part].getroottree()
        return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))

    def _raw(self, info: zipfile.ZipInfo) -> bytes:
        try:
            return self._zip.read(info)
        except _ZIP_FAULTS as error:
            raise self._broken() from error
