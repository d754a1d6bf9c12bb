"""The gazetteer file: one SQLite database, written once and then only read.

A place's spellings beyond its three display names stand in one column, one a line ("ru:Артемовск",
"Artemiwsk"). The index of name forms beside the file finds places by them.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from geo.errors import PlaceError
from geo.gazetteer.naming import MADE
from geo.gazetteer.place import Place

SCHEMA_VERSION = "3"
PLACE_FIELDS = (  # in the order of the fields of Place
    "row", "id", "name", "name_uk", "name_ru", "kind", "lat", "lon", "country", "region", "district",
    "population", "radius_km", "source",
)  # fmt: skip
SOURCES = {
    "gn": "GeoNames",
    "gnp": "GeoNames postal codes",
    "ua": "Codifier of administrative units of Ukraine",
    "ne": "Natural Earth",
    "cldr": "CLDR",
}
TAGS = ("en", "uk", "ru", "be", *MADE.values())
Spellings = Iterable[tuple[str, str]]  # (name, language)
_SCHEMA = """
CREATE TABLE stored(row INTEGER PRIMARY KEY, id NOT NULL, name TEXT NOT NULL, name_uk TEXT NOT NULL,
  name_ru TEXT NOT NULL, kind TEXT NOT NULL, lat INTEGER NOT NULL, lon INTEGER NOT NULL,
  country TEXT NOT NULL, region INTEGER, district INTEGER, population INTEGER NOT NULL,
  radius_km REAL NOT NULL, source TEXT NOT NULL, others TEXT NOT NULL);
CREATE VIEW places AS SELECT row, CASE typeof(id) WHEN 'integer' THEN 'gn:' || id ELSE id END AS id,
  name, name_uk, name_ru, kind, lat / 1e5 AS lat, lon / 1e5 AS lon, country, region, district, population,
  radius_km, source FROM stored;
CREATE TABLE shapes(place INTEGER PRIMARY KEY, wkb BLOB NOT NULL);
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
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
    """Open a gazetteer file for reading; raises PlaceError where it is no gazetteer."""
    if not path.is_file():
        raise PlaceError(f"no gazetteer at {path}: build it with `python -m scripts.build_gazetteer`")
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True)
    try:
        version = meta(connection, "schema")
    except sqlite3.DatabaseError as error:
        raise PlaceError(f"{path} is not a gazetteer file ({error}); build it again") from error
    if version != SCHEMA_VERSION:
        raise PlaceError(f"{path} has another layout than this version reads; build or import it again")
    return connection


def meta(connection: sqlite3.Connection, key: str) -> str:
    """Return a value that the file says of itself, "" where it says nothing."""
    found = connection.execute("SELECT value FROM meta WHERE key=?", (key,)).fetchone()
    return str(found[0]) if found else ""


def stamp(connection: sqlite3.Connection) -> None:
    """Write down a digest of all places, by which a copy is told from a later build."""
    digest = hashlib.sha256()
    for record in connection.execute("SELECT * FROM stored ORDER BY row"):
        digest.update(repr(record).encode())
    connection.execute("INSERT OR REPLACE INTO meta VALUES('stamp', ?)", (digest.hexdigest()[:16],))


def index_ids(connection: sqlite3.Connection) -> None:
    """Index the identifiers, after the places are in."""
    connection.execute("CREATE UNIQUE INDEX IF NOT EXISTS ids ON stored(id)")


def stored_id(place_id: str) -> int | str:
    """Return the identifier as it is stored: GeoNames numbers ("gn:703448") as integers, the rest as text."""
    number = place_id.removeprefix("gn:")
    short = number != place_id and number.isascii() and number.isdecimal() and len(number) < 16
    return int(number) if short and str(int(number)) == number else place_id


def row_of(connection: sqlite3.Connection, place_id: str) -> int | None:
    """Return the row of the place with this identifier, or None."""
    found = connection.execute("SELECT row FROM stored WHERE id=?", (stored_id(place_id),)).fetchone()
    return found[0] if found else None


def insert(connection: sqlite3.Connection, places: Iterable[tuple[Place, Spellings]]) -> None:
    """Insert places with their spellings; positions are kept to 0.00001 degree, about a metre."""
    marks = ",".join("?" * (len(PLACE_FIELDS) + 1))
    connection.executemany(f"INSERT INTO stored VALUES({marks})", (_record(*place) for place in places))


def _record(place: Place, spellings: Spellings) -> tuple[object, ...]:
    lat, lon = round(place.lat * 1e5), round(place.lon * 1e5)
    return (
        place.row, stored_id(place.id), place.name, place.name_uk, place.name_ru, place.kind, lat, lon,
        place.country, place.region, place.district, place.population, place.radius_km, place.source,
        others(place, spellings),
    )  # fmt: skip


def others(place: Place, spellings: Spellings) -> str:
    """Return the column of further spellings; "uk-t-ru:" alone says that a rule made the display name."""
    shown = {(place.name, "en"), (place.name_uk, "uk"), (place.name_ru, "ru")}
    made = {(place.name_uk, MADE["uk"]), (place.name_ru, MADE["ru"])}
    lines = [
        f"{lang}:" if (name, lang) in made else f"{lang}:{plain}" if lang else plain
        for name, lang in spellings
        if (name, lang) not in shown and (plain := " ".join(name.split()))
    ]
    return "\n".join(lines)


def spellings_of(name: str, name_uk: str, name_ru: str, column: str) -> list[tuple[str, str]]:
    """Return every (name, language) of a place, the display names first."""
    made, listed = set(), []
    for line in column.split("\n") if column else ():
        tag, separator, spelling = line.partition(":")
        if separator and tag in TAGS:
            if spelling:
                listed.append((spelling, tag))
            else:
                made.add(tag)
        else:
            listed.append((line, ""))
    tags = [MADE[lang] if MADE[lang] in made else lang for lang in ("uk", "ru")]
    shown = [(name, "en"), (name_uk, tags[0]), (name_ru, tags[1])]
    return [spelling for spelling in shown if spelling[0]] + listed


def spellings(connection: sqlite3.Connection, row: int) -> list[tuple[str, str]]:
    """Return every (name, language) of the place in a row, none where there is no such row."""
    query = "SELECT name, name_uk, name_ru, others FROM stored WHERE row=?"
    found = connection.execute(query, (row,)).fetchone()
    return spellings_of(*found) if found else []


def place_from(record: tuple[Any, ...]) -> Place:
    """Turn a row of the view `places`, in the order of PLACE_FIELDS, into a Place."""
    return Place(*(*record[:-1], SOURCES.get(record[-1], record[-1])))


def region_shapes(connection: sqlite3.Connection) -> Iterator[tuple[int, bytes]]:
    """Yield (place row, polygon as WKB) of the first-order regions; areas such as Donbas contain nothing."""
    query = "SELECT place, wkb FROM shapes JOIN stored ON row=place WHERE id LIKE 'adm1:%' ORDER BY place"
    return connection.execute(query)


def all_places(connection: sqlite3.Connection) -> Iterator[Place]:
    """Yield every place, ordered by row."""
    query = f"SELECT {','.join(PLACE_FIELDS)} FROM places ORDER BY row"
    return map(place_from, connection.execute(query))


def all_names(connection: sqlite3.Connection, which: str = "1") -> Iterator[tuple[int, str, str]]:
    """Yield (place row, name, language) of every place that the SQL condition `which` holds for, by row."""
    query = f"SELECT row, name, name_uk, name_ru, others FROM stored WHERE {which} ORDER BY row"
    for row, *names in connection.execute(query):
        for name, lang in spellings_of(*names):
            yield row, name, lang
