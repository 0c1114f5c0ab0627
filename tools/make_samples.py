"""Make the bundled samples from their texts, and the master plan in every other format.

Usage: python tools/make_samples.py          (writes samples/)

The master plan is ``samples/青禾区三年行动计划.txt`` itself; the texts of the other samples
stand in ``tools/sample_texts``. All places and offices are invented.
"""

from __future__ import annotations

import csv
import html
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from officekit.model.plan import Plan  # noqa: E402 - the tool runs from a checkout
from tools.word_forms import write_notice, write_plan  # noqa: E402

SAMPLES = ROOT / "samples"
TEXTS = Path(__file__).resolve().parent / "sample_texts"
MASTER = SAMPLES / "青禾区三年行动计划.txt"
NOTICE = SAMPLES / "云泽市2024年重点工作任务.docx"
ANNEX = SAMPLES / "青禾区任务分工表.xlsx"

_CREATED = datetime(2024, 1, 15, 9, 0, tzinfo=UTC).replace(tzinfo=None)
_ANNEX_WIDTHS = (6, 12, 22, 52, 20, 24, 16, 18)
_PLAN_HEADINGS = ("板块", "子板块", "序号", "重点任务", "主要举措", "牵头单位", "责任单位")
_PLAN_WIDTHS = (24, 20, 6, 22, 70, 24, 34)
_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>{title}_青禾区人民政府</title>
<style>p {{ text-indent: 2em }}</style><script>var visits = 128;</script></head>
<body>
<div class="header"><ul class="nav"><li><a href="/">首页</a></li>
<li><a href="/zwgk">政务公开</a></li>
<li><a href="/hd">互动交流</a></li></ul></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a></div>
<div class="article">
<h1>{title}</h1>
<div class="info"><span>发布时间：2024-01-15</span> <span>来源：区政府办公室</span>
<span>浏览次数：128</span></div>
<div id="zoom">
{paragraphs}
</div>
<div class="share">扫一扫在手机打开当前页</div>
</div>
<div class="footer"><p>主办：青禾区人民政府办公室</p><p>网站地图 | 联系我们</p></div>
</body></html>
"""


def lines_of(path: Path) -> list[str]:
    """Paragraphs of a text, blank lines included."""
    return path.read_text(encoding="utf-8").rstrip("\n").split("\n")


def write_text(path: Path, encoding: str) -> None:
    """The master plan in another encoding, with Windows line ends."""
    text = "\r\n".join(lines_of(MASTER)) + "\r\n"
    path.write_bytes(text.encode(encoding))


def write_html(path: Path) -> None:
    """The master plan as a page of an office's site."""
    lines = lines_of(MASTER)
    paragraphs = "\n".join(
        f"<p>{html.escape(line, quote=False)}</p>" if line else "<p>&nbsp;</p>" for line in lines
    )
    page = _PAGE.format(title="".join(lines[:3]), paragraphs=paragraphs)
    path.write_text(page, encoding="utf-8")


def write_word(path: Path, *, numbered: bool) -> None:
    """The master plan in Word, with typed or automatic numbers."""
    write_plan(lines_of(MASTER), path, numbered=numbered)


def write_task_table(plan: Plan, path: Path) -> None:
    """A plan as a task table: one row an entry, under a title row."""
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": _CREATED})
        looks = _looks(book)
        sheet = book.add_worksheet("任务清单")
        last = len(_PLAN_HEADINGS) - 1
        sheet.merge_range(0, 0, 0, last, f"{plan.title}（{plan.draft_mark}）", looks["title"])
        sheet.write_row(1, 0, _PLAN_HEADINGS, looks["heading"])
        for column, width in enumerate(_PLAN_WIDTHS):
            sheet.set_column(column, column, width)
        for row, task in enumerate(plan.tasks, start=2):
            values = (
                *(task.section, task.subsection, int(task.number), task.title, task.body),
                "、".join(unit.printed for unit in task.lead),
                "、".join(unit.printed for unit in task.support),
            )
            sheet.write_row(row, 0, [v if v is not None else "" for v in values], looks["text"])


def make_notice(path: Path = NOTICE) -> None:
    """The annual list of the city, as a notice in Word."""
    write_notice(lines_of(TEXTS / "云泽市2024年重点工作任务.txt"), path)


def make_annex(path: Path = ANNEX) -> None:
    """The annex of the district: merged categories, several units in a cell, empty marks."""
    with (TEXTS / "青禾区任务分工表.csv").open(encoding="utf-8", newline="") as file:
        headings, *rows = (["\n".join(v.split("\\n")) for v in row] for row in csv.reader(file))
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"title": "青禾区绿色低碳高质量发展任务分工表", "created": _CREATED})
        looks = _looks(book)
        sheet = book.add_worksheet("任务分工表")
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(1)
        sheet.merge_range(
            *(0, 0, 0, len(headings)), "青禾区绿色低碳高质量发展任务分工表", looks["title"]
        )
        sheet.set_row(0, 36)
        for column, width in enumerate(_ANNEX_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.write_row(1, 0, ["序号", *headings], looks["heading"])
        for number, values in enumerate(rows, start=1):
            sheet.set_row(number + 1, _height(values))
            sheet.write_number(number + 1, 0, number, looks["centre"])
            sheet.write_row(number + 1, 2, values[1:], looks["text"])
        _merge_categories(sheet, [values[0] for values in rows], looks["centre"])


def _height(values: list[str]) -> float:
    """Height of a row in points: a Chinese character takes the width of two digits."""
    lines = [
        sum(-(-2 * len(line) // (width - 2)) for line in value.split("\n"))
        for value, width in zip(values[1:], _ANNEX_WIDTHS[2:], strict=True)
    ]
    return 16.5 * max(*lines, 1) + 6


def _merge_categories(sheet: Any, categories: list[str], look: Any) -> None:
    """One merged cell for each run of equal categories, in column B from row 3."""
    start = 0
    for row, category in enumerate(categories):
        if row + 1 < len(categories) and categories[row + 1] == category:
            continue
        sheet.merge_range(start + 2, 1, row + 2, 1, category, look)
        start = row + 1


def _looks(book: Any) -> dict[str, Any]:
    """Cell formats: title, heading, centred and running text."""
    cell = {"font_name": "仿宋_GB2312", "font_size": 11, "text_wrap": True, "border": 1}
    cell["valign"] = "vcenter"
    return {
        "title": book.add_format(
            {"font_name": "方正小标宋简体", "font_size": 18, "align": "center", "valign": "vcenter"}
        ),
        "heading": book.add_format({**cell, "font_name": "黑体", "align": "center"}),
        "centre": book.add_format({**cell, "align": "center"}),
        "text": book.add_format(cell),
    }


if __name__ == "__main__":
    make_notice()
    make_annex()
    print("\n".join(str(path.relative_to(ROOT)) for path in (NOTICE, ANNEX)))
