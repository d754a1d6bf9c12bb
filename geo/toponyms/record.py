"""The toponym: a place name as it stands in a text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name in a text, with what the words around it say of it.

    `start` and `end` are offsets into the text as given. `kind` is settlement, district, region, country,
    facility, direction or water. `relation` is in, near, direction, metonym (the name stands for a
    government) or mention. `distance_km` is what the text says ("10 km from"), or the usual extent of
    "near", else None. `rows` are the places of the gazetteer that may be meant, the largest first; none if
    it knows no such name.
    """

    start: int
    end: int
    surface: str
    kind: str
    relation: str
    distance_km: float | None
    rows: tuple[int, ...]
