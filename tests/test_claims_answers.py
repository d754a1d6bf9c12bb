"""Further voices and further events at a place already told of."""

from datetime import date

import pytest

from geo.claims import Claim, read_claims
from geo.gazetteer import Gazetteer
from geo.reports import Report


def claims(gazetteer: Gazetteer, text: str, lang: str = "en") -> list[Claim]:
    """Read a text of 14 March 2025, a Friday."""
    return read_claims(Report(text, date=date(2025, 3, 14), lang=lang), gazetteer)


def told(found: list[Claim], somebody: str) -> list[tuple[str, str]]:
    """Return where what happened by somebody's words."""
    return [
        (claim.resolution.place.name if claim.resolution and claim.resolution.place else "", claim.event_type)
        for claim in found
        if somebody in claim.claimant
    ]


@pytest.mark.parametrize(
    ("lang", "text", "somebody", "place"),
    [
        (
            "en",
            "The Russian MoD said its troops had pulled back from Lyman and Izium. The British defence "
            "ministry said the Russian units around Izium had been isolated for days.",
            "UK",
            "Izium",
        ),
        (
            "uk",
            "Міноборони РФ визнало, що війська залишили Лиман та Ізюм. Британська розвідка вважає, що "
            "російське угруповання довкола Ізюма ізольоване.",
            "UK",
            "Izium",
        ),
    ],
)
def test_who_names_one_of_the_places_told_of_speaks_of_that_one(
    gazetteer: Gazetteer, lang: str, text: str, somebody: str, place: str
) -> None:
    assert {where for where, _ in told(claims(gazetteer, text, lang), somebody)} == {place}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "The Russian MoD said its troops had taken Vuhledar. The General Staff has not mentioned it.",
        ),
        ("uk", "Міноборони РФ заявило про взяття Вугледара. Генштаб ЗСУ про відхід з міста не оголошував."),
        ("ru", "Минобороны РФ заявило о взятии Угледара. Генштаб ВСУ об отходе из города не сообщал."),
    ],
)
def test_who_is_silent_adds_nothing(gazetteer: Gazetteer, lang: str, text: str) -> None:
    assert "statement" not in dict(told(claims(gazetteer, text, lang), "General Staff")).values()


@pytest.mark.parametrize(
    "text",
    [
        "The army is pulling its troops out of Vuhledar. Donetsk regional governor Vadym Filashkin said the "
        "enemy had nearly reached the centre of the town.",
        "The army is pulling its troops out of Vuhledar. Donetsk governor Vadym Filashkin said fighting was "
        "going on in the town.",
    ],
)
def test_the_town_is_not_the_seat_of_the_governor_who_speaks(gazetteer: Gazetteer, text: str) -> None:
    assert {place for place, _ in told(claims(gazetteer, text), "Filashkin")} == {"Vuhledar"}


def test_a_mayor_speaks_of_the_own_town(gazetteer: Gazetteer) -> None:
    text = "Missiles struck Lozova. The mayor of Kharkiv, Ihor Terekhov, said that drones had hit the city."
    assert ("Kharkiv", "drone_strike") in told(claims(gazetteer, text), "Terekhov")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Bogomaz said that saboteurs had entered Liubechane and shelled a car there."),
        ("ru", "Богомаз сообщил, что диверсанты проникли в село Любечане и обстреляли автомобиль."),
    ],
)
def test_whom_troops_hit_where_they_came_is_one_more_event(
    gazetteer: Gazetteer, lang: str, text: str
) -> None:
    kinds = [kind for _, kind in told(claims(gazetteer, text, lang), "Bogomaz")]
    assert kinds[0] == "advance"
    assert set(kinds[1:]) & {"shelling", "civilian_harm"}


@pytest.mark.parametrize("arms", ["two Vilkha missiles", "12 Vilkha rockets"])
def test_arms_that_are_called_like_a_village_are_no_place(gazetteer: Gazetteer, arms: str) -> None:
    found = claims(gazetteer, f"The Russian MoD said Ukraine had fired {arms} at Belgorod.")
    assert {place for place, _ in told(found, "Russian MoD")} == {"Belgorod"}


@pytest.mark.parametrize(
    "who",
    ["Russia's chief of the general staff, Valery Gerasimov,", "General Staff chief Valery Gerasimov"],
)
def test_the_chief_of_an_office_speaks_rather_than_the_office(gazetteer: Gazetteer, who: str) -> None:
    found = claims(gazetteer, f"{who} said that Sudzha had been retaken and that fighting went on in Gornal.")
    assert {claim.claimant.split(" (")[0] for claim in found} == {"Valery Gerasimov"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "Missiles struck Lozova on Thursday. The Russian MoD called it a fabrication.",
        ),
        ("uk", "У четвер ракети влучили в Лозову. Міноборони РФ назвало це вигадкою."),
        ("ru", "В четверг ракеты попали в Лозовую. Минобороны РФ назвало это ложью."),
    ],
)
def test_who_calls_a_strike_untrue_makes_a_statement(gazetteer: Gazetteer, lang: str, text: str) -> None:
    assert told(claims(gazetteer, text, lang), "Russian MoD") == [("Lozova", "statement")]


@pytest.mark.parametrize(
    ("lang", "text", "somebody"),
    [
        (
            "en",
            "The General Staff rejected Gerasimov's claim that Kupiansk had been captured.",
            "Staff of Ukraine",
        ),
        ("uk", "Сили оборони півдня спростували слова Шойгу про взяття Кринок.", "Southern"),
        ("ru", "Генштаб ВСУ опроверг слова Герасимова о взятии Купянска.", "General Staff of Ukraine"),
    ],
)
def test_who_denies_the_words_of_another_has_a_claim(
    gazetteer: Gazetteer, lang: str, text: str, somebody: str
) -> None:
    assert [kind for _, kind in told(claims(gazetteer, text, lang), somebody)] == ["statement"]


def test_an_official_who_was_not_heard_adds_what_happened_to_people(gazetteer: Gazetteer) -> None:
    text = (
        "The Russian MoD said the saboteurs in Belgorod region had been destroyed. "
        "Governor Vyacheslav Gladkov said residents of nine settlements had been moved out."
    )
    assert ("Belgorod Oblast", "evacuation") in told(claims(gazetteer, text), "Gladkov")


def test_what_was_downed_is_an_event_beside_the_attack(gazetteer: Gazetteer) -> None:
    text = "The Russian MoD said Ukraine had fired missiles at Belgorod and that most were intercepted."
    assert [kind for _, kind in told(claims(gazetteer, text), "Russian MoD")] == ["shelling", "air_defence"]


def test_the_village_may_be_one_told_of_long_before(gazetteer: Gazetteer) -> None:
    text = (
        "У селі Гроза завершили пошуки після ракетного удару. Загинули 52 людини. Серед них хлопчик. "
        "Прокуратура розпочала розслідування. Дві ракети влучили в Харків. "
        "Зеленський назвав удар по селу терактом."
    )
    assert ("Hroza", "shelling") in told(claims(gazetteer, text, "uk"), "Zelensky")
