"""The map document with hostile, empty, extreme or broken input."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from map_claims import SUDZHA, WEEK, click_place, events, total
from playwright.sync_api import BrowserContext, Page, expect
from shapely.geometry import box

from geo.map import document, shell

HOSTILE = "<img src=x onerror=\"document.title='broken in'\">"
Open = Callable[..., Page]


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


def letters(page: Page, selector: str, word: str) -> list[float]:
    """Return where the letters of a word begin on the screen, from the left."""
    found: list[float] = page.evaluate(
        """([selector, word]) => {
          const walk = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
          while (walk.nextNode() && !walk.currentNode.data.includes(word));
          const at = walk.currentNode.data.indexOf(word);
          return [...word].map((_, i) => {
            const range = new Range();
            range.setStart(walk.currentNode, at + i);
            range.setEnd(walk.currentNode, at + i + 1);
            return range.getBoundingClientRect().left;
          });
        }""",
        [selector, word],
    )
    return found


OVERRIDE = "\u2067\u202ereversed"


@pytest.mark.parametrize(
    ("row", "selector", "word"),
    [
        ({"district": OVERRIDE}, ".gm-subtitle", "1 claim"),
        ({"source_name": OVERRIDE, "known_on": "2024-08-10"}, ".gm-source", "published"),
        ({"control": OVERRIDE}, ".gm-versions li", "9 Aug 2024"),
    ],
)  # fmt: skip
def test_text_that_turns_direction_leaves_its_surroundings(
    open_map: Open, row: dict[str, Any], selector: str, word: str
) -> None:
    page = open_map([row])
    click_place(page, *SUDZHA)
    expect(page.locator(".gm-claim")).to_be_visible()
    found = letters(page, selector, word)
    assert found == sorted(found)
    assert found[0] > letters(page, selector, "reversed")[0]


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


@pytest.mark.parametrize("context", [{"viewport": {"width": 320, "height": 640}}], indirect=True)
def test_the_words_of_a_picture_are_not_cut_on_a_phone(open_map: Open) -> None:
    page = open_map(WEEK, title="What the reports say about the front", attribution="Claims: CC BY 4.0")
    page.evaluate(
        """() => {
          window.written = [];
          const { fillText } = CanvasRenderingContext2D.prototype;
          CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
            if (this.canvas.isConnected) return fillText.call(this, text, x, y);
            written.push([text, x + this.measureText(text).width]);
          };
          savePicture(geoMap);
        }"""
    )
    written = page.evaluate("written")
    assert all(right <= 320 for _, right in written)
    said = " ".join(text for text, _ in written)
    assert all(words in said for words in ("about the front", "Fighting, advances", "CC BY 4.0", "Leaflet"))


def test_an_online_background_that_fails_steps_aside(
    page: Page, context: BrowserContext, tmp_path: Path
) -> None:
    document(events(WEEK), basemap="OpenStreetMap.Mapnik").save(str(tmp_path / "map.html"))
    context.route("https://tile.openstreetmap.org/**", lambda route: route.abort())
    page.goto((tmp_path / "map.html").as_uri())
    expect(page.locator(".gm-notice")).to_contain_text("online background cannot be reached")
    assert page.locator(".leaflet-tile").count() == 0


ONE_DAY = [{}, {"place": "Korenevo", "place_id": "gn:2", "lat": 51.41, "lon": 34.9}]


@pytest.mark.parametrize(
    ("rows", "timeline", "chart", "search"),
    [([], False, False, False), (ONE_DAY, True, False, True), (WEEK, True, True, True)],
    ids=["none", "one day", "a week"],
)
def test_what_has_nothing_to_choose_from_is_not_shown(
    open_map: Open, rows: list[dict[str, Any]], timeline: bool, chart: bool, search: bool
) -> None:
    page = open_map(rows)
    for part in (".gm-chart", ".gm-play", ".gm-jumps"):
        expect(page.locator(part)).to_be_visible(visible=chart)
    expect(page.locator(".gm-timeline")).to_be_visible(visible=timeline)
    expect(page.get_by_role("button", name="Find a place")).to_be_visible(visible=search)
    expect(page.get_by_role("button", name="Zoom in")).to_be_visible()


def test_a_page_that_waits_for_events_shows_no_empty_timeline(page: Page, tmp_path: Path) -> None:
    (tmp_path / "shell.html").write_text(shell(), encoding="utf-8")
    page.goto((tmp_path / "shell.html").as_uri())
    page.wait_for_selector("html[data-ready]")
    expect(page.locator(".gm-notice")).to_have_text("Loading …")
    expect(page.locator(".gm-timeline")).to_be_hidden()


def test_one_vague_date_does_not_stretch_the_time_of_the_others(open_map: Open) -> None:
    vague = [
        {"start": "2024-06-01", "end": "2024-08-14", "date_precision": "range"},
        {"start": "2020-01-01", "end": "2020-12-31", "date_precision": "year"},
    ]
    page = open_map([*WEEK, vague[0]])
    assert page.evaluate("toISO(geoMap.events.first)") == "2024-08-06"
    assert page.evaluate("geoMap.timeline.counts[0]") == 2
    page.evaluate("timeline.set('2024-08-07', '2024-08-07')")
    expect(total(page)).to_have_text("1 claim")
    assert page.evaluate("toISO(geoMap.events.last)") == "2024-08-12"
    page = open_map([*WEEK, vague[1]])
    assert page.evaluate("toISO(geoMap.events.first)") == "2020-12-31"
    expect(total(page)).to_have_text("6 claims")


UNDATED = {"start": None, "known_on": None}


def test_what_has_no_day_stands_only_where_every_day_is_asked_for(open_map: Open) -> None:
    page = open_map([*WEEK, UNDATED])
    expect(total(page)).to_have_text("6 claims")
    page.evaluate("timeline.set('2024-08-06', '2024-08-11')")
    expect(total(page)).to_have_text("3 claims")
    page.evaluate("geoMap.window.setMode('since'); geoMap.window.move(geoMap.window.last); geoMap.step()")
    expect(total(page)).to_have_text("6 claims")
    page.evaluate("geoMap.window.from += 1; geoMap.step()")
    expect(total(page)).to_have_text("4 claims")


def test_claims_without_any_day_are_not_of_today(open_map: Open) -> None:
    page = open_map([UNDATED, UNDATED])
    expect(page.locator(".gm-date")).to_have_text("no date")
    expect(total(page)).to_have_text("2 claims")
    expect(page.locator(".gm-chart")).to_be_hidden()


@pytest.mark.parametrize("context", [{"viewport": {"width": 390, "height": 700}}], indirect=True)
def test_names_are_not_cut_at_the_edge(open_map: Open) -> None:
    page = open_map(ONE_DAY, view=(51.3, 34.6, 9))
    written = page.evaluate(
        """() => {
          const { labels, framing, map, root } = geoMap;
          const [west] = [map.containerPointToLayerPoint([0, 0]).x];
          const names = labels.taken.slice(framing.covered().length + geoMap.symbols.drawn.length);
          return names.map(([left, , right]) => [left - west, right - west - root.clientWidth]);
        }"""
    )
    assert written
    assert all(left >= 0 and right <= 0 for left, right in written)


def names_written(page: Page) -> list[str]:
    """Return the names that the map writes, from north to south."""
    found: list[str] = page.evaluate(
        """() => {
          const names = [];
          const context = geoMap.names._context;
          const { fillText } = context;
          context.fillText = (text, x, y) => (names.push([y, text]), fillText.call(context, text, x, y));
          geoMap.names.redraw();
          context.fillText = fillText;
          return names.sort(([a], [b]) => a - b).map(([, text]) => text);
        }"""
    )
    return found


@pytest.mark.parametrize("context", [{"viewport": {"width": 390, "height": 700}}], indirect=True)
def test_a_place_beyond_the_edge_leaves_no_name_in_sight(open_map: Open) -> None:
    page = open_map(ONE_DAY, view=(51.3, 34.75, 9))  # Sudzha is 6 pixels inside the edge
    assert {"Sudzha", "Korenevo"} <= set(names_written(page))
    page.evaluate("void geoMap.map.setView([51.3, 34.72], 9, { animate: false })")
    assert "Korenevo" in names_written(page)
    assert "Sudzha" not in names_written(page)


@pytest.mark.parametrize("context", [{"viewport": {"width": 390, "height": 700}}], indirect=True)
def test_categories_that_do_not_fit_are_a_press_away(open_map: Open) -> None:
    kinds = ("battle", "control_change", "shelling", "air_strike", "evacuation", "infrastructure")
    page = open_map([{"event_type": kind} for kind in kinds])
    last = page.locator(".gm-chip").last
    expect(page.locator(".gm-back")).to_be_hidden()
    expect(last).not_to_be_in_viewport(ratio=1)
    while page.locator(".gm-on").is_visible():
        page.locator(".gm-on").click()
        page.wait_for_timeout(500)  # it glides
    expect(last).to_be_in_viewport(ratio=1)
    expect(page.locator(".gm-back")).to_be_visible()


def test_an_empty_map_says_so_and_takes_it_back(open_map: Open) -> None:
    page = open_map(WEEK)
    page.evaluate("timeline.set('2024-08-07', '2024-08-07')")
    expect(page.locator(".gm-notice")).to_have_text("No claims in these days.")
    page.evaluate("timeline.set('2024-08-06', '2024-08-12')")
    expect(page.locator(".gm-notice")).to_be_hidden()


@pytest.mark.parametrize("context", [{"reduced_motion": "reduce"}], indirect=True)
def test_the_map_does_not_glide_for_a_reader_who_wants_no_motion(open_map: Open) -> None:
    page = open_map(WEEK)
    before, after = page.evaluate(
        """() => {
          const { map } = geoMap;
          const before = map.getZoom();
          map.zoomIn();
          return [before, map.getZoom()];
        }"""
    )
    assert after > before
