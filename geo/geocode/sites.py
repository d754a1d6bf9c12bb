"""Towns by their facilities: "НПЗ в Славянске" means the Slavyansk that has a refinery."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from weakref import WeakKeyDictionary

from geo.gazetteer import Gazetteer
from geo.gazetteer.plane import flat_km
from geo.toponyms import Toponym

_WORDS = {
    "airfield": ("аеродром", "аэродром", "авіабаз", "авиабаз", "летовищ", "air ?(?:base|field)", r"bases\b"),
    "refinery": (r"нпз\b", r"гпз\b", "нафтопереробн", "нефтеперераб", "газопереро", "газоперера", "refiner"),
    "oil-depot": (
        "нафтобаз", "нефтебаз", r"нафтов\w{1,4} термінал", r"нефтян\w{1,4} терминал", "горит топлив",
        "горить пальн", "oil (?:depot|terminal)", "fuel (?:depot|terminal)",
    ),
    "power-plant": (
        r"г(?<=\bг)рес\b", r"д(?<=\bд)рес\b", r"т(?<=\bт)[еэ][сц]\b", "power (?:plant|station)",
    ),
    "plant": ("завод", "комбінат", "комбинат", r"p(?<=\bp)lant\b", "factory"),
}  # fmt: skip
"""Words by kind of facility, the ending of its id. Each begins with a letter: the search leaps to it."""

_KINDS = [kind for kind, words in _WORDS.items() for _ in words]
_WORD = re.compile("|".join(f"{word}()" for words in _WORDS.values() for word in words))
"""Any of the words; the number of its empty group is that of its kind."""

_REACH = 60  # letters before a name in which such a word bears on it
_SITE_KM = 12.0  # a facility known less well is no evidence
_CELL = 0.12, 0.25  # degrees: at least as much
_WEIGHT = 3.0
_SENTENCE_END = re.compile(r"[.!?|\n]")

_Cells = dict[tuple[int, int], list[tuple[float, float]]]
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
        named = _WORD.search(before)
        if named and named.lastindex:
            _add(rows, _KINDS[named.lastindex - 1], gazetteer)


def _add(rows: dict[int, float], kind: str, gazetteer: Gazetteer) -> None:
    cells, lats, lons = _cells(gazetteer, kind), gazetteer.names.lat, gazetteer.names.lon
    for row in rows:
        lat, lon = lats[row], lons[row]
        sites = cells.get((round(lat / _CELL[0]), round(lon / _CELL[1])), ())
        if sites and any(flat_km(lat, lon, *site) < _SITE_KM for site in sites):
            rows[row] += _WEIGHT


def _cells(gazetteer: Gazetteer, kind: str) -> _Cells:
    """Give the facilities of a class by the cells in and beside which they lie, put together once."""
    known = _known.setdefault(gazetteer, {})
    if kind not in known:
        known[kind] = _gathered(gazetteer.facilities(kind, _SITE_KM))
    return known[kind]


def _gathered(sites: Iterable[tuple[float, float]]) -> _Cells:
    cells: _Cells = defaultdict(list)
    for lat, lon in sites:
        y, x = round(lat / _CELL[0]), round(lon / _CELL[1])
        for dy, dx in itertools.product((-1, 0, 1), repeat=2):
            cells[y + dy, x + dx].append((lat, lon))
    return dict(cells)
