"""Read a plain table of claims, one row a claim: the form in which people keep their own lists.

Columns are known by their names (`matching.FIELDS`), or are given. A row says where by coordinates or by
place names; several names in one cell ("Darino; Sverdlikovo") make one event each. Rows that cannot be read
are refused by their number, as a spreadsheet counts them: the header is row 1.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.errors import InputError, Notice, about, bare
from geo.events import (
    BASES,
    CONTROLS,
    DATE_PRECISIONS,
    EVENT_TYPES,
    PRECISIONS,
    event_id,
    from_table,
    validate_events,
)
from geo.events.shapes import points_and_discs
from geo.formats.acled import EVENT_TYPES as _ACLED_EVENT_TYPES
from geo.formats.matching import FIELDS, by_names, lacking
from geo.formats.placename import find_named
from geo.formats.rows import sides
from geo.gazetteer import Gazetteer
from geo.reports import Unread, report_id
from geo.reports.encoding import decode
from geo.reports.files import is_noise
from geo.reports.pubdate import day_order, publication_date

_SIDES = {
    "ukraine": "Ukraine", "ua": "Ukraine", "ukrainian": "Ukraine", "україна": "Ukraine", "украина": "Ukraine",
    "russia": "Russia", "ru": "Russia", "russian": "Russia", "росія": "Russia", "россия": "Russia",
    "north korea": "North Korea", "contested": "contested", "independent": "independent", "unknown": "",
}  # fmt: skip
_ACLED_TYPES = {
    "battles": "battle",
    "explosions/remote violence": "shelling",
    "violence against civilians": "civilian_harm",
} | _ACLED_EVENT_TYPES
#: An event dated to a week or a month happened in the days that end on its date.
_DAYS_BEFORE = {"week": 6, "month": 29, "year": 364}
_EXACT_CONFIDENCE = 1.0
_PLACE_COLUMNS = ("place", "region", "country", "lat", "lon", "precision", "geometry")
_EMPTY_CELLS = ("nan", "none", "null", "-")


def read_table(
    source: Path | str | pd.DataFrame,
    gazetteer: Gazetteer | None = None,
    *,
    unread: list[Unread] | None = None,
) -> gpd.GeoDataFrame:
    """Read a CSV or TSV file, or a frame, of claims into an events table.

    Without a `gazetteer` the one shipped is opened. Rows that cannot be read go to `unread`; without such a
    list they raise InputError, which names them (the first ten).
    """
    everything = list(read_parts(source, gazetteer, unread=unread, rows=0))
    return everything[0][0]


def read_parts(
    source: Path | str | pd.DataFrame,
    gazetteer: Gazetteer | None = None,
    *,
    unread: list[Unread] | None = None,
    rows: int,
    mapping: Mapping[str, int] | None = None,
) -> Iterator[tuple[gpd.GeoDataFrame, float]]:
    """Read a table in parts of so many rows (0: all at once); yield events, and how much is done (0 to 1).

    `mapping` gives the number of the column, from 0, that holds a field of FIELDS; without it the names tell.
    """
    gazetteer = gazetteer or Gazetteer.open()
    faults = _Faults("table" if isinstance(source, pd.DataFrame) else str(source))
    raw = _fields(_load(source, faults), faults.name, mapping)
    _read_dates(raw, faults)
    _read_places(raw, faults)
    raw = faults.settle(raw, unread)
    _read_words(raw, faults)
    if unread is not None:
        unread.extend(faults.notes)
    seen: dict[str, int] = {}
    rows = rows or max(len(raw), 1)
    for at in range(0, max(len(raw), 1), rows):
        table = _placed(raw.iloc[at : at + rows], gazetteer)
        _add_ids(table, seen)
        yield validate_events(from_table(table, table["geometry"])), min(1.0, (at + rows) / max(len(raw), 1))


def _placed(raw: pd.DataFrame, gazetteer: Gazetteer) -> pd.DataFrame:
    """Place rows by their coordinates, or by the names in them."""
    located = raw["lat"].notna().to_numpy()
    parts = [_by_coordinates(raw[located], gazetteer), _by_name(raw[~located], gazetteer)]
    table = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    return table.sort_values(["row", "part"], kind="stable", ignore_index=True)


class _Faults:
    """The rows that cannot be read, each with its first reason, and notes on what was read otherwise."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.reasons: dict[int, str] = {}
        self.notes: list[Unread] = []

    def add(self, rows: pd.Series[Any], reason: str) -> None:
        for row in rows:
            self.reasons.setdefault(int(row), reason)

    def settle(self, raw: pd.DataFrame, unread: list[Unread] | None) -> pd.DataFrame:
        """Return the rows without fault; the others go to `unread`, or raise."""
        if self.reasons and unread is None:
            lines = [f"{self.name}: row {row}: {reason}" for row, reason in sorted(self.reasons.items())]
            more = [f"… and {len(lines) - 10} rows more"] if len(lines) > 10 else []
            raise InputError("\n".join(lines[:10] + more))
        if unread is not None:
            unread.extend(Unread(self.name, row, reason) for row, reason in sorted(self.reasons.items()))
        return raw[~raw["row"].isin(list(self.reasons))].reset_index(drop=True)


def _load(source: Path | str | pd.DataFrame, faults: _Faults) -> pd.DataFrame:
    """Return the table as text, with the number of each row as a spreadsheet shows it."""
    if isinstance(source, pd.DataFrame):
        frame = source.drop(columns="geometry", errors="ignore")
        text = frame.astype("str").where(frame.notna(), "")
        return text.reset_index(drop=True).assign(row=np.arange(2, len(frame) + 2))
    path = Path(source)
    if not path.exists():
        raise InputError(about(path, Notice("no such file")))
    data = path.read_bytes()
    if is_noise(data):
        raise InputError(about(path, Notice("this is no text: many of its bytes are no letters")))
    content, _ = decode(data)
    if not content.strip():
        raise InputError(about(path, Notice("the file is empty")))
    header = next(iter(content.splitlines()), "")
    outside_quotes = "".join(header.split('"')[::2])
    separator = max(",;\t|", key=outside_quotes.count)
    try:
        content, width = _of_one_width(content, separator, faults)
        frame = pd.read_csv(
            io.StringIO(content), sep=separator, dtype="str", keep_default_na=False, skip_blank_lines=False,
            index_col=False,
        )  # fmt: skip
    except (pd.errors.ParserError, pd.errors.EmptyDataError, csv.Error) as error:
        torn = Notice("a quotation mark is never closed: the lines after it were read as one row")
        raise InputError(about(path, torn)) from error
    if len(faults.reasons) == len(frame) > 0:
        row, reason = next(iter(faults.reasons.items()))
        raise InputError(about(f"{path}:{row}", reason))
    frame = frame.assign(row=np.arange(2, len(frame) + 2))
    return frame[(frame.iloc[:, :width] != "").any(axis=1)].reset_index(drop=True)


def _of_one_width(content: str, separator: str, faults: _Faults) -> tuple[str, int]:
    """Return the table without the rows that are longer than its header, and the header's width.

    They leave an empty row, so that the others keep their numbers. Shorter rows are noted.
    """
    rows = csv.reader(io.StringIO(content), delimiter=separator)
    width = len(next(rows))
    short: list[int] = []
    uneven = False
    for row, cells in enumerate(rows, 2):
        if len(cells) == width:
            continue
        if any(map(str.strip, cells[width:])):
            faults.reasons[row] = Notice(
                "{n} cells do not fit the {columns} columns: put quotes around cells with {separator}",
                n=len(cells), columns=width, separator=repr(separator),
            )  # fmt: skip
        elif any(map(str.strip, cells)) and len(cells) < width:
            short.append(row)
        uneven = True
    if short:
        few = Notice("rows with fewer cells than columns, the last taken as empty: {n}", n=len(short))
        faults.notes.append(Unread(faults.name, short[0], few, kept=True))
    if not uneven:
        return content, width
    out = io.StringIO()
    even = csv.writer(out, delimiter=separator, lineterminator="\n")
    for row, cells in enumerate(csv.reader(io.StringIO(content), delimiter=separator), 1):
        even.writerow([] if row in faults.reasons or not any(map(str.strip, cells)) else cells[:width])
    return out.getvalue(), width


def _fields(frame: pd.DataFrame, name: str, mapping: Mapping[str, int] | None) -> pd.DataFrame:
    """Name the columns by their fields; a field that the table lacks is empty."""
    columns = by_names(frame.columns.drop("row")) if mapping is None else mapping
    raw = pd.DataFrame({"row": frame["row"]})
    for field in FIELDS:
        raw[field] = frame.iloc[:, columns[field]].str.strip() if field in columns else ""
    has = {field for field in FIELDS if (raw[field] != "").any()}
    if len(raw) and (problem := lacking(has)):
        raise InputError(about(name, problem))
    return raw


def _read_dates(raw: pd.DataFrame, faults: _Faults) -> None:
    """Turn start, end and known_on into days; a date that cannot be read is a fault."""
    words = pd.unique(pd.concat([raw[field] for field in ("start", "end", "known_on")]))
    order = day_order(words)
    read: dict[str, datetime.date | None] = {}
    for word in words:
        try:
            read[word] = publication_date(word, order)
        except InputError as error:
            faults.add(raw.loc[(raw[["start", "end", "known_on"]] == word).any(axis=1), "row"], bare(error))
            read[word] = None
    for field in ("start", "end", "known_on"):
        raw[field] = pd.to_datetime(raw[field].map(read)).astype("datetime64[s]")
    precision = raw["date_precision"].str.casefold()
    has_end = raw["end"].notna()
    exact = np.where(has_end & (raw["end"] != raw["start"]), "range", "day")
    raw["date_precision"] = np.where(precision.isin(DATE_PRECISIONS), precision, exact)
    faults.add(
        raw.loc[raw["start"].isna() & raw["known_on"].isna(), "row"], Notice("there is no date in this row")
    )
    faults.add(raw.loc[raw["start"] > raw["end"], "row"], Notice("the end is before the start"))
    raw["known_on"] = raw["known_on"].fillna(raw["end"]).fillna(raw["start"])
    # "In the week of the report", without a day: it ends with the report.
    loose = raw["date_precision"].isin(list(_DAYS_BEFORE)) & ~has_end
    raw["start"] = raw["start"].where(~loose, raw["start"].fillna(raw["known_on"]))
    raw["end"] = raw["end"].fillna(raw["start"])
    before = pd.to_timedelta(raw["date_precision"].map(_DAYS_BEFORE).fillna(0).where(loose, 0), unit="D")
    raw["start"] = (raw["start"] - before).astype("datetime64[s]")
    raw.loc[raw["start"].isna(), "date_precision"] = "unknown"


def _read_places(raw: pd.DataFrame, faults: _Faults) -> None:
    """Turn lat, lon and radius_km into numbers; refuse what is no place on Earth, or a number for a place."""
    for field, limit in (("lat", 90.0), ("lon", 180.0)):
        text = raw[field].str.replace(",", ".", regex=False)
        text = text.where(~text.str.casefold().isin(_EMPTY_CELLS), "")
        raw[field] = pd.to_numeric(text, errors="coerce")
        faults.add(
            raw.loc[(text != "") & raw[field].isna(), "row"], Notice("{field} is no number", field=field)
        )
        faults.add(
            raw.loc[raw[field].abs() > limit, "row"],
            Notice("{field} is beyond ±{limit} degrees", field=field, limit=int(limit)),
        )
    half = raw["lat"].isna() != raw["lon"].isna()
    faults.add(raw.loc[half, "row"], Notice("one coordinate of two is missing"))
    nowhere = raw["lat"].isna() & (raw["place"] == "")
    faults.add(raw.loc[nowhere, "row"], Notice("there is neither a coordinate nor a place in this row"))
    number = raw["place"].str.fullmatch(r"[\d\s.,+-]+") & (raw["place"] != "")
    shifted = Notice("the place is a number: are the columns shifted, by decimal commas for instance?")
    faults.add(raw.loc[number, "row"], shifted)
    raw["radius_km"] = pd.to_numeric(raw["radius_km"], errors="coerce").fillna(0.0).clip(lower=0.0)


def _read_words(raw: pd.DataFrame, faults: _Faults) -> None:
    """Bring words of a fixed vocabulary, types of ACLED too, into ours; the rest is "", other or reported."""
    for field in ("actor", "claimant_side", "control"):
        raw[field] = raw[field].map(lambda word: _SIDES.get(word.casefold(), word))
    raw["claimant_side"] = raw["claimant_side"].where(raw["claimant_side"] != "", sides(raw["claimant"]))
    known = raw["control"].isin(CONTROLS)
    _tell_unknown(raw, "control", known, "", faults)
    raw["control"] = raw["control"].where(known, "")
    said = raw["event_type"].str.casefold().str.strip()
    ours = said.str.replace(r"[\s-]+", "_", regex=True)
    ours = ours.where(ours.isin(EVENT_TYPES), said.map(_ACLED_TYPES))
    _tell_unknown(raw, "event_type", ours.notna(), "other", faults)
    raw["event_type"] = ours.fillna("other")
    basis = raw["basis"].str.casefold()
    _tell_unknown(raw, "basis", basis.isin(BASES), "reported", faults)
    raw["basis"] = basis.where(basis.isin(BASES), "reported")


def _tell_unknown(
    raw: pd.DataFrame, field: str, known: pd.Series[Any], otherwise: str, faults: _Faults
) -> None:
    """Note each word that a field does not know, with the rows that have it."""
    odd = raw[~known & (raw[field] != "")]
    for word, rows in odd.groupby(field, sort=False)["row"]:
        unknown = Notice(
            "{field} {word} is not known, taken as {otherwise}; rows: {n}",
            field=field, word=repr(word), otherwise=repr(otherwise), n=len(rows),
        )  # fmt: skip
        faults.notes.append(Unread(faults.name, int(rows.iloc[0]), unknown, kept=True))


def _by_coordinates(raw: pd.DataFrame, gazetteer: Gazetteer) -> pd.DataFrame:
    """Place the rows that have coordinates; the region is the one around the point."""
    table = raw.assign(part=0, place_kind="", confidence=_EXACT_CONFIDENCE)
    wide = table["radius_km"] > 0
    likely = np.where(wide, "near", np.where(table["place"] == "", "exact", "settlement"))
    given = table["precision"].isin(PRECISIONS) & (table["precision"] != "unplaced")
    table["precision"] = table["precision"].where(given, likely)
    spots = table[["lat", "lon"]].drop_duplicates()
    around = gazetteer.within_each(spots["lat"].to_numpy(), spots["lon"].to_numpy())
    spots["_region"] = [place.name if place else "" for place in around]
    spots["country"] = [place.country if place else "" for place in around]
    table = table.merge(spots, on=["lat", "lon"], how="left")
    table["region"] = table["_region"].where(table["_region"] != "", table["region"])
    table["control_sense"] = _senses(table)
    table["geometry"] = points_and_discs(table)
    return table.drop(columns="_region")


def _by_name(raw: pd.DataFrame, gazetteer: Gazetteer) -> pd.DataFrame:
    """Place the rows by the names in their cells, one event a name."""
    table = raw.assign(place=raw["place"].str.split(";")).explode("place", ignore_index=True)
    table["place"] = table["place"].fillna("").str.strip()
    table = table[table["place"] != ""].reset_index(drop=True)
    table["part"] = table.groupby("row").cumcount()
    days = table["known_on"].dt.date
    keys = list(zip(table["place"], table["district"], table["region"], days, strict=True))
    found = {
        key: find_named(key[0], gazetteer, district=key[1], region=key[2], day=key[3]).columns(gazetteer)
        for key in dict.fromkeys(keys)
    }
    spots = pd.DataFrame([found[key] for key in keys], index=table.index)
    told = table["region"]
    table = table.drop(columns=[name for name in spots if name in table]).join(spots)
    table = table.reindex(columns=[*dict.fromkeys([*table.columns, *_PLACE_COLUMNS])])
    # An unplaced event keeps the region that its row tells.
    table["region"] = table["region"].where(table["precision"] != "unplaced", told)
    table["control_sense"] = _senses(table)
    return table


def _senses(table: pd.DataFrame) -> pd.Series[Any]:
    """Say what a change of control is called: a side takes its own land back, and captures the other's."""
    own = table["country"].map({"UA": "Ukraine", "RU": "Russia"})
    side = table["control"]
    taken = np.where(side == own, np.where(side == "Ukraine", "liberated", "recaptured"), "captured")
    sense = np.where(side == "", "", np.where(side == "contested", "contested", taken))
    return table["control_sense"].where(table["control_sense"] != "", sense)


def _add_ids(table: pd.DataFrame, seen: dict[str, int]) -> None:
    """Give rows of one source their report, and every row its own stable id; `seen` counts equal rows."""
    known, urls = table["known_on"].dt.strftime("%Y-%m-%d").tolist(), table["source_url"].tolist()
    reports = {key: report_id(*key) for key in dict.fromkeys(zip(known, urls, strict=True))}
    table["report_id"] = [reports[key] for key in zip(known, urls, strict=True)]
    table["origin_id"] = table["report_id"]
    point = table["lat"].astype("str") + "," + table["lon"].astype("str")
    spots = table["place"].where(table["precision"] == "unplaced", point).tolist()
    told = [table[name].tolist() for name in ("report_id", "event_type", "claimant", "place", "summary")]
    days = table["start"].astype("str").tolist()
    ids: list[str] = []
    for spot, day, report, kind, claimant, place, summary in zip(spots, days, *told, strict=True):
        at = f"{day}\x1f{place}\x1f{summary}"
        first = event_id(report, spot, kind, claimant, at)
        again = seen[first] = seen.get(first, -1) + 1
        ids.append(event_id(report, spot, kind, claimant, f"{at}\x1f{again}") if again else first)
    table["event_id"] = ids
