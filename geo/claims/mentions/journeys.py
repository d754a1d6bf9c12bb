"""Places that people, troops or drones left for or came from."""

from __future__ import annotations

import re

from geo.claims.meanings import MEANINGS
from geo.claims.mentions.case import Case
from geo.claims.sentences import words_between
from geo.claims.triggers import Trigger

# Leaving a place is an event at that place: "withdrew from", "evacuated from".
LEAVING = frozenset({"withdrawal", "evacuation", "control_change", "prisoners"})
_GOING = frozenset({"evacuation", "prisoners"})
_CARRIED = re.compile(r"ви?вез|вывез|вивоз|вывоз|відправ|отправ|етап|этап", re.IGNORECASE)
_NEAR = 7  # words between leaving and where to
_REGROUP = ("regroup", "перегруп")
# Endings of "в Судже", "у Сумах": there, not thither.
_THERE = ("е", "і", "ї", "и", "х", "м", "o", "о")
_BEFORE = 60  # letters before a name in which words that end there are looked for
_FROM_TO = re.compile(
    r"\b(?:from|з|із|зі|из|с)\s+(?:the\s+)?(?:·+(?:,|\s+(?:and|та|і|й|и))\s+)*·+\s+(?:areas?\s+)?(?:to|до|в|у|на)\s+$"
)
_TO = re.compile(
    r"(?<!\w)(?:to|towards?|до|к|ко|в сторону|в бік|у бік|в направлении|у напрямку)\s+(?:the\s+)?$"
)
_INTO = re.compile(r"(?<!\w)(?:в|у|на|под|під|за)\s+$")
_UNTO = re.compile(
    r"(?<!\w)(?:на|через|к|ко|до|в сторону|[ву] бік|в направлении|[ву] напрямку|to|towards?|through|via)"
    r"\s+(?:the\s+)?$"
)
_IN = re.compile(r"\b(?:in|into)\s+(?:the\s+)?$")
_ACROSS = re.compile(r"(?<!\w)(?:across|over|beyond|through|за|через)\s+(?:the\s+)?$")


def goes_to(case: Case) -> str:
    """ "Regrouped to Donetsk", "evacuated to Sumy", "retreat across the Dnipro": where they went."""
    left = [trigger for trigger in case.triggers if trigger.end <= case.toponym.start][-1:]
    if not left or not leaves(left[0]) or words_between(case.analysis.gap(left[0], case.toponym)) > _NEAR:
        return ""
    kind = MEANINGS.get(left[0].meaning, (left[0].meaning,))[0]
    if case.toponym.kind == "water":
        to = case.before(_ACROSS)
    elif left[0].text.lower().startswith(_REGROUP):
        to = case.before(_TO) or case.before(_INTO) or case.before(_IN)
    elif kind == "withdrawal":
        to = case.before(_UNTO)
    elif kind == "prisoners" and not _carried(case, left[0]):
        to = case.before(_TO)  # "здалися в полон у Вовчанську"
    elif kind in _GOING:
        to = case.before(_TO) or (None if case.toponym.surface.endswith(_THERE) else case.before(_INTO))
    else:
        to = None
    return f"where {left[0].text!r} leads to" if to else ""


def _carried(case: Case, trigger: Trigger) -> bool:
    return _CARRIED.search(case.analysis.masked, trigger.start, case.toponym.start) is not None


def taken_there(case: Case) -> str:
    """ "Evacuated from Mariupol to Zaporizhzhia": people left one place for another."""
    if case.previous is None or not any(leaves(t) for t in case.triggers):
        return ""
    start = max(case.sentence.start, case.previous.start - _BEFORE)
    moved = _FROM_TO.search(case.analysis.masked, start, case.toponym.start)
    return f"where people were taken from {case.previous.surface!r}" if moved else ""


def leaves(trigger: Trigger) -> bool:
    """Tell whether a word, a planned or denied one too, is about leaving a place."""
    return MEANINGS.get(trigger.meaning, (trigger.meaning, ""))[0] in LEAVING
