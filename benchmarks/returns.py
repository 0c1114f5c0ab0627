"""Collecting the returns of 1,000 units: ``python benchmarks/returns.py [FILES [MORE]]``.

Each return has 30 tasks in 14 columns; its unit leads some and supports the others. They are
written by our own writer with varied answers, a few of them faulty, and taken in as a clerk would
do it: read, understood, checked, recorded in a register on disk and merged. The peer only reads
the table of each file. Files are made once and kept (``--folder``); needs the group ``bench``.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from officekit.model.matrix import Matrix, MatrixRow
    from officekit.model.packet import Packet, PacketRow
    from officekit.workflows.round_state import Collection

TASKS_A_UNIT, LED = 30, 5
FAULTY_EVERY = 50
SAMPLE = 200
REGISTER = "报送登记册.db"
MATRIX = "矩阵.xlsx"
_PLACES = ("青云", "河东", "临山", "石桥", "柳林", "白沙", "长溪", "双塔", "南屏", "龙泉")
_BASES = ("教育站", "水务所", "财政所", "农业站", "文化站", "规划所", "卫生院", "民政所", "司法所")
_KINDS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "东", "西", "南", "北", "中")
_THINGS = ("产业园", "污水管网", "乡村道路", "养老服务站", "实训基地", "数字档案", "排涝泵站")
_STATES = (("推进中", "60%"), ("推进中", "35%"), ("已完成", "100%"), ("未启动", "0%"))


def unit_name(number: int) -> str:
    """An invented name for each number."""
    rest, base = divmod(number, len(_BASES))
    rest, place = divmod(rest, len(_PLACES))
    far, near = divmod(rest, len(_KINDS))
    return f"{_PLACES[place]}{_KINDS[near]}街道{_KINDS[far]}片{_BASES[base]}"


def answers_of(row: PacketRow, unit: str, chance: random.Random) -> Mapping[str, str]:
    """What a unit says of a task that it leads."""
    state, completion = chance.choice(_STATES)
    thing = chance.choice(_THINGS)
    count, money = chance.randint(2, 90), chance.randint(20, 900) / 10
    return {
        "status": state,
        "completion": completion,
        "progress": f"{unit}已完成{row.assigned['title']}前期工作，{thing}开工{count}处，"
        f"累计完成投资{money}亿元，其余{chance.randint(2, 9)}处正在办理用地手续。",
        "problems": f"{thing}有{chance.randint(1, 9)}处管线迁改进度偏慢。",
        "next_steps": f"倒排工期，10月底前完成{thing}主体工程，按月调度{count}个点位。",
        "person": f"{chance.choice('赵钱孙李周吴郑王')}{chance.choice('明华建国志强')}",
    }


def matrix_of(units: int) -> Matrix:
    """A list in which each unit leads some tasks and supports as many as make 30."""
    from officekit.model.matrix import Field, Matrix, MatrixRow
    from officekit.model.unit import Unit, UnitRegistry

    names = [unit_name(number) for number in range(units)]
    partners = TASKS_A_UNIT // LED
    rows: list[MatrixRow] = []
    chance = random.Random(units)  # noqa: S311 -- repeatable text, no secret
    for number in range(units * LED):
        lead = number // LED
        # Supports of a unit's tasks are the units behind it, so that each supports as many.
        others = [names[(lead + 1 + number % LED + i * LED) % units] for i in range(partners - 1)]
        thing = chance.choice(_THINGS)
        texts = {
            "number": str(number + 1),
            "title": f"建设{thing}{number + 1}号工程",
            "measures": f"围绕{thing}编制年度清单，明确{chance.randint(3, 40)}项建设内容，"
            "落实资金来源，建立部门联席会议制度，及时协调解决项目推进中的困难和问题，按季度通报进展。",
            "lead": names[lead],
            "support": "、".join(others),
            "deadline": f"2025年{chance.randint(6, 12)}月",
        }
        rows.append(
            MatrixRow(f"T{number + 1:06}", {key: Field(text) for key, text in texts.items()})
        )
    registry = UnitRegistry(tuple(Unit(name) for name in names))
    return Matrix(
        title="青禾区重点任务责任清单", rows=tuple(rows), registry=registry, id=f"m{units}"
    )


def filled(packet: Packet, number: int) -> Packet:
    """A packet with the answers of its unit; of one in some dozens with a fault."""
    from officekit.model.packet import Role

    chance = random.Random(number)  # noqa: S311 -- repeatable text, no secret
    rows = []
    for row in packet.rows:
        answers = answers_of(row, packet.unit, chance)
        if row.role is Role.SUPPORT:
            wanted = chance.random() < 0.02  # noqa: PLR2004 -- few supporting units say something
            answers = {"progress": answers["progress"]} if wanted else {}
        rows.append(replace(row, answers=answers))
    if number % FAULTY_EVERY == 0:
        led = next(i for i, row in enumerate(rows) if row.role is Role.LEAD)
        rows[led] = replace(rows[led], answers={**rows[led].answers, "completion": "160%"})
    return replace(packet, rows=tuple(rows))


def write_some(task: tuple[Path, int, Sequence[Packet]]) -> None:
    """Write the returns of some units."""
    from officekit.writing import packet_workbook_bytes

    folder, first, packets = task
    for number, packet in enumerate(packets, first):
        path = folder / f"{packet.unit}-2025年9月.xlsx"
        path.write_bytes(packet_workbook_bytes(filled(packet, number)))


def make(folder: Path, units: int) -> None:
    """A matrix workbook, its register, and the returns of all units."""
    from officekit import exchange
    from officekit.exchange.register import Register
    from officekit.model.matrix import CrossTable
    from officekit.model.period import Period
    from officekit.writing import write_matrix_workbook

    shutil.rmtree(folder, ignore_errors=True)
    returns = folder / "报送"
    returns.mkdir(parents=True)
    matrix, period = matrix_of(units), Period.parse("2025年9月")
    issue = exchange.Issue(period, 1, "2025-09-01T09:00:00+08:00", "2025-09-25")
    numbers = iter(range(units))
    packets = exchange.split(matrix, issue, lambda: f"{next(numbers):016x}").packets
    # The cross table of thousands of units would be larger than all else together.
    write_matrix_workbook(matrix, CrossTable((), (), (), ()), folder / MATRIX)
    with Register.open(folder / REGISTER) as book:
        book.add_round(
            matrix.id,
            matrix.title,
            period,
            packets,
            version=1,
            due=issue.due,
            issued_at=issue.issued_at,
            files={},
        )
    tasks = [(returns, first, packets[first : first + 50]) for first in range(0, units, 50)]
    with ProcessPoolExecutor() as pool:
        list(pool.map(write_some, tasks))
    (folder / "完成").touch()


class NoFiles:
    """Results that are not written: the collecting itself is measured."""

    outputs: Mapping[str, str] = {}

    def __init__(self, collection: Collection) -> None:
        self.collection = collection

    def place(self) -> Mapping[str, str]:
        """Nothing."""
        return self.outputs


def collect_in(folder: Path, workers: int) -> dict[str, float]:
    """Collect the returns of a folder, then write the results; seconds of each."""
    from officekit import workflows
    from officekit.workflows import collecting
    from officekit.workflows.return_reports import cell_edits, report_of
    from officekit.writing import edit_workbook, write_return_report

    matrix = workflows.read_matrix(folder / MATRIX)
    moments: list[tuple[float, str]] = []

    def told(text: str, *_: int) -> None:
        moments.append((time.perf_counter(), text))

    found: list[Collection] = []

    def keep(collection: Collection) -> NoFiles:
        found.append(collection)
        return NoFiles(collection)

    with tempfile.TemporaryDirectory() as temporary:
        register = Path(temporary) / REGISTER
        shutil.copyfile(folder / REGISTER, register)
        start, used = time.perf_counter(), processor()
        collecting.collect_returns(
            [folder / "报送"],
            matrix,
            folder / MATRIX,
            keep,
            register=str(register),
            workers=workers,
            progress=told,
        )
        end, used = time.perf_counter(), processor() - used
        high = peak()
        edits = cell_edits(found[0])
        edit_workbook(folder / MATRIX, Path(temporary) / "汇总.xlsx", edits)
        edited = time.perf_counter()
        write_return_report(report_of(found[0]), Path(temporary) / "报送情况.xlsx")
        written = time.perf_counter()
    reading, longest = _reading(moments)
    result = found[0].result
    return {
        "files": len(found[0].received),
        "values": len(result.values),
        "conflicts": len(result.conflicts),
        "findings": len(found[0].all_findings),
        "seconds": end - start,
        "processor": used,
        "parent_peak": high,
        "reading": reading,
        "longest_pause": longest,
        "matrix": edited - end,
        "report": written - edited,
    }


def _reading(moments: Sequence[tuple[float, str]]) -> tuple[float, float]:
    """Seconds in which files were read and checked, and the longest time without a word."""
    steps = [at for at, text in moments if text.startswith("读取")]
    end = next((at for at, text in moments if text == "登记"), steps[-1])
    gaps = [after - before for before, after in zip(steps, [*steps[1:], end], strict=True)]
    return end - steps[0], max(gaps)


def pandas_in(folder: Path, count: int) -> dict[str, float]:
    """Read the tables of a sample with pandas; seconds a file."""
    import pandas as pd

    paths = sorted((folder / "报送").iterdir())
    paths = paths[:: max(1, len(paths) // count)][:count]
    pd.read_excel(paths[0], header=2, engine="openpyxl")
    start, used = time.perf_counter(), processor()
    for path in paths:
        pd.read_excel(path, header=2, engine="openpyxl")
    seconds, used = time.perf_counter() - start, processor() - used
    return {"files": len(paths), "seconds": seconds, "processor": used}


def peak() -> float:
    """Most memory that this process has held so far, in MiB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def processor() -> float:
    """Seconds of the processor that this process and those it has ended with took so far."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def measured(*arguments: str) -> dict[str, float]:
    """Run a job in a process of its own: what it tells, and the peak of memory in MiB."""
    with subprocess.Popen(
        [sys.executable, __file__, "--job", *arguments], stdout=subprocess.PIPE, text=True
    ) as child:
        peaks = {"together": 0.0, "largest": 0.0, "shared_once": 0.0}
        while child.poll() is None:
            sizes = [memory_of(number) for number in family(child.pid)]
            resident = [size for size, _ in sizes]
            peaks["together"] = max(peaks["together"], sum(resident))
            peaks["largest"] = max(peaks["largest"], *resident, 0)
            peaks["shared_once"] = max(peaks["shared_once"], sum(size for _, size in sizes))
            time.sleep(0.1)
        output = child.stdout.read() if child.stdout else ""
    if child.returncode:
        raise RuntimeError(f"exit code {child.returncode}: {' '.join(arguments)}")
    told: dict[str, float] = json.loads(output)
    return told | peaks


def family(number: int) -> Iterator[int]:
    """A process and those that it started."""
    yield number
    try:
        children = Path(f"/proc/{number}/task/{number}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from family(int(child))


def memory_of(number: int) -> tuple[float, float]:
    """Resident memory of a process, and its share with pages of several divided among them."""
    try:
        text = Path(f"/proc/{number}/smaps_rollup").read_text()
    except OSError:
        return 0.0, 0.0
    sizes = {line.split(":")[0]: int(line.split()[1]) for line in text.splitlines()[1:]}
    return sizes.get("Rss", 0) / 1024, sizes.get("Pss", 0) / 1024


def main() -> None:
    """Make the files, measure, print Markdown tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="?", type=int, default=1000)
    parser.add_argument("more", nargs="?", type=int, default=0)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "returns")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    folder = made(options.folder, options.files)
    peer, two, one = [], [], []
    for _ in range(options.rounds):
        peer.append(measured("pandas", str(folder), str(SAMPLE)))
        two.append(measured("collect", str(folder), "2"))
        one.append(measured("collect", str(folder), "1"))
    print(f"\n{os.cpu_count()} cores, {options.rounds} rounds\n")
    print("| by | ms a file | times as fast | processor ms a file | MiB together | MiB largest |")
    print(f"|{'---|' * 6}")
    print_row("pandas + openpyxl, reading one sheet", peer, peer)
    print_row(f"officekit, {options.files} files, 2 processes", two, peer)
    print_row(f"officekit, {options.files} files, 1 process", one, peer)
    if options.more:
        large = [measured("collect", str(made(options.folder, options.more)), "2")]
        print_row(f"officekit, {options.more} files, 2 processes", large, peer)
        growth = [a_file(large, key) / a_file(two, key) for key in ("seconds", "processor")]
        print(f"\nA file costs {growth[0]:.2f} x in time, {growth[1]:.2f} x of the processor.")
        print(f"\n{options.more} files: {large[0]}")
    print(f"\n{options.files} files: {two[0]}")


def a_file(costs: Sequence[Mapping[str, float]], key: str) -> float:
    """Milliseconds a file, the median of several runs."""
    return median(each[key] / each["files"] for each in costs) * 1000


def print_row(
    name: str, costs: Sequence[Mapping[str, float]], peer: Sequence[Mapping[str, float]]
) -> None:
    """A line of the table, with the range of the ratios of all rounds."""
    together, largest = (median(c[key] for c in costs) for key in ("together", "largest"))
    times = sorted(a_file([p], "seconds") / a_file([c], "seconds") for p in peer for c in costs)
    print(
        f"| {name} | {a_file(costs, 'seconds'):.2f} | {median(times):.2f} "
        f"({times[0]:.2f}–{times[-1]:.2f}) | {a_file(costs, 'processor'):.2f} "
        f"| {together:.0f} | {largest:.0f} |"
    )
    sys.stdout.flush()


def made(folder: Path, units: int) -> Path:
    """The folder with the returns of so many units; made where it is missing."""
    target = folder / str(units)
    if not (target / "完成").exists():
        make(target, units)
    return target


if __name__ == "__main__":
    if sys.argv[1:2] == ["--job"]:
        job = {"pandas": pandas_in, "collect": collect_in}[sys.argv[2]]
        print(json.dumps(job(Path(sys.argv[3]), int(sys.argv[4]))))
    else:
        main()
