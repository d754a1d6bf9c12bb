"""Places that people, troops or drones left for or came from."""

from __future__ import annotations

import re

from geo.claims.meanings import MEANINGS
from geo.claims.mentions.case import ANEW, FILLER, Case
from geo.claims.sentences import words_between
from geo.claims.trigger import STRIKES, Trigger
from geo.toponyms import Toponym

# Leaving a place is an event at that place: "withdrew from", "evacuated from".
_LEAVING = frozenset({"withdrawal", "evacuation", "control_change", "prisoners"})
_GOING = frozenset({"evacuation", "prisoners"})
_CARRIED = re.compile(r"ви?вез|вывез|вивоз|вывоз|відправ|отправ|етап|этап", re.IGNORECASE)
_NEAR = 7  # words between leaving and where to
_REGROUP = ("regroup", "перегруп")
# Endings of "в Судже", "у Сумах": there, not thither.
_THERE = ("е", "і", "ї", "и", "х", "м", "о", "ому", "ській", "цькій", "ську", "цьку")
_BEFORE = 60  # letters before a name in which words that end there are looked for
_FROM_TO = re.compile(
    r"\b(?:from|з|із|зі|из|с)\s+(?:the\s+)?(?:·+(?:,|\s+(?:and|та|і|й|и))\s+)*·+\s+(?:areas?\s+)?(?:to|до|в"
    r"|у|на)\s+$"
)
_TO = re.compile(
    r"(?<!\w)(?:to|towards?|до|к|ко|в сторону|в бік|у бік|в направлении|у напрямку)\s+(?:the\s+)?$"
)
_INTO = re.compile(r"(?<!\w)(?:в|у|на|под|під|за)\s+$")
_UNTO = re.compile(
    r"(?<!\w)(?:на|через|к|ко|до|в сторону|[ву] бік|в направлении|[ву] напрямку|to|towards?|through|via)"
    r"\s+(?:the\s+)?$"
)
# "Fell back to positions near Lyman".
_POSITIONS = re.compile(
    r"(?<!\w)(?:to|на|к|до)\s+(?:\w+\s+){0,2}(?:positions?|lines?|позиці\w+|позици\w+|рубеж\w+|рубіж\w*"
    r"|лини\w+|ліні\w+)\s+"
    r"(?:near|at|in|around|outside|behind|біля|поблизу|під|у|в|за|под|возле|близ|около)\s+$",
    re.IGNORECASE,
)
_IN = re.compile(r"\b(?:in|into)\s+(?:the\s+)?$")
_ACROSS = re.compile(r"(?<!\w)(?:across|over|beyond|through|за|через)\s+(?:the\s+)?$")
# What is shelled, hurt or burnt has no goal: "to X" tells where somebody or something else is going.
_GOAL = re.compile(
    r"(?<!\w)(?P<not>(?:damages?|harm|close|closer|next|near|nearer|adjacent|due|blow|fire|up|opposite"
    r"|approach(?:es)?|entrance"
    r"|edge|outskirts|against|loss|losses|way|close by|близько|ближче|прилегл\w+|підступ\w+|підльот\w+"
    r"|підльоті|впритул|аж"
    r"|шкод\w+|близко|ближе|вплоть|вплотную|прилега\w+|подступ\w+|подл[её]т\w*|примыка\w+"
    r"|окраин\w+)[»\"]?\s+)?"
    r"(?P<to>to|towards?|до|к|ко|[ву] бік|в сторону|в направлении|[ву] напрямку|in the direction of"
    r"|bound for|headed for"
    r"|heading for)(?!\w)(?P<of>[^.;:!?]{0,40})$",
    re.IGNORECASE,
)
_SENT = re.compile(
    r"(?<!\w)(?:sent|moved|rushed|redeployed|transferred|shifted|flown|shipped|ferried|driven|trucked"
    r"|dispatched|diverted"
    r"|перебро\w+|перебрас\w+|перекин\w+|перекид\w+|відправ\w+|отправ\w+|спрямов\w+"
    r"|командиро\w+)\s+"
    r"(?:\w+\s+){0,3}(?:to|до|к|на|под|під|в|у)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_UNTO_WORDS = ("to", "the", "до", "к")
_TOWARDS = re.compile(r"to.+|.+ .+", re.IGNORECASE)
_GOALLESS = frozenset({
    "shelling", "air_strike", "drone_strike", "air_defence", "mine", "civilian_harm", "infrastructure",
    "evacuation", "withdrawal", "prisoners", "other",
})  # fmt: skip


def goes_to(case: Case) -> str:
    """ "Regrouped to Donetsk", "evacuated to Sumy", "retreat across the Dnipro": where they went."""
    positions = case.before(_POSITIONS)
    until = positions.start() if positions else case.toponym.start
    left = [trigger for trigger in case.triggers if trigger.end <= until][-1:]
    if not left or not leaves(left[0]) or words_between(case.analysis.gap(left[0], case.toponym)) > _NEAR:
        return ""
    kind = MEANINGS.get(left[0].meaning, (left[0].meaning,))[0]
    if case.toponym.kind == "water":
        to = case.before(_ACROSS)
    elif left[0].text.lower().startswith(_REGROUP):
        to = case.before(_TO) or case.before(_INTO) or case.before(_IN)
    elif kind == "withdrawal":
        to = positions or case.before(_UNTO) or _thither(case)
    elif kind == "prisoners" and not _carried(case, left[0]):
        to = case.before(_TO)  # "здалися в полон у Вовчанську"
    elif kind in _GOING:
        to = case.before(_TO) or _thither(case)
    else:
        to = None
    return f"where {left[0].text!r} leads to" if to else ""


def _thither(case: Case) -> re.Match[str] | None:
    """Match «в», «на» before a name that does not stand in the locative."""
    return None if case.toponym.surface.endswith(_THERE) else case.before(_INTO)


def _carried(case: Case, trigger: Trigger) -> bool:
    return _CARRIED.search(case.analysis.masked, trigger.start, case.toponym.start) is not None


def taken_there(case: Case) -> str:
    """ "Evacuated from Mariupol to Zaporizhzhia": people left one place for another."""
    if case.previous is None or not any(leaves(t) for t in case.triggers):
        return ""
    moved = _leads_from(case, case.previous)
    return f"where people were taken from {case.previous.surface!r}" if moved else ""


def _leads_from(case: Case, previous: Toponym) -> bool:
    """Tell whether "from A to" stands between the place before and this one."""
    start = max(case.sentence.start, previous.start - _BEFORE)
    return _FROM_TO.search(case.analysis.masked, start, case.toponym.start) is not None


def bound_for(case: Case) -> str:
    """ "Hit a train to Kyiv", "crews will go to Murom", "pushing towards Tokmak": not there yet."""
    to = case.before(_GOAL)
    told = case.told
    if to is None or told is None or to["not"] or not FILLER.fullmatch(to["of"]) or ANEW.search(to["of"]):
        return ""
    before = case.previous
    if before is not None and before.start not in case.mentioned and _leads_from(case, before):
        return ""  # "were shelled from Kherson to Nikopol"
    elsewhere = case.previous is not None and case.previous.end <= to.start()  # they have come to that place
    towards = told.event_type == "advance" and _TOWARDS.fullmatch(to["to"]) and elsewhere
    at_once = told.event_type in STRIKES and words_between(case.analysis.gap(told, case.toponym)) <= 1
    goalless = told.event_type in _GOALLESS and not at_once
    return f"where somebody is going ({to['to']!r})" if towards or goalless else ""


def sent_there(case: Case) -> str:
    """ "Fighting in A, with fresh troops sent to B": what is sent there is not what happened."""
    sent = case.before(_SENT)
    if sent is None or (case.toponym.surface.endswith(_THERE) and not sent[0].rstrip().endswith(_UNTO_WORDS)):
        return ""
    own = any(t.start < sent.end() and sent.start() < t.end for t in case.triggers)
    return "" if own else f"where somebody is going ({sent[0].strip()!r})"


def leaves(trigger: Trigger) -> bool:
    """Tell whether a word, a planned or denied one too, is about leaving a place."""
    return MEANINGS.get(trigger.meaning, (trigger.meaning, ""))[0] in _LEAVING
