"""Towns by their facilities: "НПЗ в Славянске" means the Slavyansk that has a refinery."""

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from weakref import WeakKeyDictionary

from geo.gazetteer import Gazetteer, Place
from geo.geocode.front import flat_km
from geo.toponyms import Toponym

_WORDS = {
    "airfield": r"аеродром|аэродром|авіабаз|авиабаз|летовищ|air ?(?:base|field)",
    "refinery": r"нпз\b|гпз\b|нафтопереробн|нефтеперераб|газопереро|газоперера|refiner",
    "oil-depot": r"нафтобаз|нефтебаз|нафтов\w{1,4} термінал|нефтян\w{1,4} терминал"
    r"|oil (?:depot|terminal)|fuel (?:depot|terminal)|горит топлив|горить пальн",
    "power-plant": r"г(?<=\bг)рес\b|д(?<=\bд)рес\b|т(?<=\bт)(?:ес|эс|ец|эц)\b|power (?:plant|station)",
    "plant": r"завод|комбінат|комбинат|p(?<=\bp)lant\b|factory",
}
"""Patterns of words by class, the ending of the id of a facility; branches begin with a letter."""

_WORD = re.compile("|".join(_WORDS.values()))
_REACH = 60  # letters before a name in which such a word bears on it
_SITE_KM = 12.0  # a facility known less well is no evidence
_CELL = 0.12, 0.25  # degrees: at least as much
_WEIGHT = 3.0
_SENTENCE_END = re.compile(r"[.!?|\n]")

_Cells = dict[tuple[int, int], list[Place]]
# Weak: an old gazetteer goes when another is opened.
_known: WeakKeyDictionary[Gazetteer, dict[str, _Cells]] = WeakKeyDictionary()


def weigh_sites(
    text: str, toponyms: Sequence[Toponym], scores: Sequence[dict[int, float]], gazetteer: Gazetteer
) -> None:
    """Add to the candidates of each settlement near which a facility lies of the class named before it."""
    if not _WORD.search(text.lower()):
        return
    for toponym, rows in zip(toponyms, scores, strict=True):
        if toponym.kind != "settlement" or len(rows) < 2:
            continue
        before = _SENTENCE_END.split(text[max(0, toponym.start - _REACH) : toponym.start].lower())[-1]
        if named := _WORD.search(before):
            kind = next(kind for kind, words in _WORDS.items() if re.match(words, named[0]))
            _add(rows, f"-{kind}", gazetteer)


def _add(rows: dict[int, float], suffix: str, gazetteer: Gazetteer) -> None:
    cells, lats, lons = _cells(gazetteer, suffix), gazetteer.names.lat, gazetteer.names.lon
    for row in rows:
        lat, lon = lats[row], lons[row]
        for site in cells.get((round(lat / _CELL[0]), round(lon / _CELL[1])), ()):
            if flat_km(lat, lon, site.lat, site.lon) < _SITE_KM:
                rows[row] += _WEIGHT
                break


def _cells(gazetteer: Gazetteer, suffix: str) -> _Cells:
    """Give the facilities of a class by the cells in and beside which they lie, put together once."""
    known = _known.setdefault(gazetteer, {})
    if suffix not in known:
        known[suffix] = _gathered(gazetteer.facilities, suffix)
    return known[suffix]


def _gathered(facilities: Sequence[Place], suffix: str) -> _Cells:
    cells: dict[tuple[int, int], list[Place]] = defaultdict(list)
    for site in facilities:
        if site.id.endswith(suffix) and site.radius_km < _SITE_KM:
            y, x = round(site.lat / _CELL[0]), round(site.lon / _CELL[1])
            for dy, dx in itertools.product((-1, 0, 1), repeat=2):
                cells[y + dy, x + dx].append(site)
    return dict(cells)
