"""Watched places: what is new since the last visit, and nothing that a browser says is believed blindly."""

import pytest

from geo.events import frame
from geo.ui.watch import MOST, _told, new_claims, newest


@pytest.fixture
def events():
    days = {"a": "2024-08-07", "b": "2024-08-09", "c": "2024-08-08"}
    here = [{"event_id": name, "place_id": "gn:1", "known_on": day} for name, day in days.items()]
    return frame([*here, {"event_id": "d", "place_id": "gn:2", "known_on": "2024-08-10"}])


def test_the_newest_claims_of_a_place_come_first(events):
    assert newest(events, "gn:1") == ["b", "c", "a"]
    assert newest(events, "gn:3") == []


def test_new_is_what_the_last_visit_did_not_have(events):
    assert new_claims(events, "gn:1", ["a", "c"]) == ["b"]
    assert new_claims(events, "gn:1", newest(events, "gn:1")) == []


@pytest.mark.parametrize("said", [None, [], "gn:1", 7])
def test_a_browser_that_talks_nonsense_watches_nothing(said):
    assert _told(said) is None


def test_a_browser_cannot_send_without_end():
    told = _told({"gn:1": list(range(10_000)), "gn:2": "abc", **{f"x{n}": [] for n in range(1000)}})
    assert len(told) < 100
    assert len(told["gn:1"]) == MOST
    assert "gn:2" not in told
