"""Versions of the register, from the first on; forward only.

A migration is a function of an open transaction; its place in ``MIGRATIONS`` is its number less
one. A migration that was released is never changed: what is new comes behind it. SQLite refuses
to update or delete a row of any table; on a shared server that is a matter of granted rights.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, func, inspect, select

from officekit.errors import ContentError, OfficekitError
from officekit.exchange.register_engine import writing
from officekit.exchange.register_tables import (
    DECISIONS,
    FILES,
    MERGES,
    METADATA,
    OUTPUTS,
    PACKETS,
    RECEIPTS,
    ROUNDS,
    RUNS,
    SCHEMA,
    VALUES,
    WITHDRAWALS,
)


def _version_1(connection: Connection) -> None:
    """Rounds, packets, runs, returns, decisions and merges."""
    _create(
        connection,
        *(SCHEMA, ROUNDS, PACKETS, RUNS, RECEIPTS, FILES),
        *(DECISIONS, MERGES, VALUES, WITHDRAWALS),
    )


def _version_2(connection: Connection) -> None:
    """Outputs, so that a copy that went back is not taken for a return."""
    _create(connection, OUTPUTS)


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (_version_1, _version_2)


def _create(connection: Connection, *tables: Table) -> None:
    METADATA.create_all(connection, tables=tables)
    if connection.dialect.name != "sqlite":
        return
    for table in tables:
        for event in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER {table.name}_no_{event.lower()} BEFORE {event} ON {table.name} "
                "BEGIN SELECT RAISE(ABORT, '登记册只增不改'); END"
            )


def version_of(connection: Connection) -> int:
    """The version that a register is at; 0 where it is empty.

    Raises:
        ContentError: it is a database of something else.
    """
    inspector = inspect(connection)
    if inspector.has_table(SCHEMA.name):
        return connection.execute(select(func.max(SCHEMA.c.version))).scalar() or 0
    if connection.dialect.name == "sqlite" and inspector.get_table_names():
        raise ContentError(
            f"“{_shown(connection)}”是别的数据库，不是下发报送登记册。",
            "请检查登记册的位置；原文件没有改动。",
        )
    return 0


def bring_up_to_date(engine: Engine) -> None:
    """Run the migrations that a register has not seen yet, each in its own transaction.

    Raises:
        OfficekitError: a newer version has made the register.
        ContentError: it is a database of something else.
    """
    with engine.connect() as connection:
        version = version_of(connection)
    if version > len(MIGRATIONS):
        raise OfficekitError(
            f"登记册由较新版本建立（第{version}版，本程序只认识到第{len(MIGRATIONS)}版）。",
            "请先把 officekit 更新到最新版本再打开；登记册没有改动。",
        )
    for number, migrate in enumerate(MIGRATIONS, start=1):
        if number <= version:
            continue
        with writing(engine) as connection:
            # Another process may have been here between the look and the lock.
            if version_of(connection) < number:
                migrate(connection)
                connection.execute(SCHEMA.insert().values(version=number))


def _shown(connection: Connection) -> str:
    return Path(connection.engine.url.database or "").name
