"""KML and KMZ: read feature by feature, so that one broken shape does not lose the rest."""

import hashlib
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pandas as pd
import shapely

from geo.errors import InputError, Notice, about
from geo.events import from_table, validate_events
from geo.formats.placemarks import parse, text_of, walk
from geo.formats.rings import Refused
from geo.formats.rows import Imported, days
from geo.formats.unzip import open_zip, unpack
from geo.gazetteer import Gazetteer
from geo.reports import Unread
from geo.reports.encoding import decode
from geo.reports.letters import read_json
from geo.reports.text import html_text

#: Words that make a folder or a placemark one about military units: positions of units are not mapped.
_UNITS = re.compile(
    r"\b(?:units?|orbat|order of battle|brigades?|regiments?|battalions?|divisions?|bdes?|hq|headquarters"
    r"|command posts?|підрозділ\w*|подразделени\w*|бригад\w*|полк(?:и|у|а|ом|ів|ов)?|батальй?он\w*"
    r"|дивіз\w*|дивизи\w*|командн\w+ пункт\w*|штаб\w*|орбат|\w{0,6}[мтшпд]бр(?:иг)?)\b",
    re.IGNORECASE,
)


def read(path: Path | str, gazetteer: Gazetteer | None = None) -> Imported:
    """Read placemarks as events of type "other": name, description, time and shape; units are skipped.

    Raises InputError where the file is no KML. A placemark that cannot be read goes to the unread list.
    """
    unread: list[Unread] = []
    root = _parse(path)
    rows: list[dict[str, Any]] = []
    shapes: list[Any] = []
    for number, (folders, placemark) in enumerate(walk(root), 1):
        name, folder = text_of(placemark, "name"), " ".join(folders)
        short = repr(name[:60])
        if _UNITS.search(f"{folder} {name}"):
            why = Notice("left out: placemark {n} ({name}) is about military units", n=number, name=short)
            unread.append(Unread(str(path), 0, why))
            continue
        try:
            shape = _shape(placemark)
        except (ValueError, IndexError, shapely.errors.GEOSException) as error:
            why = Notice(
                "placemark {n} ({name}) has a broken shape: {why}", n=number, name=short, why=str(error)
            )
            unread.append(Unread(str(path), 0, why))
            continue
        rows.append(_row(placemark, name, folder, shape))
        shapes.append(shape)
    return _events(rows, shapes, path, unread)


def _row(placemark: ET.Element, name: str, folder: str, shape: Any) -> dict[str, Any]:
    begin = text_of(placemark, "when") or text_of(placemark, "begin") or _extended(placemark, "date")
    description = html_text(text_of(placemark, "description"))
    key = "\x1f".join((name, folder, begin, description, shape.wkt if shape is not None else ""))
    point = None if shape is None else shape.representative_point()
    return {
        "event_id": "kml:" + hashlib.sha256(key.encode()).hexdigest()[:12],
        "place": name,
        "begin": begin,
        "finish": text_of(placemark, "end") or begin,
        "summary": description,
        "title": folder,
        "lat": np.nan if point is None else point.y,
        "lon": np.nan if point is None else point.x,
        "precision": "unplaced" if shape is None else "exact" if shape.geom_type == "Point" else "near",
    }


def _events(
    rows: list[dict[str, Any]], shapes: list[Any], path: Path | str, unread: list[Unread]
) -> Imported:
    if not rows:
        unread.append(Unread(str(path), 0, Notice("the file holds no placemark that can be shown")))
        rows, shapes = [], []
    table = pd.DataFrame(
        rows, columns=["event_id", "place", "begin", "finish", "summary", "title", "lat", "lon", "precision"]
    )
    table = table.assign(
        start=days(table["begin"].astype("str"), path, unread),
        end=days(table["finish"].astype("str"), path, unread),
        report_id=table["event_id"],
        origin_id=table["event_id"],
        event_type="other",
        basis="reported",
        confidence=1.0,
        radius_km=0.0,
        source_name=Path(path).name,
    )
    table["end"] = table["end"].where(table["end"] >= table["start"], table["start"])
    table["known_on"] = table["end"]
    table["date_precision"] = np.where(
        table["start"].isna(), "unknown", np.where(table["start"] == table["end"], "day", "range")
    )
    once = ~table["event_id"].duplicated().to_numpy()
    kept = [shape for shape, keep in zip(shapes, once, strict=True) if keep]
    events = from_table(table[once], kept)
    return Imported(validate_events(events), unread)


def _parse(path: Path | str) -> ET.Element:
    """Return the root of a KML, or of the first KML in a KMZ."""
    path = Path(path)
    try:
        data = path.read_bytes()
        return parse(_unzipped(data) if zipfile.is_zipfile(path) else data)
    except OSError as error:
        why = str(error.strerror or error)
        raise InputError(about(path, Notice("cannot be opened: {why}", why=why))) from error
    except Refused as error:
        raise InputError(about(path, Notice("not a readable KML ({why})", why=error.notice))) from error


def _unzipped(data: bytes) -> bytes:
    archive, entries = open_zip(data)
    with archive:
        for entry in entries:
            if entry.filename.lower().endswith(".kml"):
                return unpack(archive, entry)
    raise Refused("the KMZ holds no .kml")


def _extended(placemark: ET.Element, name: str) -> str:
    for data in placemark.iter("Data"):
        if data.get("name", "").casefold() == name:
            return (data.findtext("value") or "").strip()
    return ""


def _shape(placemark: ET.Element) -> Any:
    """Return the shape of a placemark without heights, rings closed; None when it has none."""
    parts: list[Any] = []
    for element in placemark.iter():
        if element.tag == "Point":
            parts.append(shapely.Point(_coordinates(element)[0]))
        elif element.tag == "LineString":
            parts.append(shapely.LineString(_coordinates(element)))
        elif element.tag == "Polygon":
            parts.append(_polygon(element))
    if len(parts) > 1:
        return shapely.make_valid(shapely.union_all(parts))
    return parts[0] if parts else None


def _polygon(element: ET.Element) -> Any:
    outer = element.find("outerBoundaryIs")
    if outer is None:
        raise ValueError("a polygon without an outer ring")
    holes = [_coordinates(inner) for inner in element.findall("innerBoundaryIs")]
    polygon = shapely.Polygon(_coordinates(outer), holes)  # shapely closes rings that are open
    return polygon if polygon.is_valid else shapely.make_valid(polygon)


def _coordinates(element: ET.Element) -> list[tuple[float, float]]:
    tuples = text_of(element, "coordinates").split()
    spots = [(float(lon), float(lat)) for lon, lat in (item.split(",")[:2] for item in tuples)]
    if not spots or any(not (-180 <= lon <= 180 and -90 <= lat <= 90) for lon, lat in spots):
        raise ValueError("coordinates that are no longitude and latitude in degrees")
    return spots


def read_geojson(path: Path | str) -> list[dict[str, Any]]:
    """Return the features of a GeoJSON file; raises InputError where it is none."""
    try:
        document = read_json(decode(Path(path).read_bytes())[0])
        features = document["features"]
    except OSError as error:
        why = str(error.strerror or error)
        raise InputError(about(path, Notice("cannot be opened: {why}", why=why))) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(
            about(path, Notice("not a GeoJSON feature collection ({why})", why=str(error)))
        ) from error
    return [
        feature | {"properties": feature.get("properties") or {}}
        for feature in features
        if isinstance(feature, dict) and isinstance(feature.get("properties") or {}, dict)
    ]
