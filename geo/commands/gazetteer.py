"""python -m geo gazetteer: import, look up and add places."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geo.gazetteer import KINDS, Gazetteer, Place, paths, user
from geo.gazetteer.naming import THEATRE

if TYPE_CHECKING:
    from geo.gazetteer.geonames import Progress

_FILES = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("gazetteer")
def gazetteer_command() -> None:
    """Import, look up and add places."""


@gazetteer_command.command("import")
@click.argument("files", nargs=-1, required=True, type=_FILES)
def import_command(files: tuple[Path, ...]) -> None:
    """Import GeoNames files: country dumps (UA.zip, RU.txt …), alternateNamesV2, admin codes.

    Get them from https://download.geonames.org/export/dump/ (CC BY 4.0). The result lies in the user's data
    folder (GEO_DATA, else ./userdata) and is used from then on. Run it again at any time: nothing doubles.
    """
    from geo.gazetteer.importing import import_geonames

    try:
        with bar() as progress:
            done = import_geonames(files, progress=progress)
    except KeyboardInterrupt:
        raise click.ClickException(
            "interrupted, nothing is changed: the same command goes on from the last complete step"
        ) from None
    for reason in done.unread.reasons[:20]:
        click.echo(f"left out: {reason}", err=True)
    if done.unread.count > 20:
        click.echo(f"left out: {done.unread.count - 20:,} more rows", err=True)
    click.echo(
        f"{done.added:,} places added, {done.updated:,} brought up to date, {done.passed_over:,} rows of "
        f"other kinds passed over, {done.unread.count:,} rows unreadable. "
        f"Gazetteer: {paths.user_folder() / 'gazetteer.sqlite'}"
    )


@contextmanager
def bar() -> Iterator[Progress]:
    """Show a progress bar on the terminal, one line a file or step."""
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn(), TimeElapsedColumn()
    with Bars(*columns, console=Console(stderr=True)) as bars:
        tasks = {}

        def show(name: str, done: int, total: int) -> None:
            if name not in tasks:
                tasks[name] = bars.add_task(name, total=max(total, 1))
            bars.update(tasks[name], completed=done, total=max(total, 1))

        yield show


@gazetteer_command.command("info")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def info_command(as_json: bool) -> None:
    """Say which gazetteer is in use and what it holds."""
    about = Gazetteer.open().info()
    if as_json:
        click.echo(json.dumps(about, ensure_ascii=False))
        return
    for name, value in about.items():
        click.echo(f"{name:16} {value:,}" if isinstance(value, int) else f"{name:16} {value}")


@gazetteer_command.command("search")
@click.argument("query")
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True)
@click.option("--language", type=click.Choice(["en", "uk", "ru"]), default="en", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def search_command(query: str, limit: int, language: str, as_json: bool) -> None:
    """Look a place up by name, beginning or near miss: "Sudzha", "Суд", "Sudzha, Kursk Oblast"."""
    gazetteer = Gazetteer.open()
    found = gazetteer.search(query, limit, language)
    if not found:
        raise click.ClickException(
            f"no place is called {query!r}; import a country dump or add it (gazetteer add)"
        )
    for place in found:
        click.echo(
            json.dumps(described(place), ensure_ascii=False) if as_json else line(gazetteer, place, language)
        )


def described(place: Place) -> dict[str, object]:
    return {name: getattr(place, name) for name in Place.__slots__ if name != "row"}


def line(gazetteer: Gazetteer, place: Place, language: str) -> str:
    extent = f" ±{place.radius_km:g} km" if place.radius_km else ""
    people = f", {place.population:,} people" if place.population else ""
    label = gazetteer.label(place, language)
    return f"{label} ({place.kind}{people})  {place.lat:.4f}, {place.lon:.4f}{extent}  {place.id}"


@gazetteer_command.command("add", context_settings={"ignore_unknown_options": True})
@click.argument("name")
@click.argument("lat", type=float)
@click.argument("lon", type=float)
@click.option("--kind", type=click.Choice(KINDS), default="settlement", show_default=True)
@click.option("--uk", "name_uk", default="", help="Ukrainian name.")
@click.option("--ru", "name_ru", default="", help="Russian name.")
@click.option(
    "--other", "others", multiple=True, help="Another spelling; may be tagged: uk:Суджа. Repeatable."
)
@click.option("--country", default="", help="ISO 3166 code of two letters.")
@click.option("--radius", "radius_km", type=float, default=0.0, help="Extent in kilometres.")
@click.option("--replaces", default="", help="Identifier of the gazetteer place that this one overrides.")
@click.option("--note", default="", help="Where the position comes from.")
def add_command(
    name: str, lat: float, lon: float, kind: str, name_uk: str, name_ru: str, others: tuple[str, ...],
    country: str, radius_km: float, replaces: str, note: str,
) -> None:  # fmt: skip
    """Add a place of your own, or override one (--replaces), in the CSV of the user's data folder.

    Southern and western coordinates are negative numbers: add Ushuaia -54.8 -68.3
    """
    path, gazetteer = paths.user_folder() / "places.csv", Gazetteer.open()
    if replaces:
        gazetteer.by_id(replaces)
    place = user.UserPlace(
        "",
        name,
        lat,
        lon,
        kind,
        name_uk,
        name_ru,
        "|".join(others),
        country.upper(),
        radius_km,
        replaces,
        note,
    )
    click.echo(f"{user.add(place, path).id} written to {path}")
    around = gazetteer.within(lat, lon)
    if place.country in THEATRE and (around is None or around.country != place.country):
        where = f"in {gazetteer.label(around)}" if around else "outside the regions known"
        click.echo(f"note: {lat}, {lon} lies {where}, not in {place.country}; latitude comes first", err=True)


@gazetteer_command.command("remove")
@click.argument("place_id")
def remove_command(place_id: str) -> None:
    """Take a place of your own out again, by its identifier."""
    path = paths.user_folder() / "places.csv"
    if not user.remove(place_id, path):
        raise click.ClickException(f"{path} has no place {place_id!r}")
    click.echo(f"{place_id} removed from {path}")
