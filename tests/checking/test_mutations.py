"""A clean matrix has nothing to tell; broken in one place it has exactly that to tell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from officekit.checking import Subject, check
from officekit.model.finding import Severity
from officekit.model.matrix import Field, Matrix, MatrixRow
from officekit.workflows import subject_of_plan
from tests.parsing.plans import document_of, plan_of

CLEAN = """
    青禾区2024年重点工作任务
    为落实全年部署，确定2024年重点工作任务如下：
    一、建设创新高地
    1.完善平台体系。新建研发平台3家，服务企业500家。（牵头单位：区科学技术局；责任单位：区财政局）
    2.壮大企业队伍。培育高新技术企业10家以上。（牵头单位：区工业和信息化局；责任单位：区科学技术局）
    二、改善民生福祉
    3.扩大就业规模。城镇新增就业2000人。（牵头单位：区人力资源和社会保障局；责任单位：区财政局）
    4.优化养老服务。新增护理型床位200张。（牵头单位：区民政局；责任单位：区卫生健康局）
"""


def clean() -> Matrix:
    matrix = subject_of_plan(document_of(CLEAN), plan_of(CLEAN)).matrix
    return replace(matrix, findings=())


def codes(matrix: Matrix) -> list[str]:
    found = check(Subject(matrix)).findings
    return [f.code for f in found if f.severity is not Severity.INFO]


def broken(number: str, column: str, text: str) -> Matrix:
    matrix = clean()

    def changed(row: MatrixRow) -> MatrixRow:
        if row["number"] != number:
            return row
        field = replace(row.field(column), text=text)
        return MatrixRow(row.key, {**row.fields, column: field}, row.own)

    return replace(matrix, rows=tuple(changed(row) for row in matrix.rows))


def test_a_clean_matrix_has_nothing_to_tell() -> None:
    assert codes(clean()) == []


@pytest.mark.parametrize(
    ("number", "column", "text", "code"),
    [
        ("1", "lead", "", "MX101"),
        ("1", "support", "区科学技术局", "MX104"),
        ("1", "support", "区财政局、区财政局", "MX105"),
        ("1", "lead", "各镇街", "MX106"),
        ("2", "support", "区商贸物流局", "MX201"),
        ("2", "support", "科学技术局", "MX203"),
        ("1", "measures", "新建研发平台***家，服务企业500家。", "MX301"),
        ("1", "measures", "新建研发平台3家（待核实），服务企业500家。", "MX302"),
        ("1", "measures", "完善平台体系。新建研发平台3家，服务企业500家。", "MX303"),
        ("1", "measures", "新建研发平台3家，，服务企业500家。", "MX306"),
        ("1", "measures", "新建研发平台（含中试3家，服务企业500家。", "MX307"),
        ("1", "measures", "新建研发平台3家,服务企业500家。", "MX308"),
        ("4", "measures", "新增护理型床位200张，服务覆盖率达到120%。", "MX503"),
        ("3", "measures", "城镇新增就业3000—2000人。", "MX502"),
        ("3", "measures", "2024年2月30日前城镇新增就业2000人。", "MX507"),
    ],
)
def test_one_fault_gives_exactly_its_finding(
    number: str, column: str, text: str, code: str
) -> None:
    assert codes(broken(number, column, text)) == [code]


def test_both_roles_empty_is_one_fault() -> None:
    matrix = broken("4", "lead", "")
    rows = tuple(
        MatrixRow(r.key, {**r.fields, "support": Field("")}, r.own) if r["number"] == "4" else r
        for r in matrix.rows
    )
    assert codes(replace(matrix, rows=rows)) == ["MX103"]
