# ruff: noqa: E501
"""The file or database of a store: where it is, its tables, its migrations, many processes."""

import multiprocessing
import sqlite3
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_mock_engine
from sqlalchemy.dialects import postgresql
from store_scene import DAY, events, report

import geo.store.engine
from geo.errors import StoreError
from geo.events import frame
from geo.reports import Report
from geo.store import Store, data_folder, tables
from geo.store.engine import SCHEMA, open_engine


def test_the_data_folder_is_the_users_choice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEO_DATA", str(tmp_path / "mine"))
    assert data_folder() == tmp_path / "mine"
    Store.open().close()
    assert (tmp_path / "mine" / "store.sqlite").is_file()
    monkeypatch.delenv("GEO_DATA")
    assert data_folder() == Path("userdata")


def test_another_store_is_the_users_choice_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEO_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("GEO_STORE", f"sqlite:///{tmp_path / 'shared.sqlite'}")
    Store.open().close()
    assert (tmp_path / "shared.sqlite").exists()
    assert not (tmp_path / "data").exists()
    Store.open(tmp_path / "named.sqlite").close()
    assert (tmp_path / "named.sqlite").exists(), "what the caller names goes first"


def test_the_file_has_a_write_ahead_log_and_foreign_keys(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "store.sqlite")
    with sqlite3.connect(tmp_path / "store.sqlite") as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (SCHEMA,)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_migrations_lead_to_the_tables_of_the_code(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "s.sqlite")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, tables.metadata) == []
    config = Config()
    config.set_main_option("script_location", str(Path(geo.store.engine.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [SCHEMA]


def test_an_older_store_is_brought_up_to_date_with_what_is_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = report()
    with monkeypatch.context() as patched:
        patched.setattr("geo.store.engine.SCHEMA", "0001")
        with Store.open(tmp_path / "s.sqlite") as store:
            store.save(one, events(one))
    with Store.open(tmp_path / "s.sqlite") as store:
        assert store.queue().total == 2
    with sqlite3.connect(tmp_path / "s.sqlite") as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (SCHEMA,)


def test_the_tables_can_be_made_in_postgresql() -> None:
    statements: list[str] = []
    engine = create_mock_engine(
        "postgresql+psycopg://",
        lambda sql, *_: statements.append(str(sql.compile(dialect=postgresql.dialect()))),
    )
    tables.metadata.create_all(engine, checkfirst=False)
    assert sum("CREATE TABLE" in statement for statement in statements) == 6


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"not a database at all" * 100, "not a database"), ("CREATE TABLE other(x)", "is no store"),
     ("CREATE TABLE alembic_version(version_num); INSERT INTO alembic_version VALUES('9999')", "update the program")],
)  # fmt: skip
def test_files_that_are_no_store_are_left_alone(tmp_path: Path, content: bytes | str, reason: str) -> None:
    path = tmp_path / "s.sqlite"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        with sqlite3.connect(path) as connection:
            connection.executescript(content)
    with pytest.raises(StoreError, match=reason):
        Store.open(path)


@pytest.mark.parametrize("where", ["nosuch://x", "postgresql+nosuch://x/y"])
def test_a_url_that_does_not_work_is_said(where: str) -> None:
    with pytest.raises(StoreError, match="URL does not work"):
        Store.open(where)


def _open_at_once(path: str, barrier: Any, answers: Any, number: int) -> None:
    barrier.wait(60)
    try:
        with Store.open(path) as opened:
            one = report()
            own = Report(f"Text number {number} of its own process.", date=DAY)
            new = opened.save(one, events(one)).new
            opened.save(own, frame([]))
            answers.put(new)
    except Exception as error:
        answers.put(repr(error))


def test_processes_that_open_a_new_store_at_once_do_not_collide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A page tested before may have left its script as the main module, which spawned processes would run.
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    processes = multiprocessing.get_context("spawn")
    barrier, answers = processes.Barrier(4), processes.Queue()
    path = str(tmp_path / "s.sqlite")
    running = [
        processes.Process(target=_open_at_once, args=(path, barrier, answers, number)) for number in range(4)
    ]
    for process in running:
        process.start()
    found = [answers.get(timeout=120) for _ in running]
    for process in running:
        process.join(60)
    assert sorted(found) == [False, False, False, True], found
    with Store.open(path) as opened:
        assert opened.counts() | {"reports": 5, "events": 2} == opened.counts()
