"""The day of an event that other sentences of its paragraph name."""

from __future__ import annotations

import re

from geo.claims.analysis import Analysis
from geo.claims.daywords import (
    dates_in,
    goes_on,
    is_aside,
    is_part,
    is_recalled,
    is_up_to,
    of_saying,
    told,
)
from geo.claims.newsday import OF_STRIKES
from geo.claims.sentences import inside
from geo.claims.trigger import Trigger
from geo.dates import When

_PAST_DAY = re.compile(r"доб[иу]|сутки|24 hours|24 годин|24 часа|past day", re.IGNORECASE)
_TOOK_PLACE = re.compile(
    r"\bthe (?:attack|strike|incident|shelling|raid|blast|explosion)s? (?:took place|occurred|happened)\b"
    r"|\b(?:удар|атака|обстріл|вибух|інцидент|влучання)\s+(?:ста[лв]|відбу)\w+"
    r"|\b(?:удар|атака|обстрел|взрыв|инцидент)\s+(?:произош|случил)\w+",
    re.IGNORECASE,
)


def named_before(analysis: Analysis, index: int) -> When | None:
    """Return the last day named before in the paragraph, or the past day that a bulletin covers."""
    paragraph = analysis.sentences[index].paragraph
    weak: list[When] = []  # counts, parts of the day and what is told aside, where nothing else is named
    for sentence in reversed(analysis.sentences[:index]):
        dates = [when for when in dates_in(analysis, sentence) if goes_on(analysis, sentence, when)]
        if sentence.paragraph != paragraph:
            # A bulletin says once that it covers the past day; its paragraphs go by direction.
            dates = [when for when in dates if _PAST_DAY.search(when.text)]
        aside = [when for when in dates if is_aside(analysis, when)]
        dates = [when for when in dates if when not in aside]
        counted = [when for when in dates if is_up_to(analysis, when) or is_part(when)]
        dates = [when for when in dates if when not in counted]
        dates = told(analysis, dates)
        if dates:
            return dates[-1]
        if sentence is analysis.sentences[index - 1]:
            weak += [w for w in aside if not is_recalled(analysis, w) and not of_saying(analysis, w)]
        weak = [*counted[-1:], *weak]
    return min(weak, key=lambda when: is_aside(analysis, when), default=None)


def same_day(analysis: Analysis, index: int) -> list[When]:
    """Return the last day named before in the paragraph: its "in the morning" is that day's."""
    sentence = analysis.sentences[index]
    earlier = [
        when
        for before in analysis.sentences[max(0, index - 2) : index]
        if before.paragraph == sentence.paragraph
        for when in dates_in(analysis, before)
        if when.precision == "day" and not is_part(when) and not is_aside(analysis, when)
        if goes_on(analysis, before, when)
    ]
    return earlier[-1:]


def told_after(analysis: Analysis, index: int, trigger: Trigger) -> When | None:
    """Return the date of "The strike took place on the night of 2 March" right after the claim.

    A toll takes that of "It was hit on Saturday", too, where the sentence tells of no other place.
    """
    if index + 1 == len(analysis.sentences):
        return None
    following = analysis.sentences[index + 1]
    dates = [when for when in dates_in(analysis, following) if not of_saying(analysis, when)]
    if not _TOOK_PLACE.search(analysis.report.text, following.start, following.end):
        events = inside(analysis.hits["events"], following)
        elsewhere = any(following.start <= r.toponym.start < following.end for r in analysis.places)
        if trigger.event_type not in OF_STRIKES or not events or elsewhere:
            return None
        dates = [
            w for w in dates if goes_on(analysis, following, w) and not (is_part(w) or is_aside(analysis, w))
        ]
    return next(iter(dates), None)


def pointing_back(analysis: Analysis, index: int) -> When | None:
    """Return the date of "This was reported on 5 January" right after the claim."""
    if index + 1 == len(analysis.sentences):
        return None
    following = analysis.sentences[index + 1]
    back = any(hit.meaning == "back" for hit in inside(analysis.hits["speech"], following))
    return next(iter(dates_in(analysis, following)), None) if back else None
