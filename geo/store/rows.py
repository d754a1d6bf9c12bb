"""Between the events table and rows of the database."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import pyarrow as pa
import shapely
from sqlalchemy import Connection, Select, select

from geo.events import COLUMNS, CRS
from geo.reports import Report
from geo.store import tables

_CHUNK = 20_000  # rows read at a time
_ARROW = {
    "str": pa.large_string(),
    "int64": pa.int64(),
    "float64": pa.float64(),
    "datetime64[s]": pa.date32(),
}
_SCHEMA = pa.schema(
    [*((name, _ARROW[dtype]) for name, (dtype, _) in COLUMNS.items()), ("shape", pa.large_string())]
)
#: The columns of the events table in the order that `load_events` reads.
EVENT_COLUMNS = [tables.events.c[name] for name in _SCHEMA.names]


def shape_id(wkb: bytes) -> str:
    """Name an extent by its content."""
    return hashlib.sha256(wkb).hexdigest()[:16]


def event_rows(events: gpd.GeoDataFrame) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the rows of events and the rows of the extents they refer to. Points need no extent."""
    columns: dict[str, list[Any]] = {}
    for name, (dtype, _) in COLUMNS.items():
        column = events[name]
        if dtype.startswith("datetime"):
            columns[name] = column.dt.date.astype(object).where(column.notna(), None).tolist()
        elif dtype == "float64":
            columns[name] = column.astype(object).where(column.notna(), None).tolist()
        else:
            columns[name] = column.tolist()
    wide = (~events.geometry.isna() & (events.geometry.geom_type != "Point")).to_numpy()
    wkbs = shapely.to_wkb(events.geometry[wide].to_numpy())
    ids = np.full(len(events), None, dtype=object)
    ids[wide] = [shape_id(wkb) for wkb in wkbs]
    columns["shape"] = ids.tolist()
    extents = dict(zip(ids[wide], wkbs, strict=True))
    rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    return rows, [{"id": key, "wkb": wkb} for key, wkb in extents.items()]


def load_events(connection: Connection, query: Select[Any]) -> gpd.GeoDataFrame:
    """Return the events of a query over the events table, in the order they were saved."""
    result = connection.execute(query, execution_options={"yield_per": _CHUNK})
    # By way of Arrow: a million rows of Python objects would need a gigabyte.
    parts = [
        pa.RecordBatch.from_arrays(
            [
                pa.array(cells, type_)
                for cells, type_ in zip(zip(*rows, strict=True), _SCHEMA.types, strict=True)
            ],
            schema=_SCHEMA,
        )
        for rows in result.partitions()
    ]
    table = pa.Table.from_batches(parts, _SCHEMA)
    del parts
    days = [name for name, (dtype, _) in COLUMNS.items() if dtype.startswith("datetime")]
    for name in days:
        table = table.set_column(_SCHEMA.get_field_index(name), name, table[name].cast(pa.timestamp("s")))
    plain = table.to_pandas(split_blocks=True, self_destruct=True)
    del table
    extents = plain.pop("shape")
    geometry = np.full(len(plain), None, dtype=object)
    point = (extents.isna() & plain["lat"].notna()).to_numpy()
    geometry[point] = shapely.points(plain.loc[point, "lon"], plain.loc[point, "lat"])
    shapes = load_shapes(connection, set(extents.dropna()))
    geometry[extents.notna()] = [shapes[key] for key in extents.dropna()]
    return gpd.GeoDataFrame(plain, geometry=gpd.GeoSeries(geometry, crs=CRS), crs=CRS)


def load_shapes(connection: Connection, ids: Iterable[str]) -> dict[str, Any]:
    """Return extents by id."""
    wanted = sorted(ids)
    found: dict[str, Any] = {}
    for at in range(0, len(wanted), 500):
        query = select(tables.shapes).where(tables.shapes.c.id.in_(wanted[at : at + 500]))
        found.update((row.id, shapely.from_wkb(row.wkb)) for row in connection.execute(query))
    return found


def urls_by_origin(
    connection: Connection, origins: Collection[str] | Select[tuple[str]] | None = None
) -> dict[str, list[str]]:
    """Return every URL of the origins that have copies, of some or of all."""
    copies = tables.reports.alias()
    copied = select(copies.c.origin_id).where(copies.c.origin_id != copies.c.id)
    query = (
        select(tables.reports.c.origin_id, tables.reports.c.urls)
        .where(tables.reports.c.origin_id.in_(copied))
        .order_by(tables.reports.c.number)
    )
    if origins is not None:
        query = query.where(tables.reports.c.origin_id.in_(origins))
    urls: dict[str, dict[str, None]] = defaultdict(dict)
    for origin, own in connection.execute(query):
        urls[origin].update(dict.fromkeys(own))
    return {origin: list(known) for origin, known in urls.items()}


def one_per_origin(events: gpd.GeoDataFrame, urls: Mapping[str, list[str]]) -> gpd.GeoDataFrame:
    """Drop the same claim of later copies of one text, and give the first all their URLs."""
    copied = events["origin_id"].isin(list(urls))
    if not copied.any():
        return events
    same = ["origin_id", "place_id", "place", "event_type", "claimant", "start", "control_sense"]
    copies = events[copied].sort_values("known_on", kind="stable")
    later = copies["report_id"] != copies.groupby(same, dropna=False)["report_id"].transform("first")
    kept = events.drop(index=copies.index[later]).reset_index(drop=True)
    add_urls(kept, urls)
    return kept


def add_urls(events: gpd.GeoDataFrame, urls: Mapping[str, list[str]]) -> None:
    """Give events every URL of their origins, in place."""
    known = events["origin_id"].map(lambda origin: json.dumps(urls.get(origin, ()), ensure_ascii=False))
    events["source_urls"] = events["source_urls"].where(~events["origin_id"].isin(list(urls)), known)


def report_row(report: Report, origin_id: str) -> dict[str, Any]:
    """Return a report as a row, but for the moment it is saved."""
    return {
        "id": report.id,
        "origin_id": origin_id,
        "text": report.text,
        "date": report.date,
        "title": report.title,
        "source_name": report.source_name,
        "source_url": report.source_url,
        "lang": report.lang,
        "urls": list(report.urls),
        "licence": report.licence,
    }


def to_report(row: Any) -> Report:
    """Return the report of a row."""
    return Report(
        text=row.text,
        id=row.id,
        date=row.date,
        title=row.title,
        source_name=row.source_name,
        source_url=row.source_url,
        lang=row.lang,
        urls=tuple(row.urls),
        licence=row.licence,
    )
