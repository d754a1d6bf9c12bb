"""The events on show: the demo, the store and what this session pasted, read once and shared."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import streamlit as st

import geo.map
from geo.events import frame, read_events
from geo.ui import access, labels
from geo.ui.filters import REPLAY, Index, Window
from geo.ui.i18n import _, current
from geo.ui.state import today

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer, Place
    from geo.map import Payload
    from geo.store import Store

DATA = Path(__file__).parents[2] / "data"
#: Thirty days of the demo that show the front move.
DEMO_OPENING = (dt.date(2024, 8, 6), dt.date(2024, 9, 4))
_MONTH = dt.timedelta(days=29)  # and the day itself
DEMO = DATA / "kursk" / "events.parquet"


class Dataset:
    """A table of events, what is made of it once, and a token that changes when the table does.

    `versions` has a row for each version that decisions made of an event, with the days on which it counts:
    see `geo.store.Store.versions`. `events` are the same rows without those days, for what `index` selects.
    """

    def __init__(self, versions: gpd.GeoDataFrame, token: str) -> None:
        self.versions = versions
        self.events = versions.drop(columns=list(REPLAY), errors="ignore")
        self.token = token
        self.made = dt.datetime.now(dt.UTC)
        self.index = Index(versions, spellings)
        # The demo and nothing else, nothing withheld: only then does what was made of the demo fit.
        self.pristine = versions["event_id"].equals(demo()["event_id"])

    def at(self, day: dt.date | None) -> gpd.GeoDataFrame:
        """Return the events as they were known and decided on a day; None is now."""
        counting = self.index.counting(day)
        return self.events if counting.all() else self.events[counting]

    @cached_property
    def opening(self) -> Window | None:
        """The days that the map opens on; None for every day.

        The first month of the demo while most claims are its own, else the month of the newest report.
        """
        newest = self.index.newest_report
        if newest is None:
            return None
        if 2 * self.events["event_id"].isin(demo()["event_id"]).sum() > self.index.size:
            return DEMO_OPENING
        return newest - _MONTH, newest

    def days(self, wanted: Window | None, known: dt.date | None = None) -> Window | None:
        """Return the days to show for the days that a reader wants; None wants every day.

        Nothing after a day is `known` on it.
        """
        extent = self.index.extent
        if extent is None:
            return None
        until = extent[1] if known is None else min(max(known, extent[0]), extent[1])
        first, last = (min(max(each, extent[0]), until) for each in wanted or extent)
        return first, last

    @cached_property
    def licences(self) -> list[str]:
        """The licences that the sources of the events state."""
        return sorted(filter(None, self.events["licence"].unique()))

    def warm(self) -> None:
        """Make the payload beforehand."""
        _packed = self.payload

    @cached_property
    def payload(self) -> Payload:
        """The events packed for the map; a filter then only sends a mask."""
        return geo.map.encode(self.versions)


@st.cache_resource(show_spinner=False)
def demo() -> gpd.GeoDataFrame:
    """Read the Kursk demo; an empty table where a host removed it."""
    return read_events(DEMO) if DEMO.exists() else frame([])


def gazetteer() -> Gazetteer:
    """Give the gazetteer, opened once for the server and anew after an import or a place taught."""
    from geo.gazetteer import Gazetteer

    return _opened(Gazetteer.version())


@st.cache_resource(show_spinner=False, max_entries=2)
def _opened(version: object) -> Gazetteer:
    """Open the gazetteer; `version` is the key."""
    from geo.gazetteer import Gazetteer

    return Gazetteer.open()


@st.cache_resource(show_spinner=False)
def store() -> Store:
    """Open the store of the address in the secrets, or the local file."""
    from geo.store import Store

    return Store.open()


@st.cache_resource(show_spinner=False, max_entries=4)
def _shared(version: object, rules: access.Policy | None, day: dt.date) -> Dataset:
    """Join demo and store; with `rules`, without what visitors may not see. The arguments are the key."""
    events = _shown([demo(), store().versions(rejected=True)])
    if rules is not None:
        events = access.withhold(events, rules, dt.datetime.now(dt.UTC))
    made = Dataset(events, f"{version}-{len(events)}-{rules is None}-{day}")
    threading.Thread(target=made.index.warm).start()  # no daemon: at the end it must not be cut short
    return made


def shared() -> Dataset:
    """Return the events that every session of this reader's kind sees."""
    return _latest(None if access.editor() else access.current_policy())


def published() -> Dataset:
    """Return the events that visitors see."""
    return _latest(access.current_policy())


def _latest(rules: access.Policy | None) -> Dataset:
    return _shared(store().version(), rules, today())


def dataset() -> Dataset:
    """Return the events this session may see, its own pasted ones included."""
    common = shared()
    own = own_events()
    if own is None:
        return common
    token = f"{common.token}+{','.join(own['event_id'])}"
    kept = st.session_state.get("_dataset")
    if kept is None or kept.token != token:
        events = _joined([common.versions, own])
        kept = Dataset(events, token)
        st.session_state["_dataset"] = kept
    return kept


def at_place(place_id: str) -> gpd.GeoDataFrame:
    """Return the events at a place that an editor may see; a large store is not read whole for them."""
    tables = [demo(), store().at_place(place_id, rejected=True), own_events()]
    events = _shown([table for table in tables if table is not None])
    return events[(events["place_id"] == place_id) | (events["place_id"] == "")]


def own_events() -> gpd.GeoDataFrame | None:
    """Return what this session pasted and did not save; None when nothing."""
    return st.session_state.get("own_events")


def keep_for_session(events: gpd.GeoDataFrame) -> None:
    """Keep events for this session alone; nothing is written."""
    before = own_events()
    st.session_state["own_events"] = events if before is None else _joined([before, events])


def _shown(tables: list[gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    """Join tables without what was rejected: an earlier table's row of it is gone, too."""
    events = _joined(tables)
    return events[events["status"] != "rejected"].reset_index(drop=True)


def _joined(tables: list[gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    """Join tables; of an event that two of them have, the later one tells."""
    filled = [table for table in tables if len(table)]
    if not filled:
        return frame([])
    *earlier, joined = filled
    for table in reversed(earlier):
        own = table[~table["event_id"].isin(joined["event_id"])]
        joined = gpd.GeoDataFrame(
            pd.concat([own, joined], ignore_index=True), geometry="geometry", crs=table.crs
        )
    return joined


def place_label(events: gpd.GeoDataFrame, place_id: str) -> str:
    """Write the name of a place that stands in the events, in the reader's language."""
    rows = events[events["place_id"] == place_id]
    return labels.place_name(rows.iloc[0]) if len(rows) else place_id


def title(regions: Mapping[str, int]) -> str:
    """Say what claims are about, counted by region: the region of most of them, where one stands out."""
    name, most = max(regions.items(), key=lambda each: each[1] if each[0] else 0, default=("", 0))
    if name and most >= max(1, 0.6 * sum(regions.values())):
        return _("{region}: what the reports say").format(region=region_name(name))
    return _("What the reports say about the front")


def region_name(name: str) -> str:
    """Write the name of a region or district in the reader's language; as it stands where it is not known."""
    return name if current() == "en" or not name else _local_name(name, current())


@lru_cache(maxsize=2000)
def _local_name(name: str, language: str) -> str:
    place = _area(name)
    own = place and (place.name_uk if language == "uk" else place.name_ru)
    return own or name


def spellings(name: str) -> tuple[str, ...]:
    """Return the Ukrainian and the Russian name of a region or district, where they are known."""
    place = _area(name)
    return () if place is None else tuple(filter(None, (place.name_uk, place.name_ru)))


def _area(name: str) -> Place | None:
    kinds = ("region", "district", "country")
    return next((place for place in gazetteer().named(name) if place.kind in kinds), None)
