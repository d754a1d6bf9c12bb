"""Pack events into columns for the browser, and read them back.

The browser draws one symbol per *site*: a place as one precision names it. Rows are sorted by (site, day), so
a time window is a run of rows in each site. Numbers and codes lie in typed arrays (the core); texts lie apart
(see `geo.map.texts`) and are inflated only when a place is clicked. The ids of the events, which compress
badly and are asked for only by layers that name their evidence, lie behind.

`Payload.data` is: u32 length of the core (little-endian), the core (see `geo.map.container`), u32 length of
the texts, the texts, the ids.
"""

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.errors import EventsError
from geo.map import codes, container, shapes, texts
from geo.map import names as local
from geo.map.container import Array, Number

VERSION = 3
SITE_NAMES = ("place", "place_uk", "place_ru", "place_id")
SITE_CODES = ("district", "region", "country", "place_kind", "precision")
SITE_TEXTS = (*SITE_NAMES, *SITE_CODES)
SITE_NUMBERS = ("lat", "lon", "radius_km")
CODES = (
    "claimant", "source_name", "event_type", "claimant_side", "actor", "basis", "control", "control_sense",
    "date_precision", "lang", "licence", "status",
)  # fmt: skip  # what tells most stands first: the others may follow from it
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
    day, basis = _sorting_days(events)
    order = np.lexsort((day, site))
    days = _Days(day[order], basis[order], *(_days(events, name)[order] for name in ("end", "known_on")))
    counts = np.bincount(site, minlength=len(first_rows))
    names = {name: _texts(events, name, first_rows) for name in SITE_NAMES}
    record, distinct = _distinct(list(zip(*names.values(), strict=True)))
    site_codes, site_values = _all_codes(events, SITE_CODES, first_rows)
    row_codes, row_values = _all_codes(events, CODES, order)
    parents, code_columns = _packed_codes(site_codes, row_codes)
    numbers = {name: _floats(events, name)[first_rows] for name in SITE_NUMBERS}
    sites = {name: _pick(site_values[name], site_codes[name]).tolist() for name in SITE_CODES}
    header = {
        "version": VERSION,
        "rows": len(order),
        "sites": len(first_rows),
        "names": [name for record in distinct for name in record],
        "values": site_values | row_values,
        "parents": parents,
        "districts": local.areas(
            site_values["district"], zip(sites["district"], sites["region"], strict=True)
        ),
        "regions": local.areas(site_values["region"], ()),
        "places": local.places(names, numbers["lat"], numbers["lon"]),
    }
    columns = {
        **_day_columns(events, days, counts, order),
        "confidence": Number.of(_floats(events, "confidence")[order]),
        **{name: Number.of(values) for name, values in numbers.items()},
        "name": record,
        **code_columns,
        **_extents(events, first_rows),
    }
    core = container.pack(header, columns)
    rows = _rows(counts, names | sites, days.day, days.basis, days.known, row_codes)
    said, ids = (
        texts.pack({name: _texts(events, name, order) for name in part}, rows) for part in (TEXTS, IDS)
    )
    data = b"".join((len(core).to_bytes(4, "little"), core, len(said).to_bytes(4, "little"), said, ids))
    texts_at = 4 + len(core)
    return Payload(data, order, texts_at, texts_at + 4 + len(said))


def decode(data: bytes) -> pd.DataFrame:
    """Read a payload back: `COLUMNS` in packed order, without outlines."""
    size = 4 + int.from_bytes(data[:4], "little")
    header, columns = container.unpack(data[4:size])
    counts, values = columns["site_count"], header["values"]
    site = np.repeat(np.arange(header["sites"]), counts)
    day = _running(columns["first_day"].astype("i8"), columns["day_step"].astype("i8"), counts)
    record = np.where(columns["name"] == 0, np.cumsum(columns["name"] == 0), columns["name"]) - 1
    names = {
        name: _pick(header["names"][k :: len(SITE_NAMES)], record).tolist()
        for k, name in enumerate(SITE_NAMES)
    }
    site_codes, row_codes = (
        codes.unpack({name: header["parents"][name] for name in part}, columns, rows)
        for part, rows in ((SITE_CODES, header["sites"]), (CODES, header["rows"]))
    )
    sites = names | {name: _pick(values[name], site_codes[name]).tolist() for name in SITE_CODES}
    frame: dict[str, Any] = {name: _pick(sites[name], site) for name in SITE_TEXTS}
    frame |= {name: columns[name][site] for name in SITE_NUMBERS}
    frame |= {name: _pick(values[name], row_codes[name]) for name in CODES}
    frame["start"] = _dates(np.where(columns["day_basis"] == _START, day, np.nan))
    frame["end"] = _dates(day + columns["span"])
    frame["known_on"] = _dates(day + columns["lag"])
    never = np.full(len(day), np.nan)
    frame |= {name: _dates(columns.get(name, never)) for name in REPLAY}
    frame["confidence"] = columns["confidence"]
    rows = _rows(counts, sites, day, columns["day_basis"], day + columns["lag"], row_codes)
    ids_at = size + 4 + int.from_bytes(data[size : size + 4], "little")
    frame |= texts.unpack(data[size + 4 : ids_at], rows) | texts.unpack(data[ids_at:], rows)
    return pd.DataFrame(frame, columns=list(COLUMNS))


def _rows(
    counts: Array,
    names: Mapping[str, list[str]],
    day: Array,
    basis: Array,
    known: Floats,
    row_codes: Mapping[str, Array],
) -> texts.Rows:
    """Say what texts may repeat of their rows, as the browser knows it."""
    day = np.where(basis == _NEITHER, texts.NEVER, day)
    published = np.where(np.isnan(known), day, np.nan_to_num(known)).astype("i8")
    return texts.Rows(np.repeat(np.arange(len(counts)), counts), names, day, published, row_codes)


def _sites(events: gpd.GeoDataFrame) -> tuple[Array, Array]:
    """Number the sites, fullest first, then along a curve; return the site of each row, their first rows."""
    key = np.zeros(len(events), dtype="i8")
    for name in (*SITE_TEXTS, *SITE_NUMBERS):
        if name not in events:
            continue
        codes, uniques = pd.factorize(events[name], use_na_sentinel=False)
        if len(uniques) > 1:
            key = pd.factorize(key * len(uniques) + codes)[0]
    counts = np.bincount(key)
    firsts = np.full(len(counts), len(key), dtype="i8")
    np.minimum.at(firsts, key, np.arange(len(key)))
    rank = np.lexsort((_curve(*(_floats(events, name)[firsts] for name in ("lat", "lon"))), -counts))
    number = np.empty_like(rank)
    number[rank] = np.arange(len(rank))
    return number[key], firsts[rank]


def _curve(lat: Floats, lon: Floats) -> Array:
    """Number points along a Z-order curve of cells of 0.006 degrees: near numbers lie near each other."""
    cells = [np.nan_to_num((value + 180) * 182).clip(0, 2**16 - 1).astype("i8") for value in (lat, lon)]
    bits = [(cell[:, None] >> np.arange(16) & 1) << 2 * np.arange(16) + k for k, cell in enumerate(cells)]
    return np.asarray(bits[0].sum(axis=1) + bits[1].sum(axis=1))


def _distinct(records: Sequence[tuple[str, ...]]) -> tuple[Array, list[tuple[str, ...]]]:
    """List distinct records; 0 stands for the next one of the list, n for the n-th, which has been before."""
    number: dict[tuple[str, ...], int] = {}
    keys = []
    for record in records:
        keys.append(number.get(record, 0))
        number.setdefault(record, len(number) + 1)
    return container.narrow(np.array(keys, dtype="i8")), list(number)


class _Days(NamedTuple):
    """Days since 1970 of rows in packed order: the one they are sorted by and its basis, end, publication."""

    day: Array
    basis: Array
    end: Floats
    known: Floats


def _sorting_days(events: gpd.GeoDataFrame) -> tuple[Array, Array]:
    """Return the day each row is sorted by, and what it stands for: start, publication, or neither."""
    start, known = _days(events, "start"), _days(events, "known_on")
    basis = np.where(~np.isnan(start), _START, np.where(~np.isnan(known), _KNOWN_ON, _NEITHER)).astype("u1")
    day = np.where(basis == _START, start, known)
    earliest = np.nanmin(day) if np.isfinite(day).any() else 0.0
    return np.where(basis == _NEITHER, earliest - 1, day).astype("i8"), basis


def _day_columns(
    events: gpd.GeoDataFrame, days: _Days, counts: Array, order: Array
) -> dict[str, Array | Number]:
    first_day, step = _steps(days.day, counts)
    columns: dict[str, Array | Number] = {
        "site_count": counts.astype("u4"),
        "first_day": first_day.astype("i4"),
        "day_step": container.narrow(step),
        "day_basis": days.basis,
        "span": Number.of(days.end - days.day),
        "lag": Number.of(days.known - days.day),
    }
    for name in REPLAY:
        if np.isfinite(found := _days(events, name)).any():
            columns[name] = Number.of(found[order])
    return columns


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


def _codes(events: gpd.GeoDataFrame, name: str, rows: Array) -> tuple[Array, list[str]]:
    """Number the distinct texts of a column, in alphabetical order; a missing one is empty."""
    if name not in events:
        return np.zeros(len(rows), dtype="i8"), [""]
    found, uniques = pd.factorize(events[name].iloc[rows], use_na_sentinel=False)
    words = ["" if missing else str(text) for text, missing in zip(uniques, pd.isna(uniques), strict=True)]
    values = sorted(set(words))
    rank = {text: number for number, text in enumerate(values)}
    return np.array([rank[text] for text in words], dtype="i8")[found], values


def _all_codes(
    events: gpd.GeoDataFrame, names: Sequence[str], rows: Array
) -> tuple[dict[str, Array], dict[str, list[str]]]:
    """Number the texts of columns; return codes and values by column."""
    found = {name: _codes(events, name, rows) for name in names}
    return {name: keys for name, (keys, _) in found.items()}, {
        name: words for name, (_, words) in found.items()
    }


def _packed_codes(*tables: dict[str, Array]) -> tuple[dict[str, str], dict[str, Array]]:
    """Pack tables of codes; return the parent of each column, and the arrays."""
    parents: dict[str, str] = {}
    columns: dict[str, Array] = {}
    for table in tables:
        above, arrays = codes.pack(table)
        parents |= above
        columns |= arrays
    return parents, columns


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
