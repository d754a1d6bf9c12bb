"""Every region of Ukraine, Russia and Belarus that reports name is recognised in the three languages.

The names are written out here, apart from the data they test; adjectives stand as masculine nominatives.
"""

import pytest

from geo.gazetteer import Gazetteer
from geo.geocode import places

_UKRAINIAN = """
UA-05 Вінницьк Винницк Vinnytsia|Vinnitsa
UA-07 Волинськ Волынск Volyn
UA-09 Луганськ Луганск Luhansk|Lugansk
UA-12 Дніпропетровськ Днепропетровск Dnipropetrovsk|Dnepropetrovsk
UA-14 Донецьк Донецк Donetsk
UA-18 Житомирськ Житомирск Zhytomyr
UA-21 Закарпатськ Закарпатск Zakarpattia
UA-23 Запорізьк Запорожск Zaporizhzhia|Zaporozhye|Zaporizhzhya
UA-26 Івано-Франківськ Ивано-Франковск Ivano-Frankivsk
UA-32 Київськ Киевск Kyiv|Kiev
UA-35 Кіровоградськ Кировоградск Kirovohrad
UA-46 Львівськ Львовск Lviv
UA-48 Миколаївськ Николаевск Mykolaiv|Mykolayiv
UA-51 Одеськ Одесск Odesa|Odessa
UA-53 Полтавськ Полтавск Poltava
UA-56 Рівненськ Ровенск|Ровненск Rivne
UA-59 Сумськ Сумск Sumy
UA-61 Тернопільськ Тернопольск Ternopil
UA-63 Харківськ Харьковск Kharkiv|Kharkov
UA-65 Херсонськ Херсонск Kherson
UA-68 Хмельницьк Хмельницк Khmelnytskyi|Khmelnytsky
UA-71 Черкаськ Черкасск Cherkasy
UA-74 Чернігівськ Черниговск Chernihiv
UA-77 Чернівецьк Черновицк Chernivtsi
RU-AMU Амурськ Амурск Amur
RU-ARK Архангельськ Архангельск Arkhangelsk
RU-AST Астраханськ Астраханск Astrakhan
RU-BEL Бєлгородськ|Білгородськ|Белгородськ Белгородск Belgorod
RU-BRY Брянськ Брянск Bryansk
RU-CHE Челябінськ Челябинск Chelyabinsk
RU-IRK Іркутськ Иркутск Irkutsk
RU-IVA Івановськ Ивановск Ivanovo
RU-KGD Калінінградськ Калининградск Kaliningrad
RU-KLU Калузьк Калужск Kaluga
RU-KIR Кіровськ Кировск Kirov
RU-KOS Костромськ Костромск Kostroma
RU-KRS Курськ Курск Kursk
RU-LEN Ленінградськ Ленинградск Leningrad
RU-LIP Липецьк Липецк Lipetsk
RU-MOS Московськ Московск Moscow
RU-MUR Мурманськ Мурманск Murmansk
RU-NIZ Нижньогородськ|Нижегородськ Нижегородск Nizhny#Novgorod
RU-NGR Новгородськ Новгородск Novgorod
RU-NVS Новосибірськ Новосибирск Novosibirsk
RU-OMS Омськ Омск Omsk
RU-ORE Оренбурзьк Оренбургск Orenburg
RU-ORL Орловськ Орловск Oryol
RU-PNZ Пензенськ Пензенск Penza
RU-PSK Псковськ Псковск Pskov
RU-ROS Ростовськ Ростовск Rostov
RU-RYA Рязанськ Рязанск Ryazan
RU-SAM Самарськ Самарск Samara
RU-SAR Саратовськ Саратовск Saratov
RU-SMO Смоленськ Смоленск Smolensk
RU-SVE Свердловськ Свердловск Sverdlovsk
RU-TAM Тамбовськ Тамбовск Tambov
RU-TVE Тверськ Тверск Tver
RU-TUL Тульськ Тульск Tula
RU-TYU Тюменськ Тюменск Tyumen
RU-ULY Ульяновськ Ульяновск Ulyanovsk
RU-VLA Володимирськ Владимирск Vladimir
RU-VGG Волгоградськ Волгоградск Volgograd
RU-VLG Вологодськ Вологодск Vologda
RU-VOR Воронезьк Воронежск Voronezh
RU-YAR Ярославськ Ярославск Yaroslavl
BY-BR Брестськ Брестск Brest
BY-HO Гомельськ Гомельск Gomel|Homel
BY-HR Гродненськ Гродненск Grodno
BY-MA Могильовськ|Могилевськ Могилевск|Могилёвск Mogilev
BY-MI Мінськ Минск Minsk
BY-VI Вітебськ Витебск Vitebsk
"""
_UK = ("{}а область", "{}ої області", "{}ій області", "{}у область", "{}ою областю", "{}ій обл.")
_RU = ("{}ая область", "{}ой области", "{}ую область", "{}ой областью", "{}ой обл.")
_EN = ("{} Oblast", "{} region", "{} oblast")
_ROWS = [line.split(" ") for line in _UKRAINIAN.strip().splitlines()]


def _cases() -> list[tuple[str, str]]:
    cases = []
    for code, *names in _ROWS:
        for stems, forms in zip(names, (_UK, _RU, _EN), strict=True):
            for stem in stems.replace("#", " ").split("|"):
                cases += [(code, form.format(stem)) for form in forms]
    return cases


@pytest.mark.parametrize("code", [row[0] for row in _ROWS])
def test_a_region_is_recognised_in_every_case(gazetteer: Gazetteer, code: str) -> None:
    missed = []
    for surface in [surface for other, surface in _cases() if other == code]:
        found = places(f"Report: {surface} 12.08.2024", gazetteer)
        if not any(r.place and r.place.id == f"adm1:{code}" and r.toponym.surface == surface for r in found):
            missed.append((surface, [(r.toponym.surface, r.place and r.place.id) for r in found]))
    assert not missed


@pytest.mark.parametrize(
    ("code", "surfaces"),
    [
        ("RU-KDA", ("Краснодарський край", "Краснодарського краю", "Krasnodar Krai", "Кубані")),
        ("RU-STA", ("Ставропольському краї", "Ставропольского края", "Stavropol Krai")),
        ("RU-CE", ("Чечні", "Чечне", "Чечню", "Chechnya")),
        ("RU-DA", ("Дагестані", "Дагестане", "Dagestan")),
        ("RU-TA", ("Татарстані", "Татарстане", "Tatarstan")),
        ("RU-BA", ("Башкортостані", "Башкирии", "Bashkortostan")),
        ("RU-AD", ("Адигеї", "Адыгее", "Adygea")),
        ("RU-MO", ("Мордовії", "Мордовии", "Mordovia")),
        ("RU-UD", ("Удмуртії", "Удмуртии", "Udmurtia")),
        ("UA-43", ("Криму", "Криму", "Крыму", "Крымом", "Crimea")),
        ("UA-59", ("Сумщині", "Сумщиною", "Сумщине")),
        ("UA-63", ("Харківщині", "Харьковщине")),
        ("UA-14", ("Донеччині", "Донетчине", "ДНР")),
        ("UA-09", ("Луганщині", "ЛНР")),
        ("RU-BEL", ("Бєлгородщині", "Белгородщине", "Білгородщини")),
        ("RU-KRS", ("Курщині", "Курщину")),
        ("RU-BRY", ("Брянщині", "Брянщины")),
    ],
)  # fmt: skip
def test_lands_and_republics_are_recognised(
    gazetteer: Gazetteer, code: str, surfaces: tuple[str, ...]
) -> None:
    for surface in surfaces:
        preposition = "in" if surface.isascii() else "на" if "щин" in surface or "Кубан" in surface else "у"
        found = places(f"Вибухи {preposition} {surface} вночі.", gazetteer)
        assert [r.place.id for r in found if r.place] == [f"adm1:{code}"], surface
