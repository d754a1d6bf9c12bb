"""Places of events that a sentence only measures, compares or rules out others by."""

from __future__ import annotations

import re

from geo.claims.mentions.case import Case
from geo.claims.sentences import inside

# "The biggest gain since it took X", "months after bombs fell on X", «відколи наші взяли X».
_SINCE = re.compile(
    r"(?:\b(?:(?<!has )(?<!have )(?<!had )since|(?:months?|years?) after|much as|unlike when|as when)"
    r"|(?<!\w)(?:відколи|з того часу,? як|(?:місяц\w+|рок\w+|рік) (?:після|по тому, як)"
    r"|с тех пор,? как|с того времени,? как|(?:месяц\w*|год\w*|лет) (?:после|спустя после)))"
    r"\s[^,;:.]{0,60}$",
    re.IGNORECASE,
)
_BEFORE = 80  # letters before an event word in which such words are looked for
_FOR_COMPARISON = re.compile(r"\W*(?:for|by|in) comparison\b|\W*для (?:порівняння|сравнения)", re.IGNORECASE)
_THENCE = re.compile(r"[»\"”]?,?\s+(?:откуда|звідки|from where|from which|whence)\s", re.IGNORECASE)
_NOT_GOING_TO = re.compile(
    r"[^.;:!?]{0,60}?(?<!\w)(?:не (?:сможет|смогут|сможем|смогли|планиру\w+|плану\w+|собира\w+|збира\w+"
    r"|зможе\w*"
    r"|вда\w+|уда\w+|намер\w+|ма[єю]\w* намір|хоч\w+|под силу|під силу)|cannot|can't|will not"
    r"|is not going to)(?!\w)",
    re.IGNORECASE,
)
# An infinitive: what somebody cannot or will not do.
_TO_DO = re.compile(r"\w+(?:ть|ти|тися|ться)", re.IGNORECASE)
_MODAL = re.compile(r"would|could|might|will|shall", re.IGNORECASE)


def in_hindsight(case: Case) -> str:
    """ "… since it took Bakhmut last May", "for comparison: the blast in Balakliia": what was before."""
    told = case.told
    if told is None:
        return ""
    masked, sentence = case.analysis.masked, case.sentence
    since = _SINCE.search(masked, max(sentence.start, told.start - _BEFORE), told.start)
    if since and told.start < case.toponym.start and "," not in masked[told.end : case.toponym.start]:
        return f"measured by ({since[0].split()[0]!r})"
    if _FOR_COMPARISON.match(masked, sentence.start, sentence.end):
        return "for comparison"
    if told.start >= case.toponym.end and case.behind(_THENCE):
        return "where they come from"
    if _TO_DO.fullmatch(told.text) and told.end <= case.toponym.start and case.behind(_NOT_GOING_TO):
        return "what is not going to happen"
    return ""


def would_follow(case: Case) -> str:
    """ "Were ordered to regroup and would reinforce operations in Donetsk": what may come, no event."""
    told = case.told
    for modal in inside(case.analysis.hits["modality"], case.sentence):
        if told is None or not (told.end <= modal.start and modal.end <= case.toponym.start):
            continue
        between = case.analysis.masked[modal.end : case.toponym.start]
        if _MODAL.fullmatch(modal.text) and not re.search(r"[,;:]", between):
            return f"{modal.text!r} tells what may follow"
    return ""
