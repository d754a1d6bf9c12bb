"""The estimate of control: layers for the map, areas for the chart, evidence for a cell."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock, Thread
from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import pandas as pd
import shapely
import streamlit as st

from geo.errors import GeoError, InputError
from geo.events import known as reported
from geo.map import Layer, Style
from geo.ui import snapshots
from geo.ui.data import DATA, gazetteer, shared
from geo.ui.i18n import _, current, day
from geo.ui.state import today

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.control import EstimateSeries
    from geo.ui.data import Dataset

#: The estimate of the demo, made beforehand by scripts/build_estimate.py.
READY = DATA / "kursk" / "estimate.parquet"
PUBLISHED = DATA / "kursk" / "published_areas.csv"
READY_AREAS = DATA / "kursk" / "estimate_areas.csv"
#: One estimate is made at a time.
_MAKING = Lock()


class Known(NamedTuple):
    """What the estimate rests on: what was known on a fixed day, and for each day what was known `then`."""

    on: dt.date | None
    then: bool


def known() -> Known:
    """Return what the reader wants the estimate to rest on; by default every report as it stands now."""
    return Known(st.session_state.get("f_known"), bool(st.session_state.get("as_known")))


@st.cache_resource(show_spinner=False, max_entries=4)
def _series(token: str, known: Known, _data: Dataset) -> EstimateSeries | None:
    """Estimate control day by day; None where no claim speaks of it. `token` is the key of the cache."""
    from geo.control import from_events

    events = _frozen(_data.versions, known.on) if known.then else _data.at(known.on)
    try:
        return from_events(events, gazetteer(), end=_last_day(_data, known.on), as_known=known.then)
    except InputError:
        return None


def _last_day(data: Dataset, known: dt.date | None) -> dt.date | None:
    """Return the day up to which the last claims are carried: no day after today or the day as known on."""
    days = data.days(None, known or today())
    return days and days[1]


def _frozen(versions: gpd.GeoDataFrame, day: dt.date | None) -> gpd.GeoDataFrame:
    """Return versions of events as they stood on a day: what was published or decided later is not yet."""
    if day is None:
        return versions
    at = pd.Timestamp(day) + pd.Timedelta(days=1)
    published = reported(versions) < at
    if "known_from" not in versions:
        return versions[published]
    kept = versions[published & ~(versions["known_from"] >= at)]
    return kept.assign(known_until=kept["known_until"].where(kept["known_until"] < at))


def series() -> EstimateSeries | None:
    """Return the estimate from everything this reader may see; what only the session has is not in it."""
    data = shared()
    return _series(data.token, known(), data)


def _ready() -> bool:
    """Tell whether the estimate made beforehand is the one to show."""
    return shared().pristine and READY.exists() and READY_AREAS.exists() and known() == Known(None, False)


def _frame(known: Known, data: Dataset) -> gpd.GeoDataFrame | None:
    from geo.control import estimate_layer

    made = _series(data.token, known, data)
    return None if made is None else estimate_layer(made)


def _beside(work: Callable[[], gpd.GeoDataFrame | None]) -> Future[gpd.GeoDataFrame | None]:
    """Do work beside the page, which may take seconds; the end of the program does not wait for it."""
    made: Future[gpd.GeoDataFrame | None] = Future()

    def fill() -> None:
        try:
            with _MAKING:
                result = work()
        except Exception as error:
            logging.getLogger(__name__).exception("the estimate of control failed")
            made.set_exception(error)
        else:
            made.set_result(result)

    Thread(target=fill, name="estimate", daemon=True).start()
    return made


@st.cache_resource(show_spinner=False, max_entries=4)
def _begun(token: str, ready: bool, known: Known, _data: Dataset) -> Future[gpd.GeoDataFrame | None]:
    """Begin an estimate beside the page; the one made beforehand is there at once."""
    if not ready:
        return _beside(lambda: _frame(known, _data))
    made: Future[gpd.GeoDataFrame | None] = Future()
    made.set_result(gpd.read_parquet(READY))
    return made


def _estimate() -> Future[gpd.GeoDataFrame | None]:
    data = shared()
    asked = (data.token, _ready(), known(), data)
    made = _begun(*asked)
    if made.done() and made.exception() is not None:
        _begun.clear(*asked)  # the next page tries again
    return made


def estimate() -> gpd.GeoDataFrame | None:
    """Return the dated cells and front lines of the estimate; None where no claim speaks of control."""
    with st.spinner(_("Estimating control from the reports …")):
        return _estimate().result()


def wanted() -> bool:
    """Tell whether the reader wants the estimate on the map, and there is something to estimate from."""
    return "control" in st.session_state.get("layers", ()) and bool(shared().index.size)


def pending() -> bool:
    """Tell whether the map waits for the estimate that the reader wants."""
    return wanted() and not _estimate().done()


@st.fragment(run_every=1.0)
def wait() -> None:
    """Draw the page anew as soon as the estimate is there."""
    if not pending():
        st.rerun()


def on_day(frame: gpd.GeoDataFrame, date: dt.date) -> gpd.GeoDataFrame:
    """Return the cells and front lines of the estimate that hold on a day, without their days."""
    at = pd.Timestamp(date)
    held = frame[(frame["start"] <= at) & (frame["end"] > at)]
    return held.drop(columns=["start", "end"]).assign(label=title(), source="")


def sides(date: dt.date) -> set[str]:
    """Return the sides whose ground the map shows on a day: none without an estimate of it."""
    frame = None if pending() or not wanted() else _estimate().result()
    if frame is None:
        return set()
    drawn = on_day(frame, date)
    return set(drawn["side"][drawn["kind"] == "area"])


def held(drawn: gpd.GeoDataFrame) -> dict[str, BaseGeometry]:
    """Join the cells of a day into the ground of each side."""
    cells = drawn[drawn["kind"] == "area"]
    return {str(side): shapely.union_all(part.geometry.to_numpy()) for side, part in cells.groupby("side")}


@st.cache_resource(show_spinner=False, max_entries=8)
def _layer(token: str, ready: bool, name: str, known: Known, _frame: gpd.GeoDataFrame) -> Layer:
    return Layer(name, _frame.assign(label=name, source=""), Style(line="dashed"))


def chosen() -> tuple[Layer, ...]:
    """Return the layers of the map: the estimate, where it is wanted and made, and the reader's own maps."""
    own = tuple(snapshots.chosen())
    frame = None if pending() or not wanted() else _estimate().result()
    if frame is None:
        return own
    return (_layer(shared().token, _ready(), title(), known(), frame), *own)


def title() -> str:
    """Say what the estimate rests on."""
    wanted = known()
    if wanted.then:
        return _("Control, estimate from what was known on each day")
    if wanted.on:
        return _("Control, estimate from reports known on {day}").format(day=day(wanted.on))
    return _("Control, estimate from reports")


def choose() -> None:
    """Draw the choice of layers in the sidebar."""
    box = st.sidebar.expander(_("Layers"), icon=":material/layers:", key="layers_box", on_change="rerun")
    if not box.open:
        return
    with box:
        st.toggle(
            _("Control, estimate from reports"),
            value="control" in st.session_state.get("layers", ()),
            key="w_control",
            on_change=_switched,
        )
        snapshots.choose()


def _switched() -> None:
    st.session_state["layers"] = ["control"] if st.session_state["w_control"] else []


@st.cache_data(show_spinner=False, max_entries=4)
def _areas(token: str, ready: bool, known: Known) -> pd.DataFrame:
    if ready:
        wide = pd.read_csv(READY_AREAS, parse_dates=["day"])
        sides = {"ukraine_km2": "Ukraine", "contested_km2": "contested"}
        return wide.rename(columns=sides).melt("day", list(sides.values()), "side", "km2")
    made = series()
    if made is None:
        return pd.DataFrame(columns=["day", "side", "km2"])
    from geo.control import ABROAD, country

    return pd.concat([made.areas((side,), within=country(code)) for side, code in ABROAD.items()])


def area_chart(*marks: dt.date) -> None:
    """Draw the estimated areas over time."""
    from geo.ui import charts

    data = shared()
    with st.spinner(_("Estimating control from the reports …")):
        table = _areas(data.token, _ready(), known())
    if table.empty:
        st.info(_("No claim says who holds a settlement, so there is nothing to estimate."))
        return
    seen = table[table.groupby("side")["km2"].transform("max") > 0]
    published = _published() if data.pristine and PUBLISHED.exists() else None
    st.altair_chart(charts.area(seen, marks, published), alt=_("Estimated area over time, by side"))
    st.caption(_("Estimate from reports: ground held across the border. Not a survey."))
    if published is not None:
        st.caption(_("Diamonds: areas of Ukrainian-held ground that were stated in public."))


@st.cache_data(show_spinner=False)
def _published() -> pd.DataFrame:
    table = pd.read_csv(PUBLISHED, parse_dates=["date"]).dropna(subset="area_km2")
    return table.rename(columns={"date": "day", "area_km2": "km2", "stated_by": "who"})[["day", "km2", "who"]]


def name(place_id: str, otherwise: str) -> str:
    """Write the name of a cell's place in the reader's language; as given where the gazetteer has none."""
    return whereabouts(place_id)[0] or otherwise


def whereabouts(place_id: str) -> tuple[str, str, str]:
    """Write a place, its district and its region in the reader's language; empty where there is none."""
    from geo.gazetteer.place import name_in

    found = gazetteer()
    try:
        place = found.by_id(place_id)
    except GeoError:
        return "", "", ""
    rows = (place.district, place.region)
    district, region = ("" if row is None else name_in(found.place(row), current()) for row in rows)
    return name_in(place, current()), district, region
