"""The places that corrections taught the gazetteer, each with the way to take it back."""

from __future__ import annotations

import streamlit as st

from geo.ui import data, problem, text
from geo.ui.i18n import _


def show(who: str) -> None:
    """Draw the list, where there is one; `who` takes places back."""
    taught = [one for one in data.store().overrides() if not one.withdrawn]
    if not taught:
        return
    st.subheader(_("Places taught by corrections"))
    st.caption(
        _("In the next reports these words mean these places. An undone decision leaves them as they are.")
    )
    for one in reversed(taught):
        with st.container(horizontal=True, vertical_alignment="center", border=True):
            where = f"{one.lat:.4f}, {one.lon:.4f}"
            facts = [f"{one.surface} → {one.name} ({where})", one.who, f"{one.at:%Y-%m-%d}", one.reason]
            st.markdown(text.plain(" · ".join(part for part in facts if part)))
            st.button(
                _("Forget"),
                icon=":material/undo:",
                key=f"forget_{one.id}",
                on_click=_forget,
                args=(one.id, who),
            )


def _forget(override_id: int, who: str) -> None:
    from geo import review

    with problem.kept():
        review.withdraw(data.store(), data.gazetteer(), override_id, who)
