"""Two dates beside each other: who is said to hold what, and what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import geopandas as gpd
import pandas as pd
import streamlit as st
from shapely.geometry.base import BaseGeometry

from geo.map import Layer, Style
from geo.map.component import event_map
from geo.ui import header, labels, layers, sidebar
from geo.ui.data import dataset, gazetteer
from geo.ui.filters import Window
from geo.ui.i18n import _, current, day, number

Ground = Mapping[str, BaseGeometry]  # side → what it is estimated to hold, EPSG:4326

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
    frame = layers.estimate()
    if frame is None:
        st.info(_("No claim says who holds a settlement, so there is nothing to estimate."))
        return
    days = _choose(frame["start"].min().date(), frame["end"].max().date() - dt.timedelta(days=1))
    cells = [layers.cells_on(frame, each) for each in days]
    before, after = (layers.held(each) for each in cells)
    _table(before, after, days)
    _map(before, after, days)
    _settlements(*cells)
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


def _table(before: Ground, after: Ground, days: Window) -> None:
    rows = [
        (_("Ukraine, in Russia"), *(_across(each, "Ukraine") for each in (before, after))),
        (_("Russia, in Ukraine"), *(_across(each, "Russia") for each in (before, after))),
        (labels.word("side", "contested"), *(_km2(each.get("contested")) for each in (before, after))),
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


def _across(ground: Ground, side: str) -> float:
    """Measure the ground that a side is estimated to hold on the other side of the border, km²."""
    shape = ground.get(side)
    return 0.0 if shape is None else _km2(shape.intersection(layers.ground(layers.ABROAD[side])))


def _km2(shape: BaseGeometry | None) -> float:
    from geo.control import area_km2
    from geo.control.project import areal

    return 0.0 if shape is None else float(area_km2(areal(shape)))


@st.fragment  # what the reader does on this map changes nothing else on the page
def _map(before: Ground, after: Ground, days: Window) -> None:
    from geo.control import diff

    patches = diff(before, after).changes
    patches = patches[patches["side"] == "Ukraine"]
    gained, lost = (patches[patches["kind"] == kind] for kind in ("gained", "lost"))
    shown = (
        Layer(_("On {day}").format(day=day(days[0])), _frame(before), Style(line="dashed", fill=False)),
        Layer(_("On {day}").format(day=day(days[1])), _frame(after), Style(line="solid", opacity=0.15)),
        Layer(_("Ukraine gained"), gained, Style(colour="#2f7fd1", opacity=0.4, weight=1)),
        Layer(_("Ukraine lost"), lost, Style(colour="#d1495b", opacity=0.4, weight=1)),
    )
    with st.container(key="compare_map"):
        event_map(
            dataset().payload,
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


def _frame(ground: Ground) -> gpd.GeoDataFrame:
    sides = [side for side in _SIDES if side in ground]
    return gpd.GeoDataFrame({"side": sides}, geometry=[ground[side] for side in sides], crs="EPSG:4326")


def _settlements(before: gpd.GeoDataFrame, after: gpd.GeoDataFrame) -> None:
    sides = pd.DataFrame(
        {"before": before.set_index("cell_id")["side"], "after": after.set_index("cell_id")["side"]}
    ).fillna("unknown")
    moved = sides[(sides["before"] != sides["after"]) & (sides.index != "")]
    if moved.empty:
        st.caption(_("No settlement changes sides between these days in the estimate."))
        return
    shown = pd.DataFrame(
        {
            _("Place"): [_name(place_id) for place_id in moved.index],
            _("Before"): [labels.word("side", side) for side in moved["before"]],
            _("After"): [labels.word("side", side) for side in moved["after"]],
        }
    ).sort_values(_("Place"))
    with st.expander(_("Settlements that change sides: {n}").format(n=number(len(moved)))):
        st.dataframe(shown, hide_index=True, alt=_("Settlements that change sides in the estimate"))


def _name(place_id: str) -> str:
    place = gazetteer().by_id(place_id)
    return {"uk": place.name_uk, "ru": place.name_ru}.get(current(), "") or place.name
