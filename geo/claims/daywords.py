"""What a date is to its sentence: of saying, still to come, an aside, a count, the day of another event."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from geo.claims.analysis import Analysis
from geo.claims.sentences import Sentence, between, words_between
from geo.dates import When

_BEFORE = 60  # letters in which such words stand before a date
_SINCE_WHEN = 90  # letters that "since …" takes at most
_SINCE = r"since|відколи|відтоді,? як|з того часу,? як|с тех пор,? как"
# "They want to take it before 9 May": the end of a plan is not when it was stated.
_BY_WHEN = re.compile(r"\b(?:before|by|until|till|to|до|к|ко|перед)\s+(?:the\s+)?$", re.IGNORECASE)
# The days up to which something is counted: "as of Sunday 16 had died", "rose to 16 on Sunday".
_UP_TO = re.compile(
    r"\b(?:as of|by|станом(?: на)?|по состоянию(?: на)?|к|до)\s(?:\w+\s)?$"
    r"|\b(?:rose|risen|climbed|grew|grown|зрос\w+|збільшил\w+|вырос\w+|возрос\w+|увеличил\w+)\s"
    r"(?:(?:to|до)\s(?:\w+\s){1,3})?$",
    re.IGNORECASE,
)
_UP_TO_DAY = re.compile(r"(?:as of|by|станом|по состоянию|(?:к|до|на)(?= (?:утр|веч|ран)))\b", re.IGNORECASE)
_EVER_SINCE = re.compile(
    rf"\b(?:{_SINCE})\s[^,.;]{{3,60}}$"
    r"|\b(?:(?:з|від) початку|с начала)\s(?!цього|цієї|этого|этой)[^,.;\d]{3,60}$",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(
    r"\b(?:which|who|whose|since|відколи|яки[йхм]|яка|яку|яке|якого|якої|які[йм]?|котор\w+"
    r"|(?:о|про) (?:чём|чем|що)|in (?:answer|response|retaliation) (?:to|for)"
    r"|(?:у|в) відповідь на|в ответ на|ответом на|відповіддю на)\s",
    re.IGNORECASE,
)
_CLAUSE_MARKS = ",;:—–"
_THAT_HAD = re.compile(r"\bthat\s(?:[^,;:—–]{0,60}\s)?had\s", re.IGNORECASE)
_EARLIER = re.compile(
    r"(?:earlier|before|previous\s\w+|раніше|до\sтого|напередодні|ранее|раньше|накануне)$", re.IGNORECASE
)
_BACK_ON = re.compile(r"\b(?:ще|еще|ещё|back|as early as)\s(?:(?:on|in|у|в)\s)?$", re.IGNORECASE)
# "The biggest gain since Bakhmut fell nine months ago", "fighting for since last year".
_LONG_SINCE = re.compile(rf"\b(?:{_SINCE})\s[^,.;]{{0,60}}$", re.IGNORECASE)
_MOST = re.compile(
    r"\b(?:biggest|largest|greatest|worst|heaviest|deadliest|first|most|fastest|найбільш\w+|найгірш\w+|найсмертоносніш\w+"
    r"|найважч\w+|наймасован\w+|перш\w+|крупнейш\w+|сам\w+|худш\w+|наибольш\w+|перв\w+)\s[^,;.]{0,50}"
    r"(?:since|відколи|відтоді|з|із|від|с|со)\s[^,.;]{0,60}$",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"\b(?:(?:released|published|posted|shared|issued)(?:\sby\s[^,;.]{1,30})?|оприлюднен\w+|опублікован\w+"
    r"|опубликован\w+|обнародован\w+)\s$",
    re.IGNORECASE,
)
_NIGHT = re.compile(r"night|ніч|ноч", re.IGNORECASE)
_COMPARED = re.compile(r"\b(?:as|than|like|ніж|чем|як [ій]|как и)\s(?:(?:on|in|у|в)\s)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """Where a date stands in the text."""

    start: int
    end: int


def span(when: When) -> Span:
    """Return where a date stands."""
    return Span(*(when.span or (0, 0)))


def dates_in(analysis: Analysis, sentence: Sentence) -> list[When]:
    """Return the dates of a sentence."""
    first = bisect_left(analysis.dates, sentence.start, key=_start)
    last = bisect_left(analysis.dates, sentence.end, first, key=_start)
    return [when for when in analysis.dates[first:last] if span(when).end <= sentence.end]


def _start(when: When) -> int:
    return span(when).start


def is_part(when: When) -> bool:
    """Tell whether a date is but a part of a day: "at dawn"."""
    return when.means == "part of day"


def is_ahead(analysis: Analysis, when: When) -> bool:
    """Tell whether a day was still to come when the report was published."""
    return analysis.report.date is not None and when.start > analysis.report.date


def is_long_past(analysis: Analysis, when: When) -> bool:
    """Tell whether a day lies more than a day before the report: what goes on now is not of it."""
    return analysis.report.date is not None and (analysis.report.date - when.end).days > 1


def ends_a_plan(analysis: Analysis, when: When) -> bool:
    """Tell whether something is to be done by a date."""
    return _stands_before(_BY_WHEN, analysis, when)


def of_saying(analysis: Analysis, when: When) -> bool:
    """Tell whether a date is of a word said or shown: "said on Monday", "pictures released on Monday"."""
    if _stands_before(_SHOWN, analysis, when):
        return True
    at = span(when)
    cues = between(analysis.hits["speech"], at.start - _BEFORE, at.end + _BEFORE)
    gaps = [analysis.gap(cue, at) for cue in cues if cue.meaning == "said"]
    return any(words_between(gap) == 0 and "," not in gap and "." not in gap for gap in gaps)


def told(analysis: Analysis, dates: list[When]) -> list[When]:
    """Leave out the days on which something was but said, where others are named."""
    said = [when for when in dates if of_saying(analysis, when)]
    rest = [when for when in dates if when not in said]
    # "Said on Monday that 90 drones had come overnight": the night to Monday.
    nightly = all(when.means == "today" and _NIGHT.search(when.text) for when in rest)
    return said if nightly and said else rest


def is_up_to(analysis: Analysis, when: When) -> bool:
    """Tell whether something is counted up to a day: "as of Sunday"."""
    return (
        when.means == "days running"
        or _UP_TO_DAY.match(when.text) is not None
        or _stands_before(_UP_TO, analysis, when)
    )


def ever_since(analysis: Analysis, sentence: Sentence, when: When) -> When:
    """Let "since the attack began on Friday" last until the report."""
    published = analysis.report.date
    if published is None or when.start > published or when.precision not in ("day", "week"):
        return when
    start = span(when).start
    if _EVER_SINCE.search(analysis.masked, max(sentence.start, start - _SINCE_WHEN), start) is None:
        return when
    return replace(when, end=published, precision="range")


def of_another_event(analysis: Analysis, when: When) -> bool:
    """Tell whether a day is but compared or counted to: "the same as on Sunday", "a day before the vote"."""
    return (
        when.means == "days before"
        or _stands_before(_COMPARED, analysis, when)
        or _is_the_most_since(analysis, when)
        or (when.precision in ("month", "year") and _stands_before(_LONG_SINCE, analysis, when))
    )


def _is_the_most_since(analysis: Analysis, when: When) -> bool:
    """Tell whether a day is what "the heaviest attack since …" is compared with."""
    start = span(when).start
    most = _MOST.search(analysis.report.text, max(0, start - _BEFORE), start)
    return most is not None and not any(most.start() < span(other).start < start for other in analysis.dates)


def is_recalled(analysis: Analysis, when: When) -> bool:
    """Tell whether a day is called back: "ще 20 листопада"."""
    return _stands_before(_BACK_ON, analysis, when)


def is_aside(analysis: Analysis, when: When) -> bool:
    """Tell whether a day is told beside the news: "two days earlier", "back on 20 November"."""
    earlier = when.means in ("ago", "yesterday") and _EARLIER.search(when.text) is not None
    return earlier or when.means == "two days before" or is_recalled(analysis, when)


def goes_on(analysis: Analysis, sentence: Sentence, when: When) -> bool:
    """Tell whether the sentences after a date may be of that day."""
    return (
        when.precision in ("day", "range")
        and when.means not in ("days after", "days running", "since", "since month", "so far")
        and not of_another_event(analysis, when)
        and not is_ahead(analysis, when)
        and not _in_background(analysis, sentence, when)
    )


def _in_background(analysis: Analysis, sentence: Sentence, when: When) -> bool:
    """Tell whether a date stands in a relative clause or names what was answered."""
    text, end = analysis.masked, span(when).start
    clause = max(sentence.start, *(text.rfind(mark, sentence.start, end) + 1 for mark in _CLAUSE_MARKS))
    if _BACKGROUND.search(text, clause, end):
        return True
    had = _THAT_HAD.search(text, clause, end)
    return had is not None and not any(
        sentence.start <= cue.start < had.start() and "," not in analysis.masked[cue.end : had.start()]
        for cue in analysis.hits["speech"]
    )


def _stands_before(words: re.Pattern[str], analysis: Analysis, when: When) -> bool:
    """Tell whether such words stand shortly before a date, its own preposition aside."""
    start = span(when).start
    return words.search(analysis.report.text, max(0, start - _BEFORE), start) is not None
