"""`geo control`: compare control maps, measure their areas, estimate control from claims."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geo.errors import InputError

if TYPE_CHECKING:
    from geo.control import ControlSeries

_INPUT = click.Path(exists=True, path_type=Path)
_OUTPUT = click.Path(dir_okay=False, path_type=Path)
_DAY = click.DateTime(["%Y-%m-%d"])
_SIDE = click.option(
    "--side", default="", help="The side that the polygons show, where the file does not say."
)


@click.group("control")
def control_command() -> None:
    """Compare control maps, measure areas, estimate control from claims."""


@control_command.command()
@click.argument("snapshots", type=_INPUT)
@click.argument("first", type=_DAY)
@click.argument("second", type=_DAY)
@click.option("-o", "--output", type=_OUTPUT, help="Write the patches (.geojson, .gpkg or .parquet).")
@_SIDE
def diff(snapshots: Path, first: dt.datetime, second: dt.datetime, output: Path | None, side: str) -> None:
    """Show what changed on the map between two days.

    SNAPSHOTS is a file, folder or zip of dated control maps (GeoJSON, KML, KMZ, GeoPackage, Shapefile).
    """
    from geo.control import diff as compare

    series = _series(snapshots, side)
    a, b = series.at(first.date()), series.at(second.date())
    for moment in (a, b):
        if not moment.areas:
            raise InputError(f"{snapshots}: the first map is of {series.first}; {moment.date} lies before it")
        click.echo(f"{moment.date}: {moment.status}, of {moment.since}", err=True)
    found = compare(a, b, _settlements(b.areas))
    click.echo(f"Map changed between {a.date} and {b.date} (not: captured on that day), km²:")
    for row in found.table().to_dict("records"):
        click.echo(
            f"  {row['side']}: gained {row['gained_km2']:.2f}, lost {row['lost_km2']:.2f}, "
            f"net {row['net_km2']:+.2f}"
        )
    for row in found.settlements.to_dict("records"):
        click.echo(f"  {row['name']}: {row['before'] or 'not drawn'} → {row['after'] or 'not drawn'}")
    if output:
        _write(found.changes, output)


@control_command.command()
@click.argument("snapshots", type=_INPUT)
@click.option("-o", "--output", type=_OUTPUT, help="Write the table as CSV instead of printing it.")
@_SIDE
def areas(snapshots: Path, output: Path | None, side: str) -> None:
    """List the area of each side on each day as CSV: day, side, km2, status."""
    from geo.control import areas_over_time

    table = areas_over_time(_series(snapshots, side))
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
@click.option("--cell", default="", help="Print the evidence behind the cell of this place_id.")
@click.option("--rule", "show_rule", is_flag=True, help="Print the rule in words.")
@_SIDE
def estimate(
    events: Path,
    date: dt.datetime,
    output: Path | None,
    method: str,
    baseline: Path | None,
    cell: str,
    show_rule: bool,
    side: str,
) -> None:
    """Estimate who holds what on a date from the control claims of an events file."""
    from geo.control import evidence, moment_layer

    made = _estimate(events, date.date(), method, baseline, side)
    click.echo(f"{made.label}, {made.date}, {made.method}; km²:", err=True)
    for row in made.areas[["side", "km2"]].to_dict("records"):
        click.echo(f"{row['side']}: {row['km2']:.1f}")
    if show_rule:
        click.echo(made.rule.words())
    if cell:
        _print_evidence(evidence(made, cell))
    if output:
        _write(moment_layer(made), output)


def _series(path: Path, side: str) -> ControlSeries:
    from geo.formats.snapshots import read_snapshots

    reading = read_snapshots(path, side=side)
    for note in reading.notes:
        click.echo(str(note), err=True)
    return reading.series()


def _settlements(areas: Any) -> Any:
    """Return the settlements inside the maps' bounds."""
    import shapely

    from geo.control.timeline import settlements
    from geo.gazetteer import Gazetteer

    return settlements(Gazetteer.open(), shapely.union_all(list(areas.values())).envelope)


def _estimate(events: Path, date: dt.date, method: str, baseline: Path | None, side: str) -> Any:
    from geo.control import border
    from geo.control import estimate as make
    from geo.control.claims import control_claims
    from geo.control.timeline import around, settlements
    from geo.events import read_events
    from geo.gazetteer import Gazetteer

    frame = read_events(events)
    claims = control_claims(frame)
    if claims.empty:
        raise InputError(f"{events}: no event claims that a side holds, lost or contests a settlement")
    extent = around(claims)
    before = border(extent)
    if baseline is not None:
        series = _series(baseline, side)
        earlier = [snapshot for snapshot in series if snapshot.date <= date]
        if not earlier:
            raise InputError(f"{baseline}: its first map is of {series.first}, after {date}")
        before = earlier[-1]
    places = settlements(Gazetteer.open(), extent)
    return make(frame, date, places=places, extent=extent, baseline=before, method=method)


def _print_evidence(found: Any) -> None:
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
    click.echo(f"{output}: {len(frame)} features", err=True)
