"""The map document in a real browser: time, places, links, layers."""

from __future__ import annotations

import datetime
import itertools
import json
import math
from collections.abc import Callable

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from map_claims import SUDZHA, WEEK, click_place, events, total
from playwright.sync_api import Page, expect
from shapely.geometry import LineString, box

from geo.events import from_table
from geo.map import Layer, decode, encode
from geo.ui.filters import Index

Open = Callable[..., Page]


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


def test_a_file_opens_as_the_map_was_on_screen(open_map: Open) -> None:
    days = [datetime.date(2024, 8, 7), datetime.date(2024, 8, 9)]
    ground = gpd.GeoDataFrame({"side": ["Ukraine"]}, geometry=[box(34, 50, 36, 52)], crs="EPSG:4326")
    page = open_map(
        WEEK, title="Kursk region", window=days, span="since", as_of=days[1], view=(51.2, 35.3, 9),
        selection="gn:1", layers=[Layer("Ground", ground)],
    )  # fmt: skip
    expect(page.locator("h1")).to_have_text("Kursk region")
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


def test_today_ends_the_window_where_the_claims_reach_it(open_map: Open) -> None:
    now = datetime.date.today()
    around = [{"start": (now + datetime.timedelta(days=days)).isoformat()} for days in (-400, 0, 3)]
    page = open_map(around)
    expect(total(page)).to_have_text("3 claims")
    page.get_by_role("button", name="Today", exact=True).click()
    expect(total(page)).to_have_text("2 claims")
    assert page.evaluate("timeline.get().to") == now.isoformat()
    page.keyboard.press("End")
    page.locator(".gm-chart").focus()
    page.keyboard.press("End")
    page.keyboard.press("t")
    assert page.evaluate("timeline.get().to") == now.isoformat()
    page = open_map(WEEK)
    button = page.get_by_role("button", name="is after the last claim")
    expect(button).to_be_disabled()
    page.evaluate("timeline.set('2024-08-06', '2024-08-09')")
    button.click(force=True)
    assert page.evaluate("timeline.get().to") == "2024-08-09"


@pytest.mark.parametrize("context", [{"viewport": {"width": 390, "height": 844}}], indirect=True)
def test_a_phone_has_the_rarer_choices_behind_a_button(open_map: Open) -> None:
    page = open_map(WEEK)
    known = page.get_by_label("As known then")
    expect(known).to_be_hidden()
    page.get_by_role("button", name="More choices").click()
    known.check()
    expect(total(page)).to_have_text("4 claims")
    page.get_by_role("button", name="First day").click()
    expect(total(page)).to_have_text("1 claim")


def test_as_known_then_hides_what_came_out_later(open_map: Open) -> None:
    page = open_map(WEEK)
    page.get_by_label("As known then").check()
    expect(total(page)).to_have_text("4 claims")


def test_the_map_and_the_filters_agree_on_what_a_day_knew(open_map: Open) -> None:
    some = [None, "2024-08-08", "2024-08-12"]
    rows = [
        {"start": start, "known_on": known, "known_from": since, "known_until": until}
        for start, known, since, until in itertools.product(some, some, [None, "2024-08-10"], some)
    ]
    page = open_map(rows)
    frame = events(rows)
    versions = from_table(pd.DataFrame(frame)).assign(**frame[["known_from", "known_until"]])
    order, index = encode(frame).order, Index(versions)
    for day in (None, "2024-08-07", "2024-08-09", "2024-08-11", "2024-08-13"):
        page.evaluate("(day) => geoMap.setAsOf(day)", day)
        shown = page.evaluate("geoMap.events.rowsOf(0, geoMap.window)")
        known = index.counting(datetime.date.fromisoformat(day) if day else None)
        assert sorted(order[shown]) == np.flatnonzero(known).tolist(), day


REREAD = [
    {"event_type": "battle", "known_on": "2024-08-09", "known_until": "2024-08-11"},
    {"event_type": "shelling", "known_on": "2024-08-09", "known_from": "2024-08-11"},
    {"start": "2024-08-13", "place_id": "gn:2", "lat": 51.41, "lon": 34.9},
]


def test_what_was_corrected_later_shows_only_as_known_then(open_map: Open) -> None:
    page = open_map(REREAD)
    kinds = page.locator(".gm-kind")
    click_place(page, *SUDZHA)
    expect(kinds).to_have_text(["shelling"])
    expect(page.locator(".gm-source")).to_contain_text("read so since 11 Aug 2024")
    assert page.evaluate("Array.from(geoMap.timeline.counts)") == [1, 0, 0, 0, 1]
    page.get_by_label("As known then").check()
    expect(kinds).to_have_text(["shelling"])
    page.evaluate("timeline.set('2024-08-09', '2024-08-10')")
    expect(kinds).to_have_text(["battle"])
    expect(page.locator(".gm-corrected")).to_have_text("until 11 Aug 2024: later corrected")
    page.evaluate("timeline.set('2024-08-09', '2024-08-11')")
    expect(kinds).to_have_text(["shelling"])
    page.evaluate("timeline.set('2024-08-09', '2024-08-10')")
    page.get_by_label("As known then").uncheck()
    expect(kinds).to_have_text(["shelling"])
    page.evaluate("geoMap.setAsOf('2024-08-10')")
    expect(kinds).to_have_text(["battle"])
    page.evaluate("geoMap.setAsOf(null)")
    expect(kinds).to_have_text(["shelling"])


def test_an_event_shows_through_its_interval(open_map: Open) -> None:
    page = open_map([{"start": "2024-08-01", "end": "2024-08-20"}, {"start": "2024-08-30"}])
    page.evaluate("timeline.set('2024-08-10', '2024-08-16')")
    expect(total(page)).to_have_text("1 claim")


def test_counting_step_by_step_equals_counting_anew(open_map: Open) -> None:
    days = [datetime.date(2024, 8, 1) + datetime.timedelta(days=n * 7 % 40) for n in range(300)]
    rows = [
        {
            "start": day.isoformat(),
            "end": (day + datetime.timedelta(days=n % 9 if n % 5 == 0 else 0)).isoformat(),
            "known_on": (day + datetime.timedelta(days=n % 4)).isoformat(),
            "known_until": (day + datetime.timedelta(days=6)).isoformat() if n % 13 == 0 else None,
            "event_type": ("battle", "shelling", "drone_strike")[n % 3],
            "place_id": f"p{n % 11}",
            "lat": 50.0 + n % 11 / 3,
        }
        for n, day in enumerate(days)
    ]
    page = open_map(rows)
    wrong = page.evaluate(
        """() => {
          let seed = 7;
          const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
          const { events, codes, lookup, vague } = geoMap;
          const kept = new Tally(eachSite(events), 7);
          for (let step = 0; step < 200; step++) {
            const to = events.first + random(50) - 5;
            const from = step % 3 ? to - random(20) : NO_DAY;
            const days = { to, start: from, known: step % 11 === 0, knownDay: to };
            const mask = () => Uint8Array.from(events.day, () => random(2));
            if (step % 17 === 0) events.shown = step % 2 ? null : mask();
            const anew = new Tally(eachSite(events), 7);
            kept.count(events, days, codes, lookup, vague);
            anew.count(events, days, codes, lookup, vague);
            const byRows = events.kinds.map((_, site) => events.rowsOf(site, days).length);
            const equal = (one, other) => String(one) === String(other);
            if (!equal(kept.counts, anew.counts) || !equal(kept.newest, anew.newest)) return step;
            if (!equal(kept.total, byRows)) return step;
          }
          return null;
        }"""
    )
    assert wrong is None


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


@pytest.mark.parametrize(
    "context",
    [{"viewport": {"width": width, "height": 844}} for width in (390, 740, 1440)],
    indirect=True,
    ids=["390", "740", "1440"],
)
@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_the_date_is_never_cut(open_map: Open, language: str) -> None:
    page = open_map([{"start": "2024-08-06"}, {"start": "2025-09-30"}], language=language)
    page.evaluate("timeline.set('2024-08-28', '2025-09-14')")
    expect(page.locator(".gm-date")).to_contain_text("2024")
    parts = page.locator(".gm-date, .gm-total, .gm-row, .gm-timeline")
    cut = "(nodes) => nodes.filter((node) => node.scrollWidth > node.clientWidth && node.clientWidth)"
    assert parts.evaluate_all(f"(nodes) => ({cut})(nodes).map((node) => node.className)") == []
    inside = "(n) => n.getBoundingClientRect().right <= n.closest('.gm-row').getBoundingClientRect().right"
    assert page.locator(".gm-date").evaluate(inside)


def test_a_place_is_found_by_name(open_map: Open) -> None:
    page = open_map([*WEEK[:3], WEEK[3] | {"place_uk": "Коренево", "place_ru": "Коренево"}])
    page.get_by_role("button", name="Find a place").click()
    box = page.get_by_role("combobox", name="Find a place")
    expect(box).to_be_focused()
    box.fill("nowhere")
    expect(page.locator(".gm-search")).to_contain_text("No such place on this map.")
    box.fill("судж")
    expect(page.locator(".gm-search li")).to_have_text(["Sudzha3"])
    box.fill("k")
    expect(page.locator(".gm-search li")).to_have_text(["Korenevo1"])
    page.keyboard.press("Enter")
    expect(page.locator(".gm-panel h2")).to_have_text("Korenevo")
    expect(page.locator(".gm-search")).to_be_hidden()
    page.wait_for_function("geoMap.map.getZoom() >= 10")


def test_a_place_with_one_spelling_is_found_in_the_others(open_map: Open) -> None:
    row = {"place_id": "", "place_uk": "", "place_ru": ""}
    page = open_map([row | {"place": "Суджа"}])
    page.get_by_role("button", name="Find a place").click()
    page.get_by_role("combobox", name="Find a place").fill("sudzh")
    expect(page.locator(".gm-search li")).to_have_text(["Sudzha1"])
    page = open_map([row | {"place": "Sudzha"}], language="uk")
    click_place(page, *SUDZHA)
    expect(page.locator(".gm-panel h2")).to_have_text("Суджа")


def test_arrow_keys_walk_from_symbol_to_symbol(open_map: Open) -> None:
    page = open_map(WEEK)
    walk = page.get_by_role("application")
    said = page.locator(".gm-said")
    walk.focus()
    expect(said).to_contain_text("Sudzha")
    page.keyboard.press("ArrowLeft")
    expect(said).to_contain_text("Korenevo")
    page.keyboard.press("ArrowLeft")
    expect(said).to_contain_text("Korenevo")
    page.keyboard.press("ArrowRight")
    expect(said).to_contain_text("Sudzha")
    page.keyboard.press("Enter")
    expect(page.locator(".gm-panel h2")).to_have_text("Sudzha")


def test_a_map_of_one_region_shows_the_whole_of_it(open_map: Open) -> None:
    page = open_map([{"precision": "region", "place_kind": "region", "geometry": box(33, 50.5, 38.5, 52.5)}])
    west, south, east, north = page.evaluate("geoMap.state().bounds")
    assert west < 33 and south < 50.5 and east > 38.5 and north > 52.5
    assert page.evaluate("geoMap.map.getZoom()") > 6


def test_the_map_fills_the_window_at_first(open_map: Open) -> None:
    page = open_map(WEEK)
    heights = page.evaluate("[geoMap.root.clientHeight, geoMap.ground._container.clientHeight, innerHeight]")
    assert heights[0] == heights[2]
    assert heights[1] >= heights[2]


def test_districts_and_regions_have_names_in_the_readers_language(open_map: Open) -> None:
    row = {"district": "Sudzhansky District", "region": "Kursk Oblast"}
    page = open_map([row | {"summary": "Here."}], language="uk")
    click_place(page, *SUDZHA)
    expect(page.locator(".gm-subtitle")).to_have_text("Суджанський район · Курська область · 1 твердження")
    page = open_map([row | {"district": "Nowhere District"}], language="uk")
    click_place(page, *SUDZHA)
    expect(page.locator(".gm-subtitle")).to_have_text("Курська область · 1 твердження")
    page = open_map([row], language="en")
    click_place(page, *SUDZHA)
    expect(page.locator(".gm-subtitle")).to_have_text("Sudzhansky District · Kursk Oblast · 1 claim")


def test_symbols_of_fuller_groups_are_larger(open_map: Open) -> None:
    page = open_map(WEEK)
    radii = page.evaluate("[1, 2, 3, 10, 30, 60].map((count) => geoMap.symbols.radius(count))")
    assert all(small < large for small, large in itertools.pairwise(radii))


def test_places_that_hide_each_other_share_a_symbol_until_the_zoom_parts_them(open_map: Open) -> None:
    close = {"place": "Beside", "place_id": "gn:3", "lat": SUDZHA[0] + 0.0004}
    page = open_map([{}, close], view=(*SUDZHA, 12))
    drawn = "geoMap.symbols.drawn.map(({ count }) => count)"
    assert page.evaluate(drawn) == [2]
    page.evaluate("geoMap.map.setZoom(17, { animate: false })")
    assert page.evaluate(drawn) == [1, 1]


def test_badges_stand_clear_of_symbols_and_of_each_other(open_map: Open) -> None:
    area = {"precision": "district", "geometry": box(35, 51, 35.5, 51.4)}
    areas = [area | {"place_id": f"area:{n}", "lat": SUDZHA[0] + 0.045 * n} for n in range(4)]
    page = open_map([*[{}] * 50, *areas], view=(*SUDZHA, 9))
    drawn = page.evaluate("geoMap.symbols.drawn.map(({ px, py, r }) => [px, py, r])")
    assert len(drawn) == 5
    for (x, y, r), (other_x, other_y, other_r) in itertools.combinations(drawn, 2):
        assert math.hypot(x - other_x, y - other_y) > r + other_r


def test_a_town_with_a_symbol_is_named_once(open_map: Open) -> None:
    page = open_map([{}], view=(*SUDZHA, 9))
    names = page.evaluate(
        """() => {
          const context = geoMap.names._context;
          const names = [];
          const fillText = context.fillText.bind(context);
          context.fillText = (text, ...at) => (names.push(text), fillText(text, ...at));
          geoMap.names.redraw();
          return names;
        }"""
    )
    assert names.count("Sudzha") == 1
    assert len(names) > 5


def test_the_legend_names_only_what_occurs(open_map: Open) -> None:
    page = open_map(WEEK)
    assert page.locator(".gm-chip").count() == 3


def test_names_follow_while_time_plays(open_map: Open) -> None:
    rows = [{"start": f"2024-08-{day:02}"} for day in range(1, 31)] + [{"start": "2024-10-30"}]
    page = open_map(
        [*rows, {"place": "Late", "place_id": "gn:9", "lat": 51.3, "start": "2024-08-20"}], view=(*SUDZHA, 9)
    )
    page.evaluate(
        "timeline.set('2024-08-01', '2024-08-07'); geoMap.window.setMode(7); geoMap.timeline.speed = 15"
    )
    page.evaluate("geoMap.timeline.toggle()")
    page.wait_for_function(
        "geoMap.timeline.playing && geoMap.labels.named.some(({ label }) => label === 'Late')"
    )


def test_the_name_of_a_shared_symbol_tells_that_others_share_it(open_map: Open) -> None:
    other = {"place": "Other", "place_id": "gn:9", "lat": SUDZHA[0] + 0.01, "lon": SUDZHA[1]}
    page = open_map([{}, {}, other | {"start": "2024-08-20"}], view=(*SUDZHA, 8))
    names = "geoMap.labels.named.map(({ label }) => label)"
    page.evaluate("timeline.set('2024-08-01', '2024-08-30')")
    page.wait_for_function(f"{names}.join() === 'Sudzha +1'")
    page.evaluate("timeline.set('2024-08-01', '2024-08-10')")  # the other has no claim in these days
    page.wait_for_function(f"{names}.join() === 'Sudzha'")


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


def test_the_dates_are_not_read_out_while_time_plays(open_map: Open) -> None:
    page = open_map(WEEK)
    live = "geoMap.timeline.date.getAttribute('aria-live')"
    page.evaluate("timeline.set('2024-08-06', '2024-08-06'); geoMap.timeline.toggle()")
    assert page.evaluate(live) == "off"
    page.evaluate("geoMap.timeline.pause(true)")
    assert page.evaluate(live) == "polite"


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


def test_the_fullest_symbols_are_named_though_small_ones_are_in_the_way(open_map: Open) -> None:
    page = open_map(WEEK)
    named = page.evaluate(
        """() => {
             const symbol = (px, py, r, count, name = "") => ({ px, py, r, count, label: name, name });
             const turns = [...Array(24).keys()].map((n) => n * Math.PI / 12);
             return [3, 12].map((r) => {
               const ring = turns.map((turn) => symbol(62 * Math.cos(turn), 24 * Math.sin(turn), r, 1));
               const named = [symbol(500, 0, 20, 90, "Kursk"), symbol(0, 0, 12, 17, "Sudzha")];
               const labels = new Labels(geoMap.map, null, geoMap.language);
               labels.draw(geoMap.names._context, {}, geoMap.look.ground, [...named, ...ring], []);
               return labels.written.length;
             });
           }"""
    )
    assert named == [2, 1]  # not where it would hide most of what is there
