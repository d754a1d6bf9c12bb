"""One pass over a report: its sentences, lexicon hits, dates and places, kept together by offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shapely import Point
from shapely.geometry.base import BaseGeometry

from geo.claims.governments import speaking
from geo.claims.lexicon import LANGUAGES, Hit, lexicons
from geo.claims.lines import join_lines
from geo.claims.sentences import Sentence, Spanned, split
from geo.claims.unlocated import unlocated
from geo.claims.versions import part_versions
from geo.dates import When, find_dates, guess_language
from geo.gazetteer import Gazetteer, Place
from geo.geocode import Resolution, places
from geo.reports import Report

# "Fired Vilkha rockets", "two Vilkha missiles": a weapon that is called like a village.
_ARMS_BEFORE = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|several|fired|launched|used|its)\s$",
    re.IGNORECASE,
)
_ARMS_BEHIND = re.compile(
    r"\s(?:[a-z]+\s)?(?:rockets?|missiles|drones|shells)\b(?!\s(?:strikes?|attacks?)\b)"
)


@dataclass(frozen=True)
class Analysis:
    """What was found in a report; every offset counts characters of `report.text`.

    `masked` is the text with place names blanked, so that a long list of villages weighs like a short one.
    `containers` gives the rows of the district and region that each place (by its start) lies in.
    """

    report: Report
    language: str
    sentences: list[Sentence]
    hits: dict[str, list[Hit]]
    dates: list[When]
    places: list[Resolution]
    masked: str
    containers: dict[int, frozenset[int]]

    def gap(self, a: Spanned, b: Spanned) -> str:
        """Return the masked text between two stretches, in whichever order they stand."""
        return self.masked[a.end : b.start] if a.end <= b.start else self.masked[b.end : a.start]


def analyse(report: Report, gazetteer: Gazetteer) -> Analysis:
    """Find everything that the later steps combine."""
    language = report.lang if report.lang in LANGUAGES else guess_language(report.text)
    dates = find_dates(report.text, report.date, language)
    found = [
        r
        for r in places(report.text, gazetteer, language, report.date)
        if not _in_date(r.toponym, dates) and not _is_arms(report.text, r.toponym)
    ]
    hits = lexicons(language).find(report.text)
    hits["claimants"] = speaking(hits, report.text)
    found = sorted([*found, *unlocated(report.text, found, hits)], key=lambda r: r.toponym.start)
    hits = {topic: _clear_of_dates(topic_hits, dates) for topic, topic_hits in hits.items()}
    sentences = join_lines(split(report.text), report.text, found, hits["events"])
    return Analysis(
        report,
        language,
        part_versions(sentences, report.text, hits),
        hits,
        dates,
        found,
        _masked(report.text, found),
        _containers(found, gazetteer),
    )


def _clear_of_dates(hits: list[Hit], dates: list[When]) -> list[Hit]:
    """Drop the hits inside a date: "May" of "11 May" expresses no possibility."""
    return [hit for hit in hits if not _in_date(hit, dates)]


def _in_date(item: Spanned, dates: list[When]) -> bool:
    return any(when.span and when.span[0] <= item.start and item.end <= when.span[1] for when in dates)


def _is_arms(text: str, name: Spanned) -> bool:
    """Tell whether a name is that of a weapon."""
    behind = _ARMS_BEHIND.match(text, name.end)
    return behind is not None and _ARMS_BEFORE.search(text, max(0, name.start - 12), name.start) is not None


def _masked(text: str, found: list[Resolution]) -> str:
    pieces, last = [], 0
    for resolution in found:
        start, end = resolution.toponym.start, resolution.toponym.end
        if start >= last:
            pieces += [text[last:start], "·" * (end - start)]
            last = end
    return "".join(pieces) + text[last:]


def _containers(found: list[Resolution], gazetteer: Gazetteer) -> dict[int, frozenset[int]]:
    """Return the rows of the district, the region and the areas of the text (Donbas) around each mention."""
    located = {r.place.row: r.place for r in found if r.place is not None}
    areas = {row: gazetteer.shape(p) for row, p in located.items() if p.id.startswith("area:")}
    around = {row: _rows_around(place, areas) for row, place in located.items()}
    return {r.toponym.start: around[r.place.row] if r.place else frozenset() for r in found}


def _rows_around(place: Place, areas: dict[int, BaseGeometry | None]) -> frozenset[int]:
    point = Point(place.lon, place.lat)
    rows = {row for row in (place.district, place.region) if row is not None}
    rows |= {row for row, shape in areas.items() if row != place.row and shape and shape.contains(point)}
    return frozenset(rows)


def inside_places(analysis: Analysis, sentence: Spanned) -> list[Resolution]:
    """Return the places named in a sentence."""
    return [r for r in analysis.places if sentence.start <= r.toponym.start and r.toponym.end <= sentence.end]
