"""Ask an online geocoder (Nominatim or Photon) for a name that the gazetteer does not know.

Off unless the operator names a service. Only the name of a place and a country code leave the machine, never
the text of a report; at most one request a second for the whole installation, and every answer is kept in one
cache that all users share.
"""

from __future__ import annotations

import fcntl
import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from geopy.exc import GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim, Photon

from geo.errors import GeoError
from geo.gazetteer import paths
from geo.gazetteer.user import UserPlace

SECONDS_BETWEEN = 1.0
KEPT_DAYS = 90
ANSWERS = 5  # places to choose from
LONGEST_NAME = 200
DOMAINS = {"nominatim": "nominatim.openstreetmap.org", "photon": "photon.komoot.io"}
_TABLE = """CREATE TABLE IF NOT EXISTS answers(
  question TEXT PRIMARY KEY, asked REAL NOT NULL, answer TEXT NOT NULL)"""
_REGIONS = ("state", "region", "province")
_DISTRICTS = ("county", "district", "municipality", "state_district")
_WATERS = ("river", "lake", "water", "bay", "strait", "sea", "stream", "reservoir")
_SETTLED = ("city", "town", "village", "hamlet", "suburb", "locality", "quarter", "borough")


class OnlineError(GeoError):
    """The online geocoder is not set up, does not answer, or refuses."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Which service to ask; `user_agent` names the installation and a contact, as the services demand."""

    service: str
    user_agent: str
    domain: str = ""
    timeout: float = 10.0

    @classmethod
    def read(cls, given: Mapping[str, str] = os.environ) -> Settings | None:
        """Read GEO_ONLINE (nominatim | photon), GEO_ONLINE_USER_AGENT and GEO_ONLINE_DOMAIN; None means off.

        Raises OnlineError for an unknown service and for a missing user agent.
        """
        service = given.get("GEO_ONLINE", "").strip().lower()
        if service in ("", "off", "no", "0"):
            return None
        if service not in DOMAINS:
            known = ", ".join(DOMAINS)
            raise OnlineError(f"GEO_ONLINE is {service!r}: it must be one of {known}, or empty for off")
        user_agent = given.get("GEO_ONLINE_USER_AGENT", "").strip()
        if not user_agent:
            raise OnlineError(
                f"GEO_ONLINE asks {service}, but GEO_ONLINE_USER_AGENT is empty: name your installation and "
                "a contact, for example 'frontline-map/1.0 (maps@example.org)'"
            )
        return cls(service, user_agent, given.get("GEO_ONLINE_DOMAIN", "").strip())


class Online:
    """One online geocoder with the shared cache and the shared pace.

    `folder` holds the cache (default: the user's data folder); `adapter` is geopy's adapter factory, for
    tests.
    """

    def __init__(
        self, settings: Settings, folder: Path | None = None, adapter: Callable[..., Any] | None = None
    ) -> None:
        kind = {"nominatim": Nominatim, "photon": Photon}[settings.service]
        self.settings = settings
        self.domain = settings.domain or DOMAINS[settings.service]
        scheme, _, domain = self.domain.rpartition("://")  # a server of one's own may speak plain http
        self._geocoder = kind(
            domain=domain,
            scheme=scheme or "https",
            user_agent=settings.user_agent,
            timeout=settings.timeout,
            **({"adapter_factory": adapter} if adapter else {}),
        )
        self._paced = RateLimiter(
            self._geocoder.geocode, min_delay_seconds=SECONDS_BETWEEN, max_retries=1, swallow_exceptions=False
        )
        self._folder = folder or paths.user_folder()
        self._folder.mkdir(parents=True, exist_ok=True)
        with closing(self._cache()) as cache:
            cache.execute(_TABLE)

    def look_up(self, name: str, country_codes: Iterable[str] = (), language: str = "en") -> list[UserPlace]:
        """Return the places the service knows by this name; keep one with `geo.gazetteer.user.add`.

        `country_codes` are ISO 3166 alpha-2. Raises OnlineError where the service does not answer.
        """
        name = " ".join(name.split())
        if not name or len(name) > LONGEST_NAME:
            allowed = f"give one of 1 to {LONGEST_NAME}"
            raise OnlineError(f"a name of {len(name)} letters is not looked up: {allowed}")
        codes = sorted({code.strip().lower() for code in country_codes})
        question = json.dumps([self.settings.service, self.domain, name.casefold(), codes, language, ANSWERS])
        answer = self._kept(question)
        if answer is None:
            answer = self._ask(name, codes, language)
            self._keep(question, answer)
        found = [place for raw in answer if (place := place_from(raw, self.domain)) is not None]
        return [place for place in found if not codes or place.country.lower() in codes]

    def _ask(self, name: str, codes: list[str], language: str) -> list[dict[str, Any]]:
        options: dict[str, Any] = {"exactly_one": False, "limit": ANSWERS}
        if self.settings.service == "nominatim":
            options |= {"language": language, "country_codes": codes or None, "addressdetails": True}
        elif language in ("en", "de", "fr"):  # the languages Photon knows
            options["language"] = language
        try:
            with self._turn():
                found = self._paced(name, **options)
        except GeopyError as error:
            raise OnlineError(f"{self.domain} did not answer for {name!r}: {error}") from error
        return [{**location.raw, "at": [location.latitude, location.longitude]} for location in found or ()]

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for this process's turn: one request a second, whichever process asks."""
        with (self._folder / "online.turn").open("a+") as stamp:
            fcntl.flock(stamp, fcntl.LOCK_EX)
            last = os.fstat(stamp.fileno()).st_mtime if stamp.tell() else 0.0
            time.sleep(min(max(0.0, last + SECONDS_BETWEEN - time.time()), SECONDS_BETWEEN))
            try:
                yield
            finally:
                stamp.truncate(0)
                stamp.write("asked\n")
                stamp.flush()

    def _cache(self) -> sqlite3.Connection:
        return sqlite3.connect(self._folder / "online.sqlite", timeout=30)

    def _kept(self, question: str) -> list[dict[str, Any]] | None:
        oldest = time.time() - KEPT_DAYS * 86_400
        query = "SELECT answer FROM answers WHERE question=? AND asked>?"
        with closing(self._cache()) as cache:
            found = cache.execute(query, (question, oldest)).fetchone()
        answer: list[dict[str, Any]] | None = json.loads(found[0]) if found else None
        return answer

    def _keep(self, question: str, answer: list[dict[str, Any]]) -> None:
        record = question, time.time(), json.dumps(answer, ensure_ascii=False)
        with closing(self._cache()) as cache, cache:
            cache.execute("INSERT OR REPLACE INTO answers VALUES(?,?,?)", record)


def place_from(raw: dict[str, Any], domain: str) -> UserPlace | None:
    """Turn a service's answer into a place of the user's own, or None where it has no name or position."""
    about = raw.get("properties", raw)
    lat, lon = raw["at"]
    name = str(about.get("name") or str(about.get("display_name", "")).split(",")[0]).strip()
    if not name or not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return None
    country = about.get("countrycode") or raw.get("address", {}).get("country_code") or ""
    number = f"{str(about.get('osm_type', ''))[:1].lower()}{about.get('osm_id', '')}"
    return UserPlace(
        id=f"osm:{number}",
        name=name,
        lat=round(lat, 5),
        lon=round(lon, 5),
        kind=kind_of(about),
        country=str(country).upper()[:2],
        note=f"© OpenStreetMap contributors (ODbL), {domain}, {datetime.now(UTC):%Y-%m-%d}",
    )


def kind_of(about: dict[str, Any]) -> str:
    """Return our kind of place for OpenStreetMap's."""
    keys = ("addresstype", "type", "osm_value", "osm_key", "category", "class")
    words = [str(about.get(key, "")) for key in keys]
    for word in words:
        if word == "country":
            return "country"
        if word in _REGIONS:
            return "region"
        if word in _DISTRICTS:
            return "district"
        if word in _SETTLED:
            return "settlement"
        if word in (*_WATERS, "waterway"):
            return "water"
    return "settlement" if "place" in words or "boundary" in words else "facility"
