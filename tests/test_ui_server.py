"""Feeds beside the dashboard: the filters of a link, and no more than visitors may see."""

import asyncio
import datetime as dt
import io
import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.testclient import TestClient

from geo.errors import StoreError
from geo.ui import access, data
from geo.ui.preview import Preview
from geo.ui.server import ROUTES, WARM, _answer, describe, ready

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("GEO_DATA", str(tmp_path))
    data.store.clear()
    WARM.set()
    yield
    data.store.clear()


def get(path, query="", **headers):
    sent = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": sent,
             "scheme": "https", "server": ("example.org", 443)}  # fmt: skip
    # A thread of its own: browser tests of the same run keep an event loop in this one.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, _answer(Request(scope))).result()


def test_atom_feed_of_a_filter():
    answer = get("/feed.atom", "type=battle&q=Sudzha")
    entries = ET.fromstring(answer.body).findall("{*}entry")
    assert entries
    assert answer.media_type == "application/atom+xml"
    assert {entry.find("{*}category").get("term") for entry in entries} == {"battle"}


def test_an_atom_feed_has_what_the_standard_asks_for():
    feed = ET.fromstring(get("/feed.atom", "q=Sudzha").body)
    links = {link.get("rel"): link.get("href") for link in feed.findall("{*}link")}
    assert links == {None: "https://example.org/?q=Sudzha", "self": "https://example.org/feed.atom?q=Sudzha"}
    for part in (feed, *feed.findall("{*}entry")):
        assert all(part.findtext(f"{{*}}{name}") for name in ("id", "title", "updated"))
        assert part.find("{*}link") is not None
    ids = [entry.findtext("{*}id") for entry in feed.findall("{*}entry")]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("kind", ["atom", "json"])
def test_a_feed_that_has_not_changed_is_not_sent_again(kind):
    first = get(f"/feed.{kind}", "q=Sudzha")
    tag, since = first.headers["etag"], first.headers["last-modified"]
    for known in ({"if_none_match": f'"other", W/{tag}'}, {"if_modified_since": since}):
        again = get(f"/feed.{kind}", "q=Sudzha", **known)
        assert (again.status_code, again.body, again.headers["etag"]) == (304, b"", tag)
    assert get(f"/feed.{kind}", "q=Korenevo", if_none_match=tag).status_code == 200


def test_json_feed_links_back_to_the_map():
    feed = json.loads(get("/feed.json", "q=Sudzha").body)
    assert feed["home_page_url"] == "https://example.org/?q=Sudzha"
    assert feed["items"]


def test_a_feed_of_one_place():
    place = data.demo().loc[data.demo()["place"] == "Sudzha", "place_id"].iloc[0]
    titles = [item["title"] for item in json.loads(get("/feed.json", f"place={place}").body)["items"]]
    assert titles
    assert all("Sudzha" in title for title in titles)


def test_a_feed_has_nothing_that_visitors_may_not_see(monkeypatch):
    events = data.demo()
    sudzha = events[events["place"] == "Sudzha"].iloc[0]
    late = dt.datetime(2025, 3, 31, tzinfo=dt.UTC)
    rules = access.Policy(
        hosted=True,
        delay=dt.datetime.now(dt.UTC) - late,
        blackout=((sudzha["lat"], sudzha["lon"], 3.0),),
    )
    monkeypatch.setattr(access, "current_policy", lambda: rules)
    assert json.loads(get("/feed.json", f"place={sudzha['place_id']}").body)["items"] == []
    newest = json.loads(get("/feed.json").body)["items"][0]["date_published"]
    assert "2025-03-01" < newest < "2025-04-01"


def test_a_feed_of_an_unknown_place_is_empty():
    assert json.loads(get("/feed.json", "place=gn:0").body)["items"] == []


def page(query, accept="text/html", describe=describe, path="/"):
    """Ask the preview for a page, as a messenger does, with a page of Streamlit's shape behind it."""
    served = HTMLResponse("<html><head><title>x</title></head></html>")
    app = Preview(served, describe=describe, picture="/front/preview.png")
    sent = []

    async def send(message):
        sent.append(message)

    headers = {"accept": accept, "accept-encoding": "gzip", "host": "example.org"}
    scope = {"type": "http", "method": "GET", "scheme": "https", "path": path, "query_string": query.encode(),
             "headers": [(name.encode(), value.encode()) for name, value in headers.items()]}  # fmt: skip
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, app(scope, None, send)).result()
    body = b"".join(message.get("body", b"") for message in sent)
    length = dict(sent[0]["headers"])[b"content-length"]
    assert int(length) == len(body)
    return body.decode()


def test_a_link_has_a_title_for_messengers():
    place = data.demo().loc[data.demo()["place"] == "Sudzha", "place_id"].iloc[0]
    html = page(f"place={place}&window=2024-08-06..2024-08-31&lang=uk")
    assert 'property="og:title" content="Суджа · Повідомлення з фронту · 6 серп. – 31 серп. 2024"' in html
    assert html.index("og:description") < html.index("</head>")
    assert re.findall("<title>(.*?)</title>", html) == [
        "Суджа · Повідомлення з фронту · 6 серп. – 31 серп. 2024"
    ]


def test_a_link_without_a_place_asks_for_no_events(monkeypatch):
    monkeypatch.setattr(data, "published", lambda: pytest.fail("asked"))
    html = page("window=2024-08-06..2024-08-31&type=battle&lang=uk")
    assert 'content="Повідомлення з фронту · 6 серп. – 31 серп. 2024"' in html


def test_a_link_to_a_place_that_is_held_back_does_not_name_it(monkeypatch):
    place = data.demo().loc[data.demo()["place"] == "Sudzha"].iloc[0]
    rules = access.Policy(hosted=True, blackout=((place["lat"], place["lon"], 3.0),))
    monkeypatch.setattr(access, "current_policy", lambda: rules)
    assert "Sudzha" not in page(f"place={place['place_id']}")


def test_a_hostile_link_does_not_break_the_page():
    html = page('place="><script>&lang=xx&window=%00')
    assert "<script" not in html
    assert 'content="Front-line reports"' in html


def test_a_store_that_cannot_be_read_leaves_the_page_as_it_is():
    def broken(query):
        raise StoreError("the store is newer than this program")

    assert page("", describe=broken).startswith("<html>")


def test_what_is_no_page_stays_as_it_is():
    assert "og:title" not in page("", accept="application/json")
    assert "og:title" not in page("", accept="*/*", path="/static/js/index.js")


def test_a_messenger_that_takes_anything_gets_a_title_and_a_picture():
    html = page("", accept="*/*", path="/places")
    assert "og:title" in html
    assert '<meta property="og:image" content="https://example.org/front/preview.png">' in html


def test_the_picture_of_links_is_served():
    answer = TestClient(Starlette(routes=ROUTES)).get("/preview.png")
    assert answer.headers["content-type"] == "image/png"
    width, height = Image.open(io.BytesIO(answer.content)).size
    assert (width, height) == (1200, 630)


def test_odd_parameters_do_not_break_a_feed():
    assert get("/feed.json", "window=never&type=%00").status_code == 200


def test_streamlit_finds_the_application_with_the_feeds_where_the_dashboard_is_run():
    from streamlit import App
    from streamlit.web.server.app_discovery import discover_asgi_app

    import dashboard

    assert discover_asgi_app(ROOT / "dashboard.py").import_string == "dashboard:app"
    assert isinstance(dashboard.app, App)


def test_while_the_server_starts_a_page_waits_for_no_events(monkeypatch):
    WARM.clear()
    monkeypatch.setattr(data, "published", lambda: pytest.fail("waited"))
    assert 'content="Front-line reports"' in page("place=gn:1&lang=uk")


def test_the_first_visitor_finds_the_events_packed():
    data._shared.clear()
    WARM.clear()

    async def start():
        async with ready(None):
            await asyncio.to_thread(WARM.wait, 60)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, start()).result()
    assert "payload" in vars(data.published())


@pytest.mark.parametrize(
    ("modules", "heavy"),
    [
        ("geo.ui.opening, geo.ui.server", {"pandas", "folium", "altair"}),
        ("geo.ui.app, geo.ui.pages.map", {"altair", "geo.claims"}),
    ],
    ids=["the outline of a page and the server's answers", "the page of the map"],
)
def test_what_comes_first_waits_for_no_library_of_the_rest(modules, heavy):
    code = f"import sys, {modules}; print({heavy} & sys.modules.keys())"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"
