"""GeoConfirmed: geolocated footage as CSV, GeoJSON or KMZ. What concerns military units is not read."""

from pathlib import Path

import pandas as pd

from geo.formats import kml, licences
from geo.formats.rows import Imported, cells, days, finish, need, read_table, sides
from geo.gazetteer import Gazetteer
from geo.reports import Unread

# Everything else, "Units" and "OrbatUnits" above all, is dropped before anything looks at it.
_COLUMNS = ["date", "name", "faction", "latitude", "longitude", "description", "source", "geolocation", "id"]


def read(path: Path | str, gazetteer: Gazetteer | None = None) -> Imported:
    """Read a GeoConfirmed export into events: visually confirmed, the side as GeoConfirmed's faction says."""
    if Path(path).suffix.lower() in (".kml", ".kmz"):
        found = kml.read(path, gazetteer)
        events = found.events.assign(
            claimant="GeoConfirmed",
            claimant_side="independent",
            basis="visually confirmed",
            source_name="GeoConfirmed",
            licence=licences.GEOCONFIRMED,
        )
        return Imported(events, found.unread)
    unread: list[Unread] = []
    return convert(load(path, unread), path, unread, gazetteer)


def load(path: Path | str, unread: list[Unread]) -> pd.DataFrame:
    """Return the rows of the file."""
    table = (
        _from_geojson(path)
        if Path(path).suffix.lower() in (".json", ".geojson")
        else read_table(path, unread)
    )
    need(table, path, "GeoConfirmed export", ("date", "latitude", "longitude", "id"))
    return table[[name for name in _COLUMNS if name in table]]


def convert(
    table: pd.DataFrame, path: Path | str, unread: list[Unread], gazetteer: Gazetteer | None = None
) -> Imported:
    """Turn rows of the file into events."""
    day = days(cells(table, "date"), path, unread)
    ids = "geoconfirmed:" + cells(table, "id")
    urls = cells(table, "source").str.extract(r"(https?://\S+)")[0].fillna("")
    events = pd.DataFrame(
        {
            "event_id": ids,
            "report_id": ids,
            "place": cells(table, "name"),
            "lat": cells(table, "latitude"),
            "lon": cells(table, "longitude"),
            "precision": "exact",
            "start": day,
            "end": day,
            "date_precision": pd.Series("day", index=table.index).where(day.notna(), "unknown"),
            "known_on": day,
            "event_type": "other",
            "actor": sides(cells(table, "faction")),
            "claimant": "GeoConfirmed",
            "claimant_side": "independent",
            "basis": "visually confirmed",
            "summary": cells(table, "description"),
            "title": cells(table, "name"),
            "source_name": "GeoConfirmed",
            "source_url": urls,
            "licence": licences.GEOCONFIRMED,
        }
    )
    return finish(events, path, unread, gazetteer)


def _from_geojson(path: Path | str) -> pd.DataFrame:
    features = kml.read_geojson(path)
    rows = [
        {
            "id": str(feature["properties"].get("id") or feature.get("id") or number),
            "date": str(feature["properties"].get("date") or feature["properties"].get("dateSort") or ""),
            "name": str(feature["properties"].get("name") or ""),
            "faction": str(feature["properties"].get("faction") or ""),
            "latitude": str(feature["geometry"]["coordinates"][1]),
            "longitude": str(feature["geometry"]["coordinates"][0]),
        }
        for number, feature in enumerate(features)
        if (feature.get("geometry") or {}).get("type") == "Point"
    ]
    columns = ["id", "date", "name", "faction", "latitude", "longitude"]
    return pd.DataFrame(rows, columns=columns, dtype="str", index=range(1, len(rows) + 1))
