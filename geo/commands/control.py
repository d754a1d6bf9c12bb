"""`geo control`: compare control maps, measure their areas, estimate control from claims."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geo.commands.numbers import counted
from geo.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from geo.control import ControlSeries, Estimate
    from geo.gazetteer import Gazetteer

_INPUT = click.Path(exists=True, path_type=Path)
_OUTPUT = click.Path(dir_okay=False, path_type=Path)
_DAY = click.DateTime(["%Y-%m-%d"])


def _reading(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say what a file of control maps does not."""
    for option in (
        click.option("--kind", help="Take this map where a file holds several (assessed, claimed …)."),
        click.option(
            "--map",
            "layers",
            multiple=True,
            metavar="LAYER=SIDE[,KIND[,DATE]]",
            help="What a layer shows; * stands for any letters, the side - leaves a layer out.",
        ),
        click.option("--side", default="", help="The side that all polygons show."),
    ):
        command = option(command)
    return command


@click.group("control")
def control_command() -> None:
    """Compare control maps, measure areas, estimate control from claims."""


@control_command.command()
@click.argument("snapshots", type=_INPUT)
@click.argument("first", type=_DAY)
@click.argument("second", type=_DAY)
@click.option(
    "-o",
    "--output",
    type=_OUTPUT,
    help="Write the patches (.geojson, .gpkg or .parquet) or the settlements that changed sides (.csv).",
)
@click.option("--interpolate", is_flag=True, help="Draw a day between two maps between their lines.")
@_reading
def diff(
    snapshots: Path,
    first: dt.datetime,
    second: dt.datetime,
    output: Path | None,
    interpolate: bool,
    **reading: Any,
) -> None:
    """Show what changed on the map between two days.

    SNAPSHOTS is a file, folder or zip of dated control maps (GeoJSON, KML, KMZ, GeoPackage, Shapefile).
    """
    from geo.control import diff as compare
    from geo.gazetteer import Gazetteer

    series = _series(snapshots, **reading)
    a, b = (series.at(each.date(), interpolate=interpolate) for each in (first, second))
    for moment in (a, b):
        if not moment.areas:
            raise InputError(f"{snapshots}: the first map is of {series.first}; {moment.date} lies before it")
        click.echo(f"{moment.date}: {moment.status}, of {moment.since}", err=True)
    gazetteer = Gazetteer.open()
    found = compare(a, b, gazetteer)
    click.echo(f"Map changed between {a.date} and {b.date} (not: captured on that day), km²:")
    for row in found.table().to_dict("records"):
        click.echo(
            f"  {row['side']}: gained {row['gained_km2']:.2f}, lost {row['lost_km2']:.2f}, "
            f"net {row['net_km2']:+.2f}"
        )
    moved = _located(found.settlements, gazetteer)
    for row in moved.to_dict("records"):
        place = ", ".join(filter(None, (row["name"], row["district"], row["region"])))
        click.echo(f"  {place}: {row['before'] or 'not drawn'} → {row['after'] or 'not drawn'}")
    if output and output.suffix == ".csv":
        moved.to_csv(output, index=False)
        click.echo(f"{output}: {counted(len(moved), 'settlement')}", err=True)
    elif output:
        _write(found.changes, output)


def _located(settlements: pd.DataFrame, gazetteer: Gazetteer) -> pd.DataFrame:
    """Add district and region: many villages share a name. All settlements are of this gazetteer."""
    places = [gazetteer.by_id(place_id) for place_id in settlements["place_id"]]
    for column in ("district", "region"):
        rows = [getattr(place, column) for place in places]
        settlements[column] = ["" if row is None else gazetteer.place(row).name for row in rows]
    return settlements


@control_command.command()
@click.argument("snapshots", type=_INPUT)
@click.option("-o", "--output", type=_OUTPUT, help="Write the table as CSV instead of printing it.")
@_reading
def areas(snapshots: Path, output: Path | None, **reading: Any) -> None:
    """List the area of each side on each day as CSV: day, side, km2, status."""
    from geo.control import areas_over_time

    table = areas_over_time(_series(snapshots, **reading))
    text = table.assign(km2=table["km2"].round(2)).to_csv(index=False)
    if output:
        output.write_text(text, encoding="utf-8")
    else:
        click.echo(text, nl=False)


@control_command.command()
@click.argument("events", type=_INPUT)
@click.argument("date", type=_DAY)
@click.option(
    "-o", "--output", type=_OUTPUT, help="Write areas and front line (.geojson, .gpkg or .parquet)."
)
@click.option("--method", type=click.Choice(["voronoi", "kriging"]), default="voronoi", show_default=True)
@click.option(
    "--baseline", type=_INPUT, help="A dated control map to start from, instead of the border before the war."
)
@click.option("--cell", default="", help="Print the evidence behind the cell of a place (place_id or name).")
@click.option("--rule", "show_rule", is_flag=True, help="Print the rule in words.")
@_reading
def estimate(
    events: Path,
    date: dt.datetime,
    output: Path | None,
    method: str,
    baseline: Path | None,
    cell: str,
    show_rule: bool,
    **reading: Any,
) -> None:
    """Estimate who holds what on a date from the control claims of an events file.

    Prints what each side holds across the border and what is contested, with the settlements that their own
    claims put there. The map in OUTPUT has all ground within 40 km of the claims.
    """
    made = _estimate(events, date.date(), method, baseline, reading)
    click.echo(f"{made.label}, {made.date}, {made.method}", err=True)
    _print_abroad(made)
    if show_rule:
        click.echo(made.rule.words())
    if cell:
        _print_evidence(made, cell)
    if output:
        _write(made.frame(), output)


def _series(path: Path, side: str, layers: tuple[str, ...], kind: str | None) -> ControlSeries:
    from geo.formats.snapshots import read_snapshots

    sides, kinds, dates = _mapping(layers)
    reading = read_snapshots(path, side=side, sides=sides, kinds=kinds, dates=dates)
    for note in reading.notes:
        click.echo(str(note), err=True)
    series = reading.series(kind)
    others = [other or "not said" for other in reading.kinds if other != series.kind]
    if others:
        click.echo(f"the map of kind {series.kind!r}; --kind takes the other: {', '.join(others)}", err=True)
    return series


def _mapping(layers: tuple[str, ...]) -> tuple[dict[str, str | None], dict[str, str], dict[str, dt.date]]:
    """Return sides, kinds and dates by layer from LAYER=SIDE[,KIND[,DATE]]."""
    from geo.control.claims import as_day

    sides: dict[str, str | None] = {}
    kinds: dict[str, str] = {}
    dates: dict[str, dt.date] = {}
    for text in layers:
        layer, _, said = text.rpartition("=")
        side, kind, date = [*(part.strip() for part in said.split(",", 2)), "", ""][:3]
        if not layer:
            raise InputError(
                f"{text!r} maps no layer; write LAYER=SIDE, LAYER=SIDE,KIND or LAYER=SIDE,KIND,DATE"
            )
        if side:
            sides[layer] = None if side == "-" else side
        if kind:
            kinds[layer] = kind
        if date:
            dates[layer] = as_day(date)
    return sides, kinds, dates


def _estimate(
    events: Path, date: dt.date, method: str, baseline: Path | None, reading: dict[str, Any]
) -> Estimate:
    from geo.control import border, settlements
    from geo.control import estimate as make
    from geo.control.claims import around, control_claims
    from geo.events import read_events
    from geo.gazetteer import Gazetteer

    frame = read_events(events)
    claims = control_claims(frame)
    if claims.empty:
        raise InputError(f"{events}: no event claims that a side holds, lost or contests a settlement")
    extent = around(claims)
    before = border(extent)
    if baseline is not None:
        series = _series(baseline, **reading)
        earlier = [snapshot for snapshot in series if snapshot.date <= date]
        if not earlier:
            raise InputError(f"{baseline}: its first map is of {series.first}, after {date}")
        before = earlier[-1]
    places = settlements(Gazetteer.open(), extent)
    return make(frame, date, places=places, extent=extent, baseline=before, method=method)


def _print_abroad(made: Estimate) -> None:
    """Print what each side holds across the border, km², and the places that moved to it."""
    from geo.control import SIDES, abroad, area_km2
    from geo.control.diff import areas_of
    from geo.control.records import OTHER

    held, moved = abroad(areas_of(made)), made.moved()
    for side in SIDES[:3]:
        where = f" in {OTHER[side]}" if side in OTHER else ""
        names = ", ".join(moved.loc[moved["side"] == side, "name"])
        there = f"; moved there: {names}" if names else ""
        click.echo(f"{side}: {area_km2(held.get(side)):.1f} km²{where}{there}")


def _print_evidence(made: Estimate, cell: str) -> None:
    """Print the claims behind the cell of a place, which is called by its id or its name."""
    from geo.control import evidence

    places = made.ground.places
    named = places.loc[places["name"] == cell, "place_id"]
    found = evidence(made, named.iloc[0] if len(named) == 1 else cell)
    click.echo(
        "\n".join(
            (
                f"{found.name} ({found.place_id}) on {found.date}: {found.side}",
                found.how,
                f"To change it: {found.change}",
            )
        )
    )
    for row in found.claims.to_dict("records"):
        backward = ", read backwards" if row["implied"] else ""
        where = f"without it: {row['without']}" if row["without"] else f"{row['km']:.0f} km away"
        click.echo(
            f"  {row['event_id']}: {row['side']}, by {row['claimant'] or 'unnamed'} on {row['date']} "
            f"({row['basis'] or 'no basis'}{backward}), weight {row['weight']:.2f}, "
            f"now {row['score']:.2f}; {where}"
        )


def _write(frame: Any, output: Path) -> None:
    drivers = {".geojson": "GeoJSON", ".gpkg": "GPKG"}
    if output.suffix == ".parquet":
        frame.to_parquet(output, index=False)
    elif output.suffix in drivers:
        frame.to_file(output, driver=drivers[output.suffix])
    else:
        raise InputError(f"{output}: cannot write {output.suffix!r}; use .geojson, .gpkg or .parquet")
    click.echo(f"{output}: {counted(len(frame), 'feature')}", err=True)
