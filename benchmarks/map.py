"""Measure the map document in headless Chromium.

python -m benchmarks.map [--sizes 100k,1m,coords] [--stock] [--json OUT]

What is printed, per size: seconds to pack, bytes an event without and with texts, size of the document,
milliseconds from opening the file to the first painted map, milliseconds of a step to the painted frame
(and of script in it), frames a second of playback, heap of the page after collection. `--stock` adds
the usual pattern: rows filtered in Python, a new folium map of circle markers for every step, its frame
loaded anew. The events are made up and say so.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
import numpy as np
import pandas as pd
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, sync_playwright

import geo.map
from geo.events import EVENT_TYPES

SIZES = {
    "10k": (10_000, 1_000),
    "100k": (100_000, 5_000),
    "1m": (1_000_000, 20_000),
    "coords": (100_000, 100_000),
}
FIRST, DAYS = np.datetime64("2022-02-24"), 1_000
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
PLAY = """(seconds) => new Promise((resolve) => {
  let frames = 0, draws = 0, running = true;
  document.addEventListener("timeline:drawn", () => draws++);
  const tick = () => { frames++; if (running) requestAnimationFrame(tick); };
  geoMap.window.set(19500, 19529); geoMap.timeline.speed = 30; geoMap.timeline.toggle(); tick();
  setTimeout(() => {
    running = false; geoMap.timeline.pause(); resolve([frames / seconds, draws / seconds]);
  }, seconds * 1000);
})"""


def synthetic(rows: int, places: int, seed: int = 1) -> gpd.GeoDataFrame:
    """Make up events: few places have most of them, days rise and fall, texts differ from row to row."""
    rng = np.random.default_rng(seed)
    lat = np.round(rng.normal(49.0, 2.0, places).clip(44, 55), 5)
    lon = np.round(rng.normal(35.5, 3.0, places).clip(22, 45), 5)
    weight = 1 / np.arange(1, places + 1) ** 0.8
    place = np.concatenate([np.arange(places), rng.choice(places, rows - places, p=weight / weight.sum())])
    start = FIRST + rng.integers(0, DAYS, rows)
    kind = rng.choice(np.array(EVENT_TYPES), rows, p=weighted(len(EVENT_TYPES)))
    claimant = rng.choice(np.array([f"Made-up source {n}" for n in range(40)]), rows, p=weighted(40))
    names = np.array([f"Place {n}" for n in range(places)])
    number = pd.Series(np.arange(rows).astype(str))
    frame = pd.DataFrame(
        {
            "event_id": "made-up-" + number,
            "place": names[place],
            "place_id": np.array([f"made-up:{n}" for n in range(places)])[place],
            "place_kind": "settlement", "country": "UA", "precision": "settlement", "radius_km": 0.0,
            "lat": lat[place], "lon": lon[place],
            "start": start.astype("datetime64[s]"), "end": start.astype("datetime64[s]"),
            "known_on": (start + rng.geometric(0.6, rows) - 1).astype("datetime64[s]"),
            "date_precision": "day", "event_type": kind, "claimant": claimant,
            "claimant_side": rng.choice(np.array(["Ukraine", "Russia", "independent"]), rows),
            "actor": rng.choice(np.array(["Ukraine", "Russia", ""]), rows), "basis": "claimed",
            "source_name": claimant, "confidence": np.round(rng.uniform(0.5, 1, rows), 2),
            "summary": "Made-up report " + number + " of " + pd.Series(kind) + " at " + names[place],
            "source_url": "https://example.org/" + number,
        }
    )  # fmt: skip
    return gpd.GeoDataFrame(frame, geometry=gpd.points_from_xy(frame["lon"], frame["lat"]), crs="EPSG:4326")


def weighted(count: int) -> np.ndarray[Any, Any]:
    weight = 1 / np.arange(1, count + 1)
    return np.asarray(weight / weight.sum())


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
    empty = dashboard(page, geo.map.encode(events.iloc[:1]), folder)
    return sizes | opened | {"page_1_event_ms": empty, "page_ms": dashboard(page, full, folder)}


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
    whole = page.evaluate(STEP.replace("iso(day)", "iso(-900)"), 60)
    frames, draws = page.evaluate(PLAY, 4)
    heap = page.evaluate("() => { gc(); return performance.memory.usedJSHeapSize / 1e6; }")
    times, scripts = ([step[part] for step in steps] for part in (0, 1))
    return {
        "first_paint_ms": first_paint, "step_ms": statistics.median(times), "step_p95_ms": quantile(times),
        "script_ms": statistics.median(scripts), "script_p95_ms": quantile(scripts), "step_all_ms": whole[0],
        "script_all_ms": whole[1], "frames_s": frames, "drawn_steps_s": draws, "heap_mb": heap,
        "requests_in_steps": len([url for url in requests if not url.startswith(("data:", "blob:"))]),
    }  # fmt: skip


APP = """
import pickle, sys, time
import streamlit as st
from geo.map.component import event_map
st.set_page_config(layout="wide")
packed = st.cache_resource(lambda path: pickle.load(open(path, "rb")))(sys.argv[1])
event_map(packed, key="map", height=700)
"""


def dashboard(page: Page, packed: geo.map.Payload, folder: Path) -> float:
    """Open a Streamlit page with the map, twice; return the milliseconds of the second, warm time."""
    (folder / "app.py").write_text(APP)
    (folder / "events.pickle").write_bytes(pickle.dumps(packed))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    flags = ["--server.headless=true", f"--server.port={port}", "--server.fileWatcherType=none"]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        *flags,
        "--",
        str(folder / "events.pickle"),
    ]
    root = str(Path(geo.map.__file__).parents[2])
    process = subprocess.Popen(
        command, cwd=folder, env=os.environ | {"PYTHONPATH": root},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        return min(visit(page, f"http://127.0.0.1:{port}") for _ in range(3))
    finally:
        process.terminate()
        process.wait()


def visit(page: Page, url: str) -> float:
    for _ in range(150):
        try:
            began = time.perf_counter()
            page.goto(url)
            break
        except PlaywrightError:
            time.sleep(0.2)
    text = page.frame_locator(".geo-map iframe").locator(".gm-date")
    text.filter(has_text="20").wait_for(timeout=60_000)
    return (time.perf_counter() - began) * 1000


def quantile(values: list[float], part: float = 0.95) -> float:
    return sorted(values)[int(part * (len(values) - 1))]


def stock(page: Page, events: gpd.GeoDataFrame, folder: Path, steps: int = 3) -> dict[str, float]:
    """Take the usual way: filter in Python, build a folium map of circle markers, load its frame anew."""
    leaflet = Path(geo.map.__file__).parent / "vendor" / "leaflet" / "leaflet.js"
    page.route("**/*leaflet.js", lambda route: route.fulfill(path=leaflet))
    page.route(
        "https://**",
        lambda route: route.fulfill(body="") if "leaflet.js" not in route.request.url else route.fallback(),
    )
    times = []
    for step in range(steps):
        began = time.perf_counter()
        day = FIRST + 600 + step
        rows = events[events["start"] <= day]
        stock_map = folium.Map(location=(49, 35), zoom_start=6, tiles=None, prefer_canvas=True)
        for lat, lon in zip(rows["lat"], rows["lon"], strict=True):
            folium.CircleMarker((lat, lon), radius=4).add_to(stock_map)
        path = folder / "stock.html"
        stock_map.save(str(path))
        page.goto(path.as_uri(), timeout=180_000)
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        times.append((time.perf_counter() - began) * 1000)
    return {"stock_step_ms": statistics.median(times)}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="100k,1m,coords")
    parser.add_argument(
        "--stock", action="store_true", help="also measure the usual pattern (minutes at 100k)"
    )
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    results: dict[str, Mapping[str, float]] = {}
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for size in options.sizes.split(","):
            rows, places = SIZES[size]
            events = synthetic(rows, places)
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            found = measure(page, events, Path(name))
            page.close()
            if options.stock:
                page = browser.new_page(viewport={"width": 1440, "height": 900})
                found |= stock(page, events, Path(name), steps=3 if rows <= 10_000 else 1)
                page.close()
            results[size] = found
            print(f"\n{size}: {rows:,} events, {places:,} places")
            for key, value in found.items():
                print(f"  {key:28}{value:>12,.2f}")
        browser.close()
    if options.json:
        options.json.write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
