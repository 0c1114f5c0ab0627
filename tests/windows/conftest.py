"""The Windows of these tests: made once in a run, a copy of its own for every worker."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.windows import windows_python
from tests.windows.installation import Installation, install_anew, installation_in
from tests.windows.wine import Outcome, Wine

_DONE = "is-complete"


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that the workers of one run share; the last one clears it away."""
    base = tmp_path_factory.getbasetemp()
    own = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = own / "windows"
    folder.mkdir(exist_ok=True)
    with (own / "windows.in-use").open("w") as mark:
        fcntl.flock(mark, fcntl.LOCK_SH)
        yield folder
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def windows_python_folder(pytestconfig: pytest.Config) -> Path:
    """A Windows Python, kept between runs: in OFFICEKIT_WINDOWS_PYTHON or in pytest's cache."""
    kept = os.environ.get("OFFICEKIT_WINDOWS_PYTHON")
    recipe = Path(windows_python.__file__).read_bytes()
    version = hashlib.sha256(recipe + sys.version.encode()).hexdigest()[:12]
    home = Path(kept) if kept else pytestconfig.cache.mkdir("windows-python")
    return made_once(home / version, windows_python.build)


@pytest.fixture(scope="session")
def first_installation(run_folder: Path, windows_python_folder: Path) -> Path:
    """A stopped Windows in which ``install.bat`` has run once, and what came of it."""

    def make(folder: Path) -> None:
        outcome = install_anew(folder, windows_python_folder)
        (folder / "outcome.json").write_text(json.dumps(asdict(outcome)), encoding="utf-8")

    return made_once(run_folder / "installed", make)


@pytest.fixture(scope="session")
def first_outcome(first_installation: Path) -> Outcome:
    """What the first run of ``install.bat`` said."""
    saved = json.loads((first_installation / "outcome.json").read_text(encoding="utf-8"))
    return Outcome(**saved)


@pytest.fixture(scope="session")
def installation(
    first_installation: Path, first_outcome: Outcome, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """An installed officekit for tests that leave it as it is."""
    assert first_outcome.code == 0, first_outcome.text
    with _copy_of(first_installation, tmp_path_factory.mktemp("installation")) as copy:
        yield copy


@pytest.fixture
def own_installation(
    first_installation: Path, first_outcome: Outcome, tmp_path: Path
) -> Iterator[Installation]:
    """An installed officekit for one test alone."""
    assert first_outcome.code == 0, first_outcome.text
    with _copy_of(first_installation, tmp_path) as copy:
        yield copy


def made_once(folder: Path, make: Callable[[Path], None]) -> Path:
    """Make a folder unless it is there; other workers wait until it is complete."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_name(f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        mark = folder.with_name(f"{folder.name}.{_DONE}")
        if not (mark.exists() and folder.is_dir()):
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
            mark.touch()
    return folder


@contextmanager
def _copy_of(first: Path, folder: Path) -> Iterator[Installation]:
    wine = Wine(first / "windows").clone(folder / "windows")
    try:
        yield installation_in(wine)
    finally:
        wine.stop()
        shutil.rmtree(wine.folder)
