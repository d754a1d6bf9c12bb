"""Towns by their facilities: "НПЗ в Славянске" means the Slavyansk that has a refinery."""

import re
from collections.abc import Sequence

from geo.gazetteer import Gazetteer
from geo.geocode.front import KM_OF_LATITUDE, km_of_longitude
from geo.toponyms import Toponym

_WORDS = re.compile(
    r"(?P<airfield>аеродром|аэродром|авіабаз|авиабаз|летовищ|air ?(?:base|field))"
    r"|(?P<refinery>нпз\b|гпз\b|нафтопереробн|нефтеперераб|газопереро|газоперера|refiner)"
    r"|(?P<oil_depot>нафтобаз|нефтебаз|нафтов\w+ термінал|нефтян\w+ терминал|(?:oil|fuel) (?:depot|terminal))"
    r"|(?P<power_plant>\b(?:грес|дрес|тес|тэс|тец|тэц)\b|power (?:plant|station))"
    r"|(?P<plant>завод|комбінат|комбинат|\bplant\b|factory)"
)
_REACH = 60  # letters before a name in which such a word bears on it
_SITE_KM = 12.0
_WEIGHT = 3.0
_SENTENCE_END = re.compile(r"[.!?|\n]")


def weigh_sites(
    text: str, toponyms: Sequence[Toponym], scores: Sequence[dict[int, float]], gazetteer: Gazetteer
) -> None:
    """Add to the candidates of each settlement near which a facility lies of the class named before it."""
    for toponym, rows in zip(toponyms, scores, strict=True):
        if toponym.kind != "settlement" or len(rows) < 2:
            continue
        before = _SENTENCE_END.split(text[max(0, toponym.start - _REACH) : toponym.start].lower())[-1]
        named = _WORDS.search(before)
        if named and named.lastgroup:
            _add(rows, f"-{named.lastgroup.replace('_', '-')}", gazetteer)


def _add(rows: dict[int, float], suffix: str, gazetteer: Gazetteer) -> None:
    index = gazetteer.names
    sites = [p for p in gazetteer.facilities if p.id.endswith(suffix) and p.radius_km < _SITE_KM]
    for row in rows:
        lat, lon = index.lat[row], index.lon[row]
        east = km_of_longitude(lat)
        if any(
            ((site.lat - lat) * KM_OF_LATITUDE) ** 2 + ((site.lon - lon) * east) ** 2 < _SITE_KM**2
            for site in sites
        ):
            rows[row] += _WEIGHT
