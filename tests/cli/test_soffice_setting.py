from __future__ import annotations

from pathlib import Path

import pytest

from officekit.cli.main import main


def test_the_environment_names_the_converter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "方案.rtf"
    plan.write_bytes(rb"{\rtf1 text}")
    monkeypatch.setenv("OFFICEKIT_SOFFICE", str(tmp_path / "没有这个程序"))
    assert main(["parse", str(plan)]) == 2
    assert "LibreOffice" in capsys.readouterr().err
