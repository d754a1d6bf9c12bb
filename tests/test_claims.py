"""What a sentence claims: type, actor, claimant, control, and what is no event at all.

Places are given by hand here, so that these tests are about claims alone.
"""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.claims import Claim, analysis, read_claims
from geo.claims.inferred import holder
from geo.gazetteer import Gazetteer, Place
from geo.geocode import Resolution
from geo.reports import Report
from geo.toponyms import Toponym

DAY = date(2024, 12, 14)


def place(name: str, country: str) -> Place:
    return Place(
        row=len(name), id=f"test:{name}", name=name, name_uk=name, name_ru=name, kind="settlement", lat=51.0,
        lon=35.0, country=country, region=None, district=None, population=0, radius_km=0.0, source="test",
    )  # fmt: skip


@pytest.fixture
def read(monkeypatch):
    """Return a function that reads a text in which the names given are settlements of a country."""

    def reader(
        text: str, *names: str, lang: str = "en", country: str = "RU", source: str = ""
    ) -> list[Claim]:
        found = []
        for name in names:
            at = text.find(name)
            assert at >= 0, name
            while at >= 0:
                toponym = Toponym(at, at + len(name), name, "settlement", "in", None, (1,))
                found.append(Resolution(toponym, place(name, country), 0.9, (), ()))
                at = text.find(name, at + 1)
        monkeypatch.setattr(analysis, "places", lambda *_: sorted(found, key=lambda r: r.toponym.start))
        return read_claims(Report(text, date=DAY, lang=lang, source_name=source), None)

    return reader


def only(claims: list[Claim]) -> Claim:
    assert len(claims) == 1, [(c.quote, c.event_type, c.reasons) for c in claims]
    return claims[0]


CONTROL = [
    ("en", "Ukrainian troops captured Darino.", "Ukraine", "captured"),
    ("en", "Darino was recaptured by Russian forces.", "Russia", "recaptured"),
    ("en", "The Russian Defence Ministry announced the liberation of Darino.", "Russia", "liberated"),
    ("en", "Ukrainian forces withdrew from Darino.", "Russia", "lost"),
    ("en", "Darino remains under Ukrainian control.", "Ukraine", "held"),
    ("en", "Fighting continues in Darino.", "contested", "contested"),
    ("en", "Russian soldiers entered Darino.", "", "entered"),
    ("uk", "Сили оборони звільнили Дар'їне.", "Ukraine", "liberated"),
    ("uk", "Противник окупував Дар'їне.", "Russia", "captured"),
    ("uk", "У селі Дар'їне тривають бої.", "contested", "contested"),
    ("uk", "Українські війська не втратили Дар'їне.", "Ukraine", "held"),
    ("ru", "Российские войска освободили Дарьино.", "Russia", "liberated"),
    ("ru", "ВСУ отошли из Дарьино.", "Russia", "lost"),
    ("ru", "Дарьино остаётся под контролем ВСУ.", "Ukraine", "held"),
]
NAMES = {"en": "Darino", "uk": "Дар'їне", "ru": "Дарьино"}


@pytest.mark.parametrize(("lang", "text", "side", "sense"), CONTROL)
def test_control_follows_the_verb_and_the_actor(read, lang, text, side, sense):
    claim = only(read(text, NAMES[lang], lang=lang))
    assert (claim.control, claim.control_sense) == (side, sense)


NO_FACTS = [
    ("en", "Zelensky denied that Darino was captured.", "denied"),
    ("en", "Russia's General Staff said that its troops intend to take Darino under control.", ""),
    ("uk", "Генштаб спростував захоплення села Дар'їне.", "denied"),
    ("uk", "Зеленський сказав, що росіяни планують захопити Дар'їне.", ""),
    ("ru", "Генштаб ВСУ опроверг захват села Дарьино.", "denied"),
    ("ru", "Путин приказал освободить Дарьино.", ""),
]


@pytest.mark.parametrize(("lang", "text", "sense"), NO_FACTS)
def test_denials_and_plans_are_statements_without_control(read, lang, text, sense):
    claim = only(read(text, NAMES[lang], lang=lang))
    assert (claim.event_type, claim.control, claim.control_sense) == ("statement", "", sense)


NO_EVENTS = [
    ("en", "There is no confirmation that Darino was captured."),
    ("en", "ISW has not observed evidence that Russian forces entered Darino."),
    ("en", "Claims of the capture of Darino could not be verified."),
    ("en", "The 11th Brigade is stationed in Darino."),
    ("en", "The wounded were taken to a hospital in Darino."),
    ("en", "Drones launched from Darino were shot down."),
    ("en", "They may attack Darino."),
    ("en", "Darino is a village on the river."),
    ("uk", "Підтвердження захоплення Дар'їне немає."),
    ("uk", "Поранених доправили до лікарні в Дар'їне."),
    ("uk", "Ракети запустили з району Дар'їне."),
    ("ru", "Данные о взятии Дарьино не подтверждены."),
    ("ru", "Беспилотники запускали из района Дарьино."),
    ("ru", "Пострадавших доставили в больницу Дарьино."),
]


@pytest.mark.parametrize(("lang", "text"), NO_EVENTS)
def test_what_is_unconfirmed_or_only_mentioned_gives_no_event(read, lang, text):
    assert read(text, NAMES[lang], lang=lang) == []


TYPES = [
    ("en", "Russian aircraft dropped guided bombs on Darino.", "air_strike"),
    ("en", "A drone attacked a bus in Darino.", "drone_strike"),
    ("en", "Artillery shelled Darino.", "shelling"),
    ("en", "Two residents were killed in Darino.", "civilian_harm"),
    ("en", "Air defences shot down nine drones over Darino.", "air_defence"),
    ("en", "A tractor driver struck a mine near Darino.", "mine"),
    ("en", "Residents of Darino were evacuated.", "evacuation"),
    ("en", "Soldiers captured in Darino came home in a prisoner exchange.", "prisoners"),
    ("en", "A bridge in Darino collapsed.", "infrastructure"),
    ("en", "Russian troops tried to enter Darino.", "battle"),
    ("uk", "Ворог штурмував позиції біля Дар'їне.", "battle"),
    ("uk", "Росіяни просунулися поблизу Дар'їне.", "advance"),
    ("uk", "Ворог атакував дронами Дар'їне.", "drone_strike"),
    ("ru", "Авиация сбросила бомбы на Дарьино.", "air_strike"),
    ("ru", "ВСУ обстреляли Дарьино из миномётов.", "shelling"),
    ("ru", "Жителей Дарьино вывезли.", "evacuation"),
]


@pytest.mark.parametrize(("lang", "text", "event_type"), TYPES)
def test_the_type_follows_the_verb_and_the_weapon(read, lang, text, event_type):
    assert only(read(text, NAMES[lang], lang=lang)).event_type == event_type


CLAIMANTS = [
    ("en", "Shelling hit Darino, acting governor Alexei Smirnov said.", "Smirnov", "Russia", "claimed"),
    ("en", "According to ISW, Russian forces advanced near Darino.", "ISW", "independent", "assessed"),
    ("en", "Russia's defence ministry said its troops liberated Darino.", "Russian MoD", "Russia", "claimed"),
    ("en", "Russian milbloggers claimed that Darino was captured.", "milbloggers", "Russia", "reported"),
    ("en", "Geolocated footage shows gains in Darino, ISW said.", "ISW", "independent", "visually confirmed"),
    ("uk", "За даними Генштабу, ворог атакував Дар'їне.", "General Staff of Ukraine", "Ukraine", "claimed"),
    ("uk", "Противник окупував Дар'їне, пише DeepState.", "DeepState", "Ukraine", "assessed"),
    ("ru", "Дарьино обстреляли, сообщил губернатор Хинштейн.", "Khinshtein", "Russia", "claimed"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "name", "side", "basis"), CLAIMANTS)
def test_who_says_so(read, lang, text, name, side, basis):
    claim = only(read(text, NAMES[lang], lang=lang))
    assert name in claim.claimant
    assert (claim.claimant_side, claim.basis) == (side, basis)


def test_a_claimant_is_carried_over_to_the_next_sentences(read):
    first, second = read(
        "Zelensky said that Darino was shelled. He added that Sverdlikovo was captured by Ukrainian troops.",
        "Darino", "Sverdlikovo",
    )  # fmt: skip
    assert first.claimant == second.claimant == "Volodymyr Zelensky (President of Ukraine)"
    assert any("earlier sentence" in reason for reason in second.reasons)


def test_the_source_of_the_report_speaks_when_nobody_else_does(read):
    claim = only(read("Darino was shelled.", "Darino", source="TASS"))
    assert (claim.claimant, claim.claimant_side, claim.basis) == ("TASS", "Russia", "reported")


def test_both_sides_claims_stand_side_by_side(read):
    russia, ukraine = read(
        "The Russian Ministry of Defence announced the capture of Darino. "
        "Ukraine's General Staff denied the loss of Darino.",
        "Darino",
    )
    assert (russia.control, ukraine.control) == ("Russia", "")
    assert ukraine.claimant == "General Staff of Ukraine"


def test_a_long_list_of_villages_shares_the_event(read):
    claims = read(
        "Ворог атакував у районах Глущенкового, Колодязів, Новоєгорівки та Дружелюбівки.",
        "Глущенкового", "Колодязів", "Новоєгорівки", "Дружелюбівки", lang="uk", country="UA",
    )  # fmt: skip
    assert [c.event_type for c in claims] == ["battle"] * 4
    assert {c.actor for c in claims} == {"Russia"}


def test_the_date_of_the_clause_is_taken(read):
    first, second = read(
        "Darino was shelled on 12 December. On 13 December, Russian troops captured Sverdlikovo.",
        "Darino",
        "Sverdlikovo",
    )
    assert (str(first.start), str(second.end), second.date_precision) == ("2024-12-12", "2024-12-13", "day")


def test_without_a_date_none_is_invented(read):
    claim = only(read("Russian troops captured Darino.", "Darino"))
    assert (claim.start, claim.end, claim.date_precision) == (None, None, "unknown")


def test_a_strike_told_without_a_date_is_news_of_the_day(read):
    claim = only(read("Darino was shelled.", "Darino"))
    assert (claim.start, claim.end, claim.date_precision) == (DAY, DAY, "reported")
    assert claim.reasons[-1] == "no date stated: news of the day of publication"


def test_a_village_that_no_gazetteer_knows_stays_visible(read):
    claim = only(read("Russian forces captured the village of Zazerkalnoye."))
    assert claim.resolution.place is None
    assert claim.resolution.toponym.surface == "Zazerkalnoye"


def test_a_vague_stretch_of_front_stays_visible(read):
    claim = only(read("Zelensky said they may be used in other areas of the front."))
    assert (claim.event_type, claim.resolution.place) == ("statement", None)


def test_reasons_show_the_matched_words(read):
    claim = only(read("Сили оборони звільнили Дар'їне.", "Дар'їне", lang="uk"))
    assert claim.reasons[0] == "matched 'звільнили'"


def test_a_quote_that_is_not_in_the_report_is_refused(read):
    claim = only(read("Darino was shelled.", "Darino"))
    fields = {name: getattr(claim, name) for name in claim.__slots__}
    with pytest.raises(ValueError, match="quote the sentence verbatim"):
        Claim(**fields | {"quote": "Darino was bombed."})


@pytest.mark.parametrize(("lang", "text"), [
    ("en", "Russia's Defence Ministry said its troops had taken Darino, which Kyiv denied."),
    ("en", "Russia's Defence Ministry announced the capture of Darino; Kyiv denied this."),
    ("en", "The Russian MoD claimed that Darino was captured, but the Ukrainian army denied it on Friday."),
    ("uk", "Міноборони РФ заявило про захоплення Дар'їне, Генштаб ЗСУ це спростував."),
    ("uk", "Міноборони Росії заявило, що захопило Дар'їне, але Генштаб ЗСУ спростував цю інформацію."),
    ("ru", "Минобороны РФ заявило о взятии Дарьино, Генштаб ВСУ это опроверг."),
    ("ru", "Минобороны России сообщило о захвате Дарьино, однако Генштаб ВСУ опроверг это заявление."),
])  # fmt: skip
def test_who_denies_a_claim_in_its_own_sentence_has_not_made_it(read, lang, text):
    made, denied = read(text, {"en": "Darino", "uk": "Дар'їне", "ru": "Дарьино"}[lang], lang=lang)
    assert (made.claimant_side, made.control, made.control_sense) == ("Russia", "Russia", "captured")
    assert (denied.claimant_side, denied.event_type, denied.control) == ("Ukraine", "statement", "")
    assert denied.quote == text


def test_a_denial_with_a_content_of_its_own_stays_in_its_sentence(read):
    text = "Russian forces attacked Darino, and the General Staff denied that the village was captured."
    assert [claim.quote for claim in read(text, "Darino")] == [text]


PIECES = """captured denied Darino Дар'їне Дарьино ISW said Генштаб : ; — . , not may before on 12 May мав
'звільнили' « » з в у the village of с. governor OVA North Korean drones"""
WORDS = st.sampled_from([*PIECES.split(), "\n"])
TEXTS = st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=25).map(" ".join))


@settings(deadline=None)
@given(TEXTS, st.sampled_from(["", "en", "uk", "ru"]))
def test_any_text_is_read_and_every_quote_is_verbatim(text, lang):
    report = Report(text, id="x", date=DAY, lang=lang)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(analysis, "places", lambda *_: [])
        for claim in read_claims(report, None):
            assert report.text[claim.quote_start : claim.quote_end] == claim.quote
            assert 0 <= claim.confidence <= 1


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Russian troops entered Sudzha on 11 March. Fighting went on in the town.", "Sudzha"),
        ("Врио губернатора Курской области сообщил, что над регионом сбит дрон.", "Kursk Oblast"),
    ],
)
def test_the_town_and_the_region_stand_for_the_place_named_before(gazetteer, text, place):
    claims = read_claims(Report(text, date=date(2025, 3, 12)), gazetteer)
    assert {c.resolution.place.name for c in claims} == {place}
    assert {"battle", "air_defence"} & {c.event_type for c in claims}
    assert all(c.quote in text for c in claims)


@pytest.mark.parametrize(
    ("text", "lang", "last"),
    [
        (
            "On 13 March troops retook Sudzha, Melovoy and Podol. Fighting near the town went on.",
            "en",
            "Sudzha",
        ),
        (
            "Troops took Loknia on Monday. They came from Sudzha. On Tuesday they left the village.",
            "en",
            "Loknia",
        ),
        ("13 березня ворог зайшов у Суджу, Мелове й Поділ. Місто обстрілювали два дні.", "uk", "Sudzha"),
        ("13 марта войска взяли Суджу и Подол. Село освободили без боя.", "ru", "Podol"),
        ("13 марта войска взяли Суджу. Бои шли на его окраине.", "ru", "Sudzha"),
        ("Российские силы вошли в Суджу. Соседнее село обстреляли.", "ru", ""),
        ("The army took Sudzha. The town council met.", "en", ""),
    ],
)
def test_the_town_is_the_last_town_and_the_village_the_last_village(gazetteer, text, lang, last):
    claims = read_claims(Report(text, date=date(2025, 3, 14), lang=lang), gazetteer)
    sentence = text.rindex(". ") + 2
    names = [c.resolution.place.name for c in claims if c.resolution.place and c.quote_end > sentence]
    assert names == [last] * bool(last)


def test_a_regional_administration_is_the_regions_not_the_last_towns(gazetteer):
    text = "На Сумщині поранено трьох людей у Конотопі та Ямполі, повідомили в ОВА."
    claims = read_claims(Report(text, date=date(2024, 9, 1), lang="uk"), gazetteer)
    assert {c.claimant for c in claims} == {"Regional military administration of Sumy Oblast"}


def test_near_the_town_is_near_the_place_named_before(gazetteer):
    text = (
        "Russia said on 13 March that it had retaken Sudzha. "
        "Ukraine's General Staff said fighting near the town went on."
    )
    claims = read_claims(Report(text, date=date(2025, 3, 14)), gazetteer)
    battle = next(c for c in claims if c.event_type == "battle")
    assert (battle.resolution.place.name, battle.resolution.toponym.relation) == ("Sudzha", "near")
    assert battle.claimant == "General Staff of Ukraine"


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Сирський сказав, що відступу з Суджі поки що немає.", "uk", ("control_change", "Ukraine")),
        ("Главком Сырский заявил, что отступления из Суджи нет.", "ru", ("control_change", "Ukraine")),
        (
            "Russia's defence ministry announced the capture of Kurakhove; there is no confirmation of it.",
            "en",
            ("control_change", "Russia"),
        ),
        ("По данным ГУР, солдаты КНДР прибудут в Курскую область до 1 ноября.", "ru", ("statement", "")),
    ],
)
def test_what_did_not_happen_or_will_is_told_from_what_did(
    gazetteer: Gazetteer, text: str, lang: str, expected: tuple[str, str]
) -> None:
    (claim,) = read_claims(Report(text, date=DAY, lang=lang), gazetteer)
    assert (claim.event_type, claim.control) == expected


def test_the_end_of_a_plan_is_not_its_date(gazetteer: Gazetteer) -> None:
    text = "Russia wants to seize Chasiv Yar before 9 May, Oleksandr Syrskyi wrote on Saturday."
    (claim,) = read_claims(Report(text, date=date(2024, 4, 14), lang="en"), gazetteer)
    assert (claim.event_type, claim.start) == ("statement", date(2024, 4, 13))


def test_a_region_that_frames_its_village_is_no_second_event(gazetteer: Gazetteer) -> None:
    text = "В Белгородской области при атаке дрона на село Муром ранены два человека, написал Гладков."
    (claim,) = read_claims(Report(text, date=date(2025, 2, 3), lang="ru"), gazetteer)
    assert claim.resolution is not None and claim.resolution.toponym.surface == "Муром"


def test_who_did_not_confirm_one_thing_may_report_another(gazetteer: Gazetteer) -> None:
    text = (
        "Генштаб втрату Селидового не підтвердив і повідомив про 13 відбитих атак на Покровському напрямку."
    )
    claims = read_claims(Report(text, date=date(2024, 10, 29), lang="uk"), gazetteer)
    assert "battle" in {claim.event_type for claim in claims}


@pytest.mark.parametrize(("lang", "text", "actor"), [
    ("en", "Russia says it retook Darino.", "Russia"),
    ("ru", "Минобороны заявило о взятии Дарьино.", "Russia"),
    ("uk", "Генштаб: за добу відбито 58 атак у районі Дар'їне.", "Russia"),
    ("en", "The General Staff said troops advanced near Darino.", "Ukraine"),
    ("en", "Two HIMARS missiles struck Darino.", "Ukraine"),
    ("en", "Shaheds struck Darino.", "Russia"),
    ("en", "Drones smuggled into Russia struck Darino, the SBU said.", "Ukraine"),
    ("ru", "Российские военкоры признали потерю Дарьино.", "Ukraine"),
    ("en", "A warehouse caught fire in Darino.", "Ukraine"),
])  # fmt: skip
def test_who_acted_follows_from_who_tells_it_or_whose_arms_they_are(read, lang, text, actor):
    claim = only(read(text, {"en": "Darino", "uk": "Дар'їне", "ru": "Дарьино"}[lang], lang=lang))
    assert claim.actor == actor, claim.reasons


def test_air_defence_that_beats_off_drones_is_no_drone_strike(read):
    text = "Силы ПВО отразили атаку украинских беспилотников в Дарьино."
    claim = only(read(text, "Дарьино", lang="ru"))
    assert (claim.event_type, claim.actor) == ("air_defence", "Russia")


@pytest.mark.parametrize(("day", "side"), [
    (date(2022, 2, 1), "Ukraine"), (date(2022, 5, 1), "Russia"), (date(2022, 12, 1), "Ukraine"),
    (None, "Ukraine"),
])  # fmt: skip
def test_ground_is_held_by_whoever_held_it_that_day(day, side):
    assert holder("UA", 46.64, 32.61, day) == side  # Kherson
    assert holder("UA", 45.0, 34.1, day) == "Russia"  # Crimea
    assert holder("", 43.0, 34.0, day) == ""


@pytest.mark.parametrize(("lang", "text", "name"), [
    ("en", "Russian forces shelled\nDarino on 12 August, the governor said.\nTwo people died.", "Darino"),
    ("uk", "Ворог обстріляв\nДар'їне 12 серпня, повідомив голова ОВА.", "Дар'їне"),
    ("ru", "Украинские дроны атаковали\nДарьино 12 августа, сообщил губернатор.", "Дарьино"),
])  # fmt: skip
def test_a_line_that_breaks_before_the_name_is_no_headline(read, lang, text, name):
    claim = read(text, name, lang=lang)[0]
    assert claim.start == date(2024, 8, 12)
    assert claim.claimant
    assert claim.quote == text[: claim.quote_end]
    assert f"\n{name}" in claim.quote


def test_a_headline_ends_where_the_line_below_tells_an_event(read):
    text = "Village shelled\nDarino was shelled on 12 August, the governor said."
    assert only(read(text, "Darino")).quote.startswith("Darino")


def test_the_time_of_the_day_is_of_the_day_named_before(read):
    text = "Darino was shelled on 3 December. At 1:35 a drone hit Darino. A school burned down in Darino."
    assert {claim.start for claim in read(text, "Darino")} == {date(2024, 12, 3)}


def test_a_time_alone_is_of_the_day_of_publication(read):
    assert only(read("At 1:35 a drone hit a house in Darino.", "Darino")).start == DAY
