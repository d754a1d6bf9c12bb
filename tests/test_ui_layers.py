"""The dashboard's estimate: from what is known and decided now, by a day, or by each day."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import store_scene as scene
from streamlit.testing.v1 import AppTest

from geo.store import Store
from geo.ui import data

DECIDED = dt.date(2024, 12, 20)


@pytest.fixture(autouse=True)
def decided(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Save a claim of who holds Sudzha, as if two days after its report, and reject it four days later."""
    monkeypatch.setenv("GEO_DATA", str(tmp_path))
    monkeypatch.setenv("GEO_HOSTED", "0")
    data.store.clear()
    clock = scene.Clock()
    with Store.open(clock=clock) as store:
        report = scene.report()
        claim = {"event_type": "control_change", "control": "Russia", "control_sense": "captured"}
        store.save(report, scene.events(report, **claim))
        clock.now = dt.datetime.combine(DECIDED, dt.time(12))
        store.decide(f"town-{report.id}", "reject", "a reader", "no such report")
    yield
    data.store.clear()


def _behind() -> None:
    """List the days on which the claim counts in the estimate."""
    import datetime as dt

    import streamlit as st

    from geo.ui import layers

    made = layers.series()
    assert made is not None
    days = [dt.date(2024, 12, 13) + dt.timedelta(days=n) for n in range(10)]
    names = made.weighing.claims["event_id"]
    for day in days:
        counting = names.iloc[made.weighed(day).row].str.startswith("town-")
        implied = made.weighed(day).implied[counting.to_numpy()]
        if counting.any() and not implied.all():
            st.caption(f"{day.day}")


def days(**session: Any) -> list[int]:
    """Return the days of December on which the rejected claim counts."""
    app = AppTest.from_function(_behind, default_timeout=90)
    for name, value in session.items():
        app.session_state[name] = value
    app.run()
    assert not app.exception
    return [int(caption.value) for caption in app.caption]


def test_a_rejected_claim_is_gone_from_the_estimate() -> None:
    assert days() == []


def test_as_known_on_a_day_before_the_decision_it_still_counts() -> None:
    assert days(f_known=DECIDED - dt.timedelta(days=1)) == list(range(14, 23))
    assert days(f_known=DECIDED) == []


def test_as_known_then_each_day_rests_on_what_was_decided_by_it() -> None:
    # Before the 16th the store had no such report: there was no map with it to replay.
    assert days(as_known=True) == list(range(16, 20))
    assert days(as_known=True, f_known=dt.date(2024, 12, 16)) == list(range(16, 23))
