"""Decisions: which of them count at a moment, and what they make of the events."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geo.errors import InputError
from geo.events import BASES, COLUMNS, CONTROLS, DATE_PRECISIONS, EVENT_TYPES, PRECISIONS

STATUS_AFTER = {"accept": "accepted", "move": "edited", "edit": "edited", "reject": "rejected"}
PLACE_COLUMNS = frozenset(
    ("place", "place_uk", "place_ru", "place_id", "place_kind", "district", "region", "country", "lat", "lon",
     "radius_km", "precision")
)  # fmt: skip
CLAIM_COLUMNS = frozenset(
    ("start", "end", "date_precision", "event_type", "actor", "claimant", "claimant_side", "basis", "control",
     "control_sense")
)  # fmt: skip
_VOCABULARY: Mapping[str, Sequence[str]] = {
    "event_type": EVENT_TYPES,
    "precision": PRECISIONS,
    "date_precision": DATE_PRECISIONS,
    "basis": BASES,
    "control": CONTROLS,
}


@dataclass(frozen=True, slots=True)
class Decision:
    """One logged decision: who decided what about an event, when (UTC), why, the values before and after."""

    id: int
    event_id: str
    action: str  # accept, move, edit, reject, undo
    who: str
    at: datetime.datetime
    reason: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    undoes: int | None
    undone: bool = False


def undone(decisions: Iterable[Decision]) -> set[int]:
    """Return the ids of the decisions that an undo took back; an undone undo takes nothing back."""
    gone: set[int] = set()
    for decision in sorted(decisions, key=lambda decision: decision.id, reverse=True):
        if decision.undoes is not None and decision.id not in gone:
            gone.add(decision.undoes)
    return gone


def outcome(decisions: Iterable[Decision]) -> dict[str, dict[str, Any]]:
    """Return, per event, the values that the decisions in force give its columns."""
    decisions = list(decisions)
    gone = undone(decisions)
    values: dict[str, dict[str, Any]] = {}
    for decision in sorted(decisions, key=lambda decision: decision.id):
        if decision.id not in gone and decision.action != "undo":
            values.setdefault(decision.event_id, {}).update(decision.after)
    return values


@dataclass(frozen=True, slots=True)
class Version:
    """The decided values of an event from a day on, and until another (not included); None is without end."""

    values: Mapping[str, Any]
    start: datetime.date | None
    end: datetime.date | None


def history(decisions: Sequence[Decision], saved: datetime.date) -> list[Version]:
    """Return what the decisions about one event made of it, from the first day to the last.

    Before the day its report was `saved` there was no map to show it: its best reading counts, with every
    decision. From then on each day has the decisions taken by its end.
    """
    best = outcome(decisions)
    found = [Version(_only(best), None, None)]
    for day in sorted({saved, *(decision.at.date() for decision in decisions)}):
        values = _only(outcome(decision for decision in decisions if decision.at.date() <= day))
        if values != found[-1].values:
            found[-1] = replace(found[-1], end=day)
            found.append(Version(values, day, None))
    return found


def _only(values: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    return next(iter(values.values()), {})


def apply(
    events: gpd.GeoDataFrame, values: Mapping[int, Mapping[str, Any]], shapes: Mapping[str, Any]
) -> None:
    """Write decided values into rows of the events, in place; `shapes` has the extents by their ids."""
    by_column: dict[str, dict[int, Any]] = {}
    for row, changes in values.items():
        for column, value in changes.items():
            by_column.setdefault("geometry" if column == "shape" else column, {})[row] = (
                _geometry(changes, shapes) if column == "shape" else from_json(column, value)
            )
    for column, cells in by_column.items():
        rows = list(cells)
        if column == "geometry":
            geometry = events.geometry.to_numpy().copy()
            for row, shape in cells.items():
                geometry[row] = shape
            events["geometry"] = gpd.GeoSeries(geometry, crs=events.crs)
        else:
            events.loc[events.index[rows], column] = pd.Series(
                list(cells.values()), index=events.index[rows], dtype=events[column].dtype
            )


def _geometry(changes: Mapping[str, Any], shapes: Mapping[str, Any]) -> Any:
    """Return the extent of a moved event; without one, the point at its lat and lon."""
    if changes["shape"]:
        return shapes[changes["shape"]]
    placed = changes.get("lat") is not None and changes.get("lon") is not None
    return shapely.Point(changes["lon"], changes["lat"]) if placed else None


def checked(action: str, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the changes of a decision as JSON; raises InputError for a column or value it may not set."""
    if action not in STATUS_AFTER:
        raise InputError(f"{action!r} is no decision; use {', '.join(STATUS_AFTER)}")
    # Who acted may follow from the place alone, and then moves with it.
    allowed = {"move": PLACE_COLUMNS | {"actor"}, "edit": CLAIM_COLUMNS}.get(action, frozenset())
    for column, value in changes.items():
        if column not in allowed:
            what = ", ".join(sorted(allowed)) or "nothing but the status"
            raise InputError(f"the decision {action!r} cannot change {column!r}; it changes {what}")
        words = _VOCABULARY.get(column)
        if words is not None and value not in words:
            raise InputError(f"{column} cannot be {value!r}; use one of {', '.join(filter(None, words))}")
    values = {column: to_json(column, value) for column, value in changes.items()}
    if action in ("move", "edit") and not values:
        raise InputError(f"the decision {action!r} changes nothing; use 'accept' to agree with an event")
    if action == "move" and not {"lat", "lon"} <= values.keys():
        raise InputError("a move needs the new lat and lon")
    if "start" in values and "end" in values and (values["start"] or "") > (values["end"] or "9999"):
        raise InputError(f"the start {values['start']} is after the end {values['end']}")
    return values


def to_json(column: str, value: Any) -> Any:
    """Return a cell as JSON holds it: dates as ISO text, nothing as None."""
    dtype = COLUMNS[column][0]
    if dtype == "str":
        return str(value or "")
    if value is None or pd.isna(value):
        return None
    try:
        return str(pd.Timestamp(value).date()) if dtype.startswith("datetime") else float(value)
    except (ValueError, TypeError) as error:
        raise InputError(f"{column} cannot be {value!r}: {error}") from error


def from_json(column: str, value: Any) -> Any:
    """Return a JSON value as a cell of the events table."""
    if not COLUMNS[column][0].startswith("datetime"):
        return value
    return pd.NaT if value is None else pd.Timestamp(value)


def as_undone(decision: Decision) -> Decision:
    """Return the decision, marked as taken back."""
    return replace(decision, undone=True)


def values_of(event: Mapping[str, Any], columns: Iterable[str]) -> dict[str, Any]:
    """Return the values of some columns as JSON."""
    return {column: to_json(column, event[column]) for column in columns}
