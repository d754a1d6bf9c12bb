"""Control maps in a real browser: the dated edges of a snapshot become the ground of the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
import shapely
from map_claims import WEEK, click_place
from playwright.sync_api import Page, expect

from geo.control import ControlSeries, Snapshot, snapshot_layer
from geo.map import Layer

FIRST = dt.date(2024, 8, 6)
EAST = (35.5, 35.7, 35.6)


def series() -> ControlSeries:
    """Return three days on which the east edge moves, with a hole and a part that touches at a corner."""
    west, hole = shapely.box(34.8, 51.0, 35.1, 51.5), shapely.box(34.9, 51.1, 35.0, 51.3)
    apart = shapely.box(35.75, 50.9, 35.95, 51.0)
    return ControlSeries(
        Snapshot(
            FIRST + dt.timedelta(days=n),
            {"Russia": shapely.union_all([west - hole, shapely.box(35.1, 51.0, east, 51.45), apart])},
            "the source",
        )
        for n, east in enumerate(EAST)
    )


@pytest.mark.parametrize(
    ("day", "lat", "lon", "held"),
    [
        ("2024-08-06", 51.4, 35.45, True),
        ("2024-08-06", 51.4, 35.65, False),
        ("2024-08-07", 51.4, 35.65, True),
        ("2024-08-08", 51.4, 35.65, False),
        ("2024-08-08", 51.4, 35.55, True),
        ("2024-08-08", 51.2, 34.95, False),  # the hole
        ("2024-08-08", 50.95, 35.85, True),  # the part apart
    ],
)
def test_the_edges_of_a_day_are_its_ground(
    open_map: Callable[..., Page], day: str, lat: float, lon: float, held: bool
) -> None:
    layer = Layer("Control", snapshot_layer(series()))
    days = (FIRST, dt.date.fromisoformat(day))
    page = open_map(WEEK, layers=[layer], window=days, view=(51.2, 35.4, 9))
    click_place(page, lat, lon)
    if held:
        expect(page.locator(".gm-panel h2")).to_have_text("as assessed by the source")
    else:
        expect(page.locator(".gm-panel")).to_be_hidden()
