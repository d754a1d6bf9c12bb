"""Texts of the map: patterns, numbers and codes come back exactly, and take little room."""

from __future__ import annotations

import datetime

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.map import codes, texts

NAMES = {
    "place": ["Sudzha", "May"], "place_uk": ["Суджа", ""], "place_ru": ["Суджа", "Май"],
    "region": ["Kursk Oblast", "Kursk"], "district": ["", "\ue003x"],
}  # fmt: skip
DAYS = st.integers(19_723, 20_088) | st.sampled_from([texts.NEVER, -800_000, 3_000_000, 0])
PIECES = [
    *(name for names in NAMES.values() for name in names), "2024", "08", "8", "31", "August", "серпня", "мая",
    "Mayor", "0", "007", "T5", "123456789", "1234567890123", "https://example.org/", "/", "-", " ", "\n", '"',
    "\\", "\ue001", "\ue020", "ї", "ʼ", "é", "𝄞", "\x00", "�", "\ud800",
]  # fmt: skip
WORDS = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
TABLES = st.lists(st.tuples(st.integers(0, 1), DAYS, DAYS, st.integers(0, 2), WORDS, WORDS), max_size=40)


def rows_of(table: list[tuple[int, int, int, int, str, str]]) -> texts.Rows:
    site, day, published, kind = (np.array([row[k] for row in table], dtype="i8") for k in range(4))
    return texts.Rows(site, NAMES, day, published, {"event_type": kind})


@settings(max_examples=300, deadline=None)
@given(TABLES)
def test_texts_come_back_exactly(table: list[tuple[int, int, int, int, str, str]]) -> None:
    table = table + table  # so that there are patterns
    rows = rows_of(table)
    columns = {"summary": [row[4] for row in table], "source_url": [row[5] for row in table]}
    assert texts.unpack(texts.pack(columns, rows), rows) == columns


def test_texts_that_are_alike_take_little_room() -> None:
    random = np.random.default_rng(1)
    days = random.integers(19_723, 20_088, 5_000)
    rows = texts.Rows(random.integers(0, 2, 5_000), NAMES, days, days, {})
    written = [datetime.date(1970, 1, 1) + datetime.timedelta(days=int(day)) for day in days]
    summary = [
        f"On {day.day} {day:%B} {day.year}, {NAMES['place'][site]} was shelled: {n} wounded."
        for day, site, n in zip(written, rows.site, random.integers(1, 9, 5_000), strict=True)
    ]
    links = [
        f"https://example.org/{day:%Y/%m/%d}/{1_000_000 + (day - written[0]).days * 90 + n}.html"
        for day, n in zip(written, random.integers(0, 90, 5_000), strict=True)
    ]
    columns = {"summary": summary, "source_url": links}
    packed = texts.pack(columns, rows)
    assert texts.unpack(packed, rows) == columns
    assert len(packed) < 2.5 * 5_000


@given(st.lists(st.tuples(*(st.integers(0, 4) for _ in range(4))), max_size=60))
def test_codes_come_back_exactly(table: list[tuple[int, ...]]) -> None:
    columns = {name: np.array([row[k] for row in table], dtype="i8") for k, name in enumerate("abcd")}
    parents, stored = codes.pack({name: columns[name] for name in "abc"}, {"d": columns["d"]})
    back = codes.unpack(parents, stored, len(table), {"d": columns["d"]})
    pd.testing.assert_frame_equal(
        pd.DataFrame(back), pd.DataFrame({name: columns[name] for name in "abc"}), check_dtype=False
    )


def test_a_column_that_follows_from_another_is_all_zeros() -> None:
    claimant = np.random.default_rng(2).integers(0, 40, 10_000)
    parents, stored = codes.pack({"claimant": claimant, "side": claimant % 3})
    assert parents == {"claimant": "", "side": "claimant"}
    assert not stored["side"].any()
