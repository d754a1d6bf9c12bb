"""Part a sentence from the clause in which another denies it: "…, which the General Staff denied"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from geo.claims.lexicon import Hit
from geo.claims.sentences import Sentence, words_between

_BUT = r"but|yet|and|while|however|although|though|але|та|а|однак|проте|хоча|но|однако|хотя|и"
_JOINT = re.compile(rf"\s?[,;—–]\s+(?:(?:{_BUT})\s+)?|\s(?:but|але|однак|однако)\s+", re.IGNORECASE)
_TOLD_BEFORE = re.compile(
    r"^(?:which|що|что)\b|\b(?:it|this|these|the (?:claim|report|statement)s?)\b"
    r"|\b(?:це|цю|ці|його|її|їх|это|эту|эти|его|её|ее|их)\b",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(r"[A-ZА-ЯІЇЄҐЁ]")
_OF_ITS_OWN = re.compile(r",?\s*(?:that|що|что|ніби|будто)\b", re.IGNORECASE)
_DENIALS = frozenset({"denial", "untrue"})
_WORDS_BEHIND = 6


def part_denials(sentences: Sequence[Sentence], text: str, hits: dict[str, list[Hit]]) -> list[Sentence]:
    """Return the sentences; a clause at the end of one that denies what it told becomes one of its own.

    Read as a sentence, the clause has its own speaker, and its denial leaves the claim before it alone.
    """
    starts = [sentence.start for sentence in sentences]
    denials = [hit for hit in hits["modality"] if hit.meaning in _DENIALS]
    last = {bisect_right(starts, hit.start) - 1: hit for hit in denials}
    events = sorted(hit.start for hit in hits["events"])
    return [
        part
        for number, sentence in enumerate(sentences)
        for part in _parts(sentence, last.get(number), text, events)
    ]


def _parts(sentence: Sentence, denial: Hit | None, text: str, events: Sequence[int]) -> Iterator[Sentence]:
    joints = list(_JOINT.finditer(text, sentence.start, denial.start)) if denial else []
    if denial and joints:
        end, start = joints[-1].span()
        event = bisect_left(events, sentence.start)
        told = event < len(events) and events[event] < end
        if told and _answers(text[start : sentence.end], text[denial.end : sentence.end]):
            yield replace(sentence, end=end)
            yield replace(sentence, start=start)
            return
    yield sentence


def _answers(clause: str, behind: str) -> bool:
    """Tell whether somebody in a clause denies what was told before it rather than something of its own."""
    somebody = _SOMEBODY.search(clause) and _TOLD_BEFORE.search(clause)
    return bool(somebody) and words_between(behind) <= _WORDS_BEHIND and not _OF_ITS_OWN.match(behind)
