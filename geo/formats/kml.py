"""KML and KMZ: read feature by feature, so that one broken shape does not lose the rest."""

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pandas as pd
import shapely

from geo.errors import InputError, Notice, about
from geo.events import from_table, validate_events
from geo.formats.rows import Imported, days
from geo.gazetteer import Gazetteer
from geo.reports import Unread
from geo.reports.encoding import decode
from geo.reports.text import html_text

MAX_BYTES = 200_000_000
#: Words that make a folder or a placemark one about military units: positions of units are not mapped.
_UNITS = re.compile(
    r"\b(?:units?|orbat|order of battle|brigades?|regiments?|battalions?|divisions?|bdes?|hq|headquarters"
    r"|command posts?|підрозділ\w*|подразделени\w*|бригад\w*|полк(?:и|у|а|ом|ів|ов)?|батальй?он\w*"
    r"|дивіз\w*|дивизи\w*|командн\w+ пункт\w*|штаб\w*|орбат|\w{0,6}[мтшпд]бр(?:иг)?)\b",
    re.IGNORECASE,
)
_TAG = "{http://www.opengis.net/kml/2.2}"


def read(path: Path | str, gazetteer: Gazetteer | None = None) -> Imported:
    """Read placemarks as events of type "other": name, description, time and shape; units are skipped.

    Raises InputError where the file is no KML. A placemark that cannot be read goes to the unread list.
    """
    unread: list[Unread] = []
    root = _parse(path)
    rows: list[dict[str, Any]] = []
    shapes: list[Any] = []
    for number, (folder, placemark) in enumerate(_placemarks(root, ""), 1):
        name = _text(placemark, "name")
        if _UNITS.search(f"{folder} {name}"):
            unread.append(
                Unread(
                    str(path),
                    0,
                    Notice(
                        "left out: placemark {n} ({name}) is about military units",
                        n=number,
                        name=repr(name[:60]),
                    ),
                )
            )
            continue
        try:
            shape = _shape(placemark)
        except (ValueError, IndexError, shapely.errors.GEOSException) as error:
            unread.append(
                Unread(
                    str(path),
                    0,
                    Notice(
                        "placemark {n} ({name}) has a broken shape: {why}",
                        n=number,
                        name=repr(name[:60]),
                        why=str(error),
                    ),
                )
            )
            continue
        rows.append(_row(placemark, name, folder, shape))
        shapes.append(shape)
    return _events(rows, shapes, path, unread)


def _row(placemark: ET.Element, name: str, folder: str, shape: Any) -> dict[str, Any]:
    begin = _text(placemark, "when") or _text(placemark, "begin") or _extended(placemark, "date")
    description = html_text(_text(placemark, "description"))
    key = "\x1f".join((name, folder, begin, description, shape.wkt if shape is not None else ""))
    point = None if shape is None else shape.representative_point()
    return {
        "event_id": "kml:" + hashlib.sha256(key.encode()).hexdigest()[:12],
        "place": name,
        "begin": begin,
        "finish": _text(placemark, "end") or begin,
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
    """Return the root of a KML, or of the KML in a KMZ; older namespaces become the common one."""
    path = Path(path)
    try:
        data = _unzipped(path) if zipfile.is_zipfile(path) else path.read_bytes()
    except OSError as error:
        why = str(error.strerror or error)
        raise InputError(about(path, Notice("cannot be opened: {why}", why=why))) from error
    text, _ = decode(data)
    if "<!DOCTYPE" in text[:10_000] or "<!ENTITY" in text:
        raise InputError(about(path, Notice("a KML with a document type is not read")))
    try:
        root = ET.fromstring(text.encode() if text.lstrip().startswith("<?xml") else text)  # noqa: S314
    except ET.ParseError as error:
        raise InputError(about(path, Notice("not a readable KML ({why})", why=str(error)))) from error
    for element in root.iter():
        element.tag = _TAG + element.tag.rpartition("}")[2]
    return root


def _unzipped(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        inside = [info for info in archive.infolist() if info.filename.lower().endswith(".kml")]
        if not inside:
            raise InputError(about(path, Notice("the KMZ holds no .kml")))
        if inside[0].file_size > MAX_BYTES:
            size, limit = f"{inside[0].file_size / 1e6:.0f}", f"{MAX_BYTES / 1e6:.0f}"
            large = Notice("{size} MB unpacked is over the limit of {limit} MB", size=size, limit=limit)
            raise InputError(about(path, large))
        return archive.read(inside[0])


def _placemarks(element: ET.Element, folder: str) -> Iterator[tuple[str, ET.Element]]:
    """Yield (names of the folders, placemark); an explicit stack, as folders may be nested without end."""
    stack = [(folder, element)]
    while stack:
        inside, at = stack.pop()
        if at.tag == _TAG + "Placemark":
            yield inside, at
            continue
        if at.tag in (_TAG + "Folder", _TAG + "Document"):
            inside = f"{inside} {(at.findtext(_TAG + 'name') or '').strip()}".strip()
        stack.extend((inside, child) for child in reversed(at))


def _text(element: ET.Element, tag: str) -> str:
    found = element.find(f".//{_TAG}{tag}")
    return "".join(found.itertext()).strip() if found is not None else ""


def _extended(placemark: ET.Element, name: str) -> str:
    for data in placemark.iter(_TAG + "Data"):
        if data.get("name", "").casefold() == name:
            return (data.findtext(_TAG + "value") or "").strip()
    return ""


def _shape(placemark: ET.Element) -> Any:
    """Return the shape of a placemark without heights, rings closed; None when it has none."""
    parts: list[Any] = []
    for element in placemark.iter():
        kind = element.tag.rpartition("}")[2]
        if kind == "Point":
            parts.append(shapely.Point(_coordinates(element)[0]))
        elif kind == "LineString":
            parts.append(shapely.LineString(_coordinates(element)))
        elif kind == "Polygon":
            parts.append(_polygon(element))
    if len(parts) > 1:
        return shapely.make_valid(shapely.union_all(parts))
    return parts[0] if parts else None


def _polygon(element: ET.Element) -> Any:
    outer = element.find(f"{_TAG}outerBoundaryIs")
    if outer is None:
        raise ValueError("a polygon without an outer ring")
    holes = [_coordinates(inner) for inner in element.findall(f"{_TAG}innerBoundaryIs")]
    polygon = shapely.Polygon(_coordinates(outer), holes)  # shapely closes rings that are open
    return polygon if polygon.is_valid else shapely.make_valid(polygon)


def _coordinates(element: ET.Element) -> list[tuple[float, float]]:
    tuples = _text(element, "coordinates").split()
    spots = [(float(lon), float(lat)) for lon, lat in (item.split(",")[:2] for item in tuples)]
    if not spots or any(not (-180 <= lon <= 180 and -90 <= lat <= 90) for lon, lat in spots):
        raise ValueError("coordinates that are no longitude and latitude in degrees")
    return spots


def read_geojson(path: Path | str) -> list[dict[str, Any]]:
    """Return the features of a GeoJSON file; raises InputError where it is none."""
    try:
        document = json.loads(decode(Path(path).read_bytes())[0])
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
