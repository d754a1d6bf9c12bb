"""Resolving place names: homonyms, reasons, records, and the corpus of our own paragraphs."""

import gc
import json
import math
import weakref
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geo.gazetteer import Gazetteer
from geo.gazetteer.plane import flat_km
from geo.geocode import CONFIDENCE, Resolution, as_records, places
from geo.geocode.front import EVER, FAR_KM, LINE_KM, REACH_KM, closeness, far_from_all, front_points

CORPUS = Path(__file__).parent / "corpus_places"


def placed(text: str, gazetteer: Gazetteer, day: date | None = None) -> dict[str, Resolution]:
    return {resolution.toponym.surface: resolution for resolution in places(text, gazetteer, date=day)}


@pytest.mark.parametrize(
    ("text", "surface", "country"),
    [
        ("У Кореневому Курської області зруйновано міст.", "Кореневому", "RU"),
        ("ВСУ вошли в Новоивановку в Курской области.", "Новоивановку", "RU"),
        ("Бої за Олешню біля Суджі в Курській області", "Олешню", "RU"),
        ("Обстріляно Миколаївку Сумської області.", "Миколаївку", "UA"),
        ("Police in Alexandria, Louisiana, made an arrest.", "Alexandria", "US"),
        ("He lives in Paris, Texas.", "Paris", "US"),
    ],
)
def test_homonyms_follow_the_region_that_the_text_names(
    gazetteer: Gazetteer, text: str, surface: str, country: str
) -> None:
    resolution = placed(text, gazetteer)[surface]
    assert resolution.place is not None
    assert resolution.place.country == country
    assert resolution.reasons


@pytest.mark.parametrize(
    ("text", "surface", "lat", "lon"),
    [
        # a village, not the city of Vladimir oblast
        ("В Белгородской области дрон атаковал село Муром, ранен житель.", "Муром", 50.31, 36.71),
        # what is fought over lies at the front
        ("Киев опроверг захват Дзержинска.", "Дзержинска", 48.39, 37.85),
        # the direction that a sentence names outweighs a region named later on
        (
            "На Курахівському напрямку атаки були біля Гострого, Георгіївки та Костянтинівки."
            " Авіація вдарила по Сумщині.",
            "Костянтинівки", 47.87, 37.42,
        ),
        ("Росіяни окупували Казачу Локню поблизу Суджі.", "Казачу Локню", 51.25, 35.27),
        ("Легион заявил о входе в Тёткино, бои идут.", "Тёткино", 51.28, 34.29),
        # the hromada of a village lies in the raion that the text names
        ("Макіївка на Сватівщині звільнена", "Макіївка", 49.22, 38.2),
        ("Пятые сутки горит топливо в Пролетарске", "Пролетарске", 46.7, 41.7),
        ("Раньше заняли Тихое и Отрадное в Днепропетровской области.", "Отрадное", 47.91, 36.25),
    ],
)  # fmt: skip
def test_villages_stand_where_the_text_means_them(
    gazetteer: Gazetteer, text: str, surface: str, lat: float, lon: float
) -> None:
    place = placed(text, gazetteer)[surface].place
    assert place is not None
    assert (place.lat, place.lon) == pytest.approx((lat, lon), abs=0.2)


def test_a_clause_that_names_a_region_excludes_villages_elsewhere(gazetteer: Gazetteer) -> None:
    text = "Special forces landed near Olenivka on a cape in western Crimea."
    resolution = placed(text, gazetteer)["Olenivka"]
    assert resolution.place is None or resolution.place.lon < 36


def test_a_town_and_its_airfield_share_a_score(gazetteer: Gazetteer) -> None:
    resolution = placed("Удари по аеродромах у Бердянську та Луганську.", gazetteer)["Бердянську"]
    assert resolution.score > 0.8


@pytest.mark.parametrize(
    "text",
    ["Суджа " * 30_000 + "в Курской области", "Курська область " + "Суджа " * 30_000, "Миколаївка, " * 3_000],
)
def test_long_lists_are_resolved(gazetteer: Gazetteer, text: str) -> None:
    assert all(resolution.toponym.surface for resolution in places(text, gazetteer))


def test_a_region_right_after_a_name_excludes_namesakes_over_the_border(gazetteer: Gazetteer) -> None:
    found = placed("ЗСУ взяли під контроль Орлівку на Курщині.", gazetteer)["Орлівку"]
    assert found.place is None or found.place.country == "RU"


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Наступного дня президент відвідав школу в Солотвині.", "Солотвині"),
        ("Главы районов договорились между собой в Солотвине.", "Солотвине"),
    ],
)
def test_words_of_war_inside_other_words_are_none(gazetteer: Gazetteer, text: str, surface: str) -> None:
    place = placed(text, gazetteer)[surface].place
    assert place is not None
    assert place.name == "Solotvyno"  # in Zakarpattia; fighting would speak for the one near the front


def test_a_village_far_behind_is_not_fought_over(gazetteer: Gazetteer) -> None:
    resolution = placed("Минобороны РФ: освобождён населённый пункт Никольский.", gazetteer)["Никольский"]
    assert resolution.place is None
    assert resolution.alternatives


@pytest.mark.parametrize(
    ("text", "surface", "place_id"),
    [
        ("Ships left the port of Novorossiysk.", "Novorossiysk", "gn:518255"),
        ("A ferry sank in port Kavkaz.", "Kavkaz", "facility:kavkaz-port"),
        ("The ports Odesa and Pivdennyi were shelled.", "Pivdennyi", "facility:pivdennyi-port"),
        ("Удары по аэродромам «Дягилево» и «Иваново».", "Иваново", "facility:ivanovo-severny-airfield"),
        ("Drones hit two bases, Belaya in Irkutsk region and Olenya.", "Belaya", "facility:belaya-airfield"),
        ("Бої біля села Белая Курської області, злітає авіація з аеродромів.", "Белая", "gn:578230"),
        ("Евакуація з Корабельного району в Херсоні.", "Корабельного району", "quarter:korabelnyi-kherson"),
        ("Бомба влучила в будинок в Індустріальному районі, каже мер Харкова.", "Індустріальному районі",
         "quarter:industrialnyi-kharkiv"),
        ("Обстріляно Північну Салтівку.", "Північну Салтівку", "village:pivnichna-saltivka"),
        ("Ракета раскрылась над пляжем в Учкуевке.", "Учкуевке", "village:uchkuivka"),
        ("Обстреляли рынок на Текстильщике в Донецке.", "Текстильщике", "gn:13561228"),
        ("Дрони влучили у Каширську ДРЕС.", "Каширську", "facility:kashira-power-plant"),
        ("Удар по НПЗ в Славянске.", "Славянске", "gn:492094"),
        ("Взорвался завод взрывчатки в Дзержинске.", "Дзержинске", "gn:563708"),
        ("Минобороны: в Славянске уничтожен склад ВСУ.", "Славянске", "gn:693468"),
        ("Drones hit Altai Krai.", "Altai Krai", "adm1:RU-ALT"),
        ("Ракета влучила в ринок у Костянтинівці, є загиблі.", "Костянтинівці", "gn:705104"),
        ("Ворог просунувся на Курщині, а також поблизу Курахового.", "Курахового", "gn:695357"),
        ("Drones hit the Belaya and Olenya air bases.", "Belaya", "facility:belaya-airfield"),
        ("У Семенівці дрон влучив у магазин, каже голова Чернігівської ОВА.", "Семенівці", "gn:694590"),
        ("Беловський р-н Курської області евакуюють.", "Беловський р-н", "adm2:RU-KRS-belovsky"),
        ("Бои за Александровку под Изюмом, Славянск обстрелян.", "Славянск", "gn:693468"),
        ("НПЗ горит в Славянске Краснодарского края.", "Славянске", "gn:492094"),
        ("Washington is far away.", "Washington", "gn:4140963"),
        ("The Zaporizhzhia NPP lost power.", "Zaporizhzhia", "facility:zaporizhzhia-nuclear-plant"),
        ("Взрывы прогремели в Харькове.", "Харькове", "gn:706483"),
        ("Село Миколаїв обстріляли.", "Миколаїв", "gn:700568"),
        ("ЗСУ взяли під контроль Снагість.", "Снагість", "kursk:snagost-51.31-34.89"),
        ("Тривають бої на Лиманському напрямку", "Лиманському напрямку", "gn:704204"),
    ],
)
def test_names_that_once_led_astray(gazetteer: Gazetteer, text: str, surface: str, place_id: str) -> None:
    place = placed(text, gazetteer)[surface].place
    assert place is not None
    assert place.id == place_id


def test_paris_without_texas_is_in_france(gazetteer: Gazetteer) -> None:
    resolution = placed("The talks were held in Paris.", gazetteer)["Paris"]
    assert resolution.place is not None
    assert resolution.place.country == "FR"


def test_region_city_and_river_are_different_places(gazetteer: Gazetteer) -> None:
    found = placed("Обстріл Запоріжжя та Запорізької області; міст через Дніпро", gazetteer)
    kinds = {surface: r.place.kind for surface, r in found.items() if r.place}
    assert kinds == {"Запоріжжя": "settlement", "Запорізької області": "region", "Дніпро": "water"}


def test_neighbours_decide_between_villages_of_one_name(gazetteer: Gazetteer) -> None:
    resolution = placed(
        "Бої тривають біля Володимирівки та Кіндратівки на Сумщині.", gazetteer, date(2025, 5, 26)
    )["Володимирівки"]
    assert resolution.place is not None
    assert (round(resolution.place.lat, 1), round(resolution.place.lon, 1)) == (51.2, 34.9)
    assert any("named" in reason for reason in resolution.reasons)


@pytest.mark.parametrize(
    ("text", "surface", "lat", "lon"),
    [
        # a direction that is named after a region says in which region its villages lie
        ("На Сумському напрямку відбито атаки біля Костянтинівки.", "Костянтинівки", 51.2, 34.8),
        # within its reach a village, not the city of that name
        ("На Лиманському напрямку ворог атакував Макіївку.", "Макіївку", 49.2, 38.1),
        # the line of contact of that summer tells it from the other villages near the front
        ("Ворог закріпився в Новоселівці Першій та Прогресі.", "Прогресі", 48.2, 37.4),
    ],
)
def test_directions_and_the_line_of_contact_decide(
    gazetteer: Gazetteer, text: str, surface: str, lat: float, lon: float
) -> None:
    place = placed(text, gazetteer, date(2024, 7, 25))[surface].place
    assert place is not None
    assert (place.lat, place.lon) == pytest.approx((lat, lon), abs=0.3)


@pytest.mark.parametrize(
    ("text", "surface", "place_id"),
    [
        ("ППО працювала під Києвом, в Рівненській області горить нафтобаза.", "Києвом", "gn:703448"),
        ("Спокійно для Харкова, у Донецькій області бої.", "Харкова", "gn:706483"),
    ],
)
def test_a_region_of_the_next_clause_contains_nothing(
    gazetteer: Gazetteer, text: str, surface: str, place_id: str
) -> None:
    place = placed(text, gazetteer)[surface].place
    assert place is not None
    assert place.id == place_id


def test_a_village_that_no_source_has_stands_for_its_district(gazetteer: Gazetteer) -> None:
    resolution = placed("Дрон ударил по деревне Пупкино Рыльского района.", gazetteer)["Пупкино"]
    assert resolution.place is not None
    assert resolution.place.kind == "district"
    assert "no place of this name in the gazetteer" in resolution.reasons


def test_a_name_means_one_place_in_a_text(gazetteer: Gazetteer) -> None:
    text = "Вибухи в Новофедорівці. Вибухи в Новофедорівці в окупованому Криму."
    found = [r.place for r in places(text, gazetteer) if r.toponym.surface == "Новофедорівці"]
    assert [place and place.id for place in found] == ["gn:7039154"] * 2


def test_a_district_of_a_city_lies_in_the_city(gazetteer: Gazetteer) -> None:
    resolution = placed("Уламки впали в Шевченківському районі Києва.", gazetteer)["Шевченківському районі"]
    assert resolution.place is not None
    assert resolution.place.id == "gn:703448"


def test_what_is_not_sure_stays_unplaced_with_its_candidates(gazetteer: Gazetteer) -> None:
    resolution = placed("Повідомлення надійшло з села Іванівка.", gazetteer)["Іванівка"]
    assert resolution.place is None
    assert resolution.score < CONFIDENCE
    assert len(resolution.alternatives) > 1
    assert "not sure enough" in resolution.reasons[0]


def test_records_list_every_mention(gazetteer: Gazetteer) -> None:
    records = as_records(places("Росія обстріляла Суми та село Іванівка.", gazetteer))
    assert [record["surface"] for record in records] == ["Росія", "Суми", "Іванівка"]
    assert [record["kind"] for record in records] == ["country", "settlement", "settlement"]
    assert records[1]["place_id"] == "gn:692194"
    assert records[1]["country"] == "UA"
    assert {
        "start",
        "end",
        "surface",
        "name",
        "lat",
        "lon",
        "kind",
        "country",
        "place_id",
        "score",
        "relation",
        "distance_km",
        "reasons",
        "alternatives",
    } == set(records[0])
    assert records[2]["reasons"]
    assert {"name", "place_id", "lat", "lon", "score"} == set(records[2]["alternatives"][0])
    json.dumps(records)


def kilometres(a: float, b: float, c: float, d: float) -> float:
    x = (d - b) * math.cos(math.radians((a + c) / 2))
    return 111.2 * math.hypot(x, c - a)


def test_our_own_paragraphs(gazetteer: Gazetteer) -> None:
    hits = found = gold = near = 0
    documents: list[dict[str, Any]] = []
    for path in sorted(CORPUS.glob("*.jsonl")):
        records = map(json.loads, path.read_text("utf-8").splitlines())
        documents += [record for record in records if "spans" in record]
    for document in documents:
        resolutions = places(
            document["text"], gazetteer, document["lang"], date.fromisoformat(document["date"])
        )
        ignored = [(s["start"], s["end"]) for s in document["ignore"]]
        spans = {(r.toponym.start, r.toponym.end): r.place for r in resolutions}
        spans = {span: place for span, place in spans.items() if span not in ignored}
        found, gold = found + len(spans), gold + len(document["spans"])
        for span in document["spans"]:
            assert document["text"][span["start"] : span["end"]] == span["surface"]
            hits += (span["start"], span["end"]) in spans
            place = spans.get((span["start"], span["end"]))
            near += place is not None and kilometres(span["lat"], span["lon"], place.lat, place.lon) < 161
    assert len(documents) >= 30
    assert 2 * hits / (found + gold) > 0.93
    assert near / gold > 0.9


def test_evidence_counts_once_however_often_a_name_is_mentioned(gazetteer: Gazetteer) -> None:
    once = "Удар по НПЗ в Славянске."
    first, often = (places(text, gazetteer)[0] for text in (once, " ".join([once] * 5)))
    assert often.place == first.place
    assert often.score == pytest.approx(first.score, abs=0.1)


def test_a_gazetteer_that_nobody_uses_is_given_up() -> None:
    opened = Gazetteer.open()
    places("Удар по НПЗ в Славянске.", opened)
    left = weakref.ref(opened)
    del opened
    gc.collect()
    assert left() is None


def test_a_city_is_not_meant_by_the_name_it_had_as_a_village(gazetteer: Gazetteer) -> None:
    text = "Russian forces captured Oleksandrivka in the Donetsk region."
    found = places(text, gazetteer, "en")
    assert found[0].place is None or found[0].place.name == "Oleksandrivka"


@pytest.mark.parametrize("period", [EVER, -1, 0, 4, 8])
def test_closeness_is_that_of_the_nearest_point_of_the_front(period: int) -> None:
    for lat, lon in ((44 + n * 0.37 % 9, 22 + n * 0.71 % 20) for n in range(200)):
        km = min(flat_km(lat, lon, *point) for point in front_points(period))
        near = (math.exp(-((km / REACH_KM) ** 2) / 2) + math.exp(-((km / LINE_KM) ** 2) / 2)) / 2
        assert closeness(lat, lon, period) == pytest.approx(near, abs=0.0005)
        assert period != EVER or far_from_all(lat, lon) == (km >= FAR_KM)


@pytest.mark.parametrize("words", ["нафтов" * 150_000, "1 " * 500_000, "бої " * 250_000, "10 км" * 200_000])
def test_a_megabyte_of_words_that_bear_on_a_name_is_read(gazetteer: Gazetteer, words: str) -> None:
    assert places(f"Николаевка, Олешня. {words}", gazetteer)[0].toponym.surface == "Николаевка"


@pytest.mark.parametrize(
    ("letters", "distance"), [(40, 10.0), (70, None)], ids=["the name's own", "too far before it"]
)
def test_a_distance_stands_right_before_its_name(
    gazetteer: Gazetteer, letters: int, distance: float | None
) -> None:
    text = f"За 10 км {'дуже '.ljust(letters, 'д')} від Суджі тихо."
    assert places(text, gazetteer, "uk")[0].toponym.distance_km == distance
