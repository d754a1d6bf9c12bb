"""Correct a claim: move it to another place, or change its facts."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo.events import BASES, CONTROLS, CRS, EVENT_TYPES, disc, frame
from geo.gazetteer.place import name_in
from geo.map import Layer, Payload, Style, encode
from geo.ui import data, labels, problem, reason, text
from geo.ui.claim import date_of
from geo.ui.i18n import _, current
from geo.ui.lookup import online

if TYPE_CHECKING:
    from geo.store import Decision

_RING_KM = 0.6
_OPEN = "review_open"  # the claim at hand, and the newest decision about it
_MEANWHILE, _SECONDS = "review_meanwhile", 60
_SIDES = ("", "Ukraine", "Russia", "independent")


def opened(event_id: str) -> int:
    """Remember which claim is open, and return the id of the newest decision about it, 0 for none."""
    log = data.store().decisions(event_id)
    seen = log[-1].id if log else 0
    st.session_state[_OPEN] = event_id, seen
    return seen


def meanwhile() -> Decision | None:
    """Return what somebody else has decided about the claim that stood open here, for a while.

    One run alone would not do: the map of the claim that takes its place draws the page anew at once.
    """
    session = st.session_state
    event_id, seen = session.pop(_OPEN, ("", 0))
    log = data.store().decisions(event_id) if event_id else []
    if log and log[-1].id != seen:
        session[_MEANWHILE] = time.monotonic(), log[-1]
    since, decision = session.get(_MEANWHILE, (0.0, None))
    return decision if time.monotonic() - since < _SECONDS else None


def decided() -> int:
    """Forget which claim is open, as this reader decides; return the newest decision that was seen of it."""
    st.session_state.pop(_MEANWHILE, None)
    seen: int = st.session_state.pop(_OPEN, ("", 0))[1]
    return seen


def act(action: str, event_id: str, who: str, why: str, **changes: Any) -> None:
    """Write a decision and draw the page anew; a refusal is shown on it, not raised."""
    from geo import review

    _write(partial(getattr(review, action), data.store(), event_id, who, why, **changes))


def _write(decide: Callable[..., Decision]) -> None:
    seen = decided()
    with problem.kept():
        decide(seen=seen)
    st.rerun()


def move(event: dict[str, Any], key: str, who: str) -> None:
    """Offer other places: those that the words can mean, a search, a point of the map."""
    event_id = event["event_id"]
    name = text.plain(labels.place_name(event))
    placed = event["precision"] != "unplaced"
    st.markdown((_("Placed at **{place}**") if placed else _("Not placed: **{place}**")).format(place=name))
    found = _candidates(event)
    query = st.text_input(_("Look a place up"), key=f"look_{key}", max_chars=100)
    if query.strip():
        gazetteer = data.gazetteer()
        found = [*gazetteer.search(query.strip(), limit=10, language=current()), *found]
    teach = st.checkbox(
        _("Remember this place for the same words in other reports"), key=f"teach_{key}", persist_state="page"
    )
    if found:
        places = {place.id: place for place in found}
        lines = {place_id: _place_line(place) for place_id, place in places.items()}
        chosen = st.radio(
            _("Move to"),
            list(places),
            index=None,
            format_func=lines.__getitem__,
            key=f"to_{key}",
        )
        if why := _ask_move(_("Move there"), key, disabled=chosen is None):
            _move_to_place(event_id, places[chosen], who, why, teach)
    if (picked := online(query.strip(), key)) and (why := _ask_move(_("Move there"), f"online_{key}")):
        _move_to_point(event_id, picked.lat, picked.lon, who, why, teach, picked.name)
    _move_on_map(event, key, who, teach)


def _ask_move(label: str, key: str, *, disabled: bool = False) -> str:
    return reason.ask("move", label, key, disabled=disabled, icon=":material/move_location:")


def _candidates(event: dict[str, Any]) -> list[Any]:
    from geo import review

    return [place for place, _score in review.candidates(event, data.gazetteer())]


def _place_line(place: Any) -> str:
    """Write a place so that those of one name can be told apart."""
    gazetteer = data.gazetteer()
    district = "" if place.district is None else name_in(gazetteer.place(place.district), current())
    parts = [gazetteer.label(place, current()), district, f"{place.lat:.2f}, {place.lon:.2f}"]
    return text.plain(" · ".join(part for part in parts if part))


def _move_to_place(event_id: str, place: Any, who: str, why: str, teach: bool) -> None:
    from geo import review

    _write(
        partial(review.move_to_place, data.store(), data.gazetteer(), event_id, place, who, why, teach=teach)
    )


def _move_on_map(event: dict[str, Any], key: str, who: str, teach: bool) -> None:
    from geo.map.component import event_map

    with st.expander(_("Or click on the map"), icon=":material/touch_app:"):
        above = st.container()  # a button below the map would be out of sight
        now = (event["lat"], event["lon"]) if pd.notna(event["lat"]) else None
        clicked = st.session_state.get(f"clicked_{key}")
        state = event_map(
            _no_events(),
            key=f"move_map_{key}",
            language=current(),
            layers=(
                *_ring(now, _("Where it stands now"), "#888888"),
                *_ring(clicked, _("Where you clicked"), "#b8860b"),
            ),
            view=(*now, 10) if now else None,
            height=420,
        )
        if state.clicked != clicked:
            st.session_state[f"clicked_{key}"] = state.clicked
            st.rerun()
        with above:
            if not clicked:
                st.caption(_("Click the map where it happened."))
                return
            lat, lon = clicked
            there = _("Move to {lat}, {lon}").format(lat=f"{lat:.4f}", lon=f"{lon:.4f}")
            if why := _ask_move(there, f"point_{key}"):
                _move_to_point(event["event_id"], lat, lon, who, why, teach)


@st.cache_resource
def _no_events() -> Payload:
    """An empty map: every click on it is a click on the ground."""
    return encode(frame([]))


@st.cache_resource(max_entries=64)
def _ring(point: tuple[float, float] | None, name: str, colour: str) -> tuple[Layer, ...]:
    """Mark a point (lat, lon) with a small ring; the same point gives the same layer, which is sent once."""
    if point is None:
        return ()
    table = gpd.GeoDataFrame({"side": [""]}, geometry=[disc(*point, _RING_KM)], crs=CRS)
    return (Layer(name, table, Style(colour=colour, fill=False, weight=3)),)


def _move_to_point(
    event_id: str, lat: float, lon: float, who: str, why: str, teach: bool, name: str = ""
) -> None:
    from geo import review

    point = partial(review.move_to_point, data.store(), data.gazetteer(), event_id, lat, lon, who, why)
    _write(partial(point, name=name, teach=teach))


def edit(event: dict[str, Any], key: str, who: str) -> None:
    """Offer the facts of a claim as fields."""

    def choose(column: Any, label: str, words: Sequence[str], field: str, kind: str) -> str:
        chosen: str = column.selectbox(
            label,
            words,
            index=words.index(event[field]) if event[field] in words else 0,
            format_func=labels.words(kind, words).__getitem__,
            key=f"{kind}_{key}",
        )
        return chosen

    left, right = st.columns(2)
    start = left.date_input(_("From"), value=date_of(event["start"]), format="YYYY-MM-DD", key=f"start_{key}")
    end = right.date_input(_("To"), value=date_of(event["end"]), format="YYYY-MM-DD", key=f"end_{key}")
    kind = choose(left, _("What happened"), EVENT_TYPES, "event_type", "type")
    actor = right.text_input(_("Who acted"), value=event["actor"], max_chars=100, key=f"actor_{key}")
    claimant = left.text_input(
        _("Who says so"), value=event["claimant"], max_chars=200, key=f"claimant_{key}"
    )
    side = choose(right, _("Side of who says so"), _SIDES, "claimant_side", "side")
    basis = choose(left, _("Basis"), BASES, "basis", "basis")
    control = choose(right, _("Said to be held by"), CONTROLS, "control", "control")
    wanted = {
        "start": start, "end": end, "event_type": kind, "actor": actor, "claimant": claimant,
        "claimant_side": side, "basis": basis, "control": control,
    }  # fmt: skip
    changes = {name: value for name, value in wanted.items() if value != _plain_value(event[name])}
    if changes.keys() & {"start", "end"}:
        changes["date_precision"] = _precision(start, end)
    backwards = bool(start and end and start > end)
    if backwards:
        st.error(_("“From” is after “To”."), icon=":material/error:")
    why = reason.ask(
        "edit", _("Save the correction"), key, disabled=backwards or not changes, icon=":material/save:"
    )
    if why:
        act("edit", event["event_id"], who, why, **changes)


def _precision(start: dt.date | None, end: dt.date | None) -> str:
    """Tell how exact the days are that a reviewer gave: no longer "about"."""
    if start is None:
        return "unknown"
    return "day" if end is None or end == start else "range"


def _plain_value(value: Any) -> Any:
    return date_of(value) if isinstance(value, pd.Timestamp) or pd.isna(value) else value
