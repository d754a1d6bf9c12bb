"""Links: what is written can be read, and nothing that a stranger writes breaks the page."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from geo.events import PRECISIONS
from geo.ui.filters import FACETS, Filters
from geo.ui.state import ALL_DAYS, LAYERS, State, decode, encode, today

days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
windows = st.none() | st.just(ALL_DAYS) | st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))
words = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"], exclude_characters="\xa0"), max_size=40)
printable = words.filter(str.isprintable)
values = st.lists(printable.filter(lambda text: text != "none"), min_size=1, max_size=4, unique=True).map(
    tuple
)
views = st.tuples(st.integers(-90, 90), st.integers(-180, 180), st.integers(0, 18))
boxes = st.tuples(st.integers(-180, 0), st.integers(-90, 0), st.integers(1, 180), st.integers(1, 90))
outlines = st.lists(st.integers(1, 80), min_size=3, max_size=40, unique=True).map(
    # On a curve: such an outline has an inside.
    lambda xs: tuple(number for x in sorted(xs) for number in (x, x * x / 100))
)
areas = boxes | outlines
filters = st.builds(
    Filters,
    choices=st.dictionaries(st.sampled_from(list(FACETS)), values, max_size=4),
    precision=st.sampled_from(["", *PRECISIONS]),
    text=printable,
    area=st.none() | areas.map(lambda box: tuple(map(float, box))),
    known=st.none() | st.dates(dt.date(1900, 1, 1), today()),
)
states = st.builds(
    State,
    window=windows,
    span=st.sampled_from([None, "since", "custom", 1, 30]),
    as_known=st.booleans(),
    view=st.none() | views.map(lambda view: tuple(map(float, view))),
    selection=printable,
    layers=st.lists(st.sampled_from(LAYERS), unique=True).map(tuple),
    filters=filters,
    compare=windows.filter(lambda days: days != ALL_DAYS),
    language=st.sampled_from(["", "en", "uk", "ru"]),
)


@settings(deadline=None)
@given(states)
def test_a_link_shows_the_same_again(state):
    assert decode(encode(state)) == (state, [])


def test_the_first_view_has_an_empty_link():
    assert encode(State()) == {}
    assert decode({}) == (State(), [])


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            [
                "window",
                "at",
                "place",
                "layers",
                "compare",
                "known",
                "mode",
                "precision",
                "q",
                "area",
                "lang",
                "type",
                "by",
                "x",
            ]
        ),
        st.lists(st.text(), max_size=3),
    )
)
def test_no_link_raises(query):
    state, dropped = decode(query)
    assert isinstance(state, State)
    assert all("=" in note for note in dropped)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("window", "2024-13-01..2024-08-06"),
        ("window", "2024-09-01..2024-08-01"),
        ("mode", "0"),
        ("mode", "soon-known"),
        ("at", "51_35"),
        ("at", "nan_35_9"),
        ("at", "95_35_9"),
        ("area", "36_51_35_52"),
        ("area", "35_51_36"),
        ("area", "35_51_36_52_37_53"),
        ("area", "_".join(["35_51_36_52_37_51"] * 20)),
        ("precision", "metre"),
        ("lang", "xx"),
        ("layers", "secret"),
        ("known", "yesterday"),
        ("known", "2999-01-01"),
        ("q", "a" * 201),
        ("place", "a\nb"),
    ],
)
def test_a_bad_value_is_dropped_and_named(name, value):
    state, dropped = decode({name: [value]})
    assert state == State()
    assert dropped == [f"{name}={value[:60]}"]


def test_a_value_that_the_data_no_longer_has_is_dropped():
    state, dropped = decode({"type": ["battle", "siege"]}, {"type": ["battle"]})
    assert state.filters.choices == {"type": ("battle",)}
    assert dropped == ["type=siege"]


def test_of_a_doubled_parameter_the_last_counts_and_the_other_is_named():
    state, dropped = decode({"q": ["Sudzha", "Korenevo"], "lang": ["uk", "uk"]})
    assert (state.filters.text, state.language) == ("Korenevo", "uk")
    assert dropped == ["q=Sudzha"]


def test_more_values_than_a_link_may_hold_are_named():
    state, dropped = decode({"by": [f"speaker {number}" for number in range(102)]})
    assert len(state.filters.choices["by"]) == 100
    assert dropped == ["by=speaker 100"]


def test_a_place_that_the_data_no_longer_has_is_dropped():
    assert decode({"place": ["gn:1"]}, {"place": {"gn:2"}}) == (State(), ["place=gn:1"])
    assert decode({"place": ["gn:2"]}, {"place": {"gn:2"}}) == (State(selection="gn:2"), [])


def test_a_link_is_short_and_readable():
    state = State(
        window=(dt.date(2024, 9, 1), dt.date(2024, 9, 30)),
        view=(51.2, 35.27, 9),
        filters=Filters(choices={"type": ("battle",), "actor": ("",)}, text="Sudzha"),
    )
    assert encode(state) == {
        "window": ["2024-09-01..2024-09-30"],
        "at": ["51.2000_35.2700_9"],
        "q": ["Sudzha"],
        "type": ["battle"],
        "actor": ["none"],
    }


def _two_values_of_one_word():
    import streamlit as st

    from geo.ui import session

    lines = session.offer("f_by", {"a": "Army", "b": "Army"}, {"a": 2, "b": 1})
    st.multiselect("By", list(lines), key="f_by", format_func=lines.__getitem__)
    st.caption(" ".join(session.chosen("f_by")))


def test_two_values_of_one_word_are_told_apart():
    app = AppTest.from_function(_two_values_of_one_word, default_timeout=60).run()
    app.multiselect[0].select("a").run()
    assert not app.exception
    assert [each.value for each in app.caption] == ["a"]


def _refused():
    from geo.errors import Notice, StoreError
    from geo.ui import problem

    with problem.kept():
        raise StoreError(Notice("{n} rows *bold*", n=3))
    problem.show_kept()
    problem.show_kept()


def test_a_refusal_is_shown_once_and_never_as_markup():
    app = AppTest.from_function(_refused, default_timeout=60).run()
    assert [each.value for each in app.error] == [r"3 rows \*bold\*"]
