"""ACLED's event export (CSV). Its terms forbid redistribution: rows say so and exports drop them."""

from pathlib import Path

import pandas as pd

from geo.formats import licences
from geo.formats.rows import COUNTRY_CODES, Imported, cells, days, finish, need, read_table, sides, span
from geo.gazetteer import Gazetteer
from geo.reports import Unread

EVENT_TYPES = {
    "armed clash": "battle",
    "government regains territory": "control_change",
    "non-state actor overtakes territory": "control_change",
    "non-violent transfer of territory": "control_change",
    "shelling/artillery/missile attack": "shelling",
    "air/drone strike": "air_strike",
    "disrupted weapons use": "air_defence",
    "remote explosive/landmine/ied": "mine",
    "suicide bomb": "mine",
    "attack": "civilian_harm",
    "sexual violence": "civilian_harm",
    "looting/property destruction": "infrastructure",
    "abduction/forced disappearance": "prisoners",
    "arrests": "prisoners",
}
_PRECISION = {"1": "settlement", "2": "near", "3": "region"}
_DATE_PRECISION = {"1": "day", "2": "week", "3": "month"}
_DRONE = r"\bdrones?\b|\bUAVs?\b|\bFPV\b|Shahed|Geran"
_TAKEN = {
    "government regains territory": "recaptured",
    "non-state actor overtakes territory": "captured",
    "non-violent transfer of territory": "captured",
}


def read(path: Path | str, gazetteer: Gazetteer | None = None) -> Imported:
    """Read an ACLED export into events; the claimant is ACLED, the sources it names are in source_name."""
    unread: list[Unread] = []
    return convert(load(path, unread), path, unread, gazetteer)


def load(path: Path | str, unread: list[Unread]) -> pd.DataFrame:
    """Return the rows of the file."""
    table = read_table(path, unread)
    need(table, path, "ACLED export", ("event_date", "sub_event_type", "latitude", "longitude"))
    return table


def convert(
    table: pd.DataFrame, path: Path | str, unread: list[Unread], gazetteer: Gazetteer | None = None
) -> Imported:
    """Turn rows of the file into events."""
    kind = cells(table, "sub_event_type").str.casefold()
    day = days(cells(table, "event_date"), path, unread)
    date_precision = cells(table, "time_precision").map(_DATE_PRECISION).fillna("day")
    start, end = span(day, date_precision)
    actor = sides(cells(table, "actor1"))
    country = cells(table, "country")
    ids = cells(table, "event_id_cnty", "data_id").where(lambda known: known != "", table.index.astype("str"))
    events = pd.DataFrame(
        {
            "event_id": "acled:" + ids,
            "report_id": "acled:" + ids,
            "place": cells(table, "location"),
            "district": cells(table, "admin2"),
            "region": cells(table, "admin1"),
            "country": country.map(COUNTRY_CODES).fillna(country),
            "lat": cells(table, "latitude"),
            "lon": cells(table, "longitude"),
            "precision": cells(table, "geo_precision").map(_PRECISION).fillna("near"),
            "start": start,
            "end": end,
            "date_precision": date_precision.where(day.notna(), "unknown"),
            "known_on": _uploaded(table).fillna(day),
            "event_type": _types(kind, cells(table, "notes")),
            "actor": actor,
            "claimant": "ACLED",
            "claimant_side": "independent",
            "basis": "documented",
            "control": actor.where(kind.isin(list(_TAKEN)) & actor.isin(("Ukraine", "Russia")), ""),
            "control_sense": kind.map(_TAKEN).fillna(""),
            "summary": cells(table, "notes"),
            "source_name": cells(table, "source"),
            "lang": "en",
            "licence": licences.ACLED,
        }
    )
    return finish(events, path, unread, gazetteer)


def _types(kind: "pd.Series[str]", notes: "pd.Series[str]") -> "pd.Series[str]":
    types = kind.map(EVENT_TYPES).fillna("other")
    drones = (types == "air_strike") & notes.str.contains(_DRONE, case=False, regex=True)
    return types.where(~drones, "drone_strike")


def _uploaded(table: pd.DataFrame) -> "pd.Series[pd.Timestamp]":
    """Return the day of the upload, which ACLED gives in Unix seconds."""
    seconds = pd.to_numeric(cells(table, "timestamp"), errors="coerce")
    return pd.to_datetime(seconds, unit="s").dt.normalize().astype("datetime64[s]")
