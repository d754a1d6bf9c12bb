# ruff: noqa: E501
"""Review: moves that take the place's names and extent along, corroboration, and what visitors do not see yet."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from geo import review
from geo.events import frame
from geo.gazetteer import Gazetteer, user
from geo.reports import Report
from geo.store import Store

DAY = datetime.date(2024, 8, 12)
EVENT = {
    "event_id": "e1", "report_id": "r1", "origin_id": "r1", "place": "Sudzha", "place_uk": "Суджа", "place_ru": "Суджа",
    "lat": 51.19, "lon": 35.27, "precision": "settlement", "start": DAY, "end": DAY, "date_precision": "day",
    "known_on": DAY, "event_type": "control_change", "claimant": "A governor", "claimant_side": "Russia",
    "basis": "claimed", "control": "Ukraine", "control_sense": "captured", "radius_km": 0.0, "confidence": 0.9,
    "place_id": "gn:1", "lang": "ru", "geometry": shapely.Point(35.27, 51.19),
}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("GEO_DATA", str(tmp_path))
    with Store.open() as opened:
        opened.save(Report("A text.", id="r1", date=DAY, lang="ru"), frame([EVENT]))
        yield opened


def test_a_move_to_a_place_takes_names_and_extent_along(store: Store, gazetteer: Gazetteer) -> None:
    region = gazetteer.by_id("adm1:RU-KRS")
    review.move_to_place(store, gazetteer, "e1", region, "ann", "the region is meant")
    event = store.event("e1")
    assert (event["place"], event["precision"], event["place_id"]) == (region.name, "region", "adm1:RU-KRS")
    assert event["geometry"].geom_type in ("Polygon", "MultiPolygon")
    assert event["status"] == "edited"
    store.undo(store.decisions("e1")[0].id, "ann")
    assert store.event("e1")["geometry"] == shapely.Point(35.27, 51.19)


def test_a_move_to_a_point_finds_its_region(store: Store, gazetteer: Gazetteer) -> None:
    review.move_to_point(store, gazetteer, "e1", 50.91, 34.80, "ann", "there")
    event = store.event("e1")
    assert (event["place"], event["country"], event["precision"]) == ("Sudzha", "UA", "exact")
    assert event["region"].startswith("Sumy")
    assert event["geometry"] == shapely.Point(34.80, 50.91)


@pytest.mark.parametrize(
    ("reasons", "actor"), [('["held by Russia"]', "Russia"), ("[\"actor 'Ukrainian'\"]", "Ukraine")]
)
def test_an_actor_that_the_place_told_moves_with_it(
    store: Store, gazetteer: Gazetteer, reasons: str, actor: str
) -> None:
    struck = EVENT | {
        "event_id": "e4",
        "report_id": "r4",
        "event_type": "shelling",
        "actor": "Ukraine",
        "reasons": reasons,
    }
    store.save(Report("Shelling.", id="r4", date=DAY, lang="en"), frame([struck]))
    moved = review.move_to_place(store, gazetteer, "e4", gazetteer.named("Sumy")[0], "ann", "the town")
    assert store.event("e4")["actor"] == actor
    store.undo(moved.id, "ann")
    assert store.event("e4")["actor"] == "Ukraine"
    review.move_to_point(store, gazetteer, "e4", 50.91, 34.80, "ann", "the town")
    assert store.event("e4")["actor"] == actor
    review.move_to_point(store, gazetteer, "e4", 43.0, 34.0, "ann", "at sea")
    assert store.event("e4")["actor"] == ("" if actor == "Russia" else "Ukraine"), (
        "nobody's ground tells nothing"
    )


def test_an_actor_that_a_reviewer_gave_stays(store: Store, gazetteer: Gazetteer) -> None:
    struck = EVENT | {"event_id": "e5", "report_id": "r5", "event_type": "shelling", "actor": "Ukraine",
                      "reasons": '["held by Russia"]'}  # fmt: skip
    store.save(Report("Shelling.", id="r5", date=DAY, lang="en"), frame([struck]))
    review.edit(store, "e5", "ann", "says the report", actor="partisans")
    review.move_to_place(store, gazetteer, "e5", gazetteer.named("Sumy")[0], "ann", "the town")
    assert store.event("e5")["actor"] == "partisans"


def test_a_correction_teaches_the_gazetteer_when_told_to(
    store: Store, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    place = gazetteer.named("Sumy")[0]
    review.move_to_place(store, gazetteer, "e1", place, "ann", "there")
    assert not store.overrides()
    review.move_to_place(store, gazetteer, "e1", place, "ann", "there", teach=True)
    review.move_to_point(store, gazetteer, "e1", 51.0, 35.0, "ann", "there", name="Hill 207", teach=True)
    first, second = store.overrides()
    assert (first.place_id, second.place_id) == (place.id, "")
    own = user.read(tmp_path / "places.csv")
    assert {(one.replaces, one.lat) for one in own} >= {(place.id, place.lat), ("", 51.0)}


def test_what_was_taught_can_be_withdrawn_without_the_rest(
    store: Store, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    place = gazetteer.named("Sumy")[0]
    other = EVENT | {"event_id": "e2", "report_id": "r2", "place_ru": "Неведомка"}
    store.save(Report("Another text.", id="r2", date=DAY, lang="ru"), frame([other]))
    for event_id in ("e1", "e2"):
        review.move_to_point(store, gazetteer, event_id, 51.19, 35.27, "ann", "there", name="Moved")
        review.move_to_place(store, gazetteer, event_id, place, "ann", "there", teach=True)
    first, second = store.overrides()
    assert (first.surface, second.surface) == ("Суджа", "Неведомка"), "the words as they were read"
    review.withdraw(store, gazetteer, first.id, "bob")
    (own,) = user.read(tmp_path / "places.csv")
    assert (own.replaces, own.other_names) == (place.id, f"ru:{second.surface}")
    review.withdraw(store, gazetteer, second.id, "bob")
    assert user.read(tmp_path / "places.csv") == []
    assert [one.withdrawn for one in store.overrides()] == [True, True]


def test_the_words_that_are_taught_are_those_of_the_sentence(
    store: Store, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    sumy, quote = gazetteer.named("Sumy")[0], "Вибухи біля Сум."
    wrong = EVENT | {"event_id": "e3", "report_id": "r3", "lang": "uk", "place_id": sumy.id, "place_uk": "Інше",
                     "quote": quote, "quote_start": 0, "quote_end": len(quote)}  # fmt: skip
    store.save(Report(quote, id="r3", date=DAY, lang="uk"), frame([wrong]))
    review.move_to_place(store, gazetteer, "e3", sumy, "ann", "there", teach=True)
    assert store.overrides()[0].surface == "Сум"
    (own,) = user.read(tmp_path / "places.csv")
    assert (own.replaces, own.other_names) == (sumy.id, ""), "a spelling that is known is not added again"


def test_accept_edit_and_reject(store: Store) -> None:
    review.accept(store, "e1", "ann", "as the report says")
    review.edit(store, "e1", "ann", "", claimant_side="Ukraine", start="2024-08-11")
    assert store.event("e1")["claimant_side"] == "Ukraine"
    review.reject(store, "e1", "ann", "a copy")
    assert store.events().empty


def test_candidates_come_with_their_places(gazetteer: Gazetteer) -> None:
    place = gazetteer.named("Sumy")[0]
    event = {"candidates": f'[["{place.id}", "Sumy", 0.4], ["gone:1", "Nowhere", 0.1]]'}
    assert review.candidates(event, gazetteer) == [(place, 0.4)]
    assert review.candidates({"candidates": ""}, gazetteer) == []


# Corroboration


def claims(*changes: dict[str, Any]) -> gpd.GeoDataFrame:
    return frame(
        [EVENT | {"event_id": f"e{n}", "origin_id": f"o{n}"} | change for n, change in enumerate(changes)]
    )


def test_origins_are_counted_per_side_and_versions_stand_in_their_order() -> None:
    later = DAY + datetime.timedelta(days=1)
    found = review.corroboration(
        claims(
            {"known_on": later, "claimant": "A staff", "claimant_side": "Ukraine"},
            {"known_on": later, "claimant": "Another staff", "claimant_side": "Ukraine"},
            {"origin_id": "o0", "known_on": later, "claimant": "A staff", "claimant_side": "Ukraine"},
            {"claimant": "A ministry", "control": "Russia", "control_sense": "held"},
            {"place_id": "gn:2"},
        ),
        "gn:1",
    )
    assert found.origins == {"Ukraine": 2, "Russia": 1}
    assert found.versions[["control", "origins", "sides"]].to_numpy().tolist() == [
        ["Russia", 1, "Russia"],
        ["Ukraine", 2, "Ukraine"],
    ]
    assert found.claims["claimant"].tolist()[0] == "A ministry"


def test_a_denial_is_no_version_of_its_own() -> None:
    found = review.corroboration(claims({}, {"control": "Ukraine", "control_sense": "denied"}), "gn:1")
    assert len(found.versions) == 1 and len(found.claims) == 2


def test_a_day_limits_the_claims_to_its_neighbourhood() -> None:
    month = datetime.timedelta(days=30)
    events = claims({}, {"start": DAY + month, "end": DAY + month}, {"start": None, "end": None})
    assert len(review.corroboration(events, "gn:1", DAY).claims) == 2
    assert len(review.corroboration(events, "gn:1", DAY, 40).claims) == 3
    assert review.corroboration(events, "absent").claims.empty


# Publication


NOW = datetime.datetime(2024, 8, 14, 12, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("hours", "changes", "shown"),
    [(0, {}, True), (24, {}, True), (48, {}, False), (36, {}, True), (37, {}, False),
     (24, {"known_on": DAY + datetime.timedelta(days=1)}, False), (24, {"end": DAY + datetime.timedelta(days=2)}, False),
     (24, {"end": None, "start": None}, True), (24, {"end": None, "start": None, "known_on": None}, False),
     (0, {"known_on": None, "end": None, "start": None}, True)],
)  # fmt: skip
def test_recent_events_are_held_back(hours: float, changes: dict[str, Any], shown: bool) -> None:
    kept = review.hold_back(claims(changes), datetime.timedelta(hours=hours), (), NOW)
    assert (len(kept), kept.attrs["held_back"]) == ((1, 0) if shown else (0, 1))


def test_events_in_blackout_areas_are_held_back_unless_they_are_coarse() -> None:
    area = shapely.box(35, 51, 36, 52)
    events = claims(
        {},
        {"precision": "near", "geometry": shapely.Point(34.95, 51.5).buffer(0.1)},
        {"precision": "region", "geometry": shapely.box(30, 50, 40, 55)},
        {"precision": "unplaced", "geometry": None, "lat": None, "lon": None},
        {"geometry": shapely.Point(34, 50)},
    )
    kept = review.hold_back(events, datetime.timedelta(0), [area], NOW.replace(tzinfo=None))
    assert kept["event_id"].tolist() == ["e2", "e3", "e4"]
    assert kept.attrs["held_back"] == 2
    assert len(events) == 5, "the given events are untouched"
