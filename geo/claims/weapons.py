"""The weapon that an event word speaks of, and what kind of strike it makes."""

from __future__ import annotations

import re
from dataclasses import replace

from geo.claims.analysis import Analysis
from geo.claims.lexicon import Hit
from geo.claims.sentences import Sentence, Spanned, between, has_border, inside, words_between
from geo.claims.trigger import CLAIMED, GOES_ON, Trigger

_DAMAGES = re.compile(r"damag|пошкод|поврежд", re.IGNORECASE)
_WHERE = re.compile(r",\s(?:where|де|где)\s", re.IGNORECASE)
_AND_SO = re.compile(
    r",\s(?:and|while|та|і|й|и|а)\s(?:in|near|on|at|у|в|на|біля|під|под|возле)\s", re.IGNORECASE
)
_NEXT_TO = 15  # letters between a weapon and the word that says how it was used
_ON = re.compile(r"\s+(?:on|over|at|against|in|near|по|на|над|у|в|під|под|біля)\s+[«\"“]?")
_AFTER = re.compile(r"\s(?:after|before|following|після|после|перед)\s", re.IGNORECASE)
_PASSIVELY = re.compile(
    r"(?:was|were|been|being) \w+|(?:пошкодж|знищ|ураж|зруйнов)\w*(?:ен|ан)\w?\b"
    r"|(?:поврежд|уничтож|пораж|разруш)\w*ен\w?\b",
    re.IGNORECASE,
)
# Before arms that are kept, not used, with other arms or adjectives in between.
_STORED = re.compile(
    r"(?:\b(?:holding|held|stored|storing|contained|containing|housed|housing|stockpiled|(?:depot|stock|stocks|store|stores"
    r"|warehouse|warehouses|arsenal|arsenals) (?:of|with|for))"
    r"|(?<!\w)(?:зберіга\w+|лежа\w+|храни\w+|склад\w*|арсенал\w*|запас\w*))"
    r"(?:[\s,«»\"“”-]+(?!by\b|after\b|when\b|внаслідок|після|после|загор|атак|удар)[\w-]+){0,10}[\s,«»\"“”-]*$",
    re.IGNORECASE,
)


def wielded(analysis: Analysis, trigger: Trigger) -> str:
    """Return the missile, shell or bomb that does what a verb says: "a missile flattened a house"."""
    if _DAMAGES.match(trigger.text):
        return ""
    hits = between(analysis.hits["weapons"], trigger.start - CLAIMED, trigger.start)
    own = [
        hit.meaning
        for hit in hits
        if hit.meaning in ("missile", "shelling", "air_strike")
        and not is_hit(analysis, hit)
        and words_between(gap := analysis.gap(hit, trigger)) <= 2
        and not GOES_ON.search(gap)
        and "." not in gap
    ]
    return own[-1] if own else ""


def weapon_of(analysis: Analysis, sentence: Sentence, trigger: Trigger) -> str:
    """Return the weapon named nearest to the word, or ""; a strike may take it from the next clause."""
    candidates = []
    for hit in inside(analysis.hits["weapons"], sentence):
        overlap = hit.start < trigger.end and trigger.start < hit.end
        if (hit.start >= trigger.end or _PASSIVELY.match(trigger.text)) and is_hit(analysis, hit):
            continue  # "drones hit aircraft", "41 aircraft were hit": the aircraft are no weapon here
        gap = "" if overlap else analysis.gap(hit, trigger)
        if is_stored(analysis, hit) or (not overlap and _of_another_event(analysis, hit, trigger)):
            continue
        border = has_border(gap)
        details = trigger.meaning in ("strike", "employed") or (trigger.meaning == "attack" and ":" in gap)
        if not border or (details and words_between(gap) <= 12):
            candidates.append((border, words_between(gap), hit.start, hit.meaning))
    if not candidates and trigger.meaning == "strike":
        return weapon_before(analysis, sentence)
    return min(candidates)[3] if candidates else ""


def is_stored(analysis: Analysis, weapon: Hit) -> bool:
    """Tell whether a weapon only lies somewhere: "an arsenal holding Iskanders", «склад авіабомб»."""
    return _STORED.search(analysis.masked, max(0, weapon.start - CLAIMED), weapon.start) is not None


def _of_another_event(analysis: Analysis, weapon: Hit, trigger: Trigger) -> bool:
    """Tell whether a weapon is used in a clause of its own: "bombs on A, and in B attacks were beaten"."""
    gap = analysis.gap(weapon, trigger)
    if weapon.start >= trigger.end:
        return _WHERE.search(gap) is not None
    if _AFTER.search(gap):
        return True
    used = between(analysis.hits["events"], weapon.start - _NEXT_TO, weapon.end + _NEXT_TO)
    return _AND_SO.search(gap) is not None and any(hit.end <= trigger.start for hit in used)


def by_own_weapon(analysis: Analysis, sentence: Sentence, trigger: Trigger, place: Spanned) -> Trigger:
    """Type a strike by the weapon right before a place: "drones over Voronezh, missiles on Poltava: …"."""
    if trigger.meaning != "strike" or trigger.modality:
        return trigger
    own = [
        hit.meaning
        for hit in inside(analysis.hits["weapons"], sentence)
        if hit.end <= place.start and _ON.fullmatch(analysis.masked, hit.end, place.start)
    ]
    return replace(trigger, event_type=by_weapon(trigger, own[-1])) if own else trigger


def weapon_before(analysis: Analysis, sentence: Sentence) -> str:
    """Return "drone_strike" when the sentence before in the paragraph speaks of drones alone."""
    before = [s for s in analysis.sentences if s.end <= sentence.start and s.paragraph == sentence.paragraph][
        -1:
    ]
    hits = [hit for s in before for hit in inside(analysis.hits["weapons"], s) if not is_hit(analysis, hit)]
    return "drone_strike" if {hit.meaning for hit in hits} == {"drone_strike"} else ""


def is_hit(analysis: Analysis, weapon: Hit) -> bool:
    """Tell whether what may be a weapon is named as what was hit."""
    objects = analysis.hits["objects"]
    return any(o.meaning == "materiel" and o.start < weapon.end and weapon.start < o.end for o in objects)


def by_weapon(trigger: Trigger, weapon: str) -> str:
    """Return the event type of a strike or an attack by its weapon, "" for one that is not named."""
    if trigger.meaning in ("attack", "strike", "employed"):
        return {"missile": "shelling", "": trigger.event_type}.get(weapon, weapon)
    return trigger.event_type
