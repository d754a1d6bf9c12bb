"""The map document in a real browser, opened from a file, with the network blocked."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import BrowserContext, Page, expect
from shapely.geometry import box

from geo.map import Layer, document

HOSTILE = "<img src=x onerror=\"document.title='broken in'\">"
SUDZHA = (51.19, 35.27)
Open = Callable[..., Page]


def events(rows: list[dict[str, Any]]) -> gpd.GeoDataFrame:
    """Complete rows into events: claims at Sudzha on 9 August 2024 unless they say otherwise."""
    plain = {
        "place": "Sudzha", "place_uk": "Суджа", "place_ru": "Суджа", "place_id": "gn:1",
        "place_kind": "settlement", "precision": "settlement", "lat": SUDZHA[0], "lon": SUDZHA[1],
        "start": "2024-08-09", "end": None, "known_on": None, "date_precision": "day",
        "event_type": "battle", "claimant": "ISW", "claimant_side": "independent", "control": "",
        "summary": "A summary.", "quote": "", "source_name": "Source", "lang": "en",
        "source_url": "https://example.org/1", "geometry": None, "radius_km": 0.0,
    }  # fmt: skip
    frame = pd.DataFrame(
        [plain | {"event_id": f"e{n}"} | row for n, row in enumerate(rows)], columns=[*plain, "event_id"]
    )
    for name in ("start", "end", "known_on"):
        frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
    for name in ("lat", "lon", "radius_km"):
        frame[name] = frame[name].astype("float64")
    return gpd.GeoDataFrame(frame, geometry="geometry", crs="EPSG:4326")


WEEK = [
    {"start": "2024-08-06", "event_type": "shelling", "summary": "Shells fell."},
    {"start": "2024-08-08", "control": "Ukraine", "claimant_side": "Ukraine", "event_type": "control_change"},
    {"start": "2024-08-09", "control": "Russia", "claimant_side": "Russia", "known_on": "2024-08-20"},
    {"start": "2024-08-12", "place": "Korenevo", "place_id": "gn:2", "lat": 51.41, "lon": 34.9},
    {
        "start": "2024-08-12",
        "place": "the front",
        "place_id": "",
        "precision": "unplaced",
        "lat": np.nan,
        "lon": np.nan,
    },
]


@pytest.fixture
def open_map(page: Page, tmp_path: Path) -> Open:
    """Write events as a document, open it and wait until it is drawn."""

    def open_events(rows: list[dict[str, Any]], *, hash: str = "", **options: Any) -> Page:
        path = tmp_path / "map.html"
        document(events(rows), **options).save(str(path))
        page.goto(path.as_uri() + hash)
        page.wait_for_selector("html[data-ready]")
        return page

    return open_events


def click_place(page: Page, lat: float, lon: float) -> None:
    x, y = page.evaluate(
        "([lat, lon]) => { const p = geoMap.map.latLngToContainerPoint([lat, lon]); return [p.x, p.y]; }",
        [lat, lon],
    )
    page.mouse.click(x, y)


def total(page: Page) -> Any:
    return page.locator(".gm-total")


def test_a_window_is_set_and_drawn(open_map: Open) -> None:
    page = open_map(WEEK)
    expect(total(page)).to_have_text("5 claims")
    drawn = page.evaluate(
        """() => new Promise((resolve) => {
             document.addEventListener("timeline:drawn", ({ detail }) => resolve(detail), { once: true });
             timeline.set("2024-08-08", "2024-08-09"); })"""
    )
    assert (drawn["from"], drawn["to"]) == ("2024-08-08", "2024-08-09")
    assert page.evaluate("timeline.get()") == {
        "from": "2024-08-08",
        "to": "2024-08-09",
        "span": "custom",
        "known": False,
    }
    expect(total(page)).to_have_text("2 claims")


def test_a_click_opens_the_claims_by_day(open_map: Open) -> None:
    page = open_map(WEEK)
    click_place(page, *SUDZHA)
    expect(page.locator(".gm-panel h2")).to_have_text("Sudzha")
    expect(page.locator(".gm-claim")).to_have_count(3)
    expect(page.locator(".gm-days h3").first).to_have_text("Fri, 9 August 2024")
    expect(page.locator(".gm-versions li")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.locator(".gm-panel")).to_be_hidden()


def test_hostile_text_is_only_text(open_map: Open) -> None:
    names = ("place", "claimant", "summary", "source_name", "event_type", "control", "region")
    rows = [dict.fromkeys(names, HOSTILE) | {"source_url": "javascript:alert(1)", "quote": "‮" + "x" * 10_000}]
    page = open_map(
        [*rows, {"place_id": "gn:1", "place": HOSTILE, "summary": HOSTILE}], title="Title " + HOSTILE
    )
    click_place(page, *SUDZHA)
    expect(page.locator(".gm-claim").first).to_be_visible()
    assert page.locator("img").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    assert page.title() == "Title " + HOSTILE
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_arrow_keys_and_playback(open_map: Open) -> None:
    page = open_map(WEEK)
    page.locator(".gm-chart").focus()
    page.keyboard.press("ArrowLeft")
    expect(total(page)).to_have_text("3 claims")
    page.keyboard.press("Home")
    expect(total(page)).to_have_text("1 claim")
    page.keyboard.press("Space")
    expect(total(page)).to_have_text("5 claims")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_as_known_then_hides_what_came_out_later(open_map: Open) -> None:
    page = open_map(WEEK)
    page.get_by_label("As known then").check()
    expect(total(page)).to_have_text("4 claims")


def test_an_event_shows_through_its_interval(open_map: Open) -> None:
    page = open_map([{"start": "2024-08-01", "end": "2024-08-20"}, {"start": "2024-08-30"}])
    page.evaluate("timeline.set('2024-08-10', '2024-08-16')")
    expect(total(page)).to_have_text("1 claim")


def test_the_table_and_the_unplaced_list(open_map: Open) -> None:
    page = open_map(WEEK)
    page.get_by_role("button", name="Places as a table").click()
    expect(page.locator(".gm-body tbody tr")).to_have_count(3)
    page.get_by_role("button", name="Korenevo").click()
    expect(page.locator(".gm-panel h2")).to_have_text("Korenevo")
    page.get_by_role("button", name="Unplaced: 1").click()
    expect(page.locator(".gm-claim")).to_have_count(1)


def test_the_legend_filters_and_recolours(open_map: Open) -> None:
    page = open_map(WEEK)
    page.locator(".gm-category").filter(has_text="Shelling").get_by_role("checkbox").uncheck()
    expect(total(page)).to_have_text("4 claims")
    page.get_by_label("Colour by", exact=True).select_option("side")
    expect(total(page)).to_have_text("5 claims")
    expect(page.locator(".gm-category").filter(has_text="Russia")).to_contain_text("1")


def test_the_address_brings_the_view_back(open_map: Open) -> None:
    page = open_map(WEEK, hash="#map=51.3,35.1,9.5&from=2024-08-08&to=2024-08-09&place=gn:1&known=1")
    state = page.evaluate("geoMap.state()")
    assert state["view"] == [51.3, 35.1, 9.5]
    assert state["window"] == {"from": "2024-08-08", "to": "2024-08-09", "span": "custom", "known": True}
    expect(page.locator(".gm-panel h2")).to_have_text("Sudzha")
    page.wait_for_function("location.hash.includes('place=gn:1')")


def test_a_broken_address_is_ignored(open_map: Open) -> None:
    page = open_map(WEEK, hash="#map=x,y,z&from=never&to=2024-13-45&span=nonsense&place=gn:99")
    expect(total(page)).to_have_text("5 claims")
    expect(page.locator(".gm-notice")).to_have_text("This place is not on the map.")


NEAR = {"precision": "near", "radius_km": 10.0}


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([], "0 claims"),
        ([{}], "1 claim"),
        ([{"start": None, "known_on": "2024-08-09"}, {"start": None}], "2 claims"),
        ([{"start": "2005-01-01"}, {"start": "2025-01-01"}], "2 claims"),
        ([{"lon": 179.9, "place_id": "a"}, {"lon": -179.9, "place_id": "b"}], "2 claims"),
        ([{"precision": "region", "geometry": box(34, 51, 36, 52)}, NEAR], "2 claims"),
    ],
    ids=["none", "one", "undated", "twenty years", "antimeridian", "areas"],
)  # fmt: skip
def test_odd_data_is_drawn(open_map: Open, rows: list[dict[str, Any]], text: str) -> None:
    page = open_map(rows)
    expect(total(page)).to_have_text(text)
    shown = page.evaluate(
        "geoMap.symbols.drawn.filter(({ px, py }) => geoMap.map.getBounds() && px > 0 && py > 0).length"
    )
    assert shown == len({(row.get("place_id"), row.get("precision")) for row in rows})


def test_places_on_both_sides_of_the_antimeridian_lie_side_by_side(open_map: Open) -> None:
    page = open_map([{"lon": 178.0, "place_id": "a"}, {"lon": -178.0, "place_id": "b"}])
    first, second = page.evaluate("geoMap.symbols.drawn.map((symbol) => symbol.px)")
    assert 0 < abs(first - second) < 1_200


def test_the_map_speaks_the_readers_language(open_map: Open) -> None:
    page = open_map(WEEK, language="uk")
    expect(total(page)).to_have_text("5 тверджень")
    expect(page.locator(".gm-date")).to_contain_text("12 серп. 2024")
    click_place(page, *SUDZHA)
    expect(page.locator(".gm-panel h2")).to_have_text("Суджа")


def test_a_layer_follows_time_and_opens_its_evidence(open_map: Open) -> None:
    cell = {
        "side": "Ukraine", "start": "2024-08-08", "end": "2024-08-11", "cell_id": "c1", "label": "Cell",
        "evidence": json.dumps(["e1"]), "geometry": box(35.3, 51.1, 35.9, 51.3),
    }  # fmt: skip
    layer = Layer("Control", gpd.GeoDataFrame([cell], crs="EPSG:4326"))
    days = (datetime.date(2024, 8, 6), datetime.date(2024, 8, 10))
    page = open_map(WEEK, layers=[layer], window=days, view=(51.2, 35.4, 9))
    click_place(page, 51.2, 35.6)
    expect(page.locator(".gm-panel h2")).to_have_text("Cell")
    expect(page.locator(".gm-claim")).to_have_count(1)
    assert page.evaluate("geoMap.state().cell") == "c1"
    page.keyboard.press("Escape")
    page.evaluate("timeline.set('2024-08-06', '2024-08-11')")
    click_place(page, 51.2, 35.6)
    expect(page.locator(".gm-panel")).to_be_hidden()


@pytest.mark.parametrize(
    "context",
    [{"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}],
    indirect=True,
)
def test_a_thumb_moves_the_time_on_a_phone(open_map: Open) -> None:
    page = open_map(WEEK)
    chart = page.locator(".gm-chart").bounding_box()
    assert chart
    page.touchscreen.tap(chart["x"] + 4, chart["y"] + 20)
    expect(total(page)).to_have_text("1 claim")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_the_page_says_so(page: Page, tmp_path: Path) -> None:
    document(events(WEEK)).save(str(tmp_path / "map.html"))
    page.goto((tmp_path / "map.html").as_uri())
    expect(page.locator("noscript p")).to_contain_text("needs JavaScript")


def test_the_picture_is_a_png(open_map: Open) -> None:
    page = open_map(WEEK, title="Kursk")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save picture").click()
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")


def test_an_online_background_that_fails_steps_aside(
    page: Page, context: BrowserContext, tmp_path: Path
) -> None:
    document(events(WEEK), basemap="OpenStreetMap.Mapnik").save(str(tmp_path / "map.html"))
    context.route("https://tile.openstreetmap.org/**", lambda route: route.abort())
    page.goto((tmp_path / "map.html").as_uri())
    expect(page.locator(".gm-notice")).to_contain_text("online background cannot be reached")
    assert page.locator(".leaflet-tile").count() == 0
