"""Write events as KML."""

import re
from typing import Any
from xml.etree import ElementTree as ET

import geopandas as gpd
import pandas as pd

from geo.events import flat

# Characters that XML 1.0 cannot hold.
_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def document(events: gpd.GeoDataFrame, title: str = "Events") -> bytes:
    """Return a KML document: a placemark an event, with its time span, shape, claim and source."""
    root = ET.Element("kml", xmlns="http://www.opengis.net/kml/2.2")
    folder = ET.SubElement(root, "Document")
    _add(folder, "name", title)
    for row, shape in zip(flat(events).to_dict("records"), events.geometry, strict=True):
        _placemark(folder, row, shape)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def clean(text: object) -> str:
    """Return text that XML can hold."""
    return _UNWRITABLE.sub("", str(text))


def _placemark(folder: ET.Element, row: dict[Any, Any], shape: Any) -> None:
    placemark = ET.SubElement(folder, "Placemark", id=clean(row["event_id"]))
    _add(placemark, "name", f"{row['place']}: {row['event_type'].replace('_', ' ')}")
    who = f"{row['claimant'] or 'not said who'} ({row['basis']})"
    _add(
        placemark,
        "description",
        "\n".join(filter(None, (row["quote"] or row["summary"], who, row["source_url"]))),
    )
    if row["start"]:
        span = ET.SubElement(placemark, "TimeSpan")
        _add(span, "begin", row["start"])
        _add(span, "end", row["end"] or row["start"])
    data = ET.SubElement(placemark, "ExtendedData")
    for name, value in row.items():
        if not pd.isna(value) and value != "":
            _add(ET.SubElement(data, "Data", name=str(name)), "value", value)
    if shape is not None and not shape.is_empty:
        _geometry(placemark, shape)


def _geometry(parent: ET.Element, shape: Any) -> None:
    if shape.geom_type == "Point":
        _add(ET.SubElement(parent, "Point"), "coordinates", _tuples(shape))
    elif shape.geom_type == "LineString":
        _add(ET.SubElement(parent, "LineString"), "coordinates", _tuples(shape))
    elif shape.geom_type == "Polygon":
        polygon = ET.SubElement(parent, "Polygon")
        _ring(polygon, "outerBoundaryIs", shape.exterior)
        for hole in shape.interiors:
            _ring(polygon, "innerBoundaryIs", hole)
    else:
        several = ET.SubElement(parent, "MultiGeometry")
        for part in shape.geoms:
            _geometry(several, part)


def _ring(polygon: ET.Element, tag: str, ring: Any) -> None:
    _add(ET.SubElement(ET.SubElement(polygon, tag), "LinearRing"), "coordinates", _tuples(ring))


def _tuples(shape: Any) -> str:
    return " ".join(f"{lon:.5f},{lat:.5f}" for lon, lat, *_ in shape.coords)


def _add(parent: ET.Element, tag: str, text: object) -> None:
    ET.SubElement(parent, tag).text = clean(text)
