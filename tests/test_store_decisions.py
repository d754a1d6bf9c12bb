# ruff: noqa: E501
"""Decisions about events: nothing is deleted, all can be undone, every past day replays."""

import dataclasses
import datetime
from typing import Any

import pandas as pd
import pytest
import shapely
from store_scene import DAY, Clock, events, report

from geo.errors import InputError, StoreError
from geo.reports import Report
from geo.store import Store


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


def test_nothing_is_decided_over_a_decision_that_the_reviewer_has_not_seen(store: Store) -> None:
    one = report()
    store.save(one, events(one))
    town = f"town-{one.id}"
    first = store.decide(town, "accept", "ann", seen=0)
    with pytest.raises(StoreError, match="ann has decided this claim meanwhile"):
        store.decide(town, "reject", "bob", "a rumour", seen=0)
    assert [each.action for each in store.decisions(town)] == ["accept"]
    store.decide(town, "reject", "bob", "a rumour", seen=first.id)


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


# The queue


def two_reports(store: Store) -> tuple[Report, Report]:
    """Save a report and a newer one, each with its two events."""
    old, new = report(), Report("Another text entirely.", date=DAY + datetime.timedelta(days=9))
    store.save_all(
        [old, new],
        pd.concat([events(old), events(new, quote="", quote_start=-1, quote_end=-1)], ignore_index=True),
    )
    return old, new


def test_the_queue_has_new_events_of_the_newest_reports_first(store: Store) -> None:
    old, new = two_reports(store)
    store.decide(f"region-{new.id}", "accept", "ann")
    found, total = store.queue()
    assert found["event_id"].tolist() == [f"town-{new.id}", f"town-{old.id}", f"region-{old.id}"]
    assert total == 3
    for at, event_id in enumerate(found["event_id"]):
        part, total = store.queue(offset=at, limit=1)
        assert (part["event_id"].tolist(), total) == ([event_id], 3)


def test_the_queue_knows_the_state_of_each_event(store: Store) -> None:
    old, new = two_reports(store)
    store.decide(f"town-{old.id}", "accept", "ann")
    rejected = store.decide(f"town-{old.id}", "reject", "ann")
    edited = store.decide(f"town-{new.id}", "edit", "ann", "", {"actor": "Russia"})

    def states() -> dict[str, list[str]]:
        pages = {status: store.queue(status).events for status in ("new", "accepted", "edited", "rejected")}
        assert all(set(page["status"]) <= {status} for status, page in pages.items()), (
            "and its decisions apply"
        )
        assert sum(map(len, pages.values())) == store.queue("").total == 4
        return {status: page["event_id"].tolist() for status, page in pages.items() if len(page)}

    regions = [f"region-{new.id}", f"region-{old.id}"]
    assert states() == {"new": regions, "edited": [f"town-{new.id}"], "rejected": [f"town-{old.id}"]}
    undo = store.undo(rejected.id, "bob")
    store.undo(edited.id, "bob")
    assert states() == {"new": [f"town-{new.id}", *regions], "accepted": [f"town-{old.id}"]}
    store.undo(undo.id, "ann")
    assert states() == {"new": [f"town-{new.id}", *regions], "rejected": [f"town-{old.id}"]}


def test_the_queue_is_searched_in_any_script_and_case(store: Store) -> None:
    two_reports(store)
    cyrillic = Report("Третій текст.", date=DAY)
    store.save(cyrillic, events(cyrillic, place_uk="Суджа", quote="", quote_start=-1, quote_end=-1).iloc[:1])
    assert store.queue(words="СУДЖА").events["event_id"].tolist() == [f"town-{cyrillic.id}"]
    assert store.queue(words="sudzha governor").total == 3
    assert store.queue(words="sudzha 100%").total == 0, "signs of a pattern are plain text"
    assert store.queue("rejected", "sudzha").total == 0


def test_the_queue_shows_a_claim_of_reprints_once(store: Store) -> None:
    first = report()
    copy = report(" Reprinted.", DAY + datetime.timedelta(days=1), "https://b.example/2")
    store.save(first, events(first))
    store.save(copy, events(copy))
    found, total = store.queue("")
    assert found["event_id"].tolist() == [f"town-{first.id}", f"region-{first.id}"]
    assert total == 2
    assert all("b.example" in urls for urls in found["source_urls"])


@pytest.mark.parametrize("days", [(None, None), (None, DAY), (DAY, None)])
def test_the_queue_and_the_map_show_the_same_of_copies_without_a_date(
    store: Store, days: tuple[datetime.date | None, datetime.date | None]
) -> None:
    for tail, day in zip(("", " Reprinted."), days, strict=True):
        copy = dataclasses.replace(report(tail, url=f"https://{len(tail)}.example"), date=day)
        store.save(copy, events(copy))
    assert store.reports()["origin_id"].nunique() == 1
    found, total = store.queue("")
    assert total == 2
    assert found["event_id"].tolist() == store.events()["event_id"].tolist()


def test_a_null_character_among_the_words_is_ignored(store: Store) -> None:
    two_reports(store)
    assert store.queue(words="Sud\0zha \0").total == store.queue(words="Sudzha").total > 0


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
