"""Which of the places in a sentence the event is at, and which are only mentioned."""

from __future__ import annotations

import re

from geo.claims.analysis import Analysis, inside
from geo.claims.meanings import MEANINGS
from geo.claims.sentences import Sentence, clauses_of, gap_cost, has_border, words_between
from geo.claims.sources import sources
from geo.claims.triggers import STRIKES, Trigger
from geo.geocode import Resolution
from geo.toponyms import Toponym

# Words that may stand between a cue and the name it bears on: "taken to [the town of] Lgov".
_BETWEEN = (
    r"the|a|an|its|nearby|of|villages?|towns?|city|settlements?|district|region|hospitals?|russian|ukrainian|and|or"
    r"|міст[іао]|м\.|сел[іао]|с\.|селищ[ае]|сіл|населеного|пункту|район[іу]|поблизу|обласної|лікарн\w+|та|і|й|або|до|у"
    r"|город[еа]?|г\.|село|пос[её]лка|деревн[ие]|пунктов|пункта|насел[её]нного|насел[её]нных|район[еа]|и|или|в|на"
    r"|областн\w+|центральн\w+|больниц\w+|госп[іи]тал\w+|російськ\w+|українськ\w+|российск\w+|украинск\w+"
)
_FILLER = re.compile(rf"[\s,«\"“(·]*(?:(?:{_BETWEEN})[\s,«\"“·]*)*$", re.IGNORECASE)
_LIST = re.compile(
    r"\s*(?:,|,?\s*(?:and|or|та|і|й|и|або|или|as well as|а також|а также))\s*(?:to|in|near|у|в|до|з|из)?\s*$"
)
_APPOSITION = re.compile(r"[^.;:]{0,60}$")
_RANGE = re.compile(r"(?:,?\s+and\s+·+)?\s+(?:to|through|up to)\s+(?:the\s+)?·")
_TITLE = re.compile(
    r"\b(?:head|governor|mayor|chief|leader|commandant|prosecutor|police) of (?:the )?(?:[\w-]+ )?$"
    r"|(?<!\w)(?:глав[аеы]|губернатор\w*|мэр\w*|голов[аи]|мер(?:а|у)?|очільни\w+|начальни\w+"
    r"|прокурор\w*|депутат\w*|комендант\w*)"
    r"\s+(?:(?:м|г)\.\s|поліції\s|полиции\s)?$",
    re.IGNORECASE,
)
_BANK = re.compile(
    r"\b(?:banks? of|(?:bridge|crossing|ferry|pontoon)s? (?:over|across|on)) (?:the )?$"
    r"|(?<!\w)(?:берег\w*|берез\w+|(?:мост\w*|міст|переправ\w*)\s+через)\s+(?:річк\w+\s|рек\w+\s)?$",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    r"\b(?:from|з|із|зі|из|с)\s+(?:the\s+)?(?:·+(?:,|\s+(?:and|та|і|й|и))\s+)*·+\s+(?:areas?\s+)?(?:to|до|в|у|на)\s+$"
)
_TO = re.compile(
    r"(?<!\w)(?:to|towards?|toward|до|к|ко|в сторону|в бік|у бік|в направлении|у напрямку)\s+(?:the\s+)?$"
)
_OF = re.compile(r"\s+(?:of\s+(?:the\s+)?|in\s+(?:the\s+)?)?")
_BESIDE = re.compile(
    r",?\s+(?:near|around|in the area of|at|in|біля|поблизу|неподалік|возле|вблизи|близ|у|в район[еі])\s+"
)
_SEAT = re.compile(r"\s+(?:(?!sa|rep|told|повід|сообщ|заяв)[\w-]+\s+){0,2}?(?:in|у|в)\s+")
_DATELINE = re.compile(
    r"(?:,\s*\w+)?(,\s*\d{1,2}\s+\w+|,\s*\w+\.?\s+\d{1,2})?(\s*\([\w\s-]+\))?\.?\s*[-–—/]\s*\S"
)
_JOINED = re.compile(
    r"\b(?:and|or|as well as|та|і|й|и|або|или|а також|а также|also|також|также)\b", re.IGNORECASE
)

# Leaving a place is an event at that place: "withdrew from", "evacuated from".
LEAVING = frozenset({"withdrawal", "evacuation", "control_change", "prisoners"})
OFFICES = frozenset(s.name for s in sources().values() if s.kind in ("regional", "generic"))
# A word of small weight loses to another that stands a little farther away.
_WEIGHT = {
    "position": 9.0, "statement": 6.0, "other": 5.0, "employed": 3.0, "troop_movement": 2.0, "held": 2.0,
    "attack": 0.5,
    "lost": -0.5, "captured": -1.0, "liberated": -1.0, "recaptured": -1.0,
}  # fmt: skip
_TOO_FAR = 45.0
_BEFORE = 60  # letters before a name in which words that end there are looked for
# Where the war is fought and where its missiles and drones have come down.
_THEATRE = frozenset({"UA", "RU", "BY", "MD", "PL", "RO"})


def governing(analysis: Analysis, toponym: Toponym, triggers: list[Trigger]) -> Trigger | None:
    """Return the event word that bears on a place: the nearest, clause borders counting as distance."""
    best: tuple[float, int, Trigger] | None = None
    # "The fire hurt nobody" says nothing about where; it must not hide the fire.
    telling = [t for t in triggers if t.meaning not in ("none", "background")]
    for trigger in telling:
        if toponym.start <= trigger.start and trigger.end <= toponym.end:
            continue
        within = trigger.start <= toponym.start and toponym.end <= trigger.end
        gap = "" if within else analysis.gap(trigger, toponym)
        if _in_another_clause(gap, trigger.start < toponym.start):
            continue
        cost = gap_cost(gap) + _WEIGHT.get(trigger.meaning, 0.0)
        cost += 1.0 if trigger.start > toponym.start else 0.0
        low, high = sorted((trigger.start, toponym.start))
        cost += 2.0 * sum(low < other.start < high for other in telling if other is not trigger)
        if cost <= _TOO_FAR and (best is None or (cost, trigger.start) < best[:2]):
            best = (cost, trigger.start, trigger)
    return None if best is None else best[2]


def _in_another_clause(gap: str, after: bool) -> bool:
    """ "… was hit; traffic towards Kerch stopped": a clause with words of its own tells of something else.

    A name right after the border ("they attacked: near A, B; near C") still belongs to the event word.
    """
    clauses = clauses_of(gap)
    own = clauses[-1] if after else clauses[0]
    return len(clauses) > 1 and words_between(own) > 2


def only_mentioned(
    analysis: Analysis, sentence: Sentence, places: list[Resolution], triggers: list[Trigger]
) -> dict[int, str]:
    """Return the reason for each place of a sentence (by its start) at which nothing is said to happen."""
    mentioned: dict[int, str] = {}
    cues = inside(analysis.hits["mentions"], sentence)
    previous: Toponym | None = None
    for resolution in places:
        toponym = resolution.toponym
        reason = (
            _by_kind(resolution)
            or _of_speaker(analysis, sentence, toponym, triggers)
            or _dateline(analysis, sentence, toponym)
            or _of_title(analysis, toponym)
            or _bank(analysis, toponym)
            or _retreat_to(analysis, toponym, triggers)
        )
        for cue in cues:
            if reason or cue.end > toponym.start:
                break
            if cue.text.lower() == "from" and _RANGE.match(analysis.masked, toponym.end):
                continue  # "from Veselivka through Novenke to Basivka" is a stretch, not an origin
            if _FILLER.fullmatch(analysis.masked[cue.end : toponym.start]):
                reason = _by_cue(analysis, cue.meaning, cue.text, cue.start, toponym, previous, triggers)
        if (
            not reason
            and previous is not None
            and _destination(analysis, sentence, previous, toponym, triggers)
        ):
            reason = f"where people were taken from {previous.surface!r}"
        if previous is not None and _BESIDE.fullmatch(analysis.masked[previous.end : toponym.start]):
            cue_before = [c for c in cues if c.end <= previous.start and c.meaning == "reference"]
            if cue_before and _FILLER.fullmatch(analysis.masked[cue_before[-1].end : previous.start]):
                mentioned[previous.start], reason = f"tells where {toponym.surface!r} is", ""
        if not reason and previous is not None and previous.start in mentioned:
            between = analysis.masked[previous.end : toponym.start]
            if _LIST.fullmatch(between) and mentioned[previous.start].startswith("listed"):
                reason = mentioned[previous.start]
        if reason:
            mentioned[toponym.start] = reason
        previous = toponym
    return mentioned


def _by_kind(resolution: Resolution) -> str:
    toponym, place = resolution.toponym, resolution.place
    if toponym.kind == "country":
        return "a country is only mentioned"
    if place is not None and place.country and place.country not in _THEATRE:
        return f"{toponym.surface!r} lies outside the theatre of war"
    return f"{toponym.surface!r} stands for a government" if toponym.relation == "metonym" else ""


def _of_title(analysis: Analysis, toponym: Toponym) -> str:
    """ "The Russian-installed head of Crimea", "губернатор Кубани": the place is part of a title."""
    title = _TITLE.search(analysis.masked, max(0, toponym.start - 60), toponym.start)
    return f"belongs to the claimant {title[0].strip()!r}" if title else ""


def _bank(analysis: Analysis, toponym: Toponym) -> str:
    """ "The left bank of the Dnipro", "мост через Сейм": the river only tells which bank or bridge."""
    if toponym.kind != "water" or not _BANK.search(
        analysis.masked, max(0, toponym.start - 40), toponym.start
    ):
        return ""
    return f"{toponym.surface!r} only tells which bank or bridge"


def _of_speaker(analysis: Analysis, sentence: Sentence, toponym: Toponym, triggers: list[Trigger]) -> str:
    """ "The Sumy military administration", "the ministry in Moscow": the place belongs to who speaks."""
    for hit in inside(analysis.hits["claimants"], sentence):
        between = analysis.report.text[hit.end : toponym.start]
        if any(hit.end <= t.start < toponym.start for t in triggers):
            continue
        overlap = hit.start < toponym.end and toponym.start < hit.end
        if overlap or _SEAT.fullmatch(between) or (_OF.fullmatch(between) and hit.meaning in OFFICES):
            return f"belongs to the claimant {hit.text!r}"
    return ""


def _dateline(analysis: Analysis, sentence: Sentence, toponym: Toponym) -> str:
    """ "KYIV, Nov 11 (Reuters) - …": where the report was written."""
    if toponym.start - sentence.start > 1:
        return ""
    match = _DATELINE.match(analysis.report.text, toponym.end, toponym.end + 60)
    return "a dateline" if match and (match[1] or match[2] or toponym.surface.isupper()) else ""


def _retreat_to(analysis: Analysis, toponym: Toponym, triggers: list[Trigger]) -> str:
    """ "Regrouped to Donetsk": where those who left went."""
    before = [t for t in triggers if t.end <= toponym.start]
    to = _TO.search(analysis.masked, max(0, toponym.start - _BEFORE), toponym.start)
    if to and before and before[-1].text.lower().startswith(("regroup", "перегруп")):
        return f"where {before[-1].text!r} leads to"
    return ""


def _destination(
    analysis: Analysis, sentence: Sentence, previous: Toponym, toponym: Toponym, triggers: list[Trigger]
) -> bool:
    """Tell whether people left one place for another: "evacuated from Mariupol to Zaporizhzhia"."""
    leaving = any(_leaves(t) for t in triggers)
    start = max(sentence.start, previous.start - 60)
    return leaving and _FROM_TO.search(analysis.masked, start, toponym.start) is not None


def _hits_it(analysis: Analysis, trigger: Trigger, at: int) -> bool:
    """Tell whether what follows within a few words is what was struck."""
    struck = trigger.meaning in ("attack", "strike", "destroyed", *STRIKES)
    return struck and words_between(analysis.masked[trigger.end : at]) <= 4


def _leaves(trigger: Trigger) -> bool:
    """Tell whether a word, a planned or denied one too, is about leaving a place."""
    return MEANINGS.get(trigger.meaning, (trigger.meaning, ""))[0] in LEAVING


def _by_cue(
    analysis: Analysis, meaning: str, cue: str, at: int, toponym: Toponym, previous: Toponym | None,
    triggers: list[Trigger],
) -> str:  # fmt: skip
    """Weigh a cue such as "launched from" or "north of" that stands right before a name."""
    governed = [t for t in triggers if t.start <= at]
    if meaning in ("reference", "nearby", "toward"):
        return _reference(analysis, meaning, cue, at, previous)
    if meaning == "care" and any(_hits_it(analysis, t, at) for t in governed[-1:]):
        return ""  # "a missile hit the hospital in Kyiv"
    if meaning == "origin" and any(_leaves(t) for t in governed[-1:]) and " " not in cue:
        return ""
    return f"listed after {cue!r} ({meaning})"


def _reference(analysis: Analysis, meaning: str, cue: str, at: int, previous: Toponym | None) -> str:
    """ "A, north of B" and "A near B" place A; B alone ("fighting near B") is where it happens."""
    if previous is None or previous.end > at or previous.kind in ("country", "region", "direction"):
        return ""
    between = analysis.masked[previous.end : at]
    short = len(between) < (60 if meaning == "reference" else 4)
    if meaning == "toward" or not short or _JOINED.search(between) or not _APPOSITION.fullmatch(between):
        return ""
    return f"tells where {previous.surface!r} is ({cue!r})"


def frames(analysis: Analysis, places: list[Resolution], chosen: dict[int, Trigger]) -> set[int]:
    """Return the places (by start) that only frame a finer one of the same event.

    "In the Pokrovsk direction … near Hrodivka", "Sudzha, Kursk region": the village is where it happened.
    """
    framing: set[int] = set()
    placed = [r for r in places if r.toponym.start in chosen]
    fine = [r for r in placed if r.toponym.kind in ("settlement", "facility")]
    land = [r for r in placed if r.toponym.kind in ("region", "district")]  # "a bridge over the Seim in …"
    for resolution in places:
        toponym = resolution.toponym
        if toponym.start not in chosen or toponym.kind not in ("region", "district", "direction", "water"):
            continue
        for other in (*fine, *land) if toponym.kind == "water" else fine:
            if _frames(analysis, resolution, other, chosen):
                framing.add(toponym.start)
    return framing


def _frames(analysis: Analysis, wide: Resolution, fine: Resolution, chosen: dict[int, Trigger]) -> bool:
    one, other = chosen[fine.toponym.start], chosen[wide.toponym.start]
    same = one is other or (one.event_type == other.event_type and not has_border(analysis.gap(one, other)))
    unknown = not fine.toponym.rows and fine.toponym.start > wide.toponym.start
    holds = wide.place is not None and wide.place.row in analysis.containers[fine.toponym.start]
    area = holds and wide.place is not None and wide.place.id.startswith("area:")
    beside = area or 0 <= wide.toponym.start - fine.toponym.end <= 6
    loose = wide.toponym.kind in ("direction", "water")
    return (holds and (same or beside)) or (same and (loose or unknown))
