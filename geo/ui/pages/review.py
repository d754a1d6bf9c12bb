"""Review: claims that wait for a person, the decision, and the log that undoes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import ceil
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from geo.errors import GeoError
from geo.events import STATUSES
from geo.ui import (
    access,
    claim,
    correction,
    data,
    decision_log,
    header,
    labels,
    problem,
    reason,
    taught,
    text,
)
from geo.ui.i18n import _, n_

if TYPE_CHECKING:
    from geo.store import Page

_ON_A_PAGE = 50
_LONG = 14  # claims that a list shows without scrolling in itself


def page() -> None:
    """Draw the page."""
    header.show(
        _("Review"), _("Every decision is logged with its reason and can be undone; nothing is deleted.")
    )
    who = access.editor()
    if not who:
        st.info(_("Editors review here. Sign in to add and correct claims."), icon=":material/lock:")
        access.sign_in()
        return
    problem.show_kept()
    if decision := correction.meanwhile():
        problem.warn(
            _("The claim that you had open was decided meanwhile: {decision}. Look at it again.").format(
                decision=decision_log.told(decision)
            ),
            icon=":material/group:",
        )
    waiting, log = st.tabs([_("Claims"), _("Log of decisions")], key="review_tabs", on_change="ignore")
    with waiting:
        _claims(who)
    with log:
        decision_log.show(who)
        taught.show(who)


def _claims(who: str) -> None:
    status, words = _asked()
    place = st.session_state.get("review_page", 1)
    try:
        found = _found(data.store().version(), status, words, place)
        if found.events.empty and place > 1:  # its last claim was decided
            st.session_state["review_page"] = place = max(1, ceil(found.total / _ON_A_PAGE))
            found = _found(data.store().version(), status, words, place)
    except GeoError as error:
        problem.show(error)
        return
    if found.events.empty:
        _nothing(status, words)
        return
    left, right = st.columns([2, 3], gap="medium")
    with left:
        event = _choose(found)
    with right:
        _decide(event, who)


def _asked() -> tuple[str, str]:
    """Ask which claims are wanted: their state of review, and words that stand in them."""
    states = {"new": _("Not reviewed"), **labels.words("status", STATUSES[1:]), "": _("All")}
    with st.container(horizontal=True, vertical_alignment="center"):
        status = st.pills(
            _("Which claims"),
            list(states),
            default="new",
            required=True,
            format_func=states.__getitem__,
            key="review_which",
            label_visibility="collapsed",
            wrap=True,
            on_change=_from_the_first,
        )
        words = st.text_input(
            _("Search"),
            key="review_words",
            placeholder=_("Place, source or words of the claim"),
            max_chars=200,
            label_visibility="collapsed",
            on_change=_from_the_first,
        )
    return str(status), words.strip()


def _from_the_first() -> None:
    st.session_state["review_page"] = 1


@st.cache_data(show_spinner=False, max_entries=20)
def _found(version: str, status: str, words: str, place: int) -> Page:
    """Ask the store for one page of claims; its `version` is part of the key."""
    return data.store().queue(status, words, offset=(place - 1) * _ON_A_PAGE, limit=_ON_A_PAGE)


def _nothing(status: str, words: str) -> None:
    if words or status != "new":
        st.info(_("No claim fits."), icon=":material/filter_alt_off:")
        return
    st.success(
        _("Nothing waits for review. Claims that you save on the page “Map a report” come here."),
        icon=":material/done_all:",
    )
    st.page_link(st.session_state["pages"]["read"], label=_("Map a report"), icon=":material/post_add:")


def _choose(found: Page) -> dict[str, Any]:
    st.markdown(n_("**{n}** claim", "**{n}** claims", found.total))
    rows = found.events.set_index("event_id", drop=False)
    names = labels.place_names(rows)
    states = rows["status"].nunique()

    def label(event_id: str) -> str:
        row = rows.loc[event_id]
        when = row["start"].date() if pd.notna(row["start"]) else _("no date")
        kind, said = labels.word("type", row["event_type"]), text.plain(row["claimant"])
        parts = [text.plain(names[event_id]), kind, str(when), *filter(None, [said])]
        if states > 1:
            parts.append(labels.word("status", row["status"]))
        return " · ".join(parts)

    lines = told_apart({event_id: label(event_id) for event_id in rows.index})
    # A short list keeps its own height: a phone shows what comes below it at once.
    with st.container(height=560 if len(lines) > _LONG else "content", border=False, key="review_list"):
        chosen = st.radio(
            _("Claim"),
            list(lines),
            format_func=lines.__getitem__,
            key="review_event",
            label_visibility="collapsed",
        )
    if found.total > _ON_A_PAGE:
        st.pagination(ceil(found.total / _ON_A_PAGE), key="review_page", max_visible_pages=5)
    claim_: dict[str, Any] = rows.loc[chosen].to_dict()
    return claim_


def told_apart(lines: Mapping[str, str]) -> dict[str, str]:
    """Number the labels that are alike: of two the same Streamlit opens the last one only."""
    seen: Counter[str] = Counter()
    numbered = {}
    for key, line in lines.items():
        seen[line] += 1
        numbered[key] = line if seen[line] == 1 else f"{line} ({seen[line]})"
    return numbered


def _decide(event: dict[str, Any], who: str) -> None:
    claim.show(event)
    event_id = event["event_id"]
    # Each decision makes the buttons and fields anew: those of before it would overwrite what it said.
    key = f"{event_id}_{correction.opened(event_id)}"
    with st.container(horizontal=True):
        if why := reason.ask("accept", _("Accept"), key, icon=":material/check:", type="primary"):
            correction.act("accept", event_id, who, why)
        gone = _("The claim leaves the map; it stays in the store and in the log.")
        if why := reason.ask("reject", _("Reject"), key, icon=":material/block:", help=gone):
            correction.act("reject", event_id, who, why)
    place, facts = st.tabs([_("Wrong place?"), _("Wrong facts?")])
    with place:
        correction.move(event, key, who)
    with facts:
        correction.edit(event, key, who)
