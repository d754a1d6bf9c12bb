"""Which kind of event a general word ("strike", "attack", "killed") means, by weapons and victims."""

from __future__ import annotations

import re
from dataclasses import replace

from geo.claims.analysis import Analysis
from geo.claims.lexicon import Hit
from geo.claims.sentences import Sentence, has_border, inside
from geo.claims.trigger import CLAIMED, STRIKES, Trigger
from geo.claims.weapons import by_weapon, weapon_before, weapon_of, wielded

_DAMAGE = frozenset({"destroyed", "infrastructure"})
_GENERAL = STRIKES | _DAMAGE | {"attack", "employed", "casualty"}  # what they mean is told by other words
_AND_THEN = re.compile(r",\s(?:and|та|і|й|и|а)\s", re.IGNORECASE)
# Who holds on to positions or a corner of a town fights for it: "still held the northern part of Pokrovsk".
_HOLDS_ON = re.compile(
    r"\b(?:positions?|lines|outskirts|edges?|buildings|blocks|pockets?|an area|an? part"
    r"|(?:north|south|east|west)\w* part)\b"
    r"|(?:позиці|околиц|рубеж|північн\w+ частин|південн\w+ частин|східн\w+ частин|західн\w+ частин"
    r"|позици|окраин|северн\w+ част|южн\w+ част|восточн\w+ част|западн\w+ част)\w*",
    re.IGNORECASE,
)
_OBJECT = 25  # letters behind a verb in which its object stands
_LEAVES = re.compile(r".*(?:leav|left|withdr|pull|покин|залиш|виход|вийти|выйти|уйти|уход)", re.IGNORECASE)
_BECAUSE_OF = re.compile(
    r"(?<!\w)(?:[ву]наслідок|[ву] результаті|під час|від|после|після|в результате|вследствие|при|от|во время)"
    r"\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)


def settled(analysis: Analysis, sentence: Sentence, trigger: Trigger, others: list[Trigger]) -> Trigger:
    """Give a general word ("strike", "attack", "killed") its type by the weapon and the victims beside it."""
    if trigger.event_type == "statement" or trigger.modality:
        return trigger
    if trigger.meaning == "held" and _HOLDS_ON.search(analysis.masked, trigger.start, trigger.end + _OBJECT):
        return replace(trigger, event_type="battle")
    if trigger.meaning == "evacuation" and _LEAVES.match(trigger.text) and _of_troops(analysis, trigger):
        return replace(trigger, event_type="withdrawal")  # on their way: nobody is said to hold it
    if trigger.meaning not in _GENERAL:
        return trigger
    near = [t for t in others if t is not trigger and not has_border(analysis.gap(t, trigger))]
    if trigger.meaning == "casualty":
        return replace(trigger, event_type=_by_victims(analysis, sentence, trigger, near, others))
    weapon = weapon_of(analysis, sentence, trigger)
    if trigger.meaning in _DAMAGE:
        return replace(trigger, event_type=_of_damage(analysis, trigger, near, weapon))
    return replace(trigger, event_type=_of_strike(analysis, sentence, trigger, near, weapon))


def _of_strike(
    analysis: Analysis, sentence: Sentence, trigger: Trigger, near: list[Trigger], weapon: str
) -> str:
    """Tell what a strike or an attack is: by its weapon, unless the clause is about whom it hurt."""
    if trigger.meaning == "employed" and not weapon:
        return trigger.event_type
    event_type = by_weapon(trigger, weapon)
    if trigger.meaning == "attack" and not weapon and _on_civilians(analysis, trigger, near):
        event_type = weapon_before(analysis, sentence) or "shelling"
    toll = event_type != "battle" and _civilian_toll(analysis, trigger, near, event_type, weapon)
    return "civilian_harm" if toll else event_type


def _of_damage(analysis: Analysis, trigger: Trigger, near: list[Trigger], weapon: str) -> str:
    """Tell what damage is: the strike that did it, harm to people, or what the object makes of it."""
    if trigger.meaning == "infrastructure" and (weapon == "drone_strike" or _struck(near, trigger)):
        return by_weapon(replace(trigger, meaning="strike"), weapon)
    if _victims_first(analysis, trigger, near):
        return "civilian_harm"
    if arms := wielded(analysis, trigger):
        event_type = {"missile": "shelling"}.get(arms, arms)
        toll = _civilian_toll(analysis, trigger, near, event_type, arms)
        return "civilian_harm" if toll else event_type
    return _by_object(analysis, trigger, weapon) if trigger.meaning == "destroyed" else trigger.event_type


def _of_troops(analysis: Analysis, trigger: Trigger) -> bool:
    """Tell whether those who leave are troops: "Ukrainian troops have been told to leave the city"."""
    before = Hit(trigger.start - CLAIMED, trigger.start, "", "")
    people = inside(analysis.hits["objects"], before)
    return bool(people) and people[-1].meaning == "soldiers"


def _victims_first(analysis: Analysis, trigger: Trigger, near: list[Trigger]) -> bool:
    """Tell whether people were hurt before things were: "killed four people and destroyed a house"."""
    return any(
        t.end <= trigger.start and not _AND_THEN.search(analysis.gap(t, trigger))
        for t in _tolls(analysis, near)
    )


def _tolls(analysis: Analysis, near: list[Trigger]) -> list[Trigger]:
    """Return the words about people killed or hurt who are no soldiers."""
    return [t for t in near if t.meaning == "casualty" and not t.modality and not _of_soldiers(analysis, t)]


def _struck(near: list[Trigger], trigger: Trigger) -> bool:
    """Tell whether a strike named before in the clause did the damage: "an attack caused a fire"."""
    return any(
        t.end <= trigger.start and not t.modality and (t.meaning in STRIKES or t.meaning == "attack")
        for t in near
    )


def _by_object(analysis: Analysis, trigger: Trigger, weapon: str) -> str:
    """Tell what "destroyed" means: soldiers fall in battle, a depot is struck, a bridge is infrastructure."""
    if weapon == "drone_strike":
        return weapon
    objects = _objects(analysis, trigger, 40, 60)
    if objects & {"materiel", "facility"} and ("materiel" in objects or weapon):
        return {"": "shelling", "missile": "shelling"}.get(weapon, weapon)
    return "battle" if "soldiers" in objects else "infrastructure"


def _on_civilians(analysis: Analysis, trigger: Trigger, near: list[Trigger]) -> bool:
    """Tell an attack on an airfield, on houses or on people from an attack of troops on positions."""
    objects = _objects(analysis, trigger, 0, 60)
    if "positions" in objects:
        return False
    damage = any(t.meaning == "infrastructure" and not t.modality for t in near)
    return damage or bool(objects & {"facility", "materiel", "civilians"}) or bool(_tolls(analysis, near))


def _objects(analysis: Analysis, trigger: Trigger, before: int, after: int) -> set[str]:
    """Return what is named around a word, within so many characters: soldiers, civilians, a facility …"""
    window = Hit(trigger.start - before, trigger.end + after, "", "")
    return {hit.meaning for hit in inside(analysis.hits["objects"], window)}


def _civilian_toll(
    analysis: Analysis, trigger: Trigger, near: list[Trigger], event_type: str, weapon: str
) -> bool:
    """Tell whether the clause is about people hurt rather than about the strike that hurt them.

    It is when the victims come first ("Two were killed when …"), and when a missile hit a town.
    """
    tolls = [toll for toll in _tolls(analysis, near) if not _of_another_strike(analysis, toll, trigger, near)]
    if any(toll.end <= trigger.start for toll in tolls):
        return True
    stated = weapon == "missile" or trigger.meaning == "strike" or _is_cause(analysis, trigger)
    return bool(tolls) and event_type == "shelling" and stated


def _of_another_strike(analysis: Analysis, toll: Trigger, trigger: Trigger, near: list[Trigger]) -> bool:
    """Tell whether people were hurt by another one elsewhere: "hit A after a strike on B that killed"."""
    return any(
        other.meaning in STRIKES
        and trigger.end <= other.start
        and other.end <= toll.start
        and "·" in analysis.masked[other.end : toll.start]
        for other in near
    )


def _is_cause(analysis: Analysis, trigger: Trigger) -> bool:
    """Tell whether shelling is only why people were hurt: «унаслідок обстрілу загинули двоє»."""
    return _BECAUSE_OF.search(analysis.masked, max(0, trigger.start - CLAIMED), trigger.start) is not None


def _by_victims(
    analysis: Analysis, sentence: Sentence, trigger: Trigger, near: list[Trigger], others: list[Trigger]
) -> str:
    if _of_soldiers(analysis, trigger):
        strikes = [t for t in (*near, *others) if t.meaning in STRIKES]
        return by_weapon(strikes[0], weapon_of(analysis, sentence, strikes[0])) if strikes else "battle"
    for other in near:
        if other.end <= trigger.start and other.meaning in ("attack", "strike", "air_strike", "drone_strike"):
            event_type = by_weapon(other, weapon_of(analysis, sentence, other))
            if event_type in ("drone_strike", "air_strike"):
                return event_type
    return "civilian_harm"


def _of_soldiers(analysis: Analysis, toll: Trigger) -> bool:
    """Tell whether the people hurt are soldiers, by the words around."""
    objects = _objects(analysis, toll, 50, 40)
    return "soldiers" in objects and "civilians" not in objects
