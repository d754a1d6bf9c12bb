"""Who is said to hold a place after a claim."""

from __future__ import annotations

import re

from geo.claims.analysis import Analysis
from geo.claims.inferred import OPPONENT, SIDES
from geo.claims.sentences import Sentence
from geo.claims.speakers import Speaker
from geo.claims.trigger import Trigger
from geo.geocode import Resolution
from geo.toponyms import Toponym

TAKING = frozenset({"captured", "liberated", "recaptured", "held"})
_CONTROL = re.compile(r"control|контрол|flag|прапор|флаг|стяг|знам", re.IGNORECASE)
_OCCUPIED = re.compile(r"окуп|оккуп|occup", re.IGNORECASE)  # said of the other side
_PART = re.compile(
    r"\b(?:parts?|some|several|buildings|blocks|districts|quarters|outskirts|edges?|(?:north|south|east|west)\w*)"
    r"\s+(?:of|in)\b|(?<!\w)(?:частин\w+|околиц\w+|квартал\w+|будівл\w+|район(?:и|ах)|част[иью]\w*|окраин\w+|здани\w+)\s",
    re.IGNORECASE,
)
_ONGOING = re.compile(
    r"(?:fighting|battles?|clashes)\b.{0,30}\b(?:continu|ongoing|under way|underway|going on|goes on|went on"
    r"|rag|persist)"
    r"|(?:бої|боїв|бій)\b.{0,20}\b(?:трива|точат|ідуть|йдуть|продовж)"
    r"|(?:трива\w+|точат\w+|ідуть|йдуть|продовж\w+)\s+(?:\w+\s+){0,2}бо[їй]"
    r"|(?:бои|боев)\b.{0,20}\b(?:продолж|идут|иду)"
    r"|(?:идут|продолж\w+|ведутся)\s+(?:\w+\s+){0,2}бои",
    re.IGNORECASE,
)


def control_after(
    analysis: Analysis, sentence: Sentence, trigger: Trigger, actor: str, speaker: Speaker | None,
    resolution: Resolution,
) -> tuple[str, str]:  # fmt: skip
    """Return the side said to hold the place ("" when the claim is not about control) and the sense.

    Only settlements, districts and facilities can be held by the word of one sentence; a region or a
    direction changes hands piece by piece, and fighting in it leaves it no more contested than it was.
    """
    if trigger.modality:
        return "", trigger.sense
    toponym = resolution.toponym
    if toponym.kind in ("region", "direction", "country", "water") or toponym.relation == "direction":
        return "", "" if trigger.sense == "contested" else trigger.sense
    if (
        toponym.relation == "near"
        and trigger.sense not in ("held", "contested")
        and trigger.event_type != "battle"
    ):
        return "", trigger.sense
    if _in_part(analysis, trigger, toponym):
        return "contested", trigger.sense
    if trigger.sense in TAKING:
        return _holder(trigger, actor, speaker, resolution), trigger.sense
    if trigger.sense == "lost":
        loser = SIDES.get(actor) or _owner(resolution)
        return OPPONENT.get(loser, ""), "lost"
    if trigger.sense == "contested" or (
        trigger.event_type == "battle" and _ongoing(analysis, sentence, trigger)
    ):
        return "contested", "contested"
    return "", trigger.sense


def _in_part(analysis: Analysis, trigger: Trigger, toponym: Toponym) -> bool:
    """Tell whether a side holds or leaves only a part: "still held industrial buildings in Bakhmut"."""
    if trigger.sense not in ("held", "lost"):
        return False
    return _PART.search(analysis.masked, trigger.start, max(trigger.end, toponym.start)) is not None


def _holder(trigger: Trigger, actor: str, speaker: Speaker | None, resolution: Resolution) -> str:
    """The actor holds it; without one, the claimant's side, else whoever would not have owned it."""
    if actor in SIDES:
        return SIDES[actor]
    owner = _owner(resolution)
    side = SIDES.get(speaker.source.side, "") if speaker else ""
    if speaker and speaker.source.kind == "unit":
        return side  # a brigade tells what it did itself
    if _OCCUPIED.search(trigger.text):
        return OPPONENT.get(side or owner, "")
    if speaker and speaker.source.kind == "analyst":
        side = ""  # a map says who took it, not whose side it is on
    if trigger.sense in ("liberated", "recaptured", "held"):
        return side or owner
    if side == owner and _CONTROL.search(trigger.text):
        return side  # "взяття під контроль" is said of one's own troops
    if side == "Russia" or owner == "Ukraine":
        return "Russia"
    return side or OPPONENT.get(owner, "")


def _owner(resolution: Resolution) -> str:
    country = resolution.place.country if resolution.place else ""
    return {"UA": "Ukraine", "RU": "Russia"}.get(country, "")


def _ongoing(analysis: Analysis, sentence: Sentence, trigger: Trigger) -> bool:
    """Tell whether the sentence says that fighting goes on."""
    match = _ONGOING.search(analysis.report.text, sentence.start, sentence.end)
    return match is not None and match.start() <= trigger.start < match.end() + 5
