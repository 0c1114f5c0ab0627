"""What departments write in their mails is collected, shown, and decides nothing."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from officekit import workflows
from officekit.model.submission import ReturnState
from tests.exchange.departments import (
    COLLECTED_AT,
    ENTERPRISES,
    issued,
    lines,
    listed,
    made_matrix,
    returned,
)

INDUSTRY = "区工信局"


@pytest.fixture
def matrix(tmp_path: Path) -> Path:
    return made_matrix(tmp_path / "青禾区 重点任务")


@pytest.fixture
def sent(matrix: Path) -> workflows.Issued:
    return issued(matrix)


@pytest.fixture
def back(matrix: Path) -> Path:
    folder = matrix.parent / "各单位 报送"
    folder.mkdir()
    return folder


def mail(path: Path, text: str, *attached: Path) -> Path:
    message = EmailMessage()
    message.set_content(text)
    for file in attached:
        message.add_attachment(file.read_bytes(), "application", "octet-stream", filename=file.name)
    path.write_bytes(bytes(message))
    return path


def collected(matrix: Path, *paths: Path, days: int = 0) -> workflows.Collected:
    now = COLLECTED_AT + timedelta(days=days)
    return workflows.collect(paths, matrix, matrix.with_name(f"汇总{days}.xlsx"), now=now)


def remarks(run: workflows.Collected) -> list[tuple[str, str]]:
    """Kind and text of all that is kept beside the tables."""
    return [
        (remark.kind.value, remark.text)
        for received in run.collection.received
        for remark in received.submission.remarks
    ]


def test_the_text_of_a_mail_stands_in_the_report_and_its_table_is_merged(
    matrix: Path, sent: workflows.Issued, back: Path, tmp_path: Path
) -> None:
    table = returned(sent.files[INDUSTRY], tmp_path / "填好", {"壮大企业": ENTERPRISES})
    mail(back / "区工信局.eml", "另有两家企业下月投产。", table)
    run = collected(matrix, back)
    assert listed(run.output, "壮大企业", "进展状态") == "推进中"
    assert remarks(run) == [("邮件正文", "另有两家企业下月投产。")]
    told = [row for row in lines(run.report_file, "其他内容") if "邮件正文" in row]
    assert ["另有两家企业下月投产。" in row for row in told] == [True]


@pytest.mark.usefixtures("sent")
def test_a_mail_without_a_table_is_shown_with_the_unit_that_it_names(
    matrix: Path, back: Path
) -> None:
    mail(back / f"{INDUSTRY}.eml", "本月没有进展。")
    run = collected(matrix, back)
    assert remarks(run) == [("邮件正文", "本月没有进展。")]
    (receipt,) = (each for each in run.collection.receipts if each.unit == INDUSTRY)
    assert (receipt.states, receipt.files) == ((ReturnState.MISSING,), (f"{INDUSTRY}.eml",))
    assert receipt.note == f"报来的“{INDUSTRY}.eml”打不开或不是下发的表，请该单位重报。"
    again = collected(matrix, back, days=1)
    assert remarks(again) == [("邮件正文", "本月没有进展。")]


def test_a_table_that_comes_back_as_it_went_does_not_take_the_text_with_it(
    matrix: Path, sent: workflows.Issued, back: Path
) -> None:
    mail(back / "回复.eml", "本月没有进展。", sent.files[INDUSTRY])
    run = collected(matrix, back)
    assert remarks(run) == [("邮件正文", "本月没有进展。")]


def test_the_same_table_in_two_mails_is_one_return(
    matrix: Path, sent: workflows.Issued, back: Path, tmp_path: Path
) -> None:
    table = returned(sent.files[INDUSTRY], tmp_path / "填好", {"壮大企业": ENTERPRISES})
    mail(back / "一.eml", "请查收。", table)
    mail(back / "二.eml", "再发一次。", table)
    run = collected(matrix, back)
    assert len(run.collection.received) == 1
    assert not run.collection.result.conflicts
