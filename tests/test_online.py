"""The online fallback: geopy's geocoders on a canned adapter, never the network."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderServiceError, GeocoderTimedOut

from geo import online
from geo.errors import GeoError
from geo.gazetteer import user
from geo.online import Online, OnlineError, Settings

NOMINATIM = [
    {
        "place_id": 1, "osm_type": "node", "osm_id": 337547131, "lat": "51.2866", "lon": "35.4389",
        "class": "place",
        "type": "village", "addresstype": "village", "name": "Бердин",
        "display_name": "Бердин, Курская область",
        "address": {"country_code": "ru"},
    },
    {
        "place_id": 2, "osm_type": "relation", "osm_id": 5, "lat": "50.0", "lon": "36.0", "class": "boundary",
        "type": "administrative", "addresstype": "state", "display_name": "Kharkiv Oblast, Ukraine",
        "address": {"country_code": "ua"},
    },
]  # fmt: skip
PHOTON = {
    "features": [
        {
            "geometry": {"type": "Point", "coordinates": [35.4389, 51.2866]},
            "properties": {"osm_type": "N", "osm_id": 337547131, "osm_key": "place", "osm_value": "village",
                           "name": "Berdin", "country": "Russia", "countrycode": "RU"},
        }
    ]
}  # fmt: skip
AGENT = "frontline-test/1.0 (maps@example.org)"


class Canned(BaseSyncAdapter):  # type: ignore[misc]
    """Answer every request with `answer`, or raise it, and note what was asked."""

    answer: Any = NOMINATIM
    asked: list[tuple[str, dict[str, str]]]

    def __init__(self, *, proxies: object, ssl_context: object) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
        type(self).asked.append((url, headers))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    get_text = get_json


@pytest.fixture
def adapter(monkeypatch: pytest.MonkeyPatch) -> type[Canned]:
    monkeypatch.setattr(online, "SECONDS_BETWEEN", 0.0)
    return type("Fresh", (Canned,), {"asked": []})


def nominatim(folder: Path, adapter: type[Canned], **more: str) -> Online:
    return Online(Settings("nominatim", AGENT, **more), folder, adapter)


def test_it_is_off_unless_named() -> None:
    assert Settings.read({}) is None
    assert Settings.read({"GEO_ONLINE": "off", "GEO_ONLINE_USER_AGENT": AGENT}) is None


def test_the_operator_must_say_who_asks() -> None:
    with pytest.raises(OnlineError, match="GEO_ONLINE_USER_AGENT is empty"):
        Settings.read({"GEO_ONLINE": "nominatim"})
    with pytest.raises(OnlineError, match="'google'"):
        Settings.read({"GEO_ONLINE": "google", "GEO_ONLINE_USER_AGENT": AGENT})
    assert issubclass(OnlineError, GeoError)


def test_nominatim_is_asked_politely(tmp_path: Path, adapter: type[Canned]) -> None:
    given = {
        "GEO_ONLINE": "Nominatim",
        "GEO_ONLINE_USER_AGENT": AGENT,
        "GEO_ONLINE_DOMAIN": "maps.example.org",
    }
    settings = Settings.read(given)
    assert settings is not None
    found = Online(settings, tmp_path, adapter).look_up("Бердин", ["RU", "UA"], "uk")
    ((url, headers),) = adapter.asked
    query = parse_qs(urlparse(url).query)
    assert urlparse(url).netloc == "maps.example.org"
    assert headers["User-Agent"] == AGENT
    assert query["q"] == ["Бердин"]
    assert query["countrycodes"] == ["ru,ua"]
    assert query["accept-language"] == ["uk"]
    assert [(p.name, p.kind, p.country, p.lat, p.lon) for p in found] == [
        ("Бердин", "settlement", "RU", 51.2866, 35.4389), ("Kharkiv Oblast", "region", "UA", 50.0, 36.0),
    ]  # fmt: skip
    assert "OpenStreetMap" in found[0].note and "ODbL" in found[0].note


@pytest.mark.parametrize(
    ("domain", "asked"),
    [("maps.example.org", "https://maps.example.org/"), ("http://localhost:8080", "http://localhost:8080/")],
)
def test_a_server_of_ones_own_is_asked(
    tmp_path: Path, adapter: type[Canned], domain: str, asked: str
) -> None:
    nominatim(tmp_path, adapter, domain=domain).look_up("Бердин")
    assert adapter.asked[0][0].startswith(asked)


def test_photon_is_read_too(tmp_path: Path, adapter: type[Canned]) -> None:
    adapter.answer = PHOTON
    found = Online(Settings("photon", AGENT), tmp_path, adapter).look_up("Berdin", ["RU"], "uk")
    assert [(p.id, p.name, p.kind, p.country) for p in found] == [
        ("osm:n337547131", "Berdin", "settlement", "RU")
    ]
    assert "lang" not in parse_qs(urlparse(adapter.asked[0][0]).query)


def test_every_user_shares_one_cache(tmp_path: Path, adapter: type[Canned]) -> None:
    first = nominatim(tmp_path, adapter).look_up("Бердин")
    second = nominatim(tmp_path, adapter).look_up("  бердин ")
    assert len(adapter.asked) == 1
    assert first == second
    nominatim(tmp_path, adapter).look_up("Бердин", language="ru")
    assert len(adapter.asked) == 2


def test_an_empty_answer_is_kept_as_well(tmp_path: Path, adapter: type[Canned]) -> None:
    adapter.answer = []
    assert nominatim(tmp_path, adapter).look_up("Nowhere") == []
    assert nominatim(tmp_path, adapter).look_up("Nowhere") == []
    assert len(adapter.asked) == 1


def test_an_old_answer_is_asked_again(tmp_path: Path, adapter: type[Canned]) -> None:
    nominatim(tmp_path, adapter).look_up("Бердин")
    with sqlite3.connect(tmp_path / "online.sqlite") as cache:
        cache.execute("UPDATE answers SET asked=asked-?", ((online.KEPT_DAYS + 1) * 86_400,))
    nominatim(tmp_path, adapter).look_up("Бердин")
    assert len(adapter.asked) == 2


@pytest.mark.parametrize("error", [GeocoderTimedOut("late"), GeocoderServiceError("down")])
def test_a_silent_service_is_named_and_nothing_is_kept(
    tmp_path: Path, adapter: type[Canned], error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geopy.extra.rate_limiter.RateLimiter._sleep", lambda *_: None)
    adapter.answer = error
    with pytest.raises(OnlineError, match=r"nominatim.openstreetmap.org did not answer for 'Бердин'"):
        nominatim(tmp_path, adapter).look_up("Бердин")
    adapter.answer = NOMINATIM
    assert nominatim(tmp_path, adapter).look_up("Бердин")


def test_all_of_the_app_keeps_the_pace(
    tmp_path: Path, adapter: type[Canned], monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr(online, "SECONDS_BETWEEN", 1.0)
    monkeypatch.setattr(online.time, "sleep", waits.append)
    nominatim(tmp_path, adapter).look_up("One")
    nominatim(tmp_path, adapter).look_up("Two")  # another user's object, another process's for all it matters
    assert waits[0] == 0
    assert 0.5 < waits[1] <= 1.0


@pytest.mark.parametrize("name", ["", "   ", "x" * 201])
def test_no_name_is_not_asked(tmp_path: Path, adapter: type[Canned], name: str) -> None:
    with pytest.raises(OnlineError, match="not looked up"):
        nominatim(tmp_path, adapter).look_up(name)
    assert adapter.asked == []


def test_a_found_place_can_be_kept(tmp_path: Path, adapter: type[Canned]) -> None:
    (place, *_) = nominatim(tmp_path, adapter).look_up("Бердин")
    assert user.add(place, tmp_path / "places.csv") == user.read(tmp_path / "places.csv")[0]
