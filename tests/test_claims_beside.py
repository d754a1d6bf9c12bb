"""Places beside an event: linked, lived in, headed for, compared, recalled, or in a clause of their own."""

from datetime import date

import pytest

from geo.claims import read_claims
from geo.gazetteer import Gazetteer
from geo.reports import Report

DAY = date(2025, 3, 14)


def places(gazetteer: Gazetteer, text: str, lang: str) -> set[str]:
    claims = read_claims(Report(text, date=DAY, lang=lang), gazetteer)
    return {c.resolution.place.name for c in claims if c.resolution and c.resolution.place}


CLAUSES = [
    ("en", "A drone hit a depot in Rylsk; repair crews are on their way from Lgov.", {"Rylsk"}),
    ("en", "Russian troops took Guyevo, and aid convoys for Sumy now use a longer road.", {"Guyevo"}),
    ("en", "Missiles struck Poltava, leaving Kremenchuk in the dark.", {"Poltava"}),
    ("en", "Bombs fell on Kupiansk, which supplies Izium with bread.", {"Kupiansk"}),
    ("en", "Troops entered Toretsk, while Kramatorsk has become a town of hospitals.", {"Toretsk"}),
    ("uk", "Дрон влучив у склад у Сумах; ремонтні бригади їдуть із Полтави.", {"Sumy"}),
    ("uk", "Війська зайшли в Торецьк, а Краматорськ приймає поранених.", {"Toretsk"}),
    ("uk", "Штаб очолив полковник, який раніше командував у Бахмуті; ракета влучила в Ізюм.", {"Izium"}),
    ("ru", "Ракета попала в депо в Изюме; Полтава готовит поезда.", {"Izium"}),
    ("ru", "Обстрелян Рыльск, а через Льгов идут колонны с углём.", {"Rylsk"}),
    ("ru", "Взорван мост у Званного, соединявший село с Глушковом.", {"Zvannoye"}),
]
IDLE = [
    ("en", "A missile cut the power line that links Sumy with Konotop.", set()),
    ("en", "Shelling hit Nikopol, home to refugees from Enerhodar.", {"Nikopol"}),
    ("en", "The capture of Kurakhove would threaten Pokrovsk from the south.", {"Kurakhove"}),
    ("en", "Two were killed in Zolochiv; the blast was heard as far away as Kharkiv.", {"Zolochiv"}),
    ("uk", "Ракета влучила в Суми, гул чули аж у Конотопі.", {"Sumy"}),
    ("uk", "У Нікополі загинула жінка, яка жила раніше в Енергодарі.", {"Nikopol"}),
    ("uk", "Обстріляно Білопілля, у Конотопі спокійно.", {"Bilopillia"}),
    ("ru", "Войска заняли Суджу, дорога ведёт отсюда на Льгов.", {"Sudzha"}),
    ("ru", "Ранены двое в Рыльске, жители Льгова видели дым.", {"Rylsk"}),
    ("ru", "Взято Курахово, следующая цель — Покровск.", {"Kurakhove"}),
]
GOALS = [
    ("en", "A drone hit the train to Kramatorsk near Barvinkove.", {"Barvinkove"}),
    ("en", "A driver taking bread to Lyptsi was killed in Kharkiv.", {"Kharkiv"}),
    ("en", "Fighting went on in Vovchansk, with food and water taken to Lyptsi.", {"Vovchansk"}),
    ("en", "A new strike damaged the road close to Sumy.", {"Sumy"}),
    ("en", "Troops fell back from Vuhledar to positions near Bohoiavlenka.", {"Vuhledar"}),
    ("uk", "Дрон ударив по автобусу до Херсона біля Білозерки.", {"Bilozerka"}),
    ("uk", "Військові відійшли з Вугледара на рубежі біля Богоявленки.", {"Vuhledar"}),
    ("ru", "Дрон ударил по автобусу до Льгова у Рыльска.", {"Rylsk"}),
    ("ru", "Жителей Рыльска вывозят в лагеря Воронежа.", {"Rylsk"}),
    ("en", "The Pokrovsk–Kostiantynivka highway lies under fire, and Toretsk was shelled.", {"Toretsk"}),
    ("uk", "Дрони спалили авто в Юнаківці, на трасі Суми – Суджа затор.", {"Yunakivka"}),
    ("ru", "Обстрелян Рыльск, поезд Курск – Льгов задержан.", {"Rylsk"}),
]
PEOPLE = [
    ("en", "A drone wounded two men in Kherson; one is in a Mykolaiv hospital.", {"Kherson"}),
    ("en", "A volunteer from Poltava was killed in Chasiv Yar.", {"Chasiv Yar"}),
    ("uk", "Намісник у Криму Аксьонов визнав удар по Джанкою.", {"Dzhankoi"}),
    ("uk", "У Харкові зруйновано будинок, на допомогу виїхали рятувальники з Полтави.", {"Kharkiv"}),
    ("ru", "Дроны запускали из Орла, Брянска и оккупированного Донецка, взрыв был в Сумах.", {"Sumy"}),
    ("ru", "В Одессе эту версию отвергли: гарнизон Змеиного бежал после ударов.", {"Snake Island"}),
]
HINDSIGHT = [
    ("en", "Missiles hit Sumy, under pressure since Ukrainian troops were pushed out of Sudzha.", {"Sumy"}),
    ("en", "A blast rocked Izium; the town lies east of Russian-held Balakliia.", {"Izium"}),
    ("en", "Troops entered Toretsk and could next threaten Kramatorsk.", {"Toretsk"}),
    ("uk", "Для порівняння: вибух у Балаклії у 2017 році був слабший.", set()),
    ("ru", "Аналитики считают, что взять Славянск армия не сможет.", set()),
]
HISTORY = [
    ("en", "A drone hit Rylsk on Thursday. Lgov was attacked on 12 February.", {"Rylsk"}),
    ("en", "On Thursday a bomb hit Izium. In the first days of the war tanks stormed Sumy.", {"Izium"}),
    ("uk", "У четвер дрон влучив у Суми. Нагадаємо, 2 березня обстріляно Конотоп.", {"Sumy"}),
    ("uk", "У четвер обстріляли Нікополь. Минулої осені ракети били по Полтаві.", {"Nikopol"}),
    ("ru", "В четверг обстреляли Рыльск. Прошлой зимой ракета попала в Льгов.", {"Rylsk"}),
]


@pytest.mark.parametrize(
    ("lang", "text", "there"),
    [*CLAUSES, *IDLE, *GOALS, *PEOPLE, *HINDSIGHT, *HISTORY],
    ids=lambda value: value if isinstance(value, str) and len(value) == 2 else None,
)
def test_nothing_happens_at_a_place_beside_the_event(gazetteer, lang, text, there):
    assert places(gazetteer, text, lang) == there


@pytest.mark.parametrize(
    ("lang", "text", "there"),
    [
        ("en", "The drones reached as far as Engels.", "Engels"),
        ("en", "Shelling hit the road from Sumy to Konotop.", "Sumy"),
        ("en", "Ships that stood in Sevastopol were damaged by drones.", "Sevastopol"),
        ("en", "The ministry reported attacks on three regions, including near Sudzha.", "Sudzha"),
        ("ru", "Взяты Родинское со Степногорском.", "Stepnohirsk"),
        ("ru", "Жители Сызрани слышали взрывы.", "Syzran"),
        ("uk", "Кораблі, які стояли в Севастополі, пошкоджено дронами.", "Sevastopol"),
    ],
)
def test_what_happens_beside_such_words_is_still_told(gazetteer, lang, text, there):
    assert there in places(gazetteer, text, lang)
