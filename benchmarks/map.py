"""Measure the map document in headless Chromium.

python -m benchmarks.map [--sizes 100k,1m,coords] [--stock] [--texts FILE] [--json OUT]

What is printed, per size: seconds to pack, bytes an event without and with texts, size of the document,
milliseconds from opening the file to the first painted map, milliseconds to the painted frame (and of script
in it) of a step of a 30-day window, of a step of all days so far and of the first jump from the one to the
other, frames and drawn steps a second of playback at 90 days/s, heap of the page after collection,
milliseconds to the drawn map of a Streamlit page with one event and with all (medians of pages opened in
turn). `--stock` adds the usual pattern beside it, up to 100k events: a Streamlit slider, rows filtered in
Python, a folium map of circle markers shown by `st_folium` (requirements-bench.txt), and a page with an empty
map of that kind. `--texts` says what the texts of a file (JSON lines with `text`) take, as texts of people
are less alike than the made-up ones. The events are made up and say so.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import geopandas as gpd
import pandas as pd
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, Route, sync_playwright

import geo.map
from benchmarks.map_events import FIRST, from_texts, made_up

SIZES = {
    "10k": (10_000, 1_000),
    "100k": (100_000, 5_000),
    "1m": (1_000_000, 20_000),
    "coords": (100_000, 100_000),
}
STOCK_SIZES = ("10k", "100k")  # a million markers do not come within ten minutes
OPENINGS = 5
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--enable-precise-memory-info",
    "--js-flags=--expose-gc",
]  # fmt: skip
STEP = """(day) => new Promise((resolve) => {
  const began = performance.now();
  const iso = (n) => new Date(Date.UTC(2024, 0, n)).toISOString().slice(0, 10);
  const drawn = (event) => resolve([performance.now() - began, event.detail.script]);
  document.addEventListener("timeline:drawn", drawn, { once: true });
  timeline.set(iso(day), iso(day + 29));
})"""
STEP_SO_FAR = STEP.replace("iso(day),", "iso(-900),")
PLAY = """(seconds) => new Promise((resolve) => {
  let frames = 0, draws = 0, running = true;
  document.addEventListener("timeline:drawn", () => draws++);
  const tick = () => { frames++; if (running) requestAnimationFrame(tick); };
  geoMap.window.set(19500, 19529); geoMap.timeline.speed = 90; geoMap.timeline.toggle(); tick();
  setTimeout(() => {
    running = false; geoMap.timeline.pause(); resolve([frames / seconds, draws / seconds]);
  }, seconds * 1000);
})"""


def measure(page: Page, events: gpd.GeoDataFrame, folder: Path) -> dict[str, float]:
    """Pack, write, open, step and play."""
    bare = events.drop(columns=["event_id", "summary", "source_url"])
    began = time.perf_counter()
    packed = geo.map.encode(bare)
    pack = time.perf_counter() - began
    began = time.perf_counter()
    full = geo.map.encode(events)
    pack_texts = time.perf_counter() - began
    path = folder / "map.html"
    geo.map.document(full).save(str(path))
    sizes = {
        "pack_s": pack, "pack_with_texts_s": pack_texts, "bytes_an_event": len(packed.data) / len(events),
        "bytes_an_event_with_texts": len(full.data) / len(events), "document_mb": path.stat().st_size / 1e6,
        "document_without_texts_mb": len(geo.map.document(packed).get_root().render().encode()) / 1e6,
    }  # fmt: skip
    opened = browse(page, path)
    packings = {"page_1_event_ms": geo.map.encode(events.iloc[:1]), "page_ms": full}
    return sizes | opened | openings(page, packings, folder)


def browse(page: Page, path: Path) -> dict[str, float]:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    began = time.perf_counter()
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]", timeout=60_000)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    first_paint = (time.perf_counter() - began) * 1000
    requests.clear()
    steps = [page.evaluate(STEP, day) for day in range(1, 61)][5:]
    jump, *so_far = [page.evaluate(STEP_SO_FAR, day) for day in range(60, 100)]
    frames, draws = page.evaluate(PLAY, 4)
    heap = page.evaluate("() => { gc(); return performance.memory.usedJSHeapSize / 1e6; }")
    return {
        "first_paint_ms": first_paint, **spread(steps), **spread(so_far, "_so_far"),
        "jump_to_all_ms": jump[0], "script_jump_ms": jump[1], "frames_s": frames, "drawn_steps_s": draws,
        "heap_mb": heap,
        "requests_in_steps": len([url for url in requests if not url.startswith(("data:", "blob:"))]),
    }  # fmt: skip


def spread(steps: list[list[float]], kind: str = "") -> dict[str, float]:
    """Say how long steps took to the painted frame, and the script in them."""
    parts = {name: [step[part] for step in steps] for part, name in enumerate(("step", "script"))}
    middle = {f"{name}{kind}_ms": statistics.median(values) for name, values in parts.items()}
    return middle | {f"{name}{kind}_p95_ms": quantile(values) for name, values in parts.items()}


APP = """
import pickle, sys
import streamlit as st
from geo.map.component import event_map
st.set_page_config(layout="wide")
packed = st.cache_resource(lambda path: pickle.load(open(path, "rb")))(sys.argv[1])
event_map(packed, key="map", height=700)
"""
EMPTY = """
import folium, streamlit as st
from streamlit_folium import st_folium
st.set_page_config(layout="wide")
made = folium.Map(location=(49, 35), zoom_start=6, tiles=None)
st_folium(made, height=700, width=1200, returned_objects=[])
"""
STOCK = """
import pickle, sys
import folium, streamlit as st
from streamlit_folium import st_folium
st.set_page_config(layout="wide")
events = st.cache_resource(lambda path: pickle.load(open(path, "rb")))(sys.argv[1])
day = st.slider("Day", 0, 1000, 900)
rows = events[events["day"] <= day]
made = folium.Map(location=(49, 35), zoom_start=6, tiles=None, prefer_canvas=True)
for lat, lon in zip(rows["lat"], rows["lon"]):
    folium.CircleMarker((lat, lon), radius=4).add_to(made)
st_folium(made, key="map", height=700, width=1200, returned_objects=[])
st.text(f"{len(rows)} rows")
"""


def openings(page: Page, values: Mapping[str, geo.map.Payload | None], folder: Path) -> dict[str, float]:
    """Open Streamlit pages in turn, each with a map (None: an empty one of folium); return median times."""
    times: dict[str, list[float]] = {name: [] for name in values}
    with ExitStack() as stack:
        urls = {}
        for name, value in values.items():
            own = folder / name
            own.mkdir(exist_ok=True)
            urls[name] = stack.enter_context(served(EMPTY if value is None else APP, value, own))
        for turn in range(1 + OPENINGS):
            for name, value in values.items():
                taken = (visit_stock if value is None else visit)(page, urls[name])
                if turn:
                    times[name].append(taken)
    return {name: statistics.median(found) for name, found in times.items()}


@contextmanager
def served(app: str, value: object, folder: Path) -> Iterator[str]:
    """Serve a Streamlit app that reads a pickled value."""
    (folder / "app.py").write_text(app)
    (folder / "value.pickle").write_bytes(pickle.dumps(value))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    flags = [
        "--server.headless=true",
        f"--server.port={port}",
        "--server.fileWatcherType=none",
        "--browser.gatherUsageStats=false",
    ]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", *flags, "--", str(folder / "value.pickle")]
    root = str(Path(geo.map.__file__).parents[2])
    path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    process = subprocess.Popen(
        command, cwd=folder, env=os.environ | {"PYTHONPATH": path},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def visit(page: Page, url: str) -> float:
    began = arrive(page, url)
    text = page.frame_locator(".geo-map iframe").locator(".gm-date")
    text.filter(has_text="20").wait_for(timeout=60_000)
    return (time.perf_counter() - began) * 1000


def visit_stock(page: Page, url: str) -> float:
    began = arrive(page, url)
    page.frame_locator("iframe[title*='st_folium']").locator(".leaflet-map-pane").wait_for(state="attached")
    return (time.perf_counter() - began) * 1000


def arrive(page: Page, url: str) -> float:
    """Open a page as soon as its server answers; return when that was."""
    for _ in range(150):
        began = time.perf_counter()
        try:
            page.goto(url)
        except PlaywrightError:
            time.sleep(0.2)
        else:
            return began
    raise TimeoutError(url)


def text_sizes(path: Path) -> dict[str, float]:
    """Say what texts take that are like no other."""
    events = from_texts(path)
    packed, bare = (len(geo.map.encode(one).data) for one in (events, events.assign(summary="")))
    letters = float(events["summary"].str.len().mean())
    return {"texts": len(events), "letters_a_text": letters, "bytes_a_text": (packed - bare) / len(events)}


def quantile(values: list[float], part: float = 0.95) -> float:
    return sorted(values)[int(part * (len(values) - 1))]


def stock(page: Page, events: gpd.GeoDataFrame, folder: Path, steps: int) -> dict[str, float]:
    """Step the usual pattern by a day with the slider, until as many markers as rows are in its map."""
    day = (events["start"].to_numpy() - FIRST.astype("datetime64[s]")).astype("timedelta64[D]").astype(int)
    rows = pd.DataFrame({"day": day, "lat": events["lat"], "lon": events["lon"]})
    times = []
    page.route(re.compile(r"^https://"), from_here)
    with served(STOCK, rows, folder) as url:
        arrive(page, url)
        for last in range(900, 901 + steps):
            began = time.perf_counter()
            if last > 900:
                page.get_by_role("slider").press("ArrowRight")
            try:
                wait_for_markers(page, int((day <= last).sum()))
            except PlaywrightError:
                return {"stock_gave_up_after_s": time.perf_counter() - began}
            times.append((time.perf_counter() - began) * 1000)
    empty = openings(page, {"page_empty_folium_ms": None}, folder)
    return empty | {"stock_first_ms": times[0], "stock_step_ms": statistics.median(times[1:])}


def from_here(route: Route) -> None:
    """Answer what folium loads from CDNs at once: Leaflet as it is, the rest empty."""
    leaflet = Path(geo.map.__file__).parent / "vendor" / "leaflet" / "leaflet.js"
    if route.request.url.endswith("leaflet.js"):
        route.fulfill(path=leaflet)
    else:
        route.fulfill(body="")


def wait_for_markers(page: Page, count: int) -> None:
    """Wait until the map of `st_folium` has drawn its markers."""
    page.get_by_text(f"{count} rows").wait_for(timeout=600_000)
    frame = page.wait_for_selector("iframe[title*='st_folium']", timeout=60_000).content_frame()
    assert frame
    drawn = "(n) => window.map && Object.values(map._layers).filter((one) => one._radius).length === n"
    frame.wait_for_function(drawn, arg=count, timeout=600_000)
    frame.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="100k,1m,coords")
    parser.add_argument(
        "--stock", action="store_true", help="also measure the usual pattern, up to 100k (minutes)"
    )
    parser.add_argument("--texts", type=Path, help="also say what the texts of a file take")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    results: dict[str, Mapping[str, float]] = {}
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for size in options.sizes.split(","):
            rows, places = SIZES[size]
            events = made_up(rows, places)
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            found = measure(page, events, Path(name))
            page.close()
            if options.stock and size in STOCK_SIZES:
                page = browser.new_page(viewport={"width": 1440, "height": 900})
                found |= stock(page, events, Path(name), steps=3 if rows <= 10_000 else 1)
                if "stock_step_ms" in found:
                    found["times_faster"] = found["stock_step_ms"] / found["step_ms"]
                page.close()
            results[size] = found
            print(f"\n{size}: {rows:,} events, {places:,} places")
            for key, value in found.items():
                print(f"  {key:28}{value:>12,.2f}")
        browser.close()
    if options.texts:
        results["texts"] = text_sizes(options.texts)
        print(f"\n{options.texts.name}: {results['texts']}")
    if options.json:
        options.json.write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
