"""When a claim says that it happened: the date of its clause, else the last one before it."""

from __future__ import annotations

import re

from geo.claims.analysis import Analysis
from geo.claims.carried import named_before, pointing_back, same_day, told_after
from geo.claims.daywords import (
    dates_in,
    ends_a_plan,
    ever_since,
    is_ahead,
    is_long_past,
    is_part,
    is_up_to,
    of_another_event,
    of_saying,
    span,
    told,
)
from geo.claims.newsday import OF_STRIKES, SUDDEN, goes_on_now, is_a_habit, of_the_report
from geo.claims.sentences import Sentence, Spanned, gap_cost, starting
from geo.claims.trigger import Trigger
from geo.dates import When

_SPELL = 45  # days; a longer stretch is what a day is compared with
_BEHIND = re.compile(r"\s*(?:[,(]\s*)?(?:(?:on|in|у|в|на)\s+)?", re.IGNORECASE)
_LISTED = re.compile(r"[\s·,—–:-]*(?:(?:and|in|та|і|й|и|у|в|на|біля|под|під)[\s·,—–:-]+)*")
_AND_THEN = re.compile(
    r",\s(?:and|but|while|а|але|но|та|і|и)\s(?:(?:then|later|already|потім|потом|вже|уже)\s)?"
    r"(?:(?:on|in|у|в)\s(?:the\s)?)?$",
    re.IGNORECASE,
)
_RISEN = re.compile(
    r"\b(?:rose|risen|climbed|зросла|зросло|збільшилас\w|выросло|возросло|увеличилось)\s(?:to|до)\b",
    re.IGNORECASE,
)
_COMMA = re.compile(",")
_NEXT_CLAUSE = re.compile(r";|,\s(?:and|but|while|а|але|но|та)\s", re.IGNORECASE)
_RELATIVE = re.compile(
    r",?\s(?:which|that had|who|whose|where|such as)\s|,\s(?:as|although|while|before|after)\s"
    r"|,\s(?:який|яка|яке|які|яку|якого|котор\w+|що|де|куди|где|куда|когда|коли|хоча|хотя"
    r"|после того|після того)[\s,]",
    re.IGNORECASE,
)


def when_of(
    analysis: Analysis, index: int, trigger: Trigger, place: Spanned | None = None
) -> tuple[When | None, str]:
    """Return the date of an event word at a place in sentence `index` and why it was taken."""
    if is_a_habit(analysis, trigger):
        return None, ""
    own = _of_the_sentence(analysis, analysis.sentences[index], trigger)
    if place is not None:
        for when in own:
            if where := _beside(analysis, trigger, when, place):
                return when, f"date {when.text!r} right {where} the place"
    own = _of_the_clause(analysis, trigger, own)
    own = _of_the_event(analysis, index, trigger, place, own)
    only_said = all(of_saying(analysis, when) for when in own) and not trigger.modality
    if only_said and (after := told_after(analysis, index, trigger)):
        return after, f"date {after.text!r} of the next sentence"
    if own and _is_of_a_spell(analysis, trigger, own) and goes_on_now(analysis, trigger):
        own = []
    if own:
        date = min(own, key=lambda when: gap_cost(analysis.gap(span(when), trigger)))
        return date, f"date {date.text!r}"
    earlier = named_before(analysis, index) if trigger.modality in ("", "denial") else None
    if earlier and not (is_long_past(analysis, earlier) and goes_on_now(analysis, trigger)):
        return earlier, f"date {earlier.text!r} of an earlier sentence"
    if back := pointing_back(analysis, index):
        return back, f"date {back.text!r} of the next sentence"
    return of_the_report(analysis, index, trigger)


def _is_of_a_spell(analysis: Analysis, trigger: Trigger, own: list[When]) -> bool:
    """Tell whether but another clause states a time, a long one: "2 km in a week, and fighting goes on"."""
    return all(
        when.means in ("past week", "last days", "since", "so far", "past 24 hours")
        and "," in analysis.gap(span(when), trigger)
        for when in own
    )


def _of_the_sentence(analysis: Analysis, sentence: Sentence, trigger: Trigger) -> list[When]:
    """Return the dates of a sentence that may be those of the event: parts of the day only where alone."""
    own = [ever_since(analysis, sentence, when) for when in dates_in(analysis, sentence)]
    own = [when for when in own if _may_date(analysis, sentence, when, trigger)]
    here = [when for when in own if ";" not in analysis.gap(span(when), trigger)] or own
    own = [when for when in own if not is_part(when)] if not all(is_part(when) for when in here) else here
    if trigger.event_type in ("battle", "advance"):
        return own
    # "For a second day rescuers search the house that was hit on Sunday".
    return [when for when in own if when.means != "days running"] or own


def _may_date(analysis: Analysis, sentence: Sentence, when: When, trigger: Trigger) -> bool:
    """Leave out what is still to come and the day of another event ("two days after the bridge fell")."""
    if of_another_event(analysis, when) or (not trigger.modality and is_ahead(analysis, when)):
        return False
    if when.means != "days after":
        return True
    at = span(when)
    # "A day after the bridge fell, drones came": what it is counted from ends with the comma.
    first = not analysis.masked[sentence.start : at.start].strip()
    ends = (_COMMA if first else _NEXT_CLAUSE).search(analysis.masked, at.end, sentence.end)
    return at.end <= trigger.start < (ends.start() if ends else sentence.end)


def _beside(analysis: Analysis, trigger: Trigger, when: When, place: Spanned) -> str:
    """Tell whether a date stands right behind a place or before it in a list: "…, and a day earlier X"."""
    at = span(when)
    if _BEHIND.fullmatch(analysis.report.text, place.end, at.start):
        return "behind"
    heads = at.end <= place.start and _begins_the_next(analysis, when, trigger)
    return "before" if heads and _LISTED.fullmatch(analysis.masked, at.end, place.start) else ""


def _of_the_clause(analysis: Analysis, trigger: Trigger, own: list[When]) -> list[When]:
    """Leave the dates that belong to the clause of an event word, not to another or to who said so."""
    # "The heaviest attack since the start of the year on Tuesday".
    own = [when for when in own if (when.end - when.start).days <= _SPELL] or own
    clause = [when for when in own if not _of_another_clause(analysis, when, trigger)]
    # A toll is of the day that a later clause tells: "12 died in Sumy, where a missile hit on Sunday".
    own = clause or (own if trigger.event_type in SUDDEN else [])
    if trigger.modality == "plan":
        own = [when for when in own if not ends_a_plan(analysis, when)]
    own = [when for when in own if not _begins_the_next(analysis, when, trigger)]
    said = [when for when in own if of_saying(analysis, when)]
    rest = [when for when in own if not _before_saying(when, said, trigger)]
    return told(analysis, rest) or own


def _of_the_event(
    analysis: Analysis, index: int, trigger: Trigger, place: Spanned | None, own: list[When]
) -> list[When]:
    """Put the day named before in the place of a part of the day, of a count or of when it was said."""
    if own and all(is_part(when) for when in own):
        return same_day(analysis, index) or own
    told_before = place is not None and place.start < analysis.sentences[index].start
    late = [is_up_to(analysis, when) or (told_before and of_saying(analysis, when)) for when in own]
    if own and (all(late) or _is_a_new_count(analysis, index, trigger)) and trigger.event_type in OF_STRIKES:
        earlier = named_before(analysis, index)
        return [earlier] if earlier is not None and earlier.start < own[0].start else own
    return own


def _is_a_new_count(analysis: Analysis, index: int, trigger: Trigger) -> bool:
    """Tell whether a toll is but counted anew: "on Tuesday the number of dead rose to nine"."""
    sentence = analysis.sentences[index]
    return (
        trigger.event_type == "civilian_harm"
        and _RISEN.search(analysis.masked, sentence.start, sentence.end) is not None
    )


def _of_another_clause(analysis: Analysis, when: When, trigger: Trigger) -> bool:
    """Tell whether a later clause has the date and an event word of its own: "which they took in May"."""
    until = span(when).start
    if goes_on_now(analysis, trigger) and _RELATIVE.search(analysis.masked, trigger.end, until):
        return True  # "fighting goes on in the town, which troops entered on 5 May"
    said = [cue.end for cue in starting(analysis.hits["speech"], trigger.end, until)]
    events = starting(analysis.hits["events"], max([trigger.end, *said]), until)
    return any(_RELATIVE.search(analysis.masked, trigger.end, hit.start) for hit in events)


def _begins_the_next(analysis: Analysis, when: When, trigger: Trigger) -> bool:
    """Tell whether a date opens a clause behind the event: "declared it taken, and on the 15th Kyiv said"."""
    start = span(when).start
    return trigger.end <= start and _AND_THEN.search(analysis.masked, trigger.end, start) is not None


def _before_saying(when: When, said: list[When], trigger: Trigger) -> bool:
    """Tell whether "said on the 11th that" parts a date from the event: it belongs to what stands before."""
    return any(span(when).end <= span(other).start < trigger.start for other in said)
