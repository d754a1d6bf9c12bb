"""UCDP's georeferenced events (GED, CSV; CC BY 4.0), with or without a header row."""

from pathlib import Path

import pandas as pd

from geo.formats import licences
from geo.formats.rows import COUNTRY_CODES, Imported, cells, days, finish, need, read_table, sides
from geo.gazetteer import Gazetteer
from geo.reports import Unread

COLUMNS = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
]
_PRECISION = {
    "1": "settlement", "2": "near", "3": "district", "4": "region", "5": "near", "6": "country", "7": "near",
}  # fmt: skip
# "Near" is up to 25 km in UCDP's codebook; its fuzzy and water locations have no extent of their own.
_RADIUS_KM = {"1": 0.0, "2": 25.0, "3": 25.0, "4": 100.0, "5": 50.0, "6": 500.0, "7": 50.0}
_DATE_PRECISION = {"1": "day", "2": "range", "3": "week", "4": "month", "5": "year"}
_TYPES = {"1": "battle", "2": "battle", "3": "civilian_harm"}


def read(path: Path | str, gazetteer: Gazetteer | None = None) -> Imported:
    """Read a UCDP GED file into events; death counts go into the summary as UCDP's estimate."""
    unread: list[Unread] = []
    return convert(load(path, unread), path, unread, gazetteer)


def load(path: Path | str, unread: list[Unread]) -> pd.DataFrame:
    """Return the rows of the file."""
    table = read_table(path, unread)
    headless = "latitude" not in table and len(table.columns) == len(
        COLUMNS
    )  # as some candidate releases are
    if headless:
        table = read_table(path, unread, names=COLUMNS)
    need(table, path, "UCDP GED file", ("id", "date_start", "latitude", "longitude", "where_prec"))
    return table


def convert(
    table: pd.DataFrame, path: Path | str, unread: list[Unread], gazetteer: Gazetteer | None = None
) -> Imported:
    """Turn rows of the file into events."""
    start = days(cells(table, "date_start"), path, unread)
    end = days(cells(table, "date_end"), path, unread).fillna(start)
    violence = cells(table, "type_of_violence").str.removesuffix(".0")
    where, when = (cells(table, name).str.removesuffix(".0") for name in ("where_prec", "date_prec"))
    country = cells(table, "country")
    ids = "ucdp:" + cells(table, "id")
    events = pd.DataFrame(
        {
            "event_id": ids,
            "report_id": ids,
            "place": cells(table, "where_coordinates", "where_description"),
            "district": cells(table, "adm_2"),
            "region": cells(table, "adm_1"),
            "country": country.map(COUNTRY_CODES).fillna(country),
            "lat": cells(table, "latitude"),
            "lon": cells(table, "longitude"),
            "precision": where.map(_PRECISION).fillna("near"),
            "radius_km": where.map(_RADIUS_KM).fillna(25.0),
            "start": start,
            "end": end.where(end >= start, start),
            "date_precision": when.map(_DATE_PRECISION).fillna("day").where(start.notna(), "unknown"),
            # One event may rest on several articles; it was known with the first.
            "known_on": days(cells(table, "source_date").str.split(";").str[0], path, []).fillna(end),
            "event_type": violence.map(_TYPES).fillna("other"),
            "actor": sides(cells(table, "side_a")).where(violence == "3", ""),
            "claimant": "UCDP",
            "claimant_side": "independent",
            "basis": "documented",
            "summary": _summary(table),
            "title": cells(table, "source_headline"),
            "source_name": cells(table, "source_office", "source_article"),
            "lang": "en",
            "licence": licences.UCDP,
        }
    )
    return finish(events, path, unread, gazetteer)


def _summary(table: pd.DataFrame) -> "pd.Series[str]":
    best, low, high = (cells(table, name, f"{name}_est") for name in ("best", "low", "high"))
    deaths = "; deaths: best estimate " + best + ", low " + low + ", high " + high
    return cells(table, "side_a") + " – " + cells(table, "side_b") + deaths.where(best != "", "")
