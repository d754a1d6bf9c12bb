"""Symbols, names and places of the map in a real browser: where they stand, how they are found."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

from map_claims import SUDZHA, WEEK, click_place
from playwright.sync_api import Page, expect
from shapely.geometry import box

Open = Callable[..., Page]


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
