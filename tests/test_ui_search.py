"""Search: the place of a name and the words; a district or a region when it is asked for."""

import numpy as np
import pytest

from geo.events import frame
from geo.ui.search import Search, fold, terms

HOME = {"district": "Sudzhansky District", "region": "Kursk Oblast"}
FAR = {"region": "Kursk Oblast"}
LOCAL = {
    "Sudzhansky District": ("Суджанський район", "Суджанский район"),
    "Kursk Oblast": ("Курська область", "Курская область"),
}
ROWS = [
    {"event_id": "t", "place": "Sudzha", "place_uk": "Суджа", "summary": "Shelling hit the town.", **HOME},
    {"event_id": "s", "place": "Sudzha Gas Metering Station", "summary": "A blast.", **HOME},
    {"event_id": "n", "place": "Borki", "summary": "They moved from Sudzha’s outskirts.", **HOME},
    {"event_id": "l", "place": "Malaya Loknya", "summary": "The village was shelled.", **HOME},
    {"event_id": "k", "place": "Krupets (Sudzhansky District)", "summary": "In Sudzhansky district.", **HOME},
    {"event_id": "c", "place": "Kursk", "summary": "An airport was hit.", **FAR},
    {"event_id": "o", "place": "Rylsk", "summary": "A strike.", "district": "Rylsky District", **FAR},
]


@pytest.fixture(scope="module")
def search():
    return Search(frame(ROWS), lambda area: LOCAL.get(area, ()))


def ids(mask):
    return "".join(row["event_id"] for row, found in zip(ROWS, mask, strict=True) if found)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Sudzha", "tsn"),
        ("Суджа", "t"),
        ("sudz", "tsnk"),
        ("Sudzha district", "tsnlk"),
        ("Sudzhansky", "tsnlk"),
        ('"Sudzhansky District" shell', "tl"),
        ("Krupets (Sudzhansky District)", "k"),
        ("Kursk", "c"),
        ("Kursk region", "tsnlkco"),
        ("Kursk oblast -Sudzhansky", "co"),
        ('oblast "Malaya Loknya"', ""),
        ("shell", "tl"),
        ("Суджанський район", "tsnlk"),
        ("Суджанский", "tsnlk"),
        ("курская обл -суджанский", "co"),
        ("", "tsnlkco"),
    ],
)
def test_a_search_means_the_place_and_the_words_and_an_area_when_it_is_named(search, query, found):
    assert ids(search.rows(query)) == found


def test_the_place_of_a_name_is_told_from_the_words(search):
    assert ids(search.at_place("Sudzha")) == "ts"
    assert ids(search.at_place("sudzha blast")) == ""
    assert ids(search.at_place("-Borki")) == ""


def test_areas_that_begin_with_the_word_are_offered_until_they_are_meant(search):
    every = np.ones(len(ROWS), dtype=bool)
    assert search.around("Sudzha", every) == {"Sudzhansky District": 5}
    assert search.around("Kursk", every) == {"Kursk Oblast": 7}
    assert search.around("Kursk", ~every) == {}
    assert search.around('"Sudzhansky District"', every) == {}
    assert search.around("su", every) == {}
    assert search.around("Судж", every) == {"Sudzhansky District": 5}


def test_an_empty_table_can_be_searched():
    empty = Search(frame([]))
    empty.warm()
    assert not empty.rows("Sudzha").size
    assert empty.around("Sudzha", empty.rows("")) == {}


def test_terms():
    assert terms('a "b c" -d -"e f" - "') == (["a", "b c"], ["d", "e f"])
    assert terms("(Rylsk), Sudzha:") == (["rylsk", "sudzha"], [])
    assert fold("Ёж П’ять") == "еж пять"
