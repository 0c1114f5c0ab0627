"""The public interface: small, documented, and its examples run."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

import officekit

ROOT = Path(__file__).resolve().parent.parent


def test_the_examples_of_the_package_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    failed, tried = doctest.testmod(officekit)
    assert tried >= 5
    assert failed == 0


@pytest.mark.parametrize("name", officekit.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    value = getattr(officekit, name)
    if name != "__version__":
        assert value.__doc__


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = officekit.nothing
