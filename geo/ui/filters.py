"""Which events the reader asked for: pure functions over arrays, fast at 100,000 events.

An `Index` is made once for a table of events. `Index.select` then answers three questions in one pass:
which rows stand, which rows stand but for the time window (the map's timeline needs those), and how
many rows each choice of each filter would leave.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.events import PRECISIONS, known
from geo.ui.search import Mask, Search

Window = tuple[dt.date, dt.date]
#: A box (west, south, east, north), or the corners of a drawn outline (lon, lat, lon, lat, …), in degrees.
Area = tuple[float, ...]

#: Filter → column; the order is the order in the sidebar.
FACETS: Mapping[str, str] = {
    "type": "event_type",
    "side": "claimant_side",
    "by": "claimant",
    "actor": "actor",
    "basis": "basis",
    "control": "control",
    "region": "region",
    "source": "source_name",
    "in": "lang",
    "status": "status",
}
#: The days on which a version of an event counts: from the first on, and until the second, not included.
REPLAY = ("known_from", "known_until")
_EPOCH = dt.date(1970, 1, 1)
_NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Filters:
    """What the reader asked for; the default asks for everything that was not rejected."""

    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # facet → wanted values
    precision: str = ""  # at least this precise, one of PRECISIONS
    text: str = ""  # words, "quoted phrases", -without
    area: Area | None = None
    known: dt.date | None = None  # as known on this day

    def __bool__(self) -> bool:
        return any(self.choices.values()) or bool(self.precision or self.text or self.area or self.known)


@dataclass(frozen=True)
class Selection:
    """The answer of `Index.select`."""

    rows: Mask  # stand, window included
    any_time: Mask  # stand but for the window and the day as known on: the map draws both itself
    counts: Mapping[str, Mapping[str, int]]  # filter → value → rows it would leave
    but: Callable[[str], Mask]  # filter → rows that every other filter leaves
    total: int


def outline(area: Area) -> BaseGeometry:
    """Turn an area into its shape, EPSG:4326; an outline that crosses itself is mended."""
    if len(area) == 4:
        return shapely.box(*area)
    ring = shapely.Polygon(list(zip(area[::2], area[1::2], strict=True)))
    valid: BaseGeometry = shapely.make_valid(ring)
    return valid


def within(area: Area, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> Mask:
    """Tell which points lie in an area, its edge included; a missing coordinate lies in none."""
    west, south, east, north = shapely.bounds(outline(area))
    inside: Mask = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    if len(area) > 4:
        near = np.flatnonzero(inside)
        inside[near] = shapely.intersects_xy(outline(area), lon[near], lat[near])
    return inside


def days(column: pd.Series[pd.Timestamp]) -> NDArray[np.int64]:
    """Turn dates into days since 1970; a missing date becomes the smallest integer."""
    return column.to_numpy().astype("datetime64[D]").astype(np.int64)


def day_number(value: dt.date) -> int:
    """Turn a date into days since 1970."""
    return (value - _EPOCH).days


class Index:
    """Arrays of one events table, made for filtering. It may have the versions of each event: see REPLAY."""

    def __init__(
        self, events: gpd.GeoDataFrame, spellings: Callable[[str], Sequence[str]] = lambda name: ()
    ) -> None:
        """Make the arrays; `spellings`: see `Search`."""
        self.events, self._spellings = events, spellings
        self.size = len(events)
        self._codes: dict[str, NDArray[np.int64]] = {}
        self.values: dict[str, list[str]] = {}
        for facet, column in FACETS.items():
            codes, values = pd.factorize(events[column].astype(object), sort=True)
            self._codes[facet], self.values[facet] = codes, [str(value) for value in values]
        published = days(events["known_on"])
        start, end = days(events["start"]), days(events["end"])
        # An event without a date is shown on the day it was reported; without any day, among all days only.
        self.first = np.where(events["start"].isna(), published, start)
        self.last = np.maximum(self.first, np.where(events["end"].isna(), self.first, end))
        reported = known(events)
        self._dated = reported.notna().to_numpy()
        # Without any day it is known on none, and yet today.
        self._since = np.where(self._dated, days(reported), _NEVER - 1)
        self._until = np.full(self.size, _NEVER)
        if set(REPLAY) <= set(events.columns):
            since, until = (days(events[name]) for name in REPLAY)
            self._since = np.maximum(self._since, since)  # a missing day is the smallest number
            self._until = np.where(events["known_until"].isna(), _NEVER, until)
        self._lat, self._lon = events["lat"].to_numpy(), events["lon"].to_numpy()
        rank = {name: place for place, name in enumerate(PRECISIONS)}
        self._rank = events["precision"].map(rank).fillna(len(rank)).to_numpy().astype(np.int64)

    @cached_property
    def search(self) -> Search:
        """What full-text searches look at."""
        return Search(self.events, self._spellings)

    @cached_property
    def known(self) -> dict[str, Collection[str]]:
        """The values that a link may ask for: those of each facet, and the ids of places."""
        return {**self.values, "place": frozenset(self.events["place_id"])}

    @cached_property
    def extent(self) -> Window | None:
        """The first and the last day that any event shows on; None without events."""
        if not self._dated.any():
            return None
        first, last = int(self.first[self._dated].min()), int(self.last[self._dated].max())
        return _EPOCH + dt.timedelta(first), _EPOCH + dt.timedelta(last)

    @cached_property
    def newest_report(self) -> dt.date | None:
        """The last day on which anything was published; None where no day is known."""
        known = self.events["known_on"].max()
        return None if pd.isna(known) else known.date()

    def warm(self) -> None:
        """Make beforehand what the first search would wait for."""
        self.search.warm()

    def counting(self, day: dt.date | None) -> Mask:
        """Tell which rows were known, and read so, on a day; None is now."""
        on = _NEVER - 1 if day is None else day_number(day)
        counting: Mask = (self._since <= on) & (on < self._until)
        return counting

    def select(self, filters: Filters, window: Window | None = None) -> Selection:
        """Apply filters and a window of days (both ends included)."""
        masks = {name: self._choice(name, wanted) for name, wanted in filters.choices.items() if wanted}
        if not filters.choices.get("status"):
            masks["status"] = ~self._choice("status", ("rejected",))
        if filters.precision in PRECISIONS:
            masks["precision"] = self._rank <= PRECISIONS.index(filters.precision)
        if filters.text.strip():
            masks["text"] = self.search.rows(filters.text)
        if filters.area:
            masks["area"] = self.inside(filters.area)
        known = self.counting(filters.known)
        inside = self._inside(window) & known
        misses = np.zeros(self.size, dtype=np.int8)
        for mask in masks.values():
            misses += ~mask
        any_time = misses == 0
        rows = any_time & inside

        def but(name: str) -> Mask:
            """Tell which rows every other filter leaves: they miss nothing, or only this filter."""
            left: Mask = (misses == ~masks[name]) & inside if name in masks else rows
            return left

        counts = {facet: self.count(facet, but(facet)) for facet in FACETS}
        counts["precision"] = self._at_least(but("precision"))
        return Selection(rows, any_time, counts, but, int(self.counting(None).sum()))

    def count(self, facet: str, rows: Mask) -> dict[str, int]:
        """Count rows by the values of a filter."""
        found = np.bincount(self._codes[facet][rows], minlength=len(self.values[facet]))
        return dict(zip(self.values[facet], found.tolist(), strict=True))

    @cached_property
    def ranked(self) -> dict[str, list[str]]:
        """The values of each filter, that of most rows first."""
        everything = np.ones(self.size, dtype=bool)
        found = {facet: self.count(facet, everything) for facet in FACETS}
        return {facet: sorted(counts, key=lambda value: -counts[value]) for facet, counts in found.items()}

    def _at_least(self, rows: Mask) -> dict[str, int]:
        """Count rows by the precision that they reach; "" asks for none."""
        found = np.bincount(self._rank[rows], minlength=len(PRECISIONS) + 1).cumsum()
        return dict(zip((*PRECISIONS, ""), found.tolist(), strict=True))

    def inside(self, area: Area) -> Mask:
        """Tell which rows lie in an area."""
        return within(area, self._lon, self._lat)

    def in_view(self, bounds: Area | None) -> Mask:
        """Tell which rows a map shows; those without a place are always there, and all without bounds."""
        if bounds is None:
            return np.ones(self.size, dtype=bool)
        shown: Mask = self.inside(bounds) | np.isnan(self._lat)
        return shown

    def newest(self, rows: Mask, most: int, before: Mask | None = None) -> NDArray[np.intp]:
        """Return the positions of the newest rows, newest first; rows without a day come last.

        Rows that are `before`, too, come before all others.
        """
        if before is not None:
            ahead = self.newest(rows & before, most)
            return np.concatenate([ahead, self.newest(rows & ~before, most - len(ahead))])
        return self._newest_first[rows[self._newest_first]][:most]

    @cached_property
    def _newest_first(self) -> NDArray[np.intp]:
        return np.argsort(~self.first, kind="stable")  # not minus: the smallest integer has no opposite

    def _choice(self, facet: str, wanted: tuple[str, ...]) -> Mask:
        values = self.values[facet]
        hits = np.fromiter((value in wanted for value in values), dtype=bool, count=len(values))
        return hits[self._codes[facet]] if len(values) else np.zeros(self.size, dtype=bool)

    def _inside(self, window: Window | None) -> Mask:
        if window is None:
            return np.ones(self.size, dtype=bool)
        inside: Mask = (self.first <= day_number(window[1])) & (self.last >= day_number(window[0]))
        if self.timeline is None or (window[0] <= self.timeline[0] and window[1] >= self.timeline[1]):
            inside |= ~self._dated
        return inside

    @cached_property
    def timeline(self) -> Window | None:
        """The days of the map's timeline: a week, a month or a range reaches it with one day only."""
        if not self._dated.any():
            return None
        exact = self.events["date_precision"].isin(["day", ""]).to_numpy()
        starts, ends = np.where(exact, self.first, self.last), np.where(exact, self.last, self.first)
        first, last = sorted((int(starts[self._dated].min()), int(ends[self._dated].max())))
        return _EPOCH + dt.timedelta(first), _EPOCH + dt.timedelta(last)
