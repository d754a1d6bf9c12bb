"""Who acted where no words name a side: told by who speaks, by the arms, by whose ground it is."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from geo.claims.sources import FOLDER
from geo.claims.speakers import Speaker
from geo.claims.trigger import Trigger
from geo.gazetteer.plane import flat_km

OPPONENT = {"Ukraine": "Russia", "Russia": "Ukraine", "North Korea": "Ukraine", "Belarus": "Ukraine"}
SIDES = {"Ukraine": "Ukraine", "Russia": "Russia", "North Korea": "Russia", "Belarus": "Russia"}
ARMS = {"Ukrainian arms": "Ukraine", "Russian arms": "Russia"}

_OWNERS = {"UA": "Ukraine", "RU": "Russia"}
_STRUCK = frozenset({
    "shelling", "air_strike", "drone_strike", "civilian_harm", "infrastructure",
})  # fmt: skip
_ON_OWN_GROUND = frozenset({"air_defence", "evacuation"})
_OF_OWN_TROOPS = frozenset({"withdrawal", "advance"})
_INSTALLED = re.compile(r"Russian-installed|Russian head")  # speaks of ground that Russia holds
_INTRUDES = re.compile(
    r"cross|broke|infiltr|intru|incur|penetrat|slipp|прор[во]|прони|перейш|перетн|перешл|пересек|просоч|вторг"
    r"|вклин|ворва|увірва|вдер|зашл|зайшл|заход",
    re.IGNORECASE,
)
_ATTACKED = re.compile(
    r"attack|assault|storm|offensive|breakthrough|repel|repuls|beat|foil|thwart|fend|stav|атак|штурм|наступ"
    r"|прор[иы]в|відби|зірва|отби|отра|сорва|пресеч",
    re.IGNORECASE,
)
_FOUGHT = re.compile(
    r"land|carr|conduct|wag|raid|counter|clear|mop|висад|высад|вели|ведемо|ведём|провели|рейд|диверс|контр|зачи",
    re.IGNORECASE,
)
_DEFEATED = re.compile(
    r"eliminat|wiped out|destroy|routed|neutrali|знищ|ліквідов|розгром|розби|знешкод|нейтраліз"
    r"|нанес\w+ поражени|завда\w+ ураж|уничтож|ликвидир|разгром|разби|обезвре|нейтрализ",
    re.IGNORECASE,
)
_HELD = re.compile("held by (?:Ukraine|Russia)")


@dataclass(frozen=True, slots=True)
class _Ground:
    """A circle of ground that the other side than its country held from one day to another."""

    side: str
    first: date
    last: date
    lat: float
    lon: float
    km: float


def speaking_side(speaker: Speaker | None) -> str:
    """Return the party to the war that a speaker belongs to, or ""."""
    return SIDES.get(speaker.source.side, "") if speaker else ""


def by_arms(trigger: Trigger, arms: str) -> tuple[str, str]:
    """Return whose arms were used: HIMARS strike for Ukraine; who shoots Shaheds down is the other side."""
    side = ARMS[arms]
    if trigger.event_type in _STRUCK:
        return side, f"{arms} were used"
    return (OPPONENT[side], f"{arms} were shot down") if trigger.event_type == "air_defence" else ("", "")


def by_speaker(trigger: Trigger, speaker: Speaker | None, country: str, exchange: bool) -> tuple[str, str]:
    """Take who acted from the side that tells it: its own troops advance, the other's are beaten back."""
    own = speaking_side(speaker)
    if speaker is None or not own or trigger.modality or speaker.source.kind == "analyst":
        return "", ""
    comes = trigger.event_type in ("advance", "battle") and _INTRUDES.match(trigger.text)
    if comes and _OWNERS.get(country) == own:
        return OPPONENT[own], "intruders told of by the defender"
    if trigger.event_type in _OF_OWN_TROOPS:
        return own, "told by its own side"
    if trigger.event_type == "prisoners" and not exchange:
        return own, "prisoners told of by their captors"
    if trigger.event_type == "battle" and _ATTACKED.match(trigger.text):
        return OPPONENT[own], "attacks told of by the defender"
    if trigger.event_type == "battle" and (_FOUGHT.match(trigger.text) or _DEFEATED.search(trigger.text)):
        return own, "told by its own side"
    return "", ""


def by_place(
    event_type: str, country: str, lat: float, lon: float, claimant: str, claimant_side: str, day: date | None
) -> tuple[str, str]:  # fmt: skip
    """Return the side that acted at a place on a day where no words name one, and why; "" where none follows.

    Whoever strikes a place is the other side of the one that holds it; its own side defends it.
    """
    if event_type == "air_defence" and claimant_side:
        return claimant_side, "air defence told of by its own side"
    owner = holder(country, lat, lon, day)
    if owner == "Ukraine" and _INSTALLED.search(claimant):
        owner = "Russia"
    if owner and event_type in _ON_OWN_GROUND:
        return owner, f"held by {owner}"
    if owner and event_type in _STRUCK:
        return OPPONENT[owner], f"held by {owner}"
    return "", ""


def follows_place(reasons: Iterable[str]) -> bool:
    """Tell whether a claim's reasons say that who acted was told by the place alone."""
    return any(_HELD.fullmatch(reason) for reason in reasons)


def holder(country: str, lat: float, lon: float, day: date | None) -> str:
    """Return who held a place on a day: its country, but for Crimea and data/lexicons/claims/ground.csv."""
    owner = _OWNERS.get(country, "")
    if owner == "Ukraine" and _in_crimea(lat, lon):
        return "Russia"
    on = day or date.max
    others = (
        ground.side
        for ground in _ground()
        if ground.first <= on <= ground.last and flat_km(ground.lat, ground.lon, lat, lon) <= ground.km
    )
    return next(others, owner) if owner else ""


@cache
def _ground() -> tuple[_Ground, ...]:
    with (FOLDER / "ground.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            _Ground(
                row["side"],
                date.fromisoformat(row["from"]),
                date.fromisoformat(row["until"]) if row["until"] else date.max,
                float(row["lat"]),
                float(row["lon"]),
                float(row["km"]),
            )
            for row in csv.DictReader(file)
        )


def _in_crimea(lat: float, lon: float) -> bool:
    """Tell whether a place lies on the peninsula, held by Russia since 2014."""
    return 44.2 < lat < 46.15 and 32.4 < lon < 36.7
