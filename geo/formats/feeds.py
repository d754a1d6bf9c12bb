"""Feeds of events for readers and programs: Atom with GeoRSS points, and JSON Feed."""

import datetime
import json
from typing import Any
from xml.etree import ElementTree as ET

import geopandas as gpd
import pandas as pd

from geo.events import flat
from geo.formats import licences
from geo.formats.write_kml import clean

LIMIT = 200  # newest events
_ATOM, _GEORSS = "http://www.w3.org/2005/Atom", "http://www.georss.org/georss"
_EPOCH = "1970-01-01"


def atom(events: gpd.GeoDataFrame, title: str, link: str, limit: int = LIMIT, *, address: str = "") -> str:
    """Return an Atom feed of the events known last, each with its sentence, who says so, source and point.

    `link` is the address of the map, `address` that of the feed. Events whose licence forbids handing them on
    are left out.
    """
    ET.register_namespace("", _ATOM)
    ET.register_namespace("georss", _GEORSS)
    rows = _newest(events, limit)
    feed = ET.Element(f"{{{_ATOM}}}feed")
    _add(feed, "title", title)
    _add(feed, "id", link)
    _add(feed, "updated", _moment(rows[0]["known_on"] if rows else _EPOCH))
    ET.SubElement(feed, f"{{{_ATOM}}}link", href=clean(link))
    if address:
        ET.SubElement(feed, f"{{{_ATOM}}}link", rel="self", href=clean(address))
    for row in rows:
        entry = ET.SubElement(feed, f"{{{_ATOM}}}entry")
        _add(entry, "title", _title(row))
        _add(entry, "id", f"urn:event:{row['event_id']}")
        _add(entry, "updated", _moment(row["known_on"]))
        _add(
            ET.SubElement(entry, f"{{{_ATOM}}}author"),
            "name",
            row["source_name"] or row["claimant"] or "unknown",
        )
        ET.SubElement(entry, f"{{{_ATOM}}}link", href=clean(_link(row, link)))
        _add(entry, "summary", _summary(row))
        ET.SubElement(entry, f"{{{_ATOM}}}category", term=clean(row["event_type"]))
        if row["precision"] != "unplaced":
            ET.SubElement(entry, f"{{{_GEORSS}}}point").text = f"{row['lat']:.5f} {row['lon']:.5f}"
            ET.SubElement(entry, f"{{{_GEORSS}}}radius").text = f"{row['radius_km'] * 1000:.0f}"
    return ET.tostring(feed, encoding="unicode", xml_declaration=True)


def json_feed(
    events: gpd.GeoDataFrame, title: str, link: str, limit: int = LIMIT, *, address: str = ""
) -> str:
    """Return the same as a JSON Feed 1.1; what the event says is under `_event`."""
    items = [
        {
            "id": f"urn:event:{row['event_id']}",
            "title": _title(row),
            "content_text": _summary(row),
            "date_published": _moment(row["known_on"]),
            "url": _link(row, link),
            "tags": [row["event_type"]],
            "_event": {
                name: None if pd.isna(value) else value for name, value in row.items() if name != "candidates"
            },
        }
        for row in _newest(events, limit)
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": link,
        **({"feed_url": address} if address else {}),
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1)


def _newest(events: gpd.GeoDataFrame, limit: int) -> list[dict[Any, Any]]:
    shared, _ = licences.shareable(events)
    return flat(shared.sort_values("known_on", ascending=False, kind="stable").head(limit)).to_dict("records")


def _link(row: dict[Any, Any], link: str) -> str:
    """Return the address of the source; of the map where there is none."""
    url: str = row["source_url"]
    return url if url.startswith(("http://", "https://")) else link


def _title(row: dict[Any, Any]) -> str:
    who = f", says {row['claimant']}" if row["claimant"] else ""
    return f"{row['place'] or 'No place'}: {row['event_type'].replace('_', ' ')}{who}"


def _summary(row: dict[Any, Any]) -> str:
    when = f"{row['start']} – {row['end']}" if row["start"] != row["end"] else row["start"]
    said = row["quote"] or row["summary"]
    return f"{said}\n{when or 'date not said'} · {row['basis']} · placed as: {row['precision']}".strip()


def _moment(day: str) -> str:
    """Return the start of a day in the form that feeds want."""
    return datetime.datetime.fromisoformat(day or _EPOCH).strftime("%Y-%m-%dT00:00:00Z")


def _add(parent: ET.Element, tag: str, text: object) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}{tag}").text = clean(text)
