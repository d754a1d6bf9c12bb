# ruff: noqa: E501
"""The store: all or nothing, nothing twice, nothing deleted, every past day replayable."""

import datetime
import multiprocessing
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, create_mock_engine, text
from sqlalchemy.dialects import postgresql

import geo.store.engine
from geo.errors import InputError, StoreError
from geo.events import frame
from geo.reports import Report
from geo.store import Decision, Store, data_folder, replay, tables
from geo.store.engine import SCHEMA, open_engine

DAY = datetime.date(2024, 12, 14)
QUOTE = "The governor said that Sudzha was shelled."


@dataclass
class Clock:
    now: datetime.datetime = datetime.datetime(2024, 12, 16, 10)

    def __call__(self) -> datetime.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """Open an empty store: a file, or the PostgreSQL database of GEO_TEST_DATABASE, which is emptied."""
    url = os.environ.get("GEO_TEST_DATABASE")
    if url:
        engine = create_engine(url)
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        engine.dispose()
    with Store.open(url or tmp_path / "store.sqlite", clock) as opened:
        yield opened


def report(tail: str = "", day: datetime.date = DAY, url: str = "https://a.example/1") -> Report:
    return Report(f"{QUOTE} The staff spoke of the Sumy region.{tail}", date=day, source_url=url, lang="en")


def events(of: Report, **changes: Any) -> gpd.GeoDataFrame:
    """Return two events of a report: one at a town, one in a region."""
    town = {
        "event_id": f"town-{of.id}", "report_id": of.id, "origin_id": of.id, "place": "Sudzha", "place_id": "gn:1",
        "lat": 51.19, "lon": 35.27, "precision": "settlement", "start": DAY, "end": DAY, "date_precision": "day",
        "known_on": of.date, "event_type": "shelling", "claimant": "A governor", "claimant_side": "Russia",
        "basis": "claimed", "quote": QUOTE, "quote_start": 0, "quote_end": len(QUOTE), "radius_km": 0.0,
        "source_url": of.source_url, "confidence": 0.9, "geometry": shapely.Point(35.27, 51.19),
    }  # fmt: skip
    region = town | {
        "event_id": f"region-{of.id}", "place": "Sumy Oblast", "place_id": "adm1:UA-59", "precision": "region",
        "quote": "", "quote_start": -1, "quote_end": -1, "geometry": shapely.Point(34, 51).buffer(1), "radius_km": 90.0,
        "lat": 51.0, "lon": 34.0, "start": None, "end": None, "date_precision": "unknown",
    }  # fmt: skip
    return frame([town | changes, region])


# Saving


def test_what_is_saved_comes_back_as_it_was(store: Store) -> None:
    one = report()
    assert store.save(one, events(one)) == (True, 2, one.id)
    back = store.events()
    pd.testing.assert_frame_equal(
        pd.DataFrame(back.drop(columns="geometry")), pd.DataFrame(events(one).drop(columns="geometry"))
    )
    assert back.geometry.geom_equals(events(one).geometry).all()
    assert back.crs.to_epsg() == 4326
    assert store.report(one.id) == one
    assert store.report("absent") is None
    assert store.reports()[["id", "events"]].to_numpy().tolist() == [[one.id, 2]]


def test_the_same_report_again_changes_nothing(store: Store) -> None:
    one = report()
    store.save(one, events(one))
    version = store.version()
    assert store.save(one, events(one, claimant="Another")) == (False, 0, one.id)
    assert store.version() == version
    assert store.events()["claimant"].tolist() == ["A governor"] * 2


def test_a_report_is_saved_with_its_events_or_not_at_all(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = report(), report(" More.", url="https://b.example/2")

    def fail(*_: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("geo.store.rows.event_rows", fail)
    with pytest.raises(RuntimeError):
        store.save_all([one, two], pd.concat([events(one), events(two)], ignore_index=True))
    monkeypatch.undo()
    assert store.counts()["reports"] == 0
    store.save(one, events(one))
    assert store.counts()["events"] == 2


def test_a_quote_that_is_not_in_the_report_is_refused(store: Store) -> None:
    one = report()
    with pytest.raises(StoreError, match="is not in the report"):
        store.save(one, events(one, quote=QUOTE.replace("governor", "minister"), quote_end=len(QUOTE)))
    with pytest.raises(StoreError, match="came without that report"):
        store.save(one, events(report(" Other.")))
    assert store.counts()["reports"] == 0


def test_a_report_without_events_is_kept(store: Store) -> None:
    one = report()
    assert store.save(one, frame([])) == (True, 0, one.id)
    assert store.has(one.id)
    assert not store.has("absent")


def test_a_reprint_joins_its_origin_and_lends_its_address(store: Store) -> None:
    one, copy = report(), report(" Read more.", DAY + datetime.timedelta(days=1), "https://b.example/1")
    store.save(one, events(one))
    assert store.save(copy, events(copy)) == (True, 2, one.id)
    shown = store.events()
    assert shown["report_id"].unique().tolist() == [one.id]
    assert shown["source_urls"][0] == '["https://a.example/1", "https://b.example/1"]'
    assert len(store.events(every_copy=True)) == 4
    assert store.counts()["origins"] == 1
    store.decide(f"town-{one.id}", "reject", "ann")
    assert f"town-{copy.id}" not in set(store.events()["event_id"]), (
        "a rejected claim does not return as a copy"
    )


def test_imported_tables_bring_their_reports_and_come_once(store: Store) -> None:
    one = report()
    table = events(one).assign(quote="", quote_start=-1, quote_end=-1, report_id=["r1", ""], origin_id="")
    assert store.import_events(table) == 2
    assert store.import_events(table) == 0
    assert store.counts() | {"reports": 2, "events": 2} == store.counts()
    known = store.report("r1")
    assert known is not None
    assert (known.text, known.date, known.source_url) == ("", DAY, "https://a.example/1")


# Decisions


def test_every_kind_of_decision_and_its_log(store: Store, clock: Clock) -> None:
    one = report()
    store.save(one, events(one))
    town = f"town-{one.id}"
    taken = store.decide(
        town,
        "edit",
        " ann ",
        "a typo",
        {"start": "2024-12-13", "event_type": "drone_strike", "actor": "Russia"},
    )
    assert (taken.who, taken.at, taken.reason) == ("ann", clock.now, "a typo")
    assert taken.before == {"start": "2024-12-14", "event_type": "shelling", "actor": "", "status": "new"}
    assert taken.after == {
        "start": "2024-12-13",
        "event_type": "drone_strike",
        "actor": "Russia",
        "status": "edited",
    }
    store.decide(
        town,
        "move",
        "bob",
        "",
        {"lat": 50.0, "lon": 34.0, "precision": "near", "radius_km": 5},
        shapely.Point(34, 50).buffer(0.1),
    )
    event = store.event(town)
    assert (event["lat"], event["precision"], event["status"]) == (50.0, "near", "edited")
    assert event["geometry"].geom_type == "Polygon"
    assert event["start"] == pd.Timestamp("2024-12-13")
    store.decide(town, "move", "bob", "", {"lat": 51.0, "lon": 35.0, "precision": "exact", "radius_km": 0})
    assert store.event(town)["geometry"] == shapely.Point(35, 51)
    store.decide(town, "accept", "ann")
    assert store.event(town)["status"] == "accepted"
    store.decide(town, "reject", "ann", "a hoax")
    assert town not in set(store.events()["event_id"])
    assert town in set(store.events(rejected=True)["event_id"])
    assert [decision.action for decision in store.decisions(town)] == [
        "edit",
        "move",
        "move",
        "accept",
        "reject",
    ]
    assert store.counts() | {"rejected": 1, "new": 1, "decisions": 5} == store.counts()


def test_undo_and_the_undo_of_an_undo(store: Store) -> None:
    one = report()
    store.save(one, events(one))
    town = f"town-{one.id}"
    edited = store.decide(town, "edit", "ann", "", {"event_type": "battle"})
    store.decide(town, "edit", "ann", "", {"actor": "Russia"})
    undo = store.undo(edited.id, "bob", "was right")
    assert (undo.before, undo.after) == ({"event_type": "battle"}, {"event_type": "shelling"})
    assert store.event(town)["event_type"] == "shelling"
    assert store.event(town)["actor"] == "Russia", "a later decision stays"
    with pytest.raises(StoreError, match="already undone"):
        store.undo(edited.id, "bob")
    store.undo(undo.id, "ann")
    assert store.event(town)["event_type"] == "battle"
    assert [decision.undone for decision in store.decisions(town)] == [False, False, True, False]


@pytest.mark.parametrize(
    ("action", "changes", "reason"),
    [("edit", {"event_type": "party"}, "event_type cannot be 'party'"), ("edit", {"place": "X"}, "cannot change 'place'"),
     ("edit", {}, "changes nothing"), ("accept", {"actor": "Russia"}, "cannot change 'actor'"), ("dance", {}, "is no decision"),
     ("edit", {"start": "31 February"}, "start cannot be"), ("edit", {"start": "2024-12-20", "end": "2024-12-10"}, "after the end"),
     ("edit", {"control": "Mars"}, "control cannot be"), ("move", {"place": "X"}, "needs the new lat and lon"),
     ("move", {"lat": "north", "lon": 3}, "lat cannot be")],
)  # fmt: skip
def test_decisions_that_make_no_sense_are_refused(
    store: Store, action: str, changes: dict[str, Any], reason: str
) -> None:
    one = report()
    store.save(one, events(one))
    with pytest.raises(InputError, match=reason):
        store.decide(f"town-{one.id}", action, "ann", "", changes)
    assert not store.decisions()


def test_a_decision_needs_an_event_and_a_name(store: Store) -> None:
    one = report()
    store.save(one, events(one))
    with pytest.raises(StoreError, match="no event 'absent'"):
        store.decide("absent", "accept", "ann")
    with pytest.raises(StoreError, match="name of who"):
        store.decide(f"town-{one.id}", "accept", " ")
    with pytest.raises(StoreError, match="no decision 7"):
        store.undo(7, "ann")


def test_the_queue_has_new_events_of_the_newest_reports_first(store: Store) -> None:
    old, new = report(), Report("Another text entirely.", date=DAY + datetime.timedelta(days=9))
    store.save_all(
        [old, new],
        pd.concat([events(old), events(new, quote="", quote_start=-1, quote_end=-1)], ignore_index=True),
    )
    store.decide(f"region-{new.id}", "accept", "ann")
    assert store.queue()["event_id"].tolist() == [f"town-{new.id}", f"town-{old.id}", f"region-{old.id}"]
    assert len(store.queue(limit=1)) == 1


# As known on a day


def test_a_past_day_shows_what_was_known_and_decided_then(store: Store, clock: Clock) -> None:
    one = report()
    store.save(one, events(one))  # saved on the 16th
    later = Report("A later text.", date=DAY + datetime.timedelta(days=4))
    store.save(later, events(later, quote="", quote_start=-1, quote_end=-1))
    clock.now = datetime.datetime(2024, 12, 20, 9)
    rejected = store.decide(f"town-{one.id}", "reject", "ann")
    clock.now = datetime.datetime(2024, 12, 25, 9)
    store.undo(rejected.id, "ann")

    def shown(day: int) -> set[str]:
        known = store.events(datetime.date(2024, 12, day))
        return {event_id for event_id in known["event_id"] if event_id.endswith(one.id)}

    assert shown(13) == set()
    assert shown(19) == {f"town-{one.id}", f"region-{one.id}"}
    assert shown(20) == {f"region-{one.id}"}
    assert shown(24) == {f"region-{one.id}"}
    assert shown(25) == {f"town-{one.id}", f"region-{one.id}"}
    assert len(store.events(datetime.date(2024, 12, 17))) == 2
    assert len(store.events(datetime.date(2024, 12, 18))) == 4


def test_before_the_store_had_a_report_its_best_reading_counts(store: Store, clock: Clock) -> None:
    one = report()
    store.save(one, events(one))
    clock.now = datetime.datetime(2024, 12, 20)
    store.decide(f"town-{one.id}", "reject", "ann")
    assert len(store.events(datetime.date(2024, 12, 15))) == 1


@given(st.lists(st.tuples(st.sampled_from(["accept", "reject", "undo"]), st.integers(0, 30)), max_size=12))
@settings(deadline=None)
def test_replaying_a_log_needs_no_more_than_the_log(steps: list[tuple[str, int]]) -> None:
    log: list[Decision] = []
    for action, pick in steps:
        undoes = pick % len(log) + 1 if action == "undo" and log else None
        if action == "undo" and undoes is None:
            continue
        status = {} if action == "undo" else {"status": replay.STATUS_AFTER[action]}
        log.append(Decision(len(log) + 1, "e", action, "ann", Clock().now, "", {}, status, undoes))
    in_force = _in_force(log)
    assert replay.outcome(log).get("e", {}) == (in_force[-1].after if in_force else {})
    assert replay.outcome(reversed(log)) == replay.outcome(log)


def _in_force(log: list[Decision]) -> list[Decision]:
    """Return the decisions in force, by the plainest definition: no undo in force points at them."""

    def holds(one: Decision) -> bool:
        return not any(other.undoes == one.id and holds(other) for other in log if other.id > one.id)

    return [one for one in log if one.action != "undo" and holds(one)]


# Taught places


def test_taught_places_are_kept_and_can_be_withdrawn(store: Store) -> None:
    taught = store.add_override(
        " Плехово ", "uk", "kursk:1", "Plekhovo", 51.1, 35.3, "ann", "the one in Kursk"
    )
    store.withdraw_override(taught.id, "bob")
    (listed,) = store.overrides()
    assert (listed.surface, listed.place_id, listed.withdrawn) == ("Плехово", "kursk:1", True)
    with pytest.raises(StoreError, match="no taught place 1 in force"):
        store.withdraw_override(taught.id, "bob")
    with pytest.raises(StoreError, match="no latitude"):
        store.add_override("X", "en", "", "X", 91, 0, "ann")
    with pytest.raises(StoreError, match="needs the words"):
        store.add_override(" ", "en", "", "X", 1, 0, "ann")


# The file


def test_the_data_folder_is_the_users_choice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEO_DATA", str(tmp_path / "mine"))
    assert data_folder() == tmp_path / "mine"
    Store.open().close()
    assert (tmp_path / "mine" / "store.sqlite").is_file()
    monkeypatch.delenv("GEO_DATA")
    assert data_folder() == Path("userdata")


def test_another_store_is_the_users_choice_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEO_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("GEO_STORE", f"sqlite:///{tmp_path / 'shared.sqlite'}")
    Store.open().close()
    assert (tmp_path / "shared.sqlite").exists()
    assert not (tmp_path / "data").exists()
    Store.open(tmp_path / "named.sqlite").close()
    assert (tmp_path / "named.sqlite").exists(), "what the caller names goes first"


def test_the_file_has_a_write_ahead_log_and_foreign_keys(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "store.sqlite")
    with sqlite3.connect(tmp_path / "store.sqlite") as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (SCHEMA,)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_migrations_lead_to_the_tables_of_the_code(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "s.sqlite")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, tables.metadata) == []
    config = Config()
    config.set_main_option("script_location", str(Path(geo.store.engine.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [SCHEMA]


def test_the_tables_can_be_made_in_postgresql() -> None:
    statements: list[str] = []
    engine = create_mock_engine(
        "postgresql+psycopg://",
        lambda sql, *_: statements.append(str(sql.compile(dialect=postgresql.dialect()))),
    )
    tables.metadata.create_all(engine, checkfirst=False)
    assert sum("CREATE TABLE" in statement for statement in statements) == 6


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"not a database at all" * 100, "not a database"), ("CREATE TABLE other(x)", "is no store"),
     ("CREATE TABLE alembic_version(version_num); INSERT INTO alembic_version VALUES('9999')", "update the program")],
)  # fmt: skip
def test_files_that_are_no_store_are_left_alone(tmp_path: Path, content: bytes | str, reason: str) -> None:
    path = tmp_path / "s.sqlite"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        with sqlite3.connect(path) as connection:
            connection.executescript(content)
    with pytest.raises(StoreError, match=reason):
        Store.open(path)


@pytest.mark.parametrize("where", ["nosuch://x", "postgresql+nosuch://x/y"])
def test_a_url_that_does_not_work_is_said(where: str) -> None:
    with pytest.raises(StoreError, match="URL does not work"):
        Store.open(where)


def _open_at_once(path: str, barrier: Any, answers: Any, number: int) -> None:
    barrier.wait(60)
    try:
        with Store.open(path) as opened:
            one = report()
            own = Report(f"Text number {number} of its own process.", date=DAY)
            new = opened.save(one, events(one)).new
            opened.save(own, frame([]))
            answers.put(new)
    except Exception as error:
        answers.put(repr(error))


def test_processes_that_open_a_new_store_at_once_do_not_collide(tmp_path: Path) -> None:
    processes = multiprocessing.get_context("spawn")
    barrier, answers = processes.Barrier(4), processes.Queue()
    path = str(tmp_path / "s.sqlite")
    running = [
        processes.Process(target=_open_at_once, args=(path, barrier, answers, number)) for number in range(4)
    ]
    for process in running:
        process.start()
    found = [answers.get(timeout=120) for _ in running]
    for process in running:
        process.join(60)
    assert sorted(found) == [False, False, False, True], found
    with Store.open(path) as opened:
        assert opened.counts() | {"reports": 5, "events": 2} == opened.counts()
