"""Finding place names in Ukrainian, Russian and English text."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.gazetteer import Gazetteer
from geo.toponyms import Toponym, find


def surfaces(text: str, gazetteer: Gazetteer) -> list[str]:
    return [toponym.surface for toponym in find(text, gazetteer)]


def only(text: str, gazetteer: Gazetteer) -> Toponym:
    found = find(text, gazetteer)
    assert len(found) == 1, [toponym.surface for toponym in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Бої точаться на околицях Часового Яру та Торецька.", ["Часового Яру", "Торецька"]),
        ("Дрони атакували Рязань, Ростов-на-Дону й Новоросійськ.",
         ["Рязань", "Ростов-на-Дону", "Новоросійськ"]),
        ("Взрывы прогремели в Белгороде и под Суджей.", ["Белгороде", "Суджей"]),
        ("У Великій Новосілці, Кривому Розі й Кам’янці-Подільському тривога.",
         ["Великій Новосілці", "Кривому Розі", "Кам’янці-Подільському"]),
        ("Russian forces shelled Kupiansk, Chasiv Yar and Velyka Novosilka.",
         ["Kupiansk", "Chasiv Yar", "Velyka Novosilka"]),
        ("На Сумщині та Донеччині тривають обстріли.", ["Сумщині", "Донеччині"]),
        ("Ворог обстріляв Нікопольщину", ["Нікопольщину"]),
        ("Удар по Курской обл. и Краснодарскому краю", ["Курской обл.", "Краснодарскому краю"]),
        ("Губернатор Брянської, Калузької і Курської областей",
         ["Брянської", "Калузької", "Курської областей"]),
        ("На Лиманському напрямку п'ять атак, на Покровському – дев'ять.",
         ["Лиманському напрямку", "Покровському"]),
        ("У Херсонській області влучили в міст, у Запорізькій — у склад.",
         ["Херсонській області", "Запорізькій"]),
        ("Operations in the Kursk region of the Russian Federation", ["Kursk region", "Russian Federation"]),
        ("Над Чёрным морем и в районе Керченского пролива", ["Чёрным морем", "Керченского пролива"]),
        ("Бої за Плєхово і Мілерово та Кореневo", ["Плєхово", "Мілерово", "Кореневo"]),
        ("Нафтопровід горить у Найтоповичах Брянської області", ["Найтоповичах", "Брянської області"]),
        ("Населений пункт у Донецькій народній республіці", ["Донецькій народній республіці"]),
        ("Shelling of Sumy and Kharkiv regions continued", ["Sumy", "Kharkiv regions"]),
        ("Пошкоджено будинок у Бериславському р-ні", ["Бериславському р-ні"]),
        ("Ворожбянська громада під обстрілом", ["Ворожбянська громада"]),
        ("На Лимано-Куп'янському напрямку штурми", ["Лимано-Куп'янському напрямку"]),
        ("Drones hit Engels-2 air base", ["Engels-2"]),
        ("Пожежа у Донецьку на складі", ["Донецьку"]),
        ("У Курській області бої, а в Бєлгородській ЗСУ відійшли", ["Курській області", "Бєлгородській"]),
        ("Базу біля Каменки-Бузкої обстріляли", ["Каменки-Бузкої"]),
        ("Горить нафтобаза Чорноморського флоту у Криму", ["Криму"]),
        ("Сбито 16 над Брянской, 9 над Курской, по одному над Тульской и Орловской областями",
         ["Брянской", "Курской", "Тульской", "Орловской областями"]),
        ("В Белгородском районе ранен житель, в Грайворонском округе — сёла, в Валуйском — хутор.",
         ["Белгородском районе", "Грайворонском округе", "Валуйском"]),
        ("Пошкоджено дім у Шахтарській громаді та склад у Межівській.",
         ["Шахтарській громаді", "Межівській"]),
        ("Поранено двох (Новгород-Сіверський район)", ["Новгород-Сіверський район"]),
        ("Power cuts in the Morozovsky district", ["Morozovsky district"]),
        ("Горит нефтебаза в посёлке Волна", ["Волна"]),
        ("Атаки у Вишневого и Новодмитровки", ["Вишневого", "Новодмитровки"]),
        ("Заявлено о взятии Даченского южнее Покровска", ["Даченского", "Покровска"]),
        ("Газ идёт из Западной Сибири через Ужгород", ["Ужгород"]),
        ("У пункта пропуска «Шебекино» отбита атака", ["Шебекино"]),
        ("They shelled a market in the Tekstilshchik suburb of Donetsk", ["Tekstilshchik", "Donetsk"]),
        ("Пошкоджено міст у мікрорайоні Острів у Херсоні", ["Острів", "Херсоні"]),
        ("Канал «Новини» повідомив про вибухи у Сумах", ["Сумах"]),
        ("Штурми поблизу Українська та Селидового", ["Українська", "Селидового"]),
        ("Бої точаться за Камишуваху", ["Камишуваху"]),
        ("БДК «Новочеркасск» загорелся в порту Феодосии", ["Феодосии"]),
        ("Про це повідомив голова ОВА Чаус", []),
        ("Губернатор Гусев и глава ЛНР Пасечник молчат", ["ЛНР"]),
        ("Дрони СБУ влучили в склад", []),
        ("По словам Смирнова, ранен житель Суджи", ["Суджи"]),
        ("Балаклію вдарили ракетами", ["Балаклію"]),
        ("Через Родинське і Білицьке пролягають шляхи", ["Родинське", "Білицьке"]),
        ("Степногірськ і сусіднє Приморське тримають", ["Степногірськ", "Приморське"]),
        ("На трассе «Рыльск — Дурово» дрон", ["Рыльск", "Дурово"]),
        ("Пошкоджено поїзд «Шостка – Київ»", ["Київ"]),
        ("Под Новый год досталось Туапсе", ["Туапсе"]),
        ("В округе Белгородчины погиб водитель", ["Белгородчины"]),
        ("Свет пропал в селе Новостроевка-Первая", ["Новостроевка-Первая"]),
        ("В Клинцах загорелась нефтебаза", ["Клинцах"]),
        ("На Майдані в Києві тихо", ["Києві"]),
        ("The canal leads to Port Said", ["Port Said"]),
        ("Представники Красного Креста прибули до Києва", ["Києва"]),
        ("Ключовий аеродром Криму", ["Криму"]),
        ("Освобождено последнее село области — Горналь", ["Горналь"]),
        ("Освободили Горналь. Последнее — Горналь. Киев молчит", ["Горналь", "Горналь", "Киев"]),
        ("Пошкоджено ТЕЦ, заявив Рогов", []),
        ("Старомайорське наше – бійці бригади записали відео", ["Старомайорське"]),
        ("Рубежное полностью под нашим контролем", ["Рубежное"]),
        ("Дачное освобождено", ["Дачное"]),
        ("Лиман деоккупирован, сообщил Генштаб", ["Лиман"]),
        ("“Robotyne has been liberated,” she told television", ["Robotyne"]),
        ("«Вербове звільнене», – сказав речник", ["Вербове"]),
        ("Рядом с кафе «Чехов сад» упала ракета", []),
        ("Обстрел Масловой Пристани: осколки попали в машины", ["Масловой Пристани"]),
        ("Разрушен мост — Захарова обвинила Запад", []),
        ("«Легион Свободы» снял видео из Козинки", ["Козинки"]),
        ("У «Хортиці» заперечують втрату Курахового", ["Курахового"]),
        ("«Азов» перебрасывают из-под Дзержинска", ["Дзержинска"]),
        ("Захисники «Азовсталі» в полоні", ["Азовсталі"]),
        ("В Шебекинском городском округе выпущено 14 снарядов", ["Шебекинском городском округе"]),
        ("A column burned in Oktyabrskoye, Rylsky Raion", ["Oktyabrskoye", "Rylsky Raion"]),
        ("Putin said Sudzha had been liberated", ["Sudzha"]),
    ],
)  # fmt: skip
def test_names_are_found_in_every_form(gazetteer: Gazetteer, text: str, expected: list[str]) -> None:
    assert surfaces(text, gazetteer) == expected


@pytest.mark.parametrize(
    ("text", "kind", "relation"),
    [
        ("Тривають бої на Покровському напрямку", "direction", "direction"),
        ("Attacks in the Pokrovsk direction were repelled", "direction", "direction"),
        ("Бої в Курській області", "region", "in"),
        ("Fighting in Kursk Oblast goes on", "region", "in"),
        ("Обстріл Бериславського району", "district", "mention"),
        ("Горить Рязанський НПЗ", "facility", "mention"),
        ("Пожежа на аеродромі «Саки»", "facility", "in"),
        ("Вибухи біля Суджі", "settlement", "near"),
        ("Explosions near Sudzha", "settlement", "near"),
        ("Київ заявив про удар", "settlement", "metonym"),
        ("Киев это отрицает", "settlement", "metonym"),
        ("В Киеве заявили, что бои продолжаются", "settlement", "metonym"),
        ("Росіяни вийшли до Дніпра", "water", "in"),
        ("Шойгу приказал отводить войска за Днепр", "water", "in"),
        ("Мобілізовані із Самари жили в училищі", "settlement", "mention"),
        ("Это, утверждает Москва, была провокация", "settlement", "metonym"),
        ("Kyiv denied the report", "settlement", "metonym"),
        ("Washington did not comment", "settlement", "metonym"),
        ("Глава Курчатова сообщил об ударе", "settlement", "metonym"),
        ("The Engels-2 air base burned", "facility", "mention"),
        ("Росія заявила про захоплення міста", "country", "metonym"),
        ("Форсування Дніпра триває", "water", "mention"),
        ("У Дніпрі пролунав вибух", "settlement", "in"),
    ],
)
def test_kind_and_relation(gazetteer: Gazetteer, text: str, kind: str, relation: str) -> None:
    toponym = only(text, gazetteer)
    assert (toponym.kind, toponym.relation) == (kind, relation)


@pytest.mark.parametrize(
    ("text", "km"),
    [
        ("Колона стоїть за 10 км від Суджі", 10.0),
        ("Колонна в 15 километрах от Курска", 15.0),
        ("A column 12.5 km north of Kharkiv", 12.5),
        ("Бої біля Суджі", 5.0),
        ("Бої в Суджі", None),
    ],
)
def test_distances(gazetteer: Gazetteer, text: str, km: float | None) -> None:
    assert only(text, gazetteer).distance_km == km


@pytest.mark.parametrize(
    "text",
    [
        "Удар по нафтопроводу «Дружба» зупинив постачання.",
        "Нефтепровод «Дружба» снова работает.",
        "Про це розповів мер Віталій Кличко.",
        "Речниця Наталія Гуменюк уточнила дані.",
        "Мир і перемога вже близько.",
        "Победа будет за нами, заявил он.",
        "Щастя вам і здоров'я!",
        "Українські військові відбили атаку.",
        "Російські окупанти відступили.",
        "Угруповання «Схід» звітує про втрати.",
        "Флагман Чорноморського флоту затонув.",
        "On March 5 he read about peace; on 13 May and on Friday he rested.",
        "Smirnov said so. Mrs. Lincoln agreed, and Lincoln said it again.",
        "Кроме того, все силы отошли.",
        "Mr Jackson and Charlotte Austin met Captain Lincoln.",
        "",
        "...",
    ],
)
def test_people_things_and_words_are_no_places(gazetteer: Gazetteer, text: str) -> None:
    assert surfaces(text, gazetteer) == []


def test_offsets_point_into_the_text_as_given(gazetteer: Gazetteer) -> None:
    text = "Бої\u200b біля Ку\u0301рська, Сло\u00adв'янська та\u00a0Часового\u00a0Яру; Białystok 🙂 Суджа"
    for toponym in find(text, gazetteer):
        assert text[toponym.start : toponym.end] == toponym.surface
    assert {"Ку\u0301рська", "Сло\u00adв'янська", "Часового\u00a0Яру", "Суджа"} <= set(
        surfaces(text, gazetteer)
    )


def test_decomposed_letters_are_read(gazetteer: Gazetteer) -> None:
    text = unicodedata.normalize("NFD", "Бої в Києві, Чугуєві та Ізюмі й Йосипівці")
    assert [unicodedata.normalize("NFC", s) for s in surfaces(text, gazetteer)][:3] == [
        "Києві",
        "Чугуєві",
        "Ізюмі",
    ]


ODD = st.sampled_from(
    ["\u200b", "\u0301", "\u00ad", "\u202e", "\ufeff", " ", "", "\u00a0", "😀", "<b>", "&nbsp;"]
)
WORDS = st.sampled_from(
    ["Курськ", "Суджі", "Часового", "Яру", "в", "біля", "області", "Курській", "Kyiv", "said",
     "U.S.", "İzmir",
     "ẞ",
     "Ростов-на-Дону", "10 км від", "Donetsk Oblast", "'", "«", "»", "ﬁ", "обл.", "\ud800", "СУДЖА", "ё"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(WORDS, ODD), max_size=30))
def test_any_mixture_keeps_its_offsets(gazetteer: Gazetteer, pieces: list[tuple[str, str]]) -> None:
    check_offsets("".join(word + odd for word, odd in pieces), gazetteer)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_keeps_its_offsets(gazetteer: Gazetteer, text: str) -> None:
    check_offsets(text, gazetteer)


def check_offsets(text: str, gazetteer: Gazetteer) -> None:
    end = 0
    for toponym in find(text, gazetteer):
        assert end <= toponym.start < toponym.end <= len(text)
        assert text[toponym.start : toponym.end] == toponym.surface
        end = toponym.end


@pytest.mark.parametrize(
    "text",
    [
        "Суджа" * 200_000,
        "Курська область, " * 60_000,
        "Курській, " * 100_000,
        "A." * 500_000,
        "10 км від " * 100_000,
        "Нью-" * 250_000,
        "\u200b" * 1_000_000,
        "Ð¡ÑƒÐ´Ð¶Ð°" * 80_000,
        "<td>Суджа</td>&nbsp;" * 50_000,
        "\u202eСуджа 🙂" * 100_000,
    ],
    ids=[
        "no-space",
        "regions",
        "adjectives",
        "dots",
        "numbers",
        "hyphens",
        "invisible",
        "mojibake",
        "html",
        "rtl",
    ],
)
def test_a_megabyte_of_anything_is_read(gazetteer: Gazetteer, text: str) -> None:
    found = find(text, gazetteer)
    assert all(text[t.start : t.end] == t.surface for t in found[:100])


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("Пошкоджено склади у Бердянську та Луганську", ["in", "in"]),
        ("Бої у районах населених пунктів Гостре, Георгіївка та Костянтинівка", ["near", "near", "near"]),
        ("Взрывы в Киеве, Львове и Одессе", ["in", "in", "in"]),
        ("Взрывы в Киеве, Москва отрицает удар", ["in", "metonym"]),
        ("ЗСУ увійшли в Суджу, Київ мовчить", ["in", "metonym"]),
        ("Shelling near Nikopol went on. Engels-2 air base was hit", ["near", "mention"]),
    ],
)
def test_what_is_said_of_the_first_of_a_list_holds_for_all(
    gazetteer: Gazetteer, text: str, relations: list[str]
) -> None:
    assert [toponym.relation for toponym in find(text, gazetteer)] == relations


@pytest.mark.parametrize(
    "text",
    [
        "Речник ОТУ «Харків» відмовився говорити",
        "A spokesman of the Kharkiv operational tactical group spoke",
        "Рівень води впав",
        "Перехрестя біля мосту закрили",
    ],
)
def test_commands_named_after_towns_and_words_are_no_places(gazetteer: Gazetteer, text: str) -> None:
    assert find(text, gazetteer) == []


def test_the_danube_is_no_hamlet(gazetteer: Gazetteer) -> None:
    (danube,) = find("Порт на Дунае атакован", gazetteer)
    assert danube.kind == "water"


def test_the_port_of_a_town_is_not_its_refinery(gazetteer: Gazetteer) -> None:
    (port,) = find("the port of Odesa was hit", gazetteer)
    assert [gazetteer.place(row).id for row in port.rows][:1] == ["gn:698740"]
