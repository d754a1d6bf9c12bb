"""Make an events table of rows or of whole columns; imports and stores have a million rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.events.columns import COLUMNS, CRS
from geo.events.shapes import points_and_discs

_EMPTY = {"str": "", "int64": -1, "float64": np.nan, "datetime64[s]": pd.NaT}


def frame(rows: Iterable[Mapping[str, Any]]) -> gpd.GeoDataFrame:
    """Make an events table of rows; a column that a row leaves out is empty."""
    records = list(rows)
    return from_table(pd.DataFrame(records), [row.get("geometry") for row in records])


def from_table(
    table: pd.DataFrame, geometry: Sequence[Any] | pd.Series[Any] | None = None
) -> gpd.GeoDataFrame:
    """Make an events table of a plain table that has some of the columns; the others are empty.

    Without `geometry`, a row with a radius becomes a disc, any other placed row its point.
    """
    columns = {name: _typed(table, name, dtype) for name, (dtype, _) in COLUMNS.items()}
    columns["status"] = columns["status"].replace("", "new")
    plain = pd.DataFrame(columns)
    shapes = points_and_discs(plain) if geometry is None else geometry
    return gpd.GeoDataFrame(plain, geometry=gpd.GeoSeries(shapes, crs=CRS), crs=CRS)


def known(events: pd.DataFrame) -> pd.Series[pd.Timestamp]:
    """Return the day on which each event became known: published, else when it happened; NaT is never."""
    return events["known_on"].fillna(events["start"])


def _typed(table: pd.DataFrame, name: str, dtype: str) -> pd.Series[Any]:
    if name not in table:
        return pd.Series([_EMPTY[dtype]] * len(table), dtype=dtype)
    values = table[name].reset_index(drop=True)
    if dtype == "str":
        return values.astype("str").where(values.notna(), "")
    if dtype == "int64":
        return values.fillna(-1).astype("int64")
    if dtype == "float64":
        return pd.to_numeric(values, errors="coerce").astype("float64")
    return pd.to_datetime(values, errors="coerce").astype("datetime64[s]")
