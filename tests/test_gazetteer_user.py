"""The user's own places: added, overridden, taken out again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError
from geo.gazetteer import Gazetteer, user
from geo.gazetteer.user import UserPlace

HEADER = "id,name,name_uk,name_ru,other_names,kind,lat,lon,country,radius_km,replaces,note\n"


def opened(path: Path) -> Gazetteer:
    from geo.gazetteer import paths

    return Gazetteer.open(paths.SHIPPED, own=path)


def test_an_own_place_is_found_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    user.add(UserPlace("", "Berdin", 51.28, 35.42, name_uk="Бердін", name_ru="Бердин", country="RU"), path)
    user.add(
        UserPlace("", "Zelenyi Klyn", 50.1, 35.2, other_names="uk:Зелений Клин|Grünkeil", country="UA"), path
    )
    gazetteer = opened(path)
    place = gazetteer.geocode("Зелений Клин")
    assert place.raw["id"] == "user:zelenyi-klyn-50.100-35.200"
    assert (place.latitude, place.longitude) == (50.1, 35.2)
    assert gazetteer.search("Зеленому Клині", 1)[0].id == place.raw["id"]
    assert gazetteer.search("Grunkeil", 1)[0].id == place.raw["id"]
    assert gazetteer.by_id("user:zelenyi-klyn-50.100-35.200").source == "user"
    assert gazetteer.near(50.1, 35.2, 1)[0].name == "Zelenyi Klyn"
    assert ("Grünkeil", "") in gazetteer.spellings(place.raw["row"])


def test_an_own_place_overrides(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    user.add(UserPlace("", "Sudzha", 51.2, 35.3, replaces="gn:486816", name_ru="Суджа", country="RU"), path)
    gazetteer = opened(path)
    place = gazetteer.by_id("gn:486816")
    assert (place.lat, place.lon, place.source) == (51.2, 35.3, "user")
    assert gazetteer.geocode("Суджа").raw["lat"] == 51.2
    assert [p.lat for p in gazetteer.near(51.19, 35.27, 15) if p.id == "gn:486816"] == [51.2]
    assert len([p for p in gazetteer.named("Суджа") if p.kind == "settlement"]) == 1


def test_an_own_place_knows_where_it_lies(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    user.add(UserPlace("", "Zelenyi Klyn", 50.9, 34.8), path)
    user.add(UserPlace("", "Sudzha", 51.2, 35.3, replaces="gn:486816"), path)
    gazetteer = opened(path)
    assert gazetteer.label(gazetteer.named("Zelenyi Klyn")[0]) == "Zelenyi Klyn, Sumy Oblast, Ukraine"
    sudzha = gazetteer.by_id("gn:486816")
    assert gazetteer.label(sudzha, "uk") == "Суджа, Курська область, Росія"
    assert sudzha.population > 5000


def test_a_second_correction_keeps_the_names_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    user.add(UserPlace("", "Sudzha", 51.2, 35.3, replaces="gn:486816", other_names="uk:Судза"), path)
    user.add(UserPlace("", "Sudzha", 51.19, 35.27, replaces="gn:486816", other_names="uk:Суджа-місто"), path)
    (place,) = user.read(path)
    assert place.lat == 51.19
    assert place.other_names == "uk:Суджа-місто|uk:Судза"


def test_a_place_is_taken_out_by_its_id_or_by_what_it_replaces(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    user.add(UserPlace("", "Sudzha", 51.2, 35.3, replaces="gn:486816"), path)
    user.add(UserPlace("user:x", "X", 50, 35), path)
    assert user.remove("gn:486816", path)
    assert user.remove("user:x", path)
    assert not user.remove("user:x", path)
    assert user.read(path) == []
    assert not user.remove("user:x", tmp_path / "none" / "places.csv")


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: user.add(UserPlace(f"user:{n}", f"Place {n}", 50, 35), path), range(40)))
    assert len(user.read(path)) == 40


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("a,Name,,,,settlement,north,35,UA,0,,", "must be numbers"),
        ("a,Name,,,,settlement,95,35,UA,0,,", "not a latitude"),
        ("a,Name,,,,settlement,nan,35,UA,0,,", "not a latitude"),
        ("a,Name,,,,castle,50,35,UA,0,,", "kind 'castle'"),
        ("a,Name,,,,settlement,50,35,UA,-1,,", "radius_km"),
        ("a,Name,,,,settlement,50,35,Ukraine,0,,", "two letters"),
        ("a,  ,,,,settlement,50,35,UA,0,,", "no name"),
    ],
)
def test_a_bad_row_is_named_with_file_and_line(tmp_path: Path, row: str, reason: str) -> None:
    path = tmp_path / "places.csv"
    path.write_text(HEADER + "b,Good,,,,settlement,50,35,UA,0,,\n" + row + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=reason) as caught:
        user.read(path)
    assert f"{path}, line 3" in str(caught.value)


def test_a_header_without_positions_is_named(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text("name,where\nX,Y\n", encoding="utf-8")
    with pytest.raises(InputError, match="lacks lat, lon"):
        user.read(path)


texts = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=20)


@given(
    name=texts.filter(lambda t: t.strip().isalpha()),
    note=texts,
    lat=st.floats(-90, 90),
    lon=st.floats(-180, 180),
)
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, name: str, note: str, lat: float, lon: float
) -> None:
    path = tmp_path_factory.mktemp("own") / "places.csv"
    written = user.add(UserPlace("user:1", name.strip(), lat, lon, note=note.strip()), path)
    assert user.read(path) == [written]
