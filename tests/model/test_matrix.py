from __future__ import annotations

import pytest

from officekit.model.location import Location
from officekit.model.matrix import Field, Matrix, MatrixRow, split_units


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("", ()),
        ("区财政局", ("区财政局",)),
        ("区财政局、区教育局", ("区财政局", "区教育局")),
        ("区财政局\n区教育局", ("区财政局", "区教育局")),
        ("区财政局，区教育局；各镇", ("区财政局", "区教育局", "各镇")),
        ("区交通局（区公路、港航中心）、各镇", ("区交通局（区公路、港航中心）", "各镇")),
        ("区教育局等有关单位", ("区教育局",)),
        ("区财政局、区教育局等", ("区财政局", "区教育局")),
        ("、区财政局、、", ("区财政局",)),
        ("区财政局）、各镇", ("区财政局）", "各镇")),
    ],
)
def test_units_are_split_outside_brackets(text: str, units: tuple[str, ...]) -> None:
    assert split_units(text) == units


def test_a_row_gives_texts_and_locations_by_key() -> None:
    place = Location("a.xlsx", sheet="责任清单", row=4, column=7)
    row = MatrixRow("T001", {"lead": Field("区财政局", place)}, (("资金", Field("5万")),))
    assert row["lead"] == "区财政局"
    assert row.at("lead").cell == "G4"
    assert row["support"] == ""
    assert row.own_field("资金").text == "5万"
    with pytest.raises(KeyError):
        row["没有这一列"]


def test_the_fingerprint_changes_with_any_text_and_not_with_places() -> None:
    row = MatrixRow("T001", {"lead": Field("区财政局", Location("a"))}, (("资金", Field("5万")),))
    same = MatrixRow("T001", {"lead": Field("区财政局", Location("b"))}, (("资金", Field("5万")),))
    other = MatrixRow("T001", {"lead": Field("区财政局")}, (("资金", Field("6万")),))
    assert row.fingerprint() == same.fingerprint()
    assert row.fingerprint() != other.fingerprint()
    assert Matrix(rows=(row,)).fingerprint() != Matrix(rows=(row, other)).fingerprint()


def test_a_data_frame_has_chinese_headings_and_row_keys_and_leads_back() -> None:
    row = MatrixRow(
        "T007", {"number": Field("7"), "lead": Field("区财政局")}, (("资金", Field("007")),)
    )
    matrix = Matrix("标题", (row,), ("资金",), ("序号", "资金", "牵头单位"))
    frame = matrix.to_frame()
    assert list(frame.columns) == ["序号", "资金", "牵头单位"]
    assert list(frame.index) == ["T007"]
    assert frame.loc["T007", "资金"] == "007"
    again = Matrix.from_frame(frame, title="标题")
    assert again.rows == matrix.rows
    assert (again.own_columns, again.column_order) == (matrix.own_columns, matrix.column_order)


def test_missing_values_of_a_data_frame_are_blank() -> None:
    frame = Matrix(rows=(MatrixRow("T001", {"lead": Field("甲")}),)).to_frame()
    frame.loc["T001", "备注"] = None
    assert Matrix.from_frame(frame).rows[0]["remarks"] == ""
