"""The log of decisions, newest first, each in the reader's words and with its undo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.ui import correction, data, labels, problem, reason, text
from geo.ui.i18n import N_, _

if TYPE_CHECKING:
    from geo.store import Decision

_MOST = 200
_ACTIONS = {
    "accept": N_("accepted"),
    "reject": N_("rejected"),
    "edit": N_("corrected"),
    "move": N_("moved"),
    "undo": N_("took back"),
}
#: Columns that a reader knows by a name, and the kind of their words; the others follow from these.
_COLUMNS = {
    "place": (N_("Place"), ""),
    "precision": (N_("Placed as"), "precision"),
    "start": (N_("From"), ""),
    "end": (N_("To"), ""),
    "event_type": (N_("What happened"), "type"),
    "actor": (N_("Who acted"), "actor"),
    "claimant": (N_("Who says so"), ""),
    "claimant_side": (N_("Side of who says so"), "side"),
    "basis": (N_("Basis"), "basis"),
    "control": (N_("Said to be held by"), "control"),
}
_LONGEST = 60


def show(who: str) -> None:
    """Draw the log; `who` takes decisions back."""
    decisions = list(reversed(data.store().decisions()))[:_MOST]
    if not decisions:
        st.info(_("No decision has been made yet."), icon=":material/history:")
        return
    claims = data.store().as_read({decision.event_id for decision in decisions})
    for decision in decisions:
        with st.container(border=True):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(_entry(decision, claims[decision.event_id]))
                if not decision.undone:
                    st.button(
                        _("Undo …"),
                        icon=":material/undo:",
                        key=f"undo_{decision.id}",
                        on_click=_turn,
                        args=(decision.id,),
                    )
            if st.session_state.get("undoing") == decision.id and not decision.undone:
                _undo(decision, who)


def told(decision: Decision) -> str:
    """Write in few words who decided what, and why."""
    return " · ".join(filter(None, (decision.who, _(_ACTIONS[decision.action]), decision.reason)))


def _turn(decision_id: int) -> None:
    """Open the question why a decision is taken back, or close it."""
    session = st.session_state
    session["undoing"] = None if session.get("undoing") == decision_id else decision_id


def _entry(decision: Decision, claim: Mapping[str, str]) -> str:
    """Write what was decided about which claim, what it changed, and why."""
    action = _(_ACTIONS[decision.action])
    subject = text.plain(f"{labels.place_name(claim)} · {labels.word('type', claim['event_type'])}")
    head = f"**{action}** · {subject}"
    when = f"{text.plain(decision.who)} · {decision.at:%Y-%m-%d %H:%M} UTC"
    lines = [f"~~{head}~~" if decision.undone else head, when]
    tail = [
        text.plain(part) for part in (*_changes(decision.before, decision.after), decision.reason) if part
    ]
    return "  \n".join([*lines, *tail])


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Write the values that changed, before and after."""
    lines = []
    for column, (name, kind) in _COLUMNS.items():
        if column in after and before.get(column) != after[column]:
            label, old, new = _(name), _value(column, kind, before), _value(column, kind, after)
            lines.append(f"{label}: {old} → {new}")
    if _position(after) and _position(before) != _position(after):
        lines.append(f"{_position(before) or '–'} → {_position(after)}")
    return lines


def _position(values: Mapping[str, Any]) -> str:
    lat, lon = values.get("lat"), values.get("lon")
    return "" if lat is None or lon is None else f"{lat:.4f}, {lon:.4f}"


def _value(column: str, kind: str, values: Mapping[str, Any]) -> str:
    value = _place(values) if column == "place" else values.get(column)
    if value in (None, ""):
        return "–"
    shown = labels.word(kind, str(value))
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"


def _place(values: Mapping[str, Any]) -> str:
    """Write the place in the reader's language, where the decision says it."""
    return labels.place_name({"place": "", "place_uk": "", "place_ru": "", **values})


def _undo(decision: Decision, who: str) -> None:
    """Ask why a decision is taken back, and take it back."""
    with st.container(key="undoing_why", width=420):
        why = reason.given("undo", _("Undo"), str(decision.id), needed=False)
    if why is None:
        return
    correction.decided()
    with problem.kept():
        data.store().undo(decision.id, who, why)
    st.session_state["undoing"] = None
    st.rerun()
