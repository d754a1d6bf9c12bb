"""Filters: the right rows, the right counts beside every choice, and searches that forgive spelling."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from geo.events import frame
from geo.ui.filters import Filters, Index

ROWS = [
    {
        "event_id": "a",
        "place": "Sudzha",
        "place_uk": "Суджа",
        "lat": 51.19,
        "lon": 35.27,
        "precision": "settlement",
        "start": "2024-08-06",
        "end": "2024-08-06",
        "known_on": "2024-08-07",
        "event_type": "shelling",
        "claimant": "Governor",
        "claimant_side": "Russia",
        "basis": "claimed",
        "summary": "Shelling hit the town.",
    },
    {
        "event_id": "b",
        "place": "Sudzha",
        "lat": 51.19,
        "lon": 35.27,
        "precision": "settlement",
        "start": "2024-08-15",
        "end": "2024-08-20",
        "known_on": "2024-08-21",
        "event_type": "control_change",
        "claimant": "Zelensky",
        "claimant_side": "Ukraine",
        "basis": "claimed",
        "summary": "Full control of the town.",
    },
    {
        "event_id": "c",
        "place": "Kursk Oblast",
        "lat": 51.7,
        "lon": 36.1,
        "precision": "region",
        "known_on": "2024-12-14",
        "event_type": "battle",
        "claimant": "Zelensky",
        "claimant_side": "Ukraine",
        "basis": "claimed",
        "summary": "Assaults with foreign soldiers; the п'ята річка.",
    },
    {
        "event_id": "d",
        "place": "other areas",
        "precision": "unplaced",
        "start": "2024-12-01",
        "end": "2024-12-14",
        "known_on": "2024-12-14",
        "event_type": "battle",
        "basis": "assessed",
        "status": "rejected",
    },
]


@pytest.fixture
def index():
    return Index(frame(ROWS))


def ids(index, filters=Filters(), window=None):  # noqa: B008 - frozen
    return "".join(index.events["event_id"][index.select(filters, window).rows])


def test_everything_but_the_rejected_is_shown_first(index):
    assert ids(index) == "abc"
    assert ids(index, Filters(choices={"status": ("rejected",)})) == "d"


def test_a_window_takes_events_that_overlap_it(index):
    assert ids(index, window=(dt.date(2024, 8, 6), dt.date(2024, 8, 6))) == "a"
    assert ids(index, window=(dt.date(2024, 8, 18), dt.date(2024, 8, 18))) == "b"


def test_an_event_without_a_date_shows_on_the_day_it_was_reported(index):
    assert ids(index, window=(dt.date(2024, 12, 14), dt.date(2024, 12, 14))) == "c"
    assert index.extent == (dt.date(2024, 8, 6), dt.date(2024, 12, 14))


def test_an_event_without_any_day_shows_only_among_all_days():
    index = Index(
        frame(
            [
                *ROWS[:2],
                {"event_id": "e", "precision": "unplaced", "event_type": "battle", "basis": "reported"},
            ]
        )
    )
    first, last = index.extent
    day = dt.timedelta(1)

    def shown(window, **filters):
        return "".join(index.events["event_id"][index.select(Filters(**filters), window).rows])

    assert (shown(None), shown((first, last)), shown((first - day, last + day))) == ("abe", "abe", "abe")
    assert (shown((first + day, last)), shown((first, last - day))) == ("b", "ab")
    assert shown((first, last), known=last + 9 * day) == "ab", "it is known on no past day"


def test_a_month_does_not_stretch_what_counts_as_all_days():
    month = ROWS[0] | {"event_id": "m", "start": "2024-06-01", "end": "2024-08-31", "date_precision": "range"}
    dated = [row | {"date_precision": "day"} for row in ROWS[:2]]
    index = Index(frame([*dated, month, {"event_id": "e", "precision": "unplaced"}]))
    days = (dt.date(2024, 8, 6), dt.date(2024, 8, 20))
    assert list(index.events["event_id"][index.select(Filters(), days).rows]) == ["a", "b", "m", "e"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(choices={"type": ("battle", "shelling")}), "ac"),
        (Filters(choices={"by": ("Zelensky",), "type": ("battle",)}), "c"),
        (Filters(precision="settlement"), "ab"),
        (Filters(precision="region"), "abc"),
        (Filters(area=(35.0, 51.0, 35.5, 51.5)), "ab"),
        (Filters(area=(35.0, 51.0, 36.5, 51.0, 36.5, 52.0)), "c"),  # a triangle
        (Filters(area=(35.0, 51.0, 36.5, 52.0, 36.5, 51.0, 35.0, 52.0)), "abc"),  # it crosses itself
        (Filters(known=dt.date(2024, 8, 7)), "a"),
        (Filters(text="sudzha -control"), "a"),
        (Filters(text='"full control"'), "b"),
        (Filters(text='"control full"'), ""),
        (Filters(text="СУДЖА"), "a"),
        (Filters(text="пята"), "c"),
    ],
)
def test_filters(index, filters, expected):
    assert ids(index, filters) == expected


def test_counts_say_what_each_choice_would_leave(index):
    counts = index.select(Filters(choices={"type": ("battle",)})).counts
    assert counts["type"] == {"battle": 1, "control_change": 1, "shelling": 1}
    assert counts["by"]["Zelensky"] == 1
    assert counts["by"]["Governor"] == 0


def test_counts_agree_with_choosing(index):
    base = Filters(text="town")
    counts = dict(index.select(base).counts)
    for value, count in counts.pop("precision").items():
        assert len(ids(index, Filters(precision=value, text="town"))) == count
    for facet, values in counts.items():
        for value, count in values.items():
            if facet != "status":
                assert len(ids(index, Filters(choices={facet: (value,)}, text="town"))) == count


def test_an_area_counts_what_every_other_filter_leaves(index):
    chosen = index.select(Filters(area=(36.0, 51.0, 36.5, 52.0), choices={"side": ("Ukraine",)}))
    assert chosen.rows.sum() == 1
    assert chosen.but("area").sum() == 2
    assert (chosen.but("area") & index.inside((35.0, 51.0, 35.5, 51.5))).sum() == 1


def test_the_newest_come_first_and_the_undated_last():
    rows = [
        {"event_id": each, "start": day}
        for each, day in zip("abc", ("2024-08-06", None, "2024-08-07"), strict=True)
    ]
    index = Index(frame(rows))
    every = np.ones(3, dtype=bool)
    assert [index.events["event_id"][at] for at in index.newest(every, 9)] == ["c", "a", "b"]
    assert len(index.newest(every, 2)) == 2


def test_a_map_shows_its_bounds_and_what_has_no_place(index):
    assert "".join(index.events["event_id"][index.in_view((35.0, 51.0, 35.5, 51.5))]) == "abd"
    assert index.in_view(None).all()


def test_the_map_gets_every_day(index):
    chosen = index.select(Filters(), (dt.date(2024, 8, 6), dt.date(2024, 8, 6)))
    assert chosen.rows.sum() == 1
    assert chosen.any_time.sum() == 3
    assert chosen.total == 4


def test_an_empty_table_can_be_filtered():
    index = Index(frame([]))
    chosen = index.select(
        Filters(text="x", choices={"type": ("battle",)}), (dt.date(2024, 1, 1), dt.date(2024, 1, 2))
    )
    assert chosen.rows.dtype == np.bool_
    assert index.extent is None


@pytest.mark.parametrize(
    ("known", "wanted"),
    [(None, ["moved"]), ("2024-08-08", ["first", "dropped"]), ("2024-08-20", ["moved", "dropped"]),
     ("2024-09-01", ["moved"]), ("2024-08-01", [])],
)  # fmt: skip
def test_as_known_on_a_day_has_the_versions_of_that_day(known, wanted):
    rows = frame([ROWS[0] | {"claimant": name} for name in ("first", "moved", "dropped")])
    rows["known_from"] = pd.to_datetime([None, "2024-08-20", None])
    rows["known_until"] = pd.to_datetime(["2024-08-20", None, "2024-09-01"])
    index = Index(rows)
    found = index.select(Filters(known=known and dt.date.fromisoformat(known)))
    assert rows.loc[found.rows, "claimant"].tolist() == wanted
    assert {name for name, count in found.counts["by"].items() if count} == set(wanted)
    assert found.any_time.all(), "the map draws every version and chooses itself"
    assert found.total == 1
