"""One place's history: who claimed it, and when."""

from __future__ import annotations

import datetime as dt

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo.ui import charts, empty, header, labels, press, sidebar, text
from geo.ui.claims_list import claims_list
from geo.ui.data import dataset, place_label, region_name
from geo.ui.filters import Window
from geo.ui.i18n import _, day, n_, number, span
from geo.ui.watch import watch

#: Days around those on which claims differ.
_AROUND = dt.timedelta(days=3)


def page() -> None:
    """Draw the page."""
    data = dataset()
    selection = sidebar.filtered(data)
    events = data.events[selection.rows]
    placed = events[events["place_id"] != ""]
    header.show(
        _("Places"), _("Who claimed a place, and when: both sides beside each other."), lambda: events
    )
    if placed.empty:
        empty.show(data, _("No placed claim fits these filters and days."))
        return
    place_id = _choose(placed)
    opened, new = watch(data.at(None), place_id)
    if opened in set(placed["place_id"]) and opened != place_id:
        st.session_state["selection"] = opened
        st.rerun()
    _place(placed[placed["place_id"] == place_id], place_id, new)


def _choose(placed: gpd.GeoDataFrame) -> str:
    settled = placed["place_kind"].isin(["settlement", "facility"])
    counts = pd.concat([placed.loc[each, "place_id"].value_counts() for each in (settled, ~settled)])
    first = placed.drop_duplicates("place_id").set_index("place_id")
    names = labels.place_names(first)
    words = {
        key: f"{_in_its_district(names[key], first.loc[key])} · {number(int(count))}"
        for key, count in counts.items()
    }
    options = list(words)
    before = st.session_state.get("selection")
    shown = before if before in options else options[0]
    chosen = st.selectbox(_("Place"), options, options.index(shown), format_func=words.__getitem__)
    if chosen != shown:
        st.session_state["selection"] = chosen
    return str(chosen)


def _in_its_district(name: str, row: pd.Series) -> str:
    within = row["district"] or row["region"]
    return f"{name}, {region_name(within)}" if within and within != row["place"] else name


def _place(events: gpd.GeoDataFrame, place_id: str, new: frozenset[str]) -> None:
    name = place_label(events, place_id)
    st.header(name)
    disputed = _verdict(events)
    _weight(events, place_id)
    st.altair_chart(
        charts.place_history(events), alt=_("Claims about {place} in time, by side").format(place=name)
    )
    if disputed and (near := _closer(events, disputed)):
        st.markdown(_("**The days on which the claims differ**"))
        st.altair_chart(
            charts.place_history(events, near),
            alt=_("Claims about {place} on the days on which they differ, by side").format(place=name),
        )
    if press.button(_("Show on the map"), "to_map", icon=":material/map:"):
        st.session_state["selection"] = place_id
        st.switch_page(st.session_state["pages"]["map"])
    claims_list(events, key="place_claims", new=new)


def _weight(events: gpd.GeoDataFrame, place_id: str) -> None:
    """Say how many claims there are, and from how many independent origins."""
    from geo.review import corroboration

    claims, origins = len(events), int(events["origin_id"].nunique())
    by_side = sorted(corroboration(events, place_id).origins.items(), key=lambda each: -each[1])
    told = n_("**{n}** claim", "**{n}** claims", claims)
    apart = n_("**{n}** independent origin", "**{n}** independent origins", origins)
    sides = ", ".join(f"{labels.word('side', side)} {number(count)}" for side, count in by_side)
    st.markdown(f"{told} · {apart}: {sides}", help=_("Reports with nearly the same text count once."))


def _closer(events: gpd.GeoDataFrame, disputed: Window) -> Window | None:
    """Return the disputed days with some days around them, where they are a small part of the history."""
    shown = events["start"].fillna(events["known_on"])
    near = disputed[0] - _AROUND, disputed[1] + _AROUND
    whole = (shown.max() - shown.min()).days
    return near if (near[1] - near[0]).days < whole / 3 else None


def _verdict(events: gpd.GeoDataFrame) -> Window | None:
    """Say who is last said to hold the place, by each side; never who holds it.

    Returns the first and the last day on which the claims differed.
    """
    control = events[events["control"] != ""].sort_values(["start", "known_on"])
    if control.empty:
        st.caption(_("Nobody is said to hold this place in what is shown."))
        return None
    lines = []
    for side, claims in control.groupby("claimant_side"):
        last = claims.iloc[-1]
        at = last["start"] if pd.notna(last["start"]) else last["known_on"]
        lines.append(
            _("- {side}: last said to be held by **{holder}** — {claimant}, {day}").format(
                side=labels.word("side", str(side)),
                holder=labels.word("control", last["control"]),
                claimant=text.plain(last["claimant"]) or _("claimant not named"),
                day=day(None if pd.isna(at) else at.date()),
            )
        )
    st.markdown("\n".join(lines))
    return _agreement(control)


def _agreement(control: gpd.GeoDataFrame) -> Window | None:
    """Say whether the last claims of all sides agree, and when they did not; return those days."""
    last = control.groupby("claimant_side")["control"].last()
    if len(last) > 1 and last.nunique() == 1:
        holder = labels.word("control", str(last.iloc[0]))
        st.caption(_("The last claims of all sides agree: {holder}.").format(holder=holder))
    elif len(last) > 1:
        st.caption(_("The last claims of the sides compete."))
    days = _days_of_dispute(control)
    if not days:
        return None
    st.caption(_("Claims about control differed: {days}.").format(days=span(days[0], days[-1])))
    return days[0], days[-1]


def _days_of_dispute(control: gpd.GeoDataFrame) -> list[dt.date]:
    """Give the days of claims after which the last words of the sides differed, in their order."""
    last: dict[str, str] = {}
    days = []
    for start, known_on, side, holder in control[
        ["start", "known_on", "claimant_side", "control"]
    ].itertuples(index=False):
        last[side] = holder
        day_of_claim = known_on if pd.isna(start) else start
        if len(set(last.values())) > 1 and pd.notna(day_of_claim):
            days.append(day_of_claim.date())
    return days
