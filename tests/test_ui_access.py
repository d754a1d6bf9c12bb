"""Who may write, and what visitors do not see yet."""

import datetime as dt

import pytest
from argon2 import PasswordHasher
from shapely import Point

from geo.errors import InputError
from geo.events import frame
from geo.ui.access import TRIES, TRY_SECONDS, Gate, Policy, policy, withhold

NOW = dt.datetime(2024, 12, 16, 12, tzinfo=dt.UTC)


def row(event_id, lat, lon, known_on):
    return {"event_id": event_id, "lat": lat, "lon": lon, "precision": "settlement", "known_on": known_on,
            "geometry": Point(lon, lat)}  # fmt: skip


def events():
    return frame(
        [
            row("old", 51.19, 35.27, "2024-12-01"),
            row("new", 51.19, 35.27, "2024-12-15"),
            row("far", 50.45, 30.52, "2024-12-01"),
            {"event_id": "undated", "precision": "unplaced"},
        ]
    )


def test_one_s_own_machine_is_open():
    assert policy({}, {}) == Policy()
    assert policy({}, {"GEO_HOSTED": "0"}).open


def test_a_reader_from_another_machine_does_not_write(monkeypatch):
    from types import SimpleNamespace

    from geo.ui import access

    monkeypatch.delenv("GEO_HOSTED", raising=False)
    for address, who in ((None, "local"), ("192.0.2.7", "")):
        monkeypatch.setattr(access.st, "context", SimpleNamespace(ip_address=address))
        assert access.editor() == who


@pytest.mark.parametrize(
    ("secrets", "environment"),
    [({"dashboard": {"delay_hours": 1}}, {}), ({"auth": {}}, {}), ({}, {"GEO_HOSTED": "1"})],
)
def test_a_host_is_recognised(secrets, environment):
    assert policy(secrets, environment).hosted


def test_the_delay_holds_back_young_and_undated_events():
    shown = withhold(events(), Policy(delay=dt.timedelta(hours=24)), NOW)
    assert list(shown["event_id"]) == ["old", "far"]


def test_a_blackout_hides_its_circle_only():
    shown = withhold(events(), Policy(blackout=((51.2, 35.3, 15.0),)), NOW)
    assert list(shown["event_id"]) == ["far", "undated"]


def test_what_is_held_back_is_not_named_by_its_own_sentence_elsewhere():
    words = {"report_id": "r", "summary": "Fighting in Sudzha and in Kyiv."}
    named = frame(
        [
            row("in", 51.19, 35.27, "2024-12-01") | words,
            row("with it", 50.45, 30.52, "2024-12-01") | words,
            row("other words", 50.45, 30.52, "2024-12-01") | words | {"summary": "A meeting in Kyiv."},
        ]
    )
    shown = withhold(named, Policy(blackout=((51.2, 35.3, 15.0),)), NOW)
    assert list(shown["event_id"]) == ["other words"]


def test_no_rules_hide_nothing():
    assert len(withhold(events(), Policy(), NOW)) == 4


@pytest.mark.parametrize(
    "table",
    [{"delay_hours": "soon"}, {"delay_hours": -1}, {"blackout": [[51.2, 35.3]]}, {"blackout": ["here"]}],
)
def test_a_wrong_setting_names_itself(table):
    with pytest.raises(InputError, match=next(iter(table))):
        policy({"dashboard": table}, {})


def test_the_password_opens_and_guessing_locks():
    now = [0.0]
    gate = Gate(clock=lambda: now[0])
    secret = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("right")
    assert gate.opens("right", secret)
    for _ in range(TRIES):
        assert not gate.opens("wrong", secret)
    assert gate.locked()
    assert not gate.opens("right", secret)
    now[0] = TRY_SECONDS + 1
    assert gate.opens("right", secret)


def test_a_broken_or_missing_hash_opens_nothing():
    assert not Gate().opens("", "")
    assert not Gate().opens("x", "not a hash")
