"""The session: widget values in Streamlit's session state, and the link that carries them.

Widgets own their values; `load` puts a link's values into them before they are drawn, `save` writes
the link of what they show after the page ran.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from urllib.parse import urlencode, urlsplit, urlunsplit

import pandas as pd
import streamlit as st

from geo.ui.filters import FACETS, Filters, Window
from geo.ui.i18n import number, preferred
from geo.ui.state import ALL_DAYS, State, decode, encode

_AROUND = pd.Timedelta(days=14)
_LINK = "_link"
_NOTES = "_notes"
_OFFERED = "_offered"  # key of a widget → its choices: word → value
_BETWEEN = " · "  # a word and the number of claims that it leaves


def load(known_values: Callable[[], Mapping[str, Collection[str]]]) -> None:
    """Read the URL into the session when it is new: at the start, or when the reader changed it.

    `known_values` are asked for only where the URL says something.
    """
    query = _query()
    if _LINK not in st.session_state or (query and query != st.session_state[_LINK]):
        state, dropped = decode(query, known_values() if query else None)
        apply(state)
        st.session_state[_NOTES] = dropped
    st.session_state[_LINK] = query


def save() -> None:
    """Write the session into the URL; the reader copies it from the address bar."""
    link = encode(collect())
    if link != _query():
        st.query_params.from_dict(link)
    st.session_state[_LINK] = link


def _query() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def visit(page: str) -> None:
    """Count the visits of pages: a map that is left and opened again is a new one with a new key."""
    if st.session_state.get("_page") != page:
        st.session_state.update(_page=page, _visit=st.session_state.get("_visit", 0) + 1)
        st.session_state.pop("_map_seen", None)


def notes() -> list[str]:
    """Return what the link asked for and could not have, once."""
    return list(st.session_state.pop(_NOTES, []))


def apply(state: State) -> None:
    """Put a state into the session."""
    for facet in FACETS:
        st.session_state[f"f_{facet}"] = list(state.filters.choices.get(facet, ()))
    st.session_state["f_precision"] = state.filters.precision
    st.session_state["f_text"] = state.filters.text
    st.session_state["f_area"] = state.filters.area
    st.session_state["f_known"] = state.filters.known
    st.session_state["window"] = state.window
    st.session_state["span"] = state.span
    st.session_state["as_known"] = state.as_known
    st.session_state["view"] = state.view
    st.session_state["selection"] = state.selection
    st.session_state["layers"] = list(state.layers)
    st.session_state["compare"] = state.compare
    st.session_state["language"] = state.language or preferred()


def collect() -> State:
    """Read the state of the session."""
    session = st.session_state
    language = session.get("language", "en")
    return State(
        window=session.get("window"),
        span=session.get("span"),
        as_known=bool(session.get("as_known")),
        view=session.get("view"),
        selection=session.get("selection", ""),
        layers=tuple(session.get("layers", State().layers)),
        filters=filters(),
        compare=session.get("compare"),
        language=language if language != preferred() else "",
    )


def filters() -> Filters:
    """Read the filters of the session."""
    session = st.session_state
    choices = {facet: tuple(chosen(f"f_{facet}")) for facet in FACETS}
    return Filters(
        choices={facet: values for facet, values in choices.items() if values},
        precision="".join(chosen("f_precision")),
        text=(session.get("f_text") or "").strip(),
        area=session.get("f_area"),
        known=session.get("f_known"),
    )


def offer(key: str, words: Mapping[str, str], counts: Mapping[str, int]) -> dict[str, str]:
    """Return the labels of the choices (value → word) of a widget that is about to be drawn, with counts.

    Browsers send labels back, those of an older run if its counts were others, and Streamlit would take them
    for values that it does not know: what was chosen is put into the session anew, by its words. Two values
    with one word are told apart by the values themselves.
    """
    session = st.session_state
    twice = {word for word, count in Counter(words.values()).items() if count > 1}
    words = {value: f"{word} ({value})" if word in twice else word for value, word in words.items()}
    session.setdefault(_OFFERED, {})[key] = {word: value for value, word in words.items()}
    values = chosen(key)
    session[key] = "".join(values) if isinstance(session.get(key, []), str) else values
    return {value: f"{word}{_BETWEEN}{number(counts[value])}" for value, word in words.items()}


def chosen(key: str) -> list[str]:
    """Return the values chosen in a widget of choices."""
    raw = st.session_state.get(key) or []
    offered = st.session_state.get(_OFFERED, {}).get(key, {})
    values = set(offered.values())
    found = (
        each if each in values or not offered else offered.get(each.rpartition(_BETWEEN)[0])
        for each in ([raw] if isinstance(raw, str) else raw)
    )
    return list(dict.fromkeys(each for each in found if each is not None))


def known_on(window: Window | None = None) -> dt.date | None:
    """Return the day as known on which things are shown, None for now.

    It is the day of the filter; with a `window`, no later than its end while the timeline keeps to what was
    known then.
    """
    then = window[1] if window and st.session_state.get("as_known") else None
    return min(filter(None, (st.session_state.get("f_known"), then)), default=None)


def look_at(events: pd.DataFrame) -> None:
    """Open the map on the days of events, with some days around them."""
    shown = pd.concat([events["start"].fillna(events["known_on"]), events["end"]]).dropna()
    window = ALL_DAYS
    if len(shown):
        window = (shown.min() - _AROUND).date(), (shown.max() + _AROUND).date()
    st.session_state.update(window=window, span=None, view=None, selection="")


def clear_filters() -> None:
    """Take every filter away, and the window with them; the view stays."""
    for facet in FACETS:
        st.session_state[f"f_{facet}"] = []
    st.session_state.update(f_precision="", f_text="", f_area=None, f_known=None, window=ALL_DAYS)


def _seen(opening: Window | None) -> State:
    """Read the state with the days and the view that the map opened on, which the address bar leaves out."""
    state, seen = collect(), st.session_state.get("_map_seen")
    return replace(state, window=state.window or opening, view=state.view or (seen.view if seen else None))


def address(opening: Window | None = None) -> str:
    """Return the full address of what is shown, to send; `opening` are the days of who chose none."""
    path = urlsplit(st.context.url or "").path
    return _address(path or "/", _seen(opening))


def feed() -> str:
    """Return the address of a feed of the newest claims that fit the filters and the selected place."""
    state = collect()
    base = (st.get_option("server.baseUrlPath") or "").strip("/")
    wanted = State(filters=replace(state.filters, known=None), selection=state.selection)
    return _address(f"/{base}/feed.atom" if base else "/feed.atom", wanted)


def _address(path: str, state: State) -> str:
    site = urlsplit(st.context.url or "")
    query = urlencode(encode(state), doseq=True, safe=",:.\"'")
    return urlunsplit((site.scheme, site.netloc, path, query, ""))
