"""What the importers share: files as tables of text, days, sides, extents, the events table at the end."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.errors import InputError, Notice, about
from geo.events import from_table, validate_events
from geo.gazetteer import Gazetteer
from geo.reports import Unread
from geo.reports.encoding import decode

#: How far from its point an event of each precision may be, kilometres, where the source says no more.
RADIUS_KM = {
    "exact": 0.0,
    "settlement": 0.0,
    "near": 5.0,
    "district": 25.0,
    "region": 100.0,
    "country": 500.0,
}
MAX_UNZIPPED = 2_000_000_000  # bytes; a year of VIINA has 0.5 GB
COUNTRY_CODES = {
    "Ukraine": "UA", "Russia": "RU", "Russian Federation": "RU", "Russia (Soviet Union)": "RU",
    "Belarus": "BY", "Moldova": "MD", "Poland": "PL", "Romania": "RO",
}  # fmt: skip
_DAY_FORMS = ("%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%d %B %Y", "%d %b %Y", "%d-%b-%y", "%d-%b-%Y", "%B %d, %Y")
_SIDES = (
    ("North Korea", re.compile(r"north korea|dprk|kndr", re.IGNORECASE)),
    ("Ukraine", re.compile(r"ukrain|\bukr\b|\bua\b|azov|\bsbu\b|\bhur\b", re.IGNORECASE)),
    (
        "Russia",
        re.compile(
            r"russia|\brus?\b|wagner|donetsk people|luhansk people|\bdpr\b|\blpr\b|\bfsb\b", re.IGNORECASE
        ),
    ),
)


class Imported(NamedTuple):
    """The events of a file, and what could not be read of it."""

    events: gpd.GeoDataFrame
    unread: list[Unread]


def read_table(
    path: Path | str, unread: list[Unread], names: Sequence[str] | None = None, sep: str = ""
) -> pd.DataFrame:
    """Return a CSV file (plain or the first in a zip) as text cells under lower-case column names.

    The index is the line number. `names` are the columns of a file without a header. Lines that do not fit
    the header go to `unread`. Raises InputError for a file that is missing or no table.
    """
    path = Path(path)
    text, _ = decode(_bytes(path))
    if not text.strip():
        raise InputError(about(path, Notice("the file is empty")))
    first = text[: text.find("\n") if "\n" in text else len(text)]
    sep = sep or max(",;\t|", key=first.count)
    options: dict[str, Any] = {
        "sep": sep, "dtype": "str", "keep_default_na": False, "names": names, "header": None if names else 0,
        "index_col": False, "quoting": 3 if sep == "\t" else 0,
    }  # fmt: skip
    try:
        table: pd.DataFrame = pd.read_csv(io.StringIO(text), **options)
    except pd.errors.ParserError:
        table = _read_around_faults(text, options, path, unread)
    except (pd.errors.EmptyDataError, ValueError) as error:
        raise InputError(about(path, Notice("not a table ({why})", why=str(error)))) from error
    table.columns = pd.Index([str(name).strip().casefold() for name in table.columns])
    # Quoted texts may run over several lines; then this counts records, which is as near as a table can tell.
    table.index = pd.RangeIndex(1 if names else 2, len(table) + (1 if names else 2))
    filled: pd.DataFrame = table.fillna("")
    return filled


def _read_around_faults(
    text: str, options: Mapping[str, Any], path: Path, unread: list[Unread]
) -> pd.DataFrame:
    """Read again with the slow engine, which can say which lines do not fit."""

    def fault(cells: list[str]) -> None:
        odd = Notice(
            "a row of {n} cells does not fit the header: {start}", n=len(cells), start=repr(cells[0][:60])
        )
        unread.append(Unread(str(path), 0, odd))

    table: pd.DataFrame = pd.read_csv(io.StringIO(text), **options, engine="python", on_bad_lines=fault)
    return table


def _bytes(path: Path) -> bytes:
    """Return the bytes of a file, or of the first table in a zip."""
    try:
        if not zipfile.is_zipfile(path):
            return path.read_bytes()
        with zipfile.ZipFile(path) as archive:
            tables = [
                info
                for info in archive.infolist()
                if info.filename.lower().endswith((".csv", ".tsv", ".txt"))
            ]
            if not tables:
                raise InputError(about(path, Notice("the zip holds no .csv file")))
            if tables[0].file_size > MAX_UNZIPPED:
                size, limit = f"{tables[0].file_size / 1e6:.0f}", f"{MAX_UNZIPPED / 1e6:.0f}"
                large = Notice("{size} MB unpacked is over the limit of {limit} MB", size=size, limit=limit)
                raise InputError(about(path, large))
            return archive.read(tables[0])
    except OSError as error:
        why = str(error.strerror or error)
        raise InputError(about(path, Notice("cannot be opened: {why}", why=why))) from error
    except (zipfile.BadZipFile, RuntimeError) as error:
        raise InputError(
            about(path, Notice("a zip that cannot be unpacked ({why})", why=str(error)))
        ) from error


def need(table: pd.DataFrame, path: Path | str, what: str, columns: Sequence[str]) -> None:
    """Raise InputError that names the columns a table lacks to be what the user says it is."""
    lacking = [name for name in columns if name not in table]
    if lacking:
        found = ", ".join(map(str, table.columns[:8]))
        other = Notice(
            "no {what}: it lacks {lacking} (found {found} …)",
            what=what,
            lacking=", ".join(lacking),
            found=found,
        )
        raise InputError(about(path, other))


def cells(table: pd.DataFrame, *names: str) -> pd.Series[Any]:
    """Return the first of these columns that the table has, stripped; empty text where it has none."""
    for name in names:
        if name in table:
            return table[name].str.strip()
    return pd.Series("", index=table.index, dtype="str")


def days(
    values: pd.Series[Any], path: Path | str, unread: list[Unread], month_first: bool = False
) -> pd.Series[Any]:
    """Return dates of days; a value that is no date is missing, and listed with its line.

    Reads 2025-05-16, 20250516, "16 May 2025", "7-Feb-25", 16-05-2025, 16.05.2025, 16/05/2025; `month_first`:
    5/16/2025.
    """
    head = values.str.split("T").str[0].str.replace(r" \d{1,2}:\d{2}.*$", "", regex=True).str.strip()
    head = head.str.replace(r"^(\d{1,2})[.-](\d{1,2})[.-](\d{4})$", r"\1/\2/\3", regex=True)
    found = pd.Series(pd.NaT, index=values.index, dtype="datetime64[s]")
    for form in (*_DAY_FORMS, "%m/%d/%Y" if month_first else "%d/%m/%Y"):
        left = found.isna() & (head != "")
        if not left.any():
            break
        found[left] = pd.to_datetime(head[left], format=form, errors="coerce").astype("datetime64[s]")
    undated = values[found.isna() & (head != "")]
    unread.extend(
        notes(path, undated, lambda value: Notice("read without a date: {value} is none", value=repr(value)))
    )
    return found


def notes(
    path: Path | str, values: pd.Series[Any], reason: Callable[[Any], Notice], *, kept: bool = True
) -> list[Unread]:
    """Return a note for each value, whose index is its line; `reason` says what is wrong with it."""
    lines = (int(line) for line in values.index.to_numpy())
    return [Unread(str(path), line, reason(value), kept) for line, value in zip(lines, values, strict=True)]


def span(day: pd.Series[Any], precision: pd.Series[Any]) -> tuple[pd.Series[Any], pd.Series[Any]]:
    """Return first and last day of the day, week (from Monday), month or year that a date stands for."""
    first, last = day.copy(), day.copy()
    for word, period in (("week", "W"), ("month", "M"), ("year", "Y")):
        rows = (precision == word) & day.notna()
        if rows.any():
            periods = day[rows].dt.to_period(period)
            first[rows] = periods.dt.start_time.astype("datetime64[s]")
            last[rows] = periods.dt.end_time.dt.normalize().astype("datetime64[s]")
    return first, last


def sides(actors: pd.Series[Any]) -> pd.Series[Any]:
    """Return the side that each actor's name tells, "" where it names none or several."""
    known = {actor: side(actor) for actor in actors.unique()}
    return actors.map(known).astype("str")


def side(actor: str) -> str:
    """Return "Ukraine", "Russia", "North Korea" or "" for an actor's name."""
    named = [name for name, pattern in _SIDES if pattern.search(actor)]
    return named[0] if len(named) == 1 else ""


def finish(
    table: pd.DataFrame, path: Path | str, unread: list[Unread], gazetteer: Gazetteer | None = None
) -> Imported:
    """Make the events table: coordinates checked, extents drawn, ids unique.

    Rows without usable coordinates stay as unplaced. With a `gazetteer`, events of region precision get the
    extent of the region that contains their point; without one, a disc.
    """
    table = table.copy()
    for name in ("lat", "lon"):
        table[name] = pd.to_numeric(table[name], errors="coerce")
    inside = table["lat"].between(-90, 90) & table["lon"].between(-180, 180)
    lost = ~inside | ((table["lat"] == 0) & (table["lon"] == 0))
    table.loc[lost, "precision"] = "unplaced"
    table.loc[lost, ["lat", "lon"]] = np.nan
    unread.extend(notes(path, table.loc[lost, "event_id"], _nowhere))
    if "radius_km" not in table:
        table["radius_km"] = table["precision"].map(RADIUS_KM)
    table["radius_km"] = table["radius_km"].fillna(0.0)
    twice = table["event_id"].duplicated()
    again = table.loc[twice, "event_id"]
    unread.extend(notes(path, again, repeated, kept=False))
    table = table[~twice]
    table["origin_id"] = table["report_id"]
    table["confidence"] = table.get("confidence", 1.0)
    events = from_table(table)
    if gazetteer is not None:
        _draw_regions(events, gazetteer)
    return Imported(validate_events(events), unread)


def _nowhere(event_id: str) -> Notice:
    return Notice("kept as unplaced: {id} has no usable coordinates", id=event_id)


def repeated(event_id: str) -> Notice:
    """Say that an event is left out, as its id has come before."""
    return Notice("left out: the id {id} stands on an earlier line", id=event_id)


def _draw_regions(events: gpd.GeoDataFrame, gazetteer: Gazetteer) -> None:
    coarse = np.flatnonzero(events["precision"] == "region")
    if not len(coarse):
        return
    geometry = events.geometry.to_numpy().copy()
    shapes: dict[tuple[float, float], Any] = {}
    for row in coarse:
        spot = (events["lat"].iat[row], events["lon"].iat[row])
        if spot not in shapes:
            region = gazetteer.within(*spot)
            shapes[spot] = gazetteer.shape(region) if region is not None else None
        if shapes[spot] is not None:
            geometry[row] = shapes[spot]
    events["geometry"] = gpd.GeoSeries(geometry, crs=events.crs)
