"""Fonts for tests that render a notice: Fandol out of Debian's TeX package, under Word's names.

The typefaces of GB/T 9704-2012 are not free. Fandol has the same four (仿宋, 楷体, 黑体, 宋体) with
the same cells: one em for a Chinese character, half an em for a figure. A fontconfig file of our
own gives them the names that Word knows; nothing else of the machine's fonts takes part but Noto
Serif in bold, which stands for 小标宋.
"""

from __future__ import annotations

import functools
import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from officekit.config import Config
from officekit.data.libreoffice import find_soffice

_PACKAGE = "texlive-lang-chinese"
_FONTS = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
_NEEDED = ("FandolFang-Regular", "FandolKai-Regular", "FandolHei-Regular", "FandolSong-Regular")
_TITLE_FONT = "NotoSerifCJK-Bold.ttc"
_SECONDS = 300
_ALIASES = {
    "FandolFang R": (
        "仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "华文仿宋", "STFangsong",
        "方正仿宋_GBK", "方正仿宋_GB2312", "方正仿宋简体",
    ),
    "FandolKai": (
        "楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "华文楷体", "STKaiti",
        "方正楷体_GBK", "方正楷体_GB2312", "方正楷体简体",
    ),
    "FandolHei": (
        "黑体", "SimHei", "华文黑体", "STHeiti", "方正黑体_GBK", "方正黑体_GB2312", "方正黑体简体",
    ),
    "FandolSong": (
        "宋体", "SimSun", "新宋体", "NSimSun", "华文宋体", "STSong", "方正书宋_GBK",
        "方正书宋_GB2312", "方正书宋简体", "Times New Roman",
    ),
    "Noto Serif CJK SC": (
        "方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05",
        "方正小标宋_GB2312", "小标宋", "小标宋体", "华文中宋", "STZhongsong",
    ),
}  # fmt: skip

_WEIGHTS = {
    "Noto Serif CJK SC": '<edit name="weight" mode="assign" binding="strong">'
    "<const>bold</const></edit>"
}


@dataclass(frozen=True, slots=True)
class NoticeFonts:
    """How to render with these fonts.

    Attributes:
        config: its ``soffice`` starts LibreOffice with these fonts.
        environment: the variables that do the same for any other program (``pdffonts``, a
            ``soffice`` of one's own); to be added to those of the process.
    """

    config: Config
    environment: dict[str, str]


@pytest.fixture(scope="session")
def notice_fonts() -> NoticeFonts:
    """Fandol fonts under the names of Word; skips where they can't be had."""
    return _provided()


@functools.cache
def _provided() -> NoticeFonts:
    soffice = find_soffice(os.environ.get("OFFICEKIT_SOFFICE") or None)
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    folder = _cache_folder()
    fonts = folder / "fandol"
    if not all((fonts / f"{name}.otf").is_file() for name in _NEEDED):
        _fetch(fonts)
    title = _system_font(_TITLE_FONT)
    settings = _write(folder / "fonts.conf", _font_settings((fonts, title.parent), folder))
    starter = _write(
        folder / "soffice",
        f"#!/bin/sh\nFONTCONFIG_FILE={shlex.quote(str(settings))} "
        f'exec {shlex.quote(soffice)} "$@"\n',
    )
    starter.chmod(0o755)
    return NoticeFonts(Config(soffice=str(starter)), {"FONTCONFIG_FILE": str(settings)})


def _cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(base) / "officekit-tests"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _fetch(fonts: Path) -> None:
    """Download the package and keep its fonts; several test processes may do so at once."""
    apt, dpkg = shutil.which("apt-get"), shutil.which("dpkg-deb")
    if apt is None or dpkg is None:
        pytest.skip("the Fandol fonts come from a Debian package, and this is not Debian")
    with tempfile.TemporaryDirectory(dir=fonts.parent) as name:
        folder = Path(name)
        try:
            _call(apt, "download", _PACKAGE, folder=folder)
            _call(dpkg, "-x", str(next(folder.glob("*.deb"))), "unpacked", folder=folder)
        except (OSError, subprocess.SubprocessError, StopIteration) as error:
            pytest.skip(f"the Fandol fonts could not be downloaded: {error}")
        fonts.mkdir(exist_ok=True)
        for needed in _NEEDED:
            (folder / "unpacked" / _FONTS / f"{needed}.otf").replace(fonts / f"{needed}.otf")


def _call(*command: str, folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=_SECONDS)


def _system_font(name: str) -> Path:
    found = sorted(Path("/usr/share/fonts").rglob(name))
    if not found:
        pytest.skip(f"{name} is not installed (Debian's fonts-noto-cjk)")
    return found[0]


def _write(path: Path, content: str) -> Path:
    """Write a file in one step: other test processes may be reading it."""
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
        file.write(content)
    Path(file.name).chmod(0o755)
    return Path(file.name).replace(path)


def _font_settings(folders: Iterable[Path], cache: Path) -> str:
    places = "".join(f"<dir>{escape(str(folder))}</dir>\n" for folder in folders)
    aliases = "".join(
        f'<match target="pattern"><test name="family" qual="any"><string>{alias}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{family}</string></edit>'
        f"{_WEIGHTS.get(family, '')}</match>\n"
        for family, names in _ALIASES.items()
        for alias in names
    )
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        f"<fontconfig>\n{places}<cachedir>{escape(str(cache / 'fontconfig'))}</cachedir>\n"
        f"{aliases}</fontconfig>\n"
    )
