"""The order of the steps of removing officekit.

``uninstall.bat`` sets the runtime aside before this runs and removes it afterwards, together
with itself: a program can't remove the Python that runs it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from installer import shortcuts
from installer.documents import remove_documents
from installer.layout import Places
from installer.lock import only_one
from installer.manifest import read_manifest
from installer.telling import DONE, say

_FOLDERS = ("logs", "undo", "installer", "runtime.new", "runtime.old")
_FILES = ("installed.json", "officekit.bat")
_SETTINGS = ("settings.json", "settings.json.bad")


def uninstall(places: Places, *, everything: bool = False) -> int:
    """Remove officekit for one user.

    Args:
        places: the user's folders.
        everything: the settings and documents that the clerk has changed, too. Files that
            officekit never put into her documents are kept all the same.

    Returns:
        The exit code 0.

    Raises:
        InstallError: an installation is running.
    """
    if not places.root.exists():
        say("当前用户没有安装 officekit，不需要卸载。")
        return DONE
    with only_one(places.lock):
        manifest = read_manifest(places.manifest)
        left = shortcuts.remove(manifest.shortcuts)
        kept = remove_documents(places.own_documents, manifest, everything=everything)
        for folder in _FOLDERS:
            shutil.rmtree(places.root / folder, ignore_errors=True)
        for file in (*_FILES, *(_SETTINGS if everything else ())):
            (places.root / file).unlink(missing_ok=True)
    places.lock.unlink(missing_ok=True)
    say("officekit 已经卸载。")
    _tell_what_is_kept(places, kept, left)
    return DONE


def _tell_what_is_kept(places: Places, kept: list[tuple[Path, str]], left: list[str]) -> None:
    if kept:
        say("\n保留了下面的文件，不需要的请自行删除：")
        for path, reason in kept:
            say(f"　　{path}（{reason}）")
    own = {path for path, _ in kept}
    if places.own_documents.is_dir():
        others = sum(
            1 for each in places.own_documents.rglob("*") if each.is_file() and each not in own
        )
        if others:
            say(f"“{places.own_documents}”里还有您自己的 {others} 个文件，没有删除。")
    settings = places.root / _SETTINGS[0]
    if settings.exists():
        say(f"您的设置保留在：{settings}")
    for name in left:
        say(f"快捷方式没有删掉，请自行删除：{name}")
