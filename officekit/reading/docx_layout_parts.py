"""The parts of a Word package that decide about its layout, beside those that carry its text."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from officekit.config import Limits
from officekit.reading.docx_parts import (
    WordParts,
    load_parts,
    main_part,
    parse_part,
    relationships,
    switched_on,
    w,
)
from officekit.reading.guards import open_package

_SINGLE = ("settings", "theme")


@dataclass(frozen=True, slots=True)
class LayoutParts:
    """Parsed parts of a Word document.

    Attributes:
        word: the parts that carry the text.
        settings, theme: ``None`` where the document has none.
        footers: by the identity of their relationship, as sections refer to them.
    """

    word: WordParts
    settings: etree._Element | None = None
    theme: etree._Element | None = None
    footers: dict[str, etree._Element] = field(default_factory=dict)

    def setting(self, name: str) -> bool:
        """Whether an on/off setting of the document is on."""
        element = None if self.settings is None else self.settings.find(w(name))
        return element is not None and switched_on(element)


def load_layout_parts(path: str, limits: Limits) -> LayoutParts:
    """Parse the parts of a Word package that decide about its layout.

    Args:
        path: the package.
        limits: bounds on packages and paragraphs.

    Raises:
        OfficekitError: as :func:`officekit.reading.docx_parts.load_parts`.
    """
    word = load_parts(path, limits)
    single: dict[str, etree._Element] = {}
    footers: dict[str, etree._Element] = {}
    parsed: dict[str, etree._Element] = {}
    with open_package(path, limits) as package:
        names = {name.lower(): name for name in package.namelist()}
        for identity, kind, target in relationships(
            package, names, main_part(package, names, limits), limits
        ):
            part = names.get(target.lower())
            if part is None or kind not in (*_SINGLE, "footer"):
                continue
            if part not in parsed:
                parsed[part] = parse_part(package, part, limits)
            if kind == "footer":
                footers[identity] = parsed[part]
            else:
                single.setdefault(kind, parsed[part])
    return LayoutParts(word, single.get("settings"), single.get("theme"), footers)
