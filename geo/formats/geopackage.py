"""A GeoPackage that QGIS opens with its symbols: points, extents, and a table of what could not be placed."""

import sqlite3
from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas as gpd
import pandas as pd

#: Colours of event types, for QGIS.
COLOURS = {
    "battle": "#c1272d",
    "advance": "#e07b39",
    "control_change": "#7b2d8e",
    "withdrawal": "#8e6bbf",
    "shelling": "#d95f02",
    "air_strike": "#b30000",
    "drone_strike": "#e7298a",
    "air_defence": "#1b9e77",
    "mine": "#8c510a",
    "civilian_harm": "#000000",
    "infrastructure": "#a6761d",
    "prisoners": "#666666",
    "troop_movement": "#5e81ac",
    "evacuation": "#2f7fd1",
    "statement": "#999999",
    "other": "#bbbbbb",
}
_STYLES = """CREATE TABLE layer_styles(id INTEGER PRIMARY KEY, f_table_catalog TEXT, f_table_schema TEXT,
f_table_name TEXT, f_geometry_column TEXT, styleName TEXT, styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN,
description TEXT, owner TEXT, ui TEXT, update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))"""


def write(events: gpd.GeoDataFrame, path: Path) -> None:
    """Write the layers "places", "extents" and the table "unplaced"; empty ones are left out."""
    path.unlink(missing_ok=True)
    points = events.geometry.geom_type == "Point"
    unplaced = events.geometry.isna()
    styled = []
    for layer, rows, symbol in (("extents", ~points & ~unplaced, "fill"), ("places", points, "marker")):
        if rows.any():
            events[rows].to_file(path, layer=layer, driver="GPKG", engine="pyogrio")
            styled.append((layer, _qml(symbol)))
    if unplaced.any() or not styled:
        table = gpd.GeoDataFrame(pd.DataFrame(events[unplaced]).drop(columns="geometry"))
        table.to_file(path, layer="unplaced", driver="GPKG", engine="pyogrio")
    with sqlite3.connect(path) as connection:
        connection.execute(_STYLES)
        connection.execute(
            "INSERT INTO gpkg_contents(table_name, data_type, identifier)"
            " VALUES('layer_styles', 'attributes', 'layer_styles')"
        )
        connection.executemany(
            "INSERT INTO layer_styles(f_table_catalog, f_table_schema, f_table_name, f_geometry_column,"
            " styleName, styleQML, styleSLD, useAsDefault, description, owner)"
            " VALUES('', '', ?, 'geom', 'event type', ?, '', 1, 'colour by event type', '')",
            styled,
        )
    connection.close()


def _qml(symbol: str) -> str:
    """Return a QGIS style: one symbol an event type."""
    qgis = ET.Element("qgis", version="3.34", styleCategories="Symbology")
    renderer = ET.SubElement(qgis, "renderer-v2", type="categorizedSymbol", attr="event_type")
    categories, symbols = ET.SubElement(renderer, "categories"), ET.SubElement(renderer, "symbols")
    for number, (event_type, colour) in enumerate(COLOURS.items()):
        label = event_type.replace("_", " ")
        ET.SubElement(
            categories, "category", symbol=str(number), value=event_type, label=label, render="true"
        )
        alpha = "1" if symbol == "marker" else "0.35"
        drawn = ET.SubElement(symbols, "symbol", type=symbol, name=str(number), alpha=alpha)
        layer = ET.SubElement(
            drawn, "layer", {"class": "SimpleMarker" if symbol == "marker" else "SimpleFill"}
        )
        options = ET.SubElement(layer, "Option", type="Map")
        channels = ",".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
        values = {"color": f"{channels},255", "outline_color": "60,60,60,255", "size": "2.4"}
        for name, value in values.items():
            ET.SubElement(options, "Option", type="QString", name=name, value=value)
    return ET.tostring(qgis, encoding="unicode")
