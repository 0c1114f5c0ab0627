"""The order of the stages: one function for each thing a user does.

Read this package to know the program: :mod:`building` (plan → matrix workbook), :mod:`checks`
(findings and corrections), :mod:`notices`, :mod:`issuing` and :mod:`exchange` (to departments and
back), :mod:`installation`. Adapters (command line, Excel) call it and only
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
from officekit.workflows.collecting import (
    collect_returns,
    look_at_returns,
    runs_of,
    withdraw_run,
)
from officekit.workflows.exchange import (
    Collected,
    collect,
    decided,
    report_name,
    report_path,
    return_status,
    undo_collect,
    write_report,
)
from officekit.workflows.installation import diagnose, manual, own_folder, own_template
from officekit.workflows.issuing import Issued, split, split_matrix
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
from officekit.workflows.outputs import file_name, free_paths, sha256_of
from officekit.workflows.progress import Progress
from officekit.workflows.recognition import FileKind, recognise
from officekit.workflows.register_place import rounds_in
from officekit.workflows.replies import Replies, place_replies, write_replies
from officekit.workflows.return_reports import (
    cell_edits,
    report_of,
    return_contents,
    without_unset,
)
from officekit.workflows.round_state import Collection
from officekit.workflows.workshop import put_in_place, workshop

__all__ = [
    "Built",
    "Checked",
    "Collected",
    "Collection",
    "Drafted",
    "FileKind",
    "Issued",
    "Linted",
    "Progress",
    "Replies",
    "build",
    "build_matrix",
    "cell_edits",
    "check",
    "check_matrix",
    "collect",
    "collect_returns",
    "correct_matrix",
    "decided",
    "diagnose",
    "draft_notice",
    "file_name",
    "free_paths",
    "import_matrix",
    "lint",
    "look_at_returns",
    "manual",
    "matrix_of_sheets",
    "own_folder",
    "own_template",
    "place_replies",
    "preview_notice",
    "put_in_place",
    "read_matrix",
    "read_plan",
    "read_registry",
    "read_sheets",
    "recognise",
    "report_name",
    "report_of",
    "report_path",
    "return_contents",
    "return_status",
    "rounds_in",
    "runs_of",
    "sha256_of",
    "sheet_contents",
    "split",
    "split_matrix",
    "subject_of_plan",
    "undo_collect",
    "with_missing_units",
    "withdraw_run",
    "without_unset",
    "workshop",
    "write_lint_report",
    "write_matrix",
    "write_notice",
    "write_points_to_check",
    "write_replies",
    "write_report",
]
