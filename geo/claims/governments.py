"""Governments called by their capital or country: "Kyiv denied", «в Москве заявили»."""

from __future__ import annotations

import re
from dataclasses import replace
from operator import attrgetter

from geo.claims.lexicon import Hit
from geo.claims.meanings import NEEDS_MORE
from geo.claims.sentences import starting, words_between

_NO_SUBJECT = re.compile(
    r"(?<!\w)(?:in|on|at|of|to|near|for|from|with|against|over|into|than|via|between|across|like|and"
    r"|на|под|під|из|з|із|від|до|к|от|и|і|та)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_ADVERBS = 2  # words between subject and verb: "Kyiv has immediately denied"
_BORDER = re.compile(r"[,;:.!?()—–\n]|['’]s\b")
_IN = ("в ", "у ", "на ")
_REACH = 40  # letters
_ACCUSES = re.compile(r"accus|blam|звинува|обвин", re.IGNORECASE)  # whom, not who
_DENIALS = ("denial", "untrue", "unconfirmed")


def speaking(hits: dict[str, list[Hit]], text: str) -> list[Hit]:
    """Return the claimants of `hits`; those marked "?" only where a verb of saying or denial is theirs."""
    denials = [hit for hit in hits["modality"] if hit.meaning in _DENIALS]
    verbs = sorted([*hits["speech"], *denials], key=attrgetter("start"))
    return [
        replace(hit, meaning=hit.meaning.removesuffix(NEEDS_MORE))
        for hit in hits["claimants"]
        if not hit.meaning.endswith(NEEDS_MORE)
        or _says_behind(hit, verbs, hits["claimants"], text)
        or _says_before(hit, verbs, text)
    ]


def _says_behind(hit: Hit, verbs: list[Hit], claimants: list[Hit], text: str) -> bool:
    """Tell whether a verb of saying is its own: "Kyiv has denied"; not «В Киеве мэр Кличко сообщил»."""
    if _NO_SUBJECT.search(text, max(0, hit.start - 12), hit.start):
        return False
    verb = next(iter(starting(verbs, hit.end, hit.end + _REACH)), None)
    other = next(iter(starting(claimants, hit.end, hit.end + _REACH)), None)
    own = verb is not None and (other is None or verb.end <= other.end)
    return own and verb is not None and _close(text[hit.end : verb.start])


def _says_before(hit: Hit, verbs: list[Hit], text: str) -> bool:
    """Tell whether it is named right behind the verb: "denied by Kyiv", «отрицает Киев».

    "Explosions were reported in Kyiv" tells where, «опровергли в Киеве» who.
    """
    before = starting(verbs, hit.start - _REACH, hit.start)[-1:]
    there = hit.text.lower().startswith(_IN)
    link = "by" if hit.text.isascii() else ""
    return any(
        text[verb.end : hit.start].strip() == link
        and (not there or verb.meaning in _DENIALS)
        and not _ACCUSES.match(verb.text)
        for verb in before
    )


def _close(gap: str) -> bool:
    return _BORDER.search(gap) is None and words_between(gap) <= _ADVERBS
