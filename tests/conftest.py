"""Shared fixtures; a missing real tool skips its tests, in CI a skip fails."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.windows import windows_python

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
_NO_SKIP = os.environ.get("OFFICEKIT_NO_SKIP") == "1"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a tool or a folder that is not there."""
    missing = {
        "libreoffice": None if shutil.which("soffice") else "LibreOffice is not installed",
        "wine": windows_python.missing(),
        "seeds": None if SEEDS.is_dir() else "the shared folder is missing",
    }
    for item in items:
        for marker, reason in missing.items():
            if reason and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure where skipping is forbidden.

    The acceptance tests over the shared folder are the exception: that folder is not part of
    the project.
    """
    report = yield
    if _NO_SKIP and report.skipped and not item.get_closest_marker("seeds"):
        report.outcome = "failed"
        report.longrepr = f"skipped although skipping is forbidden: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder with the five real documents."""
    return SEEDS
