"""Set the page up, read the link, run the page, write the link."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from geo.ui import session
from geo.ui.data import dataset
from geo.ui.i18n import _
from geo.ui.pages import about, compare, places, read, review, sources
from geo.ui.pages import map as map_page

ASSETS = Path(__file__).parent / "assets"


def main() -> None:
    """Run the dashboard; `dashboard.py` calls it on every rerun."""
    st.set_page_config(page_icon=ASSETS / "icon.svg", layout="wide")
    session.load(lambda: dataset().index.known)
    pages = {
        "map": st.Page(map_page.page, title=_("Map"), icon=":material/map:", url_path="map", default=True),
        "compare": st.Page(compare.page, title=_("Compare"), icon=":material/compare:", url_path="compare"),
        "places": st.Page(places.page, title=_("Places"), icon=":material/location_city:", url_path="places"),
        "sources": st.Page(sources.page, title=_("Sources"), icon=":material/newspaper:", url_path="sources"),
        "read": st.Page(read.page, title=_("Map a report"), icon=":material/post_add:", url_path="read"),
        "review": st.Page(review.page, title=_("Review"), icon=":material/rule:", url_path="review"),
        "about": st.Page(about.page, title=_("About"), icon=":material/info:", url_path="about"),
    }
    st.session_state["pages"] = pages
    embedded = st.context.is_embedded
    chosen = st.navigation(list(pages.values()), position="hidden" if embedded else "top")
    session.visit(chosen.url_path)
    st.html(ASSETS / "style.css")
    site = _("Front-line reports")
    st.set_page_config(page_title=f"{chosen.title} · {site}")
    if embedded:
        st.html(ASSETS / "embed.css")
    chosen.run()
    session.save()
