"""The journeys of a reader, in a real browser with the network cut off."""

import datetime as dt
import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect
from reader import PATIENCE, choose_days, counts, decide, frame, go, opened, ready, timeline, type_in, undo
from test_claims_seed import TEXT

from geo.ui.data import demo
from geo.ui.filters import Filters, Index

pytestmark = pytest.mark.browser

REPORT = (
    "On 13 August the Ukrainian General Staff said that Ukrainian forces had taken {} in Kursk region. "
    "The governor of Kursk region said that Korenevo was shelled on the same day."
)
#: The store keeps what a test saved: a second try of the same test needs another place.
TAKEN = iter(("Sudzha", "Guyevo", "Martynovka", "Pogrebki"))


def test_find_who_claims_sudzha_and_when(visit):
    page = visit()
    page.get_by_role("textbox", name="Search").fill("Sudzha")
    page.get_by_role("textbox", name="Search").press("Enter")
    expect(page).to_have_url(re.compile("q=Sudzha"))
    page.locator(".claims button.place", has_text=re.compile("^Sudzha$")).first.click()
    expect(page).to_have_url(re.compile("place="))
    go(page, "Places")
    expect(page.get_by_role("heading", name="Sudzha")).to_be_visible()
    expect(page.get_by_text(re.compile(r"last said to be held by Russia — .+ 2025")).first).to_be_visible()


@pytest.mark.parametrize("path", ["", "about", "review"])
def test_the_outline_of_a_page_stands_while_its_title_does_not(visit, path):
    page = visit(path)
    outline = page.locator(".opening")
    expect(page.locator(".st-key-title h1")).to_be_visible()
    expect(outline).to_be_hidden()
    page.evaluate("document.querySelector('.st-key-title').remove()")
    expect(outline).to_be_visible()
    expect(outline).to_have_text("Opening the map of reports …")


def test_the_timeline_and_the_page_move_each_other(visit):
    page = visit("?window=all")
    before, total = counts(page)
    assert before == total
    choose_days(page, "2024-08-06", "2024-08-31")
    shown, _ = counts(page)
    assert 0 < shown < total
    page.get_by_role("button", name="Clear all").click()
    expect(page).to_have_url(re.compile("window=all"))
    frame(page).wait_for_function("() => window.timeline.get().to > '2025'", timeout=PATIENCE)


def test_the_charts_come_once_the_map_has_told_what_it_shows(visit):
    page = visit()
    opened(page)
    expect(page.get_by_test_id("stVegaLiteChart")).to_be_visible()


def test_a_link_shows_the_same_in_a_fresh_browser(visit):
    link = "?window=2024-08-06..2024-08-31&at=51.2000_35.2000_10&type=battle"
    first = visit(link)
    second = visit(link)
    assert counts(first) == counts(second)
    for page in (first, second):
        frame(page).wait_for_function("() => window.timeline.get().to === '2024-08-31'", timeout=PATIENCE)
        expect(page).to_have_url(re.compile("type=battle"))
        expect(page).to_have_url(re.compile(r"window=2024-08-06\.\.2024-08-31"))


def test_a_filter_keeps_the_view_and_the_frame(visit):
    page = visit("?at=51.3000_35.3000_11")
    timeline(page, "window.__mark = 'same document'")
    page.get_by_role("textbox", name="Search").fill("Sudzha")
    page.get_by_role("textbox", name="Search").press("Enter")
    expect(page).to_have_url(re.compile("q=Sudzha"))
    ready(page)
    assert timeline(page, "window.__mark") == "same document"
    expect(page).to_have_url(re.compile("at=51.3000_35.3000_11"))


def test_the_keyboard_goes_on_to_the_map_when_the_hint_is_put_away(visit):
    page = visit()
    opened(page)
    page.get_by_role("button", name="Got it").press("Enter")
    expect(page.get_by_role("button", name="Got it")).to_have_count(0)
    ready(page)
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"


def test_filters_outlive_each_other(visit):
    """The labels of choices hold counts, which change with every other filter."""
    page = visit("?window=all&precision=settlement")
    opened(page)
    drawer = page.get_by_test_id("stSidebar")
    kinds = drawer.get_by_role("combobox", name="What happened")
    kinds.click()
    page.get_by_role("option", name=re.compile("^Battle")).click()
    expect(page).to_have_url(re.compile("type=battle"))
    kinds.press("Escape")
    ready(page)
    drawer.get_by_role("button", name=re.compile("^Ukraine ·")).click()
    expect(page).to_have_url(re.compile("side=Ukraine"))
    type_in(page, "Search", "Sudzha")
    expect(page).to_have_url(re.compile("q=Sudzha"))
    ready(page)
    drawer.get_by_role("button", name=re.compile("^Russia ·")).click()
    expect(page).to_have_url(re.compile("side=Russia"))
    type_in(page, "Search", "Kursk")
    expect(page).to_have_url(re.compile("q=Kursk"))
    asked = parse_qs(urlsplit(page.url).query)
    assert asked["type"] == ["battle"]
    assert set(asked["side"]) == {"Ukraine", "Russia"}
    assert asked["precision"] == ["settlement"]


def test_compare_two_dates(visit):
    page = visit("compare?compare=2024-09-01..2025-02-01")
    table = page.locator("[data-testid=stTable]")
    for text in ("1 Sep 2024", "1 Feb 2025", "Ukraine"):
        expect(table.get_by_text(text).first).to_be_visible()
    before, after, change = re.findall(r"([−+±]?[\d,]+) km²", table.get_by_role("row").nth(1).inner_text())
    assert int(before.replace(",", "")) > int(after.replace(",", "")) > 0
    assert change.startswith("−")


def test_the_marks_of_compare_follow_the_filters(visit):
    days = (dt.date(2024, 9, 1), dt.date(2025, 2, 1))
    filters = Filters(choices={"type": ("shelling",)})
    wanted = int(Index(demo()).select(filters, days).rows.sum())
    page = visit("compare?type=shelling&compare=2024-09-01..2025-02-01")
    said = page.frame_locator("iframe").get_by_text(re.compile(rf"^{wanted} claims?$"))
    expect(said.first).to_be_visible()


def test_the_timeline_is_moved_by_keys(visit):
    page = visit("?window=2024-08-06..2024-08-31")
    found = frame(page)
    found.wait_for_function("() => window.timeline.get().to === '2024-08-31'", timeout=PATIENCE)
    found.locator("[role=slider]").first.press("Home")
    found.wait_for_function("() => window.timeline.get().to !== '2024-08-31'", timeout=PATIENCE)
    expect(page).not_to_have_url(re.compile("2024-08-31"))
    expect(page).to_have_url(re.compile("window="))


def test_an_area_is_drawn_with_clicks(visit):
    page = visit("?window=all&at=51.2000_35.2000_9")
    frame(page)
    before, total = counts(page)
    page.get_by_text("More filters").click()
    page.get_by_role("button", name="Draw an area").click()
    ground = page.locator("[role=dialog] iframe")
    ground.element_handle().content_frame().wait_for_selector("html[data-ready]", timeout=PATIENCE)
    box = ground.bounding_box()
    # Below the tools, above what lies at the foot of the map.
    for corner, (x, y) in enumerate([(0.3, 0.2), (0.7, 0.2), (0.5, 0.45)], start=1):
        ground.click(position={"x": box["width"] * x, "y": box["height"] * y})
        expect(page.get_by_text(re.compile(rf"^{corner} corners?$"))).to_be_visible()
    page.get_by_role("button", name="Show this area").click()
    expect(page).to_have_url(re.compile(r"area=(-?[\d.]+_){5}-?[\d.]+"))
    ready(page)
    after, _ = counts(page)
    assert after < before == total
    page.get_by_role("button", name="Take the area away").click()
    expect(page).not_to_have_url(re.compile("area="))


def test_a_picture_of_the_map_is_saved(visit):
    page = visit()
    timeline(page, "1")
    page.get_by_role("button", name="Download", exact=True).click()
    with page.expect_download(timeout=PATIENCE) as download:
        page.get_by_role("button", name="Picture of the map (PNG)").click()
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")


def test_a_watched_place_says_what_is_new_at_the_next_visit(visit):
    page = visit("places")
    page.get_by_role("button", name="Watch this place").click()
    expect(page.get_by_text("Nothing new since your last visit")).to_be_visible()
    # As if three claims had come since: the browser has not seen them.
    seen = page.evaluate("localStorage.getItem('frontline-watched')")
    watched = {place: {**each, "seen": each["seen"][3:]} for place, each in json.loads(seen).items()}
    page.evaluate("value => localStorage.setItem('frontline-watched', value)", json.dumps(watched))
    page.reload()
    ready(page)
    expect(page.get_by_text("3 new claims since your last visit")).to_be_visible()
    expect(page.locator(".claims .new")).to_have_count(3)


@pytest.mark.parametrize("stored", ["{", "7", "[1]", '"x"', "null", '{"gn:1": null, "gn:2": {"seen": 3}}'])
def test_a_memory_that_cannot_be_read_is_no_memory(visit, stored):
    page = visit("about")
    page.evaluate("value => localStorage.setItem('frontline-watched', value)", stored)
    go(page, "Places")
    page.get_by_role("button", name="Watch this place").click()
    expect(page.get_by_text("Nothing new since your last visit")).to_be_visible()


def test_share_gives_the_feed_of_what_the_filters_leave(visit):
    page = visit("?q=Sudzha&window=2024-08-06..2024-08-10&type=battle")
    page.get_by_role("button", name="Share", exact=True).click()
    address = page.get_by_label("Feed (Atom)").input_value()
    assert parse_qs(urlsplit(address).query) == {"q": ["Sudzha"], "type": ["battle"]}
    answer = page.request.get(address)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert "Sudzha" in answer.text()


def test_share_gives_the_link_of_the_view_as_it_is_now(visit):
    page = visit("?window=2024-08-06..2024-08-31&at=51.2000_35.2000_10")
    opened(page).evaluate("() => void geoMap.map.setView([51.4, 35.6], 9, { animate: false })")
    expect(page).to_have_url(re.compile("at=51.4000_35.6000_9"))
    page.get_by_role("button", name="Share", exact=True).click()
    expect(page.get_by_label("Link to what you see")).to_have_value(re.compile("at=51.4000_35.6000_9"))


def test_a_link_is_copied_with_a_tap_and_carries_the_view_that_nobody_moved(visit):
    page = visit(width=390, height=844, has_touch=True, permissions=["clipboard-read", "clipboard-write"])
    lat, lon = opened(page).evaluate("() => { const c = geoMap.map.getCenter(); return [c.lat, c.lng]; }")
    page.get_by_role("button", name="Share", exact=True).tap()
    page.get_by_role("button", name="Copy link").tap()
    expect(page.get_by_text("Copied")).to_be_visible()
    link = page.evaluate("() => navigator.clipboard.readText()")
    (at,) = parse_qs(urlsplit(link).query)["at"]
    assert [float(part) for part in at.split("_")][:2] == pytest.approx([lat, lon], abs=1e-3)
    assert "window=2024-08-06..2024-09-04" in link  # these days, whatever the map will open on by then


def test_a_link_that_asks_for_what_is_not_here_says_so(visit):
    page = visit("?place=gn:0&type=siege&window=never")
    for value in ("place=gn:0", "type=siege", "window=never"):
        expect(page.get_by_text(value)).to_be_visible()
    assert counts(page)[0] > 0


def test_the_first_article_is_mapped_where_it_happened(visit):
    """Kursk region is on the map, once; China, Brazil and Asia, which are only spoken of, are not."""
    page = visit("read")
    page.get_by_role("textbox", name="Report").fill(TEXT)
    page.get_by_role("button", name="Read the report").click()
    expect(page.locator(".report mark", has_text="Kursk region").first).to_be_visible()
    document = page.locator("iframe").first.element_handle().content_frame()
    document.wait_for_function("() => window.geoMap?.events?.rows", timeout=PATIENCE)
    placed = document.evaluate(
        "() => geoMap.events.values.place.filter((_, site) => geoMap.events.kinds[site] !== 'unplaced')"
    )
    assert placed == ["Kursk Oblast"]


def test_paste_a_report_and_correct_a_wrong_place(visit):
    village = next(TAKEN)
    page = visit("read")
    page.get_by_role("textbox", name="Report").fill(REPORT.format(village))
    page.get_by_role("button", name="Read the report").click()
    expect(page.locator(".report mark", has_text=village)).to_be_visible()
    page.get_by_role("button", name="Save for review").click()
    expect(page.get_by_text(re.compile("Saved: 1 new report"))).to_be_visible()
    go(page, "Review")
    page.get_by_text(re.compile(f"^{village} ·")).first.click()
    ready(page)
    type_in(page, "Look a place up", "Rylsk")
    page.get_by_text(re.compile("^Rylsk")).first.click()
    ready(page)
    decide(page, page.get_by_role("button", name="Move there"), f"test: not {village}")
    page.get_by_role("tab", name="Log of decisions").click()
    expect(page.get_by_text(f"test: not {village}").first).to_be_visible()
    undo(page, "test: right after all")
    expect(page.get_by_text("took back").first).to_be_visible()
    expect(page.get_by_text("test: right after all").first).to_be_visible()


def test_hostile_text_stays_text(visit):
    page = visit("read")
    page.get_by_role("textbox", name="Report").fill(
        "<img src=x onerror=\"document.title='owned'\"> <script>document.title='owned'</script> "
        "![x](http://tracker.invalid/x.png) The General Staff said Ukrainian forces took Sudzha on 13 August."
    )
    page.get_by_role("button", name="Read the report").click()
    expect(page.locator(".report mark", has_text="Sudzha")).to_be_visible()
    assert page.title() != "owned"


@pytest.mark.parametrize("path", ["", "places", "read", "about"])
def test_a_phone_needs_no_sideways_scrolling(visit, path):
    page = visit(path, width=390, height=844, has_touch=True, is_mobile=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_health_check_of_the_container_finds_the_server(server):
    """Run the command that the container runs, against the port of this server."""
    dockerfile = (Path(__file__).parents[2] / "Dockerfile").read_text(encoding="utf-8")
    code = re.search(r'CMD python -c "(.+)"', dockerfile)[1].replace(
        "127.0.0.1:8501", urlsplit(server).netloc
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=30)


def test_embedding_shows_the_map_without_the_bar(visit):
    page = visit("?embed=true")
    timeline(page, "1")
    expect(page.get_by_role("link", name="About")).to_have_count(0)


def test_a_narrow_frame_gives_the_map_its_whole_width(visit):
    """Beside the list the panel of a place would cover the map to its edges."""
    page = visit("?embed=true&place=gn:486816", width=900, height=640)
    opened(page)
    assert page.locator("iframe").first.bounding_box()["width"] > 800
    expect(page.locator(".claims .claim").first).to_be_attached()
