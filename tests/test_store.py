"""The store: all or nothing, nothing twice."""

import datetime
import sqlite3

import pandas as pd
import pytest
from sqlalchemy.event import listen
from store_scene import DAY, QUOTE, events, report

from geo.errors import StoreError
from geo.events import frame
from geo.store import Store


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


def test_a_place_may_have_more_claims_than_a_statement_takes_parameters(store: Store) -> None:
    if store._engine.dialect.name != "sqlite":
        pytest.skip("the limit is of SQLite")
    limit = sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER
    listen(store._engine, "checkout", lambda raw, *_: raw.setlimit(limit, 200))
    one = events(report()).iloc[:1]
    many = pd.concat([one] * 300, ignore_index=True)
    many["event_id"] = many["report_id"] = many["origin_id"] = [f"e{n}" for n in range(len(many))]
    for at in range(0, len(many), 100):
        store.import_events(many.iloc[at : at + 100])
    store.decide("e7", "reject", "ann")
    assert len(store.at_place("gn:1")) == 299
    assert len(store.at_place("gn:1", rejected=True)) == 300
