"""When a claim says that it happened: the date of its clause, else the last one before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo.claims.analysis import Analysis
from geo.claims.sentences import Sentence, Spanned, gap_cost, inside, words_between
from geo.claims.triggers import Trigger
from geo.dates import PART_OF_DAY, When

_PAST_DAY = re.compile(r"доб[иу]|сутки|24 hours|24 годин|24 часа|past day", re.IGNORECASE)
# "They want to take it before 9 May": the end of a plan is not when it was stated.
_BY_WHEN = re.compile(r"\b(?:before|by|until|till|to|до|к|ко|перед)\s+(?:the\s+)?$", re.IGNORECASE)
_SPELL = 45  # days; a longer stretch is what a day is compared with
_BEFORE = 20  # letters in which such a word stands before the date
_TOOK_PLACE = re.compile(
    r"\bthe (?:attack|strike|incident|shelling|raid|blast|explosion)s? (?:took place|occurred|happened)\b"
    r"|\b(?:удар|атака|обстріл|вибух|інцидент|влучання)\s+(?:ста[лв]|відбу)\w+"
    r"|\b(?:удар|атака|обстрел|взрыв|инцидент)\s+(?:произош|случил)\w+",
    re.IGNORECASE,
)


_BEHIND = re.compile(r"\s*(?:[,(]\s*)?(?:(?:on|in|у|в|на)\s+)?", re.IGNORECASE)
_AND_THEN = re.compile(
    r",\s(?:and|but|while|а|але|но|та|і|и)\s(?:(?:then|later|already|потім|потом|вже|уже)\s)?"
    r"(?:(?:on|in|у|в)\s(?:the\s)?)?$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r",?\s(?:which|that had|who|whose|where|such as)\s|,\s(?:as|although|while|before|after)\s"
    r"|,\s(?:який|яка|яке|які|яку|якого|котор\w+|що|де|где|когда|коли|хоча|хотя|после того|після того)\s",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int


def _ends_a_plan(analysis: Analysis, start: int) -> bool:
    return _BY_WHEN.search(analysis.report.text, max(0, start - _BEFORE), start) is not None


def when_of(
    analysis: Analysis, index: int, trigger: Trigger, place: Spanned | None = None
) -> tuple[When | None, str]:
    """Return the date of an event word at a place in sentence `index` and why it was taken."""
    own = _in_sentence(analysis, analysis.sentences[index])
    own = [when for when in own if not _is_part(when)] or own
    for when in own:
        if place is not None and _BEHIND.fullmatch(analysis.report.text, place.end, _span(when).start):
            return when, f"date {when.text!r} right behind the place"
    # "The heaviest attack since the start of the year on Tuesday".
    own = [when for when in own if (when.end - when.start).days <= _SPELL] or own
    own = [when for when in own if not _of_another_clause(analysis, when, trigger)]
    if trigger.modality == "plan":
        own = [when for when in own if not _ends_a_plan(analysis, _span(when).start)]
    own = [when for when in own if not _begins_the_next(analysis, when, trigger)] or own
    said = [when for when in own if _of_saying(analysis, when)]
    own = [when for when in own if when not in said and not _before_saying(when, said, trigger)] or own
    after = _told_after(analysis, index) if all(_of_saying(analysis, when) for when in own) else None
    if after is not None and not trigger.modality:
        return after, f"date {after.text!r} of the next sentence"
    if own and all(_is_part(when) for when in own):
        own = _same_day(analysis, index) or own
    if own:
        date = min(own, key=lambda when: gap_cost(analysis.gap(_span(when), trigger)))
        return date, f"date {date.text!r}"
    if trigger.modality:
        return None, ""
    if earlier := _named_before(analysis, index):
        return earlier, f"date {earlier.text!r} of an earlier sentence"
    return _pointing_back(analysis, index)


def _named_before(analysis: Analysis, index: int) -> When | None:
    """Return the last day named before in the paragraph, or the past day that a bulletin covers."""
    paragraph = analysis.sentences[index].paragraph
    part: When | None = None  # "in the morning", "at 3:05": of the day named before it, else of publication
    for sentence in reversed(analysis.sentences[:index]):
        dates = [when for when in _in_sentence(analysis, sentence) if when.precision in ("day", "range")]
        if sentence.paragraph != paragraph:
            # A bulletin says once that it covers the past day; its paragraphs go by direction.
            dates = [when for when in dates if _PAST_DAY.search(when.text)]
        dates = [when for when in dates if not _of_saying(analysis, when)] or dates
        proper = [when for when in dates if not _is_part(when)]
        if proper:
            return proper[-1]
        part = part or next(reversed(dates), None)
    return part


def _of_another_clause(analysis: Analysis, when: When, trigger: Trigger) -> bool:
    """Tell whether a later clause has the date and an event word of its own: "which they took in May"."""
    until = _span(when).start
    said = [cue.end for cue in analysis.hits["speech"] if trigger.end <= cue.start < until]
    return any(
        max([trigger.end, *said]) <= hit.start < until
        and _RELATIVE.search(analysis.masked, trigger.end, hit.start)
        for hit in analysis.hits["events"]
    )


def _begins_the_next(analysis: Analysis, when: When, trigger: Trigger) -> bool:
    """Tell whether a date opens a clause behind the event: "declared it taken, and on the 15th Kyiv said"."""
    start = _span(when).start
    return trigger.end <= start and _AND_THEN.search(analysis.masked, trigger.end, start) is not None


def _is_part(when: When) -> bool:
    return PART_OF_DAY.fullmatch(when.text) is not None


def _same_day(analysis: Analysis, index: int) -> list[When]:
    """Return the last day named before in the paragraph: its "in the morning" is that day's."""
    sentence = analysis.sentences[index]
    earlier = [
        when
        for before in analysis.sentences[max(0, index - 2) : index]
        if before.paragraph == sentence.paragraph
        for when in _in_sentence(analysis, before)
        if when.precision == "day" and not _is_part(when)
    ]
    return earlier[-1:]


def _of_saying(analysis: Analysis, when: When) -> bool:
    """Tell whether a date stands beside a verb of saying: "said on Monday", "повідомив 3 березня"."""
    span = _span(when)
    gaps = [analysis.gap(cue, span) for cue in analysis.hits["speech"] if cue.meaning == "said"]
    return any(words_between(gap) == 0 and "," not in gap and "." not in gap for gap in gaps)


def _before_saying(when: When, said: list[When], trigger: Trigger) -> bool:
    """Tell whether "said on the 11th that" parts a date from the event: it belongs to what stands before."""
    return any(_span(when).end <= _span(other).start < trigger.start for other in said)


def _told_after(analysis: Analysis, index: int) -> When | None:
    """Return the date of "The strike took place on the night of 2 March" right after the claim."""
    if index + 1 == len(analysis.sentences):
        return None
    following = analysis.sentences[index + 1]
    dates = _in_sentence(analysis, following)
    told = _TOOK_PLACE.search(analysis.report.text, following.start, following.end)
    return dates[0] if told and dates else None


def _pointing_back(analysis: Analysis, index: int) -> tuple[When | None, str]:
    """Take the date of "This was reported on 5 January" right after the claim."""
    if index + 1 < len(analysis.sentences):
        following = analysis.sentences[index + 1]
        dates = _in_sentence(analysis, following)
        if dates and any(h.meaning == "back" for h in inside(analysis.hits["speech"], following)):
            return dates[0], f"date {dates[0].text!r} of the next sentence"
    return None, ""


def _in_sentence(analysis: Analysis, sentence: Sentence) -> list[When]:
    return [w for w in analysis.dates if w.span and sentence.start <= w.span[0] and w.span[1] <= sentence.end]


def _span(when: When) -> _Span:
    return _Span(*(when.span or (0, 0)))
