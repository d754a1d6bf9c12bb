"""What visitors of a hosted map do not see yet: recent events, and events in blackout areas."""

import datetime
from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

_COARSE = ("region", "country", "unplaced")


def hold_back(
    events: gpd.GeoDataFrame,
    delay: datetime.timedelta,
    areas: Sequence[BaseGeometry],
    now: datetime.datetime,
) -> gpd.GeoDataFrame:
    """Return the events that may be shown; `attrs["held_back"]` says how many may not.

    An event is shown when the day it happened and the day it became known both ended at least `delay` before
    `now` (UTC); an event without any date is held while there is a delay. An event placed more finely than a
    region is held when its extent touches one of the `areas` (EPSG:4326). What is held takes along
    the events of the same sentence elsewhere: their words would name it.
    """
    shown = ~_same_sentence(events, ~_old_enough(events, delay, now) | _touching(events, areas))
    kept = events[shown].reset_index(drop=True)
    kept.attrs["held_back"] = int(events.loc[~shown, "event_id"].nunique())
    return kept


def _same_sentence(events: gpd.GeoDataFrame, held: "pd.Series[bool]") -> "pd.Series[bool]":
    """Spread `held` to every event with the report and the words of a held one."""
    words = events["quote"].where(events["quote"] != "", events["summary"])
    spread: pd.Series[bool] = held.groupby([events["report_id"], words]).transform("any")
    all_held: pd.Series[bool] = held | (spread & (words != ""))
    return all_held


def _old_enough(
    events: gpd.GeoDataFrame, delay: datetime.timedelta, now: datetime.datetime
) -> "pd.Series[bool]":
    if delay <= datetime.timedelta(0):
        return pd.Series(True, index=events.index)
    latest = events[["end", "known_on"]].max(axis=1)
    day = pd.Timedelta(days=1)
    moment = pd.Timestamp(now).tz_localize(None) if now.tzinfo is None else pd.Timestamp(now).tz_convert(None)
    shown: pd.Series[bool] = latest + day + pd.Timedelta(delay) <= moment
    return shown


def _touching(events: gpd.GeoDataFrame, areas: Sequence[BaseGeometry]) -> "pd.Series[bool]":
    if not areas:
        return pd.Series(False, index=events.index)
    blackout = shapely.union_all(np.asarray(areas, dtype=object))
    fine = ~events["precision"].isin(_COARSE)
    touching: pd.Series[bool] = fine & events.geometry.intersects(blackout)
    return touching
