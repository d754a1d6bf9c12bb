"""Names: transliteration, languages by letters, names carried across, the choice among spellings."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.gazetteer import Gazetteer, database
from geo.gazetteer.crossing import ru_from_uk, uk_from_ru
from geo.gazetteer.naming import choose_names, listed, once
from geo.gazetteer.place import Place
from geo.gazetteer.spelling import closest, cyrillic_language, latin_from_ru, latin_from_uk, script
from geo.names import fold


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Алушта", "Alushta"), ("Борщагівка", "Borshchahivka"), ("Вінниця", "Vinnytsia"),
        ("Гадяч", "Hadiach"),
        ("Згорани", "Zghorany"), ("Ґалаґан", "Galagan"), ("Донецьк", "Donetsk"), ("Єнакієве", "Yenakiieve"),
        ("Житомир", "Zhytomyr"), ("Запоріжжя", "Zaporizhzhia"), ("Медвин", "Medvyn"),
        ("Їжакевич", "Yizhakevych"),
        ("Йосипівка", "Yosypivka"), ("Київ", "Kyiv"), ("Миколаїв", "Mykolaiv"), ("Знам'янка", "Znamianka"),
        ("Щербухи", "Shcherbukhy"), ("Юрій", "Yurii"), ("Костянтинівка", "Kostiantynivka"),
        ("Яготин", "Yahotyn"),
        ("Нью-Йорк", "Niu-York"), ("Часів Яр", "Chasiv Yar"), ("Мар’їнка", "Marinka"), ("Лубні", "Lubni"),
    ],
)  # fmt: skip
def test_ukrainian_is_transliterated_by_the_official_table(name: str, latin: str) -> None:
    assert latin_from_uk(name) == latin


@pytest.mark.parametrize(
    ("name", "latin"),
    [("Суджа", "Sudzha"), ("Коренево", "Korenevo"), ("Ельня", "Yelnya"), ("Грозный", "Grozny"),
     ("Щигры", "Shchigry"),
     ("Рыльск", "Rylsk"), ("Тёткино", "Tyotkino"), ("Объячево", "Obyachevo"), ("Щёлково", "Shcholkovo")],
)  # fmt: skip
def test_russian_is_transliterated_as_media_do(name: str, latin: str) -> None:
    assert latin_from_ru(name) == latin


@pytest.mark.parametrize(
    ("name", "language"),
    [("Київ", "uk"), ("Киев", ""), ("Рыльск", "ru"), ("Бахмут", ""), ("Луганськ", "uk"), ("Луганск", "ru"),
     ("Покровський", "uk"), ("Тверь", "ru"), ("Васілевічы", "be"), ("Гомельшчына", "ru"),
     ("Љубимовка", "other"),
     ("Саратовъ", "other"), ("Воўчанск", "be"), ("Большое", "ru")],
)  # fmt: skip
def test_letters_and_endings_tell_the_language(name: str, language: str) -> None:
    assert cyrillic_language(name) == language


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Kyiv", "latin"), ("Київ", "cyrillic"), ("Kиїв", "other"), ("基輔", "other"), ("12", "other")],
)
def test_script(name: str, kind: str) -> None:
    assert script(name) == kind


@pytest.mark.parametrize(
    ("uk", "ru"),
    [
        ("Миколаївка", "Николаевка"), ("Андріївка", "Андреевка"), ("Слов'янськ", "Славянск"),
        ("Велика Писарівка", "Великая Писаровка"), ("Біла Церква", "Белая Церковь"), ("Сніжне", "Снежное"),
        ("Запоріжжя", "Запорожье"), ("Черкаси", "Черкасы"), ("Нова Каховка", "Новая Каховка"),
        ("Київ", "Киев"),
        ("Харків", "Харков"), ("Курахове", "Курахово"), ("Роботине", "Роботино"), ("Мар'їнка", "Марьинка"),
        ("Іванівське", "Ивановское"), ("Бахмутський район", "Бахмутский район"), ("П'ятихатки", "Пятихатки"),
        ("Щасливе", "Счастливое"), ("Покровськ", "Покровск"), ("Бахмут", "Бахмут"),
        ("Синельникове", "Синельниково"), ("Вишневе", "Вишневое"), ("Піщане", "Песчаное"),
        ("Зарічне", "Заречное"), ("Микільське", "Никольское"), ("Кіндратівка", "Кондратовка"),
        ("Глибоке", "Глубокое"), ("Зеленогірське", "Зеленогорское"),
    ],
)  # fmt: skip
def test_ukrainian_names_in_russian(uk: str, ru: str) -> None:
    assert ru_from_uk(uk) == ru


@pytest.mark.parametrize(
    ("ru", "uk"),
    [("Малая Локня", "Мала Локня"), ("Рыльск", "Рильськ"), ("Гуево", "Гуєво"), ("Коренево", "Коренєво"),
     ("Новоивановка", "Новоіванівка"), ("Сочи", "Сочі"), ("Большие Угоны", "Больші Угони"),
     ("Тёткино", "Тьоткіно"),
     ("Снагость", "Снагость"), ("Белгород", "Бєлгород")],
)  # fmt: skip
def test_russian_names_in_ukrainian(ru: str, uk: str) -> None:
    assert uk_from_ru(ru) == uk


def test_the_right_name_is_chosen_among_untagged_ones() -> None:
    kyiv = choose_names(
        "Kyiv", ["Киев ош", "Киевом", "Киев", "Київ", "Кыив", "Kiew", "IEV", "jifu", "基輔"], (), "UA"
    )
    assert (kyiv.name, kyiv.name_uk, kyiv.name_ru) == ("Kyiv", "Київ", "Киев")
    assert ("Kiew", "") in kyiv.spellings
    assert not {"IEV", "jifu", "基輔", "Киевом"} & {name for name, _ in kyiv.spellings}


def test_an_old_name_stays_and_a_foreign_form_goes() -> None:
    found = choose_names("Bakhmut", ["Бахмут", "Артемовск", "Артемівськ", "Бахмуту"], (), "UA")
    names = {name for name, _ in found.spellings}
    assert {"Артемовск", "Артемівськ"} <= names
    assert "Бахмуту" not in names


def test_a_missing_name_is_made_and_says_so() -> None:
    found = choose_names("Vynohradne", ["Виноградне"], (), "UA")
    assert found.name_ru == "Виноградное"
    assert ("Виноградное", "ru-t-uk") in found.spellings
    assert choose_names("Paris", [], (), "FR").name_uk == ""


def test_tagged_names_win() -> None:
    found = choose_names("Nikolske", ["Нікольське"], [("Нова Назва", "uk"), ("Старая", "ru")], "UA")
    assert (found.name, found.name_uk, found.name_ru) == ("Nova Nazva", "Нова Назва", "Старая")


def test_the_longer_of_equals_is_chosen() -> None:
    assert closest(["Казан", "Казань"], "Kazan", latin_from_ru)[0] == "Казань"
    assert closest([], "Kazan", latin_from_ru) == ("", 0.0)


def test_lists_of_names_may_be_tagged() -> None:
    assert listed("uk:Суджа|Sudscha| |ru:A:B|Рыльск") == [
        ("Суджа", "uk"), ("Sudscha", ""), ("A:B", "ru"), ("Рыльск", "ru"),
    ]  # fmt: skip


names = st.text("абвгдежзийклмнопрстуфхцчшщьюяїієґыэъё'- ABCabc", max_size=15)


@given(
    given_name=names, untagged=st.lists(names, max_size=6), country=st.sampled_from(["UA", "RU", "BY", "FR"])
)
def test_any_spellings_give_names_once_each(given_name: str, untagged: list[str], country: str) -> None:
    found = choose_names(given_name, untagged, (), country)
    keys = [(fold(name), lang) for name, lang in found.spellings]
    assert len(keys) == len(set(keys))
    assert all(key for key, _ in keys)


@given(
    st.lists(st.tuples(names.filter(fold), st.sampled_from(["", "en", "uk", "ru", "uk-t-ru"])), max_size=8)
)
def test_spellings_survive_the_file(spellings: list[tuple[str, str]]) -> None:
    place = Place(1, "x", "Name", "Назва", "Название", "settlement", 0, 0, "", None, None, 0, 0, "")
    kept = once([("Name", "en"), ("Назва", "uk-t-ru"), ("Название", "ru"), *spellings])
    column = database.others(place, kept)
    read = database.spellings_of(place.name, place.name_uk, place.name_ru, column)
    assert {(" ".join(name.split()), lang) for name, lang in kept} <= set(read)


def test_a_gazetteer_can_be_sent_to_another_process(gazetteer: Gazetteer) -> None:
    other = pickle.loads(pickle.dumps(gazetteer))
    assert other.geocode("Суджі").raw["id"] == "gn:486816"
