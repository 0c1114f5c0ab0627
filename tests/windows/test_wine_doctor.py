from __future__ import annotations

import json

import pytest

from tests.windows.installation import Installation

pytestmark = pytest.mark.wine


def test_doctor_examines_the_installation(installation: Installation) -> None:
    outcome = installation.python("-m", "officekit", "doctor", "--json")

    assert outcome.code == 0, outcome.text
    checks = {check["name"]: check for check in json.loads(outcome.stdout)["checks"]}
    assert checks["Python"]["state"] == "ok"
    assert "3.11" in checks["Python"]["found"]
    assert str(installation.interpreter) in checks["Python"]["found"]
    assert "936" in checks["文字编码"]["found"]
    assert checks["Excel"]["state"] == "warning"
    assert all(check["advice"] for check in checks.values() if check["state"] == "warning")


def test_a_missing_library_is_a_fault_with_advice(own_installation: Installation) -> None:
    installation = own_installation
    for library in installation.outside(installation.root).rglob("xlwings64-*.dll"):
        library.unlink()

    outcome = installation.python("-m", "officekit", "doctor", "--json")

    assert outcome.code == 1, outcome.text
    checks = {check["name"]: check for check in json.loads(outcome.stdout)["checks"]}
    assert checks["xlwings 动态库"]["state"] == "fault"
    assert "install.bat" in checks["xlwings 动态库"]["advice"]
