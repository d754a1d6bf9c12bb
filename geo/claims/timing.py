"""When a claim says that it happened: the date of its clause, else the last one before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from geo.claims.analysis import Analysis
from geo.claims.sentences import Sentence, Spanned, gap_cost, inside, words_between
from geo.claims.triggers import Trigger
from geo.dates import When

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


# The days up to which something is counted: "as of Sunday 16 had died", "rose on Sunday to 16".
_UP_TO = re.compile(
    r"\b(?:as of|by|станом(?: на)?|по состоянию(?: на)?|к|до)\s(?:\w+\s)?$"
    r"|\b(?:rose|risen|climbed|grew|grown|зрос\w+|збільшил\w+|вырос\w+|возрос\w+|увеличил\w+)\s"
    r"(?:(?:to|до)\s(?:\w+\s){0,2}\d+\s)?$",
    re.IGNORECASE,
)
_UP_TO_DAY = re.compile(r"(?:as of|by|станом|по состоянию|(?:к|до|на)(?= (?:утр|веч|ран)))\b", re.IGNORECASE)
# What was said of an event before that began on a date goes on until the report.
_EVER_SINCE = re.compile(
    r"\b(?:since|відколи|відтоді,? як|з того часу,? як|с тех пор,? как)\s[^,.;]{3,60}$"
    r"|\b(?:(?:з|від) початку|с начала)\s(?!цього|цієї|этого|этой)[^,.;\d]{3,60}$",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(
    r"\b(?:which|who|whose|since|відколи|яки[йхм]|яка|яку|яке|які|якого|якої|які[йм]|котор\w+"
    r"|(?:о|про) (?:чём|чем|що))\s[^,;:—–]*$",
    re.IGNORECASE,
)
_THAT_HAD = re.compile(r"\bthat\s(?:[^,;:—–]{0,60}\s)?had\s[^,;:—–]*$", re.IGNORECASE)
_HABIT = re.compile(
    r"\b(?:daily|every (?:day|night|week)|regularly|constantly|repeatedly|routinely|frequently"
    r"|for (?:weeks|months|years)"
    r"|щод(?:ня|енн\w+)|щоноч\w+|кожн\w+ (?:день|дня|ніч|ночі)|постійн\w+|систематичн\w+|безперервн\w+"
    r"|ежедневн\w+|еженощн\w+|кажд\w+ (?:день|ночь|сутки)|постоянн\w+|систематическ\w+|регулярн\w+"
    r"|(?:тижн|місяц|рок|недел|месяц|год)[яа]ми)\b",
    re.IGNORECASE,
)
_USED_TO = 25  # letters beside an event word in which such a word belongs to it
# Sudden events are told on their day; a village that "has been taken" may have been for days.
_SUDDEN = frozenset({
    "shelling", "air_strike", "drone_strike", "civilian_harm", "infrastructure", "air_defence", "mine",
    "evacuation",
})  # fmt: skip
_OLD = re.compile(
    r"\b(?:(?:earlier|previous(?:ly)?|already|раніше|ранее)(?!\s(?:said|says|told|reported|announced|put"
    r"|говор|каза|повід|заяв|писа|сообщ|назыв|назив))|recent(?:ly)?|in the past|колись"
    r"|нещодавн\w+|прежде|недавн\w+|ранних|предыдущ\w+)\b",
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
    sentence = analysis.sentences[index]
    if _is_a_habit(analysis, trigger):
        return None, ""
    own = [_ever_since(analysis, sentence, when) for when in _in_sentence(analysis, sentence)]
    own = [when for when in own if _may_date(analysis, sentence, when, trigger)]
    own = [when for when in own if not _is_part(when)] or own
    for when in own:
        if place is not None and _is_before_in_a_list(analysis, trigger, when, place):
            return when, f"date {when.text!r} right before the place"
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
    if own and all(_is_up_to(analysis, when) for when in own):
        own = _days_before(analysis, index, trigger, own)
    if own:
        date = min(own, key=lambda when: gap_cost(analysis.gap(_span(when), trigger)))
        return date, f"date {date.text!r}"
    if trigger.modality and trigger.modality != "denial":
        return None, ""
    earlier = _named_before(analysis, index)
    if earlier and not (_is_past(analysis, earlier) and _goes_on_now(analysis, trigger)):
        return earlier, f"date {earlier.text!r} of an earlier sentence"
    back, why = _pointing_back(analysis, index)
    return (back, why) if back else _of_the_day(analysis, index, trigger)


def _is_a_habit(analysis: Analysis, trigger: Trigger) -> bool:
    """Tell whether an event word says what happens again and again: "daily shelling"."""
    text, start, end = analysis.masked, trigger.start, trigger.end
    return (
        _HABIT.search(text, max(0, start - _USED_TO), start) is not None
        or _HABIT.search(text, end, min(len(text), end + _USED_TO)) is not None
    )


def _ever_since(analysis: Analysis, sentence: Sentence, when: When) -> When:
    """Let "since the attack began on Friday" last until the report."""
    published = analysis.report.date
    if published is None or when.start > published or when.precision not in ("day", "week"):
        return when
    if _EVER_SINCE.search(analysis.masked, sentence.start, _span(when).start) is None:
        return when
    return replace(when, end=published, precision="range")


def _may_date(analysis: Analysis, sentence: Sentence, when: When, trigger: Trigger) -> bool:
    """Leave out what is still to come and the day of another event ("two days after the bridge fell")."""
    if not trigger.modality and _is_ahead(analysis, when):
        return False
    if when.means == "days before":
        return False
    if when.means != "days after":
        return True
    span = _span(when)
    # "A day after the bridge fell, drones came": what it is counted from ends with the comma.
    first = not analysis.masked[sentence.start : span.start].strip()
    ends = (_COMMA if first else _NEXT_CLAUSE).search(analysis.masked, span.end, sentence.end)
    return span.end <= trigger.start < (ends.start() if ends else sentence.end)


_COMMA = re.compile(",")
_NEXT_CLAUSE = re.compile(r";|,\s(?:and|but|while|а|але|но|та)\s", re.IGNORECASE)


def _is_ahead(analysis: Analysis, when: When) -> bool:
    return analysis.report.date is not None and when.start > analysis.report.date


def _is_past(analysis: Analysis, when: When) -> bool:
    """Tell whether a day lies more than a day before the report: what goes on now is not of it."""
    return analysis.report.date is not None and (analysis.report.date - when.end).days > 1


_LISTED = re.compile(r"[\s·,—–:-]*(?:(?:and|in|та|і|й|и|у|в|на|біля|под|під)[\s·,—–:-]+)*")


def _is_before_in_a_list(analysis: Analysis, trigger: Trigger, when: When, place: Spanned) -> bool:
    """Tell whether a date heads the rest of a list: "took Lebedevka, and a day earlier Viktorovka"."""
    span = _span(when)
    return (
        span.end <= place.start
        and _begins_the_next(analysis, when, trigger)
        and _LISTED.fullmatch(analysis.masked, span.end, place.start) is not None
    )


def _is_up_to(analysis: Analysis, when: When) -> bool:
    start = _span(when).start
    return (
        when.means == "days running"
        or _UP_TO_DAY.match(when.text) is not None
        or _UP_TO.search(analysis.report.text, max(0, start - 2 * _BEFORE), start) is not None
    )


def _days_before(analysis: Analysis, index: int, trigger: Trigger, own: list[When]) -> list[When]:
    """Return the day named before for a toll that is counted up to a later day."""
    if trigger.event_type not in _SUDDEN - {"infrastructure", "evacuation"}:
        return own
    earlier = _named_before(analysis, index)
    return [earlier] if earlier is not None and earlier.start < own[0].start else own


# Verbs in the present tense, but for those of saying and of being able to.
_PRESENT = re.compile(
    r"\b(?:(?:is|are)\s(?:\w+\s){0,2}(?:\w+ing|under\sway)|continues?|goes\son|go\son|rages?)\b"
    r"|\b(?!повідомля|заявля|стверджу|назива|додає|запевня|розповіда|уточню|зазнача|наголошу|визна|запереч|вважа"
    r"|поясню|очіку|переда|інформу|може|мож[уу]ть|має|мают|сообща|утвержда|добавля|отмеча|уточня|призна|отрица|счита"
    r"|имее|обеща|ожида|планиру|называ|рассказыва|передаё)"
    r"\w{2,}(?:[аяую]ють(?:ся)?|[аяую]є(?:ться)?|[иая]ться|[аяую]ют(?:ся)?|[аяу]ет(?:ся)?|[ия]тся)\b"
    r"|\b(?:й?іде|й?ідуть|горить|горять|палає|б['’]ють|б['’]є|везуть|лізуть|точаться"
    r"|идёт|идет|идут|горит|горят|бьют|бьёт|бьет|везут|лезут|прут)\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[,.;:!?—–()\n]")
_NEAR_VERB = 30  # letters


def _goes_on_now(analysis: Analysis, trigger: Trigger) -> bool:
    """Tell whether the clause of an event word is in the present tense: "бої тривають", "is burning"."""
    text = analysis.masked
    before = _CLAUSE_END.split(text[max(0, trigger.start - _NEAR_VERB) : trigger.start])[-1]
    after = _CLAUSE_END.split(text[trigger.end : trigger.end + _NEAR_VERB])[0]
    return _PRESENT.search(before + text[trigger.start : trigger.end] + after) is not None


def _of_the_day(analysis: Analysis, index: int, trigger: Trigger) -> tuple[When | None, str]:
    """Take the day of publication where a later sentence says so, and for a strike that is told as news."""
    published, sentence = analysis.report.date, analysis.sentences[index]
    if published is None:
        return None, ""
    for following in analysis.sentences[index + 1 :]:
        if following.paragraph == sentence.paragraph:
            for when in _in_sentence(analysis, following):
                if when.means == "the same day" and when.start == published:
                    return when, f"date {when.text!r} of a later sentence"
    if _goes_on_now(analysis, trigger):
        return When(
            published, published, "day", None, ""
        ), "told in the present tense: of the day of publication"
    sudden = trigger.event_type in _SUDDEN or trigger.sense == "entered"
    if sudden and not _is_old(analysis, trigger):
        return When(published, published, "day", None, ""), "no date stated: news of the day of publication"
    return None, ""


def _is_old(analysis: Analysis, trigger: Trigger) -> bool:
    """Tell whether an event word is of an earlier event ("an earlier wave of strikes"), or a day is named."""
    start, end = trigger.start, trigger.end + _USED_TO
    return _OLD.search(analysis.masked, max(0, start - _USED_TO), end) is not None or any(
        _span(when).end <= start and when.precision in ("day", "range") and not _is_part(when)
        for when in analysis.dates
        if not _is_ahead(analysis, when) and when.means not in ("days after", "days before")
    )


# "Two days earlier", "back on 20 November": the sentences that follow are not of that day.
_ASIDE = re.compile(
    r"(?:earlier|before|previous\s\w+|раніше|до\sтого|напередодні|ранее|раньше|накануне)$", re.IGNORECASE
)
_BACK_ON = re.compile(r"\b(?:ще|еще|ещё|back|as early as)\s(?:(?:on|in|у|в)\s)?$", re.IGNORECASE)


def _is_aside(analysis: Analysis, when: When) -> bool:
    start = _span(when).start
    return (
        when.means == "two days before"
        or (when.means in ("ago", "yesterday") and _ASIDE.search(when.text) is not None)
        or _BACK_ON.search(analysis.report.text, max(0, start - _BEFORE), start) is not None
    )


def _in_background(analysis: Analysis, sentence: Sentence, when: When) -> bool:
    """Tell whether a date stands in a relative clause: the sentences that follow are not of that day."""
    start = _span(when).start
    if _BACKGROUND.search(analysis.masked, sentence.start, start):
        return True
    had = _THAT_HAD.search(analysis.masked, sentence.start, start)
    return had is not None and not any(
        sentence.start <= cue.start < had.start() and "," not in analysis.masked[cue.end : had.start()]
        for cue in analysis.hits["speech"]
    )


def _named_before(analysis: Analysis, index: int) -> When | None:
    """Return the last day named before in the paragraph, or the past day that a bulletin covers."""
    paragraph = analysis.sentences[index].paragraph
    part: When | None = None  # "in the morning", "at 3:05": of the day named before it, else of publication
    aside: When | None = None
    counted: When | None = None
    for sentence in reversed(analysis.sentences[:index]):
        dates = [when for when in _in_sentence(analysis, sentence) if _goes_on(analysis, sentence, when)]
        if sentence.paragraph != paragraph:
            # A bulletin says once that it covers the past day; its paragraphs go by direction.
            dates = [when for when in dates if _PAST_DAY.search(when.text)]
        if sentence is analysis.sentences[index - 1]:
            aside = next((when for when in dates if _is_aside(analysis, when)), None)
        dates = [when for when in dates if not _is_aside(analysis, when)]
        counted = counted or next((when for when in dates if _is_up_to(analysis, when)), None)
        dates = [when for when in dates if not _is_up_to(analysis, when)]
        dates = [when for when in dates if not _of_saying(analysis, when)] or dates
        proper = [when for when in dates if not _is_part(when)]
        if proper:
            return proper[-1]
        part = part or next(reversed(dates), None)
    return counted or part or aside


def _goes_on(analysis: Analysis, sentence: Sentence, when: When) -> bool:
    """Tell whether the sentences after a date may be of that day."""
    return (
        when.precision in ("day", "range")
        and when.means not in ("days after", "days before", "days running")
        and not _is_ahead(analysis, when)
        and not _in_background(analysis, sentence, when)
    )


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
    return when.means == "part of day"


def _same_day(analysis: Analysis, index: int) -> list[When]:
    """Return the last day named before in the paragraph: its "in the morning" is that day's."""
    sentence = analysis.sentences[index]
    earlier = [
        when
        for before in analysis.sentences[max(0, index - 2) : index]
        if before.paragraph == sentence.paragraph
        for when in _in_sentence(analysis, before)
        if when.precision == "day" and not _is_part(when) and not _is_aside(analysis, when)
        if _goes_on(analysis, before, when)
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
