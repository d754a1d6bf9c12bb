"""Weigh the candidates of each toponym by what the text, its language and its date say."""

import math
import re
from bisect import bisect
from collections.abc import Sequence
from datetime import date
from functools import cache

from geo.geocode.front import EVER, KM_OF_LATITUDE, closeness, flat_km, km_of_longitude, period_of
from geo.inflection import adjective_stem
from geo.names import ADJECTIVE, KINDS, NONE, NameIndex, fold
from geo.names.kinds import read_table
from geo.toponyms import Toponym

SETTLEMENT, DISTRICT, REGION, COUNTRY = (
    KINDS.index(kind) for kind in ("settlement", "district", "region", "country")
)
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
_OCCUPIED = re.compile(
    r"\s(?:тимчасово |временно |temporarily )?(?:окупован\w+|оккупированн\w+|occupied)\b"
    r"|\s(?:in|на|у|в)(?= )",
    re.IGNORECASE,
)
_NEXT_CLAUSE = re.compile(r",\s(?:in|на|у|в)\s", re.IGNORECASE)  # під Києвом, в Рівненській області
_JOINED = re.compile(r",?\s(?:і|й|та|и|and)\s")  # Криму та Луганську: neither lies in the other
_OFFICE = re.compile(r" (?:ОВА|ОДА|обласн|областн|прокуратур|поліці|полици)")
_GROUND_WAR = re.compile(  # between themselves (между собой) and the next day (наступного дня) are no war
    r"захоп|захват|захвач|закріпи|закрепи|зайня|занят(?!т|и[яй])|окупу|оккупир|звільн|освобо|взят(?!к|оч)|взял|штурм|відступ|отступ"
    r"|\b(?:бо[їияю]|боїв|бо[её]в|б[оі]й)\b|просун|продвин|наступ(?!н)|\bоточ|окруж(?!н|ающ)"
    r"|capture|seiz|liberat|retak|retook|storm|fighting|clash|battle|advanc|withdr|retreat|assault"
)
_FAR = 0.0005  # of `closeness`: some 220 km
_GROUND_REACH = 60  # letters before and after a name in which such words bear on it
_VILLAGERS = 30_000  # no place of more people is called a village
REGION_KM, ABROAD_KM = 160.0, 110.0  # about the reach of a region from its middle; over a border
_CLAUSE, _LONG_CLAUSE = 200, 400
_CLAUSE_END = re.compile(r"[.!?;|\n]|, а (?!також|также)|, while |, whereas ")
_APART = re.compile(r"[.!?;|\n,]| (?:і|й|та|и|and|or|або|или|але|но|but) ")
_INSIDE = re.compile(r" (?:у|в|во|на|in|of)(?: \w+)? $")
_SENTENCE_END = re.compile(r"[.!?|\n]")
_ADJECTIVE = 30  # letters of the longest adjective of a region
_MAX_CANDIDATES = 150
_MAX_NEIGHBOURS = 8


Neighbour = tuple[int, float, float, float]


@cache
def _capitals() -> frozenset[str]:
    return frozenset(fold(name) for (field,) in read_table("capitals.tsv") for name in field.split(","))


class Evidence:
    """The candidates of all toponyms of one text, and what speaks for each."""

    def __init__(
        self, text: str, toponyms: Sequence[Toponym], index: NameIndex, lang: str, day: date | None
    ) -> None:
        self.text, self.toponyms, self.index = text, toponyms, index
        self.period = period_of(day)
        self._qualifiers = [self._qualifier(number) for number in range(len(toponyms))]
        self._capitals = [self._capital(toponym) for toponym in toponyms]
        self._fought: dict[int, bool] = {}
        self.certain: set[int] = set()
        self.regions: dict[int, int] = {}  # row → number of the toponym that names it first
        self.districts: set[int] = set()
        self.countries: set[str] = set()
        for number, toponym in enumerate(toponyms):
            self._note_container(number, toponym)
        self._offices = self._regions_of_offices()
        self.governing = self._governing_regions() if self.regions else {}
        self._sentences = self._sentence_numbers()
        self._sectors = self._sectors_of_sentences()
        self.theatre = lang in ("uk", "ru") or self._of_theatre()

    def _note_container(self, number: int, toponym: Toponym) -> None:
        if not toponym.rows:
            return
        kind = self.index.kind[toponym.rows[0]]
        if kind == REGION and toponym.kind != "direction":
            for row in toponym.rows:
                if self.index.kind[row] == REGION:
                    self.regions.setdefault(row, number)
        elif kind == DISTRICT:
            self.districts.update(toponym.rows)
        elif kind == COUNTRY:
            self.countries.add(self.index.country(toponym.rows[0]))

    def _regions_of_offices(self) -> set[int]:
        """Give the regions whose offices speak in the text: голова Чернігівської ОВА."""
        regions: set[int] = set()
        for office in _OFFICE.finditer(self.text):
            before = self.text[max(0, office.start() - _ADJECTIVE) : office.start()].rpartition(" ")[2]
            if stem := adjective_stem(fold(before)):
                readings = self.index.lookup(ADJECTIVE + stem)
                regions.update(r.row for r in readings if self.index.kind[r.row] == REGION)
        return regions

    def _governing_regions(self) -> dict[int, set[int]]:
        """Give for each toponym the region that its clause names: the one after it, else the one before."""
        kind, toponyms = self.index.kind, self.toponyms
        regions = [
            number
            for number, toponym in enumerate(toponyms)
            if toponym.kind != "direction" and toponym.rows and kind[toponym.rows[0]] == REGION
        ]
        governing = {}
        for number, toponym in enumerate(toponyms):
            at = bisect(regions, number)
            after = regions[at] if at < len(regions) else None
            before = regions[at - 1] if at else None
            end = toponyms[after].start if after is not None else math.inf
            near = end - toponym.end < _LONG_CLAUSE
            if after is not None and near and not self._apart(toponym.end, int(end)):
                governing[number] = set(toponyms[after].rows)
            elif before is not None and before != number:
                start = toponyms[before].end
                gap = self.text[start : toponym.start] if toponym.start - start < _CLAUSE else "."
                if not _SENTENCE_END.search(gap) and not _JOINED.fullmatch(gap):
                    governing[number] = set(toponyms[before].rows)
        return governing

    def _apart(self, start: int, end: int) -> bool:
        """Say whether the end of a clause or a mere conjunction stands between two names."""
        between = _CLAUSE_END.search(self.text, start, end) or _JOINED.fullmatch(self.text, start, end)
        return between is not None

    def _sentence_numbers(self) -> list[int]:
        """Give the number of the sentence of each toponym."""
        numbers: list[int] = []
        for before, toponym in zip([None, *self.toponyms], self.toponyms, strict=False):
            ends = before is not None and _SENTENCE_END.search(self.text, before.end, toponym.start)
            numbers.append((numbers[-1] if numbers else 0) + bool(ends))
        return numbers

    def _sectors_of_sentences(self) -> dict[int, set[int]]:
        """Give for each sentence the regions that a direction in it is named after: на Сумському напрямку."""
        sectors: dict[int, set[int]] = {}
        for sentence, toponym in zip(self._sentences, self.toponyms, strict=True):
            if toponym.kind == "direction" and toponym.rows and self.index.kind[toponym.rows[0]] == REGION:
                sectors.setdefault(sentence, set()).add(toponym.rows[0])
        return sectors

    def fought_over(self, number: int) -> bool:
        """Say whether the words around a toponym tell of fighting on the ground: that is at the front."""
        known = self._fought.get(number)
        if known is None:
            toponym = self.toponyms[number]
            around = self.text[max(0, toponym.start - _GROUND_REACH) : toponym.end + _GROUND_REACH].lower()
            known = self._fought[number] = _GROUND_WAR.search(around) is not None
        return known

    def in_direction(self, number: int) -> bool:
        """Say whether the sentence of a toponym names a direction, which lies at the front."""
        sentence = self._sentences[number]
        return any(
            self._sentences[other] == sentence and self.toponyms[other].kind == "direction"
            for other in self._around(number)
        )

    def _around(self, number: int) -> range:
        """Give the numbers of the toponyms around one, itself among them."""
        return range(max(0, number - _MAX_NEIGHBOURS), min(len(self.toponyms), number + _MAX_NEIGHBOURS + 1))

    def from_front(self, row: int) -> float:
        """Give how close a place lies to the front of the report's time, 1 to 0."""
        return closeness(self.index.lat[row], self.index.lon[row], self.period)

    def far_behind(self, row: int) -> bool:
        """Say whether a place lies over 220 km from the front and is no large city."""
        known = _BIG_CITY if self.index.country(row) != "UA" else _TOWN
        return (
            self.index.population[row] < known
            and closeness(self.index.lat[row], self.index.lon[row], EVER) < _FAR
        )

    def of_village(self, number: int) -> bool:
        """Say whether the text calls the place a village."""
        start = self.toponyms[number].start
        return _VILLAGE.search(self.text, max(0, start - 12), start) is not None

    def _of_theatre(self) -> bool:
        """Say whether the text names Ukraine, a region of it or of Russia, or many places of theirs."""
        if "UA" in self.countries:
            return True
        country = self.index.country
        first = [country(toponym.rows[0]) for toponym in self.toponyms if toponym.rows]
        own = sum(code in ("UA", "RU") for code in first)
        if any(country(row) in ("UA", "RU") for row in self.regions):
            return True
        return own > 0 and own * 2 >= len(first)

    def candidates(self, number: int) -> tuple[int, ...]:
        """Give the rows that are weighed for a toponym."""
        return self.toponyms[number].rows[:_MAX_CANDIDATES]

    def own_scores(self, number: int) -> dict[int, float]:
        """Weigh the candidates of a toponym, its neighbours left aside."""
        rows = self.candidates(number)
        if len(rows) == 1:
            return {rows[0]: 0.0}
        if self.of_village(number):
            rows = tuple(r for r in rows if self.index.population[r] <= _VILLAGERS) or rows
        named = self.regions or self.districts or self.countries or self._sectors or self._offices
        if not named:
            return {row: self.prior(number, row) for row in rows}
        return {row: self.prior(number, row) + self.container(number, row)[0] for row in rows}

    def prior(self, number: int, row: int) -> float:
        """Weigh a candidate by itself: its size, country, kind, and how far from the front it lies."""
        index = self.index
        if row in index.own:
            return 20.0
        country, kind, population = index.country(row), index.kind[row], index.population[row]
        meant = self.toponyms[number].kind
        named_after_town = meant in ("direction", "facility")
        score = (1.1 if named_after_town else 0.6) * math.log10(population + 30)
        if row == self._capitals[number]:
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
                weight = 3.5 if self.fought_over(number) else 2.0 if small else 0.5
                score += weight * self.from_front(row)
        return score

    def _capital(self, toponym: Toponym) -> int | None:
        """Give the row of the seat of government whose name a toponym is: Washington is not first a state."""
        index = self.index
        if len(toponym.rows) < 2 or toponym.kind == "direction" or fold(toponym.surface) not in _capitals():
            return None
        return next((row for row in toponym.rows if index.kind[row] == SETTLEMENT), None)

    def _namesake_city(self, number: int) -> bool:
        """Say whether a region shares its bare name with a big city: Washington, New York, Запоріжжя."""
        toponym, index = self.toponyms[number], self.index
        return toponym.kind != "direction" and any(
            index.kind[row] == SETTLEMENT and index.population[row] > _BIG_CITY for row in toponym.rows[:4]
        )

    def container(self, number: int, row: int) -> tuple[float, str]:
        """Weigh whether the text names what contains a candidate; give the weight and the reason."""
        index = self.index
        region, district = index.region[row], index.district[row]
        following = self._qualifiers[number]
        if region != NONE and region in self._sectors.get(self._sentences[number], ()):
            return 4.0, "the direction named lies in its region"
        if following is not None:
            if following in (region, district) or (
                index.kind[following] == COUNTRY and index.country(following) == index.country(row)
            ):
                return 6.0, "the text says so right after the name"
            if index.kind[following] in (REGION, COUNTRY) and following != row:
                return -1.0, ""
        if district != NONE and district in self.districts:
            return 3.0, "its district is named in the text"
        if region != NONE and region in self.regions:
            governing = self.governing.get(number)
            if governing:
                weight = 4.0 if region in governing else 1.5
            else:
                first = self.regions[region]
                weight = 2.5 if first < number else 1.5  # what a text is about stands first
                if self.theatre and first > number and self._sentences[first] != self._sentences[number]:
                    weight = 0.5
            return weight, "its region is named in the text"
        if region in self._offices:
            return 2.0, "an office of its region speaks"
        if self.countries and index.country(row) in self.countries:
            return (0.4 if self.theatre else 1.0), "its country is named in the text"
        return 0.0, ""

    def _qualifier(self, number: int) -> int | None:
        """Give the row of the region or country that follows a toponym at once: "Alexandria, Louisiana"."""
        if number + 1 >= len(self.toponyms):
            return None
        toponym, following = self.toponyms[number], self.toponyms[number + 1]
        gap = self.text[toponym.end : following.start]
        if _NEXT_CLAUSE.match(gap):
            return None
        gap = _OCCUPIED.sub("", gap)
        if len(gap) > 4 or not following.rows or following.kind not in ("region", "country", "district"):
            return None
        return following.rows[0] if gap.strip() in (",", "", "(") else None

    def district_of(self, number: int, chosen: Sequence[int | None]) -> int | None:
        """Give the row of the district or community that the words after a toponym put it into."""
        start = self.toponyms[number].end
        for following in range(number + 1, min(number + 3, len(self.toponyms))):
            gap = self.text[start : self.toponyms[following].start]
            row = chosen[following]
            if len(gap) > _CLAUSE or _CLAUSE_END.search(gap):
                return None
            if row is not None and self.index.kind[row] == DISTRICT:
                return row
        return None

    def said_elsewhere(self, number: int, row: int) -> bool:
        """Say whether the text puts a settlement into a region of Ukraine or Russia that it is far from."""
        index, stated = self.index, self._qualifiers[number]
        right_after = stated is not None
        if stated is None and index.population[row] < _TOWN:
            stated = self._region_around(number)
        if (
            stated is None
            or row in index.own
            or index.kind[row] != SETTLEMENT
            or index.kind[stated] != REGION
        ):
            return False
        if index.country(stated) not in ("UA", "RU", "BY") or index.region[stated] != NONE:
            return False
        abroad = right_after and index.country(row) != index.country(stated)
        return index.region[row] != stated and (abroad or self.distance(row, stated) > REGION_KM)

    def _region_around(self, number: int) -> int | None:
        """Give the region in which the clause puts a toponym: near Olenivka on the cape in western Crimea."""
        start = self.toponyms[number].end
        for following in self.toponyms[number + 1 : number + 3]:
            gap = self.text[start : following.start]
            if not following.rows or len(gap) > _CLAUSE or _APART.search(gap):
                return None
            if self.index.kind[following.rows[0]] == REGION and following.kind != "direction":
                return following.rows[0] if _INSIDE.search(gap) else None
        return None

    def distance(self, row: int, other: int) -> float:
        """Give the distance of two places in km."""
        lat, lon = self.index.lat, self.index.lon
        return flat_km(lat[row], lon[row], lat[other], lon[other])

    def neighbours(self, number: int, chosen: Sequence[int | None]) -> list[Neighbour]:
        """Give the places chosen so far for the toponyms around one: row, lat, lon, and what each counts."""
        index, sentences = self.index, self._sentences
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
