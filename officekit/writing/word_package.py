"""The parts of a .docx package: read, some changed or added, the others copied byte for byte."""

from __future__ import annotations

import posixpath
from typing import Any, Final

from lxml import etree

from officekit.config import DEFAULT_CONFIG, Config
from officekit.errors import FormatUnsupportedError
from officekit.writing.office_package import PACKAGE_NAMESPACE, OfficePackage, Wording
from officekit.writing.word_xml import NAMESPACE

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ROOT_RELATIONS: Final = "_rels/.rels"
_EMPTY_RELATIONS: Final = f'<Relationships xmlns="{PACKAGE_NAMESPACE}/relationships"/>'.encode()


class WordPackage(OfficePackage):
    """A Word document held in memory.

    Args:
        name: file name, for messages.
        data: the file.
        config: limits.
    """

    wording = Wording(
        "Word",
        ".docx 文档",
        ".doc 文件",
        "修正",
        "请用 Word 或 WPS 打开，另存为“Word 文档（.docx）”后再试。",
    )

    def __init__(self, name: str, data: bytes, config: Config = DEFAULT_CONFIG) -> None:
        super().__init__(name, data, config)
        self.main = self._main_part()
        if etree.QName(self.root(self.main)).namespace != NAMESPACE:
            raise FormatUnsupportedError(
                f"“{name}”是“Strict Open XML”格式，不能直接修正。", self.wording.save_as
            )

    def _main_part(self) -> str:
        if _ROOT_RELATIONS not in self._names:
            raise self._unsupported()
        for relation in self.root(_ROOT_RELATIONS):
            if relation.get("Type", "").endswith("/officeDocument"):
                part = relation.get("Target", "").lstrip("/")
                if part.lower() in self._names:
                    return self._names[part.lower()]
        raise self._unsupported()

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
        self._add_part(part, root, f"{_TYPE}.{kind}+xml")
        return self._relate(kind, posixpath.basename(part))

    def _relate(self, kind: str, target: str) -> str:
        part = self._relations_part()
        if part.lower() not in self._names:
            self._add_part(part, etree.fromstring(_EMPTY_RELATIONS))
        relations = self.root(part)
        taken = {relation.get("Id") for relation in relations}
        number = 1
        while f"rIdOfficekit{number}" in taken:
            number += 1
        relation = etree.SubElement(relations, f"{{{PACKAGE_NAMESPACE}/relationships}}Relationship")
        relation.set("Id", f"rIdOfficekit{number}")
        relation.set("Type", f"{_OFFICE}/{kind}")
        relation.set("Target", target)
        self.touch(part)
        return f"rIdOfficekit{number}"

    def _relations_part(self) -> str:
        folder, name = posixpath.split(self.main)
        return posixpath.join(folder, "_rels", f"{name}.rels")
