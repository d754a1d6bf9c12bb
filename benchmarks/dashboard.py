"""Measure the dashboard: filters, reruns, first paint, memory.

    python -m benchmarks.dashboard [--events 100000] [--sessions 20]

Filters and reruns are timed on the demo repeated up to --events rows; first paint and memory on the demo
itself, in a server of its own. Needs requirements-dev.txt and Chromium.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.ui import data
from geo.ui.filters import Filters, Index

ROOT = Path(__file__).parents[1]

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


def many(events: gpd.GeoDataFrame, rows: int) -> gpd.GeoDataFrame:
    """Repeat a table up to a number of rows, each row with an id of its own."""
    copies = pd.concat([events] * (rows // len(events) + 1), ignore_index=True).head(rows)
    copies["event_id"] = [f"{number:012x}" for number in range(rows)]
    return gpd.GeoDataFrame(copies, geometry="geometry", crs=events.crs)


def milliseconds(work: Callable[[], object], times: int = 7) -> float:
    """Return the median time of some work."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        spent.append(1000 * (time.perf_counter() - start))
    return statistics.median(spent)


def measure_filters(events: gpd.GeoDataFrame) -> None:
    start = time.perf_counter()
    index = Index(events)
    index.select(FILTERS["text"])
    spent = 1000 * (time.perf_counter() - start)
    print(f"index of {len(events):,} events, search included: {spent:.0f} ms, once")
    window = (dt.date(2024, 8, 1), dt.date(2024, 12, 31))
    for name, filters in FILTERS.items():
        print(f"  filter {name}: {milliseconds(lambda f=filters: index.select(f, window)):.1f} ms")


def measure_reruns(events: gpd.GeoDataFrame) -> None:
    """Time whole runs of the page: what a filter costs the server, map, list and charts included."""
    from streamlit.testing.v1 import AppTest

    from geo.ui import layers

    data.demo = lambda: events
    layers.chosen = tuple  # the estimate does not depend on filters
    layers.area_chart = lambda: None
    app = AppTest.from_file(ROOT / "dashboard.py", default_timeout=120).run()
    words = iter(["sudzha", "kursk", "korenevo", "brigade", "shelling", "village", "control"] * 3)
    field = app.sidebar.text_input(key="f_text")
    print(f"  page at {len(events):,} events, a new search: "
          f"{milliseconds(lambda: field.set_value(next(words)).run()):.0f} ms of the server")  # fmt: skip


def measure_browser(sessions: int) -> None:
    from playwright.sync_api import sync_playwright

    from scripts.screenshots import dashboard

    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with dashboard() as (url, process), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        spent = []
        for _ in range(6):
            page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
            received = [0]
            page.on("websocket", lambda socket, r=received: socket.on(
                "framereceived", lambda frame: r.__setitem__(0, r[0] + len(frame))))  # fmt: skip
            start = time.perf_counter()
            page.goto(url)
            page.wait_for_selector(".st-key-title h1")
            title = time.perf_counter() - start
            page.wait_for_selector(".claims .claim")
            page.locator("iframe").first.element_handle().content_frame().wait_for_function(
                "() => window.timeline && window.timeline.get()"
            )
            spent.append((title, time.perf_counter() - start, received[0]))
            page.context.close()
        warm = spent[1:]
        print(f"first visit after the start: title {spent[0][0]:.1f} s, map and list {spent[0][1]:.1f} s")
        title, whole, sent = (statistics.median(each) for each in zip(*warm, strict=True))
        print(f"warm: title {title:.1f} s, map and list {whole:.1f} s, {sent / 1e6:.2f} MB sent")
        print(f"memory after one session: {resident(process.pid):.0f} MB")
        pages = [browser.new_page() for _ in range(sessions)]
        for page in pages:
            page.goto(url)
            page.wait_for_selector(".claims .claim", timeout=120_000)
        print(f"memory with {sessions} sessions open: {resident(process.pid):.0f} MB")
        browser.close()


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
    options = parser.parse_args()
    os.environ["GEO_DATA"] = tempfile.mkdtemp()
    table = many(data.demo(), options.events)
    measure_filters(table)
    measure_reruns(table)
    measure_browser(options.sessions)


if __name__ == "__main__":
    main()
