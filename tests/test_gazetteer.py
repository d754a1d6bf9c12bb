"""The gazetteer that ships: places, search, space, and geopy's manners."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import geopandas
import pytest
import shapely
from geopy.point import Point

from geo.errors import InputError, PlaceError
from geo.gazetteer import KINDS, Gazetteer
from geo.gazetteer.search import one_slip
from geo.names import fold


def first(gazetteer: Gazetteer, query: str) -> str:
    found = gazetteer.search(query, 1)
    return found[0].id if found else ""


def test_a_place_is_found_by_row_and_by_id(gazetteer: Gazetteer) -> None:
    kyiv = gazetteer.by_id("gn:703448")
    assert (kyiv.name, kyiv.name_uk, kyiv.name_ru, kyiv.country) == ("Kyiv", "Київ", "Киев", "UA")
    assert gazetteer.place(kyiv.row) == kyiv
    assert kyiv.source == "GeoNames"


@pytest.mark.parametrize("place_id", ["gn:1", "gn:0703448", "gn:²", "gn:", "", "nothing", "gn:" + "9" * 40])
def test_an_unknown_id_is_named(gazetteer: Gazetteer, place_id: str) -> None:
    with pytest.raises(PlaceError, match="no place has the id"):
        gazetteer.by_id(place_id)


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("Bakhmut", "gn:713174"), ("Artemivsk", "gn:713174"), ("Артемівськ", "gn:713174"),
        ("Toretsk", "gn:709354"), ("Дзержинск", "gn:709354"), ("Myrnohrad", "gn:710035"),
        ("Dymytrov", "gn:710035"), ("Pokrovsk", "gn:704422"), ("Красноармійськ", "gn:704422"),
        ("Sudzha", "gn:486816"), ("суджа", "gn:486816"),
        ("Korenevo", "gn:544906"), ("Слов’янськ", "gn:693468"), ("словянськ", "gn:693468"),
        ("Kursk Oblast", "adm1:RU-KRS"), ("Курська область", "adm1:RU-KRS"), ("Сумщина", "adm1:UA-59"),
        ("Crimea", "adm1:UA-43"), ("США", "country:US"), ("Sudzhansky District", "adm2:RU-KRS-sudzhansky"),
    ],
)  # fmt: skip
def test_names_old_and_new_in_every_script(gazetteer: Gazetteer, name: str, place_id: str) -> None:
    assert place_id in [place.id for place in gazetteer.named(name)]


def test_hrodivka_is_a_village_and_no_longer_myrnohrad(gazetteer: Gazetteer) -> None:
    assert [place.id for place in gazetteer.named("Hrodivka", "en")] == ["gn:708047"]


def test_kursk_is_the_city_not_the_region(gazetteer: Gazetteer) -> None:
    assert {place.kind for place in gazetteer.named("Kursk")} == {"settlement"}


def test_crimea_is_in_ukraine(gazetteer: Gazetteer) -> None:
    for name in ("Simferopol", "Sevastopol", "Kerch"):
        place = next(p for p in gazetteer.named(name) if p.kind == "settlement")
        assert place.country == "UA"
        assert place.region is not None
        assert gazetteer.place(place.region).id in ("adm1:UA-43", "adm1:UA-40")
    region = gazetteer.within(44.95, 34.1)
    assert region is not None and region.country == "UA"


@pytest.mark.parametrize(
    ("name", "region"),
    [("Chisinau", "adm1:MD-CU"), ("Abakan", "adm1:RU-KK"), ("Kyiv", "adm1:UA-30"), ("Marine", "adm1:UA-59")],
)
def test_a_place_near_a_border_keeps_its_region(gazetteer: Gazetteer, name: str, region: str) -> None:
    regions = [place.region for place in gazetteer.named(name) if place.kind == "settlement"]
    assert region in [gazetteer.place(row).id for row in regions if row is not None]


def test_names_are_in_the_right_script(gazetteer: Gazetteer) -> None:
    for row in range(1, 60_000, 37):
        place = gazetteer.place(row)
        assert place.kind in KINDS
        assert not set(place.name_uk.lower()) & set("ыэёъ"), place
        assert not set(place.name_ru.lower()) & set("іїєґ"), place
        assert not any("a" <= letter <= "z" for letter in (place.name_uk + place.name_ru).lower()), place


def test_a_village_known_only_by_its_hromada_says_how_far(gazetteer: Gazetteer) -> None:
    village = next(p for p in gazetteer.named("Тоненьке") if p.country == "UA")
    assert village.radius_km >= 5
    assert village.region is not None and gazetteer.place(village.region).id == "adm1:UA-14"


@pytest.mark.parametrize(
    ("name", "lat", "lon"),
    [("Муром", 50.31, 36.71), ("Новогеоргіївка", 47.87, 36.57), ("Демидовка", 50.95, 35.39)],
)
def test_villages_near_the_border_and_the_front_have_their_own_points(
    gazetteer: Gazetteer, name: str, lat: float, lon: float
) -> None:
    near = [p for p in gazetteer.named(name) if abs(p.lat - lat) < 0.05 and abs(p.lon - lon) < 0.05]
    assert near and not near[0].radius_km


@pytest.mark.parametrize(
    ("name", "region", "lat", "lon", "radius_km"),
    [
        ("Льгов", "adm1:RU-KRS", 51.69, 35.28, 0),  # the post office 6 km off is no second town
        ("Гуково", "adm1:RU-ROS", 48.06, 39.94, 0),
        ("Новеньке", "adm1:UA-59", 51.22, 35.11, 0),
        ("Овідіополь", "adm1:UA-51", 46.25, 30.44, 0),  # GeoNames has the Russian name alone
        ("Журавлёвка", "adm1:RU-BEL", 50.31, 36.32, 0),
        ("Сподарюшино", "adm1:RU-BEL", 50.48, 35.68, 20),  # somewhere in its district
        ("Первомайське", "adm1:UA-14", 48.10, 37.60, 0),  # Авдіївське by its new name
        ("Сєверне", "adm1:UA-14", 48.14, 37.75, 12),
        ("Стрелечья", "adm1:UA-63", 50.30, 36.40, 0),  # the Russian name that no rule makes of Стрілеча
        ("Огурцово", "adm1:UA-63", 50.30, 36.84, 0),
    ],
)
def test_a_place_stands_once_in_its_region(
    gazetteer: Gazetteer, name: str, region: str, lat: float, lon: float, radius_km: float
) -> None:
    of_name = [
        gazetteer.place(row) for row in {reading.row for reading in gazetteer.names.lookup(fold(name))}
    ]
    inside = [p for p in of_name if (p.kind, p.region) == ("settlement", gazetteer.by_id(region).row)]
    (place,) = [p for p in inside if abs(p.lat - lat) < 0.3 and abs(p.lon - lon) < 0.3]
    assert (place.lat, place.lon) == pytest.approx((lat, lon), abs=0.01)
    assert place.radius_km == radius_km


def test_a_town_listed_twice_keeps_the_entry_with_inhabitants(gazetteer: Gazetteer) -> None:
    near = [p for p in gazetteer.named("Печора") if abs(p.lat - 65.1) < 0.2]
    assert [place.population > 0 for place in near] == [True]


def test_search_goes_from_exact_to_beginnings_to_slips(gazetteer: Gazetteer) -> None:
    assert first(gazetteer, "Суджа") == first(gazetteer, "Судж") == first(gazetteer, "Sudhza") == "gn:486816"
    assert first(gazetteer, "Суджі") == "gn:486816"
    assert first(gazetteer, "Sudzha, Kursk Oblast") == first(gazetteer, "Sudzha, Russia") == "gn:486816"
    assert first(gazetteer, "London, Canada") == "gn:6058560"
    assert gazetteer.search("Sudzha, Sumy Oblast") == []


@pytest.mark.parametrize(
    "query", ["", " ", ",", ",,,", "\x00", "%", "🙂", "a" * 10_000, "'; DROP TABLE stored", "\u200b"]
)
def test_search_bears_anything(gazetteer: Gazetteer, query: str) -> None:
    assert isinstance(gazetteer.search(query), list)


def test_one_slip_holds_each_kind_of_slip() -> None:
    assert {"sudza", "sduzha", "sudzka", "sudzhaa"} <= one_slip("sudzha")
    assert "sudzha" not in one_slip("sudzha")


def test_label_speaks_the_language(gazetteer: Gazetteer) -> None:
    sudzha = gazetteer.by_id("gn:486816")
    assert gazetteer.label(sudzha) == "Sudzha, Kursk Oblast, Russia"
    assert gazetteer.label(sudzha, "uk") == "Суджа, Курська область, Росія"
    assert gazetteer.label(sudzha, "ru") == "Суджа, Курская область, Россия"


def test_near_is_sorted_by_distance(gazetteer: Gazetteer) -> None:
    names = [place.name for place in gazetteer.near(51.19, 35.27, 15)]
    assert names[0] == "Sudzha"
    assert "Kursk" not in names
    assert all(place.radius_km == 0 for place in gazetteer.near(51.19, 35.27, 15))
    assert gazetteer.near(0, -160, 10) == []


def test_within_and_shape(gazetteer: Gazetteer) -> None:
    region = gazetteer.within(51.19, 35.27)
    assert region is not None and region.id == "adm1:RU-KRS"
    shape = gazetteer.shape(region)
    assert shape is not None and shape.covers(shapely.Point(35.27, 51.19))
    assert gazetteer.within(0, -160) is None
    assert gazetteer.shape(gazetteer.by_id("gn:703448")) is None


def test_geocode_as_geopy_does(gazetteer: Gazetteer) -> None:
    one = gazetteer.geocode("Бахмут", language="uk")
    assert one.address == "Бахмут, Донецька область, Україна"
    assert (one.latitude, one.longitude) == pytest.approx((48.594, 37.999), abs=0.01)
    assert one.raw["id"] == "gn:713174"
    assert gazetteer.geocode("Nowhereville-on-Sea") is None
    assert gazetteer.geocode("Nowhereville-on-Sea", exactly_one=False) is None
    many = gazetteer.geocode("Mykolaivka", exactly_one=False, limit=5)
    assert len(many) == 5
    assert gazetteer.geocode({"city": "Sudzha", "country": "Russia"}).raw["id"] == "gn:486816"
    assert gazetteer.geocode("Sudzha", timeout=3) is not None


def test_geocode_can_be_narrowed(gazetteer: Gazetteer) -> None:
    assert gazetteer.geocode("Druzhba", country_codes="ua").raw["country"] == "UA"
    assert gazetteer.geocode("Druzhba", country_codes=["RU"]).raw["country"] == "RU"
    inside = gazetteer.geocode("Pokrovsk", exactly_one=False, viewbox=[(47, 36), (49, 39)])
    assert [place.raw["id"] for place in inside] == ["gn:704422"]
    same = gazetteer.geocode("Pokrovsk", exactly_one=False, viewbox=[Point(49, 39), Point(47, 36)])
    assert [place.raw["id"] for place in same] == ["gn:704422"]


@pytest.mark.parametrize("viewbox", [[(1, 2)], "here", [(1, 2), ("x", "y")], [(1, 2), (3, 4), (5, 6)], 7])
def test_a_wrong_viewbox_is_named(gazetteer: Gazetteer, viewbox: object) -> None:
    with pytest.raises(InputError, match="viewbox"):
        gazetteer.geocode("Kyiv", viewbox=viewbox)


@pytest.mark.parametrize("query", [(51.19, 35.27), "51.19, 35.27", Point(51.19, 35.27), [51.19, 35.27]])
def test_reverse_takes_what_geopy_takes(gazetteer: Gazetteer, query: object) -> None:
    assert gazetteer.reverse(query).raw["name"] == "Sudzha"
    assert len(gazetteer.reverse(query, exactly_one=False, limit=3)) == 3


def test_geopandas_geocodes_with_it() -> None:
    frame = geopandas.tools.geocode(["Sudzha", "Kursk", "no such place"], provider=Shipped)
    assert frame.crs == "EPSG:4326"
    assert frame.geometry[0].x == pytest.approx(35.27, abs=0.01)
    assert frame.geometry[2].is_empty
    assert (
        geopandas.tools.reverse_geocode(frame.geometry[:1], provider=Shipped).address[0].startswith("Sudzha")
    )


class Shipped(Gazetteer):
    """geopandas makes the geocoder itself, from a class without arguments."""

    def __new__(cls, **_: object) -> Gazetteer:  # type: ignore[misc]
        return Gazetteer.open()


def test_many_threads_share_one_gazetteer() -> None:
    gazetteer = Gazetteer.open()  # nothing of it is loaded yet
    names = ["Sudzha", "Kyiv", "Курськ", "Суми", "Bakhmut"] * 40

    def ask(name: str) -> str:
        place = gazetteer.search(name, 1)[0]
        assert gazetteer.within(place.lat, place.lon) and gazetteer.spellings(place.row)
        assert gazetteer.named(name) and gazetteer.near(place.lat, place.lon, 5)
        assert gazetteer.reverse((place.lat, place.lon))
        return place.id

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, names))
    assert len(set(found)) == 5


def test_a_missing_or_foreign_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PlaceError, match="no gazetteer at"):
        Gazetteer.open(tmp_path / "none.sqlite")
    (tmp_path / "text.sqlite").write_text("not a database at all, only text " * 50)
    with pytest.raises(PlaceError, match="not a gazetteer file"):
        Gazetteer.open(tmp_path / "text.sqlite")


def test_importing_stays_light() -> None:
    heavy = "{'geopandas', 'shapely', 'pyproj', 'numpy', 'pandas'}"
    code = f"import sys, geo.gazetteer; print(sorted({heavy} & set(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
