"""The map in a real Streamlit page: it stays, it reports, it obeys."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, expect

APP = """
import datetime
import geopandas as gpd
import pandas as pd
import streamlit as st
import geo.map
from geo.map.component import event_map

@st.cache_resource
def load():
    table = pd.DataFrame({
        "event_id": ["a", "b", "c"], "place": ["Sudzha", "Korenevo", "Sudzha"], "place_id": ["s", "k", "s"],
        "precision": "settlement", "lat": [51.19, 51.41, 51.19], "lon": [35.27, 34.9, 35.27],
        "event_type": ["battle", "shelling", "battle"], "summary": ["one", "two", "three"],
        "start": pd.to_datetime(["2024-08-06", "2024-08-09", "2024-08-20"]).astype("datetime64[s]"),
    })
    points = gpd.points_from_xy(table["lon"], table["lat"])
    events = gpd.GeoDataFrame(table, geometry=points, crs="EPSG:4326")
    return events, geo.map.encode(events)

events, packed = load()
if st.checkbox("Without map"):
    st.stop()
battles = st.checkbox("Battles only")
as_of = datetime.date(2024, 8, 10) if st.checkbox("As of 10 August") else None
# Callbacks, not `if st.button(…)`: a report of the map that comes just then starts the script anew, and the
# press is lost.
st.button("Go", on_click=lambda: st.session_state.update(number=st.session_state.get("number", 0) + 1))
number = st.session_state.get("number", 0)
command = {"id": number, "select": "k", "window": ["2024-08-06", "2024-08-09"]} if number else None
week = datetime.date(2024, 8, 14), datetime.date(2024, 8, 20)
st.button("Last week", on_click=lambda: st.session_state.update(days=week))
days = st.session_state.get("days")
state = event_map(packed, key="map", shown=events["event_type"].eq("battle") if battles else None,
                  window=days, as_of=as_of, command=command, height=560)
st.session_state["days"] = state.window or days
st.text(f"window {state.window and state.window[0]} to {state.window and state.window[1]}")
st.text(f"selection {state.selection}")
st.text(f"zoom {state.view and state.view.zoom}")
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve `APP` under a base path."""
    folder = tmp_path_factory.mktemp("app")
    (folder / "app.py").write_text(APP)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {
        "server.port": port, "server.address": "127.0.0.1", "server.headless": "true",
        "server.baseUrlPath": "base", "server.fileWatcherType": "none", "browser.gatherUsageStats": "false",
    }  # fmt: skip
    flags = [f"--{name}={value}" for name, value in options.items()]
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", *flags],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(root)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}/base"
    try:
        wait_for(process, f"{address}/_stcore/health")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_for(process: subprocess.Popen[bytes], url: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"Streamlit did not answer at {url}")


def open_frame(server: str, page: Page) -> Frame:
    """Open the page and return the map's frame, marked so that a reload would be seen."""
    page.goto(server)
    element = page.locator(".geo-map iframe").element_handle(timeout=30_000)
    assert element
    found = element.content_frame()
    assert found
    expect(found.locator(".gm-total")).to_have_text("3 claims", timeout=30_000)
    found.evaluate("window.marked = true")
    return found


@pytest.fixture
def frame(server: str, page: Page) -> Frame:
    return open_frame(server, page)


def test_the_window_reaches_python_and_the_map_stays(frame: Frame, page: Page) -> None:
    frame.evaluate("timeline.set('2024-08-07', '2024-08-20')")
    expect(page.get_by_text("window 2024-08-07 to 2024-08-20")).to_be_visible(timeout=30_000)
    page.get_by_text("Battles only").click()
    expect(frame.locator(".gm-total")).to_have_text("1 claim", timeout=30_000)
    assert frame.evaluate("window.marked && timeline.get().from") == "2024-08-07"


def test_a_window_of_the_page_reaches_the_map(frame: Frame, page: Page) -> None:
    frame.evaluate("timeline.set('2024-08-06', '2024-08-09')")
    expect(page.get_by_text("window 2024-08-06 to 2024-08-09")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Last week").click()
    expect(frame.locator(".gm-total")).to_have_text("1 claim", timeout=30_000)
    expect(page.get_by_text("window 2024-08-14 to 2024-08-20")).to_be_visible(timeout=30_000)
    assert frame.evaluate("window.marked")


def test_a_day_of_knowledge_comes_and_goes(frame: Frame, page: Page) -> None:
    page.get_by_text("As of 10 August").click()
    expect(frame.locator(".gm-total")).to_have_text("2 claims", timeout=30_000)
    page.get_by_text("As of 10 August").click()
    expect(frame.locator(".gm-total")).to_have_text("3 claims", timeout=30_000)


def test_a_command_is_done_and_the_selection_comes_back(frame: Frame, page: Page) -> None:
    page.get_by_role("button", name="Go").click()
    expect(frame.locator(".gm-panel h2")).to_have_text("Korenevo", timeout=30_000)
    expect(page.get_by_text("selection k")).to_be_visible(timeout=30_000)
    expect(frame.locator(".gm-summary")).to_have_text("two")
    frame.locator(".gm-panel").get_by_role("button", name="Close").click()
    expect(page.get_by_text("selection None")).to_be_visible(timeout=30_000)
    assert frame.evaluate("window.marked")


def test_a_command_is_not_done_again_when_the_map_comes_back(frame: Frame, page: Page) -> None:
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_text("selection k")).to_be_visible(timeout=30_000)
    frame.locator(".gm-panel").get_by_role("button", name="Close").click()
    frame.evaluate("timeline.set('2024-08-06', '2024-08-20')")
    expect(page.get_by_text("selection None")).to_be_visible(timeout=30_000)
    page.get_by_text("Without map").click()
    expect(page.locator(".geo-map")).to_have_count(0, timeout=30_000)
    page.get_by_text("Without map").click()
    back = page.frame_locator(".geo-map iframe")
    expect(back.locator(".gm-total")).to_have_text("3 claims", timeout=30_000)
    page.wait_for_timeout(500)
    expect(back.locator(".gm-panel")).to_be_hidden()


def test_the_map_comes_back_with_the_days_that_the_page_wants(frame: Frame, page: Page) -> None:
    page.get_by_role("button", name="Last week").click()
    expect(page.get_by_text("window 2024-08-14 to 2024-08-20")).to_be_visible(timeout=30_000)
    frame.evaluate("timeline.set('2024-08-07', '2024-08-20')")
    expect(page.get_by_text("window 2024-08-07 to 2024-08-20")).to_be_visible(timeout=30_000)
    page.get_by_text("Without map").click()
    expect(page.locator(".geo-map")).to_have_count(0, timeout=30_000)
    page.get_by_text("Without map").click()
    expect(page.frame_locator(".geo-map iframe").locator(".gm-total")).to_have_text(
        "2 claims", timeout=30_000
    )
    expect(page.get_by_text("window 2024-08-07 to 2024-08-20")).to_be_visible(timeout=30_000)


def test_two_tabs_keep_to_themselves(server: str, page: Page, context: BrowserContext) -> None:
    first, second = open_frame(server, page), open_frame(server, context.new_page())
    other = second.page
    first.evaluate("timeline.set('2024-08-07', '2024-08-20'); geoMap.map.setZoom(8, { animate: false })")
    expect(page.get_by_text("window 2024-08-07 to 2024-08-20")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("zoom 8", exact=True)).to_be_visible(timeout=30_000)
    second.evaluate("timeline.set('2024-08-06', '2024-08-09'); geoMap.map.setZoom(6, { animate: false })")
    expect(other.get_by_text("window 2024-08-06 to 2024-08-09")).to_be_visible(timeout=30_000)
    for tab in (page, other):
        tab.get_by_text("Battles only").click()
    expect(first.locator(".gm-total")).to_have_text("1 claim", timeout=30_000)
    expect(second.locator(".gm-total")).to_have_text("1 claim", timeout=30_000)
    shown = "[timeline.get().from, geoMap.map.getZoom(), window.marked]"
    assert first.evaluate(shown) == ["2024-08-07", 8, True]
    assert second.evaluate(shown) == ["2024-08-06", 6, True]


def test_the_map_has_its_height_at_first(frame: Frame, page: Page) -> None:
    box = page.locator(".geo-map").bounding_box()
    assert box and box["height"] == 560
    assert page.locator(".geo-map iframe").get_attribute("title") == "Map of reported events"
    assert frame.evaluate("[innerHeight, geoMap.root.clientHeight]") == [560, 560]


def test_the_frame_cannot_reach_the_page(frame: Frame) -> None:
    assert (
        frame.evaluate(
            "(() => { try { return parent.document.title; } catch (error) { return error.name; } })()"
        )
        == "SecurityError"
    )
