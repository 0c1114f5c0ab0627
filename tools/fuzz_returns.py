"""Fuzz the way of a returned file: read, understand, check, accept, merge.

Usage: python tools/fuzz_returns.py --inputs 10000 --seed 1 [--keep FOLDER] [--only .xlsx]

Each input is a valid return with damage drawn from its own number and the seed, so that one input
can be made again alone (``--first 4711 --inputs 1``). An exception, a rule that crashes (XX001),
a ledger or an account that does not balance is a failure: the input is saved under ``--keep``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Self

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from officekit import exchange  # noqa: E402 - the tool runs from a checkout
from officekit.checking import check  # noqa: E402
from officekit.checking.submission_subject import ReturnSet  # noqa: E402
from officekit.config import RETURN_LIMITS, Config  # noqa: E402
from officekit.model.incoming import Incoming  # noqa: E402
from officekit.model.merging import MergeHistory  # noqa: E402
from officekit.model.submission import Received  # noqa: E402
from officekit.reading.intake import gather  # noqa: E402
from officekit.workflows.return_pool import Desk  # noqa: E402
from tools.fuzz_mutations import mutate  # noqa: E402
from tools.fuzz_samples import Sample, make_sample  # noqa: E402

WEIGHTS = {
    "报送.xlsx": 60,
    "报送.ods": 10,
    "报送.csv": 8,
    "国标.csv": 4,
    "报送.html": 3,
    "报送.eml": 6,
    "报送.zip": 7,
    "报送.xls": 2,
}
"""How often each sample is drawn; .xls is read in a process of its own, which takes time."""
CONFIG = Config(limits=RETURN_LIMITS)
TODAY = date(2025, 9, 20)


@dataclass(frozen=True)
class Outcome:
    """What became of an input.

    Attributes:
        refused: entries of the taxonomy by which its files were refused.
        taken: files that were understood.
        problem: what is wrong with the program; blank where nothing is.
    """

    refused: tuple[str, ...] = ()
    taken: int = 0
    problem: str = ""


class Fuzzer:
    """Runs inputs through the whole way, in this process.

    Args:
        seed: of all damage.
        only: ending of the samples that are drawn; all where blank.
    """

    def __init__(self, seed: int, only: str = "") -> None:
        self.sample: Sample = make_sample()
        self._seed = seed
        self._names = [name for name in sorted(self.sample.files) if name.endswith(only)]
        packets = {packet.id: packet for packet in self.sample.round.packets}
        self._desk = Desk(
            self.sample.round,
            packets,
            {"T001": {"completion": "40%", "progress": "已完成招标。"}},
            self.sample.matrix.registry,
            today=TODAY,
            config=CONFIG,
        )
        self._temporary = tempfile.TemporaryDirectory(prefix="fuzz-")
        self._folder = Path(self._temporary.name)
        other = self._folder / "other.xlsx"
        other.write_bytes(self.sample.other)
        self._other = self._desk.examine(Incoming(other, "other.xlsx"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._temporary.cleanup()

    def make(self, number: int) -> tuple[str, bytes]:
        """Name and bytes of one input; the same number makes the same."""
        random = Random(f"{self._seed}/{number}")  # noqa: S311 - damage is no secret
        weights = [WEIGHTS[name] for name in self._names]
        name = random.choices(self._names, weights)[0]
        return mutate(name, self.sample.files[name], random)

    def run(self, name: str, data: bytes) -> Outcome:
        """Take an input the whole way."""
        path = self._folder / name
        path.write_bytes(data)
        try:
            with gather([path], CONFIG) as found:
                examined = [self._desk.examine(each) for each in found]
            # As collecting does, a file that comes twice byte by byte is taken once.
            alike = {r.submission.file.sha256 or r.submission.file.shown_name: r for r in examined}
            received = list(alike.values())
            problems = list(self._problems(received))
        except Exception:  # noqa: BLE001 - any exception is what is looked for
            return Outcome(problem=traceback.format_exc())
        finally:
            path.unlink()
        refusals = [r.submission.file.refusal for r in received]
        refused = tuple(refusal.value for refusal in refusals if refusal)
        return Outcome(refused, len(refusals) - len(refused), "\n".join(problems))

    def _problems(self, received: list[Received]) -> Iterator[str]:
        """What can't be right, whatever the input is."""
        sample = self.sample
        came = [
            replace(each, received_at="2025-09-20T10:00:00+08:00", run=1)
            for each in (*received, self._other)
        ]
        returns = [(each, exchange.accepted(each.submission, each.findings)) for each in came]
        result = exchange.merge(sample.matrix, sample.round, returns, MergeHistory(), {})
        together = check(
            ReturnSet(sample.round, tuple(came), sample.matrix, (), {}, today=TODAY)
        ).findings
        exchange.status(sample.round, returns, today=TODAY)
        for each, accepted in returns:
            for finding in each.findings:
                if finding.code == "XX001":
                    yield finding.message
            if not each.submission.ledger.balanced:
                yield f"not balanced: {each.submission.ledger}"
            if min(exchange.account(each, accepted, result)) < 0:
                yield f"negative account: {exchange.account(each, accepted, result)}"
        yield from (f.message for f in (*together, *result.findings) if f.code == "XX001")
        changed = sum(len(a.answers) + len(a.refused) for _, a in returns)
        told = result.merged + result.kept + result.refused + result.replaced
        if told < changed:
            yield f"{changed} answers changed, {told} are accounted for"


def main(arguments: list[str] | None = None) -> int:
    """Run inputs and tell what was found; 1 where anything was."""
    parser = argparse.ArgumentParser(description="Fuzz the way of a returned file.")
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first input")
    parser.add_argument("--only", default="", help="ending of the samples that are drawn")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-failures"))
    chosen = parser.parse_args(arguments)
    with Fuzzer(chosen.seed, chosen.only) as fuzzer:
        return _run(fuzzer, chosen)


def _run(fuzzer: Fuzzer, chosen: argparse.Namespace) -> int:
    """Run the inputs that were asked for."""
    begun, failures, taken = time.monotonic(), 0, 0
    refusals: Counter[str] = Counter()
    slowest = (0.0, -1)
    for number in range(chosen.first, chosen.first + chosen.inputs):
        name, data = fuzzer.make(number)
        started = time.monotonic()
        outcome = fuzzer.run(name, data)
        slowest = max(slowest, (time.monotonic() - started, number))
        refusals.update(outcome.refused)
        taken += outcome.taken
        if outcome.problem:
            failures += 1
            chosen.keep.mkdir(parents=True, exist_ok=True)
            (chosen.keep / f"{chosen.seed}-{number}-{name}").write_bytes(data)
            print(f"--- {number} {name}\n{outcome.problem}", flush=True)
        if number % 1000 == 999:  # noqa: PLR2004 - now and then
            print(f"{number + 1} inputs, {failures} failures", flush=True)
    seconds = time.monotonic() - begun
    print(f"{chosen.inputs} inputs in {seconds:.0f} s; files understood: {taken}")
    print("files refused: " + ", ".join(f"{k}: {n}" for k, n in sorted(refusals.items())))
    print(f"slowest input: {slowest[1]}, {slowest[0]:.2f} s; failures: {failures}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
