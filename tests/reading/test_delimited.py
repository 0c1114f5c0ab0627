from __future__ import annotations

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from officekit.config import Config, Limits
from officekit.errors import FileRefusedError, FileUnreadableError
from officekit.model.document import SourceKind
from officekit.reading.delimited import read_delimited
from officekit.reading.sheets import read_csv, read_workbook


def write(path: Path, text: str, encoding: str = "utf-8") -> str:
    path.write_bytes(text.encode(encoding))
    return str(path)


def rows(path: str) -> list[list[object]]:
    return [[cell.value for cell in row] for row in read_delimited(path).sheets[0].rows]


def test_the_sheet_is_named_like_the_file_and_all_values_are_text(tmp_path: Path) -> None:
    path = write(tmp_path / "清单.csv", "序号,完成率\r\n007,3/4\r\n")
    workbook = read_csv(path)
    (table,) = workbook.sheets
    assert table.name == "清单"
    assert [[cell.value for cell in row] for row in table.rows] == [
        ["序号", "完成率"],
        ["007", "3/4"],
    ]
    assert table.rows[1][1].location.cell == "B2"
    assert (workbook.source.kind, workbook.source.encoding) == (SourceKind.CSV, "utf-8")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_chinese_encodings_are_recognised(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "a.csv", "序号,重点任务\n1,推进青禾区项目建设\n", encoding)
    assert rows(path) == [["序号", "重点任务"], ["1", "推进青禾区项目建设"]]
    assert read_csv(path).source.encoding == encoding


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    lines = [
        ["青禾区清单"],
        ["序号", "任务", "单位"],
        ["1", "修路", "住建局"],
        ["2", "植树", "林业局"],
    ]
    path = write(tmp_path / "a.csv", "\n".join(delimiter.join(line) for line in lines))
    assert rows(path) == [["青禾区清单", None, None], *lines[1:]]


def test_commas_inside_cells_do_not_mislead(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "任务;说明\n修路;长,宽,高\n植树;一,二\n")
    assert rows(path) == [["任务", "说明"], ["修路", "长,宽,高"], ["植树", "一,二"]]


def test_the_sep_line_of_excel_names_the_delimiter(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "sep=;\r\na,b;c\r\n")
    assert rows(path) == [["a,b", "c"]]


def test_quotes_and_line_breaks_inside_a_cell_are_kept(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", '序号,措施\r\n1,"第一步\n第二步，""稳"""\r\n2,完\r\n')
    assert rows(path) == [["序号", "措施"], ["1", '第一步\n第二步，"稳"'], ["2", "完"]]


def test_leading_blank_rows_stay_and_trailing_ones_go(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", ",,\n甲,,\n,,\n\n")
    assert rows(path) == [[None], ["甲"]]


def test_one_column_is_a_table_too(tmp_path: Path) -> None:
    assert rows(write(tmp_path / "a.csv", "甲\n乙\n")) == [["甲"], ["乙"]]


def test_too_many_cells_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "1,2,3\n" * 4)
    with pytest.raises(FileRefusedError):
        read_delimited(path, Config(limits=Limits(cells=10)))


def test_a_grid_that_would_not_fit_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "1\n" * 50 + "1," * 50)
    with pytest.raises(FileRefusedError):
        read_delimited(path, Config(limits=Limits(cells=200)))


def test_a_quote_that_never_ends_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", '序号,"任务\n' + "1,推进项目\n" * 40_000)
    with pytest.raises(FileUnreadableError, match="引号"):
        read_delimited(path)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00\xd8"])
def test_what_is_no_text_is_unreadable(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    with pytest.raises(FileUnreadableError):
        read_workbook(str(path), SourceKind.CSV)


CELLS = st.text(st.sampled_from('甲乙,;"\n x1\t'), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=5))
def test_what_excel_writes_comes_back(cells: list[tuple[str, str, str]]) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerows(cells)
    with TemporaryDirectory() as folder:
        path = write(Path(folder) / "a.csv", buffer.getvalue())
        assert rows(path) == [list(row) for row in cells]
