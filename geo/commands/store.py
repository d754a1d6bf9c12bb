"""Commands of the store: add reports, import and export tables, look at the log; and the feed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geo.commands.numbers import counted

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.reports import Report, Unread
    from geo.store import Store

_WHERE = click.option(
    "--store",
    "where",
    help="A file or a database URL (default: GEO_STORE, else store.sqlite in GEO_DATA).",
)
_DAY = click.DateTime(["%Y-%m-%d"])
BATCH = 50  # reports saved in one transaction; as many are lost when it is interrupted
IMPORTED = 20_000  # rows of a data set imported in one transaction


@click.group("store")
def store_command() -> None:
    """Keep reports, events and decisions."""


@store_command.command("add")
@click.argument("sources", nargs=-1, required=True)
@click.option("--date", "published", type=_DAY, help="Publication date of reports that name none.")
@_WHERE
def add(sources: Sequence[str], published: datetime.datetime | None, where: str | None) -> None:
    """Read reports and save them with their events.

    SOURCES are files, folders, - for standard input, or addresses of feeds and pages (https://…). A report
    that the store has already changes nothing. Ctrl-C keeps what is saved.
    """
    from geo.commands.dating import dated
    from geo.store import Store

    reports, unread = _read(sources)
    _tell(unread)
    reports = dated(reports, published.date() if published else None)
    with Store.open(where) as store:
        _save(store, reports)


@store_command.command("import")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--format",
    "kind",
    default="",
    help="acled, ucdp, viina, geoconfirmed, timemap, gdelt, kml; else told by the file.",
)
@_WHERE
def import_(path: Path, kind: str, where: str | None) -> None:
    """Import events: your own copy of a data set, a plain table of claims, or an export of this program.

    Ctrl-C keeps what is imported.
    """
    from rich.console import Console
    from rich.progress import Progress

    from geo.formats import read_parts
    from geo.gazetteer import Gazetteer
    from geo.store import Store

    gazetteer = Gazetteer.open()
    found = new = 0
    with Store.open(where) as store, Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Importing", total=1.0)
        try:
            for (events, unread), done in read_parts(path, gazetteer, IMPORTED, kind):
                _tell(unread)
                new += store.import_events(events)
                found += len(events)
                bar.update(task, completed=done)
        except KeyboardInterrupt:
            click.echo("stopped; what is imported is kept", err=True)
    click.echo(f"{path}: {counted(found, 'event')}, {new:,} of them new")


@store_command.command("export")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--format", "kind", default="", help="Instead of the suffix: acled or timemap shape a CSV.")
@click.option("--hxl", is_flag=True, help="Add the row of HXL tags to a CSV.")
@click.option("--as-known-on", "day", type=_DAY, help="Only what was known on a day (YYYY-MM-DD).")
@_WHERE
def export(path: Path, kind: str, hxl: bool, day: datetime.datetime | None, where: str | None) -> None:
    """Write the events to a file: .csv .geojson .gpkg .parquet .jsonl .kml."""
    from geo.formats.export import export as write
    from geo.store import Store

    with Store.open(where) as store:
        events = store.events(day.date() if day else None)
    written = write(events, path, kind, hxl=hxl)
    for message in written.messages:
        click.echo(message, err=True)
    click.echo(f"{path}: {counted(written.rows, 'event')}")


@store_command.command("info")
@_WHERE
def info(where: str | None) -> None:
    """Say what the store holds."""
    from geo.store import Store

    with Store.open(where) as store:
        for name, count in store.counts().items():
            click.echo(f"{name}: {count}")


@store_command.command("log")
@click.argument("event_id", required=False)
@_WHERE
def log(event_id: str | None, where: str | None) -> None:
    """List the decisions, about one event or about all."""
    from geo.store import Store

    with Store.open(where) as store:
        for one in store.decisions(event_id):
            undone = " (undone)" if one.undone else ""
            reason = f": {one.reason}" if one.reason else ""
            click.echo(
                f"{one.id} {one.at:%Y-%m-%d %H:%M} {one.who} {one.action} {one.event_id}{undone}{reason}"
            )


@store_command.command("undo")
@click.argument("decision", type=int)
@click.option("--who", required=True, help="Your name, for the log.")
@click.option("--reason", default="")
@_WHERE
def undo(decision: int, who: str, reason: str, where: str | None) -> None:
    """Take a decision back; the log keeps both."""
    from geo.store import Store

    with Store.open(where) as store:
        taken = store.undo(decision, who, reason)
    click.echo(f"decision {decision} about {taken.event_id} is undone")


@store_command.command("taught")
@_WHERE
def taught(where: str | None) -> None:
    """List the places that corrections taught."""
    from geo.store import Store

    with Store.open(where) as store:
        for one in store.overrides():
            state = " (withdrawn)" if one.withdrawn else ""
            click.echo(
                f"{one.id} {one.surface} → {one.name} {one.lat:.4f}, {one.lon:.4f}, by {one.who}{state}"
            )


@store_command.command("forget")
@click.argument("override", type=int, metavar="NUMBER")
@click.option("--who", required=True, help="Your name, for the list.")
@_WHERE
def forget(override: int, who: str, where: str | None) -> None:
    """Take a taught place back."""
    from geo.gazetteer import Gazetteer
    from geo.review import withdraw
    from geo.store import Store

    with Store.open(where) as store:
        withdraw(store, Gazetteer.open(), override, who)


@click.command("feed")
@click.argument("target", type=click.Path(allow_dash=True, dir_okay=False), default="-")
@click.option(
    "--events", "path", type=click.Path(exists=True, path_type=Path), help="A file of events, not the store."
)
@click.option(
    "--format", "kind", type=click.Choice(["atom", "json"]), help="Default: json for a .json target."
)
@click.option("--title", default="Claims on the front", show_default=True)
@click.option("--link", required=True, help="Address of the map that the feed belongs to.")
@click.option("--limit", default=200, show_default=True, help="Newest events in the feed.")
@click.option("--delay-hours", default=0.0, help="Hold back events for so long.")
@_WHERE
def feed_command(
    target: str,
    path: Path | None,
    kind: str | None,
    title: str,
    link: str,
    limit: int,
    delay_hours: float,
    where: str | None,
) -> None:
    """Write an Atom (with GeoRSS) or JSON feed of the newest events; made for a cron job."""
    from geo.formats.feeds import atom, json_feed
    from geo.review import hold_back

    events = hold_back(
        _events(path, where), datetime.timedelta(hours=delay_hours), (), datetime.datetime.now(datetime.UTC)
    )
    kind = kind or ("json" if target.endswith(".json") else "atom")
    text = (json_feed if kind == "json" else atom)(events, title, link, limit)
    with click.open_file(target, "w", encoding="utf-8", atomic=target != "-") as out:
        out.write(text + "\n")


def _events(path: Path | None, where: str | None) -> gpd.GeoDataFrame:
    from geo.events import read_events
    from geo.store import Store

    if path is not None:
        return read_events(path)
    with Store.open(where) as store:
        return store.events()


def _read(sources: Sequence[str]) -> tuple[list[Report], list[Unread]]:
    from rich.console import Console

    from geo.reports import read_paths

    reports: dict[str, Report] = {}
    unread: list[Unread] = []
    with Console(stderr=True).status("Opening …") as status:
        for source in sources:
            status.update(f"Opening {source} …")
            found = read_paths([source])
            reports |= {report.id: report for report in found.reports}
            unread += found.unread
    return list(reports.values()), unread


def _save(store: Store, reports: Sequence[Report]) -> None:
    """Read and save in batches, so that an interruption keeps what is done; tell the totals."""
    from rich.console import Console
    from rich.progress import Progress

    from geo.events import read_reports
    from geo.gazetteer import Gazetteer

    gazetteer = Gazetteer.open()
    fresh = [report for report in reports if not store.has(report.id)]
    saved = []
    try:
        with Progress(console=Console(stderr=True), disable=len(fresh) < 2) as bar:
            task = bar.add_task("Reading reports", total=len(fresh))
            for at in range(0, len(fresh), BATCH):
                batch = fresh[at : at + BATCH]
                saved += store.save_all(batch, read_reports(batch, gazetteer))
                bar.update(task, completed=at + len(batch))
    except KeyboardInterrupt:
        click.echo("stopped; what is saved is kept", err=True)
    new = sum(one.new for one in saved)
    events = sum(one.events for one in saved)
    known = len(reports) - len(fresh)
    click.echo(f"{counted(new, 'report')} with {counted(events, 'event')} saved; {known:,} known already")


def _tell(unread: Iterable[Unread]) -> None:
    for note in unread:
        click.echo(str(note), err=True)
