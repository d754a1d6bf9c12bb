"""Control claims: the rows of an events table that say who holds a settlement."""

from __future__ import annotations

import datetime as dt
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.control.project import Plane, in_degrees
from geo.control.records import CONTESTED, HOLDERS, side_of
from geo.errors import InputError

#: Only a claim about one settlement says where the line runs …
PRECISE = ("exact", "settlement")
#: … or about one whose position is known this well, km.
NEAR_KM = 5.0
#: How far beyond the claims the map of an events table reaches, km.
MARGIN_KM = 40.0
#: The day of what has none, and the day after which nothing ends.
NO_DAY, NO_END = -(10**9), 10**9
TEXTS = ("event_id", "place_id", "claimant", "claimant_side", "basis", "control_sense", "origin_id")


def control_claims(frame: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return the control claims of a frame, the oldest first.

    `frame` is an events table, or any GeoDataFrame of points with a date (`date`, or `start` and
    `known_on`) and a side (`side` or `control`); the other columns of events are used where present.
    Rejected rows, rows without a side or date, and rows that are not at one settlement are left out.
    The columns are `TEXTS`, name (of the place), lon, lat, day (int, days since 1970), side, advance (only an
    advance was reported), row (in `frame`), and the days from which on a claim was known and until which it
    counted as it stands: where decisions changed an event, `frame` has a row for each version (see
    `geo.store.Store.versions`).
    """
    if not isinstance(frame, gpd.GeoDataFrame):
        raise InputError(f"the claims must be a GeoDataFrame of points, not {type(frame).__name__}")
    for names in (("date", "start"), ("side", "control")):
        if not set(names) & set(frame.columns):
            raise InputError(f"the claims have no column {names[0]!r} (nor {names[1]!r})")
    points = in_degrees(frame.geometry, "the claims") if len(frame) else frame.geometry
    out = pd.DataFrame({name: _text(frame, name) for name in TEXTS})
    out["name"] = _text(frame, "place" if "place" in frame else "name")
    out["row"] = np.arange(len(frame))
    out["event_id"] = out["event_id"].where(out["event_id"] != "", out["row"].astype(str))
    out["lon"], out["lat"], precise = _coordinates(frame, points)
    out["day"] = _days(frame, "date", "start", "known_on")
    out["known"] = np.maximum(_days(frame, "known_on", "date", "start"), _days(frame, "known_from"))
    until = _days(frame, "known_until")
    out["until"] = np.where(until > NO_DAY, until, NO_END)
    named = frame["side"] if "side" in frame else frame["control"]
    words = named.astype(object).fillna("").astype(str).str.strip()
    sides = {word: side_of(word) if word else "" for word in words.unique()}
    out["side"] = words.map(sides).to_numpy()
    out["advance"] = _advances(frame, out["side"])
    if "actor" in frame:
        out.loc[out["advance"], "side"] = frame["actor"].to_numpy()[out["advance"]]
    keep = precise & (out["side"].isin((*HOLDERS, CONTESTED))).to_numpy() & (out["day"] > NO_DAY).to_numpy()
    keep &= np.isfinite(out[["lon", "lat"]].to_numpy()).all(axis=1)
    if "status" in frame:
        keep &= (frame["status"] != "rejected").to_numpy()
    if len(out) and not keep.any():
        _explain(frame, out, precise)
    kept: pd.DataFrame = out[keep].sort_values(["day", "row"], kind="stable").reset_index(drop=True)
    return kept


def _explain(frame: gpd.GeoDataFrame, claims: pd.DataFrame, precise: Any) -> None:
    """Raise InputError where claims with a side are lost because none has a date, or none is a point."""
    sided = claims["side"] != ""
    if sided.any() and (claims.loc[sided, "day"] == NO_DAY).all():
        name = "date" if "date" in frame else "start"
        raise InputError(
            f"no claim has a date that can be read; the first is {frame[name].iloc[0]!r} "
            "(write it as 2024-08-27)"
        )
    if sided.any() and not precise.any() and "precision" not in frame:
        raise InputError(f"no claim is a point; the first is a {frame.geom_type.iloc[0]}")


def around(claims: pd.DataFrame) -> BaseGeometry:
    """Return the ground within `MARGIN_KM` of the claims, EPSG:4326; raises InputError without claims."""
    points = shapely.MultiPoint(claims[["lon", "lat"]].drop_duplicates().to_numpy())
    if points.is_empty:
        raise InputError("without claims there is no ground around them; give the extent")
    plane = Plane(points)
    ground: BaseGeometry = plane.degrees(shapely.buffer(plane.metres(points), MARGIN_KM * 1000, quad_segs=6))
    return ground


def as_day(date: Any) -> dt.date:
    """Return the day of a date, a datetime, a pandas timestamp or ISO text; raises InputError otherwise."""
    try:  # a number would be taken for nanoseconds since 1970, and 01.08.2024 for the 8th of January
        written = isinstance(date, (str, int, float))
        day: dt.date = (pd.to_datetime(str(date), format="ISO8601") if written else pd.Timestamp(date)).date()
    except (TypeError, ValueError):
        day = pd.NaT  # type: ignore[assignment]
    if pd.isna(day):
        raise InputError(f"{date!r} is no date; give a datetime.date or text like 2024-08-27")
    return day


def day_number(date: dt.date) -> int:
    """Return the days since 1970-01-01."""
    return (dt.date(date.year, date.month, date.day) - dt.date(1970, 1, 1)).days


def day_date(number: int) -> dt.date:
    """Return the date of a day number."""
    return dt.date(1970, 1, 1) + dt.timedelta(days=int(number))


def _advances(frame: gpd.GeoDataFrame, side: pd.Series) -> Any:
    """Tell which rows only say that a side advanced at a settlement, and not who holds it."""
    if "actor" not in frame or "event_type" not in frame:
        return np.zeros(len(frame), bool)
    moving = frame["event_type"].eq("advance") & frame["actor"].isin(HOLDERS)
    return moving.to_numpy() & (side == "").to_numpy()


def _text(frame: gpd.GeoDataFrame, name: str) -> Any:
    if name not in frame:
        return np.full(len(frame), "", dtype=object)
    return frame[name].astype(object).fillna("").astype(str).to_numpy(dtype=object)


def _coordinates(frame: gpd.GeoDataFrame, points: gpd.GeoSeries) -> tuple[Any, Any, Any]:
    """Return longitude, latitude, and which rows are about one settlement whose position is known."""
    precise = (points.geom_type == "Point").to_numpy() & ~points.is_empty.to_numpy()
    lon, lat = np.full(len(points), np.nan), np.full(len(points), np.nan)
    lon[precise], lat[precise] = points[precise].x, points[precise].y
    if "precision" in frame:
        precise &= frame["precision"].isin(PRECISE).to_numpy()
    if {"precision", "radius_km", "place_kind", "lon", "lat"} <= set(frame.columns):
        village = frame["precision"].eq("near") & frame["place_kind"].eq("settlement")
        near = (village & (frame["radius_km"] <= NEAR_KM)).to_numpy()
        lon[near], lat[near] = frame["lon"].to_numpy(float)[near], frame["lat"].to_numpy(float)[near]
        precise |= near
    return lon, lat, precise


def _days(frame: gpd.GeoDataFrame, *names: str) -> Any:
    """Return day numbers of the first of the columns that has one; NO_DAY where none has."""
    days = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[s]")
    for name in names:
        if name in frame:
            days = days.fillna(_stamps(frame[name]))
    numbers = days.to_numpy().astype("datetime64[D]").astype(np.int64)
    return np.where(days.isna().to_numpy(), NO_DAY, numbers)


def _stamps(column: pd.Series[Any]) -> pd.Series[Any]:
    """Return dates, timestamps, ISO texts or YYYYMMDD as timestamps in UTC; what is no date is NaT."""
    if not pd.api.types.is_datetime64_any_dtype(column):
        texts = column.astype(object).astype(str)
        column = pd.to_datetime(texts, errors="coerce", format="ISO8601", utc=True)
    if column.dt.tz is not None:
        column = column.dt.tz_convert("UTC").dt.tz_localize(None)
    return column.astype("datetime64[s]")
