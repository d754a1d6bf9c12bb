"""Say which place a toponym means: weigh the places of that name against the rest of the text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from geo.gazetteer import Gazetteer
from geo.geocode.containers import REGION_KM, SETTLEMENT
from geo.geocode.evidence import Evidence
from geo.geocode.front import km_between
from geo.geocode.record import Resolution
from geo.geocode.sites import weigh_sites
from geo.names import fold
from geo.toponyms import Toponym, find

__all__ = ["CONFIDENCE", "Resolution", "as_records", "places", "resolve"]

CONFIDENCE = 0.25
"""A toponym whose best candidate scores less is left unplaced."""

_ALTERNATIVES = 3
_LEAST = 0.01
_MARGIN = 1.0
_ROUNDS = 2
_SHARPNESS = 1.3
_HEAD = 3  # letters of a word that its case forms share
_SOMEWHERE = 0.5  # a village that stands for its district
_ELSEWHERE = 0.2  # a village of another country than the region that its clause names
_FAR_BEHIND = 0.2  # a town far from the front that is said to be fought over
_SAME_KM = 20.0  # a town and its airfield, two villages of one name side by side
_ABROAD_KM = 110.0  # the reach of a region over a border
_REACH = 7.5  # more than what the neighbours can add
_CITY, _TOWN = 50_000, 5_000
_AT_FRONT = 0.4
_NEIGHBOURHOOD_KM = 80.0


def places(text: str, gazetteer: Gazetteer, lang: str = "", date: date | None = None) -> list[Resolution]:
    """Find the place names of `text` and resolve them. `date`, the day of the report, moves the front."""
    return resolve(text, find(text, gazetteer, lang), gazetteer, lang, date)


def resolve(
    text: str,
    toponyms: Sequence[Toponym],
    gazetteer: Gazetteer,
    lang: str = "",
    date: date | None = None,
) -> list[Resolution]:
    """Choose a place for each toponym of `text`, in their order."""
    evidence = Evidence(text, toponyms, gazetteer.names, lang or _language(text), date)
    scores = [evidence.own_scores(number) for number in range(len(toponyms))]
    chosen = [next(iter(rows), None) for rows in scores]
    if max(map(len, scores), default=0) > 1:
        scores = _choose(evidence, scores, chosen, gazetteer)
    resolutions = [
        _resolution(evidence, number, scores[number], chosen, gazetteer) for number in range(len(toponyms))
    ]
    return _city_districts(text, resolutions)


def _choose(
    evidence: Evidence, own: list[dict[int, float]], chosen: list[int | None], gazetteer: Gazetteer
) -> list[dict[int, float]]:
    """Choose among homonyms: write the best of each toponym into `chosen` and give the scores of all."""
    toponyms = evidence.toponyms
    for toponym, rows in zip(toponyms, own, strict=True):
        if toponym.kind == "region" and len(rows) > 1:
            _prefer_full_names(toponym, rows, gazetteer)
    weigh_sites(evidence.text, toponyms, own, gazetteer)
    scores = final = _one_sense(own, toponyms)  # last: its rows are shared by the mentions of a name
    chosen[:] = [max(rows, key=rows.__getitem__) if rows else None for rows in scores]
    evidence.certain = {
        row for row, rows in zip(chosen, scores, strict=True) if row is not None and _sure(row, rows)
    }
    for _ in range(_ROUNDS):
        before = chosen.copy()
        final = [
            _with_neighbours(evidence, number, scores[number], chosen) for number in range(len(toponyms))
        ]
        if chosen == before:
            break
    return final


def _one_sense(scores: list[dict[int, float]], toponyms: Sequence[Toponym]) -> list[dict[int, float]]:
    """Let what one mention of a name tells hold for all: a text means one place by it."""
    merged: dict[tuple[str, frozenset[int]], dict[int, float]] = {}
    keys = [
        (toponym.surface if toponym.kind == "region" else toponym.kind, frozenset(rows))
        for toponym, rows in zip(toponyms, scores, strict=True)
    ]
    for key, rows in zip(keys, scores, strict=True):
        known = merged.setdefault(key, rows)
        if known is not rows:
            merged[key] = {row: max(known[row], rows[row]) for row in rows}
    return [merged[key] for key in keys]


def _prefer_full_names(toponym: Toponym, rows: dict[int, float], gazetteer: Gazetteer) -> None:
    """Tell regions by their kind words, too: Altai Krai is not the Altai Republic."""
    heads = {word[:_HEAD] for word in fold(toponym.surface).split()}
    shared = {}
    for place in map(gazetteer.place, rows):
        if place.kind == "region":
            names = fold(f"{place.name} {place.name_uk} {place.name_ru}").split()
            shared[place.row] = len(heads & {word[:_HEAD] for word in names})
    for row, count in shared.items():
        rows[row] += count - max(shared.values())


def _sure(row: int, rows: dict[int, float]) -> bool:
    """Say whether a candidate needs no neighbours to win."""
    return all(rows[row] - score > _MARGIN for other, score in rows.items() if other != row)


def _with_neighbours(
    evidence: Evidence, number: int, rows: dict[int, float], chosen: list[int | None]
) -> dict[int, float]:
    """Add to the scores of a homonym what the places chosen so far say, and choose anew."""
    if len(rows) < 2:
        return rows
    floor = max(rows.values()) - _REACH
    near = evidence.neighbours(number, chosen)
    if near:
        rows = {row: score + evidence.nearness(row, near)[0] for row, score in rows.items() if score >= floor}
    chosen[number] = max(rows, key=rows.__getitem__)
    return rows


def _language(text: str) -> str:
    """Tell Cyrillic text, which is taken for a report of the region, from others."""
    head = text[:400]
    return "uk" if sum("а" <= letter <= "ё" for letter in head) * 4 > len(head) else ""


def _resolution(
    evidence: Evidence,
    number: int,
    rows: dict[int, float],
    chosen: Sequence[int | None],
    gazetteer: Gazetteer,
) -> Resolution:
    toponym, best = evidence.toponyms[number], chosen[number]
    if best is None:
        return _at_district(evidence, number, chosen, gazetteer)
    score, runners_up = _shares(evidence, rows, best) if len(rows) > 1 else (1.0, ())
    sure = score * _plausibility(evidence, number, best, chosen)
    score, place = round(sure, 3), gazetteer.place(best)
    alternatives = tuple([(gazetteer.place(row), share) for row, share in runners_up])
    reasons = tuple(_reasons(evidence, number, best, chosen, gazetteer))
    if sure < CONFIDENCE:
        why = (f"not sure enough: {sure:.2f} for {place.name}", *reasons)
        return Resolution(toponym, None, score, ((place, score), *alternatives), why)
    if toponym.kind == "settlement" and place.kind != toponym.kind:  # Крым is a hamlet, too
        toponym = replace(toponym, kind=place.kind)
    return Resolution(toponym, place, score, alternatives, reasons)


def _shares(
    evidence: Evidence, rows: dict[int, float], best: int
) -> tuple[float, Sequence[tuple[int, float]]]:
    """Give the probability of the best candidate and of the runners-up that are worth a word."""
    top = rows[best]
    shares = {row: math.exp(_SHARPNESS * (score - top)) for row, score in rows.items()}
    total = sum(shares.values())
    near = sum(s for row, s in shares.items() if km_between(evidence.index, row, best) < _SAME_KM)
    others = sorted((row for row in rows if row != best), key=rows.__getitem__, reverse=True)
    named = [row for row in others[:_ALTERNATIVES] if shares[row] > _LEAST * total]
    return near / total, [(row, round(shares[row] / total, 3)) for row in named]


def _at_district(
    evidence: Evidence, number: int, chosen: Sequence[int | None], gazetteer: Gazetteer
) -> Resolution:
    """Place a village that no source has at the district or community that the text names with it."""
    unknown = "no place of this name in the gazetteer"
    toponym, district = evidence.toponyms[number], evidence.containers.district_of(number, chosen)
    if toponym.kind != "settlement" or district is None:
        return Resolution(toponym, None, 0.0, (), (unknown,))
    place = gazetteer.place(district)
    reasons = (unknown, f"the text puts it into {place.name}")
    return Resolution(replace(toponym, kind=place.kind), place, _SOMEWHERE, (), reasons)


def _plausibility(evidence: Evidence, number: int, row: int, chosen: Sequence[int | None]) -> float:
    """Doubt a small place that lies outside every region named and far from every other place of the text."""
    index, containers = evidence.index, evidence.containers
    if index.kind[row] != SETTLEMENT:
        return 0.98
    if row not in index.own and evidence.theatre and evidence.far_behind(row) and evidence.at_front(number):
        return _FAR_BEHIND
    if containers.exclude(number, row):
        return _ELSEWHERE
    if index.population[row] > 20_000:
        return 0.98
    if not evidence.theatre or row in index.own:
        return 0.9
    regions = {region for region in containers.regions if index.country(region) in ("UA", "RU", "BY")}
    if (
        not regions
        or index.region[row] in regions
        or evidence.nearness(row, evidence.neighbours(number, chosen))[1] < _NEIGHBOURHOOD_KM
    ):
        return 0.95
    if index.population[row] > _TOWN and evidence.from_front(row) > _AT_FRONT:
        return 0.9  # the towns of the front are named in texts of other regions
    country = index.country(row)
    reach = {region: REGION_KM if index.country(region) == country else _ABROAD_KM for region in regions}
    if any(km_between(index, row, region) < km for region, km in reach.items()):
        return 0.9
    governing = containers.governing.get(number) or containers.regions
    countries = {index.country(region) for region in governing}
    return 0.6 if country in countries else _ELSEWHERE


def _reasons(
    evidence: Evidence,
    number: int,
    row: int,
    chosen: Sequence[int | None],
    gazetteer: Gazetteer,
) -> Iterable[str]:
    index, candidates = evidence.index, evidence.toponyms[number].rows
    if row in index.own:
        yield "taught by a reviewer"
    namesakes = len(candidates)
    if namesakes == 1:
        yield "the only place of this name"
        return
    _, reason = evidence.containers.weigh(number, row, evidence.theatre)
    if reason:
        yield reason
    _, km, other = evidence.nearness(row, evidence.neighbours(number, chosen))
    if km < _NEIGHBOURHOOD_KM:
        yield f"{km:.0f} km from {gazetteer.place(other).name}, also named"
    largest = max(index.population[other] for other in candidates)
    if index.population[row] and index.population[row] == largest:
        yield f"the largest of {namesakes} places of this name"
    elif evidence.theatre:
        yield f"the likeliest of {namesakes} places of this name in reports of this war"


def _city_districts(text: str, resolutions: list[Resolution]) -> list[Resolution]:
    """Place a district of a city in that city: Шевченківський район Києва."""
    for number, resolution in enumerate(resolutions[:-1]):
        following = resolutions[number + 1]
        if resolution.toponym.kind != "district" or following.place is None:
            continue
        city = following.place
        gap = text[resolution.toponym.end : following.toponym.start]
        inside = following.toponym.kind == "settlement" and city.population >= _CITY and gap == " "
        if inside:
            reasons = (f"a district of {city.name}",)
            resolutions[number] = Resolution(
                resolution.toponym, city, following.score, resolution.alternatives, reasons
            )
    return resolutions


def as_records(resolutions: Iterable[Resolution]) -> list[dict[str, Any]]:
    """Give the resolutions as records for JSON, every mention, the unplaced and the countries included."""
    return [_record(resolution) for resolution in resolutions]


def _record(resolution: Resolution) -> dict[str, Any]:
    toponym, place = resolution.toponym, resolution.place
    kind = (
        toponym.kind if place is None or toponym.kind in ("direction", "facility", "district") else place.kind
    )
    return {
        "start": toponym.start,
        "end": toponym.end,
        "surface": toponym.surface,
        "name": place.name if place else "",
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "kind": kind,
        "country": place.country if place else "",
        "place_id": place.id if place else "",
        "score": resolution.score,
        "relation": toponym.relation,
        "distance_km": toponym.distance_km,
        "reasons": list(resolution.reasons),
        "alternatives": [
            {"name": other.name, "place_id": other.id, "lat": other.lat, "lon": other.lon, "score": share}
            for other, share in resolution.alternatives
        ],
    }
