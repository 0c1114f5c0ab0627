"""The batch files and their messages, byte by byte; tests/windows runs them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BATCH_FILES = ("install.bat", "uninstall.bat", "officekit.bat")


@pytest.mark.parametrize("name", BATCH_FILES)
def test_batch_files_are_ascii_with_crlf_and_call_no_powershell(name: str) -> None:
    content = (ROOT / name).read_bytes()
    content.decode("ascii")
    assert content.count(b"\n") == content.count(b"\r\n")
    assert content.startswith(b"@echo off\r\n")
    assert b"powershell" not in content.lower()
    assert b"runas" not in content.lower()


@pytest.mark.parametrize("name", BATCH_FILES)
def test_every_jump_of_a_batch_file_has_its_label(name: str) -> None:
    text = (ROOT / name).read_text("ascii")
    labels = set(re.findall(r"^:(\w+)", text, re.MULTILINE))
    jumps = set(re.findall(r"(?:goto|call) :?(\w+)", text)) - {"eof"}
    assert jumps <= labels


def test_every_message_of_a_batch_file_is_there_in_gbk() -> None:
    named = {
        found
        for name in BATCH_FILES
        for found in re.findall(r"([a-z-]+\.txt)", (ROOT / name).read_text("ascii"))
    }
    messages = ROOT / "installer" / "messages"
    assert {path.name for path in messages.iterdir()} == named
    for path in messages.iterdir():
        text = path.read_bytes().decode("gbk")
        assert text.endswith("\r\n")
        assert "officekit" in text or "Python" in text


def test_git_leaves_the_bytes_of_batch_files_and_messages_alone() -> None:
    rules = (ROOT / ".gitattributes").read_text("ascii").splitlines()
    assert "*.bat -text" in rules
    assert "installer/messages/*.txt -text" in rules
