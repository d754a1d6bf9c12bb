"""Vector files, feature by feature: GeoJSON, KML, KMZ, GeoPackage, Shapefile; folders and zips of them.

One bad feature or file is named in a note and left out; the rest is kept. Files are hostile: sizes are
limited, a zip is never unpacked by its own names, XML entities are not resolved.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import InputError, Notice, about
from geo.formats import placemarks
from geo.formats.limits import check_tables
from geo.formats.rings import Refused, Shape, from_rings, repair
from geo.formats.unzip import MOST_BYTES, open_zip, unpack
from geo.reports.letters import read_json

SUFFIXES = (".geojson", ".json", ".kml", ".kmz", ".gpkg", ".shp", ".zip")
MOST_FEATURES = 200_000
_ACTIONS = {"repaired": Notice("repaired"), "refused": Notice("refused"), "noted": Notice("noted")}
_SIDECARS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


@dataclass(frozen=True, slots=True)
class Note:
    """What was wrong with a file or feature, and what was done about it: repaired, refused or noted."""

    where: str
    action: str
    problem: Notice

    @property
    def notice(self) -> Notice:
        """The note in words."""
        return Notice(
            "{where}: {action}: {problem}",
            where=self.where,
            action=_ACTIONS[self.action],
            problem=self.problem,
        )

    def __str__(self) -> str:
        return str(self.notice)


@dataclass(frozen=True, slots=True)
class Feature:
    """One polygon feature of a file; `file` is its name, `layer` the layer or folder it stands in."""

    file: str
    layer: str
    number: int
    properties: dict[str, Any]
    shape: Shape

    @property
    def where(self) -> str:
        """Name the feature for a reader."""
        layer = f", layer {self.layer}" if self.layer and self.layer != PurePosixPath(self.file).stem else ""
        return f"{self.file}{layer}, feature {self.number}"


@dataclass(slots=True)
class Vectors:
    """Features of files, and notes on what was left out."""

    features: list[Feature] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def _keep(self, file: str, layer: str, number: int, properties: dict[str, Any], build: Any) -> None:
        """Add a feature, or the note that says why not."""
        if len(self.features) >= MOST_FEATURES:
            raise InputError(
                about(file, Notice("more than {most} features; split the file", most=MOST_FEATURES))
            )
        where = Feature(file, layer, number, {}, Shape(shapely.Polygon(), ())).where
        try:
            shape = build()
        except Refused as reason:
            self.notes.append(Note(where, "refused", reason.notice))
            return
        if shape is None:
            return
        self.notes.extend(Note(where, "repaired", text) for text in shape.repairs)
        self.features.append(Feature(file, layer, number, properties, shape))


def read_vectors(source: Path | bytes, name: str = "") -> Vectors:
    """Read the polygons of a file, a folder or a zip, or of the bytes of an uploaded file called `name`.

    Points and lines are passed over. Raises InputError where there is nothing to read at all.
    """
    found = Vectors()
    if isinstance(source, bytes):
        _read(found, name, source)
    elif source.is_dir():
        files = sorted(p for p in source.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
        if not files:
            raise InputError(about(source, Notice("no {kinds} in this folder", kinds=", ".join(SUFFIXES))))
        for path in files:
            _read_path(found, path, str(path.relative_to(source)))
    elif source.is_file():
        _read_path(found, source, source.name)
    else:
        raise InputError(about(source, Notice("no such file or folder")))
    return found


def _read_path(found: Vectors, path: Path, name: str) -> None:
    if path.stat().st_size > MOST_BYTES:
        found.notes.append(Note(name, "refused", Notice("larger than {most} MB", most=MOST_BYTES // 10**6)))
    elif path.suffix.lower() in (".gpkg", ".shp"):
        _guard(found, name, lambda: _ogr(found, name, path))
    else:
        _read(found, name, path.read_bytes())


def _read(found: Vectors, name: str, data: bytes) -> None:
    """Read the bytes of one file by its suffix."""
    suffix = PurePosixPath(name).suffix.lower()
    readers = {
        ".geojson": _geojson,
        ".json": _geojson,
        ".kml": _kml,
        ".kmz": _zip,
        ".zip": _zip,
        ".gpkg": _gpkg,
    }
    if len(data) > MOST_BYTES:
        found.notes.append(Note(name, "refused", Notice("larger than {most} MB", most=MOST_BYTES // 10**6)))
    elif suffix not in readers:
        known = ", ".join(sorted(readers))
        found.notes.append(
            Note(
                name,
                "refused",
                Notice(
                    "{suffix} cannot be read; use {known}", suffix=suffix or Notice("no suffix"), known=known
                ),
            )
        )
    else:
        _guard(found, name, lambda: readers[suffix](found, name, data))


def _guard(found: Vectors, name: str, read: Any) -> None:
    """Run a reader; a file that it cannot read becomes a note."""
    try:
        read()
    except Refused as reason:
        found.notes.append(Note(name, "refused", reason.notice))


# GeoJSON


def _geojson(found: Vectors, name: str, data: bytes) -> None:
    try:
        document = read_json(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Refused("not JSON ({why})", why=f"{type(error).__name__}: {str(error)[:80]}") from None
    if not isinstance(document, dict):
        raise Refused("not GeoJSON: the top of the file is no object")
    layer = str(document.get("name") or PurePosixPath(name).stem)
    crs = _crs_member(document.get("crs"))
    features = document.get("features", [document])
    if not isinstance(features, list):
        raise Refused("not GeoJSON: 'features' is no list")
    for number, feature in enumerate(features, 1):
        good = isinstance(feature, dict)
        properties = feature.get("properties") if good else None
        geometry = feature.get("geometry", feature if "coordinates" in feature else None) if good else None
        found._keep(
            name,
            layer,
            number,
            properties if isinstance(properties, dict) else {},
            lambda geometry=geometry: _from_json(geometry, crs),
        )


def _from_json(geometry: Any, crs: pyproj.Transformer | None) -> Shape | None:
    """Return the polygons of a GeoJSON geometry; None for points and lines."""
    if not isinstance(geometry, dict):
        raise Refused("no geometry")
    parts = _json_polygons(geometry)
    if parts is None:
        return None
    shape = from_rings(parts) if crs is None else None
    return shape or _projected(parts, crs)


def _json_polygons(geometry: dict[str, Any]) -> list[Any] | None:
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "GeometryCollection":
        members = geometry.get("geometries")
        inner = (
            [_json_polygons(g) for g in members if isinstance(g, dict)] if isinstance(members, list) else []
        )
        return [polygon for part in inner for polygon in part or ()] or None
    if kind in ("Point", "MultiPoint", "LineString", "MultiLineString"):
        return None
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(coordinates, list):
        raise Refused("{kind} is no polygon", kind=repr(str(kind)[:40]))
    parts = [coordinates] if kind == "Polygon" else coordinates
    if not all(isinstance(part, list) for part in parts):
        raise Refused("its coordinates are not lists of rings")
    return parts


def _projected(parts: list[Any], transformer: pyproj.Transformer | None) -> Shape:
    """Build polygons whose coordinates are of another CRS, and carry them to degrees."""
    assert transformer is not None
    try:
        shape = shapely.multipolygons([shapely.Polygon(rings[0], rings[1:]) for rings in parts if rings])
        return repair(_carried(shapely.force_2d(shape), transformer))
    except (ValueError, TypeError, shapely.errors.GEOSException) as error:
        raise Refused("its rings cannot be read ({why})", why=str(error)) from None


def _crs_member(member: Any) -> pyproj.Transformer | None:
    """Return the way from the declared CRS to degrees; None when it is degrees."""
    if not isinstance(member, dict):
        return None
    properties = member.get("properties")
    name = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    if not name or "CRS84" in name or name.endswith((":4326", "EPSG::4326")):
        return None
    return _transformer(name)


def _transformer(crs: Any) -> pyproj.Transformer | None:
    try:
        declared = pyproj.CRS.from_user_input(crs)
    except pyproj.exceptions.CRSError:
        raise Refused("its CRS {crs} is not known; save it in EPSG:4326", crs=repr(str(crs)[:60])) from None
    if declared.equals(pyproj.CRS(4326), ignore_axis_order=True):
        return None
    return pyproj.Transformer.from_crs(declared, 4326, always_xy=True)


def _carried(shape: BaseGeometry, transformer: pyproj.Transformer) -> BaseGeometry:
    import numpy as np

    return shapely.transform(shape, lambda xy: np.column_stack(transformer.transform(*xy.T)))


# KML


def _kml(found: Vectors, name: str, data: bytes) -> None:
    for number, (folder, properties, polygons) in enumerate(placemarks.polygons(data), 1):
        layer = folder or PurePosixPath(name).stem
        found._keep(name, layer, number, properties, lambda polygons=polygons: from_rings(polygons))


# GeoPackage and Shapefile


def _gpkg(found: Vectors, name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload.gpkg"
        path.write_bytes(data)
        _ogr(found, name, path)


def _ogr(found: Vectors, name: str, path: Path) -> None:
    import pyogrio

    check_tables(path)
    try:
        layers = [str(layer) for layer, _ in pyogrio.list_layers(path)]
    except (pyogrio.errors.DataSourceError, ValueError) as error:
        raise Refused("cannot be opened: {why}", why=str(error)[:80]) from None
    for layer in layers:
        try:
            meta, _, wkb, columns = pyogrio.raw.read(path, layer=layer)
        except (pyogrio.errors.DataLayerError, pyogrio.errors.FeatureError, ValueError) as error:
            found.notes.append(
                Note(
                    f"{name}, layer {layer}",
                    "refused",
                    Notice("cannot be opened: {why}", why=str(error)[:80]),
                )
            )
            continue
        label = PurePosixPath(name).stem if path.suffix == ".shp" else layer
        if wkb is not None:
            _guard(
                found,
                f"{name}, layer {label}",
                lambda label=label, m=meta, w=wkb, c=columns: _rows(found, name, label, m, w, c),
            )


def _rows(found: Vectors, name: str, layer: str, meta: dict[str, Any], wkb: Any, columns: Any) -> None:
    transformer = _transformer(meta["crs"]) if meta.get("crs") else None
    for number, blob in enumerate(wkb, 1):
        properties = {
            str(field): column[number - 1] for field, column in zip(meta["fields"], columns, strict=True)
        }
        found._keep(name, layer, number, properties, lambda blob=blob: _from_wkb(blob, transformer))


def _from_wkb(blob: bytes | None, transformer: pyproj.Transformer | None) -> Shape | None:
    shape = shapely.from_wkb(blob, on_invalid="fix") if blob else None
    if shape is None:
        raise Refused("empty geometry")
    if shapely.get_dimensions(shape) in (0, 1):
        return None
    return repair(shape if transformer is None else _carried(shapely.force_2d(shape), transformer))


# Zip


def _zip(found: Vectors, name: str, data: bytes, depth: int = 0) -> None:
    archive, entries = open_zip(data)
    with archive:
        for entry in entries:
            inside = PurePosixPath(entry.filename)
            suffix = inside.suffix.lower()
            # The one document of a KMZ goes by the name of the KMZ.
            label = f"{name}/{inside}" if suffix != ".kml" or not name.lower().endswith(".kmz") else name
            if suffix in SUFFIXES:
                _guard(found, label, _opener(found, label, archive, entry, suffix, depth))


def _opener(
    found: Vectors, label: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, suffix: str, depth: int
) -> Callable[[], None]:
    """Return the reader of one file of an archive."""
    if suffix == ".shp":
        return lambda: _zipped_shapefile(found, label, archive, entry)
    if suffix in (".zip", ".kmz"):
        return lambda: _nested(found, label, archive, entry, depth)
    if suffix == ".kml":
        return lambda: _kml(found, label, unpack(archive, entry))
    return lambda: _read(found, label, unpack(archive, entry))


def _nested(found: Vectors, label: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, depth: int) -> None:
    if depth:
        raise Refused("a zip in a zip in a zip is not opened")
    _zip(found, label, unpack(archive, entry), depth + 1)


def _zipped_shapefile(found: Vectors, label: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Unpack a shapefile and its sidecars under names of our own and read it."""
    stem = str(PurePosixPath(entry.filename).with_suffix("")).lower()
    with tempfile.TemporaryDirectory() as folder:
        for other in archive.infolist():
            path = PurePosixPath(other.filename)
            if str(path.with_suffix("")).lower() == stem and path.suffix.lower() in _SIDECARS:
                (Path(folder) / f"layer{path.suffix.lower()}").write_bytes(unpack(archive, other))
        _ogr(found, label, Path(folder) / "layer.shp")
