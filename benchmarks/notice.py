"""Notices: ``python benchmarks/notice.py [ROUNDS]`` prints Markdown tables.

The commands as processes of their own; then in process and without rendering, imports and one
warm-up run left out. The peer is docxtpl filling a plain template with texts of the same length: it
knows nothing of layout. Runs are interleaved.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import generate
from run import PYTHON, cost, interleaved, run_process, table

from officekit import build_matrix, checking, notices, read_plan, reading, workflows, writing
from officekit.model.matrix import Matrix
from officekit.model.notice import Notice, NoticeKind
from officekit.notices import break_title

USUAL, FEW, MANY = 89, 200, 2000
TARGET_SECONDS = 0.5
LINEAR = 1.5
SETTINGS = {
    "发文机关": "青禾区人民政府办公室",
    "文号": "青政办发〔2025〕8号",
    "主送机关": "各镇人民政府、街道办事处，区政府各部门",
    "批准机关": "区政府",
    "引言": "为扎实推进产业转型升级，现就重点任务明确如下。",
    "成文日期": "2025年3月1日",
    "附注": "此件公开发布",
    "抄送": "区委办公室，区人大常委会办公室",
}
NO_LIBREOFFICE = "/no/soffice"


def matrix_of(tasks: int, folder: Path) -> Matrix:
    """The matrix of a generated plan."""
    path = folder / f"{tasks}.txt"
    generate.write_txt(generate.plan(tasks), path)
    return build_matrix(read_plan(path))


def drafted(matrix: Matrix, kind: NoticeKind) -> Notice:
    """What the notice of a matrix says."""
    return notices.draft(matrix, notices.notice_options(matrix, kind, SETTINGS))[0]


def written(notice: Notice, path: Path) -> None:
    """The notice as a document that is not rendered."""
    writing.write_notice(
        notice,
        path,
        title_lines=break_title(notice.title),
        issued_title_lines=break_title(notice.issued.title) if notice.issued else (),
        overwrite=True,
    )


def plain_template(path: Path) -> None:
    """A template with a title and a loop over paragraphs, in one style."""
    import docx

    document = docx.Document()
    for text in ("{{ title }}", "{%p for text in texts %}", "{{ text }}", "{%p endfor %}"):
        document.add_paragraph(text)
    document.save(str(path))


def docxtpl_job(notice: Notice, folder: Path) -> Callable[[], None]:
    """The same texts through docxtpl alone."""
    from docxtpl import DocxTemplate

    template = folder / "plain.docx"
    plain_template(template)
    issued = notice.issued.paragraphs if notice.issued else ()
    texts = [paragraph.text for paragraph in (*notice.body, *issued)]

    def run() -> None:
        filled = DocxTemplate(str(template))
        filled.render({"title": notice.title, "texts": texts}, autoescape=True)
        filled.save(str(folder / "peer.docx"))

    return run


def timed(job: Callable[[], object]) -> Callable[[], float]:
    """Seconds of one run; a first run warms up."""
    job()

    def run() -> float:
        start = perf_counter()
        job()
        return perf_counter() - start

    return run


def medians(jobs: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Median seconds of each job, taken in turns."""
    runs = {name: timed(job) for name, job in jobs.items()}
    return {name: median(times) for name, times in interleaved(runs, rounds).items()}


def drafting(folder: Path, rounds: int) -> None:
    """A notice with its issued text, beside docxtpl."""
    matrix = matrix_of(USUAL, folder)
    notice = drafted(matrix, NoticeKind.ISSUE)
    output = folder / "notice.docx"
    found = medians(
        {
            "docxtpl, plain template": docxtpl_job(notice, folder),
            "officekit, drafting": lambda: drafted(matrix, NoticeKind.ISSUE),
            "officekit, writing": lambda: written(notice, output),
            "officekit, both": lambda: written(drafted(matrix, NoticeKind.ISSUE), output),
        },
        rounds,
    )
    first = next(iter(found.values()))
    table(
        f"A notice of {USUAL} tasks, in process (target: both < {TARGET_SECONDS} s)",
        ("by", "ms", "ratio"),
        [(name, f"{s * 1000:.0f}", f"{s / first:.2f}") for name, s in found.items()],
    )


def growth(folder: Path, rounds: int) -> None:
    """Annex and check of a small and a large list."""
    rows = []
    made: dict[int, tuple[Matrix, Path]] = {}
    for tasks in (FEW, MANY):
        matrix = matrix_of(tasks, folder)
        path = folder / f"{tasks}.docx"
        written(drafted(matrix, NoticeKind.ISSUE), path)
        made[tasks] = matrix, path
    annex = folder / "annex.docx"
    jobs: dict[str, Callable[[int], Callable[[], object]]] = {
        "annex, drafted and written": lambda n: (
            lambda: written(drafted(made[n][0], NoticeKind.ANNEX), annex)
        ),
        "notice, drafted and written": lambda n: (
            lambda: written(drafted(made[n][0], NoticeKind.ISSUE), annex)
        ),
        "notice checked, without rendering": lambda n: lambda: checked(made[n][1]),
    }
    for name, job in jobs.items():
        found = medians({str(tasks): job(tasks) for tasks in (FEW, MANY)}, rounds)
        small, large = (found[str(tasks)] / tasks * 1000 for tasks in (FEW, MANY))
        rows.append((name, f"{small:.2f}", f"{large:.2f}", f"{large / small:.2f}"))
    table(
        f"Growth, in process: {FEW} and {MANY} tasks (target: ratio ≤ {LINEAR})",
        ("job", f"ms a task at {FEW}", f"ms a task at {MANY}", "ratio"),
        rows,
    )


def checked(path: Path) -> int:
    """Findings of the rules that need no pages."""
    document = reading.read_layout(path, render=False)
    return len(checking.check(checking.NoticeSubject.of(document)).findings)


def whole_process(folder: Path, rounds: int) -> None:
    """The commands, without LibreOffice."""
    workbook, output = folder / "matrix.xlsx", folder / "notice.docx"
    workflows.write_matrix(matrix_of(USUAL, folder), workbook)
    os.environ["OFFICEKIT_SOFFICE"] = NO_LIBREOFFICE
    office = [PYTHON, "-m", "officekit"]
    settings = [word for name, text in SETTINGS.items() for word in ("--set", f"{name}={text}")]
    commands = {
        "`python -c pass`": [PYTHON, "-c", "pass"],
        "`officekit notice`": [
            *(*office, "notice", str(workbook), "-o", str(output), "--overwrite", *settings),
        ],
        "`officekit lint`": [*office, "lint", str(output)],
    }
    results = interleaved(
        {name: lambda c=c: run_process(c, folder) for name, c in commands.items()}, rounds
    )
    found = {name: cost(costs) for name, costs in results.items()}
    bare = next(iter(found.values())).seconds
    table(
        f"Whole process, {USUAL} tasks, without LibreOffice",
        ("process", "ms", "ratio to bare Python", "MiB"),
        [
            (name, f"{c.seconds * 1000:.0f}", f"{c.seconds / bare:.1f}", f"{c.mebibytes:.0f}")
            for name, c in found.items()
        ],
    )


def main(rounds: int) -> None:
    """All tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole_process(folder, rounds)
        drafting(folder, rounds)
        growth(folder, rounds)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
