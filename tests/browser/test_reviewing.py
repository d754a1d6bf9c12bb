"""A reviewer in a real browser: moves a claim with a click, teaches a place, retracts a claim."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Page, expect
from reader import counts, decide, go, opened, ready, undo

from geo.events import read_reports
from geo.gazetteer import Gazetteer
from geo.reports import Report
from geo.store import Store
from scripts.screenshots import dashboard

DRONE = "The governor of Kursk region said that a drone hit Martynovka{} on 9 August 2024."
TAKEN = (
    "Ukraine's General Staff said that Ukrainian forces had captured Rylsk in Kursk region on 10 August 2024."
)


class Site(NamedTuple):
    """A running dashboard and the store behind it."""

    url: str
    store: Store


@pytest.fixture
def now() -> list[dt.datetime]:
    """Say when the test writes into the store; what the dashboard writes has the time of day."""
    return [dt.datetime(2024, 8, 12, 9)]


@pytest.fixture
def site(
    tmp_path: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch, now: list[dt.datetime]
) -> Iterator[Site]:
    """Save two reports and start the dashboard on them."""
    monkeypatch.setenv("GEO_DATA", str(tmp_path))
    reports = [Report(text, date=dt.date(2024, 8, 11), lang="en") for text in (DRONE.format(""), TAKEN)]
    with Store.open(clock=lambda: now[0]) as store:
        store.save_all(reports, read_reports(reports, gazetteer))
        with dashboard(folder=tmp_path) as (url, _):
            yield Site(url, store)


@pytest.fixture
def server(site: Site) -> str:
    """Give the address to `visit`."""
    return site.url


def event(store: Store, place: str) -> dict[str, Any]:
    """Return the one event whose sentence names a place."""
    events = store.events(rejected=True)
    (row,) = events[events["quote"].str.contains(place)].to_dict("records")
    return row


def choose(page: Page, place: str) -> None:
    """Open a claim of the queue."""
    page.get_by_text(re.compile(f"^{place} ·")).first.click()
    expect(page.get_by_text(re.compile(f"(hit|captured) {place}")).first).to_be_visible()
    ready(page)


def click_map(page: Page, across: float, down: float) -> None:
    """Click a point of the map once it feels the pointer and stands still: one just shown glides."""
    found = opened(page)
    found.evaluate("addEventListener('pointermove', () => (window.felt = true))")
    map_ = page.locator("iframe").first
    map_.scroll_into_view_if_needed()
    before = None
    for step in range(200):
        box = map_.bounding_box()
        page.mouse.move(box["x"] + box["width"] * across + step % 2, box["y"] + box["height"] * down)
        if found.evaluate("window.felt === true") and box == before:
            break
        before = box
        page.wait_for_timeout(50)
    assert found.evaluate("window.felt === true")
    page.wait_for_timeout(500)  # what the map reports of its first size draws the page once more
    ready(page)
    page.mouse.down()
    page.mouse.up()


def test_a_click_on_the_map_moves_a_claim_and_teaches_the_place(visit, site: Site) -> None:
    before = event(site.store, "Martynovka")
    page = visit("review")
    choose(page, "Martynovka")
    page.get_by_text("Remember this place for the same words").click()
    ready(page)
    page.get_by_text("Or click on the map").click()
    click_map(page, 0.6, 0.4)
    button = page.get_by_role("button", name=re.compile(r"^Move to \d+\.\d+, \d+\.\d+"))
    expect(button).to_be_visible()
    lat, lon = map(float, re.findall(r"\d+\.\d+", button.inner_text()))
    decide(page, button, "test: the village by the road")
    page.get_by_role("tab", name="Log of decisions").click()
    expect(
        page.get_by_text("test: the village by the road").first
    ).to_be_visible()  # its line, and what it changed
    moved = event(site.store, "Martynovka")
    assert (round(moved["lat"], 4), round(moved["lon"], 4), moved["status"]) == (lat, lon, "edited")
    assert abs(lat - before["lat"]) + abs(lon - before["lon"]) > 0.001

    page = visit("read")
    page.get_by_role("textbox", name="Report").fill(DRONE.format(" again"))
    page.get_by_role("button", name="Read the report").click()
    page.get_by_role("button", name="Save for review").click()
    expect(page.get_by_text(re.compile("Saved: 1 new report"))).to_be_visible()
    next_one = event(site.store, "again")
    assert (round(next_one["lat"], 4), round(next_one["lon"], 4)) == (lat, lon), "the next report knows it"

    go(page, "Review")
    page.get_by_role("tab", name="Log of decisions").click()
    undo(page, "test: right after all")
    expect(page.get_by_text("took back").first).to_be_visible()
    expect(page.get_by_text("test: right after all").first).to_be_visible()
    back = event(site.store, r"Martynovka on")
    assert (back["lat"], back["lon"], back["status"]) == (before["lat"], before["lon"], "new")


def sides(page: Page, cell: str) -> list[str]:
    """Return the sides that the estimate gives to a place on the last day shown, once the map has it."""
    map_ = opened(page)
    map_.wait_for_function("() => geoMap.layers.length", timeout=120_000)  # nine months are estimated
    found: list[str] = map_.evaluate(
        """cell => geoMap.layers.flatMap(layer => layer.at(geoMap.window.to))
                 .filter(({ kind, cell: of }) => kind === "area" && of === cell).map(({ side }) => side)""",
        cell,
    )
    return found


def test_retracting_a_claim_changes_the_estimate_of_control(visit, site: Site) -> None:
    rylsk = event(site.store, "Rylsk")["place_id"]
    there = "?layers=control&window=2024-08-06..2024-08-15"
    assert sides(visit(there), rylsk) == ["Ukraine"]
    page = visit("review")
    choose(page, "Rylsk")
    decide(page, page.get_by_role("button", name="Reject"), "test: nobody else says so")
    expect(page.get_by_text(re.compile("^Rylsk ·"))).to_have_count(0)
    assert event(site.store, "Rylsk")["status"] == "rejected"
    assert sides(visit(there), rylsk) != ["Ukraine"]
    page.get_by_role("tab", name="Log of decisions").click()
    undo(page, "test: right after all")
    expect(page.get_by_text("took back").first).to_be_visible()
    expect(page.get_by_text("test: right after all").first).to_be_visible()
    assert sides(visit(there), rylsk) == ["Ukraine"]


def shown(page: Page) -> int:
    """Return how many claims the map shows; the page says the same."""
    total = opened(page).locator(".gm-total")
    expect(total).to_have_text(re.compile(rf"^{counts(page)[0]} claims?$"))
    return counts(page)[0]


def test_as_known_on_a_day_map_and_page_show_what_stood_then(
    visit,
    site: Site,
    now: list[dt.datetime],
) -> None:
    now[0] = dt.datetime(2024, 8, 20, 9)
    rejected = site.store.decide(event(site.store, "Rylsk")["event_id"], "reject", "ann", "a rumour")
    now[0] = dt.datetime(2024, 8, 25, 9)
    site.store.undo(rejected.id, "bob", "confirmed since")

    def found(link: str) -> int:
        page = visit(link)
        count = shown(page)
        page.close()  # eight maps at a time are more than a busy machine draws in half a minute
        return count

    known = "?q=Rylsk+captured&window=2024-08-06..2024-08-31&known=2024-08-{}"
    assert [found(known.format(day)) for day in (11, 19, 20, 24, 25)] == [1, 1, 0, 0, 1]
    then = "?q=Rylsk+captured&mode=custom-known&window=2024-08-06..2024-08-{}"
    assert [found(then.format(day)) for day in (19, 22, 26)] == [1, 0, 1]
