"""Pack events into columns for the browser, and read them back.

The browser draws one symbol per *site*: a place as one precision names it. Rows are sorted by (site, day), so
a time window is a run of rows in each site. Numbers and codes lie in typed arrays (the core); texts lie apart
in deflated blocks of `BLOCK_ROWS` rows and are inflated only for the place that is clicked. The ids of the
events, which compress badly and are asked for only by layers that name their evidence, lie in blocks behind.

`Payload.data` is: u32 length of the core (little-endian), the core (see `geo.map.container`), text blocks,
id blocks.
"""

import hashlib
import json
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.errors import EventsError
from geo.map import container, shapes
from geo.map.container import Array, Number

VERSION = 2
BLOCK_ROWS = 2048
SITE_TEXTS = (
    "place", "place_uk", "place_ru", "place_id", "place_kind", "district", "region", "country", "precision",
)  # fmt: skip
SITE_NUMBERS = ("lat", "lon", "radius_km")
CODES = (
    "event_type", "actor", "claimant", "claimant_side", "basis", "control", "control_sense", "date_precision",
    "source_name", "lang", "licence", "status",
)  # fmt: skip
TEXTS = ("title", "summary", "quote", "source_url", "source_urls")
IDS = ("event_id",)
DATES = ("start", "end", "known_on")
REPLAY = ("known_from", "known_until")  # days of a review; most frames have none, and pay nothing
COLUMNS = (*SITE_TEXTS, *SITE_NUMBERS, *DATES, *REPLAY, "confidence", *CODES, *TEXTS, *IDS)

_START, _KNOWN_ON, _NEITHER = 0, 1, 2  # what the day of a row stands for

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Payload:
    """Hold packed events: `data` for the browser, `order` (packed row → row of the frame) for masks.

    `texts_at` and `ids_at` say where in `data` the texts and the ids begin.
    """

    data: bytes
    order: Array
    texts_at: int
    ids_at: int

    @cached_property
    def digest(self) -> str:
        """Name the content: equal events give an equal digest."""
        return digest(self.data)

    def mask(self, shown: Sequence[bool] | pd.Series) -> bytes:
        """Pack which rows of the frame are shown: one bit a row in packed order, gzipped."""
        bits = np.asarray(shown, dtype=bool)
        if len(bits) != len(self.order):
            rows = len(self.order)
            raise EventsError(f"the mask has {len(bits)} rows, the events have {rows}: mask the packed frame")
        return zlib.compress(np.packbits(bits[self.order], bitorder="little").tobytes(), 6, 31)


def digest(data: bytes) -> str:
    """Name content: equal bytes, equal name."""
    return hashlib.sha256(data).hexdigest()[:16]


def encode(events: gpd.GeoDataFrame) -> Payload:
    """Pack `events` for the map document.

    Takes the columns of `COLUMNS` (an absent one counts as empty) and the outlines in `geometry`, which
    are thinned for drawing. Dates are kept to the day. All else comes back from `decode` unchanged, in
    packed order.

    `known_from` is the day since which a row is read so, `known_until` the day on which it was corrected: the
    map hides corrected rows unless it shows what was known on an earlier day.
    """
    site, first_rows = _sites(events)
    start, end, known = (_days(events, name) for name in DATES)
    basis = np.where(~np.isnan(start), _START, np.where(~np.isnan(known), _KNOWN_ON, _NEITHER)).astype("u1")
    day = np.where(basis == _START, start, known)
    earliest = np.nanmin(day) if np.isfinite(day).any() else 0.0
    day = np.where(basis == _NEITHER, earliest - 1, day).astype("i8")

    order = np.lexsort((day, site))
    day = day[order]
    counts = np.bincount(site, minlength=len(first_rows))
    first_day, step = _steps(day, counts)
    values: dict[str, list[str]] = {}
    columns: dict[str, Array | Number] = {
        "site_count": counts.astype("u4"),
        "first_day": first_day.astype("i4"),
        "day_step": container.narrow(step),
        "day_basis": basis[order],
        "span": Number.of(end[order] - day),
        "lag": Number.of(known[order] - day),
        "confidence": Number.of(_floats(events, "confidence")[order]),
    }
    for name in REPLAY:
        if np.isfinite(days := _days(events, name)).any():
            columns[name] = Number.of(days[order])
    for name in SITE_NUMBERS:
        columns[name] = Number.of(_floats(events, name)[first_rows])
    for name in SITE_TEXTS:
        values[name] = _texts(events, name, first_rows)
    for name in CODES:
        codes, values[name] = _codes(events, name)
        columns[name] = container.narrow(codes[order])
    columns |= _extents(events, first_rows)
    texts, ids = (_blocks(events, order, names) for names in (TEXTS, IDS))
    ends = np.cumsum([0, *map(len, texts + ids)]).astype("u4")
    columns["text_at"], columns["id_at"] = ends[: len(texts) + 1], ends[len(texts) :]
    size = {"rows": len(day), "sites": len(first_rows), "block": BLOCK_ROWS}
    header = {"version": VERSION, **size, "values": values}
    core = container.pack(header, columns)
    data = b"".join((len(core).to_bytes(4, "little"), core, *texts, *ids))
    texts_at = 4 + len(core)
    return Payload(data, order, texts_at, texts_at + int(ends[len(texts)]))


def decode(data: bytes) -> pd.DataFrame:
    """Read a payload back: `COLUMNS` in packed order, without outlines."""
    size = 4 + int.from_bytes(data[:4], "little")
    header, columns = container.unpack(data[4:size])
    counts, values = columns["site_count"], header["values"]
    site = np.repeat(np.arange(header["sites"]), counts)
    day = _running(columns["first_day"].astype("i8"), columns["day_step"].astype("i8"), counts)
    frame: dict[str, Any] = {name: _pick(values[name], site) for name in SITE_TEXTS}
    frame |= {name: columns[name][site] for name in SITE_NUMBERS}
    frame |= {name: _pick(values[name], columns[name]) for name in CODES}
    frame["start"] = _dates(np.where(columns["day_basis"] == _START, day, np.nan))
    frame["end"] = _dates(day + columns["span"])
    frame["known_on"] = _dates(day + columns["lag"])
    never = np.full(len(day), np.nan)
    frame |= {name: _dates(columns.get(name, never)) for name in REPLAY}
    frame["confidence"] = columns["confidence"]
    for names, where in ((TEXTS, "text_at"), (IDS, "id_at")):
        at = columns[where].astype(int) + size
        blocks = [json.loads(zlib.decompress(data[a:b], -15)) for a, b in pairwise(at)]
        frame |= {name: [text for block in blocks for text in block[name]] for name in names}
    return pd.DataFrame(frame, columns=list(COLUMNS))


def _sites(events: gpd.GeoDataFrame) -> tuple[Array, Array]:
    """Number the sites, fullest first; return the site of each row and the first row of each site."""
    key = np.zeros(len(events), dtype="i8")
    for name in (*SITE_TEXTS, *SITE_NUMBERS):
        if name not in events:
            continue
        codes, uniques = pd.factorize(events[name], use_na_sentinel=False)
        if len(uniques) > 1:
            key = pd.factorize(key * len(uniques) + codes)[0]
    counts = np.bincount(key)
    rank = np.argsort(-counts, kind="stable")
    number = np.empty_like(rank)
    number[rank] = np.arange(len(rank))
    first_rows = np.full(len(rank), len(key), dtype="i8")
    np.minimum.at(first_rows, number[key], np.arange(len(key)))
    return number[key], first_rows


def _steps(day: Array, counts: Array) -> tuple[Array, Array]:
    """Split sorted days into the first day of each site and the step from row to row."""
    heads = np.cumsum(counts) - counts
    step = np.diff(day, prepend=day[:1])
    step[heads] = 0
    return day[heads], step


def _running(first: Array, step: Array, counts: Array) -> Array:
    """Undo `_steps`."""
    total = np.cumsum(step)
    heads = np.cumsum(counts.astype("i8")) - counts
    running: Array = total - np.repeat(total[heads] - first, counts)
    return running


def _texts(events: gpd.GeoDataFrame, name: str, rows: Array | slice) -> list[str]:
    if name not in events:
        return [""] * len(events.index[rows])
    column = events[name].iloc[rows]
    texts: list[str] = column.astype(object).where(column.notna(), "").astype(str).tolist()
    return texts


def _codes(events: gpd.GeoDataFrame, name: str) -> tuple[Array, list[str]]:
    """Number the distinct texts of a column, in alphabetical order; a missing one is empty."""
    if name not in events:
        return np.zeros(len(events), dtype="i8"), [""]
    codes, uniques = pd.factorize(events[name], use_na_sentinel=False)
    texts = ["" if missing else str(text) for text, missing in zip(uniques, pd.isna(uniques), strict=True)]
    values = sorted(set(texts))
    rank = {text: number for number, text in enumerate(values)}
    return np.array([rank[text] for text in texts], dtype="i8")[codes], values


def _pick(values: list[str], codes: Array) -> Array:
    return np.array(values, dtype=object)[codes] if len(codes) else np.array([], dtype=object)


def _floats(events: gpd.GeoDataFrame, name: str) -> Floats:
    if name not in events:
        return np.full(len(events), 0.0 if name == "radius_km" else np.nan)
    numbers: Floats = events[name].to_numpy(dtype="f8", na_value=np.nan)
    return numbers


def _days(events: gpd.GeoDataFrame, name: str) -> Floats:
    """Read a date column as days since 1970, NaN where unknown."""
    if name not in events:
        return np.full(len(events), np.nan)
    dates = events[name].to_numpy(dtype="datetime64[D]")
    return np.where(np.isnat(dates), np.nan, dates.astype("i8").astype("f8"))


def _dates(days: Floats) -> Array:
    whole = np.where(np.isnan(days), 0, days).astype("i8").astype("datetime64[D]").astype("datetime64[s]")
    return np.where(np.isnan(days), np.datetime64("NaT", "s"), whole)


def _extents(events: gpd.GeoDataFrame, first_rows: Array) -> dict[str, Array]:
    """Pack the outlines of sites that are not points, and which site each ring belongs to."""
    if "geometry" not in events or not len(first_rows):
        return {}
    outlines = events.geometry.array[first_rows]
    areas = [(site, shape) for site, shape in enumerate(outlines) if shape is not None and shape.area > 0]
    rings, owner = shapes.rings(areas)
    data, points = shapes.pack(rings)
    return {"extent": data, "extent_points": points, "extent_site": np.array(owner, dtype="u4")}


def _blocks(events: gpd.GeoDataFrame, order: Array, names: Sequence[str]) -> list[bytes]:
    columns = {name: _texts(events, name, order) for name in names}

    def blocks() -> Iterator[dict[str, list[str]]]:
        for row in range(0, len(order), BLOCK_ROWS):
            yield {name: column[row : row + BLOCK_ROWS] for name, column in columns.items()}

    with ThreadPoolExecutor(2) as pool:  # zlib works outside the interpreter lock
        return list(pool.map(_deflate, blocks()))


def _deflate(block: dict[str, list[str]]) -> bytes:
    text = json.dumps(block, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return zlib.compress(text, 6, -15)
