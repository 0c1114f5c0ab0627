"""The order of the stages: one function for each thing a user does.

Read this package to know the program: :mod:`building` (plan → matrix workbook), :mod:`checks`
(findings and corrections), :mod:`installation`. Adapters (command line, Excel) call it and only
it; the stages below it do not know each other.
"""

from officekit.workflows.building import (
    Built,
    build,
    build_matrix,
    import_matrix,
    matrix_of_sheets,
    read_matrix,
    read_plan,
    read_registry,
    read_sheets,
    sheet_contents,
    with_missing_units,
    write_matrix,
)
from officekit.workflows.checks import (
    Checked,
    check,
    check_matrix,
    correct_matrix,
    subject_of_plan,
)
from officekit.workflows.installation import diagnose, manual, own_folder, own_template
from officekit.workflows.notices import (
    Drafted,
    Linted,
    draft_notice,
    lint,
    preview_notice,
    write_lint_report,
    write_notice,
    write_points_to_check,
)
from officekit.workflows.outputs import file_name, free_paths
from officekit.workflows.progress import Progress
from officekit.workflows.recognition import FileKind, recognise

__all__ = [
    "Built",
    "Checked",
    "Drafted",
    "FileKind",
    "Linted",
    "Progress",
    "build",
    "build_matrix",
    "check",
    "check_matrix",
    "correct_matrix",
    "diagnose",
    "draft_notice",
    "file_name",
    "free_paths",
    "import_matrix",
    "lint",
    "manual",
    "matrix_of_sheets",
    "own_folder",
    "own_template",
    "preview_notice",
    "read_matrix",
    "read_plan",
    "read_registry",
    "read_sheets",
    "recognise",
    "sheet_contents",
    "subject_of_plan",
    "with_missing_units",
    "write_lint_report",
    "write_matrix",
    "write_notice",
    "write_points_to_check",
]
