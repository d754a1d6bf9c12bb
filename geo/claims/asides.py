"""Event words that only describe another event: "flooded streets", "the village held by Ukraine"."""

from __future__ import annotations

import re

from geo.claims.analysis import Analysis
from geo.claims.lexicon import Hit
from geo.claims.sentences import between, inside, words_between
from geo.claims.trigger import CLAIMED, STRIKES, Trigger
from geo.claims.weapons import is_stored

_DESCRIBED = 25  # letters before a word in which it shows that it only describes
_AT_SOME = re.compile(
    r"\b(?:of|from|in|over|into|through|at|across|з|із|зі|в|у|на|по|над|до|біля|из|с|из-под|к|от|возле)"
    r"\s+(?:(?:a|an|the|its|their)\s+)?$",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"[a-z]+(?:ed|en)|[\w'’ʼ]+(?:их|ых|ого|ому|ім|ом|ій|ой|ую|ої|ими|ыми)", re.IGNORECASE)
_APPOSED = re.compile(
    r"[·»\"”],\s(?:(?:both|all|each|still|now|already|then|long|обидва|обидві|досі|ще|оба|обе|пока|ещё|еще)\s)?$",
    re.IGNORECASE,
)
_AT_THE_EDGE = re.compile(r"(?:on|at|in) the (?:outskirts|edge)|на (?:околиц|окраин|подступ)", re.IGNORECASE)
_EDGE_OF = 8  # words between fighting and the edge of the town that it is at
_FLAG = re.compile(r".*(?:flag|banner|прапор|флаг|стяг|триколор|тризуб)", re.IGNORECASE)
_LANDS = re.compile(r"land|raid|висад|высад|рейд|десант", re.IGNORECASE)
_HELD_BY = re.compile(r"(?:held|controlled|occupied|defended|captured|seized|overrun) by\b", re.IGNORECASE)
_IS = re.compile(r"\b(?:is|are|was|were|be|been|being|remain\w*|still|now|stay\w*)\s+(?:\w+\s+)?$")
_NEAR = re.compile(
    r"(?:on|at) the (?:outskirts|approaches)|at the gates|on the (?:doorstep|threshold)|within sight"
    r"|на (?:околиц|підступ|порозі|пороге)|у ворот|подступ",
    re.IGNORECASE,
)
# What is done to a place, at whose edge then no troops are meant.
_TO_A_PLACE = frozenset({
    "shelling", "air_strike", "drone_strike", "civilian_harm", "infrastructure", "air_defence", "mine",
    "evacuation",
})  # fmt: skip
_SAID = frozenset({"statement", "other"})


def _is_beaten_off(analysis: Analysis, trigger: Trigger, told: list[Trigger]) -> bool:
    """Tell whether an attack is what air defence beat off: "ПВО отразила атаку беспилотников"."""
    attack = trigger.meaning in STRIKES or trigger.meaning == "attack"
    return attack and any(
        other.event_type == "air_defence"
        and other.end <= trigger.start
        and not analysis.masked[other.end : trigger.start].strip()
        for other in told
    )


def _only_describes(analysis: Analysis, trigger: Trigger, told: list[Trigger]) -> bool:
    """Tell whether a word describes the place of another event: "flooded streets", ", both held by"."""
    if not any(other is not trigger and not other.modality for other in told):
        return False
    before = analysis.masked[max(0, trigger.start - _DESCRIBED) : trigger.start]
    if trigger.meaning in ("infrastructure", "destroyed"):
        return _AT_SOME.search(before) is not None and _ATTRIBUTE.fullmatch(trigger.text) is not None
    if trigger.meaning == "held":
        return _APPOSED.search(before) is not None
    return _AT_THE_EDGE.match(trigger.text) is not None and any(
        other.event_type == "battle"
        and other.end <= trigger.start
        and words_between(analysis.gap(other, trigger)) <= _EDGE_OF
        for other in told
    )


def _tells_whose(analysis: Analysis, trigger: Trigger, told: list[Trigger]) -> bool:
    """Tell whether "held by …" only says which place: "the last village held by Ukraine was retaken"."""
    if trigger.sense not in ("held", "captured") or not _HELD_BY.match(analysis.masked, trigger.start):
        return False
    before = analysis.report.text[max(0, trigger.start - CLAIMED) : trigger.start]
    others = (other for other in told if other is not trigger and not other.modality)
    return not _IS.search(before) and any(other.event_type not in _SAID for other in others)


def _is_only_near(analysis: Analysis, trigger: Trigger, told: list[Trigger]) -> bool:
    """Tell whether "on the outskirts of" is said of no troops: "a market on the outskirts of Donetsk"."""
    if trigger.event_type != "advance" or not _NEAR.match(trigger.text):
        return False
    if any(other.event_type in _TO_A_PLACE for other in told):
        return True
    before = Hit(trigger.start - CLAIMED, trigger.start, "", "")
    soldiers = any(hit.meaning == "soldiers" for hit in inside(analysis.hits["objects"], before))
    return not soldiers and not inside(analysis.hits["actors"], before)


def _is_shown_off(analysis: Analysis, trigger: Trigger, told: list[Trigger]) -> bool:
    """Tell whether a flag only crowns a landing: "landed on the island and raised a flag"."""
    return (
        trigger.event_type == "control_change"
        and _FLAG.match(trigger.text) is not None
        and any(other.end <= trigger.start and _LANDS.match(other.text) for other in told)
    )


def _is_kept(analysis: Analysis, trigger: Trigger, told: list[Trigger]) -> bool:
    """Tell whether an event word is a weapon that only lies somewhere: "a depot of glide bombs"."""
    arms = between(analysis.hits["weapons"], trigger.start, trigger.end)
    return bool(arms) and arms[0].end == trigger.end and is_stored(analysis, arms[0])


ASIDES = (_is_beaten_off, _only_describes, _tells_whose, _is_only_near, _is_shown_off, _is_kept)
