"""The map document in a real browser: what opens, layers, tables, links."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable

import geopandas as gpd
import pytest
from map_claims import SUDZHA, WEEK, click_place, events, total
from playwright.sync_api import Page, expect
from shapely.geometry import LineString, box

from geo.map import Layer, decode, encode

Open = Callable[..., Page]


def test_a_file_opens_as_the_map_was_on_screen(open_map: Open) -> None:
    days = [datetime.date(2024, 8, 7), datetime.date(2024, 8, 9)]
    ground = gpd.GeoDataFrame({"side": ["Ukraine"]}, geometry=[box(34, 50, 36, 52)], crs="EPSG:4326")
    page = open_map(
        WEEK, title="Kursk region", window=days, span="since", as_of=days[1], view=(51.2, 35.3, 9),
        selection="gn:1", layers=[Layer("Ground", ground)], attribution="Summaries: CC BY 4.0",
    )  # fmt: skip
    expect(page.locator("h1")).to_have_text("Kursk region")
    expect(page.locator(".gm-attribution")).to_contain_text("Summaries: CC BY 4.0 · ")
    assert page.evaluate("timeline.get()") == {
        "from": "2024-08-07", "to": "2024-08-09", "span": "since", "known": False,
    }  # fmt: skip
    expect(total(page)).to_have_text("1 claim")  # the other one was published on 20 August
    expect(page.locator(".gm-panel h2")).to_have_text("Sudzha")
    assert page.evaluate("[geoMap.map.getZoom(), geoMap.layers.length]") == [9, 1]


def test_a_click_opens_the_claims_by_day(open_map: Open) -> None:
    page = open_map(WEEK)
    click_place(page, *SUDZHA)
    expect(page.locator(".gm-panel h2")).to_have_text("Sudzha")
    expect(page.locator(".gm-claim")).to_have_count(3)
    expect(page.locator(".gm-days h3").first).to_have_text("Fri, 9 August 2024")
    expect(page.locator(".gm-versions li")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.locator(".gm-panel")).to_be_hidden()


def test_the_browser_reads_the_texts_that_were_packed(open_map: Open) -> None:
    first = datetime.date(2024, 2, 27)
    days = [first + datetime.timedelta(days=n * 7 % 50) for n in range(200)]
    rows = [
        {
            "start": day.isoformat() if n % 9 else None,
            "known_on": (day + datetime.timedelta(days=n % 3)).isoformat() if n % 7 else None,
            "place_id": f"p{n % 5}",
            "event_type": ("battle", "shelling")[n % 2],
            "summary": f"{day.day} {day:%B} {day.year}: {n % 4} hurt at Sudzha, {n:04}"
            if n % 8
            else f"Ї №{n} é",
            "quote": ("", "Суджу обстріляли 9 березня", "\ue001 and 123456789012")[n % 3],
            "source_url": f"https://example.org/{day:%Y/%m/%d}/{5_000_000 + n * 91}/",
        }
        for n, day in enumerate(days)
    ]
    page = open_map(rows)
    packed = decode(encode(events(rows)).data)
    read = page.evaluate("geoMap.events.texts.records(Array.from(geoMap.events.day, (_, row) => row))")
    for name in ("summary", "quote", "source_url"):
        assert [record[name] for record in read] == packed[name].tolist()


def test_the_table_and_the_unplaced_list(open_map: Open) -> None:
    page = open_map(WEEK)
    page.get_by_role("button", name="Places as a table").click()
    expect(page.locator(".gm-body tbody tr")).to_have_count(3)
    page.get_by_role("button", name="Korenevo").click()
    expect(page.locator(".gm-panel h2")).to_have_text("Korenevo")
    page.get_by_role("button", name="Unplaced: 1").click()
    expect(page.locator(".gm-claim")).to_have_count(1)


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_the_table_fits_its_panel(open_map: Open, language: str) -> None:
    page = open_map([{"place": "Mykolayevo-Daryino", "place_uk": "Миколаєво-Дар’їне"}], language=language)
    page.evaluate("geoMap.openTable()")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert page.evaluate("[geoMap.panel.body].map((body) => body.scrollWidth - body.clientWidth)") == [0]
    unit = page.locator(".leaflet-control-scale-line").inner_text().split()[1]
    assert unit == ("km" if language == "en" else "км")


def test_the_legend_filters_and_recolours(open_map: Open) -> None:
    page = open_map(WEEK)
    page.get_by_role("button", name="Shelling").click()
    expect(total(page)).to_have_text("4 claims")
    page.get_by_role("button", name="Legend").click()
    page.get_by_role("combobox", name="Colour by").select_option("side")
    expect(total(page)).to_have_text("5 claims")
    expect(page.get_by_role("button", name="Russia")).to_contain_text("1")


def test_the_address_brings_the_view_back(open_map: Open) -> None:
    page = open_map(WEEK, hash="#map=51.3,35.1,9.5&from=2024-08-08&to=2024-08-09&place=gn:1&known=1")
    state = page.evaluate("geoMap.state()")
    assert state["view"] == [51.3, 35.1, 9.5]
    assert state["window"] == {"from": "2024-08-08", "to": "2024-08-09", "span": "custom", "known": True}
    expect(page.locator(".gm-panel h2")).to_have_text("Sudzha")
    page.wait_for_function("location.hash.includes('place=gn:1')")


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
    assert page.evaluate("geoMap.state().cells") == ["c1"]
    page.keyboard.press("Escape")
    page.evaluate("timeline.set('2024-08-06', '2024-08-11')")
    click_place(page, 51.2, 35.6)
    expect(page.locator(".gm-panel")).to_be_hidden()


@pytest.fixture
def front() -> Layer:
    """Ground of two sides and the line between them, at 35.5 east."""
    parts = [
        {"side": "Ukraine", "cell_id": "gn:1", "evidence": '["e1"]', "geometry": box(34, 50.5, 35.5, 52)},
        {"side": "Russia", "cell_id": "east", "evidence": '["e2"]', "geometry": box(35.5, 50.5, 37, 52)},
        {"side": "Russia", "geometry": LineString([(35.5, 50.5), (35.5, 52)])},
    ]
    frame = gpd.GeoDataFrame(parts, crs="EPSG:4326").assign(label="Control")
    return Layer("Control", frame)


def test_a_click_on_the_front_opens_both_sides(open_map: Open, front: Layer) -> None:
    page = open_map(WEEK, layers=[front], view=(51.2, 35.4, 9))
    x, y = page.evaluate(
        "(() => { const p = geoMap.map.latLngToContainerPoint([51.35, 35.5]); return [p.x, p.y]; })()"
    )
    page.mouse.click(x + 3, y)
    expect(page.locator(".gm-panel h2")).to_have_text("Front line")
    expect(page.locator(".gm-ground .gm-side b")).to_have_text(["Russia", "Sudzha"])
    expect(page.locator(".gm-claim")).to_have_count(2)
    assert sorted(page.evaluate("geoMap.state().cells")) == ["east", "gn:1"]
    page.mouse.click(x + 30, y)
    expect(page.locator(".gm-panel h2")).to_have_text("Russia")
    assert page.evaluate("geoMap.state().cells") == ["east"]
    page.keyboard.press("Escape")
    assert page.evaluate("geoMap.state().cells") == []


def test_a_corner_of_the_front_opens_both_sides(open_map: Open) -> None:
    parts = [
        {"side": "Ukraine", "cell_id": "salient", "geometry": box(34, 51, 35.5, 51.5)},
        {"side": "Russia", "cell_id": "north", "geometry": box(34, 51.5, 37, 52)},
        {"side": "Russia", "cell_id": "east", "geometry": box(35.5, 51, 37, 51.5)},
        {"side": "Russia", "geometry": LineString([(34, 51.5), (35.5, 51.5), (35.5, 51)])},
    ]
    layer = Layer("Control", gpd.GeoDataFrame(parts, crs="EPSG:4326"))
    page = open_map(WEEK, layers=[layer], view=(51.4, 35.4, 9))
    click_place(page, 51.5, 35.5)
    expect(page.locator(".gm-panel h2")).to_have_text("Front line")
    assert "salient" in page.evaluate("geoMap.state().cells")


def test_the_keyboard_reaches_the_front(open_map: Open, front: Layer) -> None:
    page = open_map(WEEK[:3], layers=[front], view=(51.0, 35.4, 9))
    page.get_by_role("application").focus()
    expect(page.locator(".gm-said")).to_contain_text("Sudzha")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".gm-said")).to_have_text("Front line, Russia | Ukraine")
    page.keyboard.press("Enter")
    expect(page.locator(".gm-panel h2")).to_have_text("Front line")


def test_the_legend_names_only_what_occurs(open_map: Open) -> None:
    page = open_map(WEEK)
    assert page.locator(".gm-chip").count() == 3


def test_the_panel_bears_its_title_and_gives_the_focus_back(open_map: Open) -> None:
    page = open_map(WEEK)
    walk = page.get_by_role("application")
    walk.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary", name="Sudzha")).to_be_visible()
    page.keyboard.press("Escape")
    expect(walk).to_be_focused()
    table = page.get_by_role("button", name="Places as a table")
    table.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Korenevo").press("Enter")
    expect(page.get_by_role("complementary", name="Korenevo")).to_be_visible()
    page.get_by_role("button", name="Close").press("Enter")
    expect(table).to_be_focused()


def test_a_click_in_a_list_of_places_opens_each_in_turn(open_map: Open) -> None:
    page = open_map(WEEK)
    for name in ("Sudzha", "Korenevo", "Sudzha"):
        page.get_by_role("button", name="Places as a table").click()
        page.get_by_role("button", name=name, exact=True).click()
        expect(page.get_by_role("complementary", name=name)).to_be_visible()


@pytest.mark.parametrize(
    "context",
    [{"viewport": {"width": 390, "height": 844}}, {"viewport": {"width": 1024, "height": 768}}],
    indirect=True,
)
@pytest.mark.parametrize("zoom", [6, 12], ids=["group", "place"])
def test_what_is_opened_is_not_under_the_panel(open_map: Open, zoom: int) -> None:
    east_south = {"place": "Belgorod", "place_id": "gn:5", "lat": 50.6, "lon": 36.6}
    rows = [east_south | {"summary": "Long. " * 90}] * 5 + [
        east_south | {"place": "Beside", "place_id": "gn:6", "lon": 36.65}
    ]
    page = open_map(rows, view=(50.6, 36.6, zoom))
    page.evaluate("geoMap.map.panBy([80 - innerWidth / 2, -innerHeight / 10], { animate: false })")
    page.evaluate("geoMap.openSymbol(geoMap.symbols.drawn[0])")
    expect(page.locator(".gm-panel")).to_be_visible()
    page.wait_for_function("!geoMap.map._panAnim?._inProgress")
    panel = page.locator(".gm-panel").bounding_box()
    x, y, r = page.evaluate(
        """() => {
          const { px, py, r } = geoMap.symbols.drawn[0];
          const point = geoMap.map.layerPointToContainerPoint([px, py]);
          return [point.x, point.y, r];
        }"""
    )
    assert panel
    assert x + r < panel["x"] or y + r < panel["y"]


@pytest.mark.parametrize("context", [{"viewport": {"width": 360, "height": 520}}], indirect=True)
def test_in_a_low_frame_the_panel_leaves_the_map_in_sight(open_map: Open) -> None:
    page = open_map([{"summary": "Fighting. " * 30, "start": f"2024-08-{day:02}"} for day in range(1, 12)])
    page.evaluate("geoMap.select('gn:1', true)")
    expect(page.locator(".gm-claim").first).to_be_visible()
    panel = page.locator(".gm-panel").bounding_box()
    assert panel and panel["y"] > 200
    spot = page.evaluate("geoMap.map.latLngToContainerPoint([51.19, 35.27]).y")
    assert 30 < spot < panel["y"] - 20
    expect(page.locator(".gm-chart")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator(".gm-chart")).to_be_visible()
