"""What a reviewer can do with an event, and what the gazetteer learns from it."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from geo.claims.inferred import SIDES, by_place, follows_place
from geo.errors import PlaceError
from geo.events import where
from geo.gazetteer import Gazetteer, Place
from geo.gazetteer.user import UserPlace, add, identifier, remove
from geo.store import Decision, Override, Store, data_folder
from geo.store.replay import PLACE_COLUMNS
from geo.toponyms import find

_NAME_COLUMN = {"uk": "place_uk", "ru": "place_ru"}


def accept(store: Store, event_id: str, who: str, reason: str, *, seen: int | None = None) -> Decision:
    """Agree with an event as it stands; `seen`, here and below: see `Store.decide`."""
    return store.decide(event_id, "accept", who, reason, seen=seen)


def reject(store: Store, event_id: str, who: str, reason: str, *, seen: int | None = None) -> Decision:
    """Take an event off the map; it stays in the store."""
    return store.decide(event_id, "reject", who, reason, seen=seen)


def edit(
    store: Store, event_id: str, who: str, reason: str, *, seen: int | None = None, **columns: Any
) -> Decision:
    """Correct what a claim says: start, end, date_precision, event_type, actor, claimant, basis, control …"""
    return store.decide(event_id, "edit", who, reason, columns, seen=seen)


def candidates(event: Mapping[str, Any], gazetteer: Gazetteer) -> list[tuple[Place, float]]:
    """Return the other places that the words of an event can mean, with their scores, best first."""
    found = []
    for place_id, _, score in json.loads(event["candidates"] or "[]"):
        try:
            found.append((gazetteer.by_id(place_id), float(score)))
        except PlaceError:
            continue  # the gazetteer was rebuilt without it
    return found


def move_to_place(
    store: Store,
    gazetteer: Gazetteer,
    event_id: str,
    place: Place,
    who: str,
    reason: str,
    *,
    teach: bool = False,
    seen: int | None = None,
) -> Decision:
    """Move an event to a place of the gazetteer; with `teach`, the report's words mean it from now on."""
    spot = where(place, gazetteer)
    changes = {name: value for name, value in spot.items() if name in PLACE_COLUMNS}
    changes |= _actor(store, event_id, place.country, place.lat, place.lon)
    decision = store.decide(event_id, "move", who, reason, changes, spot["geometry"], seen=seen)
    if teach:
        _teach(store, gazetteer, event_id, place.id, place.name, place.lat, place.lon, who, reason)
    return decision


def move_to_point(
    store: Store,
    gazetteer: Gazetteer,
    event_id: str,
    lat: float,
    lon: float,
    who: str,
    reason: str,
    *,
    name: str = "",
    teach: bool = False,
    seen: int | None = None,
) -> Decision:
    """Move an event to a point of the map; with `teach`, it becomes a place of the user's gazetteer."""
    event = store.event(event_id)
    region = gazetteer.within(lat, lon)
    changes: dict[str, Any] = {
        "place": name or event["place"],
        "place_id": "",
        "place_kind": "",
        "district": "",
        "region": region.name if region else "",
        "country": region.country if region else "",
        "lat": lat,
        "lon": lon,
        "radius_km": 0.0,
        "precision": "exact",
    }
    if name:
        changes |= {"place_uk": "", "place_ru": ""}
    changes |= _actor(store, event_id, changes["country"], lat, lon)
    decision = store.decide(event_id, "move", who, reason, changes, seen=seen)
    if teach:
        _teach(store, gazetteer, event_id, "", name or event["place"], lat, lon, who, reason)
    return decision


def _actor(store: Store, event_id: str, country: str, lat: float, lon: float) -> dict[str, str]:
    """Infer who acted anew where only the place told it; what the words or a reviewer say stays."""
    event = store.event(event_id)
    told = any(
        one.action == "edit" and "actor" in one.after for one in store.decisions(event_id) if not one.undone
    )
    if told or not follows_place(json.loads(event["reasons"] or "[]")):
        return {}
    claimant, side = event["claimant"], SIDES.get(event["claimant_side"], "")
    day = event["start"] or event["known_on"]
    on = date.fromisoformat(str(day)[:10]) if day else None
    return {"actor": by_place(event["event_type"], country, lat, lon, claimant, side, on)[0]}


def withdraw(store: Store, gazetteer: Gazetteer, override_id: int, who: str) -> None:
    """Take a taught place back, in the user's places too; the list keeps it as withdrawn."""
    taught = store.overrides()
    store.withdraw_override(override_id, who)
    gone = next(one for one in taught if one.id == override_id)
    remove(_key(gone), _own_places())
    for one in taught:  # other words may have been taught to mean the same place
        if one.id != override_id and not one.withdrawn and _key(one) == _key(gone):
            add(_user_place(one, gazetteer), _own_places())


def _teach(
    store: Store,
    gazetteer: Gazetteer,
    event_id: str,
    place_id: str,
    name: str,
    lat: float,
    lon: float,
    who: str,
    reason: str,
) -> None:
    """Log the correction in the store and write it into the user's places, where the gazetteer reads it."""
    event = store.event(event_id, as_read=True)  # an earlier move may have changed its names
    words = _words(event, gazetteer)
    taught = store.add_override(words, str(event["lang"]), place_id, name, lat, lon, who, reason)
    add(_user_place(taught, gazetteer), _own_places())


def _words(event: Mapping[str, Any], gazetteer: Gazetteer) -> str:
    """Return the words of the report that an event was placed by."""
    if event["precision"] == "unplaced" or not event["place_id"]:
        return str(event["place"])
    try:
        row = gazetteer.by_id(event["place_id"]).row
    except PlaceError:
        row = None  # the gazetteer was rebuilt without it
    for toponym in find(event["quote"], gazetteer, event["lang"]):
        if row in toponym.rows:
            return toponym.surface
    return str(event[_NAME_COLUMN.get(str(event["lang"]), "place")] or event["place"])


def _user_place(taught: Override, gazetteer: Gazetteer) -> UserPlace:
    """Return the row of the user's places that a correction makes.

    A place that the words can mean already needs no further spelling, only its preference over its namesakes.
    """
    spelling = f"{taught.lang}:{taught.surface}" if taught.lang else taught.surface
    note = f"taught by {taught.who}"
    if not taught.place_id:
        region = gazetteer.within(taught.lat, taught.lon)
        country = region.country if region else ""
        return UserPlace(
            "", taught.name, taught.lat, taught.lon, other_names=spelling, country=country, note=note
        )
    place = gazetteer.by_id(taught.place_id)
    known = any(place.row in toponym.rows for toponym in find(taught.surface, gazetteer, taught.lang))
    return UserPlace(
        id="",
        name=place.name,
        lat=place.lat,
        lon=place.lon,
        kind=place.kind,
        name_uk=place.name_uk,
        name_ru=place.name_ru,
        other_names="" if known else spelling,
        country=place.country,
        radius_km=place.radius_km,
        replaces=place.id,
        note=note,
    )


def _key(taught: Override) -> str:
    return taught.place_id or identifier(taught.name, taught.lat, taught.lon)


def _own_places() -> Path:
    return data_folder() / "places.csv"
