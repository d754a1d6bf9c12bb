"""How much a file holds, found out before it is opened: a small upload can unpack to gigabytes."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from geo.errors import InputError, Notice, about
from geo.events import COLUMNS
from geo.formats.rings import Refused

#: Rows and bytes of a part of a file.
_Part = tuple[int, int]


def check(path: Path, most_rows: int, most_bytes: int) -> None:
    """Refuse a file whose tables hold more rows, or more bytes as they are unpacked; raises InputError."""
    measure = {".parquet": _parquet, ".gpkg": _geopackage}.get(path.suffix.lower(), _zip)
    rows = size = 0
    try:
        for more_rows, more_bytes in measure(path):
            rows, size = rows + more_rows, size + more_bytes
            if rows > most_rows:
                raise InputError(about(path, _too_many(rows, most_rows)))
            if size > most_bytes:
                raise InputError(about(path, _too_large(size, most_bytes)))
    except Refused as reason:
        raise InputError(about(path, reason.notice)) from None
    except (ValueError, OSError, sqlite3.Error, zipfile.BadZipFile):
        return  # a file of another kind, or one whose reader says what is broken


def _too_many(rows: int, most: int) -> Notice:
    return Notice(
        "{rows} rows are over the limit of {limit} here: import it with “python -m geo store import”",
        rows=str(rows),
        limit=str(most),
    )


def _too_large(size: int, most: int) -> Notice:
    return Notice(
        "{size} MB unpacked is over the limit of {limit} MB here: "
        "import it with “python -m geo store import”",
        size=f"{size / 1e6:.0f}",
        limit=f"{most / 1e6:.0f}",
    )


def _zip(path: Path) -> Iterator[_Part]:
    with zipfile.ZipFile(path) as archive:
        yield 0, sum(info.file_size for info in archive.infolist())


def _parquet(path: Path) -> Iterator[_Part]:
    """Tell the values of the longest column, then what texts take: a repeated one is stored once."""
    from pyarrow import parquet

    told = parquet.read_metadata(path)
    columns = [n for n in range(told.num_columns) if _is_read(told.schema.column(n).path)]
    groups = [told.row_group(n) for n in range(told.num_row_groups)]
    values = {n: sum(group.column(n).num_values for group in groups) for n in columns}
    yield max([told.num_rows, *values.values()]), sum(group.total_byte_size for group in groups)
    kinds = {n: told.schema.column(n) for n in columns}
    yield 0, sum(values[n] * max(kind.length, 0) for n, kind in kinds.items())  # of one length each
    texts = [kind.path for kind in kinds.values() if kind.physical_type == "BYTE_ARRAY"]
    with parquet.ParquetFile(path, read_dictionary=texts) as file:
        for batch in file.iter_batches(columns=texts) if texts else ():
            for column in batch.columns:
                yield 0, _unfolded(column)


def _is_read(column: str) -> bool:
    """Tell whether `geo.events.read_events` reads a column, by its path."""
    return column.partition(".")[0] in (*COLUMNS, "geometry")


def _unfolded(array: Any) -> int:
    """Return the bytes of the texts of an array in which equal ones are kept once, also within lists."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_struct(array.type):
        return sum(map(_unfolded, array.flatten()))
    if pa.types.is_nested(array.type):
        return _unfolded(array.flatten())
    if not pa.types.is_dictionary(array.type):
        return int(array.nbytes)
    return pc.sum(pc.binary_length(array.dictionary).take(array.indices)).as_py() or 0


def _geopackage(path: Path) -> Iterator[_Part]:
    """Tell the rows of all tables, then their bytes: pages of a row may be used by others, too."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 50_000_000)
        tables = _tables(connection)
        for table in tables:
            yield connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0], 0
        for table in tables:
            for row in connection.execute(f"SELECT * FROM {table}"):
                yield 0, sum(len(cell) for cell in row if isinstance(cell, str | bytes))


def check_tables(path: Path) -> None:
    """Refuse a GeoPackage that would compute what it holds (a view); raises Refused."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            _tables(connection)
    except sqlite3.Error:
        return  # its reader says what is broken


def _tables(connection: sqlite3.Connection) -> list[str]:
    """Return the tables with rows of their own, their names quoted; raises Refused where one is computed."""
    tables = []
    listed = "SELECT name, type, sql FROM sqlite_master WHERE type IN ('table', 'view')"
    for name, kind, sql in connection.execute(listed).fetchall():
        if name.startswith("rtree_"):  # the index of places
            continue
        quoted = '"' + name.replace('"', '""') + '"'
        hidden = any(column[6] for column in connection.execute(f"PRAGMA table_xinfo({quoted})"))
        if kind == "view" or hidden or sql.lstrip().upper().startswith("CREATE VIRTUAL"):
            raise Refused("{name} is computed, not stored: export its rows as a table", name=repr(name[:60]))
        if not name.startswith(("gpkg_", "sqlite_")):
            tables.append(quoted)
    return tables
