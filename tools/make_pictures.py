"""Pictures for README and manual from real output: python tools/make_pictures.py [FOLDER].

Builds the matrix of the bundled sample, prints it through LibreOffice and cuts out one page of
each sheet as PNG, by default into ``docs/pictures``. Needs ``soffice``, ``pdftoppm`` and the Noto
CJK fonts, which stand in for 仿宋, 黑体 and 小标宋.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import chdir
from pathlib import Path

import pypdfium2
from render import render

from officekit.workflows import build

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "青禾区三年行动计划.txt"
PICTURES = {
    "责任清单.png": ("完成时限", 1.0),
    "责任矩阵.png": ("★ 牵头", 1.0),
    "问题清单.png": ("处理意见", 0.45),
    "单位名录.png": ("别名（原文写法）", 1.0),
    "设置.png": ("只改“内容”一列", 0.6),
}
"""Name of the file; a text on the page (the first such page of the print is taken) and the part
of its height that is shown, from the top."""

FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
{}</fontconfig>"""
FONT = """<match target="pattern"><test name="family"><string>{}</string></test>
<edit name="family" mode="assign" binding="strong"><string>{}</string></edit></match>
"""
STAND_INS = {
    "仿宋": "Noto Serif CJK SC",
    "方正小标宋简体": "Noto Serif CJK SC",
    "黑体": "Noto Sans CJK SC",
}
WIDTHS = (1700, 1500, 1300, 1100, 900)  # pixels
LARGEST = 400_000  # bytes


def make_pictures(folder: Path) -> list[Path]:
    """One picture a sheet.

    Args:
        folder: for the pictures.

    Raises:
        LookupError: a sheet is not in the print.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        workbook = work / "matrix.xlsx"
        shutil.copy(SAMPLE, work)
        with chdir(work):
            build(SAMPLE.name, workbook)
        _use_stand_ins(work / "fonts.conf")
        render(workbook, work, dpi=20)
        pdf = work / "matrix.pdf"
        texts = _page_texts(pdf)
        return [
            _cut_out(pdf, _page_with(mark, texts), part, folder / picture)
            for picture, (mark, part) in PICTURES.items()
        ]


def _use_stand_ins(settings: Path) -> None:
    """Let LibreOffice show the fonts of the workbook by free ones of the same style."""
    fonts = "".join(FONT.format(name, other) for name, other in STAND_INS.items())
    settings.write_text(FONTS.format(fonts), encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(settings)


def _page_texts(pdf: Path) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def _page_with(mark: str, texts: list[str]) -> int:
    """Number of the first page with a text, from 1; spaces make no difference."""
    for i, text in enumerate(texts, 1):
        if "".join(mark.split()) in "".join(text.split()):
            return i
    raise LookupError(f"no page of the print holds {mark}")


def _cut_out(pdf: Path, page: int, part: float, target: Path) -> Path:
    """The upper part of a page as PNG, as wide as the size of the file allows."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        across, high = document[page - 1].get_size()
    finally:
        document.close()
    for width in WIDTHS:
        height = round(width * high / across * part)
        subprocess.run(
            [
                *("pdftoppm", "-png", "-singlefile", "-f", str(page), "-l", str(page)),
                *("-scale-to-x", str(width), "-scale-to-y", "-1"),
                *("-x", "0", "-y", "0", "-W", str(width), "-H", str(height)),
                *(str(pdf), str(target.with_suffix(""))),
            ],
            check=True,
            capture_output=True,
        )
        if target.stat().st_size <= LARGEST:
            break
    return target


if __name__ == "__main__":
    made = make_pictures(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures")
    print("\n".join(f"{path} {path.stat().st_size // 1000} KB" for path in made))
