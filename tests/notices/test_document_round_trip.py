"""Matrix → notice.docx → reading → parsing → matrix: nothing lost, nothing doubled."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings

from officekit import workflows
from officekit.config import Config
from officekit.data.bundled import bundled
from officekit.model.matrix import Matrix, MatrixRow
from officekit.model.notice import NoticeKind
from tests.notices.test_round_trip import _matrices

_COLUMNS = ("number", "section", "subsection", "title", "measures", "lead", "support")
_ALONE = Config(soffice="没有这个程序")
"""Without LibreOffice: the pages are not tried out, the words are the same."""

_ADDRESSED = {
    "发文机关": "青禾区人民政府办公室",
    "文号": "青政办发〔2025〕8号",
    "主送机关": "各镇人民政府，区政府各部门",
    "批准机关": "区政府",
    "署名": "青禾区人民政府办公室",
    "成文日期": "2025年3月5日",
    "附注": "此件公开发布",
    "抄送": "区委各部门，区人大常委会办公室",
    "印发机关": "青禾区人民政府办公室",
    "印发日期": "2025年3月6日",
}


def texts(rows: Iterable[MatrixRow]) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in _COLUMNS) for row in rows]


def through_word(matrix: Matrix, folder: Path, **more: str) -> Matrix:
    """The matrix of the notice that is drafted from a matrix."""
    output = folder / "通知.docx"
    drafted = workflows.preview_notice(matrix, settings={**_ADDRESSED, **more})
    workflows.write_notice(drafted, output, overwrite=True, config=_ALONE)
    back, plan = workflows.import_matrix(output, config=_ALONE)
    assert plan is not None
    assert plan.notice is not None
    assert plan.notice.number == "青政办发〔2025〕8号"
    return back


@given(_matrices())
@settings(max_examples=25, deadline=None)
def test_any_matrix_comes_back_from_the_document(matrix: Matrix) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert texts(through_word(matrix, Path(folder)).rows) == texts(matrix.rows)


@pytest.mark.parametrize("sample", sorted(bundled("samples").iterdir()), ids=lambda p: p.suffix)
def test_the_samples_come_back_from_the_document(sample: Path, tmp_path: Path) -> None:
    matrix, _ = workflows.import_matrix(sample)
    drafted = workflows.preview_notice(matrix)
    assert drafted.notice.issued is not None
    back = through_word(matrix, tmp_path)
    named = [tuple(row[n] for n in ("title", "lead", "support")) for row in matrix.rows]
    assert [tuple(row[n] for n in ("title", "lead", "support")) for row in back.rows] == named


@pytest.mark.seeds
@pytest.mark.parametrize("seed", range(5))
def test_the_real_documents_come_back(seeds: Path, seed: int, tmp_path: Path) -> None:
    matrix, _ = workflows.import_matrix(next(seeds.glob(f"{seed:03d}_*.txt")))
    assert texts(through_word(matrix, tmp_path).rows) == texts(matrix.rows)


@pytest.mark.parametrize("kind", [NoticeKind.LETTER, NoticeKind.OPINIONS])
def test_letters_carry_the_whole_text(kind: NoticeKind, tmp_path: Path) -> None:
    matrix, _ = workflows.import_matrix(bundled("samples") / "云泽市2024年重点工作任务.docx")
    output = tmp_path / "函.docx"
    drafted = workflows.preview_notice(matrix, kind=kind, settings=_ADDRESSED)
    workflows.write_notice(drafted, output, config=_ALONE)
    back, _ = workflows.import_matrix(output, config=_ALONE)
    assert texts(back.rows) == texts(matrix.rows)


def test_the_annex_reads_back_as_a_task_table(tmp_path: Path) -> None:
    matrix, _ = workflows.import_matrix(bundled("samples") / "青禾区三年行动计划.txt")
    output = tmp_path / "附表.docx"
    drafted = workflows.preview_notice(matrix, kind=NoticeKind.ANNEX)
    workflows.write_notice(drafted, output, config=_ALONE)
    back, _ = workflows.import_matrix(output, config=_ALONE)
    names = ("section", "title", "lead", "support")
    assert [tuple(r[n] for n in names) for r in back.rows] == [
        tuple(r[n] for n in names) for r in matrix.rows
    ]
