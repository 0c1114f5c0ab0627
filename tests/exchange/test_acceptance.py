"""What of a return is taken: an error refuses the cell, the task or the file that it names."""

from __future__ import annotations

from officekit.exchange.acceptance import accepted
from officekit.exchange.submission import understand
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.submission import Submission
from tests.exchange.returned_files import KEY, PROGRESS, STATUS, FileBuilder, packet_of, round_of

PACKET = packet_of(answers={"person": "王某"})


def read(file: FileBuilder) -> Submission:
    return understand(file.build(), {PACKET.id: PACKET}, round_of(PACKET))


def filled() -> FileBuilder:
    file = FileBuilder.of(PACKET)
    file.line(4, 进展状态="推进中", 进展情况="已开工")
    return file.line(5, 进展状态="已完成", 责任人=None)


def finding(location: Location, severity: Severity = Severity.ERROR) -> Finding:
    return Finding("SB999", severity, "问题。", "请改正。", location)


ALL = {
    ("T001", "status"): "推进中",
    ("T001", "progress"): "已开工",
    ("T002", "status"): "已完成",
    ("T002", "person"): "",
}


def test_all_changed_answers_are_taken_blanked_ones_included() -> None:
    found = accepted(read(filled()), ())
    assert {place: answer.text for place, answer in found.answers.items()} == ALL
    assert (found.refused, found.whole) == ({}, None)


def test_an_error_on_a_cell_refuses_the_cell() -> None:
    error = finding(Location(sheet="责任清单", row=4, column=STATUS))
    found = accepted(read(filled()), [error])
    assert found.refused == {("T001", "status"): error}
    assert set(found.answers) == set(ALL) - {("T001", "status")}


def test_an_error_on_a_row_refuses_the_task() -> None:
    error = finding(Location(sheet="责任清单", row=4))
    found = accepted(read(filled()), [error])
    assert found.refused == {("T001", "status"): error, ("T001", "progress"): error}
    assert set(found.answers) == {("T002", "status"), ("T002", "person")}


def test_an_error_on_a_task_without_a_row_refuses_the_task() -> None:
    error = finding(Location(row_key="T002"))
    assert set(accepted(read(filled()), [error]).refused) == {
        ("T002", "status"),
        ("T002", "person"),
    }


def test_an_error_without_a_row_refuses_the_file() -> None:
    error = finding(Location(file="x.xlsx"))
    found = accepted(read(filled()), [error])
    assert found.whole is error
    assert found.answers == {}
    assert set(found.refused) == set(ALL)


def test_warnings_and_informations_refuse_nothing() -> None:
    several = [finding(Location(), Severity.WARNING), finding(Location(row=4), Severity.INFO)]
    assert len(accepted(read(filled()), several).answers) == len(ALL)


def test_an_edit_of_an_assigned_cell_refuses_no_answer() -> None:
    error = finding(Location(sheet="责任清单", row=4, column=3))
    found = accepted(read(filled().put(4, 3, "别的任务")), [error])
    assert set(found.answers) == set(ALL)
    assert found.refused == {}


def test_an_error_on_another_sheet_refuses_no_task() -> None:
    error = finding(Location(sheet="附表", row=4))
    assert set(accepted(read(filled()), [error]).answers) == set(ALL)


def test_of_a_repeated_key_the_row_that_is_not_refused_counts() -> None:
    submission = read(filled().put(5, KEY, "T001"))
    found = accepted(submission, [finding(Location(sheet="责任清单", row=4))])
    assert found.answers[("T001", "status")].text == "已完成"
    assert ("T001", "status") not in found.refused
    assert ("T001", "progress") in found.refused


def test_both_rows_of_a_repeated_key_may_be_refused() -> None:
    submission = read(filled().put(5, KEY, "T001"))
    errors = [finding(Location(sheet="责任清单", row=row)) for row in (4, 5)]
    assert accepted(submission, errors).answers == {}


def test_merged_answers_are_taken_and_told_as_such() -> None:
    file = filled()
    file.table["merges"] = ((4, PROGRESS, 6, PROGRESS),)
    found = accepted(read(file), ())
    assert found.answers[("T003", "progress")].text == "已开工"
    assert found.answers[("T003", "progress")].merged


def test_rows_of_an_unknown_packet_are_not_taken() -> None:
    file = filled()
    file.identified = False
    submission = understand(file.build(), {}, round_of())
    assert submission.rows == ()
    assert accepted(submission, ()).answers == {}
    assert any("已开工" in remark.text for remark in submission.remarks)
