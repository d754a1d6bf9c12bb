"""The list of claims beside the map: one component, linked to the map both ways."""

from __future__ import annotations

from collections.abc import Container, Hashable
from typing import Any

import pandas as pd

from geo.ui import labels
from geo.ui.component import component
from geo.ui.i18n import _, day

_MARKUP = '<div class="claims" tabindex="0" role="region"></div>'
MOST = 100
_LONGEST = 600


def claims_list(
    events: pd.DataFrame, selected: str = "", *, key: str = "claims", new: Container[str] = ()
) -> str | None:
    """Draw the newest claims; return the place the reader clicked ("" to let go), else None.

    Claims whose ids are in `new` are marked.
    """
    data = {
        "claims": cards(events, new),
        "selected": selected,
        "words": {
            "title": _("Claims in view, newest first"),
            "show": _("Show this place on the map"),
            "new": _("new"),
            "opens": _("Opens the source in a new tab"),
            "empty": _("No claim here in these days. Move the map, widen the days or clear the filters."),
        },
    }
    clicked = component("claims", _MARKUP)(key=key, data=data, on_place_change=lambda: None).place
    return str(clicked["id"]) if clicked else None


def cards(events: pd.DataFrame, new: Container[str] = ()) -> list[dict[str, Any]]:
    """Write the newest `MOST` claims for the list."""
    shown = events["start"].fillna(events["known_on"])
    newest = events.assign(_shown=shown, _name=labels.place_names(events))
    newest = newest.sort_values("_shown", ascending=False, kind="stable", na_position="last").head(MOST)
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in newest.to_dict("records"):
        # One sentence about several places is one card with several places.
        key = (row["_shown"], row["report_id"], row["event_type"], row["quote"] or row["summary"])
        card = found.setdefault(key, _card(row))
        card["new"] = card["new"] or row["event_id"] in new
        card["places"].append({"name": row["_name"], "id": row["place_id"]})
    return list(found.values())


def _card(row: dict[Hashable, Any]) -> dict[str, Any]:
    text = row["quote"] or row["summary"] or row["title"]
    return {
        "day": day(None if pd.isna(row["_shown"]) else row["_shown"].date()),
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
