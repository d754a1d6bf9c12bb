"""Which column of a plain table of claims holds what: by its name, or by what stands in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.errors import Notice, about
from geo.reports import columns
from geo.reports.table import Table, head, upright

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer

#: Field → the column names that hold it; the first that the table has wins.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "start": ("event_date", "start", "date", "start_date", "happened_on", "date_start", "дата"),
    "end": ("event_end_date", "end", "end_date", "date_end"),
    "known_on": ("report_date", "known_on", "published", "publication_date", "published_at"),
    "date_precision": ("event_date_precision", "date_precision"),
    "lat": ("latitude", "lat", "y", "широта"),
    "lon": ("longitude", "lon", "lng", "long", "x", "довгота", "долгота"),
    "radius_km": ("radius_km",),
    "precision": ("precision",),
    "place": ("place_names", "place", "places", "place_name", "location", "settlement", "місце", "место"),
    "region": ("region", "admin1", "oblast", "область"),
    "district": ("district", "admin2", "raion", "район"),
    "event_type": ("event_type", "type", "тип"),
    "actor": ("actor", "actor1"),
    "claimant": ("claimant", "claimed_by", "who_says"),
    "claimant_side": ("claimant_side",),
    "basis": ("basis",),
    "control": ("control", "control_claim"),
    "control_sense": ("control_sense",),
    "summary": ("summary", "description", "notes", "text", "опис", "описание"),
    "title": ("title", "headline"),
    "source_name": ("source_name", "source", "publisher", "джерело", "источник"),
    "source_url": ("source_url", "url", "link", "посилання", "ссылка"),
    "lang": ("source_lang", "lang", "language"),
    "licence": ("licence", "license"),
}  # fmt: skip


def by_names(names: Iterable[object]) -> dict[str, int]:
    """Return the number of the column that holds each field, by its name."""
    keys: dict[str, int] = {}
    for at, name in enumerate(names):
        keys["_".join(str(name).strip().casefold().split())] = at
    found = {field: next((keys[key] for key in known if key in keys), -1) for field, known in FIELDS.items()}
    return {field: at for field, at in found.items() if at >= 0}


def tells_where(fields: Collection[str]) -> bool:
    """Tell whether fields place a claim."""
    return "place" in fields or {"lat", "lon"} <= set(fields)


def tells_when(fields: Collection[str]) -> bool:
    """Tell whether fields date a claim."""
    return bool({"start", "known_on"} & set(fields))


def lacking(fields: Collection[str]) -> Notice | None:
    """Say what a table cannot do without; None where its fields tell both where and when."""
    if not tells_where(fields):
        return Notice("no column says where: name one 'place', or two 'latitude' and 'longitude'")
    if not tells_when(fields):
        return Notice("no column says when: name one 'event_date'")
    return None


def preview(content: bytes, name: str, gazetteer: Gazetteer) -> Table:
    """Return the head of a table of claims and the columns that names and cells suggest."""
    names, rows = head(content)
    if not names:
        return Table((), (), {}, about(name, Notice("the file is empty")))
    mapping = _by_cells(by_names(names), upright(rows, len(names)), gazetteer)
    problem = lacking(mapping)
    return Table(names, rows, mapping, about(name, problem) if problem else "")


def _by_cells(
    named: Mapping[str, int], cells: Sequence[Sequence[str]], gazetteer: Gazetteer
) -> dict[str, int]:
    """Add the columns that the cells tell to those that the names tell."""
    mapping = dict(named)
    kinds = [columns.kind(column) for column in cells]

    def free(wanted: str) -> list[int]:
        return [at for at, kind in enumerate(kinds) if kind == wanted and at not in mapping.values()]

    def take(field: str, at: int | None) -> None:
        if field not in mapping and at is not None:
            mapping[field] = at

    pair = columns.coordinates(cells)
    if pair and not {*pair} & {*mapping.values()} and not {"lat", "lon"} & mapping.keys():
        mapping["lat"], mapping["lon"] = _degrees(pair, cells, gazetteer)
    if "known_on" not in mapping:
        take("start", next(iter(free(columns.DATE)), None))
    take("source_url", next(iter(free(columns.LINK)), None))
    take("summary", columns.longest(cells, free(columns.TEXT)))
    take("place", next((at for at in free(columns.WORDS) if _names_places(cells[at], gazetteer)), None))
    return mapping


def _names_places(cells: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Tell whether most cells of a column are names of places."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return 2 * sum(bool(gazetteer.named(cell)) for cell in filled) > len(filled)


def _degrees(pair: tuple[int, int], cells: Sequence[Sequence[str]], gazetteer: Gazetteer) -> tuple[int, int]:
    """Return the columns of latitude and longitude: the order in which more rows lie in known regions."""
    rows = zip(*([columns.number(cell) for cell in cells[at]] for at in pair), strict=True)
    lat, lon = np.array([row for row in rows if None not in row], dtype=float).T

    def regions(lats: Any, lons: Any) -> int:
        return sum(region is not None for region in gazetteer.within_each(lats, lons))

    turned = (abs(lon) <= 90).all() and regions(lon, lat) > regions(lat, lon)
    return (pair[1], pair[0]) if turned else pair
