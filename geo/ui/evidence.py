"""Why a cell of the estimate has its colour: the claims behind it, their weights, what would change it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from geo.errors import GeoError
from geo.ui import labels, layers, problem, text
from geo.ui.data import shared
from geo.ui.i18n import N_, _, day, number

if TYPE_CHECKING:
    from geo.control import Evidence

_AS_AROUND = N_("as its neighbours")


def show(cells: Sequence[str], on: dt.date) -> None:
    """Say why cells of the estimate have their colour, and what would change it.

    One cell was clicked, or a stretch of the front: then `cells` are those on both of its sides.
    """
    with st.spinner(_("Estimating control from the reports …")):
        made = layers.series()
    if made is None:
        return
    day_ = min(max(on, made.start), made.end)
    if len(cells) > 1:
        st.caption(_("The front runs here because the places on both sides of it are said to be held so:"))
    for cell in cells:
        try:
            found = made.evidence(cell, day_)
        except GeoError as error:
            problem.warn(error)
            continue
        with st.container(border=True, key=f"evidence_{cell}_{day_}"):
            _cell(found)


def _cell(found: Evidence) -> None:
    """Write the claims behind one cell, what each weighs, and what would change it."""
    from geo.control.evidence import CHANGE, HOW

    st.markdown(
        _("**Why {place} is shown as {side}** on {day}").format(
            place=text.plain(layers.name(found.place_id, found.name)),
            side=labels.word("side", found.side),
            day=day(found.date),
        )
    )
    st.caption(_words(HOW, found.how_words))
    for claim, said in zip(found.claims.to_dict("records"), _said(found.claims["event_id"]), strict=True):
        _claim(claim, said)
    st.caption(_words(CHANGE, found.change_words))


def _claim(claim: Mapping[Any, Any], said: str) -> None:
    """Write one claim behind a cell: who says what, what it weighs, and what the cell would be without it."""
    who = text.plain(claim["claimant"]) or _("not said")
    parts = [
        f"**{labels.word('side', claim['side'])}**",
        day(claim["date"]),
        who,
        labels.word("basis", claim["basis"]),
    ]
    weight = _("weight {now} ({then} on its day)")
    facts = [weight.format(now=f"{claim['score']:.2f}", then=f"{claim['weight']:.2f}")]
    if claim["implied"]:
        facts.append(_("read backwards: taken later, so held by the other side before"))
    if claim["km"]:
        facts.append(_("{km} km away").format(km=number(round(claim["km"]))))
    if claim["without"]:
        facts.append(
            _("without it: {side}").format(
                side=_(_AS_AROUND)
                if claim["without"] == _AS_AROUND
                else labels.word("side", claim["without"])
            )
        )
    st.markdown(" · ".join(parts) + (f"  \n{text.plain(said)}" if said else ""))
    st.caption("; ".join(facts))


def _words(said: Mapping[str, str], words: tuple[str, Mapping[str, str]]) -> str:
    """Say how it was decided, or what would change it, in the reader's language."""
    key, facts = words
    named = {name: labels.word("side", value) for name, value in facts.items() if name in ("side", "other")}
    if "weights" in facts:
        named["weights"] = _sides(facts["weights"])
    if "day" in facts:
        named["day"] = day(dt.date.fromisoformat(facts["day"]))
    return text.plain(_(said[key]).format(**{**facts, **named}))


def _sides(weights: str) -> str:
    """Write the sides in "Ukraine 0.50, Russia 0.25" in the reader's language."""
    for side in ("Ukraine", "Russia", "contested"):
        weights = weights.replace(side, labels.word("side", side))
    return weights


def _said(event_ids: pd.Series[str]) -> list[str]:
    """Return the quote of each claim, or its summary."""
    events = shared().events
    said = events["quote"].where(events["quote"] != "", events["summary"])
    by_id = dict(zip(events["event_id"], said, strict=True))
    return [by_id.get(name, "") for name in event_ids]
