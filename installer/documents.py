"""Workbook, templates, manual and samples in the clerk's documents.

What the clerk has changed is never replaced: the new file is put beside it under another name.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from installer.layout import MANUAL, WORKBOOK
from installer.manifest import Manifest, sha256
from installer.telling import InstallError, of_system_error


@dataclass(frozen=True, slots=True)
class Source:
    r"""A file of the bundle and its place in the clerk's folder.

    Attributes:
        path: in the bundle.
        name: relative to ``文档\officekit``, with ``/``.
    """

    path: Path
    name: str


def sources(bundle: Path) -> list[Source]:
    """What the bundle holds for the clerk, sorted by name."""
    found = [Source(bundle / "workbooks" / WORKBOOK, WORKBOOK), Source(bundle / MANUAL, MANUAL)]
    found += [
        Source(path, f"公文模板/{path.name}") for path in (bundle / "word_templates").glob("*.docx")
    ]
    found += [Source(path, f"示例/{path.name}") for path in (bundle / "samples").glob("*")]
    usable = [each for each in found if each.path.is_file() and each.path.name[0] not in ".~"]
    return sorted(usable, key=lambda each: each.name)


def put_documents(files: list[Source], folder: Path, manifest: Manifest, version: str) -> list[str]:
    r"""Put the files into the clerk's folder and record them in the manifest.

    Args:
        files: what to put there.
        folder: ``文档\officekit``; created where it is missing.
        manifest: what was put there before; brought up to date file by file.
        version: version of officekit, for the names of files put beside changed ones.

    Returns:
        What the clerk should know, in Chinese, one line for each file that was kept.

    Raises:
        InstallError: the folder can't be written.
    """
    told = []
    for each in files:
        try:
            note = _put(each, folder, manifest, version)
        except OSError as error:
            fault = of_system_error(error)
            raise InstallError(
                f"“{folder}”写不进去：{fault.message}",
                "请检查“文档”文件夹的权限；安全软件（受控文件夹访问）拦截的，请允许后重新运行。",
            ) from error
        if note:
            told.append(note)
    return told


def _put(source: Source, folder: Path, manifest: Manifest, version: str) -> str:
    """Put one file; a note where the clerk's own version was kept."""
    target = folder / source.name
    new = sha256(source.path)
    recorded = manifest.documents.get(str(target))
    if not target.exists():
        _copy(source.path, target)
    elif (present := sha256(target)) != new:
        if recorded == new:
            return ""  # this version was offered before, and the clerk works on hers
        reason = "您修改过"
        if present == recorded:
            try:
                _copy(source.path, target)
            except PermissionError:
                reason = "正在打开"
            else:
                manifest.documents[str(target)] = new
                return ""
        beside = _put_beside(source.path, target, new, version)
        manifest.documents[str(beside)] = new
        if reason == "您修改过":
            manifest.documents[str(target)] = new
        return f"“{source.name}”{reason}，没有替换；新版放在旁边：{beside.name}"
    manifest.documents[str(target)] = new
    return ""


def _put_beside(source: Path, target: Path, new: str, version: str) -> Path:
    """Put the new version beside the clerk's file; an own later version of hers is kept too."""
    number = 1
    while True:
        mark = f"（新版 {version}）" if number == 1 else f"（新版 {version}-{number}）"
        beside = target.with_name(f"{target.stem}{mark}{target.suffix}")
        if not beside.exists():
            _copy(source, beside)
            return beside
        if sha256(beside) == new:
            return beside
        number += 1


def _copy(source: Path, target: Path) -> None:
    """Copy the content alone, in one step.

    The mark of a downloaded file is a second stream of the source; with it Excel would block
    the workbook's macros, so the content is written anew.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"~{target.name}.part")
    try:
        part.write_bytes(source.read_bytes())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def remove_documents(
    folder: Path, manifest: Manifest, *, everything: bool = False
) -> list[tuple[Path, str]]:
    r"""Remove what was installed and has not been changed since.

    Args:
        folder: ``文档\officekit``; removed when it is empty.
        manifest: what was put there.
        everything: changed ones too. Files that officekit never put there are always kept.

    Returns:
        What was kept: the file and why, in Chinese.
    """
    kept = []
    for name, recorded in manifest.documents.items():
        path = Path(name)
        try:
            if not path.is_file():
                continue
            if everything or sha256(path) == recorded:
                path.unlink()
            else:
                kept.append((path, "您修改过"))
        except OSError:
            kept.append((path, "正在打开或没有权限"))
    for inner in (folder / "公文模板", folder / "示例", folder):
        try:
            inner.rmdir()
        except OSError:
            continue
    return kept
