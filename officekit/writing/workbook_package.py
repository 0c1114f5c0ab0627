"""The parts of an .xlsx package: read, some changed, the others copied byte for byte."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import Final

from lxml import etree

from officekit.config import DEFAULT_CONFIG
from officekit.errors import (
    FileEncryptedError,
    FileRefusedError,
    FileUnreadableError,
    FormatUnsupportedError,
)
from officekit.model.schema import normalize_heading

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKAGE_NS: Final = "http://schemas.openxmlformats.org/package/2006"
_CONTENT_TYPES: Final = "[Content_Types].xml"
_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_ZIP_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError),
    *(RuntimeError, ValueError, KeyError, OverflowError),
)
_SAVE_AS: Final = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再试。"
_OPEN_AND_SAVE: Final = "请用 Excel 或 WPS 打开后另存一份，再试一次。"
_BEFORE_CALC = frozenset(
    {"fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets"}
    | {"functionGroups", "externalReferences", "definedNames", "AlternateContent", "absPath"}
    | {"revisionPtr"}
)


def local_name(element: etree._Element) -> str:
    """Name of an element without namespace; blank for comments."""
    return "" if callable(element.tag) else etree.QName(element).localname


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child of a local name."""
    return next((e for e in element if local_name(e) == name), None)


def sibling_tag(element: etree._Element, name: str) -> str:
    """A tag in the namespace of an element (transitional or strict)."""
    namespace = etree.QName(element).namespace
    return f"{{{namespace}}}{name}" if namespace else name


class WorkbookPackage:
    """A workbook held in memory.

    Args:
        name: file name, for messages.
        data: the file.
    """

    def __init__(self, name: str, data: bytes) -> None:
        self._name = name
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _ZIP_FAULTS as error:
            raise self._broken() from error
        self._infos = self._zip.infolist()
        self._names = {info.filename.lower(): info.filename for info in self._infos}
        self._roots: dict[str, etree._Element] = {}
        self._touched: set[str] = set()
        self._added: list[str] = []
        self._check()
        self._main = self._main_part()
        self.workbook = self.root(self._main)

    @classmethod
    def open(cls, path: Path) -> WorkbookPackage:
        """Read a workbook file.

        Raises:
            FormatUnsupportedError: not .xlsx or .xlsm, or signed.
            FileEncryptedError: it asks for a password.
            FileUnreadableError, FileRefusedError: missing, broken or hostile.
        """
        limit = DEFAULT_CONFIG.limits.file_bytes
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
            raise FormatUnsupportedError(f"“{path.name}”是旧版 .xls 文件，不能直接改正。", _SAVE_AS)
        if not data.startswith(b"PK"):
            raise FormatUnsupportedError(
                f"“{path.name}”不是 .xlsx 工作簿，不能直接改正。", _SAVE_AS
            )
        return cls(path.name, data)

    def _broken(self) -> FileUnreadableError:
        return FileUnreadableError(f"文件“{self._name}”已损坏，打不开。", _OPEN_AND_SAVE)

    def _check(self) -> None:
        limits = DEFAULT_CONFIG.limits
        unpacked = sum(info.file_size for info in self._infos)
        if unpacked > limits.unpacked_bytes or len(self._infos) > limits.parts:
            raise FileRefusedError(f"文件“{self._name}”解压后大得不正常。", _OPEN_AND_SAVE)
        if len(self._names) != len(self._infos):
            raise FileRefusedError(f"文件“{self._name}”内部有重名的部件。", _OPEN_AND_SAVE)
        if any(info.flag_bits & 1 for info in self._infos):
            raise FileEncryptedError(
                f"文件“{self._name}”设有密码。", "请打开后取消密码，另存一份再试。"
            )
        if _CONTENT_TYPES.lower() not in self._names or "xl/workbook.bin" in self._names:
            raise FormatUnsupportedError(
                f"“{self._name}”不是 .xlsx 工作簿，不能直接改正。", _SAVE_AS
            )
        if any(name.startswith("_xmlsignatures/") for name in self._names):
            raise FormatUnsupportedError(
                f"“{self._name}”带有数字签名，改动后签名会失效。",
                "请在 Excel 中删去签名并另存一份，再试一次。",
            )

    # -------------------------------------------------------------- parts

    def root(self, part: str) -> etree._Element:
        """Root element of a part; the same object each time."""
        part = self._names.get(part.lower(), part)
        if part not in self._roots:
            try:
                data = self._zip.read(part)
            except _ZIP_FAULTS as error:
                raise self._broken() from error
            self._roots[part] = self._parsed(data)
        return self._roots[part]

    def _parsed(self, data: bytes) -> etree._Element:
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

    def part_of_type(self, ending: str) -> str | None:
        """The part that the workbook relates to under a type with this ending."""
        return next((t for kind, t in self._relations().values() if kind.endswith(ending)), None)

    def to_bytes(self) -> bytes:
        """The package; parts that nobody touched have the bytes they had."""
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
            for info in self._infos:
                if info.filename in self._touched:
                    data = _serialised(self._roots[info.filename])
                else:
                    data = self._copied(info)
                target.writestr(info, data)
            for part in self._added:
                info = zipfile.ZipInfo(part)
                info.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(info, _serialised(self._roots[part]))
        return buffer.getvalue()

    def _copied(self, info: zipfile.ZipInfo) -> bytes:
        try:
            return self._zip.read(info)
        except _ZIP_FAULTS as error:
            raise self._broken() from error

    # -------------------------------------------------------------- the workbook

    @property
    def has_macros(self) -> bool:
        """Whether the workbook is an .xlsm by its content type."""
        types = self.root(_CONTENT_TYPES)
        main = f"/{self._main}".lower()
        kinds = (
            element.get("ContentType", "")
            for element in types
            if element.get("PartName", "").lower() == main
        )
        return any("macroEnabled" in kind for kind in kinds)

    def _main_part(self) -> str:
        if "_rels/.rels" not in self._names:
            raise self._broken()
        for relation in self.root("_rels/.rels"):
            if relation.get("Type", "").endswith("/officeDocument"):
                part = relation.get("Target", "").lstrip("/")
                if part.lower().startswith("xl/"):
                    return self._names.get(part.lower(), part)
        raise FormatUnsupportedError(f"“{self._name}”不是 .xlsx 工作簿，不能直接改正。", _SAVE_AS)

    def _relations_part(self) -> str:
        folder, name = posixpath.split(self._main)
        return f"{folder}/_rels/{name}.rels"

    def _relations(self) -> dict[str, tuple[str, str]]:
        """Type and part by id."""
        folder = posixpath.dirname(self._main)
        return {
            relation.get("Id", ""): (
                relation.get("Type", ""),
                posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))[1:],
            )
            for relation in self.root(self._relations_part())
            if relation.get("TargetMode") != "External"
        }

    def sheet_part(self, name: str) -> str | None:
        """The part of a worksheet: by its name, else by its name without spaces and marks."""
        sheets = child(self.workbook, "sheets")
        entries = list(sheets) if sheets is not None else []
        for same in (str, normalize_heading):
            for entry in entries:
                if same(entry.get("name", "")) == same(name):
                    kind, part = self._relations().get(_relation_id(entry), ("", ""))
                    return part if kind.endswith("/worksheet") else None
        return None

    def add_sheet(self, name: str, root: etree._Element) -> None:
        """Add a worksheet behind the others."""
        number = 1
        while f"xl/worksheets/sheet{number}.xml" in self._names:
            number += 1
        part = f"xl/worksheets/sheet{number}.xml"
        self._names[part] = part
        self._roots[part] = root
        self._added.append(part)
        types = self.root(_CONTENT_TYPES)
        override = f"{{{_PACKAGE_NS}/content-types}}Override"
        etree.SubElement(types, override, PartName=f"/{part}", ContentType=_SHEET_TYPE)
        self.touch(_CONTENT_TYPES)
        sheets = child(self.workbook, "sheets")
        if sheets is None or len(sheets) == 0:
            raise self._broken()
        relation = f"rIdOfficekit{number}"
        relations = self.root(self._relations_part())
        kind = next(k for k, _ in self._relations().values() if k.endswith("/worksheet"))
        etree.SubElement(
            relations,
            f"{{{_PACKAGE_NS}/relationships}}Relationship",
            Id=relation,
            Type=kind,
            Target=f"/{part}",
        )
        self.touch(self._relations_part())
        entry = etree.SubElement(sheets, sibling_tag(sheets, "sheet"), name=name)
        entry.set("sheetId", str(1 + max(int(e.get("sheetId", "0")) for e in sheets)))
        entry.set(_relation_attribute(sheets[0]), relation)
        self.touch(self._main)

    def recalculate_on_opening(self) -> None:
        """Have Excel compute all formulas when it opens the file: some may look at new texts."""
        settings = child(self.workbook, "calcPr")
        if settings is None:
            settings = etree.Element(sibling_tag(self.workbook, "calcPr"))
            places = [i for i, e in enumerate(self.workbook) if local_name(e) in _BEFORE_CALC]
            self.workbook.insert(max(places, default=-1) + 1, settings)
        settings.set("fullCalcOnLoad", "1")
        self.touch(self._main)


def _relation_attribute(entry: etree._Element) -> str:
    return next(
        (
            str(name)
            for name in entry.attrib
            if str(name).endswith("}id") and "relationships" in str(name)
        ),
        "id",
    )


def _relation_id(entry: etree._Element) -> str:
    return entry.get(_relation_attribute(entry), "")


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(
        root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
    )
