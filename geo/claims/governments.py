"""Governments called by their capital or country: "Kyiv denied", «в Москве заявили»."""

from __future__ import annotations

import re
from dataclasses import replace

from geo.claims.lexicon import Hit
from geo.claims.meanings import NEEDS_MORE
from geo.claims.sentences import words_between

_NO_SUBJECT = re.compile(
    r"(?<!\w)(?:in|on|at|of|to|near|for|from|with|against|over|into|than|via|between|across|like|and"
    r"|на|под|під|из|з|із|від|до|к|от|и|і|та)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_ADVERBS = 2  # words between subject and verb: "Kyiv has immediately denied"
_BORDER = re.compile(r"[,;:.!?()—–\n]|['’]s\b")
_IN = ("в ", "у ", "на ")
_REACH = 40  # letters
_DENIALS = ("denial", "untrue", "unconfirmed")


def speaking(hits: dict[str, list[Hit]], text: str) -> list[Hit]:
    """Return the claimants of `hits`; those marked "?" only where a verb of saying or denial is theirs."""
    denials = [hit for hit in hits["modality"] if hit.meaning in _DENIALS]
    return [
        replace(hit, meaning=hit.meaning.removesuffix(NEEDS_MORE))
        for hit in hits["claimants"]
        if not hit.meaning.endswith(NEEDS_MORE) or _speaks(hit, hits["speech"], denials, text)
    ]


def _speaks(hit: Hit, verbs: list[Hit], denials: list[Hit], text: str) -> bool:
    if _NO_SUBJECT.search(text, max(0, hit.start - 12), hit.start):
        return False
    # "Explosions were reported in Kyiv" tells where, "this was denied in Kyiv" who.
    behind = denials if hit.text.lower().startswith(_IN) else [*verbs, *denials]
    before = "by" if hit.text.isascii() else ""
    return any(
        0 <= verb.start - hit.end <= _REACH and _close(text[hit.end : verb.start])
        for verb in (*verbs, *denials)
    ) or any(
        0 <= hit.start - verb.end <= _REACH and text[verb.end : hit.start].strip() == before
        for verb in behind
    )


def _close(gap: str) -> bool:
    return _BORDER.search(gap) is None and words_between(gap) <= _ADVERBS
