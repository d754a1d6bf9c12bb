"""Places that are only mentioned, clauses with a date or a claimant of their own, units and their names."""

import subprocess
import sys
from datetime import date

import pytest

from geo.claims import Claim, read_claims
from geo.gazetteer import Gazetteer
from geo.reports import Report

DAY = date(2025, 3, 14)


def read(gazetteer: Gazetteer, text: str, lang: str = "en") -> list[Claim]:
    return read_claims(Report(text, date=DAY, lang=lang), gazetteer)


def names(claims: list[Claim]) -> set[str]:
    return {c.resolution.place.name for c in claims if c.resolution and c.resolution.place}


@pytest.mark.parametrize(
    ("lang", "text", "there"),
    [
        ("en", "Kyiv forces repelled two attacks near Sudzha on Monday.", {"Sudzha"}),
        ("en", "Russian troops took a village near the border, 20 kilometers (12 miles) from Sudzha.", set()),
        ("en", "A village near Kursk Oblast's border with Sumy Oblast was shelled.", set()),
        ("en", "Residents of Rylsk were evacuated to Kursk.", {"Rylsk"}),
        ("en", "Russian troops stormed Guyevo on the road to Sudzha.", {"Guyevo"}),
        ("en", "Oleh Petrenko, head of Sumy district, said a drone hit Yunakivka.", {"Yunakivka"}),
        ("uk", "Поранених у Білопіллі доправили до Сум.", {"Bilopillia"}),
        ("uk", "Із Суджі 12 березня виведено війська.", {"Sudzha"}),
        ("ru", "Губернатор просил жителей Рыльска уезжать в Курск.", {"Rylsk"}),
        ("ru", "Войска заняли Гуево, что на пути к Судже.", {"Guyevo"}),
        ("ru", "Дроны били по Глушковскому району Курской области.", {"Glushkovsky District"}),
        ("ru", "Поезд Курск — Льгов сошёл с рельсов у Рыльска.", {"Rylsk"}),
        ("ru", "Чиновник, которого назначила Москва, сообщил об обстреле Рыльска.", {"Rylsk"}),
        ("uk", "У Суджі горе: у четвер ракета влучила в кафе.", {"Sudzha"}),
    ],
)
def test_nothing_happens_at_a_place_that_only_tells_where_whose_or_whither(gazetteer, lang, text, there):
    facts = [c for c in read(gazetteer, text, lang) if c.event_type != "statement"]
    assert names(facts) == there


def test_a_date_in_a_relative_clause_is_not_that_of_the_main_one(gazetteer):
    text = "Troops stormed Guyevo near Sudzha, which Ukraine had taken in August."
    storm = next(c for c in read(gazetteer, text) if c.event_type == "battle")
    assert storm.start == date(2025, 3, 14)  # of the report, not of August


def test_each_place_has_the_date_right_behind_it(gazetteer):
    text = "The Russian military claimed it had captured Guyevo on March 4 and Sudzha on March 12."
    dates = {c.resolution.place.name: str(c.start) for c in read(gazetteer, text)}
    assert dates == {"Guyevo": "2025-03-04", "Sudzha": "2025-03-12"}


@pytest.mark.parametrize(("said_by", "claimant", "side"), [
    ("the Sumy regional administration said", "Sumy OVA", "Ukraine"),
    ("according to the Kharkiv regional prosecutor's office", "Prosecutor's office", ""),
    ("according to Ukrainian intelligence", "Ukrainian military intelligence (HUR)", "Ukraine"),
])  # fmt: skip
def test_the_seat_of_an_office_that_speaks_is_no_place_of_an_event(gazetteer, said_by, claimant, side):
    (claim,) = read(gazetteer, f"Two people were wounded in Bilopillia, {said_by}.")
    assert claim.resolution.place.name == "Bilopillia"
    assert (claim.claimant, claim.claimant_side) == (claimant, side)


def test_fighting_in_a_region_told_twice_is_one_claim(gazetteer):
    text = (
        "Zelensky said Russia had used North Koreans in assaults in Kursk region."
        " The battles in Kursk region go on."
    )
    (claim,) = read(gazetteer, text)
    assert (claim.event_type, claim.control, claim.control_sense) == ("battle", "", "")


def test_who_speaks_only_in_a_later_clause_is_not_the_claimant(gazetteer):
    text = "Ukrainian soldiers entered Sudzha on Friday, hours after Russia said it had left the town."
    entered = next(c for c in read(gazetteer, text) if c.event_type == "advance")
    assert entered.claimant == ""


@pytest.mark.parametrize(
    ("lang", "text", "claimant"),
    [
        ("en", "Ukraine's 20th Corps said on Monday that it had freed Guyevo.", "20th Corps"),
        ("uk", "Гуєве звільнено, повідомив 1-й корпус «Азов».", "1-й корпус «Азов»"),
        ("uk", "Бригадний генерал Тарнавський: із Суджі виведено війська.", "Tarnavskyi"),
        ("uk", "Сергій Лисак, голова Дніпропетровської ОВА: ворог бив по Нікополю.", "Lysak"),
        ("uk", "Полковник Іван Петренко: ворог бив по Білопіллю.", "Іван Петренко"),
        ("en", "British intelligence, 13 March: Russian forces have entered Sudzha.", "UK"),
    ],
)
def test_units_and_heads_of_posts_are_claimants(gazetteer, lang, text, claimant):
    assert {claimant in c.claimant for c in read(gazetteer, text, lang)} == {True}


def test_who_is_driven_out_does_not_hold_the_place(gazetteer):
    (claim,) = read(gazetteer, "The brigade said it had pushed Russian troops out of Guyevo.")
    assert (claim.actor, claim.control) == ("Ukraine", "Ukraine")


@pytest.mark.parametrize("text", ["Освобождена Федоровка, сообщили в штабе.", "Обстреляно село Смирново."])
def test_villages_named_like_people_are_no_claimants(gazetteer, text):
    assert {c.claimant for c in read(gazetteer, text, "ru")} <= {""}


@pytest.mark.parametrize(
    ("lang", "text", "village"),
    [
        (
            "en",
            "Russian forces captured the village of Xaverivka, Pokrovsk district, on Monday.",
            "Xaverivka",
        ),
        ("ru", "Российские войска заняли село Хавериевка Покровского района.", "Хавериевка"),
        ("uk", "Окупанти захопили село Хаверівка Покровського району.", "Хаверівка"),
    ],
)
def test_an_unknown_village_is_one_claim_and_its_district_no_other(gazetteer, lang, text, village):
    claims = read(gazetteer, text, lang)
    assert [c.resolution.toponym.surface for c in claims] == [village]
    assert all(c.resolution.place is None or c.resolution.place.kind == "district" for c in claims)


def test_an_ordered_evacuation_is_one_and_an_attack_with_victims_is_no_battle(gazetteer):
    (order,) = read(gazetteer, "The governor ordered part of Rylsk to be evacuated on Wednesday.")
    assert order.event_type == "evacuation"
    (attack,) = read(gazetteer, "An attack on Konotop damaged a school and a power line.")
    assert attack.event_type != "battle"
    (harm,) = read(gazetteer, "The Russians killed four people and destroyed a house in Konotop.")
    assert harm.event_type == "civilian_harm"


@pytest.mark.parametrize(
    ("lang", "text", "actor"),
    [
        ("ru", "ПВО уничтожила 19 украинских беспилотников над Рыльском.", "Russia"),
        ("en", "Air defences shot down 12 Ukrainian drones over Rylsk.", "Russia"),
        ("ru", "Удалось выбить противника из Гуево, пишут военкоры.", "Russia"),
        ("en", "A fire broke out in Russia's Belgorod region after a drone attack.", "Ukraine"),
        ("en", "Drones hit a depot in Feodosia.", "Ukraine"),
        ("ru", "По Горловке ударил дрон, сообщил Пушилин.", "Ukraine"),
    ],
)
def test_the_object_and_the_owner_do_not_act(gazetteer, lang, text, actor):
    assert [c.actor for c in read(gazetteer, text, lang)] == [actor]


@pytest.mark.parametrize(
    ("lang", "text", "place"),
    [
        (
            "en",
            "Russia said it had seized Malynivka, a village in Donetsk known in Russia as Ulyanovka.",
            "Malynivka",
        ),
        ("en", "Troops retook Andriivka village in northeastern Sumy.", "Andriivka"),
        ("ru", "Войска заняли Гуево, село под Суджей.", "Guyevo"),
        ("ru", "Дрон ударил у Рыльска, трасса Курск — Льгов перекрыта.", "Rylsk"),
        ("uk", "Ворог просунувся біля Гуєвого, в напрямку Суджі.", "Guyevo"),
    ],
)
def test_appositions_and_roads_only_tell_of_the_place(gazetteer, lang, text, place):
    assert names(read(gazetteer, text, lang)) == {place}


@pytest.mark.parametrize(
    ("lang", "text", "places", "event_type"),
    [
        (
            "ru",
            "Войска установили полный контроль над Гуево и Горналью.",
            {"Guyevo", "Gornal"},
            "control_change",
        ),
        (
            "ru",
            "Минобороны перегруппирует войска из районов Балаклеи и Изюма.",
            {"Balakliia", "Izium"},
            "withdrawal",
        ),
        ("uk", "Ще один безпілотник улучив у дорогу в Сумах.", {"Sumy"}, "drone_strike"),
        ("uk", "Із Краснопілля виїхали 43 людини.", {"Krasnopillia"}, "evacuation"),
        ("en", "Residents of Vovchansk are being taken to safety.", {"Vovchansk"}, "evacuation"),
        (
            "ru",
            "Дрон взорвался в Грайвороне. В селе Глотово от такой же атаки пострадал дом.",
            None,
            "drone_strike",
        ),
    ],
)
def test_more_ways_to_say_it(gazetteer, lang, text, places, event_type):
    claims = read(gazetteer, text, lang)
    assert {c.event_type for c in claims} == {event_type}
    assert places is None or names(claims) == places


def test_an_attack_far_behind_the_front_is_no_battle(gazetteer):
    (far,) = read(gazetteer, "The enemy attacked Lviv at night.")
    (near,) = read(gazetteer, "The enemy attacked near Pokrovsk at night.")
    assert (far.event_type, near.event_type) == ("shelling", "battle")


def test_an_unknown_paper_is_the_claimant(gazetteer):
    text = "Войска вошли в Гуево. Об этом пишет «Местный канал»."
    assert {c.claimant for c in read(gazetteer, text, "ru")} == {"Местный канал"}


def test_a_brigade_that_raises_flags_holds_the_village(gazetteer):
    (claim,) = read(gazetteer, "Fighters raised their flags in Bilopillia, the 20th Corps said.")
    assert (claim.event_type, claim.control) == ("control_change", "Ukraine")


@pytest.mark.parametrize(
    ("lang", "text", "other"),
    [
        (
            "en",
            "A missile hit Kramatorsk, the governor said. The Russian defence ministry denied any strike.",
            ("Russian MoD", "shelling"),
        ),
        (
            "en",
            "Drones hit the port of Primorsk, governor Alexander Drozdenko said. "
            "An official of Ukraine's SBU told reporters that the strike had halted loading.",
            ("Security Service of Ukraine (SBU)", "drone_strike"),
        ),
        (
            "en",
            "Moscow claimed on Thursday that it had taken Sudzha. Zelensky dismissed it as disinformation.",
            ("Volodymyr Zelensky (President of Ukraine)", "statement"),
        ),
        (
            "ru",
            "На Запорожской АЭС дроны ударили по куполу, сообщил «Росатом». МАГАТЭ подтвердило попадания.",
            ("IAEA", "drone_strike"),
        ),
        (
            "uk",
            "Росія заявила, що її війська захопили Курахове. У Генштабі назвали це брехнею.",
            ("General Staff of Ukraine", "statement"),
        ),
    ],
)
def test_what_others_say_of_it_is_a_claim_of_its_own_at_the_same_place(gazetteer, lang, text, other):
    first, second = read(gazetteer, text, lang)
    assert (second.claimant, second.event_type) == other
    assert second.resolution.place == first.resolution.place and second.control == ""


def test_nobody_answers_in_a_sentence_about_something_else(gazetteer):
    text = "ISW wrote that troops entered Sudzha. Governor Khinshtein said 500 schools would open in autumn."
    assert {c.claimant for c in read(gazetteer, text)} == {"ISW"}


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("Liga.net wrote that troops had left Sudzha.", "Liga.net"),
        ("The ministry asserted that a Ukrainian brigade had fired at Sudzha.", ""),
        (
            "General Ivan Petrenko of the General Staff said troops had entered Sudzha.",
            "Ivan Petrenko (General Staff",
        ),
        (
            "A milblogger claimed that units entered Sudzha, but ISW has not seen confirmation.",
            "Russian milbloggers",
        ),
    ],
)
def test_who_says_it_in_one_sentence(gazetteer, text, claimant):
    claims = read(gazetteer, text)
    assert claims and all(c.claimant.startswith(claimant) for c in claims)
    assert claimant or all("brigade" not in c.claimant for c in claims)


def test_a_description_is_not_who_speaks(gazetteer):
    text = (
        "DeepState, a group with links to the Ukrainian army, wrote that troops entered Sudzha. They hold it."
    )
    assert {c.claimant for c in read(gazetteer, text)} == {"DeepState"}


def test_a_claim_in_a_relative_clause_is_not_carried_on(gazetteer):
    text = (
        "ISW wrote that Russian forces hold most of Sudzha, which Moscow claimed. They also entered Guyevo."
    )
    assert [c.claimant for c in read(gazetteer, text) if c.event_type == "advance"] == ["ISW"]


@pytest.mark.parametrize(
    ("lang", "text", "places"),
    [
        (
            "en",
            "From Donetsk, the leader Denis Pushilin conceded that Yampil was no longer fully held.",
            {"Yampil"},
        ),
        ("ru", "В Киеве представитель Генштаба заявил, что поражён склад в Рыльске.", {"Rylsk"}),
        ("ru", "В Киеве мэр Кличко сообщил о взрывах.", {"Kyiv"}),
        (
            "en",
            "Ukraine published a picture from Drobysheve, a village back in Kyiv's hands.",
            {"Drobysheve"},
        ),
        ("uk", "Дрон ударив по автобусу в Білопіллі, поранених лікують у Сумах.", {"Bilopillia"}),
    ],
)
def test_where_they_speak_or_are_treated_nothing_happens(gazetteer, lang, text, places):
    assert names(read(gazetteer, text, lang)) == places


def test_the_headquarters_is_that_of_the_region_in_the_text(gazetteer):
    claims = read(gazetteer, "Дрон ударил по Туапсе, сообщил оперштаб Краснодарского края.", "ru")
    assert {c.claimant for c in claims} == {"Operational headquarters of Krasnodar Krai"}


HOSTILE = """
from geo.claims import read_claims
from geo.gazetteer import Gazetteer
from geo.reports import Report

gazetteer = Gazetteer.open()
for text in (
    "Дрони запустили з " + "областна" * 25 + " - Сумах вибух.",
    "Дрони запустили з " + "село " * 25 + "- Сумах вибух.",
    "Зайняли " + "населений " * 25 + "- Суджу.",
    "The village of Sudzha and " + "Aa-" * 40 + " Sudzha.",
    "A village near " + "Aa-" * 40 + "Aa x, said the villages of " + "Aa-" * 40 + "Aa_x.",
    "Spokesman of the " + "Air " * 14 + "x Brigade said Sudzha was hit.",
):
    read_claims(Report(text), gazetteer)
"""


def test_repeated_words_do_not_hold_up_the_reading() -> None:
    # In a process of its own: only there can a regular expression that never ends be stopped.
    subprocess.run([sys.executable, "-c", HOSTILE], check=True, timeout=120)


@pytest.mark.parametrize(
    ("text", "types"),
    [
        (
            "Ворог ударив по Сумах, повідомив Генштаб. Загинуло одинадцять людей, уточнили рятувальники.",
            ["shelling", "civilian_harm"],
        ),
        ("A drone hit Sumy, he said. The war has killed thousands since it began.", ["drone_strike"]),
        ("A drone hit Sumy, he said. Ukraine attacked refineries many times this year.", ["drone_strike"]),
        ("Russia took Toretsk, its army said. The battle for the east goes on.", ["control_change"]),
        ("Дрон ударил по Сумам. С начала года погибли 150 человек.", ["drone_strike"]),
    ],
)  # fmt: skip
def test_a_text_goes_on_about_a_place_but_not_about_the_war_at_large(gazetteer, text, types):
    claims = read_claims(Report(text, date=date(2025, 2, 7)), gazetteer)
    assert [claim.event_type for claim in claims] == types
