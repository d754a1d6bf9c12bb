"""Links and the buttons back and forward."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from reader import choose_days, counts, frame, go, opened, ready, timeline


def side(page: Page) -> None:
    page.locator(".st-key-f_side").get_by_role("button", name=re.compile("^Ukraine ·")).click()
    expect(page).to_have_url(re.compile("side=Ukraine"))
    ready(page)


def search(page: Page) -> None:
    box = page.get_by_role("textbox", name="Search")
    box.fill('Sudzha "Kursk region" -drone')
    box.press("Enter")
    expect(page).to_have_url(re.compile("q="))
    ready(page)


def place(page: Page) -> None:
    page.locator(".claims button.place").first.click()
    expect(page).to_have_url(re.compile("place="))
    ready(page)


def since(page: Page) -> None:
    choose_days(page, "2024-08-10", "2024-08-31")
    timeline(page, "geoMap.window.setMode('since'), geoMap.step()")
    expect(page).to_have_url(re.compile("mode=since"))
    ready(page)


def every_day(page: Page) -> None:
    page.locator(".st-key-clear button").click()
    expect(page).to_have_url(re.compile("window=all"))
    timeline(page, "geoMap.window.setMode('since'), geoMap.step()")
    expect(page).to_have_url(re.compile("mode=since"))
    ready(page)


def shown(page: Page) -> tuple[object, ...]:
    """Return what a reader sees: counts, heading, claims beside the map, days and mode of the map."""
    opened(page)
    page.wait_for_timeout(1000)
    ready(page)
    days = frame(page).evaluate("() => [geoMap.address.state().window, geoMap.selected]")
    heading = page.locator(".st-key-title p").inner_text().partition(" · each")[0]
    return page.url, counts(page), heading, page.locator(".claims").inner_text(), days


@pytest.mark.parametrize("act", [side, search, place, since, every_day])
def test_what_is_set_by_hand_opens_the_same_elsewhere(visit, server: str, act) -> None:
    page = visit()
    opened(page)
    act(page)
    seen = shown(page)
    link = page.url.removeprefix(f"{server}/")
    assert len(link) < 120
    assert shown(visit(link)) == seen


def test_back_and_forward_step_over_what_only_moved_the_map(visit, server: str) -> None:
    page = visit()
    opened(page)
    side(page)
    for _ in range(2):
        before = page.url
        timeline(page, "geoMap.map.panBy([40, 20], { animate: false })")
        expect(page).not_to_have_url(before)
        ready(page)
    go(page, "Compare")
    expect(page).to_have_url(re.compile("side=Ukraine"))
    pressed = page.locator(".st-key-f_side button[aria-pressed=true]")
    page.go_back()
    expect(page.locator(".st-key-title h1")).not_to_have_text("Compare")
    expect(pressed).to_have_text(["Ukraine"])
    ready(page)
    opened(page)
    page.go_back()
    expect(pressed).to_have_count(0)
    expect(page).not_to_have_url(re.compile("side="))
    ready(page)
    page.go_forward()
    expect(pressed).to_have_text(["Ukraine"])
    ready(page)
    page.go_forward()
    expect(page.locator(".st-key-title h1")).to_have_text("Compare")


def test_a_link_of_nonsense_opens_with_a_short_note(visit) -> None:
    page = visit("?q=a&q=b&window=soon&at=nan_1_1&area=1_2&known=9999-12-31&lang=xx&utm_source=x")
    note = page.get_by_test_id("stAlert")
    expect(note).to_contain_text("The link asked for “window=soon”, “at=nan_1_1”, “q=a”")
    page = visit("?" + "&".join(f"by=nobody+{number}" for number in range(300)))
    expect(note := page.get_by_test_id("stAlert")).to_contain_text("“by=nobody 0”")
    assert len(note.inner_text()) < 300
