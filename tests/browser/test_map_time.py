"""Time on the map in a real browser: windows, playback, what a day knew."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from map_claims import SUDZHA, WEEK, click_place, events, total
from playwright.sync_api import Page, expect

from geo.events import from_table
from geo.map import encode
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


def test_the_timeline_ends_on_the_day_whose_knowledge_is_shown(open_map: Open) -> None:
    page = open_map(WEEK, as_of=datetime.date(2024, 8, 10))
    chart = page.get_by_role("slider")
    expect(chart).to_have_attribute("aria-valuenow", page.evaluate("String(toDay('2024-08-10'))"))
    chart.press("End")
    assert page.evaluate("[timeline.get().to, geoMap.timeline.domain[1] === geoMap.window.last]") == [
        "2024-08-10",
        True,
    ]
    page.evaluate("geoMap.setAsOf(null)")
    assert page.evaluate("timeline.get().to") == "2024-08-12"
    page.evaluate("timeline.set('2024-08-09', '2024-08-11'); geoMap.setAsOf('2024-08-07')")
    assert page.evaluate("[timeline.get().from, timeline.get().to]") == ["2024-08-07", "2024-08-07"]


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
        shown = page.evaluate("geoMap.events.rowsOf(0, { start: NO_DAY, to: OPEN_DAY })")
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


def test_the_dates_are_not_read_out_while_time_plays(open_map: Open) -> None:
    page = open_map(WEEK)
    live = "geoMap.timeline.date.getAttribute('aria-live')"
    page.evaluate("timeline.set('2024-08-06', '2024-08-06'); geoMap.timeline.toggle()")
    assert page.evaluate(live) == "off"
    page.evaluate("geoMap.timeline.pause(true)")
    assert page.evaluate(live) == "polite"
