"""Ask why a decision is taken: a ready reason is one click, words of one's own are two."""

from __future__ import annotations

from typing import Any

import streamlit as st

from geo.ui import press
from geo.ui.i18n import N_, _

#: Action → the reasons that are ready to click.
READY = {
    "accept": (N_("The report says so"), N_("Others say so, too")),
    "reject": (
        N_("The report does not say so"),
        N_("No such event"),
        N_("Repeats another claim"),
        N_("Not about this war"),
    ),
    "move": (N_("Another place of this name"), N_("The report tells of another place")),
    "edit": (N_("The report says it otherwise"), N_("A later report corrects it")),
    "undo": (N_("Decided by mistake"), N_("A later report says otherwise")),
}


def ask(action: str, label: str, key: str, *, disabled: bool = False, **button: Any) -> str:
    """Draw the button of an action, which opens the reasons; return the one given, once, else "".

    `key` tells buttons of one action apart; `button` goes to the button.
    """
    with st.popover(label, key=f"{action}_{key}", disabled=disabled, **button):
        return given(action, label, key) or ""


def given(action: str, label: str, key: str, *, needed: bool = True) -> str | None:
    """Draw the reasons; return the one given, once, None without. One that is not `needed` may be empty."""
    why = None
    st.markdown(_("Why? The log keeps it."))
    for at, reason in enumerate(map(_, READY[action])):
        if press.button(reason, f"{action}_{key}_{at}", width="stretch"):
            why = reason
    with st.form(f"{action}_{key}_words", border=False):
        words = st.text_input(
            _("Reason") if needed else _("Reason (may be empty)"),
            max_chars=500,
            placeholder=_("In your own words"),
            key=f"{action}_{key}_text",
        )
        sent = press.button(label, f"{action}_{key}_send", st.form_submit_button)
        if sent and (words.strip() or not needed):
            why = words.strip()
    return why
