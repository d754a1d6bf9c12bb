"""GDELT's event tables (tab-separated, 61 columns, no header): coded from news by machine."""

from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd

from geo.errors import InputError, Notice, about
from geo.formats import licences
from geo.formats.rows import Imported, cells, days, finish, read_table
from geo.gazetteer import Gazetteer
from geo.reports import Unread

COLUMNS = [f"column{number}" for number in range(61)]
_NAMED = {
    0: "id", 1: "day", 7: "actor1_country", 26: "code", 28: "root", 51: "type", 52: "name", 53: "country",
    56: "lat", 57: "lon", 58: "feature", 59: "added", 60: "url",
}  # fmt: skip
# CAMEO codes: the longest that fits counts.
EVENT_TYPES = {
    "01": "statement", "02": "statement", "03": "statement", "04": "statement", "05": "statement",
    "11": "statement", "12": "statement", "13": "statement", "173": "prisoners", "175": "civilian_harm",
    "181": "prisoners", "183": "mine", "18": "civilian_harm", "191": "other", "192": "control_change",
    "194": "shelling", "195": "air_strike", "196": "other", "19": "battle", "20": "civilian_harm",
}  # fmt: skip
_PRECISION = {"1": "country", "2": "region", "3": "settlement", "4": "settlement", "5": "region"}
_COUNTRIES = {"UP": "UA", "RS": "RU", "BO": "BY", "MD": "MD", "PL": "PL", "RO": "RO"}  # FIPS 10-4
_ACTORS = {"UKR": "Ukraine", "RUS": "Russia", "PRK": "North Korea"}


def read(path: Path | str, gazetteer: Gazetteer | None = None) -> Imported:
    """Read GDELT events at the place of the action; they carry half confidence, as nobody has read them."""
    unread: list[Unread] = []
    return convert(load(path, unread), path, unread, gazetteer)


def load(path: Path | str, unread: list[Unread]) -> pd.DataFrame:
    """Return the rows of the file."""
    table = read_table(path, unread, names=COLUMNS, sep="\t")
    table = table.rename(columns={COLUMNS[number]: name for number, name in _NAMED.items()})
    if not table["id"].str.isdigit().any() or not table["url"].ne("").any():
        other = Notice("no GDELT event table: 61 columns between tabs, without a header, are expected")
        raise InputError(about(path, other))
    return table


def convert(
    table: pd.DataFrame, path: Path | str, unread: list[Unread], gazetteer: Gazetteer | None = None
) -> Imported:
    """Turn rows of the file into events."""
    day = days(cells(table, "day"), path, unread)
    ids = "gdelt:" + cells(table, "id")
    url = cells(table, "url")
    name = cells(table, "name")
    events = pd.DataFrame(
        {
            "event_id": ids,
            "report_id": "gdelt:" + url.where(url.str.startswith("http"), ids),
            "place": name.str.split(",").str[0],
            "region": name.str.split(", ").str[1].fillna(""),
            "country": cells(table, "country").map(_COUNTRIES).fillna(""),
            "lat": cells(table, "lat"),
            "lon": cells(table, "lon"),
            "precision": cells(table, "type").map(_PRECISION).fillna("unplaced"),
            "start": day,
            "end": day,
            "date_precision": pd.Series("day", index=table.index).where(day.notna(), "unknown"),
            "known_on": days(cells(table, "added").str[:8], path, unread).fillna(day),
            "event_type": _types(cells(table, "code"), cells(table, "root")),
            "actor": cells(table, "actor1_country").map(_ACTORS).fillna(""),
            "basis": "reported",
            "source_name": url.map(lambda address: urlsplit(address).hostname or ""),
            "source_url": url.where(url.str.startswith("http"), ""),
            "licence": licences.GDELT,
            "confidence": 0.5,
        }
    )
    return finish(events, path, unread, gazetteer)


def _types(code: "pd.Series[str]", root: "pd.Series[str]") -> "pd.Series[str]":
    return (
        code.map(EVENT_TYPES)
        .fillna(code.str[:3].map(EVENT_TYPES))
        .fillna(root.map(EVENT_TYPES))
        .fillna("other")
    )
