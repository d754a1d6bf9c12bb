"""What axe finds on the pages and in what opens on them, on a screen and on a phone, light and dark."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from reader import frame, opened, ready

# The map's frame is sandboxed: its origin is none, and axe speaks to no other one unless told.
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8") + (
    ";axe.configure({ allowedOrigins: ['<unsafe_all_origins>'] }); true"
)
Visit = Callable[..., Page]
WIDE: dict[str, Any] = {"width": 1440, "height": 900}
PHONE: dict[str, Any] = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])


def barriers(page: Page) -> list[str]:
    """Return every violation that axe finds, its advice beyond the rules of WCAG included."""
    for each in page.frames:
        if not each.evaluate("'axe' in window"):
            each.evaluate(AXE)
    rules = "rules: { 'target-size': { enabled: true } }, resultTypes: ['violations']"
    found = page.evaluate(f"() => axe.run(document, {{ {rules} }})")
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary'][:300]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def assert_open_to_all(page: Page) -> None:
    """Look in both themes; look again while the page still moves: what is about to be replaced fades."""
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        deadline = time.monotonic() + 15
        while (found := barriers(page)) and time.monotonic() < deadline:
            page.wait_for_timeout(500)
        assert not found, "\n".join([theme, *found])


@SIZES
@pytest.mark.parametrize("path", ["", "compare", "places", "sources", "read", "review", "about"])
def test_pages(visit: Visit, path: str, size: dict[str, Any]) -> None:
    page = visit(path, **size)
    if path in ("", "compare"):
        opened(page)
    assert_open_to_all(page)


@SIZES
@pytest.mark.parametrize("menu", ["Download", "Share"])
def test_menus(visit: Visit, menu: str, size: dict[str, Any]) -> None:
    page = visit("about" if menu == "Share" else "places", **size)
    page.get_by_role("button", name=menu, exact=True).click()
    ready(page)
    assert_open_to_all(page)


@SIZES
def test_the_drawer_and_a_dialog(visit: Visit, size: dict[str, Any]) -> None:
    page = visit(**size)
    frame(page)
    if size is PHONE:
        page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_text("More filters").click()
    expect(page.get_by_role("button", name="Draw an area")).to_be_visible()
    ready(page)
    assert_open_to_all(page)
    page.get_by_role("button", name="Draw an area").click()
    page.locator("[role=dialog] iframe").element_handle().content_frame().wait_for_selector(
        "html[data-ready]"
    )
    assert_open_to_all(page)


OPENS = {
    "a place": "geoMap.select('gn:486816', true)",
    "the legend": "geoMap.select(null); geoMap.toggleLegend(true)",
    "the table": "geoMap.openTable()",
    "choices": "geoMap.select(null); document.querySelector('.gm-options').click()",
}


@SIZES
def test_what_opens_on_the_map(visit: Visit, size: dict[str, Any]) -> None:
    page = visit(**size)
    document = opened(page)
    for act in OPENS.values():
        document.evaluate(f"() => {{ {act} }}")
        page.wait_for_timeout(500)  # texts come a moment later
        assert_open_to_all(page)


def test_a_screen_reader_hears_the_language_of_the_page(visit: Visit) -> None:
    page = visit("about?lang=uk")
    expect(page.locator("html")).to_have_attribute("lang", "uk")
