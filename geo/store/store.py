"""The store: reports, their events, the decisions about them, and the places that corrections taught."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

import geopandas as gpd
import pandas as pd
from sqlalchemy import Connection, Engine, func, insert, or_, select

from geo.errors import StoreError
from geo.events import COLUMNS, known, validate_events
from geo.reports import Report
from geo.reports.duplicates import bands
from geo.store import overrides, queue, replay, rows, statements, tables
from geo.store.engine import open_engine, writing
from geo.store.overrides import Override
from geo.store.queue import Page
from geo.store.replay import Decision
from geo.store.transaction import Transaction

Clock = Callable[[], datetime.datetime]


class Saved(NamedTuple):
    """What became of a report: `new` is False when the store had it already, and nothing was changed."""

    new: bool
    events: int
    origin_id: str


_PART = 20_000  # rows inserted at a time
_STUB = ["report_id", "origin_id", "known_on", "title", "source_name", "source_url", "lang", "licence"]


def _parts(events: gpd.GeoDataFrame) -> Iterator[gpd.GeoDataFrame]:
    for at in range(0, len(events), _PART):
        yield events.iloc[at : at + _PART]


def _not_rejected(events: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return events[events["status"] != "rejected"].reset_index(drop=True)


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC).replace(tzinfo=None)


class Store:
    """Reports with their events, and everything that was decided about them. Nothing is ever deleted.

    Open it with `Store.open()`. One object may serve many threads, and many processes one file. Every method
    is one transaction. Raises StoreError where the database fails or a write is refused.
    """

    def __init__(self, engine: Engine, clock: Clock = _now) -> None:
        self._engine = engine
        self._clock = clock

    @classmethod
    def open(cls, where: Path | str | None = None, clock: Clock = _now) -> "Store":
        """Open the store, made or brought up to date as needed.

        `where` is a file or a database URL; without it, `store.sqlite` in the data folder. `clock` gives the
        present in UTC.
        """
        return cls(open_engine(where), clock)

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Writing

    def save(self, report: Report, events: gpd.GeoDataFrame) -> Saved:
        """Save a report together with its events, or nothing; a report that is there changes nothing."""
        return self.save_all([report], events)[0]

    def save_all(self, reports: Iterable[Report], events: gpd.GeoDataFrame) -> list[Saved]:
        """Save many reports, each with the events that bear its id, in one transaction."""
        reports = list(reports)
        strangers = sorted(set(events["report_id"]) - {report.id for report in reports})
        if strangers:
            raise StoreError(
                f"events of the report {strangers[0]!r} came without that report: save them together"
            )
        events = events.drop_duplicates("event_id")  # the same report may come twice in one file
        validate_events(events)
        statements.check_quotes(events, {report.id: report.text for report in reports})
        new, shapes = rows.event_rows(events)
        of_report: dict[str, list[dict[str, Any]]] = {report.id: [] for report in reports}
        for row in new:
            of_report[row["report_id"]].append(row)
        with self._write() as connection:
            statements.insert_new(connection, tables.shapes, shapes)
            return [self._save(connection, report, of_report[report.id]) for report in reports]

    def import_events(self, events: gpd.GeoDataFrame) -> int:
        """Save an imported table, its reports known by name and URL only; return how many events are new."""
        validate_events(events)
        events = events.copy()
        events["report_id"] = events["report_id"].where(events["report_id"] != "", events["event_id"])
        events["origin_id"] = events["origin_id"].where(events["origin_id"] != "", events["report_id"])
        stubs = events.drop_duplicates("report_id")[_STUB]
        with self._write() as connection:
            before = connection.scalar(select(func.count()).select_from(tables.events))
            for part in _parts(stubs):
                new = [statements.stub(row) | {"saved_at": self._clock()} for row in part.to_dict("records")]
                statements.insert_new(connection, tables.reports, new)
            for part in _parts(events):
                new, shapes = rows.event_rows(part)
                statements.insert_new(connection, tables.shapes, shapes)
                statements.insert_new(connection, tables.events, new)
            after = connection.scalar(select(func.count()).select_from(tables.events))
        return (after or 0) - (before or 0)

    def _save(self, connection: Connection, report: Report, new: Sequence[Mapping[str, Any]]) -> Saved:
        there = connection.scalar(select(tables.reports.c.origin_id).where(tables.reports.c.id == report.id))
        if there is not None:
            return Saved(False, 0, there)
        keys = bands(report.text)
        origin = statements.find_origin(connection, report, keys)
        row = rows.report_row(report, origin) | {"saved_at": self._clock()}
        if not statements.insert_report(connection, row):
            return Saved(False, 0, origin)  # another process was faster
        new_bands = [{"key": key, "report_id": report.id} for key in set(keys)]
        statements.insert_new(connection, tables.bands, new_bands)
        statements.insert_new(connection, tables.events, [{**event, "origin_id": origin} for event in new])
        return Saved(True, len(new), origin)

    # Reading

    def events(
        self, as_known_on: datetime.date | None = None, *, rejected: bool = False, every_copy: bool = False
    ) -> gpd.GeoDataFrame:
        """Return the events with the decisions applied.

        `as_known_on` replays a past day: only reports published by then, and only decisions taken by then,
        unless the report itself reached the store later: then there was no map of it to replay, and its best
        reading counts. `rejected` keeps what was rejected, `every_copy` the same claim of every reprint.
        """
        query = select(*rows.EVENT_COLUMNS).order_by(tables.events.c.number)
        if as_known_on is not None:  # an undated report was known when it happened: decisions may say when
            published = tables.events.c.known_on
            query = query.where(or_(published <= as_known_on, published.is_(None)))
        with self._read() as connection:
            events = rows.load_events(connection, query)
            if not every_copy:  # before the decisions: what is decided of a claim holds for its copies
                events = rows.one_per_origin(events, rows.urls_by_origin(connection))
            log = (
                statements.log_of_day(connection, as_known_on) if as_known_on else statements.log(connection)
            )
            statements.apply_decisions(connection, events, log)
        if as_known_on is not None:
            events = events[known(events) <= pd.Timestamp(as_known_on)].reset_index(drop=True)
        return events if rejected else _not_rejected(events)

    def at_place(self, place_id: str, *, rejected: bool = False) -> gpd.GeoDataFrame:
        """Return the events that were read at a place, or moved to it, with the decisions applied.

        `place_id` may be the name of a place that the gazetteer does not have. `rejected` keeps what was
        rejected.
        """
        event, near = tables.events.c, statements.near(place_id)
        query = select(*rows.EVENT_COLUMNS).where(near).order_by(event.number)
        with self._read() as connection:
            events = rows.load_events(connection, query)
            events = rows.one_per_origin(
                events, rows.urls_by_origin(connection, select(event.origin_id).where(near))
            )
            log = statements.log(connection, select(event.event_id).where(near))
            statements.apply_decisions(connection, events, log)
        return events if rejected else _not_rejected(events)

    def versions(self, *, rejected: bool = False) -> gpd.GeoDataFrame:
        """Return the events of every day at once: a row for each version that decisions made of an event.

        Two columns of dates stand beside those of `events`: a version counts from `known_from` on (NaT: since
        its report was published) and until `known_until`, which is not included (NaT: it is in force). The
        rows that count on a day are those of `events(as_known_on=…)` for it. `rejected` keeps what was
        rejected.
        """
        query = select(*rows.EVENT_COLUMNS).order_by(tables.events.c.number)
        with self._read() as connection:
            events = rows.load_events(connection, query)
            events = rows.one_per_origin(events, rows.urls_by_origin(connection))
            events = statements.versions(connection, events, statements.log(connection))
        since = known(events).where(~(events["known_from"] > known(events)), events["known_from"])
        events = events[~(events["known_until"] <= since)].reset_index(drop=True)
        return events if rejected else _not_rejected(events)

    def event(self, event_id: str, *, as_read: bool = False) -> dict[str, Any]:
        """Return the columns and the geometry of one event, as its decisions leave them or as it was read."""
        with self._read() as connection:
            log = [] if as_read else statements.log(connection, [event_id])
            return self._event(connection, event_id, log)

    def as_read(self, event_ids: Iterable[str]) -> dict[str, dict[str, str]]:
        """Return the place names, type and quote of some events as they were read."""
        with self._read() as connection:
            return statements.outlines(connection, sorted(event_ids))

    def queue(self, status: str = "new", words: str = "", *, offset: int = 0, limit: int = 200) -> Page:
        """Return a page of the events in a state of review ("" for every), of the newest reports first.

        Each of the `words` is found in the names of places, the claimant, sentence, title or source, as read.
        """
        with self._read() as connection:
            return queue.page(connection, status, words.replace("\0", "").split(), offset, limit)

    def has(self, report_id: str) -> bool:
        """Tell whether a report of this id is saved."""
        with self._read() as connection:
            return bool(
                connection.scalar(select(tables.reports.c.number).where(tables.reports.c.id == report_id))
            )

    def report(self, report_id: str) -> Report | None:
        """Return a report with its text, None when the store has none of this id."""
        with self._read() as connection:
            row = connection.execute(select(tables.reports).where(tables.reports.c.id == report_id)).first()
        return rows.to_report(row) if row else None

    def reports(self) -> pd.DataFrame:
        """Return the reports without their texts, a row each, in the order they were saved."""
        with self._read() as connection:
            return statements.list_reports(connection)

    def counts(self) -> dict[str, int]:
        """Return how many reports, origins, events of each status, and decisions the store holds."""
        with self._read() as connection:
            return statements.counts(connection)

    def version(self) -> str:
        """Return a text that changes with every write of any process: a key for caches."""
        with self._read() as connection:
            return statements.version(connection)

    # Decisions

    def decide(
        self,
        event_id: str,
        action: str,
        who: str,
        reason: str = "",
        changes: Mapping[str, Any] | None = None,
        geometry: Any = None,
        *,
        seen: int | None = None,
    ) -> Decision:
        """Log a decision: accept, move (to other place columns), edit (claim columns) or reject an event.

        `geometry` is the new extent of a moved event; without it, a point at its new lat and lon. `seen` is
        the id of the newest decision about the event that its reviewer saw, 0 for none: where somebody has
        decided since, nothing is written.
        """
        values = replay.checked(action, changes or {})
        with self._write() as connection:
            log = statements.log(connection, [event_id])
            if seen is not None and log and log[-1].id != seen:
                raise StoreError(f"{log[-1].who} has decided this claim meanwhile: look at it again")
            event = self._event(connection, event_id, log)
            before = replay.values_of(event, (*values, "status"))
            after = values | {"status": replay.STATUS_AFTER[action]}
            if action == "move":
                after["shape"] = statements.store_shape(connection, geometry)
            return self._log(connection, event_id, action, who, reason, before, after)

    def undo(self, decision_id: int, who: str, reason: str = "") -> Decision:
        """Take a decision back; taking back an undo restores what it had undone. Both stay in the log."""
        with self._write() as connection:
            found = connection.execute(
                select(tables.decisions).where(tables.decisions.c.id == decision_id)
            ).first()
            if found is None:
                raise StoreError(f"there is no decision {decision_id}")
            event_id = found.event_id
            log = statements.log(connection, [event_id])
            if decision_id in replay.undone(log):
                raise StoreError(f"the decision {decision_id} is already undone")
            number = max(decision.id for decision in log) + 1
            taken = Decision(number, event_id, "undo", who, self._clock(), reason, {}, {}, decision_id)
            now, then = (
                self._event(connection, event_id, log),
                self._event(connection, event_id, [*log, taken]),
            )
            changed = [
                name
                for name in COLUMNS
                if replay.to_json(name, now[name]) != replay.to_json(name, then[name])
            ]
            before, after = replay.values_of(now, changed), replay.values_of(then, changed)
            return self._log(connection, event_id, "undo", who, reason, before, after, decision_id)

    def decisions(self, event_id: str | None = None) -> list[Decision]:
        """Return the log, oldest first, of one event or of all."""
        with self._read() as connection:
            return statements.log(connection, None if event_id is None else [event_id])

    def _log(
        self,
        connection: Connection,
        event_id: str,
        action: str,
        who: str,
        reason: str,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        undoes: int | None = None,
    ) -> Decision:
        if not who.strip():
            raise StoreError("a decision needs the name of who takes it")
        at, who, reason = self._clock(), who.strip(), reason.strip()
        row = insert(tables.decisions).values(
            event_id=event_id,
            action=action,
            who=who,
            at=at,
            reason=reason,
            before=before,
            after=after,
            undoes=undoes,
        )
        key = connection.execute(row).inserted_primary_key
        assert key is not None
        return Decision(key[0], event_id, action, who, at, reason, before, after, undoes)

    def _event(self, connection: Connection, event_id: str, log: Sequence[Decision]) -> dict[str, Any]:
        """Return the columns of an event as the decisions of a log leave them."""
        query = select(*rows.EVENT_COLUMNS).where(tables.events.c.event_id == event_id)
        events = rows.load_events(connection, query)
        if events.empty:
            raise StoreError(f"the store holds no event {event_id!r}")
        statements.apply_decisions(connection, events, log)
        return {str(name): value for name, value in events.iloc[0].items()}

    # Places that corrections taught

    def add_override(
        self,
        surface: str,
        lang: str,
        place_id: str,
        name: str,
        lat: float,
        lon: float,
        who: str,
        reason: str = "",
    ) -> Override:
        """Remember that `surface` means a place of the gazetteer or, with an empty id, a point of its own."""
        row = overrides.checked(surface, lang, place_id, name, lat, lon, who, reason)
        with self._write() as connection:
            return overrides.insert(connection, row | {"at": self._clock()})

    def withdraw_override(self, override_id: int, who: str) -> None:
        """Take a taught place back; it stays in the list as withdrawn."""
        with self._write() as connection:
            overrides.withdraw(connection, override_id, who, self._clock())

    def overrides(self) -> list[Override]:
        """Return the taught places, withdrawn ones included, oldest first."""
        with self._read() as connection:
            return overrides.load(connection)

    # Transactions

    def _read(self) -> Transaction:
        return Transaction(self._engine)

    def _write(self) -> Transaction:
        return Transaction(writing(self._engine))
