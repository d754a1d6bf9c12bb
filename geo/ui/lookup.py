"""Ask an online geocoder for a place, where the host set one up and the reviewer switches it on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.ui import problem, text
from geo.ui.i18n import _, current

if TYPE_CHECKING:
    from geo.gazetteer.user import UserPlace


def online(name: str, key: str) -> UserPlace | None:
    """Draw the switch and the answers; return the place that the reviewer picked."""
    from geo.online import Online, OnlineError, Settings

    try:
        settings = Settings.read()
        if settings is None:
            return None
        service = Online(settings)
        if not st.toggle(
            _("Ask {domain} too").format(domain=service.domain),
            key=f"online_{key}",
            help=_("Sends the name of the place, and nothing else, to this service."),
        ):
            return None
        st.caption(
            _("Sends the place name to {domain}. © OpenStreetMap contributors").format(domain=service.domain)
        )
        found = service.look_up(name, language=current()) if name else []
    except OnlineError as error:
        problem.warn(error, icon=":material/cloud_off:")
        return None
    lines = {at: text.plain(f"{place.name} · {place.country} · {place.lat:.3f}, {place.lon:.3f}")
             for at, place in enumerate(found)}  # fmt: skip
    if not lines:
        return None
    at = st.radio(
        _("Found online"), list(lines), index=None, format_func=lines.__getitem__, key=f"found_{key}"
    )
    return None if at is None else found[at]
