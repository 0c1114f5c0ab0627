from __future__ import annotations

from pathlib import PureWindowsPath

import pytest

from tests.windows.functions import call_functions
from tests.windows.installation import Installation

pytestmark = pytest.mark.wine

WORKBOOK = PureWindowsPath("C:\\o'neil & 住建\\责任 矩阵.xlsm")
TEXT = "推进背街小巷改造。（牵头单位：区住建局；配合单位：区财政局、区城管局）"


def test_a_cell_gets_the_lead_unit_of_a_text(installation: Installation) -> None:
    calls = call_functions(installation, [("OK_LEAD", [TEXT])], WORKBOOK)

    assert calls.values == ["区住建局"]


def test_a_range_and_an_empty_cell_come_back_in_their_shape(installation: Installation) -> None:
    rows = [[TEXT], [None], [3.0]]

    calls = call_functions(installation, [("OK_SUPPORT", [rows])], WORKBOOK)

    assert calls.values == [[["区财政局、区城管局"], [""], [""]]]
