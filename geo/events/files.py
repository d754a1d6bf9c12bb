"""Read and write events tables; the suffix of the file says the format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from geo.errors import InputError, Notice, about
from geo.events.columns import COLUMNS, CRS
from geo.events.table import from_table
from geo.events.validate import validate_events

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer

#: What a spreadsheet would run as a formula when it opens a CSV file.
_FORMULA = r"^[=+\-@\t\r]"


def guard_formulas(table: pd.DataFrame) -> pd.DataFrame:
    """Put an apostrophe before every text cell that a spreadsheet would run as a formula."""
    guarded = table.copy()
    for name in guarded.columns:
        if pd.api.types.is_string_dtype(guarded[name].dtype):
            risky = guarded[name].str.contains(_FORMULA, na=False)
            guarded[name] = guarded[name].where(~risky, "'" + guarded[name])
    return guarded


def flat(events: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return the events without geometry, with dates as ISO text: the shape of CSV and JSONL."""
    table = pd.DataFrame(events.drop(columns="geometry"))
    for name, (dtype, _) in COLUMNS.items():
        if dtype.startswith("datetime"):
            table[name] = table[name].dt.strftime("%Y-%m-%d").fillna("").astype("str")
    return table


def write_events(events: gpd.GeoDataFrame, path: Path | str) -> None:
    """Write events in the format of the suffix: .geojson, .gpkg, .parquet, .csv or .jsonl.

    CSV and JSONL carry the point, the radius and the place's id instead of the geometry.
    """
    path = Path(path)
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        kinds = ", ".join(_WRITERS)
        other = Notice("cannot write {kind}; use one of {kinds}", kind=repr(path.suffix), kinds=kinds)
        raise InputError(about(path, other))
    writer(events, path)


def _write_geojson(events: gpd.GeoDataFrame, path: Path) -> None:
    with_dates = gpd.GeoDataFrame(flat(events), geometry=events.geometry)
    path.write_text(with_dates.to_json(na="null", drop_id=True, ensure_ascii=False), encoding="utf-8")


def _write_gpkg(events: gpd.GeoDataFrame, path: Path) -> None:
    path.unlink(missing_ok=True)
    events.to_file(path, layer="events", driver="GPKG")


def _write_parquet(events: gpd.GeoDataFrame, path: Path) -> None:
    events.to_parquet(path, index=False, compression="zstd")


def _write_csv(events: gpd.GeoDataFrame, path: Path) -> None:
    guard_formulas(flat(events)).to_csv(path, index=False, encoding="utf-8-sig")


def _write_jsonl(events: gpd.GeoDataFrame, path: Path) -> None:
    table = flat(events)
    dates = [name for name, (dtype, _) in COLUMNS.items() if dtype.startswith("datetime")]
    table[dates] = table[dates].astype(object).replace("", None)
    table.to_json(path, orient="records", lines=True, force_ascii=False)


_WRITERS: Mapping[str, Callable[[gpd.GeoDataFrame, Path], None]] = {
    ".geojson": _write_geojson,
    ".gpkg": _write_gpkg,
    ".parquet": _write_parquet,
    ".csv": _write_csv,
    ".jsonl": _write_jsonl,
}


def read_events(path: Path | str, gazetteer: Gazetteer | None = None) -> gpd.GeoDataFrame:
    """Read events that `write_events` wrote, and check them.

    For CSV and JSONL the extents of regions come from `gazetteer`; without one they are discs.
    """
    path = Path(path)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        kinds = ", ".join(_READERS)
        other = Notice("cannot read {kind}; use one of {kinds}", kind=repr(path.suffix), kinds=kinds)
        raise InputError(about(path, other))
    if not path.exists():
        raise InputError(about(path, Notice("no such file")))
    try:
        table = reader(path)
    except (ValueError, OSError, RuntimeError) as error:  # GDAL's are RuntimeErrors and name the whole path
        why = str(error).replace(str(path), path.name)
        broken = Notice("not a readable {kind} file of events ({why})", kind=path.suffix, why=why)
        raise InputError(about(path, broken)) from error
    lacking = [name for name in ("event_id", "lat", "lon", "precision", "event_type") if name not in table]
    if lacking:
        other = Notice(
            "not an events table, it lacks {columns}; "
            "a plain table of dates and coordinates goes through `python -m geo map` or geo.formats.table",
            columns=", ".join(lacking),
        )
        raise InputError(about(path, other))
    shapes = table.get("geometry")
    events = from_table(table, shapes)
    if shapes is None and gazetteer is not None:
        _put_back_extents(events, gazetteer)
    return validate_events(events)


def _put_back_extents(events: gpd.GeoDataFrame, gazetteer: Gazetteer) -> None:
    wide = events["precision"].isin(("region", "district", "country")) & (events["place_id"] != "")
    for place_id, rows in events[wide].groupby("place_id"):
        shape = gazetteer.shape(gazetteer.by_id(str(place_id)))
        if shape is not None:
            events.loc[rows.index, "geometry"] = gpd.GeoSeries([shape] * len(rows), index=rows.index, crs=CRS)


def _read_geojson(path: Path) -> pd.DataFrame:
    return _with_columns(pd.DataFrame(gpd.read_file(path)))


def _read_gpkg(path: Path) -> pd.DataFrame:
    """Read every layer of events: an export has one of points, one of extents, and the unplaced."""
    layers = [gpd.read_file(path, layer=name) for name in gpd.list_layers(path)["name"]]
    found = [pd.DataFrame(layer) for layer in layers if "event_id" in layer]
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame()


def _read_parquet(path: Path) -> pd.DataFrame:
    from pyarrow.parquet import read_schema

    names = [name for name in read_schema(path).names if name in COLUMNS or name == "geometry"]
    return pd.DataFrame(gpd.read_parquet(path, columns=names))


def _read_csv(path: Path) -> pd.DataFrame:
    table = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    for name in table.columns:
        guarded = table[name].str.match(r"^'[=+\-@\t\r]")
        table[name] = table[name].where(~guarded, table[name].str[1:])
    return table.replace("", None)


def _read_jsonl(path: Path) -> pd.DataFrame:
    return _with_columns(pd.read_json(path, orient="records", lines=True, dtype=False))


def _with_columns(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table, or an empty one with its columns where it has no rows to tell them by."""
    return table if len(table) else pd.DataFrame(columns=list(COLUMNS))


_READERS: Mapping[str, Callable[[Path], pd.DataFrame]] = {
    ".geojson": _read_geojson,
    ".gpkg": _read_gpkg,
    ".parquet": _read_parquet,
    ".csv": _read_csv,
    ".jsonl": _read_jsonl,
}
