"""What a reader does in the running dashboard, for tests that share it."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Frame, Locator, Page, expect

PATIENCE = 30_000


def ready(page: Page) -> None:
    """Wait until the script ran to its end."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)
    expect(page.locator("[data-testid=stException]")).to_have_count(0)


def frame(page: Page) -> Frame:
    """Return the map document, once its timeline is there."""
    found = page.locator("iframe").first.element_handle().content_frame()
    found.wait_for_function("() => window.timeline && window.timeline.get()", timeout=PATIENCE)
    return found


def timeline(page: Page, expression: str) -> Any:
    """Evaluate an expression in the map document."""
    return frame(page).evaluate(expression)


def opened(page: Page) -> Frame:
    """Return the map document, once it has told the page how it opened."""
    found = frame(page)
    found.wait_for_function("() => geoMap.address.reported", timeout=PATIENCE)
    ready(page)
    return found


def choose_days(page: Page, first: str, last: str) -> None:
    """Move the timeline and wait until the page follows."""
    opened(page)
    timeline(page, f"window.timeline.set('{first}', '{last}')")
    expect(page).to_have_url(re.compile(rf"window={first}\.\.{last}"))


def go(page: Page, name: str) -> None:
    """Open a page by its link, once the page at hand stands still."""
    ready(page)
    page.get_by_test_id("stTopNav").get_by_role("link", name=name).click()
    expect(page).to_have_url(re.compile(rf"/{name.lower()}(\?|$)"))
    expect(page.locator(".st-key-title h1")).to_have_text(name)
    ready(page)


def counts(page: Page) -> tuple[int, int]:
    """Return how many claims are shown, and of how many."""
    line = page.locator("[data-testid=stSidebar]").get_by_text(re.compile(r"^[\d,]+ of [\d,]+ claims$"))
    expect(line).to_be_visible()
    shown, total = re.findall(r"[\d,]+", line.inner_text())
    return int(shown.replace(",", "")), int(total.replace(",", ""))


def type_in(page: Page, name: str, value: str) -> None:
    """Fill a text box, commit it, and wait until the page has taken it."""
    box = page.get_by_role("textbox", name=name)
    box.fill(value)
    box.press("Enter")
    ready(page)
    expect(box).to_have_value(value)


def decide(page: Page, button: Locator, why: str) -> None:
    """Press the button of an action and say why."""
    button.click()
    asked = page.get_by_test_id("stPopoverBody")
    asked.get_by_role("textbox", name="Reason").fill(why)
    asked.get_by_role("button", name=re.compile("^(Move|Reject)")).click()


def undo(page: Page, why: str = "") -> None:
    """Take back the newest decision of the log that stands; a reason may be given."""
    page.get_by_role("button", name="Undo …").first.click()
    asked = page.locator(".st-key-undoing_why")
    asked.get_by_role("textbox", name="Reason").fill(why)
    asked.get_by_role("button", name="Undo", exact=True).click()
    expect(asked).to_have_count(0)
