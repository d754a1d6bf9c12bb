"""Weigh the candidates of each toponym by what the text, its language and its date say.

Weights are added up. A difference of 1 makes a candidate 3.7 times as likely as another (`_shares` in
`geo.geocode`), so that 1 is a hint, 3 is strong evidence and 5 leaves little doubt. They were set by hand on
that scale and corrected where errors on the development corpora asked for it.
"""

import math
import re
from bisect import bisect
from collections.abc import Sequence
from datetime import date
from functools import cache, cached_property

from geo.gazetteer.plane import KM_OF_LATITUDE, km_of_longitude
from geo.geocode.containers import COUNTRY, DISTRICT, REGION, SETTLEMENT, Containers
from geo.geocode.front import closeness, far_from_all, period_of
from geo.names import NameIndex, fold
from geo.names.kinds import read_table
from geo.toponyms import Toponym

THEATRE = {"UA": 2.0, "RU": 1.3, "BY": 0.3}
"""What a text in Ukrainian or Russian, or a report of the war, adds to places of a country."""

_TOWN, _CITY, _BIG_CITY = 20_000, 100_000, 300_000
_TOWNS = 0.3, 0.8, 1.6  # what a town, a city and a big city have before the villages of their name
_SAME_SEAT_KM = 8.0  # villages that stand at the seat of their community are not at one place
_UNSURE = 0.4  # what a neighbour that is itself ambiguous counts
_OTHER_SENTENCE = 0.5  # what a neighbour in another sentence counts
_DIRECTION = 2.0  # what the direction counts whose villages a sentence lists
_SECTOR, _SECTOR_KM = 3.0, 60.0  # what is added within the reach of that direction
_VILLAGE = re.compile(
    r"(?<!\w)(?:[сС]ел[оауі]|селом|селе|с\.|деревн\w+|д\.|хутор\w*|х\.|village(?: of)?)[\s«\"]*$"
)
# Between themselves (между собой) and the next day (наступного дня) are no war. Every branch begins with its
# first letter, so that the search leaps from one such letter to the next.
_GROUND_WAR = re.compile(
    r"захоп|захват|захвач|закріпи|закрепи|зайня|занят(?!т|и[яй])|окупу|оккупир|звільн|освобо|взят(?!к|оч)|взял|штурм|відступ|отступ"
    r"|б(?<=\bб)(?:о[їияю]|оїв|о[её]в|[оі]й)\b|просун|продвин|наступ(?!н)|о(?<=\bо)точ|окруж(?!н|ающ)"
    r"|capture|seiz|liberat|retak|retook|storm|fighting|clash|battle|advanc|withdr|retreat|assault"
)
_GROUND_REACH = 60  # letters before and after a name in which such words bear on it
_VILLAGERS = 30_000  # no place of more people is called a village
_MAX_NEIGHBOURS = 8

Neighbour = tuple[int, float, float, float]


@cache
def _capitals() -> frozenset[str]:
    return frozenset(fold(name) for (field,) in read_table("capitals.tsv") for name in field.split(","))


class Evidence:
    """The candidates of all toponyms of one text, and what speaks for each.

    `certain` are the places of the text that need no neighbours to be known.
    """

    def __init__(
        self, text: str, toponyms: Sequence[Toponym], index: NameIndex, lang: str, day: date | None
    ) -> None:
        self.text, self.toponyms, self.index = text, toponyms, index
        self.period = period_of(day)
        self.containers = Containers(text, toponyms, index)
        self.certain: set[int] = set()
        self.theatre = lang in ("uk", "ru") or self._of_theatre()

    def fought_over(self, number: int) -> bool:
        """Say whether the words around a toponym tell of fighting on the ground: that is at the front."""
        toponym, fighting = self.toponyms[number], self._fighting
        at = bisect(fighting, (toponym.start - _GROUND_REACH,))
        return at < len(fighting) and fighting[at][1] <= toponym.end + _GROUND_REACH

    @cached_property
    def _fighting(self) -> list[tuple[int, int]]:
        """The words that tell of fighting on the ground: where each begins and ends."""
        return [found.span() for found in _GROUND_WAR.finditer(self.text.lower())]

    def at_front(self, number: int) -> bool:
        """Say whether the text puts a toponym at the front: with fighting, or in a direction."""
        return self.fought_over(number) or self._in_direction(number)

    def _in_direction(self, number: int) -> bool:
        """Say whether the sentence of a toponym names a direction."""
        return bool(self._directed) and self.containers.sentences[number] in self._directed

    @cached_property
    def _directed(self) -> set[int]:
        """The sentences that name a direction."""
        directions = [number for number, toponym in enumerate(self.toponyms) if toponym.kind == "direction"]
        return {self.containers.sentences[number] for number in directions}

    def _around(self, number: int) -> range:
        """Give the numbers of the toponyms around one, itself among them."""
        return range(max(0, number - _MAX_NEIGHBOURS), min(len(self.toponyms), number + _MAX_NEIGHBOURS + 1))

    def from_front(self, row: int) -> float:
        """Give how close a place lies to the front of the report's time, 1 to 0."""
        return closeness(self.index.lat[row], self.index.lon[row], self.period)

    def far_behind(self, row: int) -> bool:
        """Say whether a place lies over 220 km from the front and is no large city."""
        known = _BIG_CITY if self.index.country(row) != "UA" else _TOWN
        return self.index.population[row] < known and far_from_all(self.index.lat[row], self.index.lon[row])

    def _of_village(self, toponym: Toponym) -> bool:
        """Say whether the text calls the place a village."""
        start = toponym.start
        return _VILLAGE.search(self.text, max(0, start - 12), start) is not None

    def _of_theatre(self) -> bool:
        """Say whether the text names Ukraine, a region of it or of Russia, or many places of theirs."""
        if "UA" in self.containers.countries:
            return True
        country = self.index.country
        first = [country(toponym.rows[0]) for toponym in self.toponyms if toponym.rows]
        own = sum(code in ("UA", "RU") for code in first)
        if any(country(row) in ("UA", "RU") for row in self.containers.regions):
            return True
        return own > 0 and own * 2 >= len(first)

    def own_scores(self, number: int) -> dict[int, float]:
        """Weigh the candidates of a toponym, its neighbours left aside."""
        toponym, containers = self.toponyms[number], self.containers
        rows = toponym.rows
        if len(rows) == 1:
            return {rows[0]: 0.0}
        if self._of_village(toponym):
            rows = tuple(r for r in rows if self.index.population[r] <= _VILLAGERS) or rows
        capital, fought = self._capital(toponym), self.fought_over(number)
        scores = {row: self._prior(number, row, capital, fought) for row in rows}
        if containers.named:
            for row in rows:
                scores[row] += containers.weigh(number, row, self.theatre)[0]
        return scores

    def _prior(self, number: int, row: int, capital: int | None, fought: bool) -> float:
        """Weigh a candidate by itself: its size, country, kind, and how far from the front it lies."""
        index = self.index
        if row in index.own:
            return 20.0
        country, kind, population = index.country(row), index.kind[row], index.population[row]
        meant = self.toponyms[number].kind
        named_after_town = meant in ("direction", "facility")
        score = (1.1 if named_after_town else 0.6) * math.log10(population + 30)
        if row == capital:
            score += 0.8
        if self.theatre and kind == SETTLEMENT and population > _TOWN:
            score += _TOWNS[bisect((_CITY, _BIG_CITY), population)]
        if kind == COUNTRY:
            score += 4.0
        elif kind == REGION:
            score += -1.0 if self._namesake_city(number) else 5.0
        elif kind == DISTRICT:
            score += 1.5
        if meant == "direction" and kind == REGION:
            score += 5.0
        if self.theatre:
            score += THEATRE.get(country, -0.5)
            if kind == SETTLEMENT and country in ("UA", "RU") and meant != "facility":
                small = population < _BIG_CITY or named_after_town
                weight = 3.5 if fought else 2.0 if small else 0.5
                score += weight * self.from_front(row)
        return score

    def _capital(self, toponym: Toponym) -> int | None:
        """Give the row of the seat of government whose name a toponym is: Washington is not first a state."""
        index = self.index
        if toponym.kind == "direction" or fold(toponym.surface) not in _capitals():
            return None
        return next((row for row in toponym.rows if index.kind[row] == SETTLEMENT), None)

    def _namesake_city(self, number: int) -> bool:
        """Say whether a region shares its bare name with a big city: Washington, New York, Запоріжжя."""
        toponym, index = self.toponyms[number], self.index
        return toponym.kind != "direction" and any(
            index.kind[row] == SETTLEMENT and index.population[row] > _BIG_CITY for row in toponym.rows[:4]
        )

    def neighbours(self, number: int, chosen: Sequence[int | None]) -> list[Neighbour]:
        """Give the places chosen so far for the toponyms around one: row, lat, lon, and what each counts."""
        index, sentences = self.index, self.containers.sentences
        weights: dict[int, float] = {}
        for other in self._around(number):
            row = chosen[other]
            if other == number or row is None or index.kind[row] in (COUNTRY, REGION):
                continue
            weight = 1.0 if row in self.certain else _UNSURE
            if sentences[other] != sentences[number]:
                weight *= _OTHER_SENTENCE
            elif self.toponyms[other].kind == "direction":
                weight = _DIRECTION
            weights[row] = max(weight, weights.get(row, 0.0))
        return [(row, index.lat[row], index.lon[row], weight) for row, weight in weights.items()]

    def nearness(self, row: int, neighbours: Sequence[Neighbour]) -> tuple[float, float, int]:
        """Weigh how close a candidate lies to the other places of the text.

        Returns the weight, the km to the nearest of them (infinite if there is none), and its row.
        """
        lat, lon = self.index.lat[row], self.index.lon[row]
        east = km_of_longitude(lat)
        best, nearest, mass, sector = math.inf, row, 0.0, 0.0
        for other, other_lat, other_lon, weight in neighbours:
            if other == row and weight < _DIRECTION:
                continue
            km = math.hypot((lon - other_lon) * east, (lat - other_lat) * KM_OF_LATITUDE)
            mass += math.exp((-km if km > _SAME_SEAT_KM else -_SAME_SEAT_KM) / 45) * weight
            if weight == _DIRECTION:
                sector = max(sector, _SECTOR * math.exp(-((km / _SECTOR_KM) ** 2)))
            if km < best:
                best, nearest = km, other
        if best == math.inf:
            return 0.0, best, row
        return sector + 3.5 * (1 - math.exp(-mass)) + 0.8 * math.exp(-best / 200), best, nearest
