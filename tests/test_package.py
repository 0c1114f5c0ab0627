"""What the wheel carries to a clerk's computer."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from officekit.data.bundled import bundled

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = (
    "云泽市2024年重点工作任务.docx",
    "青禾区三年行动计划.txt",
    "青禾区任务分工表.xlsx",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Names of the files in the wheel, built in process by the project's build backend."""
    build = pytest.importorskip("hatchling.build", reason="hatchling is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        name = build.build_wheel(str(folder))
    finally:
        os.chdir(before)
    with zipfile.ZipFile(folder / name) as package:
        return set(package.namelist())


def test_the_samples_are_found_in_a_checkout() -> None:
    assert sorted(path.name for path in bundled("samples").iterdir()) == list(SAMPLES)


def test_the_wheel_carries_the_samples(wheel: set[str]) -> None:
    carried = {name for name in wheel if name.startswith("officekit/bundled/samples/")}
    assert carried == {f"officekit/bundled/samples/{name}" for name in SAMPLES}


def test_the_wheel_carries_every_module_and_the_unit_names(wheel: set[str]) -> None:
    package = ROOT / "officekit"
    source = {p.relative_to(ROOT).as_posix() for p in package.rglob("*.py")}
    assert source <= wheel
    assert {"officekit/data/unit_families.json", "officekit/py.typed"} <= wheel


def test_the_wheel_carries_neither_tests_nor_tools(wheel: set[str]) -> None:
    tops = {name.split("/")[0] for name in wheel if ".dist-info/" not in name}
    assert tops == {"officekit"}
