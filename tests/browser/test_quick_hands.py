"""Quick hands and a slow network: a click counts that is made before the browser heard of the one before."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, WebSocketRoute, expect
from reader import opened, ready, timeline

DAYS = ("2024-08-10", "2024-08-20")


class Held:
    """The way from the server to the browser, which can be held up."""

    def __init__(self, page: Page) -> None:
        self._page, self._kept, self._held = page, list[tuple[WebSocketRoute, str | bytes]](), False
        page.route_web_socket(re.compile("_stcore/stream"), self._connect)

    def _connect(self, browser: WebSocketRoute) -> None:
        def pass_on(message: str | bytes) -> None:
            if self._held:
                self._kept.append((browser, message))
            else:
                browser.send(message)

        browser.connect_to_server().on_message(pass_on)

    def __enter__(self) -> Held:
        self._held = True
        return self

    def __exit__(self, *_: object) -> None:
        self._held = False
        for browser, message in self._kept:
            browser.send(message)
        self._kept.clear()
        ready(self._page)

    def answered(self) -> None:
        """Wait until the server has answered all that it was asked."""
        before = -1
        while before < len(self._kept):
            before = len(self._kept)
            self._page.wait_for_timeout(1500)


@pytest.fixture
def page(visit, server: str) -> Page:
    return visit("about")


@pytest.fixture
def line(page: Page, server: str) -> Held:
    """Open the map over a line that can be held up."""
    line = Held(page)
    page.goto(f"{server}/?window=all")
    ready(page)
    opened(page)
    return line


def pill(page: Page, name: str) -> Locator:
    return page.locator(".st-key-f_side").get_by_role("button", name=re.compile(f"^{name} ·"))


def pressed(page: Page) -> list[str]:
    """Return the sides that the drawer shows as chosen."""
    return sorted(page.locator(".st-key-f_side button[aria-pressed=true]").all_inner_texts())


def linked(page: Page) -> list[str]:
    """Return the sides that the address bar asks for."""
    return sorted(re.findall(r"side=(\w+)", page.url))


def test_a_second_filter_does_not_undo_the_first(page: Page, line: Held) -> None:
    with line:
        pill(page, "Ukraine").click()
        line.answered()
        pill(page, "Russia").click()
        line.answered()
    expect(page).to_have_url(re.compile("side=Russia"))
    assert pressed(page) == linked(page) == ["Russia", "Ukraine"]


def test_a_map_that_is_moved_does_not_bring_filters_back(page: Page, line: Held) -> None:
    pill(page, "Ukraine").click()
    expect(page).to_have_url(re.compile("side=Ukraine"))
    ready(page)
    with line:
        page.locator(".st-key-clear button").click()
        line.answered()
        timeline(page, "geoMap.map.panBy([60, 30], { animate: false })")
        line.answered()
    expect(page).to_have_url(re.compile("at="))
    assert pressed(page) == linked(page) == []


def test_days_chosen_on_the_map_outlive_a_click_elsewhere(page: Page, line: Held) -> None:
    with line:
        timeline(page, f"window.timeline.set('{DAYS[0]}', '{DAYS[1]}')")
        line.answered()
        pill(page, "Ukraine").click()
        line.answered()
    expect(page).to_have_url(re.compile("side=Ukraine"))
    expect(page).to_have_url(re.compile(rf"window={DAYS[0]}\.\.{DAYS[1]}"))
    assert timeline(page, "[timeline.get().from, timeline.get().to]") == list(DAYS)
