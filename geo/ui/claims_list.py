"""The list of claims beside the map: one component, linked to the map both ways."""

from __future__ import annotations

from collections.abc import Container, Hashable
from typing import Any

import pandas as pd

from geo.ui import labels
from geo.ui.component import component
from geo.ui.i18n import _, day
from geo.ui.search import Mask

_MARKUP = '<div class="claims" tabindex="0" role="region"></div>'
MOST = 100
_LONGEST = 600


def claims_list(
    events: pd.DataFrame,
    selected: str = "",
    *,
    key: str = "claims",
    new: Container[str] = (),
    named: Mask | None = None,
) -> str | None:
    """Draw the newest claims; return the place the reader clicked ("" to let go), else None.

    Claims whose ids are in `new` are marked. Those that are `named`, at a place that was searched for, come
    before those that hold the words alone.
    """
    data = {
        "claims": cards(events, new, named),
        "selected": selected,
        "words": {
            "title": _("Claims in view, newest first"),
            "skip": _("Past the list"),
            "show": _("Show this place on the map"),
            "new": _("new"),
            "opens": _("Opens the source in a new tab"),
            "empty": _("No claim here in these days. Move the map, widen the days or clear the filters."),
        },
    }
    clicked = component("claims", _MARKUP)(key=key, data=data, on_place_change=lambda: None).place
    return str(clicked["id"]) if clicked else None


def cards(events: pd.DataFrame, new: Container[str] = (), named: Mask | None = None) -> list[dict[str, Any]]:
    """Write the newest `MOST` claims for the list."""
    shown = events["start"].fillna(events["known_on"])
    first = named if named is not None and named.any() else False
    newest = events.assign(_shown=shown, _name=labels.place_names(events), _first=first)
    newest = newest.sort_values(
        ["_first", "_shown"], ascending=False, kind="stable", na_position="last"
    ).head(MOST)
    apart = newest["_first"].nunique() > 1
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in newest.to_dict("records"):
        # One sentence about several places is one card with several places.
        told = (row["report_id"], row["event_type"], row["quote"] or row["summary"])
        key = (row["_first"], row["_shown"], *told)
        card = found.setdefault(key, _card(row))
        card["new"] = card["new"] or row["event_id"] in new
        if apart:
            card["group"] = _("at a place of this name") if row["_first"] else _("in the words alone")
        card["places"].append({"name": row["_name"], "id": row["place_id"]})
    return list(found.values())


def _card(row: dict[Hashable, Any]) -> dict[str, Any]:
    text = row["quote"] or row["summary"] or row["title"]
    return {
        "day": day(None if pd.isna(row["_shown"]) else row["_shown"].date()),
        "group": "",
        "places": [],
        "new": False,
        "kind": labels.word("type", row["event_type"]),
        "text": text[:_LONGEST] + ("…" if len(text) > _LONGEST else ""),
        "quoted": bool(row["quote"]),
        "who": row["claimant"] or _("claimant not named"),
        "colour": labels.SIDE_COLOURS.get(row["claimant_side"], labels.SIDE_COLOURS[""]),
        "basis": labels.word("basis", row["basis"]),
        "source": row["source_name"],
        "url": row["source_url"],
    }
