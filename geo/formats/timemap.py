"""TimeMap events (JSON of strings, or Bellingcat's CSV)."""

from pathlib import Path
from typing import Any

import pandas as pd

from geo.errors import InputError, Notice, about
from geo.formats.rows import Imported, cells, days, finish, need, read_table
from geo.gazetteer import Gazetteer
from geo.reports import Unread
from geo.reports.encoding import decode
from geo.reports.letters import read_json


def read(path: Path | str, gazetteer: Gazetteer | None = None) -> Imported:
    """Read TimeMap's events; dates are month/day/year, as TimeMap writes them."""
    unread: list[Unread] = []
    table = _from_json(path, unread) if Path(path).suffix.lower() == ".json" else read_table(path, unread)
    need(table, path, "TimeMap export", ("date", "latitude", "longitude", "description"))
    day = days(cells(table, "date"), path, unread, month_first=True)
    given = cells(table, "id", "civid")
    ids = "timemap:" + given.where(given != "", table.index.astype("str"))
    sources = cells(table, "sources")
    events = pd.DataFrame(
        {
            "event_id": ids,
            "report_id": ids,
            "place": cells(table, "location"),
            "lat": cells(table, "latitude"),
            "lon": cells(table, "longitude"),
            "precision": "exact",
            "start": day,
            "end": day,
            "date_precision": pd.Series("day", index=table.index).where(day.notna(), "unknown"),
            "known_on": day,
            "event_type": "other",
            "claimant_side": "independent",
            "basis": "documented",
            "summary": cells(table, "description"),
            "title": cells(table, "category_full", "category"),
            "source_name": sources.where(~sources.str.startswith("http"), ""),
            "source_url": sources.str.extract(r"(https?://[^\s,;|\"\]]+)")[0].fillna(""),
        }
    )
    return finish(events, path, unread, gazetteer)


def _from_json(path: Path | str, unread: list[Unread]) -> pd.DataFrame:
    try:
        records: Any = read_json(decode(Path(path).read_bytes())[0])
    except OSError as error:
        why = str(error.strerror or error)
        raise InputError(about(path, Notice("cannot be opened: {why}", why=why))) from error
    except (ValueError, RecursionError) as error:
        raise InputError(about(path, Notice("not JSON ({why})", why=str(error)))) from error
    records = records.get("events", []) if isinstance(records, dict) else records
    rows = []
    for number, record in enumerate(records if isinstance(records, list) else [], 1):
        if isinstance(record, dict):
            rows.append({str(name).casefold(): _flat(value) for name, value in record.items()})
        else:
            unread.append(Unread(str(path), 0, Notice("event {n} is no object", n=number)))
    return pd.DataFrame(rows, dtype="str", index=range(1, len(rows) + 1)).fillna("")


def _flat(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_flat, value))
    return "" if value is None else str(value)
