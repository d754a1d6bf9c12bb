"""Control maps in a real browser: edges become the ground of the day; a click shows what lies behind it."""

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


#: A spot of the front in the open middle of the map, with no symbol near; [x, y] in pixels of the frame.
FREE_SPOT = """() => {
  const { map, layers, window: days, symbols } = geoMap;
  const size = map.getSize();
  for (const layer of layers)
    for (const feature of layer.at(days.to).filter(({ kind }) => kind === "front"))
      for (const path of feature.paths)
        for (let i = 2; i < path.length; i += 2) {
          const [x, y] = [(path[i - 2] + path[i]) / 2, (path[i - 1] + path[i + 1]) / 2];
          const lat = (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
          const point = map.latLngToContainerPoint([lat, x * 360 - 180]);
          const open = point.x > 150 && point.x < size.x - 60 && point.y > 80 && point.y < size.y - 240;
          if (open && !symbols.hit(map.containerPointToLayerPoint(point), 12)) return [point.x, point.y];
        }
  return null;
}"""


@pytest.mark.parametrize("path", ["?layers=control", "compare?compare=2024-08-27..2025-02-01"])
def test_a_click_on_the_front_shows_the_claims_on_both_of_its_sides(
    server: str, page: Page, path: str
) -> None:
    page.goto(f"{server}/{path}")
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)
    element = page.locator("iframe").first
    frame = element.element_handle().content_frame()
    frame.wait_for_function("() => window.geoMap?.address.reported && geoMap.symbols", timeout=60_000)
    spot = frame.wait_for_function(FREE_SPOT).json_value()
    box = element.bounding_box()
    page.mouse.click(box["x"] + spot[0], box["y"] + spot[1])
    expect(page.get_by_text("Why ", exact=False).locator("visible=true")).to_have_count(2)
    expect(page.get_by_text("The front runs here because")).to_be_visible()
