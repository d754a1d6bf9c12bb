"""The cues of the word lists that stand right before a name: "launched from", "hospital in", "north of"."""

from __future__ import annotations

import re

from geo.claims.analysis import Analysis
from geo.claims.lexicon import Hit
from geo.claims.mentions.case import ANEW, FILLER, Case
from geo.claims.mentions.journeys import leaves
from geo.claims.sentences import clauses_of, gap_cost, inside, words_between
from geo.claims.trigger import STRIKES, Trigger
from geo.toponyms import Toponym

_LIST = re.compile(
    r"\s*(?:,|[—–-]|,?\s*(?:and|or|та|і|й|и|або|или|as well as|а також|а также))\s*"
    r"(?:дальше|далее|далі|потім|потом|on|then|later)?\s*(?:to|in|near|from|у|в|до|з|из|із|зі|на|к)?\s*"
    r"(?:(?:occupied|nearby|neighbou?ring|(?:окупов|оккупир|тимчасово|временно|сусідн|соседн)\w+)\s+)*$"
    r"|\s*\(\s*$"
)
_APPOSITION = re.compile(r"[^.;:]{0,60}$")
_RANGE = re.compile(r"(?:,?\s+and\s+·+)?\s+(?:to|through|up to)\s+(?:the\s+)?·")
_LISTED_ON = re.compile(r",?\s+(?:and|та|і|й|и)\s+(?:[a-zа-яіїє]+\s+){0,2}·")
_BESIDE = re.compile(
    r",?\s+(?:near|around|in the area of|at|in|біля|поблизу|неподалік|возле|вблизи|близ|у|в район[еі])\s+"
)
_LEFT = 20.0  # as gap_cost weighs
_JOINED = re.compile(
    r"\b(?:and|or|as well as|та|і|й|и|або|или|а також|а также|also|також|также)\b", re.IGNORECASE
)
# "The bridge over the Seim, near Zvannoye" is at Zvannoye.
_WIDE = ("country", "region", "direction", "water")
_TOGETHER = re.compile(r"\s+(?:со?|зі?|із)\s+", re.IGNORECASE)
_BARE = re.compile(r"(?:from|з|із|зі|від|из|с|со|от)(?!\w)", re.IGNORECASE)  # not "launched from"
_BARE_LAST = re.compile(r"\b(?:from|з|із|зі|из|с|со)$", re.IGNORECASE)  # "evacuate residents from"
_DASHED = re.compile(r"\s*[-–—]\s*·")
_ROAD = ("трас", "дорог", "автодорог", "шос", "road", "highway")


def by_cue(case: Case) -> str:
    """Weigh the cues that stand right before the name: "launched from", "hospital in", "north of"."""
    masked, at = case.analysis.masked, case.toponym.start
    for cue in inside(case.analysis.hits["mentions"], case.sentence):
        if cue.end > at:
            break
        if cue.meaning == "idle":
            continue  # weighed against the event words, whichever place of its clause they stand before
        if cue.text.lower() == "from" and _RANGE.match(masked, case.toponym.end):
            continue  # "from Veselivka through Novenke to Basivka" is a stretch, not an origin
        if case.previous is not None and _TOGETHER.fullmatch(masked, case.previous.end, at):
            continue  # «взяты Родинское со Степногорском»
        between = masked[cue.end : at]
        if FILLER.fullmatch(between) and not ANEW.search(between) and (reason := _of_cue(case, cue)):
            return reason
    return ""


def _of_cue(case: Case, cue: Hit) -> str:
    governed = [t for t in case.triggers if t.start <= cue.start][-1:]
    if cue.text.lower().startswith(_ROAD) and _DASHED.match(case.analysis.masked, case.toponym.end):
        return f"listed after {cue.text!r} (a road)"
    if cue.meaning in ("reference", "nearby", "toward"):
        return _reference(case, cue)
    if cue.meaning == "care" and any(_hits_it(case.analysis, t, cue.start) for t in governed):
        return ""  # "a missile hit the hospital in Kyiv"
    leaving = governed or case.triggers[:1]  # "із Авдіївки виведено війська": the verb may follow
    bare = _BARE.match(cue.text) or (cue.meaning == "person" and _BARE_LAST.search(cue.text))
    if bare and any(_from_there(case, t) for t in leaving):
        return ""
    return f"listed after {cue.text!r} ({cue.meaning})"


def _from_there(case: Case, trigger: Trigger) -> bool:
    """Tell whether a word is about leaving the place, not about leaving another in another clause."""
    gap = case.analysis.gap(trigger, case.toponym)
    return leaves(trigger) and len(clauses_of(gap)) == 1 and gap_cost(gap) <= _LEFT


def _reference(case: Case, cue: Hit) -> str:
    """ "A, north of B" and "A near B" place A; B alone ("fighting near B") is where it happens."""
    previous = case.previous
    if previous is None or previous.end > cue.start or previous.kind in _WIDE:
        return ""
    if case.mentioned.get(previous.start, "").startswith(("listed", "where", "an end")):
        return ""  # "hit the train to Kramatorsk near Barvinkove"
    between = case.analysis.masked[previous.end : cue.start]
    if (
        cue.meaning == "nearby"
        and between.strip() == ","
        and _LISTED_ON.match(case.analysis.masked, case.toponym.end)
    ):
        return ""  # "advanced in A, near B and C" tells of three places
    short = len(between) < (60 if cue.meaning == "reference" else 4)
    if cue.meaning == "toward" or not short or _JOINED.search(between) or not _APPOSITION.fullmatch(between):
        return ""
    return f"tells where {previous.surface!r} is ({cue.text!r})"


def listed(case: Case) -> str:
    """ "Taken to hospitals in Sumy and Romny": what holds for a place holds for the list that it begins."""
    previous = case.previous
    reason = case.mentioned.get(previous.start, "") if previous else ""
    if previous is None or not reason.startswith(("listed", "where")):
        return ""
    return reason if _LIST.fullmatch(case.analysis.masked[previous.end : case.toponym.start]) else ""


def tells_where(case: Case, previous: Toponym) -> bool:
    """Tell whether the place before only places this one: "north of A, near B"."""
    if not _BESIDE.fullmatch(case.analysis.masked[previous.end : case.toponym.start]):
        return False
    cues = [
        cue
        for cue in inside(case.analysis.hits["mentions"], case.sentence)
        if cue.end <= previous.start and cue.meaning == "reference"
    ]
    return bool(cues) and FILLER.fullmatch(case.analysis.masked[cues[-1].end : previous.start]) is not None


def _hits_it(analysis: Analysis, trigger: Trigger, at: int) -> bool:
    """Tell whether what follows within a few words is what was struck ("damaged the hospital in Sumy")."""
    if trigger.end > at:  # the word of the cue is itself part of what happened
        return trigger.meaning in ("infrastructure", "destroyed", *STRIKES)
    struck = trigger.meaning in ("attack", "strike", "destroyed", *STRIKES)
    return struck and words_between(analysis.masked[trigger.end : at]) <= 7
