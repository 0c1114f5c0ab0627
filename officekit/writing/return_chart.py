"""The chart of 报送情况: how many units are in each state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from officekit.model.return_report import ReturnReport
from officekit.model.sheet_content import SheetValue
from officekit.model.submission import ReturnState
from officekit.writing.return_contents import state_counts
from officekit.writing.styles import BODY_FONT, HEAD_FONT, Styles, write_value

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_COLOURS: Final = {
    ReturnState.RECEIVED.value: "#6B8F71",
    ReturnState.LATE.value: "#D9B36C",
    ReturnState.UNFILLED.value: "#E8D3A2",
    ReturnState.SENT_BACK.value: "#B5524A",
    ReturnState.STALE.value: "#A67C52",
    ReturnState.TWICE.value: "#8497B0",
    ReturnState.MISSING.value: "#C9C9C9",
}
"""In the order of the bar: what is there first, what is missing last."""
_NAME, _NUMBER, _CHART = 1, 2, 3
_ROW_HEIGHT = 19.0
_CHART_WIDTH = 640
_FRAME = 8  # pixels, so that the frame stays within the printed rows
_GAP_HEIGHT = 12.0
PROGRESS_HEIGHT = _GAP_HEIGHT + _ROW_HEIGHT * (len(_COLOURS) + 2)
"""Points that numbers and chart take."""
_PIXELS_A_POINT = 96 / 72


def write_progress(
    workbook: Workbook, sheet: Worksheet, styles: Styles, report: ReturnReport, below: int
) -> int:
    """The numbers of the states below the table, and a bar beside them.

    Args:
        workbook: of the sheet.
        sheet: 报送情况.
        styles: cell formats.
        report: the round.
        below: row behind the last line of the table, from 0.

    Returns:
        The last row that is used.
    """
    counts = dict(state_counts(report))
    start = below + 1
    lines: list[tuple[SheetValue, SheetValue]] = [(name, counts[name]) for name in _COLOURS]
    lines.append(("合计", sum(counts.values())))
    sheet.set_row(below, _GAP_HEIGHT)
    for column, text in ((_NAME, "报送情况"), (_NUMBER, "单位数")):
        write_value(sheet, start, column, text, styles.head())
    sheet.set_row(start, _ROW_HEIGHT)
    for i, (name, number) in enumerate(lines, start=1):
        total = {"font_name": HEAD_FONT, "bg_color": "#F2F2F2"} if i == len(lines) else {}
        text = styles.body(align="center", valign="vcenter", **total)
        count = styles.body(align="center", valign="vcenter", num_format="0", **total)
        write_value(sheet, start + i, _NAME, name, text)
        write_value(sheet, start + i, _NUMBER, number, count)
        sheet.set_row(start + i, _ROW_HEIGHT)
    _add_bar(workbook, sheet, counts, start)
    return start + len(lines)


def _add_bar(workbook: Workbook, sheet: Worksheet, counts: dict[str, int], start: int) -> None:
    """One bar with a piece a state; states that no unit is in have none."""
    chart = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    font = {"name": BODY_FONT, "size": 10}
    for i, (name, colour) in enumerate(_COLOURS.items(), start=1):
        if not counts[name]:
            continue
        row = start + i
        chart.add_series(
            {
                "name": [sheet.name, row, _NAME],
                "values": [sheet.name, row, _NUMBER, row, _NUMBER],
                "fill": {"color": colour},
                "border": {"color": "#FFFFFF", "width": 1},
                "gap": 60,
                "data_labels": {"value": True, "font": {**font, "bold": True}},
            }
        )
    chart.set_title(
        {
            "name": f"{sum(counts.values())}个单位的报送情况",
            "name_font": {"name": HEAD_FONT, "size": 11, "bold": False},
            "overlay": False,
        }
    )
    chart.set_legend({"position": "bottom", "font": font})
    axis = {"visible": False, "major_gridlines": {"visible": False}}
    chart.set_x_axis({**axis, "min": 0, "max": max(1, sum(counts.values()))})
    chart.set_y_axis(axis)
    chart.set_chartarea({"border": {"color": "#D9D9D9"}})
    height = round(_ROW_HEIGHT * _PIXELS_A_POINT * (len(_COLOURS) + 2)) - _FRAME
    chart.set_size({"width": _CHART_WIDTH, "height": height})
    sheet.insert_chart(
        start,
        _CHART,
        chart,
        {
            "x_offset": 12,
            "object_position": 1,
            "description": "、".join(f"{name}{counts[name]}个" for name in _COLOURS),
        },
    )
