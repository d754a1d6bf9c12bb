"""Open a database and bring its tables to the version of this code."""

import os
import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from geo.errors import StoreError

#: The newest migration in migrations/versions.
SCHEMA = "0003"
_WAIT = 30  # seconds that a writer waits for another
_LOCK_KEY = 7_240_806  # of PostgreSQL's advisory locks


def data_folder() -> Path:
    """Return the folder of the user's own data: the environment variable GEO_DATA, else ./userdata."""
    return Path(os.environ.get("GEO_DATA") or "userdata")


def open_engine(where: Path | str | None = None) -> Engine:
    """Return an engine on an up-to-date store: a SQLite file, or a database URL such as postgresql+psycopg://….

    Without `where`, the environment variable GEO_STORE says it, else it is store.sqlite in the data folder.
    Raises StoreError where it cannot be opened, is no store, or was written by a newer version.
    """
    where = where or os.environ.get("GEO_STORE") or None
    url = str(where) if where is not None and "://" in str(where) else _file_url(where)
    try:
        engine = create_engine(url, connect_args={"timeout": _WAIT} if url.startswith("sqlite") else {})
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise StoreError(f"the store's URL does not work: {error}") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    try:
        _migrate(engine)
    except DBAPIError as error:
        raise StoreError(f"the store {make_url(url)!r} cannot be opened: {error.orig}") from error
    return engine


def writing(engine: Engine) -> Engine:
    """Return the engine with transactions that take the write lock at their start.

    A SQLite transaction that begins by reading could not wait for its turn to write.
    """
    return engine.execution_options(write=True)


def _file_url(where: Path | str | None) -> str:
    path = Path(where) if where is not None else data_folder() / "store.sqlite"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"the folder {path.parent} cannot be made ({error}): set GEO_DATA to another"
        ) from error
    return f"sqlite:///{path}"


def _set_up_sqlite(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # transactions begin where we say, see _begin_sqlite
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=NORMAL")


def _begin_sqlite(connection: Connection) -> None:
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _migrate(engine: Engine) -> None:
    """Apply the migrations that the database lacks; of several processes one does it and the others wait."""
    with engine.connect() as connection:
        if _version(connection) == SCHEMA:
            return
    if engine.dialect.name == "sqlite":
        _use_wal(engine)
    with writing(engine).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
        version = _version(connection)
        if version == SCHEMA:
            return
        if version > SCHEMA:
            raise StoreError(
                f"the store is of version {version}, this program knows {SCHEMA}: update the program"
            )
        if not version and inspect(connection).get_table_names():
            raise StoreError("the database holds other tables and is no store: give the store one of its own")
        _upgrade(connection)


def _upgrade(connection: Connection) -> None:
    from alembic import command  # only a new or an old store pays for this import
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, SCHEMA)


def _version(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    version: Any = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return version or ""


def _use_wal(engine: Engine) -> None:
    """Turn on write-ahead logging; SQLite does not wait for a lock here, so we do."""
    end = time.monotonic() + _WAIT
    raw = engine.raw_connection()
    try:
        while True:
            try:
                raw.cursor().execute("PRAGMA journal_mode=WAL")
                return
            except sqlite3.OperationalError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)
    finally:
        raw.close()
