"""Every past day can be replayed: what was known and decided by then."""

import datetime
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from store_scene import DAY, Clock, events, report

from geo.events import COLUMNS
from geo.reports import Report
from geo.store import Decision, Store, replay
from geo.ui import layers
from geo.ui.filters import Index


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


def on(versions: gpd.GeoDataFrame, day: datetime.date) -> pd.DataFrame:
    """Return the rows that count on a day, by the definition of the two columns."""
    at = pd.Timestamp(day)
    known = versions["known_on"].fillna(versions["start"]) <= at
    counts = known & ~(versions["known_from"] > at) & ~(versions["known_until"] <= at)
    return pd.DataFrame(versions[counts][[*COLUMNS, "geometry"]]).reset_index(drop=True)


def test_versions_are_what_every_day_showed(store: Store, clock: Clock) -> None:
    one = report()
    store.save(one, events(one))  # saved on the 16th
    undated = Report("A text without a date.")
    store.save(undated, events(undated, quote="", quote_start=-1, quote_end=-1))
    town, region, later = f"town-{one.id}", f"region-{one.id}", f"town-{undated.id}"
    steps: list[tuple[int, Any]] = [
        (16, lambda: store.decide(town, "accept", "ann")),
        (18, lambda: store.decide(town, "move", "ann", "", {"lat": 50.0, "lon": 34.0})),
        (18, lambda: store.decide(region, "reject", "ann")),
        (20, lambda: store.decide(town, "edit", "ann", "", {"event_type": "battle", "start": None})),
        (22, lambda: store.undo(2, "bob")),
        (22, lambda: store.undo(3, "bob")),
        (24, lambda: store.undo(5, "bob")),
        (25, lambda: store.decide(later, "edit", "ann", "", {"start": "2024-12-27"})),
        (26, lambda: store.decide(town, "move", "ann", "", {"lat": 50.0, "lon": 34.0, "precision": "near"},
                                  shapely.Point(34, 50).buffer(0.1))),
        (28, lambda: store.decide(town, "reject", "ann")),
    ]  # fmt: skip
    for day, step in steps:
        clock.now = datetime.datetime(2024, 12, day, 9)
        step()
    found = store.versions()
    for day in range(12, 30):
        then = datetime.date(2024, 12, day)
        shown = store.events(then)
        pd.testing.assert_frame_equal(on(found, then), pd.DataFrame(shown), check_dtype=False)
        counting = Index(found).counting(then)
        assert found.loc[counting, "event_id"].tolist() == shown["event_id"].tolist()
        frozen = layers._frozen(found, then)
        assert frozen.loc[frozen["known_until"].isna(), "event_id"].tolist() == shown["event_id"].tolist()
        assert (later in set(shown["event_id"])) == (16 <= day < 25 or day >= 27), "known when it happened"
        assert f"region-{undated.id}" not in set(shown["event_id"]), "a claim without any day: on none"
    in_force = set(found.loc[found["known_until"].isna(), "event_id"])
    assert in_force == {region, later, f"region-{undated.id}"}, "what is rejected is past"
    assert Index(found).counting(None).sum() == len(in_force), "today everything in force is known"
    since = found[["known_on", "known_from"]].max(axis=1)
    assert (found["known_until"].isna() | (since < found["known_until"])).all(), (
        "each has a day on which it counts"
    )


def test_without_decisions_every_version_is_in_force(store: Store) -> None:
    one = report()
    store.save(one, events(one))
    found = store.versions()
    assert found["known_from"].isna().all()
    assert found["known_until"].isna().all()
    pd.testing.assert_frame_equal(pd.DataFrame(found[[*COLUMNS, "geometry"]]), pd.DataFrame(store.events()))


def test_the_versions_of_an_empty_store_are_no_rows(store: Store) -> None:
    assert store.versions().empty
