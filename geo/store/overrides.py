"""Places that corrections taught: spellings tied to a place of the gazetteer or to a point of their own."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy import insert as insert_into

from geo.errors import StoreError
from geo.store import tables

_COLUMNS = ("id", "surface", "lang", "place_id", "name", "lat", "lon", "who", "at", "reason")


@dataclass(frozen=True, slots=True)
class Override:
    """A spelling that a reviewer tied to a place of the gazetteer (`place_id`) or to a point of its own."""

    id: int
    surface: str
    lang: str
    place_id: str
    name: str
    lat: float
    lon: float
    who: str
    at: datetime.datetime
    reason: str
    withdrawn: bool


def checked(
    surface: str, lang: str, place_id: str, name: str, lat: float, lon: float, who: str, reason: str
) -> dict[str, Any]:
    """Return the row of a taught place but for its moment; raises StoreError where something is missing."""
    if not surface.strip() or not name.strip() or not who.strip():
        raise StoreError("a taught place needs the words of the report, a name, and who taught it")
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise StoreError(f"{lat}, {lon} is no latitude and longitude in degrees")
    return {
        "surface": surface.strip(),
        "lang": lang,
        "place_id": place_id,
        "name": name.strip(),
        "lat": lat,
        "lon": lon,
        "who": who.strip(),
        "reason": reason.strip(),
    }


def insert(connection: Connection, row: Mapping[str, Any]) -> Override:
    """Add a taught place."""
    key = connection.execute(insert_into(tables.overrides).values(row)).inserted_primary_key
    assert key is not None
    return Override(id=key[0], withdrawn=False, **row)


def withdraw(connection: Connection, override_id: int, who: str, at: datetime.datetime) -> None:
    """Take a taught place back; raises StoreError when none of this number is in force."""
    override = tables.overrides.c
    changed = update(tables.overrides).where(override.id == override_id, override.withdrawn_at.is_(None))
    if connection.execute(changed.values(withdrawn_by=who, withdrawn_at=at)).rowcount == 0:
        raise StoreError(f"there is no taught place {override_id} in force")


def load(connection: Connection) -> list[Override]:
    """Return the taught places, withdrawn ones included, oldest first."""
    found = connection.execute(select(tables.overrides).order_by(tables.overrides.c.id)).mappings()
    return [
        Override(withdrawn=row["withdrawn_at"] is not None, **{name: row[name] for name in _COLUMNS})
        for row in found
    ]
