"""What an estimate starts from: the border before the war, or a map of one day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.control.claims import as_day
from geo.control.diff import areas_of
from geo.control.project import areal, in_degrees
from geo.control.records import Snapshot, side_of
from geo.control.series import BEFORE, CARRIED
from geo.errors import InputError


def ground_before(baseline: Any) -> dict[str, BaseGeometry]:
    """Return the polygons of a baseline by side, EPSG:4326; raises InputError for what is none."""
    if baseline is None:
        return {}
    if isinstance(baseline, gpd.GeoDataFrame):
        return _of_frame(baseline)
    dated = hasattr(baseline, "areas") and hasattr(baseline, "date")
    if not dated and not isinstance(baseline, Mapping):
        raise InputError(
            "the baseline must be a Snapshot, series.at(day), or polygons by side (a GeoDataFrame with "
            f"'side' or a mapping), not {type(baseline).__name__}"
        )
    held = {side_of(side): area for side, area in areas_of(baseline).items()}
    if not any(not area.is_empty for area in held.values()):
        late = getattr(baseline, "status", "") == BEFORE
        raise InputError(
            f"the baseline draws no ground of any side{': its first map is later' if late else ''}"
        )
    return held


def _of_frame(baseline: gpd.GeoDataFrame) -> dict[str, BaseGeometry]:
    if "side" not in baseline:
        raise InputError("the baseline has no column 'side'; give each polygon the side that held it")
    frame = in_degrees(baseline, "the baseline")
    groups = frame.geometry.groupby(frame["side"].map(side_of))
    return {
        str(side): areal(shapely.make_valid(shapely.union_all(shapes.to_numpy()))) for side, shapes in groups
    }


def snapshot_of(held: Mapping[str, BaseGeometry], baseline: Any, mapped_on: Any) -> Snapshot | None:
    """Return a baseline that shows one day as a snapshot of what is `held`; None for the border.

    `mapped_on` tells the day of a baseline that says none.
    """
    day = mapped_on
    if day is None and isinstance(baseline, gpd.GeoDataFrame):
        day = pd.to_datetime(baseline["date"]).max() if "date" in baseline else None
    elif day is None and hasattr(baseline, "date"):
        # A map that is carried forward is as old as the snapshot it rests on.
        day = baseline.since if getattr(baseline, "status", "") == CARRIED else baseline.date
    return None if day is None or pd.isna(day) else Snapshot(as_day(day), held)
