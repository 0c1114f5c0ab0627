"""Which files at hand are copies of a return that counts: the same in every run."""

from __future__ import annotations

from pathlib import Path

from officekit.model.incoming import Incoming
from officekit.model.returned import FileFacts
from officekit.model.submission import Received, Submission
from officekit.workflows.return_copies import copies_at_hand

HELD = Received(Submission(FileFacts("水务局.xlsx", folder="报回", sha256="a" * 64)))
SEEN = {sha * 64: HELD.submission.content_hash for sha in "ab"}


def told(*at_hand: tuple[str, str, str]) -> list[tuple[str, str]]:
    files = [
        (sha * 64, Incoming(Path(f"{folder}/{name}"), name, folder=folder))
        for sha, folder, name in at_hand
    ]
    found = [each.submission.file for each in copies_at_hand([HELD], files, SEEN)]
    return [(file.folder, file.shown_name) for file in found]


def test_the_return_itself_is_no_copy() -> None:
    assert told(("a", "报回", "水务局.xlsx")) == []


def test_a_file_of_another_name_is_a_copy_whichever_run_took_it_in() -> None:
    assert told(("a", "报回", "水务局.xlsx"), ("b", "报回", "副本.xlsx")) == [("报回", "副本.xlsx")]
    assert told(("b", "补报", "副本.xlsx")) == [("补报", "副本.xlsx")]


def test_a_return_that_was_moved_is_no_copy() -> None:
    assert told(("a", "存档", "水务局.xlsx")) == []


def test_two_folders_with_the_same_file_are_told_of() -> None:
    both = ("a", "报回", "水务局.xlsx"), ("a", "财政局", "水务局.xlsx")
    assert told(*both) == [("财政局", "水务局.xlsx")]
    moved = ("a", "教育局", "水务局.xlsx"), ("a", "财政局", "水务局.xlsx")
    assert told(*moved) == [("财政局", "水务局.xlsx")]


def test_another_file_is_no_copy() -> None:
    assert told(("c", "报回", "水务局.xlsx")) == []
