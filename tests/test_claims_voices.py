"""Whose words a claim is where several speak, and what kind of event it is where several words tell one."""

from datetime import date

import pytest

from geo.claims import Claim, read_claims
from geo.gazetteer import Gazetteer
from geo.reports import Report


def claims(gazetteer: Gazetteer, text: str, lang: str = "en") -> list[Claim]:
    """Read a text of 14 March 2025, a Friday."""
    return read_claims(Report(text, date=date(2025, 3, 14), lang=lang), gazetteer)


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        (
            "en",
            "Russian troops have retaken Sudzha, the Defence Ministry said on Thursday, hours after Putin "
            "had visited a command post.",
            "Russian MoD",
        ),
        ("en", "Alaudinov told Russian state television that fighting went on in Sudzha.", "Alaudinov"),
        ("ru", "«В Судже идут бои», – сказал РБК спикер Генштаба ВСУ.", "General Staff"),
        ("uk", "Подоляк нагадав, що Суджу звільнили в серпні.", "Podolyak"),
        ("ru", "Подоляка пишет, что Суджу освободили.", "Podolyaka"),
        ("ru", "Герасимов доложил Путину, что Суджа освобождена.", "Gerasimov"),
        ("ru", "Суджа освобождена, доложил Владимиру Путину начальник Генштаба Герасимов.", "Gerasimov"),
        ("en", "Smirnov told a televised meeting with Putin that 12 people had died in Sudzha.", "Smirnov"),
        ("uk", "Українські військові звільнили Роботине, повідомила в ефірі телемарафону Маляр.", "Maliar"),
        ("ru", "Ведомство Белоусова объявило, что Суджа освобождена.", "Russian MoD"),
    ],
)
def test_who_says_it_where_another_name_stands_near(
    gazetteer: Gazetteer, lang: str, text: str, name: str
) -> None:
    assert {name in claim.claimant for claim in claims(gazetteer, text, lang)} == {True}


@pytest.mark.parametrize(
    ("lang", "text", "event_type"),
    [
        ("en", "A missile flattened a warehouse in Sumy.", "shelling"),
        ("uk", "Авіабомба зруйнувала школу в Куп'янську.", "air_strike"),
        ("en", "Hundreds were evacuated from flooded streets in Kherson.", "evacuation"),
        ("en", "Soldiers raised a flag over a ruined shop in Sudzha.", "control_change"),
        ("en", "Fighting went on near the river and on the outskirts of Korenevo.", "battle"),
        ("en", "Water stood at the roofs in Oleshky, then held by Russian troops.", "infrastructure"),
        ("en", "Bombs fell on Sumy, and in Sudzha 16 attacks were held off.", "battle"),
    ],
)  # fmt: skip
def test_the_kind_of_event_where_several_words_tell_it(
    gazetteer: Gazetteer, lang: str, text: str, event_type: str
) -> None:
    assert claims(gazetteer, text, lang)[-1].event_type == event_type


def test_a_weapon_of_the_next_clause_is_not_that_of_the_strike_before(gazetteer: Gazetteer) -> None:
    told = claims(gazetteer, "ВСУ били по Горловке, где беспилотник попал в автобус.", "ru")
    assert [claim.event_type for claim in told] == ["shelling", "drone_strike"]


def test_a_governor_has_no_say_over_another_region(gazetteer: Gazetteer) -> None:
    told = claims(gazetteer, "A drone hit Rylsk, Khinshtein said. Glide bombs fell on Kostiantynivka.")
    assert [bool(claim.claimant) for claim in told] == [True, False]
    told = claims(gazetteer, "A drone hit Rylsk, Khinshtein said. Shells fell on Sudzha.")
    assert all("Khinshtein" in claim.claimant for claim in told)


def test_an_agency_passes_on_one_message(gazetteer: Gazetteer) -> None:
    told = claims(gazetteer, "A drone hit Rylsk, TASS reported. Glide bombs fell on Kostiantynivka.")
    assert [claim.claimant for claim in told] == ["TASS", ""]


@pytest.mark.parametrize(
    ("lang", "text", "voices"),
    [
        (
            "en",
            "Two missiles hit Sumy on Friday, the State Emergency Service said. Acting mayor Artem Kobzar "
            "said the city had suffered a terrible tragedy. Zelensky was in Rome.",
            [
                ("State Emergency Service of Ukraine", "shelling"),
                ("Artem Kobzar (mayor of Sumy)", "statement"),
            ],
        ),
        (
            "ru",
            "Пекарню в Лисичанске обстреляли, сообщил Пасечник. Захарова заявила, что по городу могли "
            "стрелять западным оружием.",
            [
                ("Leonid Pasechnik (Russian-installed head in Luhansk)", "shelling"),
                ("Maria Zakharova (Russian Foreign Ministry)", "statement"),
            ],
        ),
        (
            "uk",
            "Росіяни вдарили по Шостці, повідомив Григоров. Лисак у Дніпрі привітав колег.",
            [("Oleh Hryhorov (Sumy OVA)", "shelling")],
        ),
    ],
)
def test_whoever_adds_to_an_event_makes_a_statement_at_its_place(
    gazetteer: Gazetteer, lang: str, text: str, voices: list[tuple[str, str]]
) -> None:
    assert [(claim.claimant, claim.event_type) for claim in claims(gazetteer, text, lang)] == voices


def test_a_later_voice_does_not_go_on_with_the_news_of_another_day(gazetteer: Gazetteer) -> None:
    told = claims(
        gazetteer,
        "The Russian MoD said its troops had taken Sudzha. Fighting went on in Guyevo, DeepState wrote. "
        "On Thursday bombs fell on Kostiantynivka.",
    )
    assert [claim.claimant for claim in told] == ["Russian MoD", "DeepState", ""]


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("ru", "МО РФ сообщило о взятии Суджи. По данным ведомства, взята Мартыновка.", "Russian MoD"),
        ("uk", "Ворог біля Суджі, пише DeepState. За даними аналітиків, бої йдуть у Гуєвому.", "DeepState"),
    ],
)  # fmt: skip
def test_a_general_word_is_who_was_named_before(
    gazetteer: Gazetteer, lang: str, text: str, name: str
) -> None:
    assert {claim.claimant for claim in claims(gazetteer, text, lang)} == {name}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("uk", "За уточненими даними ДСНС, у Сумах загинули двоє."),
        ("uk", "За версією СБУ, Суми обстріляли з Курської області."),
        ("ru", "По предварительным данным МЧС, в Рыльске погибли двое."),
        ("ru", "По подсчётам «Медузы», в Рыльске погибли двое."),
    ],
)
def test_by_whose_data(gazetteer: Gazetteer, lang: str, text: str) -> None:
    assert all(claim.claimant for claim in claims(gazetteer, text, lang))
    assert claims(gazetteer, text, lang)


def test_the_side_that_says_it_did_not_strike_a_town_makes_a_statement_there(gazetteer: Gazetteer) -> None:
    told = claims(
        gazetteer,
        "Донецк обстреляли, сообщил Пушилин. В группировке «Таврия» уверяют, что по Донецку не били.",
        "ru",
    )
    assert [claim.event_type for claim in told] == ["shelling", "statement"]


def test_each_voice_of_a_sentence_answers_for_itself(gazetteer: Gazetteer) -> None:
    told = claims(
        gazetteer,
        "The Russian MoD claimed on Thursday that its troops had captured Chasiv Yar. Trehubov called "
        "it a lie, while the General Staff counted seven attacks near Bila Hora.",
    )
    assert [(claim.claimant.split(" (")[0], claim.event_type) for claim in told] == [
        ("Russian MoD", "control_change"),
        ("Viktor Trehubov", "statement"),
        ("General Staff of Ukraine", "battle"),
    ]


def test_who_is_accused_does_not_speak(gazetteer: Gazetteer) -> None:
    (told,) = claims(gazetteer, "Балицький звинуватив ЗСУ в обстрілі Енергодара.", "uk")
    assert "Balitsky" in told.claimant


def test_who_is_told_does_not_tell(gazetteer: Gazetteer) -> None:
    (told,) = claims(gazetteer, "Putin was told by Gerasimov that Chasiv Yar had fallen.")
    assert "Gerasimov" in told.claimant


def test_a_governor_has_no_say_over_the_other_country(gazetteer: Gazetteer) -> None:
    told = claims(gazetteer, "Khinshtein said the strike was over. Missiles fell on Kyiv.")
    assert [claim.claimant for claim in told if claim.resolution] == [""]


def test_a_military_administration_is_ukrainian(gazetteer: Gazetteer) -> None:
    text = "Troops hold Rylsk. The head of the military administration told people to leave Pokrovsk."
    assert not any("Rylsk" in claim.claimant for claim in claims(gazetteer, text))
