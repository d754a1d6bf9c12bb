"""What the store asks of the database, one statement or a few at a time, inside the caller's transaction."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from geo.errors import StoreError
from geo.events import STATUSES
from geo.reports import Report
from geo.reports.duplicates import same
from geo.store import replay, rows, tables
from geo.store.replay import Decision


def insert_new(connection: Connection, table: Table, new: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows whose key is not there yet."""
    if new:
        connection.execute(_insert(connection, table), new)


def insert_report(connection: Connection, row: Mapping[str, Any]) -> bool:
    """Insert a report; tell whether it is new, also when another process was faster."""
    inserted = _insert(connection, tables.reports).values(row).returning(tables.reports.c.number)
    return connection.scalar(inserted) is not None


def _insert(connection: Connection, table: Table) -> Any:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table).on_conflict_do_nothing()


def find_origin(connection: Connection, report: Report, keys: Sequence[int]) -> str:
    """Return the id of the stored report that this one copies, its own when it copies none."""
    shared = (
        select(tables.bands.c.report_id)
        .where(tables.bands.c.key.in_(keys))
        .group_by(tables.bands.c.report_id)
        .order_by(func.count().desc())
        .limit(12)
        .subquery()
    )
    query = select(tables.reports).join(shared, tables.reports.c.id == shared.c.report_id)
    for row in connection.execute(query):
        if same(report, rows.to_report(row)):
            return str(row.origin_id)
    return report.id


def check_quotes(events: gpd.GeoDataFrame, texts: Mapping[str, str]) -> None:
    """Refuse an event whose quote is not, letter for letter, in its report."""
    cells = events[["event_id", "report_id", "quote", "quote_start", "quote_end"]]
    for event_id, report_id, quote, start, end in cells.itertuples(index=False):
        if quote and texts[report_id][start:end] != quote:
            raise StoreError(
                f"the quote of event {event_id} is not in the report {report_id}: {quote[:80]!r}"
            )


def stub(event: Mapping[Any, Any]) -> dict[str, Any]:
    """Return the report of an imported event: everything but its text."""
    known = event["known_on"]
    report = Report(
        text="",
        id=event["report_id"],
        date=None if pd.isna(known) else known.date(),
        title=event["title"],
        source_name=event["source_name"],
        source_url=event["source_url"],
        lang=event["lang"],
        licence=event["licence"],
    )
    return rows.report_row(report, event["origin_id"])


def log(
    connection: Connection, event_ids: Collection[str] | Select[tuple[str]] | None = None
) -> list[Decision]:
    """Return the decisions, oldest first, about some events or about all."""
    query = select(tables.decisions).order_by(tables.decisions.c.id)
    if event_ids is not None:
        query = query.where(tables.decisions.c.event_id.in_(event_ids))
    found = [Decision(*row) for row in connection.execute(query)]
    gone = replay.undone(found)
    return [replay.as_undone(one) if one.id in gone else one for one in found]


def log_of_day(connection: Connection, day: datetime.date) -> list[Decision]:
    """Return the decisions taken by the end of a day, and those about reports saved later than that."""
    end = datetime.datetime.combine(day, datetime.time.max)
    query = (
        select(tables.events.c.event_id)
        .join(tables.reports, tables.reports.c.id == tables.events.c.report_id)
        .where(tables.reports.c.saved_at > end)
        .where(tables.events.c.event_id.in_(select(tables.decisions.c.event_id)))
    )
    late = set(connection.scalars(query))
    return [one for one in log(connection) if one.at <= end or one.event_id in late]


def apply_decisions(connection: Connection, events: gpd.GeoDataFrame, log: Sequence[Decision]) -> None:
    """Write what a log decided into the events, in place."""
    outcome = replay.outcome(log)
    _apply(connection, events, {row: outcome[key] for key, row in _rows_of(events, outcome).items()})


def versions(connection: Connection, events: gpd.GeoDataFrame, log: Sequence[Decision]) -> gpd.GeoDataFrame:
    """Return the events with a row for each version that decisions made of one; see `Store.versions`."""
    about: dict[str, list[Decision]] = defaultdict(list)
    for decision in log:
        about[decision.event_id].append(decision)
    row_of = _rows_of(events, about)
    saved = _saved_on(connection, list(row_of))
    told = {row: replay.history(about[key], saved[key]) for key, row in row_of.items()}
    many = np.ones(len(events), dtype=np.int64)
    for row, history in told.items():
        many[row] = len(history)
    first = np.cumsum(many) - many
    version_at = {int(first[row]) + n: one for row, history in told.items() for n, one in enumerate(history)}
    every = events.iloc[np.repeat(np.arange(len(events)), many)].reset_index(drop=True)
    _apply(connection, every, {at: version.values for at, version in version_at.items()})
    for name, side in (("known_from", "start"), ("known_until", "end")):
        days = {at: getattr(version, side) for at, version in version_at.items()}
        every[name] = pd.Series(days, dtype="datetime64[s]").reindex(every.index)
    return every


def _rows_of(events: gpd.GeoDataFrame, event_ids: Iterable[str]) -> dict[str, int]:
    """Return the row of each event of these that the table has."""
    rows = np.flatnonzero(events["event_id"].isin(list(event_ids)))
    return {str(key): int(row) for key, row in zip(events["event_id"].iloc[rows], rows, strict=True)}


def _apply(connection: Connection, events: gpd.GeoDataFrame, values: Mapping[int, Mapping[str, Any]]) -> None:
    shapes = rows.load_shapes(connection, {cells["shape"] for cells in values.values() if cells.get("shape")})
    replay.apply(events, values, shapes)


def _saved_on(connection: Connection, event_ids: Sequence[str]) -> dict[str, datetime.date]:
    """Return the day (UTC) on which the report of each event was saved."""
    event, report = tables.events.c, tables.reports.c
    found: dict[str, datetime.date] = {}
    for at in range(0, len(event_ids), 500):
        query = select(event.event_id, report.saved_at).join(tables.reports, report.id == event.report_id)
        part = connection.execute(query.where(event.event_id.in_(event_ids[at : at + 500])))
        found.update((event_id, saved_at.date()) for event_id, saved_at in part)
    return found


def store_shape(connection: Connection, geometry: Any) -> str | None:
    """Keep the extent of a moved event; a point is told by lat and lon alone."""
    if geometry is None or geometry.geom_type == "Point":
        return None
    wkb = shapely.to_wkb(geometry)
    key = rows.shape_id(wkb)
    insert_new(connection, tables.shapes, [{"id": key, "wkb": wkb}])
    return key


def outlines(connection: Connection, event_ids: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return the place names, type and quote of events as they were read."""
    event = tables.events.c
    columns = (event.event_id, event.place, event.place_uk, event.place_ru, event.event_type, event.quote)
    found: dict[str, dict[str, str]] = {}
    for at in range(0, len(event_ids), 500):
        query = select(*columns).where(event.event_id.in_(event_ids[at : at + 500]))
        found.update((row["event_id"], dict(row)) for row in connection.execute(query).mappings())
    return found


def near(place_id: str) -> ColumnElement[bool]:
    """Tell whether an event was read at a place or moved to it; an unknown id is the name of a place."""
    event, decision = tables.events.c, tables.decisions.c
    moved = select(decision.event_id).where(
        decision.action == "move",
        or_(*(decision.after[name].as_string() == place_id for name in ("place_id", "place"))),
    )
    nameless = and_(event.place_id == "", event.place == place_id)
    return or_(event.place_id == place_id, nameless, event.event_id.in_(moved))


def list_reports(connection: Connection) -> pd.DataFrame:
    """Return the reports without their texts, in the order they were saved, with their numbers of events."""
    report, event = tables.reports.c, tables.events.c
    columns = (report.id, report.date, report.title, report.source_name, report.source_url, report.lang,
               report.origin_id, report.licence, report.saved_at)  # fmt: skip
    counted = select(event.report_id, func.count().label("events")).group_by(event.report_id).subquery()
    query = (
        select(
            *columns,
            func.length(report.text).label("characters"),
            func.coalesce(counted.c.events, 0).label("events"),
        )
        .outerjoin(counted, counted.c.report_id == report.id)
        .order_by(report.number)
    )
    result = connection.execute(query)
    return pd.DataFrame(result.fetchall(), columns=list(result.keys()))


def counts(connection: Connection) -> dict[str, int]:
    """Return how many events, events of each status, reports, origins and decisions there are."""
    report, event, decision = tables.reports.c, tables.events.c, tables.decisions.c
    statuses = Counter[str]()
    for status, count in connection.execute(select(event.status, func.count()).group_by(event.status)):
        statuses[status] = count
    decided = replay.outcome(log(connection))
    before = select(event.event_id, event.status).where(event.event_id.in_(select(decision.event_id)))
    for event_id, status in connection.execute(before):
        if event_id in decided:
            statuses.subtract([status])
            statuses.update([decided[event_id]["status"]])
    of_status = {status: statuses[status] for status in STATUSES}
    others = {
        "reports": func.count(report.number),
        "origins": func.count(func.distinct(report.origin_id)),
        "decisions": func.count(decision.id),
    }
    counted = {name: connection.scalar(select(number)) or 0 for name, number in others.items()}
    return {"events": sum(of_status.values()), **of_status, **counted}


def version(connection: Connection) -> str:
    """Return a text that changes with every write."""
    taught = tables.overrides.c
    newest = (tables.reports.c.number, tables.events.c.number, tables.decisions.c.id, taught.id)
    parts = [connection.scalar(select(func.max(column))) for column in newest]
    parts.append(connection.scalar(select(func.count(taught.withdrawn_at))))
    return ".".join(str(part or 0) for part in parts)
