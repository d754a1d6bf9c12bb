"""Names in the readers' languages that the gazetteer brings to the map."""

from __future__ import annotations

import geopandas as gpd

from geo.map import container, encode, names

SUDZHA = (51.19, 35.27)


def test_districts_and_regions_have_their_names() -> None:
    known = [("Sudzhansky District", "Kursk Oblast"), ("Nowhere District", "Kursk Oblast")]
    found = names.areas([name for name, _ in known], known)
    assert found == [("Суджанський район", "Суджанский район"), ("", "")]
    assert names.areas(["Kursk Oblast"], ()) == [("Курська область", "Курская область")]


def test_the_region_decides_between_namesakes() -> None:
    in_kirovohrad = names.areas(["Rivne Hromada"], [("Rivne Hromada", "Kirovohrad Oblast")])
    in_rivne = names.areas(["Rivne Hromada"], [("Rivne Hromada", "Rivne Oblast")])
    assert (in_kirovohrad[0][0], in_rivne[0][0]) == ("Рівнянська громада", "Рівненська громада")
    assert names.areas(["Rivne Hromada"], ()) == [("", "")]


def places(place: str, lat: float, lon: float, **columns: str) -> dict[int, tuple[str, str, str]]:
    sites = {"place": place, "place_uk": "", "place_ru": "", "place_id": ""} | columns
    return names.places({name: [text] for name, text in sites.items()}, [lat], [lon])


def test_a_place_with_one_spelling_has_the_others() -> None:
    names_of_sudzha = {0: ("Sudzha", "Суджа", "Суджа")}
    assert places("Суджа", *SUDZHA) == places("sudzha", *SUDZHA) == names_of_sudzha


def test_a_namesake_far_away_is_another_place() -> None:
    assert places("Sudzha", 48.0, 37.8) == {}


def test_names_of_the_events_stay() -> None:
    assert places("Sudzha", *SUDZHA, place_uk="Моя Суджа") == {}


def test_any_text_may_stand_for_a_name() -> None:
    for text in ("", "<script>", "\u202e" + "x" * 10_000, "'\"; --", "\x00"):
        assert places(text, *SUDZHA) == {}


def test_the_payload_carries_them() -> None:
    frame = gpd.GeoDataFrame(
        {
            "place": ["Суджа"],
            "district": ["Sudzhansky District"],
            "region": ["Kursk Oblast"],
            "lat": 51.19,
            "lon": 35.27,
        },
        geometry=gpd.points_from_xy([35.27], [51.19]),
        crs="EPSG:4326",
    )
    data = encode(frame).data
    header, _ = container.unpack(data[4 : 4 + int.from_bytes(data[:4], "little")])
    assert header["districts"] == [["Суджанський район", "Суджанский район"]]
    assert header["places"] == {"0": ["Sudzha", "Суджа", "Суджа"]}
