"""How surely an event word bears on a place of its sentence, weighed by many small cues at once.

The rules of `mentions` name a reason for each place that is only mentioned. Where none of them speaks, what
stands around the place still tells: the words before it, how far the event word is, whether the sentence is
the last of the report. Each cue has a weight in data/lexicons/claims/bearing.tsv, which
`python -m scripts.learn_bearing` learns from the annotated texts; those below zero speak for a mere mention.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator
from functools import cache

from geo.claims.analysis import Analysis
from geo.claims.sentences import Sentence, has_border, inside, words_between
from geo.claims.sources import FOLDER
from geo.claims.trigger import Trigger
from geo.geocode import Resolution

# Below this share of likelihood nothing is said to happen at a place.
UNLIKELY = 0.25
ALWAYS = "always"  # the weight that every place has

_CAPITALS = frozenset({"Kyiv", "Moscow"})
_TOKEN = re.compile(r"·+|\w[\w'’ʼ-]*|[,;:()«»“”\"—–]")
_BEFORE, _AFTER = 80, 60  # letters in which words are looked at
_WORDS_BEFORE, _WORDS_AFTER = 6, 4
_STEM = 5  # letters: the weights of one form hold for its inflections


def doubt(
    analysis: Analysis, sentence: Sentence, triggers: list[Trigger], resolution: Resolution, trigger: Trigger
) -> str:
    """Return why a place is only mentioned although an event word bears on it, or ""."""
    weights = _weights()
    named = cues(analysis, sentence, triggers, resolution, trigger)
    found = {cue: weights[cue] for cue in named if cue in weights}
    likelihood = 1 / (1 + math.exp(-weights[ALWAYS] - sum(found.values())))
    if likelihood >= UNLIKELY:
        return ""
    strongest = sorted((cue for cue in found if found[cue] < 0), key=found.__getitem__)[:3]
    return f"unlikely to be where it happened ({'; '.join(strongest)})"


def cues(
    analysis: Analysis, sentence: Sentence, triggers: list[Trigger], resolution: Resolution, trigger: Trigger
) -> set[str]:
    """Return what stands around a place and between it and its event word, in words that the weights name."""
    toponym, masked = resolution.toponym, analysis.masked
    before = _words(masked[max(sentence.start, toponym.start - _BEFORE) : toponym.start])[-_WORDS_BEFORE:]
    after = _words(masked[toponym.end : min(sentence.end, toponym.end + _AFTER)])[:_WORDS_AFTER]
    follows = before[-1] if before else "nothing"
    return {
        f"right before: {follows}",
        f"right before: {' '.join(map(_stem, before[-2:]))}",
        f"right after: {after[0] if after else 'nothing'}",
        *(f"before: {_stem(word)}" for word in before),
        *(f"after: {_stem(word)}" for word in after),
        *_of_place(resolution),
        *_of_sentence(analysis, sentence, triggers),
        *_of_gap(analysis, resolution, trigger),
        f"event: {trigger.meaning}",
        f"event: {trigger.meaning}, right before: {follows}",
    }


def _of_place(resolution: Resolution) -> Iterator[str]:
    yield f"kind: {resolution.toponym.kind}"
    if resolution.place is not None:
        yield f"country: {resolution.place.country}"
        if resolution.place.name in _CAPITALS:
            yield "a capital"


def _of_sentence(analysis: Analysis, sentence: Sentence, triggers: list[Trigger]) -> Iterator[str]:
    yield f"sentence: {_position(analysis, sentence)}"
    yield f"event words: {min(len(triggers), 4)}"
    if inside(analysis.hits["claimants"], sentence):
        yield "somebody speaks"


def _position(analysis: Analysis, sentence: Sentence) -> str:
    first, last = analysis.sentences[0] is sentence, analysis.sentences[-1] is sentence
    return "only" if first and last else "first" if first else "last" if last else "between"


def _of_gap(analysis: Analysis, resolution: Resolution, trigger: Trigger) -> Iterator[str]:
    toponym = resolution.toponym
    gap = analysis.gap(trigger, toponym)
    side = "before" if trigger.end <= toponym.start else "behind"
    yield f"event word {side}, words: {min(words_between(gap) // 2 * 2, 16)}"
    yield f"event word {side}, commas: {min(gap.count(','), 3)}"
    if has_border(gap):
        yield f"event word {side}, in another clause"


def _words(text: str) -> list[str]:
    return ["·" if token[0] == "·" else token.lower() for token in _TOKEN.findall(text)]


def _stem(word: str) -> str:
    return word[:_STEM]


@cache
def _weights() -> dict[str, float]:
    with (FOLDER / "bearing.tsv").open(encoding="utf-8", newline="") as lines:
        return {row["cue"]: float(row["weight"]) for row in csv.DictReader(lines, delimiter="\t")}
