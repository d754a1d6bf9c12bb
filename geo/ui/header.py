"""The line above every page: what one looks at, how much of it, and how to take it along."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from types import MappingProxyType

import geopandas as gpd
import streamlit as st

from geo.ui import access, downloads, server, session, text
from geo.ui.component import component
from geo.ui.filters import Window
from geo.ui.i18n import LANGUAGES, _, current, n_

_EMBED = (
    '<iframe src="{address}{sign}embed=true" width="100%" height="640" '
    'style="border:0" title="{title}"></iframe>'
)


def show(
    title: str,
    line: str,
    shown: Callable[[], gpd.GeoDataFrame] | None = None,
    *,
    screen: Callable[[], downloads.Screen] | None = None,
    key: Mapping[str, str] = MappingProxyType({}),
    opening: Window | None = None,
) -> None:
    """Draw the title, one line of explanation, and the menus.

    `shown` returns the events to download, `screen` what the map of the page shows; `key` explains its
    colours and lines: word → CSS of the swatch; `opening` are the days that a reader sees who chose none.
    """
    component("root", "")(key="root", data={"language": current()})
    to_map = _("To the map") if screen else ""
    component("keys", '<button type="button"></button>')(key="keys", data={"map": to_map})
    with st.container(horizontal=True, vertical_alignment="center", key="header"):
        with st.container(gap=None, key="title"):
            after = f" {swatches(key)}" if key else ""
            st.html(f"<h1>{html.escape(title)}</h1><p>{html.escape(line)}{after}</p>")
        with st.container(width="content"):
            _menus(title, shown, screen, opening)
    if notes := session.notes():
        asked = ", ".join(f"“{text.plain(note)}”" for note in notes)
        st.warning(
            n_(
                "The link asked for {values}, which is not here; the rest of it is shown.",
                "The link asked for {values}, which are not here; the rest of it is shown.",
                len(notes),
                values=asked,
            ),
            icon=":material/link_off:",
        )


def swatches(key: Mapping[str, str]) -> str:
    """Write the key of a map as HTML: word → CSS of its swatch."""
    return '<span class="swatches">{}</span>'.format(
        "".join(
            f'<span class="swatch"><i style="{css}"></i>{html.escape(word)}</span>'
            for word, css in key.items()
        )
    )


@st.fragment
def _menus(
    title: str,
    shown: Callable[[], gpd.GeoDataFrame] | None,
    screen: Callable[[], downloads.Screen] | None,
    opening: Window | None,
) -> None:
    """Draw the menus. What stands in one is made when it is opened: then it is what the reader sees."""
    with st.container(horizontal=True, width="content", gap="small", key="menus"):
        if shown is not None:
            downloads.menu(shown, screen)
        _share(title, opening)
        _languages()
        _editor()


def stroke(line: str) -> str:
    """Return the CSS of the swatch of a line of a layer; CSS knows no dash-dot."""
    kind = {"dotted": "dotted", "solid": "solid"}.get(line, "dashed")
    return f"height:0;opacity:1;vertical-align:0.25em;border-top:3px {kind}"


def _share(title: str, opening: Window | None) -> None:
    opened = st.popover(_("Share"), icon=":material/share:", key="share", on_change="rerun")
    if not opened.open:
        return
    with opened:
        address = session.address(opening)
        _copy("link", address, title)
        st.caption(_("Page, days, filters, view and selected place are in the link."))
        sign = "&" if "?" in address else "?"
        frame = _EMBED.format(
            address=html.escape(address, quote=True), sign=sign, title=html.escape(title, quote=True)
        )
        _copy("frame", frame, title)
        if server.WARM.is_set():  # a host that runs the page alone has no feeds
            _copy("feed", session.feed(), title)
            st.caption(_("The newest claims that fit the filters and the selected place, for a feed reader."))


def _copy(kind: str, content: str, title: str) -> None:
    """Show a text with a button that copies it; a link can go to what the device shares with, too."""
    name, copy = {
        "link": (_("Link to what you see"), _("Copy link")),
        "frame": (_("Embed in a page"), _("Copy code")),
        "feed": (_("Feed (Atom)"), _("Copy address")),
    }[kind]
    data = {
        "text": content,
        "title": title,
        "link": kind == "link",
        "rows": 5 if kind == "frame" else 2,
        "words": {
            "text": name,
            "copy": copy,
            "copied": _("Copied"),
            "by_hand": _("Select the text and copy it"),
            "send": _("Send …"),
        },
    }
    component("copy", '<div class="copy"></div>')(key=f"copy_{kind}", data=data)


def _languages() -> None:
    chosen = st.menu_button(
        LANGUAGES[current()],
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        icon=":material/translate:",
        key="languages",
    )
    if chosen and chosen != current():
        st.session_state["language"] = chosen
        session.save()
        st.rerun()


def _editor() -> None:
    rules = access.current_policy()
    if not rules.hosted:
        return
    who = access.editor()
    with st.popover(who or _("Editors"), icon=":material/edit_note:", key="editors"):
        if who:
            st.caption(_("You can add and review reports."))
            if rules.oidc:
                st.button(_("Sign out"), on_click=st.logout)
            else:
                st.button(_("Sign out"), on_click=lambda: st.session_state.pop("editor", None))
        else:
            access.sign_in("menu")
