"""One claim as a reviewer needs to see it: its sentence and facts, its report, and who else says so."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from geo.ui import data, labels, text
from geo.ui.i18n import _, day, number, span


def show(event: dict[str, Any]) -> None:
    """Draw the claim."""
    _claim(event)
    _context(event)
    _others(event)


def _claim(event: dict[str, Any]) -> None:
    """Show the sentence, what was read from it, and where it stands."""
    st.html(text.highlighted(event["quote"] or event["summary"] or event["title"], []))
    held = labels.word("control", event["control"]) if event["control"] else ""
    facts = {
        _("What happened"): labels.word("type", event["event_type"]),
        _("Who acted"): labels.word("actor", event["actor"]),
        _("When"): _when(event),
        _("Said to be held by"): held,
        _("Who says so"): event["claimant"] or _("claimant not named"),
        _("Basis"): labels.word("basis", event["basis"]),
        _("Placed as"): labels.word("precision", event["precision"]),
        _("Review"): labels.word("status", event["status"]),
    }
    st.markdown(" · ".join(f"{name}: **{text.plain(value)}**" for name, value in facts.items() if value))
    published = _("Published {day}").format(day=day(date_of(event["known_on"])))
    st.caption(text.plain(" · ".join(part for part in (event["source_name"], published) if part)))


def _when(event: dict[str, Any]) -> str:
    start, end = date_of(event["start"]), date_of(event["end"])
    if start and event["date_precision"] == "reported":
        return _("about {day} (the report names no day)").format(day=day(start))
    return span(start, end or start) if start else day(end)


def _context(event: dict[str, Any]) -> None:
    """Offer the report around the sentence, and its address."""
    report = data.store().report(event["report_id"])
    url = event["source_url"]
    if url.startswith(("http://", "https://")):
        st.link_button(_("Open the source"), url, icon=":material/open_in_new:", type="tertiary")
    if report is not None and len(report.text) > len(event["quote"]):
        with st.expander(_("The whole report"), icon=":material/article:"):
            quoted = (event["quote_start"], event["quote_end"], "placed", "")
            st.html(text.highlighted(report.text, [quoted] if event["quote"] else []))


def _others(event: dict[str, Any]) -> None:
    """Show who else writes about the place around that day: origins a side, competing answers, the order."""
    from geo.review import corroboration

    place_id = event["place_id"] or event["place"]
    known = date_of(event["start"]) or date_of(event["known_on"])
    found = corroboration(data.at_place(place_id), place_id, known)
    others = found.claims[found.claims["event_id"] != event["event_id"]]
    title = _("Other claims about this place")
    with st.expander(f"{title} ({number(len(others))})", icon=":material/forum:"):
        if others.empty:
            st.caption(_("Nobody else is known to write about this place around that day."))
            return
        sides = ", ".join(
            f"{labels.word('side', side)} {number(origins)}"
            for side, origins in sorted(found.origins.items())
        )
        st.markdown(_("Independent origins: {sides}.").format(sides=sides))
        if len(found.versions) > 1:
            answers = [
                _("{holder} (first said {day})").format(
                    holder=labels.word("control", control), day=day(date_of(first))
                )
                for control, first in zip(
                    found.versions["control"], found.versions["first_known"], strict=True
                )
            ]
            st.markdown(
                _("The answers to who holds it compete: {versions}.").format(versions="; ".join(answers))
            )
        st.dataframe(_others_table(others), hide_index=True, alt=title)
        st.caption(_("Seven days before and after, in the order they became known; nothing is weighed."))


def _others_table(claims: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("Known on"): claims["known_on"].dt.date,
            _("Who says so"): claims["claimant"].where(claims["claimant"] != "", _("claimant not named")),
            _("What happened"): [labels.word("type", kind) for kind in claims["event_type"]],
            _("Said to be held by"): [labels.word("control", v) if v else "" for v in claims["control"]],
            _("Sentence"): claims["quote"].where(claims["quote"] != "", claims["summary"]),
        }
    )


def date_of(value: Any) -> dt.date | None:
    """Give the day of a cell, None where it is empty."""
    return None if pd.isna(value) else value.date()
