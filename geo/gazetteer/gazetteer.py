"""The gazetteer: places by name, by identifier and by position; a geopy geocoder that needs no network."""

from __future__ import annotations

import sqlite3
import threading
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from geo.errors import InputError, PlaceError
from geo.gazetteer import database, paths, user
from geo.gazetteer.place import Place, name_in
from geo.gazetteer.search import Finder
from geo.names import fold

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.gazetteer.spatial import Positions, Shapes
    from geo.names import NameIndex

CACHED_PLACES = 50_000
_PLACE = f"SELECT {','.join(database.PLACE_FIELDS)} FROM places WHERE row=?"


class Gazetteer(Geocoder):  # type: ignore[misc]  # geopy has no type hints
    """Places of one gazetteer file together with the user's own places.

    Nothing is loaded at the start: places, positions, shapes and the index of name forms are read when first
    asked for. One object may serve many threads. Open it with `Gazetteer.open()`.
    """

    def __init__(self, path: Path, own: Sequence[user.UserPlace] = ()) -> None:
        # Geocoder.__init__ is not called: it would load certificates for requests that are never made.
        self.headers: dict[str, str] = {}
        self.scheme, self.timeout, self.proxies = "https", 1, None
        self.domain, self.ssl_context, self.adapter = "", None, None
        self.path = path
        self._of_thread = threading.local()
        self.place = lru_cache(CACHED_PLACES)(self._load)
        self._own_places = tuple(own)
        self._own = user.Overlay(own, self._row_of, self._last_row() + 1)

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to another process as a path and the user's places: the worker opens the file itself."""
        return Gazetteer, (self.path, self._own_places)

    @classmethod
    def open(cls, path: Path | str | None = None, own: Path | None = None) -> Gazetteer:
        """Open the gazetteer: `path`, else the user's import, else the shipped one; with the user's places.

        `own` is the CSV of the user's places (default: `places.csv` in the user's folder when `path` is not
        given). Raises PlaceError where the file is missing or cannot be read, InputError for a bad row of the
        CSV. An import that this version cannot read is passed over with a warning.
        """
        if path is None:
            own = own or paths.user_folder() / "places.csv"
            imported = paths.user_folder() / "gazetteer.sqlite"
            if imported.is_file():
                try:
                    return cls.open(imported, own).checked()
                except PlaceError as error:
                    warnings.warn(f"the shipped gazetteer is used, not the import: {error}", stacklevel=2)
            path = paths.SHIPPED
        places = user.read(own) if own and own.is_file() else []
        return cls(Path(path), places)

    @classmethod
    def version(cls) -> tuple[tuple[int, int] | None, ...]:
        """Return what changes when `open()` would find other data: an import is there, a place was added."""
        files = paths.user_folder() / "gazetteer.sqlite", paths.user_folder() / "places.csv", paths.SHIPPED
        stats = [file.stat() if file.is_file() else None for file in files]
        return tuple(stat and (stat.st_mtime_ns, stat.st_size) for stat in stats)

    def checked(self) -> Gazetteer:
        """Return the gazetteer itself once its index of name forms is known to belong to it."""
        if len(self.names.lat) <= self._last_row():
            raise PlaceError(
                f"{self.path.with_suffix('.names')} does not belong to {self.path}: import or build it again"
            )
        return self

    @property
    def _connection(self) -> sqlite3.Connection:
        """The connection of this thread: SQLite's statements may not be stepped by two threads at once."""
        connection: sqlite3.Connection | None = getattr(self._of_thread, "connection", None)
        if connection is None:
            connection = self._of_thread.connection = database.open_read_only(self.path)
        return connection

    # Places

    def _row_of(self, place_id: str) -> int | None:
        return database.row_of(self._connection, place_id)

    def _last_row(self) -> int:
        last: int = self._connection.execute("SELECT max(row) FROM stored").fetchone()[0] or 0
        return last

    def _load(self, row: int) -> Place:
        """Return the place of a row; raises PlaceError where there is none."""
        own = self._own.places.get(row)
        if own:
            return self._surrounded(own)
        return self._stored(row)

    def _surrounded(self, own: Place) -> Place:
        """Give a place of the user's the surroundings of the one it replaces, or those of its position."""
        if own.row <= self._last_row():
            known = self._stored(own.row)
            return replace(
                own, region=known.region, district=known.district, population=known.population,
                country=own.country or known.country, name_uk=own.name_uk or known.name_uk,
                name_ru=own.name_ru or known.name_ru,
            )  # fmt: skip
        region = None if own.kind in ("country", "region") else self._shapes.containing(own.lat, own.lon)
        country = self._stored(region).country if region is not None else ""
        return replace(own, region=region, country=own.country or country)

    def _stored(self, row: int) -> Place:
        record = self._connection.execute(_PLACE, (row,)).fetchone()
        if record is None:
            raise PlaceError(f"the gazetteer {self.path} has no row {row}")
        return database.place_from(record)

    def by_id(self, place_id: str) -> Place:
        """Return the place with this identifier ("gn:703448", "adm1:RU-KRS") or raise PlaceError."""
        row = self._own.rows.get(place_id) or self._row_of(place_id)
        if row is None:
            raise PlaceError(f"no place has the id {place_id!r} in {self.path}")
        return self.place(row)

    def spellings(self, row: int) -> list[tuple[str, str]]:
        """Return every (name, language) of a place."""
        own = [(name, lang) for place, name, lang in self._own.names if place == row]
        return own + database.spellings(self._connection, row)

    def unit_names(self) -> list[tuple[int, str, str]]:
        """Return (row, name, language) of regions, districts, facilities and waters."""
        kinds = "kind IN ('region', 'district', 'facility', 'water')"
        return [*database.all_names(self._connection, kinds), *self._own.names]

    def named(self, name: str, lang: str | None = None) -> list[Place]:
        """Return the places of this spelling, whatever its case and accents; the weightiest first."""
        return self._finder.exact(fold(name), lang)

    def search(self, query: str, limit: int = 10, language: str = "en") -> list[Place]:
        """Return places for a typed query: exact names, then beginnings, then near misses.

        The parts after a comma ("Sudzha, Kursk Oblast") must name what contains the place. Among places of
        one rank, those whose name in `language` fits come first.
        """
        return self._finder.search(query, limit, language)

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self)

    @cached_property
    def names(self) -> NameIndex:
        """The index of name forms beside the gazetteer file, with the user's places laid over."""
        from geo.names import NameIndex

        index = self.path.with_suffix(".names")
        return NameIndex.open(index, places=list(map(self.place, self._own.places)), names=self._own.names)

    def build_names(self) -> Path:
        """Write the index of name forms beside the gazetteer file and return its path."""
        from geo.names import build

        index = self.path.with_suffix(".names")
        build(database.all_places(self._connection), database.all_names(self._connection), index)
        return index

    def info(self) -> dict[str, str | int]:
        """Return the file in use and the numbers of places by kind, of spellings and of own places."""
        query = "SELECT kind, count(*) FROM stored GROUP BY kind ORDER BY kind"
        about: dict[str, str | int] = {"file": str(self.path), **dict(self._connection.execute(query))}
        about["spellings"] = sum(1 for _ in database.all_names(self._connection))
        about["own places"] = len(self._own.places)
        about["own places in"] = str(paths.user_folder() / "places.csv")
        if self._stamp() != Gazetteer.open(paths.SHIPPED)._stamp():
            about["note"] = "the shipped gazetteer is newer: delete this file and import again"
        return about

    def _stamp(self) -> str:
        return database.meta(self._connection, "stamp")

    # Space

    def facilities(self, kind: str, most_km: float) -> list[tuple[float, float]]:
        """Return where the facilities of a kind ("refinery") lie that are known to `most_km` or better."""
        query = """SELECT lat / 1e5, lon / 1e5 FROM stored
          WHERE id > 'facility:' AND id < 'facility;' AND id LIKE ? AND radius_km < ?"""
        return list(self._connection.execute(query, (f"%-{kind}", most_km)))

    @cached_property
    def _positions(self) -> Positions:
        from geo.gazetteer.spatial import Positions

        query = "SELECT row, lat, lon FROM places WHERE kind='settlement' AND radius_km=0"
        return Positions(self._connection.execute(query), self._own.places.values())

    @cached_property
    def _shapes(self) -> Shapes:
        from geo.gazetteer.spatial import Shapes

        return Shapes(database.region_shapes(self._connection))

    def shape(self, place: Place) -> BaseGeometry | None:
        """Return the polygon of a region or country (EPSG:4326), or None where the gazetteer has none."""
        from shapely import from_wkb

        found = self._connection.execute("SELECT wkb FROM shapes WHERE place=?", (place.row,)).fetchone()
        return from_wkb(found[0]) if found else None

    def near(self, lat: float, lon: float, km: float) -> list[Place]:
        """Return the settlements within `km` kilometres of a point, the nearest first."""
        return [self.place(row) for row, _ in self._positions.within(lat, lon, km)]

    def within(self, lat: float, lon: float) -> Place | None:
        """Return the region that contains a point, or None outside the regions with polygons."""
        row = self._shapes.containing(lat, lon)
        return None if row is None else self.place(row)

    def within_each(self, lats: Any, lons: Any) -> list[Place | None]:
        """Return the region that contains each of many points, or None; the bulk form of `within`."""
        rows = self._shapes.containing_each(lats, lons)
        return [self.place(rows[i]) if i in rows else None for i in range(len(lats))]

    # Words

    def label(self, place: Place, language: str = "en") -> str:
        """Return the place with what contains it: "Sudzha, Kursk Oblast, Russia"."""
        parts = [name_in(place, language)]
        if place.region is not None:
            parts.append(name_in(self.place(place.region), language))
        if place.kind != "country" and place.country:
            row = self._row_of(f"country:{place.country}")
            parts.append(name_in(self.place(row), language) if row else place.country)
        return ", ".join(dict.fromkeys(parts))

    # geopy

    def geocode(
        self,
        query: str | Mapping[str, str],
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,
        limit: int | None = None,
        country_codes: str | Iterable[str] | None = None,
        language: str | None = None,
        viewbox: Any = None,
    ) -> Location | list[Location] | None:
        """Return the location of a name, as geopy's geocoders do: one, a list, or None.

        `country_codes` are ISO 3166 alpha-2 codes, one or several; `viewbox` is two corners as geopy takes
        them (tuples of lat, lon, or Points); `language` is "en", "uk" or "ru". `timeout` is there for geopy's
        sake.
        """
        if isinstance(query, Mapping):
            query = ", ".join(
                query[part] for part in ("city", "county", "state", "country") if query.get(part)
            )
        wanted = 1 if exactly_one else limit or 10
        countries = {country_codes} if isinstance(country_codes, str) else set(country_codes or ())
        box = corners(viewbox) if viewbox else None
        codes = {code.strip().upper() for code in countries}
        places = self._finder.search(query, wanted, language or "en", codes, box, typed=False)
        return self._answer(places, exactly_one, language)

    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,
        limit: int | None = None,
        language: str | None = None,
    ) -> Location | list[Location] | None:
        """Return the nearest settlement, or the nearest `limit`, of a Point, (lat, lon) or "lat, lon"."""
        point = Point(query) if isinstance(query, str) else Point(*query[:2])
        rows = self._positions.nearest(point.latitude, point.longitude, 1 if exactly_one else limit or 10)
        return self._answer([self.place(row) for row, _ in rows], exactly_one, language)

    def _answer(
        self, places: list[Place], exactly_one: bool, language: str | None
    ) -> Location | list[Location] | None:
        locations = [
            Location(self.label(place, language or "en"), (place.lat, place.lon, 0.0), raw(place))
            for place in places
        ]
        if exactly_one:
            return locations[0] if locations else None
        return locations or None


def raw(place: Place) -> dict[str, Any]:
    """Return the place as the plain dictionary that geopy's `Location.raw` holds."""
    return {name: getattr(place, name) for name in Place.__slots__}


def corners(viewbox: Any) -> tuple[float, float, float, float]:
    """Return south, west, north, east of geopy's viewbox; raises InputError for anything but two corners."""
    try:
        one, other = (Point(corner) if isinstance(corner, str) else Point(*corner[:2]) for corner in viewbox)
    except (TypeError, ValueError) as error:
        raise InputError(f"viewbox {viewbox!r} is not two corners (lat, lon): {error}") from error
    lats, lons = sorted((one.latitude, other.latitude)), sorted((one.longitude, other.longitude))
    return lats[0], lons[0], lats[1], lons[1]
