"""The register as a file: append-only, versions, two at once, and what can go wrong."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Connection

from officekit.errors import (
    ContentError,
    FileUnreadableError,
    OfficekitError,
    OutputNotWritableError,
    UsageError,
)
from officekit.exchange import register_engine
from officekit.exchange.register import Register
from officekit.model.run import RunKind
from tests.exchange.register_samples import AT, MATRIX, issue, merged, packet, returned
from tests.exchange.register_version_1 import VERSION_1

CULTURE = packet(1, "文旅局")


def lines(path: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def filled(path: Path) -> None:
    """A register with a row in every table."""
    with Register.open(path) as register:
        issue(register, CULTURE)
        run = register.begin_run(RunKind.COLLECT, 1, AT)
        register.add_received(run, 1, [returned(CULTURE, "已开工")])
        register.add_decisions(run, 1, {"k": ("c",)})
        register.finish_run(run, 1, [merged("", "已开工")], {"汇总.xlsx": "c" * 64}, AT)
        register.withdraw(register.begin_run(RunKind.UNDO, 1, AT), run)


def test_no_row_of_any_table_can_be_changed_or_removed(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    filled(path)
    tables = [
        str(name) for (name,) in lines(path, "SELECT name FROM sqlite_master WHERE type='table'")
    ]
    assert len(tables) == 11
    connection = sqlite3.connect(path)
    for table in tables:
        column = "version" if table == "officekit_schema" else "id"
        for sql in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):  # noqa: S608 - our own names
            with pytest.raises(sqlite3.IntegrityError, match="登记册只增不改"):
                connection.execute(sql)
    connection.close()


def test_an_older_register_is_brought_up_to_date_and_keeps_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    connection = sqlite3.connect(path)
    connection.executescript(VERSION_1)
    connection.close()

    with Register.open(path) as register:
        assert [(r.period.text, r.version) for r in register.rounds()] == [("2023年8月", 1)]
        register.record_outputs(1, {"文旅局.xlsx": "a" * 64})
        issue(register, CULTURE)
        run = register.begin_run(RunKind.COLLECT, 2, AT)
        register.add_received(run, 2, [returned(CULTURE, "已开工")])
        register.finish_run(run, 2, [merged("", "已开工")], {}, AT)
        assert register.output_hashes() == frozenset({"a" * 64})
        assert len(register.received(2)) == 1
    assert lines(path, "SELECT version FROM officekit_schema") == [(1,), (2,)]


def test_a_new_register_and_one_brought_up_to_date_have_the_same_columns(tmp_path: Path) -> None:
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    connection = sqlite3.connect(old)
    connection.executescript(VERSION_1)
    connection.close()
    Register.open(old).close()
    Register.open(new).close()
    columns = (
        "SELECT m.name, c.name, c.type, c.pk FROM sqlite_master m, pragma_table_info(m.name) c "
        "WHERE m.type = 'table' ORDER BY m.name, c.cid"
    )
    assert lines(old, columns) == lines(new, columns)


def test_a_register_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    Register.open(path).close()
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO officekit_schema VALUES (99)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(OfficekitError, match="登记册由较新版本建立") as caught:
        Register.open(path)
    assert "更新" in caught.value.hint
    assert path.read_bytes() == before


def test_a_migration_that_fails_leaves_the_version_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from officekit.exchange import register_migrations as migrations

    path = tmp_path / "r.db"
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", (migrations.MIGRATIONS[0],))
        Register.open(path).close()
    whole = migrations.MIGRATIONS
    with monkeypatch.context() as patch:

        def broken(connection: Connection) -> None:
            whole[1](connection)
            raise OfficekitError("断电了。")

        patch.setattr(migrations, "MIGRATIONS", (whole[0], broken))
        with pytest.raises(OfficekitError, match="断电了"):
            Register.open(path)
    assert lines(path, "SELECT version FROM officekit_schema") == [(1,)]
    assert lines(path, "SELECT 1 FROM sqlite_master WHERE name = 'officekit_outputs'") == []
    Register.open(path).close()
    assert lines(path, "SELECT version FROM officekit_schema") == [(1,), (2,)]


@pytest.mark.parametrize("content", [b"", None])
def test_a_missing_or_empty_register_is_not_made_where_nobody_asked(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "r.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(FileUnreadableError, match="没有找到登记册"):
        Register.open(path, create=False)
    assert path.exists() is (content is not None)


def test_a_file_of_zero_bytes_becomes_a_register(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    path.touch()
    with Register.open(path) as register:
        assert register.rounds() == ()


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04" + b"x" * 5000, "这是一个文本文件".encode() * 200]
)
def test_a_file_of_something_else_is_told_of_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "登记册.db"
    path.write_bytes(content)
    with pytest.raises(FileUnreadableError, match="已损坏，或者不是登记册文件") as caught:
        Register.open(path)
    assert "备份" in caught.value.hint
    assert "各单位报回的文件不受影响" in caught.value.hint
    assert path.read_bytes() == content


def test_another_database_is_told_of_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "别的.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE photos (id INTEGER)")
    connection.close()
    with pytest.raises(ContentError, match="是别的数据库"):
        Register.open(path)
    assert lines(path, "SELECT name FROM sqlite_master") == [("photos",)]


def test_a_damaged_page_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    filled(path)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xaa" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(OfficekitError, match="已损坏"), Register.open(path) as register:
        register.received(1)


def test_a_damaged_record_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    filled(path)
    connection = sqlite3.connect(path)
    connection.execute(
        "INSERT INTO officekit_packets SELECT 'x', round_id, 9, unit, file, x'00ff' "
        "FROM officekit_packets"
    )
    connection.commit()
    connection.close()
    with Register.open(path) as register, pytest.raises(OfficekitError, match="一条记录已损坏"):
        register.packets()


def test_a_register_in_use_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "r.db"
    Register.open(path).close()
    monkeypatch.setattr(register_engine, "BUSY_SECONDS", 0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(OfficekitError, match="正被别人使用") as caught:
        Register.open(path)
    assert "再试" in caught.value.hint
    other.execute("ROLLBACK")
    other.execute("BEGIN IMMEDIATE")
    with Register.open(path) as register:
        assert register.rounds() == ()
        with pytest.raises(OfficekitError, match="正被别人使用"):
            issue(register, CULTURE)
        other.execute("ROLLBACK")
        other.close()
        assert issue(register, CULTURE).id == 1


def test_a_read_only_register_can_be_read_and_says_so_when_written(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    filled(path)
    with Register.open(f"sqlite:///file:{path}?mode=ro&uri=true", create=False) as register:
        assert len(register.rounds()) == 1
        with pytest.raises(OutputNotWritableError, match="只读"):
            register.begin_run(RunKind.COLLECT, 1, AT)


def test_a_place_where_no_file_can_be_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "文件").write_bytes(b"x")
    with pytest.raises(OutputNotWritableError, match="不存在，无法建立登记册"):
        Register.open(tmp_path / "没有的文件夹" / "r.db")
    with pytest.raises(OutputNotWritableError, match="不存在，无法建立登记册"):
        Register.open(tmp_path / "文件" / "r.db")
    with pytest.raises(OutputNotWritableError, match="是一个文件夹"):
        Register.open(tmp_path)


@pytest.mark.parametrize("url", ["nosuch://server/db", "sqlite+nosuch://", "http://", "://"])
def test_a_wrong_url_is_told_of(url: str) -> None:
    with pytest.raises(UsageError, match="服务器地址不正确"):
        Register.open(url)


def test_any_name_of_a_file_is_a_path(tmp_path: Path) -> None:
    path = tmp_path / "登记 册?mode=ro#1%20.db"
    with Register.open(str(path)) as register:
        issue(register, CULTURE)
    assert path.stat().st_size > 0
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_the_journal_is_no_wal_and_writes_reach_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with Register.open(path) as register, register._reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


WORKER = """
import sys
from pathlib import Path
from officekit.errors import OfficekitError
from officekit.exchange.register import Register
from officekit.model.run import RunKind
from tests.exchange.register_samples import AT, MATRIX, issue, packet, returned

path, worker = Path(sys.argv[1]), int(sys.argv[2])
mine = packet(worker, f"单位{worker}")
with Register.open(path) as register:
    try:
        issue(register, packet(100 + worker, "文旅局"), version=1)
        print("issued")
    except OfficekitError as error:
        print(error.message)
    run = register.begin_run(RunKind.COLLECT, 1, AT)
    for number in range(20):
        register.add_received(
            run, 1, [returned(packet(1, "共同"), f"共同{number}"), returned(mine, f"{number}")]
        )
"""


def test_two_processes_at_once_lose_and_double_nothing(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER, str(path), str(number)],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
        )
        for number in (2, 3)
    ]
    said = sorted(worker.communicate(timeout=120)[0].decode().strip() for worker in workers)
    assert [worker.returncode for worker in workers] == [0, 0]
    assert said == ["issued", "“2023年9月”第1版已经下发过，可能有人同时在下发。"]
    with Register.open(path) as register:
        assert len(register.rounds(MATRIX)) == 1
        texts = [each.submission.rows[0].text("progress") for each in register.received(1)]
        runs = [run for run in register.runs() if run.kind is RunKind.COLLECT]
    assert len(texts) == 60
    assert sum(text.startswith("共同") for text in texts) == 20
    assert sum(run.received for run in runs) == 60
    assert lines(path, "PRAGMA integrity_check") == [("ok",)]


KILLED = """
import os, signal, sys
from pathlib import Path
from officekit.exchange.register import Register
from officekit.model.run import RunKind
from tests.exchange.register_samples import AT, merged, packet, returned

stop = int(sys.argv[2])
with Register.open(Path(sys.argv[1])) as register:
    steps = 0
    def step():
        global steps
        steps += 1
        if steps == stop:
            os.kill(os.getpid(), signal.SIGKILL)
    step()
    run = register.begin_run(RunKind.COLLECT, 1, AT)
    step()
    register.add_received(run, 1, [returned(packet(1, "文旅局"), "已开工")])
    step()
    register.add_decisions(run, 1, {"k": ("c",)})
    step()
    register.finish_run(run, 1, [merged("", "已开工")], {"汇总.xlsx": "c" * 64}, AT)
    step()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
@pytest.mark.parametrize("stop", [1, 2, 3, 4, 5])
def test_killed_between_two_calls_and_done_again_the_end_is_the_same(
    tmp_path: Path, stop: int
) -> None:
    path = tmp_path / "r.db"
    with Register.open(path) as register:
        issue(register, CULTURE)
    for number in (stop, 0):
        subprocess.run(
            [sys.executable, "-c", KILLED, str(path), str(number)],
            cwd=Path(__file__).parents[2],
            check=number == 0,
        )
    with Register.open(path) as register:
        received = register.received(1)
        assert [r.submission.rows[0].text("progress") for r in received] == ["已开工"]
        assert register.decisions(1) == {"k": ("c",)}
        assert register.history(1).written == {("T001", "progress"): frozenset({"已开工"})}
        assert register.history(1).first == {("T001", "progress"): ""}
        assert register.output_hashes() == frozenset({"c" * 64})
