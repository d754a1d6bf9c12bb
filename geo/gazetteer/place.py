"""The place: one entry of the gazetteer."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("country", "region", "district", "settlement", "facility", "water")


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the gazetteer.

    `id` is stable text ("gn:703448", "adm1:RU-KRS", "country:UA", "user:…"); `row` numbers change with every
    build and are for use inside one run only. `lat`, `lon` are degrees, EPSG:4326. `region` and `district`
    are the rows of the places that contain this one. `radius_km` is the extent of a district, facility or
    water, 0 for a settlement.
    """

    row: int
    id: str
    name: str
    name_uk: str
    name_ru: str
    kind: str
    lat: float
    lon: float
    country: str
    region: int | None
    district: int | None
    population: int
    radius_km: float
    source: str


def name_in(place: Place, language: str) -> str:
    """Return the name of a place in "en", "uk" or "ru"; the English one where that is missing."""
    return {"uk": place.name_uk, "ru": place.name_ru}.get(language) or place.name
