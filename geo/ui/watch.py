"""Watch places: what is new there since the reader's last visit.

The reader's browser remembers which places are watched and which claims it has seen there; the server keeps
nothing. What was seen before this session stays the measure of "new" until the session ends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from geo.ui.component import component
from geo.ui.data import place_label
from geo.ui.i18n import _, n_

#: A browser keeps the newest claims of a place; older ones count as seen.
MOST = 500
_MOST_PLACES = 50


def watch(events: pd.DataFrame, place_id: str) -> tuple[str | None, frozenset[str]]:
    """Draw the watched places; return the one the reader opens, if any, and the new claims of `place_id`.

    `events` are all that this reader may see, without filters: a filter must not make a claim look new.
    """
    heard = _heard()
    fresh = {place: new_claims(events, place, seen) for place, seen in (heard or {}).items()}
    here = fresh.get(place_id, [])
    note = (
        n_("{n} new claim since your last visit", "{n} new claims since your last visit", len(here))
        if here
        else _("Nothing new since your last visit")
    )
    result = component("watch", '<div class="watch"></div>')(
        key="watch",
        data={
            "place": place_id,
            "name": place_label(events, place_id),
            "seen": newest(events, place_id),
            "heard": heard is not None,
            "news": {place: len(claims) for place, claims in fresh.items()},
            "names": {place: place_label(events, place) for place in fresh},
            "note": note,
            "words": {
                "watch": _("Watch this place"),
                "watching": _("Watched"),
                "open": _("Show this place"),
            },
        },
        default={"watched": None},
        on_watched_change=lambda: None,
        on_place_change=lambda: None,
    )
    return result.place, frozenset(here)


def _heard() -> Mapping[str, Sequence[str]] | None:
    """Return place → claims seen before this session; None until the browser has told."""
    session = st.session_state
    told = _told((session.get("watch") or {}).get("watched"))
    if told is not None:
        known = session.get("watched", told)
        session["watched"] = {place: known.get(place, seen) for place, seen in told.items()}
    return session.get("watched")


def newest(events: pd.DataFrame, place_id: str) -> list[str]:
    """Return the ids of a place's newest claims."""
    rows = events[events["place_id"] == place_id].sort_values("known_on", ascending=False, kind="stable")
    return [str(each) for each in rows["event_id"].head(MOST)]


def new_claims(events: pd.DataFrame, place_id: str, seen: Sequence[str]) -> list[str]:
    """Return the ids of a place's claims that were not there at the last visit."""
    known = set(seen)
    return [claim for claim in newest(events, place_id) if claim not in known]


def _told(value: Any) -> dict[str, list[str]] | None:
    """Read what the browser says; anything else than lists of ids is left out."""
    if not isinstance(value, Mapping):
        return None
    return {
        str(place): [str(claim) for claim in claims[:MOST]]
        for place, claims in list(value.items())[:_MOST_PLACES]
        if isinstance(claims, list)
    }
