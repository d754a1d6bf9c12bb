"""Dates in text: what is one, what is none, and what it is counted from."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.dates import find_dates, words
from geo.dates.intervals import BUILDERS
from geo.dates.words import LANGUAGES, words_of
from geo.errors import GeoError

SATURDAY = date(2024, 12, 14)


def read(text: str, lang: str, anchor: date | None = SATURDAY) -> list[tuple[str, str, str]]:
    return [(str(w.start), str(w.end), w.precision) for w in find_dates(text, anchor, lang)]


DAY = [
    ("en", "late in the evening", "2024-12-14"),
    ("en", "just after midnight", "2024-12-14"),
    ("en", "08:40 Shells hit the town", "2024-12-14"),
    ("en", "in the evening of 5 December", "2024-12-05"),
    ("en", "at half past seven in the morning", "2024-12-14"),
    ("en", "around four o'clock in the afternoon", "2024-12-14"),
    ("en", "minutes before midnight", "2024-12-14"),
    ("en", "before sunrise", "2024-12-14"),
    ("en", "several hours ago", "2024-12-14"),
    ("en", "as of 6 p.m.", "2024-12-14"),
    ("en", "throughout the night", "2024-12-14"),
    ("en", "on Easter Sunday", "2024-05-05"),
    ("en", "the night before last", "2024-12-12"),
    ("uk", "о пів на восьму ранку", "2024-12-14"),
    ("uk", "до п'ятої ранку", "2024-12-14"),
    ("uk", "близько третьої години ночі", "2024-12-14"),
    ("uk", "удосвіта", "2024-12-14"),
    ("uk", "цілу ніч", "2024-12-14"),
    ("uk", "у другій половині дня", "2024-12-14"),
    ("uk", "дві години тому", "2024-12-14"),
    ("uk", "вчора пізно ввечері", "2024-12-13"),
    ("uk", "у ніч на Великдень", "2024-05-05"),
    ("ru", "в половине восьмого утра", "2024-12-14"),
    ("ru", "около шести вечера", "2024-12-14"),
    ("ru", "по состоянию на 18:00", "2024-12-14"),
    ("ru", "глубокой ночью", "2024-12-14"),
    ("ru", "поздно вечером 5 декабря", "2024-12-05"),
    ("ru", "несколько часов назад", "2024-12-14"),
    ("ru", "в пасхальную ночь", "2024-05-05"),
    ("ru", "о минувших сутках", "2024-12-13"),
    ("en", "on New Year's Eve", "2023-12-31"),
    ("uk", "станом на вечір п'ятниці", "2024-12-13"),
    ("uk", "на Різдво", "2023-12-25"),
    ("ru", "к утру пятницы", "2024-12-13"),
    ("ru", "в новогоднюю ночь", "2024-01-01"),
    ("en", "on December 13 they were alerted", "2024-12-13"),
    ("en", "Overnight on 13 December, drones came", "2024-12-13"),
    ("en", "SUMY, Ukraine, Dec. 12 (Reuters) - Two bombs", "2024-12-12"),
    ("en", "on the morning of 11 October", "2024-10-11"),
    ("en", "on the morning of December 5: two airfields", "2024-12-05"),
    ("en", "on Tuesday, August 13, 2024, the", "2024-08-13"),
    ("en", "on the 6th of August", "2024-08-06"),
    ("en", "last Saturday", "2024-12-07"),
    ("en", "on Saturday", "2024-12-14"),
    ("en", "Tuesday's strike", "2024-12-10"),
    ("en", "three days ago", "2024-12-11"),
    ("en", "over the past day", "2024-12-13"),
    ("en", "yesterday evening", "2024-12-13"),
    ("en", "the day before yesterday", "2024-12-12"),
    ("en", "earlier today", "2024-12-14"),
    ("en", "by 30 December", "2024-12-30"),
    ("en", "dated 2024-08-06", "2024-08-06"),
    ("en", "On May 5 drones came", "2024-05-05"),
    ("uk", "У ніч на 13 грудня", "2024-12-13"),
    ("uk", "уночі 13 грудня", "2024-12-13"),
    ("uk", "вчора ввечері", "2024-12-13"),
    ("uk", "за минулу добу", "2024-12-13"),
    ("uk", "минулого вівторка", "2024-12-10"),
    ("uk", "у п’ятницю", "2024-12-13"),
    ("uk", "три дні тому", "2024-12-11"),
    ("uk", "станом на 12.08 ранку", "2024-08-12"),
    ("uk", "від 09.08.2024 року", "2024-08-09"),
    ("uk", "сьогодні зранку", "2024-12-14"),
    ("en", "overnight Tuesday", "2024-12-10"),
    ("en", "on the 13th that", "2024-12-13"),
    ("en", "KYIV, Ukraine (AP) — Dec. 13, 2024", "2024-12-13"),
    ("en", "MOSCOW, December 13. /TASS/.", "2024-12-13"),
    ("uk", "в ніч проти 13 грудня", "2024-12-13"),
    ("uk", "13 груд. 2024", "2024-12-13"),
    ("uk", "станом на 22:00 13.12.2024", "2024-12-13"),
    ("uk", "у п'ятницю ввечері", "2024-12-13"),
    ("uk", "вранці ворог ударив", "2024-12-14"),
    ("ru", "МОСКВА, 13 дек — РИА Новости.", "2024-12-13"),
    ("ru", "в пятницу вечером", "2024-12-13"),
    ("ru", "по состоянию на 13.12.2024", "2024-12-13"),
    ("ru", "в ночь на 13 декабря", "2024-12-13"),
    ("ru", "за прошедшие сутки", "2024-12-13"),
    ("ru", "в прошлый вторник", "2024-12-10"),
    ("ru", "в минувшее воскресенье", "2024-12-08"),
    ("ru", "во вторник, 10 декабря,", "2024-12-10"),
    ("ru", "накануне вечером", "2024-12-13"),
    ("ru", "24 февраля 2022 года", "2022-02-24"),
]


@pytest.mark.parametrize(("lang", "text", "day"), DAY)
def test_a_day_is_read_from_the_publication_date(lang, text, day):
    assert read(text, lang) == [(day, day, "day")]


INTERVALS = [
    ("en", "at the start of the week", ("2024-12-09", "2024-12-10", "range")),
    ("en", "this past weekend", ("2024-12-14", "2024-12-15", "range")),
    ("en", "over the previous 48 hours", ("2024-12-12", "2024-12-14", "range")),
    ("en", "for the second night running", ("2024-12-13", "2024-12-14", "range")),
    ("en", "two consecutive nights", ("2024-12-13", "2024-12-14", "range")),
    ("uk", "за дві доби", ("2024-12-12", "2024-12-14", "range")),
    ("uk", "дві ночі поспіль", ("2024-12-13", "2024-12-14", "range")),
    ("ru", "за двое суток", ("2024-12-12", "2024-12-14", "range")),
    ("ru", "последние 48 часов", ("2024-12-12", "2024-12-14", "range")),
    ("en", "earlier this week", ("2024-12-09", "2024-12-14", "range")),
    ("en", "fighting entered its third day", ("2024-12-12", "2024-12-14", "range")),
    ("uk", "на початку тижня", ("2024-12-09", "2024-12-10", "range")),
    ("uk", "кілька днів поспіль", ("2024-12-12", "2024-12-14", "range")),
    ("uk", "друга доба наступу", ("2024-12-13", "2024-12-14", "range")),
    ("ru", "в начале недели", ("2024-12-09", "2024-12-10", "range")),
    ("ru", "несколько дней подряд", ("2024-12-12", "2024-12-14", "range")),
    ("en", "from 6 to 9 August", ("2024-08-06", "2024-08-09", "range")),
    ("en", "August 6-9, 2024", ("2024-08-06", "2024-08-09", "range")),
    ("en", "between 30 July and 2 August", ("2024-07-30", "2024-08-02", "range")),
    ("en", "since 6 August", ("2024-08-06", "2024-12-14", "range")),
    ("en", "in early August", ("2024-08-01", "2024-08-10", "range")),
    ("en", "in mid-August", ("2024-08-11", "2024-08-20", "range")),
    ("en", "in August", ("2024-08-01", "2024-08-31", "month")),
    ("en", "last week", ("2024-12-02", "2024-12-08", "week")),
    ("en", "in 2023", ("2023-01-01", "2023-12-31", "year")),
    ("en", "in the past 24 hours", ("2024-12-13", "2024-12-14", "range")),
    ("en", "the summer of 2024", ("2024-06-01", "2024-08-31", "range")),
    ("uk", "6–9 серпня", ("2024-08-06", "2024-08-09", "range")),
    ("uk", "з 6 до 9 серпня", ("2024-08-06", "2024-08-09", "range")),
    ("uk", "з 6 серпня", ("2024-08-06", "2024-12-14", "range")),
    ("uk", "на початку серпня", ("2024-08-01", "2024-08-10", "range")),
    ("uk", "у ніч з 12 на 13 грудня", ("2024-12-12", "2024-12-13", "range")),
    ("uk", "протягом доби", ("2024-12-13", "2024-12-14", "range")),
    ("uk", "минулого місяця", ("2024-11-01", "2024-11-30", "month")),
    ("en", "in the second half of November", ("2024-11-16", "2024-11-30", "range")),
    ("uk", "у першій половині листопада", ("2024-11-01", "2024-11-15", "range")),
    ("ru", "к концу ноября", ("2024-11-21", "2024-11-30", "range")),
    ("ru", "в середине августа", ("2024-08-11", "2024-08-20", "range")),
    ("ru", "с 6 по 9 августа", ("2024-08-06", "2024-08-09", "range")),
    ("ru", "на прошлой неделе", ("2024-12-02", "2024-12-08", "week")),
    ("ru", "в августе 2023 года", ("2023-08-01", "2023-08-31", "month")),
]


@pytest.mark.parametrize(("lang", "text", "interval"), INTERVALS)
def test_an_interval_keeps_its_precision(lang, text, interval):
    assert read(text, lang) == [interval]


NO_DATES = [
    ("en", "declaring December 12 a day of mourning"),
    ("en", "Monday was declared a day of mourning"),
    ("uk", "12 грудня оголошено днем жалоби"),
    ("uk", "жалоба за загиблими триватиме 12 грудня"),
    ("ru", "понедельник объявлен в республике днём траура"),
    ("ru", "траур в регионе объявлен на 12 и 13 декабря"),
    ("en", "12 of 20 drones were shot down"),
    ("en", "May 5 brigades hold, the general asked"),
    ("en", "12 may be used at 11.10 or 10:30"),
    ("en", "a Geran-2, a Su-34 and 5,000 troops marched 1.5 km"),
    ("en", "On 31 February nothing happened"),
    ("uk", "о 11.10 зафіксовано 12 з 20 дронів, ракети Х-59, Су-34"),
    ("uk", "просунулися на 10.12 км і взяли 24 квадратні кілометри"),
    ("ru", "в 11.10 сбили 12 из 20 дронов типа Герань-2, Ми-8 и Т-72"),
    ("ru", "30 февраля"),
    ("en", "a shell landed in May 9 Street"),
    ("en", "on the 11th brigade's positions"),
    ("uk", "вулиця 8 Березня, 155 мм, 24 години"),
    ("ru", "улица 9 Мая, 12.10 кв. км"),
]


@pytest.mark.parametrize(("lang", "text"), NO_DATES)
def test_numbers_are_no_dates(lang, text):
    assert read(text, lang) == []


def test_a_date_without_a_year_is_the_nearest_one():
    new_year = date(2025, 1, 3)
    assert read("on 30 December and on 5 January", "en", new_year) == [
        ("2024-12-30", "2024-12-30", "day"),
        ("2025-01-05", "2025-01-05", "day"),
    ]


def test_without_an_anchor_only_full_dates_are_known():
    assert read("yesterday, on 13 December, and on 6 August 2024", "en", None) == [
        ("2024-08-06", "2024-08-06", "day")
    ]


def test_the_language_is_told_by_the_letters():
    assert [w.start for w in find_dates("Вчора, 9 серпня, їх звільнили", SATURDAY)] == [
        date(2024, 12, 13),
        date(2024, 8, 9),
    ]


WORDS = """0 1 12 13 31 . - – / : , May may August серпня августа 2024 24 of on since в у на з с ніч ночь 06
early mid початку days ago три тому last минулого Tuesday вівторка week тижня"""
PIECES = st.sampled_from(WORDS.split())
TEXTS = st.one_of(
    st.text(max_size=80), st.lists(PIECES, max_size=14).map(" ".join), st.lists(PIECES).map("".join)
)


@given(
    st.one_of(
        st.text(max_size=80), st.lists(PIECES, max_size=14).map(" ".join), st.lists(PIECES).map("".join)
    ),
    st.one_of(st.none(), st.dates()),
    st.sampled_from(["", "en", "uk", "ru", "xx"]),
)
def test_any_text_is_read_without_a_crash(text, anchor, lang):
    last = 0
    for when in find_dates(text, anchor, lang):
        assert when.start <= when.end
        start, end = when.span
        assert last <= start < end <= len(text)
        assert when.text == text[start:end]
        last = end


@pytest.mark.parametrize(
    "text",
    ["Двома днями раніше село звільнили", "Двумя днями ранее село освободили", "two days before, it fell"],
)
def test_days_before_are_counted_back(text: str) -> None:
    (when,) = find_dates(text, date(2023, 9, 17))
    assert when.start == when.end == date(2023, 9, 15)


WRITTEN = {
    "en": (
        "on {d} {m}",
        "on {m} {d}",
        "Overnight on {d} {m},",
        "KYIV, {m} {d} (Reuters) -",
        "on the {d}th of {m}",
    ),
    "uk": ("{d} {m}", "У ніч на {d} {m}", "вранці {d} {m}", "{d}-го {m}", "Станом на ранок {d} {m}"),
    "ru": ("{d} {m}", "В ночь на {d} {m}", "утром {d} {m}", "{d}-го {m}", "По состоянию на {d} {m}"),
}
EN_MONTHS = "January February March April May June July August September October November December"
UK_MONTHS = "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"
RU_MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
MONTHS = {"en": EN_MONTHS.split(), "uk": UK_MONTHS.split(), "ru": RU_MONTHS.split()}
WAR_DAYS = st.dates(date(2022, 2, 24), date(2026, 12, 31))


@given(WAR_DAYS, st.sampled_from(["en", "uk", "ru"]), st.integers(0, 4), st.booleans(), st.integers(0, 60))
def test_a_written_day_is_read_back(day: date, lang: str, form: int, year: bool, later: int) -> None:
    """With a year it is that day; without one it is, for a report of the weeks after it, the same."""
    month = MONTHS[lang][day.month - 1] + (
        f" {day.year}" if year and "{m} {d}" not in WRITTEN[lang][form] else ""
    )
    text = WRITTEN[lang][form].format(d=day.day, m=month)
    anchor = day + timedelta(days=later)
    if "th of" in text:
        text = text.replace(
            f"{day.day}th", f"{day.day}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(day.day % 10, 'th') }"
        )
    assert [(w.start, w.end, w.precision) for w in find_dates(text, anchor, lang)] == [(day, day, "day")], (
        text
    )


@given(WAR_DAYS, st.sampled_from(["{:%d.%m.%Y}", "{:%Y-%m-%d}", "{:%d.%m.%y}", "станом на {:%d.%m}"]))
def test_a_numeric_day_is_read_back(day: date, form: str) -> None:
    (when,) = find_dates(form.format(day), day, "uk")
    assert (when.start, when.end) == (day, day)


THINGS = "drones brigades shells tanks km км дронів ракет снарядів танков снарядов % percent мм мин"
COUNTED = THINGS.split()


@given(
    st.integers(0, 3000), st.integers(0, 99), st.sampled_from(COUNTED), st.sampled_from(["en", "uk", "ru"])
)
def test_counted_things_are_no_dates(many: int, few: int, thing: str, lang: str) -> None:
    for text in (
        f"{few} of {many} {thing}",
        f"{many} {thing}",
        f"{few}.{few % 10} {thing}",
        f"{few}-{many} {thing}",
    ):
        assert find_dates(text, SATURDAY, lang) == [], text


@given(
    WAR_DAYS,
    st.sampled_from([("en", "yesterday"), ("uk", "вчора"), ("uk", "за минулу добу"), ("ru", "накануне")]),
)
def test_yesterday_is_the_day_before_publication(day: date, said: tuple[str, str]) -> None:
    (when,) = find_dates(said[1], day, said[0])
    assert when.start == when.end == day - timedelta(days=1)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Earlier the same day the bridge burned"),
        ("en", "Hours later the bridge burned"),
        ("uk", "Вранці того ж дня згорів міст"),
        ("uk", "Через кілька годин згорів міст"),
        ("ru", "Ранее в тот же день сгорел мост"),
        ("ru", "Через несколько часов сгорел мост"),
    ],
)
def test_the_same_day_is_that_of_publication_when_none_is_named_before(lang, text):
    assert read(text, lang) == [("2024-12-14", "2024-12-14", "day")]


RELATIVE = [
    ("en", "They came on 3 December, two days after the bridge burned", "2024-12-01"),
    ("en", "They came on 3 December. Hours later the bridge burned", "2024-12-03"),
    ("uk", "3 грудня вони прийшли. Наступної ночі згорів міст", "2024-12-04"),
    ("uk", "3 грудня вони прийшли. Того вечора згорів міст", "2024-12-03"),
    ("ru", "3 декабря они пришли. Следующей ночью сгорел мост", "2024-12-04"),
    ("ru", "3 декабря они пришли. В ту же ночь сгорел мост", "2024-12-03"),
    ("uk", "3 грудня вони прийшли через два дні після вибуху", "2024-12-01"),
    ("uk", "3 грудня вони прийшли. За кілька годин згорів міст", "2024-12-03"),
    ("ru", "3 декабря они пришли через сутки после взрыва", "2024-12-02"),
    ("ru", "3 декабря они пришли. Спустя три часа сгорел мост", "2024-12-03"),
    ("en", "On 3 December the village fell. Two days earlier it was shelled", "2024-12-01"),
    ("en", "They came on 3 December. A day later the bridge burned", "2024-12-04"),
    ("en", "They came on 3 December. The next day the bridge burned", "2024-12-04"),
    ("en", "They came on 3 December. The day before, the bridge burned", "2024-12-02"),
    ("en", "They came on 3 December. Later that day the bridge burned", "2024-12-03"),
    ("uk", "3 грудня село впало. Двома днями раніше його обстріляли", "2024-12-01"),
    ("uk", "3 грудня вони прийшли. Наступного дня згорів міст", "2024-12-04"),
    ("uk", "3 грудня вони прийшли. Напередодні згорів міст", "2024-12-02"),
    ("uk", "3 грудня вони прийшли. Того ж дня згорів міст", "2024-12-03"),
    ("ru", "3 декабря село пало. Днём ранее его обстреляли", "2024-12-02"),
    ("ru", "3 декабря они пришли. На следующий день сгорел мост", "2024-12-04"),
    ("ru", "3 декабря они пришли. Через два дня сгорел мост", "2024-12-05"),
    ("ru", "3 декабря они пришли. Накануне сгорел мост", "2024-12-02"),
    ("ru", "3 декабря они пришли. В тот же день сгорел мост", "2024-12-03"),
]


@pytest.mark.parametrize(("lang", "text", "day"), RELATIVE)
def test_earlier_and_later_count_from_the_day_named_before(lang, text, day):
    assert read(text, lang)[1:] == [(day, day, "day")]


def test_earlier_counts_from_the_publication_when_no_day_is_named_before():
    assert read("A day earlier the bridge burned", "en") == [("2024-12-13", "2024-12-13", "day")]
    assert read("3 грудня згорів міст.\nНапередодні", "uk")[1:] == [("2024-12-13", "2024-12-13", "day")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "A day later the bridge burned"),
        ("en", "The next day the bridge burned"),
        ("uk", "напередодні зустрічі з посланцем"),
        ("ru", "накануне встречи с посланником"),
        ("ru", "накануне выборов"),
    ],
)
def test_later_needs_a_day_named_before(lang, text):
    assert read(text, lang) == []


@pytest.mark.parametrize(
    ("lang", "text", "interval"),
    [
        (
            "ru",
            "С 9 утра 12 декабря до 7 утра 13 декабря над областью",
            ("2024-12-12", "2024-12-13", "range"),
        ),
        ("ru", "село взяли 11-го, там был узел", ("2024-12-11", "2024-12-11", "day")),
        ("uk", "Уночі проти п'ятниці лунали вибухи", ("2024-12-13", "2024-12-13", "day")),
        ("uk", "за підсумками тижня просунулися", ("2024-12-07", "2024-12-14", "week")),
        ("uk", "Під час учорашньої атаки", ("2024-12-13", "2024-12-13", "day")),
        ("uk", "унаслідок нічної атаки дронів", ("2024-12-14", "2024-12-14", "day")),
    ],
)
def test_hours_nights_and_days_without_a_month(lang, text, interval):
    assert interval in read(text, lang)


@pytest.mark.parametrize("text", ["бойцы 11-го полка взяли село", "5-го батальона"])
def test_the_number_of_a_unit_is_no_day(text):
    assert read(text, "ru") == []


# lang|days|sentence, published on Wednesday 12 March 2025; "/" parts readings that will do.
PHRASES = (Path(__file__).parent / "phrases" / "dates.csv").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(("lang", "days", "sentence"), [line.split("|") for line in PHRASES])
def test_turns_of_phrase(lang, days, sentence):
    found = find_dates(sentence, date(2025, 3, 12), lang)
    read = [
        f"{when.start:%m-%d}" if when.start == when.end else f"{when.start:%m-%d}..{when.end:%m-%d}"
        for when in found
    ]
    assert (" ".join(read) or "none") in days.split("/")


def test_every_pattern_has_a_meaning():
    for language in LANGUAGES:
        assert {build for _, _, build in words_of(language).grammar} <= BUILDERS.keys()


def test_a_broken_line_of_the_word_lists_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(words, "FOLDER", tmp_path)
    (tmp_path / "words.tsv").write_text("# remark\nen months 1 january\n", encoding="utf-8")
    with pytest.raises(GeoError, match=r"words\.tsv, line 2: expected 4 fields"):
        words_of.__wrapped__("en")
