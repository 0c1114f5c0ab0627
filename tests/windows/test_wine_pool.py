"""Many returned files on Windows: the processes that read them start under a button's ``-c``."""

from __future__ import annotations

import pytest

from tests.windows.installation import Installation

pytestmark = pytest.mark.wine

COUNT = 50
STATEMENT = f"""
import pathlib, tempfile
from officekit.model.incoming import Incoming
from officekit.model.packet import Round
from officekit.model.period import Period
from officekit.workflows.return_pool import Desk, _crew, examine_all
desk = Desk(Round(1, 'm', Period.parse('2025.9'), 1, (), '', '2025-09-08T09:00:00+08:00'), {{}})
with _crew(desk, 2, lambda _: None) as crew:
    print('processes', len(crew))
path = pathlib.Path(tempfile.mkdtemp()) / 'a.xlsx'
path.write_text('no workbook')
files = [Incoming(path, str(i)) for i in range({COUNT})]
found = examine_all(desk, files, lambda _: None, workers=2)
print('names', [each.name for each in found] == [each.name for each in files])
"""


def test_the_processes_start_and_answer_in_order(installation: Installation) -> None:
    outcome = installation.python("-c", STATEMENT, timeout=300)

    assert outcome.code == 0, outcome.text
    assert outcome.stdout.split() == ["processes", "2", "names", "True"]
