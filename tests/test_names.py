"""The form index: building it, opening it, looking names up."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from geo.errors import PlaceError
from geo.names import ADJECTIVE, NOMINATIVE, SKELETON, VARIANT, NameIndex, build, fold, skeleton
from geo.names.cognates import russian_spellings, ukrainian_spellings
from geo.names.transliteration import latin_spellings

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Row:
    row: int
    kind: str
    lat: float
    lon: float
    country: str
    population: int = 0
    name: str = ""
    name_uk: str = ""
    name_ru: str = ""
    region: int | None = None
    district: int | None = None
    radius_km: float = 0.0


PLACES = [
    Row(1, "region", 51.7, 36.2, "RU"),
    Row(2, "settlement", 51.19, 35.27, "RU", 5_000, region=1),
    Row(3, "settlement", 51.73, 36.19, "RU", 450_000, region=1),
    Row(4, "settlement", 51.41, 34.9, "RU", 6_000, region=1),
    Row(5, "settlement", 50.5, 31.5, "UA", 300),
    Row(6, "facility", 54.57, 39.79, "RU"),
    Row(7, "settlement", 59.9, 10.7, "NO", 700_000),
    Row(8, "settlement", 48.0, 38.0, "UA", 100, name_uk="Кліщіївка"),
    Row(9, "settlement", 48.6, 37.8, "UA", 12_000),
]
NAMES = [
    (1, "Курська область", "uk"), (1, "Курская область", "ru"), (1, "Kursk Oblast", "en"),
    (2, "Суджа", "uk"), (2, "Суджа", "ru"), (3, "Курськ", "uk"), (3, "Курск", "ru"), (3, "Kursk", "en"),
    (4, "Коренево", "ru"), (5, "Коренево", "ru"), (6, "Рязанський НПЗ", "uk"), (7, "Осло", "uk"),
    (8, "Кліщіївка", "uk"), (9, "Часів Яр", "uk"),
]  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> NameIndex:
    path = tmp_path_factory.mktemp("names") / "small.names"
    build(PLACES, NAMES, path)
    return NameIndex.open(path)


def rows(index: NameIndex, key: str) -> list[int]:
    return [reading.row for reading in index.lookup(key)]


@pytest.mark.parametrize(
    ("name", "key"),
    [("Слов’янськ", "словянськ"), ("Нью-Йорк", "нью йорк"), ("Весёлое", "веселое"), ("Köln", "koln"),
     ("U.S.", "us"), ("  Часів\u00a0 Яр ", "часів яр"), ("Ґанок", "ганок")],
)  # fmt: skip
def test_names_fold_to_keys(name: str, key: str) -> None:
    assert fold(name) == key


def test_forms_lead_to_their_place(index: NameIndex) -> None:
    assert rows(index, "суджі") == rows(index, "суджею") == [2]
    assert rows(index, "часового яру") == [9]
    assert index.lookup("суджа")[0].tags & NOMINATIVE
    assert not index.lookup("суджу")[0].tags & NOMINATIVE


def test_homonyms_come_with_the_largest_first(index: NameIndex) -> None:
    assert rows(index, "кореневе") == [4, 5]


def test_a_region_is_not_its_capital(index: NameIndex) -> None:
    assert rows(index, "курськ") == [3]
    assert 1 in rows(index, ADJECTIVE + "курськ")
    assert rows(index, ADJECTIVE + "kursk") == [1]
    assert rows(index, ADJECTIVE + "рязанськ") == [6]


def test_latin_spellings_are_generated_and_say_so(index: NameIndex) -> None:
    for spelling in ("sudzha", "sudja", "sudscha"):
        assert rows(index, spelling) == [2]
        assert index.lookup(spelling)[0].tags & VARIANT


def test_the_other_language_is_found_by_its_skeleton(index: NameIndex) -> None:
    assert rows(index, SKELETON + skeleton("клещеевки")) == [8]


def test_first_words_tell_how_far_to_look(index: NameIndex) -> None:
    assert index.following[index.find("часового")] == 1
    assert not index.readings(index.find("часового"))


def test_foreign_names_are_not_bent(index: NameIndex) -> None:
    assert rows(index, "осло") == [7]
    assert rows(index, "осла") == []


def test_columns(index: NameIndex) -> None:
    assert index.country(2) == "RU"
    assert index.population[3] == 450_000
    assert index.region[2] == 1
    assert index.lat[2] == pytest.approx(51.19)


def test_own_places_lie_over_the_file(index: NameIndex, tmp_path: Path) -> None:
    path = tmp_path / "small.names"
    build(PLACES, NAMES, path)
    own = NameIndex.open(
        path, [Row(20, "settlement", 50.0, 30.0, "UA")], [(20, "Суджа", "uk"), (20, "Мій Хутір", "uk")]
    )
    assert set(rows(own, "суджі")) == {2, 20}
    assert rows(own, "мого хутора") == [] and rows(own, "мій хутір") == [20]
    assert own.own == {20}
    assert own.country(20) == "UA" and own.country(2) == "RU"
    assert "мій хутір" in own and "мій хутір" not in index


def test_a_missing_or_foreign_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PlaceError, match="no name index at"):
        NameIndex.open(tmp_path / "none.names")
    other = tmp_path / "other.names"
    other.write_bytes(b"something else")
    with pytest.raises(PlaceError, match="not a name index"):
        NameIndex.open(other)


def test_cognates() -> None:
    assert "тихое" in russian_spellings("Тихе")
    assert "николаевка" in russian_spellings("Миколаївка")
    assert "новогеоргиевка" in russian_spellings("Новогеоргіївка")
    assert "мала локня" in ukrainian_spellings("Малая Локня")
    assert {"плехово", "плехове"} <= ukrainian_spellings("Плехово")
    assert {"sudzha", "sudja", "sudscha"} <= latin_spellings("Суджа", "ru")


def test_a_former_name_of_a_village_gives_way_to_the_city_of_that_name(tmp_path: Path) -> None:
    path = tmp_path / "former.names"
    places = [
        Row(1, "settlement", 44.7, 37.8, "RU", 240_000, name_ru="Новороссийск"),
        Row(2, "settlement", 46.1, 32.6, "UA", 700, name_uk="Сябри"),
        Row(3, "settlement", 48.6, 38.0, "UA", 70_000, name_uk="Бахмут"),
    ]
    build(places, [(1, "Новороссийск", "ru"), (2, "Новороссийск", "ru"), (3, "Артемовск", "ru")], path)
    index = NameIndex.open(path)
    assert rows(index, "новороссийска") == [1, 2]
    assert [reading.row for reading in index.likely(index.find("новороссийска"))] == [1]
    assert [reading.row for reading in index.likely(index.find("артемовске"))] == [3]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; sys.path.insert(0, 'tests')\n"
        "from test_names import NAMES, PLACES\n"
        "from geo.names import build; build(PLACES, NAMES, Path(sys.argv[1]))"
    )
    written = []
    for seed in ("1", "2"):
        path = tmp_path / seed
        subprocess.run(
            [sys.executable, "-c", script, str(path)],
            check=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
        )
        written.append(path.read_bytes())
    assert written[0] == written[1]
