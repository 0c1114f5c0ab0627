"""From a government plan to a responsibility matrix in Excel.

>>> import officekit
>>> plan = officekit.read_plan("samples/青禾区三年行动计划.txt")
>>> plan.tasks[0].title
'指导思想'
>>> matrix = officekit.build_matrix(plan)
>>> frame = matrix.to_frame()          # a pandas DataFrame, one row a task
>>> officekit.Matrix.from_frame(frame).rows[0]["title"]
'建设产业创新平台'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from officekit.errors import OfficekitError
    from officekit.model.matrix import Matrix
    from officekit.model.plan import Plan
    from officekit.workflows import build_matrix, read_matrix, read_plan, write_matrix

__all__ = [
    "Matrix",
    "OfficekitError",
    "Plan",
    "__version__",
    "build_matrix",
    "read_matrix",
    "read_plan",
    "write_matrix",
]

_HOMES = {
    "Matrix": "officekit.model.matrix",
    "OfficekitError": "officekit.errors",
    "Plan": "officekit.model.plan",
    "build_matrix": "officekit.workflows",
    "read_matrix": "officekit.workflows",
    "read_plan": "officekit.workflows",
    "write_matrix": "officekit.workflows",
}


def __getattr__(name: str) -> object:
    """Import a public name where it is first used, so that a cold start stays cheap."""
    if name not in _HOMES:
        raise AttributeError(f"module 'officekit' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
