"""Polygons of a KML document: placemark by placemark, with folder, properties and rings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from geo.formats.rings import Refused

#: (folder, properties, polygons as rings of coordinate texts)
Placemark = tuple[str, dict[str, Any], list[Any]]


def placemarks(data: bytes) -> Iterator[Placemark]:
    """Yield the placemarks that hold polygons; raises Refused where the bytes are no KML.

    KML needs no document type: a file that declares one could expand without end, and is refused.
    """
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Refused("it declares a document type or entities, which KML has no use for")
    try:
        root = ET.fromstring(data)  # noqa: S314 - without a document type there is nothing to expand
    except (ET.ParseError, ValueError) as error:
        raise Refused(f"not KML ({str(error)[:80]})") from None
    yield from _walk(root, "")


def _walk(root: ET.Element, folder: str) -> Iterator[Placemark]:
    """Yield the placemarks below an element, in the order of the file."""
    stack = [(root, folder)]
    while stack:
        element, inside = stack.pop()
        tag = _tag(element)
        if tag == "Placemark":
            polygons = [_rings(polygon) for polygon in element.iter() if _tag(polygon) == "Polygon"]
            if polygons:
                yield inside, _properties(element), polygons
            continue
        if tag == "Folder":
            inside = _text(element, "name")
        stack.extend((child, inside) for child in reversed(element))


def _tag(element: ET.Element) -> str:
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def _text(element: ET.Element, tag: str) -> str:
    for child in element:
        if _tag(child) == tag:
            return (child.text or "").strip()
    return ""


def _rings(polygon: ET.Element) -> list[list[list[str]]]:
    """Return the outer ring first, then the holes, as lists of [longitude, latitude]."""
    edges = sorted((e for e in polygon if _tag(e).endswith("BoundaryIs")), key=lambda e: _tag(e)[0] == "i")
    texts = [
        element.text or "" for edge in edges for element in edge.iter() if _tag(element) == "coordinates"
    ]
    return [[point.split(",")[:2] for point in text.split()] for text in texts]


def _properties(mark: ET.Element) -> dict[str, Any]:
    """Return name, extended data and the first time stamp of a placemark."""
    out = {"name": _text(mark, "name")}
    for element in mark.iter():
        tag = _tag(element)
        if tag == "Data":
            out[element.get("name", "")] = _text(element, "value")
        elif tag == "SimpleData":
            out[element.get("name", "")] = (element.text or "").strip()
        elif tag in ("when", "begin"):
            out.setdefault("date", (element.text or "").strip())
    return out
