"""The commands notice and lint, as a clerk types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx import Document

from officekit.cli.main import main
from officekit.data.bundled import bundled
from officekit.model.notice import NoticeKind
from officekit.writing.notice_document import template_of


@pytest.fixture
def matrix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A matrix workbook; LibreOffice is not there, so that nothing waits for it."""
    monkeypatch.setenv("OFFICEKIT_SOFFICE", "没有这个程序")
    path = tmp_path / "责任矩阵.xlsx"
    assert main(["build", str(bundled("samples") / "青禾区任务分工表.xlsx"), "-o", str(path)]) == 0
    return path


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def texts(path: Path) -> list[str]:
    return [p.text for p in Document(str(path)).paragraphs]


def test_a_notice_says_what_was_set(matrix: Path) -> None:
    output = matrix.with_name("通知.docx")
    number = "青政办发〔2025〕8号"
    assert run("notice", matrix, "-o", output, "--set", f"文号={number}") == 0
    assert number in texts(output)


def test_what_is_missing_is_told_with_its_remedy(
    matrix: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("notice", matrix, "-o", matrix.with_name("通知.docx"))
    said = capsys.readouterr().err
    assert "NT901" in said
    assert "文号" in said


def test_the_json_names_output_title_and_findings(
    matrix: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = matrix.with_name("附表.docx")
    capsys.readouterr()
    assert run("notice", matrix, "-o", output, "--kind", "责任清单附表", "--json") == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["format"], data["output"]) == (1, str(output))
    assert all(finding["code"].startswith("NT") for finding in data["findings"])


def test_an_existing_notice_is_not_replaced_unasked(matrix: Path) -> None:
    output = matrix.with_name("通知.docx")
    output.write_bytes("手工改过的通知".encode())
    assert run("notice", matrix, "-o", output) == 2
    assert output.read_bytes() == "手工改过的通知".encode()
    assert run("notice", matrix, "-o", output, "--overwrite") == 0
    assert texts(output)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--set", "文好=1"), "是不是“文号”？"),
        (("--year", "今年"), "选项 --year 要写数字"),
        (("--kind", "函"), "选项 --kind 不能写 '函'"),
        (("--template", "没有.docx"), "找不到模板"),
        (("--year", "2019"), "2019"),
    ],
)
def test_a_wrong_option_is_explained_and_nothing_is_written(
    matrix: Path, options: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    output = matrix.with_name("通知.docx")
    code = run("notice", matrix, "-o", output, *options)
    err = capsys.readouterr().err
    assert said in err
    if code:
        assert code == 2
        assert not output.exists()


def test_a_notice_never_replaces_the_matrix_or_its_template(
    matrix: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = matrix.read_bytes()
    assert run("notice", matrix, "-o", matrix, "--overwrite") == 2
    assert "只能写成 .docx" in capsys.readouterr().err
    assert matrix.read_bytes() == before
    template = matrix.with_name("模板.docx")
    template.write_bytes(template_of(NoticeKind.ISSUE).read_bytes())
    kept = template.read_bytes()
    options = ("--template", template, "--overwrite")
    assert run("notice", matrix, "-o", template, *options) == 2
    assert "就是模板" in capsys.readouterr().err
    assert template.read_bytes() == kept


def test_a_document_without_placeholders_is_no_template(
    matrix: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = matrix.with_name("信.docx")
    document = Document()
    document.add_paragraph("各单位：")
    document.save(str(letter))
    assert run("notice", matrix, "-o", matrix.with_name("通知.docx"), "--template", letter) == 2
    assert "不是公文模板" in capsys.readouterr().err


def test_a_letter_of_somebody_is_checked_and_set_right(
    matrix: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter, fixed = matrix.with_name("来文.docx"), matrix.with_name("修正.docx")
    document = Document()
    for text in ("青禾区发展和改革局关于报送材料的通知", "各单位：", "请于2025年3月1日前报送。"):
        document.add_paragraph(text)
    document.save(str(letter))
    before = letter.read_bytes()
    assert run("lint", letter, "--fix", fixed) in {0, 1}
    out = capsys.readouterr()
    assert "5.2.1" in out.out  # margins of the blank document
    assert "修正了" in out.err
    assert letter.read_bytes() == before
    assert texts(fixed) == texts(letter)
    run("lint", fixed)
    assert "5.2.1" not in capsys.readouterr().out


def test_lint_speaks_json(matrix: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letter = matrix.with_name("来文.docx")
    Document().save(str(letter))
    capsys.readouterr()
    run("lint", letter, "--json")
    data = json.loads(capsys.readouterr().out)
    assert data["format"] == 1
    assert {"code", "severity", "message", "hint", "location"} <= set(data["findings"][0])


def test_a_workbook_is_no_notice(matrix: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("lint", matrix) == 2
    assert "请选择 Word 文档" in capsys.readouterr().err


def test_a_rule_can_be_switched_off(matrix: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letter = matrix.with_name("来文.docx")
    Document().save(str(letter))
    capsys.readouterr()
    run("lint", letter, "--json", "--set", "NT102=关闭")
    codes = {finding["code"] for finding in json.loads(capsys.readouterr().out)["findings"]}
    assert codes
    assert "NT102" not in codes
