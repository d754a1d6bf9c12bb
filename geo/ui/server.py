"""The dashboard with feeds beside it: `uvicorn geo.ui.server:app --port 8501`.

`/feed.atom` and `/feed.json` take the parameters of a link of the dashboard (`?type=battle&q=Sudzha`) and
give the newest claims that fit. Feeds show what visitors may see. Community Cloud and every other
`streamlit run dashboard.py` serve the same dashboard without them.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geo.formats import feeds
from geo.ui.data import published
from geo.ui.state import decode

DASHBOARD = Path(__file__).parents[2] / "dashboard.py"
TITLE = "Front-line reports"
#: Feeds are asked for again and again; the answer may be this old.
MINUTES = 10


def _query(request: Request) -> dict[str, list[str]]:
    return {name: request.query_params.getlist(name) for name in request.query_params}


def _feed(kind: str, query: dict[str, list[str]], link: str) -> str:
    data = published()
    state, _dropped = decode(query, data.index.known)
    rows = data.index.select(state.filters, state.window).rows
    if state.selection:
        rows &= (data.events["place_id"] == state.selection).to_numpy()
    write = feeds.atom if kind == "atom" else feeds.json_feed
    return write(data.events[rows], TITLE, link)


async def _answer(request: Request) -> Response:
    kind = request.url.path.rpartition(".")[2]
    link = str(request.url).replace(f"/feed.{kind}", "/")
    body = await run_in_threadpool(_feed, kind, _query(request), link)
    media = "application/atom+xml" if kind == "atom" else "application/feed+json"
    age = {"Cache-Control": f"public, max-age={int(dt.timedelta(minutes=MINUTES).total_seconds())}"}
    return Response(body, media_type=media, headers=age)


app = st.App(DASHBOARD, routes=[Route("/feed.atom", _answer), Route("/feed.json", _answer)])
