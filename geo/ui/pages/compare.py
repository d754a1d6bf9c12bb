"""Two dates beside each other: who is said to hold what, and what changed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo.map import Layer, Style
from geo.map.component import event_map
from geo.ui import header, labels, layers, sidebar
from geo.ui.data import dataset
from geo.ui.filters import Window
from geo.ui.i18n import _, current, day, number

if TYPE_CHECKING:
    from geo.control import Difference, Estimate, EstimateSeries

_SIDES = ("Ukraine", "contested")
_FIRST = (dt.date(2024, 9, 1), dt.date(2025, 2, 1))


def page() -> None:
    """Draw the page."""
    data = dataset()
    selection = sidebar.filtered(data)
    header.show(
        _("Compare"),
        _(
            "What the reports say about two days, and what changed between them. An estimate from reports,"
            " not a survey."
        ),
        data.events[selection.rows],
    )
    with st.spinner(_("Estimating control from the reports …")):
        series = layers.series()
    if series is None:
        st.info(_("No claim says who holds a settlement, so there is nothing to estimate."))
        return
    days = _choose(series.start, series.end)
    before, after = (series.at(each) for each in days)
    changed = _difference(series, days)
    _table(before, after, days)
    _map(before, after, changed, days)
    _settlements(changed)
    layers.area_chart(*days)


def _choose(first: dt.date, last: dt.date) -> Window:
    wanted = st.session_state.get("compare") or _FIRST
    start, end = (min(max(each, first), last) for each in wanted)
    left, right, _rest = st.columns([1, 1, 3])
    one = left.date_input(_("Before"), start, first, last, key="compare_before", format="YYYY-MM-DD")
    two = right.date_input(_("After"), end, first, last, key="compare_after", format="YYYY-MM-DD")
    if one > two:
        st.warning(_("The first day is after the second; they are shown the other way round."))
        one, two = two, one
    st.session_state["compare"] = None if (one, two) == _FIRST else (one, two)
    return one, two


def _difference(series: EstimateSeries, days: Window) -> Difference:
    from geo.control import diff

    known = series.ground.places
    places = gpd.GeoDataFrame(known, geometry=gpd.points_from_xy(known["lon"], known["lat"]), crs="EPSG:4326")
    return diff(series.at(days[0]), series.at(days[1]), places)


def _table(before: Estimate, after: Estimate, days: Window) -> None:
    rows = [
        (_("Ukraine, in Russia"), *(_across(each, "Ukraine") for each in (before, after))),
        (_("Russia, in Ukraine"), *(_across(each, "Russia") for each in (before, after))),
        (labels.word("side", "contested"), before.km2("contested"), after.km2("contested")),
    ]
    table = pd.DataFrame(rows, columns=["side", "before", "after"])
    table["change"] = table["after"] - table["before"]
    for column in ("before", "after"):
        table[column] = [f"{number(round(value))} km²" for value in table[column]]
    table["change"] = [_signed(round(value)) for value in table["change"]]
    table.columns = pd.Index([_("Said to be held by"), day(days[0]), day(days[1]), _("Change")])
    st.table(table, hide_index=True, width="content", alt=_("Area of each side on both days"))


def _signed(km2: int) -> str:
    return f"{'+' if km2 > 0 else '−' if km2 < 0 else ''}{number(abs(km2))} km²"


def _across(estimate: Estimate, side: str) -> float:
    """Measure the ground that a side is estimated to hold on the other side of the border, km²."""
    from geo.control import area_km2
    from geo.control.project import areal

    return float(area_km2(areal(estimate.area(side).intersection(layers.ground(layers.ABROAD[side])))))


@st.fragment  # what the reader does on this map changes nothing else on the page
def _map(before: Estimate, after: Estimate, changed: Difference, days: Window) -> None:
    patches = changed.changes[changed.changes["side"] == "Ukraine"]
    gained, lost = (patches[patches["kind"] == kind] for kind in ("gained", "lost"))
    shown = (
        Layer(_("On {day}").format(day=day(days[0])), _held(before), Style(line="dashed", fill=False)),
        Layer(_("On {day}").format(day=day(days[1])), _held(after), Style(line="solid", opacity=0.15)),
        Layer(_("Ukraine gained"), gained, Style(colour="#2f7fd1", opacity=0.4, weight=1)),
        Layer(_("Ukraine lost"), lost, Style(colour="#d1495b", opacity=0.4, weight=1)),
    )
    data = dataset()
    with st.container(key="compare_map"):
        event_map(
            data.payload,
            key=f"compare_map_{st.session_state['_visit']}",
            language=current(),
            layers=shown,
            window=days,
            height="max(24rem, calc(100dvh - 20rem))",
        )
    st.caption(
        _(
            "Dashed: the first day. Solid: the second. The map changed: that is not the day a place changed "
            "hands."
        )
    )


def _held(estimate: Estimate) -> gpd.GeoDataFrame:
    return estimate.areas[estimate.areas["side"].isin(_SIDES)]


def _settlements(changed: Difference) -> None:
    table = changed.settlements
    if table.empty:
        st.caption(_("No settlement changes sides between these days in the estimate."))
        return
    shown = pd.DataFrame(
        {
            _("Place"): table["name"],
            _("Before"): [labels.word("side", value or "unknown") for value in table["before"]],
            _("After"): [labels.word("side", value or "unknown") for value in table["after"]],
        }
    ).sort_values(_("Place"))
    with st.expander(_("Settlements that change sides: {n}").format(n=number(len(table))), expanded=False):
        st.dataframe(shown, hide_index=True, alt=_("Settlements that change sides in the estimate"))
