"""Placemarks of a KML document, in whatever namespace: their folders, texts, and polygons as rings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from geo.formats.rings import Refused
from geo.reports.encoding import decode

_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z][\w.-]*)""")
#: (folder, properties, polygons as rings of coordinate texts)
Polygons = tuple[str, dict[str, Any], list[Any]]


def parse(data: bytes) -> ET.Element:
    """Return the root of a KML, tags without namespace; raises Refused where the bytes are none.

    KML needs no document type: a file that declares one could expand without end, and is refused.
    """
    declared = _DECLARED.match(data)
    text, _ = decode(data, declared[1].decode() if declared else "")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise Refused("it declares a document type or entities, which KML has no use for")
    try:
        # Without a document type there is nothing to expand. A str is parsed as such, whatever it declares.
        root = ET.fromstring(text.lstrip())  # noqa: S314
    except (ET.ParseError, ValueError) as error:
        raise Refused("not KML ({why})", why=str(error)[:80]) from None
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    return root


def walk(root: ET.Element) -> Iterator[tuple[tuple[str, ...], ET.Element]]:
    """Yield (names of the folders around it, placemark) in the order of the file."""
    stack: list[tuple[tuple[str, ...], ET.Element]] = [((), root)]
    while stack:  # folders may be nested without end
        inside, element = stack.pop()
        if element.tag == "Placemark":
            yield inside, element
            continue
        name = (element.findtext("name") or "").strip()
        if element.tag in ("Folder", "Document") and name:
            inside = (*inside, name)
        stack.extend((inside, child) for child in reversed(element))


def text_of(element: ET.Element, tag: str) -> str:
    """Return the text of the first element of a tag below another; "" without one."""
    found = element.find(f".//{tag}")
    return "".join(found.itertext()).strip() if found is not None else ""


def polygons(data: bytes) -> Iterator[Polygons]:
    """Yield the placemarks that hold polygons, each with its innermost folder; raises Refused as `parse`."""
    for folders, mark in walk(parse(data)):
        rings = [_rings(polygon) for polygon in mark.iter("Polygon")]
        if rings:
            yield folders[-1] if folders else "", _properties(mark), rings


def _rings(polygon: ET.Element) -> list[list[list[str]]]:
    """Return the outer ring first, then the holes, as lists of [longitude, latitude]."""
    edges = [*polygon.iter("outerBoundaryIs"), *polygon.iter("innerBoundaryIs")]
    texts = [found.text or "" for edge in edges for found in edge.iter("coordinates")]
    return [[point.split(",")[:2] for point in text.split()] for text in texts]


def _properties(mark: ET.Element) -> dict[str, Any]:
    """Return name, extended data and the first time stamp of a placemark."""
    out = {"name": (mark.findtext("name") or "").strip()}
    for element in mark.iter():
        if element.tag == "Data":
            out[element.get("name", "")] = (element.findtext("value") or "").strip()
        elif element.tag == "SimpleData":
            out[element.get("name", "")] = (element.text or "").strip()
        elif element.tag in ("when", "begin"):
            out.setdefault("date", (element.text or "").strip())
    return out
