"""The buttons of the group 公文: each makes what the command line makes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx import Document

from officekit import workflows
from officekit.cli.menu_notices import lint_file
from officekit.excel import desk as desk_module
from officekit.workflows import installation, outputs
from officekit.writing.word_xml import el
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


def test_a_workbook_in_onedrive_has_its_notice_among_the_documents(
    busy_clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (workflows, outputs):
        monkeypatch.setattr(module, "own_folder", lambda: tmp_path / "文档")
    address = "https://d.docs.live.net/abc/同步.xlsm"
    busy_clerk.book = busy_clerk.excel.open(busy_clerk.saved("同步.xlsm"), url=address)
    choose(busy_clerk, "1", "")
    busy_clerk.press("make_notice")
    assert made(busy_clerk).parent == tmp_path / "文档"
    assert made(busy_clerk).is_file()


def test_a_title_that_is_no_file_name_is_made_one(busy_clerk: Clerk) -> None:
    title = "关于印发《甲/乙》：“第1期”*?任务的通知" + "很长" * 60
    set_setting(busy_clerk, "标题", title)
    choose(busy_clerk, "1", "")
    busy_clerk.press("make_notice")
    name = made(busy_clerk).name
    assert "关于印发《甲乙》：“第1期”任务的通知" in name
    assert not set('\\/:*?"<>|') & set(name)
    assert len(name.encode()) <= 255
    assert made(busy_clerk).is_file()


def test_a_broken_template_of_her_own_is_explained(busy_clerk: Clerk, tmp_path: Path) -> None:
    own = tmp_path / "文档" / "公文模板" / "印发通知.docx"
    own.parent.mkdir(parents=True)
    document = Document()
    document.add_paragraph("{{标提}}")
    document.save(str(own))
    files = set(busy_clerk.folder.iterdir())
    choose(busy_clerk, "1", "")
    message = busy_clerk.press("make_notice")
    assert "“标提”不是可以填写的项目" in message
    assert "是不是“标题”？" in message
    assert set(busy_clerk.folder.iterdir()) == files


@pytest.mark.parametrize("name", ["make_notice", "make_annex", "lint_notice"])
def test_esc_at_any_moment_leaves_no_file(
    busy_clerk: Clerk, name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    letter = tmp_path / "函" / "来文.docx"
    letter.parent.mkdir()
    document = Document()
    document.add_paragraph("青禾区发展和改革局关于报送材料的通知")
    document.save(str(letter))
    before = {path for path in tmp_path.rglob("*") if path.suffix in {".docx", ".txt", ".tmp"}}
    presses: list[int] = []

    def pressed() -> bool:
        presses[0] -= 1
        return presses[0] == 0

    monkeypatch.setattr(desk_module, "escape_pressed", pressed)
    cancelled = 0
    for moment in range(2, 60):  # the first question only forgets what was pressed before
        presses[:] = [moment]
        busy_clerk.excel.inputs[:] = ["1", ""]
        message = busy_clerk.press(name, *([letter] if name == "lint_notice" else []))
        if message != "已取消，工作簿没有改动。":
            break
        cancelled += 1
        found = {path for path in tmp_path.rglob("*") if path.suffix in {".docx", ".txt", ".tmp"}}
        assert found == before, moment
    assert cancelled >= (3 if name == "lint_notice" else 1)


def test_a_notice_that_can_t_be_set_right_is_checked_nevertheless(busy_clerk: Clerk) -> None:
    letter = busy_clerk.folder / "来文.docx"
    document = Document()
    run: Any = document.add_paragraph("青禾区发展和改革局关于报送材料的通知").runs[0]._r
    run.addprevious(el("ins", id=1, author="甲"))
    run.getprevious().append(run)
    document.save(str(letter))
    message = busy_clerk.press("lint_notice", letter)
    assert "没有修正版面：" in message
    assert "修订" in message
    assert letter.with_name("来文-公文检查.txt").is_file()
    assert not letter.with_name("来文-版面修正.docx").exists()
    outcome = lint_file(letter, lambda *_: None)
    assert any("没有修正版面：" in line for line in outcome.lines)
    assert len(outcome.made) == 1


def test_a_notice_that_can_t_be_opened_is_there_nevertheless(busy_clerk: Clerk) -> None:
    choose(busy_clerk, "1", "")
    busy_clerk.excel.fail_on("follow")
    message = busy_clerk.press("make_notice")
    assert message.startswith("已生成“")
    assert list(busy_clerk.folder.glob("*.docx"))


def set_setting(clerk: Clerk, name: str, text: str) -> None:
    sheet = clerk.sheet("设置")
    names = [str(value) for value in sheet.range("A1:A80").value]
    sheet.range((names.index(name) + 1, 2)).value = text


def test_beside_a_workbook_that_nobody_may_write_to_the_notice_goes_to_the_documents(
    busy_clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outputs, "own_folder", lambda: tmp_path / "文档")
    monkeypatch.setattr(outputs, "_writable", lambda folder, **_: folder != busy_clerk.folder)
    (tmp_path / "文档").mkdir()
    choose(busy_clerk, "1", "")
    busy_clerk.press("make_notice")
    assert made(busy_clerk).parent == tmp_path / "文档"
