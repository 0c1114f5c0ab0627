"""``installed.json``: what was installed where, with the SHA-256 of every document."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

FORMAT = 1


@dataclass(slots=True)
class Manifest:
    """What is installed.

    Attributes:
        version: of officekit; empty before the first installation.
        documents: full path of each file in the clerk's documents → SHA-256 of what was put
            there, in hexadecimal digits.
        shortcuts: full paths on the desktop.
    """

    version: str = ""
    documents: dict[str, str] = field(default_factory=dict)
    shortcuts: list[str] = field(default_factory=list)


def read_manifest(path: Path) -> Manifest:
    """The record; an empty one where it is missing or damaged.

    With an empty record every document counts as the clerk's own, so none is lost.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            return Manifest()
        return Manifest(
            version=str(content["version"]),
            documents={str(name): str(value) for name, value in content["documents"].items()},
            shortcuts=[str(name) for name in content["shortcuts"]],
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Manifest()


def write_manifest(path: Path, manifest: Manifest, interpreter: Path) -> None:
    """Write the record in one step.

    Args:
        path: ``installed.json``.
        manifest: what is installed.
        interpreter: the runtime's interpreter, for whoever reads the file.
    """
    content = {
        "format": FORMAT,
        "version": manifest.version,
        "interpreter": str(interpreter),
        "documents": dict(sorted(manifest.documents.items())),
        "shortcuts": manifest.shortcuts,
    }
    part = path.with_suffix(".part")
    part.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    part.replace(path)


def sha256(path: Path) -> str:
    """SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
