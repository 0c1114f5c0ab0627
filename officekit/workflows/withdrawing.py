"""Which collecting is to be taken back, where runs were broken off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from officekit.model.run import Run, RunKind

PLACED = "placed:"
"""Begins what the register is told when all results of a run stand in place; its number follows."""


def to_withdraw(runs: Sequence[Run], number: int | None, done: Mapping[str, str]) -> Run | None:
    """The collecting that is to be taken back.

    Taking back that was broken off after the register knew of it, but before its results stood
    in place, is done again: the next run must not take back one collecting more.

    Args:
        runs: of the matrix, oldest first.
        number: of the collecting; by default the last one that counts.
        done: what the register knows of results.
    """
    unplaced: set[int] = set()
    for run in reversed(runs):
        if run.kind is not RunKind.UNDO or f"{PLACED}{run.number}" in done:
            break
        unplaced.add(run.number)
    collected = [run for run in reversed(runs) if run.kind is RunKind.COLLECT]
    if number is not None:
        collected = [run for run in collected if run.number == number]
    again = next((run for run in collected if run.undone_by in unplaced), None)
    if number is None:  # a run that has brought nothing new leaves nothing to be taken back
        collected = [run for run in collected if run.received or run.decided]
    return again or next((run for run in collected if not run.undone_by), None)


def broken_off_before(runs: Sequence[Run], chosen: Run, done: Mapping[str, str]) -> list[Run]:
    """Collectings that were broken off right before another one, which did their work again.

    What they have taken in, it found in the register and merged: it is taken back with it.

    Args:
        runs: of the matrix, oldest first.
        chosen: the collecting that is taken back.
        done: what the register knows of results.
    """
    found: list[Run] = []
    for run in reversed([each for each in runs if each.number < chosen.number]):
        placed = f"{PLACED}{run.number}" in done
        if run.kind is not RunKind.COLLECT or placed or run.round_id != chosen.round_id:
            break
        found.append(run)
    return found
