"""The connection to a register, and what its failures mean to a clerk.

SQLite lies on network shares as well: rollback journal (no WAL), full synchronisation, and a
writer takes its lock at the beginning, so that two clerks wait for each other instead of failing.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import StaticPool

from officekit.errors import (
    FileUnreadableError,
    OfficekitError,
    OutputNotWritableError,
    UsageError,
)

BUSY_SECONDS = 10.0
"""How long to wait for somebody else who writes."""

_WRITES = "officekit_writes"
_PRAGMAS = ("foreign_keys=ON", "recursive_triggers=ON", "synchronous=FULL", "journal_mode=DELETE")


def make_engine(location: str | Path) -> tuple[Engine, str]:
    """An engine, and how the place is called in messages (never with a password).

    Args:
        location: path of an SQLite file, or an SQLAlchemy URL (text with ``://``).

    Raises:
        UsageError: the URL can't be understood or its driver is not installed.
    """
    if isinstance(location, str) and "://" in location:
        return _of_url(location)
    path = Path(location)
    url = URL.create("sqlite", database=str(path.absolute()))
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    _prepare_sqlite(engine)
    return engine, str(path)


def _of_url(text: str) -> tuple[Engine, str]:
    try:
        url = make_url(text)
        if url.get_backend_name() != "sqlite":
            return create_engine(url, pool_pre_ping=True), url.render_as_string()
        if url.database:
            engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
        else:
            engine = create_engine(
                url, poolclass=StaticPool, connect_args={"check_same_thread": False}
            )
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise UsageError(
            "登记册的服务器地址不正确，或者缺少连接它的驱动程序。",
            "请向管理员核对地址；没有服务器时，请留空，登记册就放在责任清单旁边。",
        ) from error
    _prepare_sqlite(engine)
    return engine, url.render_as_string()


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, _record: object) -> None:
        # The driver would begin no transaction before DDL; BEGIN is ours alone.
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes: all of it or nothing."""
    with engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
        yield connection


@contextmanager
def explained(place: str) -> Iterator[None]:
    """Turn what the database says into what a clerk can act on.

    Args:
        place: how the register is called.

    Raises:
        OfficekitError: the database failed.
    """
    try:
        yield
    except DBAPIError as error:
        raise _explained(error, place) from error


def _explained(error: DBAPIError, place: str) -> OfficekitError:
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is None:
        return OfficekitError(
            f"登记册所在的服务器（{place}）没有完成操作。",
            "请检查网络后再试；仍然不行时，请联系管理员。",
        )
    code &= 0xFF  # extended codes carry the plain one in their lowest byte
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return OfficekitError(
            f"登记册“{place}”正被别人使用。", "请等对方做完以后再试一次；这次没有写入任何内容。"
        )
    if code in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
        return damaged(place)
    if code == sqlite3.SQLITE_FULL:
        return OutputNotWritableError(
            f"磁盘空间不足，无法写入登记册“{place}”。", "请清理磁盘后再试；登记册没有改动。"
        )
    if code == sqlite3.SQLITE_READONLY:
        return _not_writable(place)
    if code == sqlite3.SQLITE_CANTOPEN:
        return _not_opened(Path(place))
    if code == sqlite3.SQLITE_CONSTRAINT:
        return OfficekitError(
            f"登记册“{place}”没有接受这次记录：它和已有的记录不一致。",
            "请重新操作一次；登记册没有改动。",
        )
    return OfficekitError(
        f"读写登记册“{place}”时出错。", "请检查磁盘或者网络文件夹是否正常，然后再试一次。"
    )


def damaged(place: str) -> OfficekitError:
    """The error for a register that can't be read."""
    return FileUnreadableError(
        f"登记册“{place}”已损坏，或者不是登记册文件。",
        "请用备份的副本替换它后再试；各单位报回的文件不受影响，可以重新收集。",
    )


def missing(place: str) -> OfficekitError:
    """The error for a register that does not exist."""
    return FileUnreadableError(
        f"没有找到登记册“{place}”。", "请先“拆分下发”，或者检查登记册是否和责任清单放在一起。"
    )


def _not_writable(place: str) -> OfficekitError:
    return OutputNotWritableError(
        f"没有权限写入登记册“{place}”，它或者它所在的文件夹是只读的。",
        "请取消只读，或者把责任清单连同登记册放到可以写入的文件夹再试。",
    )


def _not_opened(path: Path) -> OfficekitError:
    if path.is_dir():
        return OutputNotWritableError(
            f"“{path}”是一个文件夹，不能作为登记册。", "请在后面写上登记册的文件名。"
        )
    if not path.parent.is_dir():
        return OutputNotWritableError(
            f"文件夹“{path.parent}”不存在，无法建立登记册。",
            "请先建立这个文件夹，或者换一个位置。",
        )
    if path.exists() and not os.access(path, os.R_OK):
        return FileUnreadableError(
            f"没有权限读取登记册“{path}”。", "请向文件夹的管理员申请权限后再试。"
        )
    return _not_writable(str(path))
