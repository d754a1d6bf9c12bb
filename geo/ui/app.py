"""Read the link, run the page, write the link."""

from __future__ import annotations

import html
import logging
from collections.abc import Callable
from importlib import import_module

import streamlit as st

from geo.errors import GeoError
from geo.ui import access, back, press, problem, session
from geo.ui.data import dataset, published
from geo.ui.i18n import _
from geo.ui.opening import ASSETS

_LOG = logging.getLogger(__name__)


def main() -> None:
    """Run a page; `dashboard.py` calls it on every rerun."""
    try:
        _run()
    except GeoError as error:
        _fail(error)


def _fail(error: GeoError) -> None:
    """Say why there is no page; a host's visitors are not told where its store is."""
    _LOG.error("no page: %s", error)
    title = _("The map cannot be shown now")
    with st.container(key="title"):  # the outline of the page gives way to it
        st.html(f"<h1>{html.escape(title)}</h1>")
    if _is_editor():
        problem.show(error)
    else:
        st.error(_("Its data cannot be read. Who runs this dashboard finds the reason in its log."))


def _is_editor() -> bool:
    try:
        return bool(access.editor())
    except GeoError:  # the secrets are what is wrong
        return False


def _run() -> None:
    session.load(lambda: dataset().index.known)
    pages = {
        "map": _page("map", _("Map"), "map", default=True),
        "compare": _page("compare", _("Compare"), "compare"),
        "places": _page("places", _("Places"), "location_city"),
        "sources": _page("sources", _("Sources"), "newspaper"),
        "read": _page("read", _("Map a report"), "post_add"),
        "review": _page("review", _("Review"), "rule"),
        "about": _page("about", _("About"), "info"),
    }
    st.session_state["pages"] = pages
    embedded = st.context.is_embedded
    chosen = st.navigation(list(pages.values()), position="hidden" if embedded else "top")
    session.visit(chosen.url_path)
    site = _("Front-line reports")
    st.set_page_config(page_title=f"{chosen.title} · {site}")
    if embedded:
        st.html(ASSETS / "embed.css")
    chosen.run()
    back.steps()
    session.save()
    press.forget()


def _page(name: str, title: str, icon: str, *, default: bool = False) -> st.Page:
    """Describe a page, whose module is imported when it is opened: others need libraries that it does not."""
    return st.Page(_opened(name), title=title, icon=f":material/{icon}:", url_path=name, default=default)


def _opened(name: str) -> Callable[[], None]:
    def run() -> None:
        import_module(f"geo.ui.pages.{name}").page()

    return run


def warm() -> None:
    """Make beforehand what the first visitor would wait for."""
    import_module("geo.ui.pages.map")
    published().warm()
