"""python -m geo map: write the map document."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from geo.commands.numbers import counted
from geo.errors import InputError

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.map import Layer

_DAY = click.DateTime(["%Y-%m-%d"])
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("map")
@click.argument("events", type=_FILE)
@click.argument("output", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--title", default="", help="Heading of the map.")
@click.option("--language", type=click.Choice(["en", "uk", "ru"]), default="en", show_default=True)
@click.option("--theme", type=click.Choice(["auto", "light", "dark"]), default="auto", show_default=True)
@click.option("--from", "first", type=_DAY, help="First day shown.")
@click.option("--to", "last", type=_DAY, help="Last day shown.")
@click.option("--layer", "layers", multiple=True, type=_FILE, help="Areas, lines or points to show as well.")
@click.option("--basemap", help="Online map behind it: an xyzservices name or a tile URL. Default: none.")
def map_command(
    events: Path,
    output: Path,
    title: str,
    language: str,
    theme: Literal["auto", "light", "dark"],
    first: datetime | None,
    last: datetime | None,
    layers: tuple[Path, ...],
    basemap: str | None,
) -> None:
    """Write the events of a file as a map: one HTML file that opens offline.

    EVENTS is what `python -m geo read` writes, a data set (ACLED, UCDP, VIINA, GeoConfirmed, TimeMap, GDELT,
    KML), or a plain table with columns such as event_date, latitude, longitude, place, event_type, claimant,
    summary, source_url. Layers may have columns side, start, end, label.
    """
    from geo.map import document

    if not output.parent.is_dir():
        raise InputError(f"there is no folder {output.parent} to write {output.name} into: make it first")
    if output.suffix.lower() not in (".html", ".htm"):
        raise InputError(f"{output} would hold a web page: give it a name that ends in .html")
    frame = _events(events)
    made = document(
        frame,
        title=title,
        language=language,
        theme=theme,
        window=_window(frame, first, last),
        layers=[_layer(path) for path in layers],
        basemap=basemap,
    )
    made.save(output)
    click.echo(f"{output}: {counted(len(frame), 'event')}, {output.stat().st_size / 1e6:.1f} MB")


def _events(path: Path) -> gpd.GeoDataFrame:
    """Read a file of events of any kind that is known; what cannot be read of it is named."""
    from geo.formats import read_any
    from geo.gazetteer import Gazetteer

    events, unread = read_any(path, Gazetteer.open())
    for fault in unread:
        click.echo(str(fault), err=True)
    return events


def _window(
    frame: gpd.GeoDataFrame, first: datetime | None, last: datetime | None
) -> tuple[date, date] | None:
    """Complete a window of which only one end is given."""
    ends = [end.date() for end in (first, last) if end]
    if not ends:
        return None
    days = frame["start"].fillna(frame["known_on"]).dropna()
    low = first.date() if first else min([day.date() for day in days.nsmallest(1)] or ends)
    high = last.date() if last else max([day.date() for day in days.nlargest(1)] or ends)
    if low > high:
        raise InputError(f"the first day shown, {low}, is after the last, {high}: exchange --from and --to")
    return low, high


def _layer(path: Path) -> Layer:
    import geopandas as gpd

    from geo.map import Layer

    try:
        frame = gpd.read_file(path)
    except Exception as error:  # the drivers raise errors of their own, of many kinds
        raise InputError(f"{path}: not a readable file of areas, lines or points ({error})") from error
    if frame.crs is None:
        frame = frame.set_crs("EPSG:4326")
    return Layer(path.stem, frame.to_crs("EPSG:4326"))
