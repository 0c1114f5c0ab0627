"""Pictures for README and manual from real output: python -m tools.make_pictures [FOLDER].

The shipped workbook is filled by its own buttons through the double of Excel that the tests use,
printed through LibreOffice and cut out as PNG, by default into ``docs/pictures``. Ribbon and
console windows are drawn (``drawn_pictures.py``), pages of notices stand side by side
(``notice_pictures.py``); workbooks of departments come from a small round
(``exchange_pictures.py``). Needs ``soffice``, ``pdftoppm`` and the Noto CJK fonts, which stand in
for 仿宋, 黑体 and 小标宋 in workbooks; notices are drawn in Fandol.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pypdfium2

from officekit.workflows import build, check
from tests.excel.clerk import PLAN, Clerk
from tools.drawn_pictures import doctor_lines, draw_console, draw_ribbon, menu_lines
from tools.exchange_pictures import exchange_books
from tools.notice_pictures import lint_lines, notice_sheets
from tools.render import render

ROOT = Path(__file__).resolve().parent.parent
ISSUED = ROOT / "samples" / "云泽市2024年重点工作任务.docx"
"""The sample that notices are made from: an office issued it with a notice."""

PRESSED = ("import_plan", "check_matrix")
"""The buttons that fill the workbook."""
PICTURES = {
    "开始.png": ("pressed", "最近完成", 0.94),
    "责任清单.png": ("report", "完成时限", 0.93),
    "责任矩阵.png": ("report", "★ 牵头", 0.93),
    "问题清单.png": ("report", "处理意见", 0.6),
    "单位名录.png": ("report", "别名（原文写法）", 0.6),
    "设置.png": ("report", "只改“内容”一列", 0.6),
}
"""Name of the file; the workbook; a text on the page (the first such page of the print is taken)
and the part of its height that is shown, from the top. All sheets but 开始 come from the report of
the command line, which holds the same: widths and heights are Excel's work, not the double's."""

EXCHANGE = {
    "填报工作簿.png": ("issued", "填报单位", 0.46),
    "报送情况.png": ("report", "应报", 0.8),
    "报送冲突.png": ("report", "报送文件和单元格", 0.3),
    "退回意见.png": ("marked", "怎样改", 0.36),
    "退回的工作簿.png": ("marked", "填报单位", 0.3),
}
"""The same for the workbooks of :func:`exchange_books`."""

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
    "微软雅黑": "Noto Sans CJK SC",
}
WIDTHS = (1700, 1500, 1300, 1100, 900)  # pixels
DRAWN_WIDTH = 1300  # pixels
SHEET_WIDTH = 1400  # pixels
LARGEST = 400_000  # bytes
BORDER = 16  # pixels of white left around what a drawn picture shows

_FORMULA_VALUE = re.compile(rb"(</f>|<f/>)<v>[^<]*</v>")
_START = "xl/worksheets/sheet1.xml"
_NOT_PRINTED = b"<x:PrintObject>False</x:PrintObject>"
_CAPTION, _SMALLER = b'size="220"', b'size="130"'
"""LibreOffice does not scale the captions of buttons with the page."""


def make_pictures(folder: Path) -> list[Path]:
    """All pictures.

    Args:
        folder: for the pictures.

    Raises:
        LookupError: a sheet is not in the print.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        _use_stand_ins(work / "fonts.conf")
        pressed = _printable(_filled(work), work / "pressed.xlsm")
        prints = {path.stem: _printed(path, work) for path in (pressed, _report(work))}
        texts = {name: _page_texts(pdf) for name, pdf in prints.items()}
        made = [
            _cut_out(prints[name], _page_with(mark, texts[name]), part, folder / picture)
            for picture, (name, mark, part) in PICTURES.items()
        ]
        draw_ribbon(work / "ribbon.xlsx")
        draw_console(work / "menu.xlsx", menu_lines())
        draw_console(work / "doctor.xlsx", doctor_lines())
        for drawn, picture in (("ribbon", "功能区"), ("menu", "菜单"), ("doctor", "体检")):
            pdf = _printed(work / f"{drawn}.xlsx", work)
            made.append(_trimmed(pdf, folder / f"{picture}.png"))
        return made + _of_exchange(work, folder) + _of_notices(work, folder)


def _of_exchange(work: Path, folder: Path) -> list[Path]:
    """An issued workbook, the report of a round, and a copy that goes back."""
    round_ = work / "round"
    round_.mkdir()
    prints = {}
    for name, book in exchange_books(round_).items():
        copy = round_ / f"{name}{book.suffix}"
        shutil.copyfile(book, copy)
        prints[name] = _printed(copy, round_)
    texts = {name: _page_texts(pdf) for name, pdf in prints.items()}
    return [
        _cut_out(prints[name], _page_with(mark, texts[name]), part, folder / picture)
        for picture, (name, mark, part) in EXCHANGE.items()
    ]


def _of_notices(work: Path, folder: Path) -> list[Path]:
    """Pages of each kind of notice, and the check of a notice."""
    matrix = build(ISSUED, work / "issued.xlsx").path
    made = []
    for kind, sheet in notice_sheets(matrix, work).items():
        picture = folder / f"公文-{kind}.png"
        _rastered(sheet, 1, SHEET_WIDTH, (), picture, "-png")
        made.append(picture)
    draw_console(work / "lint.xlsx", lint_lines(work))
    made.append(_trimmed(_printed(work / "lint.xlsx", work), folder / "公文检查.png"))
    return made


def _filled(work: Path) -> Path:
    """The shipped workbook after its first buttons."""
    os.environ["OFFICEKIT_HOME"] = str(work / "home")
    clerk = Clerk(work, work / "home")
    for name in PRESSED:
        clerk.press(name, *([PLAN] if name == "import_plan" else []))
    return clerk.saved()


def _report(work: Path) -> Path:
    """The same work on the command line: import, then check."""
    matrix = build(PLAN, work / "matrix.xlsx").path
    report = work / "report.xlsx"
    check(matrix, report=report)
    return report


def _printable(workbook: Path, target: Path) -> Path:
    """The workbook with the page 开始 on one sheet of paper, its buttons printed as well.

    The double keeps the old values of formulas: they are left out, so LibreOffice calculates.
    """
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(target, "w") as result:
        for part in source.infolist():
            content = source.read(part)
            if part.filename.endswith(".vml"):
                content = content.replace(_NOT_PRINTED, b"").replace(_CAPTION, _SMALLER)
            elif part.filename == _START:
                content = _FORMULA_VALUE.sub(rb"\1", content)
                content = content.replace(b'fitToHeight="0"', b'fitToHeight="1"')
            result.writestr(part.filename, content, zipfile.ZIP_DEFLATED)
    return target


def _printed(workbook: Path, work: Path) -> Path:
    render(workbook, work, dpi=20)
    return work / f"{workbook.stem}.pdf"


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
        window = ("-x", "0", "-y", "0", "-W", str(width), "-H", str(height))
        _rastered(pdf, page, width, window, target, "-png")
        if target.stat().st_size <= LARGEST:
            break
    return target


def _trimmed(pdf: Path, target: Path) -> Path:
    """The first page as PNG without the white below and beside what is drawn on it."""
    raw = pdf.with_suffix(".ppm")
    _rastered(pdf, 1, DRAWN_WIDTH, (), raw)
    _, size, _, pixels = raw.read_bytes().split(b"\n", 3)
    width, height = map(int, size.split())
    rows = [pixels[i * width * 3 : (i + 1) * width * 3] for i in range(height)]
    last = max(i for i, row in enumerate(rows) if row.strip(b"\xff"))
    right = max(len(row.rstrip(b"\xff")) for row in rows) // 3
    size_shown = (str(min(width, right + BORDER)), str(min(height, last + BORDER)))
    window = ("-x", "0", "-y", "0", "-W", size_shown[0], "-H", size_shown[1])
    _rastered(pdf, 1, DRAWN_WIDTH, window, target, "-png")
    return target


def _rastered(
    pdf: Path, page: int, width: int, window: tuple[str, ...], target: Path, *options: str
) -> None:
    number = str(page)
    subprocess.run(
        [
            *("pdftoppm", *options, "-singlefile", "-f", number, "-l", number),
            *("-scale-to-x", str(width), "-scale-to-y", "-1", *window),
            *(str(pdf), str(target.with_suffix(""))),
        ],
        check=True,
        capture_output=True,
    )


if __name__ == "__main__":
    made = make_pictures(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures")
    print("\n".join(f"{path} {path.stat().st_size // 1000} KB" for path in made))
