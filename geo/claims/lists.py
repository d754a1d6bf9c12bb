"""Places that stand in one list share what happened there: "captured Hatyshche, Krasne and Morokhovets"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from geo.claims.analysis import Analysis
from geo.claims.trigger import Trigger
from geo.geocode import Resolution

_AND = re.compile(
    r"[»\"”]?(?:\s*,\s*|,?\s+(?:and|та|і|й|и|а також|а также|as well as)\s+)[«\"“]?", re.IGNORECASE
)


def as_listed(
    analysis: Analysis, places: Sequence[Resolution], chosen: Mapping[int, Trigger]
) -> dict[int, Trigger]:
    """Return the event word of each place (by its start), those in a list with one that has it included.

    A verb before the list goes for all of it, however near the next clause is to its end; else one behind it.
    """
    shared = dict(chosen)
    for names in _lists(analysis, places):
        starts = [r.toponym.start for r in names]
        told = [chosen[start] for start in starts if start in chosen]
        if not told:
            continue
        before, behind = told[0], told[-1]
        if before.end <= starts[0]:
            shared |= dict.fromkeys(starts, before)
        elif behind.start >= names[-1].toponym.end:
            shared |= dict.fromkeys(starts, behind)
    return shared


def _lists(analysis: Analysis, places: Sequence[Resolution]) -> list[list[Resolution]]:
    """Return the runs of places of one kind with nothing but commas and "and" between them."""
    runs: list[list[Resolution]] = []
    for resolution in places:
        last = runs[-1][-1] if runs else None
        goes_on = (
            last is not None
            and last.toponym.kind == resolution.toponym.kind
            and _AND.fullmatch(analysis.masked, last.toponym.end, resolution.toponym.start)
        )
        if goes_on:
            runs[-1].append(resolution)
        else:
            runs.append([resolution])
    return [run for run in runs if len(run) > 1]
