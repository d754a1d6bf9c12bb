"""Weigh candidates by the regions, districts, countries, directions and offices that the text names."""

import itertools
import math
import re
from bisect import bisect
from collections.abc import Sequence
from functools import cache, cached_property

from geo.geocode.front import km_between
from geo.inflection import adjective_stem
from geo.names import ADJECTIVE, KINDS, NONE, NameIndex, fold
from geo.names.kinds import read_table
from geo.toponyms import Toponym

SETTLEMENT, DISTRICT, REGION, COUNTRY = (
    KINDS.index(kind) for kind in ("settlement", "district", "region", "country")
)
REGION_KM = 160.0
"""About the reach of a region from its middle."""

_TOWN = 20_000
_OCCUPIED = re.compile(
    r"\s(?:тимчасово |временно |temporarily )?(?:окупован\w+|оккупированн\w+|occupied)\b"
    r"|\s(?:in|на|у|в)(?= )",
    re.IGNORECASE,
)
_NEXT_CLAUSE = re.compile(r",\s(?:in|на|у|в)\s", re.IGNORECASE)  # під Києвом, в Рівненській області
_JOINED = re.compile(r",?\s(?:і|й|та|и|and)\s")  # Криму та Луганську: neither lies in the other
_OFFICE = re.compile(r" (?:ОВА|ОДА|обласн|областн|прокуратур|поліці|полици)")
_CLAUSE, _LONG_CLAUSE = 200, 400
_CLAUSE_END = re.compile(r"[.!?;|\n]|, а (?!також|также)|, while |, whereas ")
_APART = re.compile(r"[.!?;|\n,]| (?:і|й|та|и|and|or|або|или|але|но|but) ")
_INSIDE = re.compile(r" (?:у|в|во|на|in|of)(?: \w+)? $")
_SENTENCE_END = re.compile(r"[.!?|\n]")
_ADJECTIVE = 30  # letters of the longest adjective of a region


@cache
def _governors() -> tuple[dict[str, str], re.Pattern[str]]:
    """Give the stem of the region that each governor speaks for, and a pattern of all their names."""
    regions = {name: stem for stem, field in read_table("governors.tsv") for name in field.split(", ")}
    return regions, re.compile("|".join(map(re.escape, sorted(regions, reverse=True))))


class Containers:
    """What the text names that may contain the places of its toponyms; read when first asked for."""

    def __init__(self, text: str, toponyms: Sequence[Toponym], index: NameIndex) -> None:
        self.text, self.toponyms, self.index = text, toponyms, index
        self.regions: dict[int, int] = {}  # row → number of the toponym that names it first
        self.districts: dict[int, int] = {}  # row → number of the toponym that names it last
        self.countries: set[str] = set()
        for number, toponym in enumerate(toponyms):
            if toponym.rows and (kind := index.kind[toponym.rows[0]]) in (REGION, DISTRICT, COUNTRY):
                self._note(number, toponym, kind)

    def _note(self, number: int, toponym: Toponym, kind: int) -> None:
        if kind == DISTRICT:
            self.districts.update(dict.fromkeys(toponym.rows, number))
        elif kind == COUNTRY:
            self.countries.add(self.index.country(toponym.rows[0]))
        elif toponym.kind != "direction":
            for row in toponym.rows:
                if self.index.kind[row] == REGION:
                    self.regions.setdefault(row, number)

    @cached_property
    def named(self) -> bool:
        """Whether the text names anything that may contain a place."""
        return bool(self.regions or self.districts or self.countries or self._sectors or self._offices)

    @cached_property
    def _offices(self) -> set[int]:
        """The regions whose offices or governors speak in the text: голова Чернігівської ОВА, Гладков."""
        regions, pattern = _governors()
        stems = {regions[name] for name in pattern.findall(self.text)}
        for office in _OFFICE.finditer(self.text):
            before = self.text[max(0, office.start() - _ADJECTIVE) : office.start()].rpartition(" ")[2]
            stems.add(adjective_stem(fold(before)) or "")
        readings = itertools.chain(*(self.index.lookup(ADJECTIVE + stem) for stem in stems))
        return {reading.row for reading in readings if self.index.kind[reading.row] == REGION}

    @cached_property
    def governing(self) -> dict[int, set[int]]:
        """For each toponym the region that its clause names: the one after it, else the one before."""
        kind, toponyms = self.index.kind, self.toponyms
        regions = [
            number
            for number, toponym in enumerate(toponyms)
            if toponym.kind != "direction" and toponym.rows and kind[toponym.rows[0]] == REGION
        ]
        governing: dict[int, set[int]] = {}
        if not regions:
            return governing
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

    @cached_property
    def sentences(self) -> list[int]:
        """The number of the sentence of each toponym."""
        numbers: list[int] = []
        for before, toponym in zip([None, *self.toponyms], self.toponyms, strict=False):
            ends = before is not None and _SENTENCE_END.search(self.text, before.end, toponym.start)
            numbers.append((numbers[-1] if numbers else 0) + bool(ends))
        return numbers

    @cached_property
    def _sectors(self) -> dict[int, set[int]]:
        """For each sentence the regions that a direction in it is named after: на Сумському напрямку."""
        sectors: dict[int, set[int]] = {}
        for number, toponym in enumerate(self.toponyms):
            if toponym.kind == "direction" and toponym.rows and self.index.kind[toponym.rows[0]] == REGION:
                sectors.setdefault(self.sentences[number], set()).add(toponym.rows[0])
        return sectors

    def weigh(self, number: int, row: int, theatre: bool) -> tuple[float, str]:
        """Weigh whether the text names what contains a candidate; give the weight and the reason."""
        index = self.index
        region, district = index.region[row], index.district[row]
        units = (district, index.district[district]) if district != NONE else ()  # a hromada and its raion
        following = self._qualifiers[number]
        if region != NONE and self._sectors and region in self._sectors.get(self.sentences[number], ()):
            return 4.0, "the direction named lies in its region"
        if following is not None:
            if (
                following == region
                or following in units
                or (index.kind[following] == COUNTRY and index.country(following) == index.country(row))
            ):
                return 6.0, "the text says so right after the name"
            if index.kind[following] in (REGION, COUNTRY) and following != row:
                return -1.0, ""
        named = [self.districts[unit] for unit in units if unit in self.districts]
        if named:
            here = any(self.sentences[other] == self.sentences[number] for other in named)
            return 4.0 if here else 3.0, "its district is named in the text"
        if region != NONE and region in self.regions:
            return self._of_region(number, region, theatre), "its region is named in the text"
        if region in self._offices:
            return 2.0, "an office of its region speaks"
        if self.countries and index.country(row) in self.countries:
            return (0.4 if theatre else 1.0), "its country is named in the text"
        return 0.0, ""

    def _of_region(self, number: int, region: int, theatre: bool) -> float:
        """Weigh a region that the text names: most that of the clause, then what the text is about."""
        governing = self.governing.get(number)
        if governing:
            return 4.0 if region in governing else 1.5
        first = self.regions[region]
        if theatre and first > number and self.sentences[first] != self.sentences[number]:
            return 0.5
        return 2.5 if first < number else 1.5  # what a text is about stands first

    @cached_property
    def _qualifiers(self) -> list[int | None]:
        """The row of the region or country that follows each toponym at once: "Alexandria, Louisiana"."""
        pairs = zip(self.toponyms, self.toponyms[1:], strict=False)
        return [*(self._qualifier(*pair) for pair in pairs), None]

    def _qualifier(self, toponym: Toponym, following: Toponym) -> int | None:
        if not following.rows or following.kind not in ("region", "country", "district"):
            return None
        gap = self.text[toponym.end : following.start]
        if _NEXT_CLAUSE.match(gap):
            return None
        gap = _OCCUPIED.sub("", gap)
        return following.rows[0] if len(gap) <= 4 and gap.strip() in (",", "", "(") else None

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

    def exclude(self, number: int, row: int) -> bool:
        """Say whether the text puts a settlement into a region of Ukraine or Russia that it is far from."""
        index = self.index
        if not self.regions or row in index.own or index.kind[row] != SETTLEMENT:
            return False
        stated = self._qualifiers[number]
        right_after = stated is not None
        if stated is None and index.population[row] < _TOWN:
            stated = self._region_around(number)
        if stated is None or index.kind[stated] != REGION:
            return False
        if index.country(stated) not in ("UA", "RU", "BY") or index.region[stated] != NONE:
            return False
        abroad = right_after and index.country(row) != index.country(stated)
        return index.region[row] != stated and (abroad or km_between(index, row, stated) > REGION_KM)

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
