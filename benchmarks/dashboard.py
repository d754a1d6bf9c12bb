"""Measure the dashboard in headless Chromium, from the reader's click to the changed list and map.

    python -m benchmarks.dashboard [--events 100000] [--sessions 20] [--rounds 3]

Filters are clicked in a store of --events rows: the demo repeated, whose copies say nothing about control, as
the estimate is measured by benchmarks.control. First paint, weight and memory are those of the demo alone.
Needs requirements-dev.txt and Chromium.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
from playwright.sync_api import Browser, Frame, Page, sync_playwright

from geo.store import Store
from geo.ui import data
from geo.ui.filters import Filters, Index
from scripts.screenshots import dashboard

FILTERS = {
    "none": Filters(),
    "type and side": Filters(choices={"type": ("battle",), "side": ("Russia",)}),
    "text": Filters(text='sudzha "kursk region" -drone'),
    "everything": Filters(
        choices={"type": ("battle", "advance")},
        precision="near",
        text="sudzha",
        area=(34.0, 50.5, 36.5, 52.0),
        known=dt.date(2025, 1, 1),
    ),
}  # fmt: skip


STILL = "() => document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'"
#: `arm()` notes the next click, then when the count in the drawer and the list of claims are changed.
WATCH = """() => {
  const now = () => performance.timeOrigin + performance.now();
  const hosts = [...document.querySelectorAll("*")].filter((node) => node.shadowRoot);
  const claims = hosts.map((host) => host.shadowRoot.querySelector(".claims")).find(Boolean);
  const summary = document.querySelector("[data-testid=stSidebar] [data-testid=stMarkdownContainer]");
  const frame = document.querySelector("iframe");
  const opacity = (node) => (node ? getComputedStyle(node).opacity * opacity(node.parentElement) : 1);
  for (const kind of ["pointerdown", "keydown"]) {
    addEventListener(kind, () => window.seen && (seen.click ??= now()), { capture: true });
  }
  const watched = { list: claims, count: summary };
  for (const [name, node] of Object.entries(watched)) {
    const changed = () => window.seen && node.textContent !== seen.before[name] && (seen[name] ??= now());
    new MutationObserver(changed).observe(node, { childList: true, characterData: true, subtree: true });
  }
  const look = () => {
    if (window.seen) seen.least = Math.min(seen.least, frame.isConnected ? opacity(frame) : 0);
    setTimeout(look, 100);
  };
  look();
  window.arm = () => {
    const before = { list: claims.textContent, count: summary.textContent };
    window.seen = { click: null, count: null, list: null, least: 1, before };
  };
}"""
#: The map tells when it has painted the rows that a filter left.
WATCH_MAP = """() => {
  const take = geoMap.setMask.bind(geoMap);
  const painted = () => (window.drawnAt = performance.timeOrigin + performance.now());
  geoMap.setMask = (bits) => {
    document.addEventListener("timeline:drawn", painted, { once: true });
    return take(bits);
  };
}"""


def many(events: gpd.GeoDataFrame, rows: int) -> gpd.GeoDataFrame:
    """Repeat a table up to a number of rows: events and reports of their own, copies without control."""
    copies = pd.concat([events] * (rows // len(events) + 1), ignore_index=True).head(rows)
    for name in ("event_id", "report_id", "origin_id"):
        copies[name] = [f"{number:012x}" for number in range(rows)]
    copy = copies.index >= len(events)
    copies.loc[copy, ["control", "control_sense"]] = ""
    copies.loc[copy & (copies["event_type"] == "advance"), "event_type"] = "battle"
    return gpd.GeoDataFrame(copies, geometry="geometry", crs=events.crs)


def milliseconds(work: Callable[[], object], times: int = 7) -> float:
    """Return the median time of some work."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        spent.append(1000 * (time.perf_counter() - start))
    return statistics.median(spent)


def measure_python(events: gpd.GeoDataFrame) -> None:
    """Time what a filter costs the server before anything is drawn."""
    start = time.perf_counter()
    index = Index(events)
    index.warm()
    spent = 1000 * (time.perf_counter() - start)
    print(f"index of {len(events):,} events, search included: {spent:.0f} ms, once")
    window = (dt.date(2024, 8, 1), dt.date(2024, 12, 31))
    for name, filters in FILTERS.items():
        print(f"  filter {name}: {milliseconds(lambda f=filters: index.select(f, window)):.1f} ms")


def measure_filters(browser: Browser, events: gpd.GeoDataFrame, rounds: int) -> None:
    """Time filters from the click to the changed count, list and map, and watch the map for flicker."""
    folder = Path(tempfile.mkdtemp())
    with Store.open(folder / "store.sqlite") as store:
        store.import_events(events)
    with dashboard(folder=folder) as (url, _):
        page = visit(browser)
        page.goto(f"{url}/?window=all")
        document = drawn(page)
        page.wait_for_function(STILL)
        page.evaluate(WATCH)
        document.evaluate(WATCH_MAP)
        spent: dict[str, list[tuple[float, float, float]]] = {}
        least = 1.0
        for _ in range(rounds):
            for name, act in filters_of(page):
                act_ready = act()
                page.evaluate("() => arm()")
                document.evaluate("() => { window.drawnAt = null; }")
                act_ready()
                page.wait_for_function("() => seen.count && seen.list", timeout=30_000)
                document.wait_for_function("() => window.drawnAt", timeout=30_000)
                page.wait_for_function(STILL)
                times = page.evaluate("() => seen")
                map_at = document.evaluate("() => window.drawnAt")
                ends = (times["count"], times["list"], map_at)
                spent.setdefault(name, []).append(tuple(end - times["click"] for end in ends))  # type: ignore[arg-type]
                least = min(least, times["least"])
        print(f"{len(events):,} events, a click to the changed count, list and map, ms (median of {rounds}):")
        for name, rows in spent.items():
            count, table, map_ = (statistics.median(each) for each in zip(*rows, strict=True))
            print(f"  {name}: {count:.0f}, {table:.0f}, {map_:.0f}")
        whole = sorted(max(row) for rows in spent.values() for row in rows)
        middle, late = statistics.median(whole), whole[int(0.9 * len(whole))]
        print(f"  all: median {middle:.0f}, nine of ten within {late:.0f}")
        print(f"  the map's frame stayed; its least opacity while filters ran: {least:.2f}")
        page.context.close()


def filters_of(page: Page) -> list[tuple[str, Callable[[], Callable[[], None]]]]:
    """Return filters by name: a function that gets ready and returns the click that is timed."""
    drawer = page.get_by_test_id("stSidebar")

    def pill(text: str) -> Callable[[], Callable[[], None]]:
        return lambda: drawer.get_by_role("button", name=re.compile(f"^{text} ·")).first.click

    def search() -> Callable[[], None]:
        field = page.get_by_role("textbox", name="Search")
        field.fill("Sudzha" if field.input_value() != "Sudzha" else "Korenevo")
        return lambda: field.press("Enter")

    def kind() -> Callable[[], None]:
        drawer.get_by_role("combobox").first.click()
        return page.get_by_role("option").nth(1).click

    def clear() -> Callable[[], None]:
        page.keyboard.press("Escape")
        return page.locator(".st-key-clear button").click

    return [
        ("a side", pill("Ukraine")),
        ("two sides", pill("Russia")),
        ("one side less", pill("Ukraine")),
        ("a search", search),
        ("clear all", clear),
        ("a kind of event", kind),
        ("clear again", clear),
    ]


def measure_visits(browser: Browser, sessions: int) -> None:
    """Measure first paint, weight and memory with the demo."""
    with dashboard() as (url, process):
        visits = []
        for _ in range(6):
            page = visit(browser)
            weight = weigh(page)
            start = time.perf_counter()
            page.goto(url)
            page.wait_for_selector(".st-key-title h1")
            title = time.perf_counter() - start
            page.wait_for_selector(".claims .claim")
            drawn(page)
            visits.append((title, time.perf_counter() - start, weight()))
            page.context.close()
        print(f"first visit after the start: title {visits[0][0]:.1f} s, map and list {visits[0][1]:.1f} s")
        title, whole, sent = (statistics.median(each) for each in zip(*visits[1:], strict=True))
        print(f"warm: title {title:.1f} s, map and list {whole:.1f} s")
        print(f"received beyond Streamlit's own files: {sent / 1e6:.2f} MB")
        print(f"memory after one session: {resident(process.pid):.0f} MB")
        pages = [visit(browser) for _ in range(sessions)]
        for page in pages:
            page.goto(url)
            page.wait_for_selector(".claims .claim", timeout=120_000)
        print(f"memory with {sessions} sessions open: {resident(process.pid):.0f} MB")
        for page in pages:
            page.context.close()


def visit(browser: Browser) -> Page:
    """Open an empty page of a fresh reader."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB").new_page()
    page.set_default_timeout(120_000)
    return page


def drawn(page: Page) -> Frame:
    """Return the map document once it has drawn its events."""
    frame = page.locator("iframe").first.element_handle().content_frame()
    assert frame
    frame.wait_for_function("() => window.geoMap && geoMap.events && geoMap.counted", timeout=120_000)
    return frame


def weigh(page: Page) -> Callable[[], int]:
    """Count the bytes that a page receives, without the files of Streamlit itself."""
    received = [0]
    page.on("websocket", lambda socket: socket.on(
        "framereceived", lambda frame: received.append(len(frame))))  # fmt: skip
    own: dict[str, str] = {}
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on(
        "Network.responseReceived", lambda event: own.update({event["requestId"]: event["response"]["url"]})
    )
    network.on("Network.loadingFinished", lambda event: "/static/" in own.get(event["requestId"], "/static/")
               or received.append(int(event["encodedDataLength"])))  # fmt: skip
    return lambda: sum(received)


def resident(pid: int) -> float:
    """Return the resident memory of a process, MB (Linux)."""
    line = next(
        line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS")
    )
    return int(line.split()[1]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    os.environ["GEO_DATA"] = tempfile.mkdtemp()
    print(f"{os.cpu_count()} cores, {os.getloadavg()[0]:.1f} processes waiting for them before this began")
    table = many(data.demo(), options.events)
    measure_python(table)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        measure_visits(browser, options.sessions)
        measure_filters(browser, table, options.rounds)
        browser.close()


if __name__ == "__main__":
    main()
