"""The buttons of the group 公文: each makes what the command line makes."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from officekit.workflows import installation
from tests.excel.clerk import Clerk, command


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No templates of the clerk's own, whoever runs the tests."""
    monkeypatch.setattr(installation, "own_folder", lambda: tmp_path / "文档")


def texts(path: Path) -> list[str]:
    return [p.text for p in Document(str(path)).paragraphs]


def made(clerk: Clerk) -> Path:
    """The document that was opened for the clerk."""
    return Path(clerk.excel.opened_links[-1])


def choose(clerk: Clerk, *answers: object) -> None:
    clerk.excel.inputs.extend(answers)


def test_a_notice_says_what_the_command_line_writes(busy_clerk: Clerk) -> None:
    before = busy_clerk.cells()
    choose(busy_clerk, "1", "")
    message = busy_clerk.press("make_notice")
    document = made(busy_clerk)
    assert message.startswith(f"已生成“{document.name}”，在文件夹“{busy_clerk.folder}”。")
    output = busy_clerk.folder / "notice.docx"
    assert command("notice", busy_clerk.saved(), "-o", output) == 0
    assert texts(document) == texts(output)
    assert busy_clerk.cells() == before


def test_the_clerk_sees_first_what_goes_in(busy_clerk: Clerk) -> None:
    choose(busy_clerk, "2", "")
    busy_clerk.press("make_notice")
    preview = busy_clerk.excel.alerts[-2]
    assert preview.buttons == "yes_no"
    assert preview.prompt.startswith("将生成：信函\n标题：")
    assert "印发文本：《" in preview.prompt
    assert preview.prompt.endswith("继续生成吗？缺少的内容可以先在“设置”中填写。")


def test_an_annual_notice_is_asked_for_by_its_year(busy_clerk: Clerk) -> None:
    choose(busy_clerk, "1", "２０２５")
    busy_clerk.press("make_notice")
    output = busy_clerk.folder / "notice.docx"
    assert command("notice", busy_clerk.saved(), "-o", output, "--year", "2025") == 0
    assert texts(made(busy_clerk)) == texts(output)


def test_what_is_no_number_is_asked_again(busy_clerk: Clerk) -> None:
    choose(busy_clerk, "七", "9", "1", "今年", "")
    busy_clerk.press("make_notice")
    asked = [call.address for call in busy_clerk.excel.calls if call.kind == "input"]
    assert [text.startswith("“") for text in asked] == [False, True, True, False, True]


@pytest.mark.parametrize("answers", [(False,), ("1", False)])
def test_cancelling_makes_nothing(busy_clerk: Clerk, answers: tuple[object, ...]) -> None:
    files = set(busy_clerk.folder.iterdir())
    choose(busy_clerk, *answers)
    assert busy_clerk.press("make_notice") == "已取消，工作簿没有改动。"
    assert set(busy_clerk.folder.iterdir()) == files


def test_saying_no_to_the_preview_makes_nothing(busy_clerk: Clerk) -> None:
    files = set(busy_clerk.folder.iterdir())
    choose(busy_clerk, "1", "")
    busy_clerk.excel.answer_alert("no")
    assert busy_clerk.press("make_notice") == "已取消，工作簿没有改动。"
    assert set(busy_clerk.folder.iterdir()) == files


def test_a_second_notice_does_not_replace_the_first(busy_clerk: Clerk) -> None:
    choose(busy_clerk, "1", "", "1", "")
    busy_clerk.press("make_notice")
    first = made(busy_clerk)
    busy_clerk.press("make_notice")
    assert made(busy_clerk) == first.with_name(f"{first.stem}-2.docx")


def test_without_tasks_the_clerk_is_told_what_to_do_first(clerk: Clerk) -> None:
    message = clerk.press("make_notice")
    assert message.endswith("请先按“导入方案”或“导入任务表”。")


def test_the_annex_is_that_of_the_command_line(busy_clerk: Clerk) -> None:
    busy_clerk.press("make_annex")
    output = busy_clerk.folder / "annex.docx"
    assert command("notice", busy_clerk.saved(), "-o", output, "--kind", "责任清单附表") == 0
    assert texts(made(busy_clerk)) == texts(output)
    rows = Document(str(made(busy_clerk))).tables[0].rows
    assert len(rows) == 44  # 43 tasks and the head


def test_a_notice_is_checked_and_a_copy_set_right(busy_clerk: Clerk) -> None:
    letter = busy_clerk.folder / "来文.docx"
    document = Document()
    document.add_paragraph("青禾区发展和改革局关于报送材料的通知")
    document.add_paragraph("各单位：")
    document.add_paragraph("请于2025年3月1日前报送材料。")
    document.save(str(letter))
    original = letter.read_bytes()
    message = busy_clerk.press("lint_notice", letter)
    assert message.startswith("“来文.docx”有")
    report = letter.with_name("来文-公文检查.txt").read_text(encoding="utf-8-sig")
    assert report.startswith("公文检查：来文.docx\n依据：GB/T 9704—2012")
    assert letter.with_name("来文-版面修正.docx").is_file()
    assert letter.read_bytes() == original


def test_the_clerk_may_do_without_a_copy(busy_clerk: Clerk) -> None:
    letter = busy_clerk.folder / "来文.docx"
    document = Document()
    document.add_paragraph("青禾区发展和改革局关于报送材料的通知")
    document.save(str(letter))
    busy_clerk.excel.answer_alert("no")
    busy_clerk.press("lint_notice", letter)
    assert not letter.with_name("来文-版面修正.docx").exists()


def test_many_points_to_check_are_written_to_a_file(busy_clerk: Clerk) -> None:
    choose(busy_clerk, "1", "2025")
    busy_clerk.press("make_notice")
    points = next(busy_clerk.folder.glob("*-核对事项.txt")).read_text(encoding="utf-8-sig")
    assert points.startswith("核对事项：")
    assert "年度" in points
