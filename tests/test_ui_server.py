"""Feeds beside the dashboard: the filters of a link, and no more than visitors may see."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree as ET

import pytest
from starlette.requests import Request

from geo.ui import data
from geo.ui.server import _answer, app


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("GEO_DATA", str(tmp_path))
    data.store.clear()
    yield
    data.store.clear()


def get(path, query=""):
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": [],
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


def test_json_feed_links_back_to_the_map():
    feed = json.loads(get("/feed.json", "q=Sudzha").body)
    assert feed["home_page_url"] == "https://example.org/?q=Sudzha"
    assert feed["items"]


def test_a_feed_of_one_place():
    place = data.demo().loc[data.demo()["place"] == "Sudzha", "place_id"].iloc[0]
    titles = [item["title"] for item in json.loads(get("/feed.json", f"place={place}").body)["items"]]
    assert titles
    assert all("Sudzha" in title for title in titles)


def test_odd_parameters_do_not_break_a_feed():
    assert get("/feed.json", "window=never&type=%00").status_code == 200


def test_the_feeds_are_routes_of_the_app():
    from streamlit import App

    assert isinstance(app, App)
