"""The dashboard and the map by keys alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from map_claims import WEEK
from playwright.sync_api import Page, expect
from reader import opened, ready

FOCUSED = """() => {
  let at = document.activeElement;
  while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return (at.innerText || at.title || at.tagName).trim();
}"""


def press(page: Page, *keys: str) -> str:
    """Press keys; return what has the focus then."""
    for key in keys:
        page.keyboard.press(key)
    return str(page.evaluate(FOCUSED))


def test_the_keyboard_skips_to_the_map_and_past_the_list(visit: Callable[..., Page]) -> None:
    page = visit()
    opened(page)
    page.get_by_role("button", name="To the map").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"
    expect(page.get_by_test_id("stVegaLiteChart")).to_be_visible()
    ready(page)
    page.get_by_role("button", name="Past the list").focus()
    assert press(page, "Enter", "Tab") == "Claims in time"


def test_tab_goes_into_a_menu_and_out_again(visit: Callable[..., Page]) -> None:
    page = visit()
    opened(page)
    opener = page.get_by_role("button", name="Download", exact=True)
    opener.press("Enter")
    expect(page.get_by_role("button", name="GeoJSON")).to_be_visible()
    ready(page)
    assert press(page, "Tab") == "CSV"
    press(page, "Shift+Tab")
    expect(opener).to_be_focused()
    last = page.get_by_test_id("stPopoverBody").get_by_role("button").last
    last.focus()
    assert "Share" in press(page, "Tab")
    last.focus()
    page.keyboard.press("Escape")
    expect(last).to_have_count(0)
    expect(opener).to_be_focused()


def test_a_place_chosen_in_the_list_keeps_the_focus(visit: Callable[..., Page]) -> None:
    page = visit()
    opened(page)
    place = page.locator(".claims button.place").first
    name = place.inner_text()
    place.press("Enter")
    expect(page.locator(".claims .selected").first).to_be_visible()
    ready(page)
    assert page.evaluate(FOCUSED) == name


@pytest.mark.parametrize("button", ["Legend", "More choices"])
def test_escape_puts_away_what_a_button_opened(open_map: Callable[..., Page], button: str) -> None:
    page = open_map(WEEK)
    page.set_viewport_size({"width": 700, "height": 800})
    opener = page.get_by_role("button", name=button)
    inside = page.get_by_role("combobox", name="Colour by" if button == "Legend" else "Speed")
    opener.press("Enter")
    inside.focus()
    page.keyboard.press("Escape")
    expect(inside).to_be_hidden()
    expect(opener).to_be_focused()


def test_suggestions_go_when_the_keyboard_leaves_them(open_map: Callable[..., Page]) -> None:
    page = open_map(WEEK)
    find = page.get_by_role("button", name="Find a place")
    find.press("Enter")
    box = page.get_by_role("combobox", name="Find a place")
    box.fill("Sud")
    page.keyboard.press("Shift+Tab")
    expect(box).to_be_hidden()
    find.press("Enter")
    box.fill("Kor")
    page.get_by_role("option", name="Korenevo").click()
    expect(page.locator(".gm-panel h2")).to_have_text("Korenevo")
