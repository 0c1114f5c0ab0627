"""Tables of the register. Each is append-only: what changes is told by one more row.

A table is never altered once a version of the register has it: a later version adds tables, see
:mod:`officekit.exchange.register_migrations`. What is searched for stands in columns of its own,
everything else in packed JSON, see :mod:`officekit.exchange.register_codec`.
"""

from __future__ import annotations

import re

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

_MARK = "\\u:"
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """A text that every database takes: with NUL or half surrogate pairs it is escaped."""
    if text.startswith(_MARK) or _UNSTORABLE.search(text):
        return _MARK + text.encode("unicode_escape").decode("ascii")
    return text


def restored(stored: str) -> str:
    """The text of which :func:`storable` made a stored one."""
    if stored.startswith(_MARK):
        return stored[len(_MARK) :].encode("ascii").decode("unicode_escape")
    return stored


class AnyText(TypeDecorator[str]):
    """A column for any text that Python can hold."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """What is stored for a text."""
        del dialect
        return None if value is None else storable(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """The text for what is stored."""
        del dialect
        return None if value is None else restored(value)


METADATA = MetaData()
_HASH, _DIGEST = String(16), String(64)


def _number() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _text(name: str) -> Column[str]:
    return Column(name, AnyText, nullable=False)


def _of(table: str, name: str) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"officekit_{table}.id"), nullable=False)


def _payload() -> Column[bytes]:
    return Column("payload", LargeBinary, nullable=False)


SCHEMA = Table(
    "officekit_schema",
    METADATA,
    Column("version", Integer, primary_key=True, autoincrement=False),
)
"""A row for each version that the register has been brought to."""

ROUNDS = Table(
    "officekit_rounds",
    METADATA,
    _number(),
    _text("matrix_id"),
    _text("title"),
    _text("period"),
    Column("period_first", Integer),
    Column("period_last", Integer),
    Column("version", Integer, nullable=False),
    _text("due"),
    _text("issued_at"),
    UniqueConstraint("matrix_id", "period", "version"),
)

PACKETS = Table(
    "officekit_packets",
    METADATA,
    Column("id", AnyText, primary_key=True),
    _of("rounds", "round_id"),
    Column("position", Integer, nullable=False),
    _text("unit"),
    _text("file"),
    _payload(),
    Index("officekit_packets_of_round", "round_id"),
)

RUNS = Table(
    "officekit_runs",
    METADATA,
    _number(),
    _of("rounds", "round_id"),
    Column("kind", String(16), nullable=False),
    _text("at"),
    _text("note"),
)

RECEIPTS = Table(
    "officekit_receipts",
    METADATA,
    _number(),
    _of("runs", "run_id"),
    _of("rounds", "round_id"),
    Column("content_hash", _HASH, nullable=False),
    Column("sha256", _DIGEST, nullable=False),
    _text("packet_id"),
    _text("unit"),
    _text("period"),
    _text("received_at"),
    _payload(),
    Index("officekit_receipts_of_round", "round_id", "content_hash"),
    Index("officekit_receipts_of_packet", "packet_id"),
)
"""Returns, each under the run that took it in."""

FILES = Table(
    "officekit_files",
    METADATA,
    _number(),
    _of("runs", "run_id"),
    _of("rounds", "round_id"),
    Column("sha256", _DIGEST, nullable=False),
    Column("content_hash", _HASH, nullable=False),
    _text("name"),
    Index("officekit_files_of_round", "round_id"),
)
"""Files that were read: several may say the same."""

DECISIONS = Table(
    "officekit_decisions",
    METADATA,
    _number(),
    _of("runs", "run_id"),
    _of("rounds", "round_id"),
    _text("conflict"),
    _payload(),
    Index("officekit_decisions_of_round", "round_id"),
)

MERGES = Table(
    "officekit_merges",
    METADATA,
    _number(),
    _of("runs", "run_id"),
    _of("rounds", "round_id"),
    _text("at"),
    _payload(),
    UniqueConstraint("run_id"),
    Index("officekit_merges_of_round", "round_id"),
)
"""Merges that were completed; the payload holds the origins of their values, in order."""

VALUES = Table(
    "officekit_values",
    METADATA,
    _number(),
    _of("merges", "merge_id"),
    _text("row_key"),
    Column("column_key", String(32), nullable=False),
    _text("before"),
    _text("after"),
    Index("officekit_values_of_merge", "merge_id"),
)

WITHDRAWALS = Table(
    "officekit_withdrawals",
    METADATA,
    _number(),
    _of("runs", "run_id"),
    _of("runs", "undone_id"),
    UniqueConstraint("undone_id"),
)
"""Runs that no longer count, each under the run that took it back."""

OUTPUTS = Table(
    "officekit_outputs",
    METADATA,
    _number(),
    _of("runs", "run_id"),
    _text("path"),
    Column("sha256", _DIGEST, nullable=False),
)
"""Files that officekit wrote, so that they are never taken for returns."""
