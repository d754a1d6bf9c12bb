"""What the server answers beside the dashboard's pages, and what it does while it starts.

`/feed.atom` and `/feed.json` take the parameters of a link of the dashboard (`?type=battle&q=Sudzha`) and
give the newest claims that fit. Feeds show what visitors may see. Links have a title, a description and a
picture for messengers.

The server must answer at once, so nothing heavy is imported here: that is done beside, in `ready`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import threading
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from email.utils import format_datetime
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from geo.errors import GeoError
from geo.ui.i18n import N_, catalogue, span
from geo.ui.preview import Preview, Query

#: The map of the demo's first month, 1200 × 630; scripts/screenshots.py takes it.
PICTURE = Path(__file__).parent / "assets" / "preview.png"
TITLE = N_("Front-line reports")
DESCRIPTION = N_("An open, offline map of public reporting on the Russia–Ukraine front.")
#: Feeds are asked for again and again; the answer may be this old.
MINUTES = 10
_LOG = logging.getLogger(__name__)
#: What the first visitor needs is there.
WARM = threading.Event()


def _query(request: Request) -> dict[str, list[str]]:
    return {name: request.query_params.getlist(name) for name in request.query_params}


def _feed(kind: str, query: dict[str, list[str]], link: str, address: str) -> tuple[str, dt.datetime]:
    """Return a feed, and since when its events are as they are."""
    from geo.formats import feeds
    from geo.ui.data import published
    from geo.ui.state import decode

    data = published()
    state, _dropped = decode(query, data.index.known)
    rows = data.index.select(state.filters, state.window).rows
    if place := query.get("place"):  # a place that is not known has no news
        rows &= (data.events["place_id"] == place[-1]).to_numpy()
    write = feeds.atom if kind == "atom" else feeds.json_feed
    return write(data.events[rows], TITLE, link, address=address), data.made


async def _answer(request: Request) -> Response:
    kind = request.url.path.rpartition(".")[2]
    address = str(request.url)
    link = address.replace(f"/feed.{kind}", "/")
    try:
        body, since = await run_in_threadpool(_feed, kind, _query(request), link, address)
    except GeoError as error:
        _LOG.error("no feed: %s", error)
        return PlainTextResponse("The data cannot be read now.", 503, {"Retry-After": "600"})
    headers = {
        "Cache-Control": f"public, max-age={int(dt.timedelta(minutes=MINUTES).total_seconds())}",
        "ETag": f'"{hashlib.sha256(body.encode()).hexdigest()[:32]}"',
        "Last-Modified": format_datetime(since, usegmt=True),
    }
    if _has(request, headers):
        return Response(status_code=304, headers=headers)
    media = "application/atom+xml" if kind == "atom" else "application/feed+json"
    return Response(body, media_type=media, headers=headers)


def _has(request: Request, headers: Mapping[str, str]) -> bool:
    """Tell whether who asks has the answer already."""
    if tags := request.headers.get("if-none-match"):
        return headers["ETag"] in {tag.strip().removeprefix("W/") for tag in tags.split(",")}
    return request.headers.get("if-modified-since") == headers["Last-Modified"]


def describe(query: Query) -> tuple[str, str]:
    """Write title and description of a link: the place and the days it asks for, in its language."""
    if not WARM.is_set():  # a page must not wait for the events
        return TITLE, DESCRIPTION
    from geo.ui.state import ALL_DAYS, decode

    state, _dropped = decode(query)
    language = state.language or "en"
    say = catalogue(language).gettext
    parts = [say(TITLE)]
    if name := state.selection and _name(state.selection, language):
        parts.insert(0, name)
    if state.window and state.window != ALL_DAYS:
        parts.append(span(*state.window, language=language))
    return " · ".join(parts), say(DESCRIPTION)


def _name(place_id: str, language: str) -> str:
    """Return the name of a place of which visitors may see claims, else ""."""
    from geo.ui.data import published

    events = published().events
    found = events[events["place_id"] == place_id]
    if found.empty:
        return ""
    local = found.iloc[0][{"uk": "place_uk", "ru": "place_ru"}.get(language, "place")]
    return str(local or found.iloc[0]["place"])


def _path(name: str) -> str:
    """Return the path of something beside the dashboard, under the base path."""
    base = (st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}/{name}" if base else f"/{name}"


async def _picture(_request: Request) -> Response:
    return FileResponse(PICTURE, headers={"Cache-Control": "public, max-age=86400"})


@asynccontextmanager
async def ready(_app: st.App) -> AsyncIterator[None]:
    """Prepare what the first visitor would wait for, while the server starts."""
    threading.Thread(target=_warm, name="warm", daemon=True).start()
    yield


def _warm() -> None:
    try:
        from geo.ui.app import warm

        warm()
    finally:
        WARM.set()


ROUTES = [
    *(Route(_path(f"feed.{kind}"), _answer) for kind in ("atom", "json")),
    Route(_path(PICTURE.name), _picture),
    Route("/robots.txt", PlainTextResponse("User-agent: *\nAllow: /\n")),
]
MIDDLEWARE = [Middleware(Preview, describe=describe, picture=_path(PICTURE.name))]
