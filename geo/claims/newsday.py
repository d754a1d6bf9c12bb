"""What is of the day of publication: news without a day, what goes on; and what is of no day at all."""

from __future__ import annotations

import re
from dataclasses import replace

from geo.claims.analysis import Analysis
from geo.claims.daywords import dates_in, goes_on, is_aside, is_part, span
from geo.claims.sentences import inside
from geo.claims.trigger import Trigger
from geo.dates import When

REPORTED = "reported"  # the precision of a day that is not stated
OF_STRIKES = frozenset({"shelling", "air_strike", "drone_strike", "civilian_harm", "air_defence"})
# Sudden events are told on their day; a village that "has been taken" may have been for days.
SUDDEN = OF_STRIKES | {"infrastructure", "mine", "evacuation"}
_BESIDE = 25  # letters beside an event word in which such a word belongs to it
_NEAR = 5  # sentences before in which a day may be named
_HABIT = re.compile(
    r"\b(?:daily|every (?:day|night|week)|regularly|constantly|repeatedly|routinely|frequently"
    r"|for (?:weeks|months|years)"
    r"|щод(?:ня|енн\w+)|щоноч\w+|кожн\w+ (?:день|дня|ніч|ночі)|постійн\w+|систематичн\w+|безперервн\w+"
    r"|ежедневн\w+|еженощн\w+|кажд\w+ (?:день|ночь|сутки)|постоянн\w+|систематическ\w+|регулярн\w+"
    r"|(?:тижн|місяц|рок|недел|месяц|год)[яа]ми)\b",
    re.IGNORECASE,
)
_OLD = re.compile(
    r"\b(?:(?:earlier|previous(?:ly)?|already|раніше|ранее)(?!\s(?:said|says|told|reported|announced|put"
    r"|говор|каза|повід|заяв|писа|сообщ|назыв|назив))|recent(?:ly)?|in the past|колись"
    r"|нещодавн\w+|прежде|недавн\w+|ранних|предыдущ\w+)\b",
    re.IGNORECASE,
)
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


def of_the_report(analysis: Analysis, index: int, trigger: Trigger) -> tuple[When | None, str]:
    """Take the day of publication where a later sentence says so, for what goes on and for sudden news."""
    published, sentence = analysis.report.date, analysis.sentences[index]
    if published is None:
        return None, ""
    first = next((when for when in analysis.dates if span(when).start > sentence.end), None)
    if first and first.means == "the same day" and not _is_old(analysis, index, trigger):
        return first, f"date {first.text!r} of a later sentence"
    today = When(published, published, "day", None, "")
    if goes_on_now(analysis, trigger):
        return today, "told in the present tense: of the day of publication"
    if _is_news(analysis, index, trigger) and not _is_old(analysis, index, trigger):
        return replace(today, precision=REPORTED), "no date stated: news of the day of publication"
    return None, ""


def _is_news(analysis: Analysis, index: int, trigger: Trigger) -> bool:
    """Tell whether an event is news of the day: a sudden one, and what is said at the head of a report."""
    sudden = trigger.event_type in SUDDEN | {"battle"} or trigger.sense == "entered"
    said = bool(inside(analysis.hits["speech"], analysis.sentences[index]))
    if trigger.modality:
        return said
    return sudden or (said and index == 0)


def goes_on_now(analysis: Analysis, trigger: Trigger) -> bool:
    """Tell whether the clause of an event word is in the present tense: "бої тривають", "is burning"."""
    text, beside = analysis.masked, _BESIDE + 5
    before = _CLAUSE_END.split(text[max(0, trigger.start - beside) : trigger.start])[-1]
    after = _CLAUSE_END.split(text[trigger.end : trigger.end + beside])[0]
    return _PRESENT.search(before + text[trigger.start : trigger.end] + after) is not None


def _is_old(analysis: Analysis, index: int, trigger: Trigger) -> bool:
    """Tell whether an event word is of an earlier event ("an earlier wave of strikes"), or a day is named."""
    start, end = trigger.start, trigger.end + _BESIDE
    return _OLD.search(analysis.masked, max(0, start - _BESIDE), end) is not None or any(
        goes_on(analysis, sentence, when) and not is_part(when) and not is_aside(analysis, when)
        for sentence in analysis.sentences[max(0, index - _NEAR) : index]
        for when in dates_in(analysis, sentence)
    )


def is_a_habit(analysis: Analysis, trigger: Trigger) -> bool:
    """Tell whether an event word says what happens again and again: "daily shelling"."""
    text, start, end = analysis.masked, trigger.start, trigger.end
    return (
        _HABIT.search(text, max(0, start - _BESIDE), start) is not None
        or _HABIT.search(text, end, min(len(text), end + _BESIDE)) is not None
    )
