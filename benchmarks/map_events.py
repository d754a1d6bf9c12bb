"""Made-up events for benchmarks/map.py: real names of places, texts and links such as tables have."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.events import EVENT_TYPES

GAZETTEER = Path(__file__).parents[1] / "data" / "gazetteer.sqlite"
FIRST, DAYS, SOURCES = np.datetime64("2022-02-24"), 1_000, 40
SUMMARIES = [
    "On {d} {month} {year}, artillery shelled {place}, {region}. {harm}.",
    "{n} drones attacked {place} ({region}); {m} were shot down. {harm}.",
    "The forces of both sides clashed near {place}, {region}. Casualties unknown.",
    "On {d} {month} {year}, aircraft dropped {n} guided bombs on {place}. {harm}.",
    "Wreckage fell on a {thing} at {place}, {region}. {harm}.",
    "{n} assaults near {place} were repelled in a day, the staff says; {m} vehicles were lost.",
    "The head of {region} on {place}: {harm}.",
    "On {d} {month} {year}, work on the {thing} of {place} began again after {n} days.",
]
HARM = [
    "Casualties unknown", "No one was hurt", "{a} civilians were wounded",
    "{a} people were killed and {b} wounded, among them a child", "{b} houses and a {thing} were damaged",
    "A {thing} burned and {b} firefighters worked there", "Power was cut for {c}00 households",
]  # fmt: skip
THINGS = [
    "school",
    "warehouse",
    "substation",
    "railway station",
    "hospital",
    "farm",
    "block of flats",
    "bridge",
]
LINKS = [
    "https://news{source}.example.org/news/{year}/{mm}/{dd}/{page}/",
    "https://channel.example.org/source{source}/{page}",
    "https://example.org/source{source}/uk/article-{page}.html",
]


def made_up(rows: int, places: int, seed: int = 1) -> gpd.GeoDataFrame:
    """Make up events: few places have most of them, and almost every row has a text and a link of its own."""
    rng = np.random.default_rng(seed)
    sites = _sites(places, rng)
    weight = 1 / np.arange(1, places + 1) ** 0.8
    further = rng.choice(places, rows - places, p=weight / weight.sum())
    place = np.concatenate([np.arange(places), further])
    day = rng.integers(0, DAYS, rows)
    start = (FIRST + day).astype("datetime64[s]")
    source = rng.choice(SOURCES, rows, p=_falling(SOURCES))
    claimant = np.array([f"Made-up source {n}" for n in range(SOURCES)])[source]
    side = np.array(["Ukraine", "Russia", "independent"])[rng.integers(0, 3, SOURCES)]
    at = pd.DataFrame({name: column[place] for name, column in sites.items()})
    frame = at.assign(
        event_id=[f"made-up:{n}" for n in rng.permutation(rows)], place_kind="settlement", radius_km=0.0,
        precision="settlement", start=start, end=start,
        known_on=(FIRST + day + rng.geometric(0.6, rows) - 1).astype("datetime64[s]"), date_precision="day",
        event_type=rng.choice(np.array(EVENT_TYPES), rows, p=_falling(len(EVENT_TYPES))), claimant=claimant,
        claimant_side=side[source], actor=rng.choice(np.array(["Ukraine", "Russia", ""]), rows),
        basis="reported", source_name=claimant, confidence=np.round(rng.uniform(0.5, 1, rows), 2),
    )  # fmt: skip
    dates = pd.DatetimeIndex(start)
    frame["summary"] = _summaries(frame, dates, rng)
    frame["source_url"] = _links(source, day, dates, rng)
    return gpd.GeoDataFrame(frame, geometry=gpd.points_from_xy(frame["lon"], frame["lat"]), crs="EPSG:4326")


def from_texts(path: Path) -> gpd.GeoDataFrame:
    """Give made-up events the texts of a file of JSON lines with `text`, one each."""
    lines = path.read_text(encoding="utf-8").splitlines()
    texts = list(dict.fromkeys(str(json.loads(line)["text"]) for line in lines))
    return made_up(len(texts), len(texts) // 20).assign(summary=texts, source_url="")


def _sites(places: int, rng: np.random.Generator) -> dict[str, np.ndarray[Any, Any]]:
    """Take places from the gazetteer; where there are too few, their names come again elsewhere."""
    with sqlite3.connect(f"file:{GAZETTEER}?mode=ro", uri=True) as store:
        names = pd.read_sql(
            "SELECT p.name AS place, p.name_uk AS place_uk, p.name_ru AS place_ru, p.id AS place_id, "
            "p.lat, p.lon, p.country, r.name AS region, d.name AS district FROM places p "
            "LEFT JOIN places r ON r.row = p.region LEFT JOIN places d ON d.row = p.district "
            "WHERE p.kind = 'settlement' AND p.country IN ('UA', 'RU') "
            "ORDER BY p.population DESC, p.row LIMIT ?",
            store,
            params=(places,),
        ).fillna("")
    sites = {str(name): np.resize(names[name].to_numpy(), places) for name in names}
    again = np.arange(places) >= len(names)
    for name in ("lat", "lon"):
        sites[name] = np.round(sites[name] + again * rng.normal(0, 0.1, places), 5)
    return sites


def _summaries(events: pd.DataFrame, dates: pd.DatetimeIndex, rng: np.random.Generator) -> list[str]:
    rows = len(events)
    form, thing = rng.integers(0, len(SUMMARIES), rows), rng.integers(0, len(THINGS), rows)
    harm = np.minimum(rng.geometric(0.35, rows), len(HARM)) - 1
    a, b, c = rng.integers(2, 9, rows), rng.integers(2, 30, rows), rng.integers(1, 40, rows)
    n, m = rng.integers(2, 40, rows), rng.integers(1, 9, rows)
    days, months, years = dates.day.to_numpy(), dates.month_name().to_numpy(), dates.year.to_numpy()
    texts = []
    for k, (place, region) in enumerate(zip(events["place"], events["region"], strict=True)):
        words = {"a": a[k], "b": b[k], "c": c[k], "n": n[k], "m": m[k], "thing": THINGS[thing[k]]}
        date = {"d": days[k], "month": months[k], "year": years[k]}
        harm_said = HARM[harm[k]].format(**words)
        texts.append(SUMMARIES[form[k]].format(place=place, region=region, harm=harm_said, **date, **words))
    return [f"Made up: {text}" for text in texts]


def _links(
    source: np.ndarray[Any, Any], day: np.ndarray[Any, Any], dates: pd.DatetimeIndex, rng: np.random.Generator
) -> list[str]:
    """Number the pages of each source, more of them every day."""
    base, daily = rng.integers(1_000, 9_000_000, SOURCES), rng.integers(5, 300, SOURCES)
    page = base[source] + day * daily[source] + (rng.random(len(source)) * daily[source]).astype(int)
    parts = zip(source, page, dates.strftime("%Y"), dates.strftime("%m"), dates.strftime("%d"), strict=True)
    return [LINKS[s % 3].format(source=s, page=p, year=y, mm=m, dd=d) for s, p, y, m, d in parts]


def _falling(count: int) -> np.ndarray[Any, Any]:
    weight = 1 / np.arange(1, count + 1)
    return np.asarray(weight / weight.sum())
