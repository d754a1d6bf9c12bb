"""The user's own places: a CSV that anyone can read and edit, laid over the gazetteer when it is opened.

Columns: id,name,name_uk,name_ru,other_names,kind,lat,lon,country,radius_km,replaces,note. `other_names` are
separated by "|" and may carry their language ("uk:Суджа|de:Sudscha"). `replaces` is the id of a gazetteer
place that this row overrides: position, kind and names given here win, the spellings of the old entry stay.
"""

from __future__ import annotations

import csv
import fcntl
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path

from geo.errors import InputError
from geo.gazetteer.naming import language_of, listed
from geo.gazetteer.place import KINDS, Place
from geo.names import fold


@dataclass(frozen=True, slots=True)
class UserPlace:
    """One row of the CSV; lat and lon in degrees, radius in kilometres."""

    id: str
    name: str
    lat: float
    lon: float
    kind: str = "settlement"
    name_uk: str = ""
    name_ru: str = ""
    other_names: str = ""
    country: str = ""
    radius_km: float = 0.0
    replaces: str = ""
    note: str = ""

    def spellings(self) -> list[tuple[str, str]]:
        """Return every (name, language) given."""
        named = [(self.name, language_of(self.name)), (self.name_uk, "uk"), (self.name_ru, "ru")]
        return list(
            dict.fromkeys(spelling for spelling in [*named, *listed(self.other_names)] if fold(spelling[0]))
        )


COLUMNS = tuple(field.name for field in fields(UserPlace))


class Overlay:
    """The user's places as gazetteer places: by row and by id, with their spellings."""

    def __init__(self, own: Sequence[UserPlace], row_of: Callable[[str], int | None], first_row: int) -> None:
        self.places: dict[int, Place] = {}
        self.rows: dict[str, int] = {}
        self.names: list[tuple[int, str, str]] = []
        for number, item in enumerate(own):
            row = (row_of(item.replaces) if item.replaces else None) or first_row + number
            place_id = item.replaces if row < first_row else item.id
            self.places[row] = Place(
                row, place_id, item.name, item.name_uk, item.name_ru, item.kind, item.lat, item.lon,
                item.country, None, None, 0, item.radius_km, "user",
            )  # fmt: skip
            self.rows[place_id] = self.rows[item.id] = row
            self.names += [(row, name, lang) for name, lang in item.spellings()]


def read(path: Path) -> list[UserPlace]:
    """Read the user's places; raises InputError with file and line for a row that cannot be used."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        missing = {"name", "lat", "lon"} - set(reader.fieldnames or ())
        if missing:
            raise InputError(f"{path}: the header lacks {', '.join(sorted(missing))}")
        return [parsed(row, f"{path}, line {reader.line_num}") for row in reader]


def parsed(row: dict[str, str | None], where: str) -> UserPlace:
    """Turn a CSV row into a place, or raise InputError that says where and why."""
    text = {name: (row.get(name) or "").strip() for name in COLUMNS}
    try:
        lat, lon, radius = float(text["lat"]), float(text["lon"]), float(text["radius_km"] or 0)
    except ValueError as error:
        raise InputError(f"{where}: lat, lon and radius_km must be numbers ({error})") from error
    place = UserPlace(
        id=text["id"] or identifier(text["name"], lat, lon),
        name=text["name"],
        lat=lat,
        lon=lon,
        kind=text["kind"] or "settlement",
        name_uk=text["name_uk"],
        name_ru=text["name_ru"],
        other_names=text["other_names"],
        country=text["country"].upper(),
        radius_km=radius,
        replaces=text["replaces"],
        note=text["note"],
    )
    return checked(place, where)


def checked(place: UserPlace, where: str) -> UserPlace:
    """Return the place, or raise InputError where a value cannot be right."""
    if not fold(place.name):
        raise InputError(f"{where}: the place has no name")
    if not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180):
        raise InputError(f"{where}: {place.lat}, {place.lon} is not a latitude and a longitude in degrees")
    if place.kind not in KINDS:
        raise InputError(f"{where}: kind {place.kind!r} is none of {', '.join(KINDS)}")
    if place.country and not re.fullmatch("[A-Z]{2}", place.country):
        raise InputError(f"{where}: country {place.country!r} is no ISO 3166 code of two letters, such as UA")
    if not 0 <= place.radius_km <= 2000:
        raise InputError(f"{where}: radius_km {place.radius_km} is not between 0 and 2000")
    return place


def identifier(name: str, lat: float, lon: float) -> str:
    """Make the id of a place that has none, of its name and position."""
    return f"user:{fold(name).replace(' ', '-')}-{lat:.3f}-{lon:.3f}"


def add(place: UserPlace, path: Path) -> UserPlace:
    """Write a place into the CSV and return it as written.

    A row of the same id, or one that replaces the same gazetteer place, gives way to it; its other names
    stay.
    """
    place = checked(
        replace(place, id=place.id or identifier(place.name, place.lat, place.lon)), "the new place"
    )
    with locked(path):
        kept = []
        for other in read(path) if path.is_file() else []:
            if other.id == place.id or (place.replaces and other.replaces == place.replaces):
                place = replace(place, other_names=merged(place.other_names, other.other_names))
            else:
                kept.append(other)
        write(path, [*kept, place])
    return place


def remove(place_id: str, path: Path) -> bool:
    """Take the place with this id, or the one that replaces it, out of the CSV; tell whether it was there."""
    with locked(path):
        places = read(path) if path.is_file() else []
        kept = [place for place in places if place_id not in (place.id, place.replaces)]
        if len(kept) < len(places):
            write(path, kept)
    return len(kept) < len(places)


def merged(names: str, others: str) -> str:
    """Join two lists of other names, each name once."""
    return "|".join(dict.fromkeys(name for name in [*names.split("|"), *others.split("|")] if name.strip()))


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of the CSV: two reviewers may write at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write(path: Path, places: Sequence[UserPlace]) -> None:
    """Write the CSV anew, in one rename."""
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS)
        writer.writeheader()
        writer.writerows({name: getattr(place, name) for name in COLUMNS} for place in places)
    fresh.replace(path)
