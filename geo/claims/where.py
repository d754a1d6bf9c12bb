"""Where an event is: the event word that bears on a place, and the places that only frame a finer one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from geo.claims.analysis import Analysis
from geo.claims.sentences import Sentence, clauses_of, gap_cost, has_border, words_between
from geo.claims.trigger import Trigger
from geo.geocode import Resolution
from geo.toponyms import Toponym

# A word of small weight loses to another that stands a little farther away.
_WEIGHT = {
    "position": 9.0, "statement": 6.0, "other": 5.0, "employed": 3.0, "troop_movement": 2.0, "held": 2.0,
    "infrastructure": 2.0, "destroyed": 2.0, "attack": 0.5,
    "lost": -0.5, "captured": -1.0, "liberated": -1.0, "recaptured": -1.0,
}  # fmt: skip
_TOO_FAR = 45.0
_THEREIN = re.compile(
    r",?\s+(?:(?:in|near|at|у|в|біля|під|под|возле)\s+)?(?:the\s+)?(?:village|town|city|hamlet|сел[оіе]|сел\.|с\.|м\.|г\."
    r"|місті|городе|пос[её]лке|деревне|хуторе)\s+(?:of\s+)?[«\"“]?",
    re.IGNORECASE,
)
_LYING_IN = re.compile(r"\s+(?:(?:in|of|у|в|на)\s+)?(?:the\s+)?", re.IGNORECASE)
_ADDED = ("settlement", "facility", "district")
# Between such a word and the name stand only other names of the list.
_LISTED = (
    r"(?:\s+(?:and|of|the|him|also|та|і|й|и|ему|йому|ей|также|також|ещё|еще|ще))*+[\s:—–-]++"
    r"(?:·++,?(?:\s+(?:and|та|і|й|и|ещё|еще|ще|со?|з|із|он|же))*+\s+)*+$"
)
_ADDS = re.compile(
    r"(?<!\w)(?:naming|named|listing|adding|added|including|along with|together with|among them"
    r"|(?:вместе|разом|заодно|наряду|вкупе) (?:с|со|з|із) (?:ним|ней|ними|нею|нім)|серед них|среди них"
    r"|в том числе|[ву] тому числі|зокрема|включая|включно з|назва[вл]\w*|назыв\w+|назива\w+|перечисл\w+"
    rf"|перелічи\w+|добави\w+|додав\w*|додал\w+|заодно|а также|а також){_LISTED}",
    re.IGNORECASE,
)
_AND_ALL = re.compile(
    r"[,\s]+(?:and|та|і|й|и|а також|а также|as well as)\s+"
    r"(?:(?:with (?:it|them)|з (?:ним|нею)|с (?:ним|ней))\s+)?"
    r"(?:the (?:whole|rest|entire\w*)(?: of)?|all(?: of)?|вся|вся решта|всю|всей|всієї|всьому|всю решту|усю)"
    r"\s+(?:the\s+)?",
    re.IGNORECASE,
)
_APPOSED = 25  # letters between a village and the district it lies in


def governing(analysis: Analysis, toponym: Toponym, triggers: list[Trigger]) -> Trigger | None:
    """Return the event word that bears on a place: the nearest, clause borders counting as distance."""
    best: tuple[float, int, Trigger] | None = None
    # "The fire hurt nobody" says nothing about where; it must not hide the fire.
    telling = [t for t in triggers if t.meaning not in ("none", "background")]
    starts = sorted(t.start for t in telling)
    for trigger in telling:
        if toponym.start <= trigger.start and trigger.end <= toponym.end:
            continue
        if _describes(analysis, trigger, toponym):
            continue
        low, high = sorted((trigger.start, toponym.start))
        others = 2.0 * (bisect_left(starts, high) - bisect_right(starts, low))
        if others + _WEIGHT.get(trigger.meaning, 0.0) > (_TOO_FAR if best is None else best[0]):
            continue  # whatever stands between: a long gap is dear to weigh
        within = trigger.start <= toponym.start and toponym.end <= trigger.end
        gap = "" if within else analysis.gap(trigger, toponym)
        if _in_another_clause(gap, trigger.start < toponym.start):
            continue
        cost = gap_cost(gap) + _WEIGHT.get(trigger.meaning, 0.0)
        cost += 1.0 if trigger.start > toponym.start else 0.0
        cost += others
        if cost <= _TOO_FAR and (best is None or (cost, trigger.start) < best[:2]):
            best = (cost, trigger.start, trigger)
    return None if best is None else best[2]


def _describes(analysis: Analysis, trigger: Trigger, toponym: Toponym) -> bool:
    """ "A school in Ukrainian-held Sudzha was bombed": such a word only says what the town is."""
    return trigger.end + 1 == toponym.start and analysis.masked[trigger.start - 1 : trigger.start] == "-"


def governing_each(
    analysis: Analysis, places: list[Resolution], triggers: list[Trigger]
) -> dict[int, Trigger | None]:
    """Return for each place (by its start) the event word that bears on it."""
    return {r.toponym.start: governing(analysis, r.toponym, triggers) for r in places}


def _in_another_clause(gap: str, after: bool) -> bool:
    """ "… was hit; traffic towards Kerch stopped": a clause with words of its own tells of something else.

    A name right after the border ("they attacked: near A, B; near C") still belongs to the event word.
    """
    clauses = clauses_of(gap)
    own = clauses[-1] if after else clauses[0]
    return len(clauses) > 1 and words_between(own) > 2


def appended(
    analysis: Analysis, sentence: Sentence, places: list[Resolution], mentioned: dict[int, str],
    chosen: dict[int, Trigger],
) -> dict[int, Trigger]:  # fmt: skip
    """Return the event word of places added to those of a sentence: "…, naming B", «а вместе с ним – B».

    What is added shares the event of the places before.
    """
    found: dict[int, Trigger] = {}
    first = min(chosen)
    for place in (r.toponym for r in places):
        if place.start < first or place.start in chosen or place.start in mentioned:
            continue
        if place.kind in _ADDED and _ADDS.search(analysis.masked, first, place.start):
            found[place.start] = chosen[first]
    return found


def frames(analysis: Analysis, places: list[Resolution], chosen: dict[int, Trigger]) -> set[int]:
    """Return the places (by start) that only frame a finer one of the same event.

    "In the Pokrovsk direction … near Hrodivka", "Sudzha, Kursk region": the village is where it happened.
    """
    framing: set[int] = set()
    placed = [r for r in places if r.toponym.start in chosen]
    fine = [r for r in placed if r.toponym.kind in ("settlement", "facility")]
    districts = [r for r in placed if r.toponym.kind == "district"]
    regions = [r for r in placed if r.toponym.kind == "region"]
    finer = {
        "water": [*fine, *districts, *regions],  # "a bridge over the Seim in Sumy region"
        "region": [*fine, *districts],
        "direction": [*fine, *districts],
        "district": fine,
    }
    for resolution in places:
        toponym = resolution.toponym
        for other in finer.get(toponym.kind, ()) if toponym.start in chosen else ():
            if _frames(analysis, resolution, other, chosen):
                framing.add(toponym.start)
    return framing


def _frames(analysis: Analysis, wide: Resolution, fine: Resolution, chosen: dict[int, Trigger]) -> bool:
    one, other = chosen[fine.toponym.start], chosen[wide.toponym.start]
    same = one is other or (one.event_type == other.event_type and not has_border(analysis.gap(one, other)))
    # "The village of X, Pokrovsk district": the district is no place of the event, X stays unplaced.
    close = 0 <= wide.toponym.start - fine.toponym.end <= _APPOSED
    unknown = not fine.toponym.rows and (fine.toponym.start > wide.toponym.start or close)
    holds = wide.place is not None and wide.place.row in analysis.containers[fine.toponym.start]
    area = holds and wide.place is not None and wide.place.id.startswith("area:")
    beside = area or 0 <= wide.toponym.start - fine.toponym.end <= 6
    loose = wide.toponym.kind in ("direction", "water") or _apposed(analysis, wide.toponym, fine.toponym)
    if _AND_ALL.fullmatch(analysis.gap(wide.toponym, fine.toponym)):
        return False  # "Lysychansk and the whole of Luhansk region" are two
    return (holds and (same or beside)) or (same and (loose or unknown))


def _apposed(analysis: Analysis, wide: Toponym, fine: Toponym) -> bool:
    """ "В Валуйском округе, в селе Кукуевка", "Прудянка Дергачівської громади": nothing stands between."""
    if wide.end <= fine.start:
        return _THEREIN.fullmatch(analysis.masked, wide.end, fine.start) is not None
    return _LYING_IN.fullmatch(analysis.masked, fine.end, wide.start) is not None
