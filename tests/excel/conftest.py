"""The shipped workbook, open in the double of Excel."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.excel.clerk import PLAN, Clerk, task_table


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The clerk's own folder."""
    folder = tmp_path / "own"
    monkeypatch.setenv("OFFICEKIT_HOME", str(folder))
    return folder


@pytest.fixture
def clerk(home: Path, tmp_path: Path) -> Clerk:
    """A clerk who has opened the workbook for the first time."""
    return Clerk(tmp_path, home)


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook after a plan has been imported."""
    folder = tmp_path_factory.mktemp("begun")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OFFICEKIT_HOME", str(folder / "own"))
        first = Clerk(folder, folder / "own")
        first.press("import_plan", PLAN)
    return first.saved("begun.xlsm")


@pytest.fixture
def busy_clerk(home: Path, tmp_path: Path, begun: Path) -> Clerk:
    """A clerk who has imported a plan."""
    return Clerk(tmp_path, home, begun)


@pytest.fixture(scope="session")
def begun_small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook after a table of nine tasks has been imported."""
    folder = tmp_path_factory.mktemp("small")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OFFICEKIT_HOME", str(folder / "own"))
        first = Clerk(folder, folder / "own")
        first.press("import_table", task_table(folder / "表.xlsx", 9))
    return first.saved("begun.xlsm")


@pytest.fixture
def small_clerk(home: Path, tmp_path: Path, begun_small: Path) -> Clerk:
    """A clerk with nine tasks."""
    return Clerk(tmp_path, home, begun_small)
