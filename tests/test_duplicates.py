"""Reprints fold into one origin; the next bulletin of a series and translations do not."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.reports import Report
from geo.reports.duplicates import bands, collapse, each_origin, fold, origins, plain, same

DAY = datetime.date(2024, 8, 12)
TEXT = (
    "The acting governor said that 28 villages of the Kursk region were out of reach and that "
    "121,000 people had left their homes in the border districts."
)


def report(text: str, days: int = 0, url: str = "") -> Report:
    return Report(text, date=DAY + datetime.timedelta(days=days), source_url=url)


@pytest.mark.parametrize(
    "copy",
    [
        TEXT,
        TEXT.upper(),
        "UPDATE: " + TEXT,
        TEXT + " Read more on our page.",
        TEXT.replace(" and", ","),
        f"«{TEXT}»",
    ],
)
def test_a_reprint_is_one_origin(copy: str) -> None:
    assert same(report(TEXT), report(copy, 1))
    assert origins([report(TEXT), report(copy, 1)]) == [0, 0]


@pytest.mark.parametrize(
    "other",
    [
        TEXT.replace("28", "40"),
        TEXT.replace("Kursk", "Belgorod"),
        "В.о. губернатора заявив, що 28 сіл Курської області недоступні, а 121 000 людей залишили домівки.",
        "The acting governor said something else about the bridges over the Seym.",
    ],
)
def test_another_number_another_name_or_a_translation_is_an_origin_of_its_own(other: str) -> None:
    assert not same(report(TEXT), report(other))
    assert origins([report(TEXT), report(other)]) == [0, 1]


def test_the_same_words_a_week_later_are_news() -> None:
    alert = "Air raid alert in the Sumy region"
    assert origins([report(alert), report(alert, 2), report(alert, 9)]) == [0, 0, 2]
    assert same(report(alert), Report(alert)), "without a date nothing speaks against it"


def test_the_earliest_report_is_the_origin_and_keeps_every_address() -> None:
    reports = [
        report(TEXT, 2, "https://c.example"),
        report(TEXT, 0, "https://a.example"),
        report("Other news entirely", 0),
    ]
    folded = collapse(reports)
    assert [one.date for one in folded] == [DAY, DAY]
    assert folded[0].urls == ("https://a.example", "https://c.example")
    assert folded[0].id == reports[1].id
    assert collapse(folded) == folded


@given(st.lists(st.text(alphabet="абв АБ 12.", max_size=30), max_size=12))
def test_every_report_gets_an_origin_that_is_its_own_origin(texts: list[str]) -> None:
    reports = [report(text) for text in texts]
    found = origins(reports)
    assert len(found) == len(reports)
    assert all(found[origin] == origin for origin in found)
    assert len(collapse(reports)) == len(set(found))


@given(st.text(max_size=100))
def test_bands_depend_on_the_words_alone_and_fit_a_database(text: str) -> None:
    keys = bands(text)
    assert keys == bands(plain(text))
    assert all(-(2**63) <= key < 2**63 for key in keys)


def test_folding_can_be_followed_report_by_report() -> None:
    reports = [
        Report(f"Shells fell on village number {n % 2} near Sudzha", source_url=f"https://a/{n}")
        for n in range(4)
    ]
    steps = list(each_origin(reports))
    assert sorted(position for position, _ in steps) == [0, 1, 2, 3]
    assert dict(steps) == {0: 0, 1: 1, 2: 0, 3: 1}
    assert [report.urls for report in fold(reports, origins(reports))] == [
        ("https://a/0", "https://a/2"),
        ("https://a/1", "https://a/3"),
    ]
