"""The gazetteer file: one SQLite database, written once and then only read.

Spellings are kept in one table sorted by their folded key, so that exact and prefix look-ups need no further
index. A spelling is stored only where it is not simply the key in title case.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from geo.errors import InputError, PlaceError
from geo.gazetteer.place import Place
from geo.gazetteer.spelling import fold

SCHEMA_VERSION = "2"
PLACE_FIELDS = (  # in the order of the fields of Place
    "row", "id", "name", "name_uk", "name_ru", "kind", "lat", "lon", "country", "region", "district",
    "population",
    "radius_km", "source",
)  # fmt: skip
SOURCES = {
    "gn": "GeoNames",
    "ua": "Codifier of administrative units of Ukraine",
    "ne": "Natural Earth",
    "cldr": "CLDR",
}
_SCHEMA = """
CREATE TABLE stored(row INTEGER PRIMARY KEY, id NOT NULL, name TEXT NOT NULL, name_uk TEXT NOT NULL,
  name_ru TEXT NOT NULL, kind TEXT NOT NULL, lat INTEGER NOT NULL, lon INTEGER NOT NULL, country TEXT NOT
  NULL, region INTEGER, district INTEGER, population INTEGER NOT NULL, radius_km REAL NOT NULL, source TEXT
  NOT NULL);
CREATE VIEW places AS SELECT row, CASE typeof(id) WHEN 'integer' THEN 'gn:' || id ELSE id END AS id, name,
name_uk, name_ru, kind, lat / 1e5 AS lat, lon / 1e5 AS lon, country, region, district, population, radius_km,
source FROM stored; CREATE TABLE names(key TEXT NOT NULL, place INTEGER NOT NULL, lang TEXT NOT NULL, name
TEXT, PRIMARY KEY(key, place, lang)) WITHOUT ROWID; CREATE TABLE shapes(place INTEGER PRIMARY KEY, wkb BLOB
NOT NULL); CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


def create(path: Path) -> sqlite3.Connection:
    """Create an empty gazetteer file, replacing what is there, and return the connection to fill it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.executescript(
        "PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA
    )
    connection.execute("INSERT INTO meta VALUES('schema', ?)", (SCHEMA_VERSION,))
    return connection


def open_read_only(path: Path) -> sqlite3.Connection:
    """Open a gazetteer file for reading from any thread; raises PlaceError where it is no gazetteer."""
    if not path.is_file():
        raise PlaceError(f"no gazetteer at {path}: build it with `python scripts/build_gazetteer.py`")
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
    )
    try:
        found = connection.execute("SELECT value FROM meta WHERE key='schema'").fetchone()
    except sqlite3.DatabaseError as error:
        raise PlaceError(f"{path} is not a gazetteer file ({error}); build it again") from error
    if not found or found[0] != SCHEMA_VERSION:
        raise PlaceError(f"{path} has another layout than this version reads; build or import it again")
    return connection


def index_ids(connection: sqlite3.Connection) -> None:
    """Index the identifiers, after the places are in."""
    connection.execute("CREATE UNIQUE INDEX IF NOT EXISTS ids ON stored(id)")


def stored_id(place_id: str) -> int | str:
    """Return the identifier as it is stored: GeoNames numbers ("gn:703448") as integers, the rest as text."""
    number = place_id.removeprefix("gn:")
    return int(number) if number != place_id and number.isdecimal() and len(number) < 16 else place_id


def row_of(connection: sqlite3.Connection, place_id: str) -> int | None:
    """Return the row of the place with this identifier, or None."""
    found = connection.execute("SELECT row FROM stored WHERE id=?", (stored_id(place_id),)).fetchone()
    return found[0] if found else None


def insert_places(connection: sqlite3.Connection, places: Iterable[Place]) -> None:
    """Insert places; positions are kept to 0.00001 degree, about a metre."""
    connection.executemany(
        f"INSERT INTO stored VALUES({','.join('?' * len(PLACE_FIELDS))})", map(_record, places)
    )


def _record(place: Place) -> tuple[object, ...]:
    return (
        place.row, stored_id(place.id), place.name, place.name_uk, place.name_ru, place.kind, round(place.lat
        * 1e5), round(place.lon * 1e5), place.country, place.region, place.district, place.population,
        place.radius_km, place.source,
    )  # fmt: skip


def place_from(record: tuple[Any, ...]) -> Place:
    """Turn a row of the view `places`, in the order of PLACE_FIELDS, into a Place."""
    return Place(*(*record[:-1], SOURCES.get(record[-1], record[-1])))


def insert_names(connection: sqlite3.Connection, names: Iterable[tuple[int, str, str]]) -> None:
    """Insert (place row, name, language) spellings; a repeated one is ignored."""
    connection.executemany("INSERT OR IGNORE INTO names VALUES(?,?,?,?)", map(packed, names))


def packed(spelling: tuple[int, str, str]) -> tuple[str, int, str, str | None]:
    """Return the stored form (key, place, lang, name): None for a name that is the key in title case."""
    place, name, lang = spelling
    key = fold(name)
    if not key:
        raise InputError(f"the name {name!r} of place row {place} has no letters")
    return key, place, lang, None if key.title() == name else name


def region_shapes(connection: sqlite3.Connection) -> Iterator[tuple[int, bytes]]:
    """Yield (place row, polygon as WKB) of the first-order regions; areas such as Donbas contain nothing."""
    return connection.execute(
        "SELECT place, wkb FROM shapes JOIN stored ON row=place WHERE id LIKE 'adm1:%' ORDER BY place"
    )


def all_places(connection: sqlite3.Connection) -> Iterator[Place]:
    """Yield every place, ordered by row."""
    query = f"SELECT {','.join(PLACE_FIELDS)} FROM places ORDER BY row"
    return map(place_from, connection.execute(query))


def all_names(connection: sqlite3.Connection) -> Iterator[tuple[int, str, str]]:
    """Yield every (place row, name, language), ordered by row."""
    query = "SELECT place, key, name, lang FROM names ORDER BY place, key, lang"
    for place, key, name, lang in connection.execute(query):
        yield place, name or key.title(), lang
