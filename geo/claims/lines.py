"""Join the lines that break a sentence before a name: "Russian forces shelled¶Sudzha on 12 August"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from geo.claims.lexicon import Hit
from geo.claims.sentences import Sentence
from geo.geocode import Resolution

_ENDS = '.!?…:;»"”)'


def join_lines(
    sentences: Sequence[Sentence], text: str, places: Sequence[Resolution], events: Sequence[Hit]
) -> list[Sentence]:
    """Return the sentences; a line that tells an event without a place takes the next that begins with one.

    A headline ends there: it names its place, or the line below tells an event of its own.
    """
    names = sorted(r.toponym.start for r in places if r.toponym.kind != "country")
    told = sorted(event.start for event in events)
    joined: list[Sentence] = []
    for sentence in sentences:
        last = joined[-1] if joined else None
        if last and _breaks(text, last, sentence, names) and _any(told, last) and not _any(told, sentence):
            joined[-1] = replace(sentence, start=last.start)
        else:
            joined.append(sentence)
    return joined


def _breaks(text: str, line: Sentence, following: Sentence, names: Sequence[int]) -> bool:
    """Tell whether a line without a name and an end mark is followed by one that begins with a name."""
    only_broken = text[line.end : following.start].strip(" \t\r") == "\n" and text[line.end - 1] not in _ENDS
    first = bisect_left(names, following.start)
    return only_broken and names[first : first + 1] == [following.start] and not _any(names, line)


def _any(starts: Sequence[int], stretch: Sentence) -> bool:
    return bisect_left(starts, stretch.start) < bisect_left(starts, stretch.end)
