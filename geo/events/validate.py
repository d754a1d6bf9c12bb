"""Check an events table against its rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.errors import EventsError
from geo.events.columns import BASES, COLUMNS, CONTROLS, DATE_PRECISIONS, EVENT_TYPES, PRECISIONS, STATUSES


def validate_events(events: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Check an events table and return it; raise EventsError with every fault and its rows."""
    missing = [name for name in (*COLUMNS, "geometry") if name not in events.columns]
    if missing:
        raise EventsError(
            f"the events table lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)}; "
            "build it with geo.events.frame(), or see docs/events.md"
        )
    if events.crs is None or events.crs.to_epsg() != 4326:
        raise EventsError(f"the events table is in {events.crs or 'no CRS'}; use events.to_crs('EPSG:4326')")
    faults = [fault for check in _CHECKS if (fault := check(events))]
    if faults:
        raise EventsError("\n".join(faults))
    return events


def _rows(bad: pd.Series[bool], what: str, way_out: str) -> str:
    rows = np.flatnonzero(bad.to_numpy())
    if not len(rows):
        return ""
    shown = ", ".join(str(row) for row in rows[:10]) + (" …" if len(rows) > 10 else "")
    return f"{what}: row{'s' * (len(rows) > 1)} {shown}; {way_out}"


def _first(events: gpd.GeoDataFrame, bad: pd.Series[bool], *columns: str) -> str:
    """Show the values of the first row at fault."""
    values = events.loc[bad, list(columns)].iloc[0].items()
    return ", ".join(f"{name} {str(value).removesuffix(' 00:00:00')}" for name, value in values)


def _vocabulary(column: str, allowed: Sequence[str]) -> Callable[[gpd.GeoDataFrame], str]:
    def check(events: gpd.GeoDataFrame) -> str:
        bad = ~events[column].isin(allowed)
        values = ", ".join(sorted(repr(value) for value in events.loc[bad, column].unique()[:5]))
        return _rows(bad, f"{column} is {values}", f"use one of {', '.join(filter(None, allowed))}")

    return check


def _check_coordinates(events: gpd.GeoDataFrame) -> str:
    placed = events["precision"] != "unplaced"
    inside = events["lat"].between(-90, 90) & events["lon"].between(-180, 180)
    bad = placed & ~inside
    values = _first(events, bad, "lat", "lon") if bad.any() else ""
    return _rows(bad, f"lat and lon must be degrees within ±90 and ±180 ({values})", "correct or swap them")


def _check_geometry(events: gpd.GeoDataFrame) -> str:
    shape = events.geometry
    bad = (events["precision"] != "unplaced") & (shape.isna() | shape.is_empty)
    return _rows(
        bad, "a placed event needs a geometry", "geo.events.frame() makes it of lat, lon and radius_km"
    )


def _check_order(events: gpd.GeoDataFrame) -> str:
    bad = events["start"] > events["end"]
    values = _first(events, bad, "start", "end") if bad.any() else ""
    return _rows(bad, f"start is after end ({values})", "swap or correct them")


def _check_ids(events: gpd.GeoDataFrame) -> str:
    bad = events["event_id"].duplicated(keep=False) | (events["event_id"] == "")
    return _rows(bad, "event_id is empty or stands twice", "make it with geo.events.event_id()")


def _check_quotes(events: gpd.GeoDataFrame) -> str:
    length = events["quote_end"] - events["quote_start"]
    bad = (events["quote"] != "") & (length != events["quote"].str.len())
    way_out = "give the offsets at which the quote stands in the report's text"
    return _rows(bad, "the quote does not fit quote_start and quote_end", way_out)


_CHECKS = (
    _vocabulary("event_type", EVENT_TYPES),
    _vocabulary("precision", PRECISIONS),
    _vocabulary("date_precision", DATE_PRECISIONS),
    _vocabulary("basis", BASES),
    _vocabulary("control", CONTROLS),
    _vocabulary("status", STATUSES),
    _check_coordinates,
    _check_geometry,
    _check_order,
    _check_ids,
    _check_quotes,
)
